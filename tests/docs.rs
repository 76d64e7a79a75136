//! The guides tell the truth: their examples are read by the readers, and the commands and options
//! that they name are those of the program.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use briefbook::{
    config::{self, Kinds},
    content, notes,
    path::SourcePath,
};

const GUIDES: [&str; 5] =
    ["README.md", "docs/files.md", "docs/editing.md", "docs/publishing.md", "CONTRIBUTING.md"];

fn guide(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// What the program prints as help on a command.
fn help(command: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_briefbook")).args(command).arg("--help").output().unwrap();
    assert!(output.status.success(), "{command:?} is no command");
    String::from_utf8(output.stdout).unwrap()
}

/// The code blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let parts = text.split(fence.as_str()).skip(1);
    parts.map(|part| part.split("```").next().unwrap().to_owned()).collect()
}

/// Everything in backticks or an indented line that begins with `briefbook`.
fn commands(text: &str) -> Vec<Vec<String>> {
    let text = text.replace('\n', " ");
    let spans = text.split('`').skip(1).step_by(2).filter_map(|span| {
        let words: Vec<String> = span.split_whitespace().map(str::to_owned).collect();
        (words.first()? == "briefbook" && words.len() > 1).then(|| words[1..].to_vec())
    });
    spans.collect()
}

#[test]
fn examples_are_read_without_a_finding() {
    let text = guide("docs/files.md");
    let path = |text: &str| SourcePath::new(text).unwrap();
    let toml = blocks(&text, "toml");
    assert_eq!(config::parse::parse(&SourcePath::site_toml(), &toml[0]).1, []);
    let markdown = blocks(&text, "markdown");
    assert_eq!(content::document::parse(&path("content/documents/a.md"), &markdown[0]).1, []);
    let kinds = Kinds::default();
    let person = kinds.named("person").unwrap();
    let (_, found) =
        content::entity_file::parse(&path("content/people/a.md"), &markdown[1], person);
    assert_eq!(found, []);
    let yaml = blocks(&text, "yaml");
    assert_eq!(notes::file::parse(&path("content/documents/a.notes.yaml"), &yaml[0]).1, []);
    assert_eq!([toml.len(), markdown.len(), yaml.len()], [1, 2, 1], "an example is not read");
}

#[test]
fn commands_and_options_are_those_of_the_program() {
    for name in GUIDES {
        for words in commands(&guide(name)) {
            let help = help(&[&words[0]]);
            for option in words.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(option.as_str()), "{name}: {words:?}: no {option}");
            }
        }
    }
}

#[test]
fn every_command_is_in_the_guides() {
    let told: BTreeSet<String> = GUIDES
        .iter()
        .flat_map(|name| commands(&guide(name)))
        .map(|words| words[0].clone())
        .collect();
    let help = help(&[]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let known = list.lines().filter_map(|line| line.split_whitespace().next());
    let missing: Vec<&str> =
        known.filter(|name| *name != "help" && !told.contains(*name)).collect();
    assert!(missing.is_empty(), "the guides do not speak of {missing:?}");
}

#[test]
fn every_key_of_the_schemas_is_in_the_guide() {
    let text = guide("docs/files.md");
    for file in ["site", "document", "page", "entity", "notes"] {
        let output =
            Command::new(env!("CARGO_BIN_EXE_briefbook")).args(["schema", file]).output().unwrap();
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        for key in schema["properties"].as_object().unwrap().keys() {
            assert!(
                text.contains(key.as_str()),
                "docs/files.md does not speak of `{key}` ({file})"
            );
        }
    }
}
