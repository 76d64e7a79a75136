//! Paths, identities and addresses, each a type of its own, checked once when made.
//!
//! In: strings. Out: [`SourcePath`] (a file of the book), [`OutputPath`] (a file of the site),
//! [`Route`] (the address of a page below the base path), [`EntityId`] and [`DocumentId`].
//! Never: the file system; a path that is absolute, leaves its folder or holds a NUL.

use std::{fmt, sync::Arc};

use serde::Serialize;

macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

/// A file of the book, relative to its root, with forward slashes: `content/documents/a.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SourcePath(Arc<str>);
text_type!(SourcePath);

/// A file of the site, relative to the output folder, with forward slashes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OutputPath(Arc<str>);
text_type!(OutputPath);

/// The address of a page below the base path: begins and ends with a slash, like
/// `/people/ada/`; or names a file, like `/404.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Route(Arc<str>);
text_type!(Route);

/// An entity: the folder of its kind and its slug, like `people/ada-lovelace`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct EntityId(Arc<str>);
text_type!(EntityId);

/// A document: `documents/` and its slug.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct DocumentId(Arc<str>);
text_type!(DocumentId);

/// Why a text is not a path, in words for an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath(pub &'static str);

/// Checks a relative path: no empty, `.` or `..` step, no backslash, no control character.
fn checked(text: &str) -> Result<Arc<str>, BadPath> {
    if text.is_empty() {
        return Err(BadPath("the path is empty"));
    }
    if text.chars().any(|c| c.is_control() || c == '\\') {
        return Err(BadPath("the path holds a backslash or a control character"));
    }
    if text.split('/').any(|step| matches!(step, "" | "." | "..")) {
        return Err(BadPath("the path is absolute or leaves its folder"));
    }
    Ok(text.into())
}

impl SourcePath {
    /// A checked path of the book.
    pub fn new(text: &str) -> Result<Self, BadPath> {
        checked(text).map(Self)
    }

    /// `site.toml`.
    pub fn site_toml() -> Self {
        Self("site.toml".into())
    }

    /// The last step without its last extension: `a` of `content/documents/a.md`.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

impl OutputPath {
    /// A checked path of the site.
    pub fn new(text: &str) -> Result<Self, BadPath> {
        checked(text).map(Self)
    }
}

impl Route {
    /// A route from its steps, each percent-encoded nowhere: slugs are plain already.
    pub fn new(text: &str) -> Result<Self, BadPath> {
        let steps = text.strip_prefix('/').ok_or(BadPath("an address begins with a slash"))?;
        if !steps.is_empty() {
            checked(steps.strip_suffix('/').unwrap_or(steps))?;
        }
        Ok(Self(text.into()))
    }

    /// The home page.
    pub fn home() -> Self {
        Self("/".into())
    }

    /// The HTML file behind this address.
    pub fn html(&self) -> OutputPath {
        self.file("index.html")
    }

    /// A file beside the page: `index.md`, `index.txt`.
    pub fn file(&self, name: &str) -> OutputPath {
        let steps = self.0.trim_start_matches('/');
        let text = if self.0.ends_with('/') { format!("{steps}{name}") } else { steps.into() };
        OutputPath(text.into())
    }

    /// The relative link from this page to another: `../../people/ada/`. Valid under any base
    /// path. A link to the page itself is `./`.
    pub fn relative_to(&self, target: &Route) -> String {
        let from: Vec<&str> = self.0.split('/').skip(1).collect();
        let to: Vec<&str> = target.0.split('/').skip(1).collect();
        let folders = from.len() - 1;
        let shared = (0..folders.min(to.len() - 1)).take_while(|&i| from[i] == to[i]).count();
        let mut link = "../".repeat(folders - shared);
        link.push_str(&to[shared..].join("/"));
        if link.is_empty() { "./".into() } else { link }
    }
}

impl EntityId {
    /// The id of an entity in a kind's folder.
    pub fn new(folder: &str, slug: &str) -> Self {
        Self(format!("{folder}/{slug}").into())
    }

    /// The folder of the kind.
    pub fn folder(&self) -> &str {
        self.0.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// The slug within the folder.
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, slug)| slug)
    }

    /// The address of its page.
    pub fn route(&self) -> Route {
        Route(format!("/{}/", self.0).into())
    }
}

impl DocumentId {
    /// The id of the document with this slug.
    pub fn new(slug: &str) -> Self {
        Self(format!("documents/{slug}").into())
    }

    /// The slug.
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, slug)| slug)
    }

    /// The address of its page.
    pub fn route(&self) -> Route {
        Route(format!("/{}/", self.0).into())
    }
}

/// Whether a text may be a slug: lower-case letters (of any script), digits and single hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .chars()
            .all(|c| c == '-' || c.is_numeric() || (c.is_alphabetic() && !c.is_uppercase()))
}

/// The slug of a title: marks stripped from Latin letters, lower case, everything else one hyphen.
pub fn slug_of(title: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let mut slug = String::new();
    for c in title.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'đ' => slug.push('d'),
            'ø' => slug.push('o'),
            'ł' => slug.push('l'),
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            '\'' | '’' => {}
            c if c.is_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, expect: &str) {
        let (from, to) = (Route::new(from).unwrap(), Route::new(to).unwrap());
        assert_eq!(from.relative_to(&to), expect);
    }

    #[test]
    fn relative_links() {
        check("/documents/a/", "/people/b/", "../../people/b/");
        check("/documents/a/", "/documents/b/", "../b/");
        check("/documents/a/", "/documents/a/", "./");
        check("/", "/people/b/", "people/b/");
        check("/people/b/", "/", "../../");
        check("/404.html", "/people/b/", "people/b/");
        check("/people/b/mentions/2015/", "/people/b/", "../../");
    }

    #[test]
    fn paths_never_leave() {
        for bad in ["", "/etc/passwd", "a/../b", "a//b", "a\\b", "a\0b", "./a"] {
            assert!(SourcePath::new(bad).is_err(), "{bad:?}");
        }
        assert_eq!(SourcePath::new("content/documents/a.b.md").unwrap().stem(), "a.b");
    }

    #[test]
    fn slugs() {
        assert_eq!(slug_of("Nguyễn Tấn Dũng"), "nguyen-tan-dung");
        assert_eq!(slug_of("Phạm Đình  (II.)"), "pham-dinh-ii");
        assert!(is_slug("2016-05-ő") && !is_slug("A") && !is_slug("a--b") && !is_slug("a b"));
    }
}
