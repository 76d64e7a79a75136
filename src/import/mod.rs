//! Import: plain-text originals, as copied from web pages, as documents of the book.
//!
//! In: files outside the book. Out: `content/documents/<slug>.md` for each, and a [`Report`] that
//! accounts for every line. Never: a word of a text changed, moved or lost without a line in the
//! report; a fact from outside the text; a file written over unless the editor asked and the words
//! are the same.
//!
//! [`text::read`] and [`write::document`] are pure; only [`files`] and [`stubs::known`] touch the
//! disk. The way of a text: bytes ([`decode`]), paragraphs ([`lines`]), what each is
//! ([`furniture`], [`evidence`], [`sorter`], [`doubts`]), Markdown ([`write`](mod@write)).

pub mod decode;
pub mod diff;
pub mod doubts;
pub mod evidence;
pub mod files;
pub mod furniture;
pub mod lines;
pub mod problem;
pub mod report;
mod rules;
pub mod sorter;
pub mod stubs;
pub mod text;
pub mod write;

pub use files::{Existing, Options, Stubs, run};
pub use problem::{ImportError, Problem};
pub use report::{Outcome, Report};
pub use text::Imported;
