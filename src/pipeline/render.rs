//! Steps seven to nine for a whole book: each page's view made, and rendered if its key is new.
//!
//! In: the site, its plan, the templates and a sink. Out: staged files, and findings for templates
//! that fail. Never: all views at once in memory; a page rendered whose key the sink knows.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{
    LinkStyle,
    assets::{Asset, Origin},
    parse::read_text,
    portable,
};
use crate::{
    content::FileFacts,
    diag::{Finding, Report},
    hash::{ContentHash, KeyBuilder},
    markdown::stream,
    notes::Attached,
    output::{OutputError, Sink},
    path::{OutputPath, SourcePath},
    site::{LinkedBody, Site},
    source::Source,
    templates::{TemplateFailure, Templates},
    views::{
        View,
        body::{Layers, ParsedBody},
        common::BlockView,
        markdown::{self, Texts},
        notes,
        plan::{self, PageKind, PagePlan, Plan},
    },
};

/// Why a page could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// Something an editor can mend.
    Finding(Box<Finding>),
    /// The outside world.
    Output(OutputError),
}

impl From<OutputError> for RenderError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

/// What rendering did.
#[derive(Debug, Default)]
pub struct Counts {
    /// Pages rendered.
    pub rendered: AtomicUsize,
    /// Pages whose key was known.
    pub kept: AtomicUsize,
}

/// Everything that making pages needs.
pub struct Renderer<'a, S> {
    /// Where texts are read from.
    pub source: &'a Source,
    /// The book.
    pub site: &'a Site,
    /// Its pages.
    pub plan: &'a Plan,
    /// The templates.
    pub templates: &'a Templates,
    /// Where files go.
    pub sink: &'a S,
    /// How links name pages.
    pub links: LinkStyle,
}

/// The parts of a page's key, for `--explain`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PageKey {
    /// The view without its body.
    pub view: ContentHash,
    /// What the body depends on; nothing for pages without one.
    pub body: Option<ContentHash>,
    /// The template and all that it uses.
    pub template: ContentHash,
    /// The program and how links name pages.
    pub program: ContentHash,
}

impl PageKey {
    /// All parts together.
    pub fn whole(&self) -> ContentHash {
        KeyBuilder::new("page").value(&self.to_strings()).finish()
    }

    fn to_strings(&self) -> [String; 4] {
        [self.view, self.body.unwrap_or_default(), self.template, self.program].map(|h| h.to_string())
    }
}

impl<S: Sink> Renderer<'_, S> {
    /// Makes every page. All failures are collected.
    pub fn pages(&self, counts: &Counts) -> Vec<RenderError> {
        self.plan.pages.par_iter().filter_map(|page| self.page(page, counts).err()).collect()
    }

    /// The key of a page.
    pub fn key(&self, page: &PagePlan, view: &View) -> PageKey {
        PageKey {
            view: KeyBuilder::new("view").value(view).finish(),
            body: self.body(page).map(|(_, linked, _)| linked.key),
            template: self.templates.fingerprint(&page.template),
            program: KeyBuilder::new(env!("CARGO_PKG_VERSION")).value(&self.links).finish(),
        }
    }

    fn page(&self, page: &PagePlan, counts: &Counts) -> Result<(), RenderError> {
        let view = plan::view(self.site, self.plan, page);
        let key = self.key(page, &view).whole();
        let files = self.files(page, &view);
        if files.iter().all(|file| self.sink.known_key(file) == Some(key)) {
            counts.kept.fetch_add(1, Ordering::Relaxed);
            for file in &files {
                self.sink.keep(file)?;
            }
            return Ok(());
        }
        counts.rendered.fetch_add(1, Ordering::Relaxed);
        self.render(page, view, key)
    }

    /// The files of a page: HTML, annotated Markdown, text stream.
    fn files(&self, page: &PagePlan, view: &View) -> Vec<OutputPath> {
        let mut files = vec![page.output()];
        if markdown_beside(view) {
            files.push(page.route.file("index.md"));
        }
        if self.has_stream(page) {
            files.push(page.route.file("index.txt"));
        }
        files
    }

    fn has_stream(&self, page: &PagePlan) -> bool {
        match page.kind {
            PageKind::Document(at) => !self.site.documents[at].is_withheld(self.site.audience),
            _ => false,
        }
    }

    fn render(&self, page: &PagePlan, view: View, key: ContentHash) -> Result<(), RenderError> {
        let body = self.body(page);
        let withheld = matches!(&view, View::Document(document) if document.withheld);
        let mut texts = Texts::default();
        let mut view = view;
        if let Some((file, linked, hash)) = body {
            texts.summary = notes::markdown(self.site, &page.route, &linked.summary);
            texts.notes = linked.notes.iter().map(|(_, text)| notes::markdown(self.site, &page.route, text)).collect();
            if !withheld {
                let text = read_text(self.source, &file.path, hash).map_err(RenderError::Finding)?;
                let parsed = ParsedBody::new(&text, file);
                self.stream(page, key, &parsed)?;
                let attached: Vec<Attached> = linked.notes.iter().map(|(a, _)| a.clone()).collect();
                let layers = self.layers(page, linked, &attached);
                texts.body = parsed.markdown(&layers);
                if let Some(markdown) = markdown::page(&view, &texts) {
                    self.sink.stage(&page.route.file("index.md"), key, markdown.as_bytes())?;
                }
                let blocks = parsed.html(&layers).into_iter().map(BlockView::from).collect();
                view = view.with_body(blocks);
                return self.html(page, &view, key);
            }
        }
        if let Some(markdown) = markdown::page(&view, &texts) {
            self.sink.stage(&page.route.file("index.md"), key, markdown.as_bytes())?;
        }
        self.html(page, &view, key)
    }

    fn stream(&self, page: &PagePlan, key: ContentHash, body: &ParsedBody<'_>) -> Result<(), RenderError> {
        if self.has_stream(page) {
            let text = format!("{}\n", stream::stream(&body.blocks));
            self.sink.stage(&page.route.file("index.txt"), key, text.as_bytes())?;
        }
        Ok(())
    }

    fn html(&self, page: &PagePlan, view: &View, key: ContentHash) -> Result<(), RenderError> {
        let html = self.templates.render(&page.template, view).map_err(|failure| {
            RenderError::Finding(Box::new(template_finding(&failure, Some(self.owner(page)))))
        })?;
        let html = match self.links {
            LinkStyle::Folders => html,
            LinkStyle::Files => portable::with_file_names(&html),
        };
        Ok(self.sink.stage(&page.output(), key, html.as_bytes())?)
    }

    /// The file that a page is about.
    fn owner(&self, page: &PagePlan) -> String {
        match page.kind {
            PageKind::Document(at) => self.site.documents[at].document.file.path.to_string(),
            PageKind::Entity(at) => self.site.entities[at].entity.file.path.to_string(),
            PageKind::Standing(at) => self.site.pages[at].page.file.path.to_string(),
            _ => page.route.to_string(),
        }
    }

    /// The file behind a page's body, what linking found in it, and the hash of the file.
    fn body(&self, page: &PagePlan) -> Option<(&FileFacts, &LinkedBody, ContentHash)> {
        let (file, linked) = match page.kind {
            PageKind::Document(at) => {
                let d = &self.site.documents[at];
                (&d.document.file, &d.linked)
            }
            PageKind::Entity(at) => {
                let e = &self.site.entities[at];
                (&e.entity.file, &e.linked)
            }
            PageKind::Standing(at) => {
                let p = &self.site.pages[at];
                (&p.page.file, &p.linked)
            }
            PageKind::Home => {
                let p = self.site.pages.iter().find(|p| p.page.route == page.route)?;
                (&p.page.file, &p.linked)
            }
            _ => return None,
        };
        Some((file, linked, file.hash))
    }

    fn layers<'l>(&'l self, page: &'l PagePlan, linked: &'l LinkedBody, notes: &'l [Attached]) -> Layers<'l> {
        Layers {
            page: &page.route,
            mentions: &linked.mentions,
            notes,
            site: self.site,
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
                let bytes = self.source.read(path).map_err(|error| {
                    let message = format!("`{path}` cannot be read: {error}");
                    let report = Report::new("source-unreadable", message);
                    RenderError::Finding(Box::new(report.whole_file(path)))
                })?;
                self.sink.stage(&asset.output, asset.hash, &bytes)?;
            }
        }
        Ok(())
    }
}

fn markdown_beside(view: &View) -> bool {
    match view {
        View::Redirect(_) | View::Sitemap(_) | View::Feed(_) | View::Robots(_) => false,
        View::Standing(view) => view.head.markdown.is_some(),
        _ => true,
    }
}

/// A template's failure as a finding: at the book's template, or where the theme's is used.
pub fn template_finding(failure: &TemplateFailure, page: Option<String>) -> Finding {
    let on = page.map_or(String::new(), |page| format!(" on the page of `{page}`"));
    let message = format!("{}{on}", failure.message);
    let report = Report::new("template-error", message);
    let path = failure.book_file.as_deref().and_then(|path| SourcePath::new(path).ok());
    let path = path.unwrap_or_else(SourcePath::site_toml);
    let report = match failure.book_file {
        Some(_) => report,
        None => report.hint(format!("in the template {} of the theme, line {}", failure.template, failure.line)),
    };
    let mut finding = report.whole_file(&path);
    if failure.book_file.is_some() {
        (finding.line, finding.column) = (failure.line.max(1), failure.column.max(1));
        (finding.end_line, finding.end_column) = (finding.line, finding.column);
    }
    finding
}
