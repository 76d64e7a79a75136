//! Paths that are taken: two files must never be written to one path, also when only case or
//! Unicode form differ.
//!
//! In: who wants which path. Out: who has it already, and the finding `output-collision`. Never: a
//! look at the disk.

use std::collections::{BTreeMap, btree_map::Entry};

use unicode_normalization::UnicodeNormalization;

use crate::{
    content::FileFacts,
    diag::{ByteRange, Pending, Report},
    path::{OutputPath, SourcePath},
};

/// Case and Unicode form fall together on some file systems.
fn fallen(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

/// Who wants a path.
pub(super) struct Claim<'a> {
    /// The content file behind it.
    pub(super) file: Option<&'a FileFacts>,
    /// Where that file says so.
    pub(super) range: ByteRange,
    /// The path.
    pub(super) path: OutputPath,
    /// What wants it.
    pub(super) origin: Origin,
}

/// What wants a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A file of `static/`.
    Static,
    /// A page of ours without a file of its own.
    Ours,
    /// The page of a content file.
    Content,
}

/// All paths that are taken.
pub(super) struct Taken<'a>(BTreeMap<String, Claim<'a>>);

impl<'a> Taken<'a> {
    /// The paths of files that are copied as they are.
    pub(super) fn by_files(files: &[OutputPath]) -> Self {
        let claim = |path: &OutputPath| Claim {
            file: None,
            range: ByteRange::default(),
            path: path.clone(),
            origin: Origin::Static,
        };
        Self(files.iter().map(|path| (fallen(path.as_str()), claim(path))).collect())
    }

    /// Takes a path, unless another has it, or needs a file where this needs a folder: then that
    /// one.
    pub(super) fn take(&mut self, claim: Claim<'a>) -> Option<&Claim<'a>> {
        let path = fallen(claim.path.as_str());
        if let Some(other) = self.crossing(&path) {
            return self.0.get(&other);
        }
        match self.0.entry(fallen(claim.path.as_str())) {
            Entry::Vacant(free) => {
                free.insert(claim);
                None
            }
            Entry::Occupied(other) => Some(other.into_mut()),
        }
    }
}

impl Taken<'_> {
    /// A claim on a file that stands beside a page (its Markdown, its text), if a file of
    /// `static/` has that path.
    pub(super) fn beside<'c>(&self, page: &Claim<'c>, path: OutputPath) -> Option<Pending> {
        let other = self.0.get(&fallen(path.as_str()))?;
        let wanted = Claim { path, ..*page };
        (other.origin == Origin::Static).then(|| collision(&wanted, other))?
    }
}

impl Taken<'_> {
    /// A path that is taken and cannot stand beside this one: a file where this has a folder, or
    /// the other way round.
    fn crossing(&self, path: &str) -> Option<String> {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let file = folders.map(str::to_owned).find(|folder| self.0.contains_key(folder));
        let inside = format!("{path}/");
        let below = || self.0.range(inside.clone()..).next().map(|(other, _)| other);
        file.or_else(|| below().filter(|other| other.starts_with(&inside)).cloned())
    }
}

/// Whose a path is already, in words.
pub(super) fn holder(claim: &Claim<'_>) -> String {
    match claim.file {
        Some(file) => format!("the page of `{}`", file.path),
        None if claim.origin == Origin::Static => format!("the file `static/{}`", claim.path),
        None => format!("`{}`", claim.path),
    }
}

/// Two that want one path, at the file that came second. Nothing, if no file of the book can mend it.
pub(super) fn collision(wanted: &Claim<'_>, other: &Claim<'_>) -> Option<Pending> {
    let message = match fallen(wanted.path.as_str()) == fallen(other.path.as_str()) {
        true => format!("`{}` is already {}", wanted.path, holder(other)),
        false => format!(
            "`{}` cannot be written: a folder stands in the way of a file of the same name, {}",
            wanted.path,
            holder(other)
        ),
    };
    let report = Report::new("output-collision", message).hint("rename one of the two files");
    if let Some(file) = wanted.file {
        return Some(Pending::new(&file.path, wanted.range, report));
    }
    let path = match other.origin {
        Origin::Static => format!("static/{}", other.path),
        Origin::Ours | Origin::Content => "site.toml".to_owned(),
    };
    Some(Pending::new(&SourcePath::new(&path).ok()?, ByteRange::default(), report))
}
