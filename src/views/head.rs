//! What every page has: its title, its place in the site, what machines read of it.
//!
//! In: the site and an address. Out: [`Head`]. Never: anything of another page but links.

use serde::Serialize;

use crate::{
    path::Route,
    site::{Audience, Site},
};

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The page's title, plain text.
    pub title: String,
    /// The book's title.
    pub site_title: String,
    /// The language of the page, for `<html lang>`.
    pub language: String,
    /// One or two sentences for search engines and cards, plain text; may be empty.
    pub description: String,
    /// The full address of the page.
    pub canonical: String,
    /// `article`, `profile` or `website`, for cards.
    pub og_type: &'static str,
    /// Link to the home page.
    pub home: String,
    /// Link to the style sheet.
    pub style: String,
    /// Link to the script, which only remembers the theme.
    pub script: String,
    /// Link to the feed.
    pub feed: String,
    /// Link to the annotated Markdown of this page, if it has one.
    pub markdown: Option<String>,
    /// The pages that lead to every other.
    pub navigation: Vec<NavigationItem>,
    /// The way from the home page, without this page.
    pub breadcrumbs: Vec<LinkView>,
    /// schema.org data about the page, safe inside a `<script>` element.
    pub json_ld: String,
    /// `citation_*` names and values.
    pub citation_meta: Vec<MetaView>,
    /// The page is a draft: shown to editors only.
    pub draft: bool,
    /// The build is for the editors, not for the public.
    pub preview: bool,
}

/// A link of the navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationItem {
    /// What to show.
    pub label: String,
    /// Where to.
    pub href: String,
    /// Whether the page is there or below.
    pub current: bool,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// What to show, plain text.
    pub title: String,
    /// Where to.
    pub href: String,
}

/// A name and a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetaView {
    /// The name.
    pub name: &'static str,
    /// The value.
    pub content: String,
}

/// The address of a built-in page or file. The texts are ours and checked by a test.
pub fn fixed(address: &str) -> Route {
    Route::new(address).unwrap_or_else(|_| Route::home())
}

impl Head {
    /// The head of a page. What is special about it is filled in by its own view.
    pub fn new(site: &Site, route: &Route, title: &str) -> Self {
        let config = &site.config;
        let link = |address: &str| link(route, &fixed(address), config.base_url.base_path());
        let version = &site.assets.to_string()[..8];
        Self {
            title: title.to_owned(),
            site_title: config.title.clone(),
            language: config.language.clone(),
            description: String::new(),
            canonical: config.base_url.join(route),
            og_type: "website",
            home: link("/"),
            style: format!("{}?v={version}", link("/static/style.css")),
            script: format!("{}?v={version}", link("/static/theme.js")),
            feed: link("/atom.xml"),
            markdown: None,
            navigation: navigation(site, route),
            breadcrumbs: Vec::new(),
            json_ld: String::new(),
            citation_meta: Vec::new(),
            draft: false,
            preview: site.audience == Audience::Editors,
        }
    }

    /// Adds the steps between the home page and this one.
    pub fn below(mut self, steps: &[(&str, Route)], route: &Route) -> Self {
        let step = |(title, target): &(&str, Route)| LinkView {
            title: capitalised(title),
            href: route.relative_to(target),
        };
        self.breadcrumbs = steps.iter().map(step).collect();
        self
    }

    /// Says that annotated Markdown lies beside the page.
    pub fn with_markdown(mut self) -> Self {
        self.markdown = Some("index.md".to_owned());
        self
    }
}

/// A link from a page to another: relative, but for the page that is served at every depth.
pub fn link(from: &Route, to: &Route, base_path: &str) -> String {
    match from.as_str() {
        "/404.html" => format!("{base_path}{}", to.as_str().trim_start_matches('/')),
        _ => from.relative_to(to),
    }
}

/// The navigation: documents, the kinds that have entities, the chronology, and the book's own
/// first-level pages.
fn navigation(site: &Site, route: &Route) -> Vec<NavigationItem> {
    let base_path = site.config.base_url.base_path();
    let item = |label: &str, target: Route| NavigationItem {
        label: capitalised(label),
        current: route.as_str().starts_with(target.as_str()),
        href: link(route, &target, base_path),
    };
    let mut items = vec![item("documents", fixed("/documents/"))];
    for kind in site.config.kinds.iter() {
        let prefix = format!("{}/", kind.folder);
        if site.entities.iter().any(|e| e.entity.id.as_str().starts_with(&prefix)) {
            items.push(item(&kind.plural, fixed(&format!("/{}/", kind.folder))));
        }
    }
    items.push(item("chronology", fixed("/chronology/")));
    for page in &site.pages {
        if page.page.route.as_str().matches('/').count() == 2 {
            items.push(item(&page.page.common.title, page.page.route.clone()));
        }
    }
    items
}

/// The first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// JSON that is safe inside a `<script>` element.
pub fn script_json(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
