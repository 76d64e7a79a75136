//! What decorations add to the HTML of a body, and where.
//!
//! In: decorations and the tree that they are laid over. Out: [`Insertions`] by place. Never: a
//! note's mark inside a link or image.

use std::{collections::BTreeMap, ops::Range};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    TextBlock, Tree,
    decorate::{Decoration, Layer, NodePlace, enclose},
    html::escaped,
};

/// What stands at a place of the tree, in the order in which it is written there: what ends
/// before what begins.
#[derive(Default)]
pub(super) struct Insertions {
    /// What ends there.
    pub(super) closing: BTreeMap<NodePlace, Vec<String>>,
    /// What begins there.
    pub(super) opening: BTreeMap<NodePlace, Vec<String>>,
    /// Places where text nodes are cut, with whether a passage begins (1) or ends (-1).
    pub(super) passages: BTreeMap<NodePlace, i32>,
}

/// Finds the places of all decorations. Links never overlap; passages may.
pub(super) fn place(tree: &Tree, blocks: &[TextBlock], decorations: &[Decoration]) -> Insertions {
    let mut insertions = Insertions::default();
    let closed = closed_links(tree);
    for decoration in decorations {
        let block = &blocks[decoration.block];
        match &decoration.layer {
            Layer::Link { href, kind } => {
                let Some(at) = enclose(tree, block, decoration.text.clone()) else { continue };
                let open =
                    format!("<a class=\"mention {}\" href=\"{}\">", escaped(kind), escaped(href));
                insertions.opening.entry(at.start).or_default().push(open);
                insertions.closing.entry(at.end).or_default().insert(0, "</a>".to_owned());
            }
            Layer::Passage { id, number } => {
                let (start, end) = passage(&closed, block, decoration.text.clone());
                *insertions.passages.entry(start).or_default() += 1;
                *insertions.passages.entry(end).or_default() -= 1;
                let id = escaped(id);
                let mark = format!(
                    "<a class=\"note-mark\" id=\"mark-{id}\" href=\"#{id}\" aria-label=\"Note {number}\">{number}</a>"
                );
                insertions.closing.entry(end).or_default().push(mark);
            }
        }
    }
    insertions
}

/// Where a passage begins and ends. It is marked text node by text node, so it may cross elements;
/// its mark must not stand inside a link, so it moves behind it.
fn passage(
    closed: &[Range<usize>],
    block: &TextBlock,
    text: Range<usize>,
) -> (NodePlace, NodePlace) {
    let place = |offset: usize| {
        let at = block.segments.partition_point(|s| s.text.start <= offset).checked_sub(1)?;
        let segment = &block.segments[at];
        Some(match offset < segment.text.end {
            true => NodePlace { node: segment.node, offset: offset - segment.text.start },
            false => NodePlace { node: segment.node + 1, offset: 0 },
        })
    };
    let fallback = NodePlace { node: block.nodes.end, offset: 0 };
    let start = place(text.start).unwrap_or(fallback);
    let end = place(text.end).unwrap_or(fallback);
    // Inside a link or image of the source: go on to its end.
    let link = closed.partition_point(|link| link.end <= end.node);
    match closed.get(link) {
        Some(link) if link.start < end.node => (start, NodePlace { node: link.end, offset: 0 }),
        _ => (start, end),
    }
}

/// The nodes of every link and image that stands in no other, its own start and end included.
fn closed_links(tree: &Tree) -> Vec<Range<usize>> {
    let (mut depth, mut start, mut closed) = (0usize, 0, Vec::new());
    for (at, node) in tree.nodes.iter().enumerate() {
        match node.event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    closed.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    closed
}
