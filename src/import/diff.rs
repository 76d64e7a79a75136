//! A document that exists and a text imported again: same words or not.
//!
//! In: the whole of a document's file, and a new body. Out: whether both bodies show the same
//! words, the file with the new body, the difference by paragraphs. Never: the front matter
//! changed.

use std::collections::BTreeSet;

use crate::markdown::{blocks, parse};

/// Front matter (its `---` lines and the blank line after it included) and body.
pub fn split(file: &str) -> (&str, &str) {
    let start = if file.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut end = start;
    for (nth, line) in file[start..].split_inclusive('\n').enumerate() {
        end += line.len();
        match (nth, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return ("", file),
            (_, "---") => {
                let blank = file[end..].len() - file[end..].trim_start_matches(['\r', '\n']).len();
                return file.split_at(end + blank);
            }
            _ => {}
        }
    }
    ("", file)
}

fn shown(body: &str) -> Vec<String> {
    blocks::blocks(&parse(body, 0)).iter().map(|block| blocks::collapsed(&block.text)).collect()
}

/// Whether a document's body shows the same words as a new one, however they are marked up.
pub fn same_words(file: &str, body: &str) -> bool {
    let words = |body: &str| shown(body).join(" ");
    words(split(file).1) == words(body)
}

/// The file with its front matter as it is and a new body.
pub fn with_body(file: &str, body: &str) -> String {
    let (front, _) = split(file);
    let gap = match front {
        "" => "",
        front if front.ends_with("---\n") || front.ends_with("---\r\n") => "\n",
        _ => "",
    };
    format!("{front}{gap}{body}")
}

/// Paragraphs that only the file (`-`) or only the new body (`+`) has, each cut after 120
/// characters; at most 40 lines.
pub fn paragraphs(file: &str, body: &str) -> String {
    let (old, new) = (shown(split(file).1), shown(body));
    let (in_old, in_new): (BTreeSet<_>, BTreeSet<_>) = (old.iter().collect(), new.iter().collect());
    let gone = old.iter().filter(|text| !in_new.contains(text)).map(|text| ('-', text));
    let come = new.iter().filter(|text| !in_old.contains(text)).map(|text| ('+', text));
    let line = |(mark, text): (char, &String)| {
        let short: String = text.chars().take(120).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        format!("  {mark} {short}{more}")
    };
    let mut lines: Vec<String> = gone.chain(come).map(line).collect();
    if lines.is_empty() {
        lines.push("  the same paragraphs in another order or number".into());
    }
    let hidden = lines.len().saturating_sub(40);
    lines.truncate(40);
    if hidden > 0 {
        lines.push(format!("  and {hidden} more"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, body: &str, expect: Result<&str, &str>) {
        let got = match same_words(file, body) {
            true => Ok(with_body(file, body)),
            false => Err(paragraphs(file, body)),
        };
        assert_eq!(got.as_deref().map_err(|diff| diff.as_str()), expect);
    }

    #[test]
    fn same_words_or_the_difference() {
        check("---\na: 1\n---\n\nOne *two*\n", "One two\n", Ok("---\na: 1\n---\n\nOne two\n"));
        check("---\na: 1\n---\nOne\ntwo\n", "One two\n", Ok("---\na: 1\n---\n\nOne two\n"));
        check("One\n", "One\n", Ok("One\n"));
        check("---\na: 1\n---\n\nOne\n\nTwo\n", "One\n\nThree\n", Err("  - Two\n  + Three"));
        check("A\n\nB\n", "B\n\nA\n", Err("  the same paragraphs in another order or number"));
        check("---\nnever closed\n", "x\n", Err("  - never closed\n  + x"));
    }
}
