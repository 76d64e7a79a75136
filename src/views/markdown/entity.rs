//! The Markdown of an entity: facts, text, every mention in its sentence.
//!
//! In: the view and texts of the page. Out: Markdown. Never: a sentence that the page withholds.

use std::fmt::Write;

use super::{
    super::{Date, EntityView, Fact, Link, MentionGroup, MentionsView, Owner, Year},
    Source, corrections, escaped, head, heading, item, link, links, pager, paragraph, to, words,
};
use crate::site::EntityNumber;

fn fact(out: &mut String, fact: &Fact) {
    let _ = writeln!(out, "- {}: {}", fact.label, link(&fact.value));
}

pub(super) fn entity(out: &mut String, from: &Source<'_>, number: EntityNumber, view: &EntityView) {
    let Source { site, texts, .. } = from;
    let owner = Owner::Entity(number);
    head(out, &view.page);
    if let Some(summary) = &site.entity(number).common.summary {
        paragraph(out, &texts.line(owner, summary));
    }
    item(out, "Kind", Some(&view.kind.singular));
    item(out, "Also called", Some(&view.aliases.join("; ")));
    if let Some(status) = &view.status {
        let as_of =
            status.as_of.as_ref().map_or(String::new(), |date| format!(" (as of {})", date.words));
        let _ = writeln!(out, "- Status: {}{as_of}", escaped(&status.text));
    }
    view.facts.iter().for_each(|f| fact(out, f));
    for (label, all) in [("Parties", &view.parties), ("Participants", &view.participants)] {
        if !all.is_empty() {
            let _ = writeln!(out, "- {label}: {}", links(all));
        }
    }
    out.push('\n');
    paragraph(out, &texts.body(owner));
    terms(out, view);
    if !view.mentions.is_empty() {
        heading(out, "Mentions");
        mentions(out, &view.mentions);
        years(out, &view.years);
    }
    if !view.named_with.is_empty() {
        heading(out, "Named together with");
        for other in &view.named_with {
            let _ = writeln!(out, "- {} ({})", to(&other.text, &other.href), other.count);
        }
    }
    if !view.sources.is_empty() {
        heading(out, "Sources");
        view.sources.iter().for_each(|source| {
            let _ = writeln!(out, "- {}", link(source));
        });
    }
    corrections(out, &view.corrections);
}

fn terms(out: &mut String, view: &EntityView) {
    let line = |out: &mut String,
                name: &Link,
                from: Option<&Date>,
                to: Option<&Date>,
                still: Option<&Date>,
                acting: bool| {
        let from = words(from).unwrap_or("start not known");
        let to = match (to, still) {
            (Some(to), _) => to.words.clone(),
            (None, Some(as_of)) => format!("in office as of {}", as_of.words),
            (None, None) => "end not known".to_owned(),
        };
        let acting = if acting { ", acting" } else { "" };
        let _ = writeln!(out, "- {}{acting}: {from} – {to}", link(name));
    };
    if !view.terms.is_empty() {
        heading(out, "Offices");
        for t in &view.terms {
            line(out, &t.office, t.from.as_ref(), t.to.as_ref(), t.still_as_of.as_ref(), t.acting);
        }
    }
    if !view.holders.is_empty() {
        heading(out, "Holders");
        for h in &view.holders {
            line(out, &h.person, h.from.as_ref(), h.to.as_ref(), h.still_as_of.as_ref(), h.acting);
        }
    }
}

fn mentions(out: &mut String, groups: &[MentionGroup]) {
    for group in groups {
        let date = words(group.date.as_ref()).unwrap_or("undated");
        let ours = if group.ours { ", our account" } else { "" };
        let _ = writeln!(out, "\n### {} ({date}{ours})\n", link(&group.document));
        for row in &group.rows {
            let _ = writeln!(
                out,
                "- {}{}{}",
                escaped(&row.before),
                to(&row.name, &row.href),
                escaped(&row.after)
            );
        }
    }
}

fn years(out: &mut String, years: &[Year]) {
    if !years.is_empty() {
        heading(out, "Mentions by year");
        for year in years {
            let _ = writeln!(out, "- {} ({})", year.label, year.count);
        }
    }
}

/// A year of the mentions of an entity with many.
pub(super) fn year_of_mentions(out: &mut String, view: &MentionsView) {
    head(out, &view.page);
    let _ = writeln!(out, "{}.", view.count);
    mentions(out, &view.mentions);
    pager(out, &view.pager);
    years(out, &view.years);
}
