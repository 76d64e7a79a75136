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
        has_markdown: markdown::stands_beside(key),
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
        PageKey::Sitemap => "sitemap.xml",
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
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    use super::*;
    use crate::{
        markdown::html::escaped,
        site::{Audience, LinkStyle, SiteInput, assemble, sample},
        templates::Templates,
    };

    /// Texts that say whose they are.
    struct Echo;

    impl Texts for Echo {
        fn body(&self, owner: Owner, _: &Route) -> Vec<HtmlBlock> {
            let html = format!("<p id=\"p-1\">Body of {}</p>\n", escaped(&format!("{owner:?}")));
            vec![HtmlBlock { html, blocks: 0..1 }]
        }
        fn prose(&self, _: Owner, markdown: &str, _: &Route) -> String {
            format!("<p>{}</p>", escaped(markdown))
        }
        fn line(&self, _: Owner, markdown: &str, _: &Route) -> String {
            escaped(markdown)
        }
    }

    /// All pages of the sample by address: view and text.
    fn pages(input: SiteInput) -> BTreeMap<String, (Value, String)> {
        let (site, findings) = assemble(input);
        assert!(findings.is_empty(), "{findings:#?}");
        let (templates, _) = Templates::load(&BTreeMap::new());
        let page = |page: PlannedPage| {
            let view = view(&site, &page.key, &Echo);
            let text = templates.render(&page.template, &view);
            let text = text.unwrap_or_else(|failure| panic!("{}: {failure:?}", page.route));
            (page.route.to_string(), (serde_json::to_value(&view).unwrap(), text))
        };
        plan(&site).into_iter().map(page).collect()
    }

    fn public() -> BTreeMap<String, (Value, String)> {
        pages(sample::input(Audience::Public))
    }

    #[test]
    fn every_page_has_one_first_heading_and_no_secret() {
        for (route, (view, text)) in public() {
            for secret in ["SEALED", "DRAFT", "What n-2 says"] {
                assert!(!text.contains(secret), "{secret} on {route}");
                assert!(!view.to_string().contains(secret), "{secret} in the view of {route}");
            }
            if text.starts_with("<!DOCTYPE html>") {
                assert_eq!(text.matches("<h1").count(), 1, "{route}");
                assert_eq!(text.matches("<main").count(), 1, "{route}");
            }
        }
    }

    #[test]
    fn every_link_leads_to_a_page() {
        for links in [LinkStyle::Folders, LinkStyle::Portable] {
            let pages = pages(SiteInput { links, ..sample::input(Audience::Editors) });
            for (route, (_, text)) in &pages {
                for link in text.split("href=\"").skip(1) {
                    let link = link.split('"').next().unwrap();
                    check_link(&pages, route, link);
                }
            }
        }
    }

    fn check_link(pages: &BTreeMap<String, (Value, String)>, from: &str, link: &str) {
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let file = [".css", ".js", ".svg", ".md"].iter().any(|end| path.ends_with(end));
        if path.contains("://") || file {
            return;
        }
        let folder = &from[..=from.rfind('/').unwrap()];
        let mut steps: Vec<&str> = match path.strip_prefix("/book/") {
            Some(_) => vec![""],
            None => folder.trim_end_matches('/').split('/').collect(),
        };
        for step in path.strip_prefix("/book/").unwrap_or(path).split('/') {
            match step {
                ".." => drop(steps.pop()),
                "." | "" | "index.html" => {}
                step => steps.push(step),
            }
        }
        let file = path
            .rsplit('/')
            .next()
            .is_some_and(|last| last.contains('.') && !last.starts_with("index") && last != "..");
        let mut target = steps.join("/");
        if path.is_empty() {
            target = from.to_owned();
        } else if !file || target.is_empty() {
            target.push('/');
        }
        let (_, text) = pages.get(&target).unwrap_or_else(|| panic!("{link} on {from}: {target}"));
        let has = anchor.is_empty() || text.contains(&format!("id=\"{anchor}\""));
        assert!(has || anchor == "tolls" || anchor == "p-1", "no #{anchor} on {target}");
    }

    #[test]
    fn whose_words_they_are() {
        let pages = public();
        let text = |route: &str| pages[route].1.as_str();
        assert!(text("/documents/account/").contains("Our account, not the original."));
        assert!(!text("/documents/report/").contains("Our account"));
        assert!(text("/documents/secret/").contains("The text of this document is withheld"));
        assert!(text("/documents/secret/").contains("What n-4 says."));
        assert!(!text("/documents/secret/").contains("Body of"));
        let person = text("/people/ada-brod/");
        assert!(person.contains("sentences quoted\">\n<li>On Thursday"), "{person}");
        assert!(person.contains("Our account"), "{person}");
        assert!(person.contains("1 mention. The text of this document is withheld."), "{person}");
    }

    #[test]
    fn a_status_has_its_date_and_a_term_only_the_end_that_a_file_states() {
        let pages = public();
        let pact = &pages["/agreements/toll-pact/"].0;
        assert_eq!(pact["status"]["as_of"]["words"], "1856");
        let terms = &pages["/people/ada-brod/"].0["terms"];
        assert_eq!(terms[0]["to"]["words"], "1850");
        assert_eq!(
            (&terms[1]["to"], &terms[1]["still_as_of"]["words"]),
            (&Value::Null, &"1852".into())
        );
        assert_eq!(pages["/offices/treasurer/"].0["holders"][0]["person"]["text"], "Ada Brod");
    }

    /// The sample with so many letters more, each of which names Ada Brod.
    fn with_letters(mut input: SiteInput, count: usize) -> SiteInput {
        for n in 0..count {
            let front = format!(
                "title: Letter {n}\ndate: {}\nsource: {{publication: Letters}}\nrights: public-domain\n",
                1860 + n % 2
            );
            let mut letter = sample::document(&format!("letter-{n}"), &front);
            letter.mentions =
                vec![sample::mention("people/ada-brod", "Dear Ada Brod.", "Ada Brod")];
            input.documents.push(letter);
        }
        input
    }

    #[test]
    fn many_mentions_go_by_year() {
        let input = with_letters(sample::input(Audience::Public), 60);
        let pages = pages(input);
        let person = &pages["/people/ada-brod/"].0;
        let rows = |view: &Value| -> usize {
            let groups = view["mentions"].as_array().unwrap();
            groups.iter().map(|g| g["rows"].as_array().unwrap().len().max(1)).sum()
        };
        assert_eq!((rows(person), &person["mention_count"]), (50, &63.into()));
        let years: Vec<_> =
            person["years"].as_array().unwrap().iter().map(|y| y["label"].clone()).collect();
        assert_eq!(years, ["1848", "1850", "1851", "1860", "1861"]);
        assert_eq!(rows(&pages["/people/ada-brod/mentions/1860/"].0), 30);
    }

    type Shapes = BTreeMap<&'static str, BTreeMap<&'static str, Option<&'static str>>>;

    /// Sections of the reference: for each struct its fields and the struct that a field holds.
    fn documented() -> Shapes {
        let text = include_str!("../../docs/templates.md");
        let mut shapes = BTreeMap::new();
        for section in text.split("\n### ").skip(1) {
            let (name, rest) = section.split_once('\n').unwrap();
            let mut fields = BTreeMap::new();
            for line in rest.lines() {
                let Some((field, rest)) =
                    line.strip_prefix("- `").and_then(|line| line.split_once("` ("))
                else {
                    continue;
                };
                let kind = rest.split("): ").next().unwrap();
                let inner = kind.split_once('[').and_then(|(_, k)| k.split(']').next());
                fields.insert(field, inner);
            }
            shapes.insert(name, fields);
        }
        shapes
    }

    /// Walks a value along the reference; notes each field that had something in it.
    fn walk(
        value: &Value,
        shape: &'static str,
        shapes: &Shapes,
        seen: &mut BTreeSet<(&'static str, &'static str)>,
    ) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| walk(item, shape, shapes, seen)),
            Value::Object(map) => {
                for (key, value) in map {
                    let field = shapes[shape].get_key_value(key.as_str());
                    let Some((field, inner)) = field else {
                        panic!("{shape}.{key} is not documented")
                    };
                    if !value.is_null() && *value != serde_json::json!([]) {
                        seen.insert((shape, field));
                    }
                    if let Some(inner) = inner {
                        walk(value, inner, shapes, seen);
                    }
                }
            }
            _ => {}
        }
    }

    fn shape(view: &View) -> &'static str {
        match view {
            View::Home(_) => "HomeView",
            View::Document(_) => "DocumentView",
            View::Documents(_) => "DocumentsView",
            View::Entity(_) => "EntityView",
            View::Mentions(_) => "MentionsView",
            View::KindIndex(_) => "KindIndexView",
            View::Chronology(_) => "ChronologyView",
            View::Bibliography(_) => "BibliographyView",
            View::Abbreviations(_) => "AbbreviationsView",
            View::Disputed(_) => "DisputedView",
            View::Corrections(_) => "CorrectionsView",
            View::Standing(_) => "StandingView",
            View::Redirect(_) => "RedirectView",
            View::NotFound(_) => "NotFoundView",
            View::Sitemap(_) => "SitemapView",
            View::Robots(_) => "RobotsView",
            View::Feed(_) => "FeedView",
        }
    }

    /// The sample with a standing page for every index, and with so many letters that every list
    /// needs a second page.
    fn large() -> SiteInput {
        let mut input = with_letters(sample::input(Audience::Public), 420);
        for index in
            ["abbreviations", "bibliography", "corrections", "disputed", "documents", "people"]
        {
            let mut page = input.pages[1].clone();
            page.route = routes::fixed(&format!("/{index}/"));
            input.pages.push(page);
        }
        input
    }

    #[test]
    fn templates_see_what_the_reference_says() {
        let shapes = documented();
        let mut seen = BTreeSet::new();
        for input in [large(), sample::input(Audience::Editors)] {
            let (site, _) = assemble(input);
            // One letter is like another.
            let letters =
                |page: &PlannedPage| page.route.as_str().starts_with("/documents/letter-");
            for page in plan(&site).iter().filter(|page| !letters(page)) {
                let view = view(&site, &page.key, &Echo);
                walk(&serde_json::to_value(&view).unwrap(), shape(&view), &shapes, &mut seen);
            }
        }
        let documented: BTreeSet<_> = shapes
            .into_iter()
            .flat_map(|(shape, fields)| fields.into_keys().map(move |field| (shape, field)))
            .collect();
        let missing: Vec<_> = documented.difference(&seen).collect();
        assert!(missing.is_empty(), "never filled by the sample: {missing:?}");
    }
}
