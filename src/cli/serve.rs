//! `briefbook serve`.

use std::{path::Path, process::Command};

use super::{
    Failure, Outcome,
    args::ServeArgs,
    talk,
    watch::{log_line, next_change, watcher, worth_showing},
};
use crate::{
    diag::render,
    output::{Generation, Memory},
    pipeline::{Options, Pipeline},
    preview::{self, Problem, Server},
    site::Audience,
    source::Source,
};

/// The port that is tried first.
const PORT: u16 = 3000;

/// Builds into memory, serves it, and does so again after every change.
pub(super) fn run(root: &Path, args: &ServeArgs) -> Result<Outcome, Failure> {
    let mut watcher = watcher(root, args.poll)?;
    let mut pipeline = Pipeline::new(Source::new(root));
    let options = Options { audience: Audience::Editors, ..Options::default() };
    let base_path = pipeline.base_path();
    let server = Server::start(&preview::Options { base_path, port: args.port.unwrap_or(PORT) })?;
    let mut generation = Generation::default();
    let mut changed = Vec::new();
    let mut opened = !args.open;
    loop {
        let mut progress = talk::Progress::new();
        let built = pipeline.build(&options, Memory::after(&generation), &mut progress)?;
        progress.clear();
        let shown = worth_showing(&built.findings);
        talk::findings(&shown);
        match built.committed {
            Some(committed) => {
                generation = committed.generation;
                server.publish(generation.clone());
                talk::say(&log_line(&changed, &built.tally, progress.elapsed()));
            }
            None => {
                server.show_problems(&shown.iter().map(Problem::from).collect::<Vec<_>>());
                talk::say(&format!(
                    "{}; the last good book stays",
                    render::summary(&built.findings)
                ));
            }
        }
        if changed.is_empty() {
            talk::say(&format!("Serving at {} – Ctrl-C ends", server.url()));
        }
        if !std::mem::replace(&mut opened, true) {
            open(server.url());
        }
        changed = next_change(&mut watcher, &mut pipeline);
    }
}

/// Opens an address in the person's browser; if that fails they have the address before them.
fn open(url: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if Command::new(program).arg(url).spawn().is_err() {
        talk::say(&format!("could not start a browser; open {url} yourself"));
    }
}
