//! The index of a kind, by name or by date.
//!
//! In: a site, a kind and a page of the series. Out: [`KindIndexView`].

use serde::Serialize;

use super::{
    Owner,
    frame::{Frame, Here},
    introduced, pager,
    shapes::{self, Date, Pager},
    slice,
};
use crate::{
    config::Shape,
    content::entity::{Details, OfficeTerm},
    site::{
        EntityNumber, PageKey, chronology,
        indexes::{IndexEntry, KindIndex},
        order,
        routes::{self, ENTRIES_A_PAGE},
    },
};

/// The index of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindIndexView {
    /// What every page has.
    pub page: Frame,
    /// Name of the kind: `person`.
    pub kind: String,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// How many of the kind the book has, in words.
    pub count: String,
    /// `name` or `date`.
    pub order: String,
    /// Link to the index by name, on the one by date.
    pub by_name: Option<String>,
    /// Link to the index by date, on the one by name, if there is one.
    pub by_date: Option<String>,
    /// The entries of this page, by first letter or year.
    pub groups: Vec<IndexGroup>,
    /// Where this page stands in the index.
    pub pager: Pager,
}

/// The entries under a letter or year.
#[derive(Clone, Debug, Serialize)]
pub struct IndexGroup {
    /// The letter or year.
    pub label: String,
    /// Id of its heading.
    pub id: String,
    /// Its entries.
    pub rows: Vec<IndexRow>,
}

/// An entry.
#[derive(Clone, Debug, Serialize)]
pub struct IndexRow {
    /// The name that it stands under.
    pub name: String,
    /// Link to the entity's page.
    pub href: String,
    /// The entity's title, if this is another name that only says where to look.
    pub see: Option<String>,
    /// Its date.
    pub date: Option<Date>,
    /// The office of a person's last term, with its years.
    pub office: Option<String>,
    /// Summary, HTML of one line.
    pub summary: Option<String>,
    /// Whether it is a draft, shown in a preview only.
    pub draft: bool,
}

/// Fills the view by name.
pub(super) fn by_name(here: &Here<'_>, kind: &str, number: usize) -> KindIndexView {
    let entries = index(here, kind).map_or(&[][..], |index| index.by_name.as_slice());
    let groups = slice(entries, number)
        .chunk_by(|a, b| order::initial(&a.name) == order::initial(&b.name))
        .map(|chunk| {
            let label = order::initial(&chunk[0].name);
            let rows = chunk.iter().map(|entry| row(here, entry)).collect();
            IndexGroup { id: format!("i-{}", label.to_lowercase()), label, rows }
        })
        .collect();
    let other = PageKey::KindByDate(kind.to_owned(), 1);
    let mut view = view(here, kind, groups);
    view.order = "name".into();
    view.by_date = link(here, &other);
    let key = |number| PageKey::Kind(kind.to_owned(), number);
    view.pager = pager(here, number, entries.len(), ENTRIES_A_PAGE, key);
    view
}

/// Fills the view by date.
pub(super) fn by_date(here: &Here<'_>, kind: &str, number: usize) -> KindIndexView {
    let entries = index(here, kind).map_or(&[][..], |index| index.by_date.as_slice());
    let year = |number: &EntityNumber| {
        chronology::main_date(&here.site.entity(*number).details).map(|date| date.year())
    };
    let groups = slice(entries, number)
        .chunk_by(|a, b| year(a) == year(b))
        .map(|chunk| {
            let label = year(&chunk[0]).map_or("Undated".to_owned(), |year| year.to_string());
            let entry = |number: &EntityNumber| IndexEntry {
                name: here.site.entity(*number).common.title.clone(),
                entity: *number,
                see: false,
            };
            let rows = chunk.iter().map(|number| row(here, &entry(number))).collect();
            IndexGroup { id: format!("i-{}", label.to_lowercase()), label, rows }
        })
        .collect();
    let mut view = view(here, kind, groups);
    view.order = "date".into();
    view.by_name = link(here, &PageKey::Kind(kind.to_owned(), 1));
    let key = |number| PageKey::KindByDate(kind.to_owned(), number);
    view.pager = pager(here, number, entries.len(), ENTRIES_A_PAGE, key);
    if view.page.title == view.page.breadcrumbs.last().map_or("", |crumb| crumb.text.as_str()) {
        view.page.title.push_str(" by date");
    }
    view
}

fn index<'a>(here: &Here<'a>, kind: &str) -> Option<&'a KindIndex> {
    here.site.indexes.get(kind)
}

fn link(here: &Here<'_>, key: &PageKey) -> Option<String> {
    let route = routes::route(here.site, key);
    here.site.routes.has(&route).then(|| here.link(&route))
}

/// The parts that both orders share.
fn view(here: &Here<'_>, name: &str, groups: Vec<IndexGroup>) -> KindIndexView {
    let kind = here.site.book.kinds.named(name);
    let plural = kind.map_or(name, |kind| kind.plural.as_str());
    let singular = kind.map_or(name, |kind| kind.singular.as_str());
    let (title, body) = introduced(here, &shapes::capitalised(plural));
    let count = index(here, name).map_or(0, |index| index.by_date.len());
    KindIndexView {
        page: here.frame("index", &title),
        kind: name.to_owned(),
        body,
        count: shapes::counted(count, singular, plural),
        order: String::new(),
        by_name: None,
        by_date: None,
        groups,
        pager: Pager { number: 1, last: 1, previous: None, next: None },
    }
}

fn row(here: &Here<'_>, entry: &IndexEntry) -> IndexRow {
    let entity = here.site.entity(entry.entity);
    let href = here.link(&entity.id.route());
    let draft = entity.common.draft;
    if entry.see {
        let see = Some(order::index_name(entity));
        let name = entry.name.clone();
        return IndexRow { name, href, see, date: None, office: None, summary: None, draft };
    }
    let owner = Owner::Entity(entry.entity);
    let dated = here.site.kind_of(entity).is_some_and(|kind| kind.shape != Shape::Person);
    IndexRow {
        name: entry.name.clone(),
        href,
        see: None,
        date: chronology::main_date(&entity.details).filter(|_| dated).map(Date::of),
        office: last_office(here, &entity.details),
        summary: entity.common.summary.as_deref().map(|text| here.line(owner, text)),
        draft,
    }
}

/// The office of the last term, with its years: `Treasurer, 1848–1850`.
fn last_office(here: &Here<'_>, details: &Details) -> Option<String> {
    use crate::content::entity::TermEnd;
    let Details::Person(person) = details else { return None };
    let start = |term: &&OfficeTerm| term.from.map(|from| from.sort_key());
    let term = person.offices.iter().max_by_key(start)?;
    let title = chronology::office_title(here.site, term);
    let to = match term.to {
        TermEnd::On(to) => Some(to.year().to_string()),
        TermEnd::Unknown | TermEnd::Present { .. } => None,
    };
    Some(match (term.from.map(|from| from.year().to_string()), to) {
        (Some(from), Some(to)) if from == to => format!("{title}, {from}"),
        (Some(from), Some(to)) => format!("{title}, {from}–{to}"),
        (Some(from), None) => format!("{title}, from {from}"),
        (None, Some(to)) => format!("{title}, until {to}"),
        (None, None) => title,
    })
}
