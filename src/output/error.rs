//! What can go wrong while a book is put in place, in sentences for an editor.
//!
//! In: a refusal or an error of the system. Out: [`OutputError`]. Never: a message that leaves
//! open whether the old book still stands.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::path::OutputPath;

/// Why a book could not be put in place. In every case but [`OutputError::Unfinished`] the old
/// book stands as it was.
#[derive(Debug)]
pub enum OutputError {
    /// The folder holds files and none of them is known as ours.
    ForeignFolder(PathBuf),
    /// The folder is one that no book may be written to.
    Refused {
        /// The folder.
        dir: PathBuf,
        /// Why, continuing "is not written to, because".
        why: &'static str,
    },
    /// Another build is writing to the same folder.
    Busy(PathBuf),
    /// Files that we did not write stand where pages belong.
    ForeignFiles {
        /// The folder.
        dir: PathBuf,
        /// The files, sorted.
        paths: Vec<OutputPath>,
    },
    /// Two files of the book have the same path.
    Twice(OutputPath),
    /// A file that was to be kept is not there as it was written.
    NotKept(OutputPath),
    /// A commit was tried although a file could not be staged.
    NotStaged(OutputPath),
    /// The system refused.
    System {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// The system refused while files were moved, and again while they were moved back.
    Unfinished {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

impl OutputError {
    /// A short name in the form of the findings' codes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ForeignFolder(_) | Self::ForeignFiles { .. } => "output-foreign",
            Self::Refused { .. } => "output-refused",
            Self::Busy(_) => "output-busy",
            Self::Twice(_) => "output-collision",
            Self::NotKept(_) => "output-not-kept",
            Self::NotStaged(_) | Self::System { .. } => "output-unwritable",
            Self::Unfinished { .. } => "output-unfinished",
        }
    }

    /// Makes an error of the system ours.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        |error| Self::System { path: path.to_owned(), error }
    }
}

/// At most this many paths are listed in a message.
const LISTED: usize = 10;

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForeignFolder(dir) => write!(
                f,
                "{} holds files that briefbook did not write, so nothing is written there. \
                 Choose an empty or a new folder.",
                dir.display()
            ),
            Self::Refused { dir, why } => {
                write!(f, "{} is not written to, because {why}. Choose another.", dir.display())
            }
            Self::Busy(dir) => write!(
                f,
                "Another briefbook is writing to {}. Wait until it is done.",
                dir.display()
            ),
            Self::ForeignFiles { dir, paths } => foreign_files(f, dir, paths),
            Self::Twice(path) => write!(f, "Two files of the book would be written to {path}."),
            Self::NotKept(path) => {
                write!(f, "{path} changed while the book was built. Build again.")
            }
            Self::NotStaged(path) => {
                write!(f, "{path} could not be written. The old book is unchanged.")
            }
            Self::System { path, error } => {
                write!(f, "{}: {} The old book is unchanged.", path.display(), plain(error))
            }
            Self::Unfinished { path, error } => write!(
                f,
                "{}: {} The book is half changed; the next build mends it.",
                path.display(),
                plain(error)
            ),
        }
    }
}

fn foreign_files(f: &mut fmt::Formatter<'_>, dir: &Path, paths: &[OutputPath]) -> fmt::Result {
    write!(
        f,
        "Files in {} that briefbook did not write stand where pages belong; nothing is changed. \
         Move them away: ",
        dir.display()
    )?;
    let listed: Vec<&str> = paths.iter().take(LISTED).map(OutputPath::as_str).collect();
    f.write_str(&listed.join(", "))?;
    match paths.len().saturating_sub(LISTED) {
        0 => f.write_str("."),
        more => write!(f, " and {more} more."),
    }
}

/// The commonest refusals in plain words.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full.".into(),
        io::ErrorKind::PermissionDenied => "this place may not be written to.".into(),
        io::ErrorKind::ReadOnlyFilesystem => "this disk can only be read.".into(),
        io::ErrorKind::CrossesDevices => {
            "this folder is a disk of its own; choose a folder inside it.".into()
        }
        io::ErrorKind::NotADirectory => "there is a file where a folder is needed.".into(),
        _ => format!("{error}."),
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::System { error, .. } | Self::Unfinished { error, .. } => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(error: OutputError, expect: &str) {
        assert_eq!(error.to_string(), expect);
    }

    #[test]
    fn sentences_say_what_stands() {
        check(
            OutputError::at(Path::new("public/a"))(io::ErrorKind::StorageFull.into()),
            "public/a: the disk is full. The old book is unchanged.",
        );
        let paths = (10..22).filter_map(|n| OutputPath::new(&format!("f{n}")).ok()).collect();
        check(
            OutputError::ForeignFiles { dir: "public".into(), paths },
            "Files in public that briefbook did not write stand where pages belong; nothing is \
             changed. Move them away: f10, f11, f12, f13, f14, f15, f16, f17, f18, f19 and 2 more.",
        );
    }
}
