//! Building the register: which names each entity answers to.
//!
//! In: entities. Out: a [`Register`]. Never: a name that an entity's file denies (`short: []`).

use std::collections::BTreeMap;

use super::{
    ENGINE, EntityIndex, Entry, Name, OfficeEntry, OfficeIndex, PlaceSort, Register,
    RegisterFinding, Role, Sort,
    findings::{findings, is_findable},
    forms::{
        is_acronym, office_forms, other_spelling, run_together, split_acronym, turned_department,
        without,
    },
    lexicon::{Class, class_of},
    office::{self, Phrase, Term},
    person::{PersonNames, person_names},
    state::same_body,
    text::{NameWord, name_words},
};
use crate::{
    config::{Kinds, Shape as KindShape},
    content::{
        Entity, LinkPolicy,
        entity::{Details, OfficeTerm},
        words::{WordKey, folded_phrase},
    },
    hash::{ContentHash, KeyBuilder},
    path::EntityId,
};

impl Register {
    /// Builds the register of a book, and says what is wrong with names and offices.
    pub fn build(entities: &[&Entity], kinds: &Kinds) -> (Register, Vec<RegisterFinding>) {
        let mut sorted: Vec<&Entity> = entities.to_vec();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        sorted.dedup_by(|a, b| a.id == b.id);
        let found = findings(&sorted);
        let mut builder = Builder::new(&sorted, kinds);
        for (entity, index) in sorted.iter().zip(0..) {
            builder.names(entity, EntityIndex(index));
        }
        (builder.finish(), found)
    }
}

struct Builder {
    register: Register,
    /// By `(key, body)` in comparable form.
    by_office: BTreeMap<(String, String), OfficeIndex>,
}

impl Builder {
    fn new(sorted: &[&Entity], kinds: &Kinds) -> Self {
        let titles = office_titles(sorted);
        let bodies = bodies(sorted);
        let mut builder = Self { register: Register::default(), by_office: BTreeMap::new() };
        for entity in sorted {
            builder.register.entries.push(entry(entity, kinds, &titles, &bodies));
        }
        for (entity, index) in sorted.iter().zip(0..) {
            builder.offices(entity, EntityIndex(index), &titles);
        }
        builder
    }

    fn offices(&mut self, entity: &Entity, index: EntityIndex, titles: &BTreeMap<&str, Phrase>) {
        match &entity.details {
            Details::Office(office) => {
                let Some(phrase) = titles.get(entity.id.slug()) else { return };
                let at = self.office_at(phrase);
                self.register.offices[at.0 as usize].page = Some(index);
                self.office_names(at, phrase, &entity.common.title);
                for variant in &office.variants {
                    self.office_names(at, &office::phrase(&variant.value), &variant.value);
                }
                for alias in &entity.aliases {
                    self.office_names(at, &office::phrase(&alias.value), &alias.value);
                }
            }
            Details::Person(person) => {
                let state = sole_state(&person.offices, titles);
                for held in &person.offices {
                    let Some((mut phrase, title)) = held_phrase(held, titles) else { continue };
                    phrase.body = phrase.body.or_else(|| state.clone());
                    let at = self.office_at(&phrase);
                    let term = term(held, &phrase);
                    self.register.offices[at.0 as usize].holders.push((index, term));
                    if let Some(title) = title {
                        self.office_names(at, &phrase, &title);
                    }
                }
            }
            _ => {}
        }
    }

    fn office_at(&mut self, phrase: &Phrase) -> OfficeIndex {
        let body = phrase.body.clone().unwrap_or_default();
        let key = (phrase.key(), body.clone());
        if let Some(at) = self.by_office.get(&key) {
            return *at;
        }
        let same = self.by_office.iter().find(|((known, other), _)| {
            *known == key.0 && !body.is_empty() && same_body(other, &body)
        });
        let at = match same {
            Some((_, at)) => *at,
            None => {
                let at = OfficeIndex(self.register.offices.len() as u32);
                self.register.offices.push(OfficeEntry {
                    key: key.0.clone(),
                    body: phrase.body.clone(),
                    weight: phrase.weight(),
                    holders: Vec::new(),
                    page: None,
                    digest: ContentHash::default(),
                });
                at
            }
        };
        self.by_office.insert(key, at);
        at
    }

    fn office_names(&mut self, at: OfficeIndex, phrase: &Phrase, title: &str) {
        let mut forms = office_forms(&phrase.core);
        forms.push(name_words(title));
        if phrase.body.is_some() {
            forms.push(without(&name_words(title), "the"));
        }
        forms.sort_by_key(|form| form.iter().map(|w| w.folded.clone()).collect::<Vec<_>>());
        forms.dedup();
        for words in forms {
            self.name(None, Role::Office(at), words);
        }
    }

    fn names(&mut self, entity: &Entity, index: EntityIndex) {
        for never in &entity.never {
            self.name(Some(index), Role::Never, name_words(never));
        }
        if matches!(entity.details, Details::Office(_)) {
            return;
        }
        let person = self.register.entry(index).person.clone();
        let (title, acronym) = split_acronym(&entity.common.title);
        self.spellings(index, Role::Full, title, person.is_some());
        if let Some(acronym) = acronym {
            self.spellings(index, Role::Alias, acronym, false);
        }
        for alias in &entity.aliases {
            self.spellings(index, Role::Alias, &alias.value, person.is_some());
        }
        for short in entity.short.iter().flatten() {
            self.name(Some(index), Role::Short, name_words(&short.value));
        }
        if let Some(names) = person {
            let derived = if entity.short.is_some() { Role::AfterTitle } else { Role::Short };
            for words in names.short {
                self.name(Some(index), derived, words);
            }
            for words in names.part {
                self.name(Some(index), derived.max(Role::Part), words);
            }
            for words in names.after_title {
                self.name(Some(index), Role::AfterTitle, words);
            }
        }
    }

    /// A name and its spellings: hyphens written together, `and` for `&`, two sides of an ocean.
    fn spellings(&mut self, index: EntityIndex, role: Role, name: &str, is_person: bool) {
        if !is_findable(name) {
            return;
        }
        let words = name_words(name);
        let mut forms = vec![words.clone()];
        forms.extend(run_together(&words, self.register.entry(index).sort));
        if is_person {
            let bare = words.iter().skip_while(|w| class_of(w.key).is(Class::COURTESY)).count();
            // `Sir John Franklin` is also John Franklin; `Lord Lyons` is not also a bare Lyons.
            if bare > 1 && bare < words.len() {
                forms.push(words[words.len() - bare..].to_vec());
            }
        } else {
            if words.first().is_some_and(|w| w.folded == "the") && words.len() > 2 {
                forms.push(words[1..].to_vec());
            }
            forms.extend(turned_department(&words));
            let spelt: Vec<_> = forms.iter().filter_map(|form| other_spelling(form)).collect();
            forms.extend(spelt);
        }
        for form in forms {
            let role = if role == Role::Alias && is_acronym(&form) { Role::Acronym } else { role };
            self.name(Some(index), role, form);
        }
    }

    fn name(&mut self, entity: Option<EntityIndex>, role: Role, words: Vec<NameWord>) {
        if words.is_empty() || words.len() > 24 {
            return;
        }
        let keys: Vec<WordKey> = words.iter().map(|word| word.key).collect();
        let same = |name: &Name| name.entity == entity && name.role <= role;
        let role_known = self.register.names_of(&keys).any(|name| {
            same(name)
                && (name.role == role || !matches!(role, Role::Office(_) | Role::Never))
                && name.role != Role::Never
        });
        if role_known {
            return;
        }
        let at = self.register.names.len() as u32;
        self.register.names.push(Name { entity, role, words });
        self.register.trie.insert(&keys, at);
    }

    fn finish(mut self) -> Register {
        for at in 0..self.register.offices.len() {
            let digest = office_digest(&self.register, &self.register.offices[at]);
            self.register.offices[at].digest = digest;
        }
        let folder = |entry: &Entry| entry.id.folder().to_owned();
        self.register.folders = self.register.entries.iter().map(folder).collect();
        self.register.folders.dedup();
        self.register.digests = super::build::word_digests(&self.register);
        self.register
    }
}

fn office_digest(register: &Register, office: &OfficeEntry) -> ContentHash {
    let mut key = KeyBuilder::new("office");
    key.text(&office.key).text(&format!("{:?} {}", office.body, office.weight));
    for (entity, term) in &office.holders {
        key.hash(register.entry(*entity).digest).text(&format!("{term:?}"));
    }
    if let Some(page) = office.page {
        key.hash(register.entry(page).digest);
    }
    key.finish()
}

/// Files every name under its anchor and digests what stands there.
pub(super) fn word_digests(register: &Register) -> super::trie::KeyMap<WordKey, ContentHash> {
    let mut filed = BTreeMap::<WordKey, Vec<ContentHash>>::new();
    for name in &register.names {
        let mut key = KeyBuilder::new("name");
        match (name.role, name.entity) {
            (Role::Office(at), _) => key.text("office").hash(register.office(at).digest),
            (role, Some(entity)) => {
                key.text(&format!("{role:?}")).hash(register.entry(entity).digest)
            }
            (role, None) => key.text(&format!("{role:?}")),
        };
        key.text(&format!("{:?}", name.words));
        filed.entry(anchor(&name.words)).or_default().push(key.finish());
    }
    filed
        .into_iter()
        .map(|(word, mut names)| {
            names.sort_unstable();
            let mut key = KeyBuilder::new(ENGINE);
            key.bytes(&word.number().to_le_bytes());
            names.iter().for_each(|name| {
                key.hash(*name);
            });
            (word, key.finish())
        })
        .collect()
}

/// The word that a name is filed under: its longest that is not a word of everyday use.
fn anchor(words: &[NameWord]) -> WordKey {
    let everyday = Class::STOP.or(Class::HEAD).or(Class::PARTICLE).or(Class::COURTESY);
    words
        .iter()
        .max_by_key(|word| (!class_of(word.key).is(everyday), word.folded.len()))
        .map_or(WordKey::of(""), |word| word.key)
}

fn office_titles<'a>(sorted: &[&'a Entity]) -> BTreeMap<&'a str, Phrase> {
    let mut titles = BTreeMap::new();
    for entity in sorted {
        let Details::Office(office) = &entity.details else { continue };
        let mut phrase = office::phrase(&entity.common.title);
        if let Some(body) = &office.body {
            let body = folded_phrase(body);
            phrase.words.extend(body.split(' ').map(str::to_owned));
            phrase.body = Some(body.strip_prefix("the ").unwrap_or(&body).to_owned());
        }
        titles.insert(entity.id.slug(), phrase);
    }
    titles
}

/// The office of a term, and its title in words if it has no page.
fn held_phrase(
    held: &OfficeTerm,
    titles: &BTreeMap<&str, Phrase>,
) -> Option<(Phrase, Option<String>)> {
    if let Some(office) = &held.office {
        let slug = office.value.strip_prefix("offices/").unwrap_or(&office.value);
        return titles.get(slug).map(|phrase| (phrase.clone(), None));
    }
    let title = held.title.as_ref().filter(|title| is_findable(title))?;
    Some((office::phrase(title), Some(title.clone())))
}

/// The state that a person served, where adjectives name one only (`West German Foreign
/// Minister`): their offices without a body are taken for its.
fn sole_state(offices: &[OfficeTerm], titles: &BTreeMap<&str, Phrase>) -> Option<String> {
    let mut states: Vec<String> = offices
        .iter()
        .filter_map(|held| held_phrase(held, titles))
        .filter(|(phrase, _)| phrase.by_adjective)
        .filter_map(|(phrase, _)| phrase.body)
        .collect();
    states.dedup();
    states.pop().filter(|_| states.is_empty())
}

fn term(held: &OfficeTerm, phrase: &Phrase) -> Term {
    let (from, to, dated) = office::days(held);
    Term {
        words: phrase.words.clone(),
        heads: phrase.heads.clone(),
        body: phrase.body.clone(),
        from,
        to,
        dated,
    }
}

/// Every body that an office of the register belongs to, folded.
fn bodies(sorted: &[&Entity]) -> Vec<String> {
    let mut bodies = Vec::new();
    for entity in sorted {
        match &entity.details {
            Details::Office(office) => {
                bodies.extend(office.body.as_deref().map(folded_phrase));
                bodies.extend(office::phrase(&entity.common.title).body);
            }
            Details::Person(person) => {
                let titles = person.offices.iter().filter_map(|held| held.title.as_deref());
                bodies.extend(titles.filter_map(|title| office::phrase(title).body));
            }
            _ => {}
        }
    }
    bodies.sort_unstable();
    bodies.dedup();
    bodies
}

fn entry(
    entity: &Entity,
    kinds: &Kinds,
    titles: &BTreeMap<&str, Phrase>,
    bodies: &[String],
) -> Entry {
    let shape = kinds.of_folder(entity.id.folder()).map_or(KindShape::Plain, |kind| kind.shape);
    let aliases: Vec<&str> = entity.aliases.iter().map(|alias| &*alias.value).collect();
    let (mut person, mut terms) = (None, Vec::new());
    let sort = match &entity.details {
        Details::Person(details) => {
            person = Some(person_names(&entity.common.title, &aliases, details));
            let state = sole_state(&details.offices, titles);
            for held in &details.offices {
                let Some((mut phrase, _)) = held_phrase(held, titles) else { continue };
                phrase.body = phrase.body.or_else(|| state.clone());
                terms.push(term(held, &phrase));
            }
            Sort::Person
        }
        Details::Office(_) => Sort::Office,
        _ if entity.id.folder() == "places" => Sort::Place(place_sort(entity, bodies)),
        _ if entity.id.folder() == "vessels" => Sort::Vessel,
        _ if shape == KindShape::Person => Sort::Person,
        _ => Sort::Thing,
    };
    let digest = entry_digest(&entity.id, sort, entity.link, person.as_ref(), &terms);
    Entry { id: entity.id.clone(), sort, link: entity.link, person, terms, digest }
}

fn entry_digest(
    id: &EntityId,
    sort: Sort,
    link: Option<LinkPolicy>,
    person: Option<&PersonNames>,
    terms: &[Term],
) -> ContentHash {
    // None of these holds a hash table, so their debug form is the same everywhere.
    KeyBuilder::new("entry")
        .text(id.as_str())
        .text(&format!("{sort:?} {link:?} {person:?} {terms:?}"))
        .finish()
}

fn place_sort(entity: &Entity, bodies: &[String]) -> PlaceSort {
    let names = std::iter::once(&*entity.common.title)
        .chain(entity.aliases.iter().map(|alias| &*alias.value));
    let folded: Vec<String> = names.map(folded_phrase).collect();
    let governs = folded.iter().any(|name| bodies.iter().any(|body| same_body(body, name)));
    let summary = folded_phrase(entity.common.summary.as_deref().unwrap_or(""));
    let says = |words: &[&str]| summary.split(' ').any(|word| words.contains(&word));
    if governs || entity.link == Some(LinkPolicy::Never) {
        PlaceSort::State
    } else if says(&["capital"]) {
        PlaceSort::Capital
    } else if says(&["country", "state", "republic", "kingdom", "empire", "federation"]) {
        PlaceSort::State
    } else {
        PlaceSort::Unknown
    }
}
