//! The command line.
//!
//! In: arguments. Out: calls of the other rooms, data on standard output, talk on standard error,
//! an exit code. Never: a decision that another room should take.

mod args;

pub use args::{Args, Command};
