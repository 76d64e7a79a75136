//! Findings as text: for people ([`text`]), for programs ([`json`]) and for the annotations of a
//! code host ([`github`]).
//!
//! In: findings. Out: a text. Never: output on its own, colour unless asked.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Finding, Severity};

/// Whether a text may hold colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// For a terminal.
    Ansi,
    /// For files and pipes.
    Plain,
}

/// Findings for people: message, place, excerpt with a mark, hint.
pub fn text(findings: &[Finding], colour: Colour) -> String {
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    };
    findings.iter().map(|finding| format!("{}\n\n", one(finding, &renderer))).collect()
}

fn one(finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
    };
    let title = level.primary_title(&*finding.message).id(finding.code);
    let path = finding.path.as_str();
    let mut group: Group<'_> = match finding.excerpt.is_empty() {
        true => title.element(Origin::path(path).line(finding.line).char_column(finding.column)),
        false => title.element(
            Snippet::source(&*finding.excerpt)
                .path(path)
                .line_start(finding.line)
                .annotation(AnnotationKind::Primary.span(span_in_excerpt(finding))),
        ),
    };
    if !finding.hint.is_empty() {
        group = group.element(Level::HELP.message(&*finding.hint));
    }
    renderer.render(&[group])
}

/// Bytes of the excerpt that the finding is about.
fn span_in_excerpt(finding: &Finding) -> std::ops::Range<usize> {
    let offset = |line: usize, column: usize| {
        let skipped: usize =
            finding.excerpt.split_inclusive('\n').take(line - finding.line).map(str::len).sum();
        let rest = finding.excerpt.get(skipped..).unwrap_or_default();
        let bom = rest.len() - rest.trim_start_matches('\u{feff}').len();
        let within =
            rest[bom..].char_indices().nth(column - 1).map_or(rest.len() - bom, |(at, _)| at);
        (skipped + bom + within).min(finding.excerpt.len())
    };
    let start = offset(finding.line, finding.column);
    let end = offset(finding.end_line.max(finding.line), finding.end_column.max(1));
    start..end.max(start)
}

/// Findings as one JSON list, in the shape of the contract.
pub fn json(findings: &[Finding]) -> String {
    // Findings are plain data: serialising them to memory has no way to fail.
    let mut text = serde_json::to_string_pretty(findings).unwrap_or_default();
    text.push('\n');
    text
}

/// Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.
pub fn github(findings: &[Finding]) -> String {
    findings.iter().map(workflow_command).collect()
}

fn workflow_command(finding: &Finding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "notice",
    };
    let hint = if finding.hint.is_empty() { String::new() } else { format!("\n{}", finding.hint) };
    format!(
        "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        property(finding.path.as_str()),
        finding.line,
        finding.column,
        finding.end_line,
        finding.end_column,
        finding.code,
        data(&format!("{}{hint}", finding.message)),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// How many findings there are of each severity, in words: `2 errors, 1 warning`.
pub fn summary(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let words = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        n if word == "information" => Some(format!("{n} {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let parts: Vec<String> = [
        words(count(Severity::Error), "error"),
        words(count(Severity::Warning), "warning"),
        words(count(Severity::Information), "information"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diag::{ByteRange, Lines, Report},
        path::SourcePath,
    };

    fn finding(text: &str, range: (usize, usize)) -> Finding {
        let path = SourcePath::new("content/a,b.md").unwrap();
        Report::new("content-unknown-key", "`titel` is not a key").hint("did you mean `title`?").at(
            &path,
            &Lines::new(text),
            ByteRange::new(range.0, range.1),
        )
    }

    fn check(text: &str, range: (usize, usize), marked: &str) {
        let finding = finding(text, range);
        assert_eq!(&finding.excerpt[span_in_excerpt(&finding)], marked);
        let shown = super::text(&[finding], Colour::Plain);
        assert!(shown.contains("content/a,b.md:") && shown.contains("did you mean"), "{shown}");
    }

    #[test]
    fn the_mark_is_under_the_words() {
        check("---\ntitel: x\n", (4, 9), "titel");
        check("čč\nčtitel: x\n", (7, 12), "titel");
        check("a\r\nbb\r\ncc", (3, 9), "bb\r\ncc");
        check("", (0, 0), "");
    }

    #[test]
    fn workflow_commands_escape() {
        let line = github(&[finding("---\ntitel: x\n", (4, 9))]);
        assert_eq!(
            line,
            "::error file=content/a%2Cb.md,line=2,col=1,endLine=2,endColumn=6,title=content-unknown-key::\
             `titel` is not a key%0Adid you mean `title`?\n"
        );
    }
}
