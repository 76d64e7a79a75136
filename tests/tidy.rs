//! The house rules that a compiler does not know: which room may use which, who may touch files,
//! and that every file says what it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each room and the rooms that it may use. A new edge is an event: think, and change the map in
/// `src/lib.rs` in the same commit.
const ROOMS: &[(&str, &[&str])] = &[
    ("path", &[]),
    ("hash", &[]),
    ("diag", &["path"]),
    ("date", &[]),
    ("yaml", &["diag"]),
    ("source", &["diag", "hash", "path"]),
    ("config", &["content", "diag", "path"]),
    ("markdown", &["diag", "hash", "path"]),
    ("content", &["config", "date", "diag", "hash", "markdown", "path", "yaml"]),
    ("register", &["config", "content", "date", "diag", "hash", "path"]),
    ("mentions", &["config", "content", "date", "diag", "hash", "markdown", "path", "register"]),
    ("notes", &["content", "date", "diag", "hash", "markdown", "path", "yaml"]),
    (
        "site",
        &["config", "content", "date", "diag", "hash", "markdown", "mentions", "notes", "path"],
    ),
    (
        "views",
        &[
            "config", "content", "date", "diag", "hash", "markdown", "mentions", "notes", "path",
            "site",
        ],
    ),
    ("templates", &["diag", "hash", "path"]),
    ("output", &["diag", "hash", "path"]),
    (
        "checks",
        &["config", "content", "date", "diag", "markdown", "mentions", "notes", "path", "site"],
    ),
    (
        "pipeline",
        &[
            "checks",
            "config",
            "content",
            "date",
            "diag",
            "hash",
            "markdown",
            "mentions",
            "notes",
            "output",
            "path",
            "register",
            "site",
            "source",
            "templates",
            "views",
            "yaml",
        ],
    ),
    ("import", &["content", "date", "diag", "hash", "markdown", "path"]),
    ("watch", &["path", "source"]),
    ("preview", &["diag", "output", "path"]),
];

/// The rooms that may touch the file system.
const FILE_ROOMS: &[&str] = &["source", "output", "import", "watch", "preview", "cli"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The room and the text, without its tests, of every file of `src`.
fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let room = |path: &Path| {
        let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
        first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let text = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned()
    };
    rust_files(&src).into_iter().map(|path| (room(&path), path.clone(), text(&path))).collect()
}

/// The rooms that a text uses, from its `use crate::…` lines and its `crate::…` paths.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let name = |text: &str| {
            text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
        };
        match rest.strip_prefix('{') {
            None => drop(rooms.insert(name(rest))),
            Some(group) => {
                let (mut depth, mut item) = (0, String::new());
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => {
                            rooms.insert(name(item.trim()));
                            item.clear();
                            continue;
                        }
                        _ => {}
                    }
                    item.push(c);
                }
                rooms.insert(name(item.trim()));
            }
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn rooms_use_only_what_the_map_allows() {
    let allowed: BTreeMap<_, BTreeSet<_>> =
        ROOMS.iter().map(|(room, uses)| (*room, uses.iter().copied().collect())).collect();
    let mut wrong = Vec::new();
    // A file `tests.rs` is declared as one, or it would not compile.
    let code = |(_, path, _): &(String, PathBuf, String)| !path.ends_with("tests.rs");
    for (room, path, text) in sources().into_iter().filter(code) {
        let free = matches!(&*room, "main" | "lib" | "cli");
        for used in used_rooms(&text) {
            let legal =
                used == room || free || allowed.get(&*room).is_some_and(|a| a.contains(&*used));
            if !legal || (used == "cli" && room != "cli" && room != "main") {
                wrong.push(format!("{}: {room} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "edges that the map does not have:\n{}", wrong.join("\n"));
}

#[test]
fn the_map_lists_every_room_in_reading_order() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let mut expected: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    expected.push("cli");
    assert_eq!(declared, expected);
    for room in expected {
        assert!(
            lib.contains(&format!("[`{room}`]")),
            "the map in lib.rs does not speak of `{room}`"
        );
    }
}

#[test]
fn only_some_rooms_touch_files_or_the_clock() {
    let files = ["std::fs", " fs::", " File::open", "canonicalize("];
    let world = ["SystemTime::now", "std::env", "env::var", "Instant::now"];
    let mut wrong = Vec::new();
    for (room, path, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            let file =
                files.iter().any(|word| code.contains(word)) && !FILE_ROOMS.contains(&&*room);
            let clock = world.iter().any(|word| code.contains(word))
                && !matches!(&*room, "cli" | "watch" | "preview" | "source" | "main");
            if file || clock {
                wrong.push(format!("{}:{}: {}", path.display(), at + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "the world reaches in:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_holds_one_noun() {
    for (_, path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not open with `//!`", path.display());
        let lines = text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines without its tests", path.display());
    }
}

#[test]
fn every_code_is_in_the_docs_and_has_a_book() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_to_string(root.join("docs/findings.md")).unwrap();
    for entry in briefbook::diag::catalogue::ENTRIES {
        let row = format!("`{}` | {:?} | {}", entry.code, entry.severity, entry.explanation);
        assert!(
            docs.contains(&row.to_lowercase()) || docs.contains(&row),
            "docs/findings.md lacks: {row}"
        );
        let book = root.join("tests/findings").join(entry.code);
        assert!(book.is_dir(), "no tiny book for {}", entry.code);
    }
}
