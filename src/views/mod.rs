//! Views: the closed, plain data that a template is given for one page.
//!
//! In: the [`Site`](crate::site::Site). Out: a [`plan`] of all pages, and for each its [`View`]:
//! everything the template may show, nothing to call back into. Never: a book-wide list in any but
//! index pages; an absolute address where a relative one will do; the clock.
//!
//! A body's HTML comes later ([`View::with_body`]): whether a page must be rendered is decided by
//! the rest of the view and the body's key, before any body is rendered.

pub mod body;
pub mod chronology;
pub mod common;
pub mod document;
pub mod entity;
pub mod feeds;
pub mod head;
pub mod home;
pub mod lists;
pub mod markdown;
pub mod mentions;
pub mod notes;
pub mod plan;
pub mod special;
pub mod timeline;

use serde::Serialize;

use common::BlockView;

/// The view of a page, whatever its kind. Templates see its fields as `page`.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "one at a time, and most are documents")]
pub enum View {
    /// A document.
    Document(document::DocumentView),
    /// An entity.
    Entity(entity::EntityView),
    /// A year of an entity's mentions.
    Mentions(mentions::MentionsView),
    /// A list of documents or of entities of a kind.
    List(lists::ListView),
    /// The chronology or a year of it.
    Chronology(chronology::ChronologyView),
    /// The bibliography.
    Bibliography(special::BibliographyView),
    /// Abbreviations.
    Abbreviations(special::AbbreviationsView),
    /// Disputed points.
    Disputed(special::DisputedView),
    /// Corrections and reviews.
    Corrections(special::CorrectionsView),
    /// The home page.
    Home(home::HomeView),
    /// A standing page, or the page for addresses that do not exist.
    Standing(home::StandingView),
    /// A page that leads on to another.
    Redirect(feeds::RedirectView),
    /// The sitemap.
    Sitemap(feeds::SitemapView),
    /// The feed.
    Feed(feeds::FeedView),
    /// `robots.txt`.
    Robots(feeds::RobotsView),
}

impl View {
    /// The same view with the body's blocks.
    pub fn with_body(mut self, blocks: Vec<BlockView>) -> Self {
        match &mut self {
            View::Document(view) => view.fill(blocks),
            View::Entity(view) => view.blocks = blocks,
            View::Home(view) => view.blocks = blocks,
            View::Standing(view) => view.blocks = blocks,
            _ => {}
        }
        self
    }
}
