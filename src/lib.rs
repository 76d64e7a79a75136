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
pub mod output;
pub mod path;
#[cfg(feature = "serve")]
pub mod preview;
pub mod register;
pub mod watch;
