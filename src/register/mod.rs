//! The register: all entities of a book with their names, and what each name word leads to.
//!
//! In: the entities and kinds of a book. Out: a [`Register`] that the linker asks word by word,
//! findings about names and offices, and [`Register::answer`]: a digest of all that the register
//! says about the words of one document. Never: a document, a page's address, an order that
//! depends on hashing.
//!
//! The contract of `answer`: every name is filed under each of its words' rarest representative,
//! its *anchor*; a name can be read by the linker only if the anchor stands in the document. The
//! digest of a word covers every name anchored at it, with everything the linker may read of the
//! entity behind. So two registers with equal answers link the document equally.

mod build;
mod findings;
mod forms;
pub mod lexicon;
pub mod office;
pub mod person;
pub mod state;
pub mod text;
pub mod trie;

use crate::{
    content::{
        LinkPolicy,
        words::{NameWords, WordKey},
    },
    hash::{ContentHash, KeyBuilder},
    path::EntityId,
};

pub use findings::RegisterFinding;
use office::Term;
use person::PersonNames;
use text::NameWord;
use trie::{KeyMap, Node, Trie};

/// Raised when the rules of linking change, so that remembered results are not reused.
pub const ENGINE: &str = "mentions 1";

/// An entity's number in its register: the order of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(u32);

/// What sort of thing an entity is, as far as linking cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A person.
    Person,
    /// An office.
    Office,
    /// A place; whether it is a state.
    Place(PlaceSort),
    /// A vessel.
    Vessel,
    /// Anything else.
    Thing,
}

/// What the register lets us know of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceSort {
    /// A state: it acts, and is named as such.
    State,
    /// Said to be a capital: when it acts, its government is meant.
    Capital,
    /// Not known.
    Unknown,
}

/// What the linker reads of an entity.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub sort: Sort,
    /// Its own link policy.
    pub link: Option<LinkPolicy>,
    /// Parts of the name, for persons.
    pub person: Option<PersonNames>,
    /// Offices held, for persons.
    pub terms: Vec<Term>,
    digest: ContentHash,
}

/// How a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The title, or a spelling of it.
    Full,
    /// An alias.
    Alias,
    /// An acronym among the aliases.
    Acronym,
    /// A short form: after an introduction, or after a title.
    Short,
    /// A part of a family name: after an introduction, or after a title.
    Part,
    /// After a title only.
    AfterTitle,
    /// Not a name: a longer string that contains one.
    Never,
    /// An office.
    Office(OfficeIndex),
}

/// A name in the register.
#[derive(Clone, Debug)]
pub struct Name {
    /// Whose.
    pub entity: Option<EntityIndex>,
    /// How it names.
    pub role: Role,
    /// Its words.
    pub words: Vec<NameWord>,
}

/// An office's number in its register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeIndex(u32);

/// An office: what is known of its holders.
#[derive(Clone, Debug)]
pub struct OfficeEntry {
    /// The core in comparable form: see [`office::Phrase::key`].
    pub key: String,
    /// The state or organisation, folded.
    pub body: Option<String>,
    /// How many words of weight the title has.
    pub weight: usize,
    /// Who held it.
    pub holders: Vec<(EntityIndex, Term)>,
    /// Its own entity.
    pub page: Option<EntityIndex>,
    digest: ContentHash,
}

/// All entities of a book by their names.
#[derive(Clone, Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    names: Vec<Name>,
    offices: Vec<OfficeEntry>,
    /// The folders that entities lie in, sorted.
    folders: Vec<String>,
    trie: Trie<u32>,
    digests: KeyMap<WordKey, ContentHash>,
}

impl Register {
    /// An entity.
    pub fn entry(&self, index: EntityIndex) -> &Entry {
        &self.entries[index.0 as usize]
    }

    /// The entity of this id.
    pub fn find(&self, id: &str) -> Option<EntityIndex> {
        let at = self.entries.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()?;
        u32::try_from(at).ok().map(EntityIndex)
    }

    /// All entities, by id.
    pub fn entries(&self) -> impl Iterator<Item = (EntityIndex, &Entry)> {
        self.entries.iter().zip(0..).map(|(entry, at)| (EntityIndex(at), entry))
    }

    /// An office.
    pub fn office(&self, index: OfficeIndex) -> &OfficeEntry {
        &self.offices[index.0 as usize]
    }

    /// One word further in the names.
    pub fn step(&self, node: Node, word: WordKey) -> Option<Node> {
        self.trie.step(node, word)
    }

    /// The names that end here, in the order of entities.
    pub fn names_at(&self, node: Node) -> impl Iterator<Item = &Name> {
        self.trie.values(node).iter().map(|at| &self.names[*at as usize])
    }

    /// The names that are exactly these words.
    pub fn names_of(&self, words: &[WordKey]) -> impl Iterator<Item = &Name> {
        self.trie.get(words).iter().map(|at| &self.names[*at as usize])
    }

    /// The digest of all that linking a document with these words reads of the register. Two
    /// registers with equal answers link the same document to equal results.
    pub fn answer(&self, words: &NameWords) -> ContentHash {
        let mut key = KeyBuilder::new(ENGINE);
        for word in words.keys() {
            if let Some(digest) = self.digests.get(word) {
                key.hash(*digest);
            }
        }
        for target in words.targets() {
            key.text(target);
            for entity in self.resolve(target) {
                key.hash(self.entry(entity).digest);
            }
        }
        key.finish()
    }

    /// The entities that a `[[target]]` can mean: an id, a slug, else a full name or alias.
    pub fn resolve(&self, target: &str) -> Vec<EntityIndex> {
        let target = target.trim();
        let id = target.trim_matches('/').trim_end_matches(".md");
        if let Some(index) = self.find(id) {
            return vec![index];
        }
        let in_folder = |folder: &String| self.find(&format!("{folder}/{id}"));
        let by_slug: Vec<_> = self.folders.iter().filter_map(in_folder).collect();
        if !by_slug.is_empty() {
            return by_slug;
        }
        let words: Vec<WordKey> = text::name_words(target).iter().map(|word| word.key).collect();
        let full = |name: &&Name| matches!(name.role, Role::Full | Role::Alias | Role::Acronym);
        let mut found: Vec<_> =
            self.names_of(&words).filter(full).filter_map(|name| name.entity).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
