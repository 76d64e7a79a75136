//! The page of a document: its text with notes beside it, where it comes from, who and what is
//! named in it.
//!
//! In: a site, a document, its rendered body. Out: [`DocumentView`]. Never: a sentence of a
//! restricted document, unless the pages are for the editors.

use serde::Serialize;

use super::{
    Owner,
    citation::{self, Cite},
    frame::{Frame, Here},
    notes::{self, NoteView},
    schema,
    shapes::{self, Corrected, Date, Link, Reviewed},
};
use crate::{
    content::{Document, Rights, word},
    markdown::html::HtmlBlock,
    site::{DocumentFacts, DocumentNumber, PageKey, order},
};

/// The page of a document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// What every page has.
    pub page: Frame,
    /// When the document was published; nothing if it is undated.
    pub date: Option<Date>,
    /// The words or reasons that the date rests on.
    pub date_basis: Option<String>,
    /// The time that the text speaks of, in words, if it differs from the date.
    pub covers: Option<String>,
    /// Where the document comes from.
    pub source: SourcePart,
    /// Where and when its text says that it was written.
    pub dateline: Option<String>,
    /// What may be shown of it: `public-domain`, `licensed`, `excerpt`, `own-words`, `restricted`.
    pub rights: String,
    /// The same in words.
    pub rights_words: String,
    /// Whether the text is the book's own account of the document, not the document.
    pub own_words: bool,
    /// Whether the text of the document is withheld.
    pub withheld: bool,
    /// Summary, HTML of one line.
    pub summary: Option<String>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Language of the text, a BCP 47 tag.
    pub language: Option<String>,
    /// Sections of the text.
    pub contents: Vec<TextSection>,
    /// The text, one entry for each top-level block, with its notes.
    pub blocks: Vec<Block>,
    /// Notes of a document whose text is withheld; they quote nothing.
    pub loose_notes: Vec<NoteView>,
    /// Who and what is named in the text, by kind.
    pub named: Vec<NamedGroup>,
    /// How to cite the page and the document.
    pub cite: Cite,
    /// Works that the text rests on beside its source.
    pub sources: Vec<Link>,
    /// The document before this one in time.
    pub previous: Option<Neighbour>,
    /// The document after this one in time.
    pub next: Option<Neighbour>,
    /// The last review.
    pub reviewed: Option<Reviewed>,
    /// Corrections made to the page.
    pub corrections: Vec<Corrected>,
}

/// Where a document comes from.
#[derive(Clone, Debug, Serialize)]
pub struct SourcePart {
    /// Who published it; nothing if that is not known.
    pub publication: Option<String>,
    /// Wire report, newspaper, official, compilation, ….
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched.
    pub retrieved: Option<Date>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// What the text itself shows of its origin, HTML of one line.
    pub description: Option<String>,
}

/// A section of the text.
#[derive(Clone, Debug, Serialize)]
pub struct TextSection {
    /// Level of its heading: 2, 3, ….
    pub level: u8,
    /// Its heading.
    pub text: String,
    /// Link to it on the page.
    pub href: String,
}

/// A top-level block of the text: a paragraph, a list, a table, ….
#[derive(Clone, Debug, Serialize)]
pub struct Block {
    /// Its HTML.
    pub html: String,
    /// The id of its first element; empty if it has none.
    pub id: String,
    /// The notes on it.
    pub notes: Vec<NoteView>,
    /// How many blocks there are from this one up to the next with notes, at most 8: the notes may
    /// run along these in the margin. 0 without notes.
    pub span: usize,
    /// How many lines of each of its notes there is room for beside those blocks, from 2 to 12.
    pub lines: usize,
}

/// What of one kind is named in a document.
#[derive(Clone, Debug, Serialize)]
pub struct NamedGroup {
    /// Name of the kind.
    pub kind: String,
    /// Several of the kind, in words.
    pub label: String,
    /// The entities, by name.
    pub entities: Vec<Named>,
}

/// An entity that is named in a document.
#[derive(Clone, Debug, Serialize)]
pub struct Named {
    /// Its title.
    pub text: String,
    /// Link to its page.
    pub href: String,
    /// How often it is named.
    pub count: usize,
}

/// A document before or after this one.
#[derive(Clone, Debug, Serialize)]
pub struct Neighbour {
    /// Its title.
    pub title: String,
    /// Link to it.
    pub href: String,
    /// Its date.
    pub date: Option<Date>,
}

/// Fills the view.
pub(super) fn view(here: &Here<'_>, number: DocumentNumber) -> DocumentView {
    let site = here.site;
    let facts = site.document(number);
    let document = &facts.document;
    let shown = site.shows_text(facts);
    let notes = notes::of_document(here, number);
    let owner = Owner::Document(number);
    let body = if shown { here.texts.body(owner, &here.route) } else { Vec::new() };
    let (blocks, loose_notes) =
        if shown { (laid_out(facts, body, notes), Vec::new()) } else { (Vec::new(), notes) };
    DocumentView {
        page: frame(here, facts),
        date: document.date.map(Date::of),
        date_basis: document.date_basis.clone(),
        covers: covers(document),
        source: source(here, owner, document),
        dateline: document.dateline.clone(),
        rights: word(&document.rights),
        rights_words: rights_words(document.rights).to_owned(),
        own_words: document.rights == Rights::OwnWords,
        withheld: !shown,
        summary: document.common.summary.as_deref().map(|text| here.line(owner, text)),
        topics: document.topics.clone(),
        language: document.language.clone(),
        contents: contents(facts),
        blocks,
        loose_notes,
        named: named(here, number),
        cite: citation::of_document(site, document),
        sources: document.sources.iter().map(|source| here.citation(source)).collect(),
        previous: number.0.checked_sub(1).map(|at| neighbour(here, DocumentNumber(at))),
        next: (number.0 + 1 < site.documents.len())
            .then(|| neighbour(here, DocumentNumber(number.0 + 1))),
        reviewed: document.common.reviewed.as_ref().map(|review| Reviewed::of(site, review)),
        corrections: document.common.corrections.iter().map(Corrected::of).collect(),
    }
}

fn frame(here: &Here<'_>, facts: &DocumentFacts) -> Frame {
    let document = &facts.document;
    let mut frame = here
        .frame("document", &document.common.title)
        .described(document.common.summary.as_deref().map(shapes::plain))
        .with_schema(&schema::document(here.site, facts));
    frame.meta = citation::meta(here.site, document);
    frame.draft = document.common.draft;
    frame
}

fn covers(document: &Document) -> Option<String> {
    let period = document.covers?;
    let words = |date: Option<crate::date::Edtf>| date.map(crate::date::Edtf::words);
    match (words(period.from), words(period.to)) {
        (Some(from), Some(to)) if from == to => Some(from),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}

/// What may be shown of a document, in words.
pub(super) fn rights_words(rights: Rights) -> &'static str {
    match rights {
        Rights::PublicDomain => "In the public domain",
        Rights::Licensed => "Shown under a licence",
        Rights::Excerpt => "Excerpt",
        Rights::OwnWords => "Our account",
        Rights::Restricted => "Text withheld",
    }
}

fn source(here: &Here<'_>, owner: Owner, document: &Document) -> SourcePart {
    let source = &document.source;
    SourcePart {
        publication: source.publication.clone(),
        kind: source.kind.clone(),
        author: source.author.clone(),
        url: source.url.clone(),
        retrieved: source.retrieved.map(Date::of),
        archive: source.archive.clone(),
        description: source.description.as_deref().map(|text| here.line(owner, text)),
    }
}

fn contents(facts: &DocumentFacts) -> Vec<TextSection> {
    let section = |heading: &crate::site::Heading| TextSection {
        level: heading.level,
        text: heading.text.clone(),
        href: format!("#{}", heading.id),
    };
    facts.headings.iter().map(section).collect()
}

/// Puts each note beside the block that it belongs to.
fn laid_out(facts: &DocumentFacts, body: Vec<HtmlBlock>, notes: Vec<NoteView>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(body.len());
    let mut notes = notes.into_iter().zip(&facts.notes).peekable();
    for HtmlBlock { html, blocks: inside } in body {
        let mut own = Vec::new();
        // Notes are in order of place, so those before the end of this block are its own.
        while notes.peek().is_some_and(|(_, note)| note.attached.block < inside.end) {
            own.extend(notes.next().map(|(note, _)| note));
        }
        blocks.push(Block { id: first_id(&html), html, notes: own, span: 0, lines: 2 });
    }
    if let Some(last) = blocks.last_mut() {
        last.notes.extend(notes.map(|(note, _)| note));
    }
    let (mut room, mut height) = (0, 0);
    for block in blocks.iter_mut().rev() {
        room += 1;
        height += height_of(&block.html);
        if !block.notes.is_empty() {
            block.span = room.min(8);
            block.lines = lines_beside(height, block.notes.len());
            (room, height) = (0, 0);
        }
    }
    blocks
}

/// About how high a block stands, in halves of a line, with the space below it.
fn height_of(html: &str) -> usize {
    let (mut letters, mut inside) = (0, false);
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => letters += 1,
            _ => {}
        }
    }
    // 66 letters a line, as the theme sets them.
    2 * usize::max(1, letters / 66 + 1) + 1
}

/// How many lines of each of some notes fit beside text of this height. Notes are set in two
/// thirds of the text's leading; each has a line for its number, and one of space before the next.
fn lines_beside(height: usize, notes: usize) -> usize {
    ((height * 3 / 4 + 1) / notes.max(1)).saturating_sub(2).clamp(2, 12)
}

fn first_id(html: &str) -> String {
    let after = html.split_once(" id=\"").map(|(_, after)| after);
    after.and_then(|after| after.split('"').next()).unwrap_or_default().to_owned()
}

fn named(here: &Here<'_>, number: DocumentNumber) -> Vec<NamedGroup> {
    let site = here.site;
    let named = site.backlinks.named_in(number);
    let group = |kind: &crate::config::Kind| {
        let mut entities: Vec<(String, Named)> = named
            .iter()
            .filter(|(entity, _)| site.entity(*entity).id.folder() == kind.folder)
            .map(|(entity, count)| {
                let entity = site.entity(*entity);
                let named = Named {
                    text: entity.common.title.clone(),
                    href: here.link(&entity.id.route()),
                    count: *count,
                };
                (order::folded(&order::index_name(entity)), named)
            })
            .collect();
        entities.sort_by(|a, b| (&a.0, &a.1.text).cmp(&(&b.0, &b.1.text)));
        (!entities.is_empty()).then(|| NamedGroup {
            kind: kind.name.clone(),
            label: shapes::capitalised(&kind.plural),
            entities: entities.into_iter().map(|(_, named)| named).collect(),
        })
    };
    site.book.kinds.iter().filter_map(group).collect()
}

fn neighbour(here: &Here<'_>, number: DocumentNumber) -> Neighbour {
    let document = &here.site.document(number).document;
    Neighbour {
        title: document.common.title.clone(),
        href: here.link(&crate::site::routes::route(here.site, &PageKey::Document(number))),
        date: document.date.map(Date::of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_get_the_lines_that_their_text_leaves() {
        let paragraph = format!("<p id=\"not-counted\">{}</p>", "letter ".repeat(50));
        assert_eq!(height_of(&paragraph), 13);
        assert_eq!(lines_beside(13, 1), 8);
        assert_eq!(lines_beside(13, 2), 3);
        assert_eq!(lines_beside(13, 9), 2, "a note always shows something");
        assert_eq!(lines_beside(900, 1), 12);
    }
}
