//! Markdown: a body as a list of nodes with their places, and the text that a reader sees.
//!
//! In: the Markdown of a body and where in its file it begins. Out: [`Tree`] (the parser's events,
//! each with its range of bytes in the file), [`TextBlock`]s ([`blocks`]), the [`stream`], HTML
//! ([`html`]) and annotated Markdown ([`annotated`]). Never: a failure (every text is Markdown),
//! raw HTML of a source let through, a title or address of an entity, a file read.

pub mod annotated;
pub mod blocks;
pub mod decorate;
pub mod html;
mod insertions;
pub mod links;
pub mod sentences;
pub mod stream;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::diag::ByteRange;

pub use blocks::{BlockKind, Segment, Style, TextBlock};

/// One event of the parser and the bytes of the file that it stands for.
#[derive(Clone, Debug)]
pub struct Node {
    /// The event. Raw HTML is never among them: it has become text.
    pub event: Event<'static>,
    /// Where it stands in the file.
    pub range: ByteRange,
}

/// A parsed body.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// All events in order.
    pub nodes: Vec<Node>,
    /// Explicit ids of paragraphs: index of the `Start(Paragraph)` node and the id.
    pub paragraph_ids: Vec<(usize, String)>,
    /// Where raw HTML stood: it is shown as text.
    pub raw_html: Vec<ByteRange>,
    /// Where comments stood: they are shown nowhere.
    pub comments: Vec<ByteRange>,
    /// Brackets of a short text that would make a footnote in a document.
    pub brackets: Vec<usize>,
}

/// What the parser understands in a document: tables, footnotes, strikethrough, task lists,
/// heading attributes, alerts and `[[links]]`. Not smart punctuation, which would rewrite quoted
/// originals, nor maths and definition lists, which transcribed text sets off by accident.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// Parses a body that begins at byte `offset` of its file.
pub fn parse(body: &str, offset: usize) -> Tree {
    let mut tree = Tree::default();
    let mut links = Vec::new();
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        let range = whole_link(body, &event, range, &mut links);
        let range = ByteRange::new(range.start, range.end).shifted(offset);
        let event = match event {
            Event::Html(text) | Event::InlineHtml(text) => {
                if text.trim().starts_with("<!--") {
                    tree.comments.push(range);
                    continue;
                }
                tree.raw_html.push(range);
                Event::Text(text)
            }
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            event => event,
        };
        tree.nodes.push(Node { event: event.into_static(), range });
    }
    drop_empty_paragraphs(&mut tree);
    take_paragraph_ids(&mut tree);
    tree
}

/// Parses a short text that shares its page with others, such as a note or a summary. It has no
/// footnotes of its own: what would be one is shown as it is written.
pub fn parse_loose(text: &str) -> Tree {
    let mut tree = parse(text, 0);
    let mut nodes: Vec<Node> = Vec::with_capacity(tree.nodes.len());
    let mut moved = Vec::with_capacity(tree.nodes.len());
    let mut label: Option<ByteRange> = None;
    for Node { event, range } in tree.nodes.drain(..) {
        moved.push(nodes.len());
        let event = match event {
            Event::FootnoteReference(_) => Event::Text(text[range.as_range()].to_owned().into()),
            Event::Start(Tag::FootnoteDefinition(_)) => {
                label = Some(range);
                continue;
            }
            Event::End(TagEnd::FootnoteDefinition) => continue,
            event => event,
        };
        let paragraph = matches!(event, Event::Start(Tag::Paragraph));
        nodes.push(Node { event, range });
        if let Some(label) = label.take().filter(|_| paragraph) {
            let label = ByteRange::new(label.start, range.start);
            let event = Event::Text(text[label.as_range()].to_owned().into());
            nodes.push(Node { event, range: label });
        }
    }
    tree.nodes = nodes;
    for (at, _) in &mut tree.paragraph_ids {
        *at = moved[*at];
    }
    tree.brackets = brackets(text, &tree);
    tree
}

/// Whether a short text is one paragraph: no list, table or code, and nothing after it.
pub fn is_paragraph(text: &str) -> bool {
    let nodes = parse_loose(text).nodes;
    let starts = |node: &Node| matches!(node.event, Event::Start(Tag::Paragraph));
    let end = nodes.iter().position(|node| matches!(node.event, Event::End(TagEnd::Paragraph)));
    nodes.first().is_none_or(starts) && end.is_none_or(|end| end + 1 == nodes.len())
}

/// Where `[^` stands as text that no backslash stands before.
fn brackets(text: &str, tree: &Tree) -> Vec<usize> {
    let (mut found, mut in_code) = (Vec::new(), false);
    for node in &tree.nodes {
        match node.event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) if !in_code => {
                let here = text[node.range.as_range()].match_indices('[');
                found.extend(here.map(|(at, _)| node.range.start + at).filter(|at| {
                    let slashes = text[..*at].bytes().rev().take_while(|b| *b == b'\\').count();
                    text[at + 1..].starts_with('^') && slashes % 2 == 0
                }));
            }
            _ => {}
        }
    }
    found
}

/// The parser leaves the empty brackets of `[text][]` out of the link's range. `links` are the
/// ends of the open ones.
fn whole_link(
    body: &str,
    event: &Event<'_>,
    mut range: Range<usize>,
    links: &mut Vec<usize>,
) -> Range<usize> {
    match event {
        Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
            let collapsed = *link_type == LinkType::Collapsed;
            let (inside, after) = (&body[range.clone()], &body[range.end..]);
            if collapsed && !inside.ends_with("[]") && after.starts_with("[]") {
                range.end += 2;
            }
            links.push(range.end);
        }
        Event::End(TagEnd::Link | TagEnd::Image) => {
            range.end = links.pop().unwrap_or(range.end);
        }
        _ => {}
    }
    range
}

/// A comment that was a block of its own leaves an empty paragraph behind.
fn drop_empty_paragraphs(tree: &mut Tree) {
    let mut kept: Vec<Node> = Vec::with_capacity(tree.nodes.len());
    for node in tree.nodes.drain(..) {
        let opens = matches!(kept.last().map(|n| &n.event), Some(Event::Start(Tag::Paragraph)));
        if opens && matches!(node.event, Event::End(TagEnd::Paragraph)) {
            kept.pop();
        } else {
            kept.push(node);
        }
    }
    tree.nodes = kept;
}

/// Cuts a trailing `{#id}` off a paragraph's last text and keeps the id.
fn take_paragraph_ids(tree: &mut Tree) {
    let mut start = None;
    for at in 0..tree.nodes.len() {
        match tree.nodes[at].event {
            Event::Start(Tag::Paragraph) => start = Some(at),
            Event::End(TagEnd::Paragraph) => {
                if let Some(start) = start.take()
                    && let Some(id) = cut_id(&mut tree.nodes[at - 1])
                {
                    tree.paragraph_ids.push((start, id));
                }
            }
            _ => {}
        }
    }
}

fn cut_id(node: &mut Node) -> Option<String> {
    let Event::Text(text) = &node.event else { return None };
    let (before, id) = text.strip_suffix('}')?.rsplit_once("{#")?;
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || !id.chars().all(legal) {
        return None;
    }
    let (before, id) = (before.trim_end().to_owned(), id.to_owned());
    let cut = text.len() - before.len();
    node.range = ByteRange::new(node.range.start, node.range.end.saturating_sub(cut));
    node.event = Event::Text(CowStr::from(before));
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, shown: &str, brackets: &[usize]) {
        let tree = parse_loose(text);
        let blocks = blocks::blocks(&tree);
        let html = html::render(&tree, &blocks, &[], &html::Hrefs::new());
        let html: String = html.into_iter().map(|block| block.html).collect();
        let mut plain = html.replace('\n', "");
        for block in &blocks {
            plain = plain.replace(&format!(" id=\"{}\"", block.id), "");
        }
        assert_eq!((&*plain, &*tree.brackets), (shown, brackets), "{text}");
    }

    #[test]
    fn short_texts_have_no_footnotes() {
        check("has [^1]\n\n[^1]: foot", "<p>has [^1]</p><p>[^1]: foot</p>", &[4, 10]);
        check("has [^1] \\[^2] `[^3]`", "<p>has [^1] [^2] <code>[^3]</code></p>", &[4]);
        check("a\n\n[^1]: b {#x}\n", "<p>a</p><p>[^1]: b</p>", &[3]);
        check("a [b](/c/)", "<p>a b</p>", &[]);
    }
}
