//! Notes: editorial annotations, found again in the text by what they quote.
//!
//! In: the text of a notes file and the blocks of the document beside it. Out: [`Attached`] notes
//! in order of place, link decisions, and findings for the notes that are lost. Never: a note at
//! a place that it was not written for; a change to the document.

pub mod anchor;
pub mod file;

use std::{collections::BTreeMap, ops::Range};

use serde::Serialize;

use crate::{
    content::Citation,
    date::Edtf,
    diag::{ByteRange, Report},
    markdown::TextBlock,
};

pub use anchor::{Anchor, Haystack, Lost};
pub use file::{NotesFile, Verdict};

/// What a note is for: the motivations of the W3C Web Annotation vocabulary and four of ours,
/// each related to one of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are the vocabulary's own")]
pub enum NoteKind {
    Assessing,
    Classifying,
    Commenting,
    Describing,
    Editing,
    Highlighting,
    Identifying,
    Linking,
    Questioning,
    Replying,
    Context,
    Source,
    Disputed,
    Correction,
}

/// Who may see a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// The editors, in `serve`.
    Internal,
    /// The editors, in `serve`: not finished.
    Draft,
}

/// A note as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its id, unique in the book: the permalink.
    pub id: String,
    /// What it is for.
    pub kind: NoteKind,
    /// The passage it is about.
    pub quote: Quote,
    /// What it says, Markdown.
    pub text: String,
    /// What it cites.
    pub cites: Vec<Citation>,
    /// Key of `[editors]`.
    pub by: Option<String>,
    /// When.
    pub on: Option<Edtf>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The id of the note that it answers.
    pub re: Option<String>,
    /// Where it stands in the notes file.
    pub range: ByteRange,
}

/// A passage and what stands around it, as in the text stream.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Quote {
    /// What stands just before.
    pub prefix: String,
    /// The passage itself.
    pub exact: String,
    /// What stands just after.
    pub suffix: String,
}

/// A note at the passage that it was written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The note.
    pub note: Note,
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// Bytes of the document's file.
    pub range: ByteRange,
}

/// What a notes file comes to in its document.
#[derive(Clone, Debug, Default)]
pub struct Attachment {
    /// The notes that stand, in order of place.
    pub notes: Vec<Attached>,
    /// The link decisions that stand.
    pub decisions: Vec<AttachedDecision>,
    /// What is lost or ambiguous, with its place in the notes file.
    pub reports: Vec<(Report, ByteRange)>,
}

/// A link decision at its passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedDecision {
    /// What it says.
    pub verdict: Verdict,
    /// Where.
    pub anchor: Anchor,
}

/// Finds every note and decision of a file in the blocks of its document.
pub fn attach(file: &NotesFile, blocks: &[TextBlock]) -> Attachment {
    let haystack = Haystack::new(blocks);
    let mut attachment = Attachment::default();
    for note in &file.notes {
        match haystack.find(&note.quote) {
            Ok(Anchor { block, text }) => {
                let range = blocks[block].source_of(text.clone());
                attachment.notes.push(Attached { note: note.clone(), block, text, range });
            }
            Err(lost) => attachment.reports.push((report(&note.quote, lost), note.range)),
        }
    }
    let mut verdicts = BTreeMap::<_, Vec<&Verdict>>::new();
    for decision in &file.decisions {
        match haystack.find(&decision.quote) {
            Ok(anchor) => {
                let place = (anchor.block, anchor.text.start, anchor.text.end);
                let before = verdicts.entry(place).or_default();
                let other = before.iter().find(|verdict| verdict.contradicts(&decision.verdict));
                if let Some(other) = other {
                    let report = contradiction(&decision.quote, other);
                    attachment.reports.push((report, decision.range));
                }
                before.push(&decision.verdict);
                let verdict = decision.verdict.clone();
                attachment.decisions.push(AttachedDecision { verdict, anchor });
            }
            Err(lost) => attachment.reports.push((report(&decision.quote, lost), decision.range)),
        }
    }
    attachment.notes.sort_by_key(|a| (a.block, a.text.end, a.text.start, a.note.range));
    attachment
}

fn passage(quote: &Quote) -> String {
    quote.exact.chars().take(60).collect()
}

fn contradiction(quote: &Quote, other: &Verdict) -> Report {
    let said = match other {
        Verdict::Is(entity) => format!("`is: {}`", entity.value),
        Verdict::Not(entity) => format!("`not: {}`", entity.value),
    };
    let message = format!("“{}” is decided above with {said}", passage(quote));
    Report::new("note-contradiction", message).hint("remove one of the two decisions")
}

fn report(quote: &Quote, lost: Lost) -> Report {
    let passage = passage(quote);
    match lost {
        Lost::Ambiguous(count) => Report::new(
            "note-ambiguous",
            format!("the passage “{passage}” stands {count} times in the document"),
        )
        .hint("add `prefix` or `suffix`: the words just before or after the passage that is meant"),
        Lost::Nowhere(nearest) => Report::new(
            "note-lost",
            format!("the passage “{passage}” no longer stands in the document"),
        )
        .hint(match nearest {
            Some(text) => format!("perhaps it is now in “{text}”; quote the new words"),
            None => "quote a passage that stands, or take the note out".to_owned(),
        }),
    }
}
