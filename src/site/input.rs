//! What a site is assembled from: the pipeline fills these.
//!
//! In and out: plain data, each a summary of one file's results. Never: a text's tree or HTML.

use std::collections::BTreeMap;

use crate::{
    config::{BaseUrl, Config, Kinds},
    content::{Document, Entity, Page},
    markdown::sentences::Sentence,
    mentions::Rule,
    notes::Attached,
    path::{EntityId, OutputPath},
};

/// What `site.toml` says to readers: the slice of the configuration that pages need.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The book's title.
    pub title: String,
    /// Where it will be published.
    pub base_url: BaseUrl,
    /// Language of the book's own texts, a BCP 47 tag.
    pub language: String,
    /// One or two sentences about the book.
    pub description: String,
    /// Who is responsible for it.
    pub authors: Vec<String>,
    /// The kinds of entities, in the order of navigation.
    pub kinds: Kinds,
    /// Who signs notes and reviews: key and name.
    pub editors: BTreeMap<String, String>,
}

impl Book {
    /// The slice of a configuration.
    pub fn of(config: &Config) -> Self {
        Self {
            title: config.title.clone(),
            base_url: config.base_url.clone(),
            language: config.language.clone(),
            description: config.description.clone(),
            authors: config.authors.clone(),
            kinds: config.kinds.clone(),
            editors: config.editors.clone(),
        }
    }
}

/// Who will see the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Audience {
    /// Everybody: no drafts, no internal notes, no sentence of a restricted document.
    #[default]
    Public,
    /// The editors, in a preview: everything, marked.
    Editors,
}

/// How links between pages end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LinkStyle {
    /// In the folder's slash, for a web server.
    #[default]
    Folders,
    /// In `index.html`, for reading from a disk.
    Portable,
}

/// Everything that a site is assembled from, in any order.
#[derive(Clone, Debug, Default)]
pub struct SiteInput {
    /// What `site.toml` says to readers.
    pub book: Book,
    /// Who will see the pages.
    pub audience: Audience,
    /// How links end.
    pub links: LinkStyle,
    /// The documents.
    pub documents: Vec<DocumentFacts>,
    /// The entities.
    pub entities: Vec<Entity>,
    /// The standing pages.
    pub pages: Vec<Page>,
    /// Files that are copied as they are: a page must not have the path of one.
    pub files: Vec<OutputPath>,
}

/// What the indexes need of a document.
#[derive(Clone, Debug)]
pub struct DocumentFacts {
    /// What its front matter says.
    pub document: Document,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its certain mentions, in order of place.
    pub mentions: Vec<SiteMention>,
    /// Its attached notes, in order of place.
    pub notes: Vec<SiteNote>,
}

impl DocumentFacts {
    /// The notes that the page of the document shows, in its numbering: the first is number 1.
    pub fn attached(&self) -> Vec<Attached> {
        self.notes.iter().map(|note| note.attached.clone()).collect()
    }
}

/// An attached note, as other pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteNote {
    /// The note at its place.
    pub attached: Attached,
    /// The sentence that holds the passage, with the passage marked. `None` where it may not be
    /// shown.
    pub sentence: Option<Sentence>,
}

/// A heading of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 for a section of the page, 3 for one inside it, ….
    pub level: u8,
    /// The id of its element.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// A certain mention, as other pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteMention {
    /// What it names.
    pub entity: EntityId,
    /// What found it.
    pub rule: Rule,
    /// The id of the block that it stands in: the place to link to.
    pub block_id: String,
    /// The sentence, with the name marked. `None` where it may not be shown.
    pub sentence: Option<Sentence>,
}
