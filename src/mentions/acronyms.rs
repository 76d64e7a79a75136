//! Acronyms that a document defines: `Long Form (LF)`.
//!
//! In: names found so far and what stands in brackets after them. Out: [`Acronyms`]. Never: an
//! acronym of another document. The idea of taking the initials before the bracket is Schwartz and
//! Hearst's (2003).

use std::collections::BTreeMap;

use super::scan::{Hit, Scanner, What};
use super::tokens::Gap;
use crate::{
    content::words::{Shape, WordKey},
    register::{EntityIndex, Role, lexicon::Class},
};

/// Acronyms that the document defines, `Long Form (LF)`.
#[derive(Debug, Default)]
pub(crate) struct Acronyms {
    pub(super) known: BTreeMap<WordKey, Vec<EntityIndex>>,
    pub(super) strange: BTreeMap<WordKey, ()>,
}

impl Scanner<'_, '_> {
    /// `Long Form (LF)`: the acronym of a name just found.
    pub(super) fn learn_acronym(&self, hit: &Hit, acronyms: &mut Acronyms) {
        let What::Named { entities, .. } = &hit.what else { return };
        let Some(next) = self.line.get(hit.tokens.end) else { return };
        let closed = self.line.after(hit.tokens.end).trim_start().starts_with(')');
        if next.gap == Gap::Open && closed && matches!(next.shape, Shape::Caps | Shape::Mixed) {
            acronyms.known.insert(next.key, entities.clone());
        }
    }

    /// `Other Long Form (LF)` where the long form is not in the register: the acronym is its own.
    pub(super) fn learn_strange(&self, at: usize, acronyms: &mut Acronyms) {
        let letters: Vec<char> = self.line.folded(at).chars().collect();
        let mut left = letters.len();
        let mut back = at;
        while left > 0 && back > 0 {
            back -= 1;
            let token = &self.line.tokens[back];
            let initial = self.line.folded(back).starts_with(letters[left - 1]);
            if initial && token.shape.is_name_like() {
                left -= 1;
            } else if token.shape.is_name_like() || !token.class.is(Class::STOP) {
                return;
            }
            if left > 0 && !matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Comma) {
                return;
            }
        }
        let (start, key) = (back, self.line.tokens[at].key);
        let known = self
            .matches(start)
            .iter()
            .any(|(end, names)| *end == at && names.iter().any(|name| name.role <= Role::Alias));
        if left == 0 && !known && !acronyms.known.contains_key(&key) {
            acronyms.strange.insert(key, ());
        }
    }
}
