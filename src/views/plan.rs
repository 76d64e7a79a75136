//! The plan of a site: every page, its address, its template.
//!
//! In: the site. Out: [`Plan`] and, for each page of it, its [`View`]. Never: a page whose address
//! another has (the check of [`claims`] says so).

use super::{
    View, chronology, document, entity, feeds,
    head::fixed,
    home,
    lists::{self, Order},
    mentions, special,
};
use crate::{
    content::{Common, FileFacts},
    diag::ByteRange,
    path::{OutputPath, Route, SourcePath},
    site::{
        Site,
        chronology::moments,
        routes::{Claim, Redirect},
    },
};

/// What a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the views of these names say it")]
pub enum PageKind {
    Home,
    Document(usize),
    Entity(usize),
    Mentions { entity: usize, year: String },
    Documents { number: usize },
    Kind { kind: String, order: Order, number: usize },
    Chronology,
    ChronologyYear(u16),
    Bibliography,
    Abbreviations,
    Disputed,
    Corrections,
    Standing(usize),
    NotFound,
    Redirect(Redirect),
    Sitemap,
    Robots,
    Feed,
}

impl PageKind {
    /// Whether no file of the book asks for this page.
    fn is_built_in(&self) -> bool {
        !matches!(
            self,
            Self::Home
                | Self::Document(_)
                | Self::Entity(_)
                | Self::Standing(_)
                | Self::Redirect(_)
        )
    }
}

/// A page to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlan {
    /// Its address.
    pub route: Route,
    /// Its template.
    pub template: String,
    /// What it is.
    pub kind: PageKind,
}

impl PagePlan {
    /// The file that it is written to.
    pub fn output(&self) -> OutputPath {
        self.route.html()
    }
}

/// All pages of a site.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// In the order of addresses.
    pub pages: Vec<PagePlan>,
}

/// Whether the book has a page at this address: for links of bodies, whose last slash may be
/// missing.
pub fn has_page(site: &Site, route: &Route) -> bool {
    let id = route.as_str().trim_matches('/');
    route.as_str().ends_with('/')
        && (site.entity(id).is_some()
            || site.document(id).is_some()
            || site.pages.iter().any(|page| page.page.route == *route)
            || site.config.kinds.of_folder(id).is_some()
            || matches!(
                id,
                "" | "documents"
                    | "chronology"
                    | "bibliography"
                    | "abbreviations"
                    | "disputed"
                    | "corrections"
            ))
}

/// The plan of a site.
pub fn plan(site: &Site) -> Plan {
    let mut pages = Vec::new();
    let mut add = |route: Route, template: &str, kind: PageKind| {
        pages.push(PagePlan { route, template: template.to_owned(), kind });
    };
    add(Route::home(), "home.html", PageKind::Home);
    for (at, d) in site.documents.iter().enumerate() {
        add(d.document.id.route(), "document.html", PageKind::Document(at));
    }
    for (at, e) in site.entities.iter().enumerate() {
        let template =
            site.config.kinds.named(&e.entity.kind).map_or("entity.html", |kind| &kind.template);
        add(e.entity.id.route(), template, PageKind::Entity(at));
        if site.backlinks(at).len() > mentions::FIRST {
            for year in mentions::by_year(site, at).into_keys() {
                let route = mentions::year_route(site, at, &year);
                add(route, "mentions.html", PageKind::Mentions { entity: at, year });
            }
        }
    }
    for (at, page) in
        site.pages.iter().enumerate().filter(|(_, page)| page.page.route != Route::home())
    {
        add(page.page.route.clone(), "page.html", PageKind::Standing(at));
    }
    add_lists(site, &mut add);
    add_special(site, &mut add);
    for redirect in redirects(site) {
        add(redirect.from.clone(), "redirect.html", PageKind::Redirect(redirect));
    }
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    Plan { pages }
}

fn add_lists(site: &Site, add: &mut impl FnMut(Route, &str, PageKind)) {
    let documents = fixed("/documents/");
    for number in 1..=lists::page_count(site.documents.len()) {
        add(lists::page_route(&documents, number), "list.html", PageKind::Documents { number });
    }
    for kind in site.config.kinds.iter() {
        for order in [Order::Name, Order::Date] {
            let count = lists::kind_count(site, kind, order);
            if count == 0 {
                continue;
            }
            let list = lists::kind_route(kind, order);
            for number in 1..=lists::page_count(count) {
                let page = PageKind::Kind { kind: kind.name.clone(), order, number };
                add(lists::page_route(&list, number), "list.html", page);
            }
        }
    }
}

fn add_special(site: &Site, add: &mut impl FnMut(Route, &str, PageKind)) {
    add(fixed("/chronology/"), "chronology.html", PageKind::Chronology);
    for year in chronology::year_pages(&moments(site)) {
        add(chronology::year_route(year), "chronology.html", PageKind::ChronologyYear(year));
    }
    add(special::bibliography_route(), "bibliography.html", PageKind::Bibliography);
    add(special::abbreviations_route(), "abbreviations.html", PageKind::Abbreviations);
    add(special::disputed_route(), "disputed.html", PageKind::Disputed);
    add(special::corrections_route(), "corrections.html", PageKind::Corrections);
    add(fixed("/404.html"), "404.html", PageKind::NotFound);
    add(fixed("/sitemap.xml"), "sitemap.xml", PageKind::Sitemap);
    add(fixed("/robots.txt"), "robots.txt", PageKind::Robots);
    add(fixed("/atom.xml"), "atom.xml", PageKind::Feed);
}

/// The view of a page, without its body.
pub fn view(site: &Site, plan: &Plan, page: &PagePlan) -> View {
    match &page.kind {
        PageKind::Home => View::Home(home::home(site)),
        PageKind::Document(at) => View::Document(document::view(site, *at)),
        PageKind::Entity(at) => View::Entity(entity::view(site, *at)),
        PageKind::Mentions { entity, year } => View::Mentions(mentions::view(site, *entity, year)),
        PageKind::Documents { number } => View::List(lists::documents(site, *number)),
        PageKind::Kind { kind, order, number } => match site.config.kinds.named(kind) {
            Some(kind) => View::List(lists::kind(site, kind, *order, *number)),
            None => View::Standing(home::not_found(site)),
        },
        PageKind::Chronology => View::Chronology(chronology::view(site)),
        PageKind::ChronologyYear(year) => View::Chronology(chronology::year(site, *year)),
        PageKind::Bibliography => View::Bibliography(special::bibliography(site)),
        PageKind::Abbreviations => View::Abbreviations(special::abbreviations(site)),
        PageKind::Disputed => View::Disputed(special::disputed(site)),
        PageKind::Corrections => View::Corrections(special::corrections(site)),
        PageKind::Standing(at) => View::Standing(home::standing(site, *at)),
        PageKind::NotFound => View::Standing(home::not_found(site)),
        PageKind::Redirect(redirect) => View::Redirect(feeds::redirect(site, redirect)),
        PageKind::Sitemap => {
            let pages = plan.pages.iter().filter(|p| !matches!(p.kind, PageKind::Redirect(_)));
            View::Sitemap(feeds::sitemap(site, pages.map(|p| &p.route)))
        }
        PageKind::Robots => View::Robots(feeds::robots(site)),
        PageKind::Feed => View::Feed(feeds::feed(site)),
    }
}

/// The front matters of a site, with their files and addresses.
fn owners(site: &Site) -> Vec<(&Common, &FileFacts, Route)> {
    let documents = site
        .documents
        .iter()
        .map(|d| (&d.document.common, &d.document.file, d.document.id.route()));
    let entities =
        site.entities.iter().map(|e| (&e.entity.common, &e.entity.file, e.entity.id.route()));
    let pages = site.pages.iter().map(|p| (&p.page.common, &p.page.file, p.page.route.clone()));
    documents.chain(entities).chain(pages).collect()
}

fn redirects(site: &Site) -> Vec<Redirect> {
    let mut redirects = Vec::new();
    for (common, _, to) in owners(site) {
        for address in &common.redirect_from {
            let text = format!("/{}/", address.value.trim_matches('/'));
            redirects.extend(Route::new(&text).ok().map(|from| Redirect { from, to: to.clone() }));
        }
    }
    redirects
}

/// Who wants which file: pages first, so that a redirect is reported and not the page that it
/// would hide.
pub fn claims(site: &Site, plan: &Plan) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (common, file, route) in owners(site) {
        claims.push(Claim {
            output: route.html(),
            owner: file.path.clone(),
            range: common.title_range,
        });
    }
    // The tool's own pages are claimed by the configuration: a file of the book at the same
    // address is reported at the file.
    let mut own: Vec<Claim> = Vec::new();
    let builtin = plan.pages.iter().filter(|page| page.kind.is_built_in());
    own.extend(builtin.map(|p| Claim {
        output: p.output(),
        owner: SourcePath::site_toml(),
        range: ByteRange::default(),
    }));
    own.append(&mut claims);
    for (common, file, _) in owners(site) {
        for address in &common.redirect_from {
            let text = format!("/{}/", address.value.trim_matches('/'));
            if let Ok(from) = Route::new(&text) {
                own.push(Claim {
                    output: from.html(),
                    owner: file.path.clone(),
                    range: address.range,
                });
            }
        }
    }
    own
}
