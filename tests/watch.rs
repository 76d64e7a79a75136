//! Whatever an editor does to a book's files, the watcher says to look again; reads, output and
//! editors' own files do not wake it.
#![allow(clippy::unwrap_used)]

mod common;
#[cfg(unix)]
mod running;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use briefbook::{
    output::{Generation, Memory},
    pipeline::{Observer, Options, Pipeline, Stage},
    source::Source,
    watch::{Look, Mode, Watcher},
};
use common::{Book, build, tree};

const ENTRIES: [&str; 4] = ["site.toml", "content", "templates", "static"];
const MODES: [Mode; 2] = [Mode::Native, Mode::Poll(Duration::from_millis(20))];
/// Long enough for the slowest machine; only ever waited for when a test fails.
const LONG: Duration = Duration::from_secs(20);
/// Nothing is expected within this time.
const SHORT: Duration = Duration::from_millis(300);

struct Desk {
    _temporary: tempfile::TempDir,
    root: PathBuf,
    watcher: Watcher,
}

impl Desk {
    fn new(mode: Mode) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().join("book");
        fs::create_dir_all(root.join("content/documents/old")).unwrap();
        fs::write(root.join("site.toml"), "title").unwrap();
        fs::write(root.join("content/documents/a.md"), "text").unwrap();
        fs::write(root.join("content/documents/old/o.md"), "text").unwrap();
        let watcher = Watcher::new(&root, &ENTRIES, mode).unwrap();
        Self { _temporary: temporary, root, watcher }
    }

    fn rest(&mut self) {
        while self.watcher.wait(SHORT) == Look::Again {}
    }
}

/// Does something to a fresh book; then writes to `after`, which must be seen as well: a watch
/// that went with a folder, or never came, would be noticed here.
fn check(name: &str, act: impl Fn(&Path), after: &str) {
    for mode in MODES {
        let mut desk = Desk::new(mode);
        act(&desk.root);
        assert_eq!(desk.watcher.wait(LONG), Look::Again, "{name}, {mode:?}");
        desk.rest();
        fs::write(desk.root.join(after), "afterwards").unwrap();
        assert_eq!(desk.watcher.wait(LONG), Look::Again, "after {name}, {mode:?}");
    }
}

const A: &str = "content/documents/a.md";

#[test]
fn saves() {
    check("in place", |root| fs::write(root.join(A), "new!").unwrap(), A);
    check(
        "rename over, from beside",
        |root| {
            fs::write(root.join("content/documents/.a.md.tmp"), "new!").unwrap();
            fs::rename(root.join("content/documents/.a.md.tmp"), root.join(A)).unwrap();
        },
        A,
    );
    check(
        "rename over, from outside",
        |root| {
            fs::write(root.join("../a.md"), "new!").unwrap();
            fs::rename(root.join("../a.md"), root.join(A)).unwrap();
        },
        A,
    );
    check(
        "the dance of vim",
        |root| {
            fs::rename(root.join(A), root.join("content/documents/a.md~")).unwrap();
            fs::write(root.join(A), "new!").unwrap();
            fs::remove_file(root.join("content/documents/a.md~")).unwrap();
        },
        A,
    );
    check(
        "the configuration, renamed over",
        |root| {
            fs::write(root.join("site.toml.new"), "new!").unwrap();
            fs::rename(root.join("site.toml.new"), root.join("site.toml")).unwrap();
        },
        "site.toml",
    );
}

#[test]
fn coming_and_going() {
    check(
        "a new file",
        |root| fs::write(root.join("content/n.md"), "new").unwrap(),
        "content/n.md",
    );
    check("a deleted file", |root| fs::remove_file(root.join(A)).unwrap(), A);
    check(
        "nested folders with a file, at once",
        |root| {
            fs::create_dir_all(root.join("content/n/m/k")).unwrap();
            fs::write(root.join("content/n/m/k/q.md"), "new").unwrap();
        },
        "content/n/m/k/q.md",
    );
    check(
        "a deleted folder",
        |root| {
            fs::remove_dir_all(root.join("content/documents/old")).unwrap();
        },
        A,
    );
    check(
        "a renamed folder",
        |root| {
            let documents = root.join("content/documents");
            fs::rename(documents.join("old"), documents.join("new")).unwrap();
        },
        "content/documents/new/o.md",
    );
    check(
        "a folder that is read and was not there",
        |root| {
            fs::create_dir(root.join("static")).unwrap();
            fs::write(root.join("static/x.css"), "new").unwrap();
        },
        "static/x.css",
    );
}

#[test]
fn checkouts() {
    check(
        "all content removed and made again",
        |root| {
            fs::remove_dir_all(root.join("content")).unwrap();
            fs::create_dir_all(root.join("content/documents")).unwrap();
            fs::write(root.join(A), "other").unwrap();
        },
        A,
    );
    check(
        "content replaced by renaming",
        |root| {
            fs::create_dir_all(root.join("other/documents")).unwrap();
            fs::rename(root.join("content"), root.join("was")).unwrap();
            fs::rename(root.join("other"), root.join("content")).unwrap();
        },
        A,
    );
    check(
        "200 files",
        |root| {
            for n in 0..200 {
                fs::write(root.join(format!("content/documents/{n}.md")), "new").unwrap();
            }
        },
        "content/documents/199.md",
    );
}

#[test]
fn what_does_not_wake() {
    for mode in MODES {
        let mut desk = Desk::new(mode);
        desk.rest();
        fs::read(desk.root.join(A)).unwrap();
        assert_eq!(walkdir::WalkDir::new(&desk.root).into_iter().flatten().count(), 7);
        fs::create_dir_all(desk.root.join("public/deep")).unwrap();
        fs::write(desk.root.join("public/deep/index.html"), "page").unwrap();
        fs::create_dir(desk.root.join(".briefbook")).unwrap();
        fs::write(desk.root.join("content/documents/.a.md.swp"), "vim").unwrap();
        fs::write(desk.root.join("content/documents/4913"), "vim").unwrap();
        fs::write(desk.root.join("content/documents/a.md~"), "backup").unwrap();
        assert_eq!(desk.watcher.wait(SHORT), Look::Still, "{mode:?}");
    }
}

#[test]
fn a_burst_is_one_look() {
    let mut desk = Desk::new(Mode::Native);
    for _ in 0..20 {
        fs::write(desk.root.join(A), "new").unwrap();
    }
    assert_eq!(desk.watcher.wait(LONG), Look::Again);
    assert_eq!(desk.watcher.wait(SHORT), Look::Still);
}

#[test]
fn changes_between_two_waits_count() {
    for mode in MODES {
        let mut desk = Desk::new(mode);
        desk.rest();
        fs::write(desk.root.join(A), "while a build runs").unwrap();
        std::thread::sleep(SHORT);
        assert_eq!(desk.watcher.wait(LONG), Look::Again, "{mode:?}");
    }
}

#[test]
fn a_book_that_goes_and_comes_back() {
    let mut desk = Desk::new(Mode::Native);
    fs::rename(&desk.root, desk.root.with_file_name("away")).unwrap();
    assert_eq!(desk.watcher.wait(LONG), Look::Again);
    while desk.watcher.wait(SHORT) == Look::Again {}
    fs::rename(desk.root.with_file_name("away"), &desk.root).unwrap();
    assert_eq!(desk.watcher.wait(LONG), Look::Again);
    desk.rest();
    fs::write(desk.root.join(A), "again").unwrap();
    assert_eq!(desk.watcher.wait(LONG), Look::Again);
}

#[test]
fn a_book_that_is_not_there() {
    let error = Watcher::new(Path::new("/no/such/book"), &ENTRIES, Mode::Native).err().unwrap();
    assert!(error.to_string().starts_with("/no/such/book cannot be watched"), "{error}");
}

// ---- saves during a build ----

/// Does something to a book when a stage of its build begins.
struct Meddler<'a> {
    at: Stage,
    act: &'a dyn Fn(),
}

impl Observer for Meddler<'_> {
    fn begins(&mut self, stage: Stage) {
        if stage == self.at {
            (self.act)();
        }
    }
}

/// Meddles with a file in the middle of a build, puts it back as it was, and builds again: the
/// book must be whole and nothing of the accident remembered.
fn check_meddling(at: Stage, path: &str, meddle: &dyn Fn(&Path)) {
    let book = Book::new(&[
        ("site.toml", "title = \"Letters\"\nbase_url = \"https://a.example/\"\n"),
        ("content/about.md", "---\ntitle: About\n---\n\nText.\n"),
        ("static/own.txt", "own"),
        ("templates/page.html", "<p>{{ page.title }}</p>"),
    ]);
    let (file, good) = (book.root().join(path), fs::read(book.root().join(path)).unwrap());
    let mut pipeline = Pipeline::new(Source::new(book.root()));
    let act = || meddle(&file);
    let sink = Memory::after(&Generation::default());
    let built = pipeline.build(&Options::default(), sink, &mut Meddler { at, act: &act }).unwrap();
    assert!(built.committed.is_none(), "{path}: a file was not what had been seen of it");
    assert_eq!(built.findings[0].code, "source-unreadable", "{path}");
    assert_eq!(built.findings[0].path.as_str(), path);
    fs::write(&file, good).unwrap();
    let built = build(&mut pipeline, &Options::default(), &Generation::default());
    let mended = built.committed.map(|committed| tree(&committed.generation));
    assert!(mended == Some(book.build().0), "{path}: {:#?}", built.findings);
}

#[test]
fn what_happens_during_a_build_is_not_remembered() {
    let delete = |file: &Path| fs::remove_file(file).unwrap();
    let change = |file: &Path| fs::write(file, "other").unwrap();
    for meddle in [&delete as &dyn Fn(&Path), &change] {
        check_meddling(Stage::Content, "content/about.md", meddle);
        check_meddling(Stage::Render, "content/about.md", meddle);
        check_meddling(Stage::Render, "static/own.txt", meddle);
        check_meddling(Stage::Content, "templates/page.html", meddle);
    }
}

// ---- the program: all ends right ----

/// A book of 200 documents in a repository, with `watch` running on it.
#[cfg(unix)]
struct Watched {
    program: running::Running,
    book: Book,
}

#[cfg(unix)]
impl Watched {
    fn start(options: &[&str]) -> Self {
        let book = Book::new(&[
            ("site.toml", "title = \"Letters\"\nbase_url = \"https://a.example/\"\n"),
            (".gitignore", "public\n"),
            ("content/people/ada.md", "---\ntitle: Ada Lovelace\n---\n"),
        ]);
        for number in 0..200 {
            book.write(&letter(number), &text("It rained."));
        }
        let program = running::Running::start(book.root(), &[&["watch"], options].concat());
        Self { program, book }
    }

    /// Does something to the book; in the end the output is what a clean build makes.
    fn check(&self, name: &str, act: impl FnOnce(&Path)) {
        act(self.book.root());
        let (clean, findings) = self.book.build();
        assert!(!clean.is_empty(), "{name}: {findings:#?}");
        let public = self.book.root().join("public");
        running::until(name, || written(&public) == clean);
    }
}

/// What a book has written by now; files may come and go meanwhile.
#[cfg(unix)]
fn written(public: &Path) -> common::Tree {
    let files = walkdir::WalkDir::new(public).into_iter().flatten();
    let files = files.filter_map(|file| {
        let name = file.path().strip_prefix(public).unwrap().to_string_lossy().into_owned();
        Some((name, fs::read(file.path()).ok()?))
    });
    files.filter(|(name, _)| !name.starts_with(".briefbook")).collect()
}

fn letter(number: usize) -> String {
    format!("content/documents/n{number}.md")
}

fn text(body: &str) -> String {
    format!(
        "---\ntitle: A letter\ndate: 1842\nsource: {{publication: Notes}}\nrights: own-words\nsummary: Of the engine.\n---\n\nAda Lovelace wrote. {body}\n"
    )
}

#[cfg(unix)]
fn git(root: &Path, arguments: &[&str]) {
    let mut git = std::process::Command::new("git");
    git.args(["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]);
    let status = git.arg("-C").arg(root).args(arguments).status().unwrap();
    assert!(status.success(), "git {arguments:?}");
}

#[cfg(unix)]
fn check_program(options: &[&str]) {
    let watched = Watched::start(options);
    watched.check("the first build", |_| {});
    watched.check("in place", |root| fs::write(root.join(letter(1)), text("It snowed.")).unwrap());
    watched.check("the dance of Emacs", |root| {
        let file = root.join(letter(2));
        let lock = root.join("content/documents/.#n2.md");
        std::os::unix::fs::symlink("ada@engine.1842", &lock).unwrap();
        fs::write(root.join("content/documents/#n2.md#"), "half").unwrap();
        fs::rename(&file, root.join("content/documents/n2.md~")).unwrap();
        fs::write(&file, text("It hailed.")).unwrap();
        fs::remove_file(root.join("content/documents/#n2.md#")).unwrap();
        fs::remove_file(lock).unwrap();
    });
    watched.check("a burst of 200", |root| {
        for number in 0..200 {
            fs::write(root.join(letter(number)), text("It thundered.")).unwrap();
        }
    });
    watched.check("saves during a build", |root| {
        for turn in 0..60 {
            fs::write(root.join(letter(turn % 7)), text(&format!("It rained {turn} days.")))
                .unwrap();
            std::thread::sleep(Duration::from_millis(15));
        }
    });
    watched.check("deleted, and nested folders made", |root| {
        fs::remove_file(root.join(letter(3))).unwrap();
        fs::create_dir_all(root.join("static/a/b/c")).unwrap();
        fs::write(root.join("static/a/b/c/d.txt"), "deep").unwrap();
    });
    watched.check("a renamed folder", |root| {
        fs::rename(root.join("static/a/b"), root.join("static/a/e")).unwrap();
    });
    watched.check("and a file in it", |root| {
        fs::write(root.join("static/a/e/c/d.txt"), "deeper").unwrap();
    });
    let root = watched.book.root();
    git(root, &["init", "-q", "-b", "main"]);
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "one"]);
    git(root, &["checkout", "-qb", "other"]);
    watched.check("work on a branch", |root| {
        fs::remove_dir_all(root.join("static")).unwrap();
        for number in 50..150 {
            fs::remove_file(root.join(letter(number))).unwrap();
        }
        fs::write(root.join(letter(4)), text("It froze.")).unwrap();
        fs::write(root.join("content/about.md"), "---\ntitle: About\n---\n\nUs.\n").unwrap();
    });
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "two"]);
    watched.check("checkout", |root| git(root, &["checkout", "-q", "main"]));
    watched.check("and back", |root| git(root, &["checkout", "-q", "other"]));
}

#[cfg(unix)]
#[test]
fn all_ends_right_when_told() {
    check_program(&[]);
}

#[cfg(unix)]
#[test]
fn all_ends_right_by_polling() {
    check_program(&["--poll"]);
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_tried_again() {
    let watched = Watched::start(&[]);
    watched.check("the first build", |_| {});
    let public = watched.book.root().join("public");
    fs::remove_dir_all(&public).unwrap();
    fs::write(&public, "not a folder").unwrap();
    fs::write(watched.book.root().join(letter(1)), text("It snowed.")).unwrap();
    watched.program.line_with("error: ");
    watched.check("the folder is free again", |_| fs::remove_file(&public).unwrap());
}
