//! `briefbook new`.
//!
//! In: a kind and a title. Out: a file with a front matter that the readers take, each key that it
//! may have explained, and the file's path on standard output. Never: a file written over, a fact
//! made up.

use std::{collections::BTreeMap, fs, io, io::Write, path::Path};

use unicode_normalization::UnicodeNormalization;

use super::{
    Failure, Outcome,
    args::SchemaFile,
    schema, talk,
    template::{self, Template},
};
use crate::{
    config::{Kind, Kinds},
    diag::did_you_mean,
    markdown::blocks::collapsed,
    path::{is_slug, slug_of},
    pipeline::Pipeline,
    source::Source,
};

/// The longest slug made of a title, in bytes: file names end at 255, addresses should sooner.
const LONGEST: usize = 96;

/// Writes a new file with the right front matter, and prints its path.
pub(super) fn run(root: &Path, kind: &str, title: &str) -> Result<Outcome, Failure> {
    let kinds = Pipeline::new(Source::new(root)).kinds();
    let title = one_line(title);
    let Some(slug) = slug(&title) else {
        talk::error(&format!("`{title}` has no letter or digit to make an address of"));
        return Ok(Outcome::WrongUse);
    };
    let Some(sort) = Sort::of(kind, &kinds) else {
        talk::error(&no_kind(kind, &kinds));
        return Ok(Outcome::WrongUse);
    };
    let folder = sort.folder();
    if let (Sort::Page, Some(what)) = (&sort, taken(&slug, &kinds)) {
        return Err(Failure(format!(
            "the address `/{slug}/` is that of {what}; give the page another title"
        )));
    }
    let path = format!("{folder}{slug}.md");
    let file = root.join(&path);
    let named = root.join(schema::path(sort.schema())).is_file();
    let line = if named { schema::line(&folder, sort.schema()) } else { String::new() };
    let text = sort.template().render(&line, &title);
    fs::create_dir_all(root.join(&folder))?;
    match fs::File::create_new(&file) {
        Ok(mut file) => file.write_all(text.as_bytes())?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Failure(format!(
                "`{path}` is there already and stays as it is; give a title that tells the two apart"
            )));
        }
        Err(error) => return Err(Failure(format!("`{path}` cannot be written: {error}"))),
    }
    talk::data(&format!("{path}\n"));
    Ok(Outcome::Fine)
}

/// What a new file is.
enum Sort<'k> {
    Document,
    Page,
    Entity(&'k Kind),
}

impl<'k> Sort<'k> {
    fn of(word: &str, kinds: &'k Kinds) -> Option<Self> {
        match word {
            "document" => Some(Self::Document),
            "page" => Some(Self::Page),
            word => kinds.named(word).map(Self::Entity),
        }
    }

    fn folder(&self) -> String {
        match self {
            Self::Document => "content/documents/".to_owned(),
            Self::Page => "content/".to_owned(),
            Self::Entity(kind) => format!("content/{}/", kind.folder),
        }
    }

    fn schema(&self) -> SchemaFile {
        match self {
            Self::Document => SchemaFile::Document,
            Self::Page => SchemaFile::Page,
            Self::Entity(kind) => schema::of_kind(kind),
        }
    }

    fn template(&self) -> Template {
        match self {
            Self::Document => template::document(),
            Self::Page => template::page(),
            Self::Entity(kind) => template::entity(kind.shape),
        }
    }
}

/// A title is one line; control characters and byte-order marks are no part of it.
fn one_line(title: &str) -> String {
    let visible: String = title
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
        .collect();
    collapsed(&visible)
}

/// The slug of a title, cut at a hyphen if it is long. `None` if nothing of the title can stand
/// in an address.
fn slug(title: &str) -> Option<String> {
    let kept = |c: &char| *c == '-' || c.is_numeric() || (c.is_alphabetic() && !c.is_uppercase());
    let mut slug: String = slug_of(title).nfc().filter(kept).collect();
    if slug.len() > LONGEST {
        let mut end = LONGEST;
        while !slug.is_char_boundary(end) {
            end -= 1;
        }
        let word_end = slug[..=end - 1].rfind('-').filter(|at| *at > LONGEST / 2);
        slug.truncate(word_end.unwrap_or(end));
    }
    let slug = slug.trim_matches('-').to_owned();
    is_slug(&slug).then_some(slug)
}

/// Which page of every book has this address already.
fn taken(slug: &str, kinds: &Kinds) -> Option<String> {
    match slug {
        "documents" => Some("the list of documents".to_owned()),
        slug => kinds.of_folder(slug).map(|kind| format!("the list of {}", kind.plural)),
    }
}

fn no_kind(word: &str, kinds: &Kinds) -> String {
    let names: Vec<&str> =
        ["document", "page"].into_iter().chain(kinds.iter().map(|kind| &*kind.name)).collect();
    // `people` means `person`: folders and labels say which kind is meant.
    let mut words: BTreeMap<&str, &str> =
        BTreeMap::from([("documents", "document"), ("pages", "page")]);
    for kind in kinds.iter() {
        words.extend(
            [&kind.folder, &kind.plural, &kind.singular].map(|word| (&**word, &*kind.name)),
        );
    }
    words.extend(names.iter().map(|name| (*name, *name)));
    let likely = did_you_mean(&word.to_lowercase(), words.keys().copied());
    let hint =
        likely.map_or(String::new(), |likely| format!("; did you mean `{}`?", words[likely]));
    format!("`{word}` is no kind of this book{hint}\nThe kinds are {}.", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expect: Option<&str>) {
        assert_eq!(slug(&one_line(title)).as_deref(), expect, "{title:?}");
    }

    #[test]
    fn slugs_of_every_title() {
        check("Đỗ Mười", Some("do-muoi"));
        check("  \"Ada\": #1 — the 'engine'\n", Some("ada-1-the-engine"));
        check("-x", Some("x"));
        check("⚓ Harbour 🅐 🛳️", Some("harbour"));
        check("한국 が", Some("한국-か"));
        check("İstanbul ÆØ", Some("istanbul-aeo"));
        for bad in ["", " ", "?!", "—", "🛳️", "🅐", "\u{feff}"] {
            check(bad, None);
        }
    }

    #[test]
    fn long_titles_end_at_a_word() {
        let long = slug(&"memorandum ".repeat(30)).unwrap();
        assert!(long.len() <= LONGEST && long.ends_with("memorandum"), "{long}");
        let one = slug(&"字".repeat(300)).unwrap();
        assert!(one.len() <= LONGEST && is_slug(&one), "{one}");
    }
}
