//! Redirects: old addresses that lead to the pages that have replaced them.
//!
//! In: the `redirect_from` of every file. Out: [`Redirect`]s and findings `content-redirect`.
//! Never: a redirect from the address of a page.

use super::{
    Site,
    collisions::{Claim, Origin, Taken, holder},
};
use crate::{
    content::{Common, FileFacts, Placed},
    diag::{Pending, Report},
    path::{Route, SourcePath},
};

/// An old address and where it leads now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: Route,
    /// The page that has replaced it.
    pub to: Route,
}

/// All redirects of a book.
pub(super) fn all<'a>(site: &'a Site, taken: &mut Taken<'a>) -> (Vec<Redirect>, Vec<Pending>) {
    let (mut redirects, mut findings) = (Vec::new(), Vec::new());
    for (file, common, to) in files(site) {
        for old in &common.redirect_from {
            match redirect(file, old, taken) {
                Ok(from) => redirects.push(Redirect { from, to: to.clone() }),
                Err(report) => findings.push(bad_redirect(&file.path, old, report)),
            }
        }
    }
    (redirects, findings)
}

fn files(site: &Site) -> impl Iterator<Item = (&FileFacts, &Common, Route)> {
    let documents = site
        .documents
        .iter()
        .map(|d| (&d.document.file, &d.document.common, d.document.id.route()));
    let entities = site.entities.iter().map(|e| (&e.file, &e.common, e.id.route()));
    let pages = site.pages.iter().map(|p| (&p.file, &p.common, p.route.clone()));
    documents.chain(entities).chain(pages)
}

/// The old address, if it is one and nothing has it.
fn redirect<'a>(
    file: &'a FileFacts,
    old: &Placed<String>,
    taken: &mut Taken<'a>,
) -> Result<Route, Report> {
    let from = old_address(&old.value)?;
    let (range, path) = (old.range, from.html());
    match taken.take(Claim { file: Some(file), range, path, origin: Origin::Content }) {
        None => Ok(from),
        Some(other) => {
            let message = format!("`{}` cannot redirect: it is {}", old.value, holder(other));
            Err(Report::new("content-redirect", message))
        }
    }
}

fn bad_redirect(path: &SourcePath, old: &Placed<String>, report: Report) -> Pending {
    let hint = "write an address below the site's root that no page has: /old/place/";
    Pending::new(path, old.range, report.hint(hint))
}

/// An old address: begins with a slash; a folder, or a file ending in `.html`.
fn old_address(text: &str) -> Result<Route, Report> {
    let bad = |why: &str| Report::new("content-redirect", format!("`{text}`: {why}"));
    if text.contains(['?', '#', '%', ':']) {
        return Err(bad("an old address has no query, fragment or escape"));
    }
    let text = match text.ends_with('/') || text.ends_with(".html") {
        true => text.to_owned(),
        false => format!("{text}/"),
    };
    Route::new(&text).map_err(|why| bad(why.0))
}
