//! Files that are copied: those of the theme, and those of the book over them.
//!
//! In: the embedded theme and the book's `static/`. Out: output paths with bytes, in the root of
//! the site: `static/scan.png` has the address `/scan.png`. Never: a change
//! to a file's bytes.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::{
    hash::ContentHash,
    path::{OutputPath, SourcePath},
    source::Snapshot,
};

static THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Where a copied file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The theme in the program.
    Theme(&'static [u8]),
    /// A file of the book.
    Book(SourcePath),
}

/// A file to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Where to.
    pub output: OutputPath,
    /// From where.
    pub origin: Origin,
    /// The hash of its bytes.
    pub hash: ContentHash,
}

/// All files to copy, in order of path.
pub fn assets(snapshot: &Snapshot) -> Vec<Asset> {
    let mut assets = BTreeMap::new();
    let mut folders = vec![&THEME];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if let Ok(output) = OutputPath::new(&path) {
                let hash = ContentHash::of(file.contents());
                assets.insert(
                    output.clone(),
                    Asset { output, origin: Origin::Theme(file.contents()), hash },
                );
            }
        }
    }
    for (path, stamp) in snapshot.iter() {
        let Some(name) = path.as_str().strip_prefix("static/") else { continue };
        if let Ok(output) = OutputPath::new(name) {
            let asset = Asset {
                output: output.clone(),
                origin: Origin::Book(path.clone()),
                hash: stamp.hash,
            };
            assets.insert(output, asset);
        }
    }
    if let Ok(output) = OutputPath::new(".nojekyll") {
        let hash = ContentHash::of(b"");
        assets.insert(output.clone(), Asset { output, origin: Origin::Theme(b""), hash });
    }
    assets.into_values().collect()
}
