//! Participation: logs of meetings in, sessions that count, marks, tallies and lists out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use rayon::prelude::*;

use super::{
    Attendance, Mark, Marks, MeetingAttendance, People, PersonAttendance, Session, Tally,
    expected::Expected,
};
use crate::{
    model::{Archive, AttendanceLog, Meeting, MeetingId, MeetingStatus, Name, PersonId, SeriesId},
    time::Local,
};

/// Participation as of a day.
pub(super) fn attendance(
    archive: &Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> Attendance {
    let logs = logs(archive, statuses, as_of);
    let meetings: Vec<&[Sitting<'_>]> =
        logs.chunk_by(|a, b| a.meeting.id == b.meeting.id).collect();
    let whole = |logs: &&[Sitting<'_>]| Some((logs.first()?.meeting.id.clone(), together(logs)));
    let mut attendance = Attendance {
        people: roster(archive, as_of),
        meetings: meetings.par_iter().filter_map(whole).collect(),
        ..Attendance::default()
    };
    let mut sessions: Vec<_> = logs.iter().filter(|log| log.is_counted).collect();
    sessions.sort_by_key(|log| (log.start, &log.meeting.id, log.day));
    let marks: Vec<_> = sessions.par_iter().map(|log| marks(log)).collect();
    let keys: Vec<Keys<'_>> = sessions.iter().map(|log| Keys::of(log)).collect();
    for ((log, keys), marks) in sessions.into_iter().zip(&keys).zip(marks) {
        count(&mut attendance, log, keys, marks);
    }
    attendance.people.par_iter_mut().for_each(|(_, person)| tally(person, &keys));
    attendance
}

/// A log: of a meeting, or of a day of one.
struct Sitting<'a> {
    meeting: &'a Meeting,
    log: &'a AttendanceLog,
    /// The local day it is of.
    day: NaiveDate,
    start: DateTime<Utc>,
    /// Nobody where the series does not count.
    expected: People,
    /// Whether the series counts.
    is_rated: bool,
    /// Whether it counts, and the meeting was held.
    is_counted: bool,
}

impl Sitting<'_> {
    /// Who was there of the team: everybody under members, and the expected under whatever name
    /// they are listed.
    fn present(&self) -> impl Iterator<Item = &PersonId> {
        let others = self.log.staff.iter().chain(&self.log.observers).chain(&self.log.guests);
        let others = others.filter_map(|name| match name {
            Name::Person(id) if self.expected.binary_search(id).is_ok() => Some(id),
            _ => None,
        });
        let partial = self.log.partial.iter().map(|(id, _)| id);
        self.log.members.iter().chain(partial).chain(others)
    }
}

/// The logs of the days until the as-of day, of meetings that were not cancelled; in order of the
/// meetings' starts, those of one meeting together.
fn logs<'a>(
    archive: &'a Archive,
    statuses: &BTreeMap<MeetingId, MeetingStatus>,
    as_of: NaiveDate,
) -> Vec<Sitting<'a>> {
    let dated = archive.meetings_in_order().flat_map(|meeting| {
        meeting.attendance.iter().map(move |log| (meeting, log, log.day.unwrap_or(meeting.date)))
    });
    let is_shown = |meeting: &Meeting, day: NaiveDate| {
        meeting.date <= as_of
            && day <= as_of
            && statuses.get(&meeting.id) != Some(&MeetingStatus::Cancelled)
    };
    let shown: Vec<_> = dated.filter(|&(meeting, _, day)| is_shown(meeting, day)).collect();
    let days = shown.iter().map(|&(_, _, day)| day).collect();
    let mut expected = Expected::on_days(archive, &days);
    let held = |meeting: &Meeting| statuses.get(&meeting.id) == Some(&MeetingStatus::Held);
    let read = |(meeting, log, day): (&'a Meeting, &'a AttendanceLog, NaiveDate)| {
        let series = archive.site.series(&meeting.series);
        let is_rated = series.is_none_or(|series| series.counts_attendance);
        let expected = if is_rated { expected.at(&meeting.series, day) } else { People::default() };
        let is_counted = is_rated && held(meeting);
        Sitting { meeting, log, day, start: start(meeting, log), expected, is_rated, is_counted }
    };
    shown.into_iter().map(read).collect()
}

/// When a session began: a day of a meeting begins when its first day does, by the local clock.
fn start(meeting: &Meeting, log: &AttendanceLog) -> DateTime<Utc> {
    let Some(day) = log.day else { return meeting.start.utc };
    match meeting.zone.at(day.and_time(meeting.start.in_zone(&meeting.zone).local().time())) {
        Local::Unique(moment)
        | Local::Gap { before: moment, .. }
        | Local::Fold { earlier: moment, .. } => moment.utc,
    }
}

/// Everybody who has had a rated membership by a day, with nothing counted yet.
fn roster(archive: &Archive, as_of: NaiveDate) -> BTreeMap<PersonId, PersonAttendance> {
    let has_served = |start: Option<NaiveDate>| start.is_none_or(|start| start <= as_of);
    let people = archive.people.values().filter(|person| {
        person.memberships.iter().any(|term| term.is_rated() && has_served(term.start))
    });
    people.map(|person| (person.id.clone(), PersonAttendance::default())).collect()
}

/// What a session is counted under.
struct Keys<'a> {
    month: String,
    quarter: String,
    series: &'a SeriesId,
}

impl<'a> Keys<'a> {
    fn of(log: &Sitting<'a>) -> Self {
        let (month, quarter) = (month(log.day), quarter(log.day));
        Self { month, quarter, series: &log.meeting.series }
    }
}

/// Adds a session to what is counted of all, and its marks to those of each person.
fn count(attendance: &mut Attendance, log: &Sitting<'_>, keys: &Keys<'_>, marks: Marks) {
    let mut tally = Tally::default();
    for &mark in &marks.marks {
        tally.add(mark);
    }
    attendance.months.entry(keys.month.clone()).or_default().merge(tally);
    let slot = attendance.slots.entry(format!("{:02}:00", log.start.hour())).or_default();
    slot.0 += 1;
    slot.1.merge(tally);
    let place = u32::try_from(attendance.sessions.len()).unwrap_or(u32::MAX);
    for (id, mark) in marks.iter() {
        attendance.people.entry(id.clone()).or_default().marks.push((place, mark));
    }
    attendance.sessions.push(Session {
        meeting: log.meeting.id.clone(),
        day: log.day,
        is_daily: log.log.day.is_some(),
        marks,
        tally,
    });
}

/// Counts the marks of a person, of sessions under these keys: person by person, as thousands of
/// them at thousands of sessions are more than a processor has at hand.
fn tally(person: &mut PersonAttendance, keys: &[Keys<'_>]) {
    for &(place, mark) in &person.marks {
        let Some(Keys { month, quarter, series }) = keys.get(place as usize) else { continue };
        person.tally.add(mark);
        add(&mut person.months, month, mark);
        add(&mut person.quarters, quarter, mark);
        add(&mut person.series, series, mark);
    }
}

/// Adds a mark to the tally of a key, which is copied the first time alone: this is done for every
/// person at every session.
fn add<K: Clone + Ord>(tallies: &mut BTreeMap<K, Tally>, key: &K, mark: Mark) {
    if let Some(tally) = tallies.get_mut(key) {
        return tally.add(mark);
    }
    let mut tally = Tally::default();
    tally.add(mark);
    tallies.insert(key.clone(), tally);
}

/// The mark of each expected person.
fn marks(log: &Sitting<'_>) -> Marks {
    let partial: BTreeSet<_> = log.log.partial.iter().map(|(id, _)| id).collect();
    let present: BTreeSet<_> = log.present().collect();
    let excused: BTreeSet<_> = log.log.apologies.iter().collect();
    let mark = |id: &PersonId| match () {
        () if partial.contains(id) => Mark::Partial,
        () if present.contains(id) => Mark::Present,
        () if excused.contains(id) => Mark::Apologies,
        () => Mark::Absent,
    };
    Marks { people: Arc::clone(&log.expected), marks: log.expected.iter().map(mark).collect() }
}

/// `2017-06`
fn month(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// `2017-Q2`
fn quarter(day: NaiveDate) -> String {
    format!("{:04}-Q{}", day.year(), day.month0() / 3 + 1)
}

/// Who took part in a meeting, its days together: whoever was there on any day was there; whoever
/// was excused on some day, and there on none, was excused.
fn together(logs: &[Sitting<'_>]) -> MeetingAttendance {
    let is_rated = logs.iter().any(|log| log.is_rated);
    let expected = expected(logs);
    let there: BTreeSet<_> = logs.iter().flat_map(Sitting::present).collect();
    let excused: BTreeSet<_> = logs.iter().flat_map(|log| &log.log.apologies).collect();
    let is_listed = |id: &PersonId| !is_rated || expected.binary_search(id).is_ok();
    let is_absent = |id: &PersonId| !there.contains(id) && !excused.contains(id);
    let of = |people: &BTreeSet<&PersonId>, is_meant: &dyn Fn(&PersonId) -> bool| {
        people.iter().filter(|id| is_meant(id)).map(|&id| id.clone()).collect::<Vec<_>>()
    };
    MeetingAttendance {
        present: of(&there, &is_listed),
        partial: partial(logs, &is_listed),
        remote: names(logs, |log| &log.remote),
        apologies: of(&excused, &|id| !there.contains(id)),
        absent: expected.iter().filter(|id| is_absent(id)).cloned().collect(),
        expected: Arc::clone(&expected),
        others: of(&there, &|id| !is_listed(id)),
        staff: names(logs, |log| &log.staff),
        observers: names(logs, |log| &log.observers),
        guests: names(logs, |log| &log.guests),
    }
}

/// Who was expected on some day: mostly the same people on each.
fn expected(logs: &[Sitting<'_>]) -> People {
    let mut lists: Vec<&People> = logs.iter().map(|log| &log.expected).collect();
    lists.dedup();
    if let [same] = lists[..] {
        return Arc::clone(same);
    }
    let all: BTreeSet<&PersonId> = lists.into_iter().flat_map(|list| list.iter()).collect();
    all.into_iter().cloned().collect()
}

/// Those who were there for a part, with what is said of each of their days.
fn partial(logs: &[Sitting<'_>], is_listed: &dyn Fn(&PersonId) -> bool) -> Vec<(PersonId, String)> {
    let mut ways: BTreeMap<&PersonId, Vec<&str>> = BTreeMap::new();
    for (id, way) in logs.iter().flat_map(|log| &log.log.partial) {
        let said = ways.entry(id).or_default();
        if !way.is_empty() && !said.contains(&way.as_str()) {
            said.push(way);
        }
    }
    ways.retain(|id, _| is_listed(id));
    ways.into_iter().map(|(id, said)| (id.clone(), said.join("; "))).collect()
}

/// Names of all days, each once, in the order they are first listed.
fn names(logs: &[Sitting<'_>], list: impl Fn(&AttendanceLog) -> &Vec<Name>) -> Vec<Name> {
    let mut seen = BTreeSet::new();
    let all = logs.iter().flat_map(|log| list(log.log));
    all.filter(|name| seen.insert(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Registers, tests_support::*};
    use super::*;
    use crate::{
        model::{SeriesId, Team},
        time::Zone,
    };
    use Mark::{Absent, Apologies, Partial, Present};

    const LATER: &str = "2019-01-01";

    fn with_log(id: &str, start: &str, log: AttendanceLog) -> Meeting {
        Meeting { attendance: vec![log], ..meeting(id, start) }
    }

    fn of_series(series: &str, meeting: Meeting) -> Meeting {
        Meeting { series: SeriesId::new(series), ..meeting }
    }

    fn one_call(log: AttendanceLog) -> Archive {
        let roster = ["ann", "bob", "cid", "dee"].map(member).into();
        archive_of(roster, vec![with_log("p1", "2017-06-13T06:00", log)])
    }

    /// The marks of the n-th session: `ann Present, bob Absent`.
    fn marks_of(registers: &Registers, n: usize) -> String {
        let marks = &registers.attendance.sessions[n].marks;
        let said = marks.iter().map(|(id, mark)| format!("{id} {mark:?}"));
        said.collect::<Vec<_>>().join(", ")
    }

    fn tally(eligible: u32, present: u32, apologies: u32, absent: u32) -> Tally {
        Tally { eligible, present, apologies, absent }
    }

    #[test]
    fn everybody_expected_is_present_excused_or_absent() {
        let mut log = log(&["ann", "bob"], &["cid"]);
        log.partial = vec![(PersonId::new("bob"), "joined 06:20".into())];
        let registers = on(&one_call(log), LATER);
        let attendance = &registers.attendance;
        assert_eq!(marks_of(&registers, 0), "ann Present, bob Partial, cid Apologies, dee Absent");
        assert_eq!(attendance.sessions[0].tally, tally(4, 2, 1, 1));
        let whole = &attendance.meetings["p1"];
        assert_eq!(whole.present, people(&["ann", "bob"]));
        assert_eq!(whole.partial, [(PersonId::new("bob"), "joined 06:20".to_owned())]);
        assert_eq!(whole.apologies, people(&["cid"]));
        assert_eq!(whole.absent, people(&["dee"]));
        assert_eq!(attendance.people["bob"].marks, [(0, Partial)]);
    }

    #[test]
    fn presence_beats_apologies() {
        let registers = on(&one_call(log(&["ann"], &["ann"])), LATER);
        assert_eq!(registers.attendance.people["ann"].marks, [(0, Present)]);
        assert!(registers.attendance.meetings["p1"].apologies.is_empty());
    }

    #[test]
    fn a_meeting_counts_once_it_was_held() {
        let archive = one_call(log(&["ann"], &[]));
        assert!(on(&archive, "2017-06-12").attendance.sessions.is_empty());
        assert!(on(&archive, "2017-06-12").attendance.meetings.is_empty());
        assert_eq!(on(&archive, "2017-06-13").attendance.sessions.len(), 1);
    }

    #[test]
    fn cancelled_meetings_and_those_without_a_log_count_for_nobody() {
        let off = with_log("off", "2017-06-13T06:00", log(&["ann"], &[]));
        let off = Meeting { stated_status: Some(MeetingStatus::Cancelled), ..off };
        let bare = meeting("bare", "2017-06-20T06:00");
        let attendance = on(&archive_of(vec![member("ann")], vec![off, bare]), LATER).attendance;
        assert!(attendance.sessions.is_empty() && attendance.meetings.is_empty());
        assert_eq!(attendance.people["ann"].tally, Tally::default());
    }

    #[test]
    fn the_first_and_last_day_of_a_membership_belong_to_it() {
        let eve = person("eve", &[("liaison", "2017-06-13", "2017-06-20")]);
        let at = |id, date: &str| with_log(id, &format!("{date}T06:00"), log(&["eve"], &[]));
        let meetings = vec![
            at("a", "2017-06-12"),
            at("b", "2017-06-13"),
            at("c", "2017-06-20"),
            at("d", "2017-06-21"),
        ];
        let attendance = on(&archive_of(vec![eve], meetings), LATER).attendance;
        assert_eq!(attendance.people["eve"].tally, tally(2, 2, 0, 0));
        assert_eq!(attendance.people["eve"].marks, [(1, Present), (2, Present)]);
        assert_eq!(attendance.meetings["d"].others, people(&["eve"]));
        assert!(attendance.meetings["d"].present.is_empty());
    }

    #[test]
    fn a_term_within_another_does_not_end_it() {
        let terms = [("member", "2017-01-01", ""), ("co-chair", "2017-02-01", "2017-03-01")];
        let meetings = vec![with_log("a", "2017-06-13T06:00", log(&[], &[]))];
        let archive = archive_of(vec![person("eve", &terms)], meetings);
        assert_eq!(marks_of(&on(&archive, LATER), 0), "eve Absent");
    }

    #[test]
    fn staff_and_observers_are_never_rated() {
        let sam = person("sam", &[("staff", "", ""), ("observer", "", "")]);
        let meetings = vec![with_log("a", "2017-06-13T06:00", log(&["sam"], &[]))];
        let attendance = on(&archive_of(vec![sam], meetings), LATER).attendance;
        assert!(attendance.people.is_empty());
        assert_eq!(attendance.sessions[0].tally, Tally::default());
        assert_eq!(attendance.sessions[0].tally.eligible, 0);
    }

    #[test]
    fn who_will_join_later_is_not_listed_yet() {
        let late = person("late", &[("member", "2018-01-01", "")]);
        let archive = archive_of(vec![late], Vec::new());
        assert!(on(&archive, "2017-12-31").attendance.people.is_empty());
        assert_eq!(on(&archive, "2018-01-01").attendance.people.len(), 1);
    }

    #[test]
    fn apologies_of_others_are_listed_and_not_rated() {
        let sam = person("sam", &[("staff", "", "")]);
        let meetings = vec![with_log("a", "2017-06-13T06:00", log(&[], &["sam"]))];
        let attendance = on(&archive_of(vec![sam], meetings), LATER).attendance;
        assert_eq!(attendance.meetings["a"].apologies, people(&["sam"]));
        assert_eq!(attendance.sessions[0].tally, Tally::default());
    }

    #[test]
    fn at_a_teams_own_meetings_its_people_are_expected_instead() {
        let call = of_series("dns-calls", with_log("c1", "2017-06-13T06:00", log(&["ann"], &[])));
        let plenary = with_log("p1", "2017-06-14T06:00", log(&["ann"], &[]));
        let roster = ["ann", "bob", "cid"].map(member).into();
        let mut archive = archive_of(roster, vec![call, plenary]);
        let dns = Team { rapporteurs: people(&["bob"]), ..team("dns", "dns-calls", &["ann"]) };
        archive.teams.insert(dns.id.clone(), dns);
        let registers = on(&archive, LATER);
        assert_eq!(marks_of(&registers, 0), "ann Present, bob Absent");
        assert_eq!(marks_of(&registers, 1), "ann Present, bob Absent, cid Absent");
        let series = &registers.attendance.people["ann"].series;
        assert_eq!(series[&SeriesId::new("dns-calls")], tally(1, 1, 0, 0));
    }

    #[test]
    fn of_teams_that_share_a_series_the_one_of_that_day_is_expected() {
        let at = |id, date: &str| {
            of_series("dns-calls", with_log(id, &format!("{date}T06:00"), log(&[], &[])))
        };
        let meetings = vec![at("a", "2017-06-30"), at("b", "2017-07-01")];
        let mut archive = archive_of(["ann", "bob", "cid"].map(member).into(), meetings);
        let first = Team { end: Some(day("2017-06-30")), ..team("one", "dns-calls", &["ann"]) };
        let next = Team { start: Some(day("2017-07-01")), ..team("two", "dns-calls", &["bob"]) };
        archive.teams = [first, next].map(|team| (team.id.clone(), team)).into();
        let registers = on(&archive, LATER);
        assert_eq!(marks_of(&registers, 0), "ann Absent");
        assert_eq!(marks_of(&registers, 1), "bob Absent");
    }

    #[test]
    fn a_series_that_does_not_count_expects_nobody() {
        let call = with_log("c1", "2017-06-13T06:00", log(&["ann"], &["bob"]));
        let roster = ["ann", "bob", "cid"].map(member).into();
        let archive = archive_of(roster, vec![of_series("coordination", call)]);
        let attendance = on(&archive, LATER).attendance;
        assert!(attendance.sessions.is_empty());
        let whole = &attendance.meetings["c1"];
        assert_eq!(whole.present, people(&["ann"]));
        assert_eq!(whole.apologies, people(&["bob"]));
        assert!(whole.expected.is_empty() && whole.absent.is_empty() && whole.others.is_empty());
    }

    fn two_days() -> Archive {
        let on_day = |date, log| AttendanceLog { day: Some(day(date)), ..log };
        let logs = vec![
            on_day("2018-08-22", log(&["ann"], &["bob", "cid"])),
            on_day("2018-08-23", log(&["bob"], &[])),
        ];
        let kathmandu = Zone::named("Asia/Kathmandu").unwrap();
        let f2f = Meeting {
            attendance: logs,
            end_date: day("2018-08-23"),
            ..meeting_in("f2f", "2018-08-22T09:00", &kathmandu)
        };
        archive_of(["ann", "bob", "cid", "dee"].map(member).into(), vec![f2f])
    }

    #[test]
    fn each_day_with_its_own_log_counts_as_one() {
        let registers = on(&two_days(), LATER);
        let attendance = &registers.attendance;
        assert_eq!(attendance.sessions.len(), 2);
        assert!(attendance.sessions.iter().all(|session| session.is_daily));
        assert_eq!(attendance.sessions[1].day, day("2018-08-23"));
        assert_eq!(
            marks_of(&registers, 0),
            "ann Present, bob Apologies, cid Apologies, dee Absent"
        );
        assert_eq!(attendance.people["bob"].marks, [(0, Apologies), (1, Present)]);
        assert_eq!(attendance.people["cid"].marks, [(0, Apologies), (1, Absent)]);
        assert_eq!(attendance.people["bob"].tally, tally(2, 1, 1, 0));
        assert_eq!(attendance.slots["03:00"], (2, tally(8, 2, 2, 4)), "09:00 in Kathmandu");
    }

    #[test]
    fn the_days_of_a_meeting_together() {
        let attendance = on(&two_days(), LATER).attendance;
        let whole = &attendance.meetings["f2f"];
        assert_eq!(whole.present, people(&["ann", "bob"]), "there on any day");
        assert_eq!(whole.apologies, people(&["cid"]), "excused on a day, there on none");
        assert_eq!(whole.absent, people(&["dee"]));
        assert_eq!(whole.expected.len(), 4);
    }

    #[test]
    fn days_to_come_do_not_count_yet() {
        let attendance = on(&two_days(), "2018-08-22").attendance;
        assert_eq!(attendance.sessions.len(), 1);
        assert_eq!(attendance.meetings["f2f"].absent, people(&["dee"]));
        assert_eq!(attendance.meetings["f2f"].present, people(&["ann"]));
    }

    #[test]
    fn months_and_quarters_go_by_the_local_day_and_slots_by_the_utc_hour() {
        let auckland = Zone::named("Pacific/Auckland").unwrap();
        let call = Meeting {
            attendance: vec![log(&["ann"], &[])],
            ..meeting_in("p1", "2017-07-01T08:45", &auckland)
        };
        let attendance = on(&archive_of(vec![member("ann")], vec![call]), LATER).attendance;
        let once = tally(1, 1, 0, 0);
        assert_eq!(attendance.months, [("2017-07".to_owned(), once)].into());
        assert_eq!(attendance.people["ann"].quarters, [("2017-Q3".to_owned(), once)].into());
        assert_eq!(attendance.slots, [("20:00".to_owned(), (1, once))].into());
    }
}
