//! A small invented book for the tests: a league of river towns in the nineteenth century.
//!
//! In: front matter as editors write it. Out: a [`SiteInput`] that uses every key.

use super::{Audience, Book, DocumentFacts, Heading, SiteInput, SiteMention, SiteNote};
use crate::{
    config::{BaseUrl, Kind, Kinds, Shape},
    content::{document, entity_file, page},
    diag::ByteRange,
    markdown::sentences::Sentence,
    mentions::Rule,
    notes::{Attached, Note, NoteKind, Quote, Visibility},
    path::{EntityId, SourcePath},
};

/// A document of the sample.
pub(crate) fn document(slug: &str, front: &str) -> DocumentFacts {
    let path = SourcePath::new(&format!("content/documents/{slug}.md")).unwrap();
    let (document, findings) = document::parse(&path, &format!("---\n{front}---\nBody.\n"));
    let errors: Vec<_> =
        findings.iter().filter(|f| f.severity == crate::diag::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    DocumentFacts { document, headings: Vec::new(), mentions: Vec::new(), notes: Vec::new() }
}

/// An entity of the sample.
pub(crate) fn entity(folder: &str, slug: &str, front: &str) -> crate::content::Entity {
    let path = SourcePath::new(&format!("content/{folder}/{slug}.md")).unwrap();
    let kinds = kinds();
    let kind = kinds.of_folder(folder).unwrap();
    let (entity, findings) = entity_file::parse(&path, &format!("---\n{front}---\nBody.\n"), kind);
    let errors: Vec<_> =
        findings.iter().filter(|f| f.severity == crate::diag::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    entity
}

fn kinds() -> Kinds {
    let mut kinds = Kinds::default();
    kinds.declare(Kind {
        name: "treaty-body".into(),
        folder: "treaty-bodies".into(),
        singular: "treaty body".into(),
        plural: "treaty bodies".into(),
        template: "entity.html".into(),
        shape: Shape::Declared,
    });
    kinds
}

/// A mention in a sentence.
pub(crate) fn mention(entity: &str, text: &str, name: &str) -> SiteMention {
    let (folder, slug) = entity.split_once('/').unwrap();
    let at = text.find(name).unwrap();
    SiteMention {
        entity: EntityId::new(folder, slug),
        rule: Rule::FullName,
        block_id: "p-1".into(),
        sentence: Some(Sentence::around(text, at..at + name.len())),
    }
}

/// A note on a passage.
pub(crate) fn note(id: &str, kind: NoteKind, exact: &str, visibility: Visibility) -> SiteNote {
    let note = Note {
        id: id.into(),
        kind,
        quote: Quote { exact: exact.into(), ..Quote::default() },
        text: format!("What {id} says."),
        cites: vec![crate::content::Citation::Outside {
            title: "Minutes of the Board".into(),
            url: Some("https://archive.example/minutes".into()),
        }],
        by: Some("am".into()),
        on: crate::date::Edtf::parse("2020-05-01"),
        visibility,
        re: (id != "n-1").then(|| "n-1".into()),
        range: ByteRange::default(),
    };
    let sentence = Sentence::around(exact, 0..exact.len());
    let attached = Attached { note, block: 0, text: 0..exact.len(), range: ByteRange::default() };
    SiteNote { attached, sentence: Some(sentence) }
}

fn book() -> Book {
    Book {
        title: "The League of River Towns".into(),
        base_url: BaseUrl::parse("https://league.example/book/").unwrap(),
        language: "en".into(),
        description: "Papers on a league that lasted nine years.".into(),
        authors: vec!["A. M. Editor".into()],
        kinds: kinds(),
        editors: [("am".to_owned(), "A. M. Editor".to_owned())].into(),
    }
}

const REPORT: &str = "title: Report on the tolls
date: 1848-03-05
date_basis: The foot of the page has the date.
covers: {from: 1847, to: 1848-03}
source: {publication: The Ferry Gazette, kind: newspaper, author: Jan Brod, url: 'https://gazette.example/tolls',
  retrieved: 2020-01-02, archive: 'https://archive.example/tolls', description: A sheet in four columns.}
dateline: Weirbridge
rights: public-domain
summary: On *tolls*.
topics: [tolls]
language: en
sources: [{title: Ledger of tolls}]
reviewed: {by: am, on: 2020-06-01}
corrections: [{on: 2020-07-01, text: The date was wrong.}]
redirect_from: [/old/report/]
";

const ACCOUNT: &str = "title: What the clerk told us
date: 1850~
source: {publication: unknown, description: Told aloud.}
rights: own-words
";

const SECRET: &str = "title: The sealed letter
date: 1851-01-01
source: {publication: Private papers}
rights: restricted
summary: A letter about the weir.
";

const DRAFT: &str = "title: Half a transcript
date: 1852
source: {publication: The Ferry Gazette}
rights: excerpt
draft: true
";

fn documents() -> Vec<DocumentFacts> {
    let mut report = document("report", REPORT);
    report.headings = vec![Heading { level: 2, id: "tolls".into(), text: "Tolls".into() }];
    let text = "On Thursday Ada Brod spoke for the Toll Pact.";
    report.mentions = vec![
        mention("people/ada-brod", text, "Ada Brod"),
        mention("agreements/toll-pact", text, "Toll Pact"),
    ];
    report.notes = vec![
        note("n-1", NoteKind::Disputed, "spoke for the pact", Visibility::Public),
        note("n-2", NoteKind::Context, "On Thursday", Visibility::Internal),
        note("n-3", NoteKind::Replying, "spoke", Visibility::Public),
    ];
    let mut account = document("account", ACCOUNT);
    account.mentions = vec![mention("people/ada-brod", "Then Brod left the town.", "Brod")];
    let mut secret = document("secret", SECRET);
    secret.mentions = vec![mention("people/ada-brod", "SEALEDSENTENCE of Ada Brod.", "Ada Brod")];
    secret.notes = vec![note("n-4", NoteKind::Disputed, "SEALEDQUOTE", Visibility::Public)];
    let mut draft = document("draft", DRAFT);
    draft.mentions = vec![mention("people/ada-brod", "DRAFTSENTENCE of Ada Brod.", "Ada Brod")];
    vec![secret, draft, account, report]
}

fn entities() -> Vec<crate::content::Entity> {
    vec![
        entity(
            "people",
            "ada-brod",
            "title: Ada Brod\naliases: [Clara Weir]\nborn: 1801\ndied: {value: 1870, source: {title: Parish book}}\n\
             offices:\n  - {office: treasurer, from: 1848-01-01, to: 1850, acting: true, source: {title: Roll}}\n  \
             - {title: Reeve of Weirbridge, from: 1851, to: present, as_of: 1852}\n\
             ids: {wikidata: Q1}\nsources: [documents/report]\nsummary: Treasurer of the League.\n\
             reviewed: {by: am, on: 2020-06-02}\ncorrections: [{on: 2020-07-02, text: Born 1801.}]\n",
        ),
        entity(
            "people",
            "jan-brod",
            "title: Jan Brod\noffices:\n  - {office: treasurer, from: 1851, to: present, as_of: 1852}\nsources: [{title: Roll}]\n",
        ),
        entity("offices", "treasurer", "title: Treasurer of the League\nbody: league\n"),
        entity(
            "agreements",
            "toll-pact",
            "title: Toll Pact\naliases: [LTP]\nconcluded_as: treaty\nlegal_status: binding\n\
             parties: [organizations/league, Weirbridge]\nsigned: {value: 1848-03-02, source: documents/report}\n\
             in_force: 1849\namended: [1850]\nended: 1856\nreplaced_by: agreements/second-pact\n\
             signatories: [{person: ada-brod, office: treasurer}]\ncitation: Ledger 3\n\
             status: {value: ended, source: {title: Roll}}\nstatus_as_of: 1856\nsources: [{title: Ledger of tolls}]\n",
        ),
        entity(
            "agreements",
            "second-pact",
            "title: Second Pact\nsigned: 1856\nsources: [{title: Roll}]\n",
        ),
        entity("organizations", "league", "title: League of River Towns\naliases: [LRT]\n"),
        entity("places", "weirbridge", "title: Weirbridge\n"),
        entity(
            "events",
            "assembly",
            "title: Assembly of 1848\nstart: 1848-03-01\nend: 1848-03-04\nplace: weirbridge\n\
             participants: [people/ada-brod]\nsources: [{title: Roll}]\n",
        ),
        entity(
            "treaty-bodies",
            "toll-board",
            "title: Toll Board\nstart: 1849\nstatus: in being\nstatus_as_of: 1850\nsources: [{title: Roll}]\n",
        ),
        entity("vessels", "unnamed", "title: DRAFTVESSEL\ndraft: true\n"),
    ]
}

/// The sample.
pub(crate) fn input(audience: Audience) -> SiteInput {
    let page = |path: &str, front: &str| {
        page::parse(&SourcePath::new(path).unwrap(), &format!("---\n{front}---\nText.\n")).0
    };
    SiteInput {
        book: book(),
        audience,
        documents: documents(),
        entities: entities(),
        pages: vec![
            page(
                "content/index.md",
                "title: The League\nsummary: In brief.\nreviewed: {by: am, on: 2020-06-04}\ncorrections: [{on: 2020-07-03, text: Shortened.}]\n",
            ),
            page(
                "content/about.md",
                "title: About\nsummary: Why.\nreviewed: {by: am, on: 2020-06-03}\ncorrections: [{on: 2020-07-04, text: A name.}]\n",
            ),
            page("content/chronology.md", "title: Nine years\n"),
        ],
        ..SiteInput::default()
    }
}
