//! Entities: what the book has pages for.

use super::{Citation, Common, FileFacts, LinkPolicy, Placed, facts::Fact};
use crate::{date::Edtf, path::EntityId};

/// An entity as its file describes it.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its identity: folder and slug.
    pub id: EntityId,
    /// Singular name of its kind: `person`, `agreement`, …, or one declared in `site.toml`.
    pub kind: String,
    /// Where its text is.
    pub file: FileFacts,
    /// Title, summary, reviews, ….
    pub common: Common,
    /// Other names, each with its place.
    pub aliases: Vec<Placed<String>>,
    /// Names used after the first mention. `None`: derive them; empty: there are none.
    pub short: Option<Vec<Placed<String>>>,
    /// What it is sorted by. `None`: derived from the title.
    pub sort: Option<String>,
    /// Longer strings that contain a name of it but are something else.
    pub never: Vec<String>,
    /// Its own link policy.
    pub link: Option<LinkPolicy>,
    /// Identifiers in authority files: name of the file and the identifier.
    pub ids: Vec<(String, String)>,
    /// What its facts rest on.
    pub sources: Vec<Citation>,
    /// What only its kind has.
    pub details: Details,
}

/// What only some kinds have.
#[derive(Clone, Debug)]
pub enum Details {
    /// A person.
    Person(Person),
    /// An office.
    Office(Office),
    /// An agreement.
    Agreement(Box<Agreement>),
    /// An event, or any kind that has a time.
    Event(Event),
    /// Organisations, places, vessels: nothing more.
    Plain,
}

/// The order of the parts of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOrder {
    /// Nguyễn Tấn Dũng, Zhou Enlai.
    FamilyFirst,
    /// Ada Lovelace.
    GivenFirst,
}

/// The parts of a person's name, as far as the file says.
#[derive(Clone, Debug, Default)]
pub struct PersonName {
    /// Family name.
    pub family: Option<String>,
    /// Given name or names.
    pub given: Option<String>,
    /// Their order.
    pub order: Option<NameOrder>,
}

/// A person.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The parts of the name.
    pub name: PersonName,
    /// Birth.
    pub born: Option<Fact<Edtf>>,
    /// Death.
    pub died: Option<Fact<Edtf>>,
    /// Offices held, in the order of the file.
    pub offices: Vec<OfficeTerm>,
}

/// An office that a person held.
#[derive(Clone, Debug)]
pub struct OfficeTerm {
    /// A slug of `offices/`, with its place.
    pub office: Option<Placed<String>>,
    /// A title in words, for an office without a page: `President of France`.
    pub title: Option<String>,
    /// From, inclusive.
    pub from: Option<Edtf>,
    /// To, exclusive. `None`: not known, which never means "still".
    pub to: TermEnd,
    /// Held it for somebody else.
    pub acting: bool,
    /// What the term rests on.
    pub source: Option<Citation>,
    /// Where the entry stands.
    pub range: crate::diag::ByteRange,
}

/// How a term ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermEnd {
    /// Not known.
    Unknown,
    /// Exclusive.
    On(Edtf),
    /// `to: present`, true as of a date.
    Present {
        /// As of when.
        as_of: Edtf,
    },
}

/// An office: President, Secretary of State.
#[derive(Clone, Debug, Default)]
pub struct Office {
    /// The state or organisation that it belongs to, as written.
    pub body: Option<String>,
    /// Other wordings of the title.
    pub variants: Vec<Placed<String>>,
}

/// An agreement.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// Treaty, executive agreement, memorandum, joint statement, ….
    pub concluded_as: Option<String>,
    /// Binding or political.
    pub legal_status: Option<String>,
    /// Entity slugs (`places/x` or `x`) or names.
    pub parties: Vec<Placed<String>>,
    /// Signature.
    pub signed: Option<Fact<Edtf>>,
    /// Provisional application.
    pub provisional_from: Option<Fact<Edtf>>,
    /// Entry into force.
    pub in_force: Option<Fact<Edtf>>,
    /// Amendments.
    pub amended: Vec<Fact<Edtf>>,
    /// What replaced it, with its place.
    pub replaced_by: Option<Placed<String>>,
    /// When it ended.
    pub ended: Option<Fact<Edtf>>,
    /// Who signed it: person and office as written.
    pub signatories: Vec<Signatory>,
    /// Where it is printed.
    pub citation: Option<String>,
    /// Its status in words.
    pub status: Option<Fact<String>>,
    /// When that was so.
    pub status_as_of: Option<Edtf>,
}

/// Who signed an agreement.
#[derive(Clone, Debug)]
pub struct Signatory {
    /// A slug of `people/` or a name.
    pub person: Placed<String>,
    /// A slug of `offices/` or a title.
    pub office: Option<Placed<String>>,
}

/// An event; also what kinds declared in `site.toml` may say of time and status.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// First day.
    pub start: Option<Fact<Edtf>>,
    /// Last day.
    pub end: Option<Fact<Edtf>>,
    /// A slug of `places/` or a name.
    pub place: Option<Placed<String>>,
    /// Entity slugs or names.
    pub participants: Vec<Placed<String>>,
    /// Where it is printed (kinds declared in `site.toml`).
    pub citation: Option<String>,
    /// Its status in words (kinds declared in `site.toml`).
    pub status: Option<Fact<String>>,
    /// When that was so.
    pub status_as_of: Option<Edtf>,
}
