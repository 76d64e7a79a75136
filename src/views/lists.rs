//! Lists: the documents, and the entities of each kind by name and by date.
//!
//! In: the site. Out: [`ListView`]s of at most two hundred entries. Never: an entry on two pages.

use serde::Serialize;

use super::{
    common::DateView,
    head::{Head, LinkView, capitalised, fixed},
};
use crate::{
    config::Kind,
    content::entity::Details,
    date::Edtf,
    path::{Route, slug_of},
    site::{Site, SiteEntity, chronology, names},
};

/// How many entries a page of a list has at most.
pub const PAGE: usize = 200;

/// How a kind's list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// By what it is looked up by.
    Name,
    /// By first date; the undated are left out.
    Date,
}

/// A list.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// What every page has.
    pub head: Head,
    /// `Documents`, `People`.
    pub title: String,
    /// The name of the kind; `document` for documents.
    pub kind: String,
    /// How it is ordered.
    pub order: Order,
    /// The same list in another order, where there is one.
    pub other_orders: Vec<LinkView>,
    /// How many entries all pages have together.
    pub total: usize,
    /// The entries under their first letter or year.
    pub groups: Vec<ListGroup>,
    /// This page's number and the others.
    pub pagination: Option<Pagination>,
}

/// Entries under one letter or year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListGroup {
    /// `A`, `2015`, `Undated`.
    pub label: String,
    /// The entries.
    pub entries: Vec<ListEntry>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListEntry {
    /// What it is listed under: `Lovelace, Ada`.
    pub title: String,
    /// Link to the page.
    pub href: String,
    /// Where the entry only leads to another name: that name.
    pub see: Option<String>,
    /// Its date.
    pub date: Option<DateView>,
    /// What about it happened on that date: `signed`.
    pub what: Option<&'static str>,
    /// Its summary, plain text.
    pub summary: String,
    /// It is a draft.
    pub draft: bool,
}

/// Where this page is among those of its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// This page, from 1.
    pub current: usize,
    /// How many pages there are.
    pub total: usize,
    /// Link to the page before.
    pub previous: Option<String>,
    /// Link to the page after.
    pub next: Option<String>,
}

/// An entry before it is known on which page it stands.
struct Row {
    label: String,
    target: Route,
    entry: ListEntry,
}

/// How many pages a list of so many entries has; at least one.
pub fn page_count(entries: usize) -> usize {
    entries.div_ceil(PAGE).max(1)
}

/// The address of a page of a list, from 1.
pub fn page_route(list: &Route, number: usize) -> Route {
    match number {
        1 => list.clone(),
        number => fixed(&format!("{list}page/{number}/")),
    }
}

/// The address of a kind's list.
pub fn kind_route(kind: &Kind, order: Order) -> Route {
    match order {
        Order::Name => fixed(&format!("/{}/", kind.folder)),
        Order::Date => fixed(&format!("/{}/by-date/", kind.folder)),
    }
}

/// The list of documents, by date.
pub fn documents(site: &Site, number: usize) -> ListView {
    let list = fixed("/documents/");
    let all: Vec<Row> = site
        .documents
        .iter()
        .skip((number - 1) * PAGE)
        .take(PAGE)
        .map(|d| {
            let document = &d.document;
            Row {
                label: document.date.map_or("Undated".to_owned(), |date| date.year().to_string()),
                target: document.id.route(),
                entry: ListEntry {
                    title: document.common.title.clone(),
                    href: String::new(),
                    see: None,
                    date: document.date.map(DateView::from),
                    what: None,
                    summary: document.common.summary.clone().unwrap_or_default(),
                    draft: document.common.draft,
                },
            }
        })
        .collect();
    view(site, ("documents", "document"), Order::Date, &list, site.documents.len(), number, all)
}

/// How many entries a kind's list has in an order.
pub fn kind_count(site: &Site, kind: &Kind, order: Order) -> usize {
    of_kind(site, kind)
        .map(|e| match order {
            Order::Name => 1 + see_entries(e).len(),
            Order::Date => usize::from(first_date(e).is_some()),
        })
        .sum()
}

/// A kind's list.
pub fn kind(site: &Site, kind: &Kind, order: Order, number: usize) -> ListView {
    let rows = match order {
        Order::Name => by_name(site, kind),
        Order::Date => by_date(site, kind),
    };
    let total = rows.len();
    let page = rows.into_iter().skip((number - 1) * PAGE).take(PAGE).collect();
    let list = kind_route(kind, order);
    let mut view = view(site, (&kind.plural, &kind.name), order, &list, total, number, page);
    let route = page_route(&list, number);
    let other = |label: &str, order| LinkView {
        title: label.to_owned(),
        href: route.relative_to(&kind_route(kind, order)),
    };
    match order {
        Order::Name if kind_count(site, kind, Order::Date) > 0 => {
            view.other_orders.push(other("By date", Order::Date));
        }
        Order::Name => {}
        Order::Date => view.other_orders.push(other("By name", Order::Name)),
    }
    view
}

fn of_kind<'s>(site: &'s Site, kind: &'s Kind) -> impl Iterator<Item = &'s SiteEntity> {
    site.entities.iter().filter(|e| e.entity.kind == kind.name)
}

fn first_date(e: &SiteEntity) -> Option<(Option<&'static str>, Edtf)> {
    let dates = chronology::dates(&e.entity.details).into_iter();
    dates.map(|(what, date, _)| (what, date)).min_by_key(|(_, date)| date.sort_key())
}

fn entry(e: &SiteEntity) -> ListEntry {
    ListEntry {
        title: names::heading(&e.entity),
        href: String::new(),
        see: None,
        date: None,
        what: None,
        summary: e.entity.common.summary.clone().unwrap_or_default(),
        draft: e.entity.common.draft,
    }
}

fn by_name(site: &Site, kind: &Kind) -> Vec<Row> {
    let mut rows: Vec<(String, Row)> = Vec::new();
    for e in of_kind(site, kind) {
        let main = entry(e);
        for alias in see_entries(e) {
            let see = ListEntry {
                title: alias.clone(),
                see: Some(main.title.clone()),
                summary: String::new(),
                ..main.clone()
            };
            rows.push((slug_of(&alias), row(e, &alias, see)));
        }
        rows.push((names::sort_key(&e.entity), row(e, &main.title.clone(), main)));
    }
    rows.sort_by(|a, b| (&a.0, &a.1.target).cmp(&(&b.0, &b.1.target)));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(e: &SiteEntity, title: &str, entry: ListEntry) -> Row {
    let first = slug_of(title).chars().next();
    let label = match first {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => "0–9".to_owned(),
    };
    Row { label, target: e.entity.id.route(), entry }
}

/// Other names worth looking up: those that do not stand beside the heading anyway.
fn see_entries(e: &SiteEntity) -> Vec<String> {
    let heading = names::sort_key(&e.entity);
    let title = slug_of(&e.entity.common.title);
    let start = |slug: &str| slug.chars().take(3).collect::<String>();
    let mut names: Vec<String> = e.entity.aliases.iter().map(|alias| alias.value.clone()).collect();
    if matches!(e.entity.details, Details::Person(_)) {
        names.retain(|name| start(&slug_of(name)) != start(&title));
    }
    names.retain(|name| start(&slug_of(name)) != start(&heading));
    names.sort();
    names.dedup();
    names
}

fn by_date(site: &Site, kind: &Kind) -> Vec<Row> {
    let mut rows: Vec<_> = of_kind(site, kind)
        .filter_map(|e| {
            let (what, date) = first_date(e)?;
            let entry = ListEntry { date: Some(date.into()), what, ..entry(e) };
            Some((
                date.sort_key(),
                Row { label: date.year().to_string(), target: e.entity.id.route(), entry },
            ))
        })
        .collect();
    rows.sort_by(|a, b| (a.0, &a.1.target).cmp(&(b.0, &b.1.target)));
    rows.into_iter().map(|(_, row)| row).collect()
}

fn view(
    site: &Site,
    (title, kind): (&str, &str),
    order: Order,
    list: &Route,
    total: usize,
    number: usize,
    rows: Vec<Row>,
) -> ListView {
    let route = page_route(list, number);
    let title = capitalised(title);
    let mut groups: Vec<ListGroup> = Vec::new();
    for Row { label, target, mut entry } in rows {
        entry.href = route.relative_to(&target);
        match groups.last_mut().filter(|group| group.label == label) {
            Some(group) => group.entries.push(entry),
            None => groups.push(ListGroup { label, entries: vec![entry] }),
        }
    }
    ListView {
        head: Head::new(site, &route, &title).with_markdown(),
        title,
        kind: kind.to_owned(),
        order,
        other_orders: Vec::new(),
        total,
        groups,
        pagination: pagination(list, &route, total, number),
    }
}

fn pagination(list: &Route, route: &Route, total: usize, current: usize) -> Option<Pagination> {
    let pages = page_count(total);
    let link = |number: usize| {
        (1..=pages).contains(&number).then(|| route.relative_to(&page_route(list, number)))
    };
    (pages > 1).then(|| Pagination {
        current,
        total: pages,
        previous: link(current - 1),
        next: link(current + 1),
    })
}
