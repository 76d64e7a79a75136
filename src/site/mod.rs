//! The whole book at one moment: everything that one page may need to know of the others.
//!
//! In: parsed documents, entities and pages with the mentions and notes found in them. Out: an
//! immutable [`Site`] with its indexes (who is named where, who holds which office, what happened
//! when, which address belongs to whom). Never: a text of a body, HTML, a cached value: it is
//! cheap and made anew for each build.

pub mod chronology;
pub mod names;
pub mod routes;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use crate::{
    config::Config,
    content::{
        Document, Entity, Page, Rights,
        entity::{Details, OfficeTerm},
    },
    date::Edtf,
    hash::ContentHash,
    mentions::{Mention, Rule},
    notes::{Attached, NoteKind, Visibility},
    path::{DocumentId, EntityId},
};

/// Who the book is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// The public: no drafts, no internal notes, no sentence of a restricted text.
    #[default]
    Public,
    /// The editors, on their own machine: everything, visibly marked.
    Editors,
}

impl Audience {
    /// Whether a note is shown.
    pub fn sees(self, visibility: Visibility) -> bool {
        self == Audience::Editors || visibility == Visibility::Public
    }
}

/// A short text of an editor with the mentions found in it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LinkedText {
    /// Markdown.
    pub text: String,
    /// Mentions; ranges are bytes of `text`.
    pub mentions: Vec<Mention>,
}

/// A mention as other pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// What is named.
    pub entity: EntityId,
    /// By which rule.
    pub rule: Rule,
    /// The id of the block that it stands in.
    pub block: String,
    /// The sentence, white space collapsed.
    pub sentence: String,
    /// The name in it, in bytes.
    pub mark: Range<usize>,
    /// The date that the sentence gives, if it gives one.
    pub date: Option<Edtf>,
}

/// What linking a body came to. Remembered between builds.
#[derive(Clone, Debug, Default)]
pub struct LinkedBody {
    /// Hash of everything that its HTML depends on, its address apart.
    pub key: ContentHash,
    /// All mentions in order.
    pub mentions: Vec<Mention>,
    /// The certain ones as other pages show them (documents only).
    pub occurrences: Vec<Occurrence>,
    /// The notes that stand in it.
    pub notes: Vec<(Attached, LinkedText)>,
    /// The summary.
    pub summary: LinkedText,
}

/// A document and what was found in it.
pub struct SiteDocument {
    /// The document.
    pub document: Arc<Document>,
    /// What linking found.
    pub linked: Arc<LinkedBody>,
}

/// An entity and what was found in its text.
pub struct SiteEntity {
    /// The entity.
    pub entity: Arc<Entity>,
    /// What linking found.
    pub linked: Arc<LinkedBody>,
}

/// A standing page and what was found in its text.
pub struct SitePage {
    /// The page.
    pub page: Arc<Page>,
    /// What linking found.
    pub linked: Arc<LinkedBody>,
}

/// Where an entity is named: document and occurrence in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Index into [`Site::documents`].
    pub document: usize,
    /// Index into its occurrences.
    pub occurrence: usize,
}

/// The book.
pub struct Site {
    /// What `site.toml` says, with the address that this build is for.
    pub config: Arc<Config>,
    /// Who it is for.
    pub audience: Audience,
    /// Versions of the theme's files, to be asked for by browsers.
    pub assets: ContentHash,
    /// By date, undated last, then by slug.
    pub documents: Vec<SiteDocument>,
    /// By id.
    pub entities: Vec<SiteEntity>,
    /// By address.
    pub pages: Vec<SitePage>,
    document_index: BTreeMap<DocumentId, usize>,
    entity_index: BTreeMap<EntityId, usize>,
    backlinks: Vec<Vec<Backlink>>,
    holders: BTreeMap<EntityId, Vec<(usize, usize)>>,
}

impl Site {
    /// Puts the parts together.
    pub fn assemble(
        config: Arc<Config>,
        audience: Audience,
        assets: ContentHash,
        mut documents: Vec<SiteDocument>,
        mut entities: Vec<SiteEntity>,
        mut pages: Vec<SitePage>,
    ) -> Self {
        documents.sort_by_cached_key(|d| {
            let key = d.document.date.map(Edtf::sort_key);
            (key.is_none(), key, d.document.id.clone())
        });
        entities.sort_by(|a, b| a.entity.id.cmp(&b.entity.id));
        pages.sort_by(|a, b| a.page.route.cmp(&b.page.route));
        let document_index = index(&documents, |d| d.document.id.clone());
        let entity_index = index(&entities, |e| e.entity.id.clone());
        let backlinks = backlinks(&documents, &entity_index, entities.len());
        let holders = holders(&entities);
        Self {
            config,
            audience,
            assets,
            documents,
            entities,
            pages,
            document_index,
            entity_index,
            backlinks,
            holders,
        }
    }

    /// The document of this id.
    pub fn document(&self, id: &str) -> Option<&SiteDocument> {
        self.document_index.get(id).map(|at| &self.documents[*at])
    }

    /// The entity of this id.
    pub fn entity(&self, id: &str) -> Option<&SiteEntity> {
        self.entity_index.get(id).map(|at| &self.entities[*at])
    }

    /// The index of an entity.
    pub fn entity_at(&self, id: &EntityId) -> Option<usize> {
        self.entity_index.get(id).copied()
    }

    /// The entity that a key of a file means: `folder/slug`, or a slug in a folder of the caller's.
    pub fn entity_named(&self, written: &str, folder: &str) -> Option<&SiteEntity> {
        match written.contains('/') {
            true => self.entity(written),
            false => self.entity(&format!("{folder}/{written}")),
        }
    }

    /// Where an entity is named, in the order of the documents.
    pub fn backlinks(&self, entity: usize) -> &[Backlink] {
        &self.backlinks[entity]
    }

    /// The occurrence behind a backlink.
    pub fn occurrence(&self, backlink: Backlink) -> &Occurrence {
        &self.documents[backlink.document].linked.occurrences[backlink.occurrence]
    }

    /// Who held an office, by the first day of the term: the person and the term.
    pub fn holders(&self, office: &EntityId) -> impl Iterator<Item = (&SiteEntity, &OfficeTerm)> {
        let term = |(person, term): &(usize, usize)| {
            let person = &self.entities[*person];
            match &person.entity.details {
                Details::Person(details) => Some((person, &details.offices[*term])),
                _ => None,
            }
        };
        self.holders.get(office).into_iter().flatten().filter_map(term)
    }

    /// The entities named in a document, each with how often, most often first.
    pub fn named_in(&self, document: &SiteDocument) -> Vec<(usize, usize)> {
        let mut counts = BTreeMap::<usize, usize>::new();
        for occurrence in &document.linked.occurrences {
            if let Some(at) = self.entity_at(&occurrence.entity) {
                *counts.entry(at).or_default() += 1;
            }
        }
        by_count(counts)
    }

    /// The entities named in the same documents as this one, each with in how many of them.
    pub fn named_with(&self, entity: usize) -> Vec<(usize, usize)> {
        let mut documents: Vec<usize> = self.backlinks[entity].iter().map(|b| b.document).collect();
        documents.dedup();
        let mut counts = BTreeMap::<usize, usize>::new();
        for document in documents {
            let mut named: Vec<&EntityId> =
                self.documents[document].linked.occurrences.iter().map(|o| &o.entity).collect();
            named.sort_unstable();
            named.dedup();
            for other in named.into_iter().filter_map(|id| self.entity_at(id)) {
                if other != entity {
                    *counts.entry(other).or_default() += 1;
                }
            }
        }
        by_count(counts)
    }

    /// The notes of a kind, with the documents that they stand in.
    pub fn notes_of(
        &self,
        kind: NoteKind,
    ) -> impl Iterator<Item = (&SiteDocument, &(Attached, LinkedText))> {
        self.documents
            .iter()
            .flat_map(|document| document.linked.notes.iter().map(move |note| (document, note)))
            .filter(move |(_, (attached, _))| attached.note.kind == kind)
    }
}

impl SiteDocument {
    /// Whether no sentence of it may be shown.
    pub fn is_withheld(&self, audience: Audience) -> bool {
        self.document.rights == Rights::Restricted && audience == Audience::Public
    }
}

fn index<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> BTreeMap<K, usize> {
    items.iter().enumerate().map(|(at, item)| (key(item), at)).collect()
}

fn by_count(counts: BTreeMap<usize, usize>) -> Vec<(usize, usize)> {
    let mut counts: Vec<(usize, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(at, count)| (std::cmp::Reverse(*count), *at));
    counts
}

fn backlinks(
    documents: &[SiteDocument],
    entities: &BTreeMap<EntityId, usize>,
    count: usize,
) -> Vec<Vec<Backlink>> {
    let mut backlinks = vec![Vec::new(); count];
    for (document, d) in documents.iter().enumerate() {
        for (occurrence, o) in d.linked.occurrences.iter().enumerate() {
            if let Some(at) = entities.get(&o.entity) {
                backlinks[*at].push(Backlink { document, occurrence });
            }
        }
    }
    backlinks
}

fn holders(entities: &[SiteEntity]) -> BTreeMap<EntityId, Vec<(usize, usize)>> {
    let mut holders = BTreeMap::<EntityId, Vec<(usize, usize)>>::new();
    let mut starts = BTreeMap::new();
    for (person, entity) in entities.iter().enumerate() {
        let Details::Person(details) = &entity.entity.details else { continue };
        for (term, t) in details.offices.iter().enumerate() {
            let Some(office) = &t.office else { continue };
            let slug = office.value.rsplit('/').next().unwrap_or(&office.value);
            holders.entry(EntityId::new("offices", slug)).or_default().push((person, term));
            starts.insert((person, term), t.from.map(Edtf::sort_key));
        }
    }
    for terms in holders.values_mut() {
        terms.sort_by_key(|term| (starts[term], *term));
    }
    holders
}
