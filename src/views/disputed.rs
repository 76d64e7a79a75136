//! Disputed points: every note of that kind, with what the document says.
//!
//! In: a site. Out: [`DisputedView`]. Never: a quotation from a restricted document; our own words
//! set as a quotation.

use serde::Serialize;

use super::{
    frame::{Frame, Here},
    introduced,
    notes::{self, NoteView},
    shapes::{Date, Link},
};
use crate::{
    content::Rights,
    site::{DocumentNumber, routes},
};

/// The disputed points.
#[derive(Clone, Debug, Serialize)]
pub struct DisputedView {
    /// What every page has.
    pub page: Frame,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// The points, in the order of the documents' dates.
    pub points: Vec<Point>,
}

/// A disputed point.
#[derive(Clone, Debug, Serialize)]
pub struct Point {
    /// The document that makes the claim.
    pub document: Link,
    /// Its date.
    pub date: Option<Date>,
    /// Whether the claim is in the book's own words, not in the document's.
    pub ours: bool,
    /// The sentence of the claim before the passage in question.
    pub before: String,
    /// The passage in question; empty where nothing may be quoted.
    pub passage: String,
    /// The sentence of the claim after the passage in question.
    pub after: String,
    /// Link to the note in the document.
    pub href: String,
    /// The note: its text says who says otherwise.
    pub note: NoteView,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>) -> DisputedView {
    let point = |(number, at): (DocumentNumber, usize)| {
        let facts = here.site.document(number);
        let document = &facts.document;
        let note = notes::note(here, number, at);
        let sentence = facts.notes[at].sentence.as_ref();
        let (before, passage, after) =
            sentence.map_or(("", note.quote.as_str(), ""), |sentence| sentence.parts());
        Point {
            document: here.document(number),
            date: document.date.map(Date::of),
            ours: document.rights == Rights::OwnWords,
            before: before.to_owned(),
            passage: passage.to_owned(),
            after: after.to_owned(),
            href: format!("{}#{}", here.link(&document.id.route()), note.id),
            note,
        }
    };
    let (title, body) = introduced(here, "Disputed points");
    DisputedView {
        page: here.frame("disputed", &title),
        body,
        points: routes::disputed(here.site).map(point).collect(),
    }
}
