//! What is wrong within one body: raw HTML, footnote marks without a footnote.
//!
//! In: a parsed body. Out: reports with ranges of the file. Never: another file.

use crate::{
    diag::{ByteRange, Report},
    markdown::{Style, TextBlock, Tree},
};

/// Checks a body by itself.
pub fn check(tree: &Tree, blocks: &[TextBlock]) -> Vec<(Report, ByteRange)> {
    let mut reports = Vec::new();
    for range in &tree.raw_html {
        let report = Report::new("content-raw-html", "raw HTML is shown as text");
        reports.push((report.hint("write it in Markdown"), *range));
    }
    for block in blocks {
        missing_footnotes(block, &mut reports);
    }
    reports
}

/// The parser leaves a mark without its footnote as text: `[^x]`.
fn missing_footnotes(block: &TextBlock, reports: &mut Vec<(Report, ByteRange)>) {
    for (at, _) in block.text.match_indices("[^") {
        // Where no bracket follows, none follows later marks either.
        let Some(length) = block.text[at..].find(']') else { return };
        let name = &block.text[at + 2..at + length];
        let prose = block.segments_of(&(at..at + 1)).iter().any(|s| s.style == Style::Prose);
        if prose && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-') {
            let report =
                Report::new("link-footnote-missing", format!("there is no footnote `[^{name}]`"));
            let hint = format!("add a paragraph that begins with `[^{name}]:`");
            reports.push((report.hint(hint), block.source_of(at..at + length + 1)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{blocks::blocks, parse};

    fn check(body: &str, expect: &[&str]) {
        let tree = parse(body, 0);
        let got: Vec<&str> =
            super::check(&tree, &blocks(&tree)).iter().map(|(_, r)| &body[r.as_range()]).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn marks_and_html() {
        check("a[^1] b[^2]\n\n[^1]: c\n", &["[^2]"]);
        check("a `[^2]` <b>c</b>\n", &["<b>", "</b>"]);
    }
}
