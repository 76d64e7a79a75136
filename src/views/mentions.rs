//! Mentions of an entity, each in its sentence, grouped by document.
//!
//! In: a site and an entity. Out: groups for its page, a table of years, and a page for each year
//! of an entity with many. Never: a sentence of a restricted document; a sentence of ours shown as
//! if it were the document's.

use serde::Serialize;

use super::{
    entity::{KindPart, kind},
    frame::{Frame, Here},
    pager,
    shapes::{self, Date, Link, Pager},
};
use crate::{
    content::{Rights, word},
    site::{
        DocumentNumber, EntityNumber, Occurrence, PageKey, SiteMention,
        backlinks::{MENTIONS_A_PAGE, MENTIONS_A_YEAR_PAGE},
        routes,
    },
};

/// The mentions of an entity in one document.
#[derive(Clone, Debug, Serialize)]
pub struct MentionGroup {
    /// The document.
    pub document: Link,
    /// Its date.
    pub date: Option<Date>,
    /// Whether the sentences are of the book's own account, not of the document.
    pub ours: bool,
    /// Whether no sentence may be shown.
    pub withheld: bool,
    /// How many mentions of the document are meant here, in words.
    pub count: String,
    /// The mentions, in order of place; none if no sentence may be shown.
    pub rows: Vec<MentionRow>,
}

/// A mention in its sentence.
#[derive(Clone, Debug, Serialize)]
pub struct MentionRow {
    /// What stands before the name.
    pub before: String,
    /// The name as it stands there.
    pub name: String,
    /// What stands after it.
    pub after: String,
    /// Link to the paragraph.
    pub href: String,
    /// The rule that found the mention.
    pub rule: String,
}

/// A year with mentions.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// The year, or `undated`.
    pub label: String,
    /// How many mentions.
    pub count: usize,
    /// Link to the page of that year.
    pub href: String,
    /// Whether this is that page.
    pub current: bool,
}

/// The mentions of an entity in the documents of one year.
#[derive(Clone, Debug, Serialize)]
pub struct MentionsView {
    /// What every page has.
    pub page: Frame,
    /// The entity.
    pub entity: Link,
    /// Its kind.
    pub kind: KindPart,
    /// The year, or `undated`.
    pub year: String,
    /// How many mentions the year has, in words.
    pub count: String,
    /// The mentions, grouped by document.
    pub mentions: Vec<MentionGroup>,
    /// All years.
    pub years: Vec<Year>,
    /// Where this page stands among those of the year.
    pub pager: Pager,
}

/// The first mentions of an entity.
pub(super) fn first(here: &Here<'_>, entity: EntityNumber) -> Vec<MentionGroup> {
    let occurrences = here.site.backlinks.of_entity(entity);
    groups(here, &occurrences[..occurrences.len().min(MENTIONS_A_PAGE)])
}

/// The years of an entity's mentions, if they do not fit on its page.
pub(super) fn years(here: &Here<'_>, entity: EntityNumber) -> Vec<Year> {
    let year = |(year, count): (Option<u16>, usize)| {
        let route = routes::route(here.site, &PageKey::Mentions(entity, year, 1));
        let current = here.route.as_str().starts_with(route.as_str());
        Year { label: label(year), count, href: here.link(&route), current }
    };
    let years = routes::mention_years(here.site, entity);
    // The undated come last, as they do everywhere.
    let undated = years.get(&None).map(|count| (None, *count));
    let dated = years.into_iter().filter(|(year, _)| year.is_some());
    dated.chain(undated).map(year).collect()
}

fn label(year: Option<u16>) -> String {
    year.map_or_else(|| "undated".to_owned(), |year| year.to_string())
}

/// Fills the view of a year's page.
pub(super) fn view(
    here: &Here<'_>,
    entity: EntityNumber,
    year: Option<u16>,
    number: usize,
) -> MentionsView {
    let site = here.site;
    let of_year: Vec<Occurrence> = site
        .backlinks
        .of_entity(entity)
        .iter()
        .filter(|o| site.document(o.document).document.date.map(|date| date.year()) == year)
        .copied()
        .collect();
    let start = (number - 1) * MENTIONS_A_YEAR_PAGE;
    let shown: Vec<Occurrence> =
        of_year.iter().skip(start).take(MENTIONS_A_YEAR_PAGE).copied().collect();
    let link = here.entity(entity);
    let title = match year {
        Some(year) => format!("{}: mentions in {year}", link.text),
        None => format!("{}: mentions in undated documents", link.text),
    };
    let mut frame = here.frame("mentions", &title);
    frame.breadcrumbs.push(link.clone());
    frame.draft = site.entity(entity).common.draft;
    MentionsView {
        page: frame,
        kind: kind(here, site.entity(entity)),
        entity: link,
        year: label(year),
        count: shapes::counted(of_year.len(), "mention", "mentions"),
        mentions: groups(here, &shown),
        years: years(here, entity),
        pager: pager(here, number, of_year.len(), MENTIONS_A_YEAR_PAGE, |number| {
            PageKey::Mentions(entity, year, number)
        }),
    }
}

fn groups(here: &Here<'_>, occurrences: &[Occurrence]) -> Vec<MentionGroup> {
    occurrences
        .chunk_by(|a, b| a.document == b.document)
        .map(|chunk| group(here, chunk[0].document, chunk))
        .collect()
}

fn group(here: &Here<'_>, number: DocumentNumber, occurrences: &[Occurrence]) -> MentionGroup {
    let facts = here.site.document(number);
    let document = &facts.document;
    let route = document.id.route();
    let row = |occurrence: &Occurrence| {
        let mention: &SiteMention = &facts.mentions[occurrence.mention];
        let (before, name, after) = mention.sentence.as_ref()?.parts();
        Some(MentionRow {
            before: before.to_owned(),
            name: name.to_owned(),
            after: after.to_owned(),
            href: format!("{}#{}", here.link(&route), mention.block_id),
            rule: word(&mention.rule),
        })
    };
    let rows: Vec<MentionRow> = occurrences.iter().filter_map(row).collect();
    MentionGroup {
        document: here.document(number),
        date: document.date.map(Date::of),
        ours: document.rights == Rights::OwnWords,
        withheld: rows.is_empty(),
        count: shapes::counted(occurrences.len(), "mention", "mentions"),
        rows,
    }
}
