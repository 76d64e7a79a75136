//! Templates (shallow).
use std::collections::BTreeMap;
use include_dir::{Dir, include_dir};
use serde::Serialize;
use crate::hash::{ContentHash, KeyBuilder};
static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
/// Loaded templates.
pub struct Templates { tera: tera::Tera, key: ContentHash }
/// A failure.
#[derive(Debug)]
pub struct TemplateFailure { pub template: String, pub book_file: Option<String>, pub line: usize, pub column: usize, pub message: String }
impl Templates {
    /// Loads.
    pub fn load(overrides: &BTreeMap<String, String>, _site: &impl Serialize) -> (Self, Vec<TemplateFailure>) {
        let mut tera = tera::Tera::default();
        tera.set_fallback_prefixes(vec!["__theme/".to_string()]).ok();
        let mut key = KeyBuilder::new("templates");
        let mut failures = Vec::new();
        let mut all: Vec<(String, String)> = THEME.files().filter_map(|f| Some((format!("__theme/{}", f.path().to_str()?), f.contents_utf8()?.to_owned()))).collect();
        all.extend(overrides.iter().map(|(n, t)| (n.clone(), t.clone())));
        for (n, t) in &all { key.text(n).text(t); }
        if let Err(e) = tera.add_raw_templates(all) { failures.push(TemplateFailure { template: String::new(), book_file: None, line: 1, column: 1, message: e.to_string() }); }
        (Self { tera, key: key.finish() }, failures)
    }
    /// Has.
    pub fn has(&self, name: &str) -> bool { self.tera.get_template_names().any(|n| n == name || n == format!("__theme/{name}")) }
    /// Key.
    pub fn fingerprint(&self, _name: &str) -> ContentHash { self.key }
    /// Render.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, TemplateFailure> {
        let mut c = tera::Context::new();
        c.insert("page", view);
        self.tera.render(name, &c).map_err(|e| TemplateFailure { template: name.to_owned(), book_file: None, line: 1, column: 1, message: e.to_string() })
    }
}
