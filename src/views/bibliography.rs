//! The bibliography: the documents' originals, and the works that pages cite.
//!
//! In: a site and a page of the series. Out: [`BibliographyView`].

use serde::Serialize;

use super::{
    citation::original,
    frame::{Frame, Here},
    introduced, pager,
    shapes::{Link, Pager},
    slice,
};
use crate::site::{DocumentNumber, PageKey, bibliography::Citer, routes::ENTRIES_A_PAGE};

/// How many pages that cite a work are named.
const CITERS: usize = 20;

/// The bibliography.
#[derive(Clone, Debug, Serialize)]
pub struct BibliographyView {
    /// What every page has.
    pub page: Frame,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// Where the documents of the book come from; on the first page only, and at most as many as
    /// one page takes.
    pub originals: Vec<OriginalView>,
    /// Works that pages cite, by title.
    pub works: Vec<WorkView>,
    /// Where this page stands in the bibliography.
    pub pager: Pager,
}

/// Where a document of the book comes from.
#[derive(Clone, Debug, Serialize)]
pub struct OriginalView {
    /// The document's page.
    pub document: Link,
    /// How to cite the original.
    pub citation: String,
    /// Its address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
}

/// A work outside the book.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// The work.
    pub link: Link,
    /// The pages that cite it, at most 20.
    pub cited_by: Vec<Link>,
    /// How many more cite it.
    pub more: usize,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>, number: usize) -> BibliographyView {
    let site = here.site;
    let citer = |citer: &Citer| match citer {
        Citer::Document(number) => here.document(*number),
        Citer::Entity(number) => here.entity(*number),
    };
    let work = |work: &crate::site::bibliography::Work| WorkView {
        link: Link { text: work.title.clone(), href: work.url.clone(), outside: true },
        cited_by: work.cited_by.iter().take(CITERS).map(citer).collect(),
        more: work.cited_by.len().saturating_sub(CITERS),
    };
    let originals = match number {
        1 => (0..site.documents.len().min(ENTRIES_A_PAGE)).map(|at| document(here, at)).collect(),
        _ => Vec::new(),
    };
    let (title, body) = introduced(here, "Bibliography");
    BibliographyView {
        page: here.frame("bibliography", &title),
        body,
        originals,
        works: slice(&site.bibliography, number).iter().map(work).collect(),
        pager: pager(here, number, site.bibliography.len(), ENTRIES_A_PAGE, PageKey::Bibliography),
    }
}

fn document(here: &Here<'_>, at: usize) -> OriginalView {
    let document = &here.site.documents[at].document;
    OriginalView {
        document: here.document(DocumentNumber(at)),
        citation: original(document),
        url: document.source.url.clone(),
        archive: document.source.archive.clone(),
    }
}
