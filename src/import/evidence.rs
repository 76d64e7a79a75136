//! What a text itself shows of its origin: dates, datelines, bylines, photo credits.
//!
//! In: one paragraph of an original. Out: what it shows, in its own words. Never: a date that can
//! be read two ways, a name that stands in no line of its kind, anything from outside the text.

use crate::date::Day;

const MONTHS: [&str; 12] = [
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

/// Words that may stand beside a date in a line that is nothing but a date.
const DATE_WORDS: [&str; 37] = [
    "published",
    "posted",
    "updated",
    "modified",
    "issued",
    "released",
    "created",
    "first",
    "last",
    "page",
    "date",
    "dated",
    "on",
    "at",
    "of",
    "the",
    "th",
    "st",
    "nd",
    "rd",
    "am",
    "pm",
    "a",
    "p",
    "m",
    "gmt",
    "utc",
    "est",
    "edt",
    "cet",
    "zulu",
    "z",
    "t",
    "hrs",
    "local",
    "time",
    "bst",
];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The first full date of a text that can be read in one way only.
pub fn full_date(text: &str) -> Option<Day> {
    let tokens = tokens(text);
    tokens.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        date_of(a, b, c)
    })
}

fn tokens(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    split.flat_map(day_and_hour).map(str::to_lowercase).collect()
}

/// Parts `04T10` of a timestamp.
fn day_and_hour(token: &str) -> impl Iterator<Item = &str> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let parts = token.split_once('T').filter(|(day, hour)| digits(day) && digits(hour));
    let (first, second) = parts.map_or((token, None), |(day, hour)| (day, Some(hour)));
    std::iter::once(first).chain(second)
}

fn date_of(a: &str, b: &str, c: &str) -> Option<Day> {
    let year = |text: &str| {
        (text.len() == 4).then(|| text.parse::<u16>().ok()).flatten().filter(|y| *y >= 1000)
    };
    if let (Some(month), Some(year)) = (month(b), year(c)) {
        return Day::new(year, month, day(a)?);
    }
    if let (Some(month), Some(year)) = (month(a), year(c)) {
        return Day::new(year, month, day(b)?);
    }
    if let Some(year) = year(a) {
        return Day::new(year, day(b)?, day(c)?);
    }
    let (first, second, year) = (day(a)?, day(b)?, year(c)?);
    match (first > 12, second > 12) {
        (true, false) => Day::new(year, second, first),
        (false, true) => Day::new(year, first, second),
        // 4/5/1998 is April or May: only equal numbers can be read in one way.
        _ if first == second => Day::new(year, second, first),
        _ => None,
    }
}

fn month(token: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|month| {
        *month == token
            || (token.len() >= 3
                && (token == &month[..3] || token == "sept" && *month == "september"))
    })?;
    u8::try_from(at + 1).ok()
}

fn day(token: &str) -> Option<u8> {
    let digits = token.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &token[digits.len()..];
    let legal = digits.len() <= 2 && matches!(suffix, "" | "st" | "nd" | "rd" | "th");
    legal.then(|| digits.parse().ok()).flatten()
}

/// Whether a line is a date and nothing else ("Published 4 May 1998, 10:20 GMT").
pub fn is_date_line(text: &str) -> bool {
    if text.len() > super::lines::SHORT {
        return false;
    }
    let tokens = tokens(text);
    let part = |token: &String| {
        let token = token.as_str();
        token.bytes().all(|b| b.is_ascii_digit())
            || day(token).is_some()
            || month(token).is_some()
            || DATE_WORDS.contains(&token)
            || WEEKDAYS.iter().any(|day| *day == token || token == &day[..3])
    };
    let has_year = tokens.iter().any(|t| t.len() == 4 && t.bytes().all(|b| b.is_ascii_digit()));
    let numbers = tokens.iter().filter(|t| t.bytes().any(|b| b.is_ascii_digit())).count();
    tokens.len() <= 14 && has_year && numbers >= 2 && tokens.iter().all(part)
}

/// Whether a line is a place of up to four words and a full date ("Rome, 4 May 1998").
pub fn is_place_and_date(text: &str) -> bool {
    if text.len() > super::lines::SHORT {
        return false;
    }
    let mut cuts = text.match_indices(',').take(3);
    cuts.any(|(at, _)| {
        let (place, date) = (&text[..at], &text[at + 1..]);
        super::lines::words(place) <= 4
            && place.starts_with(char::is_uppercase)
            && !place.contains(|c: char| c.is_ascii_digit())
            && is_date_line(date)
            && full_date(date).is_some()
    })
}

/// The author in a byline ("By Jane Roe"): every word begins with a capital.
pub fn byline(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY "))?;
    let rest = rest.strip_prefix(": ").unwrap_or(rest);
    let small = ["and", "de", "la", "van", "von", "der", "of", "for", "in", "al", "bin"];
    let name = |word: &str| word.starts_with(char::is_uppercase) || small.contains(&word);
    let words: Vec<&str> = rest.split(' ').take(11).collect();
    let legal = (2..=10).contains(&words.len())
        && words[0].starts_with(char::is_uppercase)
        && words.iter().all(|word| name(word))
        && !rest.ends_with(['.', '?', '!'])
        && !rest.contains(|c: char| c.is_ascii_digit());
    legal.then_some(rest)
}

/// The dateline that a paragraph begins with, as written ("GENEVA", "NEW YORK (Reuters)"): one
/// word in capitals at least, then a dash.
pub fn dateline(text: &str) -> Option<&str> {
    let dashes = [" — ", " – ", " - ", " -- ", "— ", "—"];
    let head = text.char_indices().nth(70).map_or(text, |(at, _)| &text[..at]);
    let cuts = dashes.iter().filter_map(|dash| head.find(dash));
    let place = head[..cuts.min()?].trim();
    let first = place.split([' ', ',', '/']).next()?;
    let capitals = first.chars().count() >= 3
        && first.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '\'' | '’' | '-'));
    let short = super::lines::words(place) <= 7 && place.chars().count() <= 60;
    let sentence = place.contains(['?', '!', ';', ':', '"', '“']);
    (capitals && short && !sentence).then_some(place)
}

/// Who delivers pictures: what stands after the photographer's name and a slash.
const AGENCIES: [&str; 14] = [
    "afp",
    "ap",
    "epa",
    "reuters",
    "getty images",
    "getty",
    "associated press",
    "bloomberg",
    "xinhua",
    "shutterstock",
    "alamy",
    "corbis",
    "tass",
    "dpa",
];

/// Words that begin a credit.
const CREDITS: [&str; 8] = [
    "photo:",
    "photo by ",
    "photos by ",
    "photograph:",
    "photograph by ",
    "photo credit:",
    "image credit:",
    "photo courtesy of ",
];

/// The photo credit at the end of a caption, or a whole line that is one. Captions of more than
/// 80 words are not looked at.
pub fn photo_credit(text: &str) -> Option<&str> {
    if text.len() > super::lines::SHORT || super::lines::words(text) > 80 {
        return None;
    }
    let tail = last_sentence(text);
    // Lower case of ASCII only, so that offsets stay those of the text.
    let lower = tail.to_ascii_lowercase();
    let bare = lower.trim_end_matches([')', ']', '.', ' ']);
    let slash = AGENCIES.iter().any(|agency| {
        bare.strip_suffix(agency).is_some_and(|b| b.ends_with('/') || b.ends_with("via "))
    });
    let leads = lower.trim_start_matches(['(', '[']);
    let lead = ["ap photo/", "reuters/", "afp photo/", "epa/"].iter().any(|l| leads.starts_with(l));
    let named = CREDITS.iter().any(|credit| leads.starts_with(credit));
    let credit = super::lines::words(tail) <= 12 && (slash || lead || named);
    credit.then(|| tail.trim_matches(['(', ')', '[', ']', ' ']))
}

/// What follows the last full stop, quotation mark or opening bracket that ends something; a
/// credit is often glued to it without a space.
fn last_sentence(text: &str) -> &str {
    let body = text.trim_end_matches([')', ']', '.', ' ']);
    let cut = body.char_indices().rev().find(|&(at, c)| {
        let before = body[..at].chars().rev().take_while(|c| c.is_alphabetic()).count();
        // A single letter and a full stop is an initial: "J. Roe/AP".
        matches!(c, '(' | '[' | '|' | '”' | '"' | '?' | '!') || (c == '.' && before > 1)
    });
    let start = cut.map_or(0, |(at, c)| at + c.len_utf8());
    text[start..].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(u16, u8, u8)>) {
        assert_eq!(full_date(text).map(|d| (d.year, d.month, d.day)), expect, "{text:?}");
    }

    #[test]
    fn dates_that_can_be_read_in_one_way() {
        check("4 May 1998", Some((1998, 5, 4)));
        check("Published: Monday, Sept. 7th, 1998 10:20", Some((1998, 9, 7)));
        check("Page last modified: 24-05-1998 19:34:09 ZULU", Some((1998, 5, 24)));
        check("05/24/1998", Some((1998, 5, 24)));
        check("1998-05-04T10:20Z", Some((1998, 5, 4)));
        check("1998-05-04 10:20", Some((1998, 5, 4)));
        check("04/05/1998", None);
        check("5/5/1998", Some((1998, 5, 5)));
        check("31 June 1998", None);
        check("May 1998", None);
        check("Room 12, 30 of 1998 seats", None);
    }

    #[test]
    fn date_lines() {
        for (text, expect) in [
            ("Published 4 May 1998, 10:20 GMT", true),
            ("Mon, 04/05/1998", true),
            ("On 4 May 1998 the bridge fell", false),
            ("1998", false),
        ] {
            assert_eq!(is_date_line(text), expect, "{text:?}");
        }
    }

    #[test]
    fn places_and_dates() {
        for (text, expect) in [
            ("Rome, May 4, 1998, 10:45 a.m.", true),
            ("New Town, D.C., 4 May 1998", true),
            ("Rome, May 1998", false),
            ("In Rome, on 4 May 1998, it rained", false),
        ] {
            assert_eq!(is_place_and_date(text), expect, "{text:?}");
        }
    }

    #[test]
    fn bylines() {
        for (text, expect) in [
            ("By Jane Roe", Some("Jane Roe")),
            ("By Jane Roe and Juan de la Cruz", Some("Jane Roe and Juan de la Cruz")),
            ("By the sea", None),
            ("By Monday the water had gone.", None),
        ] {
            assert_eq!(byline(text), expect, "{text:?}");
        }
    }

    #[test]
    fn datelines() {
        for (text, expect) in [
            ("GENEVA — The delegates met.", Some("GENEVA")),
            ("NEW YORK (Reuters) - Prices fell.", Some("NEW YORK (Reuters)")),
            ("ÉVORA, 3 June -- Cork.", Some("ÉVORA, 3 June")),
            ("Geneva — a city of talks", None),
            ("AID24 - Give!", None),
            ("No dash here", None),
        ] {
            assert_eq!(dateline(text), expect, "{text:?}");
        }
    }

    #[test]
    fn photo_credits() {
        for (text, expect) in [
            (
                "The mayor on the bridge.Jane Roe/AFP/Getty Images",
                Some("Jane Roe/AFP/Getty Images"),
            ),
            ("The mayor (AP Photo/Jane Roe)", Some("AP Photo/Jane Roe")),
            ("The mayor on the bridge. Photo: J. Roe", Some("Photo: J. Roe")),
            ("Photo by Jane Roe", Some("Photo by Jane Roe")),
            ("The paper paints a grim picture: exports fell.", None),
            ("The ministers met in Bonn, he told Reuters.", None),
        ] {
            assert_eq!(photo_credit(text), expect, "{text:?}");
        }
    }
}
