//! Notes as pages show them.
//!
//! In: a document's attached notes. Out: [`NoteView`]s, numbered in order of place. Never: a
//! quotation from a restricted document.

use serde::Serialize;

use super::{
    Owner,
    frame::Here,
    shapes::{self, Date, Link},
};
use crate::{
    content::word,
    site::{DocumentNumber, SiteNote},
};

/// A note.
#[derive(Clone, Debug, Serialize)]
pub struct NoteView {
    /// Its id, unique in the book; the permalink is `#` and this.
    pub id: String,
    /// Its number on the page of its document, from 1.
    pub number: usize,
    /// What it is for, as in the notes file: `context`, `disputed`, ….
    pub kind: String,
    /// The same for readers.
    pub label: String,
    /// The passage that it is about; empty where nothing may be quoted.
    pub quote: String,
    /// What it says, HTML.
    pub text: String,
    /// What it cites.
    pub cites: Vec<Link>,
    /// Who wrote it.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// `public`, `internal` or `draft`; only a preview shows the latter two.
    pub visibility: String,
    /// The note that it answers.
    pub answers: Option<Link>,
}

/// All notes of a document, in order of place.
pub(super) fn of_document(here: &Here<'_>, number: DocumentNumber) -> Vec<NoteView> {
    let count = here.site.document(number).notes.len();
    (0..count).map(|at| note(here, number, at)).collect()
}

/// One note of a document.
pub(super) fn note(here: &Here<'_>, number: DocumentNumber, at: usize) -> NoteView {
    let notes = &here.site.document(number).notes;
    let note = &notes[at].attached.note;
    NoteView {
        id: note.id.clone(),
        number: at + 1,
        kind: word(&note.kind),
        label: shapes::note_label(note.kind).to_owned(),
        quote: note.quote.exact.clone(),
        text: here.texts.prose(Owner::Document(number), &note.text, &here.route),
        cites: note.cites.iter().map(|cited| here.citation(cited)).collect(),
        by: note.by.as_deref().map(|key| here.site.editor(key).to_owned()),
        on: note.on.map(Date::of),
        visibility: word(&note.visibility),
        answers: note.re.as_deref().and_then(|id| answered(notes, id)),
    }
}

fn answered(notes: &[SiteNote], id: &str) -> Option<Link> {
    let at = notes.iter().position(|note| note.attached.note.id == id)?;
    Some(Link::new(&format!("note {}", at + 1), format!("#{id}")))
}
