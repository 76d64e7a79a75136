//! Mentions of an entity: each in its sentence, dated, grouped by document.
//!
//! In: the backlinks of an entity. Out: the first fifty for its page, and a page a year for the
//! rest. Never: a sentence of a restricted text; a sentence of ours set as a quotation.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    common::DateView,
    head::{Head, LinkView, fixed},
};
use crate::{
    content::Rights,
    path::Route,
    site::{Backlink, Site},
};

/// How many mentions an entity's own page shows.
pub const FIRST: usize = 50;

/// The mentions of an entity in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MentionGroup {
    /// The document's title.
    pub title: String,
    /// Link to the document.
    pub href: String,
    /// Its date.
    pub date: Option<DateView>,
    /// The sentences are the editors' account of the source, not quotations of it.
    pub ours: bool,
    /// The sentences may not be shown.
    pub withheld: bool,
    /// The mentions in order of place.
    pub mentions: Vec<MentionView>,
}

/// A mention in its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MentionView {
    /// The sentence before the name, plain text; empty where it may not be shown.
    pub before: String,
    /// The name as it stands.
    pub name: String,
    /// The sentence after the name.
    pub after: String,
    /// Link to the paragraph.
    pub href: String,
    /// The date that the sentence gives; else the document's counts.
    pub date: Option<DateView>,
    /// The rule that found it.
    pub rule: crate::mentions::Rule,
}

/// A year of mentions, on a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearView {
    /// `2015`, or `undated`.
    pub label: String,
    /// Link to the page.
    pub href: String,
    /// How many mentions it has.
    pub count: usize,
}

/// A page with an entity's mentions in the documents of one year.
#[derive(Clone, Debug, Serialize)]
pub struct MentionsView {
    /// What every page has.
    pub head: Head,
    /// The entity's title.
    pub title: String,
    /// Link to the entity.
    pub entity: LinkView,
    /// `2015`, or `undated`.
    pub year: String,
    /// The mentions.
    pub groups: Vec<MentionGroup>,
    /// The other years.
    pub years: Vec<YearView>,
}

/// The first mentions of an entity.
pub fn first(site: &Site, entity: usize, page: &Route) -> Vec<MentionGroup> {
    let backlinks = site.backlinks(entity);
    groups(site, &backlinks[..backlinks.len().min(FIRST)], page)
}

/// The years that an entity is named in, if its own page does not show all mentions.
pub fn years(site: &Site, entity: usize, page: &Route) -> Vec<YearView> {
    if site.backlinks(entity).len() <= FIRST {
        return Vec::new();
    }
    let view = |(label, backlinks): (String, Vec<Backlink>)| YearView {
        href: page.relative_to(&year_route(site, entity, &label)),
        count: backlinks.len(),
        label,
    };
    by_year(site, entity).into_iter().map(view).collect()
}

/// The backlinks of an entity by the year of their document.
pub fn by_year(site: &Site, entity: usize) -> BTreeMap<String, Vec<Backlink>> {
    let mut years = BTreeMap::<String, Vec<Backlink>>::new();
    for backlink in site.backlinks(entity) {
        let date = site.documents[backlink.document].document.date;
        let year = date.map_or("undated".to_owned(), |date| date.year().to_string());
        years.entry(year).or_default().push(*backlink);
    }
    years
}

/// The address of a year's page.
pub fn year_route(site: &Site, entity: usize, year: &str) -> Route {
    fixed(&format!("{}mentions/{year}/", site.entities[entity].entity.id.route()))
}

/// The view of a year's page.
pub fn view(site: &Site, entity: usize, year: &str) -> MentionsView {
    let page = year_route(site, entity, year);
    let e = &site.entities[entity].entity;
    let kind = site.config.kinds.named(&e.kind);
    let folder = (kind.map_or("", |k| &*k.plural), fixed(&format!("/{}/", e.id.folder())));
    let title = format!("{} – mentions, {year}", e.common.title);
    let backlinks = by_year(site, entity).remove(year).unwrap_or_default();
    MentionsView {
        head: Head::new(site, &page, &title)
            .below(&[folder, (&e.common.title, e.id.route())], &page)
            .with_markdown(),
        title: e.common.title.clone(),
        entity: super::common::link_view(&*e.common.title, &page, &e.id.route()),
        year: year.to_owned(),
        groups: groups(site, &backlinks, &page),
        years: years(site, entity, &page),
    }
}

fn groups(site: &Site, backlinks: &[Backlink], page: &Route) -> Vec<MentionGroup> {
    let mut groups: Vec<(usize, MentionGroup)> = Vec::new();
    for backlink in backlinks {
        if groups.last().is_none_or(|(document, _)| *document != backlink.document) {
            groups.push((backlink.document, group(site, *backlink, page)));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.mentions.push(mention(site, *backlink, page));
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn group(site: &Site, backlink: Backlink, page: &Route) -> MentionGroup {
    let d = &site.documents[backlink.document];
    MentionGroup {
        title: d.document.common.title.clone(),
        href: page.relative_to(&d.document.id.route()),
        date: d.document.date.map(DateView::from),
        ours: d.document.rights == Rights::OwnWords,
        withheld: d.is_withheld(site.audience),
        mentions: Vec::new(),
    }
}

fn mention(site: &Site, backlink: Backlink, page: &Route) -> MentionView {
    let (d, o) = (&site.documents[backlink.document], site.occurrence(backlink));
    let withheld = d.is_withheld(site.audience);
    let shown = |text: &str| if withheld { String::new() } else { text.to_owned() };
    let route = page.relative_to(&d.document.id.route());
    MentionView {
        before: shown(&o.sentence[..o.mark.start]),
        name: o.sentence[o.mark.clone()].to_owned(),
        after: shown(&o.sentence[o.mark.end..]),
        href: if withheld { route } else { format!("{route}#{}", o.block) },
        date: o.date.filter(|_| !withheld).map(DateView::from),
        rule: o.rule,
    }
}
