//! The abbreviations of the book.
//!
//! In: a site. Out: [`AbbreviationsView`].

use serde::Serialize;

use super::{
    frame::{Frame, Here},
    introduced,
};

/// The abbreviations.
#[derive(Clone, Debug, Serialize)]
pub struct AbbreviationsView {
    /// What every page has.
    pub page: Frame,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// The abbreviations, by their letters.
    pub abbreviations: Vec<AbbreviationView>,
}

/// An abbreviation.
#[derive(Clone, Debug, Serialize)]
pub struct AbbreviationView {
    /// Its letters.
    pub short: String,
    /// What they stand for.
    pub long: String,
    /// Link to the entity's page.
    pub href: String,
    /// One of the entity's kind, in words.
    pub kind: String,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>) -> AbbreviationsView {
    let abbreviation = |found: &crate::site::abbreviations::Abbreviation| {
        let entity = here.site.entity(found.entity);
        AbbreviationView {
            short: found.short.clone(),
            long: found.long.clone(),
            href: here.link(&entity.id.route()),
            kind: super::entity::kind(here, entity).singular,
        }
    };
    let (title, body) = introduced(here, "Abbreviations");
    AbbreviationsView {
        page: here.frame("abbreviations", &title),
        body,
        abbreviations: here.site.abbreviations.iter().map(abbreviation).collect(),
    }
}
