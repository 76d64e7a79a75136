//! `briefbook check --todo`: what is left to do in a book, in one list.
//!
//! In: a book. Out: a list of what editors have yet to do. Never: a file written.

use std::{collections::BTreeMap, fmt::Write};

use crate::{
    content::{Common, FileFacts},
    diag::{Finding, Lines},
    markdown::{
        self,
        links::{Destination, destination, written_links},
    },
    notes::NoteKind,
    path::Route,
    pipeline::{Options, Pipeline},
    site::{Audience, Site, bibliography::Citer},
    source::Source,
};

/// The list. Drafts count too: they are what most remains to be done on.
pub(super) fn list(pipeline: &mut Pipeline) -> String {
    let options = Options { audience: Audience::Editors, ..Options::default() };
    let assembled = pipeline.assemble(&options, &mut ());
    let mut out = String::new();
    let of = |code: &str| assembled.findings.iter().filter(|f| f.code == code).collect::<Vec<_>>();
    section(&mut out, "Undated documents", &of("document-undated"));
    section(&mut out, "Facts without a source", &of("fact-unsourced"));
    section(&mut out, "Doubtful mentions", &of("mention-doubtful"));
    section(
        &mut out,
        "Notes without their passage",
        &[of("note-lost"), of("note-ambiguous")].concat(),
    );
    questions(&mut out, &assembled.site);
    unreviewed(&mut out, &assembled.site);
    drafts(&mut out, &assembled.site);
    if out.is_empty() {
        out.push_str("Nothing is left to do.\n");
    }
    elsewhere(&mut out, pipeline.source(), &assembled.site);
    out
}

fn section(out: &mut String, title: &str, findings: &[&Finding]) {
    let lines =
        findings.iter().map(|f| format!("{}:{}:{}: {}", f.path, f.line, f.column, f.message));
    lines_under(out, title, &lines.collect::<Vec<_>>());
}

fn lines_under(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(out, "{title} ({}):", lines.len());
        for line in lines {
            let _ = writeln!(out, "  {line}");
        }
    }
}

fn questions(out: &mut String, site: &Site) {
    let mut lines = Vec::new();
    for facts in &site.documents {
        for attached in facts
            .notes
            .iter()
            .map(|note| &note.attached)
            .filter(|a| a.note.kind == NoteKind::Questioning)
        {
            let text: String = attached.note.text.chars().take(100).collect();
            lines.push(format!(
                "{}#{}: {}",
                facts.document.id,
                attached.note.id,
                text.replace('\n', " ")
            ));
        }
    }
    lines_under(out, "Open questions", &lines);
}

/// The front matters of documents and entities, with the paths of their files.
fn files(site: &Site) -> impl Iterator<Item = (&Common, String)> {
    let documents =
        site.documents.iter().map(|d| (&d.document.common, d.document.file.path.to_string()));
    documents.chain(site.entities.iter().map(|e| (&e.common, e.file.path.to_string())))
}

fn unreviewed(out: &mut String, site: &Site) {
    let pages = files(site).filter(|(common, _)| common.reviewed.is_none());
    lines_under(
        out,
        "Pages that nobody has reviewed",
        &pages.map(|(_, path)| path).collect::<Vec<_>>(),
    );
}

fn drafts(out: &mut String, site: &Site) {
    let drafts = files(site).filter(|(common, _)| common.draft);
    lines_under(out, "Drafts", &drafts.map(|(_, path)| path).collect::<Vec<_>>());
}

/// Links to other sites, each with the places that it stands at. Nothing is fetched.
fn elsewhere(out: &mut String, source: &Source, site: &Site) {
    let mut links = BTreeMap::<String, Vec<String>>::new();
    let mut add = |url: &str, place: String| links.entry(url.to_owned()).or_default().push(place);
    for facts in &site.documents {
        let own = &facts.document.source;
        for url in own.url.iter().chain(&own.archive) {
            add(url, facts.document.file.path.to_string());
        }
    }
    for work in &site.bibliography {
        let citer = |citer: &Citer| match citer {
            Citer::Document(number) => site.document(*number).document.file.path.to_string(),
            Citer::Entity(number) => site.entity(*number).file.path.to_string(),
        };
        if let Some(url) = &work.url {
            work.cited_by.iter().for_each(|by| add(url, citer(by)));
        }
    }
    let documents = site.documents.iter().map(|d| &d.document.file);
    let entities = site.entities.iter().map(|e| &e.file);
    for file in documents.chain(entities).chain(site.pages.iter().map(|p| &p.file)) {
        body_links(source, file).into_iter().for_each(|(url, place)| add(&url, place));
    }
    let line = |(url, places): (&String, &Vec<String>)| format!("{url} ({})", places.join(", "));
    let lines: Vec<String> = links.iter().map(line).collect();
    lines_under(out, "Links to other sites, which are not fetched", &lines);
}

/// The links of a body to other sites, each with its place.
fn body_links(source: &Source, file: &FileFacts) -> Vec<(String, String)> {
    let text = source.read(&file.path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    // A file that has just changed is read by the next check.
    let Some(text) = text.filter(|text| text.get(file.body.as_range()).is_some()) else {
        return Vec::new();
    };
    let lines = Lines::new(&text);
    let tree = markdown::parse(&text[file.body.as_range()], file.body.start);
    let outside = |link: markdown::links::WrittenLink| match destination(
        &link.destination,
        &file.path,
        &Route::home(),
    ) {
        Destination::External(url) => {
            let (line, _) = lines.locate(link.range.start);
            Some((url, format!("{}:{line}", file.path)))
        }
        _ => None,
    };
    written_links(&tree).into_iter().filter_map(outside).collect()
}
