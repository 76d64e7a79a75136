//! `briefbook new`.

use std::{fs, path::Path};

use super::{Failure, Outcome, talk};
use crate::{
    config::{Kind, Shape},
    path::slug_of,
    pipeline::Pipeline,
    source::Source,
};

/// Writes a new file with the right front matter, and prints its path.
pub(super) fn run(root: &Path, kind: &str, title: &str) -> Result<Outcome, Failure> {
    let kinds = Pipeline::new(Source::new(root)).kinds();
    let slug = slug_of(title);
    if slug.is_empty() {
        return Err(Failure(format!("`{title}` has no letter or digit to make an address of")));
    }
    let (folder, text) = match (kind, kinds.named(kind)) {
        ("document", _) => ("content/documents/".to_owned(), document(title)),
        ("page", _) => ("content/".to_owned(), page(title)),
        (_, Some(kind)) => (format!("content/{}/", kind.folder), entity(kind, title)),
        _ => {
            let known: Vec<&str> = kinds.iter().map(|kind| &*kind.name).collect();
            return Err(Failure(format!(
                "`{kind}` is no kind; write document, page, {}",
                known.join(", ")
            )));
        }
    };
    let path = free_path(root, &folder, &slug);
    let file = root.join(&path);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, text)?;
    talk::data(&format!("{path}\n"));
    Ok(Outcome::Fine)
}

/// The first path of this slug that no file has.
fn free_path(root: &Path, folder: &str, slug: &str) -> String {
    let numbered = |number: usize| match number {
        1 => format!("{folder}{slug}.md"),
        number => format!("{folder}{slug}-{number}.md"),
    };
    let mut number = 1;
    while root.join(numbered(number)).exists() {
        number += 1;
    }
    numbered(number)
}

/// A title as YAML: JSON strings are YAML strings.
fn quoted(title: &str) -> String {
    serde_json::Value::from(title).to_string()
}

fn page(title: &str) -> String {
    format!("---\ntitle: {}\n# summary: One or two sentences.\n---\n\n", quoted(title))
}

fn document(title: &str) -> String {
    format!(
        "---\ntitle: {}\n\
         # date: 2015-06-01        # or 2015, 2015-06, \"2016-05~\" (about), \"2016-05?\" (perhaps)\n\
         # date_basis: What the date rests on.\n\
         source:\n  publication: unknown    # who published the text\n\
         \x20 description: What the text itself shows of where it comes from.\n\
         \x20 # kind: wire report      # newspaper, official, compilation, …\n\
         \x20 # author:\n  # url: https://…\n  # retrieved: 2026-01-31\n\
         rights: restricted        # public-domain, licensed, excerpt, own-words or restricted\n\
         # summary: One or two sentences.\n\
         # topics: []\n\
         draft: true               # take this line out to publish\n---\n\nThe text.\n",
        quoted(title)
    )
}

fn entity(kind: &Kind, title: &str) -> String {
    let special = match kind.shape {
        Shape::Person => {
            "# name: {order: family-first}   # where the family name comes first\n\
             # born: 1950\n\
             # offices:\n#   - office: a-slug-of-offices   # or title: President of Somewhere\n\
             #     from: 2009-01-20\n#     to: 2017-01-20        # exclusive; leave it out if not known\n"
        }
        Shape::Office => "# body: The state or organisation that it belongs to\n# variants: []\n",
        Shape::Agreement => {
            "# concluded_as: treaty       # executive agreement, memorandum, joint statement, …\n\
             # legal_status: binding     # or political\n# parties: []\n# signed: 2000-07-13\n\
             # in_force: 2001-12-10\n# status: in force\n# status_as_of: 2026-01-31\n"
        }
        Shape::Event => {
            "# start: 2015-06-01\n# end: 2015-06-02\n# place: a-slug-of-places\n# participants: []\n"
        }
        Shape::Declared => "# start: 2015\n# end: 2016\n# status:\n# status_as_of:\n",
        Shape::Plain => "",
    };
    format!(
        "---\ntitle: {}\n# aliases: []              # other names\n\
         # short: []                # names used after the first mention; leave it out to derive them\n\
         # summary: One or two sentences.\n{special}\
         # sources: []              # documents/a-slug, or {{title: …, url: …}}\n---\n\n",
        quoted(title)
    )
}
