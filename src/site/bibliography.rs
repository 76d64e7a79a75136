//! The works that a book rests on, outside its own documents.
//!
//! In: the citations of documents, entities and notes. Out: [`Work`]s by title, with who cites
//! them. Never: a work that no file names; a fetch.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Site,
    numbers::{DocumentNumber, EntityNumber},
    order::folded,
};
use crate::content::{
    Citation,
    entity::{Agreement, Details, Event, Person},
    facts::Fact,
};

/// Whose page cites a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Citer {
    /// A document or a note on it.
    Document(DocumentNumber),
    /// An entity.
    Entity(EntityNumber),
}

/// A work outside the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its title.
    pub title: String,
    /// Its address, if it has one.
    pub url: Option<String>,
    /// Who cites it.
    pub cited_by: Vec<Citer>,
}

type Works = BTreeMap<(String, String, Option<String>), BTreeSet<Citer>>;

/// All works, by title.
pub(super) fn all(site: &Site) -> Vec<Work> {
    let mut works = Works::new();
    for (at, facts) in site.documents.iter().enumerate() {
        let citer = Citer::Document(DocumentNumber(at));
        add(&mut works, citer, &facts.document.sources);
        for note in &facts.notes {
            add(&mut works, citer, &note.attached.note.cites);
        }
    }
    for (at, entity) in site.entities.iter().enumerate() {
        let citer = Citer::Entity(EntityNumber(at));
        add(&mut works, citer, &entity.sources);
        add(&mut works, citer, fact_sources(&entity.details));
    }
    works
        .into_iter()
        .map(|((_, title, url), cited_by)| Work {
            title,
            url,
            cited_by: cited_by.into_iter().collect(),
        })
        .collect()
}

fn add<'a>(works: &mut Works, citer: Citer, citations: impl IntoIterator<Item = &'a Citation>) {
    for citation in citations {
        if let Citation::Outside { title, url } = citation {
            let key = (folded(title), title.clone(), url.clone());
            works.entry(key).or_default().insert(citer);
        }
    }
}

/// The sources of single facts.
fn fact_sources(details: &Details) -> Vec<&Citation> {
    fn of<T>(fact: &Option<Fact<T>>) -> Option<&Citation> {
        fact.as_ref()?.source.as_ref()
    }
    match details {
        Details::Person(Person { born, died, offices, .. }) => {
            let terms = offices.iter().filter_map(|term| term.source.as_ref());
            of(born).into_iter().chain(of(died)).chain(terms).collect()
        }
        Details::Agreement(agreement) => {
            let Agreement { signed, provisional_from, in_force, amended, ended, status, .. } =
                &**agreement;
            [of(signed), of(provisional_from), of(in_force), of(ended), of(status)]
                .into_iter()
                .flatten()
                .chain(amended.iter().filter_map(|fact| fact.source.as_ref()))
                .collect()
        }
        Details::Event(Event { start, end, status, .. }) => {
            [of(start), of(end), of(status)].into_iter().flatten().collect()
        }
        Details::Office(_) | Details::Plain => Vec::new(),
    }
}
