//! briefbook builds annotated, cross-linked briefing books from plain files.
//!
//! This page is the map of the program. Read it before anything else; a room says more about
//! itself where it begins.
//!
//! # How data flows
//!
//! Pure stages, each a function of exactly what it is handed. Results of the costly ones are
//! remembered in tables keyed by content hash; only the [`pipeline`] sees them all.
//!
//! 1. [`source`] lists the files of a book: path, hash, size, time.
//! 2. [`config`] reads `site.toml`; each stage gets its slice of it.
//! 3. [`content`] reads a file: front matter with a place for every key, and where its body is.
//!    [`markdown`] turns the body into blocks of text with the place of every character, and
//!    [`yaml`] gives the places of the front matter's values.
//! 4. [`register`] is made from the entities: names, short forms, offices by date, and for each
//!    word of a name what the register knows about it.
//! 5. [`mentions`] links a document against the register; [`notes`] finds its notes again by what
//!    they quote. The key of that step holds the document's hash, its notes' and the register's
//!    answer for each of the document's words, "nothing" included. So a new alias relinks every
//!    document that it can touch, and few others.
//! 6. [`site`] puts the book together: who is named where, what happened when, which address is
//!    whose. Cheap, made anew for each build.
//! 7. [`views`] makes one closed value per page: everything that its template may show.
//! 8. [`templates`] renders a view if its key (view, body, template, program) is new. That
//!    comparison is the whole decision on what to render; there is no dependency graph.
//! 9. [`output`] puts the files in place, whole or not at all, and removes only what it wrote.
//!
//! # The rooms beside the line
//!
//! [`path`], [`hash`], [`date`] and [`diag`] are the words that all rooms share: checked paths and
//! ids, content hashes, dates of a known precision, findings with a place. [`checks`] finds what
//! is wrong between files that are each right. [`import`] turns plain texts into documents.
//! [`watch`] says when to look again and [`preview`] shows the last good book to this machine.
//! [`cli`] wires it all to the command line.
//!
//! # What is not there
//!
//! - Below the pipeline nothing reads a file, the clock, the environment or a random number.
//! - No stage takes the whole configuration, and none but `site` and `views` takes the whole book.
//! - Content trouble is never an `Err`: a stage gives a value and findings. `Err` is for the
//!   outside world.
//! - Templates cannot reach the site; a view calls nothing back.
//! - A later phase is another type: no field waits for a later stage to fill it.
//! - No command changes the words of a document: `import --update` writes a body anew only if it has
//!   the same words, and leaves the front matter.
//! - A room uses only rooms above it in the list below; `tests/tidy.rs` holds the whole table.

pub mod path;
pub mod hash;
pub mod diag;
pub mod date;
pub mod yaml;
pub mod source;
pub mod config;
pub mod markdown;
pub mod content;
pub mod register;
pub mod mentions;
pub mod notes;
pub mod site;
pub mod views;
pub mod templates;
pub mod output;
pub mod checks;
pub mod pipeline;
pub mod import;
pub mod watch;
#[cfg(feature = "serve")]
pub mod preview;
pub mod cli;
