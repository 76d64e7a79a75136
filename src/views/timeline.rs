//! The overview of a chronology: where each mark and label of the drawing stands.
//!
//! In: dated items, by lane. Out: [`Timeline`], coordinates for an SVG that the template draws.
//! Never: two labels that overlap; a mark that leads nowhere.
//!
//! Years with more entries are drawn wider, so that a crowded year can be read and an empty decade
//! takes little room. Within a year the scale is even. Items take the first row of their lane that
//! is free from their mark to the end of their label; what finds none is counted in one mark that
//! leads to its year in the list.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::date::{Day, Edtf};

/// Width of the drawing, in its own units (pixels at full size).
const WIDTH: f64 = 1120.0;
/// Room at both ends.
const SIDE: f64 = 12.0;
/// Height of a row.
const ROW: f64 = 22.0;
/// Height of a lane's heading.
const HEADING: f64 = 24.0;
/// Height of the row of years at the top.
const TOP: f64 = 28.0;
/// Rows of a lane for single items; one more is for counts.
const ROWS: usize = 8;
/// Width of a character of 12 pixels, generously.
const CHARACTER: f64 = 6.7;
/// The longest label, in characters.
const LONGEST: usize = 44;
/// From the middle of a mark to its label.
const GAP: f64 = 9.0;
/// From the end of one label to the next mark, at least.
const SPACE: f64 = 8.0;
/// Width of the cells in which items without a row are counted.
const CELL: f64 = 46.0;
/// From one year's name to the next, at least.
const YEAR_NAME: f64 = 46.0;

/// Something to be drawn.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Heading of its lane. Items of a lane follow each other.
    pub(super) lane: String,
    /// Name of its kind, for the theme.
    pub(super) kind: String,
    /// When, or when it began.
    pub(super) date: Edtf,
    /// When it ended.
    pub(super) end: Option<Edtf>,
    /// Its label.
    pub(super) label: String,
    /// Where it leads.
    pub(super) href: String,
    /// Where its year is listed.
    pub(super) year_href: String,
}

/// The drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    /// Width in its own units.
    pub width: f64,
    /// Height in its own units.
    pub height: f64,
    /// The years at the top.
    pub ticks: Vec<Tick>,
    /// One lane for each kind.
    pub lanes: Vec<Lane>,
}

/// The beginning of a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tick {
    /// From the left.
    pub x: f64,
    /// The year; empty where there is no room for it.
    pub label: String,
}

/// A lane.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lane {
    /// Its heading.
    pub label: String,
    /// Name of its kind, for the theme.
    pub kind: String,
    /// Top, from the top of the drawing.
    pub y: f64,
    /// Its height.
    pub height: f64,
    /// What stands in it.
    pub marks: Vec<Mark>,
}

/// A mark with its label.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mark {
    /// Middle of the mark, from the left.
    pub x: f64,
    /// Middle of the row, from the top of the drawing.
    pub y: f64,
    /// Right end of a bar, for what lasted; nothing for a moment.
    pub to: Option<f64>,
    /// Where the label begins, or ends if `end` is set.
    pub text_x: f64,
    /// Whether the label stands to the left of the mark.
    pub end: bool,
    /// The label, as many of its words as there is room for.
    pub label: String,
    /// Whether words of the label are left out.
    pub cut: bool,
    /// The whole label with its date.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// How many items it stands for.
    pub count: usize,
}

/// Draws items. Nothing if there are fewer than two.
pub(super) fn draw(items: Vec<Item>) -> Option<Timeline> {
    if items.len() < 2 {
        return None;
    }
    let scale = Scale::of(&items);
    let mut lanes = Vec::new();
    let mut y = TOP;
    for lane in items.chunk_by(|a, b| a.lane == b.lane) {
        let drawn = draw_lane(lane, &scale, y);
        y += drawn.height;
        lanes.push(drawn);
    }
    Some(Timeline { width: WIDTH, height: y + 8.0, ticks: scale.ticks(), lanes })
}

/// From days to places.
struct Scale {
    /// For each year from the first to the last: where it begins and how wide it is.
    years: BTreeMap<u16, (f64, f64)>,
    /// The years in which something begins.
    marked: BTreeSet<u16>,
}

impl Scale {
    fn of(items: &[Item]) -> Self {
        let mut counts = BTreeMap::<u16, usize>::new();
        for item in items {
            *counts.entry(item.date.year()).or_default() += 1;
            if let Some(end) = item.end.filter(|end| end.latest() != Day::LAST) {
                counts.entry(end.latest().year).or_default();
            }
        }
        let first = counts.keys().next().copied().unwrap_or_default();
        let last = counts.keys().next_back().copied().unwrap_or_default();
        let weight = |year: u16| match counts.get(&year) {
            Some(count) => 1.0 + 2.0 * (1.0 + *count as f64).log2(),
            None => 0.12,
        };
        let total: f64 = (first..=last).map(weight).sum();
        let unit = (WIDTH - 2.0 * SIDE) / total;
        let mut x = SIDE;
        let mut years = BTreeMap::new();
        for year in first..=last {
            let width = weight(year) * unit;
            years.insert(year, (x, width));
            x += width;
        }
        let marked = items.iter().map(|item| item.date.year()).collect();
        Self { years, marked }
    }

    fn x(&self, day: Day) -> f64 {
        let Some((start, width)) = self.years.get(&day.year) else {
            let before = self.years.keys().next().is_none_or(|first| day.year < *first);
            return if before { SIDE } else { WIDTH - SIDE };
        };
        let first = Day { year: day.year, month: 1, day: 1 };
        let passed = (day.number() - first.number()) as f64 / 366.0;
        rounded(start + width * passed)
    }

    fn ticks(&self) -> Vec<Tick> {
        let mut free = 0.0;
        let mut ticks = Vec::new();
        for (year, (x, _)) in self.years.iter().filter(|(year, _)| self.marked.contains(year)) {
            let fits = *x >= free && *x + YEAR_NAME <= WIDTH;
            if fits {
                free = x + YEAR_NAME;
            }
            let label = if fits { year.to_string() } else { String::new() };
            ticks.push(Tick { x: rounded(*x), label });
        }
        ticks
    }
}

fn rounded(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

fn draw_lane(items: &[Item], scale: &Scale, top: f64) -> Lane {
    let mut sorted: Vec<&Item> = items.iter().collect();
    sorted.sort_by_key(|item| item.date.sort_key());
    let mut rows: Vec<f64> = Vec::new();
    let mut marks = Vec::new();
    let mut left_over: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    let middle = |row: usize| top + HEADING + ROW * row as f64 + ROW / 2.0;
    for item in sorted {
        let (mark, from, to) = place(item, scale);
        let row = rows.iter().position(|free| *free <= from);
        match row.or_else(|| (rows.len() < ROWS).then_some(rows.len())) {
            Some(row) => {
                rows.resize(rows.len().max(row + 1), f64::NEG_INFINITY);
                rows[row] = to;
                marks.push(Mark { y: middle(row), ..mark });
            }
            None => left_over.entry(cell(mark.x)).or_default().push(item),
        }
    }
    let counted = rows.len();
    marks.extend(left_over.iter().map(|(cell, items)| count(*cell, items, middle(counted))));
    let height = HEADING + ROW * (counted + usize::from(!left_over.is_empty())) as f64 + 6.0;
    let (label, kind) = (items[0].lane.clone(), items[0].kind.clone());
    Lane { label, kind, y: top, height, marks }
}

/// The mark of an item, and what it takes of its row: a bar runs below its label.
fn place(item: &Item, scale: &Scale) -> (Mark, f64, f64) {
    let x = scale.x(item.date.earliest());
    let to = item.end.map(|end| scale.x(end.latest())).filter(|to| *to > x + 2.0);
    let (label, cut) = shortened(&item.label);
    let width = (label.chars().count() + usize::from(cut)) as f64 * CHARACTER;
    let end = x + GAP + width > WIDTH;
    let right = to.unwrap_or(x) + GAP;
    let (text_x, from, until) = match end {
        false => (x + GAP, x - GAP, right.max(x + GAP + width)),
        true => (x - GAP, x - GAP - width, right),
    };
    let dates = match item.end {
        Some(end) => format!("{} to {}", item.date.words(), end.words()),
        None => item.date.words(),
    };
    let mark = Mark {
        x,
        y: 0.0,
        to,
        text_x: rounded(text_x),
        end,
        label,
        cut,
        title: format!("{dates}: {}", item.label),
        href: item.href.clone(),
        count: 1,
    };
    (mark, from, until + SPACE)
}

/// The cell of a place; the last one is whole.
fn cell(x: f64) -> usize {
    let cells = ((WIDTH - 2.0 * SIDE) / CELL) as usize;
    (((x - SIDE).max(0.0) / CELL) as usize).min(cells - 1)
}

fn count(cell: usize, items: &[&Item], y: f64) -> Mark {
    let x = rounded(cell as f64 * CELL + SIDE);
    Mark {
        x,
        y,
        to: None,
        text_x: rounded(x + GAP),
        end: false,
        label: format!("+{}", items.len()),
        cut: false,
        title: format!("+{} more, listed under {}", items.len(), items[0].date.year()),
        href: items[0].year_href.clone(),
        count: items.len(),
    }
}

/// The first words of a label, as many as fit; whether some are left out.
fn shortened(label: &str) -> (String, bool) {
    if label.chars().count() <= LONGEST {
        return (label.to_owned(), false);
    }
    let start: String = label.chars().take(LONGEST - 1).collect();
    let words = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    (words.trim_end_matches([',', ' ']).to_owned(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(lane: &str, date: &str, label: &str) -> Item {
        Item {
            lane: lane.into(),
            kind: "event".into(),
            date: Edtf::parse(date).unwrap(),
            end: None,
            label: label.into(),
            href: "x/".into(),
            year_href: "#y".into(),
        }
    }

    /// What a mark and its label take: left, right, top, bottom.
    fn extent(mark: &Mark) -> (f64, f64, f64, f64) {
        let width = (mark.label.chars().count() + usize::from(mark.cut)) as f64 * CHARACTER;
        let right = mark.to.unwrap_or(mark.x);
        let (left, right) = match mark.end {
            true => (mark.text_x - width, right),
            false => (mark.x, right.max(mark.text_x + width)),
        };
        (left, right, mark.y - ROW / 2.0, mark.y + ROW / 2.0)
    }

    fn check(items: Vec<Item>) -> Timeline {
        let count = items.len();
        let drawing = draw(items).unwrap();
        let marks: Vec<&Mark> = drawing.lanes.iter().flat_map(|lane| &lane.marks).collect();
        for (at, a) in marks.iter().enumerate() {
            let (left, right, top, bottom) = extent(a);
            assert!(left >= -0.1 && right <= WIDTH + 0.1 && bottom <= drawing.height, "{a:?}");
            assert!(!a.href.is_empty());
            for b in &marks[at + 1..] {
                let (l, r, t, u) = extent(b);
                let apart = right <= l || r <= left || bottom <= t || u <= top;
                assert!(apart, "{a:?}\n{b:?}");
            }
        }
        assert_eq!(marks.iter().map(|mark| mark.count).sum::<usize>(), count);
        drawing
    }

    #[test]
    fn three_hundred_events_never_overlap() {
        let mut items: Vec<Item> = (0..288)
            .map(|n| {
                let date = format!("{}-{:02}-{:02}", 1848 + n % 20, 1 + n % 12, 1 + n % 28);
                let lane = ["Events", "Agreements", "Terms of office"][n / 96];
                item(lane, &date, &format!("A thing that happened, number {n}"))
            })
            .collect();
        let twelve = (0..12).map(|n| item("Votes", "1850-03-05", &format!("Vote {n} of one day")));
        items.extend(twelve);
        check(items);
    }

    #[test]
    fn twelve_on_one_day_stand_below_each_other() {
        let day = |n| item("Votes", "1850-03-05", &format!("Vote {n}"));
        let drawing = check((0..12).map(day).collect());
        let marks = &drawing.lanes[0].marks;
        assert_eq!(marks.len(), ROWS + 1);
        assert_eq!((marks[ROWS].count, marks[ROWS].label.as_str()), (4, "+4"));
    }

    #[test]
    fn bars_and_edges() {
        let long = Item {
            end: Edtf::parse("1851"),
            ..item("Terms", "1848-02", "A very long title of an office that nobody reads out")
        };
        let drawing =
            check(vec![long, item("Terms", "1851-12-31", "The last day of the last year")]);
        let marks = &drawing.lanes[0].marks;
        assert!(marks[0].to.is_some() && marks[1].end, "{marks:?}");
        assert!(draw(vec![item("A", "1848", "a")]).is_none());
    }
}
