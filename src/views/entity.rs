//! The page of an entity: one view for all kinds, with parts that only some have.
//!
//! In: a site and an entity. Out: [`EntityView`]. Never: all mentions of an entity that has many;
//! a status without its date.

use serde::Serialize;

use super::{
    Owner,
    facts::{self, Fact, Holder, Involvement, SourceList, Status, Term},
    frame::{Frame, Here},
    mentions::{self, MentionGroup, Year},
    schema,
    shapes::{self, Corrected, Link, Reviewed},
};
use crate::{
    content::{Entity, entity::Details},
    site::{EntityNumber, order},
};

/// How many entities named together with this one a page lists.
const COMPANIONS: usize = 12;

/// The page of an entity.
#[derive(Clone, Debug, Serialize)]
pub struct EntityView {
    /// What every page has.
    pub page: Frame,
    /// Its kind.
    pub kind: KindPart,
    /// Its name as an index has it: `Lovelace, Ada`.
    pub index_name: String,
    /// Summary, HTML of one line.
    pub summary: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Status with its date, of agreements and declared kinds.
    pub status: Option<Status>,
    /// Facts of one line each.
    pub facts: Vec<Fact>,
    /// Offices that a person held.
    pub terms: Vec<Term>,
    /// Persons who held an office, in the order of time.
    pub holders: Vec<Holder>,
    /// Parties to an agreement.
    pub parties: Vec<Link>,
    /// Who signed an agreement.
    pub signatories: Vec<Signatory>,
    /// Participants in an event.
    pub participants: Vec<Link>,
    /// Agreements and events that name this entity.
    pub involved: Vec<Involvement>,
    /// Identifiers in authority files.
    pub ids: Vec<Identifier>,
    /// The text of the page, HTML, one entry for each top-level block.
    pub body: Vec<String>,
    /// What the page rests on; facts refer to these by number.
    pub sources: Vec<Link>,
    /// The first mentions, each in its sentence, grouped by document.
    pub mentions: Vec<MentionGroup>,
    /// How many mentions there are.
    pub mention_count: usize,
    /// The years of the documents that mention the entity, if its mentions do not fit here.
    pub years: Vec<Year>,
    /// Who and what is most often named in the same documents.
    pub named_with: Vec<Companion>,
    /// The last review.
    pub reviewed: Option<Reviewed>,
    /// Corrections made to the page.
    pub corrections: Vec<Corrected>,
}

/// A kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindPart {
    /// Its name: `person`.
    pub name: String,
    /// One of them, in words.
    pub singular: String,
    /// Several of them, in words.
    pub plural: String,
    /// Link to its index.
    pub href: String,
}

/// Who signed an agreement.
#[derive(Clone, Debug, Serialize)]
pub struct Signatory {
    /// The person.
    pub person: Link,
    /// In what office.
    pub office: Option<Link>,
}

/// An identifier in an authority file.
#[derive(Clone, Debug, Serialize)]
pub struct Identifier {
    /// The file: `Wikidata`.
    pub authority: String,
    /// The identifier.
    pub id: String,
    /// Its address.
    pub href: Option<String>,
}

/// An entity that is named in the same documents.
#[derive(Clone, Debug, Serialize)]
pub struct Companion {
    /// Its title.
    pub text: String,
    /// Link to its page.
    pub href: String,
    /// Name of its kind.
    pub kind: String,
    /// One of its kind, in words.
    pub kind_words: String,
    /// How many documents name both.
    pub count: usize,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>, number: EntityNumber) -> EntityView {
    let site = here.site;
    let entity = site.entity(number);
    let owner = Owner::Entity(number);
    let ids = identifiers(entity);
    let mut sources = SourceList::of(here, &entity.sources);
    let facts = facts::facts(here, entity, &mut sources);
    let (terms, holders) =
        (facts::terms(here, entity, &mut sources), facts::holders(here, number, &mut sources));
    let status = facts::status(entity, &mut sources);
    let (parties, signatories, participants) = named(here, entity);
    EntityView {
        page: frame(here, entity, &ids),
        kind: kind(here, entity),
        index_name: order::index_name(entity),
        summary: entity.common.summary.as_deref().map(|text| here.line(owner, text)),
        aliases: entity.aliases.iter().map(|alias| alias.value.clone()).collect(),
        status,
        facts,
        terms,
        holders,
        parties,
        signatories,
        participants,
        involved: facts::involved(here, number),
        ids,
        body: here.texts.body(owner, &here.route).into_iter().map(|block| block.html).collect(),
        sources: sources.links,
        mentions: mentions::first(here, number),
        mention_count: site.backlinks.of_entity(number).len(),
        years: mentions::years(here, number),
        named_with: companions(here, number),
        reviewed: entity.common.reviewed.as_ref().map(|review| Reviewed::of(site, review)),
        corrections: entity.common.corrections.iter().map(Corrected::of).collect(),
    }
}

fn frame(here: &Here<'_>, entity: &Entity, ids: &[Identifier]) -> Frame {
    let same_as: Vec<String> = ids.iter().filter_map(|id| id.href.clone()).collect();
    let mut frame = here
        .frame("entity", &entity.common.title)
        .described(entity.common.summary.as_deref().map(shapes::plain))
        .with_schema(&schema::entity(here.site, entity, &same_as));
    frame.draft = entity.common.draft;
    frame
}

/// The kind of an entity.
pub(super) fn kind(here: &Here<'_>, entity: &Entity) -> KindPart {
    let (singular, plural) = match here.site.kind_of(entity) {
        Some(kind) => (kind.singular.clone(), kind.plural.clone()),
        None => (entity.kind.clone(), entity.kind.clone()),
    };
    let index = crate::site::routes::fixed(&format!("/{}/", entity.id.folder()));
    KindPart { name: entity.kind.clone(), singular, plural, href: here.link(&index) }
}

fn named(here: &Here<'_>, entity: &Entity) -> (Vec<Link>, Vec<Signatory>, Vec<Link>) {
    match &entity.details {
        Details::Agreement(agreement) => {
            let parties = agreement.parties.iter().map(|party| here.named(&party.value, None));
            let signatory = |signatory: &crate::content::entity::Signatory| Signatory {
                person: here.named(&signatory.person.value, Some("person")),
                office: signatory
                    .office
                    .as_ref()
                    .map(|office| here.named(&office.value, Some("office"))),
            };
            let signatories = agreement.signatories.iter().map(signatory);
            (parties.collect(), signatories.collect(), Vec::new())
        }
        Details::Event(event) => {
            let participants = event.participants.iter().map(|who| here.named(&who.value, None));
            (Vec::new(), Vec::new(), participants.collect())
        }
        _ => Default::default(),
    }
}

fn identifiers(entity: &Entity) -> Vec<Identifier> {
    let identifier = |(authority, id): &(String, String)| {
        let (name, base) = match authority.as_str() {
            "wikidata" => ("Wikidata", "https://www.wikidata.org/wiki/"),
            "viaf" => ("VIAF", "https://viaf.org/viaf/"),
            "lcnaf" => ("Library of Congress", "https://id.loc.gov/authorities/names/"),
            "geonames" => ("GeoNames", "https://www.geonames.org/"),
            other => (other, ""),
        };
        let plain = id.chars().all(|c| c.is_ascii_alphanumeric());
        let href = (plain && !base.is_empty()).then(|| format!("{base}{id}"));
        Identifier { authority: name.to_owned(), id: id.clone(), href }
    };
    entity.ids.iter().map(identifier).collect()
}

/// By number of documents, then by name.
fn companions(here: &Here<'_>, number: EntityNumber) -> Vec<Companion> {
    let site = here.site;
    let mut found: Vec<_> = site.backlinks.named_with(number).into_iter().collect();
    // Ids break ties first, so that folding every name is not needed for thousands.
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let least = found.get(COMPANIONS - 1).map_or(0, |(_, count)| *count);
    found.retain(|(_, count)| *count >= least);
    found.sort_by_cached_key(|(entity, count)| {
        let name = order::folded(&order::index_name(site.entity(*entity)));
        (std::cmp::Reverse(*count), name, *entity)
    });
    found.truncate(COMPANIONS);
    let companion = |(entity, count)| {
        let entity = site.entity(entity);
        let kind = kind(here, entity);
        Companion {
            text: entity.common.title.clone(),
            href: here.link(&entity.id.route()),
            kind: kind.name,
            kind_words: kind.singular,
            count,
        }
    };
    found.into_iter().map(companion).collect()
}
