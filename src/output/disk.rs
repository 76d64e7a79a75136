//! The few ways in which this room changes a disk.
//!
//! In: whole paths. Out: files and folders with fixed modes (0644, 0755), written whole. Never: a
//! decision on which; a change that the [`Hook`] was not told of first.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use rayon::prelude::*;

/// A change that is about to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A changed file is written to the staging folder.
    Stage,
    /// Staged files are forced to the disk.
    Settle,
    /// The manifest that will be is written.
    Plan,
    /// The journal is written.
    Journal,
    /// A folder is made.
    Folder,
    /// A file that will be replaced is put aside.
    Backup,
    /// A staged file is moved to its place.
    Move,
    /// A stale file is moved out of its place.
    Remove,
    /// The manifest is replaced.
    Manifest,
    /// The journal is taken away.
    Close,
    /// Leftovers are removed.
    Clean,
}

/// Told of every change before it is made; may refuse it. For tests of what happens when a disk
/// is full or a process dies.
pub trait Hook: Send + Sync {
    /// An error is treated as if the system had given it.
    fn before(&self, step: Step, path: &Path) -> io::Result<()>;
}

/// Lets everything pass.
pub(super) struct NoHook;

impl Hook for NoHook {
    fn before(&self, _: Step, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// Up to so many files are forced to the disk one by one.
const ONE_BY_ONE: usize = 64;

/// A disk behind a hook.
pub(super) struct Disk(pub(super) Box<dyn Hook>);

impl Disk {
    /// Writes a new file with mode 0644; one that is there already is an error.
    pub(super) fn write_new(&self, step: Step, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.before(step, path)?;
        let mut file = File::options().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        readable_by_all(&file, 0o644)
    }

    /// Puts a small file in place as a whole: after a crash of the machine either the old or the
    /// new bytes are there.
    pub(super) fn replace(&self, step: Step, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.before(step, path)?;
        let part = path.with_extension("part");
        // A link planted under this name would be written through.
        missing_is_fine(fs::remove_file(&part))?;
        let mut file = File::options().write(true).create_new(true).open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        path.parent().map_or(Ok(()), sync_folder)
    }

    /// Makes one folder with mode 0755; its parent must be there.
    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.0.before(Step::Folder, path)?;
        fs::create_dir(path)?;
        folder_readable_by_all(path)
    }

    /// Keeps the file under a second name, by a link where the file system has links.
    pub(super) fn back_up(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.before(Step::Backup, from)?;
        if fs::hard_link(from, to).is_ok() {
            return Ok(());
        }
        let part = to.with_extension("part");
        fs::copy(from, &part)?;
        fs::rename(part, to)
    }

    /// Moves a file within the file system, over what is there.
    pub(super) fn rename(&self, step: Step, from: &Path, to: &Path) -> io::Result<()> {
        self.0.before(step, to)?;
        fs::rename(from, to)
    }

    /// Removes a file; one that is not there is no error.
    pub(super) fn remove(&self, step: Step, path: &Path) -> io::Result<()> {
        self.0.before(step, path)?;
        missing_is_fine(fs::remove_file(path))
    }

    /// Removes a folder of ours with all that is in it; links in it are not followed.
    pub(super) fn clear(&self, path: &Path) -> io::Result<()> {
        self.0.before(Step::Clean, path)?;
        missing_is_fine(fs::remove_dir_all(path))
    }

    /// Forces files to the disk: a few one by one, many by flushing the file system, which is
    /// far quicker (core.fsyncMethod=batch of git does the same).
    pub(super) fn settle(
        &self,
        folder: &Path,
        files: &[impl AsRef<Path> + Sync],
    ) -> io::Result<()> {
        self.0.before(Step::Settle, folder)?;
        if files.len() > ONE_BY_ONE && flush_file_system(folder) {
            return Ok(());
        }
        files.par_iter().try_for_each(|file| File::open(file.as_ref())?.sync_data())
    }
}

fn missing_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(target_os = "linux")]
fn flush_file_system(folder: &Path) -> bool {
    File::open(folder).is_ok_and(|folder| rustix::fs::syncfs(&folder).is_ok())
}

#[cfg(not(target_os = "linux"))]
fn flush_file_system(_: &Path) -> bool {
    false
}

/// Forces the names in a folder to the disk.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn readable_by_all(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn readable_by_all(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn folder_readable_by_all(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn folder_readable_by_all(_: &Path) -> io::Result<()> {
    Ok(())
}
