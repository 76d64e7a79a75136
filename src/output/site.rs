//! The output folder as a [`Sink`].
//!
//! In: a folder, then paths with keys and bytes, from any number of threads. Out: the folder
//! holding exactly these files beside whatever else the editor keeps there. Never: more than the
//! list of files in memory; a change to the folder before the commit.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{
    Changes, Sink,
    disk::{Disk, Hook, NoHook, Step},
    error::OutputError,
    journal::{Journal, Over, Slot, discard, staged_file},
    manifest::{Entry, Manifest, Stamp, Stamps},
    place::{Found, Place},
    plan::{How, Plan, Planned, Session},
};
use crate::{hash::ContentHash, path::OutputPath};

/// Something worth a line to the editor; the build goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The list of our files is damaged.
    ManifestUnreadable(PathBuf),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ManifestUnreadable(path) => write!(
                f,
                "{} cannot be read, so files of earlier builds are not known as such: none is \
                 removed, and only those that are as this build writes them are taken over.",
                path.display()
            ),
        }
    }
}

/// Whether a file that is not in the manifest, but has the very bytes that we would write,
/// becomes ours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equal {
    /// It stays the editor's; we merely need not write it.
    StaysTheirs,
    /// The manifest was lost, so it is most likely ours.
    IsOurs,
}

/// A build into a folder. Holds the folder's lock until it is dropped.
pub struct Output {
    pub(super) place: Place,
    disk: Disk,
    pub(super) old: Manifest,
    stamps: Stamps,
    equal: Equal,
    warnings: Vec<Warning>,
    session: Mutex<Session>,
    pub(super) slots: AtomicU64,
}

impl Output {
    /// Opens a folder for the book at `root`; finishes or undoes what a killed build left there.
    /// The folder itself is made by the commit, the folder above it at once.
    ///
    /// # Errors
    /// When the folder is one that no book may be written to, holds files and none of them is
    /// known as ours, is being written to by another process, or cannot be read.
    pub fn open(dir: &Path, root: &Path) -> Result<Self, OutputError> {
        Self::open_with(dir, root, Box::new(NoHook))
    }

    /// Like [`Output::open`], with somebody looking on. For tests.
    #[doc(hidden)]
    pub fn open_with(dir: &Path, root: &Path, hook: Box<dyn Hook>) -> Result<Self, OutputError> {
        let (place, disk) = (Place::open(dir, root)?, Disk(hook));
        Journal::recover(&place, &disk)?;
        let mut output = Self {
            old: Manifest::default(),
            stamps: Stamps::read(&fs::read(place.stamps()).unwrap_or_default()),
            equal: Equal::StaysTheirs,
            warnings: Vec::new(),
            session: Mutex::default(),
            slots: AtomicU64::new(0),
            place,
            disk,
        };
        output.read_manifest()?;
        Ok(output)
    }

    /// What the editor should hear of; to be asked after opening.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The folder, without symbolic links.
    pub fn dir(&self) -> &Path {
        &self.place.dir
    }

    fn read_manifest(&mut self) -> Result<(), OutputError> {
        let path = self.place.manifest();
        match fs::read(&path) {
            Ok(bytes) => match Manifest::read(&bytes) {
                Some(manifest) => self.old = manifest,
                None => {
                    self.equal = Equal::IsOurs;
                    self.warnings.push(Warning::ManifestUnreadable(path));
                    return Ok(());
                }
            },
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(OutputError::at(&path)(error)),
        }
        if self.is_foreign().map_err(OutputError::at(&self.place.dir))? {
            return Err(OutputError::ForeignFolder(self.place.dir.clone()));
        }
        Ok(())
    }

    /// Whether the folder holds files and none is ours: there is no manifest, or it is that of
    /// another folder that once stood here.
    fn is_foreign(&self) -> io::Result<bool> {
        if self.place.is_empty()? {
            return Ok(false);
        }
        let mut others = self.old.0.is_empty() && !self.place.manifest().exists();
        for (path, entry) in &self.old.0 {
            match self.place.look(path)? {
                Found::File(stamp) if self.is_intact(path, entry, &stamp)? => return Ok(false),
                Found::Missing => {}
                _ => others = true,
            }
        }
        Ok(others)
    }

    /// Whether a file is as we wrote it: by its stamp, else by its bytes.
    pub(super) fn is_intact(
        &self,
        path: &OutputPath,
        entry: &Entry,
        stamp: &Stamp,
    ) -> io::Result<bool> {
        if stamp.size != entry.size {
            return Ok(false);
        }
        let intact = self.stamps.0.get(path) == Some(stamp) || self.place.hash(path)? == entry.hash;
        if intact {
            self.session().intact.insert(path.clone(), *stamp);
        }
        Ok(intact)
    }

    /// The entry of an old file that is still there as we wrote it.
    fn intact_entry(&self, path: &OutputPath) -> io::Result<Option<Entry>> {
        let Some(entry) = self.old.0.get(path) else { return Ok(None) };
        if self.session().intact.contains_key(path) {
            return Ok(Some(*entry));
        }
        let Found::File(stamp) = self.place.look(path)? else { return Ok(None) };
        Ok(self.is_intact(path, entry, &stamp)?.then_some(*entry))
    }

    fn session(&self) -> MutexGuard<'_, Session> {
        // Nothing panics while it holds the lock, and what is in it is whole at all times.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a path for one thread.
    fn reserve(&self, path: &OutputPath) -> Result<(), OutputError> {
        match self.session().next.insert(path.clone(), None) {
            None => Ok(()),
            Some(_) => Err(OutputError::Twice(path.clone())),
        }
    }

    fn plan(&self, path: &OutputPath, entry: Entry, how: How) {
        self.session().next.insert(path.clone(), Some(Planned { entry, how }));
    }

    /// What is to become of a path, judged by what stands there; `None` if that is foreign.
    fn judge(&self, path: &OutputPath, entry: &Entry) -> io::Result<Option<How>> {
        let slot = || self.slots.fetch_add(1, Ordering::Relaxed);
        Ok(match self.place.look(path)? {
            Found::Missing => Some(How::Staged(slot(), Over::Nothing)),
            Found::Folder => Some(How::Blocked(slot(), path.clone())),
            Found::Below(file) => Some(How::Blocked(slot(), file)),
            Found::Strange => None,
            Found::File(stamp) => match self.old.0.get(path) {
                Some(old) if old.hash == entry.hash && self.is_intact(path, old, &stamp)? => {
                    Some(How::Same)
                }
                Some(_) => Some(How::Staged(slot(), Over::Ours)),
                None if stamp.size == entry.size && self.place.hash(path)? == entry.hash => {
                    Some(if self.equal == Equal::IsOurs { How::Same } else { How::Theirs })
                }
                None => None,
            },
        })
    }

    fn write_staged(&self, slot: Slot, bytes: &[u8]) -> io::Result<()> {
        let file = staged_file(&self.place, slot);
        match self.disk.write_new(Step::Stage, &file, bytes) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(file.parent().unwrap_or(&file))?;
                self.disk.write_new(Step::Stage, &file, bytes)
            }
            other => other,
        }
    }

    /// Decides all acts, does them and writes down what is ours now.
    fn put_in_place(&mut self) -> Result<Changes, OutputError> {
        let session = std::mem::take(&mut *self.session());
        let at_dir = OutputError::at(&self.place.dir);
        let plan = Plan::new(self, session).map_err(at_dir)?;
        if !plan.foreign.is_empty() {
            let paths = plan.foreign.into_iter().collect();
            return Err(OutputError::ForeignFiles { dir: self.place.dir.clone(), paths });
        }
        if let Some(path) = plan.unfinished {
            return Err(OutputError::NotStaged(path));
        }
        let manifest = plan.manifest.to_bytes();
        if plan.acts.is_empty() {
            self.write_manifest_alone(&plan.manifest, &manifest)?;
        } else {
            self.disk
                .settle(&self.place.state, &plan.staged)
                .map_err(OutputError::at(&self.place.state))?;
            let next = self.place.next_manifest();
            self.disk.replace(Step::Plan, &next, &manifest).map_err(OutputError::at(&next))?;
            Journal::new(&self.place, &self.disk, plan.acts).run()?;
        }
        self.write_stamps(plan.intact, &plan.changes);
        Ok(plan.changes)
    }

    fn write_manifest_alone(&self, next: &Manifest, bytes: &[u8]) -> Result<(), OutputError> {
        let path = self.place.manifest();
        if *next == self.old && path.exists() && self.warnings.is_empty() {
            return Ok(());
        }
        self.disk.replace(Step::Manifest, &path, bytes).map_err(OutputError::at(&path))
    }

    /// Stamps only save time, so an error is no reason to fail.
    fn write_stamps(&self, mut intact: BTreeMap<OutputPath, Stamp>, changes: &Changes) {
        for path in &changes.written {
            if let Ok(Found::File(stamp)) = self.place.look(path) {
                intact.insert(path.clone(), stamp);
            }
        }
        let stamps = Stamps(intact);
        if stamps != self.stamps {
            let _ = fs::remove_file(self.place.stamps());
            let _ = fs::write(self.place.stamps(), stamps.to_bytes());
        }
    }
}

impl Sink for Output {
    type Committed = Changes;

    fn known_key(&self, path: &OutputPath) -> Option<ContentHash> {
        // A file that cannot be read is one whose key is not known.
        self.intact_entry(path).ok().flatten().map(|entry| entry.key)
    }

    fn stage(&self, path: &OutputPath, key: ContentHash, bytes: &[u8]) -> Result<(), OutputError> {
        self.reserve(path)?;
        let entry = Entry { key, hash: ContentHash::of(bytes), size: bytes.len() as u64 };
        let file = self.place.file(path);
        let Some(how) = self.judge(path, &entry).map_err(OutputError::at(&file))? else {
            self.session().foreign.insert(path.clone());
            return Ok(());
        };
        if let How::Staged(slot, _) | How::Blocked(slot, _) = how {
            self.write_staged(slot, bytes).map_err(OutputError::at(&file))?;
        }
        self.plan(path, entry, how);
        Ok(())
    }

    fn keep(&self, path: &OutputPath) -> Result<(), OutputError> {
        self.reserve(path)?;
        let entry = self.intact_entry(path).map_err(OutputError::at(&self.place.file(path)))?;
        let entry = entry.ok_or_else(|| OutputError::NotKept(path.clone()))?;
        self.plan(path, entry, How::Same);
        Ok(())
    }

    fn commit(mut self) -> Result<Changes, OutputError> {
        self.put_in_place()
    }
}

impl Drop for Output {
    /// Drops what is staged, unless a journal says that it is still needed.
    fn drop(&mut self) {
        let place = &self.place;
        if !place.journal().exists() && !place.state.join("undo.json").exists() {
            let _ = discard(place, &self.disk);
        }
        if !place.manifest().exists() && !place.staging().exists() {
            let _ = fs::remove_dir_all(&place.state);
        }
    }
}
