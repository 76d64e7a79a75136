//! briefbook builds annotated, cross-linked briefing books from plain files.
#![allow(missing_docs)]

pub mod config;
pub mod content;
pub mod date;
pub mod diag;
pub mod hash;
pub mod markdown;
pub mod mentions;
pub mod notes;
pub mod path;
pub mod register;
pub mod pipeline;
pub mod checks;
pub mod source;
pub mod yaml;
pub mod site;
pub mod templates;
pub mod views;
