//! Page furniture: lines that a web page puts around a text.
//!
//! In: one paragraph of an original. Out: the [`Reason`] to leave it out, if it is surely
//! furniture. Never: a decision on a sentence that could be the author's (no rule reaches beyond
//! its number of words, and a doubtful line is kept); a word about the book's subject. The words
//! are those that English-language sites use; texts in other languages lose nothing.

use super::rules::{BUTTONS, RULES, Rule};

/// Why a line was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The title once more.
    TitleRepeated,
    /// A line printed twice in a row: under a picture and as its description.
    CaptionRepeated,
    /// A line with a photographer's or agency's credit.
    CaptionCredit,
    /// The second of two equal lines in a text that prints many lines twice.
    PrintedTwice,
    /// A link to the content, for screen readers.
    SkipLink,
    /// The label of a tracking picture.
    Tracking,
    /// Buttons to share, print or mail.
    Share,
    /// The head of the readers' comments.
    Comments,
    /// A question about the page itself.
    Feedback,
    /// An invitation to a mailing list.
    MailingList,
    /// A notice on cookies.
    Cookies,
    /// An appeal for money.
    Donation,
    /// When the page was last changed; kept as evidence.
    LastModified,
    /// When the text was published; kept as evidence.
    DateLine,
    /// Who wrote it; kept as evidence.
    Byline,
    /// Menus, breadcrumbs, links of the site.
    Navigation,
    /// Links to other texts.
    Related,
    /// An offer to subscribe.
    Subscribe,
    /// Who holds the copyright of the page.
    Copyright,
    /// The label of an advertisement.
    Advertisement,
}

impl Reason {
    /// The reason in words, for the report.
    pub fn words(self) -> &'static str {
        match self {
            Self::TitleRepeated => "title, repeated",
            Self::CaptionRepeated => "picture caption, repeated",
            Self::CaptionCredit => "picture caption with its credit",
            Self::PrintedTwice => "line printed twice, one kept",
            Self::SkipLink => "skip link",
            Self::Tracking => "tracking label",
            Self::Share => "sharing buttons",
            Self::Comments => "head of the comments",
            Self::Feedback => "question about the page",
            Self::MailingList => "invitation to a mailing list",
            Self::Cookies => "cookie notice",
            Self::Donation => "appeal for donations",
            Self::LastModified => "date of the page, kept as evidence",
            Self::DateLine => "date line, kept as evidence",
            Self::Byline => "byline, kept as evidence",
            Self::Navigation => "navigation",
            Self::Related => "related links",
            Self::Subscribe => "offer to subscribe",
            Self::Copyright => "copyright footer",
            Self::Advertisement => "advertisement",
        }
    }
}

/// Where a line stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first or after the last paragraph of running text.
    Edge,
    /// Between paragraphs of running text.
    Inside,
}

/// The reason to leave a line out, if it is furniture at this place.
pub fn reason(line: &str, place: Place) -> Option<Reason> {
    if line.len() > super::lines::SHORT {
        return None;
    }
    let words = super::lines::words(line);
    let normal = normal(line);
    let found = RULES.iter().find(|rule| rule.takes(&normal, words, place));
    found
        .map(|rule| rule.reason)
        .or_else(|| is_invitation(&normal, words).then_some(Reason::MailingList))
        .or_else(|| is_button_row(&normal).then_some(Reason::Share))
        .or_else(|| is_menu_row(&normal).then_some(Reason::Navigation))
}

impl Rule {
    fn takes(&self, line: &str, words: usize, place: Place) -> bool {
        self.whole.contains(&line)
            || (place == Place::Edge && self.at_edge.contains(&line))
            || (words <= self.most
                && (self.start.iter().any(|start| line.starts_with(start))
                    || self.inside.iter().any(|part| line.contains(part))))
    }
}

/// "Join the … mailing list": an order to the reader about a list, in a few words.
fn is_invitation(line: &str, words: usize) -> bool {
    let orders = ["join ", "subscribe ", "sign up ", "get "];
    let lists = ["mailing list", "newsletter", "email alerts", "e-mail alerts"];
    words <= 15
        && !line.ends_with('.')
        && orders.iter().any(|order| line.starts_with(order))
        && lists.iter().any(|list| line.contains(list))
}

fn is_button_row(line: &str) -> bool {
    let mut words = line.split([' ', '|', '•', '·', ',']).filter(|word| !word.is_empty());
    words.clone().count() >= 2 && words.all(|word| BUTTONS.contains(&word))
}

/// "Home | About us | Contact": three or more short items, one of them surely a site's.
fn is_menu_row(line: &str) -> bool {
    let items: Vec<&str> = line.split(['|', '•', '·']).map(str::trim).collect();
    let site = ["home", "about", "about us", "contact", "contact us", "privacy", "terms"];
    items.len() >= 3
        && items.iter().all(|item| super::lines::words(item) <= 3)
        && items.iter().any(|item| site.contains(item) || reason_whole(item))
}

fn reason_whole(item: &str) -> bool {
    RULES.iter().any(|rule| rule.whole.contains(&item))
}

/// Lower case, straight apostrophes, digits as one `#`, no marks at the ends.
fn normal(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            '0'..='9' if text.ends_with('#') => {}
            '0'..='9' => text.push('#'),
            '’' | '‘' => text.push('\''),
            c => text.push(c),
        }
    }
    let marks = |c: char| " :!?»›>|•·*-–—+▼▾↓↑→←…".contains(c);
    text.trim_matches(marks).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, place: Place, expect: Option<Reason>) {
        assert_eq!(reason(line, place), expect, "{line:?} {place:?}");
    }

    #[test]
    fn furniture_anywhere() {
        for (line, expect) in [
            ("Skip to content", Reason::SkipLink),
            ("px-label Skip to main content", Reason::SkipLink),
            ("facebook pixel", Reason::Tracking),
            ("14 Comments", Reason::Comments),
            ("COMMENTS (3)", Reason::Comments),
            ("Was this page useful?", Reason::Feedback),
            ("Join the Example Quarterly mailing list", Reason::MailingList),
            ("Sign up to our weekly newsletter", Reason::Subscribe),
            ("We use cookies to improve this site.", Reason::Cookies),
            ("RIVER AID - Make a donation for the flooded villages!", Reason::Donation),
            ("Last updated: 4 June 1998", Reason::LastModified),
            ("Share on Facebook", Reason::Share),
            ("Facebook | Twitter | Email", Reason::Share),
            ("Home > News > Rivers", Reason::Navigation),
            ("Home | Our work | Privacy policy", Reason::Navigation),
            ("Related: A bridge too few", Reason::Related),
            ("© 1998 Example Press", Reason::Copyright),
            ("ADVERTISEMENT", Reason::Advertisement),
        ] {
            check(line, Place::Inside, Some(expect));
        }
    }

    #[test]
    fn some_only_at_the_edge() {
        check("Search", Place::Edge, Some(Reason::Navigation));
        check("Search", Place::Inside, None);
        check("Share", Place::Edge, Some(Reason::Share));
        check("Related", Place::Inside, None);
    }

    #[test]
    fn sentences_stay() {
        for line in [
            "Last updated figures show that the river carried less water than in any year before the dam.",
            "The ministers agreed to share the water.",
            "Copyright law was the second item.",
            "Join the army, see the world, says the poster.",
            "She said that the bakers would make a donation to the school.",
            "Advertisements for the new railway hung in every station of the province.",
            "Home rule was refused again.",
            "Sunday | Monday | Tuesday",
        ] {
            check(line, Place::Edge, None);
            check(line, Place::Inside, None);
        }
    }
}
