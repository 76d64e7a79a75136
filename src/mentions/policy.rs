//! From what was found to mentions: decisions, overlaps, and which become links.
//!
//! In: spans with what they name. Out: [`Mention`]s in order, each linked, recorded or doubtful.
//! Never: two mentions of one place; a link in a heading, to the text's own page, or to an entity
//! that is to be recorded only.

use std::collections::BTreeSet;

use super::{
    Mention, Outcome, Rule,
    link::{DecisionVerdict, Found, LinkInput, Who},
    text::Text,
};
use crate::{content::LinkPolicy, path::EntityId, register::Register};

/// Settles overlaps (decisions first, then `[[links]]`, then the longer), and applies the policy.
pub(super) fn apply(
    input: &LinkInput<'_>,
    register: &Register,
    texts: &[Text],
    found: Vec<Found>,
) -> Vec<Mention> {
    let mut seen = BTreeSet::<(EntityId, usize)>::new();
    let mut mentions = Vec::new();
    for found in settled(input, found) {
        let outcome = match found.who {
            Who::Several(candidates) => Outcome::Doubtful(candidates),
            Who::One(entity) => {
                outcome(input, register, texts, &mut seen, found.block, found.rule, entity)
            }
        };
        mentions.push(Mention {
            range: input.blocks[found.block].source_of(found.text.clone()),
            block: found.block,
            text: found.text,
            rule: found.rule,
            outcome,
        });
    }
    mentions
}

fn outcome(
    input: &LinkInput<'_>,
    register: &Register,
    texts: &[Text],
    seen: &mut BTreeSet<(EntityId, usize)>,
    block: usize,
    rule: Rule,
    entity: EntityId,
) -> Outcome {
    let asked = matches!(rule, Rule::Explicit | Rule::Decision);
    let own = register.index_of(&entity).and_then(|at| register.record(at).link);
    let policy = own.or(input.document_link).unwrap_or(input.policy.link);
    if texts[block].heading || (policy == LinkPolicy::Never && !asked) {
        return Outcome::Recorded(entity);
    }
    let place = match policy {
        LinkPolicy::FirstPerSection => input.blocks[block].section,
        _ => 0,
    };
    let first = seen.insert((entity.clone(), place));
    match first || asked || policy == LinkPolicy::Every {
        true => Outcome::Linked(entity),
        false => Outcome::Recorded(entity),
    }
}

/// Without overlaps, without what an editor denied and without the text's own entity; in order.
fn settled(input: &LinkInput<'_>, mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|f| !f.text.is_empty() && f.block < input.blocks.len());
    found.iter_mut().for_each(|f| deny(input, f));
    found.retain(|f| match &f.who {
        Who::One(entity) => Some(entity) != input.own,
        Who::Several(all) => !all.is_empty(),
    });
    let weight = |f: &Found| match f.rule {
        Rule::Decision => 0,
        Rule::Explicit => 1,
        _ => 2,
    };
    found.sort_by_key(|f| (weight(f), f.block, f.text.start, std::cmp::Reverse(f.text.end)));
    let mut kept: Vec<Found> = Vec::new();
    let mut taken = std::collections::BTreeMap::<(usize, usize), usize>::new();
    for f in found {
        let before = taken.range(..(f.block, f.text.end)).next_back();
        let free = before.is_none_or(|((block, _), end)| *block != f.block || *end <= f.text.start);
        if free {
            taken.insert((f.block, f.text.start), f.text.end);
            kept.push(f);
        }
    }
    kept.sort_by_key(|f| (f.block, f.text.start));
    kept
}

fn deny(input: &LinkInput<'_>, found: &mut Found) {
    for decision in input.decisions.iter().filter(|d| d.block == found.block) {
        let DecisionVerdict::Not(denied) = &decision.verdict else { continue };
        if decision.text.start >= found.text.end || found.text.start >= decision.text.end {
            continue;
        }
        let empty = Who::Several(Vec::new());
        match &mut found.who {
            Who::One(entity) if entity == denied => found.who = empty,
            Who::Several(all) => all.retain(|c| c.entity != *denied),
            Who::One(_) => {}
        }
    }
}
