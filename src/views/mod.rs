//! Views: the closed, plain data that a template is given for one page.
//!
//! In: a [`Site`], which page, and [`Texts`] (rendered Markdown, lent by the caller). Out: one
//! [`View`], everything that the template may show. Never: a file, a template, HTML but for
//! rendered Markdown; a list or count of the whole book in any but index pages.
//!
//! [`plan`] lists all pages; [`view`] makes the view of one. A view holds nothing to call back
//! into, so that its hash tells whether its page must be rendered anew.

mod abbreviations;
mod bibliography;
mod chronology;
mod citation;
mod corrections;
mod disputed;
mod document;
mod documents;
mod entity;
mod facts;
mod frame;
mod kind_index;
mod machine;
pub mod markdown;
mod mentions;
mod notes;
mod schema;
mod shapes;
mod standing;
mod timeline;

use serde::Serialize;

pub use abbreviations::{AbbreviationView, AbbreviationsView};
pub use bibliography::{BibliographyView, OriginalView, WorkView};
pub use chronology::{ChronologyView, EntryView, YearGroup, YearLink};
pub use citation::Cite;
pub use corrections::{CorrectionRow, CorrectionsView, ReviewRow};
pub use disputed::{DisputedView, Point};
pub use document::{Block, DocumentView, Named, NamedGroup, Neighbour, SourcePart, TextSection};
pub use documents::{DocumentRow, DocumentYear, DocumentsView};
pub use entity::{Companion, EntityView, Identifier, KindPart, Signatory};
pub use facts::{Fact, Holder, Involvement, Status, Term};
pub use frame::{BookPart, Frame, Section};
pub use kind_index::{IndexGroup, IndexRow, KindIndexView};
pub use machine::{FeedEntry, FeedView, RedirectView, RobotsView, SitemapEntry, SitemapView};
pub use mentions::{MentionGroup, MentionRow, MentionsView, Year};
pub use notes::NoteView;
pub use shapes::{Corrected, Date, Link, Meta, Pager, Reviewed};
pub use standing::{HomeView, NotFoundView, StandingView};
pub use timeline::{Lane, Mark, Tick, Timeline};

use crate::{
    markdown::html::HtmlBlock,
    path::{OutputPath, Route},
    site::{DocumentNumber, EntityNumber, PageKey, PageNumber, Site, routes},
};
use frame::Here;

/// Whose text a Markdown is. What it names is linked, but never to its own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A document: its body, summary or notes.
    Document(DocumentNumber),
    /// An entity.
    Entity(EntityNumber),
    /// A standing page.
    Standing(PageNumber),
}

/// Rendered Markdown, lent by whoever has the texts. Links are those of the page `page`.
pub trait Texts {
    /// The body of a file, one entry for each top-level block. For a document, with the marks of
    /// its [`crate::site::DocumentFacts::notes`], numbered from 1 in their order.
    fn body(&self, owner: Owner, page: &Route) -> Vec<HtmlBlock>;
    /// An editor's Markdown as HTML of paragraphs.
    fn prose(&self, owner: Owner, markdown: &str, page: &Route) -> String;
    /// An editor's Markdown of one line as HTML without a paragraph around it.
    fn line(&self, owner: Owner, markdown: &str, page: &Route) -> String;
}

/// A page to be made.
#[derive(Clone, Debug)]
pub struct PlannedPage {
    /// Which.
    pub key: PageKey,
    /// Its address.
    pub route: Route,
    /// Its file.
    pub output: OutputPath,
    /// The name of its template.
    pub template: String,
    /// Whether annotated Markdown stands beside it.
    pub has_markdown: bool,
}

/// All pages of a site.
pub fn plan(site: &Site) -> Vec<PlannedPage> {
    let page = |(key, route): &(PageKey, Route)| PlannedPage {
        output: route.html(),
        template: template(site, key),
        has_markdown: key.is_for_readers(),
        key: key.clone(),
        route: route.clone(),
    };
    site.routes.pages.iter().map(page).collect()
}

/// The template of a page.
fn template(site: &Site, key: &PageKey) -> String {
    let name = match key {
        PageKey::Home => "home.html",
        PageKey::Document(_) => "document.html",
        PageKey::Documents(_) => "documents.html",
        PageKey::Entity(number) => {
            let kind = site.kind_of(site.entity(*number));
            return kind.map_or_else(|| "entity.html".into(), |kind| kind.template.clone());
        }
        PageKey::Mentions(..) => "mentions.html",
        PageKey::Kind(..) | PageKey::KindByDate(..) => "index.html",
        PageKey::Chronology | PageKey::ChronologyYear(_) => "chronology.html",
        PageKey::Bibliography(_) => "bibliography.html",
        PageKey::Abbreviations => "abbreviations.html",
        PageKey::Disputed => "disputed.html",
        PageKey::Corrections => "corrections.html",
        PageKey::Standing(_) => "page.html",
        PageKey::Redirect(_) => "redirect.html",
        PageKey::NotFound => "404.html",
        PageKey::Sitemap | PageKey::SitemapPart(_) => "sitemap.xml",
        PageKey::Robots => "robots.txt",
        PageKey::Feed => "feed.atom",
    };
    name.to_owned()
}

/// The view of a page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each is documented where it is defined")]
pub enum View {
    Home(HomeView),
    Document(Box<DocumentView>),
    Documents(DocumentsView),
    Entity(Box<EntityView>),
    Mentions(MentionsView),
    KindIndex(KindIndexView),
    Chronology(ChronologyView),
    Bibliography(BibliographyView),
    Abbreviations(AbbreviationsView),
    Disputed(DisputedView),
    Corrections(CorrectionsView),
    Standing(StandingView),
    Redirect(RedirectView),
    NotFound(NotFoundView),
    Sitemap(SitemapView),
    Robots(RobotsView),
    Feed(FeedView),
}

/// Makes the view of a page.
pub fn view(site: &Site, key: &PageKey, texts: &dyn Texts) -> View {
    let here = &Here::new(site, texts, key);
    match key {
        PageKey::Home => View::Home(standing::home(here)),
        PageKey::Document(number) => View::Document(Box::new(document::view(here, *number))),
        PageKey::Documents(number) => View::Documents(documents::view(here, *number)),
        PageKey::Entity(number) => View::Entity(Box::new(entity::view(here, *number))),
        PageKey::Mentions(entity, year, number) => {
            View::Mentions(mentions::view(here, *entity, *year, *number))
        }
        PageKey::Kind(kind, number) => View::KindIndex(kind_index::by_name(here, kind, *number)),
        PageKey::KindByDate(kind, number) => {
            View::KindIndex(kind_index::by_date(here, kind, *number))
        }
        PageKey::Chronology => View::Chronology(chronology::view(here)),
        PageKey::ChronologyYear(year) => View::Chronology(chronology::year(here, *year)),
        PageKey::Bibliography(number) => View::Bibliography(bibliography::view(here, *number)),
        PageKey::Abbreviations => View::Abbreviations(abbreviations::view(here)),
        PageKey::Disputed => View::Disputed(disputed::view(here)),
        PageKey::Corrections => View::Corrections(corrections::view(here)),
        PageKey::Standing(number) => View::Standing(standing::view(here, *number)),
        PageKey::Redirect(at) => View::Redirect(machine::redirect(here, *at)),
        PageKey::NotFound => View::NotFound(standing::not_found(here)),
        PageKey::Sitemap => View::Sitemap(machine::sitemap(here)),
        PageKey::SitemapPart(number) => View::Sitemap(machine::sitemap_part(here, *number)),
        PageKey::Robots => View::Robots(machine::robots(here)),
        PageKey::Feed => View::Feed(machine::feed(here)),
    }
}

/// The title and text of the standing page that introduces an index page, if there is one.
fn introduced(here: &Here<'_>, title: &str) -> (String, Vec<String>) {
    let Some(number) = here.site.page_at(&here.route) else {
        return (title.to_owned(), Vec::new());
    };
    let own = &here.site.pages[number.0].common.title;
    let title = if own.is_empty() { title } else { own };
    let body = here.texts.body(Owner::Standing(number), &here.route);
    (title.to_owned(), body.into_iter().map(|block| block.html).collect())
}

/// Where a page of a numbered series stands.
fn pager(
    here: &Here<'_>,
    number: usize,
    entries: usize,
    a_page: usize,
    key: impl Fn(usize) -> PageKey,
) -> Pager {
    let last = routes::pages_for(entries, a_page);
    let link = |number: usize| here.link(&routes::route(here.site, &key(number)));
    Pager {
        number,
        last,
        previous: (number > 1).then(|| link(number - 1)),
        next: (number < last).then(|| link(number + 1)),
    }
}

/// The entries of a page of a numbered series.
fn slice<T>(entries: &[T], number: usize) -> &[T] {
    let start = (number.saturating_sub(1) * routes::ENTRIES_A_PAGE).min(entries.len());
    &entries[start..entries.len().min(start + routes::ENTRIES_A_PAGE)]
}

#[cfg(test)]
mod tests;
