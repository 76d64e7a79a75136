//! Mentions: which spans of a document name which entity, by what rule, and whether they are
//! linked.
//!
//! In: a document's blocks of text, its dates, the editors' decisions and the register. Out:
//! [`Mention`]s in order of place. Never: a title or address of an entity (only its id), another
//! document, a guess where two entities fit.

pub mod rows;

use std::ops::Range;

use serde::Serialize;

use crate::{diag::ByteRange, path::EntityId};

/// The rule that found a mention: a closed list, documented in `docs/mentions.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The title of the entity, or the full name with small variations.
    FullName,
    /// Another name from `aliases`.
    Alias,
    /// A short form, after the full name earlier in the document.
    ShortForm,
    /// An acronym, from the register or defined in the document.
    Acronym,
    /// A title and a surname (`President Sang`), without the full name.
    TitleName,
    /// An office alone (`the Secretary of State`), resolved by date.
    Office,
    /// A `[[link]]`.
    Explicit,
    /// An editor's `is:`.
    Decision,
}

/// A span of a document that names an entity. Equal spans never repeat; spans never overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the file.
    pub range: ByteRange,
    /// Index of the block that it stands in.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What found it.
    pub rule: Rule,
    /// What it names.
    pub outcome: Outcome,
}

/// What a mention names and what is shown of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Linked.
    Linked(EntityId),
    /// Found, and left unlinked by policy.
    Recorded(EntityId),
    /// Several fit, or none certainly: best first.
    Doubtful(Vec<Candidate>),
}

/// One that a doubtful mention may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Which.
    pub entity: EntityId,
    /// Why it may be meant, for an editor.
    pub why: String,
}

impl Mention {
    /// The entity, if it is certain.
    pub fn entity(&self) -> Option<&EntityId> {
        match &self.outcome {
            Outcome::Linked(entity) | Outcome::Recorded(entity) => Some(entity),
            Outcome::Doubtful(_) => None,
        }
    }
}

/// What linking a text is handed.
pub struct LinkInput<'a> {
    pub blocks: &'a [crate::markdown::TextBlock],
    pub date: Option<crate::date::Edtf>,
    pub covers: crate::content::Period,
    pub policy: &'a crate::config::MentionPolicy,
    pub document_link: Option<crate::content::LinkPolicy>,
    pub decisions: &'a [Decision],
    pub own: Option<&'a EntityId>,
}
/// An editor's decision at its place.
#[derive(Clone, Debug)]
pub struct Decision {
    pub block: usize,
    pub text: Range<usize>,
    pub verdict: DecisionVerdict,
}
/// What it says.
#[derive(Clone, Debug)]
pub enum DecisionVerdict {
    Is(EntityId),
    Not(EntityId),
}
/// What linking came to.
#[derive(Default, Debug)]
pub struct Linked {
    pub mentions: Vec<Mention>,
    pub wiki_problems: Vec<WikiProblem>,
}
/// A `[[link]]` that names nothing or too much.
#[derive(Debug)]
pub struct WikiProblem {
    pub block: usize,
    pub text: Range<usize>,
    pub target: String,
    pub candidates: Vec<EntityId>,
}

/// Links a text (shallow).
pub fn link(input: &LinkInput<'_>, register: &crate::register::Register) -> Linked {
    let mut out = Linked::default();
    for (at, block) in input.blocks.iter().enumerate() {
        let mut taken: Vec<Range<usize>> = Vec::new();
        for seg in &block.segments {
            if let crate::markdown::Style::Wiki(target) = &seg.style {
                let ids = register.resolve(target);
                match ids.as_slice() {
                    [id] => {
                        taken.push(seg.text.clone());
                        out.mentions.push(Mention {
                            range: block.source_of(seg.text.clone()),
                            block: at,
                            text: seg.text.clone(),
                            rule: Rule::Explicit,
                            outcome: Outcome::Linked(id.clone()),
                        });
                    }
                    _ => out.wiki_problems.push(WikiProblem {
                        block: at,
                        text: seg.text.clone(),
                        target: target.clone(),
                        candidates: ids,
                    }),
                }
            }
        }
        for (name, id, policy, title) in &register.names {
            if input.own == Some(id) {
                continue;
            }
            for (s, _) in block.text.match_indices(name.as_str()) {
                let r = s..s + name.len();
                let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                if !edge(block.text[..s].chars().next_back())
                    || !edge(block.text[r.end..].chars().next())
                {
                    continue;
                }
                if taken.iter().any(|t| t.start < r.end && r.start < t.end) {
                    continue;
                }
                if block.segments.iter().any(|g| {
                    g.text.start < r.end
                        && r.start < g.text.end
                        && g.style != crate::markdown::Style::Prose
                }) {
                    continue;
                }
                taken.push(r.clone());
                let never = *policy == Some(crate::content::LinkPolicy::Never)
                    || block.kind == crate::markdown::BlockKind::Heading;
                out.mentions.push(Mention {
                    range: block.source_of(r.clone()),
                    block: at,
                    text: r,
                    rule: if *title { Rule::FullName } else { Rule::Alias },
                    outcome: if never {
                        Outcome::Recorded(id.clone())
                    } else {
                        Outcome::Linked(id.clone())
                    },
                });
            }
        }
    }
    out.mentions.sort_by_key(|m| (m.block, m.text.start));
    out
}
