//! The page of an entity, of any kind.
//!
//! In: the site and an entity. Out: [`EntityView`], with the parts that its kind has. Never: an
//! office still held because no end is known; a status without the date of that knowledge unless
//! the file gives none.

use serde::Serialize;

use super::{
    common::{BlockView, CitationView, DateView, EntityLink, FactView, NameView, StatusView},
    document::{CorrectionView, ReviewView, schema_type},
    head::{Head, MetaView, capitalised, fixed, script_json},
    mentions::{self, MentionGroup, YearView},
    notes,
};
use crate::{
    content::entity::{Agreement, Details, Entity, Event, OfficeTerm, Person, TermEnd},
    markdown::blocks::collapsed,
    path::Route,
    site::{Site, SiteEntity, names},
};

/// An entity.
#[derive(Clone, Debug, Serialize)]
pub struct EntityView {
    /// What every page has.
    pub head: Head,
    /// Its title.
    pub title: String,
    /// The name of its kind.
    pub kind: String,
    /// What one of its kind is called.
    pub kind_label: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its summary, HTML.
    pub summary: String,
    /// What is known of it, in the order that its kind gives.
    pub facts: Vec<FactView>,
    /// Its status, for agreements and declared kinds.
    pub status: Option<StatusView>,
    /// Offices held, for people.
    pub offices: Vec<TermView>,
    /// Who held it, for offices.
    pub holders: Vec<TermView>,
    /// Its text, block by block.
    pub blocks: Vec<BlockView>,
    /// What its facts rest on.
    pub sources: Vec<CitationView>,
    /// Identifiers in authority files.
    pub identifiers: Vec<IdentifierView>,
    /// The first mentions, grouped by document.
    pub mentions: Vec<MentionGroup>,
    /// How many mentions there are.
    pub mention_count: usize,
    /// In how many documents.
    pub document_count: usize,
    /// The years with pages of their own, where not all mentions are here.
    pub years: Vec<YearView>,
    /// Who and what is named in the same documents, most often first.
    pub named_with: Vec<EntityLink>,
    /// Corrections made to the page.
    pub corrections: Vec<CorrectionView>,
    /// Who reviewed it last.
    pub reviewed: Option<ReviewView>,
}

/// A term in an office: on a person's page the office is named, on an office's page the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermView {
    /// The office or the person.
    pub name: NameView,
    /// From when; absent if not known.
    pub from: Option<DateView>,
    /// Until when, exclusive; absent if not known.
    pub to: Option<DateView>,
    /// The term is not over, as of this date.
    pub present_as_of: Option<DateView>,
    /// Held for somebody else.
    pub acting: bool,
    /// What the term rests on.
    pub source: Option<CitationView>,
}

/// An identifier in an authority file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdentifierView {
    /// The authority file.
    pub label: &'static str,
    /// The identifier.
    pub value: String,
    /// Its address there.
    pub href: String,
}

/// How many of those named with an entity are shown.
const TOGETHER: usize = 12;

/// The view of an entity, without its text.
pub fn view(site: &Site, at: usize) -> EntityView {
    let e = &site.entities[at];
    let entity = &e.entity;
    let route = entity.id.route();
    let backlinks = site.backlinks(at);
    let mut documents: Vec<usize> = backlinks.iter().map(|b| b.document).collect();
    documents.dedup();
    EntityView {
        head: head(site, e),
        title: entity.common.title.clone(),
        kind: entity.kind.clone(),
        kind_label: super::common::kind_label(site, &entity.kind),
        aliases: entity.aliases.iter().map(|alias| alias.value.clone()).collect(),
        summary: notes::html(site, &route, &e.linked.summary),
        facts: facts(site, &route, &entity.details),
        status: status(&entity.details),
        offices: offices(site, &route, &entity.details),
        holders: holders(site, &route, entity),
        blocks: Vec::new(),
        sources: CitationView::all(site, &route, &entity.sources),
        identifiers: entity.ids.iter().filter_map(identifier).collect(),
        mentions: mentions::first(site, at, &route),
        mention_count: backlinks.len(),
        document_count: documents.len(),
        years: mentions::years(site, at, &route),
        named_with: named_with(site, at, &route),
        corrections: entity.common.corrections.iter().map(CorrectionView::from).collect(),
        reviewed: ReviewView::new(site, entity.common.reviewed.as_ref()),
    }
}

fn head(site: &Site, e: &SiteEntity) -> Head {
    let (entity, route) = (&e.entity, e.entity.id.route());
    let plural = site.config.kinds.named(&entity.kind).map_or("", |kind| &*kind.plural);
    let folder = fixed(&format!("/{}/", entity.id.folder()));
    let mut head = Head::new(site, &route, &entity.common.title)
        .below(&[(plural, folder)], &route)
        .with_markdown();
    head.description = entity.common.summary.as_deref().map(collapsed).unwrap_or_default();
    head.og_type = if entity.kind == "person" { "profile" } else { "article" };
    head.draft = entity.common.draft;
    let aliases: Vec<&str> = entity.aliases.iter().map(|alias| &*alias.value).collect();
    head.json_ld = script_json(&serde_json::json!({
        "@context": "https://schema.org",
        "@type": schema_type(&entity.kind),
        "name": entity.common.title,
        "alternateName": aliases,
        "description": head.description,
        "url": site.config.base_url.join(&route),
    }));
    head.citation_meta =
        vec![MetaView { name: "citation_title", content: entity.common.title.clone() }];
    head
}

fn facts(site: &Site, route: &Route, details: &Details) -> Vec<FactView> {
    match details {
        Details::Person(person) => person_facts(site, route, person),
        Details::Agreement(agreement) => agreement_facts(site, route, agreement),
        Details::Event(event) => event_facts(site, route, event),
        Details::Office(office) => office
            .body
            .iter()
            .map(|body| FactView {
                values: vec![NameView::new(site, route, &crate::path::slug_of(body), "places")],
                ..FactView::words("Of", body)
            })
            .map(|fact| match fact.values[0].href {
                Some(_) => fact,
                None => FactView::words("Of", office.body.as_deref().unwrap_or_default()),
            })
            .collect(),
        Details::Plain => Vec::new(),
    }
}

fn person_facts(site: &Site, route: &Route, person: &Person) -> Vec<FactView> {
    let born = person.born.as_ref().map(|fact| FactView::dated(site, route, "Born", fact));
    let died = person.died.as_ref().map(|fact| FactView::dated(site, route, "Died", fact));
    born.into_iter().chain(died).collect()
}

fn agreement_facts(site: &Site, route: &Route, a: &Agreement) -> Vec<FactView> {
    let mut facts = Vec::new();
    facts.extend(
        a.concluded_as.as_ref().map(|text| FactView::words("Concluded as", &capitalised(text))),
    );
    facts.extend(
        a.legal_status.as_ref().map(|text| FactView::words("Legal status", &capitalised(text))),
    );
    let names = |written: &[crate::content::Placed<String>]| {
        written
            .iter()
            .map(|name| NameView::new(site, route, &name.value, "places"))
            .collect::<Vec<_>>()
    };
    facts.extend(FactView::names("Parties", names(&a.parties)));
    let dated = |label, fact: &Option<_>| {
        fact.as_ref().map(|fact| FactView::dated(site, route, label, fact))
    };
    facts.extend(dated("Signed", &a.signed));
    facts.extend(dated("Provisionally applied from", &a.provisional_from));
    facts.extend(dated("In force", &a.in_force));
    facts.extend(a.amended.iter().map(|fact| FactView::dated(site, route, "Amended", fact)));
    facts.extend(dated("Ended", &a.ended));
    let replaced =
        a.replaced_by.iter().map(|name| NameView::new(site, route, &name.value, "agreements"));
    facts.extend(FactView::names("Replaced by", replaced.collect()));
    let signatory = |s: &crate::content::entity::Signatory| {
        let mut name = NameView::new(site, route, &s.person.value, "people");
        if let Some(office) = &s.office {
            let office = NameView::new(site, route, &office.value, "offices").title;
            name.title = format!("{} ({office})", name.title);
        }
        name
    };
    facts.extend(FactView::names("Signed by", a.signatories.iter().map(signatory).collect()));
    facts.extend(a.citation.as_ref().map(|text| FactView::words("Printed in", text)));
    facts
}

fn event_facts(site: &Site, route: &Route, event: &Event) -> Vec<FactView> {
    let mut facts = Vec::new();
    let same_day = event.end.as_ref().map(|e| e.value) == event.start.as_ref().map(|s| s.value);
    let label = if event.end.is_none() || same_day { "Date" } else { "From" };
    facts.extend(event.start.as_ref().map(|fact| FactView::dated(site, route, label, fact)));
    let end = event.end.as_ref().filter(|_| !same_day);
    facts.extend(end.map(|fact| FactView::dated(site, route, "To", fact)));
    let place = event.place.iter().map(|name| NameView::new(site, route, &name.value, "places"));
    facts.extend(FactView::names("Place", place.collect()));
    let people =
        event.participants.iter().map(|name| NameView::new(site, route, &name.value, "people"));
    facts.extend(FactView::names("Participants", people.collect()));
    facts.extend(event.citation.as_ref().map(|text| FactView::words("Printed in", text)));
    facts
}

fn status(details: &Details) -> Option<StatusView> {
    match details {
        Details::Agreement(a) => StatusView::new(a.status.as_ref(), a.status_as_of),
        Details::Event(event) => StatusView::new(event.status.as_ref(), event.status_as_of),
        _ => None,
    }
}

fn offices(site: &Site, route: &Route, details: &Details) -> Vec<TermView> {
    let Details::Person(person) = details else { return Vec::new() };
    let mut terms: Vec<&OfficeTerm> = person.offices.iter().collect();
    terms.sort_by_key(|term| term.from.map(crate::date::Edtf::sort_key));
    terms
        .into_iter()
        .map(|term| {
            let name = match (&term.office, &term.title) {
                (Some(office), _) => NameView::new(site, route, &office.value, "offices"),
                (None, title) => NameView { title: title.clone().unwrap_or_default(), href: None },
            };
            term_view(site, route, name, term)
        })
        .collect()
}

fn holders(site: &Site, route: &Route, office: &Entity) -> Vec<TermView> {
    let holder = |(person, term): (&SiteEntity, &OfficeTerm)| {
        let href = Some(route.relative_to(&person.entity.id.route()));
        let name = NameView { title: person.entity.common.title.clone(), href };
        term_view(site, route, name, term)
    };
    site.holders(&office.id).map(holder).collect()
}

fn term_view(site: &Site, route: &Route, name: NameView, term: &OfficeTerm) -> TermView {
    let (to, present_as_of) = match term.to {
        TermEnd::Unknown => (None, None),
        TermEnd::On(date) => (Some(date.into()), None),
        TermEnd::Present { as_of } => (None, Some(as_of.into())),
    };
    TermView {
        name,
        from: term.from.map(DateView::from),
        to,
        present_as_of,
        acting: term.acting,
        source: term.source.as_ref().and_then(|c| CitationView::new(site, route, c)),
    }
}

fn identifier((name, value): &(String, String)) -> Option<IdentifierView> {
    let (label, href) = match &**name {
        "wikidata" => ("Wikidata", format!("https://www.wikidata.org/wiki/{value}")),
        "viaf" => ("VIAF", format!("https://viaf.org/viaf/{value}")),
        "lcnaf" => ("Library of Congress", format!("https://id.loc.gov/authorities/names/{value}")),
        "geonames" => ("GeoNames", format!("https://www.geonames.org/{value}")),
        _ => return None,
    };
    Some(IdentifierView { label, value: value.clone(), href })
}

fn named_with(site: &Site, at: usize, route: &Route) -> Vec<EntityLink> {
    let mut named = site.named_with(at);
    named.sort_by_cached_key(|(other, count)| {
        (std::cmp::Reverse(*count), names::sort_key(&site.entities[*other].entity))
    });
    named.truncate(TOGETHER);
    named
        .into_iter()
        .map(|(other, count)| EntityLink::new(site, route, &site.entities[other], count))
        .collect()
}
