//! What can be wrong with a file to import, in sentences for the editor.
//!
//! In: what went wrong. Out: [`ImportError`] and its words. Never: a decision.

use std::{fmt, io, path::PathBuf};

use super::decode::NotText;
use crate::path::SourcePath;

/// Why an import did nothing: every file that failed.
#[derive(Debug)]
pub struct ImportError {
    /// Each file and what is wrong with it, in the order given.
    pub failures: Vec<(PathBuf, Problem)>,
}

/// What is wrong with a file.
#[derive(Debug)]
pub enum Problem {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It is a folder.
    Folder,
    /// It is larger than [`LARGEST`].
    TooLarge(u64),
    /// It is not a plain text.
    NotText(NotText),
    /// All its lines are page furniture.
    NothingLeft,
    /// `--update`: the document holds other words; the difference, paragraph by paragraph.
    Differs(SourcePath, String),
    /// The book's file cannot be written.
    Unwritable(SourcePath, io::Error),
}

/// Largest original, in bytes.
pub const LARGEST: u64 = 64 << 20;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "cannot be read: {error}"),
            Self::Folder => f.write_str("is a folder; name the text files in it"),
            Self::TooLarge(size) => {
                write!(f, "has {} MB; a text may have {}", size >> 20, LARGEST >> 20)
            }
            Self::NotText(NotText::Empty) => f.write_str("holds no text"),
            Self::NotText(NotText::Binary) => f.write_str("is a binary file, not a text"),
            Self::NotText(NotText::Format(name)) => {
                write!(f, "is {name}; copy its text into a plain text file and import that")
            }
            Self::NothingLeft => f.write_str("holds nothing but page furniture"),
            Self::Differs(path, diff) => {
                write!(
                    f,
                    "{path} holds other words and was left alone; it has -, this has +:\n{diff}"
                )
            }
            Self::Unwritable(path, error) => write!(f, "{path} cannot be written: {error}"),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (file, problem)) in self.failures.iter().enumerate() {
            let line = if at == 0 { "" } else { "\n" };
            write!(f, "{line}{}: {problem}", file.display())?;
        }
        Ok(())
    }
}

impl ImportError {
    /// Whether a file was named that there is not.
    pub fn names_nothing(&self) -> bool {
        self.failures.iter().any(|(_, problem)| {
            matches!(problem, Problem::Unreadable(error) if error.kind() == io::ErrorKind::NotFound)
        })
    }
}

impl std::error::Error for ImportError {}
