//! `briefbook schema`: JSON Schemas, which let editors complete and check while they type.
//!
//! In: which kind of file. Out: a schema that says what the strict reader of such files accepts,
//! and the line with which a file names its schema. Never: a key that the reader does not know,
//! or a rule of its own; `tests/schema.rs` gives the same values to both and compares.
//!
//! The dialect is draft 7 without references, which every editor's plug-in understands.

mod entities;
mod files;
mod parts;

use std::{fs, path::Path};

use clap::ValueEnum;

use super::{Failure, Outcome, args::SchemaFile, talk};
use crate::config::{Kind, Shape};

/// Where a book keeps its schemas. The folder is no part of the book's sources.
pub(super) const FOLDER: &str = ".briefbook/schemas";

/// Prints a schema, or writes all of them into the book.
pub(super) fn run(root: &Path, file: Option<SchemaFile>) -> Result<Outcome, Failure> {
    if let Some(file) = file {
        talk::data(&text(file));
        return Ok(Outcome::Fine);
    }
    fs::create_dir_all(root.join(FOLDER))?;
    for (path, text) in all() {
        fs::write(root.join(&path), text)?;
        talk::data(&format!("{path}\n"));
    }
    Ok(Outcome::Fine)
}

/// The schema of a kind of file.
pub(super) fn text(file: SchemaFile) -> String {
    let schema = match file {
        SchemaFile::Site => files::site(),
        SchemaFile::Document => files::document(),
        SchemaFile::Page => files::page(),
        SchemaFile::Notes => files::notes(),
        SchemaFile::Entity => entities::any(),
        SchemaFile::Person => entities::of("a person", Shape::Person),
        SchemaFile::Agreement => entities::of("an agreement", Shape::Agreement),
        SchemaFile::Organization => entities::of("an organization", Shape::Plain),
        SchemaFile::Place => entities::of("a place", Shape::Plain),
        SchemaFile::Event => entities::of("an event", Shape::Event),
        SchemaFile::Office => entities::of("an office", Shape::Office),
        SchemaFile::Vessel => entities::of("a vessel", Shape::Plain),
        SchemaFile::Declared => {
            entities::of("an entity of a kind declared in site.toml", Shape::Declared)
        }
    };
    format!("{schema:#}\n")
}

/// All schemas: path below a book's root and text.
pub(super) fn all() -> Vec<(String, String)> {
    SchemaFile::value_variants().iter().map(|file| (path(*file), text(*file))).collect()
}

/// The path of a schema below a book's root.
pub(super) fn path(file: SchemaFile) -> String {
    let value = file.to_possible_value();
    format!("{FOLDER}/{}.json", value.as_ref().map_or("", |value| value.get_name()))
}

/// The schema of the entities of a kind.
pub(super) fn of_kind(kind: &Kind) -> SchemaFile {
    match (kind.shape, &*kind.name) {
        (Shape::Person, _) => SchemaFile::Person,
        (Shape::Agreement, _) => SchemaFile::Agreement,
        (Shape::Event, _) => SchemaFile::Event,
        (Shape::Office, _) => SchemaFile::Office,
        (Shape::Declared, _) => SchemaFile::Declared,
        (Shape::Plain, "place") => SchemaFile::Place,
        (Shape::Plain, "vessel") => SchemaFile::Vessel,
        (Shape::Plain, _) => SchemaFile::Organization,
    }
}

/// The comment with which a YAML file or front matter in this folder (`content/people/`) names
/// its schema.
pub(super) fn line(folder: &str, file: SchemaFile) -> String {
    let up = "../".repeat(folder.matches('/').count());
    format!("# yaml-language-server: $schema={up}{}\n", path(file))
}
