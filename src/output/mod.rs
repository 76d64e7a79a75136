//! Output: puts the files of a built book in place, whole or not at all.
//!
//! In: paths of the site with a key (what the bytes were made from) and bytes. Out: a folder
//! ([`Output`]) or a generation in memory ([`Memory`]) that holds exactly these files, and the
//! list of [`Changes`]. Never: a half-written file, a file removed or overwritten that the tool
//! did not write, a symbolic link followed, an opinion on what the bytes mean.
//!
//! # How a folder changes
//! Beside the folder `public` stands `.public.briefbook`, the tool's own notes on it, so that the
//! folder itself holds the book and nothing else:
//!
//! - `lock`: held while a build runs; the system frees it when the process dies.
//! - `manifest.json`: every file that is ours, with key, hash and size. The same book gives the
//!   same manifest, byte for byte.
//! - `stamps.json`: sizes and times by which an untouched file is known without reading it. May
//!   be lost at any time; then files are read and hashed.
//! - `staging/new`, `staging/old`: changed files on their way in, replaced ones on their way out.
//! - `journal.json`, `manifest.next.json`: only while files are moved.
//!
//! A commit stages every changed file, writes the journal, moves file by file and takes the
//! journal away. Before the journal stands, a build that ends for any reason has changed nothing;
//! once it stands, the next [`Output::open`] finishes it. An error while moving is undone.

mod disk;
mod error;
mod journal;
mod manifest;
mod memory;
mod place;
mod plan;
mod site;

pub use disk::{Hook, Step};
pub use error::OutputError;
pub use memory::{Built, Generation, Memory};
pub use site::{Output, Warning};

use crate::{hash::ContentHash, path::OutputPath};

/// Where a build puts its files. Shared by threads: all methods but the last take `&self`.
///
/// For every file of the book call either [`Sink::stage`] or, when [`Sink::known_key`] gave the
/// key that the file has now, [`Sink::keep`]. What was there before and is neither staged nor
/// kept is removed by [`Sink::commit`]. A sink that is dropped without a commit changes nothing.
pub trait Sink: Sync {
    /// What a commit hands back.
    type Committed;

    /// The key under which this file was last staged, if it is still there as it was written.
    fn known_key(&self, path: &OutputPath) -> Option<ContentHash>;

    /// Takes the bytes of a file. `key` names all that they were made from.
    ///
    /// # Errors
    /// When the same path was staged before, or the bytes cannot be written.
    fn stage(&self, path: &OutputPath, key: ContentHash, bytes: &[u8]) -> Result<(), OutputError>;

    /// Leaves a file as it is.
    ///
    /// # Errors
    /// When the file is not there as it was written, or was staged before.
    fn keep(&self, path: &OutputPath) -> Result<(), OutputError>;

    /// Puts everything in place at once.
    ///
    /// # Errors
    /// When that cannot be done; then the old book stands as it was.
    fn commit(self) -> Result<Self::Committed, OutputError>;
}

/// What a commit changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or have other bytes, sorted.
    pub written: Vec<OutputPath>,
    /// Files that the book no longer has, sorted.
    pub removed: Vec<OutputPath>,
    /// Files that the book no longer has, but that somebody changed since they were written, and
    /// that are therefore left where they are, sorted.
    pub left: Vec<OutputPath>,
    /// The number of files that stay as they were.
    pub unchanged: usize,
}

impl Changes {
    /// Whether a reader could see any difference.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}
