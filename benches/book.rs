//! How long a book takes to build: anew, with nothing changed, and after one sentence.
//!
//! `cargo bench --bench book`. Compare lines of one run: machines differ, ratios hardly. The book
//! is made up (see `corpus`) and built into memory, so that no disk is measured.

mod corpus;

use std::{fs, path::Path};

use briefbook::{
    output::{Generation, Memory},
    pipeline::{Options, Pipeline},
    source::Source,
};
use divan::Bencher;

const SIZES: [usize; 3] = [10, 100, 1000];

fn main() {
    divan::main();
}

/// A book in a temporary folder.
fn written(documents: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in corpus::book(documents) {
        write(folder.path(), &path, &text);
    }
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a path below the root")).expect("a folder");
    fs::write(path, text).expect("a file");
}

fn build(pipeline: &mut Pipeline, before: &Generation) -> Generation {
    let built = pipeline.build(&Options::default(), Memory::after(before), &mut ());
    let built = built.expect("memory takes every file");
    assert!(built.committed.is_some(), "the book has errors: {:#?}", built.findings);
    built.committed.expect("just looked").generation
}

/// Everything from nothing.
#[divan::bench(args = SIZES, sample_count = 5)]
fn anew(bencher: Bencher<'_, '_>, documents: usize) {
    let folder = written(documents);
    bencher.bench_local(|| {
        build(&mut Pipeline::new(Source::new(folder.path())), &Generation::default())
    });
}

/// A look at the files, and no more to do.
#[divan::bench(args = SIZES, sample_count = 5)]
fn nothing_changed(bencher: Bencher<'_, '_>, documents: usize) {
    let folder = written(documents);
    let mut pipeline = Pipeline::new(Source::new(folder.path()));
    let before = build(&mut pipeline, &Generation::default());
    bencher.bench_local(|| build(&mut pipeline, &before));
}

/// One sentence more in one document, as while an editor works.
#[divan::bench(args = SIZES, sample_count = 5)]
fn one_sentence(bencher: Bencher<'_, '_>, documents: usize) {
    let folder = written(documents);
    let mut pipeline = Pipeline::new(Source::new(folder.path()));
    let mut before = build(&mut pipeline, &Generation::default());
    let mut text = corpus::document(documents / 2, documents);
    bencher.bench_local(|| {
        text.push_str("Nobody was surprised. ");
        write(folder.path(), &corpus::document_path(documents / 2), &text);
        before = build(&mut pipeline, &before);
    });
}
