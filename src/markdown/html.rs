//! HTML of a body.
//!
//! In: a tree, its blocks, decorations and where its links lead. Out: one [`HtmlBlock`] for each
//! top-level block, footnotes last. Never: raw HTML of the source; an element that is not closed.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd, html::push_html};

use super::{
    BlockKind, TextBlock, Tree,
    decorate::{Decoration, NodePlace},
    insertions::{Insertions, place},
};

/// The HTML of a top-level block.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct HtmlBlock {
    /// The HTML.
    pub html: String,
    /// Indices of the text blocks inside.
    pub blocks: Range<usize>,
}

/// Where a link of the source leads on the page: node of its start, and the address; `None`
/// leaves the text and drops the link.
pub type Hrefs = BTreeMap<usize, Option<String>>;

/// Renders a body.
pub fn render(
    tree: &Tree,
    blocks: &[TextBlock],
    decorations: &[Decoration],
    hrefs: &Hrefs,
) -> Vec<HtmlBlock> {
    let mut renderer = Renderer::new(tree, blocks, decorations, hrefs);
    let mut out = Vec::new();
    let mut first_block = 0;
    for (start, end) in top_level(tree) {
        let events = renderer.events(start, end);
        let after = blocks.partition_point(|block| block.nodes.start < end);
        if !events.is_empty() {
            let mut html = String::new();
            push_html(&mut html, events.into_iter());
            out.push(HtmlBlock { html, blocks: first_block..after });
        }
        first_block = after;
    }
    out.extend(renderer.footnotes());
    out
}

/// The ranges of nodes of the top-level blocks.
fn top_level(tree: &Tree) -> Vec<(usize, usize)> {
    let (mut depth, mut start, mut ranges) = (0usize, 0, Vec::new());
    for (at, node) in tree.nodes.iter().enumerate() {
        match node.event {
            Event::Start(_) => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    ranges.push((start, at + 1));
                }
            }
            _ if depth == 0 => ranges.push((at, at + 1)),
            _ => {}
        }
    }
    ranges
}

/// Text that is escaped for HTML, also within a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// What a link or image of the source has become.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Anchor,
    Image,
    /// Nothing but its text.
    Nothing,
}

struct Renderer<'t> {
    tree: &'t Tree,
    blocks: &'t [TextBlock],
    hrefs: &'t Hrefs,
    insertions: Insertions,
    /// Block that begins at a node.
    starts: BTreeMap<usize, usize>,
    ends: BTreeMap<usize, usize>,
    /// Footnotes by label: number and how often referred to.
    footnotes: BTreeMap<String, (usize, usize)>,
    definitions: BTreeMap<String, String>,
    /// Open links and images of the source, from the outermost.
    open: Vec<Open>,
    passages_open: i32,
    tables: usize,
    shift: u8,
    text_lengths: BTreeMap<usize, usize>,
}

impl<'t> Renderer<'t> {
    fn new(
        tree: &'t Tree,
        blocks: &'t [TextBlock],
        decorations: &[Decoration],
        hrefs: &'t Hrefs,
    ) -> Self {
        let top = |event: &Event| match event {
            Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
            _ => None,
        };
        let top = tree.nodes.iter().filter_map(|node| top(&node.event)).min().unwrap_or(2);
        let mut text_lengths = BTreeMap::new();
        for block in blocks {
            text_lengths.extend(block.segments.iter().map(|s| (s.node, s.text.len())));
        }
        Self {
            tree,
            blocks,
            hrefs,
            insertions: place(tree, blocks, decorations),
            starts: blocks.iter().enumerate().map(|(at, b)| (b.nodes.start, at)).collect(),
            ends: blocks.iter().enumerate().map(|(at, b)| (b.nodes.end, at)).collect(),
            footnotes: BTreeMap::new(),
            definitions: BTreeMap::new(),
            open: Vec::new(),
            passages_open: 0,
            tables: 0,
            // The page's own title is the only first-level heading.
            shift: 2u8.saturating_sub(top),
            text_lengths,
        }
    }

    fn events(&mut self, start: usize, end: usize) -> Vec<Event<'static>> {
        let mut out = Vec::new();
        for at in start..end {
            self.before(at, &mut out);
            self.node(at, &mut out);
        }
        self.before_end(end, &mut out);
        match &self.tree.nodes[start].event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let mut html = String::new();
                push_html(&mut html, out.drain(..));
                self.definitions.insert(label.to_string(), html);
                Vec::new()
            }
            _ => out,
        }
    }

    /// What the decorations put before a node, and the anchors of blocks without an element.
    fn before(&mut self, at: usize, out: &mut Vec<Event<'static>>) {
        self.insert(NodePlace { node: at, offset: 0 }, out);
        if let Some(block) = self.ends.get(&at).map(|b| &self.blocks[*b])
            && has_no_element(block)
        {
            out.push(Event::InlineHtml("</span>".into()));
        }
        if let Some(block) = self.starts.get(&at).map(|b| &self.blocks[*b])
            && has_no_element(block)
        {
            out.push(inline(format!("<span id=\"{}\">", escaped(&block.id))));
            self.insert_opening(NodePlace { node: at, offset: 0 }, out);
        } else {
            self.insert_opening(NodePlace { node: at, offset: 0 }, out);
        }
    }

    fn before_end(&mut self, at: usize, out: &mut Vec<Event<'static>>) {
        self.insert(NodePlace { node: at, offset: 0 }, out);
    }

    fn insert(&mut self, place: NodePlace, out: &mut Vec<Event<'static>>) {
        if let Some(closing) = self.insertions.closing.remove(&place) {
            out.extend(closing.into_iter().map(inline));
        }
        if let Some(change) = self.insertions.passages.remove(&place) {
            self.passages_open += change;
        }
    }

    fn insert_opening(&mut self, place: NodePlace, out: &mut Vec<Event<'static>>) {
        if let Some(opening) = self.insertions.opening.remove(&place) {
            out.extend(opening.into_iter().map(inline));
        }
    }

    fn node(&mut self, at: usize, out: &mut Vec<Event<'static>>) {
        match &self.tree.nodes[at].event {
            Event::Text(text) => self.text(at, text, out),
            Event::Start(tag) => self.start(at, tag, out),
            Event::End(tag) => self.end(tag, out),
            Event::FootnoteReference(label) => out.push(self.reference(label)),
            Event::TaskListMarker(done) => {
                out.push(Event::Text(if *done { "☑ " } else { "☐ " }.into()));
            }
            event => out.push(event.clone()),
        }
    }

    /// A text node, cut where decorations begin and end.
    fn text(&mut self, at: usize, text: &str, out: &mut Vec<Event<'static>>) {
        let length = self.text_lengths.get(&at).copied().unwrap_or(text.len());
        let from = NodePlace { node: at, offset: 1 };
        // A text may be empty: `[[ada|]]`, a paragraph that is only `{#id}`.
        let to = NodePlace { node: at, offset: length.max(1) };
        let inner = |map: &BTreeMap<NodePlace, Vec<String>>| {
            map.range(from..to).map(|(place, _)| place.offset).collect::<Vec<_>>()
        };
        let mut cuts = inner(&self.insertions.closing);
        cuts.extend(inner(&self.insertions.opening));
        cuts.extend(self.insertions.passages.range(from..to).map(|(place, _)| place.offset));
        cuts.sort_unstable();
        cuts.dedup();
        cuts.retain(|cut| text.is_char_boundary(*cut));
        let mut start = 0;
        for cut in cuts {
            self.piece(&text[start..cut], out);
            let place = NodePlace { node: at, offset: cut };
            self.insert(place, out);
            self.insert_opening(place, out);
            start = cut;
        }
        self.piece(&text[start..], out);
    }

    fn piece(&self, text: &str, out: &mut Vec<Event<'static>>) {
        if text.is_empty() {
            return;
        }
        let text = Event::Text(CowStr::from(text.to_owned()));
        if self.passages_open > 0 && !self.open.contains(&Open::Image) {
            out.extend([inline("<mark>".into()), text, inline("</mark>".into())]);
        } else {
            out.push(text);
        }
    }

    fn start(&mut self, at: usize, tag: &Tag<'static>, out: &mut Vec<Event<'static>>) {
        match tag {
            Tag::Paragraph => match self.starts.get(&(at + 1)).map(|b| &self.blocks[*b]) {
                Some(block) => {
                    out.push(Event::Html(format!("<p{}>", id_attribute(&block.id)).into()))
                }
                None => out.push(Event::Html("<p>".into())),
            },
            Tag::Heading { level, .. } => {
                let level = self.level(*level);
                let id = self.starts.get(&(at + 1)).map_or("", |b| &self.blocks[*b].id);
                out.push(Event::Html(format!("<h{level}{}>", id_attribute(id)).into()));
            }
            Tag::Link { link_type: LinkType::WikiLink { .. }, .. } => self.open.push(Open::Nothing),
            Tag::Link { title, .. } => self.link(at, title, out),
            Tag::Image { title, .. } => self.image(at, title, out),
            Tag::Table(_) => {
                self.tables += 1;
                let label = format!(
                    "<div class=\"table\" role=\"region\" aria-label=\"Table {}\" tabindex=\"0\">",
                    self.tables
                );
                out.extend([Event::Html(label.into()), Event::Start(tag.clone())]);
            }
            Tag::FootnoteDefinition(_) => {}
            tag => out.push(Event::Start(tag.clone())),
        }
    }

    fn level(&self, level: HeadingLevel) -> u8 {
        (level as u8 + self.shift).min(6)
    }

    fn link(&mut self, at: usize, title: &CowStr<'static>, out: &mut Vec<Event<'static>>) {
        // Links do not nest, and the description of an image is plain text.
        let free = self.open.iter().all(|open| *open == Open::Nothing);
        let href = self.hrefs.get(&at).cloned().flatten().filter(|_| free);
        self.open.push(if href.is_some() { Open::Anchor } else { Open::Nothing });
        if let Some(href) = href {
            let title = match title.is_empty() {
                true => String::new(),
                false => format!(" title=\"{}\"", escaped(title)),
            };
            out.push(inline(format!("<a href=\"{}\"{title}>", escaped(&href))));
        }
    }

    /// An image of the book is shown; one of another site would be fetched from there, so it is
    /// a link. Either way its description follows as text events.
    fn image(&mut self, at: usize, title: &CowStr<'static>, out: &mut Vec<Event<'static>>) {
        match self.hrefs.get(&at).cloned().flatten() {
            Some(href) if !href.contains("://") && !self.open.contains(&Open::Image) => {
                self.open.push(Open::Image);
                out.push(Event::Start(Tag::Image {
                    link_type: LinkType::Inline,
                    dest_url: href.into(),
                    title: title.clone(),
                    id: "".into(),
                }));
            }
            _ => self.link(at, title, out),
        }
    }

    fn end(&mut self, tag: &TagEnd, out: &mut Vec<Event<'static>>) {
        match tag {
            TagEnd::Paragraph => out.push(Event::Html("</p>\n".into())),
            TagEnd::Heading(level) => {
                out.push(Event::Html(format!("</h{}>\n", self.level(*level)).into()));
            }
            TagEnd::Link | TagEnd::Image => match self.open.pop() {
                Some(Open::Anchor) => out.push(inline("</a>".into())),
                Some(Open::Image) => out.push(Event::End(TagEnd::Image)),
                Some(Open::Nothing) | None => {}
            },
            TagEnd::Table => out.extend([Event::End(*tag), Event::Html("</div>\n".into())]),
            TagEnd::FootnoteDefinition => {}
            tag => out.push(Event::End(*tag)),
        }
    }

    fn reference(&mut self, label: &str) -> Event<'static> {
        let next = self.footnotes.len() + 1;
        let (number, count) = self.footnotes.entry(label.to_owned()).or_insert((next, 0));
        *count += 1;
        let name = crate::path::slug_of(label);
        let suffix = if *count == 1 { String::new() } else { format!("-{count}") };
        inline(format!(
            "<sup class=\"footnote\"><a id=\"fnref-{name}{suffix}\" href=\"#fn-{name}\" role=\"doc-noteref\">{number}</a></sup>"
        ))
    }

    /// The footnotes that the text refers to, in that order.
    fn footnotes(self) -> Option<HtmlBlock> {
        let mut numbered: Vec<_> = self
            .footnotes
            .iter()
            .filter_map(|(label, (number, count))| {
                Some((*number, label, *count, self.definitions.get(label)?))
            })
            .collect();
        numbered.sort_unstable_by_key(|(number, ..)| *number);
        if numbered.is_empty() {
            return None;
        }
        let mut html =
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n"
                .to_owned();
        for (number, label, count, text) in numbered {
            let name = crate::path::slug_of(label);
            let back: Vec<String> = (1..=count)
                .map(|n| if n == 1 { String::new() } else { format!("-{n}") })
                .map(|n| format!(" <a href=\"#fnref-{name}{n}\" role=\"doc-backlink\" aria-label=\"Back to reference {number}\">↩</a>"))
                .collect();
            html.push_str(&format!(
                "<li id=\"fn-{name}\" value=\"{number}\">{}{}</li>\n",
                text.trim_end(),
                back.concat()
            ));
        }
        html.push_str("</ol>\n</section>\n");
        let end = self.blocks.len();
        Some(HtmlBlock { html, blocks: end..end })
    }
}

fn id_attribute(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!(" id=\"{}\"", escaped(id)) }
}

/// Blocks whose element the HTML writer makes itself get their anchor as a span.
fn has_no_element(block: &TextBlock) -> bool {
    !block.id.is_empty() && matches!(block.kind, BlockKind::Item | BlockKind::Cell)
}

fn inline(html: String) -> Event<'static> {
    Event::InlineHtml(html.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{blocks::blocks, decorate::Layer, parse};

    fn check(body: &str, layers: &[(&str, Layer)], expect: &str) {
        let tree = parse(body, 0);
        let blocks = blocks(&tree);
        let decoration = |(find, layer): &(&str, Layer)| {
            let block = blocks.iter().position(|b| b.text.contains(find)).unwrap();
            let at = blocks[block].text.find(find).unwrap();
            Decoration { block, text: at..at + find.len(), layer: layer.clone() }
        };
        let decorations: Vec<_> = layers.iter().map(decoration).collect();
        let hrefs = crate::markdown::links::written_links(&tree)
            .into_iter()
            .map(|link| (link.node, Some(link.destination)))
            .collect();
        let html: String =
            render(&tree, &blocks, &decorations, &hrefs).into_iter().map(|b| b.html).collect();
        let ids = |html: &str| {
            let mut html = html.to_owned();
            for block in &blocks {
                html = html.replace(&format!(" id=\"{}\"", block.id), "");
            }
            html
        };
        assert_eq!(ids(&html), expect, "{body}");
    }

    fn link() -> Layer {
        Layer::Link { href: "../x/".into(), kind: "person".into() }
    }

    fn note() -> Layer {
        Layer::Passage { id: "n-1".into(), number: 1 }
    }

    const A: &str = "<a class=\"mention person\" href=\"../x/\">";
    const N: &str =
        "<a class=\"note-mark\" id=\"mark-n-1\" href=\"#n-1\" aria-label=\"Note 1\">1</a>";

    #[test]
    fn links_nest() {
        check("met Ada today", &[("Ada", link())], &format!("<p>met {A}Ada</a> today</p>\n"));
        check("*Ada* x", &[("Ada", link())], &format!("<p><em>{A}Ada</a></em> x</p>\n"));
        check(
            "*Ada* King x",
            &[("Ada King", link())],
            &format!("<p>{A}<em>Ada</em> King</a> x</p>\n"),
        );
        check("*x Ada* King", &[("Ada King", link())], "<p><em>x Ada</em> King</p>\n");
        check(
            "- Ada\n- b\n",
            &[("Ada", link())],
            &format!("<ul>\n<li><span>{A}Ada</a></span></li>\n<li><span>b</span></li>\n</ul>\n"),
        );
    }

    #[test]
    fn a_text_may_be_empty() {
        check("a {#x}\n\n{#y}\n", &[], "<p>a</p>\n<p></p>\n");
        check("a [[ada|]] b", &[], "<p>a  b</p>\n");
    }

    #[test]
    fn passages_cross_elements() {
        check(
            "a b *c d* e",
            &[("b c", note())],
            &format!("<p>a <mark>b</mark><mark> </mark><em><mark>c</mark>{N} d</em> e</p>\n")
                .replace("<mark>b</mark><mark> </mark>", "<mark>b </mark>"),
        );
        check(
            "met Ada today",
            &[("Ada", link()), ("met Ada", note())],
            &format!("<p><mark>met </mark>{A}<mark>Ada</mark></a>{N} today</p>\n"),
        );
        check(
            "a [b c](https://x.example) d",
            &[("b", note())],
            &format!(
                "<p>a <a href=\"https://x.example\"><mark>b</mark><mark> c</mark></a>{N} d</p>\n"
            )
            .replace("<mark>b</mark><mark> c</mark>", "<mark>b c</mark>"),
        );
    }

    #[test]
    fn descriptions_of_images_are_plain() {
        let image = "<img src=\"t.png\" alt=\"a b c\" />";
        check("![a b c](t.png) d", &[("a b", note())], &format!("<p>{image}{N} d</p>\n"));
        check("![a b c](t.png) d", &[("b", link())], &format!("<p>{image} d</p>\n"));
        check("![a [b](/y/) c](t.png) d", &[], &format!("<p>{image} d</p>\n"));
        check("![a ![b](https://x.example/) c](t.png) d", &[], &format!("<p>{image} d</p>\n"));
        check("![a *b* c](t.png)", &[("c", link())], &format!("<p>{image}</p>\n"));
        check("a [b ![c](https://x.example/) d](/y/)", &[], "<p>a <a href=\"/y/\">b c d</a></p>\n");
    }

    #[test]
    fn sources_are_inert() {
        check(
            "a <script>alert(1)</script>\n",
            &[],
            "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
        );
        check(
            "<div onclick=\"x\">\nb\n</div>\n",
            &[],
            "<p>&lt;div onclick=\"x\"&gt;\nb\n&lt;/div&gt;\n</p>\n",
        );
        check(
            "![a \"b\"](https://x.example/y.png)",
            &[],
            "<p><a href=\"https://x.example/y.png\">a \"b\"</a></p>\n",
        );
    }

    #[test]
    fn footnotes_come_last() {
        check(
            "a[^1] b[^1]\n\n[^1]: c\n",
            &[],
            "<p>a<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup> b\
             <sup class=\"footnote\"><a id=\"fnref-1-2\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup></p>\n\
             <section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n\
             <li id=\"fn-1\" value=\"1\"><p>c</p> <a href=\"#fnref-1\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩</a> \
             <a href=\"#fnref-1-2\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">↩</a></li>\n</ol>\n</section>\n",
        );
    }
}
