//! The output folder keeps its promises whatever happens to the build: killed, disk full, places
//! that cannot be written, files of others, planted links.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use briefbook::{
    hash::ContentHash,
    output::{Changes, Hook, Output, OutputError, Sink, Step},
    path::OutputPath,
};
use rayon::prelude::*;

type Book = &'static [(&'static str, &'static str)];

/// Two states of a book that differ in every way a file can: changed, gone, new, a file become a
/// folder, a folder become a file, untouched.
const OLD: Book = &[
    ("404.html", "same"),
    ("deep/er/stale.html", "stale"),
    ("folder/one.html", "one"),
    ("folder/two.html", "two"),
    ("index.html", "old home"),
    ("people/ada/index.html", "old ada"),
    ("swap", "a file"),
];
const NEW: Book = &[
    ("404.html", "same"),
    ("folder", "now a file"),
    ("index.html", "new home"),
    ("new/place/index.html", "new"),
    ("people/ada/index.html", "new ada"),
    ("style.css", "p {}"),
    ("swap/index.html", "now a folder"),
];

struct Desk {
    _temporary: tempfile::TempDir,
    root: PathBuf,
    site: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().canonicalize().unwrap().join("book");
        fs::create_dir_all(root.join("content")).unwrap();
        Self { site: root.join("public"), root, _temporary: temporary }
    }

    fn put(&self, path: &str, text: &str) -> PathBuf {
        let file = self.site.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    fn build(&self, book: Book) -> Result<Changes, OutputError> {
        build(&self.site, &self.root, book, Box::new(Nobody))
    }

    /// All files of the folder with their texts; links and odd things as such.
    fn files(&self) -> BTreeMap<String, String> {
        let walk = walkdir::WalkDir::new(&self.site).min_depth(1).into_iter();
        let entries = walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
        let text = |path: &Path| fs::read_to_string(path).unwrap_or_else(|_| "unreadable".into());
        let name = |path: &Path| path.strip_prefix(&self.site).unwrap().display().to_string();
        entries.map(|entry| (name(entry.path()), text(entry.path()))).collect()
    }

    fn state(&self, name: &str) -> PathBuf {
        self.root.join(".public.briefbook").join(name)
    }
}

struct Nobody;

impl Hook for Nobody {
    fn before(&self, _: Step, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

fn build(
    site: &Path,
    root: &Path,
    book: Book,
    hook: Box<dyn Hook>,
) -> Result<Changes, OutputError> {
    let output = Output::open_with(site, root, hook)?;
    book.par_iter().try_for_each(|(path, text)| {
        let (path, key) = (OutputPath::new(path).unwrap(), ContentHash::of(text.as_bytes()));
        if output.known_key(&path) == Some(key) {
            output.keep(&path)
        } else {
            output.stage(&path, key, text.as_bytes())
        }
    })?;
    output.commit()
}

fn files_of(book: Book) -> BTreeMap<String, String> {
    book.iter().map(|(path, text)| ((*path).into(), (*text).into())).collect()
}

fn names(paths: &[OutputPath]) -> Vec<&str> {
    paths.iter().map(OutputPath::as_str).collect()
}

#[test]
fn a_book_becomes_the_next() {
    let desk = Desk::new();
    assert_eq!(desk.build(OLD).unwrap().written.len(), OLD.len());
    assert_eq!(desk.files(), files_of(OLD));
    let changes = desk.build(NEW).unwrap();
    assert_eq!(desk.files(), files_of(NEW));
    assert_eq!(changes.unchanged, 1);
    let gone = ["deep/er/stale.html", "folder/one.html", "folder/two.html", "swap"];
    assert_eq!(names(&changes.removed), gone);
    assert!(!desk.site.join("deep").exists(), "empty folders go");
    assert!(!desk.state("staging").exists() && !desk.state("journal.json").exists());
}

#[test]
fn an_equal_build_touches_nothing() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    let times = |desk: &Desk| -> Vec<_> {
        let time = |path: &&str| fs::metadata(desk.site.join(path)).unwrap().modified().unwrap();
        OLD.iter().map(|(path, _)| time(path)).collect()
    };
    let (before, manifest) = (times(&desk), fs::read(desk.state("manifest.json")).unwrap());
    fs::remove_file(desk.state("stamps.json")).unwrap();
    let changes = desk.build(OLD).unwrap();
    assert!(changes.is_empty());
    assert_eq!(changes.unchanged, OLD.len());
    assert_eq!(times(&desk), before);
    assert_eq!(fs::read(desk.state("manifest.json")).unwrap(), manifest);
}

#[test]
fn equal_books_have_equal_manifests() {
    let (one, other) = (Desk::new(), Desk::new());
    one.build(OLD).unwrap();
    one.build(NEW).unwrap();
    other.build(NEW).unwrap();
    let manifest = |desk: &Desk| fs::read(desk.state("manifest.json")).unwrap();
    assert_eq!(manifest(&one), manifest(&other));
}

#[test]
fn an_abandoned_build_changes_nothing() {
    let desk = Desk::new();
    let stage = |desk: &Desk| {
        let output = Output::open(&desk.site, &desk.root).unwrap();
        let path = OutputPath::new("index.html").unwrap();
        output.stage(&path, ContentHash::default(), b"never seen").unwrap();
    };
    stage(&desk);
    assert_eq!(fs::read_dir(&desk.root).unwrap().count(), 1, "only content/");
    desk.build(OLD).unwrap();
    stage(&desk);
    assert_eq!(desk.files(), files_of(OLD));
    assert!(!desk.state("staging").exists());
}

#[test]
fn what_is_tampered_with_is_known_and_mended() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    desk.put("index.html", "OLD HOME"); // the same size
    fs::remove_file(desk.site.join("404.html")).unwrap();
    let output = Output::open(&desk.site, &desk.root).unwrap();
    let known = |path| output.known_key(&OutputPath::new(path).unwrap());
    assert_eq!(known("index.html"), None);
    assert_eq!(known("404.html"), None);
    assert_eq!(known("swap"), Some(ContentHash::of(b"a file")));
    let keep = output.keep(&OutputPath::new("404.html").unwrap());
    assert!(matches!(keep, Err(OutputError::NotKept(_))));
    drop(output);
    assert_eq!(names(&desk.build(OLD).unwrap().written), ["404.html", "index.html"]);
    assert_eq!(desk.files(), files_of(OLD));
}

#[test]
fn a_stale_file_that_somebody_changed_is_left() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    desk.put("deep/er/stale.html", "mine now");
    let changes = desk.build(NEW).unwrap();
    assert_eq!(names(&changes.left), ["deep/er/stale.html"]);
    assert_eq!(fs::read_to_string(desk.site.join("deep/er/stale.html")).unwrap(), "mine now");
}

// ---- the death of the process ----

/// Counts changes; at the given one, does what it was told.
struct At {
    count: Arc<AtomicUsize>,
    at: usize,
    then: Then,
}

#[derive(Clone, Copy)]
enum Then {
    /// The process ends at once: nothing is cleaned up.
    Die,
    /// This one change is refused.
    RefuseOnce,
    /// This and every later change that needs space is refused.
    DiskFull,
    /// This and every later change is refused.
    RefuseAll,
}

impl Hook for At {
    fn before(&self, step: Step, _: &Path) -> io::Result<()> {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        let frees = matches!(step, Step::Remove | Step::Close | Step::Clean);
        match self.then {
            Then::Die if count == self.at => std::process::exit(9),
            Then::RefuseOnce if count == self.at => Err(io::ErrorKind::PermissionDenied.into()),
            Then::DiskFull if count >= self.at && !frees => Err(io::ErrorKind::StorageFull.into()),
            Then::RefuseAll if count >= self.at => Err(io::ErrorKind::PermissionDenied.into()),
            _ => Ok(()),
        }
    }
}

const KILL_AT: &str = "BRIEFBOOK_TEST_KILL_AT";
const KILL_ROOT: &str = "BRIEFBOOK_TEST_KILL_ROOT";

/// The process that is killed by the test below; alone it has nothing to do.
#[test]
#[ignore = "run by the_book_outlives_a_killed_build"]
fn killed_child() {
    let root = PathBuf::from(std::env::var_os(KILL_ROOT).unwrap());
    let at = std::env::var(KILL_AT).unwrap().parse().unwrap();
    let hook = At { count: Arc::default(), at, then: Then::Die };
    build(&root.join("public"), &root, NEW, Box::new(hook)).unwrap();
}

/// Whether the child lived to the end.
fn run_child(desk: &Desk, at: usize) -> bool {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed_child", "--ignored"])
        .env(KILL_ROOT, &desk.root)
        .env(KILL_AT, at.to_string())
        .output()
        .unwrap();
    match output.status.code() {
        Some(0) => true,
        Some(9) => false,
        other => panic!("{other:?}: {}", String::from_utf8_lossy(&output.stdout)),
    }
}

fn assert_old_or_new(desk: &Desk, at: usize) {
    let files = desk.files();
    assert!(files == files_of(OLD) || files == files_of(NEW), "killed at {at}: {files:?}");
}

#[test]
fn the_book_outlives_a_killed_build() {
    let mut points = 0;
    for at in 0.. {
        let desk = Desk::new();
        desk.build(OLD).unwrap();
        if run_child(&desk, at) {
            break;
        }
        points += 1;
        for (path, text) in desk.files() {
            let whole = |book: Book| book.contains(&(path.as_str(), text.as_str()));
            assert!(whole(OLD) || whole(NEW), "killed at {at}: {path} holds {text:?}");
        }
        drop(Output::open(&desk.site, &desk.root).unwrap());
        assert_old_or_new(&desk, at);
        desk.build(NEW).unwrap();
        assert_eq!(desk.files(), files_of(NEW), "killed at {at}");
        assert!(desk.build(NEW).unwrap().is_empty());
    }
    assert!(points > 25, "only {points} points");
}

#[test]
fn a_mending_may_be_killed_too() {
    for at in (0..40).step_by(3) {
        let desk = Desk::new();
        desk.build(OLD).unwrap();
        run_child(&desk, at);
        run_child(&desk, 4);
        run_child(&desk, 2);
        drop(Output::open(&desk.site, &desk.root).unwrap());
        assert_old_or_new(&desk, at);
    }
}

// ---- disks that refuse ----

/// Builds over an old book with a disk that refuses from some change on, for every change.
fn refused_everywhere(then: Then) {
    let mut failures = 0;
    for at in 0..200 {
        let desk = Desk::new();
        desk.build(OLD).unwrap();
        let count = Arc::default();
        let hook = At { count: Arc::clone(&count), at, then };
        let result = build(&desk.site, &desk.root, NEW, Box::new(hook));
        match result {
            Ok(_) => assert_eq!(desk.files(), files_of(NEW), "{at}"),
            Err(OutputError::Unfinished { .. }) => {
                drop(Output::open(&desk.site, &desk.root).unwrap());
                assert_old_or_new(&desk, at);
            }
            Err(error) => {
                failures += 1;
                assert_eq!(desk.files(), files_of(OLD), "{at}: {error}");
                assert!(error.to_string().ends_with("The old book is unchanged."), "{error}");
            }
        }
        desk.build(NEW).unwrap();
        assert_eq!(desk.files(), files_of(NEW), "{at}");
        if count.load(Ordering::SeqCst) <= at {
            assert!(failures > 10, "only {failures} failures");
            return;
        }
    }
    panic!("more changes than expected");
}

#[test]
fn one_refusal_leaves_the_old_book() {
    refused_everywhere(Then::RefuseOnce);
}

#[test]
fn a_full_disk_leaves_the_old_book() {
    refused_everywhere(Then::DiskFull);
}

#[test]
fn a_disk_that_is_gone_is_mended_when_it_is_back() {
    refused_everywhere(Then::RefuseAll);
}

#[test]
fn a_commit_after_a_failed_stage_is_refused() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    let hook = At { count: Arc::default(), at: 6, then: Then::RefuseOnce };
    let output = Output::open_with(&desk.site, &desk.root, Box::new(hook)).unwrap();
    let failed = NEW.iter().filter(|(path, text)| {
        let path = OutputPath::new(path).unwrap();
        output.stage(&path, ContentHash::default(), text.as_bytes()).is_err()
    });
    assert_eq!(failed.count(), 1);
    assert!(matches!(output.commit(), Err(OutputError::NotStaged(_))));
    assert_eq!(desk.files(), files_of(OLD));
}

#[test]
fn a_file_in_place_of_the_folder() {
    let desk = Desk::new();
    fs::write(&desk.site, "a file").unwrap();
    let error = desk.build(OLD).unwrap_err();
    assert_eq!(error.code(), "output-refused");
    let below = build(&desk.site.join("site"), &desk.root, OLD, Box::new(Nobody)).unwrap_err();
    assert!(matches!(below, OutputError::System { .. }), "{below}");
    assert_eq!(fs::read_to_string(&desk.site).unwrap(), "a file");
}

// ---- files of others ----

#[test]
fn a_foreign_folder_is_refused() {
    let desk = Desk::new();
    desk.put("holiday.jpg", "picture");
    let error = desk.build(OLD).unwrap_err();
    assert!(matches!(error, OutputError::ForeignFolder(_)), "{error}");
    assert_eq!(desk.files().len(), 1);
    assert!(!desk.state("").exists(), "no trace of the attempt");
}

#[test]
fn another_folder_under_the_old_name_is_refused() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    fs::remove_dir_all(&desk.site).unwrap();
    desk.put("index.html", "somebody else's");
    assert_eq!(desk.build(NEW).unwrap_err().code(), "output-foreign");
    assert_eq!(desk.files().len(), 1);
    fs::remove_dir_all(&desk.site).unwrap();
    desk.build(NEW).unwrap();
    assert_eq!(desk.files(), files_of(NEW));
}

#[test]
fn folders_that_no_book_is_written_to() {
    let desk = Desk::new();
    fs::create_dir_all(desk.root.join("repository/.git")).unwrap();
    for dir in [".", "..", "content", "content/site", "static", ".git/site", "repository"] {
        let error = build(&desk.root.join(dir), &desk.root, OLD, Box::new(Nobody)).unwrap_err();
        assert_eq!(error.code(), "output-refused", "{dir}");
    }
}

#[test]
fn files_of_others_are_neither_removed_nor_overwritten() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    desk.put("CNAME", "example.org");
    desk.put("folder/mine.txt", "mine");
    desk.put("new/place/index.html", "mine too");
    desk.put("style.css", "p {}"); // what the tool would write
    let before = desk.files();
    let error = desk.build(NEW).unwrap_err();
    let OutputError::ForeignFiles { ref paths, .. } = error else { panic!("{error}") };
    assert_eq!(names(paths), ["folder/mine.txt", "new/place/index.html"]);
    assert_eq!(desk.files(), before);
    fs::remove_file(desk.site.join("folder/mine.txt")).unwrap();
    fs::remove_file(desk.site.join("new/place/index.html")).unwrap();
    desk.build(NEW).unwrap();
    desk.build(OLD).unwrap();
    let mut expect = files_of(OLD);
    expect.insert("CNAME".into(), "example.org".into());
    expect.insert("style.css".into(), "p {}".into());
    assert_eq!(desk.files(), expect);
}

#[test]
fn a_damaged_manifest_removes_nothing() {
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    fs::write(desk.state("manifest.json"), "{\"version\":1,").unwrap();
    let output = Output::open(&desk.site, &desk.root).unwrap();
    assert_eq!(output.warnings().len(), 1);
    drop(output);
    // The files that it would remove or change are no longer known as ours.
    assert_eq!(desk.build(NEW).unwrap_err().code(), "output-foreign");
    assert_eq!(desk.files(), files_of(OLD));
    // What it would write as it stands is taken over.
    assert!(desk.build(OLD).unwrap().is_empty());
    desk.build(NEW).unwrap();
    assert_eq!(desk.files(), files_of(NEW));
}

#[cfg(unix)]
#[test]
fn planted_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    let outside = desk.root.join("content");
    fs::write(outside.join("secret"), "secret").unwrap();
    fs::remove_file(desk.site.join("index.html")).unwrap();
    symlink(outside.join("secret"), desk.site.join("index.html")).unwrap();
    fs::remove_dir_all(desk.site.join("people")).unwrap();
    symlink(&outside, desk.site.join("people")).unwrap();
    symlink(&outside, desk.site.join("new")).unwrap();
    let error = desk.build(NEW).unwrap_err();
    let OutputError::ForeignFiles { ref paths, .. } = error else { panic!("{error}") };
    let planted = ["index.html", "new/place/index.html", "people/ada/index.html"];
    assert_eq!(names(paths), planted);
    assert_eq!(fs::read_to_string(outside.join("secret")).unwrap(), "secret");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_planted_during_the_build_are_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    let outside = desk.root.join("content");
    let output = Output::open(&desk.site, &desk.root).unwrap();
    for (path, text) in NEW {
        output
            .stage(&OutputPath::new(path).unwrap(), ContentHash::default(), text.as_bytes())
            .unwrap();
    }
    fs::remove_dir_all(desk.site.join("people")).unwrap();
    symlink(&outside, desk.site.join("people")).unwrap();
    fs::create_dir(outside.join("ada")).unwrap();
    fs::write(outside.join("ada/index.html"), "secret").unwrap();
    assert!(matches!(output.commit(), Err(OutputError::System { .. })));
    assert_eq!(fs::read_to_string(outside.join("ada/index.html")).unwrap(), "secret");
    let mut files = desk.files();
    assert!(files.remove("people").is_some(), "the link is left to its owner");
    let mut expect = files_of(OLD);
    expect.remove("people/ada/index.html");
    assert_eq!(files, expect);
}

#[cfg(unix)]
#[test]
fn planted_links_among_our_notes_are_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let secret = desk.root.join("content/secret");
    fs::write(&secret, "secret").unwrap();
    fs::create_dir(desk.state("")).unwrap();
    for name in [".gitignore", "manifest.next.part", "journal.part", "stamps.json"] {
        symlink(&secret, desk.state(name)).unwrap();
    }
    symlink(desk.root.join("content"), desk.state("staging")).unwrap();
    desk.build(OLD).unwrap();
    assert_eq!(fs::read_to_string(&secret).unwrap(), "secret");
    assert_eq!(fs::read_dir(desk.root.join("content")).unwrap().count(), 1);
    assert_eq!(desk.files(), files_of(OLD));
}

#[cfg(unix)]
#[test]
fn everybody_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.build(OLD).unwrap();
    for entry in walkdir::WalkDir::new(&desk.site).into_iter().map(Result::unwrap) {
        let metadata = entry.metadata().unwrap();
        let expect = if metadata.is_dir() { 0o755 } else { 0o644 };
        assert_eq!(metadata.permissions().mode() & 0o777, expect, "{}", entry.path().display());
    }
}

#[test]
fn one_build_at_a_time() {
    let desk = Desk::new();
    let first = Output::open(&desk.site, &desk.root).unwrap();
    assert_eq!(desk.build(OLD).unwrap_err().code(), "output-busy");
    drop(first);
    desk.build(OLD).unwrap();
}

#[test]
fn a_path_is_written_once() {
    let desk = Desk::new();
    let twice: Book = &[("index.html", "one"), ("index.html", "two")];
    assert_eq!(desk.build(twice).unwrap_err().code(), "output-collision");
    assert!(!desk.site.exists());
}
