//! `briefbook build --explain PAGE`: why a page would or would not be rendered.
//!
//! In: a book put together and the address of a page. Out: the parts of the page's key and whether
//! the output folder has it already. Never: a write.

use std::path::Path;

use super::{Failure, Outcome, talk};
use crate::{
    diag::did_you_mean,
    output::{Output, Sink},
    path::Route,
    pipeline::{Options, Pipeline, render::Renderer},
};

/// Prints the parts of a page's key and whether the output has it already. Writes nothing.
pub(super) fn explain(
    pipeline: &mut Pipeline,
    options: &Options,
    output_dir: &Path,
    root: &Path,
    page: &str,
) -> Result<Outcome, Failure> {
    let assembled = pipeline.assemble(options, &mut ());
    let address = format!("/{}", page.trim_start_matches('/'));
    let route = Route::new(&address).ok();
    let wanted = assembled.plan.iter().find(|plan| Some(&plan.route) == route.as_ref());
    let Some(wanted) = wanted else {
        let known = assembled.plan.iter().map(|plan| plan.route.as_str());
        let hint = did_you_mean(&address, known);
        let hint = hint.map_or(String::new(), |likely| format!("; did you mean `{likely}`?"));
        talk::error(&format!("the book has no page `{address}`{hint}"));
        return Ok(Outcome::WrongUse);
    };
    let route = &wanted.route;
    let output = Output::open(output_dir, root)?;
    let renderer = Renderer {
        source: pipeline.source(),
        site: &assembled.site,
        plan: &assembled.plan,
        templates: &assembled.templates,
        bodies: &assembled.bodies,
        sink: &output,
    };
    let key = renderer.key(wanted);
    let known = output.known_key(&wanted.output);
    let verdict = match known {
        None => "rendered: the output folder has no such page as it was written",
        Some(known) if known == key.whole() => "kept: its key is the one in the output folder",
        Some(_) => "rendered: its key differs from the one in the output folder",
    };
    talk::data(&format!(
        "{route} ({})\n  view      {}\n  template  {}\n  program   {}\n  together  {}\n  {verdict}\n",
        wanted.template,
        key.view,
        key.template,
        key.program,
        key.whole()
    ));
    Ok(Outcome::Fine)
}
