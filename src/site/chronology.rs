//! Everything in a book that has a date, in the order of time.
//!
//! In: documents and entities. Out: [`Dated`] entries. Never: a date that no file states; the day
//! of a build.

use super::{
    Site,
    numbers::{DocumentNumber, EntityNumber},
};
use crate::{
    content::{
        Citation,
        entity::{Details, OfficeTerm, TermEnd},
        facts::Fact,
    },
    date::Edtf,
};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A document.
    Document(DocumentNumber),
    /// An entity.
    Entity(EntityNumber),
}

/// What happened to the subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A document was published.
    Published,
    /// An event took place, or something with a time of its own began.
    Took,
    /// An agreement was signed.
    Signed,
    /// An agreement was applied provisionally.
    Provisional,
    /// An agreement entered into force.
    InForce,
    /// An agreement was amended.
    Amended,
    /// An agreement ended.
    Ended,
    /// A person held an office: its title.
    Held(String),
}

/// One dated entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// When, or when it began.
    pub date: Edtf,
    /// When it ended, if that is known and another date.
    pub end: Option<Edtf>,
    /// What happened.
    pub happening: Happening,
    /// To what.
    pub subject: Subject,
    /// What the date rests on, if it has a source of its own.
    pub source: Option<Citation>,
}

/// All entries, in the order of time.
pub(super) fn all(site: &Site) -> Vec<Dated> {
    let mut entries: Vec<Dated> = Vec::new();
    for (at, facts) in site.documents.iter().enumerate() {
        entries.extend(facts.document.date.map(|date| Dated {
            date,
            end: None,
            happening: Happening::Published,
            subject: Subject::Document(DocumentNumber(at)),
            source: None,
        }));
    }
    for at in 0..site.entities.len() {
        of_entity(site, EntityNumber(at), &mut entries);
    }
    entries.sort_by(|a, b| key(a).cmp(&key(b)));
    entries
}

fn key(entry: &Dated) -> impl Ord + '_ {
    (entry.date.sort_key(), entry.subject, &entry.happening)
}

fn of_entity(site: &Site, number: EntityNumber, entries: &mut Vec<Dated>) {
    let subject = Subject::Entity(number);
    let mut add = |fact: &Fact<Edtf>, end: Option<Edtf>, happening: Happening| {
        let source = fact.source.clone();
        entries.push(Dated { date: fact.value, end, happening, subject, source });
    };
    match &site.entity(number).details {
        Details::Person(person) => {
            entries.extend(person.offices.iter().filter_map(|term| held(site, subject, term)));
        }
        Details::Agreement(agreement) => {
            let facts = [
                (&agreement.signed, Happening::Signed),
                (&agreement.provisional_from, Happening::Provisional),
                (&agreement.in_force, Happening::InForce),
                (&agreement.ended, Happening::Ended),
            ];
            for (fact, happening) in facts {
                fact.iter().for_each(|fact| add(fact, None, happening.clone()));
            }
            agreement.amended.iter().for_each(|fact| add(fact, None, Happening::Amended));
        }
        Details::Event(event) => {
            let end = event.end.as_ref().map(|fact| fact.value);
            match (&event.start, &event.end) {
                (Some(start), _) => {
                    add(start, end.filter(|end| *end != start.value), Happening::Took);
                }
                (None, Some(end)) => add(end, None, Happening::Ended),
                (None, None) => {}
            }
        }
        Details::Office(_) | Details::Plain => {}
    }
}

fn held(site: &Site, subject: Subject, term: &OfficeTerm) -> Option<Dated> {
    let to = match term.to {
        TermEnd::On(to) => Some(to),
        TermEnd::Unknown | TermEnd::Present { .. } => None,
    };
    Some(Dated {
        date: term.from.or(to)?,
        end: term.from.and(to),
        happening: Happening::Held(office_title(site, term)),
        subject,
        source: term.source.clone(),
    })
}

/// The title of the office that a term names.
pub fn office_title(site: &Site, term: &OfficeTerm) -> String {
    let office = term.office.as_ref().and_then(|slug| site.find_in(&slug.value, "office"));
    match (office, &term.title, &term.office) {
        (Some(office), ..) => site.entity(office).common.title.clone(),
        (None, Some(title), _) => title.clone(),
        (None, None, Some(slug)) => slug.value.clone(),
        (None, None, None) => String::new(),
    }
}

/// The date that an entity stands under in an index by date: its start, its signature or its entry
/// into force.
pub fn main_date(details: &Details) -> Option<Edtf> {
    let fact = match details {
        Details::Agreement(a) => a.signed.as_ref().or(a.in_force.as_ref()),
        Details::Event(event) => event.start.as_ref().or(event.end.as_ref()),
        _ => None,
    };
    fact.map(|fact| fact.value)
}
