//! Offices alone: `the Secretary of State`, `the President`, resolved by body and date.
//!
//! In: a span that is the title of offices, and the dates around it. Out: who held it, if the
//! register knows exactly one; else the office's own page. Never: a title that stands before a
//! name; a body that the text or `default_body` does not give.

use std::ops::Range;

use super::{
    Rule,
    dates::dates_in,
    resolve::{Memory, Verdict, doubtful},
    titles::is_state_adjective,
    tokens::{Casing, Gap, Line},
};
use crate::{
    content::words::{Shape, folded_phrase},
    date::Day,
    register::{
        EntityIndex, OfficeIndex, Register, lexicon::Class, office::Term, state::same_body,
    },
};

/// Who is meant by an office alone.
pub(crate) fn resolve(
    memory: &Memory<'_>,
    line: &Line<'_>,
    tokens: &Range<usize>,
    offices: &[OfficeIndex],
) -> Option<Verdict> {
    if !stands_alone(memory.register, line, tokens, offices) {
        return None;
    }
    let meant = meant(memory, line, tokens, offices);
    let spelt = body_before(memory.register, line, tokens, offices).is_some()
        || spells_body(memory.register, line, tokens, offices);
    let entry = memory.register.office(*meant.first()?);
    let lower = line.tokens[tokens.start].shape == Shape::Lower;
    if lower && entry.weight < 2 && !spelt {
        return None;
    }
    let page = meant.iter().find_map(|office| memory.register.office(*office).page);
    match holders(memory, line, tokens, &meant)[..] {
        [holder] => match memory.rival(line, tokens, holder, entry) {
            Some(rival) if !spelt => {
                doubtful([(holder, "held this office then"), (rival, "is so titled nearby")])
            }
            _ => Some(Verdict::Certain(holder, Rule::Office)),
        },
        [] => page.map(|page| Verdict::Certain(page, Rule::Office)),
        ref several => match page {
            Some(page) => Some(Verdict::Certain(page, Rule::Office)),
            None => doubtful(several.iter().map(|e| (*e, "held this office then"))),
        },
    }
}

/// Whether the title is nobody's by name, no part of a longer title and not of another time.
fn stands_alone(
    register: &Register,
    line: &Line<'_>,
    tokens: &Range<usize>,
    offices: &[OfficeIndex],
) -> bool {
    let next = line.get(tokens.end);
    let continues = next.is_some_and(|next| {
        let of = matches!(line.folded(tokens.end), "of" | "for" | "to" | "elect" | "designate");
        let named = next.shape.is_name_like()
            && matches!(next.gap, Gap::Space | Gap::Comma | Gap::Abbreviation | Gap::Hyphen)
            && !next.class.is(Class::STOP.or(Class::CALENDAR))
            && (line.casing != Casing::Caps || next.gap == Gap::Space);
        let longer =
            of && matches!(next.gap, Gap::Space | Gap::Hyphen) && names_a_body(line, tokens.end);
        named || longer
    });
    if continues || next.is_some_and(|n| n.gap == Gap::Ampersand) {
        return false;
    }
    let Some(before) = tokens.start.checked_sub(1) else { return true };
    let gap = line.tokens[tokens.start].gap;
    if matches!(gap, Gap::Sentence | Gap::Other | Gap::Open | Gap::Start | Gap::Comma) {
        return gap != Gap::Comma || tokens.len() > 1;
    }
    let word = line.folded(before);
    let article =
        matches!(word, "the" | "to" | "for" | "from" | "with" | "by" | "and" | "our" | "their");
    let adjective = match body_before(register, line, tokens, offices) {
        Some(_) if line.folded(before) == "s" && gap == Gap::Space => true,
        Some(body) => article_before(line, tokens.start - body.split(' ').count()),
        None => false,
    };
    (article && line.tokens[tokens.start].follows()) || adjective
}

/// `President of the commission`: what follows makes it another office. `of` before a small word
/// other than an article (`Minister of course`) does not.
fn names_a_body(line: &Line<'_>, of: usize) -> bool {
    let at = if line.folded(of + 1) == "the" { of + 2 } else { of + 1 };
    line.folded(of) == "of" || line.name_like(at)
}

fn article_before(line: &Line<'_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        !line.name_like(before) || line.folded(before) == "the" || !line.tokens[at].follows()
    })
}

/// The offices meant: by the body that the text gives, else by the book's default. Several are one
/// office that the register words in several ways.
fn meant(
    memory: &Memory<'_>,
    line: &Line<'_>,
    tokens: &Range<usize>,
    offices: &[OfficeIndex],
) -> Vec<OfficeIndex> {
    let register = memory.register;
    let body = |office: &OfficeIndex| register.office(*office).body.as_deref();
    let told = body_before(register, line, tokens, offices);
    let of = |state: &str| -> Vec<OfficeIndex> {
        let same = |office: &OfficeIndex| body(office).is_some_and(|b| same_body(b, state));
        offices.iter().copied().filter(same).collect()
    };
    let default = memory.input.policy.default_body.as_deref().map(folded_phrase);
    if let Some(told) = told {
        let mut meant = of(&told);
        if default.is_some_and(|default| same_body(&default, &told)) {
            meant.extend(offices.iter().filter(|office| body(office).is_none()));
        }
        return meant;
    }
    if spells_body(register, line, tokens, offices) {
        return offices.iter().copied().filter(|o| body(o).is_some()).collect();
    }
    let Some(default) = default else { return Vec::new() };
    let mut meant = of(&default);
    // An office without a body is the default body's, unless its title says little and some
    // other state of the register has one of that title.
    let foreign = meant.is_empty() && offices.iter().any(|office| body(office).is_some());
    let telling = |office: &OfficeIndex| register.office(*office).weight > 1 || !foreign;
    meant.extend(offices.iter().filter(|office| body(office).is_none() && telling(office)));
    meant
}

/// The body in the adjective before an office: `french`, `west german`, `us`.
fn body_before(
    register: &Register,
    line: &Line<'_>,
    tokens: &Range<usize>,
    offices: &[OfficeIndex],
) -> Option<String> {
    let at = tokens.start.checked_sub(1)?;
    let pair =
        at.checked_sub(1).map(|before| format!("{} {}", line.folded(before), line.folded(at)));
    if line.tokens[at].shape == Shape::Initial {
        return pair.filter(|pair| matches!(&**pair, "u s" | "u k"));
    }
    let known = |office: &OfficeIndex| {
        let body = register.office(*office).body.as_deref();
        body.is_some_and(|body| same_body(body, line.folded(at)))
    };
    // `Tarn's defence minister`.
    let owner = at
        .checked_sub(1)
        .filter(|_| line.tokens[at].gap == Gap::Apostrophe && line.folded(at) == "s");
    if let Some(owner) = owner {
        let owned = |office: &&OfficeIndex| {
            let body = register.office(**office).body.as_deref();
            body.is_some_and(|body| same_body(body, line.folded(owner)))
        };
        return offices.iter().find(owned).map(|_| line.folded(owner).to_owned());
    }
    if !(is_state_adjective(line, at) || line.name_like(at) && offices.iter().any(known)) {
        return None;
    }
    let direction = at.checked_sub(1).is_some_and(|before| {
        matches!(line.folded(before), "west" | "east" | "north" | "south") && line.name_like(before)
    });
    pair.filter(|_| direction).or_else(|| Some(line.folded(at).to_owned()))
}

/// Whether the span itself ends in the body: `President of France`.
fn spells_body(
    register: &Register,
    line: &Line<'_>,
    tokens: &Range<usize>,
    offices: &[OfficeIndex],
) -> bool {
    let text = folded_phrase(&line.text[line.span(tokens)]);
    offices.iter().any(|office| {
        let body = register.office(*office).body.as_deref();
        body.is_some_and(|body| text.ends_with(body) || text.starts_with(body))
    })
}

/// Who held an office at the mention's time: a date in the sentence, else in the paragraph, else
/// any moment that the document covers. Of several holders in a paragraph's dates, the one of the
/// covered time is meant.
fn holders(
    memory: &Memory<'_>,
    line: &Line<'_>,
    tokens: &Range<usize>,
    offices: &[OfficeIndex],
) -> Vec<EntityIndex> {
    let terms: Vec<&(EntityIndex, Term)> =
        offices.iter().flat_map(|office| &memory.register.office(*office).holders).collect();
    let office = &terms[..];
    let covered = held_in(office, &[memory.covered()]);
    let sentence = dates_in(line, line.sentence(tokens.start));
    if !sentence.is_empty() {
        return held_in(office, &sentence);
    }
    let paragraph = line.dates();
    if paragraph.is_empty() {
        return covered;
    }
    let holders = held_in(office, paragraph);
    let both: Vec<EntityIndex> =
        holders.iter().copied().filter(|holder| covered.contains(holder)).collect();
    if both.len() == 1 { both } else { holders }
}

fn held_in(office: &[&(EntityIndex, Term)], spans: &[(Day, Day)]) -> Vec<EntityIndex> {
    let mut holders: Vec<EntityIndex> =
        spans.iter().flat_map(|(first, last)| held(office, *first, *last)).collect();
    holders.sort_unstable();
    holders.dedup();
    holders
}

/// For how long a term with one end unknown is taken to reach beyond the other, in days: twelve
/// years after its beginning, one before its end.
const OPEN_END: i64 = 12 * 366;
const OPEN_START: i64 = 366;

fn held(office: &[&(EntityIndex, Term)], first: Day, last: Day) -> Vec<EntityIndex> {
    let near = |term: &Term| match (term.from == Day::FIRST, term.to == Day::LAST) {
        (true, true) => false,
        (true, false) => term.to.number() - first.number() <= OPEN_START,
        (false, true) => last.number() - term.from.number() <= OPEN_END,
        (false, false) => true,
    };
    let fitting: Vec<_> =
        office.iter().filter(|(_, term)| term.touches(first, last) && near(term)).collect();
    // An end that is not known yields to a successor's beginning.
    let latest = fitting.iter().map(|(_, term)| term.from).max();
    let yields = |term: &Term| {
        term.to == Day::LAST && Some(term.from) < latest && latest.is_some_and(|day| day <= first)
    };
    fitting.iter().filter(|(_, term)| !yields(term)).map(|(entity, _)| *entity).collect()
}
