//! Site: the immutable indexes of a whole book, assembled anew in every build.
//!
//! In: [`SiteInput`], a summary of each file's results. Out: [`Site`], which holds and answers, and
//! findings about addresses. Never: a text's tree or HTML; a draft, an internal note or a sentence
//! of a restricted document, if the pages are for the public.

pub mod abbreviations;
pub mod backlinks;
pub mod bibliography;
pub mod chronology;
mod collisions;
pub mod indexes;
mod input;
mod numbers;
pub mod order;
mod redirects;
pub mod routes;
#[cfg(test)]
pub(crate) mod sample;

use std::collections::BTreeMap;

pub use backlinks::{Backlinks, Occurrence};
pub use input::{
    Audience, Book, DocumentFacts, Heading, LinkStyle, SiteInput, SiteMention, SiteNote,
};
pub use numbers::{DocumentNumber, EntityNumber, PageNumber};
pub use redirects::Redirect;
pub use routes::{PageKey, Routes};

use crate::{
    config::Kind,
    content::{
        Entity, Page, Rights,
        entity::{Details, OfficeTerm},
    },
    diag::Pending,
    notes::Visibility,
    path::{DocumentId, EntityId, Route},
};

/// The indexes of a book.
#[derive(Clone, Debug)]
pub struct Site {
    /// What `site.toml` says to readers.
    pub book: Book,
    /// Who will see the pages.
    pub audience: Audience,
    /// How links end.
    pub links: LinkStyle,
    /// By date, the undated last.
    pub documents: Vec<DocumentFacts>,
    /// By id.
    pub entities: Vec<Entity>,
    /// By address.
    pub pages: Vec<Page>,
    /// Who is mentioned where.
    pub backlinks: Backlinks,
    /// All pages and their addresses.
    pub routes: Routes,
    /// Everything with a date.
    pub chronology: Vec<chronology::Dated>,
    /// The works that the book rests on.
    pub bibliography: Vec<bibliography::Work>,
    /// Acronyms and what they stand for.
    pub abbreviations: Vec<abbreviations::Abbreviation>,
    /// The entities of each kind by name and by date; by the name of the kind.
    pub indexes: BTreeMap<String, indexes::KindIndex>,
    entity_numbers: BTreeMap<EntityId, EntityNumber>,
    document_numbers: BTreeMap<DocumentId, DocumentNumber>,
    by_slug: BTreeMap<String, Vec<EntityNumber>>,
    named_by: BTreeMap<EntityNumber, Vec<(EntityNumber, Role)>>,
    /// For each office its holders, with the place of the term in the person's list.
    terms: BTreeMap<EntityNumber, Vec<(EntityNumber, usize)>>,
}

/// In what capacity one entity's file names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Party to an agreement.
    Party,
    /// Signatory of an agreement.
    Signatory,
    /// Participant in an event.
    Participant,
    /// Place of an event.
    Place,
    /// Replaced an agreement.
    Successor,
}

impl Role {
    /// In words: `party`.
    pub fn words(self) -> &'static str {
        match self {
            Role::Party => "party",
            Role::Signatory => "signatory",
            Role::Participant => "participant",
            Role::Place => "place",
            Role::Successor => "replaces it",
        }
    }
}

/// Assembles the indexes of a book.
pub fn assemble(input: SiteInput) -> (Site, Vec<Pending>) {
    let SiteInput { book, audience, links, mut documents, mut entities, mut pages, files } = input;
    if audience == Audience::Public {
        keep_public(&mut documents, &mut entities, &mut pages);
    }
    documents
        .sort_by(|a, b| order::document_key(&a.document).cmp(&order::document_key(&b.document)));
    documents.dedup_by(|a, b| a.document.id == b.document.id);
    entities.sort_by(|a, b| a.id.cmp(&b.id));
    entities.dedup_by(|a, b| a.id == b.id);
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    let entity_numbers: BTreeMap<_, _> =
        entities.iter().enumerate().map(|(at, e)| (e.id.clone(), EntityNumber(at))).collect();
    let mut site = Site {
        backlinks: Backlinks::of(&documents, &entity_numbers),
        document_numbers: documents
            .iter()
            .enumerate()
            .map(|(at, d)| (d.document.id.clone(), DocumentNumber(at)))
            .collect(),
        by_slug: by_slug(&entities),
        routes: Routes::default(),
        chronology: Vec::new(),
        bibliography: Vec::new(),
        abbreviations: abbreviations::all(&entities),
        indexes: indexes::all(&book.kinds, &entities),
        named_by: BTreeMap::new(),
        terms: BTreeMap::new(),
        book,
        audience,
        links,
        documents,
        entities,
        pages,
        entity_numbers,
    };
    site.named_by = named_by(&site);
    site.terms = terms(&site);
    site.chronology = chronology::all(&site);
    site.bibliography = bibliography::all(&site);
    let (routes, findings) = routes::plan(&site, &files);
    site.routes = routes;
    (site, findings)
}

/// Leaves out what the public may not see. Everything downstream works on what is left.
fn keep_public(
    documents: &mut Vec<DocumentFacts>,
    entities: &mut Vec<Entity>,
    pages: &mut Vec<Page>,
) {
    documents.retain(|facts| !facts.document.common.draft);
    entities.retain(|entity| !entity.common.draft);
    pages.retain(|page| !page.common.draft);
    for facts in documents {
        facts.notes.retain(|note| note.attached.note.visibility == Visibility::Public);
        if facts.document.rights == Rights::Restricted {
            facts.headings.clear();
            facts.mentions.iter_mut().for_each(|mention| mention.sentence = None);
            for note in &mut facts.notes {
                note.attached.note.quote = Default::default();
                note.sentence = None;
            }
        }
    }
}

fn by_slug(entities: &[Entity]) -> BTreeMap<String, Vec<EntityNumber>> {
    let mut map = BTreeMap::<String, Vec<EntityNumber>>::new();
    for (at, entity) in entities.iter().enumerate() {
        map.entry(entity.id.slug().to_owned()).or_default().push(EntityNumber(at));
    }
    map
}

/// Who held which office.
fn terms(site: &Site) -> BTreeMap<EntityNumber, Vec<(EntityNumber, usize)>> {
    let mut map = BTreeMap::<EntityNumber, Vec<(EntityNumber, usize)>>::new();
    for (person, entity) in site.entities.iter().enumerate() {
        let Details::Person(details) = &entity.details else { continue };
        for (at, term) in details.offices.iter().enumerate() {
            let office = term.office.as_ref();
            if let Some(office) = office.and_then(|o| site.find_in(&o.value, "office")) {
                map.entry(office).or_default().push((EntityNumber(person), at));
            }
        }
    }
    map
}

/// Which entities' files name an entity, and as what.
fn named_by(site: &Site) -> BTreeMap<EntityNumber, Vec<(EntityNumber, Role)>> {
    let mut map = BTreeMap::<EntityNumber, Vec<(EntityNumber, Role)>>::new();
    for (at, entity) in site.entities.iter().enumerate() {
        let mut names: Vec<(Option<EntityNumber>, Role)> = Vec::new();
        match &entity.details {
            Details::Agreement(agreement) => {
                let party = |p: &crate::content::Placed<String>| (site.find(&p.value), Role::Party);
                names.extend(agreement.parties.iter().map(party));
                names.extend(
                    agreement
                        .signatories
                        .iter()
                        .map(|s| (site.find_in(&s.person.value, "person"), Role::Signatory)),
                );
                let replaced = agreement.replaced_by.as_ref();
                names.extend(replaced.map(|r| (site.find(&r.value), Role::Successor)));
            }
            Details::Event(event) => {
                names.extend(
                    event.participants.iter().map(|p| (site.find(&p.value), Role::Participant)),
                );
                let place = event.place.as_ref();
                names.extend(place.map(|p| (site.find_in(&p.value, "place"), Role::Place)));
            }
            _ => {}
        }
        for (named, role) in names {
            if let Some(named) = named {
                map.entry(named).or_default().push((EntityNumber(at), role));
            }
        }
    }
    map
}

impl Site {
    /// The facts of a document.
    pub fn document(&self, number: DocumentNumber) -> &DocumentFacts {
        &self.documents[number.0]
    }

    /// An entity.
    pub fn entity(&self, number: EntityNumber) -> &Entity {
        &self.entities[number.0]
    }

    /// The kind of an entity. Every entity has one: it is found by its folder.
    pub fn kind_of(&self, entity: &Entity) -> Option<&Kind> {
        self.book.kinds.of_folder(entity.id.folder())
    }

    /// The entity with this id.
    pub fn entity_number(&self, id: &EntityId) -> Option<EntityNumber> {
        self.entity_numbers.get(id).copied()
    }

    /// The document with this id, as `documents/<slug>` or `<slug>`.
    pub fn find_document(&self, text: &str) -> Option<DocumentNumber> {
        let slug = text.strip_prefix("documents/").unwrap_or(text);
        self.document_numbers.get(&DocumentId::new(slug)).copied()
    }

    /// The entity that a file names by `<folder>/<slug>`, or by a slug that only one has.
    pub fn find(&self, text: &str) -> Option<EntityNumber> {
        match text.split_once('/') {
            Some((folder, slug)) => self.entity_number(&EntityId::new(folder, slug)),
            None => match self.by_slug.get(text)?.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
        }
    }

    /// The entity that a file names by a slug of a built-in kind (`person`, `office`, `place`);
    /// another folder may be written before it.
    pub fn find_in(&self, text: &str, kind: &str) -> Option<EntityNumber> {
        match (text.contains('/'), self.book.kinds.named(kind)) {
            (false, Some(kind)) => self.entity_number(&EntityId::new(&kind.folder, text)),
            _ => self.find(text),
        }
    }

    /// The entities whose files name this one, and as what.
    pub fn named_by(&self, entity: EntityNumber) -> &[(EntityNumber, Role)] {
        self.named_by.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// Who held an office: person and term, as the persons' files say.
    pub fn terms_of(&self, office: EntityNumber) -> Vec<(EntityNumber, &OfficeTerm)> {
        let terms = self.terms.get(&office).map_or(&[][..], Vec::as_slice);
        let term = |(person, at): &(EntityNumber, usize)| match &self.entity(*person).details {
            Details::Person(details) => Some((*person, details.offices.get(*at)?)),
            _ => None,
        };
        terms.iter().filter_map(term).collect()
    }

    /// The standing page with an address.
    pub fn page_at(&self, route: &Route) -> Option<PageNumber> {
        self.pages.binary_search_by(|page| page.route.cmp(route)).ok().map(PageNumber)
    }

    /// Whether the text of a document may be shown to these pages' readers.
    pub fn shows_text(&self, facts: &DocumentFacts) -> bool {
        self.audience == Audience::Editors || facts.document.rights != Rights::Restricted
    }

    /// The name behind a key of `[editors]`; the key, if there is none.
    pub fn editor<'a>(&'a self, key: &'a str) -> &'a str {
        self.book.editors.get(key).map_or(key, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::OutputPath;

    fn site(audience: Audience) -> Site {
        let (site, findings) = assemble(sample::input(audience));
        assert!(findings.is_empty(), "{findings:#?}");
        site
    }

    fn check(site: &Site, entity: &str, expect: &[&str]) {
        let number = site.find(entity).unwrap();
        let got: Vec<&str> = site
            .backlinks
            .of_entity(number)
            .iter()
            .map(|o| site.document(o.document).document.id.slug())
            .collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn backlinks_are_in_the_order_of_time() {
        check(&site(Audience::Public), "people/ada-brod", &["report", "account", "secret"]);
        check(&site(Audience::Editors), "ada-brod", &["report", "account", "secret", "draft"]);
        let site = site(Audience::Public);
        let with = site.backlinks.named_with(site.find("toll-pact").unwrap());
        assert_eq!(with.into_iter().collect::<Vec<_>>(), [(site.find("ada-brod").unwrap(), 1)]);
    }

    #[test]
    fn the_public_gets_no_draft_and_no_sealed_sentence() {
        let text = format!("{:?}", site(Audience::Public));
        for secret in ["SEALEDSENTENCE", "SEALEDQUOTE", "DRAFTSENTENCE", "DRAFTVESSEL", "n-2"] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(format!("{:?}", site(Audience::Editors)).contains("SEALEDSENTENCE"));
    }

    #[test]
    fn holders_and_roles() {
        let site = site(Audience::Public);
        let (ada, jan) = (site.find("ada-brod").unwrap(), site.find("jan-brod").unwrap());
        let terms = site.terms_of(site.find("treasurer").unwrap());
        assert_eq!(terms.iter().map(|(who, _)| *who).collect::<Vec<_>>(), [ada, jan]);
        let roles: Vec<Role> = site.named_by(ada).iter().map(|(_, role)| *role).collect();
        assert_eq!(roles, [Role::Signatory, Role::Participant]);
    }

    fn check_findings(change: impl FnOnce(&mut SiteInput), expect: &[(&str, &str)]) {
        let mut input = sample::input(Audience::Public);
        change(&mut input);
        let (_, findings) = assemble(input);
        let found: Vec<_> =
            findings.into_iter().map(|pending| pending.report.whole_file(&pending.path)).collect();
        let got: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn nothing_is_written_twice() {
        let file = |path: &str| OutputPath::new(path).unwrap();
        check_findings(
            |input| input.files = vec![file("About/INDEX.html")],
            &[("content/about.md", "output-collision")],
        );
        check_findings(
            |input| input.files = vec![file("people/index.html")],
            &[("static/people/index.html", "output-collision")],
        );
        check_findings(|input| input.files = vec![file("robots.txt")], &[]);
    }

    #[test]
    fn redirects_lead_from_free_addresses_only() {
        let old = |address: &str| crate::content::Placed {
            value: address.to_owned(),
            range: Default::default(),
        };
        let set = |address: &'static str| {
            move |input: &mut SiteInput| input.pages[1].common.redirect_from = vec![old(address)]
        };
        check_findings(set("/older/"), &[]);
        check_findings(set("/People/"), &[("content/about.md", "content-redirect")]);
        check_findings(set("/old/report/"), &[("content/about.md", "content-redirect")]);
        check_findings(set("../x/"), &[("content/about.md", "content-redirect")]);
    }

    #[test]
    fn an_index_takes_the_text_of_a_standing_page() {
        let site = site(Audience::Public);
        let keys: Vec<_> = site.routes.pages.iter().map(|(key, _)| key).collect();
        assert!(keys.contains(&&PageKey::Chronology));
        let standing: Vec<_> =
            site.routes.standing.iter().map(|n| site.pages[n.0].route.as_str()).collect();
        assert_eq!(standing, ["/about/"]);
    }

    #[test]
    fn the_order_of_files_does_not_matter() {
        let forward = assemble(sample::input(Audience::Public)).0;
        let mut input = sample::input(Audience::Public);
        input.documents.reverse();
        input.entities.reverse();
        input.pages.reverse();
        assert_eq!(format!("{forward:?}"), format!("{:?}", assemble(input).0));
    }
}
