//! A document as somebody names it on the command line.
//!
//! In: `my-letter`, `documents/my-letter:12`, `content/documents/my-letter.md`. Out: its id, and
//! the document of the book, or a sentence on what was meant. Never: a likely document taken for
//! the one that was named.

use crate::{
    diag::did_you_mean,
    path::DocumentId,
    site::{DocumentFacts, Site},
};

/// A document, and perhaps a line of its file.
pub(super) struct Wanted {
    pub(super) document: DocumentId,
    pub(super) line: Option<usize>,
}

impl Wanted {
    /// Reads what was typed.
    pub(super) fn parse(text: &str) -> Self {
        let (name, line) = match text.rsplit_once(':') {
            // A number too large to read is larger than every file.
            Some((name, line)) if !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()) => {
                (name, Some(line.parse().unwrap_or(usize::MAX)))
            }
            _ => (text, None),
        };
        let name = name.trim_start_matches("./").trim_start_matches("content/");
        let name = name.trim_start_matches('/').trim_start_matches("documents/");
        let name = name.trim_end_matches('/');
        let name = name.strip_suffix(".notes.yaml").or(name.strip_suffix(".md")).unwrap_or(name);
        Self { document: DocumentId::new(name), line }
    }
}

/// The document of this id.
pub(super) fn find<'s>(site: &'s Site, id: &DocumentId) -> Option<&'s DocumentFacts> {
    site.documents.iter().find(|facts| facts.document.id == *id)
}

/// That there is no such document, and what may be meant.
pub(super) fn unknown(site: &Site, id: &DocumentId) -> String {
    let slugs = || site.documents.iter().map(|facts| facts.document.id.slug());
    let part = |slug: &&str| id.slug().len() > 2 && slug.contains(id.slug());
    match did_you_mean(id.slug(), slugs()).or_else(|| slugs().find(part)) {
        Some(likely) => format!("the book has no `{id}`; did you mean `documents/{likely}`?"),
        None => format!("the book has no `{id}`; its documents are in content/documents/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: (&str, Option<usize>)) {
        let wanted = Wanted::parse(text);
        assert_eq!((wanted.document.as_str(), wanted.line), expect);
    }

    #[test]
    fn documents_are_named_as_people_type_them() {
        check("a", ("documents/a", None));
        check("a:12", ("documents/a", Some(12)));
        check("documents/a:12", ("documents/a", Some(12)));
        check("./content/documents/a.md:3", ("documents/a", Some(3)));
        check("content/documents/a.notes.yaml", ("documents/a", None));
        check("/documents/a/", ("documents/a", None));
        check("a:99999999999999999999999", ("documents/a", Some(usize::MAX)));
        check("a:b", ("documents/a:b", None));
    }
}
