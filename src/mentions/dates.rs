//! Dates in running text: `April 1, 1969`, `1 June 2015`, `in 1995`.
//!
//! In: words of a text. Out: the days that they speak of. Never: a year that the text does not
//! write; a number of four digits that no word makes a year.

use std::ops::Range;

use super::{common::is_calendar, text::Text};
use crate::{
    date::{Day, days_in},
    register::offices::Span,
};

const MONTHS: &[&str] = &[
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

/// The first and last day that dates in these words speak of, if there are any.
pub(super) fn dates(text: &Text, words: Range<usize>) -> Option<Span> {
    let mut all: Option<Span> = None;
    let first = text.years.partition_point(|at| *at < words.start);
    let after = text.years.partition_point(|at| *at < words.end);
    for at in text.years[first..after].iter().copied() {
        let Some(one) = date(text, &words, at) else { continue };
        all = Some(match all {
            None => one,
            Some(old) => Span { from: old.from.min(one.from), to: old.to.max(one.to) },
        });
    }
    all
}

/// The date whose year stands at this word.
fn date(text: &Text, words: &Range<usize>, at: usize) -> Option<Span> {
    let word = text.lower(at);
    let year: u16 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    // `the 1960's` is no year.
    if !(1000..2200).contains(&year) || text.gap(at) == "'" {
        return None;
    }
    let back =
        |n: usize| at.checked_sub(n).filter(|at| *at >= words.start).map(|at| text.lower(at));
    let month =
        |n: usize| back(n).and_then(|w| MONTHS.iter().position(|m| *m == w)).map(|m| m as u8 + 1);
    let number = |n: usize| back(n).and_then(|w| w.parse::<u8>().ok());
    let (month, day) = match (month(1), month(2)) {
        (Some(month), _) => (Some(month), number(2)),
        (None, Some(month)) if number(1).is_some() => (Some(month), number(1)),
        _ => (None, None),
    };
    let named = matches!(
        back(1),
        Some(
            "in" | "of"
                | "since"
                | "by"
                | "until"
                | "from"
                | "to"
                | "and"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "before"
                | "after"
        )
    );
    match (month, day) {
        (Some(month), Some(day)) => {
            let day = Day::new(year, month, day)?;
            Some(Span { from: Some(day), to: Some(day) })
        }
        (Some(month), None) => Some(Span {
            from: Day::new(year, month, 1),
            to: Day::new(year, month, days_in(year, month)),
        }),
        (None, _) if named => Some(Span { from: Day::new(year, 1, 1), to: Day::new(year, 12, 31) }),
        _ => None,
    }
}

/// Whether the month or day of the week at this word is a date, not a name: a number stands beside
/// it (`3 March`, `May 1902`), another month, or a word that dates stand after (`in May`).
pub(super) fn is_date(text: &Text, at: usize) -> bool {
    if !is_calendar(text.lower(at)) {
        return false;
    }
    let beside = |other: usize, gap: &str| {
        let lower = text.lower(other);
        let joined = matches!(gap, " " | ", " | ". " | "-" | "/" | " - ");
        joined && (is_day_or_year(lower) || is_calendar(lower))
    };
    let after = text.words.get(at + 1).is_some_and(|_| beside(at + 1, text.gap(at)));
    let Some(prior) = at.checked_sub(1) else { return after };
    let gap = text.gap(prior);
    let word = text.lower(prior);
    let dated = matches!(gap, " " | "-")
        && matches!(
            word,
            "in" | "of"
                | "since"
                | "last"
                | "next"
                | "by"
                | "until"
                | "till"
                | "during"
                | "early"
                | "mid"
                | "late"
                | "each"
                | "every"
                | "this"
        );
    // `from March to May`, `April and May`, `on Friday`.
    let month_before = prior.checked_sub(1).is_some_and(|at| is_calendar(text.lower(at)));
    let ranged = gap == " " && month_before && matches!(word, "to" | "and" | "or" | "through");
    let month_after = text.words.get(at + 2).is_some_and(|_| is_calendar(text.lower(at + 2)))
        && matches!(text.gap(at), " ")
        && matches!(text.lower(at + 1), "to" | "and" | "or" | "through");
    let weekday = gap == " " && word == "on" && text.lower(at).ends_with("day");
    after
        || beside(prior, gap) && !text.words[at].opens
        || dated
        || ranged
        || month_after
        || weekday
}

/// `3`, `3rd`, `1902`.
fn is_day_or_year(lower: &str) -> bool {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end));
    let number = digits.unwrap_or(lower).parse::<u16>().unwrap_or(0);
    (1..=31).contains(&number) || (1000..2200).contains(&number) && digits.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Date = (u16, u8, u8);

    fn check(sentence: &str, expect: Option<(Date, Date)>) {
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(sentence, 0));
        let text = Text::of(&blocks[0]);
        let day = |(year, month, day)| Day::new(year, month, day);
        let expect = expect.map(|(from, to)| Span { from: day(from), to: day(to) });
        assert_eq!(dates(&text, 0..text.words.len()), expect, "{sentence}");
    }

    #[test]
    fn dates_in_words() {
        check("On 30 March 1856 it was signed.", Some(((1856, 3, 30), (1856, 3, 30))));
        check("On March 30, 1856, it was signed.", Some(((1856, 3, 30), (1856, 3, 30))));
        check("In February 1856 he left.", Some(((1856, 2, 1), (1856, 2, 29))));
        check("In 1855 and in 1857.", Some(((1855, 1, 1), (1857, 12, 31))));
        check("Since the 1850's and the 1840s, 1200 ships sailed.", None);
        check("On 31 February 1856 nothing was signed.", None);
    }

    fn check_calendar(sentence: &str, expect: bool) {
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(sentence, 0));
        let text = Text::of(&blocks[0]);
        let at = (0..text.words.len()).find(|at| is_calendar(text.lower(*at))).unwrap();
        assert_eq!(is_date(&text, at), expect, "{sentence}");
    }

    #[test]
    fn months_beside_numbers_are_dates() {
        check_calendar("On 3 March 1901 it rained.", true);
        check_calendar("On the 3rd of March it rained.", true);
        check_calendar("May 1902 was wet.", true);
        check_calendar("March 3, then.", true);
        check_calendar("It rained from March to May.", true);
        check_calendar("It had rained since mid-May.", true);
        check_calendar("They met on Friday.", true);
        check_calendar("Then May spoke.", false);
        check_calendar("They wrote to March, near Ely.", false);
        check_calendar("In 1902 he fell. May said so.", false);
    }
}
