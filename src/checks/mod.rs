//! Checks: what is wrong between files that are each right.
//!
//! In: what the files say of each other, as plain lists. Out: reports with their places. Never: a
//! file read, a change, a rendered page.

pub mod body;
pub mod folders;
pub mod links;
pub mod references;
