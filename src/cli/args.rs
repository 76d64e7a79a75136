//! What can be typed: commands, options and their help.
//!
//! In: the arguments of the process. Out: [`Args`]; what is no argument ends the program with code
//! 2. Never: a file looked at.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::BaseUrl;

/// Builds annotated, cross-linked briefing books from plain files.
///
/// A book is a folder with site.toml and content/. Every document becomes a page on which the
/// people, agreements and other entities of the book are linked, with the editors' notes beside
/// the text. Start with `briefbook init my-book`.
#[derive(Debug, Parser)]
#[command(name = "briefbook", version, max_term_width = 100)]
pub struct Args {
    /// The book's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build the book into a folder of static files
    ///
    /// Writes only what changed, removes only what it wrote before, and writes nothing at all if
    /// the book has errors.
    Build(BuildArgs),
    /// Preview the book in a browser; rebuild and reload when a file changes
    ///
    /// Shows drafts and internal notes, marked. While the book has errors, the last good one stays
    /// and every page says what is wrong. Ctrl-C ends it at once.
    Serve(ServeArgs),
    /// Rebuild when a file changes, without a server
    ///
    /// While the book has errors, the output stays as it is. Ctrl-C ends it.
    Watch(WatchArgs),
    /// Report everything that is wrong or doubtful, without writing
    Check(CheckArgs),
    /// List who and what is named where, and by which rule
    Mentions {
        /// How to print the rows
        #[arg(long, value_enum, default_value_t = MentionFormat::Table)]
        format: MentionFormat,
    },
    /// Say why the mentions of a document are what they are
    ///
    /// For each mention: the rule that found it, why it is linked or not, whom a doubtful one may
    /// name, and who else has the name.
    Explain {
        /// The document, perhaps with a line: my-letter, documents/my-letter:12
        #[arg(value_name = "DOCUMENT[:LINE]")]
        document: String,
    },
    /// List every note and link decision, and whether its passage still stands
    Notes {
        /// Only those on this document
        document: Option<String>,
        /// How to print the rows
        #[arg(long, value_enum, default_value_t = NoteFormat::Text)]
        format: NoteFormat,
    },
    /// Turn plain texts into documents of the book
    Import(ImportArgs),
    /// Write a new file with the right front matter
    ///
    /// Prints the path of the file. A file that is there already is never written over.
    New {
        /// document, page, or a kind of the book: person, agreement, …
        kind: String,
        /// The title
        #[arg(allow_hyphen_values = true)]
        title: String,
    },
    /// Make a small working book in a new folder
    Init {
        /// The folder
        dir: PathBuf,
        /// Also write a workflow that publishes to GitHub Pages
        #[arg(long)]
        pages: bool,
    },
    /// Print the JSON Schema of a file's keys, for editors that complete and check
    ///
    /// With --write, all schemas are written into .briefbook/schemas/ of the book instead. `init`
    /// does so too; do it again after a new version of briefbook.
    Schema {
        /// Which kind of file
        #[arg(value_enum, required_unless_present = "write")]
        file: Option<SchemaFile>,
        /// Write all schemas into the book
        #[arg(long, conflicts_with = "file")]
        write: bool,
    },
    /// Print shell completions
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man,
}

/// Options of `build`.
#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// Where to write [default: public/ in the book's folder]
    #[arg(long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Publish under this address instead of site.toml's
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// Include drafts and internal notes, visibly marked
    #[arg(long)]
    pub drafts: bool,
    /// Let links name their index.html, for reading from a folder
    #[arg(long)]
    pub portable: bool,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Print how long each stage took
    #[arg(long)]
    pub timings: bool,
    /// Say why a page was or was not rendered, like /people/ada/
    #[arg(long, value_name = "PAGE")]
    pub explain: Option<String>,
}

fn base_url(text: &str) -> Result<BaseUrl, &'static str> {
    BaseUrl::parse(text).ok_or("this is no web address; write it like https://example.org/book/")
}

/// Options of `serve`.
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// The port; if it is taken, the next free one [default: 3000]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the book in the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes instead of waiting to be told, for network folders
    #[arg(long)]
    pub poll: bool,
}

/// Options of `watch`.
#[derive(Debug, clap::Args)]
pub struct WatchArgs {
    /// Where to write [default: public/ in the book's folder]
    #[arg(long, value_name = "DIR")]
    pub output_dir: Option<PathBuf>,
    /// Look for changes instead of waiting to be told, for network folders
    #[arg(long)]
    pub poll: bool,
}

/// Options of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = FindingFormat::Text)]
    pub format: FindingFormat,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// List what is left to do: undated and unsourced facts, doubtful mentions, open questions,
    /// unreviewed pages; and the links to other sites, which are not fetched
    #[arg(long)]
    pub todo: bool,
}

/// Options of `import`.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// Plain texts
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Also write stubs for people who seem to be named
    #[arg(long)]
    pub stubs: bool,
    /// Import again over an earlier import that nobody has edited
    #[arg(long)]
    pub update: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// For people
    Text,
    /// One list, for programs
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

/// How mentions are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MentionFormat {
    /// For people
    Table,
    /// One JSON object a line
    Jsonl,
    /// For spreadsheets
    Csv,
}

/// How notes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NoteFormat {
    /// For people
    Text,
    /// One list, for programs
    Json,
    /// One JSON object a line
    Jsonl,
}

/// Files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// site.toml
    Site,
    /// The front matter of a document
    Document,
    /// The front matter of a standing page
    Page,
    /// A notes file
    Notes,
    /// The front matter of an entity of any kind
    Entity,
    /// The front matter of a person
    Person,
    /// The front matter of an agreement
    Agreement,
    /// The front matter of an organization
    Organization,
    /// The front matter of a place
    Place,
    /// The front matter of an event
    Event,
    /// The front matter of an office
    Office,
    /// The front matter of a vessel
    Vessel,
    /// The front matter of an entity of a kind that site.toml declares
    Declared,
}
