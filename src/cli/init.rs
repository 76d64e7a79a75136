//! `briefbook init`.

use std::{fs, path::Path};

use include_dir::{Dir, include_dir};

use super::{Failure, Outcome, talk};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Files of the starter that have another name in a book, or are written only when asked for.
const IGNORE: (&str, &str) = ("gitignore", ".gitignore");
const PAGES: (&str, &str) = ("pages.yml", ".github/workflows/pages.yml");

/// Makes a small working book in a folder that has nothing but perhaps a `.git`.
pub(super) fn run(dir: &Path, pages: bool) -> Result<Outcome, Failure> {
    if let Ok(entries) = fs::read_dir(dir) {
        for entry in entries {
            let name = entry?.file_name();
            if name != ".git" {
                let message = format!(
                    "{} is not empty (it has `{}`); name a new folder",
                    dir.display(),
                    name.to_string_lossy()
                );
                return Err(Failure(message));
            }
        }
    }
    for (path, bytes) in files(pages) {
        let path = dir.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    talk::say(&format!(
        "A book is in {0}. Look at it with `briefbook --root {0} serve --open`, then edit its files.",
        dir.display()
    ));
    Ok(Outcome::Fine)
}

/// The files of a new book: path and bytes.
pub fn files(pages: bool) -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![&STARTER];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let target = match &*path {
                path if path == IGNORE.0 => IGNORE.1.to_owned(),
                path if path == PAGES.0 && !pages => continue,
                path if path == PAGES.0 => PAGES.1.to_owned(),
                path => path.to_owned(),
            };
            files.push((target, file.contents()));
        }
    }
    files.sort();
    files
}
