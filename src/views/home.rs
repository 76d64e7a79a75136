//! The home page and the standing pages.
//!
//! In: the site. Out: [`HomeView`] and [`StandingView`]. Never: a list that grows with the book.

use serde::Serialize;

use super::{
    common::{BlockView, DateView},
    head::{Head, fixed, script_json},
    notes,
};
use crate::{path::Route, site::Site};

/// How many documents the home page shows.
const LATEST: usize = 10;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// What every page has.
    pub head: Head,
    /// The book's title.
    pub title: String,
    /// The book's description, plain text.
    pub description: String,
    /// Who is responsible for it.
    pub authors: Vec<String>,
    /// The summary of `content/index.md`, HTML.
    pub summary: String,
    /// The text of `content/index.md`, block by block.
    pub blocks: Vec<BlockView>,
    /// The newest documents.
    pub latest: Vec<HomeDocument>,
}

/// A document on the home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeDocument {
    /// Its title.
    pub title: String,
    /// Link to it.
    pub href: String,
    /// Its date.
    pub date: Option<DateView>,
    /// Its summary, plain text.
    pub summary: String,
}

/// A page that stands for itself; also the page for addresses that do not exist.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// What every page has.
    pub head: Head,
    /// Its title.
    pub title: String,
    /// Its summary, HTML.
    pub summary: String,
    /// Its text, block by block.
    pub blocks: Vec<BlockView>,
}

/// The home page, without its text.
pub fn home(site: &Site) -> HomeView {
    let route = Route::home();
    let page = site.pages.iter().find(|page| page.page.route == route);
    let config = &site.config;
    let mut head = Head::new(site, &route, &config.title).with_markdown();
    head.description = config.description.clone();
    head.json_ld = script_json(&serde_json::json!({
        "@context": "https://schema.org",
        "@type": "Book",
        "name": config.title,
        "description": config.description,
        "inLanguage": config.language,
        "author": config.authors,
        "url": config.base_url.as_str(),
    }));
    let dated = site.documents.iter().rev().filter(|d| d.document.date.is_some());
    let undated = site.documents.iter().filter(|d| d.document.date.is_none());
    let latest = dated.chain(undated).take(LATEST).map(|d| HomeDocument {
        title: d.document.common.title.clone(),
        href: route.relative_to(&d.document.id.route()),
        date: d.document.date.map(DateView::from),
        summary: d.document.common.summary.clone().unwrap_or_default(),
    });
    HomeView {
        head,
        title: page.map_or(&config.title, |page| &page.page.common.title).clone(),
        description: config.description.clone(),
        authors: config.authors.clone(),
        summary: page
            .map(|page| notes::html(site, &route, &page.linked.summary))
            .unwrap_or_default(),
        blocks: Vec::new(),
        latest: latest.collect(),
    }
}

/// A standing page, without its text.
pub fn standing(site: &Site, at: usize) -> StandingView {
    let page = &site.pages[at];
    let (common, route) = (&page.page.common, &page.page.route);
    let mut head = Head::new(site, route, &common.title).with_markdown();
    head.description = common.summary.clone().unwrap_or_default();
    head.draft = common.draft;
    StandingView {
        head,
        title: common.title.clone(),
        summary: notes::html(site, route, &page.linked.summary),
        blocks: Vec::new(),
    }
}

/// The page for addresses that do not exist. It is served at every depth, so its links are
/// absolute.
pub fn not_found(site: &Site) -> StandingView {
    let head = Head::new(site, &fixed("/404.html"), "Page not found");
    StandingView {
        head,
        title: "Page not found".to_owned(),
        summary: String::new(),
        blocks: Vec::new(),
    }
}
