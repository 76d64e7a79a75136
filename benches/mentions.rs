//! How long one document takes to link, as the register grows; and to make the register.
//!
//! `cargo bench --bench mentions`. A line a size of register: linking must hardly grow with it,
//! making it grows in proportion. The book is made up (see `corpus`).

mod corpus;

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{Entity, Period, entity_file},
    markdown::{self, TextBlock, blocks::blocks},
    mentions::{LinkInput, Linked, link},
    path::SourcePath,
    register::Register,
};
use divan::Bencher;

/// Documents of the book; it has a person for 20 of them, so 55, 550, 5,050.
const SIZES: [usize; 3] = [100, 10_000, 100_000];

fn main() {
    divan::main();
}

fn entities(documents: usize, kinds: &Kinds) -> Vec<Entity> {
    let kind = kinds.of_folder("people").expect("a built-in kind");
    let entity = |n: usize| {
        let path = SourcePath::new(&format!("content/people/p{n}.md")).expect("a good path");
        let text = format!("---\ntitle: {}\n---\n", corpus::person(n));
        entity_file::parse(&path, &text, kind).0
    };
    (0..corpus::people(documents)).map(entity).collect()
}

fn register(entities: &[Entity], kinds: &Kinds) -> Register {
    Register::build(&entities.iter().collect::<Vec<_>>(), kinds).0
}

fn linked(blocks: &[TextBlock], policy: &MentionPolicy, register: &Register) -> Linked {
    let input = LinkInput {
        blocks,
        date: None,
        covers: Period::default(),
        policy,
        document_link: None,
        decisions: &[],
        own: None,
    };
    link(&input, register)
}

/// One document against the register.
#[divan::bench(args = SIZES)]
fn one_document(bencher: Bencher<'_, '_>, documents: usize) {
    let (kinds, policy) = (Kinds::default(), MentionPolicy::default());
    let register = register(&entities(documents, &kinds), &kinds);
    let text = corpus::document(7, documents);
    let body = text.rsplit("---\n").next().expect("text after the front matter");
    let blocks = blocks(&markdown::parse(body, 0));
    assert!(linked(&blocks, &policy, &register).mentions.len() > 20);
    bencher.bench(|| linked(&blocks, &policy, &register));
}

/// The register itself.
#[divan::bench(args = SIZES, sample_count = 10)]
fn the_register(bencher: Bencher<'_, '_>, documents: usize) {
    let kinds = Kinds::default();
    let entities = entities(documents, &kinds);
    bencher.bench(|| register(&entities, &kinds));
}
