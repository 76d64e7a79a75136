//! What keeps the book from being built, for the panel on every page.
//!
//! In: findings or sentences, all of them plain text that may quote anything. Out: HTML with every
//! character of it escaped. Never: HTML of others.

use std::fmt::Write;

use crate::diag::{Finding, Severity};

/// One problem. All fields are plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    /// `file:line:column`; empty if it has no place.
    pub place: String,
    /// `error`, `warning`, `information`, then the code.
    pub label: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// The lines that it is about; may be empty.
    pub excerpt: String,
}

impl Problem {
    /// A problem that has no place in a file.
    pub fn of(label: &str, message: &str) -> Self {
        Self { label: label.into(), message: message.into(), ..Self::default() }
    }
}

impl From<&Finding> for Problem {
    fn from(finding: &Finding) -> Self {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
        };
        Self {
            place: format!("{}:{}:{}", finding.path, finding.line, finding.column),
            label: format!("{severity} {}", finding.code),
            message: finding.message.clone(),
            hint: finding.hint.clone(),
            excerpt: finding.excerpt.clone(),
        }
    }
}

/// At most so many are shown.
const SHOWN: usize = 200;

/// What can be seen in spite of the problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The book as it last was without them.
    LastGood,
    /// No book yet.
    None,
}

/// The panel; empty if there is no problem.
pub(super) fn panel(problems: &[Problem], standing: Standing) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let count = problems.len();
    let items: String = problems.iter().take(SHOWN).map(item).collect();
    let more = match count.saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("<p>And {more} more.</p>"),
    };
    let things = if count == 1 { "problem" } else { "problems" };
    let standing = match standing {
        Standing::LastGood => "The book could not be rebuilt. What you see is the last good state.",
        Standing::None => "The book could not be built. It will be here when they are mended.",
    };
    format!(
        "<section id=\"briefbook-problems\" role=\"alert\"><h2>{count} {things}</h2>\
         <p>{standing}</p>\
         <ol>{items}</ol>{more}</section>"
    )
}

fn item(problem: &Problem) -> String {
    let mut html = String::from("<li>");
    let mut part = |open: &str, text: &str, close: &str| {
        if !text.is_empty() {
            // Writing to a string has no way to fail.
            let _ = write!(html, "{open}{}{close}", escaped(text));
        }
    };
    part("<p><code>", &problem.place, "</code></p>");
    part("<p><strong>", &problem.message, "</strong>");
    part(" <small>", &problem.label, "</small></p>");
    part("<pre>", problem.excerpt.trim_end(), "</pre>");
    part("<p>", &problem.hint, "</p>");
    html.push_str("</li>");
    html
}

/// Text that no browser takes for markup, in elements and in quoted attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(problem: Problem, expect: &str) {
        assert_eq!(item(&problem), expect);
    }

    #[test]
    fn nothing_of_a_finding_is_markup() {
        let bad = "<script>\"'&";
        let good = "&lt;script&gt;&quot;&#39;&amp;";
        check(
            Problem {
                place: bad.into(),
                label: bad.into(),
                message: bad.into(),
                hint: bad.into(),
                excerpt: bad.into(),
            },
            &format!(
                "<li><p><code>{good}</code></p><p><strong>{good}</strong> <small>{good}</small></p>\
                 <pre>{good}</pre><p>{good}</p></li>"
            ),
        );
    }

    #[test]
    fn a_panel_counts() {
        assert_eq!(panel(&[], Standing::LastGood), "");
        let one = panel(&[Problem::of("error x", "y")], Standing::LastGood);
        assert!(one.contains("<h2>1 problem</h2>") && one.contains("last good"));
        let many = vec![Problem::of("error x", "y"); 250];
        let html = panel(&many, Standing::None);
        assert!(html.contains("<h2>250 problems</h2>") && html.contains("And 50 more."));
        assert!(!html.contains("last good"));
        assert_eq!(html.matches("<li>").count(), 200);
    }
}
