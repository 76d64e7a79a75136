//! Links within the book: whether the page and the place on it exist.
//!
//! In: the links of all bodies as written, the addresses of the book and the ids on its pages.
//! Out: reports. Never: a fetch; links to other sites are only listed.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diag::{Pending, Report, did_you_mean},
    markdown::links::{Destination, WrittenLink, destination},
    path::{Route, SourcePath},
};

/// A page and the links that its body holds.
pub struct LinkedPage<'a> {
    /// Its file.
    pub path: &'a SourcePath,
    /// Its address.
    pub route: &'a Route,
    /// Its links.
    pub links: &'a [WrittenLink],
}

/// What the book has.
pub struct Addresses<'a> {
    /// Addresses of pages and files.
    pub routes: &'a BTreeSet<Route>,
    /// The ids that the body of a page has, of its notes and footnotes too. Pages that have no
    /// body of an editor are absent: links to places on them are not checked.
    pub ids: &'a BTreeMap<Route, BTreeSet<String>>,
    /// Old addresses and the pages that they lead to: places are looked for there.
    pub moved: &'a dyn Fn(&Route) -> Option<Route>,
}

/// Checks the links of one page.
pub fn check(page: &LinkedPage<'_>, addresses: &Addresses<'_>) -> Vec<Pending> {
    page.links.iter().filter_map(|link| problem(page, link, addresses)).collect()
}

fn problem(
    page: &LinkedPage<'_>,
    link: &WrittenLink,
    addresses: &Addresses<'_>,
) -> Option<Pending> {
    if link.destination.trim().is_empty() {
        let report = Report::new("link-broken", "the link leads nowhere");
        let report = report.hint("write an address between the brackets: `[text](/people/ada/)`");
        return Some(Pending::new(page.path, link.range, report));
    }
    let report = match destination(&link.destination, page.path, page.route) {
        Destination::External(_) => None,
        Destination::Unsafe => Some(
            Report::new(
                "link-unsafe",
                format!("the link to `{}` is not passed on", link.destination),
            )
            .hint("link to http, https or mailto addresses, or to pages of the book"),
        ),
        Destination::Fragment(id) => missing_id(page.route, &id, addresses),
        Destination::Internal { route, fragment } => match addresses.find(&route) {
            None => Some(broken(&route, addresses)),
            Some(route) => fragment.and_then(|id| missing_id(&route, &id, addresses)),
        },
    };
    report.map(|report| Pending::new(page.path, link.range, report))
}

impl Addresses<'_> {
    /// The page of an address, also when its last slash is missing.
    fn find(&self, route: &Route) -> Option<Route> {
        let found = match self.routes.contains(route) {
            true => route.clone(),
            false => {
                let slashed = format!("{}/", route.as_str().trim_end_matches('/'));
                Route::new(&slashed).ok().filter(|slashed| self.routes.contains(slashed))?
            }
        };
        Some((self.moved)(&found).unwrap_or(found))
    }
}

fn broken(route: &Route, addresses: &Addresses<'_>) -> Report {
    if let Some(name) = file_name(route) {
        let report = Report::new("link-broken", format!("the book has no file `{route}`"));
        return match did_you_mean(route.as_str(), addresses.routes.iter().map(Route::as_str)) {
            Some(likely) => report.hint(format!("did you mean `{likely}`?")),
            None => report.hint(format!("put the file into the book as `static{name}`")),
        };
    }
    let report = Report::new("link-broken", format!("the book has no page `{route}`"));
    match did_you_mean(route.as_str(), addresses.routes.iter().map(Route::as_str)) {
        Some(likely) => report.hint(format!("did you mean `{likely}`?")),
        None => report
            .hint("link to an address like `/people/ada/` or to a file like `../people/ada.md`"),
    }
}

/// The address of a file that is no page: its name has an ending.
fn file_name(route: &Route) -> Option<&str> {
    let address = route.as_str().trim_end_matches('/');
    let name = address.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() && !matches!(ending, "" | "md" | "html")).then_some(address)
}

/// What a `[[link]]` names that is nothing of the register.
pub enum Named {
    /// An entity that is a draft or cannot be read.
    Draft,
    /// A document or standing page, with its address.
    Page(String),
    /// Nothing that the book has.
    Nothing,
}

/// Reports a `[[link]]` that names nothing of the register.
pub fn unknown_name(target: &str, named: Named) -> Report {
    let (message, hint) = match named {
        Named::Draft => (
            format!("`[[{target}]]` is a draft, so the public book has no page for it"),
            "finish it and take `draft: true` out, or name it without a link".to_owned(),
        ),
        Named::Page(address) => (
            format!("`[[{target}]]` is no entity, and only entities can be named so"),
            format!("write `[text]({address})`"),
        ),
        Named::Nothing => (
            format!("`[[{target}]]` names nothing that the book has"),
            "write a title, an alias or a slug, like `[[people/ada]]`".to_owned(),
        ),
    };
    Report::new("link-wiki-unknown", message).hint(hint)
}

fn missing_id(route: &Route, id: &str, addresses: &Addresses<'_>) -> Option<Report> {
    let ids = addresses.ids.get(route)?;
    if id.is_empty() || ids.contains(id) {
        return None;
    }
    let report =
        Report::new("link-anchor-missing", format!("the page `{route}` has no place `#{id}`"));
    Some(match did_you_mean(id, ids.iter().map(String::as_str)) {
        Some(likely) => report.hint(format!("did you mean `#{likely}`?")),
        None => report,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{links::written_links, parse};

    fn check(body: &str, expect: &[(&str, &str)]) {
        let route = |text: &str| Route::new(text).unwrap();
        let routes = BTreeSet::from(["/people/ada/", "/a/", "/old/", "/static/x.png"].map(route));
        let moved = |old: &Route| (old.as_str() == "/old/").then(|| route("/a/"));
        let ids = BTreeMap::from([(route("/a/"), BTreeSet::from(["p-1".to_owned()]))]);
        let path = SourcePath::new("content/a.md").unwrap();
        let links = written_links(&parse(body, 0));
        let page = LinkedPage { path: &path, route: &route("/a/"), links: &links };
        let found = super::check(&page, &Addresses { routes: &routes, ids: &ids, moved: &moved });
        let lines = crate::diag::Lines::new(body);
        let found: Vec<_> =
            found.into_iter().map(|p| p.report.at(&path, &lines, p.range)).collect();
        let got: Vec<_> = found.iter().map(|f| (f.code, &*f.hint)).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn what_exists_and_what_does_not() {
        check("[a](/people/ada/) [b](people/ada.md) [c](/people/ada#x) ![d](/static/x.png)", &[]);
        check("[a](/people/adda/)", &[("link-broken", "did you mean `/people/ada/`?")]);
        check("[a](/old/#p-1)", &[]);
        check("[a](/old#p-2)", &[("link-anchor-missing", "did you mean `#p-1`?")]);
        check("[a](#p-1) [b](#p-2)", &[("link-anchor-missing", "did you mean `#p-1`?")]);
        check(
            "![a](/pic.png) [b]()",
            &[
                ("link-broken", "put the file into the book as `static/pic.png`"),
                ("link-broken", "write an address between the brackets: `[text](/people/ada/)`"),
            ],
        );
        check(
            "[a](javascript:x)",
            &[("link-unsafe", "link to http, https or mailto addresses, or to pages of the book")],
        );
    }
}
