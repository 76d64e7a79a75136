//! Linking one document: from its blocks to its mentions.
//!
//! In: [`LinkInput`] and the register. Out: [`Linked`]. Never: anything that is not in these two.

use std::ops::Range;

use super::{
    Mention, Outcome, Rule, WikiProblem,
    acronyms::Acronyms,
    policy::Density,
    resolve::{Memory, Verdict, candidates, listed},
    scan::{Hit, Scanner},
    tokens::Line,
    wiki,
};
use crate::{
    config::MentionPolicy,
    content::{LinkPolicy, Period},
    date::Edtf,
    markdown::{BlockKind, Style, TextBlock},
    path::EntityId,
    register::{EntityIndex, Register},
};

/// An editor's decision on a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What it is or is not.
    pub is: Is,
}

/// What an editor says that a span is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Is {
    /// This entity.
    Entity(EntityId),
    /// Not this entity.
    Not(EntityId),
    /// None that the register has.
    Nothing,
}

/// All that linking a document reads, beside the register.
#[derive(Clone, Debug)]
pub struct LinkInput<'a> {
    /// Its blocks of text.
    pub blocks: &'a [TextBlock],
    /// Its date.
    pub date: Option<Edtf>,
    /// The time that its text speaks of.
    pub covers: Period,
    /// The book's policy.
    pub policy: &'a MentionPolicy,
    /// The document's own policy.
    pub document_link: Option<LinkPolicy>,
    /// Editors' decisions.
    pub decisions: &'a [Decision],
    /// The entity whose page this text is: it is never named.
    pub own: Option<&'a EntityId>,
}

/// What linking a document gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The mentions, in order, none overlapping.
    pub mentions: Vec<Mention>,
    /// `[[links]]` that mean nothing or several things.
    pub problems: Vec<WikiProblem>,
}

/// Links a document. Deterministic: equal input and an equal [`Register::answer`] for the
/// document's words give an equal result.
pub fn link(input: &LinkInput<'_>, register: &Register) -> Linked {
    let mut problems = Vec::new();
    let mut acronyms = Acronyms::default();
    let scanned: Vec<(Line<'_>, Vec<Hit>)> = input
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind != BlockKind::Code)
        .map(|(number, block)| {
            let line = Line::of(number, block);
            let hits = Scanner { register, line: &line }.hits(&mut acronyms);
            (line, hits)
        })
        .collect();
    let mut memory = Memory::new(register, input, &scanned);
    let mut spans = Vec::new();
    for (line, hits) in &scanned {
        let explicit = wiki::links(register, line.block, &input.blocks[line.block], &mut problems);
        spans.extend(resolve_line(&mut memory, line, hits, explicit));
    }
    Linked { mentions: mentions(input, register, spans), problems }
}

/// A resolved span of a block.
struct Span {
    block: usize,
    text: Range<usize>,
    verdict: Verdict,
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The spans of one line: decisions first, then `[[links]]`, then what was found.
fn resolve_line(
    memory: &mut Memory<'_>,
    line: &Line<'_>,
    hits: &[Hit],
    explicit: Vec<(Range<usize>, EntityIndex)>,
) -> Vec<Span> {
    let mut spans = certain_spans(memory, line, explicit);
    let fixed = spans.len();
    for (nth, hit) in hits.iter().enumerate() {
        let text = line.span(&hit.tokens);
        for span in spans[..fixed].iter().filter(|span| span.text.end <= text.start) {
            if let Verdict::Certain(entity, _) = span.verdict {
                memory.introduce(entity);
            }
        }
        if spans[..fixed].iter().any(|span| overlap(&span.text, &text)) {
            continue;
        }
        let Some(verdict) = memory.resolve(line, hit, listed(line, hits, nth)) else { continue };
        let Some(verdict) = decided(memory, line.block, &text, verdict) else { continue };
        if is_prose(&memory.input.blocks[line.block], &text) {
            spans.push(Span { block: line.block, text, verdict });
        }
    }
    for span in &spans[..fixed] {
        if let Verdict::Certain(entity, _) = span.verdict {
            memory.introduce(entity);
        }
    }
    spans.sort_by_key(|span| span.text.start);
    spans
}

/// What editors fixed in a line: `is:` decisions and `[[links]]`.
fn certain_spans(
    memory: &Memory<'_>,
    line: &Line<'_>,
    explicit: Vec<(Range<usize>, EntityIndex)>,
) -> Vec<Span> {
    let block = line.block;
    let mut spans: Vec<Span> = Vec::new();
    for decision in memory.input.decisions.iter().filter(|d| d.block == block) {
        let Is::Entity(id) = &decision.is else { continue };
        let Some(entity) = memory.register.find(id.as_str()) else { continue };
        let inside = decision.text.end <= line.text.len() && !decision.text.is_empty();
        if inside && spans.iter().all(|span| !overlap(&span.text, &decision.text)) {
            let verdict = Verdict::Certain(entity, Rule::Decision);
            spans.push(Span { block, text: decision.text.clone(), verdict });
        }
    }
    for (text, entity) in explicit {
        if spans.iter().all(|span| !overlap(&span.text, &text)) {
            let verdict = Verdict::Certain(entity, Rule::Explicit);
            spans.push(Span { block, text, verdict });
        }
    }
    spans
}

/// What is left of a verdict after the editors' `not:`.
fn decided(
    memory: &Memory<'_>,
    block: usize,
    text: &Range<usize>,
    verdict: Verdict,
) -> Option<Verdict> {
    let denied = |entity: EntityIndex| {
        memory.input.decisions.iter().any(|decision| {
            decision.block == block
                && overlap(&decision.text, text)
                && match &decision.is {
                    Is::Entity(_) => false,
                    Is::Not(id) => memory.register.entry(entity).id == *id,
                    Is::Nothing => true,
                }
        })
    };
    match verdict {
        Verdict::Certain(entity, _) if denied(entity) => None,
        Verdict::Doubtful(mut found) => {
            found.retain(|(entity, _)| !denied(*entity));
            (!found.is_empty()).then_some(Verdict::Doubtful(found))
        }
        verdict => Some(verdict),
    }
}

/// Whether a span is running text throughout.
fn is_prose(block: &TextBlock, text: &Range<usize>) -> bool {
    let first = block.segments.partition_point(|segment| segment.text.end <= text.start);
    block.segments[first..]
        .iter()
        .take_while(|segment| segment.text.start < text.end)
        .all(|segment| segment.style == Style::Prose)
}

fn mentions(input: &LinkInput<'_>, register: &Register, spans: Vec<Span>) -> Vec<Mention> {
    let mut density = Density::default();
    let own = input.own.and_then(|id| register.find(id.as_str()));
    let mut mentions = Vec::with_capacity(spans.len());
    for span in spans {
        let (rule, outcome) = match span.verdict {
            Verdict::Certain(entity, _) if Some(entity) == own => continue,
            Verdict::Certain(entity, rule) => {
                let id = register.entry(entity).id.clone();
                let links = density.links(register, input, entity, span.block);
                (rule, if links { Outcome::Linked(id) } else { Outcome::Recorded(id) })
            }
            Verdict::Doubtful(found) => {
                (Rule::ShortForm, Outcome::Doubtful(candidates(register, &found)))
            }
        };
        let range = input.blocks[span.block].source_of(span.text.clone());
        mentions.push(Mention { range, block: span.block, text: span.text, rule, outcome });
    }
    mentions
}
