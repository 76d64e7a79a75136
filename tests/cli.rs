//! The program through its command line: exit codes, what goes to which stream, and commands that
//! write files.

mod common;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use common::{Book, tree_of};

fn run(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .arg("--root")
        .arg(root)
        .args(args)
        .output()
        .unwrap()
}

/// Runs a command and compares exit code and what it says.
fn check(root: &Path, args: &[&str], code: i32, out: &str, err: &str) -> Output {
    let output = run(root, args);
    let (said, talked) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}\n{said}\n{talked}");
    assert!(said.contains(out), "{args:?}: stdout lacks {out:?}:\n{said}");
    assert!(talked.contains(err), "{args:?}: stderr lacks {err:?}:\n{talked}");
    output
}

/// The book that `init` makes.
fn starter() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("book");
    check(folder.path(), &["init", root.to_str().unwrap(), "--pages"], 0, "", "serve --open");
    folder
}

#[test]
fn init_makes_a_book_without_a_finding() {
    let folder = starter();
    let root = folder.path().join("book");
    check(&root, &["check", "--strict"], 0, "", "no findings");
    check(&root, &["build"], 0, "", "2 documents, 5 entities");
    assert!(root.join(".github/workflows/pages.yml").exists() && root.join(".gitignore").exists());
    check(&root, &["init", root.to_str().unwrap()], 1, "", "is not empty");
}

#[test]
fn new_writes_files_that_check_takes() {
    let folder = starter();
    let root = folder.path().join("book");
    fs::write(
        root.join("site.toml"),
        fs::read_to_string(root.join("site.toml")).unwrap()
            + "\n[kinds.ship]\nfolder = \"ships\"\n",
    )
    .unwrap();
    let kinds = [
        "document",
        "page",
        "person",
        "agreement",
        "organization",
        "place",
        "event",
        "office",
        "vessel",
        "ship",
    ];
    for kind in kinds {
        check(&root, &["new", kind, "Zoë: a \"test\""], 0, "zoe-a-test", "");
    }
    check(&root, &["new", "person", "Zoë: a \"test\""], 0, "content/people/zoe-a-test-2.md", "");
    let said = check(&root, &["check", "--format", "json"], 0, "", "");
    let findings: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    let bad: Vec<_> =
        findings.as_array().unwrap().iter().filter(|f| f["severity"] == "error").collect();
    assert!(bad.is_empty(), "{bad:#?}");
    check(&root, &["new", "shop", "X"], 1, "", "is no kind");
}

#[test]
fn build_reports_and_writes() {
    let folder = starter();
    let root = folder.path().join("book");
    check(&root, &["build"], 0, "", "0 unchanged");
    let before = tree_of(&root.join("public"));
    check(&root, &["build"], 0, "", "0 written, 0 removed");
    fs::write(root.join("content/people/edda-quist.md"), "---\ntitel: Edda\n---\n").unwrap();
    check(&root, &["build"], 1, "", "did you mean `title`?");
    assert_eq!(tree_of(&root.join("public")), before, "a build with errors changes nothing");
    check(&root, &["build", "--base-url", "nonsense"], 1, "", "no web address");
    check(&root, &["built"], 2, "", "unrecognized subcommand");
}

#[test]
fn explain_says_why() {
    let folder = starter();
    let root = folder.path().join("book");
    check(
        &root,
        &["build", "--explain", "/people/edda-quist/"],
        0,
        "rendered: the output folder has no such page",
        "",
    );
    check(&root, &["build"], 0, "", "");
    check(&root, &["build", "--explain", "people/edda-quist/"], 0, "kept: its key", "");
    check(&root, &["build", "--explain", "/nobody/"], 1, "", "no page");
}

#[test]
fn mentions_in_every_format() {
    let folder = starter();
    let root = folder.path().join("book");
    let said = check(&root, &["mentions", "--format", "jsonl"], 0, "", "");
    let text = String::from_utf8(said.stdout).unwrap();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = fs::read(root.join(format!("content/{}.md", row["document"].as_str().unwrap())))
            .unwrap();
        let (start, end) =
            (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        assert_eq!(
            &file[start..end],
            row["text"].as_str().unwrap().as_bytes(),
            "offsets are bytes of the file"
        );
    }
    assert!(
        text.contains("\"entity\":\"people/edda-quist\",\"kind\":\"person\",\"text\":\"Quist\""),
        "{text}"
    );
    check(
        &root,
        &["mentions", "--format", "csv"],
        0,
        "document,entity,kind,text,start,end,line,column,rule,status",
        "",
    );
    check(&root, &["mentions"], 0, "full-name", "");
}

#[test]
fn check_formats_and_todo() {
    let book = Book::new(&[("site.toml", "title = \"T\"\nbase_url = \"https://a.example/\"\n")]);
    book.write("content/people/ada.md", "---\ntitle: Ada\nborn: 1815\n---\n");
    check(book.root(), &["check"], 0, "warning[fact-unsourced]", "1 warning");
    check(book.root(), &["check", "--strict"], 1, "", "");
    check(
        book.root(),
        &["check", "--format", "github"],
        0,
        "::warning file=content/people/ada.md,line=3",
        "",
    );
    check(book.root(), &["check", "--todo"], 0, "Facts without a source (1):", "");
}

#[test]
fn portable_links_name_their_files() {
    let folder = starter();
    let root = folder.path().join("book");
    check(&root, &["build", "--portable"], 0, "", "");
    let page =
        fs::read_to_string(root.join("public/documents/1904-02-the-answer/index.html")).unwrap();
    assert!(page.contains("href=\"../../agreements/harbour-accord/index.html\""));
    let folders: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.ends_with('/') && !href.contains("://"))
        .collect();
    assert_eq!(folders, Vec::<&str>::new());
}

#[test]
fn generated_texts() {
    let here = Path::new(".");
    check(here, &["--help"], 0, "Build the book into a folder of static files", "");
    for shell in ["bash", "zsh", "fish"] {
        check(here, &["completions", shell], 0, "briefbook", "");
    }
    for file in ["site", "document", "page", "notes", "entity", "person", "declared"] {
        check(here, &["schema", file], 0, "json-schema.org/draft-07/schema#", "");
    }
    check(here, &["schema"], 2, "", "required");
    check(here, &["schema", "persn"], 2, "", "person");
    check(here, &["man"], 0, ".TH", "");
}

#[test]
fn import_then_build() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("letter.txt");
    fs::write(&source, "Skip to main content\nThe harbour is deep enough\n\nMARLOW - The pilot sounded it in March.\n\nHe found nine fathoms.\n").unwrap();
    let root = folder.path().join("book");
    fs::create_dir(&root).unwrap();
    check(&root, &["import", source.to_str().unwrap()], 0, "Skip to main content", "");
    check(&root, &["build"], 0, "", "1 documents");
    let page =
        fs::read_to_string(root.join("public/documents/the-harbour-is-deep-enough/index.html"))
            .unwrap();
    assert!(page.contains("He found nine fathoms."));
}
