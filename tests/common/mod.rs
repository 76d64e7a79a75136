//! What the integration tests share: small books in temporary folders, built into memory.

#![allow(dead_code, unreachable_pub, reason = "each test uses its part")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use briefbook::{
    diag::Finding,
    output::{Built as Committed, Generation, Memory},
    pipeline::{Built, Options, Pipeline},
    source::Source,
};

/// The files of a site: path and bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The folder of the project.
pub fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, by relative path.
pub fn tree_of(folder: &Path) -> Tree {
    fn walk(root: &Path, folder: &Path, tree: &mut Tree) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, tree);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut tree = Tree::new();
    walk(folder, folder, &mut tree);
    tree
}

/// Writes files into a folder.
pub fn write_tree(folder: &Path, tree: &Tree) {
    for (name, bytes) in tree {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// A book in a temporary folder.
pub struct Book {
    folder: tempfile::TempDir,
}

impl Book {
    /// A book of these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let book = Self { folder: tempfile::tempdir().unwrap() };
        for (path, text) in files {
            book.write(path, text);
        }
        book
    }

    /// A copy of a folder.
    pub fn copy_of(folder: &Path) -> Self {
        let book = Self { folder: tempfile::tempdir().unwrap() };
        write_tree(book.root(), &tree_of(folder));
        book
    }

    /// A copy of the book in this repository: of its files, not of all that lies beside them.
    pub fn first() -> Self {
        let book = Self { folder: tempfile::tempdir().unwrap() };
        fs::copy(project().join("site.toml"), book.root().join("site.toml")).unwrap();
        for folder in ["content", "templates", "static"] {
            write_tree(&book.root().join(folder), &tree_of(&project().join(folder)));
        }
        book
    }

    /// Its folder.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    /// Builds it for the public, from nothing, into memory.
    pub fn build(&self) -> (Tree, Vec<Finding>) {
        self.build_with(&Options::default())
    }

    /// Builds it from nothing into memory.
    pub fn build_with(&self, options: &Options) -> (Tree, Vec<Finding>) {
        let mut pipeline = Pipeline::new(Source::new(self.root()));
        let built = build(&mut pipeline, options, &Generation::default());
        let tree = built.committed.map(|c| tree(&c.generation)).unwrap_or_default();
        (tree, built.findings)
    }
}

/// Builds with a warm pipeline, over an earlier generation.
pub fn build(pipeline: &mut Pipeline, options: &Options, before: &Generation) -> Built<Committed> {
    pipeline.build(options, Memory::after(before), &mut ()).unwrap()
}

/// The files of a generation.
pub fn tree(generation: &Generation) -> Tree {
    let file = |path: &briefbook::path::OutputPath| {
        let bytes = generation.get(path.as_str()).unwrap();
        (path.to_string(), bytes.to_vec())
    };
    generation.paths().map(file).collect()
}

/// A file of a tree as text.
pub fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", tree.keys()));
    std::str::from_utf8(bytes).unwrap()
}
