//! Columns over time: of widths in percent, so that they fill any page, and words that keep their
//! size.

use std::fmt::Write as _;

use super::period::{Periods, Unit};
use crate::render::{html::escape, messages::Messages};

/// The fewest columns that a plot has room for: a month alone is no wall.
const FEWEST: usize = 6;

/// The most columns each of which is named.
const NAMED: usize = 12;

/// How many columns a plot has room for.
pub(super) fn n_slots(periods: &Periods) -> usize {
    periods.n.max(FEWEST)
}

/// Columns as high as their values, of a scale, in a box from `top` that is `height` `em` high.
pub(super) fn columns(
    class: &str,
    values: &[u32],
    scale: u32,
    n_slots: usize,
    top: &str,
    height: &str,
) -> String {
    let scale = scale.max(1);
    let mut path = String::new();
    for (place, value) in values.iter().enumerate().filter(|(_, value)| **value > 0) {
        let _ = write!(path, "M{} {scale}v-{value}h8v{value}z", 10 * place + 1);
    }
    format!(
        "<svg y=\"{top}em\" width=\"100%\" height=\"{height}em\" viewBox=\"0 0 {} {scale}\" preserveAspectRatio=\"none\">\
         <path class=\"{class}\" d=\"{path}\"/></svg>",
        10 * n_slots,
    )
}

/// A line from side to side.
pub(super) fn rule(class: &str, y: &str) -> String {
    format!("<line class=\"{class}\" x1=\"0\" x2=\"100%\" y1=\"{y}em\" y2=\"{y}em\"/>")
}

/// The middle of a column.
pub(super) fn middle(place: usize, n_slots: usize) -> String {
    percent(2 * place + 1, 2 * n_slots)
}

/// A part of the whole in percent, with two decimals.
pub(super) fn percent(part: usize, whole: usize) -> String {
    let hundredths = part * 10_000 / whole.max(1);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// The names of the columns below a plot: each where they are few, else years.
pub(super) fn axis(periods: &Periods, top: u32, messages: &Messages) -> String {
    match n_slots(periods) {
        n_slots if periods.n <= NAMED => named(periods, n_slots, top, messages),
        n_slots => years(periods, n_slots, top),
    }
}

fn named(periods: &Periods, n_slots: usize, top: u32, messages: &Messages) -> String {
    let mut out = String::from("<g class=\"middle\">");
    for place in 0..periods.n {
        let (x, word) = (middle(place, n_slots), escape(&periods.short(place, messages)));
        let _ = write!(out, "<text x=\"{x}\" y=\"{}.1em\">{word}</text>", top + 1);
    }
    if periods.unit != Unit::Year {
        for (place, year) in periods.years() {
            let x = middle(place, n_slots);
            let _ =
                write!(out, "<text class=\"year\" x=\"{x}\" y=\"{}.4em\">{year}</text>", top + 2);
        }
    }
    out + "</g>"
}

/// Pixels that a plot has on a small phone, and that a year's name needs.
const PHONE: usize = 280;
const YEAR: usize = 38;

fn years(periods: &Periods, n_slots: usize, top: u32) -> String {
    let mut out = String::new();
    let mut free = 0;
    for (place, year) in periods.years() {
        let x = place * PHONE / n_slots;
        let is_short = place == 0
            && periods.years().nth(1).is_some_and(|(next, _)| next * PHONE / n_slots < YEAR);
        if x < free || PHONE - x < YEAR || is_short {
            continue;
        }
        free = x + YEAR;
        let x = percent(place, n_slots);
        let _ = write!(
            out,
            "<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{top}em\" y2=\"{}.1em\"/>\
             <text class=\"year\" x=\"{x}\" dx=\".25em\" y=\"{}.1em\">{year}</text>",
            top + 1,
            top + 1,
        );
    }
    out
}
