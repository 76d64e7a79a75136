//! Corrections made to pages, and who has reviewed which.
//!
//! In: a site. Out: [`CorrectionsView`].

use serde::Serialize;

use super::{
    frame::{Frame, Here},
    introduced,
    shapes::{Corrected, Link, Reviewed},
};
use crate::site::routes;

/// Corrections and reviews.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// What every page has.
    pub page: Frame,
    /// Text of the standing page with this address, HTML, one entry for each block.
    pub body: Vec<String>,
    /// Corrections, the latest first.
    pub corrections: Vec<CorrectionRow>,
    /// Reviews, the latest first.
    pub reviews: Vec<ReviewRow>,
}

/// A correction.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionRow {
    /// The page.
    pub link: Link,
    /// When, and what was wrong.
    pub correction: Corrected,
}

/// A review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewRow {
    /// The page.
    pub link: Link,
    /// By whom and when.
    pub review: Reviewed,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>) -> CorrectionsView {
    let (mut corrections, mut reviews) = (Vec::new(), Vec::new());
    for (common, route) in routes::commons(here.site) {
        let link = || Link::new(&common.title, here.link(&route));
        for correction in &common.corrections {
            let row = CorrectionRow { link: link(), correction: Corrected::of(correction) };
            corrections.push((std::cmp::Reverse(correction.on.sort_key()), row));
        }
        if let Some(review) = &common.reviewed {
            let row = ReviewRow { link: link(), review: Reviewed::of(here.site, review) };
            reviews.push((std::cmp::Reverse(review.on.sort_key()), row));
        }
    }
    corrections.sort_by_key(|(key, _)| *key);
    reviews.sort_by_key(|(key, _)| *key);
    let (title, body) = introduced(here, "Corrections and reviews");
    CorrectionsView {
        page: here.frame("corrections", &title),
        body,
        corrections: corrections.into_iter().map(|(_, row)| row).collect(),
        reviews: reviews.into_iter().map(|(_, row)| row).collect(),
    }
}
