//! The drawing of a chronology: one lane for each kind, labels that never overlap.
//!
//! In: moments with links. Out: an SVG. Never: a label over another, a drawing without a list of
//! the same moments beside it (the template's part).
//!
//! Labels are placed greedily: in order of time, each in the first row of its lane that is free
//! over its whole width.

use std::fmt::Write;

use crate::{date::Day, markdown::html::escaped};

/// Width of the drawing, in its own units.
const WIDTH: f64 = 1200.0;
/// Left and right margin.
const MARGIN: f64 = 16.0;
/// Height of a row of labels.
const ROW: f64 = 24.0;
/// Height of a lane's heading.
const HEADING: f64 = 22.0;
/// Estimated width of a character of a label. Generous: a label that is narrower than its place
/// leaves a gap, one that is wider would run into the next.
const CHARACTER: f64 = 7.4;
/// The longest label, in characters.
const LONGEST: usize = 34;

/// A moment to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First day.
    pub start: Day,
    /// Last day, if it lasted.
    pub end: Option<Day>,
    /// The lane: the kind's label.
    pub lane: String,
    /// The label.
    pub label: String,
    /// The date in words.
    pub date: String,
    /// Link.
    pub href: String,
}

/// A label's place in a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where the moment is.
    pub x: f64,
    /// Where the label begins and ends.
    pub label: (f64, f64),
    /// Row within the lane, from 0.
    pub row: usize,
}

/// Draws the marks. `None` if there are none.
pub fn draw(marks: &[Mark]) -> Option<String> {
    let scale = Scale::of(marks)?;
    let mut lanes: Vec<&str> = Vec::new();
    for mark in marks {
        if !lanes.contains(&&*mark.lane) {
            lanes.push(&mark.lane);
        }
    }
    let (mut body, mut y) = (String::new(), 28.0);
    for lane in lanes {
        let in_lane: Vec<&Mark> = marks.iter().filter(|mark| mark.lane == lane).collect();
        let places = place(&in_lane, &scale);
        let rows = places.iter().map(|place| place.row + 1).max().unwrap_or(1);
        let _ = write!(
            body,
            "<text class=\"lane\" x=\"{MARGIN}\" y=\"{:.0}\">{}</text>",
            y + 15.0,
            escaped(lane)
        );
        for (mark, place) in in_lane.iter().zip(&places) {
            draw_mark(&mut body, mark, place, y + HEADING, &scale);
        }
        y += HEADING + rows as f64 * ROW + 8.0;
        let _ = write!(
            body,
            "<line class=\"rule\" x1=\"0\" x2=\"{WIDTH}\" y1=\"{:.0}\" y2=\"{:.0}\"/>",
            y - 3.0,
            y - 3.0
        );
    }
    let axis = draw_axis(&scale, y);
    Some(format!(
        "<svg class=\"timeline\" viewBox=\"0 0 {WIDTH} {y:.0}\" role=\"group\" aria-label=\"Chronology, drawn\" \
         xmlns=\"http://www.w3.org/2000/svg\">{axis}{body}</svg>"
    ))
}

/// Days to units.
pub struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    fn of(marks: &[Mark]) -> Option<Self> {
        let first = marks.iter().map(|mark| mark.start.number()).min()?;
        let ends = marks.iter().map(|mark| mark.end.unwrap_or(mark.start).number());
        Some(Self { first, last: ends.max()?.max(first + 1) })
    }

    fn x(&self, day: Day) -> f64 {
        let share = (day.number().clamp(self.first, self.last) - self.first) as f64
            / (self.last - self.first) as f64;
        MARGIN + share * (WIDTH - 2.0 * MARGIN)
    }
}

/// Finds a row for each label. Marks must be in order of time.
pub fn place(marks: &[&Mark], scale: &Scale) -> Vec<Place> {
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut places = Vec::with_capacity(marks.len());
    for mark in marks {
        let x = scale.x(mark.start);
        let width = 14.0 + shortened(&mark.label).chars().count() as f64 * CHARACTER;
        // Near the right edge the label stands before its moment.
        let label = if x + width > WIDTH { (x - width, x + 8.0) } else { (x - 6.0, x + width) };
        let free = |row: &Vec<(f64, f64)>| {
            row.iter().all(|(start, end)| label.1 <= *start || *end <= label.0)
        };
        let row = rows.iter().position(free).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[row].push(label);
        places.push(Place { x, label, row });
    }
    places
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    let cut: String = label.chars().take(LONGEST - 1).collect();
    let cut = cut.rsplit_once(' ').map_or(&*cut, |(before, _)| before);
    format!("{cut}…")
}

fn draw_mark(body: &mut String, mark: &Mark, place: &Place, top: f64, scale: &Scale) {
    let y = top + place.row as f64 * ROW + ROW / 2.0;
    let before = place.label.0 < place.x - 7.0;
    let (x, anchor) = if before { (place.x - 9.0, "end") } else { (place.x + 9.0, "start") };
    let _ = write!(
        body,
        "<a href=\"{}\"><title>{}: {}</title>",
        escaped(&mark.href),
        escaped(&mark.date),
        escaped(&mark.label)
    );
    if let Some(end) = mark.end.filter(|end| scale.x(*end) - place.x > 4.0) {
        let _ = write!(
            body,
            "<line class=\"span\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.0}\" y2=\"{y:.0}\"/>",
            place.x,
            scale.x(end)
        );
    }
    let _ = write!(
        body,
        "<circle cx=\"{:.1}\" cy=\"{y:.0}\" r=\"4\"/><text x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"{anchor}\">{}</text></a>",
        place.x,
        y + 4.0,
        escaped(&shortened(&mark.label))
    );
}

fn draw_axis(scale: &Scale, height: f64) -> String {
    let year_of = |number: i64| (number as f64 / 365.2425).floor() as i64;
    let (first, last) = (year_of(scale.first), year_of(scale.last) + 1);
    let step = [1, 2, 5, 10, 20, 50, 100, 200, 500]
        .into_iter()
        .find(|step| (last - first) / step <= 12)
        .unwrap_or(1000);
    let mut axis = String::new();
    for year in (first..=last).filter(|year| year % step == 0) {
        let Some(day) = u16::try_from(year).ok().and_then(|year| Day::new(year, 1, 1)) else {
            continue;
        };
        if day.number() < scale.first || day.number() > scale.last {
            continue;
        }
        let x = scale.x(day);
        let _ = write!(
            axis,
            "<line class=\"tick\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"20\" y2=\"{height:.0}\"/>\
             <text class=\"year\" x=\"{x:.1}\" y=\"14\" text-anchor=\"middle\">{year}</text>"
        );
    }
    axis
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(day: i64, lane: &str) -> Mark {
        let start =
            Day::new(2000 + (day / 365) as u16, 1 + ((day / 30) % 12) as u8, 1 + (day % 28) as u8)
                .unwrap();
        Mark {
            start,
            end: None,
            lane: lane.to_owned(),
            label: format!("Something of some length, number {day}"),
            date: String::new(),
            href: "../x/".to_owned(),
        }
    }

    /// No two labels of a lane overlap, all are inside the drawing.
    fn check(mut marks: Vec<Mark>) {
        marks.sort_by_key(|mark| mark.start);
        let scale = Scale::of(&marks).unwrap();
        let in_lane: Vec<&Mark> = marks.iter().collect();
        let places = place(&in_lane, &scale);
        for (at, a) in places.iter().enumerate() {
            assert!(a.label.0 >= -WIDTH / 3.0 && a.label.1 <= WIDTH);
            for b in places[..at].iter().filter(|b| b.row == a.row) {
                assert!(a.label.1 <= b.label.0 || b.label.1 <= a.label.0, "{a:?} {b:?}");
            }
        }
        let svg = draw(&marks).unwrap();
        assert_eq!(svg.matches("<a href").count(), marks.len());
    }

    #[test]
    fn three_hundred_and_twelve_on_one_day() {
        check((0..300).map(|n| mark(n * 17, "events")).collect());
        check((0..12).map(|_| mark(40, "events")).chain([mark(4000, "events")]).collect());
        check(vec![mark(1, "events")]);
        assert_eq!(draw(&[]), None);
    }
}
