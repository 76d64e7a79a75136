//! Which mentions become links.
//!
//! In: certain mentions in order. Out: for each, linked or recorded. Never: a change of what a
//! mention names.

use std::collections::BTreeSet;

use super::LinkInput;
use crate::{
    content::LinkPolicy,
    markdown::BlockKind,
    register::{EntityIndex, Register},
};

/// What has been linked so far.
#[derive(Debug, Default)]
pub(crate) struct Density {
    linked: BTreeSet<(EntityIndex, usize)>,
}

impl Density {
    /// Whether a mention in a block becomes a link. `never` wins wherever it stands; else the
    /// entity's own policy, then the document's, then the book's.
    pub(crate) fn links(
        &mut self,
        register: &Register,
        input: &LinkInput<'_>,
        entity: EntityIndex,
        block: usize,
    ) -> bool {
        let own = register.entry(entity).link;
        let policies = [own, input.document_link, Some(input.policy.link)];
        if policies.contains(&Some(LinkPolicy::Never)) {
            return false;
        }
        let block = &input.blocks[block];
        if block.kind == BlockKind::Heading {
            return false;
        }
        match policies.into_iter().flatten().next().unwrap_or_default() {
            LinkPolicy::Every => true,
            LinkPolicy::Never => false,
            LinkPolicy::First => self.linked.insert((entity, 0)),
            LinkPolicy::FirstPerSection => self.linked.insert((entity, block.section)),
        }
    }
}
