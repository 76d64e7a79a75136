//! Annotated Markdown of a body: the source with links and footnote marks spliced in.
//!
//! In: the file's text, its tree, blocks and decorations, and where its links lead from the
//! Markdown page. Out: Markdown that a code host shows as the site shows the page. Never: a change
//! to the words; a comment or raw HTML of the source.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag};

use super::{
    BlockKind, Segment, Style, TextBlock, Tree,
    decorate::{Decoration, Layer, enclose},
    html::Hrefs,
    links::written_links,
};
use crate::diag::ByteRange;

/// One change: the bytes to leave out and what to put there. At one place, what closes comes
/// before marks and marks come before what opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Splice {
    at: usize,
    order: Order,
    until: usize,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Close,
    Mark,
    Cut,
    Open,
}

/// The annotated body. `text` is the whole file; `body` its range. `hrefs` and the decorations'
/// addresses are those of the Markdown page.
pub fn annotate(
    text: &str,
    body: ByteRange,
    tree: &Tree,
    blocks: &[TextBlock],
    decorations: &[Decoration],
    hrefs: &Hrefs,
) -> String {
    let mut splices = Vec::new();
    let source = Source { text, tree, closed: closed(tree) };
    for decoration in decorations {
        decorate(&source, &blocks[decoration.block], decoration, &mut splices);
    }
    rewrite_links(text, tree, hrefs, &mut splices);
    cut_wiki_links(tree, &mut splices);
    for html in &tree.raw_html {
        escape_html(text, *html, &mut splices);
    }
    splices.extend(tree.brackets.iter().map(|at| insert(*at, Order::Open, "\\".into())));
    for comment in &tree.comments {
        splices.push(cut(comment.start, comment.end, String::new()));
    }
    apply(text, body, splices)
}

fn insert(at: usize, order: Order, text: String) -> Splice {
    Splice { at, order, until: at, text }
}

fn cut(at: usize, until: usize, text: String) -> Splice {
    Splice { at, order: Order::Cut, until, text }
}

/// The file's text, its tree, and what of it no mark may stand in.
struct Source<'t> {
    text: &'t str,
    tree: &'t Tree,
    closed: Vec<ByteRange>,
}

fn decorate(
    source: &Source<'_>,
    block: &TextBlock,
    decoration: &Decoration,
    splices: &mut Vec<Splice>,
) {
    let Source { text, tree, .. } = *source;
    match &decoration.layer {
        Layer::Link { href, .. } => {
            if let Some(enclosure) = enclose(tree, block, decoration.text.clone()) {
                let ByteRange { start, end } = enclosure.source;
                splices.push(insert(start, Order::Open, "[".into()));
                splices.push(insert(end, Order::Close, format!("]({})", address(href))));
                let before = (0..start).rev().map_while(|at| escape(text, block, at, BEFORE_LINK));
                let after = (end..).map_while(|at| escape(text, block, at, AFTER_LINK));
                splices.extend(before.chain(after));
            }
        }
        Layer::Passage { id, .. } if block.kind != BlockKind::Code => {
            let end = block.source_of(decoration.text.clone()).end;
            let at = outside(source, block, end);
            splices.push(insert(at, Order::Mark, format!("[^{id}]")));
            splices.extend((at..).map_while(|at| escape(text, block, at, AFTER_MARK)));
        }
        Layer::Passage { id, .. } => splices.extend(mark_beside_code(source, block, id)),
    }
}

/// The mark of a note on a code block: a paragraph of its own behind the block, or before one that
/// nothing closes.
fn mark_beside_code(source: &Source<'_>, block: &TextBlock, id: &str) -> Option<Splice> {
    let Source { text, tree, .. } = *source;
    let code = &tree.nodes[block.nodes.start.checked_sub(1)?];
    let Event::Start(Tag::CodeBlock(kind)) = &code.event else { return None };
    let line = text[..code.range.start].rfind('\n').map_or(0, |end| end + 1);
    // What makes the next line one of the same quotation or list item.
    let continued = |c: char| if matches!(c, '>' | '\t') { c } else { ' ' };
    let mut prefix: String = text[line..code.range.start].chars().map(continued).collect();
    if matches!(kind, CodeBlockKind::Indented) && prefix.ends_with("    ") {
        prefix.truncate(prefix.len() - 4);
    }
    let empty = prefix.trim_end().to_owned();
    let written = text[code.range.as_range()].trim_end();
    let last = written.rsplit('\n').next().unwrap_or_default();
    let last = last.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let fence = written.chars().next().unwrap_or('`');
    let closed = matches!(kind, CodeBlockKind::Indented)
        || written.contains('\n') && last.len() >= 3 && last.trim_end_matches(fence).is_empty();
    let (at, mark) = match closed {
        true => {
            let at = code.range.start + written.len();
            let mut lines = text[at..].split('\n').skip(1);
            let parted = lines.next().is_none_or(|next| ["", empty.trim()].contains(&next.trim()));
            let after = if parted { String::new() } else { format!("\n{empty}") };
            (at, format!("\n{empty}\n{prefix}[^{id}]{after}"))
        }
        false => (code.range.start, format!("[^{id}]\n{empty}\n{prefix}")),
    };
    Some(insert(at, Order::Mark, mark))
}

/// Characters of the text that mean something else once a bracket follows: an image, an escape, or
/// an emphasis that was none before (CommonMark 0.31, section 6.2, on flanking).
const BEFORE_LINK: &[u8] = b"*_~!\\";
/// The same for what follows a link's closing bracket.
const AFTER_LINK: &[u8] = b"*_~";
/// The same for what follows a mark, which must not become a link or a definition.
const AFTER_MARK: &[u8] = b"*_~([:";

/// A backslash before the character at this byte, if it is one of these, stands for itself and has
/// none yet.
fn escape(text: &str, block: &TextBlock, at: usize, of: &[u8]) -> Option<Splice> {
    text.as_bytes().get(at).filter(|byte| of.contains(byte))?;
    let segment = block.segments.partition_point(|s| s.source.end <= at);
    let holds = |s: &Segment| s.exact && s.source.start <= at && s.style != Style::Code;
    let literal = block.segments.get(segment).is_some_and(holds);
    let slashes = text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    (literal && slashes % 2 == 0).then(|| insert(at, Order::Open, "\\".into()))
}

/// A mark must not stand inside code, a link or a `[[link]]`: it moves behind it. Nor may it split
/// what closes an emphasis from its word.
fn outside(source: &Source<'_>, block: &TextBlock, at: usize) -> usize {
    let Source { tree, closed, .. } = source;
    let holding = closed.get(closed.partition_point(|range| range.end <= at));
    let mut at = holding.filter(|range| range.start < at).map_or(at, |range| range.end);
    let segment = block.segments.partition_point(|s| s.source.end < at);
    let Some(segment) = block.segments.get(segment).filter(|s| s.source.end == at) else {
        return at;
    };
    if matches!(tree.nodes[segment.node].event, Event::Text(_)) {
        let after = &tree.nodes[segment.node + 1..block.nodes.end];
        let ends = after.iter().take_while(|node| matches!(node.event, Event::End(_)));
        at = ends.last().map_or(at, |node| node.range.end);
    }
    at
}

/// Every link, image and code span that stands in no other.
fn closed(tree: &Tree) -> Vec<ByteRange> {
    let mut closed: Vec<ByteRange> = Vec::new();
    for node in &tree.nodes {
        let whole = matches!(
            node.event,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::Code(_)
        );
        if whole && closed.last().is_none_or(|last| last.end <= node.range.start) {
            closed.push(node.range);
        }
    }
    closed
}

fn rewrite_links(text: &str, tree: &Tree, hrefs: &Hrefs, splices: &mut Vec<Splice>) {
    for link in written_links(tree) {
        let (link_type, title) = match &tree.nodes[link.node].event {
            Event::Start(
                Tag::Link { link_type, title, .. } | Tag::Image { link_type, title, .. },
            ) => (*link_type, title),
            _ => continue,
        };
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            continue;
        }
        let inside = content_end(tree, link.node);
        match hrefs.get(&link.node).cloned().flatten() {
            Some(href) => {
                let title = match title.is_empty() {
                    true => String::new(),
                    false => format!(" \"{}\"", address_title(title)),
                };
                splices.push(cut(inside, link.range.end, format!("]({}{title})", address(&href))));
            }
            None => {
                let open = if text[link.range.start..].starts_with('!') { 2 } else { 1 };
                splices.push(cut(link.range.start, link.range.start + open, String::new()));
                splices.push(cut(inside, link.range.end, String::new()));
            }
        }
    }
}

/// An address as it may stand between the brackets of a link: it neither ends there nor is read as
/// HTML or as an entity.
pub fn address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        match c {
            '(' | ')' | '<' | '>' | '"' | '\\' => out.extend(['\\', c]),
            '&' if is_entity_like(&address[at + 1..]) => out.push_str("&amp;"),
            ' ' => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

/// The title of a link, to stand between double quotes.
fn address_title(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for (at, c) in title.char_indices() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '&' if is_entity_like(&title[at + 1..]) => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

/// Whether an ampersand before this text may be taken for the start of an entity.
fn is_entity_like(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#')
}

/// Where the content of a link ends: after its last child, or after its opening bracket.
fn content_end(tree: &Tree, start: usize) -> usize {
    let range = tree.nodes[start].range;
    let children = tree.nodes[start + 1..].iter().take_while(|n| n.range.start < range.end);
    // What encloses the link may end with it.
    let inside = children
        .filter(|n| n.range != range && n.range.start >= range.start && n.range.end <= range.end);
    let bracket = match tree.nodes[start].event {
        Event::Start(Tag::Image { .. }) => 2,
        _ => 1,
    };
    inside.map(|n| n.range.end).max().unwrap_or(range.start + bracket)
}

/// `[[target|label]]` loses its brackets and target: the mention's decoration links the label.
fn cut_wiki_links(tree: &Tree, splices: &mut Vec<Splice>) {
    for (at, node) in tree.nodes.iter().enumerate() {
        let Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) = node.event
        else {
            continue;
        };
        let label = tree.nodes[at + 1].range;
        splices.push(Splice {
            at: node.range.start,
            order: Order::Close,
            until: label.start,
            text: String::new(),
        });
        splices.push(cut(content_end(tree, at), node.range.end, String::new()));
    }
}

fn escape_html(text: &str, range: ByteRange, splices: &mut Vec<Splice>) {
    for (at, _) in text[range.as_range()].match_indices('<') {
        splices.push(insert(range.start + at, Order::Open, "\\".into()));
    }
}

fn apply(text: &str, body: ByteRange, mut splices: Vec<Splice>) -> String {
    splices.sort();
    // A link and a mark that end at one place escape the same character.
    splices.dedup();
    let mut out = String::with_capacity(text.len() + splices.len() * 24);
    let mut at = body.start;
    for splice in splices {
        if splice.at > at {
            out.push_str(&text[at..splice.at]);
        }
        out.push_str(&splice.text);
        at = at.max(splice.until).max(splice.at);
    }
    out.push_str(&text[at.min(body.end)..body.end]);
    match out.contains('\r') {
        true => out.replace("\r\n", "\n").replace('\r', "\n"),
        false => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{blocks::blocks, decorate::settled, parse};

    fn check(body: &str, layers: &[(&str, Layer)], expect: &str) {
        let tree = parse(body, 0);
        let blocks = blocks(&tree);
        let decoration = |(find, layer): &(&str, Layer)| {
            let block = blocks.iter().position(|b| b.text.contains(find)).unwrap();
            let at = blocks[block].text.find(find).unwrap();
            Decoration { block, text: at..at + find.len(), layer: layer.clone() }
        };
        let decorations = settled(layers.iter().map(decoration).collect());
        let hrefs = written_links(&tree)
            .into_iter()
            .map(|l| {
                (
                    l.node,
                    (!l.destination.starts_with("x:")).then(|| format!("../{}", l.destination)),
                )
            })
            .collect();
        let whole = ByteRange::new(0, body.len());
        assert_eq!(annotate(body, whole, &tree, &blocks, &decorations, &hrefs), expect);
    }

    fn link() -> Layer {
        Layer::Link { href: "T".into(), kind: "person".into() }
    }

    fn note() -> Layer {
        Layer::Passage { id: "n-1".into(), number: 1 }
    }

    #[test]
    fn words_stay_and_links_come() {
        check("met Ada today\n", &[("Ada", link())], "met [Ada](T) today\n");
        check("*Ada* King x", &[("Ada King", link())], "[*Ada* King](T) x");
        check("met Ada today", &[("Ada", link()), ("met Ada", note())], "met [Ada](T)[^n-1] today");
        check(
            "met Ada K today",
            &[("Ada K", link()), ("met Ada", note())],
            "met [Ada K](T)[^n-1] today",
        );
        check("*]*Ada x", &[("Ada", link())], "*]\\*[Ada](T) x");
        check("no!Ada\\*x*", &[("Ada", link())], "no\\![Ada](T)\\*x*");
        check("Ada**D*D", &[("Ada", link())], "[Ada](T)\\*\\*D*D");
        check("so \\\\Ada x", &[("Ada", link())], "so \\\\[Ada](T) x");
        check("*Ada* x", &[("Ada", link())], "*[Ada](T)* x");
        check("met Ada(1842)", &[("met Ada", note())], "met Ada[^n-1]\\(1842)");
        check("see [[ada|her]] x", &[("her", link())], "see [her](T) x");
        check("Ada [[c]]", &[("Ada", link())], "[Ada](T) c");
        check("Ada [[c]] x", &[("Ada", link())], "[Ada](T) c x");
        check("Ada [[c]]\n", &[("Ada", link())], "[Ada](T) c\n");
        check("Ada [[cd]], e", &[("Ada", link())], "[Ada](T) cd, e");
        check("see [[ada]] x", &[("ada", link())], "see [ada](T) x");
        check("see *this* x", &[("this", note())], "see *this*[^n-1] x");
        check("see `this that` x", &[("see this", note())], "see `this that`[^n-1] x");
    }

    #[test]
    fn links_of_the_source_are_led_anew() {
        check("a [b *c*](/d/ \"t\") e", &[], "a [b *c*](..//d/ \"t\") e");
        check("a [b](x:y) e", &[], "a b e");
        check("a [b](/d/)", &[], "a [b](..//d/)");
        check(
            "[b](/d/)|[c](/e/)\n-|-\n[f](/g/)|h",
            &[],
            "[b](..//d/)|[c](..//e/)\n-|-\n[f](..//g/)|h",
        );
        check(
            "a [b][r] e\n\n[r]: /d/\n",
            &[],
            "a [b](../%2Fd/) e\n\n[r]: /d/\n".replace("%2F", "/").as_str(),
        );
        check("a [b](x?a=1&copy=2&3)", &[], "a [b](../x?a=1&amp;copy=2&3)");
        check("a [b](<c (d> '\"e\\\\')", &[], "a [b](../c%20\\(d \"\\\"e\\\\\")");
        let r = "\n\n[b]: /d/ \"T\"\n[r]: /d/\n";
        for (body, expect) in [
            ("[b][]", "[b](..//d/ \"T\")"),
            ("a [b][]\nc", "a [b](..//d/ \"T\")\nc"),
            ("a *[b][]* c", "a *[b](..//d/ \"T\")* c"),
            ("a [b] c", "a [b](..//d/ \"T\") c"),
            ("a [b]", "a [b](..//d/ \"T\")"),
            ("a [*x*][r].", "a [*x*](..//d/)."),
            ("a ![b][] c", "a ![b](..//d/ \"T\") c"),
            (
                "a|c\n-|-\n[b][]|[b]\n[x][r]|[b][]",
                "a|c\n-|-\n[b](..//d/ \"T\")|[b](..//d/ \"T\")\n[x](..//d/)|[b](..//d/ \"T\")",
            ),
        ] {
            check(&format!("{body}{r}"), &[], &format!("{expect}{r}"));
        }
        let marked = "a [b](..//d/ \"T\")[^n-1]\\(c)\n\n[b]: /d/ \"T\"\n";
        check("a [b][](c)\n\n[b]: /d/ \"T\"\n", &[("b", note())], marked);
        check("![a b](c.png) d", &[("a", note()), ("b", link())], "![a b](../c.png)[^n-1] d");
        check("a ![b](c.png) e", &[], "a ![b](../c.png) e");
        check("a <https://x.example> e", &[], "a <https://x.example> e");
    }

    #[test]
    fn a_note_on_code_is_marked_beside_it() {
        check("a\n\n```\nb\n```\n\nc\n", &[("b", note())], "a\n\n```\nb\n```\n\n[^n-1]\n\nc\n");
        check("```\nb\n```\nc\n", &[("b", note())], "```\nb\n```\n\n[^n-1]\n\nc\n");
        check("a\n\n    b\n\nc\n", &[("b", note())], "a\n\n    b\n\n[^n-1]\n\nc\n");
        check("> ```\n> b\n> ```\n", &[("b", note())], "> ```\n> b\n> ```\n>\n> [^n-1]\n");
        check(
            "- ```\n  b\n  ```\n- c\n",
            &[("b", note())],
            "- ```\n  b\n  ```\n\n  [^n-1]\n\n- c\n",
        );
        check("a\n\n~~~\nb\n", &[("b", note())], "a\n\n[^n-1]\n\n~~~\nb\n");
    }

    #[test]
    fn lines_end_in_one_way() {
        check("a\r\nAda\r\n\r\nb\r\n", &[("Ada", link())], "a\n[Ada](T)\n\nb\n");
        check("a\n\n    b\r\n\r\nc\r\n", &[("b", note())], "a\n\n    b\n\n[^n-1]\n\nc\n");
    }

    #[test]
    fn raw_html_and_comments_do_not_pass() {
        check("a <b onclick=\"x\">c</b>\n", &[], "a \\<b onclick=\"x\">c\\</b>\n");
        check("a <!-- secret --> b\n", &[], "a  b\n");
    }
}
