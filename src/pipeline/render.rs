//! Steps seven to nine for a whole book: each page's view made, and rendered if its key is new.
//!
//! In: the site, its plan, the templates and a sink. Out: staged files, and findings for templates
//! that fail. Never: all views at once in memory; a page rendered whose key the sink knows.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    assets::{Asset, Origin},
    parse::read_bytes,
    texts::{Bodies, KeyTexts, PageTexts},
};
use crate::{
    diag::{Finding, Report},
    hash::{ContentHash, KeyBuilder, PROGRAM},
    output::{OutputError, Sink},
    path::{OutputPath, SourcePath},
    site::{PageKey, Site},
    source::Source,
    templates::{TemplateFailure, Templates},
    views::{self, Owner, PlannedPage, View, markdown},
};

/// Why a page could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// Something an editor can mend.
    Findings(Vec<Finding>),
    /// The outside world.
    Output(OutputError),
}

impl From<OutputError> for RenderError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<Finding> for RenderError {
    fn from(finding: Finding) -> Self {
        Self::Findings(vec![finding])
    }
}

/// What rendering did.
#[derive(Debug, Default)]
pub struct Counts {
    /// Pages rendered.
    pub rendered: AtomicUsize,
}

/// Everything that making pages needs.
pub struct Renderer<'a, S> {
    /// Where texts are read from.
    pub source: &'a Source,
    /// The book.
    pub site: &'a Site,
    /// What linking found in its texts.
    pub bodies: &'a Bodies,
    /// Its pages.
    pub plan: &'a [PlannedPage],
    /// The templates.
    pub templates: &'a Templates,
    /// Where files go.
    pub sink: &'a S,
}

/// The parts of a page's key, for `--explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The view, bodies standing in by their own keys.
    pub view: ContentHash,
    /// The template and all that it uses.
    pub template: ContentHash,
    /// The program.
    pub program: ContentHash,
}

impl Key {
    /// All parts together.
    pub fn whole(&self) -> ContentHash {
        KeyBuilder::new("page").hash(self.view).hash(self.template).hash(self.program).finish()
    }
}

impl<S: Sink> Renderer<'_, S> {
    /// Makes every page. All failures are collected.
    pub fn pages(&self, counts: &Counts) -> Vec<RenderError> {
        self.plan.par_iter().filter_map(|page| self.page(page, counts).err()).collect()
    }

    /// The key of a page.
    pub fn key(&self, page: &PlannedPage) -> Key {
        let view =
            views::view(self.site, &page.key, &KeyTexts { site: self.site, bodies: self.bodies });
        Key {
            view: KeyBuilder::new("view").value(&view).finish(),
            template: self.templates.fingerprint(&page.template),
            program: KeyBuilder::new(PROGRAM).finish(),
        }
    }

    fn page(&self, page: &PlannedPage, counts: &Counts) -> Result<(), RenderError> {
        let key = self.key(page).whole();
        let files = self.files(page);
        if files.iter().all(|file| self.sink.known_key(file) == Some(key)) {
            for file in &files {
                self.sink.keep(file)?;
            }
            return Ok(());
        }
        counts.rendered.fetch_add(1, Ordering::Relaxed);
        let texts = PageTexts::new(self.source, self.site, self.bodies);
        let view = views::view(self.site, &page.key, &texts);
        let html = self.templates.render(&page.template, &view);
        let html = html.map_err(|failure| template_finding(&failure, &self.owner(page)))?;
        let beside = self.beside(page, &view, &texts);
        let findings = texts.into_findings();
        if !findings.is_empty() {
            return Err(RenderError::Findings(findings));
        }
        self.sink.stage(&page.output, key, html.as_bytes())?;
        for (file, text) in beside {
            self.sink.stage(&file, key, text.as_bytes())?;
        }
        Ok(())
    }

    /// The files of a page: HTML, annotated Markdown, text stream.
    fn files(&self, page: &PlannedPage) -> Vec<OutputPath> {
        let mut files = vec![page.output.clone()];
        files.extend(page.has_markdown.then(|| page.route.file("index.md")));
        files.extend(self.stream_of(page).map(|_| page.route.file("index.txt")));
        files
    }

    /// The document whose text stream stands beside a page.
    fn stream_of(&self, page: &PlannedPage) -> Option<Owner> {
        match page.key {
            PageKey::Document(number) => {
                let facts = self.site.document(number);
                self.site.shows_text(facts).then_some(Owner::Document(number))
            }
            _ => None,
        }
    }

    fn beside(
        &self,
        page: &PlannedPage,
        view: &View,
        texts: &PageTexts<'_>,
    ) -> Vec<(OutputPath, String)> {
        let mut files = Vec::new();
        if page.has_markdown {
            let markdown = markdown::page(
                self.site,
                &page.key,
                &page.route,
                view,
                &MarkdownTexts { texts, page },
            );
            files.push((page.route.file("index.md"), markdown));
        }
        if let Some(owner) = self.stream_of(page) {
            files.push((
                page.route.file("index.txt"),
                format!("{}\n", texts.stream(owner, &page.route)),
            ));
        }
        files
    }

    /// The file that a page is about, or its address.
    fn owner(&self, page: &PlannedPage) -> String {
        match page.key {
            PageKey::Document(number) => self.site.document(number).document.file.path.to_string(),
            PageKey::Entity(number) => self.site.entity(number).file.path.to_string(),
            PageKey::Standing(number) => self.site.pages[number.0].file.path.to_string(),
            _ => page.route.to_string(),
        }
    }

    /// Copies a file.
    pub fn asset(&self, asset: &Asset) -> Result<(), RenderError> {
        if self.sink.known_key(&asset.output) == Some(asset.hash) {
            return Ok(self.sink.keep(&asset.output)?);
        }
        match &asset.origin {
            Origin::Theme(bytes) => self.sink.stage(&asset.output, asset.hash, bytes)?,
            Origin::Book(path) => {
                let bytes = read_bytes(self.source, path, asset.hash).map_err(|found| *found)?;
                self.sink.stage(&asset.output, asset.hash, &bytes)?;
            }
        }
        Ok(())
    }
}

/// Annotated Markdown for one page's [`markdown::page`].
struct MarkdownTexts<'a> {
    texts: &'a PageTexts<'a>,
    page: &'a PlannedPage,
}

impl markdown::MarkdownTexts for MarkdownTexts<'_> {
    fn body(&self, owner: Owner) -> String {
        self.texts.markdown_body(owner, &self.page.route)
    }

    fn line(&self, owner: Owner, markdown: &str) -> String {
        self.texts.markdown_line(owner, markdown, &self.page.route)
    }
}

/// A template's failure as a finding at its line.
fn template_finding(failure: &TemplateFailure, page: &str) -> Finding {
    failure.finding(page).unwrap_or_else(|| {
        let report = Report::new("template-error", failure.message.clone());
        report.whole_file(&SourcePath::site_toml())
    })
}
