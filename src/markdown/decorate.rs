//! Decorations: links and passages that are laid over a body's text.
//!
//! In: ranges of blocks' text with what to lay over them. Out: where in the tree each begins and
//! ends, so that elements nest. Never: a decoration that would cut an element of the body in two:
//! it is left out, and [`enclose`] lets the caller know beforehand.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{BlockKind, Style, TextBlock, Tree};
use crate::diag::ByteRange;

/// Something laid over a range of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoration {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub text: Range<usize>,
    /// What.
    pub layer: Layer,
}

/// What is laid over a range of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// A link to an entity's page.
    Link {
        /// Where to: relative to the page.
        href: String,
        /// The kind of the entity, for the theme's class.
        kind: String,
    },
    /// A passage that a note is about; its mark stands at the end.
    Passage {
        /// The note's id.
        id: String,
        /// Its number on the page, from 1.
        number: usize,
    },
}

/// Decorations in order, passages stretched so that none ends inside a link: a note's mark is a
/// link itself, and links do not nest.
pub fn settled(mut decorations: Vec<Decoration>) -> Vec<Decoration> {
    let mut links: Vec<(usize, Range<usize>)> = decorations
        .iter()
        .filter(|d| matches!(d.layer, Layer::Link { .. }))
        .map(|d| (d.block, d.text.clone()))
        .collect();
    links.sort_by_key(|(block, text)| (*block, text.end));
    for decoration in &mut decorations {
        if matches!(decoration.layer, Layer::Passage { .. }) {
            let end = decoration.text.end;
            let after =
                links.partition_point(|(b, text)| (*b, text.end) <= (decoration.block, end));
            if let Some((block, link)) = links.get(after)
                && *block == decoration.block
                && link.start < end
            {
                decoration.text.end = link.end;
            }
        }
    }
    decorations.sort_by_key(|d| (d.block, d.text.start, d.text.end));
    decorations
}

/// A place in the tree: before or within a text node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodePlace {
    /// Index of the node.
    pub node: usize,
    /// Bytes into its text; 0 for what has no text.
    pub offset: usize,
}

/// Where a range of text begins and ends in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enclosure {
    /// Before this place.
    pub start: NodePlace,
    /// Before this place.
    pub end: NodePlace,
    /// The bytes of the file, markup that moved inside included.
    pub source: ByteRange,
}

/// Where to open and close an element around a range of text, so that it holds whole elements
/// only: `*United* States` takes the emphasis in. `None` if the range begins or ends in the middle
/// of an element that it does not hold, and if it touches a link or image of the body.
pub fn enclose(tree: &Tree, block: &TextBlock, text: Range<usize>) -> Option<Enclosure> {
    let hit = block.segments_of(&text);
    let (first_hit, last_hit) = (hit.first()?, hit.last()?);
    let (first, last) = (first_hit.node, last_hit.node);
    let cuts_code = first_hit.style == Style::Code && first_hit.text.start < text.start
        || last_hit.style == Style::Code && text.end < last_hit.text.end;
    if block.kind == BlockKind::Code || cuts_code || hit.iter().any(|s| s.style == Style::Linked) {
        return None;
    }
    let (mut closes, mut opens) = (0, 0);
    for node in first..=last {
        match tree.nodes[node].event {
            Event::Start(_) => opens += 1,
            Event::End(_) if opens > 0 => opens -= 1,
            Event::End(_) => closes += 1,
            _ => {}
        }
    }
    let mut source = block.source_of(text.clone());
    let mut start =
        NodePlace { node: first, offset: text.start.saturating_sub(first_hit.text.start) };
    let mut end = match text.end < last_hit.text.end {
        true => NodePlace { node: last, offset: text.end - last_hit.text.start },
        false => NodePlace { node: last + 1, offset: 0 },
    };
    if closes > 0 {
        let outer = first.checked_sub(closes)?;
        let whole = start.offset == 0
            && (outer..first).all(|n| matches!(tree.nodes[n].event, Event::Start(_)));
        if !whole || outer < block.nodes.start {
            return None;
        }
        start = NodePlace { node: outer, offset: 0 };
        source.start = tree.nodes[outer].range.start;
    }
    if opens > 0 {
        let after = last + 1 + opens;
        let whole = end.offset == 0
            && after <= block.nodes.end
            && (last + 1..after).all(|n| matches!(tree.nodes[n].event, Event::End(_)));
        if !whole {
            return None;
        }
        end = NodePlace { node: after, offset: 0 };
        source.end = tree.nodes[after - 1].range.end;
    }
    Some(Enclosure { start, end, source })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{blocks::blocks, parse};

    fn check(body: &str, find: &str, expect: Option<&str>) {
        let tree = parse(body, 0);
        let block = &blocks(&tree)[0];
        let at = block.text.find(find).unwrap();
        let got = enclose(&tree, block, at..at + find.len());
        assert_eq!(got.map(|e| &body[e.source.as_range()]), expect, "{body}");
    }

    #[test]
    fn whole_elements_only() {
        check("![a Ada](x.png) b", "Ada", None);
        check("![a *Ada*](x.png) b", "Ada", None);
        check("a [Ada](x) b", "a Ada", None);
        check("a `Ada K` b", "Ada", None);
        check("a `Ada` b", "Ada", Some("`Ada`"));
        check("the *United* States", "United States", Some("*United* States"));
        check("the United *States* x", "United States", Some("United *States*"));
        check("**the United** States", "United States", None);
        check("***the** United* x", "the United", Some("**the** United"));
        check("plain words", "words", Some("words"));
        check("*plain words*", "words", Some("words"));
    }
}
