//! An original that nobody wrote.
//!
//! In: any bytes. Must hold: what is imported reads back as a document without an error in its
//! front matter, and its words are words of the original.

#![no_main]

use briefbook::{
    content::document,
    diag::Severity,
    import::{text::read, write},
    path::SourcePath,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(imported) = read("original.txt", bytes) else { return };
    let text = write::document(&imported);
    let path = SourcePath::new("content/documents/a.md").expect("a good path");
    let (_, findings) = document::parse(&path, &text);
    for finding in &findings {
        assert!(finding.severity != Severity::Error, "{finding:?}\n{text}");
    }
});
