//! The pipeline: the stages in order.
//!
//! In: a book's folder and what is wanted of it. Out: findings, a [`Site`], and a finished
//! [`Sink`]. Never: a stage's work done here; a decision on what a page shows. It is the only room
//! that sees all stages, and holds what they remember between builds.

pub mod assets;
pub mod bodies;
mod book;
pub mod link;
pub mod memo;
pub mod parse;
pub mod render;
pub mod roles;
pub mod texts;

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use crate::{
    config::{BaseUrl, Config, Kinds, parse as config_parse},
    diag::{self, Finding, Lines, Pending, Report, Severity},
    output::{OutputError, Sink},
    path::SourcePath,
    register::Register,
    site::{self, Audience, LinkStyle, Site},
    source::{Snapshot, Source},
    templates::Templates,
    views::{self, PlannedPage},
};
use book::Book;
use link::{Linked, Linker};
use memo::Table;
use parse::{Parsed, parse_all};
use render::{Counts, RenderError, Renderer};
use texts::Bodies;

/// What is wanted of a build.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Who it is for.
    pub audience: Audience,
    /// An address to publish under instead of the configured one.
    pub base_url: Option<BaseUrl>,
    /// How links name pages.
    pub links: LinkStyle,
}

/// The stages, as told to an observer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Listing and hashing files.
    Source,
    /// Reading and parsing them.
    Content,
    /// Making the register.
    Register,
    /// Linking mentions and attaching notes.
    Mentions,
    /// Putting the book together and checking it.
    Site,
    /// Making views and rendering.
    Render,
    /// Putting files in place.
    Output,
    /// Nothing more.
    Done,
}

/// Who wants to know how far a build is. The pipeline itself reads no clock.
pub trait Observer {
    /// A stage begins.
    fn begins(&mut self, stage: Stage);
}

impl Observer for () {
    fn begins(&mut self, _stage: Stage) {}
}

/// What a build counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Documents in the book.
    pub documents: usize,
    /// Entities in the book.
    pub entities: usize,
    /// Pages of the site.
    pub pages: usize,
    /// Documents that were linked anew.
    pub relinked: usize,
    /// Pages that were rendered anew.
    pub rendered: usize,
    /// Mentions linked, recorded and doubtful.
    pub mentions: [usize; 3],
    /// Notes shown.
    pub notes: usize,
}

/// A book put together, before anything is rendered.
pub struct Assembled {
    /// The book.
    pub site: Site,
    /// What linking found in its texts.
    pub bodies: Bodies,
    /// Its pages.
    pub plan: Vec<PlannedPage>,
    /// Files to copy.
    pub assets: Vec<assets::Asset>,
    /// The templates.
    pub templates: Templates,
    /// Everything that was found, sorted.
    pub findings: Vec<Finding>,
    /// What was counted so far.
    pub tally: Tally,
}

impl Assembled {
    /// Whether the findings forbid writing.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.findings)
    }

    /// The end of a build whose findings forbid writing.
    pub fn rejected<C>(self) -> Built<C> {
        Built { committed: None, findings: self.findings, tally: self.tally }
    }
}

/// Whether findings forbid writing.
pub fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// A finished build.
pub struct Built<C> {
    /// What the sink says of it; `None` if errors forbade writing.
    pub committed: Option<C>,
    /// Everything that was found, sorted.
    pub findings: Vec<Finding>,
    /// What was counted.
    pub tally: Tally,
}

/// A book with all that is remembered of it between builds.
pub struct Pipeline {
    source: Source,
    snapshot: Snapshot,
    parsed: Table<Parsed>,
    linked: Table<Linked>,
}

impl Pipeline {
    /// The pipeline of the book in this folder. Nothing is read yet.
    pub fn new(source: Source) -> Self {
        Self {
            source,
            snapshot: Snapshot::default(),
            parsed: Table::default(),
            linked: Table::default(),
        }
    }

    /// Where the book's files are read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The path that the book is published under, as far as its configuration can be read.
    pub fn base_path(&mut self) -> String {
        self.look();
        let config = self.config(&Options::default(), &mut Vec::new());
        config.base_url.base_path().to_owned()
    }

    /// The kinds of the book, as far as its configuration can be read.
    pub fn kinds(&mut self) -> Kinds {
        self.look();
        self.config(&Options::default(), &mut Vec::new()).kinds.clone()
    }

    /// Looks at the files again. Returns the paths whose bytes differ from the last look.
    pub fn look(&mut self) -> (Vec<SourcePath>, Vec<Finding>) {
        let (snapshot, findings) = self.source.scan(&self.snapshot);
        let changed = snapshot.changed_since(&self.snapshot).into_iter().cloned().collect();
        self.snapshot = snapshot;
        (changed, findings)
    }

    /// Builds the book into a sink. Nothing is committed if anything found is an error.
    ///
    /// # Errors
    /// What the sink says: an unwritable folder, a full disk.
    pub fn build<S: Sink>(
        &mut self,
        options: &Options,
        sink: S,
        observer: &mut dyn Observer,
    ) -> Result<Built<S::Committed>, OutputError> {
        let assembled = self.assemble(options, observer);
        self.render(assembled, sink, observer)
    }

    /// Renders a book, and commits it, if neither it nor rendering has errors.
    ///
    /// # Errors
    /// What the sink says: an unwritable folder, a full disk.
    pub fn render<S: Sink>(
        &self,
        assembled: Assembled,
        sink: S,
        observer: &mut dyn Observer,
    ) -> Result<Built<S::Committed>, OutputError> {
        if assembled.has_errors() {
            return Ok(assembled.rejected());
        }
        let (mut findings, mut tally) = (assembled.findings, assembled.tally);
        observer.begins(Stage::Render);
        let renderer = Renderer {
            source: &self.source,
            site: &assembled.site,
            plan: &assembled.plan,
            templates: &assembled.templates,
            bodies: &assembled.bodies,
            sink: &sink,
        };
        let counts = Counts::default();
        let mut errors = renderer.pages(&counts);
        errors.extend(assembled.assets.iter().filter_map(|asset| renderer.asset(asset).err()));
        tally.rendered = counts.rendered.load(Ordering::Relaxed);
        for error in errors {
            match error {
                RenderError::Findings(found) => findings.extend(found),
                RenderError::Output(error) => return Err(error),
            }
        }
        let findings = diag::sorted(findings);
        if has_errors(&findings) {
            return Ok(Built { committed: None, findings, tally });
        }
        observer.begins(Stage::Output);
        let committed = Some(sink.commit()?);
        observer.begins(Stage::Done);
        Ok(Built { committed, findings, tally })
    }

    /// Puts the book together without rendering it.
    pub fn assemble(&mut self, options: &Options, observer: &mut dyn Observer) -> Assembled {
        observer.begins(Stage::Source);
        let (_, mut findings) = self.look();
        let config = self.config(options, &mut findings);
        let unread = is_config_unread(&findings).then(|| findings.clone());
        if !self.source.has_content() {
            let report = Report::new("content-missing", "the book has no folder `content`");
            let hint = "make it beside site.toml; if it was there, get it back before you publish";
            findings.push(report.hint(hint).whole_file(&SourcePath::site_toml()));
        }
        observer.begins(Stage::Content);
        let parsed = parse_all(&self.source, &self.snapshot, &config.kinds, &self.parsed);
        findings.extend(parsed.iter().flat_map(|file| file.findings.iter().cloned()));
        let book = Book::sort(&parsed, options.audience);
        observer.begins(Stage::Register);
        let (register, mut pending) = Register::build(&book.register_entities(), &config.kinds);
        observer.begins(Stage::Mentions);
        let (linked, relinked) =
            self.link(&book, &register, &config, options.audience, &mut findings);
        pending.extend(linked.iter().flat_map(|linked| linked.found.pending.iter().cloned()));
        pending.extend(book.unknown_names(&linked));
        observer.begins(Stage::Site);
        pending.extend(book.check(&config));
        let assets = assets::assets(&self.snapshot);
        let (templates, failures) = Templates::load(&self.templates(&mut findings));
        findings.extend(failures);
        let bodies = book.bodies(&linked);
        let (site, found) = site::assemble(book.site_input(&config, options, &assets, &bodies));
        pending.extend(found);
        let plan = views::plan(&site);
        pending.extend(missing_templates(&plan, &templates));
        pending.extend(book.check_links(&site, &assets));
        findings.extend(self.place(pending));
        let tally = tally(&site, &bodies, &plan, relinked);
        self.parsed.sweep();
        self.linked.sweep();
        // Without kinds and editors, most of what else was found is not true of the book.
        let findings = diag::sorted(unread.unwrap_or(findings));
        Assembled { site, bodies, plan, assets, templates, findings, tally }
    }

    fn config(&self, options: &Options, findings: &mut Vec<Finding>) -> Arc<Config> {
        let path = SourcePath::site_toml();
        let (mut config, found) = match self.snapshot.get(&path) {
            // Looking at the files has said why.
            None if findings.iter().any(|f| f.path == path) => (Config::default(), Vec::new()),
            None => {
                let report = Report::new("config-missing", "this folder has no `site.toml`");
                let hint = "run briefbook in a book's folder, name it with --root, or make one with `briefbook init`";
                (Config::default(), vec![report.hint(hint).whole_file(&path)])
            }
            Some(stamp) => match parse::read_text(&self.source, &path, stamp.hash) {
                Ok(text) => config_parse::parse(&path, &text),
                Err(finding) => (Config::default(), vec![*finding]),
            },
        };
        findings.extend(found);
        if let Some(base_url) = &options.base_url {
            config.base_url = base_url.clone();
        }
        Arc::new(config)
    }

    fn templates(&self, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
        let mut templates = BTreeMap::new();
        for (path, stamp) in self.snapshot.iter() {
            let Some(name) = path.as_str().strip_prefix("templates/") else { continue };
            match parse::read_text(&self.source, path, stamp.hash) {
                Ok(text) => drop(templates.insert(name.to_owned(), text)),
                Err(finding) => findings.push(*finding),
            }
        }
        templates
    }

    fn link(
        &self,
        book: &Book<'_>,
        register: &Register,
        config: &Config,
        audience: Audience,
        findings: &mut Vec<Finding>,
    ) -> (Vec<Arc<Linked>>, usize) {
        let linker = Linker {
            source: &self.source,
            register,
            policy: &config.mentions,
            audience,
            table: &self.linked,
            made: AtomicUsize::new(0),
        };
        let results: Vec<_> = book.jobs().into_par_iter().map(|job| linker.link(&job)).collect();
        let linked = results.into_iter().map(|result| {
            result.unwrap_or_else(|finding| {
                findings.push(*finding);
                Arc::default()
            })
        });
        (linked.collect(), linker.made.into_inner())
    }

    /// Reads the files of reports that have only a range, to find lines and excerpts.
    fn place(&self, pending: Vec<Pending>) -> Vec<Finding> {
        let mut by_path = BTreeMap::<SourcePath, Vec<Pending>>::new();
        for report in pending {
            by_path.entry(report.path.clone()).or_default().push(report);
        }
        let place = |(path, reports): (SourcePath, Vec<Pending>)| {
            let text = self
                .source
                .read(&path)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .unwrap_or_default();
            let lines = Lines::new(&text);
            reports.into_iter().map(|p| p.report.at(&path, &lines, p.range)).collect::<Vec<_>>()
        };
        by_path.into_iter().flat_map(place).collect()
    }
}

/// Whether `site.toml` is not there or could not be read as a whole.
fn is_config_unread(findings: &[Finding]) -> bool {
    const CODES: [&str; 5] = [
        "config-missing",
        "config-syntax",
        "content-encoding",
        "source-unreadable",
        "source-symlink",
    ];
    let path = SourcePath::site_toml();
    findings.iter().any(|f| f.path == path && CODES.contains(&f.code))
}

fn missing_templates(plan: &[PlannedPage], templates: &Templates) -> Vec<Pending> {
    let mut wanted: Vec<&str> = plan.iter().map(|page| &*page.template).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted.retain(|name| !templates.has(name));
    let report = |name: &&str| {
        let report = Report::new("template-missing", format!("there is no template `{name}`"));
        let report = report.hint(format!("write templates/{name}, or name another in site.toml"));
        Pending::new(&SourcePath::site_toml(), diag::ByteRange::default(), report)
    };
    wanted.iter().map(report).collect()
}

fn tally(site: &Site, bodies: &Bodies, plan: &[PlannedPage], relinked: usize) -> Tally {
    use crate::mentions::Outcome;
    let mut mentions = [0; 3];
    for mention in bodies.documents.values().flat_map(|body| &body.mentions) {
        let kind = match mention.outcome {
            Outcome::Linked(_) => 0,
            Outcome::Recorded(_) => 1,
            Outcome::Doubtful(_) => 2,
        };
        mentions[kind] += 1;
    }
    Tally {
        documents: site.documents.len(),
        entities: site.entities.len(),
        pages: plan.len(),
        relinked,
        rendered: 0,
        mentions,
        notes: site.documents.iter().map(|d| d.notes.len()).sum(),
    }
}
