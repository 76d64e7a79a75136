//! The command line.
//!
//! In: arguments. Out: calls of the other rooms, data on standard output, talk on standard error,
//! an exit code: 0 fine, 1 errors found, 2 wrong use. Never: a decision that another room should
//! take.

mod args;
mod build;
mod check;
mod columns;
mod document;
mod explain;
mod import;
pub mod init;
mod mentions;
mod new;
mod notes;
mod page;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod talk;
mod template;
mod todo;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

pub use args::{Args, Command};
use init::Workflow;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong.
    Fine,
    /// The book has errors, or a command could not do its work.
    Errors,
    /// The arguments name nothing that there is. The command has said so, and done nothing.
    WrongUse,
}

/// What a command could not do, in a sentence for a person.
#[derive(Debug)]
pub struct Failure(pub String);

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::FAILURE,
        Ok(Outcome::WrongUse) => ExitCode::from(2),
        Err(Failure(message)) => {
            talk::error(&message);
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<Outcome, Failure> {
    let own = matches!(
        args.command,
        Command::Init { .. } | Command::Schema { .. } | Command::Completions { .. } | Command::Man
    );
    if !own && !args.root.is_dir() {
        talk::error(&format!("there is no folder `{}`", args.root.display()));
        return Ok(Outcome::WrongUse);
    }
    match &args.command {
        Command::Build(options) => build::run(&args.root, options),
        Command::Check(options) => check::run(&args.root, options),
        Command::Mentions { format } => mentions::run(&args.root, *format),
        Command::Explain { document } => explain::run(&args.root, document),
        Command::Notes { document, format } => notes::run(&args.root, document.as_deref(), *format),
        Command::Import(options) => import::run(&args.root, options),
        Command::Watch(options) => watch::run(&args.root, options),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::run(&args.root, options),
        #[cfg(not(feature = "serve"))]
        Command::Serve(_) => {
            Err(Failure("this program was built without its preview server".into()))
        }
        Command::New { kind, title } => new::run(&args.root, kind, title),
        Command::Init { dir, pages: true } => init::run(dir, Workflow::GithubPages),
        Command::Init { dir, pages: false } => init::run(dir, Workflow::None),
        Command::Schema { file, .. } => schema::run(&args.root, *file),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "briefbook", &mut script);
            talk::data(&String::from_utf8_lossy(&script));
            Ok(Outcome::Fine)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            talk::data(&String::from_utf8_lossy(&page));
            Ok(Outcome::Fine)
        }
    }
}
