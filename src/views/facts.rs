//! Facts of an entity, each with what it rests on.
//!
//! In: an entity's file and who names it. Out: lines, terms, holders, a dated status. Never: an end
//! of a term that no file states; a fact without the reference that its file gives.

use serde::Serialize;

use super::{
    frame::Here,
    shapes::{self, Date, Link},
};
use crate::{
    content::{
        Citation, Entity,
        entity::{Agreement, Details, Event, OfficeTerm, TermEnd},
        facts::Fact as ContentFact,
    },
    date::Edtf,
    site::{EntityNumber, Role, chronology},
};

/// A fact of one line.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it says: `Signed`.
    pub label: String,
    /// The value.
    pub value: Link,
    /// For `<time datetime>`, if the value is a date that HTML can say.
    pub iso: Option<String>,
    /// Numbers of its own sources in the page's list, from 1.
    pub refs: Vec<usize>,
}

/// A status with its date.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// The status in words.
    pub text: String,
    /// When that was so; nothing if the file does not say.
    pub as_of: Option<Date>,
    /// Numbers of its own sources in the page's list, from 1.
    pub refs: Vec<usize>,
}

/// An office that a person held.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// The office.
    pub office: Link,
    /// The body that it belongs to, if that is known.
    pub body: Option<String>,
    /// From when.
    pub from: Option<Date>,
    /// Until when; nothing if that is not known.
    pub to: Option<Date>,
    /// As of when it was still held, if the file says so.
    pub still_as_of: Option<Date>,
    /// Whether it was held for somebody else.
    pub acting: bool,
    /// Numbers of its own sources in the page's list, from 1.
    pub refs: Vec<usize>,
}

/// A person who held an office.
#[derive(Clone, Debug, Serialize)]
pub struct Holder {
    /// The person.
    pub person: Link,
    /// From when.
    pub from: Option<Date>,
    /// Until when; nothing if that is not known.
    pub to: Option<Date>,
    /// As of when it was still held, if the file says so.
    pub still_as_of: Option<Date>,
    /// Whether it was held for somebody else.
    pub acting: bool,
    /// Numbers of its own sources in the page's list, from 1.
    pub refs: Vec<usize>,
}

/// An agreement or event that names an entity.
#[derive(Clone, Debug, Serialize)]
pub struct Involvement {
    /// Which.
    pub link: Link,
    /// One of its kind, in words.
    pub kind: String,
    /// As what it names the entity: `party`, `signatory`, `participant`, `place`.
    pub role: String,
    /// Its date.
    pub date: Option<Date>,
}

/// The list of sources of a page, which facts refer to by number.
pub(super) struct SourceList<'h, 'a> {
    here: &'h Here<'a>,
    pub(super) links: Vec<Link>,
}

impl<'h, 'a> SourceList<'h, 'a> {
    pub(super) fn of(here: &'h Here<'a>, sources: &[Citation]) -> Self {
        let mut list = Self { here, links: Vec::new() };
        sources.iter().for_each(|source| {
            list.number(source);
        });
        list
    }

    fn number(&mut self, source: &Citation) -> usize {
        let link = self.here.citation(source);
        let at = self.links.iter().position(|known| *known == link).unwrap_or_else(|| {
            self.links.push(link);
            self.links.len() - 1
        });
        at + 1
    }

    fn refs(&mut self, source: &Option<Citation>) -> Vec<usize> {
        source.iter().map(|source| self.number(source)).collect()
    }
}

/// The lines of facts of an entity.
pub(super) fn facts(
    here: &Here<'_>,
    entity: &Entity,
    sources: &mut SourceList<'_, '_>,
) -> Vec<Fact> {
    let mut lines = Lines { facts: Vec::new(), sources };
    match &entity.details {
        Details::Person(person) => {
            lines.date("Born", &person.born);
            lines.date("Died", &person.died);
        }
        Details::Office(office) => {
            let body = office.body.as_deref().map(|body| here.named(body, None));
            lines.link("Body", body);
        }
        Details::Agreement(agreement) => agreement_lines(here, agreement, &mut lines),
        Details::Event(event) => event_lines(here, entity, event, &mut lines),
        Details::Plain => {}
    }
    lines.facts
}

fn agreement_lines(here: &Here<'_>, agreement: &Agreement, lines: &mut Lines<'_, '_, '_>) {
    lines.words("Concluded as", &agreement.concluded_as);
    lines.words("Legal status", &agreement.legal_status);
    lines.date("Signed", &agreement.signed);
    lines.date("Applied provisionally from", &agreement.provisional_from);
    lines.date("In force from", &agreement.in_force);
    agreement.amended.iter().for_each(|fact| lines.dated("Amended", fact));
    lines.date("Ended", &agreement.ended);
    let successor = agreement.replaced_by.as_ref();
    lines.link("Replaced by", successor.map(|by| here.named(&by.value, None)));
    lines.words("Printed in", &agreement.citation);
}

fn event_lines(here: &Here<'_>, entity: &Entity, event: &Event, lines: &mut Lines<'_, '_, '_>) {
    let takes_place =
        here.site.kind_of(entity).is_some_and(|kind| kind.shape == crate::config::Shape::Event);
    match (&event.start, &event.end) {
        (Some(start), None) if takes_place => lines.dated("Date", start),
        _ => {
            lines.date("From", &event.start);
            lines.date("To", &event.end);
        }
    }
    let place = event.place.as_ref();
    lines.link("Place", place.map(|place| here.named(&place.value, Some("place"))));
    lines.words("Printed in", &event.citation);
}

struct Lines<'l, 'h, 'a> {
    facts: Vec<Fact>,
    sources: &'l mut SourceList<'h, 'a>,
}

impl Lines<'_, '_, '_> {
    fn date(&mut self, label: &str, fact: &Option<ContentFact<Edtf>>) {
        fact.iter().for_each(|fact| self.dated(label, fact));
    }

    fn dated(&mut self, label: &str, fact: &ContentFact<Edtf>) {
        let refs = self.sources.refs(&fact.source);
        let value = Link::words(&fact.value.words());
        self.facts.push(Fact { label: label.to_owned(), value, iso: fact.value.html(), refs });
    }

    fn words(&mut self, label: &str, words: &Option<String>) {
        let value = words.as_deref().map(|words| Link::words(&shapes::capitalised(words)));
        self.link(label, value);
    }

    fn link(&mut self, label: &str, value: Option<Link>) {
        self.facts.extend(value.map(|value| Fact {
            label: label.to_owned(),
            value,
            iso: None,
            refs: Vec::new(),
        }));
    }
}

/// The status of an agreement or of something of a declared kind.
pub(super) fn status(entity: &Entity, sources: &mut SourceList<'_, '_>) -> Option<Status> {
    let (status, as_of) = match &entity.details {
        Details::Agreement(agreement) => (agreement.status.as_ref()?, agreement.status_as_of),
        Details::Event(event) => (event.status.as_ref()?, event.status_as_of),
        _ => return None,
    };
    Some(Status {
        text: shapes::capitalised(&status.value),
        as_of: as_of.map(Date::of),
        refs: sources.refs(&status.source),
    })
}

/// How a term ends: until when, and as of when it had not.
fn ends(end: TermEnd) -> (Option<Date>, Option<Date>) {
    match end {
        TermEnd::Unknown => (None, None),
        TermEnd::On(to) => (Some(Date::of(to)), None),
        TermEnd::Present { as_of } => (None, Some(Date::of(as_of))),
    }
}

/// The offices of a person, in the order of time.
pub(super) fn terms(
    here: &Here<'_>,
    entity: &Entity,
    sources: &mut SourceList<'_, '_>,
) -> Vec<Term> {
    let Details::Person(person) = &entity.details else { return Vec::new() };
    let mut offices: Vec<&OfficeTerm> = person.offices.iter().collect();
    offices.sort_by_key(|term| by_start(term));
    let term = |term: &OfficeTerm| {
        let office = term.office.as_ref().and_then(|o| here.site.find_in(&o.value, "office"));
        let (to, still_as_of) = ends(term.to);
        Term {
            office: match office {
                Some(number) => here.entity(number),
                None => Link::words(&chronology::office_title(here.site, term)),
            },
            body: office.and_then(|number| match &here.site.entity(number).details {
                Details::Office(office) => office.body.clone(),
                _ => None,
            }),
            from: term.from.map(Date::of),
            to,
            still_as_of,
            acting: term.acting,
            refs: sources.refs(&term.source),
        }
    };
    offices.into_iter().map(term).collect()
}

fn by_start(term: &OfficeTerm) -> impl Ord + use<> {
    (term.from.is_none(), term.from.map(Edtf::sort_key))
}

/// The holders of an office, in the order of time.
pub(super) fn holders(
    here: &Here<'_>,
    number: EntityNumber,
    sources: &mut SourceList<'_, '_>,
) -> Vec<Holder> {
    let mut terms = here.site.terms_of(number);
    terms.sort_by_key(|(person, term)| (by_start(term), *person));
    let holder = |(person, term): (EntityNumber, &OfficeTerm)| {
        let (to, still_as_of) = ends(term.to);
        Holder {
            person: here.entity(person),
            from: term.from.map(Date::of),
            to,
            still_as_of,
            acting: term.acting,
            refs: sources.refs(&term.source),
        }
    };
    terms.into_iter().map(holder).collect()
}

/// The agreements and events that name an entity, in the order of time.
pub(super) fn involved(here: &Here<'_>, number: EntityNumber) -> Vec<Involvement> {
    let site = here.site;
    let mut found: Vec<(EntityNumber, Role)> = site.named_by(number).to_vec();
    let date = |number: EntityNumber| chronology::main_date(&site.entity(number).details);
    found.sort_by_key(|(other, role)| {
        let date = date(*other);
        (date.is_none(), date.map(Edtf::sort_key), *other, *role)
    });
    found.dedup_by_key(|(other, _)| *other);
    let involvement = |(other, role): (EntityNumber, Role)| Involvement {
        link: here.entity(other),
        kind: super::entity::kind(here, site.entity(other)).singular,
        role: role.words().to_owned(),
        date: date(other).map(Date::of),
    };
    found.into_iter().map(involvement).collect()
}
