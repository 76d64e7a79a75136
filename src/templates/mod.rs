//! Templates: the built-in theme and a book's own templates over it, file by file.
//!
//! In: the texts of a book's templates by name; a template's name and any serialisable view. Out:
//! the page, or a [`TemplateFailure`] with file and line; a fingerprint of everything that a
//! template is made of. Never: a file read, the clock, the environment, chance, or anything of the
//! book that is not in the view. Only the engine's own pure filters are there.
//!
//! The theme lies under the prefix `__theme/`, where the engine looks when the book has no template
//! of a name. So a book's `base.html` replaces the theme's, and may extend `__theme/base.html`.

mod parts;

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::{
    diag::{ByteRange, Finding, Lines, Report},
    hash::{ContentHash, KeyBuilder},
    path::SourcePath,
};

static THEME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Where the theme's templates lie.
const PREFIX: &str = "__theme/";

/// All templates of a book, ready to render. Shared between threads.
pub struct Templates {
    engine: Tera,
    fingerprints: BTreeMap<String, ContentHash>,
}

/// Why a page could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFailure {
    /// The template at fault, as a book names it: `document.html`; the theme's own have the prefix
    /// `__theme/`.
    pub template: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// One sentence.
    pub message: String,
}

impl TemplateFailure {
    /// The failure as a finding at the template's line. A template of the theme, which the book
    /// does not have, is named by the path under which the book could override it.
    pub fn finding(&self, page: &str) -> Option<Finding> {
        let name = self.template.trim_start_matches(PREFIX);
        let path = SourcePath::new(&format!("templates/{name}")).ok()?;
        let message = format!("{} (on the page {page})", self.message);
        let finding = Report::new("template-error", message).whole_file(&path);
        let (line, column) = (self.line, self.column);
        Some(Finding { line, column, end_line: line, end_column: column, ..finding })
    }
}

impl Templates {
    /// The theme with a book's templates over it. A template that is not valid leaves the theme
    /// alone in force and gives a finding for each mistake.
    pub fn load(overrides: &BTreeMap<String, String>) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        for (name, text) in overrides {
            findings.extend(syntax(name, text));
        }
        if findings.is_empty() {
            match engine(overrides) {
                Ok(engine) => return (Self::of(engine, overrides), findings),
                Err(error) => findings.extend(located(&error, overrides)),
            }
        }
        let none = BTreeMap::new();
        // The theme alone is valid: a test loads it.
        (Self::of(engine(&none).unwrap_or_default(), &none), findings)
    }

    fn of(engine: Tera, overrides: &BTreeMap<String, String>) -> Self {
        let fingerprints = fingerprints(&sources(overrides));
        Self { engine, fingerprints }
    }

    /// Whether there is a template of this name.
    pub fn has(&self, name: &str) -> bool {
        self.engine.contains_template(name)
    }

    /// A hash of a template and of everything it extends, includes or takes components from.
    pub fn fingerprint(&self, name: &str) -> ContentHash {
        let found = self.fingerprints.get(name);
        found
            .or_else(|| self.fingerprints.get(&format!("{PREFIX}{name}")))
            .copied()
            .unwrap_or_default()
    }

    /// Renders a page.
    ///
    /// # Errors
    /// If there is no such template, or if it fails on this view.
    pub fn render(&self, name: &str, view: &impl Serialize) -> Result<String, TemplateFailure> {
        let context = Context::from_serialize(view).map_err(|error| failure(name, &error))?;
        self.engine.render(name, &context).map_err(|error| failure(name, &error))
    }
}

/// The theme's templates by name, without prefix.
fn theme() -> impl Iterator<Item = (String, &'static str)> {
    fn walk(dir: &'static Dir<'static>, out: &mut Vec<(String, &'static str)>) {
        for file in dir.files() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            out.extend(file.contents_utf8().map(|text| (name, text)));
        }
        dir.dirs().for_each(|dir| walk(dir, out));
    }
    let mut out = Vec::new();
    walk(&THEME, &mut out);
    out.sort();
    out.into_iter()
}

/// All templates by the name that the engine knows them by.
fn sources(overrides: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let theme = theme().map(|(name, text)| (format!("{PREFIX}{name}"), text.to_owned()));
    theme.chain(overrides.iter().map(|(name, text)| (name.clone(), text.clone()))).collect()
}

fn engine(overrides: &BTreeMap<String, String>) -> tera::TeraResult<Tera> {
    let mut engine = Tera::default();
    engine.set_fallback_prefixes([PREFIX])?;
    engine.autoescape_on(vec![".html", ".xml", ".atom", ".svg"]);
    engine.add_raw_templates(sources(overrides))?;
    Ok(engine)
}

/// The mistakes of one template's own text.
fn syntax(name: &str, text: &str) -> Option<Finding> {
    match Tera::default().add_raw_template(name, text).err()?.kind() {
        ErrorKind::SyntaxError(error) => {
            let span = error.span().range.clone();
            finding(name, text, ByteRange::new(span.start, span.end), error.message())
        }
        // Names that other templates have: checked when all are together.
        _ => None,
    }
}

fn finding(name: &str, text: &str, range: ByteRange, message: &str) -> Option<Finding> {
    let path = SourcePath::new(&format!("templates/{name}")).ok()?;
    Some(Report::new("template-error", message).at(&path, &Lines::new(text), range))
}

/// The mistakes that the engine finds when all templates are together, at their places.
fn located(error: &tera::Error, overrides: &BTreeMap<String, String>) -> Vec<Finding> {
    let reports = parts::reports(&error.to_string());
    let known = |report: &parts::Reported| {
        let text = overrides.get(&report.template)?;
        let start = parts::offset(text, report.line, report.column);
        let end = (start + 1).min(text.len());
        finding(&report.template, text, ByteRange::new(start, end), &report.message)
    };
    let found: Vec<Finding> = reports.iter().filter_map(known).collect();
    if !found.is_empty() {
        return found;
    }
    // A mistake between templates (a circle, a missing parent): the first that is named in it.
    let message = error.to_string();
    let named = overrides.keys().find(|name| message.contains(name.as_str()));
    let name = named.or(overrides.keys().next());
    name.and_then(|name| finding(name, &overrides[name], ByteRange::default(), &message))
        .into_iter()
        .collect()
}

fn failure(name: &str, error: &tera::Error) -> TemplateFailure {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => TemplateFailure {
            template: report.filename().to_owned(),
            line: report.span().start_line,
            column: report.span().start_col + 1,
            message: report.message().to_owned(),
        },
        _ => TemplateFailure {
            template: name.to_owned(),
            line: 1,
            column: 1,
            message: error.to_string(),
        },
    }
}

/// The fingerprint of every template.
fn fingerprints(sources: &BTreeMap<String, String>) -> BTreeMap<String, ContentHash> {
    // A component may be used without being named in a literal; templates that define some belong
    // to every other.
    let shared: Vec<&str> = sources
        .iter()
        .filter(|(_, text)| parts::defines_components(text))
        .map(|(name, _)| name.as_str())
        .collect();
    let fingerprint = |name: &String| {
        let mut key = KeyBuilder::new("template");
        for part in closure(sources, shared.iter().copied().chain([name.as_str()])) {
            key.text(part).text(&sources[part]);
        }
        key.finish()
    };
    sources.keys().map(|name| (name.clone(), fingerprint(name))).collect()
}

/// Templates and all that they extend or include, by name.
fn closure<'a>(
    sources: &'a BTreeMap<String, String>,
    start: impl Iterator<Item = &'a str>,
) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = start.collect();
    while let Some(name) = open.pop() {
        let prefixed = format!("{PREFIX}{name}");
        let Some((name, text)) =
            sources.get_key_value(name).or_else(|| sources.get_key_value(&prefixed))
        else {
            continue;
        };
        if seen.insert(name.as_str()) {
            open.extend(parts::named(text));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    fn check(files: &[(&str, &str)], template: &str, expect: Result<&str, (&str, usize, usize)>) {
        let (templates, findings) = Templates::load(&book(files));
        assert_eq!(findings, []);
        let view = serde_json::json!({"name": "<A>", "list": [1, 2]});
        let got = templates.render(template, &view);
        let got = got.as_ref().map(String::as_str);
        assert_eq!(got.map_err(|f| (&*f.template, f.line, f.column)), expect);
    }

    #[test]
    fn a_book_overrides_file_by_file() {
        check(&[("x.html", "{{ name }}")], "x.html", Ok("&lt;A&gt;"));
        check(&[("x.txt", "{{ name }}")], "x.txt", Ok("<A>"));
        check(
            &[
                ("y.html", "a{% block b %}1{% endblock %}"),
                ("x.html", "{% extends \"y.html\" %}{% block b %}2{{ super() }}{% endblock %}"),
            ],
            "x.html",
            Ok("a21"),
        );
        check(&[("robots.txt", "none")], "robots.txt", Ok("none"));
    }

    #[test]
    fn failures_name_file_and_line() {
        check(&[("x.html", "a\nb {{ nme }}")], "x.html", Err(("x.html", 2, 6)));
        check(&[], "none.html", Err(("none.html", 1, 1)));
    }

    fn check_findings(files: &[(&str, &str)], expect: &[(&str, usize, usize)]) {
        let (templates, findings) = Templates::load(&book(files));
        let got: Vec<_> = findings.iter().map(|f| (f.path.as_str(), f.line, f.column)).collect();
        assert_eq!(got, expect, "{findings:#?}");
        assert!(templates.has("document.html"));
    }

    #[test]
    fn every_mistake_at_its_place() {
        check_findings(
            &[("a.html", "x\n{{ a"), ("b.html", "{% if %}")],
            &[("templates/a.html", 2, 4), ("templates/b.html", 1, 7)],
        );
        check_findings(
            &[("a.html", "{{ a | nofilter }}\n{% include \"gone.html\" %}")],
            &[("templates/a.html", 1, 8), ("templates/a.html", 2, 12)],
        );
        check_findings(&[("a.html", "{% extends \"gone.html\" %}")], &[("templates/a.html", 1, 1)]);
    }

    #[test]
    fn fingerprints_follow_what_a_template_is_made_of() {
        let fingerprint =
            |files: &[(&str, &str)], name: &str| Templates::load(&book(files)).0.fingerprint(name);
        let x = ("x.html", "{% include \"y.html\" %}");
        assert_ne!(
            fingerprint(&[x, ("y.html", "1")], "x.html"),
            fingerprint(&[x, ("y.html", "2")], "x.html"),
        );
        assert_eq!(
            fingerprint(&[x, ("y.html", "1"), ("z.html", "1")], "x.html"),
            fingerprint(&[x, ("y.html", "1"), ("z.html", "2")], "x.html"),
        );
        let base = ("base.html", "{% extends \"__theme/base.html\" %}");
        assert_ne!(fingerprint(&[], "home.html"), fingerprint(&[base], "home.html"));
    }
}
