//! Dates in running text: years, months and days as English prose writes them.
//!
//! In: the tokens of a line. Out: the days that they mean, as spans from a first to a last day.
//! Never: a year that the text does not write.

use std::ops::Range;

use super::tokens::{Gap, Line};
use crate::{
    content::words::Shape,
    date::{Day, Edtf, days_in},
};

/// The dates written in a range of tokens.
pub(crate) fn dates_in(line: &Line<'_>, tokens: Range<usize>) -> Vec<(Day, Day)> {
    tokens
        .clone()
        .filter(|at| line.tokens[*at].shape == Shape::Number)
        .filter_map(|at| date_at(line, at, tokens.start))
        .collect()
}

/// The date whose year stands at `at`.
fn date_at(line: &Line<'_>, at: usize, start: usize) -> Option<(Day, Day)> {
    let year = line.folded(at);
    // `the 1930's` is no date.
    if line.get(at + 1).is_some_and(|next| next.gap == Gap::Apostrophe)
        && line.folded(at + 1) == "s"
    {
        return None;
    }
    let plausible = year.len() == 4 && (1500..2100).contains(&year.parse::<u16>().ok()?);
    if !plausible {
        return None;
    }
    let year: u16 = year.parse().ok()?;
    let back = |by: usize| at.checked_sub(by).filter(|at| *at >= start);
    let month_at = |at: Option<usize>| at.and_then(|at| month(line.folded(at)));
    let day_at = |at: Option<usize>| at.and_then(|at| day(line.folded(at)));
    let exact = match (month_at(back(1)), month_at(back(2))) {
        // 4 July 1850; July 1850.
        (Some(month), _) => Some((month, day_at(back(2)))),
        // July 4, 1850.
        (None, Some(month)) => day_at(back(1)).map(|day| (month, Some(day))),
        _ => None,
    };
    let text = match exact {
        Some((month, Some(day))) if day <= days_in(year, month) => {
            format!("{year:04}-{month:02}-{day:02}")
        }
        Some((month, _)) => format!("{year:04}-{month:02}"),
        None => format!("{year:04}"),
    };
    Edtf::parse(&text).map(|date| (date.earliest(), date.latest()))
}

fn day(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = if word == "sept" { "sep" } else { word };
    let at =
        MONTHS.iter().position(|m| *m == word).or_else(|| FULL.iter().position(|m| *m == word));
    at.and_then(|at| u8::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::{super::tokens::tests::blocks, *};

    fn check(text: &str, expect: &[&str]) {
        let blocks = blocks(text);
        let line = Line::of(0, &blocks[0]);
        let dates: Vec<(Day, Day)> = expect
            .iter()
            .filter_map(|date| Edtf::parse(date))
            .map(|date| (date.earliest(), date.latest()))
            .collect();
        assert_eq!(dates_in(&line, 0..line.tokens.len()), dates, "{text}");
    }

    #[test]
    fn dates_of_prose() {
        check("on 13 July 1878, in May 1880 and in 1884", &["1878-07-13", "1880-05", "1884"]);
        check("July 4, 1850 or Sept. 3rd, 1851", &["1850-07-04", "1851-09-03"]);
        check("the 1930's, 12,000 men, room 1204, 31 June 1850", &["1850-06"]);
    }
}
