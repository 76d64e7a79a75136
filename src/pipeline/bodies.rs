//! Bodies: a text with its mentions linked and its notes marked, as HTML and as Markdown.
//!
//! In: a file's text, the mentions and notes found in it, and the page that it stands on. Out: HTML
//! block by block, and annotated Markdown. Never: a link to a page that the book does not have.

use crate::{
    content::FileFacts,
    diag::ByteRange,
    hash::ContentHash,
    markdown::{
        self, TextBlock, Tree,
        annotated::annotate,
        blocks::blocks,
        decorate::{Decoration, Layer, enclose, settled},
        html::{self, Hrefs, HtmlBlock},
        links::{Destination, destination, written_links},
    },
    mentions::{Mention, Outcome},
    notes::Attached,
    path::{Route, SourcePath},
    site::{LinkStyle, Site},
};

/// A file's body, read and parsed for rendering. Made when a page must be rendered, then dropped.
pub struct ReadBody {
    text: String,
    tree: Tree,
    /// Its blocks of text.
    pub blocks: Vec<TextBlock>,
}

impl ReadBody {
    /// Parses the body of a file.
    pub fn new(text: String, file: &FileFacts) -> Self {
        let tree = markdown::parse(&text[file.body.as_range()], file.body.start);
        let blocks = blocks(&tree);
        Self { text, tree, blocks }
    }

    /// Parses a short text that shares its page with others: its blocks get no ids.
    pub fn loose(text: &str) -> Self {
        let tree = markdown::parse_loose(text);
        let mut blocks = blocks(&tree);
        blocks.iter_mut().for_each(|block| block.id.clear());
        Self { text: text.to_owned(), tree, blocks }
    }
}

/// A body with what is laid over it, ready to be written out.
pub struct LayeredBody<'a> {
    /// The body.
    pub body: &'a ReadBody,
    /// The file that it stands in.
    pub file: &'a FileFacts,
    /// What is laid over it.
    pub layers: Layers<'a>,
}

/// What is laid over a body.
pub struct Layers<'a> {
    /// The page that shows it.
    pub page: &'a Route,
    /// Mentions of it.
    pub mentions: &'a [Mention],
    /// Notes shown on the page, in order: the first has number 1.
    pub notes: &'a [Attached],
    /// The book: the kinds of entities, and which pages there are.
    pub site: &'a Site,
}

impl LayeredBody<'_> {
    /// HTML, one entry for each top-level block.
    pub fn html(&self) -> Vec<HtmlBlock> {
        let link = |target: &Route| page_link(&self.layers, target);
        let ReadBody { tree, blocks, .. } = self.body;
        html::render(tree, blocks, &self.decorations(&link), &self.hrefs(&link))
    }

    /// Annotated Markdown; links end in `index.md`.
    pub fn markdown(&self) -> String {
        let link = |target: &Route| markdown_link(self.layers.page, target);
        let (decorations, hrefs) = (self.decorations(&link), self.hrefs(&link));
        let ReadBody { text, tree, blocks } = self.body;
        annotate(text, self.file.body, tree, blocks, &decorations, &hrefs)
    }

    fn decorations(&self, link: &dyn Fn(&Route) -> String) -> Vec<Decoration> {
        let layers = &self.layers;
        let mention = |mention: &Mention| {
            let Outcome::Linked(entity) = &mention.outcome else { return None };
            let number = layers.site.entity_number(entity)?;
            let kind = layers.site.entity(number).kind.clone();
            let layer = Layer::Link { href: link(&entity.route()), kind };
            Some(Decoration { block: mention.block, text: mention.text.clone(), layer })
        };
        let note = |(at, attached): (usize, &Attached)| Decoration {
            block: attached.block,
            text: attached.text.clone(),
            layer: Layer::Passage { id: attached.note.id.clone(), number: at + 1 },
        };
        let notes = layers.notes.iter().enumerate().map(note);
        settled(layers.mentions.iter().filter_map(mention).chain(notes).collect())
    }

    fn hrefs(&self, link: &dyn Fn(&Route) -> String) -> Hrefs {
        let layers = &self.layers;
        let href = |written: &str| match destination(written, &self.file.path, layers.page) {
            Destination::Fragment(id) => Some(format!("#{id}")),
            Destination::Internal { route, fragment } => {
                let route = standing(layers.site, &route);
                let fragment = fragment.map_or(String::new(), |id| format!("#{id}"));
                Some(format!("{}{fragment}", link(&route)))
            }
            Destination::External(url) => Some(url),
            Destination::Unsafe => None,
        };
        written_links(&self.body.tree).into_iter().map(|l| (l.node, href(&l.destination))).collect()
    }
}

/// Where a written address stands now: with the slash at its end that an editor may leave out, and
/// past a redirect, which would lose the place on the page.
fn standing(site: &Site, route: &Route) -> Route {
    let slashed = Route::new(&format!("{}/", route.as_str().trim_end_matches('/')));
    let found = match slashed {
        Ok(slashed) if !site.routes.has(route) && site.routes.has(&slashed) => slashed,
        _ => route.clone(),
    };
    site.routes.moved(&found).cloned().unwrap_or(found)
}

fn page_link(layers: &Layers<'_>, target: &Route) -> String {
    let mut link = layers.page.relative_to(target);
    if layers.site.links == LinkStyle::Portable && link.ends_with('/') {
        link.push_str("index.html");
    }
    link
}

/// A link from the Markdown beside one page to that beside another. Files keep their names.
fn markdown_link(page: &Route, target: &Route) -> String {
    let link = page.relative_to(target);
    match (target.as_str().ends_with('/'), &*link) {
        (true, "./") => "index.md".to_owned(),
        (true, link) => format!("{link}index.md"),
        (false, link) => link.to_owned(),
    }
}

/// Mentions whose link would cut an element of the text in two stay recorded: better no link than
/// one that swallows half an emphasis.
pub fn unlink_crossing(tree: &Tree, blocks: &[TextBlock], mentions: &mut [Mention]) {
    for mention in mentions {
        if let Outcome::Linked(entity) = &mention.outcome
            && enclose(tree, &blocks[mention.block], mention.text.clone()).is_none()
        {
            mention.outcome = Outcome::Recorded(entity.clone());
        }
    }
}

/// The place of a short text of an editor (a summary, a note), which has no file of its own: links
/// in it are addresses of the site.
pub fn loose_file(text: &str) -> FileFacts {
    FileFacts {
        path: SourcePath::site_toml(),
        hash: ContentHash::of(text.as_bytes()),
        body: ByteRange::new(0, text.len()),
    }
}
