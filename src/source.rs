//! The book's files.
//!
//! In: the root folder of a book. Out: a [`Snapshot`]: which files there are, with size, time and
//! hash; and bytes when somebody asks ([`Source::read`]). Never: a file outside the root (a
//! symbolic link that leads out is reported, not followed), a meaning given to a file.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use walkdir::WalkDir;

use crate::{
    diag::{Finding, Report},
    hash::ContentHash,
    path::SourcePath,
};

/// The folders and files of a root that belong to a book.
pub const ROOTS: [&str; 4] = ["site.toml", "content", "templates", "static"];

/// What is known of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its size in bytes.
    pub size: u64,
    /// When it last changed, as far as the file system knows.
    pub modified: Option<SystemTime>,
    /// The hash of its bytes.
    pub hash: ContentHash,
}

/// All files of a book at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    files: BTreeMap<SourcePath, Stamp>,
}

impl Snapshot {
    /// The files in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &Stamp)> {
        self.files.iter()
    }

    /// What is known of one file.
    pub fn get(&self, path: &SourcePath) -> Option<&Stamp> {
        self.files.get(path)
    }

    /// Whether the two hold the same files with the same bytes.
    pub fn same_bytes(&self, other: &Snapshot) -> bool {
        let bytes = |(path, stamp): (&SourcePath, &Stamp)| (path.clone(), stamp.hash);
        self.files.len() == other.files.len() && self.iter().map(bytes).eq(other.iter().map(bytes))
    }

    /// The paths whose bytes differ between the two, or that only one of them has.
    pub fn changed_since<'a>(&'a self, before: &'a Snapshot) -> Vec<&'a SourcePath> {
        let hash =
            |snapshot: &Snapshot, path: &SourcePath| snapshot.get(path).map(|stamp| stamp.hash);
        let mut changed: Vec<&SourcePath> = self
            .files
            .keys()
            .chain(before.files.keys().filter(|path| !self.files.contains_key(*path)))
            .filter(|path| hash(self, path) != hash(before, path))
            .collect();
        changed.sort();
        changed
    }
}

/// Reads the files of one book.
#[derive(Clone, Debug)]
pub struct Source {
    root: PathBuf,
}

impl Source {
    /// The book in this folder. Nothing is read yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the book has a folder `content`.
    pub fn has_content(&self) -> bool {
        self.root.join("content").is_dir()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path.as_str()))
    }

    /// Looks at all files. A file with size and time as `before` keeps the hash that it had there,
    /// unless it changed so lately that a second change might share its time.
    pub fn scan(&self, before: &Snapshot) -> (Snapshot, Vec<Finding>) {
        let (mut snapshot, mut findings) = (Snapshot::default(), Vec::new());
        for root in ROOTS {
            let folder = self.root.join(root);
            if folder.symlink_metadata().is_err() {
                continue;
            }
            for entry in
                WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(is_wanted)
            {
                self.visit(entry, before, &mut snapshot, &mut findings);
            }
        }
        (snapshot, findings)
    }

    fn visit(
        &self,
        entry: walkdir::Result<walkdir::DirEntry>,
        before: &Snapshot,
        snapshot: &mut Snapshot,
        findings: &mut Vec<Finding>,
    ) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                // Gone between listing and looking: the next scan sees the book as it then is.
                let gone = error.io_error().is_some_and(|e| e.kind() == io::ErrorKind::NotFound);
                if let Some(path) = error.path().and_then(|p| self.relative(p)).filter(|_| !gone) {
                    // Only what the system says: the whole path is of this machine.
                    let why =
                        error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                    findings.push(unreadable(&path, &why));
                }
                return;
            }
        };
        let Some(path) = self.relative(entry.path()) else { return };
        let file_type = entry.file_type();
        if file_type.is_symlink() && !self.stays_inside(entry.path()) {
            let report = Report::new(
                "source-symlink",
                format!("`{path}` is a symbolic link that leads out of the book"),
            );
            findings.push(report.hint("copy the file into the book").whole_file(&path));
        } else if file_type.is_file() || (file_type.is_symlink() && entry.path().is_file()) {
            match self.stamp(&path, before) {
                Ok(stamp) => drop(snapshot.files.insert(path, stamp)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => findings.push(unreadable(&path, &error.to_string())),
            }
        }
    }

    fn relative(&self, path: &Path) -> Option<SourcePath> {
        let steps: Option<Vec<&str>> = path
            .strip_prefix(&self.root)
            .ok()?
            .components()
            .map(|c| c.as_os_str().to_str())
            .collect();
        SourcePath::new(&steps?.join("/")).ok()
    }

    /// Only links to files within the book's own folders are followed, never links to folders.
    fn stays_inside(&self, link: &Path) -> bool {
        let (Ok(target), Ok(root)) = (link.canonicalize(), self.root.canonicalize()) else {
            return false;
        };
        target.is_file() && ROOTS.iter().any(|inside| target.starts_with(root.join(inside)))
    }

    fn stamp(&self, path: &SourcePath, before: &Snapshot) -> io::Result<Stamp> {
        let metadata = fs::metadata(self.root.join(path.as_str()))?;
        let (size, modified) = (metadata.len(), metadata.modified().ok());
        if let Some(known) = before.get(path)
            && (known.size, known.modified) == (size, modified)
            && modified.is_some_and(is_settled)
        {
            return Ok(*known);
        }
        Ok(Stamp { size, modified, hash: ContentHash::of(&self.read(path)?) })
    }
}

/// Two changes within the clock tick of a file system may share a time, so a file that changed in
/// the last two seconds is read again.
fn is_settled(modified: SystemTime) -> bool {
    modified.elapsed().is_ok_and(|age| age.as_secs() >= 2)
}

/// Editors' and systems' own files are not the book's: names that begin with a dot or end in `~`,
/// swap and temporary files.
fn is_wanted(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let temporary = name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name.starts_with('#');
    !name.starts_with('.') && !temporary
}

fn unreadable(path: &SourcePath, why: &str) -> Finding {
    Report::new("source-unreadable", format!("`{path}` cannot be read: {why}")).whole_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], expect: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        let (snapshot, findings) = Source::new(folder.path()).scan(&Snapshot::default());
        assert_eq!(snapshot.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), expect);
        assert_eq!(findings, []);
    }

    #[test]
    fn only_the_books_files() {
        check(
            &[
                "site.toml",
                "content/b.md",
                "content/a/c.md",
                "content/.x",
                "content/b.md~",
                "src/x.rs",
                "static/s.css",
            ],
            &["content/a/c.md", "content/b.md", "site.toml", "static/s.css"],
        );
        check(&[], &[]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_leave_are_reported() {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("content");
        fs::create_dir_all(&content).unwrap();
        fs::write(folder.path().join("secret"), "s").unwrap();
        fs::write(content.join("a.md"), "a").unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret"), content.join("b.md")).unwrap();
        std::os::unix::fs::symlink(content.join("a.md"), content.join("c.md")).unwrap();
        let (snapshot, findings) = Source::new(folder.path()).scan(&Snapshot::default());
        assert_eq!(snapshot.iter().count(), 2);
        assert_eq!(findings[0].code, "source-symlink");
    }
}
