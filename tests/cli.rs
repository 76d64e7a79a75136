//! The program through its command line: exit codes, what goes to which stream, and commands that
//! write files.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
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
    let book = root.to_str().unwrap();
    check(&root, &["init", book], 1, "", "is not empty: it has `.briefbook`, `.github`, ");
    check(&root, &["init", root.join("site.toml").to_str().unwrap()], 1, "", "is a file");
    let plain = folder.path().join("plain");
    fs::create_dir_all(plain.join(".git")).unwrap();
    check(&root, &["init", plain.to_str().unwrap()], 0, "", "");
    assert!(!plain.join(".github").exists());
}

/// The schema that a file names, relative to the file.
fn named_schema(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let line = text.lines().find(|line| line.contains("schema"))?;
    let name = line
        .strip_prefix("# yaml-language-server: $schema=")
        .or_else(|| line.strip_prefix("#:schema "))?;
    let target = path.parent().unwrap().join(name);
    let schema: serde_json::Value =
        serde_json::from_slice(&fs::read(target).unwrap_or_else(|_| panic!("{path:?}: {name}")))
            .unwrap();
    Some(schema["title"].as_str().unwrap().to_owned())
}

#[test]
fn every_file_of_a_new_book_names_its_schema() {
    let folder = starter();
    let root = folder.path().join("book");
    let files = [
        ("site.toml", "site.toml"),
        ("content/index.md", "Front matter of a standing page"),
        ("content/about.md", "Front matter of a standing page"),
        ("content/documents/1904-02-the-answer.md", "Front matter of a document"),
        ("content/documents/1903-11-a-letter-about-the-pier.md", "Front matter of a document"),
        ("content/documents/1903-11-a-letter-about-the-pier.notes.yaml", "Notes on a document"),
        ("content/people/edda-quist.md", "Front matter of a person"),
        ("content/people/ilse-tramm.md", "Front matter of a person"),
        ("content/people/tobias-renn.md", "Front matter of a person"),
        ("content/agreements/harbour-accord.md", "Front matter of an agreement"),
        ("content/offices/harbour-master.md", "Front matter of an office"),
    ];
    for (file, title) in files {
        assert_eq!(named_schema(&root.join(file)).as_deref(), Some(title), "{file}");
    }
    let content = tree_of(&root.join("content")).len();
    assert_eq!(content, files.len() - 1, "a file of the starter is not in the list");
    // The schemas are those that the program prints, and no part of the book.
    let printed = run(&root, &["schema", "person"]).stdout;
    assert_eq!(fs::read(root.join(".briefbook/schemas/person.json")).unwrap(), printed);
    check(&root, &["build"], 0, "", "");
    fs::remove_dir_all(root.join(".briefbook")).unwrap();
    check(&root, &["build"], 0, "", "0 written, 0 removed");
    check(&root, &["new", "person", "Without"], 0, "", "");
    assert_eq!(named_schema(&root.join("content/people/without.md")), None);
    check(&root, &["schema", "--write"], 0, ".briefbook/schemas/person.json", "");
    check(&root, &["new", "person", "With"], 0, "", "");
    assert!(named_schema(&root.join("content/people/with.md")).is_some());
}

#[test]
fn a_schema_line_moves_no_place() {
    let line = "# yaml-language-server: $schema=../../.briefbook/schemas/x.json\n";
    let book = Book::new(&[(
        "site.toml",
        "#:schema ./x.json\ntitle = \"T\"\nbase_url = \"https://a.example/\"\nlanguag = \"en\"\n",
    )]);
    book.write(
        "content/people/ada.md",
        &format!("---\n{line}title: Ada\nbron: 1815\n---\n\nAda.\n"),
    );
    book.write(
        "content/documents/a.md",
        &format!("---\r\n{line}title: A\r\nrights: excerpt\r\nsource: {{publication: P}}\r\ndate: 2015\r\n---\r\n\r\nAda came.\r\n"),
    );
    book.write(
        "content/documents/a.notes.yaml",
        &format!(
            "\u{feff}{line}notes:\n- at: {{quote: {{exact: gone}}}}\n  text: x\n  knd: context\n"
        ),
    );
    let said = check(book.root(), &["check", "--format", "json"], 1, "", "");
    let findings: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    let places: Vec<String> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| format!("{}:{}:{} {}", f["path"], f["line"], f["column"], f["code"]))
        .collect();
    for place in [
        "\"site.toml\":4:1 \"config-unknown-key\"",
        "\"content/people/ada.md\":4:1 \"content-unknown-key\"",
        "\"content/documents/a.notes.yaml\":5:3 \"content-unknown-key\"",
        "\"content/documents/a.notes.yaml\":3:3 \"note-lost\"",
    ] {
        assert!(places.iter().any(|p| p == place), "{place} is not in {places:#?}");
    }
    let only = "# yaml-language-server: $schema=x.json\n";
    book.write("content/documents/a.notes.yaml", only);
    let said = check(book.root(), &["mentions", "--format", "csv"], 1, "", "");
    assert!(String::from_utf8_lossy(&said.stdout).contains(",Ada,"));
    assert!(!String::from_utf8_lossy(&said.stderr).contains("a.notes.yaml"));
}

const KINDS: [&str; 10] = [
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

/// The starter with a declared kind.
fn with_ships() -> (tempfile::TempDir, PathBuf) {
    let folder = starter();
    let root = folder.path().join("book");
    let site = fs::read_to_string(root.join("site.toml")).unwrap();
    fs::write(root.join("site.toml"), site + "\n[kinds.ship]\nfolder = \"ships\"\n").unwrap();
    (folder, root)
}

fn errors(root: &Path) -> Vec<serde_json::Value> {
    let findings = run(root, &["check", "--format", "json"]).stdout;
    let findings: Vec<serde_json::Value> = serde_json::from_slice(&findings).unwrap();
    findings.into_iter().filter(|f| f["severity"] == "error").collect()
}

#[test]
fn new_writes_files_that_check_takes() {
    let (_folder, root) = with_ships();
    let mut written = Vec::new();
    for kind in KINDS {
        let said = check(&root, &["new", kind, "Zoë: a \"test\""], 0, "zoe-a-test.md", "");
        written.push(root.join(String::from_utf8(said.stdout).unwrap().trim()));
    }
    assert_eq!(errors(&root), Vec::<serde_json::Value>::new());
    for path in &written {
        let schema = named_schema(path).unwrap();
        assert_eq!(schema.contains("declared"), path.to_string_lossy().contains("ships"));
        // Every key that is commented out is one that the reader takes, with the value given.
        let text = fs::read_to_string(path).unwrap();
        let prose = |line: &str| line.starts_with("# ") && !line.starts_with("#  ");
        let lines = text.lines().map(|line| match line.strip_prefix('#') {
            Some(open) if !prose(line) => open,
            _ => line,
        });
        let open: String = lines.map(|line| line.to_owned() + "\n").collect();
        assert_ne!(open, text);
        fs::write(path, open).unwrap();
    }
    let names: Vec<_> = errors(&root)
        .into_iter()
        .filter(|f| {
            !["reference-unknown", "content-redirect", "output-collision"]
                .contains(&f["code"].as_str().unwrap())
        })
        .collect();
    assert_eq!(names, Vec::<serde_json::Value>::new());
}

#[test]
fn new_takes_every_title() {
    let (_folder, root) = with_ships();
    let long = "memorandum ".repeat(28);
    let wide = "字".repeat(300);
    let titles = [
        ("Đỗ Mười", "do-muoi"),
        ("-x", "x"),
        ("--- # not: a, comment", "not-a-comment"),
        ("'single' and \"double\" \\ back", "single-and-double-back"),
        ("⚓ Harbour 🛳️", "harbour"),
        ("two\nlines\tand a tab", "two-lines-and-a-tab"),
        ("[list] {map} *a &b !c %d @e `f` | > ?", "list-map-a-b-c-d-e-f"),
        ("true", "true"),
        ("2015", "2015"),
        ("<b>bold</b> & {{ tera }} {% if %}", "b-bold-b-tera-if"),
        (&long, "memorandum-memorandum"),
        (&wide, "字字字"),
    ];
    for kind in KINDS {
        for (title, slug) in titles {
            check(&root, &["new", kind, title], 0, slug, "");
        }
    }
    assert_eq!(errors(&root), Vec::<serde_json::Value>::new());
    let text = fs::read_to_string(root.join("content/people/do-muoi.md")).unwrap();
    assert!(text.contains("title: \"Đỗ Mười\"\n"), "{text}");
    check(&root, &["new", "person", "?! —"], 2, "", "no letter or digit");
    check(&root, &["new", "person", ""], 2, "", "no letter or digit");
}

#[test]
fn new_writes_nothing_over_and_says_what_it_knows() {
    let (_folder, root) = with_ships();
    let path = root.join("content/people/edda-quist.md");
    let before = fs::read(&path).unwrap();
    check(
        &root,
        &["new", "person", "Edda Quist"],
        1,
        "",
        "`content/people/edda-quist.md` is there already",
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    let known = "The kinds are document, page, person, agreement, organization, place, event, office, vessel, ship.";
    let said = check(&root, &["new", "shipp", "X"], 2, "", "did you mean `ship`?");
    assert!(String::from_utf8_lossy(&said.stderr).contains(known));
    check(&root, &["new", "People", "X"], 2, "", "did you mean `person`?");
    check(&root, &["new", "documnet", "X"], 2, "", "did you mean `document`?");
    check(&root, &["new", "zzz", "X"], 2, "", "`zzz` is no kind of this book\n");
    check(
        &root,
        &["new", "page", "Ships"],
        1,
        "",
        "the address `/ships/` is that of the list of ships",
    );
    check(&root, &["new", "page", "Documents"], 1, "", "list of documents");
    check(&root, &["new", "page", "Index"], 1, "", "is there already");
    check(&root, &["new", "page"], 2, "", "TITLE");
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
    check(&root, &["build", "--base-url", "nonsense"], 2, "", "no web address");
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
    check(&root, &["build", "--explain", "/nobody/"], 2, "", "no page `/nobody/`");
    check(&root, &["build", "--explain", "people/eda-quist/"], 2, "", "`/people/edda-quist/`?");
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

/// A book in which two people share a surname.
fn holms() -> Book {
    let site = "title = \"T\"\nbase_url = \"https://a.example/\"\n[editors.am]\nname = \"A M\"\n";
    let book = Book::new(&[("site.toml", site)]);
    book.write("content/people/ada-holm.md", "---\ntitle: Ada Holm\n---\n");
    book.write("content/people/erik-holm.md", "---\ntitle: Erik Holm\n---\n");
    book.write("content/places/norland.md", "---\ntitle: Norland\nlink: never\n---\n");
    let front = "---\ntitle: A\ndate: 2015\nrights: excerpt\nsource: {publication: P}\n";
    let body = "# Of Ada Holm\n\nAda Holm came to Norland.\n\nHolm spoke. Erik Holm left, and Holm wept.\n";
    book.write("content/documents/letter.md", &format!("{front}---\n\n{body}"));
    book.write(
        "content/documents/secret.md",
        &format!("{front}draft: true\n---\n\n[[people/ada-holm|She]] wrote.\n"),
    );
    book.write(
        "content/documents/letter.notes.yaml",
        "# a comment\nnotes:\n- id: n-1\n  kind: context\n  at: {quote: {exact: came to Norland}}\n  text: By ship.\n  by: am\n  on: 2015-06\n  visibility: internal\n\
         - at: {quote: {exact: Holm}}\n  text: Which?\n- at: {quote: {exact: gone}}\n  is: people/ada-holm\n",
    );
    book
}

#[test]
fn explain_says_why_a_name_is_linked() {
    let book = holms();
    let said = check(book.root(), &["explain", "letter"], 0, "", "");
    let expect = "\
documents/letter:8:6    recorded  full-name   Ada Holm   people/ada-holm
    found     its full name
    unlinked  names in headings are recorded only
    not       people/erik-holm: the other words of the name are not its own
documents/letter:10:1   linked    full-name   Ada Holm   people/ada-holm
    found     its full name
    not       people/erik-holm: the other words of the name are not its own
documents/letter:10:18  recorded  full-name   Norland    places/norland
    found     its full name
    unlinked  places/norland says `link: never`
documents/letter:12:1   recorded  short-form  Holm       people/ada-holm
    found     a short form, after “Ada Holm” on line 8
    unlinked  the link is on line 10; the policy wants no more
    not       people/erik-holm: not named before this in the document
documents/letter:12:13  linked    full-name   Erik Holm  people/erik-holm
    found     its full name
    not       people/ada-holm: the other words of the name are not its own
documents/letter:12:33  doubtful  short-form  Holm       -
    found     a surname or short form
    perhaps   people/ada-holm: named earlier
    perhaps   people/erik-holm: named earlier
    unlinked  decide it in the notes file, with `is:` or `not:`
";
    assert_eq!(String::from_utf8_lossy(&said.stdout), expect);
    let said = check(book.root(), &["explain", "content/documents/letter.md:10"], 0, "Norland", "");
    assert_eq!(String::from_utf8_lossy(&said.stdout).matches("documents/letter:10:").count(), 2);
    check(book.root(), &["explain", "letter:9"], 0, "", "names nothing of the register on line 9");
    check(book.root(), &["explain", "letter:99"], 2, "", "has 12 lines; there is no line 99");
    let beyond = "letter:99999999999999999999999";
    check(book.root(), &["explain", beyond], 2, "", "no line 99999999999999999999999");
    check(&book.root().join("nope"), &["check"], 2, "", "there is no folder `");
    check(book.root(), &["import", "nope.txt"], 2, "", "nope.txt: cannot be read");
    check(book.root(), &["explain", "lettre"], 2, "", "did you mean `documents/letter`?");
    check(book.root(), &["explain", "secret"], 0, "explicit", "is a draft");
}

#[test]
fn notes_are_listed_with_what_became_of_them() {
    let book = holms();
    let said = check(book.root(), &["notes"], 0, "", "");
    let expect = "\
content/documents/letter.notes.yaml:3   anchored   10:10  context             internal  am  2015-06  came to Norland
content/documents/letter.notes.yaml:10  ambiguous  -      commenting          public    -   -        Holm
content/documents/letter.notes.yaml:12  lost       -      is people/ada-holm  public    -   -        gone
";
    assert_eq!(String::from_utf8_lossy(&said.stdout), expect);
    let json = check(book.root(), &["notes", "--format", "json"], 0, "", "").stdout;
    let lines = check(book.root(), &["notes", "letter", "--format", "jsonl"], 0, "", "").stdout;
    let all: Vec<serde_json::Value> = serde_json::from_slice(&json).unwrap();
    let lines: Vec<serde_json::Value> = String::from_utf8(lines)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    assert_eq!(all, lines);
    assert_eq!(
        all[0],
        serde_json::json!({
            "path": "content/documents/letter.notes.yaml", "line": 3, "document": "documents/letter",
            "id": "n-1", "kind": "context", "by": "am", "on": "2015-06", "visibility": "internal",
            "status": "anchored", "at": {"line": 10, "column": 10}, "quote": "came to Norland",
            "text": "By ship.",
        })
    );
    check(book.root(), &["notes", "lettr"], 2, "", "did you mean `documents/letter`?");
    check(book.root(), &["notes", "secret"], 0, "", "no notes");
    book.remove("content/documents/letter.md");
    check(book.root(), &["notes"], 1, "no-document", "there is no document");
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
    book.write("content/a.md", "---\ntitle: A\n---\n\n[x](https://b.example/) [y](/people/ada/)\n");
    let listed = "not fetched (1):\n  https://b.example/ (content/a.md:5)";
    check(book.root(), &["check", "--todo"], 0, listed, "");
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
    check(&root, &["build"], 0, "", "1 document");
    let page =
        fs::read_to_string(root.join("public/documents/the-harbour-is-deep-enough/index.html"))
            .unwrap();
    assert!(page.contains("He found nine fathoms."));
}
