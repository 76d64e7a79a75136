//! What the preview adds to pages, and the few files of its own.
//!
//! In: a page of the book and the state shown. Out: the page with a script that reloads it and,
//! while the book cannot be built, a panel that says why. Never: a change to any other byte; an
//! inline script or style, which the headers would forbid.

use super::{RESERVED, problem::escaped};

/// Reloads the page when the book changes.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// The looks of the panel.
pub(super) const STYLE: &str = include_str!("live.css");

/// A page with what the preview adds just before the end of its body. `id` names the state shown.
pub(super) fn dressed(page: &[u8], base: &str, id: &str, panel: &str) -> Vec<u8> {
    let at = end_of_body(page);
    let link = |name: &str| escaped(&format!("{base}{RESERVED}{name}"));
    let style = if panel.is_empty() {
        String::new()
    } else {
        format!("<link rel=\"stylesheet\" href=\"{}\">", link("live.css"))
    };
    let script = format!(
        "<script src=\"{}\" data-shown=\"{}\" defer></script>",
        link("live.js"),
        escaped(id)
    );
    [&page[..at], style.as_bytes(), panel.as_bytes(), script.as_bytes(), &page[at..]].concat()
}

/// Where the last `</body>` begins; the end of the page if it has none.
fn end_of_body(page: &[u8]) -> usize {
    const TAG: &[u8] = b"</body>";
    let found = page.windows(TAG.len()).rposition(|part| part.eq_ignore_ascii_case(TAG));
    found.unwrap_or(page.len())
}

/// A page of the preview itself, in words that need no escaping.
pub(super) fn plain(title: &str, sentence: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         </head><body><h1>{title}</h1><p>{sentence}</p></body></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, panel: &str, expect: &str) {
        let html = dressed(page.as_bytes(), "/b/", "id", panel);
        assert_eq!(String::from_utf8(html).unwrap(), expect);
    }

    #[test]
    fn additions_stand_at_the_end_of_the_body() {
        let script = "<script src=\"/b/.briefbook/live.js\" data-shown=\"id\" defer></script>";
        let style = "<link rel=\"stylesheet\" href=\"/b/.briefbook/live.css\">";
        check("<p>x</BODY></html>", "", &format!("<p>x{script}</BODY></html>"));
        check("a</body>b</body>", "", &format!("a</body>b{script}</body>"));
        check("no body", "<i>", &format!("no body{style}<i>{script}"));
    }
}
