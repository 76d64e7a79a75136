//! Every code that a finding can have: its severity and what it means.
//!
//! In: a code. Out: its severity and explanation, also for `docs/findings.md`. Never: a code that
//! no room reports (a test builds a tiny book for each).

use super::Severity::{self, Error, Information, Warning};

/// One code.
pub struct Entry {
    /// `room-problem`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means and what to do, for an editor.
    pub explanation: &'static str,
}

macro_rules! catalogue {
    ($($code:literal $severity:ident $explanation:literal;)*) => {
        /// All codes, in alphabetical order.
        pub const ENTRIES: &[Entry] =
            &[$(Entry { code: $code, severity: $severity, explanation: $explanation }),*];
    };
}

catalogue! {
    "config-missing" Error "The book has no `site.toml`. Every book needs one with at least `title` and `base_url`; `briefbook init` writes it.";
    "config-syntax" Error "`site.toml` is not valid TOML at this place.";
    "config-unknown-key" Error "`site.toml` has a key that briefbook does not know, usually a misspelling.";
    "config-value" Error "A value in `site.toml` is missing, of the wrong type or not one of those allowed.";
    "content-bad-date" Error "A date that the calendar lacks or that is not written as EDTF: `2015`, `2015-06`, `2015-06-01`, `2016-05~`, `2015-05/2015-06`.";
    "content-bad-slug" Error "A file's name becomes its address, so it may hold only lower-case letters, digits and single hyphens.";
    "content-bad-value" Error "The value of this key is of the wrong type or not one of those allowed.";
    "content-encoding" Error "The file is not UTF-8 text, or holds a control character that no page can show. Save it as UTF-8.";
    "content-folder" Information "A folder's name is nearly that of a kind, but its files are standing pages.";
    "content-missing" Error "The book has no folder `content`. A build would take every page of a published book away.";
    "content-missing-key" Error "A key that every file of this kind needs is missing.";
    "content-no-front-matter" Error "The file does not begin with a `---` line, a front matter and a second `---` line.";
    "content-raw-html" Warning "Raw HTML in a body is shown as text, never passed on.";
    "content-redirect" Error "An old address in `redirect_from` is no address below the site's root, or it is the address of a page.";
    "content-too-large" Error "A front matter above 64 KiB or a notes file above 16 MiB is refused.";
    "content-unknown-key" Error "The front matter has a key that briefbook does not know, usually a misspelling.";
    "content-yaml" Error "The front matter or notes file is not valid YAML at this place.";
    "date-order" Error "Something ends before it begins, is in force before it was signed, or dies before it was born.";
    "document-undated" Information "The document has no date. Its page says undated.";
    "fact-unsourced" Warning "A fact has no source of its own and its file has no `sources`.";
    "link-anchor-missing" Error "A link leads to a page of the book, but to a place that the page does not have.";
    "link-broken" Error "A link leads to an address that the book does not have.";
    "link-footnote-missing" Error "A footnote mark has no footnote of that name.";
    "link-unsafe" Warning "A link with this scheme is not passed on; only http, https, mailto and links within the book are.";
    "link-wiki-ambiguous" Error "A `[[link]]` names more than one entity; write its folder too.";
    "link-wiki-unknown" Error "A `[[link]]` names nothing that the book has.";
    "mention-doubtful" Information "A name that could be several entities; it is recorded and not linked. Decide it with a note's `is` or `not`.";
    "note-ambiguous" Warning "The passage that a note quotes stands more than once in the document, so the note is shown nowhere; add `prefix` or `suffix`.";
    "note-bad-value" Error "A note lacks what its kind needs, answers itself, or a value is not one of those allowed.";
    "note-contradiction" Error "Two decisions on the same words of a document contradict each other.";
    "note-duplicate-id" Error "Two notes of the book have the same id.";
    "note-lost" Warning "The passage that a note quotes no longer stands in the document. The note is shown nowhere.";
    "note-orphan-file" Error "A notes file has no document beside it.";
    "note-unknown-target" Error "A note cites or decides for something that the book does not have.";
    "output-collision" Error "Two pages or files would be written to the same path, also when only case or Unicode form differ.";
    "reference-unknown" Error "A key names an entity, office, document or editor that the book does not have.";
    "register-long-name" Warning "A name without a letter, or longer than 200 characters, is never found in a text.";
    "register-shared-name" Information "Several entities share a name; mentions by it alone are doubtful.";
    "source-publication-unknown" Information "The publication of the document is not known; the page shows what the text itself says.";
    "source-symlink" Error "A symbolic link leads out of the book and is not followed.";
    "source-unreadable" Error "A file of the book cannot be read.";
    "template-error" Error "A template cannot be read or fails on a page.";
    "template-missing" Error "A kind names a template that neither the book nor the theme has.";
}

/// The severity of a code. A code that is not in the catalogue is a mistake of ours, caught by
/// the tests; it counts as an error.
pub fn severity(code: &str) -> Severity {
    ENTRIES.iter().find(|entry| entry.code == code).map_or(Error, |entry| entry.severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_named_by_room() {
        assert!(ENTRIES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(ENTRIES.iter().all(|entry| entry.code.contains('-')));
    }
}
