//! The texts that views borrow: stand-ins while a page's key is made, rendered Markdown when the
//! page is made.
//!
//! In: what linking found in each body. Out: [`Texts`] for the views. Never: a body rendered to
//! find out whether it must be.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, sync::Arc};

use super::{
    bodies::{LayeredBody, Layers, ReadBody, loose_file},
    link::{LinkedBody, LinkedText},
    parse::read_text,
};
use crate::{
    content::FileFacts,
    diag::Finding,
    hash::KeyBuilder,
    markdown::{html::HtmlBlock, stream},
    mentions::Outcome,
    notes::Attached,
    path::{DocumentId, EntityId, Route},
    site::Site,
    source::Source,
    views::{Owner, Texts},
};

/// What linking found in every body, by whose it is.
#[derive(Default)]
pub struct Bodies {
    /// Of documents.
    pub documents: BTreeMap<DocumentId, Arc<LinkedBody>>,
    /// Of entities.
    pub entities: BTreeMap<EntityId, Arc<LinkedBody>>,
    /// Of standing pages.
    pub pages: BTreeMap<Route, Arc<LinkedBody>>,
}

impl Bodies {
    /// The file of a body and what linking found in it.
    fn of<'b>(&'b self, site: &'b Site, owner: Owner) -> Option<(&'b FileFacts, &'b LinkedBody)> {
        match owner {
            Owner::Document(number) => {
                let document = &site.document(number).document;
                Some((&document.file, self.documents.get(&document.id)?))
            }
            Owner::Entity(number) => {
                let entity = site.entity(number);
                Some((&entity.file, self.entities.get(&entity.id)?))
            }
            Owner::Standing(number) => {
                let page = &site.pages[number.0];
                Some((&page.file, self.pages.get(&page.route)?))
            }
        }
    }
}

/// Stand-ins: the key of a body instead of the body, and for a short text what is said and linked
/// in it: an index that shows a document's summary owes nothing to the document's body.
pub struct KeyTexts<'a> {
    /// The book.
    pub site: &'a Site,
    /// Its bodies.
    pub bodies: &'a Bodies,
}

impl KeyTexts<'_> {
    fn key(&self, owner: Owner) -> String {
        let moves = self.site.routes.moves();
        self.bodies
            .of(self.site, owner)
            .map_or(String::new(), |(_, linked)| format!("{} {moves}", linked.key))
    }
}

impl Texts for KeyTexts<'_> {
    fn body(&self, owner: Owner, _page: &Route) -> Vec<HtmlBlock> {
        vec![HtmlBlock { html: self.key(owner), blocks: 0..usize::MAX }]
    }

    fn prose(&self, owner: Owner, markdown: &str, _page: &Route) -> String {
        let linked = self.bodies.of(self.site, owner).and_then(|(_, linked)| linked.text(markdown));
        let mut key = KeyBuilder::new("short text");
        key.hash(self.site.routes.moves());
        for mention in linked.into_iter().flat_map(|linked| &linked.mentions) {
            let Outcome::Linked(entity) = &mention.outcome else { continue };
            let kind = self.site.entity_number(entity).map(|n| &self.site.entity(n).kind);
            key.value(&(entity, kind, mention.block, &mention.text));
        }
        format!("{} {markdown}", key.finish())
    }

    fn line(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        self.prose(owner, markdown, page)
    }
}

/// Rendered texts of one page. Files are read when asked for; the last one read is kept, as a page
/// wants the same body as HTML, as Markdown and as a stream.
pub struct PageTexts<'a> {
    source: &'a Source,
    site: &'a Site,
    bodies: &'a Bodies,
    last: RefCell<Option<(Owner, Rc<ReadBody>)>>,
    findings: RefCell<Vec<Finding>>,
}

impl<'a> PageTexts<'a> {
    /// Texts of a book's files.
    pub fn new(source: &'a Source, site: &'a Site, bodies: &'a Bodies) -> Self {
        Self { source, site, bodies, last: RefCell::default(), findings: RefCell::default() }
    }

    /// What went wrong in reading: the views have no way to say.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }

    fn read(&self, owner: Owner, file: &FileFacts) -> Option<Rc<ReadBody>> {
        if let Some((_, body)) = self.last.borrow().as_ref().filter(|(last, _)| *last == owner) {
            return Some(Rc::clone(body));
        }
        match read_text(self.source, &file.path, file.hash) {
            Ok(text) => {
                let body = Rc::new(ReadBody::new(text, file));
                *self.last.borrow_mut() = Some((owner, Rc::clone(&body)));
                Some(body)
            }
            Err(finding) => {
                self.findings.borrow_mut().push(*finding);
                None
            }
        }
    }

    /// Reads and parses a body and does something with it.
    fn with_body<T: Default>(
        &self,
        owner: Owner,
        page: &Route,
        make: impl FnOnce(&LayeredBody<'_>) -> T,
    ) -> T {
        let Some((file, linked)) = self.bodies.of(self.site, owner) else { return T::default() };
        let Some(body) = self.read(owner, file) else { return T::default() };
        let notes: Vec<Attached> =
            linked.notes.iter().map(|linked| linked.note.attached.clone()).collect();
        let layers = Layers { page, mentions: &linked.mentions, notes: &notes, site: self.site };
        make(&LayeredBody { body: &body, file, layers })
    }

    /// The annotated Markdown of a body.
    pub fn markdown_body(&self, owner: Owner, page: &Route) -> String {
        self.with_body(owner, page, |body| body.markdown())
    }

    /// The text stream of a body.
    pub fn stream(&self, owner: Owner, page: &Route) -> String {
        self.with_body(owner, page, |layered| stream::stream(&layered.body.blocks))
    }

    /// The annotated Markdown of a short text.
    pub fn markdown_line(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        self.loose(owner, markdown, page, |body| body.markdown())
    }

    fn loose<T>(
        &self,
        owner: Owner,
        markdown: &str,
        page: &Route,
        make: impl FnOnce(&LayeredBody<'_>) -> T,
    ) -> T {
        let linked = self.bodies.of(self.site, owner).and_then(|(_, linked)| linked.text(markdown));
        let plain = LinkedText::default();
        let mentions = &linked.unwrap_or(&plain).mentions;
        let file = &loose_file(markdown);
        let body = &ReadBody::loose(markdown);
        let layers = Layers { page, mentions, notes: &[], site: self.site };
        make(&LayeredBody { body, file, layers })
    }
}

impl Texts for PageTexts<'_> {
    fn body(&self, owner: Owner, page: &Route) -> Vec<HtmlBlock> {
        self.with_body(owner, page, |body| body.html())
    }

    fn prose(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        let blocks = self.loose(owner, markdown, page, |body| body.html());
        blocks.into_iter().map(|block| block.html).collect()
    }

    fn line(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        let html = self.prose(owner, markdown, page);
        let html = html.trim();
        let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html).to_owned()
    }
}
