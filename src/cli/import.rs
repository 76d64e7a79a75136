//! `briefbook import`.
//!
//! In: plain texts. Out: documents, and what was left out of them. Never:
//! a fact that the text does not show.

use std::path::Path;

use super::{Failure, Outcome, args::ImportArgs, talk};
use crate::import::{self, Existing, Options, Stubs};

/// Turns plain texts into documents and says what was left out of them.
pub(super) fn run(root: &Path, args: &ImportArgs) -> Result<Outcome, Failure> {
    let options = Options {
        existing: if args.update { Existing::Update } else { Existing::Keep },
        stubs: if args.stubs { Stubs::Write } else { Stubs::None },
    };
    let reports = match import::run(root, &args.files, options) {
        Ok(reports) => reports,
        Err(error) if error.names_nothing() => {
            talk::error(&error.to_string());
            return Ok(Outcome::WrongUse);
        }
        Err(error) => return Err(error.into()),
    };
    for report in reports {
        talk::data(&report.render());
    }
    Ok(Outcome::Fine)
}
