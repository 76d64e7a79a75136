//! Blocks of text: what a reader sees, one paragraph (heading, list item, table cell) at a time,
//! with every character's place in the file.
//!
//! In: a [`Tree`]. Out: [`TextBlock`]s in order. Never: text of two blocks run together; a
//! footnote's mark or a comment counted as text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Tree, stream::is_nfc};
use crate::{diag::ByteRange, hash::ContentHash};

/// What kind of block a text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph, also one inside a list item or a quotation.
    Paragraph,
    /// A heading: names in it are recorded, never linked.
    Heading,
    /// The text of a tight list item.
    Item,
    /// A table cell.
    Cell,
    /// A paragraph of a footnote of the document itself.
    Footnote,
    /// A code block: never scanned for names.
    Code,
}

/// What may be done with a piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Style {
    /// Running text.
    Prose,
    /// Inside an ordinary link, an image's description or raw HTML: never linked.
    Linked,
    /// Code.
    Code,
    /// The label of a `[[target]]` or `[[target|label]]`; the target as written.
    Wiki(String),
}

/// A stretch of a block's text and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of [`TextBlock::text`].
    pub text: Range<usize>,
    /// Bytes of the file.
    pub source: ByteRange,
    /// Whether text and source are the same bytes, so that offsets within them correspond.
    pub exact: bool,
    /// What may be done with it.
    pub style: Style,
    /// The node of the tree that it is.
    pub node: usize,
}

/// One block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Its kind.
    pub kind: BlockKind,
    /// Number of the top-level section it stands in: headings of the document's highest level
    /// passed so far.
    pub section: usize,
    /// How many quotations it stands in.
    pub quote_depth: usize,
    /// The id of its element: explicit, or `p-` and a hash of its normalised text.
    pub id: String,
    /// The text that a reader sees; each line break is one space. Not yet normalised.
    pub text: String,
    /// Covers `text` from first to last byte, in order.
    pub segments: Vec<Segment>,
    /// The nodes of the tree inside the block, without its own start and end.
    pub nodes: Range<usize>,
}

impl TextBlock {
    /// Where a range of bytes of [`Self::text`] stands in the file. Where the text is not the
    /// source's bytes (an entity, an escape), the whole of that piece of source is taken.
    pub fn source_of(&self, text: Range<usize>) -> ByteRange {
        let hit = self.segments_of(&text);
        let (Some(first), Some(last)) = (hit.first(), hit.last()) else {
            let end = self.segments.last().map_or(0, |s| s.source.end);
            return ByteRange::new(end, end);
        };
        let start = match first.exact {
            true => first.source.start + text.start.saturating_sub(first.text.start),
            false => first.source.start,
        };
        let end = match last.exact {
            true => last.source.start + (text.end.min(last.text.end) - last.text.start),
            false => last.source.end,
        };
        ByteRange::new(start, end)
    }

    /// The segments that hold bytes of a range of [`Self::text`].
    pub fn segments_of(&self, text: &Range<usize>) -> &[Segment] {
        let first = self.segments.partition_point(|s| s.text.end <= text.start);
        let after = self.segments.partition_point(|s| s.text.start < text.end);
        &self.segments[first..after.max(first)]
    }
}

/// All blocks of text of a tree, in order.
pub fn blocks(tree: &Tree) -> Vec<TextBlock> {
    let mut builder = Builder { top_level: top_level(tree), ..Builder::default() };
    for at in 0..tree.nodes.len() {
        builder.node(tree, at);
    }
    builder.close(tree.nodes.len());
    give_ids(tree, &mut builder.done);
    builder.done
}

fn top_level(tree: &Tree) -> u8 {
    let level = |event: &Event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    };
    tree.nodes.iter().filter_map(|node| level(&node.event)).min().unwrap_or(1)
}

#[derive(Default)]
struct Builder {
    done: Vec<TextBlock>,
    open: Option<TextBlock>,
    top_level: u8,
    section: usize,
    quote_depth: usize,
    in_footnote: bool,
    /// How to treat text now; a link or image counts, or else the innermost.
    styles: Vec<Style>,
    /// What kind of block text would open now.
    kind: Option<BlockKind>,
    /// The node after the last start or end of a block: where the next block's inside begins.
    inside: usize,
}

impl Builder {
    fn node(&mut self, tree: &Tree, at: usize) {
        let node = &tree.nodes[at];
        match &node.event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) => self.push(text, at, node.range, None),
            Event::Code(text) => self.push(text, at, node.range, Some(Style::Code)),
            Event::SoftBreak | Event::HardBreak => self.push(" ", at, node.range, None),
            Event::Rule => {
                self.close(at);
                self.inside = at + 1;
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, at: usize) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {}
            Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                self.styles.push(Style::Wiki(dest_url.to_string()));
            }
            Tag::Link { .. } | Tag::Image { .. } => self.styles.push(Style::Linked),
            _ => {
                self.close(at);
                self.inside = at + 1;
                self.start_block(tag);
            }
        }
    }

    fn start_block(&mut self, tag: &Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                if *level as u8 == self.top_level {
                    self.section += 1;
                }
                self.kind = Some(BlockKind::Heading);
            }
            Tag::BlockQuote(_) => self.quote_depth += 1,
            Tag::CodeBlock(_) => {
                self.kind = Some(BlockKind::Code);
                self.styles.push(Style::Code);
            }
            Tag::Item => self.kind = Some(BlockKind::Item),
            Tag::TableCell => self.kind = Some(BlockKind::Cell),
            Tag::FootnoteDefinition(_) => self.in_footnote = true,
            Tag::Paragraph => self.kind = Some(BlockKind::Paragraph),
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd, at: usize) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => return,
            TagEnd::Link | TagEnd::Image => {
                self.styles.pop();
                return;
            }
            TagEnd::CodeBlock => {
                self.styles.pop();
            }
            _ => {}
        }
        self.close(at);
        self.inside = at + 1;
        match tag {
            TagEnd::BlockQuote(_) => self.quote_depth -= 1,
            TagEnd::FootnoteDefinition => self.in_footnote = false,
            _ => {}
        }
        self.kind = None;
    }

    fn close(&mut self, at: usize) {
        if let Some(mut block) = self.open.take() {
            block.nodes.end = at;
            self.done.push(block);
        }
    }

    fn push(&mut self, text: &str, node: usize, source: ByteRange, style: Option<Style>) {
        if text.is_empty() {
            return;
        }
        let style = match self.styles.contains(&Style::Linked) {
            true => Style::Linked,
            false => style.or_else(|| self.styles.last().cloned()).unwrap_or(Style::Prose),
        };
        let block = self.open.get_or_insert_with(|| TextBlock {
            kind: match self.kind.unwrap_or(BlockKind::Item) {
                BlockKind::Paragraph | BlockKind::Item if self.in_footnote => BlockKind::Footnote,
                kind => kind,
            },
            section: self.section,
            quote_depth: self.quote_depth,
            id: String::new(),
            text: String::new(),
            segments: Vec::new(),
            nodes: self.inside..self.inside,
        });
        let start = block.text.len();
        block.text.push_str(text);
        let exact = source.end - source.start == text.len() && style != Style::Code;
        let text = start..block.text.len();
        block.segments.push(Segment { text, source, exact, style, node });
    }
}

/// White space collapsed to single spaces, none at the ends.
pub fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The id of a paragraph that has none of its own: `p-` and eight digits of the hash of its
/// normalised text; repeated texts are numbered by the caller.
fn hashed_id(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let collapsed = collapsed(text);
    let normal = if is_nfc(&collapsed) { collapsed } else { collapsed.nfc().collect() };
    let digits = ContentHash::of(normal.as_bytes()).to_string();
    format!("p-{}", &digits[..8])
}

fn give_ids(tree: &Tree, blocks: &mut [TextBlock]) {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for block in blocks {
        let wanted = explicit_id(tree, block).unwrap_or_else(|| match block.kind {
            BlockKind::Heading => crate::path::slug_of(&block.text),
            _ => hashed_id(&block.text),
        });
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        let count = seen.entry(wanted.clone()).or_default();
        *count += 1;
        block.id = if *count == 1 { wanted } else { format!("{wanted}-{count}") };
    }
}

fn explicit_id(tree: &Tree, block: &TextBlock) -> Option<String> {
    let start = block.nodes.start.checked_sub(1)?;
    match &tree.nodes[start].event {
        Event::Start(Tag::Heading { id: Some(id), .. }) => Some(id.to_string()),
        Event::Start(Tag::Paragraph) => {
            let at = tree.paragraph_ids.binary_search_by_key(&start, |(at, _)| *at).ok()?;
            Some(tree.paragraph_ids[at].1.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expect: &[(&str, BlockKind)]) {
        let tree = super::super::parse(body, 100);
        let blocks = blocks(&tree);
        let got: Vec<_> = blocks.iter().map(|b| (&*b.text, b.kind)).collect();
        assert_eq!(got, expect, "{body:?}");
        for block in &blocks {
            for segment in
                block.segments.iter().filter(|s| s.exact && s.source.end > s.source.start)
            {
                let source = &body[segment.source.start - 100..segment.source.end - 100];
                let text = &block.text[segment.text.clone()];
                assert!(source == text || text == " ", "{source:?} {text:?}");
            }
        }
    }

    #[test]
    fn blocks_of_every_kind() {
        use BlockKind::*;
        check("# A *b*\n\nc\nd **e**\n", &[("A b", Heading), ("c d e", Paragraph)]);
        check("- a\n- b\n  - c\n", &[("a", Item), ("b", Item), ("c", Item)]);
        check("|a|b|\n|-|-|\n|c|d|\n", &[("a", Cell), ("b", Cell), ("c", Cell), ("d", Cell)]);
        check("> q\n\n    code\n", &[("q", Paragraph), ("code\n", Code)]);
        check("a[^1]\n\n[^1]: note\n", &[("a", Paragraph), ("note", Footnote)]);
        check("a <b>c</b>\n\n<!-- x -->\n", &[("a <b>c</b>", Paragraph)]);
        check("x {#here}\n", &[("x", Paragraph)]);
    }

    #[test]
    fn source_ranges_survive_markup() {
        let body = "The *United* States &amp; others";
        let tree = super::super::parse(body, 0);
        let block = &blocks(&tree)[0];
        let at = block.text.find("United States").unwrap();
        let range = block.source_of(at..at + "United States".len());
        assert_eq!(&body[range.as_range()], "United* States");
        assert!(block.segments_of(&(at..at)).is_empty() && block.segments_of(&(90..99)).is_empty());
        let at = block.text.find('&').unwrap();
        assert_eq!(&body[block.source_of(at..at + 1).as_range()], "&amp;");
    }

    #[test]
    fn ids_are_explicit_or_hashed_and_never_repeat() {
        let tree = super::super::parse("a {#x}\n\nb\n\nb\n\n## A title\n", 0);
        let ids: Vec<_> = blocks(&tree).into_iter().map(|b| b.id).collect();
        assert_eq!(ids[0], "x");
        assert!(ids[1].starts_with("p-") && ids[2] == format!("{}-2", ids[1]), "{ids:?}");
        assert_eq!(ids[3], "a-title");
    }
}
