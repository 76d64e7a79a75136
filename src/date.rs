//! Dates as editors know them: EDTF level 0 and the part of level 1 that they need.
//!
//! In: `2015`, `2015-06`, `2015-06-01`, a timestamp, `2016-05~`, `2016-05?`, `2015-05/2015-06`,
//! `2015-02-17/..`. Out: [`Edtf`], with its earliest and latest day for comparison. Never: more
//! precision than was written, a date of today.
//!
//! The grammar is that of the Extended Date/Time Format specification of the Library of Congress
//! (2019), levels 0 and 1.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day of the proleptic Gregorian calendar. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year, 0 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// Later than every date that can be written: the end of an open interval.
    pub const LAST: Day = Day { year: u16::MAX, month: 12, day: 31 };
    /// Earlier than every date that can be written.
    pub const FIRST: Day = Day { year: 0, month: 1, day: 1 };

    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let legal = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        legal.then_some(Self { year, month, day })
    }

    /// Days since 1 January of the year 0, for distances and drawings.
    pub fn number(self) -> i64 {
        // Howard Hinnant's days-from-civil, shifted to a year that begins in March.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
    }
}

/// How many days a month has.
pub fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// A year, a month of it or a day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// The first day it can mean.
    pub fn earliest(self) -> Day {
        Day { year: self.year, month: self.month.unwrap_or(1), day: self.day.unwrap_or(1) }
    }

    /// The last day it can mean.
    pub fn latest(self) -> Day {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in(self.year, month));
        Day { year: self.year, month, day }
    }

    fn parse(text: &str) -> Option<Self> {
        let number = |text: &str, digits: usize| {
            (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse::<u16>().ok())
                .flatten()
        };
        let mut parts = text.splitn(3, '-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|m| number(m, 2).map(|m| m as u8));
        let day = parts.next().map(|d| number(d, 2).map(|d| d as u8));
        let date = match (month, day) {
            (None, _) => Self { year, month: None, day: None },
            (Some(month), None) => Self { year, month: Some(month?), day: None },
            (Some(month), Some(day)) => Self { year, month: Some(month?), day: Some(day?) },
        };
        Day::new(year, date.month.unwrap_or(1), date.day.unwrap_or(1)).map(|_| date)
    }

    fn words(self) -> String {
        let month = self.month.map(|m| MONTHS[usize::from(m) - 1]);
        match (month, self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// How sure a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// As written.
    Sure,
    /// `~`: about.
    Approximate,
    /// `?`: perhaps.
    Uncertain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Qualified {
    date: PartialDate,
    certainty: Certainty,
}

impl Qualified {
    fn parse(text: &str) -> Option<Self> {
        let (text, certainty) = match text.as_bytes().last()? {
            b'~' => (&text[..text.len() - 1], Certainty::Approximate),
            b'?' => (&text[..text.len() - 1], Certainty::Uncertain),
            _ => (text, Certainty::Sure),
        };
        let (date, time) = text.split_once('T').map_or((text, None), |(d, t)| (d, Some(t)));
        let date = PartialDate::parse(date)?;
        if time.is_some_and(|time| date.day.is_none() || !is_time(time)) {
            return None;
        }
        Some(Self { date, certainty })
    }

    fn words(self) -> String {
        match self.certainty {
            Certainty::Sure => self.date.words(),
            Certainty::Approximate => format!("about {}", self.date.words()),
            Certainty::Uncertain => format!("{} (uncertain)", self.date.words()),
        }
    }
}

impl fmt::Display for Qualified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.certainty {
            Certainty::Sure => "",
            Certainty::Approximate => "~",
            Certainty::Uncertain => "?",
        };
        write!(f, "{}{mark}", self.date)
    }
}

/// `hh:mm[:ss[.fff]]` with an optional `Z` or offset.
fn is_time(text: &str) -> bool {
    let clock = text.trim_end_matches('Z');
    let clock = clock.split(['+']).next().unwrap_or(clock);
    let clock = clock.rsplit_once('-').map_or(clock, |(clock, _)| clock);
    let mut parts = clock.split(':');
    let two = |part: Option<&str>, below: u8| {
        part.is_some_and(|p| p.len() == 2 && p.parse::<u8>().is_ok_and(|n| n < below))
    };
    let seconds_fit = |part: Option<&str>| {
        part.is_none_or(|p| p.split('.').next().is_some_and(|s| two(Some(s), 61)))
    };
    two(parts.next(), 24)
        && two(parts.next(), 60)
        && seconds_fit(parts.next())
        && parts.next().is_none()
}

/// A date or an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edtf(Form);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Date(Qualified),
    Interval(Option<Qualified>, Option<Qualified>),
}

impl Edtf {
    /// Reads a date. `None` if it is none, if the calendar lacks it or if it ends before it begins.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((from, to)) = text.split_once('/') else {
            return Qualified::parse(text).map(|date| Self(Form::Date(date)));
        };
        let side = |text: &str| match text {
            ".." | "" => Some(None),
            text => Qualified::parse(text).map(Some),
        };
        let (from, to) = (side(from)?, side(to)?);
        let interval = Self(Form::Interval(from, to));
        let some = from.is_some() || to.is_some();
        (some && interval.earliest() <= interval.latest()).then_some(interval)
    }

    /// The first day it can mean.
    pub fn earliest(self) -> Day {
        match self.0 {
            Form::Date(date) => date.date.earliest(),
            Form::Interval(from, _) => from.map_or(Day::FIRST, |from| from.date.earliest()),
        }
    }

    /// The last day it can mean.
    pub fn latest(self) -> Day {
        match self.0 {
            Form::Date(date) => date.date.latest(),
            Form::Interval(_, to) => to.map_or(Day::LAST, |to| to.date.latest()),
        }
    }

    /// The year that it begins in.
    pub fn year(self) -> u16 {
        self.earliest().year
    }

    /// In words of the precision given: `1 June 2015`, `about May 2016`, `May 2015 to June 2015`.
    pub fn words(self) -> String {
        match self.0 {
            Form::Date(date) => date.words(),
            Form::Interval(Some(from), Some(to)) => format!("{} to {}", from.words(), to.words()),
            Form::Interval(Some(from), None) => format!("from {}", from.words()),
            Form::Interval(None, Some(to)) => format!("until {}", to.words()),
            Form::Interval(None, None) => String::new(),
        }
    }

    /// Whether it says that it is not sure.
    pub fn is_sure(self) -> bool {
        let sure = |date: Option<Qualified>| date.is_none_or(|d| d.certainty == Certainty::Sure);
        match self.0 {
            Form::Date(date) => sure(Some(date)),
            Form::Interval(from, to) => sure(from) && sure(to),
        }
    }

    /// A value for `<time datetime>`: only dates that HTML can say, without doubt marks.
    pub fn html(self) -> Option<String> {
        match self.0 {
            Form::Date(date) => Some(date.date.to_string()),
            Form::Interval(..) => None,
        }
    }

    /// What sorts dates: earliest day, then latest.
    pub fn sort_key(self) -> (Day, Day) {
        (self.earliest(), self.latest())
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Form::Date(date) => date.fmt(f),
            Form::Interval(from, to) => {
                let side =
                    |date: Option<Qualified>| date.map_or("..".to_owned(), |d| d.to_string());
                write!(f, "{}/{}", side(from), side(to))
            }
        }
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(Edtf::parse(text).map(Edtf::words).as_deref(), expect, "{text}");
    }

    #[test]
    fn what_editors_write() {
        check("2015", Some("2015"));
        check("2015-06", Some("June 2015"));
        check("2015-06-01", Some("1 June 2015"));
        check("2016-05-24T19:34:09Z", Some("24 May 2016"));
        check("2016-05-24T19:34:09+02:00", Some("24 May 2016"));
        check("2016-05~", Some("about May 2016"));
        check("2016-05?", Some("May 2016 (uncertain)"));
        check("2015-05/2015-06", Some("May 2015 to June 2015"));
        check("2015-02-17/..", Some("from 17 February 2015"));
    }

    #[test]
    fn what_the_calendar_lacks() {
        for bad in [
            "",
            "15",
            "2015-13",
            "2015-02-29",
            "2015-6-1",
            "May 2015",
            "2016/2015",
            "../..",
            "2015-06T10:00",
            "2015-06-01T25:00",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn order_and_bounds() {
        let date = |text| Edtf::parse(text).unwrap();
        assert_eq!(date("2016-02").latest(), Day::new(2016, 2, 29).unwrap());
        assert!(date("2015").sort_key() < date("2015-06").sort_key());
        assert_eq!(date("2015-02-17/..").latest(), Day::LAST);
        let number = |y, m, d| Day::new(y, m, d).unwrap().number();
        assert_eq!(number(2000, 3, 1) - number(2000, 2, 28), 2);
        assert_eq!(number(2016, 1, 1) - number(2015, 1, 1), 365);
    }
}
