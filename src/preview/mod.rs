//! The preview: shows the book on this machine while editors work on it.
//!
//! In: whole generations of the book, held in memory, and what keeps the next from being built.
//! Out: pages over HTTP on 127.0.0.1, under the book's base path, by the rules of GitHub Pages;
//! open pages reload when the book changes. Never: a file of the disk, a page made of two
//! generations, an answer to a page of another site or to another machine.
//!
//! Every request is answered from the one generation that was shown when it came ([`Server`]).
//! The rules stand apart from the wires: `guard` says who is answered at all, `address` which
//! file an address means, `page` what is added to pages, `reply` which headers go with it.

mod address;
mod guard;
mod page;
mod problem;
mod reply;
mod server;

pub use problem::Problem;
pub use server::{Options, PreviewError, Server};

/// The folder below the base path that belongs to the preview itself.
const RESERVED: &str = ".briefbook/";
