//! The files of an import: originals read, documents written.
//!
//! In: the book's root, files, [`Options`]. Out: a [`Report`] for each file, or an
//! [`ImportError`] with every failure, and then nothing is written. Never: a file written over
//! without [`Existing::Update`]; a front matter that exists changed; a half-written file; a
//! path that a text could choose (names are slugs).

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::{
    diff,
    problem::{ImportError, LARGEST, Problem},
    report::{Outcome, Report},
    stubs,
    text::{self, Imported},
    write,
};
use crate::path::{SourcePath, is_slug, slug_of};

/// What to do with a document that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Existing {
    /// Leave it; another text of the same title gets a numbered name.
    #[default]
    Keep,
    /// `--update`: write its body anew if it holds the same words, else refuse and show the
    /// difference.
    Update,
}

/// Whether to write stub files for names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stubs {
    /// No.
    #[default]
    None,
    /// `--stubs`: a draft for each name after a title that the book does not know.
    Write,
}

/// How to import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What to do with a document that exists.
    pub existing: Existing,
    /// Whether to write stub files for names.
    pub stubs: Stubs,
}

/// Longest slug, in bytes, so that every file system takes the name.
const LONGEST_SLUG: usize = 100;

const DOCUMENTS: &str = "content/documents";

const SITE: &str =
    "title = \"Imported texts\"\nbase_url = \"http://localhost/\"\nlanguage = \"en\"\n";

/// Imports plain-text files into the book at `root`. All are read and planned before the first
/// is written; a root without `site.toml` gets a small one. Documents written before a later one
/// could not be are whole and stay: the same command goes on from them.
pub fn run(root: &Path, files: &[PathBuf], options: Options) -> Result<Vec<Report>, ImportError> {
    let mut failures = Vec::new();
    let mut plans: Vec<Plan> = Vec::new();
    for file in files {
        match read(file).and_then(|text| plan(root, file, text, options.existing, &plans)) {
            Ok(plan) => plans.push(plan),
            Err(problem) => failures.push((file.clone(), problem)),
        }
    }
    if !failures.is_empty() {
        return Err(ImportError { failures });
    }
    let site = site_file(root)?;
    let mut reports = Vec::new();
    for plan in plans {
        reports.push(carry_out(root, plan, options.stubs)?);
    }
    if let (Some(note), Some(first)) = (site, reports.first_mut()) {
        first.notes.insert(0, note);
    }
    Ok(reports)
}

/// One file's import, decided and not yet done.
struct Plan {
    file: PathBuf,
    imported: Imported,
    path: SourcePath,
    outcome: Outcome,
    /// The bytes to write; none if the file is right already.
    content: Option<String>,
}

fn read(file: &Path) -> Result<Imported, Problem> {
    let facts = fs::metadata(file).map_err(Problem::Unreadable)?;
    if facts.is_dir() {
        return Err(Problem::Folder);
    }
    if facts.len() > LARGEST {
        return Err(Problem::TooLarge(facts.len()));
    }
    let bytes = fs::read(file).map_err(Problem::Unreadable)?;
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let imported = text::read(&name, &bytes).map_err(Problem::NotText)?;
    match imported.paragraphs.is_empty() {
        true => Err(Problem::NothingLeft),
        false => Ok(imported),
    }
}

fn plan(
    root: &Path,
    file: &Path,
    imported: Imported,
    existing: Existing,
    before: &[Plan],
) -> Result<Plan, Problem> {
    let slug = slug(&imported);
    let mut first_other: Option<(SourcePath, String)> = None;
    let make = |imported, path, outcome, content| {
        Ok(Plan { file: file.to_owned(), imported, path, outcome, content })
    };
    for number in 1.. {
        let path = document_path(&slug, number);
        if let Some(plan) = before.iter().find(|plan| plan.path == path) {
            if write::body(&plan.imported) == write::body(&imported) {
                return make(imported, path, Outcome::Unchanged, None);
            }
            continue;
        }
        let old = match fs::read(root.join(path.as_str())) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return match (existing, first_other) {
                    (Existing::Update, Some((path, old))) => Err(differs(path, &old, &imported)),
                    _ => {
                        let content = Some(write::document(&imported));
                        make(imported, path, Outcome::Written, content)
                    }
                };
            }
            Err(error) => return Err(Problem::Unwritable(path, error)),
        };
        if diff::same_words(&old, &write::body(&imported)) {
            return match existing {
                Existing::Keep => make(imported, path, Outcome::Unchanged, None),
                Existing::Update => {
                    let content = Some(diff::with_body(&old, &write::body(&imported)));
                    make(imported, path, Outcome::Updated, content)
                }
            };
        }
        first_other = first_other.or(Some((path, old)));
    }
    Err(Problem::NothingLeft)
}

fn differs(path: SourcePath, old: &str, imported: &Imported) -> Problem {
    let diff = diff::paragraphs(old, &write::body(imported));
    Problem::Differs(path, diff)
}

/// The slug of the title; where that has no letters, of the file's name.
fn slug(imported: &Imported) -> String {
    let stem = imported.name.split('.').next().unwrap_or_default();
    let slugs = [slug_of(&imported.title.text), slug_of(stem)].map(cut);
    slugs.into_iter().find(|slug| is_slug(slug)).unwrap_or_else(|| "document".into())
}

/// At most [`LONGEST_SLUG`] bytes, whole words where there are several.
fn cut(mut slug: String) -> String {
    if slug.len() <= LONGEST_SLUG {
        return slug;
    }
    let end = (0..=LONGEST_SLUG).rev().find(|&at| slug.is_char_boundary(at)).unwrap_or(0);
    slug.truncate(end);
    let word = slug.rfind('-').unwrap_or(slug.len());
    slug.truncate(word);
    slug
}

fn document_path(slug: &str, number: usize) -> SourcePath {
    let number = if number == 1 { String::new() } else { format!("-{number}") };
    path_of(&format!("{DOCUMENTS}/{slug}{number}.md"))
}

/// Slugs hold no slash and no dot, so that a path made of them is always legal.
fn path_of(text: &str) -> SourcePath {
    SourcePath::new(text).unwrap_or_else(|bad| unreachable!("{text}: {}", bad.0))
}

/// Writes a small `site.toml` where there is none.
fn site_file(root: &Path) -> Result<Option<String>, ImportError> {
    if root.join("site.toml").exists() {
        return Ok(None);
    }
    put(root, &path_of("site.toml"), SITE)?;
    Ok(Some("there was no site.toml: a small one was written; give the book its title".into()))
}

fn carry_out(root: &Path, plan: Plan, stubs: Stubs) -> Result<Report, ImportError> {
    if let Some(content) = &plan.content {
        put(root, &plan.path, content)?;
    }
    let mut report = Report::new(plan.file, plan.path, plan.outcome, &plan.imported);
    if stubs == Stubs::Write {
        let known = stubs::known(root);
        for stub in stubs::stubs(&plan.imported, &known) {
            let path = path_of(&format!("content/people/{}.md", stub.slug));
            if !root.join(path.as_str()).exists() {
                put(root, &path, &stub.content())?;
                report.stubs.push(path);
            }
        }
    }
    Ok(report)
}

fn put(root: &Path, path: &SourcePath, content: &str) -> Result<(), ImportError> {
    write_whole(&root.join(path.as_str()), content).map_err(|error| ImportError {
        failures: vec![(root.join(path.as_str()), Problem::Unwritable(path.clone(), error))],
    })
}

/// Writes beside the file and renames: the file is old or new, never half.
fn write_whole(file: &Path, content: &str) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut staged = tempfile::Builder::new().prefix(".import-").tempfile_in(folder)?;
    staged.write_all(content.as_bytes())?;
    readable(staged.as_file())?;
    staged.persist(file).map(|_| ()).map_err(|error| error.error)
}

/// Temporary files are for their owner alone; a book's are for whom the folder lets in.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "A bridge falls\n\nIt rained all day, and Mayor Ann Lee never saw the water rise.\n";
    const PATH: &str = "content/documents/a-bridge-falls.md";

    /// A folder with originals in `in/`, and the book in `book/`.
    struct Scratch(tempfile::TempDir);

    impl Scratch {
        fn new(files: &[(&str, &[u8])]) -> Self {
            let scratch = Self(tempfile::tempdir().unwrap());
            files.iter().for_each(|(name, bytes)| scratch.file(name, bytes));
            scratch
        }

        fn file(&self, name: &str, bytes: &[u8]) {
            fs::create_dir_all(self.0.path().join("in")).unwrap();
            fs::write(self.0.path().join("in").join(name), bytes).unwrap();
        }

        fn run(&self, names: &[&str], existing: Existing) -> Result<Vec<Report>, ImportError> {
            let files: Vec<_> = names.iter().map(|n| self.0.path().join("in").join(n)).collect();
            run(&self.root(), &files, Options { existing, stubs: Stubs::None })
        }

        fn root(&self) -> PathBuf {
            self.0.path().join("book")
        }

        fn book(&self, path: &str) -> String {
            fs::read_to_string(self.root().join(path)).unwrap_or_default()
        }
    }

    /// One bad file: the sentence about it, and an untouched book.
    fn check(bytes: &[u8], expect: &str) {
        let scratch = Scratch::new(&[("bad.txt", bytes), ("good.txt", TEXT.as_bytes())]);
        let error = scratch.run(&["good.txt", "bad.txt"], Existing::Keep).unwrap_err();
        let line = error.to_string();
        assert!(line.ends_with(&format!("bad.txt: {expect}")), "{line}");
        assert!(!scratch.root().exists());
    }

    #[test]
    fn bad_input_is_one_sentence_and_changes_nothing() {
        check(b"", "holds no text");
        check(b" \n\n", "holds no text");
        check(b"a\0b", "is a binary file, not a text");
        check(b"Share\nMenu\n", "holds nothing but page furniture");
        check(
            b"<!doctype html><p>x",
            "is an HTML page; copy its text into a plain text file and import that",
        );
    }

    #[test]
    fn folders_and_missing_files() {
        let scratch = Scratch::new(&[("a.txt", b"x")]);
        let error = scratch.run(&["", "none.txt"], Existing::Keep).unwrap_err().to_string();
        let lines: Vec<_> = error.lines().collect();
        assert!(lines[0].ends_with(": is a folder; name the text files in it"), "{error}");
        assert!(lines[1].contains("none.txt: cannot be read: "), "{error}");
    }

    #[test]
    fn documents_are_numbered_never_written_over() {
        let other = TEXT.replace("rained", "snowed");
        let scratch = Scratch::new(&[("a.txt", TEXT.as_bytes()), ("b.txt", other.as_bytes())]);
        let reports = scratch.run(&["a.txt", "b.txt", "a.txt"], Existing::Keep).unwrap();
        assert_eq!(reports[2].outcome, Outcome::Unchanged);
        let paths: Vec<_> = reports.iter().map(|r| r.written.as_str()).collect();
        assert_eq!(paths, [PATH, "content/documents/a-bridge-falls-2.md", PATH]);
        assert!(scratch.book("site.toml").contains("base_url") && reports[0].notes.len() == 1);
        let edited = scratch.book(PATH).replace("publication: unknown", "publication: Mine");
        fs::write(scratch.root().join(PATH), &edited).unwrap();
        let again = scratch.run(&["a.txt", "b.txt", "a.txt"], Existing::Keep).unwrap();
        assert!(again.iter().all(|r| r.outcome == Outcome::Unchanged && r.notes.is_empty()));
        assert_eq!(scratch.book(PATH), edited);
    }

    #[test]
    fn update_keeps_the_front_matter_and_refuses_other_words() {
        let scratch = Scratch::new(&[("a.txt", TEXT.as_bytes())]);
        scratch.run(&["a.txt"], Existing::Update).unwrap();
        let made = scratch.book(PATH);
        let edited = made.replace("publication: unknown", "publication: Mine");
        fs::write(scratch.root().join(PATH), edited.replace("rained", "*rained*")).unwrap();
        let report = scratch.run(&["a.txt"], Existing::Update).unwrap();
        assert_eq!(report[0].outcome, Outcome::Updated);
        assert_eq!(scratch.book(PATH), edited);
        scratch.file("a.txt", TEXT.replace("rained", "snowed").as_bytes());
        let error = scratch.run(&["a.txt"], Existing::Update).unwrap_err().to_string();
        assert!(error.contains("\n  - It rained") && error.contains("\n  + It snowed"), "{error}");
        assert_eq!(scratch.book(PATH), edited);
        assert!(!scratch.root().join("content/documents/a-bridge-falls-2.md").exists());
    }

    #[test]
    fn stubs_are_drafts_of_people_the_book_does_not_know() {
        let scratch = Scratch::new(&[("a.txt", TEXT.as_bytes())]);
        let options = Options { existing: Existing::Keep, stubs: Stubs::Write };
        let files = [scratch.0.path().join("in/a.txt")];
        let reports = run(&scratch.root(), &files, options).unwrap();
        assert_eq!(reports[0].stubs, [path_of("content/people/ann-lee.md")]);
        assert!(scratch.book("content/people/ann-lee.md").contains("\ndraft: true\n"));
        assert!(run(&scratch.root(), &files, options).unwrap()[0].stubs.is_empty());
    }

    #[test]
    fn slugs_are_short_and_never_empty() {
        let slug = |title: &str, name: &str| {
            let text = format!("{title}\n\n{}", &TEXT[16..]);
            super::slug(&text::read(name, text.as_bytes()).unwrap())
        };
        assert_eq!(slug("Что дальше?", "a.txt"), slug_of("Что дальше?"));
        assert_eq!(slug("***", "b c.txt"), "b-c");
        assert_eq!(slug("***", "??"), "document");
        let long = slug(&"longword ".repeat(30), "a.txt");
        assert!(long.len() <= LONGEST_SLUG && long.ends_with("longword"), "{long}");
    }
}
