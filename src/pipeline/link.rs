//! Step five for a whole book: every body linked against the register, its notes attached, or
//! remembered.
//!
//! In: parsed files, the register, the policy. Out: a [`Linked`] for each. Never: a title or
//! address of an entity in a result; a document linked whose key is known.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    bodies::unlink_crossing,
    memo::Table,
    parse::{loose_blocks, read_text},
};
use pulldown_cmark::{Event, Tag};

use crate::{
    config::MentionPolicy,
    content::{Common, Document, FileFacts, LinkPolicy, Period, words::NameWords},
    date::Edtf,
    diag::{ByteRange, Finding, Pending, Report},
    hash::{ContentHash, KeyBuilder, PROGRAM},
    markdown::{
        self, TextBlock, Tree,
        blocks::{blocks, collapsed},
        sentences::{Sentence, sentences},
    },
    mentions::{self, Decision, DecisionVerdict, LinkInput, Mention, Outcome, WikiProblem},
    notes::{self, NotesFile, Verdict, Visibility},
    path::{EntityId, SourcePath},
    register::Register,
    site::{Audience, Heading, SiteMention, SiteNote},
    source::Source,
};

/// A short text of an editor with the mentions found in it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct LinkedText {
    /// Markdown.
    pub text: String,
    /// Mentions; ranges are bytes of `text`.
    pub mentions: Vec<Mention>,
}

/// A note at its place, with the mentions found in what it says.
#[derive(Clone, Debug)]
pub struct LinkedNote {
    /// The note and the sentence of its passage.
    pub note: SiteNote,
    /// What it says.
    pub text: LinkedText,
}

/// What linking a body came to. Remembered between builds.
#[derive(Clone, Debug, Default)]
pub struct LinkedBody {
    /// Hash of everything that its HTML depends on, its address apart.
    pub key: ContentHash,
    /// All mentions in order.
    pub mentions: Vec<Mention>,
    /// The certain ones as other pages show them (documents only).
    pub occurrences: Vec<SiteMention>,
    /// Its headings in order.
    pub headings: Vec<Heading>,
    /// The notes that stand in it.
    pub notes: Vec<LinkedNote>,
    /// The summary.
    pub summary: LinkedText,
}

impl LinkedBody {
    /// The mentions found in a short text that belongs to this body.
    pub fn text(&self, markdown: &str) -> Option<&LinkedText> {
        let notes = self.notes.iter().map(|note| &note.text);
        notes.chain([&self.summary]).find(|text| text.text == markdown)
    }
}

/// A `[[link]]` that names nothing of the register. What else of the book it may mean is known
/// only to the book.
#[derive(Clone, Debug)]
pub struct UnknownName {
    /// As written.
    pub target: String,
    /// The file.
    pub path: SourcePath,
    /// Where, in bytes of the file.
    pub range: ByteRange,
}

/// What was found wrong or doubtful in linking a body.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In the files of the document and its notes.
    pub pending: Vec<Pending>,
    /// Names that the register lacks.
    pub unknown: Vec<UnknownName>,
}

/// A linked body and what was found wrong or doubtful in linking it.
#[derive(Clone, Debug, Default)]
pub struct Linked {
    /// For the site.
    pub body: Arc<LinkedBody>,
    /// What is wrong or doubtful.
    pub found: Found,
}

/// What all linking of a build shares.
pub struct Linker<'a> {
    /// Where texts are read from.
    pub source: &'a Source,
    /// All entities.
    pub register: &'a Register,
    /// How mentions are linked.
    pub policy: &'a MentionPolicy,
    /// Who the book is for.
    pub audience: Audience,
    /// What is remembered.
    pub table: &'a Table<Linked>,
    /// How many documents were linked anew.
    pub made: AtomicUsize,
}

/// A body to link.
pub struct Job<'a> {
    /// Its file.
    pub file: &'a FileFacts,
    /// Its front matter.
    pub common: &'a Common,
    /// Its words.
    pub words: &'a NameWords,
    /// What more there is to know of it.
    pub role: JobRole<'a>,
}

/// What kind of text a body is.
pub enum JobRole<'a> {
    /// A document, with the notes file beside it.
    Document(&'a Document, Option<(&'a SourcePath, ContentHash, &'a NotesFile)>),
    /// The text about an entity: never linked to itself.
    Entity(&'a EntityId),
    /// A standing page.
    Page,
}

impl Linker<'_> {
    /// The linked body, remembered or made.
    ///
    /// # Errors
    /// If the file changed since the snapshot.
    pub fn link(&self, job: &Job<'_>) -> Result<Arc<Linked>, Box<Finding>> {
        let notes = NoteTexts::of(job, self.audience);
        let key = self.key(job, &notes);
        if let Some(linked) = self.table.get(key) {
            return Ok(linked);
        }
        let text = read_text(self.source, &job.file.path, job.file.hash)?;
        if matches!(job.role, JobRole::Document(..)) {
            self.made.fetch_add(1, Ordering::Relaxed);
        }
        Ok(self.table.insert(key, self.make(job, &text, key)))
    }

    fn key(&self, job: &Job<'_>, notes: &NoteTexts) -> ContentHash {
        let mut key = KeyBuilder::new("link");
        key.text(PROGRAM)
            .text(job.file.path.as_str())
            .hash(job.file.hash)
            .hash(self.register.answer(job.words))
            .hash(self.register.answer(&notes.words))
            .value(self.policy)
            .text(match self.audience {
                Audience::Public => "public",
                Audience::Editors => "editors",
            });
        if let JobRole::Document(_, Some((_, hash, file))) = &job.role {
            key.hash(*hash);
            // What a decision names need not share a word with the text.
            for decision in &file.decisions {
                let (Verdict::Is(written) | Verdict::Not(written)) = &decision.verdict;
                key.value(&self.register.resolve(&written.value));
            }
        }
        key.finish()
    }

    fn make(&self, job: &Job<'_>, text: &str, key: ContentHash) -> Linked {
        let tree = markdown::parse(&text[job.file.body.as_range()], job.file.body.start);
        let blocks = blocks(&tree);
        let mut found = Found::default();
        let time = Time::of(job);
        let attachment = match &job.role {
            JobRole::Document(_, Some((path, _, file))) => {
                let attachment = notes::attach(file, &blocks);
                let reports = attachment.reports.iter();
                found.pending.extend(
                    reports.map(|(report, range)| Pending::new(path, *range, report.clone())),
                );
                attachment
            }
            _ => notes::Attachment::default(),
        };
        let decisions = decisions(self.register, &attachment);
        let input = LinkInput { decisions: &decisions, ..self.input(&blocks, &time) };
        let mut linked = mentions::link(&input, self.register);
        unlink_crossing(&tree, &blocks, &mut linked.mentions);
        for problem in &linked.wiki_problems {
            let range = blocks[problem.block].source_of(problem.text.clone());
            found.wiki(job.file, range, problem);
        }
        let occurrences = match job.role {
            JobRole::Document(..) => {
                found
                    .pending
                    .extend(linked.mentions.iter().filter_map(|m| doubt_report(job.file, text, m)));
                occurrences(&blocks, &linked.mentions)
            }
            _ => Vec::new(),
        };
        let notes = attachment
            .notes
            .into_iter()
            .filter(|attached| sees(self.audience, attached.note.visibility))
            .map(|attached| {
                let text = self.loose(&attached.note.text, &time, job, &mut found);
                let passage = attached.text.clone();
                let sentence = Some(Sentence::around(&blocks[attached.block].text, passage));
                LinkedNote { note: SiteNote { attached, sentence }, text }
            })
            .collect();
        let summary =
            self.loose(job.common.summary.as_deref().unwrap_or_default(), &time, job, &mut found);
        let headings = headings(&tree, &blocks);
        let body =
            LinkedBody { key, mentions: linked.mentions, occurrences, headings, notes, summary };
        Linked { body: Arc::new(body), found }
    }

    fn input<'t>(&'t self, blocks: &'t [TextBlock], time: &Time<'t>) -> LinkInput<'t> {
        LinkInput {
            blocks,
            date: time.date,
            covers: time.covers,
            policy: self.policy,
            document_link: time.link,
            decisions: &[],
            own: time.own,
        }
    }

    /// Links a short text. A problem with one of its `[[links]]` is reported at the title.
    fn loose(&self, text: &str, time: &Time<'_>, job: &Job<'_>, found: &mut Found) -> LinkedText {
        let (tree, blocks) = parsed(text);
        let mut linked = mentions::link(&self.input(&blocks, time), self.register);
        unlink_crossing(&tree, &blocks, &mut linked.mentions);
        for problem in &linked.wiki_problems {
            found.wiki(job.file, job.common.title_range, problem);
        }
        LinkedText { text: text.to_owned(), mentions: linked.mentions }
    }
}

fn parsed(text: &str) -> (Tree, Vec<TextBlock>) {
    let tree = markdown::parse_loose(text);
    let blocks = blocks(&tree);
    (tree, blocks)
}

/// When a text speaks and how it is linked.
struct Time<'a> {
    date: Option<Edtf>,
    covers: Period,
    link: Option<LinkPolicy>,
    own: Option<&'a EntityId>,
}

impl<'a> Time<'a> {
    fn of(job: &Job<'a>) -> Self {
        match &job.role {
            JobRole::Document(document, _) => Self {
                date: document.date,
                covers: document.covers(),
                link: document.link,
                own: None,
            },
            JobRole::Entity(id) => {
                Self { date: None, covers: Period::default(), link: None, own: Some(id) }
            }
            JobRole::Page => Self { date: None, covers: Period::default(), link: None, own: None },
        }
    }
}

/// The words of a document's notes, for the key.
struct NoteTexts {
    words: NameWords,
}

impl NoteTexts {
    fn of(job: &Job<'_>, audience: Audience) -> Self {
        let JobRole::Document(_, Some((_, _, file))) = &job.role else {
            return Self { words: NameWords::default() };
        };
        let visible = file.notes.iter().filter(|note| sees(audience, note.visibility));
        let blocks: Vec<TextBlock> = visible.flat_map(|note| loose_blocks(&note.text)).collect();
        Self { words: NameWords::of(&blocks) }
    }
}

fn decisions(register: &Register, attachment: &notes::Attachment) -> Vec<Decision> {
    let one = |decision: &notes::AttachedDecision| {
        let (Verdict::Is(written) | Verdict::Not(written)) = &decision.verdict;
        // A decision for something that the book lacks is reported by the checks.
        let [entity] = register.resolve(&written.value).try_into().ok()?;
        let verdict = match decision.verdict {
            Verdict::Is(_) => DecisionVerdict::Is(entity),
            Verdict::Not(_) => DecisionVerdict::Not(entity),
        };
        Some(Decision { block: decision.anchor.block, text: decision.anchor.text.clone(), verdict })
    };
    attachment.decisions.iter().filter_map(one).collect()
}

fn occurrences(blocks: &[TextBlock], mentions: &[Mention]) -> Vec<SiteMention> {
    // Mentions come in order of place, so each block is cut into sentences once.
    let mut cut: (usize, Vec<Range<usize>>) = (usize::MAX, Vec::new());
    let mut found = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let Some(entity) = mention.entity() else { continue };
        let block = &blocks[mention.block];
        if cut.0 != mention.block {
            cut = (mention.block, sentences(&block.text));
        }
        let sentence = Sentence::within(&block.text, &cut.1, mention.text.clone());
        found.push(SiteMention {
            entity: entity.clone(),
            rule: mention.rule,
            block_id: block.id.clone(),
            sentence: Some(sentence),
        });
    }
    found
}

/// The headings of a body; the highest level that it uses counts as 2.
fn headings(tree: &Tree, blocks: &[TextBlock]) -> Vec<Heading> {
    let level = |block: &TextBlock| {
        let start = tree.nodes.get(block.nodes.start.checked_sub(1)?)?;
        match start.event {
            Event::Start(Tag::Heading { level, .. }) => Some(level as u8),
            _ => None,
        }
    };
    let found: Vec<(u8, &TextBlock)> = blocks.iter().filter_map(|b| Some((level(b)?, b))).collect();
    let top = found.iter().map(|(level, _)| *level).min().unwrap_or(2);
    found
        .into_iter()
        .map(|(level, block)| Heading {
            level: level + 2 - top.min(2),
            id: block.id.clone(),
            text: collapsed(&block.text),
        })
        .collect()
}

impl Found {
    fn wiki(&mut self, file: &FileFacts, range: ByteRange, problem: &WikiProblem) {
        let path = file.path.clone();
        if problem.candidates.is_empty() {
            self.unknown.push(UnknownName { target: problem.target.clone(), path, range });
            return;
        }
        let list: Vec<&str> = problem.candidates.iter().map(EntityId::as_str).collect();
        let message = format!("`[[{}]]` could be {}", problem.target, list.join(" or "));
        let report = Report::new("link-wiki-ambiguous", message);
        let report = report.hint(format!("write `[[{}]]`", list[0]));
        self.pending.push(Pending { path, report, range });
    }
}

fn doubt_report(file: &FileFacts, text: &str, mention: &Mention) -> Option<Pending> {
    let Outcome::Doubtful(candidates) = &mention.outcome else { return None };
    let name = &text[mention.range.as_range()];
    let list: Vec<String> =
        candidates.iter().take(4).map(|c| format!("{} ({})", c.entity, c.why)).collect();
    let message = format!("“{name}” could be {}", list.join(" or "));
    let hint = "decide it in the notes file: `at: {quote: …}` with `is:` or `not:`";
    let range = ByteRange::new(mention.range.start, mention.range.end);
    Some(Pending::new(&file.path, range, Report::new("mention-doubtful", message).hint(hint)))
}

/// Whether a note is shown to an audience.
fn sees(audience: Audience, visibility: Visibility) -> bool {
    audience == Audience::Editors || visibility == Visibility::Public
}
