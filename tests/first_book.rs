//! Every mention of the first book, as somebody went through it by hand.
//!
//! `first_book/mentions.tsv` has a line for each: document, line, surface, entity, rule, outcome.
//! `BLESS=1 cargo test --test first_book` writes it; read the difference before you commit.

use std::{collections::BTreeSet, env, fmt::Write, fs, path::Path, process::Command};

const ADVICE: &str = "\
Lines with - are gone, lines with + are new.
If you changed content/: look at each + in its sentence. Is it that entity, and the whole name? If
not, decide it in the document's notes file (`is:` or `not:`) or in the entity's `aliases`, `short`
or `never`. Was a name that now stands in the text not found? Then the entity lacks an alias.
If you changed the engine: a + or - that is wrong is a mistake in the engine, not in this list.
When every line is right: BLESS=1 cargo test --test first_book, and commit the list with the rest.";

/// The mentions as `briefbook mentions` gives them, a line each.
fn mentions(root: &Path) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_briefbook"))
        .arg("--root")
        .arg(root)
        .args(["mentions", "--format", "jsonl"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(line).collect()
}

fn line(json: &str) -> String {
    let row: serde_json::Value = serde_json::from_str(json).unwrap();
    let word = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let candidates = || {
        let all = row["candidates"].as_array().into_iter().flatten();
        all.filter_map(|c| c["entity"].as_str()).collect::<Vec<_>>().join(" or ")
    };
    let entity = row["entity"].as_str().map_or_else(candidates, str::to_owned);
    let document = word("document").trim_start_matches("documents/").to_owned();
    let surface = word("text").split_whitespace().collect::<Vec<_>>().join(" ");
    let at = row["line"].to_string();
    [document, at, surface, entity, word("rule"), word("status")].join("\t")
}

/// What is in one list and not in the other; of lines that repeat, how often counts.
fn difference(before: &[String], after: &[String]) -> String {
    let times = |list: &[String], line: &String| list.iter().filter(|l| *l == line).count();
    let all: BTreeSet<&String> = before.iter().chain(after).collect();
    let mut told = String::new();
    for line in all {
        let (was, is) = (times(before, line), times(after, line));
        let sign = if is > was { '+' } else { '-' };
        for _ in 0..was.abs_diff(is) {
            let _ = writeln!(told, "{sign} {line}");
        }
    }
    told
}

#[test]
fn every_mention_is_one_that_was_looked_at() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = root.join("tests/first_book/mentions.tsv");
    let found = mentions(root);
    assert!(found.len() > 250, "only {} mentions", found.len());
    if env::var_os("BLESS").is_some() {
        fs::write(&list, found.join("\n") + "\n").unwrap();
    }
    let known: Vec<String> =
        fs::read_to_string(&list).unwrap_or_default().lines().map(str::to_owned).collect();
    let told = difference(&known, &found);
    assert!(told.is_empty(), "the mentions differ from {}\n{told}\n{ADVICE}", list.display());
    assert!(known == found, "the mentions stand in another order\n{ADVICE}");
}
