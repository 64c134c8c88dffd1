//! Participation rates that moved: of people, of months.

use std::collections::BTreeMap;

use super::{
    data::Data,
    differences::{Figure, Moved},
};

/// People whose rate is another, in order of id.
pub(super) fn people(old: &Data, new: &Data) -> Vec<Moved> {
    let figures = |data: &Data| {
        data.attendance.people.iter().map(|one| (one.id.clone(), one.figure)).collect()
    };
    let (names, old_names) = (new.names(), old.names());
    let name = |id: &str| {
        let name = names.get(id).or_else(|| old_names.get(id));
        name.map_or(id, |name| name).to_owned()
    };
    moved(figures(old), figures(new), name)
}

/// Months whose rate is another, in order of time.
pub(super) fn months(old: &Data, new: &Data) -> Vec<Moved> {
    let figures = |data: &Data| {
        data.attendance.months.iter().map(|one| (one.month.clone(), one.figure)).collect()
    };
    moved(figures(old), figures(new), str::to_owned)
}

fn moved(
    old: BTreeMap<String, Figure>,
    new: BTreeMap<String, Figure>,
    name: impl Fn(&str) -> String,
) -> Vec<Moved> {
    let mut figures: BTreeMap<String, (Option<Figure>, Option<Figure>)> = BTreeMap::new();
    for (id, figure) in old {
        figures.entry(id).or_default().0 = Some(figure);
    }
    for (id, figure) in new {
        figures.entry(id).or_default().1 = Some(figure);
    }
    let rate = |figure: Option<Figure>| figure.and_then(|figure| figure.rate).map(f64::to_bits);
    let is_other =
        |(before, after): &(Option<Figure>, Option<Figure>)| rate(*before) != rate(*after);
    let moved = figures.into_iter().filter(|(_, pair)| is_other(pair));
    moved.map(|(id, (before, after))| Moved { name: name(&id), id, before, after }).collect()
}
