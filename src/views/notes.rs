//! Notes as pages show them.
//!
//! In: attached notes with the mentions found in their texts. Out: [`NoteView`]s. Never: a note
//! that the audience may not see; a quotation of a restricted text.

use serde::Serialize;

use super::{
    body::{Layers, ParsedBody, loose_file},
    common::{CitationView, DateView},
};
use crate::{
    markdown::blocks::collapsed,
    notes::{Attached, Visibility},
    path::Route,
    site::{LinkedText, Site, SiteDocument},
};

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteView {
    /// Its id: the permalink is `#id`.
    pub id: String,
    /// Its number on the page, from 1.
    pub number: usize,
    /// The word for its kind: `disputed`, `context`.
    pub kind: &'static str,
    /// What its kind is called.
    pub label: &'static str,
    /// What it says, HTML.
    pub html: String,
    /// The passage that it is about, plain text; empty where the passage may not be shown.
    pub passage: String,
    /// Who signs it, by name.
    pub author: Option<String>,
    /// When it was written.
    pub date: Option<DateView>,
    /// What it cites.
    pub cites: Vec<CitationView>,
    /// `public`, `internal` or `draft`.
    pub visibility: Visibility,
    /// The id of the note that it answers.
    pub re: Option<String>,
    /// Index of the text block that it is about.
    #[serde(skip)]
    pub block: usize,
}

/// The notes of a document, numbered in order of place.
pub fn views(site: &Site, document: &SiteDocument, page: &Route) -> Vec<NoteView> {
    let visible = document.linked.notes.iter().enumerate();
    visible
        .map(|(at, (attached, text))| view(site, document, page, attached, text, at + 1))
        .collect()
}

/// One note, on any page.
pub fn view(
    site: &Site,
    document: &SiteDocument,
    page: &Route,
    attached: &Attached,
    text: &LinkedText,
    number: usize,
) -> NoteView {
    let note = &attached.note;
    let withheld = document.is_withheld(site.audience);
    NoteView {
        id: note.id.clone(),
        number,
        kind: note.kind.name(),
        label: note.kind.label(),
        html: html(site, page, text),
        passage: if withheld { String::new() } else { collapsed(&note.quote.exact) },
        author: note.by.as_ref().map(|by| site.config.editors.get(by).unwrap_or(by).clone()),
        date: note.on.map(DateView::from),
        cites: CitationView::all(site, page, &note.cites),
        visibility: note.visibility,
        re: note.re.clone(),
        block: attached.block,
    }
}

/// The HTML of a short text.
pub fn html(site: &Site, page: &Route, text: &LinkedText) -> String {
    with_layers(site, page, text, |body, layers| {
        body.html(layers).into_iter().map(|block| block.html).collect()
    })
}

/// The annotated Markdown of a short text.
pub fn markdown(site: &Site, page: &Route, text: &LinkedText) -> String {
    with_layers(site, page, text, |body, layers| body.markdown(layers))
}

fn with_layers(
    site: &Site,
    page: &Route,
    text: &LinkedText,
    render: impl Fn(&ParsedBody<'_>, &Layers<'_>) -> String,
) -> String {
    if text.text.is_empty() {
        return String::new();
    }
    // Short texts have no file of their own: links in them are addresses of the site.
    let Ok(path) = crate::path::SourcePath::new("content/text.md") else { return String::new() };
    let file = loose_file(&path, &text.text);
    let body = ParsedBody::new(&text.text, &file);
    let layers = Layers {
        page,
        mentions: &text.mentions,
        notes: &[],
        site,
    };
    render(&body, &layers)
}
