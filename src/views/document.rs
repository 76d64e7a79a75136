//! The page of a document.
//!
//! In: the site and a document. Out: [`DocumentView`]. Never: the body of a restricted text.

use serde::Serialize;

use super::{
    common::{BlockView, CitationView, DateView, EntityLink, link_view},
    head::{Head, LinkView, MetaView, capitalised, fixed, script_json},
    notes::{self, NoteView},
};
use crate::{
    content::{Correction, Rights},
    date::Edtf,
    markdown::blocks::collapsed,
    site::{Site, SiteDocument},
};

/// A document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// What every page has.
    pub head: Head,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// What the date rests on.
    pub date_basis: Option<String>,
    /// The time that it speaks of, in words, where that is not its date.
    pub covers: Option<String>,
    /// Where and when its text says that it was written.
    pub dateline: Option<String>,
    /// Its summary, HTML.
    pub summary: String,
    /// Where it comes from.
    pub source: SourceView,
    /// `public-domain`, `licensed`, `excerpt`, `own-words`, `restricted`.
    pub rights: Rights,
    /// What that means, in a sentence.
    pub rights_notice: &'static str,
    /// The body may not be shown.
    pub withheld: bool,
    /// What it is about.
    pub topics: Vec<String>,
    /// The language of its text, where it differs from the book's.
    pub text_language: Option<String>,
    /// The body, block by block, with the notes beside it.
    pub blocks: Vec<BlockView>,
    /// Notes without a block to stand beside: all of them where the body is withheld.
    pub notes: Vec<NoteView>,
    /// How many notes the page has.
    pub note_count: usize,
    /// Who and what is named in it, by kind.
    pub named: Vec<NamedGroup>,
    /// How to cite this page.
    pub cite: String,
    /// Works that it rests on beside its source.
    pub sources: Vec<CitationView>,
    /// Corrections made to it.
    pub corrections: Vec<CorrectionView>,
    /// Who reviewed it last.
    pub reviewed: Option<ReviewView>,
    /// The document before it by date.
    pub previous: Option<LinkView>,
    /// The document after it by date.
    pub next: Option<LinkView>,
    /// Link to the text stream, if the text may be shown.
    pub text_stream: Option<&'static str>,
}

/// Where a document comes from.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SourceView {
    /// Who published it; absent if not known.
    pub publication: Option<String>,
    /// What kind of text it is.
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched.
    pub retrieved: Option<DateView>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// What the text itself shows of its origin.
    pub description: Option<String>,
}

/// Entities of one kind that are named in a document.
#[derive(Clone, Debug, Serialize)]
pub struct NamedGroup {
    /// What several of the kind are called.
    pub label: String,
    /// The name of the kind.
    pub kind: String,
    /// The entities by title.
    pub entities: Vec<EntityLink>,
}

/// A correction.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// When it was made.
    pub date: DateView,
    /// What was wrong and what it is now.
    pub text: String,
}

impl From<&Correction> for CorrectionView {
    fn from(correction: &Correction) -> Self {
        Self { date: correction.on.into(), text: correction.text.clone() }
    }
}

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// Who, by name.
    pub by: String,
    /// When.
    pub date: DateView,
}

impl ReviewView {
    /// The last review, with the editor's name.
    pub fn new(site: &Site, review: Option<&crate::content::Review>) -> Option<Self> {
        review.map(|review| Self {
            by: site.config.editors.get(&review.by.value).unwrap_or(&review.by.value).clone(),
            date: review.on.into(),
        })
    }
}

impl DocumentView {
    /// Takes the rendered body and puts each note beside its block.
    pub fn fill(&mut self, mut blocks: Vec<BlockView>) {
        let (mut beside, mut loose) = (std::mem::take(&mut self.notes), Vec::new());
        for note in beside.drain(..) {
            match blocks.iter_mut().find(|block| block.inside.contains(&note.block)) {
                Some(block) => block.notes.push(note),
                None => loose.push(note),
            }
        }
        (self.blocks, self.notes) = (blocks, loose);
    }
}

/// The view of a document, without its body.
pub fn view(site: &Site, at: usize) -> DocumentView {
    let d = &site.documents[at];
    let document = &d.document;
    let route = document.id.route();
    let withheld = d.is_withheld(site.audience);
    let neighbour = |at: Option<usize>| {
        let other = &site.documents.get(at?)?.document;
        Some(link_view(&*other.common.title, &route, &other.id.route()))
    };
    let notes = notes::views(site, d, &route);
    DocumentView {
        head: head(site, d),
        title: document.common.title.clone(),
        date: document.date.map(DateView::from),
        date_basis: document.date_basis.clone(),
        covers: covers(d),
        dateline: document.dateline.clone(),
        summary: notes::html(site, &route, &d.linked.summary),
        source: view_source(d),
        rights: document.rights,
        rights_notice: rights_notice(document.rights),
        withheld,
        topics: document.topics.clone(),
        text_language: document.language.clone().filter(|l| *l != site.config.language),
        blocks: Vec::new(),
        note_count: notes.len(),
        notes,
        named: named(site, d),
        cite: cite(site, d),
        sources: CitationView::all(site, &route, &document.sources),
        corrections: document.common.corrections.iter().map(CorrectionView::from).collect(),
        reviewed: ReviewView::new(site, document.common.reviewed.as_ref()),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
        text_stream: (!withheld).then_some("index.txt"),
    }
}

fn head(site: &Site, d: &SiteDocument) -> Head {
    let (document, route) = (&d.document, d.document.id.route());
    let mut head = Head::new(site, &route, &document.common.title)
        .below(&[("documents", fixed("/documents/"))], &route)
        .with_markdown();
    head.description = document.common.summary.as_deref().map(collapsed).unwrap_or_default();
    head.og_type = "article";
    head.draft = document.common.draft;
    head.json_ld = json_ld(site, d);
    head.citation_meta = citation_meta(site, d);
    head
}

fn json_ld(site: &Site, d: &SiteDocument) -> String {
    let document = &d.document;
    let about: Vec<_> = site
        .named_in(d)
        .into_iter()
        .take(20)
        .map(|(at, _)| {
            let entity = &site.entities[at].entity;
            serde_json::json!({
                "@type": schema_type(&entity.kind),
                "name": entity.common.title,
                "url": site.config.base_url.join(&entity.id.route()),
            })
        })
        .collect();
    script_json(&serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": document.common.title,
        "url": site.config.base_url.join(&document.id.route()),
        "isPartOf": {"@type": "Book", "name": site.config.title, "url": site.config.base_url.as_str()},
        "datePublished": document.date.and_then(Edtf::html),
        "inLanguage": document.language.as_ref().unwrap_or(&site.config.language),
        "mentions": about,
    }))
}

/// The schema.org type of a kind.
pub fn schema_type(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "organization" => "Organization",
        "place" => "Place",
        "event" => "Event",
        "vessel" => "Vehicle",
        "agreement" | "statute" => "Legislation",
        _ => "Thing",
    }
}

fn citation_meta(site: &Site, d: &SiteDocument) -> Vec<MetaView> {
    let document = &d.document;
    let mut meta = vec![
        MetaView { name: "citation_title", content: document.common.title.clone() },
        MetaView { name: "citation_inbook_title", content: site.config.title.clone() },
    ];
    let authors = site
        .config
        .authors
        .iter()
        .map(|a| MetaView { name: "citation_author", content: a.clone() });
    meta.extend(authors);
    let date = document.date.and_then(Edtf::html).map(|date| date.replace('-', "/"));
    meta.extend(date.map(|content| MetaView { name: "citation_publication_date", content }));
    meta
}

fn covers(d: &SiteDocument) -> Option<String> {
    let period = d.document.covers?;
    Some(match (period.from.map(Edtf::words), period.to.map(Edtf::words)) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, to) => format!("until {}", to?),
    })
}

/// Where a document comes from.
pub fn view_source(d: &SiteDocument) -> SourceView {
    let source = &d.document.source;
    let safe = |url: &Option<String>| {
        url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    };
    SourceView {
        publication: source.publication.clone(),
        kind: source.kind.clone(),
        author: source.author.clone(),
        url: safe(&source.url),
        retrieved: source.retrieved.map(DateView::from),
        archive: safe(&source.archive),
        description: source.description.clone(),
    }
}

fn rights_notice(rights: Rights) -> &'static str {
    match rights {
        Rights::PublicDomain => "The text is in the public domain.",
        Rights::Licensed => "The text is shown under a licence.",
        Rights::Excerpt => "The text is an excerpt.",
        Rights::OwnWords => {
            "This is the editors’ own account of the source, not the source itself. \
             Its wording is ours; no sentence of it is a quotation."
        }
        Rights::Restricted => {
            "The text of this source may not be published. The page says what it is and who is named in it."
        }
    }
}

/// Who and what is named in a document, in the order of the kinds.
pub fn named(site: &Site, d: &SiteDocument) -> Vec<NamedGroup> {
    let route = d.document.id.route();
    let named = site.named_in(d);
    let group = |kind: &crate::config::Kind| {
        let mut entities: Vec<(String, EntityLink)> = named
            .iter()
            .map(|(at, count)| (&site.entities[*at], *count))
            .filter(|(entity, _)| entity.entity.kind == kind.name)
            .map(|(entity, count)| {
                let key = crate::site::names::sort_key(&entity.entity);
                (key, EntityLink::new(site, &route, entity, count))
            })
            .collect();
        entities.sort_by(|a, b| a.0.cmp(&b.0));
        let entities: Vec<_> = entities.into_iter().map(|(_, link)| link).collect();
        let label = capitalised(&kind.plural);
        (!entities.is_empty()).then(|| NamedGroup { label, kind: kind.name.clone(), entities })
    };
    site.config.kinds.iter().filter_map(group).collect()
}

/// How to cite the page: authors, title, book, date, address.
fn cite(site: &Site, d: &SiteDocument) -> String {
    let document = &d.document;
    let authors = match site.config.authors.is_empty() {
        true => String::new(),
        false => format!("{}, ", site.config.authors.join(", ")),
    };
    let date = document.date.map_or(", undated".to_owned(), |date| format!(", {}", date.words()));
    let address = site.config.base_url.join(&document.id.route());
    format!("{authors}“{}”{date}, in {}, {address}", document.common.title, site.config.title)
}
