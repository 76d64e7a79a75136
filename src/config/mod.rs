//! The configuration of a book: `site.toml`.
//!
//! In: the text of `site.toml`. Out: [`Config`] and findings about it; each later stage is handed
//! its slice ([`MentionPolicy`], [`Kinds`], …), never the whole. Never: a file read, the
//! environment, a default that guesses at the book's subject.

pub mod parse;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::LinkPolicy;

/// Everything that `site.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The book's title.
    pub title: String,
    /// Where it will be published.
    pub base_url: BaseUrl,
    /// Language of the book's own texts, a BCP 47 tag.
    pub language: String,
    /// One or two sentences about the book.
    pub description: String,
    /// Who is responsible for it.
    pub authors: Vec<String>,
    /// How mentions are linked.
    pub mentions: MentionPolicy,
    /// The kinds of entities, built-in and declared.
    pub kinds: Kinds,
    /// Who signs notes and reviews: key and name.
    pub editors: BTreeMap<String, String>,
}

/// The address that the book is published under. Always ends with a slash.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks and completes an address: `http` or `https`, a host, no query or fragment.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let legal = !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(['?', '#', ' ', '"', '<', '>', '\\'])
            && !rest.chars().any(char::is_control)
            && has_legal_port(rest.split('/').next().unwrap_or_default())
            && has_legal_percents(rest);
        legal.then(|| Self(format!("{}/", text.trim_end_matches('/'))))
    }

    /// The address, with its last slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below the host, with a slash at both ends: `/` or `/repo/`.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        self.0[after_scheme..].find('/').map_or("/", |at| &self.0[after_scheme + at..])
    }

    /// The full address of a page.
    pub fn join(&self, route: &crate::path::Route) -> String {
        format!("{}{}", self.0, route.as_str().trim_start_matches('/'))
    }
}

/// Whether a host has no port, or one that can be.
fn has_legal_port(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        // The colons of an address like `[::1]` are its own.
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    !name.is_empty() && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// Whether each percent sign has its two hexadecimal digits.
fn has_legal_percents(text: &str) -> bool {
    let is_code =
        |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    text.split('%').skip(1).all(is_code)
}

/// How mentions are linked.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct MentionPolicy {
    /// Which mentions of an entity become links.
    pub link: LinkPolicy,
    /// Whose President "the President" is where the text does not say.
    pub default_body: Option<String>,
}

/// What an entity's front matter may say beyond the common keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A person.
    Person,
    /// An agreement.
    Agreement,
    /// An office.
    Office,
    /// An event.
    Event,
    /// Organisation, place, vessel.
    Plain,
    /// A kind declared in `site.toml`.
    Declared,
}

/// A kind of entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// Its key: `person`, `treaty-body`.
    pub name: String,
    /// Its folder below `content/` and in addresses.
    pub folder: String,
    /// One of them, for readers.
    pub singular: String,
    /// Several of them, for readers.
    pub plural: String,
    /// The template of its pages.
    pub template: String,
    /// What its front matter may say.
    pub shape: Shape,
}

/// All kinds of a book, in the order that navigation shows them: the built-in ones, then the
/// declared ones by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Kinds(Vec<Kind>);

impl Default for Kinds {
    fn default() -> Self {
        let kind = |name: &str, folder: &str, plural: &str, shape| Kind {
            name: name.into(),
            folder: folder.into(),
            singular: name.into(),
            plural: plural.into(),
            template: "entity.html".into(),
            shape,
        };
        Self(vec![
            kind("person", "people", "people", Shape::Person),
            kind("agreement", "agreements", "agreements", Shape::Agreement),
            kind("organization", "organizations", "organizations", Shape::Plain),
            kind("place", "places", "places", Shape::Plain),
            kind("event", "events", "events", Shape::Event),
            kind("office", "offices", "offices", Shape::Office),
            kind("vessel", "vessels", "vessels", Shape::Plain),
        ])
    }
}

impl Kinds {
    /// All kinds in order.
    pub fn iter(&self) -> impl Iterator<Item = &Kind> {
        self.0.iter()
    }

    /// The kind whose pages lie in this folder.
    pub fn of_folder(&self, folder: &str) -> Option<&Kind> {
        self.0.iter().find(|kind| kind.folder == folder)
    }

    /// The kind of this name.
    pub fn named(&self, name: &str) -> Option<&Kind> {
        self.0.iter().find(|kind| kind.name == name)
    }

    /// Adds a declared kind, or changes folder, labels and template of a built-in one.
    pub fn declare(&mut self, kind: Kind) {
        match self.0.iter_mut().find(|known| known.name == kind.name) {
            Some(known) => *known = Kind { shape: known.shape, ..kind },
            None => self.0.push(kind),
        }
    }
}
