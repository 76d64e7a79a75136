//! Documents: source texts with their provenance.

use super::{Citation, Common, FileFacts, LinkPolicy, Period};
use crate::{date::Edtf, path::DocumentId};

/// What the law lets us show of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rights {
    /// Free of copyright.
    PublicDomain,
    /// Shown under a licence.
    Licensed,
    /// An excerpt.
    Excerpt,
    /// Our own account of somebody else's text.
    OwnWords,
    /// No sentence of it may stand on any public page.
    Restricted,
}

impl Rights {
    /// The words of it in files.
    pub const NAMES: [(&'static str, Rights); 5] = [
        ("public-domain", Rights::PublicDomain),
        ("licensed", Rights::Licensed),
        ("excerpt", Rights::Excerpt),
        ("own-words", Rights::OwnWords),
        ("restricted", Rights::Restricted),
    ];
}

/// Where a document comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// Who published it; `None` is `publication: unknown`.
    pub publication: Option<String>,
    /// Wire report, newspaper, official, compilation, ….
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched.
    pub retrieved: Option<Edtf>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// What the text itself shows of its origin.
    pub description: Option<String>,
}

/// A document. Its text stays in its file; [`FileFacts`] says where.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its identity.
    pub id: DocumentId,
    /// Where its text is.
    pub file: FileFacts,
    /// Title, summary, reviews, ….
    pub common: Common,
    /// When it was published; `None` is undated.
    pub date: Option<Edtf>,
    /// The words or reasons that the date rests on.
    pub date_basis: Option<String>,
    /// The time that the text speaks of. `None`: its date.
    pub covers: Option<Period>,
    /// Where it comes from.
    pub source: Source,
    /// Where and when its text says that it was written.
    pub dateline: Option<String>,
    /// What may be shown of it.
    pub rights: Rights,
    /// What it is about.
    pub topics: Vec<String>,
    /// The language of its text.
    pub language: Option<String>,
    /// Its own link policy.
    pub link: Option<LinkPolicy>,
    /// Works that it rests on, beside its source.
    pub sources: Vec<Citation>,
}

impl Document {
    /// The time that the text speaks of: `covers`, else its date as a period of its own.
    pub fn covers(&self) -> Period {
        self.covers.unwrap_or(Period { from: self.date, to: self.date })
    }
}
