//! Standing pages: about, method, the home page's text.

use super::{Common, FileFacts};
use crate::path::Route;

/// A standing page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its address.
    pub route: Route,
    /// Where its text is.
    pub file: FileFacts,
    /// Title, summary, ….
    pub common: Common,
}
