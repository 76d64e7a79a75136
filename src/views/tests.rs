//! Tests of all views together, on the sample book.
//!
//! In: the sample site. Out: nothing; each test says what must hold of every page.

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
        letter.mentions = vec![sample::mention("people/ada-brod", "Dear Ada Brod.", "Ada Brod")];
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
                let Some((field, inner)) = field else { panic!("{shape}.{key} is not documented") };
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
    for index in ["abbreviations", "bibliography", "corrections", "disputed", "documents", "people"]
    {
        let mut page = input.pages[1].clone();
        page.route = routes::fixed(&format!("/{index}/"));
        input.pages.push(page);
    }
    input
}

/// The sample with more addresses than one sitemap may list.
fn long_site() -> Site {
    let (mut site, _) = assemble(sample::input(Audience::Public));
    let page = site.routes.pages[1].clone();
    site.routes.pages.resize(routes::ADDRESSES_A_SITEMAP + 20, page);
    site
}

#[test]
fn a_long_sitemap_has_parts() {
    let site = long_site();
    let made = |key| serde_json::to_value(view(&site, &key, &Echo)).unwrap();
    let of = |value: &Value| ["parts", "entries"].map(|key| value[key].as_array().unwrap().len());
    assert_eq!(of(&made(PageKey::Sitemap)), [2, 0]);
    let [first, second] = [1, 2].map(|number| of(&made(PageKey::SitemapPart(number)))[1]);
    assert_eq!(first, routes::ADDRESSES_A_SITEMAP);
    let readers = site.routes.pages.iter().filter(|(key, _)| key.is_for_readers()).count();
    assert_eq!(first + second, readers);
}

#[test]
fn templates_see_what_the_reference_says() {
    let shapes = documented();
    let mut seen = BTreeSet::new();
    for input in [large(), sample::input(Audience::Editors)] {
        let (site, _) = assemble(input);
        // One letter is like another.
        let letters = |page: &PlannedPage| page.route.as_str().starts_with("/documents/letter-");
        for page in plan(&site).iter().filter(|page| !letters(page)) {
            let view = view(&site, &page.key, &Echo);
            walk(&serde_json::to_value(&view).unwrap(), shape(&view), &shapes, &mut seen);
        }
    }
    let long = view(&long_site(), &PageKey::Sitemap, &Echo);
    walk(&serde_json::to_value(&long).unwrap(), "SitemapView", &shapes, &mut seen);
    let documented: BTreeSet<_> = shapes
        .into_iter()
        .flat_map(|(shape, fields)| fields.into_keys().map(move |field| (shape, field)))
        .collect();
    let missing: Vec<_> = documented.difference(&seen).collect();
    assert!(missing.is_empty(), "never filled by the sample: {missing:?}");
}
