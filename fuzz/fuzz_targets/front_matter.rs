//! Files of a book that nobody wrote: documents, entities, pages, notes, `site.toml`.
//!
//! In: any text. Must hold: every reader gives a value and findings whose places are in the text.

#![no_main]

use briefbook::{
    config::{Kinds, parse as site_toml},
    content::{document, entity_file, page},
    date::Edtf,
    diag::Finding,
    markdown::{blocks::blocks, parse},
    notes::{attach, file},
    path::{SourcePath, slug_of},
};
use libfuzzer_sys::fuzz_target;

fn check(text: &str, findings: &[Finding]) {
    let lines = text.split('\n').count();
    for finding in findings {
        assert!((1..=lines).contains(&finding.line), "{finding:?} of {lines} lines");
        assert!(finding.column >= 1 && !finding.message.is_empty(), "{finding:?}");
    }
}

fuzz_target!(|text: &str| {
    let path = |name: &str| SourcePath::new(name).expect("a good path");
    check(text, &site_toml::parse(&SourcePath::site_toml(), text).1);
    check(text, &document::parse(&path("content/documents/a.md"), text).1);
    check(text, &page::parse(&path("content/a.md"), text).1);
    let kinds = Kinds::default();
    for kind in kinds.iter() {
        let path = path(&format!("content/{}/a.md", kind.folder));
        check(text, &entity_file::parse(&path, text, kind).1);
    }
    let (notes, findings) = file::parse(&path("content/documents/a.notes.yaml"), text);
    check(text, &findings);
    attach(&notes, &blocks(&parse("Ada Holm met Erik Holm. Ada Holm left.\n\n*Then* it rained.", 0)));
    if let Some(date) = Edtf::parse(text) {
        assert!(date.earliest() <= date.latest() && !date.words().is_empty());
    }
    let slug = slug_of(text);
    assert!(slug.is_empty() || briefbook::path::is_slug(&slug), "{slug:?}");
});
