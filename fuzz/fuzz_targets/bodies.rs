//! A body that nobody wrote: parsed, linked, noted, rendered.
//!
//! In: any text. Must hold: ranges are whole characters of the text and never overlap; no raw
//! HTML and no script address of the text reaches the page; linking adds no word to the Markdown
//! and takes none away.

#![no_main]

use std::sync::LazyLock;

use briefbook::{
    config::{Kinds, MentionPolicy},
    content::{LinkPolicy, Period, entity_file},
    diag::ByteRange,
    markdown::{
        Tree,
        annotated::annotate,
        blocks::blocks,
        decorate::{Decoration, Layer, settled},
        html::{self, Hrefs},
        parse,
        sentences::sentences,
        stream::{NormalText, stream},
    },
    mentions::{LinkInput, Mention, Outcome, link},
    path::SourcePath,
    pipeline::bodies::unlink_crossing,
    register::Register,
};
use libfuzzer_sys::fuzz_target;

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    let kinds = Kinds::default();
    let files = [
        ("people/ada-holm", "title: Ada Holm\noffices: [{title: President of Norland, from: 1990}]"),
        ("people/erik-holm", "title: Erik Holm"),
        ("people/le-duc", "title: Lê Đức Thọ"),
        ("places/norland", "title: Norland\naliases: [Nor-land]"),
        ("agreements/accord", "title: Herring Accord\nshort: [HA]"),
        ("vessels/ada", "title: HMS Ada Holm"),
    ];
    let parse = |(id, front): (&str, &str)| {
        let path = SourcePath::new(&format!("content/{id}.md")).expect("a good path");
        let folder = id.split('/').next().expect("a folder");
        let kind = kinds.of_folder(folder).expect("a kind");
        entity_file::parse(&path, &format!("---\n{front}\n---\n"), kind).0
    };
    let entities: Vec<_> = files.into_iter().map(parse).collect();
    Register::build(&entities.iter().collect::<Vec<_>>(), &kinds).0
});

fn mentions(text: &str, tree: &Tree) -> Vec<Mention> {
    let blocks = blocks(tree);
    let policy = MentionPolicy { link: LinkPolicy::Every, default_body: None };
    let input = LinkInput {
        blocks: &blocks,
        date: None,
        covers: Period::default(),
        policy: &policy,
        document_link: None,
        decisions: &[],
        own: None,
    };
    let mut mentions = link(&input, &REGISTER).mentions;
    unlink_crossing(tree, &blocks, &mut mentions);
    let mut end = 0;
    for mention in &mentions {
        assert!(text.get(mention.range.as_range()).is_some(), "{mention:?} is no part of the text");
        assert!(mention.range.start >= end, "{mention:?} overlaps or is out of order");
        end = mention.range.end;
    }
    mentions
}

fuzz_target!(|text: &str| {
    // Files with this character are no text for a book.
    if text.contains('\0') {
        return;
    }
    let tree = parse(text, 0);
    let blocks = blocks(&tree);
    for block in &blocks {
        let normal = NormalText::of(&block.text);
        assert!(block.text.get(normal.original(0..normal.text.len())).is_some());
        for sentence in sentences(&block.text) {
            assert!(block.text.get(sentence).is_some());
        }
    }
    let link = |mention: &Mention| match &mention.outcome {
        Outcome::Linked(entity) => Some(Decoration {
            block: mention.block,
            text: mention.text.clone(),
            layer: Layer::Link { href: format!("../{entity}/"), kind: entity.folder().to_owned() },
        }),
        _ => None,
    };
    let decorations = settled(mentions(text, &tree).iter().filter_map(link).collect());
    let html = html::render(&tree, &blocks, &decorations, &Hrefs::new());
    for block in html {
        // What is no tag may say what it likes.
        for tag in block.html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            assert!(!tag.starts_with("script") && !tag.contains("=\"javascript:"), "{tag}");
        }
    }
    let body = ByteRange::new(0, text.len());
    let annotated = annotate(text, body, &tree, &blocks, &decorations, &Hrefs::new());
    let again = briefbook::markdown::blocks::blocks(&parse(&annotated, 0));
    // A `[[link]]` to nothing is an error, and its Markdown is never shown.
    // Raw HTML becomes text, and is a finding. Runs of marks are read by rules that look at what stands beside them, which a bracket is.
    let skipped = ["<", "`", "\\", "[[", "**", "__", "~~"];
    if decorations.is_empty() || skipped.iter().any(|run| text.contains(run)) {
        return;
    }
    assert_eq!(stream(&blocks), stream(&again), "linking changed the words:\n{annotated}");
});
