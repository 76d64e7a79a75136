//! What each file of a book is, by its path alone.
//!
//! In: a path and the book's kinds. Out: its [`Role`], or a finding. Never: the file's bytes.

use crate::{
    config::{Kind, Kinds},
    diag::Report,
    path::{SourcePath, is_slug},
};

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `site.toml`.
    Config,
    /// `content/documents/<slug>.md`.
    Document,
    /// `content/documents/<slug>.notes.yaml`.
    Notes,
    /// A file in a kind's folder.
    Entity(Kind),
    /// Any other Markdown below `content/`.
    Page,
    /// Below `templates/`: its name there.
    Template(String),
    /// Below `static/`.
    Static,
    /// Something else below `content/`: not the tool's.
    Other,
}

/// The role of a file.
///
/// # Errors
/// If its name cannot become an address.
pub fn role(path: &SourcePath, kinds: &Kinds) -> Result<Role, Report> {
    let text = path.as_str();
    if let Some(name) = text.strip_prefix("templates/") {
        return Ok(Role::Template(name.to_owned()));
    }
    if text.starts_with("static/") {
        return Ok(Role::Static);
    }
    let Some(inside) = text.strip_prefix("content/") else { return Ok(Role::Config) };
    let folder = inside.split_once('/').map(|(folder, _)| folder);
    if folder == Some("documents") && text.ends_with(".notes.yaml") {
        return Ok(Role::Notes);
    }
    let Some(steps) = inside.strip_suffix(".md") else { return Ok(Role::Other) };
    let role = match folder {
        Some("documents") => Role::Document,
        Some(folder) => {
            kinds.of_folder(folder).map_or(Role::Page, |kind| Role::Entity(kind.clone()))
        }
        None => Role::Page,
    };
    let deep = role != Role::Page && steps.matches('/').count() > 1;
    if deep {
        let message = format!("`{text}` lies too deep: files lie directly in their folder");
        return Err(Report::new("content-bad-slug", message));
    }
    match steps.split('/').find(|step| !is_slug(step)) {
        None => Ok(role),
        Some(step) => {
            let hint = format!("name it `{}`", crate::path::slug_of(step));
            let message = format!("`{step}` cannot be part of an address");
            Err(Report::new("content-bad-slug", message).hint(hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: Option<Role>) {
        assert_eq!(role(&SourcePath::new(path).unwrap(), &Kinds::default()).ok(), expect, "{path}");
    }

    #[test]
    fn roles() {
        let person = Kinds::default().named("person").unwrap().clone();
        check("site.toml", Some(Role::Config));
        check("content/documents/a.md", Some(Role::Document));
        check("content/documents/a.notes.yaml", Some(Role::Notes));
        check("content/people/ada.md", Some(Role::Entity(person)));
        check("content/about.md", Some(Role::Page));
        check("content/more/about.md", Some(Role::Page));
        check("content/documents/scan.png", Some(Role::Other));
        check("templates/a/b.html", Some(Role::Template("a/b.html".into())));
        check("static/a.css", Some(Role::Static));
        check("content/documents/A B.md", None);
        check("content/documents/x/a.md", None);
    }
}
