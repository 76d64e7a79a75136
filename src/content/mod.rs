//! Content files: front matter with a place for every key, and a body.
//!
//! In: the path and text of a file under `content/`. Out: a [`Document`], [`Entity`] or [`Page`]
//! and the findings about it. Never: a failure (a file that is wrong everywhere still gives a value
//! and findings), another file, a guess at a missing date, author or publication.

pub mod document;
pub mod entity;
pub mod entity_file;
pub mod facts;
pub mod fields;
pub mod front_matter;
pub mod page;
pub mod words;

pub use document::{Document, Rights, Source};
pub use entity::Entity;
pub use page::Page;

use serde::Serialize;

use crate::{date::Edtf, diag::ByteRange, hash::ContentHash, path::SourcePath, yaml::Node};

/// Where a file's front matter and body are, and what the bytes were.
#[derive(Clone, Debug)]
pub struct FileFacts {
    /// The file.
    pub path: SourcePath,
    /// The hash of its bytes.
    pub hash: ContentHash,
    /// The body's bytes in the file.
    pub body: ByteRange,
}

/// Which of an entity's (or a document's) mentions become links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum LinkPolicy {
    /// Every one.
    Every,
    /// The first in the document.
    First,
    /// The first in each top-level section.
    #[default]
    FirstPerSection,
    /// None: mentions are recorded only.
    Never,
}

impl LinkPolicy {
    /// The words of it in files.
    pub const NAMES: [(&'static str, LinkPolicy); 4] = [
        ("every", LinkPolicy::Every),
        ("first", LinkPolicy::First),
        ("first-per-section", LinkPolicy::FirstPerSection),
        ("never", LinkPolicy::Never),
    ];
}

/// The moments from one date to another. Each end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Period {
    /// From, inclusive.
    pub from: Option<Edtf>,
    /// To: its last day belongs to a text's `covers`, and does not belong to an office term.
    pub to: Option<Edtf>,
}

/// What a fact rests on, or who is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Citation {
    /// A document of the book, `documents/<slug>` as written.
    Document(String),
    /// Something outside the book.
    Outside {
        /// Its title.
        title: String,
        /// Its address, if it has one.
        url: Option<String>,
    },
}

/// A value with its place, so that later stages can point at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub range: ByteRange,
}

/// `{by, on}`: who has reviewed a file, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Key of `[editors]`.
    pub by: Placed<String>,
    /// When.
    pub on: Edtf,
}

/// A correction made to a published page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// When.
    pub on: Edtf,
    /// What was wrong and what it is now.
    pub text: String,
}

/// What documents and entities have in common.
#[derive(Clone, Debug, Default)]
pub struct Common {
    /// The title; empty if it is missing (a finding says so).
    pub title: String,
    /// One or two sentences about it, Markdown of one line.
    pub summary: Option<String>,
    /// Not in public output.
    pub draft: bool,
    /// The last review.
    pub reviewed: Option<Review>,
    /// Corrections, as written.
    pub corrections: Vec<Correction>,
    /// Old addresses that lead here, each with its place.
    pub redirect_from: Vec<Placed<String>>,
    /// What the file cites anywhere, each with its place.
    pub cited: Vec<Placed<Citation>>,
    /// Where the title stands.
    pub title_range: ByteRange,
}

/// The word of a value in files: `own-words`, `short-form`; nothing for one that is no word there.
pub fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What to write where a text is no tag of a language.
pub const LANGUAGE_HINT: &str = "write a tag like `en`, `vi` or `pt-BR`";

/// Whether a text has the shape of a language tag (BCP 47): 2 to 8 letters, then parts of 1 to 8
/// letters and digits after hyphens.
pub fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    parts.next().is_some_and(|first| (2..=8).contains(&first.len()) && letters(first))
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Reads a link policy.
fn link_policy(reader: &mut fields::Reader<'_>, key: &str, node: &Node) -> Option<LinkPolicy> {
    reader.choice(key, node, &LinkPolicy::NAMES)
}
