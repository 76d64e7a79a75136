//! The texts that views borrow: stand-ins while a page's key is made, rendered Markdown when the
//! page is made.
//!
//! In: what linking found in each body. Out: [`Texts`] for the views. Never: a body rendered to
//! find out whether it must be.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    bodies::{Layers, ParsedBody, loose_file},
    link::{LinkedBody, LinkedText},
    parse::read_text,
};
use crate::{
    content::FileFacts,
    diag::Finding,
    markdown::{html::HtmlBlock, stream},
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

/// Stand-ins: the key of a body instead of the body.
pub struct KeyTexts<'a> {
    /// The book.
    pub site: &'a Site,
    /// Its bodies.
    pub bodies: &'a Bodies,
}

impl KeyTexts<'_> {
    fn key(&self, owner: Owner) -> String {
        self.bodies.of(self.site, owner).map_or(String::new(), |(_, linked)| linked.key.to_string())
    }
}

impl Texts for KeyTexts<'_> {
    fn body(&self, owner: Owner, _page: &Route) -> Vec<HtmlBlock> {
        vec![HtmlBlock { html: self.key(owner), blocks: 0..usize::MAX }]
    }

    fn prose(&self, owner: Owner, markdown: &str, _page: &Route) -> String {
        format!("{} {markdown}", self.key(owner))
    }

    fn line(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        self.prose(owner, markdown, page)
    }
}

/// Rendered texts. Files are read when asked for.
pub struct PageTexts<'a> {
    /// Where files are read from.
    pub source: &'a Source,
    /// The book.
    pub site: &'a Site,
    /// Its bodies.
    pub bodies: &'a Bodies,
    /// What went wrong in reading: the views have no way to say.
    pub findings: Mutex<Vec<Finding>>,
}

impl PageTexts<'_> {
    /// Reads and parses a body and does something with it.
    fn with_body<T: Default>(
        &self,
        owner: Owner,
        page: &Route,
        make: impl FnOnce(&ParsedBody<'_>, &Layers<'_>) -> T,
    ) -> T {
        let Some((file, linked)) = self.bodies.of(self.site, owner) else { return T::default() };
        let text = match read_text(self.source, &file.path, file.hash) {
            Ok(text) => text,
            Err(finding) => {
                self.findings.lock().unwrap_or_else(PoisonError::into_inner).push(*finding);
                return T::default();
            }
        };
        let notes: Vec<Attached> =
            linked.notes.iter().map(|linked| linked.note.attached.clone()).collect();
        let layers = Layers { page, mentions: &linked.mentions, notes: &notes, site: self.site };
        make(&ParsedBody::new(&text, file), &layers)
    }

    /// The annotated Markdown of a body.
    pub fn markdown_body(&self, owner: Owner, page: &Route) -> String {
        self.with_body(owner, page, |body, layers| body.markdown(layers))
    }

    /// The text stream of a body.
    pub fn stream(&self, owner: Owner, page: &Route) -> String {
        self.with_body(owner, page, |body, _| stream::stream(&body.blocks))
    }

    /// The annotated Markdown of a short text.
    pub fn markdown_line(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        self.loose(owner, markdown, page, |body, layers| body.markdown(layers))
    }

    fn loose<T>(
        &self,
        owner: Owner,
        markdown: &str,
        page: &Route,
        make: impl FnOnce(&ParsedBody<'_>, &Layers<'_>) -> T,
    ) -> T {
        let linked = self.bodies.of(self.site, owner).and_then(|(_, linked)| linked.text(markdown));
        let plain = LinkedText::default();
        let mentions = &linked.unwrap_or(&plain).mentions;
        let file = loose_file(markdown);
        make(
            &ParsedBody::loose(markdown, &file),
            &Layers { page, mentions, notes: &[], site: self.site },
        )
    }
}

impl Texts for PageTexts<'_> {
    fn body(&self, owner: Owner, page: &Route) -> Vec<HtmlBlock> {
        self.with_body(owner, page, |body, layers| body.html(layers))
    }

    fn prose(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        let blocks = self.loose(owner, markdown, page, |body, layers| body.html(layers));
        blocks.into_iter().map(|block| block.html).collect()
    }

    fn line(&self, owner: Owner, markdown: &str, page: &Route) -> String {
        let html = self.prose(owner, markdown, page);
        let html = html.trim();
        let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html).to_owned()
    }
}
