//! Watching: tells when it is worth looking at the book's files again.
//!
//! In: the root of a book and the names in it that are read. Out: [`Look::Again`] after something
//! may have changed and then was quiet for a moment. Never: what changed or what it means (events
//! of the system name wrong paths, leave out files and come in any order: whoever is told to look
//! lists and compares); a word about reads, about the output, or about editors' own files.

use std::{
    ffi::OsStr,
    fmt,
    fs::Metadata,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{ModifyKind, RemoveKind},
};

/// No event for so long means that a save, a checkout or an editor's dance is over.
const QUIET: Duration = Duration::from_millis(50);

/// Who saves without a pause is not waited for longer than this.
const PATIENCE: Duration = Duration::from_millis(250);

/// How often to look when nobody tells.
pub const POLL: Duration = Duration::from_secs(1);

/// How to learn of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Be told by the system; poll where that is known not to work.
    Native,
    /// Compare sizes and times, once in this time.
    Poll(Duration),
}

/// Whether to look at the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Something may have changed.
    Again,
    /// Nothing did until the time was over.
    Still,
}

/// Why a book cannot be watched.
#[derive(Debug)]
pub struct WatchError {
    root: PathBuf,
    error: io::Error,
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be watched: {}.", self.root.display(), self.error)
    }
}

impl std::error::Error for WatchError {}

/// Watches the files of one book.
///
/// Make the watcher first and list the files then, so that no change falls between the two.
pub struct Watcher {
    scope: Scope,
    sense: Sense,
    notice: Option<String>,
}

enum Sense {
    Native(Native),
    Poll(Poll),
}

impl Watcher {
    /// Watches the `entries` (names of files or folders, there or not yet) of the folder `root`.
    ///
    /// # Errors
    /// When the root is not there.
    pub fn new(root: &Path, entries: &[&str], mode: Mode) -> Result<Self, WatchError> {
        let real = root.canonicalize();
        let root = real.map_err(|error| WatchError { root: root.to_owned(), error })?;
        let entries = entries.iter().map(|entry| (*entry).to_owned()).collect();
        let scope = Scope { root, entries };
        let interval = match mode {
            Mode::Poll(interval) => interval,
            Mode::Native => match Native::new(&scope) {
                Ok(native) => {
                    return Ok(Self { scope, sense: Sense::Native(native), notice: None });
                }
                Err(why) => return Ok(Self::polling(scope, &why)),
            },
        };
        let sense = Sense::Poll(Poll::new(&scope, interval));
        Ok(Self { scope, sense, notice: None })
    }

    fn polling(scope: Scope, why: &str) -> Self {
        let sense = Sense::Poll(Poll::new(&scope, POLL));
        let notice = format!("Looking for changes every second, because {why}.");
        Self { scope, sense, notice: Some(notice) }
    }

    /// A line for the editor when the watcher had to change its way; each is handed out once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Waits until something may have changed and then was quiet, but no longer than `timeout`
    /// for the first sign. What happened since the last call counts.
    pub fn wait(&mut self, timeout: Duration) -> Look {
        match &mut self.sense {
            Sense::Poll(poll) => poll.wait(&self.scope, timeout),
            Sense::Native(native) => match native.wait(&self.scope, timeout) {
                Ok(look) => look,
                Err(why) => {
                    let Scope { root, entries } = &self.scope;
                    let scope = Scope { root: root.clone(), entries: entries.clone() };
                    *self = Self::polling(scope, &why);
                    Look::Again
                }
            },
        }
    }
}

/// What is watched.
#[derive(Clone)]
struct Scope {
    root: PathBuf,
    entries: Vec<String>,
}

impl Scope {
    /// Whether a path is none of ours: another entry of the root, or a file that editors make
    /// beside the one that they save.
    fn ignores(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return false };
        let Some(first) = inside.components().next() else { return false };
        let named = |entry: &String| first.as_os_str() == OsStr::new(entry);
        !self.entries.iter().any(named) || path.file_name().is_some_and(is_editors_own)
    }

    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.entries.iter().map(|entry| self.root.join(entry))
    }
}

/// Backups, locks and probes of Emacs, Vim and desktops.
fn is_editors_own(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let swap = [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end));
    name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
        || (name.starts_with('.') && swap)
        || matches!(&*name, "4913" | ".DS_Store" | "Thumbs.db")
}

// ---- told by the system ----

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// A file may have changed.
    File,
    /// Folders came, went or moved, or signs were lost: watches may be missing.
    Folder,
}

struct Native {
    watcher: RecommendedWatcher,
    signs: Receiver<Sign>,
    /// The root itself is not there at the moment.
    lost: bool,
}

impl Native {
    /// Begins to watch; the error continues "because".
    fn new(scope: &Scope) -> Result<Self, String> {
        if is_remote(&scope.root) {
            return Err("this is a network or shared folder".into());
        }
        let (send, signs) = mpsc::channel();
        let judge = scope.clone();
        let hear = move |event: notify::Result<Event>| {
            if let Some(sign) = sign_of(&judge, event) {
                // Nobody listens any more only when the watcher is being dropped.
                let _ = send.send(sign);
            }
        };
        let watcher = notify::recommended_watcher(hear).map_err(|error| plain(&error))?;
        let mut native = Self { watcher, signs, lost: false };
        native.watch_all(scope)?;
        Ok(native)
    }

    /// Watches all folders that are there now. Those that are watched already stay so without a
    /// gap; only folders are ever watched, since a file saved by renaming takes its watch away.
    fn watch_all(&mut self, scope: &Scope) -> Result<(), String> {
        self.lost = self.watch(&scope.root, RecursiveMode::NonRecursive)?;
        for folder in scope.paths().filter(|path| path.is_dir()) {
            self.watch(&folder, RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    /// Whether the folder is gone.
    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> Result<bool, String> {
        match self.watcher.watch(folder, mode) {
            Ok(()) => Ok(false),
            Err(_) if !folder.is_dir() => Ok(true),
            // A folder inside vanished meanwhile; the sign of that is on its way.
            Err(error) if is_missing(&error) => Ok(false),
            Err(error) => Err(plain(&error)),
        }
    }

    fn wait(&mut self, scope: &Scope, timeout: Duration) -> Result<Look, String> {
        if self.lost {
            return self.wait_for_root(scope, timeout);
        }
        let Ok(first) = self.signs.recv_timeout(timeout) else { return Ok(Look::Still) };
        let mut folders = first == Sign::Folder;
        let begun = Instant::now();
        while let Some(left) = PATIENCE.checked_sub(begun.elapsed()) {
            match self.signs.recv_timeout(QUIET.min(left)) {
                Ok(sign) => folders |= sign == Sign::Folder,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        folders |= self.signs.try_iter().any(|sign| sign == Sign::Folder);
        if folders {
            self.watch_all(scope)?;
        }
        Ok(Look::Again)
    }

    fn wait_for_root(&mut self, scope: &Scope, timeout: Duration) -> Result<Look, String> {
        thread::sleep(timeout.min(POLL));
        self.watch_all(scope)?;
        Ok(if self.lost { Look::Still } else { Look::Again })
    }
}

/// What an event is a sign of. Reads are none: the builder's own would wake it for ever.
fn sign_of(scope: &Scope, event: notify::Result<Event>) -> Option<Sign> {
    let Ok(event) = event else { return Some(Sign::Folder) };
    if event.need_rescan() {
        return Some(Sign::Folder);
    }
    let ignored = !event.paths.is_empty() && event.paths.iter().all(|path| scope.ignores(path));
    if matches!(event.kind, EventKind::Access(_)) || ignored {
        return None;
    }
    let folders = match event.kind {
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => {
            event.paths.iter().any(|path| path.is_dir() || *path == scope.root)
        }
        EventKind::Remove(RemoveKind::File) => false,
        EventKind::Remove(_) => true,
        _ => false,
    };
    Some(if folders { Sign::Folder } else { Sign::File })
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why watching failed, continuing "because".
fn plain(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system lets no more folders be watched (on Linux, raise \
             fs.inotify.max_user_watches)"
                .into()
        }
        _ => format!("watching failed ({error})"),
    }
}

/// Whether changes made by another machine are not told here.
#[cfg(target_os = "linux")]
fn is_remote(root: &Path) -> bool {
    // From linux/magic.h: NFS, SMB, CIFS, SMB2, 9P (drives of the host in a virtual machine),
    // FUSE (shared folders of containers).
    const REMOTE: [u32; 6] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546];
    rustix::fs::statfs(root).is_ok_and(|found| {
        let kind = i128::from(found.f_type) & 0xFFFF_FFFF;
        REMOTE.iter().any(|remote| i128::from(*remote) == kind)
    })
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

// ---- looking by itself ----

/// Compares a fingerprint of all names, sizes and times. (The poller of `notify` compares whole
/// seconds, and so misses the second save of one.)
struct Poll {
    interval: Duration,
    last: u64,
}

impl Poll {
    fn new(scope: &Scope, interval: Duration) -> Self {
        Self { interval, last: fingerprint(scope) }
    }

    fn wait(&mut self, scope: &Scope, timeout: Duration) -> Look {
        let begun = Instant::now();
        loop {
            if self.differs(scope) {
                let seen = Instant::now();
                while seen.elapsed() < PATIENCE {
                    thread::sleep(QUIET);
                    if !self.differs(scope) {
                        break;
                    }
                }
                return Look::Again;
            }
            match timeout.checked_sub(begun.elapsed()) {
                Some(left) if !left.is_zero() => thread::sleep(self.interval.min(left)),
                _ => return Look::Still,
            }
        }
    }

    fn differs(&mut self, scope: &Scope) -> bool {
        let now = fingerprint(scope);
        std::mem::replace(&mut self.last, now) != now
    }
}

/// Only ever compared within one process.
fn fingerprint(scope: &Scope) -> u64 {
    let mut hasher = DefaultHasher::new();
    for path in scope.paths() {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten() {
            if is_editors_own(entry.file_name()) {
                continue;
            }
            entry.path().hash(&mut hasher);
            // The size and time of a folder change with the editors' own files in it.
            if let Ok(metadata) = entry.metadata()
                && !metadata.is_dir()
            {
                stamp(&metadata, &mut hasher);
            }
        }
    }
    hasher.finish()
}

fn stamp(metadata: &Metadata, hasher: &mut DefaultHasher) {
    metadata.len().hash(hasher);
    metadata.modified().ok().hash(hasher);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec()).hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, DataChange};

    use super::*;

    fn check(kind: EventKind, paths: &[&str], expect: Option<Sign>) {
        let scope =
            Scope { root: "/book".into(), entries: vec!["site.toml".into(), "content".into()] };
        let mut event = Event::new(kind);
        event.paths = paths.iter().map(PathBuf::from).collect();
        assert_eq!(sign_of(&scope, Ok(event)), expect, "{kind:?} {paths:?}");
    }

    #[test]
    fn what_is_a_sign() {
        let data = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        check(data, &["/book/content/a.md"], Some(Sign::File));
        check(data, &["/book/site.toml"], Some(Sign::File));
        check(data, &["/book/public/index.html"], None);
        check(data, &["/book/content/a.md~"], None);
        check(data, &["/book/content/.a.md.swp"], None);
        check(data, &["/book/content/a.md~", "/book/content/a.md"], Some(Sign::File));
        check(EventKind::Access(AccessKind::Any), &["/book/content/a.md"], None);
        check(EventKind::Create(CreateKind::File), &["/book/content/4913"], None);
        check(EventKind::Remove(RemoveKind::Folder), &["/book/content/n"], Some(Sign::Folder));
        check(EventKind::Remove(RemoveKind::Other), &["/book"], Some(Sign::Folder));
        check(EventKind::Other, &[], Some(Sign::File));
    }
}
