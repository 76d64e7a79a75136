//! The index of documents, in the order of time.
//!
//! In: a site and a page of the series. Out: [`DocumentsView`].

use serde::Serialize;

use super::{
    Owner,
    document::rights_words,
    frame::{Frame, Here},
    introduced, pager,
    shapes::{self, Date, Pager},
    slice,
};
use crate::{
    content::{Rights, word},
    site::{DocumentFacts, DocumentNumber, PageKey, routes::ENTRIES_A_PAGE},
};

/// The index of documents.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentsView {
    /// What every page has.
    pub page: Frame,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// How many documents the book has, in words.
    pub count: String,
    /// The documents of this page by year.
    pub years: Vec<DocumentYear>,
    /// Where this page stands in the index.
    pub pager: Pager,
}

/// The documents of a year.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentYear {
    /// The year, or `Undated`.
    pub label: String,
    /// Id of its heading.
    pub id: String,
    /// Its documents.
    pub documents: Vec<DocumentRow>,
}

/// A document of the index.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRow {
    /// Its title.
    pub title: String,
    /// Link to its page.
    pub href: String,
    /// Its date.
    pub date: Option<Date>,
    /// Publication, kind and author, as far as they are known.
    pub source: String,
    /// What may be shown of it: `own-words`, ….
    pub rights: String,
    /// The same in words.
    pub rights_words: String,
    /// Summary, HTML of one line.
    pub summary: Option<String>,
    /// Whether it is a draft, shown in a preview only.
    pub draft: bool,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>, number: usize) -> DocumentsView {
    let documents = &here.site.documents;
    let numbers: Vec<DocumentNumber> = (0..documents.len()).map(DocumentNumber).collect();
    let year =
        |number: &DocumentNumber| here.site.document(*number).document.date.map(|date| date.year());
    let years = slice(&numbers, number).chunk_by(|a, b| year(a) == year(b)).map(|chunk| {
        let label = year(&chunk[0]).map_or("Undated".to_owned(), |year| year.to_string());
        DocumentYear {
            id: format!("y-{}", label.to_lowercase()),
            label,
            documents: chunk.iter().map(|number| row(here, *number)).collect(),
        }
    });
    let years = years.collect();
    let (title, body) = introduced(here, "Documents");
    DocumentsView {
        page: here.frame("documents", &title),
        body,
        count: shapes::counted(documents.len(), "document", "documents"),
        years,
        pager: pager(here, number, documents.len(), ENTRIES_A_PAGE, PageKey::Documents),
    }
}

fn row(here: &Here<'_>, number: DocumentNumber) -> DocumentRow {
    let facts = here.site.document(number);
    let document = &facts.document;
    DocumentRow {
        title: document.common.title.clone(),
        href: here.link(&document.id.route()),
        date: document.date.map(Date::of),
        source: source(facts),
        rights: word(&document.rights),
        rights_words: rights_words(document.rights).to_owned(),
        summary: document
            .common
            .summary
            .as_deref()
            .map(|text| here.line(Owner::Document(number), text)),
        draft: document.common.draft,
    }
}

/// Publication, kind and author of a document, as far as they are known.
pub(super) fn source(facts: &DocumentFacts) -> String {
    let source = &facts.document.source;
    let publication = source.publication.as_deref().unwrap_or("Publication unknown");
    let mut parts = vec![publication.to_owned()];
    parts.extend(source.kind.clone());
    parts.extend(source.author.clone());
    if facts.document.rights == Rights::OwnWords {
        parts.push("our account".to_owned());
    }
    parts.join(" · ")
}
