//! Parts that several views have: dates, facts, references to entities, blocks.
//!
//! In: values of the book. Out: plain data. Never: a date without its words.

use serde::Serialize;

use super::{head::LinkView, notes::NoteView};
use crate::{
    content::{Citation, facts::Fact},
    date::Edtf,
    markdown::html::HtmlBlock,
    path::Route,
    site::{Site, SiteEntity},
};

/// A date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// In words, with the precision given.
    pub text: String,
    /// For `<time datetime>`; absent for intervals.
    pub datetime: Option<String>,
    /// The year that it begins in.
    pub year: u16,
}

impl From<Edtf> for DateView {
    fn from(date: Edtf) -> Self {
        Self { text: date.words(), datetime: date.html(), year: date.year() }
    }
}

/// An entity as a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityLink {
    /// Its title.
    pub title: String,
    /// Link to its page.
    pub href: String,
    /// The name of its kind, for the theme's class.
    pub kind: String,
    /// What one of its kind is called.
    pub kind_label: String,
    /// How often it is named, where that is counted.
    pub count: usize,
}

impl EntityLink {
    /// The link to an entity from a page.
    pub fn new(site: &Site, from: &Route, entity: &SiteEntity, count: usize) -> Self {
        let entity = &entity.entity;
        Self {
            title: entity.common.title.clone(),
            href: from.relative_to(&entity.id.route()),
            kind: entity.kind.clone(),
            kind_label: kind_label(site, &entity.kind),
            count,
        }
    }
}

/// What one of a kind is called.
pub fn kind_label(site: &Site, kind: &str) -> String {
    site.config.kinds.named(kind).map_or(kind, |k| &k.singular).to_owned()
}

/// Something that is an entity's page if the book has one, and words if not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameView {
    /// The words.
    pub title: String,
    /// Link to the page, if the book has one.
    pub href: Option<String>,
}

impl NameView {
    /// What a key of a file names: a slug in `folder`, `folder/slug`, or words.
    pub fn new(site: &Site, from: &Route, written: &str, folder: &str) -> Self {
        match site.entity_named(written, folder) {
            Some(entity) => Self {
                title: entity.entity.common.title.clone(),
                href: Some(from.relative_to(&entity.entity.id.route())),
            },
            None => Self { title: written.to_owned(), href: None },
        }
    }
}

/// A source of a fact or a work that is cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationView {
    /// Its title.
    pub title: String,
    /// Link to it, if it has an address.
    pub href: Option<String>,
    /// Whether it is a document of this book.
    pub internal: bool,
}

impl CitationView {
    /// A citation on a page. A document that is not in this build (a draft) is named by nothing.
    pub fn new(site: &Site, from: &Route, citation: &Citation) -> Option<Self> {
        match citation {
            Citation::Document(id) => site.document(id).map(|d| Self {
                title: d.document.common.title.clone(),
                href: Some(from.relative_to(&d.document.id.route())),
                internal: true,
            }),
            Citation::Outside { title, url } => {
                let safe =
                    |url: &&String| url.starts_with("https://") || url.starts_with("http://");
                let href = url.as_ref().filter(safe).cloned();
                Some(Self { title: title.clone(), href, internal: false })
            }
        }
    }

    /// Several citations.
    pub fn all<'c>(
        site: &Site,
        from: &Route,
        citations: impl IntoIterator<Item = &'c Citation>,
    ) -> Vec<Self> {
        citations.into_iter().filter_map(|c| Self::new(site, from, c)).collect()
    }
}

/// A fact: a label, what it is, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// What it is about: `Signed`, `Parties`.
    pub label: String,
    /// The values; more than one for lists.
    pub values: Vec<NameView>,
    /// The date, if it is one.
    pub date: Option<DateView>,
    /// Its own source, if it names one.
    pub source: Option<CitationView>,
}

impl FactView {
    /// A date with its source.
    pub fn dated(site: &Site, from: &Route, label: &str, fact: &Fact<Edtf>) -> Self {
        Self {
            label: label.to_owned(),
            values: Vec::new(),
            date: Some(fact.value.into()),
            source: fact.source.as_ref().and_then(|c| CitationView::new(site, from, c)),
        }
    }

    /// Words.
    pub fn words(label: &str, text: &str) -> Self {
        let value = NameView { title: text.to_owned(), href: None };
        Self { label: label.to_owned(), values: vec![value], date: None, source: None }
    }

    /// Names.
    pub fn names(label: &str, values: Vec<NameView>) -> Option<Self> {
        let fact = Self { label: label.to_owned(), values, date: None, source: None };
        (!fact.values.is_empty()).then_some(fact)
    }
}

/// A status with the date of that knowledge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// The status.
    pub text: String,
    /// As of when; absent if the file does not say.
    pub as_of: Option<DateView>,
}

impl StatusView {
    /// The status of an entity, if its file gives one.
    pub fn new(status: Option<&Fact<String>>, as_of: Option<Edtf>) -> Option<Self> {
        status.map(|fact| Self { text: fact.value.clone(), as_of: as_of.map(DateView::from) })
    }
}

/// A top-level block of a body and the notes on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BlockView {
    /// HTML.
    pub html: String,
    /// Its notes in order of place.
    pub notes: Vec<NoteView>,
    /// Indices of the text blocks inside, to find its notes by.
    #[serde(skip)]
    pub inside: std::ops::Range<usize>,
}

impl From<HtmlBlock> for BlockView {
    fn from(block: HtmlBlock) -> Self {
        Self { html: block.html, notes: Vec::new(), inside: block.blocks }
    }
}

/// A link with words.
pub fn link_view(title: impl Into<String>, from: &Route, to: &Route) -> LinkView {
    LinkView { title: title.into(), href: from.relative_to(to) }
}
