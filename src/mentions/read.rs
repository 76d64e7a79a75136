//! Reading a block from its first name to its last, as a reader would.
//!
//! In: a prepared block, the register and what the document has said before. Out: what is found
//! in the block; [`Said`] grows. Never: a rule that looks ahead of the reader.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    Candidate, Rule, acronyms,
    around::{self, before},
    capitals, dates,
    doubts::{self, Longer},
    link::{Found, LinkInput, Who},
    offices::{self, Office},
    people::{self, Place, Said, Surname, Verdict},
    scan::{self, Hit},
    text::Text,
    titles,
};
use crate::{
    content::Period,
    register::{Register, Role, offices::Span},
};

/// Words that the document writes with a small first letter, outside links, code and addresses.
pub(super) fn small_words(texts: &[Text]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        for at in (0..text.words.len()).filter(|at| !text.words[*at].capital) {
            let range = text.words[at].start..text.words[at].end;
            if !words.contains(text.lower(at)) && !text.is_shut(&range) {
                words.insert(text.lower(at).to_owned());
            }
        }
    }
    words
}

/// The days that a period covers.
pub(super) fn span(period: Period) -> Span {
    Span {
        from: period.from.map(|d| d.earliest()),
        to: period.to.or(period.from).map(|d| d.latest()),
    }
}

/// Reads a block.
pub(super) fn block(
    input: &LinkInput<'_>,
    register: &Register,
    text: &Text,
    block: usize,
    said: &mut Said,
    found: &mut Vec<Found>,
) {
    let hits = scan::hits(text, register);
    let time = span(input.covers);
    for never in &hits.nevers {
        // Names do not overlap: only the last one that begins before may hold it.
        let before = hits.names.partition_point(|name| name.range.start <= never.range.start);
        let name = before.checked_sub(1).map(|at| &hits.names[at]);
        if name.is_none_or(|name| name.range.end < never.range.end) {
            stranger_of(text, never, said);
        }
    }
    let starts: BTreeSet<usize> = hits.surnames.iter().map(|h| h.words.start).collect();
    let ends: BTreeSet<usize> = hits.surnames.iter().map(|h| h.words.end).collect();
    said.ships = ships(&hits.surnames, register);
    said.starts = hits.names.iter().map(|h| h.words.start).chain(starts.iter().copied()).collect();
    let mut all: Vec<(Hit, Kind)> = hits.names.into_iter().map(|h| (h, Kind::Name)).collect();
    all.extend(hits.surnames.into_iter().map(|h| (h, Kind::Surname)));
    all.extend(hits.offices.into_iter().map(|h| (h, Kind::Office)));
    all.extend(acronyms::candidates(text).map(|h| (h, Kind::Defined)));
    all.sort_by_key(|(h, kind)| (h.range.start, *kind));
    said.named_until = 0;
    let mut end = 0;
    for (hit, kind) in all {
        if hit.range.start < end {
            continue;
        }
        let done = match kind {
            Kind::Name => full_name(text, block, &hit, register, said),
            Kind::Surname => {
                let beside = Beside::of(text, &hit.words, &starts, &ends);
                surname(text, block, &hit, beside, register, time, said)
            }
            Kind::Defined => acronyms::known(text, &hit, register, said),
            Kind::Office => office(input, text, block, &hit, register, time, said),
        };
        let Some((rule, who, words)) = done else { continue };
        let start = text.words[words.start].start.min(hit.range.start);
        let range = start..text.words[words.end - 1].end.max(hit.range.end);
        end = range.end;
        if kind != Kind::Office && is_person(&who, register) {
            said.named_until = words.end;
        }
        found.push(Found { block, text: text.folded.original(range), rule, who });
    }
}

/// The vessels that bear the names at these words.
fn ships(surnames: &[Hit], register: &Register) -> BTreeMap<(usize, usize), Vec<usize>> {
    let of = |hit: &Hit| {
        let vessel = |(e, role): &(usize, Role)| {
            (*role == Role::Short && register.record(*e).kind == "vessel").then_some(*e)
        };
        ((hit.words.start, hit.words.end), hit.uses.iter().filter_map(vessel).collect())
    };
    surnames.iter().map(of).filter(|(_, all): &(_, Vec<usize>)| !all.is_empty()).collect()
}

/// What kind of hit, in the order in which they are tried at one place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Name,
    Surname,
    Defined,
    Office,
}

fn office(
    input: &LinkInput<'_>,
    text: &Text,
    block: usize,
    hit: &Hit,
    register: &Register,
    time: Span,
    said: &Said,
) -> Done {
    let holder = offices::holder(
        &Office {
            text,
            block,
            hit,
            default_body: input.policy.default_body.as_deref(),
            covers: time,
        },
        register,
        said,
    )?;
    let who = match holder.who[..] {
        [] => return None,
        [one] => Who::One(register.record(one).id.clone()),
        _ => several(register, holder.who.iter().map(|e| (*e, "held this office"))),
    };
    Some((Rule::Office, who, holder.words))
}

/// `never: [Jimmy Carter]` makes the surname another's once that stands in the text.
fn stranger_of(text: &Text, never: &Hit, said: &mut Said) {
    let last = never.words.end - 1;
    let first = text.lower(never.words.start);
    if never.words.len() > 1
        && titles::sort_of(first).is_none()
        && text.words[last].capital
        && !super::common::makes_other(text.lower(last))
    {
        said.strangers.insert(text.lower(last).to_owned());
    }
}

/// How a surname stands beside another surname of the register.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Alone,
    /// `Heath, Sato and Trudeau`.
    Listed,
    /// `the Kennedy-Schiller talks`.
    Paired,
}

impl Beside {
    fn of(
        text: &Text,
        words: &Range<usize>,
        starts: &BTreeSet<usize>,
        ends: &BTreeSet<usize>,
    ) -> Self {
        let next = starts
            .range(words.end..)
            .next()
            .copied()
            .filter(|n| *n == words.end || *n == words.end + 1);
        let prior = ends.range(..=words.start).next_back().copied();
        let gap = |at: usize| at.checked_sub(1).map_or("", |last| text.gap(last));
        let pair = |at: Option<usize>, edge: usize| at == Some(edge) && gap(edge) == "-";
        if pair(next, words.end) || pair(prior, words.start) {
            return Beside::Paired;
        }
        let listed = next.is_some_and(|n| people::is_list(text, words.end, n))
            || prior.is_some_and(|p| people::is_list(text, p, words.start));
        if listed { Beside::Listed } else { Beside::Alone }
    }
}

fn is_person(who: &Who, register: &Register) -> bool {
    match who {
        Who::One(id) => register.index_of(id).is_some_and(|at| register.record(at).is_person()),
        Who::Several(_) => true,
    }
}

/// Rule, what is named, and the words of the mention.
pub(super) type Done = Option<(Rule, Who, Range<usize>)>;

fn full_name(text: &Text, block: usize, hit: &Hit, register: &Register, said: &mut Said) -> Done {
    let rule = match hit.uses[0].1 {
        Role::Title => Rule::FullName,
        Role::Alias => Rule::Alias,
        _ => Rule::Acronym,
    };
    let mut entities: Vec<usize> =
        hit.uses.iter().map(|(e, _)| *e).filter(|e| register.record(*e).kind != "office").collect();
    entities.sort_unstable();
    entities.dedup();
    let one_word = hit.words.len() == 1;
    let mut words = hit.words.clone();
    let mut unproven = one_word;
    let people = entities.iter().any(|e| register.record(*e).is_person());
    if people {
        let given = |w: &str| entities.iter().any(|e| people::knows_given(register.record(*e), w));
        let before = before(text, &hit.words, &given);
        if before.other || around::inside_longer(text, &hit.words) {
            return None;
        }
        if before.given.iter().all(|g| given(g)) {
            words.start = before.start;
        }
        unproven &= before.title.is_none() && (before.given.is_empty() || before.weak);
        if let (Some(title), [one]) = (&before.title, &entities[..]) {
            said.bears(&title.head, *one, Place { block, word: words.start });
        }
    } else if one_word
        && rule != Rule::Acronym
        && around::part_of_thing(text, hit.words.start, said.starts.contains(&hit.words.end))
    {
        return None;
    }
    let at = hit.words.start;
    let everyday = |e: &usize| {
        let record = register.record(*e);
        doubts::is_everyday_here(text, at, record, said)
            || doubts::lacks_article(text, at, record, said)
    };
    if unproven
        && (dates::is_date(text, at)
            || rule != Rule::Acronym && entities.first().is_some_and(everyday))
    {
        return None;
    }
    if rule == Rule::Acronym && acronyms::is_word(text, hit.words.start, said) {
        return None;
    }
    // `Texas State Department of Health` is no State Department.
    let last = hit.words.end - 1;
    let headed = matches!(text.lower(last), "department" | "ministry") && hit.words.len() > 1;
    if headed
        && text.gap(last) == " "
        && text.words.get(last + 1).is_some_and(|_| text.lower(last + 1) == "of")
    {
        return None;
    }
    let place = |e: &usize| register.record(*e).kind == "place";
    if entities.iter().any(place) && capitals::is_government(text, &hit.words) {
        return None;
    }
    if let [one] = entities[..]
        && people
        && let Some(done) = doubted(text, one, rule, &words, register, said)
    {
        return done;
    }
    match entities[..] {
        [] => None,
        [one] => {
            acronyms::learn(text, &hit.words, one, said);
            said.introduced.insert(one);
            Some((rule, Who::One(register.record(one).id.clone()), words))
        }
        _ => {
            Some((rule, several(register, entities.iter().map(|e| (*e, "bears this name"))), words))
        }
    }
}

/// What speaks against a person's full name: nothing, or what is to be said of it instead.
fn doubted(
    text: &Text,
    who: usize,
    rule: Rule,
    words: &Range<usize>,
    register: &Register,
    said: &Said,
) -> Option<Done> {
    let doubt = |all: Vec<(usize, &str)>| {
        Some(Some((rule, several(register, all.into_iter()), words.clone())))
    };
    match doubts::goes_on(text, words, register.record(who)) {
        Longer::Yes => return Some(None),
        Longer::Perhaps => return doubt(vec![(who, "another place follows")]),
        Longer::No => {}
    }
    let ships = said.ships.get(&(words.start, words.end)).map_or(&[][..], Vec::as_slice);
    if !doubts::may_be_ship(text, words, !ships.is_empty(), rule == Rule::FullName) {
        return None;
    }
    // A ship that was named before is found by its short form.
    if ships.iter().any(|e| said.introduced.contains(e)) {
        return Some(None);
    }
    let all = ships.iter().map(|e| (*e, "a ship of this name"));
    doubt([(who, "a ship may be meant")].into_iter().chain(all).collect())
}

fn several<'a>(register: &Register, who: impl Iterator<Item = (usize, &'a str)>) -> Who {
    let candidate = |(e, why): (usize, &str)| Candidate {
        entity: register.record(e).id.clone(),
        why: why.to_owned(),
    };
    Who::Several(who.map(candidate).collect())
}

fn surname(
    text: &Text,
    block: usize,
    hit: &Hit,
    beside: Beside,
    register: &Register,
    time: Span,
    said: &mut Said,
) -> Done {
    let of = |role: Role| {
        hit.uses.iter().filter(|(_, r)| *r == role).map(|(e, _)| *e).collect::<Vec<_>>()
    };
    let name = Surname {
        text,
        block,
        words: hit.words.clone(),
        bearers: of(Role::Surname),
        declared: of(Role::Short),
        sentence: text.sentence_time(hit.words.start),
        listed: beside == Beside::Listed,
        paired: beside == Beside::Paired,
    };
    match people::decide(&name, register, time, said) {
        Verdict::Nothing => None,
        Verdict::One(one, rule, words) => {
            Some((rule, Who::One(register.record(one).id.clone()), words))
        }
        Verdict::Doubtful(who, _) if who.is_empty() => None,
        Verdict::Doubtful(who, words) => {
            Some((Rule::ShortForm, several(register, who.into_iter()), words))
        }
    }
}
