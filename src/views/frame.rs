//! What every page has: title, navigation, metadata.
//!
//! In: a site and which page of it. Out: [`Frame`]. Never: a count or list of the whole book.

use serde::Serialize;
use serde_json::Value;

use super::shapes::{Link, Meta};
use crate::{
    config::Shape,
    content::Citation,
    path::Route,
    site::{DocumentNumber, EntityNumber, LinkStyle, PageKey, Site, routes},
};

use super::{Owner, Texts, shapes};

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// What kind of page this is: `home`, `document`, `entity`, `mentions`, `index`, `documents`,
    /// `chronology`, `bibliography`, `abbreviations`, `disputed`, `corrections`, `standing`,
    /// `not-found`, `redirect`.
    pub kind: String,
    /// The page's title, its only first-level heading.
    pub title: String,
    /// One or two sentences about the page, plain text, for search engines and cards.
    pub description: String,
    /// Language of the page's own words, a BCP 47 tag.
    pub lang: String,
    /// The full address under which the page is published.
    pub canonical: String,
    /// Link to the folder of the home page; ends with a slash. For the addresses of files.
    pub root: String,
    /// Link to the annotated Markdown of the page, if it has one.
    pub markdown: Option<String>,
    /// The way from the home page to this one, itself left out.
    pub breadcrumbs: Vec<Link>,
    /// The book.
    pub book: BookPart,
    /// The four sections that the head of the page shows.
    pub primary: Vec<Link>,
    /// All sections of the book.
    pub sections: Vec<Section>,
    /// `<meta name content>` for readers' tools, `citation_title` and the like.
    pub meta: Vec<Meta>,
    /// schema.org description as JSON, safe inside a `<script>` element; empty if there is none.
    pub json_ld: String,
    /// Whether the page is a draft, shown in a preview only.
    pub draft: bool,
}

/// The book.
#[derive(Clone, Debug, Serialize)]
pub struct BookPart {
    /// Its title.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// Who is responsible for it.
    pub authors: Vec<String>,
    /// Link to the home page.
    pub href: String,
}

/// A group of sections.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// What the group is called.
    pub title: String,
    /// Its pages.
    pub links: Vec<Link>,
}

/// The page that is being made: where it is, and what it may ask.
pub(super) struct Here<'a> {
    pub(super) site: &'a Site,
    pub(super) texts: &'a dyn Texts,
    pub(super) route: Route,
    /// Whether links must not depend on the page's own address.
    pub(super) absolute: bool,
}

impl<'a> Here<'a> {
    pub(super) fn new(site: &'a Site, texts: &'a dyn Texts, key: &PageKey) -> Self {
        let absolute = *key == PageKey::NotFound;
        Self { site, texts, route: routes::route(site, key), absolute }
    }

    /// The link from this page to another.
    pub(super) fn link(&self, target: &Route) -> String {
        let mut link = match self.absolute {
            true => {
                format!("{}{}", self.site.book.base_url.base_path(), &target.as_str()[1..])
            }
            false => self.route.relative_to(target),
        };
        if self.site.links == LinkStyle::Portable && link.ends_with('/') {
            link.push_str("index.html");
        }
        link
    }

    pub(super) fn entity(&self, number: EntityNumber) -> Link {
        let entity = self.site.entity(number);
        Link::new(&entity.common.title, self.link(&entity.id.route()))
    }

    pub(super) fn document(&self, number: DocumentNumber) -> Link {
        let document = &self.site.document(number).document;
        Link::new(&document.common.title, self.link(&document.id.route()))
    }

    /// A link to what a file names, or the words as written.
    pub(super) fn named(&self, text: &str, kind: Option<&str>) -> Link {
        let found = match kind {
            Some(kind) => self.site.find_in(text, kind),
            None => self.site.find(text),
        };
        found.map_or_else(|| Link::words(text), |number| self.entity(number))
    }

    pub(super) fn citation(&self, citation: &Citation) -> Link {
        match citation {
            Citation::Outside { title, url } => {
                Link { text: title.clone(), href: url.clone(), outside: true }
            }
            Citation::Document(id) => match self.site.find_document(id) {
                Some(number) => self.document(number),
                None => Link::words(id),
            },
        }
    }

    /// One line of an editor's Markdown as HTML.
    pub(super) fn line(&self, owner: Owner, markdown: &str) -> String {
        self.texts.line(owner, markdown, &self.route)
    }

    fn index(&self, title: &str, key: &PageKey) -> Option<Link> {
        let route = routes::route(self.site, key);
        let introduced = self.site.page_at(&route);
        let title = introduced
            .map(|page| self.site.pages[page.0].common.title.as_str())
            .filter(|title| !title.is_empty())
            .unwrap_or(title);
        self.site.routes.has(&route).then(|| Link::new(title, self.link(&route)))
    }

    fn sections(&self) -> Vec<Section> {
        let site = self.site;
        let kinds = site.book.kinds.iter().filter_map(|kind| {
            self.index(&shapes::capitalised(&kind.plural), &PageKey::Kind(kind.name.clone(), 1))
        });
        let documents = self.index("Documents", &PageKey::Documents(1));
        let apparatus = [
            ("Chronology", PageKey::Chronology),
            ("Disputed points", PageKey::Disputed),
            ("Abbreviations", PageKey::Abbreviations),
            ("Bibliography", PageKey::Bibliography(1)),
            ("Corrections and reviews", PageKey::Corrections),
        ];
        let apparatus = apparatus.iter().filter_map(|(title, key)| self.index(title, key));
        let standing = site.routes.standing.iter().map(|number| &site.pages[number.0]);
        let standing = standing.map(|page| Link::new(&page.common.title, self.link(&page.route)));
        let section = |title: &str, links: Vec<Link>| Section { title: title.into(), links };
        let mut sections = vec![
            section("Register", documents.into_iter().chain(kinds).collect()),
            section("Apparatus", apparatus.collect()),
            section("This book", standing.collect()),
        ];
        sections.retain(|section| !section.links.is_empty());
        sections
    }

    /// Documents, people, agreements, chronology: as far as the book has them.
    fn primary(&self) -> Vec<Link> {
        let of_shape = |shape: Shape| {
            let kind = self.site.book.kinds.iter().find(|kind| kind.shape == shape)?;
            self.index(&shapes::capitalised(&kind.plural), &PageKey::Kind(kind.name.clone(), 1))
        };
        [
            self.index("Documents", &PageKey::Documents(1)),
            of_shape(Shape::Person),
            of_shape(Shape::Agreement),
            self.index("Chronology", &PageKey::Chronology),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The frame of this page.
    pub(super) fn frame(&self, kind: &str, title: &str) -> Frame {
        let book = &self.site.book;
        Frame {
            kind: kind.into(),
            title: title.into(),
            description: book.description.clone(),
            lang: book.language.clone(),
            canonical: shapes::full_address(self.site, &self.route),
            root: self.root(),
            // The page for missing addresses is the only one that is not at home where it is shown.
            markdown: (!self.absolute).then(|| "index.md".into()),
            breadcrumbs: self.breadcrumbs(),
            book: BookPart {
                title: book.title.clone(),
                description: book.description.clone(),
                authors: book.authors.clone(),
                href: self.link(&Route::home()),
            },
            primary: self.primary(),
            sections: self.sections(),
            meta: Vec::new(),
            json_ld: String::new(),
            draft: false,
        }
    }

    pub(super) fn root(&self) -> String {
        match self.absolute {
            true => self.site.book.base_url.base_path().to_owned(),
            false => self.route.relative_to(&Route::home()),
        }
    }

    /// Home and, below a folder with an index, that index.
    fn breadcrumbs(&self) -> Vec<Link> {
        if self.route == Route::home() || self.absolute {
            return Vec::new();
        }
        let mut crumbs = vec![Link::new("Home", self.link(&Route::home()))];
        let folder = self.route.as_str().trim_start_matches('/').split('/').next().unwrap_or("");
        let key = match self.site.book.kinds.of_folder(folder) {
            Some(kind) => {
                Some((shapes::capitalised(&kind.plural), PageKey::Kind(kind.name.clone(), 1)))
            }
            None if folder == "documents" => Some(("Documents".into(), PageKey::Documents(1))),
            None if folder == "chronology" => Some(("Chronology".into(), PageKey::Chronology)),
            None if folder == "bibliography" => {
                Some(("Bibliography".into(), PageKey::Bibliography(1)))
            }
            None => None,
        };
        if let Some((title, key)) = key
            && routes::route(self.site, &key) != self.route
        {
            crumbs.extend(self.index(&title, &key));
        }
        crumbs
    }
}

impl Frame {
    /// Adds a description of plain text, if there is one.
    pub(super) fn described(mut self, description: Option<String>) -> Self {
        self.description = description.filter(|text| !text.is_empty()).unwrap_or(self.description);
        self
    }

    /// Adds a schema.org description.
    pub(super) fn with_schema(mut self, schema: &Value) -> Self {
        self.json_ld = shapes::script_safe(schema);
        self
    }
}
