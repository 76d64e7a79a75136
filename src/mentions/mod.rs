//! Mentions: which spans of a document name which entity, by what rule, and whether they are
//! linked.
//!
//! In: a document's blocks of text, its dates, the editors' decisions and the register. Out:
//! [`Mention`]s in order of place. Never: a title or address of an entity (only its id), another
//! document, a guess where two entities fit.

mod acronyms;
mod around;
mod capitals;
mod common;
mod dates;
mod doubts;
mod link;
mod offices;
mod people;
mod policy;
mod read;
pub mod rows;
mod scan;
mod text;
mod titles;
mod wordset;

use std::ops::Range;

pub use link::{Decision, DecisionVerdict, LinkInput, Linked, WikiProblem, link};
use serde::Serialize;

use crate::{diag::ByteRange, path::EntityId};

/// The rule that found a mention: a closed list, documented in `docs/mentions.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The title of the entity, or the full name with small variations.
    FullName,
    /// Another name from `aliases`.
    Alias,
    /// A short form, after the full name earlier in the document.
    ShortForm,
    /// An acronym, from the register or defined in the document.
    Acronym,
    /// A title and a surname (`President Sang`), without the full name.
    TitleName,
    /// An office alone (`the Secretary of State`), resolved by date.
    Office,
    /// A `[[link]]`.
    Explicit,
    /// An editor's `is:`.
    Decision,
}

/// A span of a document that names an entity. Equal spans never repeat; spans never overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the file.
    pub range: ByteRange,
    /// Index of the block that it stands in.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What found it.
    pub rule: Rule,
    /// What it names.
    pub outcome: Outcome,
}

/// What a mention names and what is shown of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Linked.
    Linked(EntityId),
    /// Found, and left unlinked by policy.
    Recorded(EntityId),
    /// Several fit, or none certainly: best first.
    Doubtful(Vec<Candidate>),
}

/// One that a doubtful mention may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Which.
    pub entity: EntityId,
    /// Why it may be meant, for an editor.
    pub why: String,
}

impl Mention {
    /// The entity, if it is certain.
    pub fn entity(&self) -> Option<&EntityId> {
        match &self.outcome {
            Outcome::Linked(entity) | Outcome::Recorded(entity) => Some(entity),
            Outcome::Doubtful(_) => None,
        }
    }
}
