//! Linking a document: the rules in their order, most certain first.
//!
//! In: [`LinkInput`] and the register. Out: [`Linked`]. Never: a link where two entities fit.

use std::ops::Range;

use super::{Candidate, Mention, Rule, people::Said, policy, read, text::Text};
use crate::{
    config::MentionPolicy,
    content::{LinkPolicy, Period},
    date::Edtf,
    markdown::{TextBlock, blocks::Style},
    path::EntityId,
    register::Register,
};

/// What linking a document rests on, beside the register.
#[derive(Clone, Copy)]
pub struct LinkInput<'a> {
    /// The document's text.
    pub blocks: &'a [TextBlock],
    /// When it was published.
    pub date: Option<Edtf>,
    /// The time that it speaks of.
    pub covers: Period,
    /// The book's policy.
    pub policy: &'a MentionPolicy,
    /// The document's own.
    pub document_link: Option<LinkPolicy>,
    /// What editors decided, with its place.
    pub decisions: &'a [Decision],
    /// The entity whose page this text stands on: never a mention.
    pub own: Option<&'a EntityId>,
}

/// An editor's decision on a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What was decided.
    pub verdict: DecisionVerdict,
}

/// What an editor decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionVerdict {
    /// The passage names this.
    Is(EntityId),
    /// The passage does not name this.
    Not(EntityId),
}

/// What linking found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// In order of place, never overlapping.
    pub mentions: Vec<Mention>,
    /// `[[links]]` that name nothing or several.
    pub wiki_problems: Vec<WikiProblem>,
}

/// A `[[link]]` that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WikiProblem {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text: the label.
    pub text: Range<usize>,
    /// The target as written.
    pub target: String,
    /// What it may mean; empty if nothing.
    pub candidates: Vec<EntityId>,
}

/// A span and what it names, before policy. `text` is bytes of the block's own text.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub block: usize,
    pub text: Range<usize>,
    pub rule: Rule,
    pub who: Who,
}

/// Whom a span names.
#[derive(Clone, Debug)]
pub(super) enum Who {
    One(EntityId),
    Several(Vec<Candidate>),
}

/// Links a document.
pub fn link(input: &LinkInput<'_>, register: &Register) -> Linked {
    let mut linked = Linked::default();
    let texts: Vec<Text> = input.blocks.iter().map(Text::of).collect();
    let mut found = wiki(input, register, &mut linked.wiki_problems);
    found.extend(decided(input));
    let mut said = Said { small_words: read::small_words(&texts), ..Said::default() };
    for (block, text) in texts.iter().enumerate() {
        read::block(input, register, text, block, &mut said, &mut found);
    }
    linked.mentions = policy::apply(input, register, &texts, found);
    linked
}

fn wiki(input: &LinkInput<'_>, register: &Register, problems: &mut Vec<WikiProblem>) -> Vec<Found> {
    let mut found = Vec::new();
    for (block, text) in input.blocks.iter().enumerate() {
        // One link's label may be several segments.
        let mut at = 0;
        while at < text.segments.len() {
            let Style::Wiki(target) = &text.segments[at].style else {
                at += 1;
                continue;
            };
            let first = at;
            while text.segments.get(at).is_some_and(|s| s.style == text.segments[first].style) {
                at += 1;
            }
            let range = text.segments[first].text.start..text.segments[at - 1].text.end;
            let mut candidates = register.resolve(target);
            match (candidates.len(), candidates.pop()) {
                (1, Some(entity)) => {
                    found.push(Found {
                        block,
                        text: range,
                        rule: Rule::Explicit,
                        who: Who::One(entity),
                    });
                }
                (_, last) => {
                    candidates.extend(last);
                    problems.push(WikiProblem {
                        block,
                        text: range,
                        target: target.clone(),
                        candidates,
                    });
                }
            }
        }
    }
    found
}

fn decided(input: &LinkInput<'_>) -> Vec<Found> {
    let is = |decision: &Decision| match &decision.verdict {
        DecisionVerdict::Is(entity) => Some(Found {
            block: decision.block,
            text: decision.text.clone(),
            rule: Rule::Decision,
            who: Who::One(entity.clone()),
        }),
        DecisionVerdict::Not(_) => None,
    };
    input.decisions.iter().filter_map(is).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Kinds, content::entity_file, mentions::Outcome, path::SourcePath};

    fn register() -> Register {
        let files = [
            ("people/ada-holm", "title: Ada Holm"),
            ("people/erik-holm", "title: Erik Holm"),
            ("places/norland", "title: Norland\nlink: never"),
            ("agreements/accord", "title: Herring Accord\nlink: first"),
        ];
        let kinds = Kinds::default();
        let parse = |(id, front): &(&str, &str)| {
            let path = SourcePath::new(&format!("content/{id}.md")).unwrap();
            let kind = kinds.of_folder(id.split('/').next().unwrap()).unwrap();
            entity_file::parse(&path, &format!("---\n{front}\n---\n"), kind).0
        };
        let entities: Vec<_> = files.iter().map(parse).collect();
        Register::build(&entities.iter().collect::<Vec<_>>(), &kinds).0
    }

    /// `+ada-holm` is linked, `-` recorded, `?` doubtful.
    fn check(body: &str, own: Option<&str>, decisions: &[(&str, DecisionVerdict)], expect: &str) {
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(body, 0));
        let at = |name: &str| {
            let found = blocks.iter().enumerate().find_map(|(b, x)| Some((b, x.text.find(name)?)));
            found.unwrap()
        };
        let decide = |(name, verdict): &(&str, DecisionVerdict)| {
            let (block, start) = at(name);
            Decision { block, text: start..start + name.len(), verdict: verdict.clone() }
        };
        let decisions: Vec<Decision> = decisions.iter().map(decide).collect();
        let own = own.map(|slug| EntityId::new("people", slug));
        let policy = MentionPolicy::default();
        let linked = link(
            &LinkInput {
                blocks: &blocks,
                date: None,
                covers: Period::default(),
                policy: &policy,
                document_link: None,
                decisions: &decisions,
                own: own.as_ref(),
            },
            &register(),
        );
        let say = |m: &Mention| match &m.outcome {
            Outcome::Linked(e) => format!("+{}", e.slug()),
            Outcome::Recorded(e) => format!("-{}", e.slug()),
            Outcome::Doubtful(all) => format!("?{}", all.len()),
        };
        let problems = linked.wiki_problems.iter().map(|p| format!("!{}", p.candidates.len()));
        let all: Vec<String> = linked.mentions.iter().map(say).chain(problems).collect();
        assert_eq!(all.join(" "), expect, "{body}");
    }

    #[test]
    fn policy_decides_what_is_linked() {
        check("Ada Holm. Ada Holm.", None, &[], "+ada-holm -ada-holm");
        check("# A\n\nAda Holm.\n\n# B\n\nAda Holm.", None, &[], "+ada-holm +ada-holm");
        check("# The Herring Accord\n\nThe Herring Accord.", None, &[], "-accord +accord");
        check("Norland, [[norland]].", None, &[], "-norland +norland");
        check("[Ada Holm](x) `Ada Holm`", None, &[], "");
    }

    #[test]
    fn a_page_is_not_linked_to_itself() {
        check("Ada Holm and Erik Holm.", Some("ada-holm"), &[], "+erik-holm");
    }

    #[test]
    fn editors_decide() {
        let ada = EntityId::new("people", "ada-holm");
        let two = "Ada Holm and Erik Holm. Then Holm spoke.";
        check(two, None, &[], "+ada-holm +erik-holm ?2");
        let is = DecisionVerdict::Is(ada.clone());
        check(two, None, &[("Holm spoke", is)], "+ada-holm +erik-holm +ada-holm");
        check("Ada Holm.", None, &[("Ada Holm", DecisionVerdict::Not(ada))], "");
    }

    #[test]
    fn links_that_lead_nowhere_are_told() {
        check("[[nobody]] and [[people/ada-holm|she]]", None, &[], "+ada-holm !0");
    }
}
