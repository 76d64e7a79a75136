//! Standing pages: about, method, the home page's text.

use super::{
    Common, FileFacts,
    fields::{Fields, Reader},
    front_matter,
};
use crate::{
    diag::Finding,
    path::{Route, SourcePath},
};

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

/// Reads a standing page: `content/about.md` has the address `/about/`, `content/index.md` is the
/// text of the home page. The value is whole even when the findings say that the file is not.
pub fn parse(path: &SourcePath, text: &str) -> (Page, Vec<Finding>) {
    let mut reader = Reader::new(path, text);
    let front = front_matter::read(&mut reader, path, text);
    let mut common = Common::default();
    if let Some(node) = &front.node
        && let Some(fields) = Fields::of(&mut reader, "front matter", node)
    {
        let mut fields = fields.missing_at(front.mark);
        common = front_matter::common(&mut fields);
        fields.finish();
    }
    (Page { route: route(path), file: front.file, common }, reader.findings)
}

fn route(path: &SourcePath) -> Route {
    let steps = path.as_str().trim_start_matches("content/").trim_end_matches(".md");
    match steps {
        "index" => Route::home(),
        steps => {
            let steps = steps.strip_suffix("/index").unwrap_or(steps);
            Route::new(&format!("/{steps}/")).unwrap_or_else(|_| Route::home())
        }
    }
}
