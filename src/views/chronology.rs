//! The chronology: drawn and as a list.
//!
//! In: the dated moments of the site. Out: one page, or for a large book a page for each year and
//! one that leads to them. Never: a moment in the drawing that the list lacks.

use serde::Serialize;

use super::{
    common::DateView,
    head::{Head, LinkView, capitalised, fixed},
    timeline::{self, Mark},
};
use crate::{
    path::Route,
    site::{
        Site,
        chronology::{Moment, moments},
    },
};

/// Above so many moments the list goes to pages of its own, a year each.
pub const LARGE: usize = 500;

/// The chronology, or a year of it.
#[derive(Clone, Debug, Serialize)]
pub struct ChronologyView {
    /// What every page has.
    pub head: Head,
    /// The page's title.
    pub title: String,
    /// The drawing, SVG; absent where there is nothing to draw or too much.
    pub drawing: Option<String>,
    /// The moments by year.
    pub years: Vec<ChronologyYear>,
    /// The years that have pages of their own.
    pub year_pages: Vec<LinkView>,
}

/// The moments of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChronologyYear {
    /// The year.
    pub year: u16,
    /// The moments.
    pub moments: Vec<MomentView>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MomentView {
    /// When it began.
    pub date: DateView,
    /// When it ended, if it took longer.
    pub end: Option<DateView>,
    /// What.
    pub title: String,
    /// What about it: `signed`, `in force`.
    pub what: Option<&'static str>,
    /// Link to its page.
    pub href: String,
    /// The name of its kind.
    pub kind: String,
    /// What one of its kind is called.
    pub kind_label: String,
}

/// The years that have pages of their own: none in a book of ordinary size.
pub fn year_pages(moments: &[Moment]) -> Vec<u16> {
    if moments.len() <= LARGE {
        return Vec::new();
    }
    let mut years: Vec<u16> = moments.iter().map(|m| m.date.year()).collect();
    years.dedup();
    years
}

/// The address of a year's page.
pub fn year_route(year: u16) -> Route {
    fixed(&format!("/chronology/{year}/"))
}

/// The chronology.
pub fn view(site: &Site) -> ChronologyView {
    let (route, all) = (fixed("/chronology/"), moments(site));
    let pages = year_pages(&all);
    let link = |year: &u16| LinkView {
        title: year.to_string(),
        href: route.relative_to(&year_route(*year)),
    };
    let shown = if pages.is_empty() { &all[..] } else { &[] };
    ChronologyView {
        head: Head::new(site, &route, "Chronology").with_markdown(),
        title: "Chronology".to_owned(),
        drawing: timeline::draw(&marks(site, shown, &route)),
        years: years(site, shown, &route),
        year_pages: pages.iter().map(link).collect(),
    }
}

/// A year of the chronology.
pub fn year(site: &Site, year: u16) -> ChronologyView {
    let route = year_route(year);
    let mut all = moments(site);
    all.retain(|moment| moment.date.year() == year);
    let title = format!("Chronology, {year}");
    let drawn = if all.len() <= LARGE { &all[..] } else { &[] };
    ChronologyView {
        head: Head::new(site, &route, &title)
            .below(&[("chronology", fixed("/chronology/"))], &route)
            .with_markdown(),
        title,
        drawing: timeline::draw(&marks(site, drawn, &route)),
        years: years(site, &all, &route),
        year_pages: Vec::new(),
    }
}

fn label(site: &Site, kind: &str) -> String {
    super::common::kind_label(site, kind)
}

fn years(site: &Site, moments: &[Moment], route: &Route) -> Vec<ChronologyYear> {
    let mut years: Vec<ChronologyYear> = Vec::new();
    for moment in moments {
        let view = MomentView {
            date: moment.date.into(),
            end: moment.end.filter(|end| *end != moment.date).map(DateView::from),
            title: moment.title.clone(),
            what: moment.what,
            href: route.relative_to(&moment.route),
            kind: moment.kind.clone(),
            kind_label: label(site, &moment.kind),
        };
        match years.last_mut().filter(|year| year.year == moment.date.year()) {
            Some(year) => year.moments.push(view),
            None => years.push(ChronologyYear { year: moment.date.year(), moments: vec![view] }),
        }
    }
    years
}

fn marks(site: &Site, moments: &[Moment], route: &Route) -> Vec<Mark> {
    let plural = |kind: &str| {
        site.config.kinds.named(kind).map_or("documents".to_owned(), |kind| kind.plural.clone())
    };
    moments
        .iter()
        .map(|moment| Mark {
            start: moment.date.earliest(),
            end: moment.end.map(|end| end.latest()),
            lane: capitalised(&plural(&moment.kind)),
            label: moment
                .what
                .map_or(moment.title.clone(), |what| format!("{} {what}", moment.title)),
            date: moment.date.words(),
            href: route.relative_to(&moment.route),
        })
        .collect()
}
