//! What a template's text names, and what the engine's error reports say.
//!
//! In: a template's text; the text of an error. Out: names of templates; places. Never: names that
//! are computed: only literal ones can be known before a page is rendered.

/// The templates that a text extends or includes by a literal name.
pub(super) fn named(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in text.split("{%").skip(1) {
        let tag = piece.split("%}").next().unwrap_or_default();
        let inner = tag.trim_start_matches('-').trim_start();
        if inner.starts_with("extends") || inner.starts_with("include") {
            names.extend(literals(inner));
        }
    }
    names
}

/// The quoted texts of a tag.
fn literals(tag: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(start) = rest.find(['"', '\'', '`']) {
        let quote = &rest[start..=start];
        let Some(length) = rest[start + 1..].find(quote) else { break };
        found.push(&rest[start + 1..start + 1 + length]);
        rest = &rest[start + length + 2..];
    }
    found
}

/// Whether a text defines components.
pub(super) fn defines_components(text: &str) -> bool {
    text.split("{%")
        .skip(1)
        .any(|tag| tag.trim_start_matches('-').trim_start().starts_with("component"))
}

/// One mistake in a report of the engine.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reported {
    /// What is wrong.
    pub message: String,
    /// The template.
    pub template: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// The mistakes in a text of `error: …` and ` --> template:line:column` lines.
pub(super) fn reports(text: &str) -> Vec<Reported> {
    let mut found = Vec::new();
    let mut message = "";
    for line in text.lines() {
        if let Some(said) = line.strip_prefix("error: ") {
            message = said;
        }
        if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|n| n.parse().ok());
            let line = parts.next().and_then(|n| n.parse().ok());
            if let (Some(column), Some(line), Some(name)) = (column, line, parts.next()) {
                let (message, template) = (message.to_owned(), name.to_owned());
                found.push(Reported { message, template, line, column });
            }
        }
    }
    found
}

/// The byte of a line and column, both from 1, the column in code points.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + within
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(named(text), expect, "{text}");
    }

    #[test]
    fn literal_names() {
        check("{% extends \"a.html\" %}{% include 'b.html' %}", &["a.html", "b.html"]);
        check("{%- include [\"a\", \"b\"] -%} {{ \"c\" }}", &["a", "b"]);
        check("{% set x = \"a\" %}{% include \"broken %}", &[]);
    }

    #[test]
    fn places() {
        let report = Reported {
            message: "Unknown filter `x`".into(),
            template: "a:b.html".into(),
            line: 2,
            column: 11,
        };
        let text = "error: Unknown filter `x`\n --> a:b.html:2:11\n  |\n";
        assert_eq!(reports(text), [report]);
        assert_eq!(offset("aé\nbcd", 2, 2), 5);
        assert_eq!(offset("a", 9, 9), 1);
    }
}
