//! What machines read: sitemap, feed, `robots.txt`; and the pages that lead on from old addresses.
//!
//! In: the site. Out: one view each. Never: a draft, a sentence of a restricted text, the clock.

use serde::Serialize;

use crate::{
    date::Edtf,
    path::Route,
    site::{Site, routes::Redirect},
};

/// How many documents the feed has.
const FEED: usize = 20;

/// The sitemap.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapView {
    /// Full addresses of all pages.
    pub addresses: Vec<String>,
}

/// The feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// The book's title.
    pub title: String,
    /// The book's description.
    pub description: String,
    /// The book's full address.
    pub site: String,
    /// The feed's full address.
    pub address: String,
    /// Who is responsible for the book.
    pub authors: Vec<String>,
    /// The date of the newest document, as a timestamp.
    pub updated: String,
    /// The newest documents.
    pub entries: Vec<FeedEntry>,
}

/// A document in the feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// Its full address.
    pub address: String,
    /// Its date, as a timestamp.
    pub updated: String,
    /// Its summary, plain text.
    pub summary: String,
}

/// `robots.txt`.
#[derive(Clone, Debug, Serialize)]
pub struct RobotsView {
    /// The full address of the sitemap.
    pub sitemap: String,
}

/// A page that leads on to another.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Relative link to the new page.
    pub href: String,
    /// The new page's full address.
    pub canonical: String,
    /// The language of the book.
    pub language: String,
}

/// The sitemap of these pages.
pub fn sitemap<'r>(site: &Site, routes: impl Iterator<Item = &'r Route>) -> SitemapView {
    let mut addresses: Vec<String> = routes
        .filter(|route| route.as_str().ends_with('/'))
        .map(|route| site.config.base_url.join(route))
        .collect();
    addresses.sort();
    SitemapView { addresses }
}

/// A date as the timestamp that Atom wants: the first moment that it can mean.
fn timestamp(date: Edtf) -> String {
    let day = date.earliest();
    format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day)
}

/// The feed: the newest documents that have a date.
pub fn feed(site: &Site) -> FeedView {
    let entries: Vec<FeedEntry> = site
        .documents
        .iter()
        .rev()
        .filter_map(|d| {
            let document = &d.document;
            Some(FeedEntry {
                title: document.common.title.clone(),
                address: site.config.base_url.join(&document.id.route()),
                updated: timestamp(document.date?),
                summary: document.common.summary.clone().unwrap_or_default(),
            })
        })
        .take(FEED)
        .collect();
    let config = &site.config;
    let newest =
        entries.first().map_or("1970-01-01T00:00:00Z".to_owned(), |entry| entry.updated.clone());
    FeedView {
        title: config.title.clone(),
        description: config.description.clone(),
        site: config.base_url.as_str().to_owned(),
        address: config.base_url.join(&super::head::fixed("/atom.xml")),
        authors: if config.authors.is_empty() {
            vec![config.title.clone()]
        } else {
            config.authors.clone()
        },
        updated: newest,
        entries,
    }
}

/// `robots.txt`: everything may be read.
pub fn robots(site: &Site) -> RobotsView {
    RobotsView { sitemap: site.config.base_url.join(&super::head::fixed("/sitemap.xml")) }
}

/// The page at an old address.
pub fn redirect(site: &Site, redirect: &Redirect) -> RedirectView {
    RedirectView {
        href: redirect.from.relative_to(&redirect.to),
        canonical: site.config.base_url.join(&redirect.to),
        language: site.config.language.clone(),
    }
}
