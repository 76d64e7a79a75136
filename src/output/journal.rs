//! The journal: what has to be moved, so that a move once begun is finished or undone.
//!
//! In: a list of [`Act`]s whose files are all staged. Out: all of them done, or none. Never: an
//! act that harms when it is done twice, a file overwritten or removed that is not ours.
//!
//! While `journal.json` stands, the acts are to be done; while it is called `undo.json`, they are
//! to be undone. Renaming it needs no space on a full disk.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    disk::{Disk, Step, sync_folder},
    error::OutputError,
    manifest::to_lines,
    place::{Found, Place, folders_of, metadata},
};
use crate::{hash::ContentHash, path::OutputPath};

/// Number of a file in the staging folder; the file it replaces has the same number.
pub(super) type Slot = u64;

/// What may stand at a path that a staged file is moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Over {
    /// Nothing: a file that is there came from somebody else.
    Nothing,
    /// An earlier file of ours.
    Ours,
}

/// One change to the output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A stale file, with the hash of what we wrote, leaves.
    Remove(OutputPath, ContentHash, Slot),
    /// A staged file, with its hash, comes to its place.
    Move(OutputPath, ContentHash, Slot, Over),
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    /// Path, hash, slot, and for a staged file what it may replace.
    acts: Vec<(String, String, Slot, Option<Over>)>,
}

const VERSION: u32 = 1;

/// An error while moving, with the place.
struct Failure(PathBuf, io::Error);

type Moved = Result<(), Failure>;

fn at(path: &Path) -> impl FnOnce(io::Error) -> Failure + '_ {
    |error| Failure(path.to_owned(), error)
}

/// Acts on a place.
pub(super) struct Journal<'a> {
    place: &'a Place,
    disk: &'a Disk,
    acts: Vec<Act>,
}

impl<'a> Journal<'a> {
    /// A journal of acts not yet begun.
    pub(super) fn new(place: &'a Place, disk: &'a Disk, acts: Vec<Act>) -> Self {
        Self { place, disk, acts }
    }

    /// Writes the journal, does all acts and takes the journal away; undoes them on an error.
    pub(super) fn run(&self) -> Result<(), OutputError> {
        let path = self.place.journal();
        self.disk
            .replace(Step::Journal, &path, &self.to_bytes())
            .map_err(OutputError::at(&path))?;
        self.carry_on()
    }

    /// Finishes or undoes what an earlier process began, and clears the staging folder. The book
    /// is whole afterwards; which of the two it is, the manifest says.
    ///
    /// # Errors
    /// When neither is possible.
    pub(super) fn recover(place: &'a Place, disk: &'a Disk) -> Result<(), OutputError> {
        if let Some(journal) = Self::read(place, disk, &undo_file(place)) {
            journal.back().map_err(unfinished)?;
        } else if let Some(journal) = Self::read(place, disk, &place.journal()) {
            // An error that was undone will be met again, and reported, by the commit to come.
            if let Err(error @ OutputError::Unfinished { .. }) = journal.carry_on() {
                return Err(error);
            }
        }
        discard(place, disk).map_err(OutputError::at(&place.state))
    }

    fn carry_on(&self) -> Result<(), OutputError> {
        let done = self.forward().and_then(|()| self.close());
        let Err(Failure(path, error)) = done else { return Ok(()) };
        let (journal, undo) = (self.place.journal(), undo_file(self.place));
        fs::rename(&journal, &undo).map_err(at(&journal)).map_err(unfinished)?;
        self.back().map_err(unfinished)?;
        Err(OutputError::System { path, error })
    }

    fn forward(&self) -> Moved {
        self.place.forget();
        self.acts.iter().try_for_each(|act| match act {
            Act::Remove(path, hash, slot) => self.remove(path, *hash, *slot),
            Act::Move(path, _, slot, over) => self.put(path, *slot, *over),
        })
    }

    /// The acts are done: the manifest that tells of them takes the old one's place.
    fn close(&self) -> Moved {
        let (next, manifest) = (self.place.next_manifest(), self.place.manifest());
        if next.exists() {
            self.disk.rename(Step::Manifest, &next, &manifest).map_err(at(&manifest))?;
            sync_folder(&self.place.state).map_err(at(&self.place.state))?;
        }
        // From here on the new book stands, and what fails is tried again by the next build.
        let journal = self.place.journal();
        if self.disk.remove(Step::Close, &journal).is_ok() {
            let _ = self.disk.clear(&self.place.staging());
        }
        Ok(())
    }

    /// Undoes all acts, the last first.
    fn back(&self) -> Moved {
        self.place.forget();
        for act in self.acts.iter().rev() {
            match act {
                Act::Remove(path, _, slot) => self.bring_back(path, *slot)?,
                Act::Move(path, hash, slot, _) => self.take_out(path, *hash, *slot)?,
            }
        }
        // The old book stands. Leftovers of the staging folder are cleared by the next build.
        forget(self.place, self.disk).map_err(at(&self.place.state))
    }

    fn remove(&self, path: &OutputPath, hash: ContentHash, slot: Slot) -> Moved {
        let file = self.place.file(path);
        if !self.is_ours(path, hash).map_err(at(&file))? {
            return Ok(());
        }
        let old = self.old(slot).map_err(at(&file))?;
        self.disk.rename(Step::Remove, &file, &old).map_err(at(&file))?;
        self.prune(path);
        Ok(())
    }

    fn put(&self, path: &OutputPath, slot: Slot, over: Over) -> Moved {
        let (file, staged) = (self.place.file(path), staged_file(self.place, slot));
        if !staged.exists() {
            return Ok(());
        }
        match (self.place.look(path).map_err(at(&file))?, over) {
            (Found::Missing, _) => self.make_folders(path)?,
            (Found::File(_), Over::Ours) => self.set_aside(&file, slot).map_err(at(&file))?,
            _ => return Err(Failure(file, not_ours())),
        }
        self.disk.rename(Step::Move, &staged, &file).map_err(at(&file))
    }

    fn set_aside(&self, file: &Path, slot: Slot) -> io::Result<()> {
        let old = self.old(slot)?;
        if old.exists() { Ok(()) } else { self.disk.back_up(file, &old) }
    }

    fn bring_back(&self, path: &OutputPath, slot: Slot) -> Moved {
        let file = self.place.file(path);
        let old = self.old(slot).map_err(at(&file))?;
        if !old.exists() {
            return Ok(());
        }
        self.make_folders(path)?;
        self.disk.rename(Step::Move, &old, &file).map_err(at(&file))
    }

    fn take_out(&self, path: &OutputPath, hash: ContentHash, slot: Slot) -> Moved {
        let file = self.place.file(path);
        let old = self.old(slot).map_err(at(&file))?;
        if old.exists() {
            return self.disk.rename(Step::Move, &old, &file).map_err(at(&file));
        }
        let moved = !staged_file(self.place, slot).exists();
        if moved && self.is_ours(path, hash).map_err(at(&file))? {
            self.disk.remove(Step::Remove, &file).map_err(at(&file))?;
        }
        // Also when the file never came: the folders for it may have been made.
        self.prune(path);
        Ok(())
    }

    fn is_ours(&self, path: &OutputPath, hash: ContentHash) -> io::Result<bool> {
        match self.place.look(path)? {
            Found::File(_) => Ok(self.place.hash(path)? == hash),
            _ => Ok(false),
        }
    }

    /// Makes the folders above a path, each checked to be a real one.
    fn make_folders(&self, path: &OutputPath) -> Moved {
        let above = folders_of(path.as_str()).map(|folder| self.place.dir.join(folder));
        for folder in std::iter::once(self.place.dir.clone()).chain(above) {
            match metadata(&folder).map_err(at(&folder))? {
                None => self.disk.make_folder(&folder).map_err(at(&folder))?,
                Some(found) if found.is_dir() => {}
                Some(_) => return Err(Failure(folder, not_ours())),
            }
        }
        Ok(())
    }

    /// Removes the folders above a path that are empty now. One that is not is no error.
    fn prune(&self, path: &OutputPath) {
        let mut folders: Vec<&str> = folders_of(path.as_str()).collect();
        while let Some(folder) = folders.pop() {
            match fs::remove_dir(self.place.dir.join(folder)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return,
                _ => {}
            }
        }
    }

    /// Where the file that a slot replaces is put aside; its folder is made.
    fn old(&self, slot: Slot) -> io::Result<PathBuf> {
        let folder = self.place.staging().join("old").join((slot / SPREAD).to_string());
        fs::create_dir_all(&folder)?;
        Ok(folder.join(slot.to_string()))
    }

    fn to_bytes(&self) -> Vec<u8> {
        let acts = self.acts.iter().map(|act| match act {
            Act::Remove(path, hash, slot) => (path.to_string(), hash.to_string(), *slot, None),
            Act::Move(path, hash, slot, over) => {
                (path.to_string(), hash.to_string(), *slot, Some(*over))
            }
        });
        to_lines(&Written { version: VERSION, acts: acts.collect() })
    }

    /// Reads a journal. It is only ever put in place whole, so one that cannot be read is not
    /// ours and is passed over.
    fn read(place: &'a Place, disk: &'a Disk, path: &Path) -> Option<Self> {
        let written: Written = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
        let acts = written.acts.into_iter().map(|(path, hash, slot, over)| {
            let (path, hash) = (OutputPath::new(&path).ok()?, ContentHash::from_hex(&hash)?);
            Some(match over {
                None => Act::Remove(path, hash, slot),
                Some(over) => Act::Move(path, hash, slot, over),
            })
        });
        let acts = acts.collect::<Option<_>>().filter(|_| written.version == VERSION)?;
        Some(Self { place, disk, acts })
    }
}

fn unfinished(Failure(path, error): Failure) -> OutputError {
    OutputError::Unfinished { path, error }
}

fn not_ours() -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, "briefbook did not write what is there")
}

/// At most so many files stand in one folder of the staging folder.
const SPREAD: u64 = 1000;

/// Where the staged file of a slot stands.
pub(super) fn staged_file(place: &Place, slot: Slot) -> PathBuf {
    let folder = place.staging().join("new").join((slot / SPREAD).to_string());
    folder.join(slot.to_string())
}

fn undo_file(place: &Place) -> PathBuf {
    place.state.join("undo.json")
}

/// Removes the journal under either name, and the manifest that it would have led to.
fn forget(place: &Place, disk: &Disk) -> io::Result<()> {
    disk.remove(Step::Clean, &place.next_manifest())?;
    disk.remove(Step::Clean, &place.journal())?;
    disk.remove(Step::Clean, &undo_file(place))
}

/// Removes what a build left that moved nothing, or whose moves are done or undone.
pub(super) fn discard(place: &Place, disk: &Disk) -> io::Result<()> {
    forget(place, disk)?;
    disk.clear(&place.staging())
}
