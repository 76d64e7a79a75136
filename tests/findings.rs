//! One tiny book for each code of the catalogue, with exactly what `check` says of it.
//!
//! `BLESS=1 cargo test --test findings` writes the expected texts; read them before you commit.
//! What git cannot keep (bytes that are no text, links, very large files) is made here.

mod common;

use std::{env, fs, path::Path, process::Command};

use briefbook::diag::catalogue::ENTRIES;
use common::{Book, project};

/// Adds to a book what git cannot keep.
fn complete(code: &str, root: &Path) {
    let content = root.join("content");
    let documents = content.join("documents");
    if code == "content-missing" {
        return;
    }
    let _ = fs::create_dir_all(&documents);
    match code {
        "content-encoding" => {
            fs::write(documents.join("a.md"), b"---\ntitle: \xff\n---\n").unwrap()
        }
        "content-too-large" => {
            let long = "x".repeat(70_000);
            fs::write(documents.join("a.md"), format!("---\ntitle: {long}\n---\n")).unwrap();
        }
        #[cfg(unix)]
        "source-symlink" => {
            std::os::unix::fs::symlink("/etc/hostname", documents.join("a.md")).unwrap();
        }
        // A folder's link to itself cannot be listed, whoever asks.
        #[cfg(unix)]
        "source-unreadable" => {
            std::os::unix::fs::symlink("static", root.join("static")).unwrap();
        }
        _ => {}
    }
}

#[test]
fn every_code_has_its_book_and_its_words() {
    let bless = env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for entry in ENTRIES {
        let folder = project().join("tests/findings").join(entry.code);
        let book = Book::copy_of(&folder.join("book"));
        complete(entry.code, book.root());
        let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
            .arg("--root")
            .arg(book.root())
            .args(["check"])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        if !said.contains(&format!("[{}]", entry.code)) {
            wrong.push(format!("{}: not reported, but:\n{said}", entry.code));
        }
        let failed = output.status.code() == Some(1);
        if (entry.severity == briefbook::diag::Severity::Error) && !failed {
            wrong.push(format!(
                "{}: an error, but the exit code is {:?}",
                entry.code,
                output.status.code()
            ));
        }
        let expected = folder.join("expected.txt");
        if bless {
            fs::write(&expected, &said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{}: says now:\n{said}", entry.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_of_findings_is_true() {
    let path = project().join("docs/findings.md");
    let mut page = "# Findings\n\nEverything that `briefbook check` can say. An error means that a page would be wrong, \
                    broken or unlawful to publish: nothing is written. A warning fails a build only with `--strict`; \
                    information never does.\n\n| code | severity | what it means and what to do |\n|---|---|---|\n"
        .to_owned();
    for entry in ENTRIES {
        page.push_str(&format!(
            "| `{}` | {:?} | {} |\n",
            entry.code, entry.severity, entry.explanation
        ));
    }
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        page,
        "run BLESS=1 cargo test --test findings"
    );
}
