//! `briefbook explain DOCUMENT[:LINE]`: why a document's mentions are what they are.
//!
//! In: a document, and perhaps a line of it. Out: each mention with the rule that found it, why it
//! is linked or not, and who else has the name. Never: a mention or candidate that linking did not
//! find; a write.

use std::{collections::BTreeMap, fmt::Write, path::Path};

use super::{
    Failure, Outcome, columns,
    document::{self, Wanted},
    talk,
};
use crate::{
    content::{Entity, LinkPolicy, word, words::folded_name},
    diag::{Finding, Severity},
    markdown::{self, BlockKind, blocks::blocks},
    mentions::{
        Mention, Rule,
        rows::{self, Row, Status},
    },
    path::{DocumentId, EntityId},
    pipeline::{Assembled, Options, Pipeline},
    register::{Register, Role},
    site::{Audience, DocumentFacts},
    source::Source,
};

/// Prints the mentions of a document or of one of its lines.
pub(super) fn run(root: &Path, target: &str) -> Result<Outcome, Failure> {
    let Wanted { document: wanted, line } = Wanted::parse(target);
    let mut pipeline = Pipeline::new(Source::new(root));
    let mut assembled = pipeline.assemble(&Options::default(), &mut ());
    if document::find(&assembled.site, &wanted).is_none() {
        let editors = Options { audience: Audience::Editors, ..Options::default() };
        assembled = pipeline.assemble(&editors, &mut ());
        if document::find(&assembled.site, &wanted).is_some() {
            talk::say(&format!("{wanted} is a draft: its mentions are those that `serve` shows"));
        }
    }
    let Some(facts) = document::find(&assembled.site, &wanted) else {
        talk::error(&document::unknown(&assembled.site, &wanted));
        return Ok(Outcome::WrongUse);
    };
    let bytes = pipeline.source().read(&facts.document.file.path)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().count();
    if line.is_some_and(|line| !(1..=lines).contains(&line)) {
        let typed = target.rsplit(':').next().unwrap_or_default();
        talk::error(&format!("{wanted} has {lines} lines; there is no line {typed}"));
        return Ok(Outcome::WrongUse);
    }
    let errors: Vec<Finding> =
        assembled.findings.iter().filter(|f| f.severity == Severity::Error).cloned().collect();
    talk::findings(&errors);
    let document = Explained::of(&assembled, facts, &text);
    talk::data(&document.render(line));
    let shown = document.all.iter().filter(|(row, _)| line.is_none_or(|line| row.line == line));
    if shown.count() == 0 {
        let place = line.map_or(String::new(), |line| format!(" on line {line}"));
        talk::say(&format!("{wanted} names nothing of the register{place}"));
    }
    Ok(if errors.is_empty() { Outcome::Fine } else { Outcome::Errors })
}

/// A document with its mentions, in order.
struct Explained<'a> {
    all: Vec<(Row, &'a Mention)>,
    headings: Vec<bool>,
    register: Register,
    entities: &'a [Entity],
    id: &'a DocumentId,
}

impl<'a> Explained<'a> {
    fn of(assembled: &'a Assembled, facts: &'a DocumentFacts, text: &str) -> Self {
        let site = &assembled.site;
        let id = &facts.document.id;
        let kind_of = |id: &EntityId| {
            site.entity_number(id).map_or(String::new(), |n| site.entity(n).kind.clone())
        };
        let linked = &assembled.bodies.documents[id];
        let rows = rows::rows(id, text, &linked.mentions, &kind_of);
        let mut mentions: Vec<&Mention> = linked.mentions.iter().collect();
        mentions.sort_by_key(|mention| (mention.range.start, mention.range.end));
        let body = facts.document.file.body;
        let blocks = blocks(&markdown::parse(&text[body.as_range()], body.start));
        let entities: Vec<&Entity> = site.entities.iter().collect();
        Self {
            all: rows.into_iter().zip(mentions).collect(),
            headings: blocks.iter().map(|b| matches!(b.kind, BlockKind::Heading)).collect(),
            register: Register::build(&entities, &site.book.kinds).0,
            entities: &site.entities,
            id,
        }
    }

    fn render(&self, line: Option<usize>) -> String {
        let shown = (0..self.all.len()).filter(|at| line.is_none_or(|l| self.all[*at].0.line == l));
        let shown: Vec<usize> = shown.collect();
        let heads: Vec<[String; 5]> = shown.iter().map(|at| self.head(*at)).collect();
        let mut out = String::new();
        for (head, at) in columns::aligned(&heads).lines().zip(shown) {
            let _ = writeln!(out, "{head}");
            for (word, reason) in self.reasons(at) {
                let _ = writeln!(out, "    {word:<9} {reason}");
            }
        }
        out
    }

    fn head(&self, at: usize) -> [String; 5] {
        let row = &self.all[at].0;
        [
            format!("{}:{}:{}", self.id, row.line, row.column),
            word(&row.status),
            word(&row.rule),
            columns::one_line(&row.text, 60),
            row.entity.as_ref().map_or("-", EntityId::as_str).to_owned(),
        ]
    }

    fn reasons(&self, at: usize) -> Vec<(&'static str, String)> {
        let (row, mention) = &self.all[at];
        let mut reasons = vec![("found", self.found(at))];
        if row.status == Status::Recorded {
            reasons.push(("unlinked", self.unlinked(at, mention)));
        }
        let candidates = row.candidates.iter();
        reasons.extend(candidates.map(|c| ("perhaps", format!("{}: {}", c.entity, c.why))));
        if !row.candidates.is_empty() {
            let hint = "decide it in the notes file, with `is:` or `not:`";
            reasons.push(("unlinked", hint.to_owned()));
        }
        reasons.extend(self.others(at).into_iter().map(|other| ("not", other)));
        reasons
    }

    /// What the rule found.
    fn found(&self, at: usize) -> String {
        let (row, mention) = &self.all[at];
        let text = match row.rule {
            Rule::FullName => "its full name",
            Rule::Alias => "one of its `aliases`",
            Rule::Acronym => "an alias of capitals, or one that the text defines",
            Rule::TitleName => "a title and a surname",
            Rule::Office => "an office alone, by who held it at the time",
            Rule::Explicit => "the text has a [[link]] to it",
            Rule::Decision => "an editor's `is:` in the notes file",
            Rule::ShortForm => {
                let entity = mention.entity();
                let before =
                    self.all[..at].iter().find(|(_, m)| entity.is_some() && m.entity() == entity);
                return match (before, entity) {
                    (Some((first, _)), _) => format!(
                        "a short form, after “{}” on line {}",
                        columns::one_line(&first.text, 40),
                        first.line
                    ),
                    (None, Some(_)) => "a surname that only one entity of the book has".to_owned(),
                    (None, None) => "a surname or short form".to_owned(),
                };
            }
        };
        text.to_owned()
    }

    /// Why a certain mention is no link.
    fn unlinked(&self, at: usize, mention: &Mention) -> String {
        let entity = mention.entity();
        let own = self.entities.iter().find(|e| Some(&e.id) == entity).and_then(|e| e.link);
        let linked =
            |(row, m): &&(Row, &Mention)| row.status == Status::Linked && m.entity() == entity;
        if self.headings.get(mention.block) == Some(&true) {
            "names in headings are recorded only".to_owned()
        } else if own == Some(LinkPolicy::Never) {
            format!("{} says `link: never`", entity.map_or("its file", EntityId::as_str))
        } else if let Some((row, _)) = self.all[..at].iter().rev().find(linked) {
            format!("the link is on line {}; the policy wants no more", row.line)
        } else {
            "the policy of the document or the book wants none, or it stands inside a link"
                .to_owned()
        }
    }

    /// Who else bears the name, and why they are not meant.
    fn others(&self, at: usize) -> Vec<String> {
        let (row, mention) = &self.all[at];
        let Some(entity) = mention.entity() else { return Vec::new() };
        let lower = folded_name(&row.text);
        let mut others = BTreeMap::new();
        for (range, surface) in self.register.find(&lower) {
            let edge =
                |byte: Option<&u8>| byte.is_none_or(|b| b.is_ascii() && !b.is_ascii_alphanumeric());
            let bytes = lower.as_bytes();
            let whole = edge(range.start.checked_sub(1).map(|at| &bytes[at]));
            if range.end != lower.len() || !whole {
                continue;
            }
            for one in surface.uses.iter().filter(|one| one.role != Role::Never) {
                let id = &self.register.record(one.entity).id;
                if id != entity {
                    others.entry(id.clone()).or_insert(one.role);
                }
            }
        }
        let why = |(id, role): (EntityId, Role)| {
            let named = |(_, m): &(Row, &Mention)| m.entity() == Some(&id);
            let before =
                if self.all[..at].iter().any(named) { Before::Named } else { Before::Unnamed };
            format!("{id}: {}", why_not(row.rule, role, before))
        };
        others.into_iter().map(why).collect()
    }
}

/// Whether somebody was named earlier in the document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Named,
    Unnamed,
}

/// Why somebody with the name is not meant, as far as the rule tells.
fn why_not(rule: Rule, role: Role, before: Before) -> &'static str {
    match (rule, role) {
        (Rule::Decision, _) => "an editor decided",
        (Rule::Explicit, _) => "the link says who is meant",
        (Rule::Office, _) | (_, Role::Held) => {
            "did not hold the office at the time, or for another body"
        }
        (Rule::FullName | Rule::Alias | Rule::Acronym, Role::Surname | Role::Short) => {
            "the other words of the name are not its own"
        }
        (_, Role::Surname | Role::Short) if before == Before::Unnamed => {
            "not named before this in the document"
        }
        (Rule::TitleName | Rule::ShortForm, _) => "the title here is not its own at the time",
        _ => "a name inside this longer one",
    }
}
