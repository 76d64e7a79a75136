//! The output folder on the disk: whether a book may be written there, and what stands in it.
//!
//! In: the folder that the editor named and the book's root. Out: a [`Place`] with its lock held,
//! and for a path of the site what is [`Found`] there. Never: a change to the folder itself, a
//! symbolic link followed inside it.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Component, Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use super::{error::OutputError, manifest::Stamp};
use crate::{hash::ContentHash, path::OutputPath};

/// An output folder and the folder of our notes beside it.
pub(super) struct Place {
    /// The output folder, without symbolic links; may not be there yet.
    pub(super) dir: PathBuf,
    /// Our notes on it.
    pub(super) state: PathBuf,
    /// Folders inside that were seen to be real ones. Only ever a saving of time.
    folders: Mutex<BTreeSet<PathBuf>>,
    _lock: File,
}

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Missing,
    /// A plain file.
    File(Stamp),
    /// A real folder.
    Folder,
    /// Nothing, and this plain file stands where a folder above it would have to be.
    Below(OutputPath),
    /// A symbolic link or device, here or in place of a folder above.
    Strange,
}

impl Place {
    /// Checks and locks a folder.
    pub(super) fn open(dir: &Path, root: &Path) -> Result<Self, OutputError> {
        let dir = real(dir)?;
        if let Some(why) = refusal(&dir, root) {
            return Err(OutputError::Refused { dir, why });
        }
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let state = dir.with_file_name(format!(".{name}.briefbook"));
        let lock = patient_lock(&state).map_err(OutputError::at(&state))?;
        let lock = lock.ok_or_else(|| OutputError::Busy(dir.clone()))?;
        Ok(Self { dir, state, folders: Mutex::default(), _lock: lock })
    }

    /// The file behind a path of the site.
    pub(super) fn file(&self, path: &OutputPath) -> PathBuf {
        self.dir.join(path.as_str())
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.state.join("manifest.json")
    }

    pub(super) fn next_manifest(&self) -> PathBuf {
        self.state.join("manifest.next.json")
    }

    pub(super) fn stamps(&self) -> PathBuf {
        self.state.join("stamps.json")
    }

    pub(super) fn journal(&self) -> PathBuf {
        self.state.join("journal.json")
    }

    pub(super) fn staging(&self) -> PathBuf {
        self.state.join("staging")
    }

    /// Whether the folder holds anything.
    pub(super) fn is_empty(&self) -> io::Result<bool> {
        match fs::read_dir(&self.dir) {
            Ok(mut entries) => Ok(entries.next().is_none()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// What stands at a path.
    pub(super) fn look(&self, path: &OutputPath) -> io::Result<Found> {
        if let Some(obstacle) = self.obstacle(path)? {
            return Ok(obstacle);
        }
        let Some(metadata) = metadata(&self.file(path))? else { return Ok(Found::Missing) };
        Ok(match metadata.file_type() {
            kind if kind.is_file() => Found::File(Stamp::of(&metadata)),
            kind if kind.is_dir() => Found::Folder,
            _ => Found::Strange,
        })
    }

    /// The first thing above a path that is no real folder, if any.
    fn obstacle(&self, path: &OutputPath) -> io::Result<Option<Found>> {
        let text = path.as_str();
        let parent = text.rsplit_once('/').map_or("", |(parent, _)| parent);
        if self.is_known(&self.dir.join(parent)) {
            return Ok(None);
        }
        for above in folders_of(text) {
            let folder = self.dir.join(above);
            match metadata(&folder)? {
                None => return Ok(Some(Found::Missing)),
                Some(found) if found.is_dir() => self.know(folder),
                Some(found) if found.is_file() => {
                    let file = OutputPath::new(above).ok();
                    return Ok(Some(file.map_or(Found::Strange, Found::Below)));
                }
                Some(_) => return Ok(Some(Found::Strange)),
            }
        }
        Ok(None)
    }

    fn is_known(&self, folder: &Path) -> bool {
        self.folders.lock().is_ok_and(|folders| folders.contains(folder))
    }

    fn know(&self, folder: PathBuf) {
        if let Ok(mut folders) = self.folders.lock() {
            folders.insert(folder);
        }
    }

    /// Forgets which folders are real, before anything is moved.
    pub(super) fn forget(&self) {
        if let Ok(mut folders) = self.folders.lock() {
            folders.clear();
        }
    }

    /// The hash of a plain file's bytes.
    pub(super) fn hash(&self, path: &OutputPath) -> io::Result<ContentHash> {
        fs::read(self.file(path)).map(|bytes| ContentHash::of(&bytes))
    }
}

/// The folders above a path, outermost first: `a` and `a/b` of `a/b/c`.
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// What is at a path, following no link; `None` if nothing is.
pub(super) fn metadata(path: &Path) -> io::Result<Option<fs::Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The folder without links. The folder above it is made, since our notes stand there.
fn real(dir: &Path) -> Result<PathBuf, OutputError> {
    let at = OutputError::at(dir);
    if dir.exists() {
        return dir.canonicalize().map_err(at);
    }
    let whole = std::path::absolute(dir).map_err(at)?;
    let (Some(parent), Some(Component::Normal(name))) =
        (whole.parent(), whole.components().next_back())
    else {
        return Err(OutputError::Refused { dir: whole, why: "it has no name" });
    };
    fs::create_dir_all(parent).map_err(OutputError::at(parent))?;
    let parent = parent.canonicalize().map_err(OutputError::at(parent))?;
    Ok(parent.join(name))
}

/// Folders of a book that are read; a book written into them would be read by the next build.
const READ: [&str; 3] = ["content", "templates", "static"];

/// Why no book may be written to this folder, if so.
fn refusal(dir: &Path, root: &Path) -> Option<&'static str> {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    if dir.file_name().is_none() {
        return Some("it is the root of the disk");
    }
    if root.starts_with(dir) {
        return Some("it is or holds the book's own root folder");
    }
    if READ.iter().any(|folder| dir.starts_with(root.join(folder))) {
        return Some("the book is read from it");
    }
    if dir.components().any(|step| step.as_os_str() == ".git") || dir.join(".git").exists() {
        return Some("it is or holds a git repository");
    }
    if dir.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
        return Some("it is not a folder");
    }
    None
}

/// Tries for the lock a few times: a program that is being started by another thread of a process
/// that just ended its build holds a copy of the lock for a moment.
fn patient_lock(state: &Path) -> io::Result<Option<File>> {
    for _ in 0..20 {
        if let Some(file) = lock(state)? {
            return Ok(Some(file));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(None)
}

/// Makes the folder of our notes and takes its lock; `None` if another process has it.
fn lock(state: &Path) -> io::Result<Option<File>> {
    fs::create_dir_all(state)?;
    if !state.symlink_metadata()?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    // Keeps our notes out of a repository that the book is in, whatever it ignores.
    let ignore = File::options().write(true).create_new(true).open(state.join(".gitignore"));
    if let Ok(mut ignore) = ignore {
        ignore.write_all(b"*\n")?;
    }
    let path = state.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path)?;
    match file.try_lock() {
        // A build that ended just now may have removed the very file that we waited for.
        Ok(()) if !is_same(&file.metadata()?, metadata(&path)?.as_ref()) => Ok(None),
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(unix)]
fn is_same(open: &fs::Metadata, named: Option<&fs::Metadata>) -> bool {
    use std::os::unix::fs::MetadataExt;
    named.is_some_and(|named| named.ino() == open.ino())
}

#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, named: Option<&fs::Metadata>) -> bool {
    named.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dir: &str, expect: Option<&'static str>) {
        assert_eq!(refusal(Path::new(dir), Path::new("/books/one")), expect, "{dir}");
    }

    #[test]
    fn places_that_are_refused() {
        check("/", Some("it is the root of the disk"));
        check("/books", Some("it is or holds the book's own root folder"));
        check("/books/one", Some("it is or holds the book's own root folder"));
        check("/books/one/content/documents", Some("the book is read from it"));
        check("/books/one/.git/site", Some("it is or holds a git repository"));
        check("/books/one/public", None);
        check("/books/one-more", None);
    }

    #[test]
    fn folders_above_a_path() {
        assert_eq!(folders_of("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders_of("c").count(), 0);
    }
}
