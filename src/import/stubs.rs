//! Stubs: drafts of entity files for people whom a text names with a title.
//!
//! In: an imported text and the names that the book knows. Out: [`Stub`]s, drafts for the editor
//! to complete or delete. Never: a stub that is published (each is a draft), a fact about the
//! person, a name without a title before it.

use std::{collections::BTreeSet, fs, path::Path};

use super::text::Imported;
use crate::path::{is_slug, slug_of};

/// A draft of a person's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stub {
    /// The name of its file.
    pub slug: String,
    /// The person's name, as the text has it.
    pub name: String,
    /// The sentence's beginning that names the person.
    pub context: String,
}

impl Stub {
    /// The file: a draft, with the context as a comment.
    pub fn content(&self) -> String {
        let title = serde_json::Value::from(self.name.as_str());
        format!(
            "---\n# CHECK: named in an imported text as: {}\ntitle: {title}\ndraft: true\n---\n",
            self.context
        )
    }
}

/// Last words of titles that stand before a name, in any subject.
const TITLES: [&str; 42] = [
    "President",
    "Minister",
    "Premier",
    "Chancellor",
    "Secretary",
    "Senator",
    "Congressman",
    "Congresswoman",
    "Representative",
    "Ambassador",
    "Governor",
    "Mayor",
    "General",
    "Admiral",
    "Colonel",
    "Major",
    "Captain",
    "Lieutenant",
    "Sergeant",
    "Commissioner",
    "Director",
    "Judge",
    "Justice",
    "Professor",
    "Doctor",
    "Dr",
    "Dr.",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Sir",
    "Lord",
    "Lady",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Bishop",
    "spokesperson",
];

/// Drafts for the people whom the text names in full after a title and the book does not know.
pub fn stubs(imported: &Imported, known: &BTreeSet<String>) -> Vec<Stub> {
    let mut seen = known.clone();
    let mut stubs = Vec::new();
    for paragraph in &imported.paragraphs {
        let words: Vec<&str> = paragraph.text.split(' ').collect();
        for at in 0..words.len() {
            let Some(name) =
                TITLES.contains(&words[at]).then(|| name_after(&words[at + 1..])).flatten()
            else {
                continue;
            };
            let slug = slug_of(&name);
            if is_slug(&slug) && slug.len() <= 100 && seen.insert(slug.clone()) {
                let from = at.saturating_sub(3);
                let to = words.len().min(at + 6);
                stubs.push(Stub { slug, name, context: words[from..to].join(" ") });
            }
        }
    }
    stubs
}

/// Two to four words with capitals that are no titles themselves, up to the first mark.
fn name_after(words: &[&str]) -> Option<String> {
    let skip = words.iter().take_while(|word| TITLES.contains(word)).count();
    let mut name: Vec<String> = Vec::new();
    for word in &words[skip..] {
        let initial = word.chars().count() == 2 && word.ends_with('.');
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let possessive = bare.strip_suffix("'s").or(bare.strip_suffix("’s"));
        let core = possessive.unwrap_or(bare);
        let letters = core.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
        if !core.starts_with(char::is_uppercase) || !letters || name.len() == 4 {
            break;
        }
        name.push(if initial { (*word).to_owned() } else { core.to_owned() });
        if !initial && core.len() != word.len() {
            break;
        }
    }
    (name.len() >= 2).then(|| name.join(" "))
}

/// Slugs of all titles and aliases of the book's files below `content/`, and of their names.
pub fn known(root: &Path) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root.join("content")).into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        known.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        let Ok(text) = fs::read_to_string(path) else { continue };
        let (front, _) = super::diff::split(&text);
        let front = front.trim().trim_matches('-');
        let Ok(front) = serde_yaml::from_str::<serde_yaml::Value>(front) else { continue };
        let aliases = front.get("aliases").and_then(|a| a.as_sequence()).into_iter().flatten();
        let names = front.get("title").into_iter().chain(aliases);
        known.extend(names.filter_map(|name| name.as_str()).map(slug_of));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let text = format!("A title\n\n{text}\n");
        let imported = super::super::text::read("a.txt", text.as_bytes()).unwrap();
        let known = BTreeSet::from(["jane-known".to_owned()]);
        let got: Vec<_> = stubs(&imported, &known).into_iter().map(|stub| stub.name).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn names_after_titles() {
        check("The Mayor Ann Lee, and Senator John B. Roe’s son.", &["Ann Lee", "John B. Roe"]);
        check("General Sir Ivo Marten said that Mr Marten was ill.", &["Ivo Marten"]);
        check("President Jane Known met nobody. The General was late.", &[]);
        check("Mayor Ann Lee met Mayor Ann Lee.", &["Ann Lee"]);
    }

    #[test]
    fn a_stub_is_a_draft() {
        let stub = Stub { slug: "a".into(), name: "A: B".into(), context: "Mayor A: B".into() };
        let expect = "---\n# CHECK: named in an imported text as: Mayor A: B\ntitle: \"A: B\"\ndraft: true\n---\n";
        assert_eq!(stub.content(), expect);
    }
}
