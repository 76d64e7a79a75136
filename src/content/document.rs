//! Documents: source texts with their provenance.

use super::{
    Citation, Common, FileFacts, LinkPolicy, Period,
    fields::{Fields, Reader},
    front_matter,
};
use crate::{
    date::Edtf,
    diag::{Finding, Report},
    path::{DocumentId, SourcePath},
    yaml::Node,
};

/// What the law lets us show of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rights {
    /// Free of copyright.
    PublicDomain,
    /// Shown under a licence.
    Licensed,
    /// An excerpt.
    Excerpt,
    /// Our own account of somebody else's text.
    OwnWords,
    /// No sentence of it may stand on any public page.
    Restricted,
}

impl Rights {
    /// The words of it in files.
    pub const NAMES: [(&'static str, Rights); 5] = [
        ("public-domain", Rights::PublicDomain),
        ("licensed", Rights::Licensed),
        ("excerpt", Rights::Excerpt),
        ("own-words", Rights::OwnWords),
        ("restricted", Rights::Restricted),
    ];
}

/// Where a document comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Source {
    /// Who published it; `None` is `publication: unknown`.
    pub publication: Option<String>,
    /// Wire report, newspaper, official, compilation, ….
    pub kind: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was fetched.
    pub retrieved: Option<Edtf>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// What the text itself shows of its origin.
    pub description: Option<String>,
}

/// A document. Its text stays in its file; [`FileFacts`] says where.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its identity.
    pub id: DocumentId,
    /// Where its text is.
    pub file: FileFacts,
    /// Title, summary, reviews, ….
    pub common: Common,
    /// When it was published; `None` is undated.
    pub date: Option<Edtf>,
    /// The words or reasons that the date rests on.
    pub date_basis: Option<String>,
    /// The time that the text speaks of. `None`: its date.
    pub covers: Option<Period>,
    /// Where it comes from.
    pub source: Source,
    /// Where and when its text says that it was written.
    pub dateline: Option<String>,
    /// What may be shown of it.
    pub rights: Rights,
    /// What it is about.
    pub topics: Vec<String>,
    /// The language of its text.
    pub language: Option<String>,
    /// Its own link policy.
    pub link: Option<LinkPolicy>,
    /// Works that it rests on, beside its source.
    pub sources: Vec<Citation>,
}

impl Document {
    /// The time that the text speaks of: `covers`, else its date as a period of its own.
    pub fn covers(&self) -> Period {
        self.covers.unwrap_or(Period { from: self.date, to: self.date })
    }
}

/// Reads a document. The value is whole even when the findings say that the file is not.
pub fn parse(path: &SourcePath, text: &str) -> (Document, Vec<Finding>) {
    let mut reader = Reader::new(path, text);
    let front = front_matter::read(&mut reader, path, text);
    let mut document = Document {
        id: DocumentId::new(path.stem()),
        file: front.file.clone(),
        common: Common::default(),
        date: None,
        date_basis: None,
        covers: None,
        source: Source::default(),
        dateline: None,
        // The most careful reading: without `rights`, nothing may be shown.
        rights: Rights::Restricted,
        topics: Vec::new(),
        language: None,
        link: None,
        sources: Vec::new(),
    };
    if let Some(node) = &front.node
        && let Some(fields) = Fields::of(&mut reader, "front matter", node)
    {
        read_fields(fields.missing_at(front.mark), &mut document);
    }
    document.common.cited = reader.cited;
    (document, reader.findings)
}

fn read_fields(mut fields: Fields<'_, '_, '_>, document: &mut Document) {
    document.common = front_matter::common(&mut fields);
    let undated = !fields.has("date");
    document.date = fields.get("date", Reader::date);
    document.date_basis = fields.text("date_basis");
    document.covers = fields.get("covers", Reader::period);
    document.source = fields.required("source", read_source).unwrap_or_default();
    document.dateline = fields.text("dateline");
    let rights =
        |reader: &mut Reader<'_>, key: &str, node: &Node| reader.choice(key, node, &Rights::NAMES);
    document.rights = fields.required("rights", rights).unwrap_or(Rights::Restricted);
    document.topics = fields.plain_texts("topics");
    document.language = fields.get("language", Reader::language);
    document.link = fields.get("mentions", read_link);
    document.sources = fields.all("sources", Reader::citations);
    if undated {
        let at = document.common.title_range;
        fields.reader().report(Report::new("document-undated", "the document has no date"), at);
    }
    fields.finish();
}

fn read_source(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<Source> {
    let mut fields = Fields::of(reader, key, node)?;
    let publication = fields.required("publication", Reader::placed_text);
    let source = Source {
        kind: fields.text("kind"),
        author: fields.text("author"),
        url: fields.get("url", Reader::address),
        retrieved: fields.get("retrieved", Reader::date),
        archive: fields.get("archive", Reader::address),
        description: fields.text("description"),
        publication: publication.as_ref().map(|p| p.value.clone()).filter(|p| p != "unknown"),
    };
    if let (Some(publication), None) = (&publication, &source.publication) {
        let (code, message) = match source.description {
            Some(_) => ("source-publication-unknown", "where this text was published is not known"),
            None => (
                "content-missing-key",
                "an unknown publication needs a `description` of what the text itself shows",
            ),
        };
        fields.reader().report(Report::new(code, message), publication.range);
    }
    fields.finish();
    Some(source)
}

/// `mentions: {link: …}`.
fn read_link(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<LinkPolicy> {
    let mut fields = Fields::of(reader, key, node)?;
    let link = fields.get("link", super::link_policy);
    fields.finish();
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(yaml: &str, expect: &[(&str, usize, usize)]) {
        let text = format!("---\n{yaml}---\nBody.\n");
        let path = SourcePath::new("content/documents/a.md").unwrap();
        let (_, mut findings) = parse(&path, &text);
        findings.sort();
        let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
        assert_eq!(got, expect, "{findings:#?}");
    }

    #[test]
    fn five_mistakes_give_five_findings() {
        check(
            "title: A\ntitel: B\ndate: 2015-13-01\nsorce: x\nrights: {}\ndraft: maybe\n",
            &[
                ("content-missing-key", 1, 1),
                ("content-unknown-key", 3, 1),
                ("content-bad-date", 4, 7),
                ("content-unknown-key", 5, 1),
                ("content-bad-value", 6, 9),
                ("content-bad-value", 7, 8),
            ],
        );
    }

    #[test]
    fn publications_may_be_unknown_if_described() {
        check(
            "title: A\ndate: 2015\nrights: excerpt\nsource: {publication: unknown}\n",
            &[("content-missing-key", 5, 23)],
        );
        check(
            "title: A\ndate: 2015\nrights: excerpt\nsource: {publication: unknown, description: none}\n",
            &[("source-publication-unknown", 5, 23)],
        );
    }
}
