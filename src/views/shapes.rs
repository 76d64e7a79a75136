//! Small shapes that several views share.
//!
//! In: dates, citations, texts. Out: what a template shows of them. Never: HTML, but for what is
//! called so.

use serde::Serialize;
use serde_json::Value;

use crate::{
    content::{Correction, Review},
    date::Edtf,
    markdown::{self, links::encoded},
    notes::NoteKind,
    path::Route,
    site::Site,
};

/// Words that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead, if anywhere.
    pub href: Option<String>,
    /// Whether that is outside the book.
    pub outside: bool,
}

impl Link {
    /// A link within the book.
    pub(super) fn new(text: &str, href: String) -> Self {
        Self { text: text.to_owned(), href: Some(href), outside: false }
    }

    /// Words that lead nowhere.
    pub(super) fn words(text: &str) -> Self {
        Self { text: text.to_owned(), href: None, outside: false }
    }
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Date {
    /// In words, as precise as it is known: `1 June 1848`, `about May 1848`.
    pub words: String,
    /// For `<time datetime>`, if HTML can say it.
    pub iso: Option<String>,
}

impl Date {
    /// What is shown of a date.
    pub(super) fn of(date: Edtf) -> Self {
        Self { words: date.words(), iso: date.html() }
    }
}

/// `<meta name content>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Its name.
    pub name: String,
    /// Its content.
    pub content: String,
}

/// Who has reviewed a page, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    /// The editor's name.
    pub by: String,
    /// When.
    pub on: Date,
}

impl Reviewed {
    pub(super) fn of(site: &Site, review: &Review) -> Self {
        Self { by: site.editor(&review.by.value).to_owned(), on: Date::of(review.on) }
    }
}

/// A correction made to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// When.
    pub on: Date,
    /// What was wrong and what it is now.
    pub text: String,
}

impl Corrected {
    pub(super) fn of(correction: &Correction) -> Self {
        Self { on: Date::of(correction.on), text: correction.text.clone() }
    }
}

/// The neighbours of a page in a numbered series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// This page's number, from 1.
    pub number: usize,
    /// How many there are.
    pub last: usize,
    /// Link to the page before.
    pub previous: Option<String>,
    /// Link to the page after.
    pub next: Option<String>,
}

/// What a note is for, as readers are told.
pub(super) fn note_label(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Assessing => "Assessment",
        NoteKind::Classifying => "Classification",
        NoteKind::Commenting => "Comment",
        NoteKind::Describing => "Description",
        NoteKind::Editing => "Suggestion",
        NoteKind::Highlighting => "Highlight",
        NoteKind::Identifying => "Identification",
        NoteKind::Linking => "Reference",
        NoteKind::Questioning => "Question",
        NoteKind::Replying => "Reply",
        NoteKind::Context => "Context",
        NoteKind::Source => "Source",
        NoteKind::Disputed => "Disputed",
        NoteKind::Correction => "Correction",
    }
}

/// The first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A count with its noun: `1 mention`, `3 mentions`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Markdown as plain text of one line.
pub(super) fn plain(text: &str) -> String {
    let tree = markdown::parse_loose(text);
    let blocks = markdown::blocks::blocks(&tree);
    let texts: Vec<String> =
        blocks.iter().map(|block| markdown::blocks::collapsed(&block.text)).collect();
    texts.join(" ")
}

/// The full address of a page, as sitemaps, feeds and citations want it.
pub(super) fn full_address(site: &Site, route: &Route) -> String {
    encoded(&site.book.base_url.join(route))
}

/// JSON that cannot end a `<script>` element or begin a comment in one.
pub(super) fn script_safe(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_stay_closed() {
        let text = script_safe(&serde_json::json!({"a": "</script><!--&"}));
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["a"], "</script><!--&");
    }

    #[test]
    fn markdown_as_plain_text() {
        assert_eq!(plain("A *b* [c](d)\n\ne"), "A b c e");
    }
}
