//! What happened when.
//!
//! In: a [`Site`]. Out: its dated [`Moment`]s in order: documents, events, agreements' instruments
//! and what declared kinds say of time. Never: something undated.

use super::Site;
use crate::{
    content::{entity::Details, facts::Fact},
    date::Edtf,
    path::Route,
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When it began.
    pub date: Edtf,
    /// When it ended, if it took longer.
    pub end: Option<Edtf>,
    /// What.
    pub title: String,
    /// What about it, where the title does not say: `signed`, `in force`.
    pub what: Option<&'static str>,
    /// Its page.
    pub route: Route,
    /// The name of its kind; `document` for documents.
    pub kind: String,
}

/// All moments, by earliest day, latest day and address.
pub fn moments(site: &Site) -> Vec<Moment> {
    let mut moments = Vec::new();
    for d in &site.documents {
        let document = &d.document;
        moments.extend(document.date.map(|date| Moment {
            date,
            end: None,
            title: document.common.title.clone(),
            what: None,
            route: document.id.route(),
            kind: "document".to_owned(),
        }));
    }
    for e in &site.entities {
        let entity = &e.entity;
        for (what, date, end) in dates(&entity.details) {
            moments.push(Moment {
                date,
                end,
                title: entity.common.title.clone(),
                what,
                route: entity.id.route(),
                kind: entity.kind.clone(),
            });
        }
    }
    moments.sort_by_cached_key(|m| (m.date.sort_key(), m.route.clone(), m.what));
    moments
}

type Dated = (Option<&'static str>, Edtf, Option<Edtf>);

/// The dates of an entity, with what happened on them.
pub fn dates(details: &Details) -> Vec<Dated> {
    let value = |fact: &Option<Fact<Edtf>>| fact.as_ref().map(|fact| fact.value);
    match details {
        Details::Agreement(a) => {
            let single = [
                ("signed", value(&a.signed)),
                ("provisionally applied", value(&a.provisional_from)),
                ("in force", value(&a.in_force)),
                ("ended", value(&a.ended)),
            ];
            let amended = a.amended.iter().map(|fact| (Some("amended"), fact.value, None));
            single
                .into_iter()
                .filter_map(|(what, date)| Some((Some(what), date?, None)))
                .chain(amended)
                .collect()
        }
        Details::Event(event) => {
            let end = value(&event.end);
            value(&event.start).map(|start| (None, start, end)).into_iter().collect()
        }
        Details::Person(_) | Details::Office(_) | Details::Plain => Vec::new(),
    }
}
