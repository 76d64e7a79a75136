//! How to cite a document's page: in words, as BibTeX, and for readers' tools.
//!
//! In: a document. Out: [`Cite`] and `citation_*` metadata. Never: the day of a build; an author,
//! publication or date that the file does not state.

use serde::Serialize;

use super::shapes::{self, Meta, full_address};
use crate::{
    content::{Document, Rights},
    site::Site,
};

/// How to cite a page.
#[derive(Clone, Debug, Serialize)]
pub struct Cite {
    /// The page, in words.
    pub page: String,
    /// The document itself, in words.
    pub original: String,
    /// The page as BibTeX.
    pub bibtex: String,
}

/// How to cite a document's page.
pub(super) fn of_document(site: &Site, document: &Document) -> Cite {
    let address = full_address(site, &document.id.route());
    let book = &site.book;
    let authors = book.authors.join(", ");
    let by = if authors.is_empty() { String::new() } else { format!("{authors}. ") };
    let title = &document.common.title;
    Cite {
        page: format!("{by}“{title}.” {}. {address}", book.title),
        original: original(document),
        bibtex: bibtex(site, document, &address),
    }
}

/// The document itself: author, title if it is the document's own, publication, date, address.
pub(super) fn original(document: &Document) -> String {
    let source = &document.source;
    let mut parts: Vec<String> = source.author.iter().cloned().collect();
    // The title of an account in our own words is ours.
    if document.rights != Rights::OwnWords {
        parts.push(format!("“{}”", document.common.title));
    }
    parts.push(source.publication.clone().unwrap_or_else(|| "publication unknown".into()));
    parts.extend(source.kind.clone());
    parts.push(document.date.map_or_else(|| "undated".into(), crate::date::Edtf::words));
    parts.extend(source.url.clone());
    shapes::capitalised(&parts.join(", "))
}

fn bibtex(site: &Site, document: &Document, address: &str) -> String {
    let book = &site.book;
    let mut fields: Vec<(&str, String)> = Vec::new();
    let authors = match (&document.source.author, document.rights) {
        (Some(author), rights) if rights != Rights::OwnWords => author.clone(),
        _ => book.authors.join(" and "),
    };
    if !authors.is_empty() {
        fields.push(("author", format!("{{{authors}}}")));
    }
    fields.push(("title", document.common.title.clone()));
    fields.push(("booktitle", book.title.clone()));
    if let Some(iso) = document.date.and_then(crate::date::Edtf::html)
        && document.rights != Rights::OwnWords
    {
        fields.push(("date", iso));
    }
    fields.push(("url", address.to_owned()));
    let lines: Vec<String> = fields
        .into_iter()
        .map(|(key, value)| format!("  {key} = {{{}}}", braced(&value)))
        .collect();
    format!("@online{{{},\n{}\n}}", document.id.slug(), lines.join(",\n"))
}

/// Text that BibTeX takes as it is.
fn braced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '&' | '#' | '$' | '_') {
            out.push('\\');
        }
        if c != '\\' {
            out.push(c);
        }
    }
    out
}

/// `citation_*` metadata of the page, as reference managers read it.
pub(super) fn meta(site: &Site, document: &Document) -> Vec<Meta> {
    let meta = |name: &str, content: &str| Meta { name: name.into(), content: content.into() };
    let mut all = vec![meta("citation_title", &document.common.title)];
    let ours = document.rights == Rights::OwnWords;
    match (&document.source.author, ours) {
        (Some(author), false) => all.push(meta("citation_author", author)),
        _ => all.extend(site.book.authors.iter().map(|author| meta("citation_author", author))),
    }
    if !ours && let Some(iso) = document.date.and_then(crate::date::Edtf::html) {
        all.push(meta("citation_publication_date", &iso.replace('-', "/")));
    }
    if !ours && let Some(publication) = &document.source.publication {
        all.push(meta("citation_journal_title", publication));
    }
    all.push(meta("citation_inbook_title", &site.book.title));
    all.push(meta("citation_public_url", &full_address(site, &document.id.route())));
    all.extend(document.language.iter().map(|language| meta("citation_language", language)));
    all
}
