//! `briefbook init`.
//!
//! In: a folder that has nothing but perhaps a `.git`. Out: a small working book in it, with the
//! schemas that its files name. Never: a file written over or removed.

use std::{borrow::Cow, fs, io, path::Path};

use include_dir::{Dir, include_dir};

use super::{Failure, Outcome, schema, talk};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Files of the starter that have another name in a book, or are written only when asked for.
const IGNORE: (&str, &str) = ("gitignore", ".gitignore");
const PAGES: (&str, &str) = ("pages.yml", ".github/workflows/pages.yml");

/// Whether a new book has a workflow that publishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workflow {
    /// It has none.
    None,
    /// To GitHub Pages, after each push.
    GithubPages,
}

/// Makes a small working book in a folder that has nothing but perhaps a `.git`.
pub(super) fn run(dir: &Path, workflow: Workflow) -> Result<Outcome, Failure> {
    if dir.exists() && !dir.is_dir() {
        return Err(Failure(format!("`{}` is a file; name a new folder", dir.display())));
    }
    let present = present(dir)?;
    if !present.is_empty() {
        let message = format!(
            "`{}` is not empty: it has {}; name a new folder",
            dir.display(),
            listed(&present)
        );
        return Err(Failure(message));
    }
    for (path, bytes) in files(workflow) {
        let path = dir.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        }
        fs::write(&path, bytes).map_err(|error| unwritable(&path, &error))?;
    }
    talk::say(&format!(
        "A book is in {0}. Look at it with `briefbook --root {0} serve --open`, then edit its files.",
        dir.display()
    ));
    Ok(Outcome::Fine)
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure(format!("`{}` cannot be written: {error}", path.display()))
}

/// What stands in the folder, but for `.git`, by name.
fn present(dir: &Path) -> Result<Vec<String>, Failure> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    let unreadable =
        |error: io::Error| Failure(format!("`{}` cannot be read: {error}", dir.display()));
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.retain(|name| name != ".git");
    names.sort();
    Ok(names)
}

/// The first names of a list, and how many more there are.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The files of a new book: path and bytes, in order of path.
pub fn files(workflow: Workflow) -> Vec<(String, Cow<'static, [u8]>)> {
    let schemas = schema::all().into_iter().map(|(path, text)| (path, text.into_bytes().into()));
    let mut files: Vec<_> = schemas.collect();
    let mut folders = vec![&STARTER];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let target = match (&*path, workflow) {
                (path, _) if path == IGNORE.0 => IGNORE.1.to_owned(),
                (path, Workflow::None) if path == PAGES.0 => continue,
                (path, Workflow::GithubPages) if path == PAGES.0 => PAGES.1.to_owned(),
                (path, _) => path.to_owned(),
            };
            files.push((target, file.contents().into()));
        }
    }
    files.sort();
    files
}
