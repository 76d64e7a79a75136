//! The usable files of a book, sorted by what they are.
//!
//! In: parsed files. Out: what each stage is handed of them: entities for the register, bodies to
//! link, facts for the site, lists for the checks. Never: a draft, if the book is for the public.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Options, assets,
    link::{Job, JobRole, Linked, UnknownName},
    parse::{BodyFacts, Content, Parsed},
    texts::Bodies,
};
use crate::{
    checks::{
        folders,
        links::{Addresses, LinkedPage, Named, check as check_links, unknown_name},
        references::{self, Known},
    },
    config::Config,
    content::{Document, Entity, Page},
    diag::{ByteRange, Pending, Report},
    hash::ContentHash,
    notes::NotesFile,
    path::{Route, SourcePath},
    site::{self, Audience, DocumentFacts, Site, SiteInput},
};

/// The usable files of a book, sorted by what they are.
pub(super) struct Book<'p> {
    documents: Vec<(&'p Arc<Document>, &'p BodyFacts)>,
    entities: Vec<(&'p Arc<Entity>, &'p BodyFacts)>,
    pages: Vec<(&'p Arc<Page>, &'p BodyFacts)>,
    notes: BTreeMap<String, (&'p SourcePath, ContentHash, &'p NotesFile)>,
    /// Ids of documents and entities, drafts included, for references between files.
    known_documents: BTreeSet<String>,
    known_entities: BTreeSet<String>,
}

impl<'p> Book<'p> {
    /// Sorts files; drafts are left out for the public.
    pub(super) fn sort(parsed: &'p [Arc<Parsed>], audience: Audience) -> Self {
        let mut book = Self {
            documents: Vec::new(),
            entities: Vec::new(),
            pages: Vec::new(),
            notes: BTreeMap::new(),
            known_documents: BTreeSet::new(),
            known_entities: BTreeSet::new(),
        };
        let shown = |draft: bool| !draft || audience == Audience::Editors;
        for file in parsed {
            match &file.content {
                Content::Document(document, body) => {
                    book.known_documents.insert(document.id.to_string());
                    if shown(document.common.draft) {
                        book.documents.push((document, body));
                    }
                }
                Content::Entity(entity, body) => {
                    book.known_entities.insert(entity.id.to_string());
                    if shown(entity.common.draft) {
                        book.entities.push((entity, body));
                    }
                }
                Content::Page(page, body) if shown(page.common.draft) => {
                    book.pages.push((page, body))
                }
                Content::Notes(notes) => {
                    let slug = file.path.stem().trim_end_matches(".notes");
                    book.notes.insert(format!("documents/{slug}"), (&file.path, file.hash, notes));
                }
                Content::Page(..) | Content::Unusable => {}
            }
        }
        book
    }

    pub(super) fn register_entities(&self) -> Vec<&Entity> {
        self.entities.iter().map(|(entity, _)| &***entity).collect()
    }

    /// What is to be linked: documents, entities, pages, in this order.
    pub(super) fn jobs(&self) -> Vec<Job<'_>> {
        let documents = self.documents.iter().map(|(document, body)| Job {
            file: &document.file,
            common: &document.common,
            words: &body.words,
            role: JobRole::Document(document, self.notes.get(document.id.as_str()).copied()),
        });
        let entities = self.entities.iter().map(|(entity, body)| Job {
            file: &entity.file,
            common: &entity.common,
            words: &body.words,
            role: JobRole::Entity(&entity.id),
        });
        let pages = self.pages.iter().map(|(page, body)| Job {
            file: &page.file,
            common: &page.common,
            words: &body.words,
            role: JobRole::Page,
        });
        documents.chain(entities).chain(pages).collect()
    }

    /// Checks between files.
    pub(super) fn check(&self, config: &Config) -> Vec<Pending> {
        let known = Known {
            documents: &self.known_documents,
            entities: &self.known_entities,
            editors: &config.editors,
            kinds: &config.kinds,
        };
        let documents =
            self.documents.iter().flat_map(|(document, _)| references::document(document, &known));
        let entities =
            self.entities.iter().flat_map(|(entity, _)| references::entity(entity, &known));
        let mut found: Vec<Pending> = documents.chain(entities).collect();
        for (id, (path, _, notes)) in &self.notes {
            found.extend(references::notes(path, notes, &known));
            if !self.known_documents.contains(id) {
                let report = Report::new(
                    "note-orphan-file",
                    format!("there is no document `{id}` for these notes"),
                );
                found.push(Pending::new(path, ByteRange::default(), report));
            }
        }
        let files: Vec<_> = self.notes.values().map(|(path, _, notes)| (*path, *notes)).collect();
        found.extend(references::note_ids(&files));
        let pages = self.pages.iter().map(|(page, _)| &page.file.path);
        found.extend(pages.filter_map(|path| folders::page(path, &config.kinds)));
        found
    }

    /// What the names that the register lacks may mean.
    pub(super) fn unknown_names(&self, linked: &[Arc<Linked>]) -> Vec<Pending> {
        let pages: BTreeSet<&str> =
            self.pages.iter().map(|(page, _)| page.route.as_str()).collect();
        let has = |target: &str| {
            let address = format!("/{target}/");
            if self.known_entities.contains(target) {
                Named::Draft
            } else if self.known_documents.contains(target) || pages.contains(&*address) {
                Named::Page(address)
            } else if self.known_documents.contains(&format!("documents/{target}")) {
                Named::Page(format!("/documents/{target}/"))
            } else {
                Named::Nothing
            }
        };
        let unknown = linked.iter().flat_map(|linked| &linked.found.unknown);
        let report = |name: &UnknownName| {
            let report = unknown_name(&name.target, has(name.target.trim()));
            Pending::new(&name.path, name.range, report)
        };
        unknown.map(report).collect()
    }

    pub(super) fn check_links(&self, site: &Site, assets: &[assets::Asset]) -> Vec<Pending> {
        let mut routes: BTreeSet<Route> =
            site.routes.pages.iter().map(|(_, route)| route.clone()).collect();
        routes.extend(site.routes.redirects.iter().map(|redirect| redirect.from.clone()));
        routes.extend(
            assets.iter().filter_map(|asset| Route::new(&format!("/{}", asset.output)).ok()),
        );
        let mut ids = BTreeMap::<Route, BTreeSet<String>>::new();
        let pages: Vec<_> = self.linked_pages();
        for (_, route, body) in &pages {
            ids.entry(route.clone()).or_default().extend(body.ids.iter().cloned());
        }
        for d in &site.documents {
            let notes = d.notes.iter().map(|note| note.attached.note.id.clone());
            ids.entry(d.document.id.route()).or_default().extend(notes);
        }
        // Places that the theme makes on every entity's page.
        for entity in &site.entities {
            let sources = (1..=entity.sources.len()).map(|number| format!("source-{number}"));
            let places = sources.chain(["mentions".to_owned()]);
            ids.entry(entity.id.route()).or_default().extend(places);
        }
        let moved = |old: &Route| site.routes.moved(old).cloned();
        let addresses = Addresses { routes: &routes, ids: &ids, moved: &moved };
        let check = |(path, route, body): &(&SourcePath, Route, &BodyFacts)| {
            check_links(&LinkedPage { path, route, links: &body.links }, &addresses)
        };
        pages.iter().flat_map(check).collect()
    }

    fn linked_pages(&self) -> Vec<(&SourcePath, Route, &BodyFacts)> {
        let documents = self.documents.iter().map(|(d, body)| (&d.file.path, d.id.route(), *body));
        let entities = self.entities.iter().map(|(e, body)| (&e.file.path, e.id.route(), *body));
        let pages = self.pages.iter().map(|(p, body)| (&p.file.path, p.route.clone(), *body));
        documents.chain(entities).chain(pages).collect()
    }

    /// What linking found, by whose it is; `linked` is in the order of [`Self::jobs`].
    pub(super) fn bodies(&self, linked: &[Arc<Linked>]) -> Bodies {
        let mut linked = linked.iter().map(|linked| Arc::clone(&linked.body));
        let mut next = || linked.next().unwrap_or_default();
        Bodies {
            documents: self.documents.iter().map(|(d, _)| (d.id.clone(), next())).collect(),
            entities: self.entities.iter().map(|(e, _)| (e.id.clone(), next())).collect(),
            pages: self.pages.iter().map(|(p, _)| (p.route.clone(), next())).collect(),
        }
    }

    pub(super) fn site_input(
        &self,
        config: &Config,
        options: &Options,
        assets: &[assets::Asset],
        bodies: &Bodies,
    ) -> SiteInput {
        let facts = |(document, _): &(&Arc<Document>, &BodyFacts)| {
            let linked = &bodies.documents[&document.id];
            DocumentFacts {
                document: (***document).clone(),
                headings: linked.headings.clone(),
                mentions: linked.occurrences.clone(),
                notes: linked.notes.iter().map(|linked| linked.note.clone()).collect(),
            }
        };
        SiteInput {
            book: site::Book::of(config),
            audience: options.audience,
            links: options.links,
            documents: self.documents.iter().map(facts).collect(),
            entities: self.entities.iter().map(|(entity, _)| (***entity).clone()).collect(),
            pages: self.pages.iter().map(|(page, _)| (***page).clone()).collect(),
            files: assets.iter().map(|asset| asset.output.clone()).collect(),
        }
    }
}
