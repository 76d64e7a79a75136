//! Pages of the editors' own text: the home page, standing pages; and the page that is not there.
//!
//! In: a site. Out: [`HomeView`], [`StandingView`], [`NotFoundView`].

use serde::Serialize;

use super::{
    Owner,
    frame::{Frame, Here},
    introduced, schema,
    shapes::{self, Corrected, Reviewed},
};
use crate::site::PageNumber;

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// What every page has.
    pub page: Frame,
    /// Summary of the book, HTML of one line.
    pub summary: Option<String>,
    /// Text of `content/index.md`, HTML, one entry for each block.
    pub body: Vec<String>,
    /// The last review.
    pub reviewed: Option<Reviewed>,
    /// Corrections made to the page.
    pub corrections: Vec<Corrected>,
}

/// A standing page.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// What every page has.
    pub page: Frame,
    /// Summary, HTML of one line.
    pub summary: Option<String>,
    /// Text, HTML, one entry for each block.
    pub body: Vec<String>,
    /// The last review.
    pub reviewed: Option<Reviewed>,
    /// Corrections made to the page.
    pub corrections: Vec<Corrected>,
}

/// The page that is shown where there is none. Its links do not depend on the address.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// What every page has.
    pub page: Frame,
}

/// Fills the home page.
pub(super) fn home(here: &Here<'_>) -> HomeView {
    let (title, body) = introduced(here, &here.site.book.title);
    let number = here.site.page_at(&here.route);
    let (summary, reviewed, corrections) = number.map_or_else(Default::default, |n| parts(here, n));
    let page = here.frame("home", &title).with_schema(&schema::home(here.site));
    HomeView { page, summary, body, reviewed, corrections }
}

/// Fills a standing page.
pub(super) fn view(here: &Here<'_>, number: PageNumber) -> StandingView {
    let common = &here.site.pages[number.0].common;
    let (summary, reviewed, corrections) = parts(here, number);
    let body = here.texts.body(Owner::Standing(number), &here.route);
    let mut page = here
        .frame("standing", &common.title)
        .described(common.summary.as_deref().map(shapes::plain));
    page.draft = common.draft;
    StandingView {
        page,
        summary,
        body: body.into_iter().map(|block| block.html).collect(),
        reviewed,
        corrections,
    }
}

type Parts = (Option<String>, Option<Reviewed>, Vec<Corrected>);

fn parts(here: &Here<'_>, number: PageNumber) -> Parts {
    let common = &here.site.pages[number.0].common;
    let owner = Owner::Standing(number);
    (
        common.summary.as_deref().map(|text| here.line(owner, text)),
        common.reviewed.as_ref().map(|review| Reviewed::of(here.site, review)),
        common.corrections.iter().map(Corrected::of).collect(),
    )
}

/// Fills the page that is not there.
pub(super) fn not_found(here: &Here<'_>) -> NotFoundView {
    NotFoundView { page: here.frame("not-found", "Page not found") }
}
