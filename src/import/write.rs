//! An imported text as a document of the book: front matter and Markdown.
//!
//! In: an [`Imported`] text. Out: the bytes of `content/documents/<slug>.md`, and the [`Check`]s
//! that its editor must make. Never: a value that the text does not show, without the word CHECK
//! beside it; a character that Markdown would take for markup.

use std::fmt::Write;

use super::text::{DateFrom, Imported, TitleFrom};

/// A field that the editor must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The key in the front matter.
    pub field: &'static str,
    /// What to look at.
    pub what: String,
}

impl Check {
    fn new(field: &'static str, what: impl Into<String>) -> Self {
        Self { field, what: what.into() }
    }
}

/// What the editor must look at, in the order of the front matter.
pub fn checks(imported: &Imported) -> Vec<Check> {
    let evidence = &imported.evidence;
    let mut checks = Vec::new();
    match &imported.title.from {
        TitleFrom::Line(..) => {}
        TitleFrom::Unsure(line, _) => {
            checks.push(Check::new(
                "title",
                format!("line {} is long, a sentence or a section's name", line.0),
            ));
        }
        TitleFrom::FileName => {
            checks.push(Check::new("title", "no line looks like a title; this is the file's name"));
        }
    }
    checks.push(match evidence.date {
        Some((_, DateFrom::DateLine, _)) => Check::new("date", "is this when it was published?"),
        Some((_, DateFrom::Dateline, _)) => {
            Check::new("date", "when it was written; when was it published?")
        }
        Some((_, DateFrom::LastModified, _)) => {
            Check::new("date", "the page's last change; when was the text published?")
        }
        None => Check::new("date", "the text shows no full date of its publication"),
    });
    checks.push(Check::new("publication", "the import names no publication; who published it?"));
    checks.push(match evidence.author {
        Some(_) => Check::new("author", "from a byline"),
        None => Check::new("author", "the text shows no byline"),
    });
    checks.push(Check::new("kind", "wire report, newspaper, official, compilation, …"));
    checks.push(Check::new("url", "the text shows no address of its own"));
    if evidence.dateline.is_some() {
        checks.push(Check::new("dateline", "as the text begins"));
    }
    checks.push(Check::new("rights", RIGHTS));
    checks
}

const RIGHTS: &str = "may this text be published? `excerpt` only lets the book show it while you \
                      find out; else write public-domain, licensed, own-words or restricted";

/// The whole file.
pub fn document(imported: &Imported) -> String {
    format!("{}\n{}", front_matter(imported), body(imported))
}

/// The front matter, from its first to its last `---` line.
pub fn front_matter(imported: &Imported) -> String {
    let checks = checks(imported);
    let mark = |field: &str| {
        let what = checks.iter().find(|check| check.field == field);
        what.map_or(String::new(), |check| format!("  # CHECK: {}", check.what))
    };
    let evidence = &imported.evidence;
    let mut lines = vec![
        "---".to_owned(),
        format!("# Imported from {}. Lines with CHECK are for the editor.", imported.name),
        format!("title: {}{}", quoted(&imported.title.text), mark("title")),
    ];
    match &evidence.date {
        Some((day, _, basis)) => {
            let date = format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
            lines.push(format!("date: {date}{}", mark("date")));
            lines.push(format!("date_basis: {}", quoted(basis)));
        }
        None => lines.push(format!("# date:{}", mark("date"))),
    }
    lines.push("source:".into());
    lines.push(format!("  publication: unknown{}", mark("publication")));
    match &evidence.author {
        Some(author) => lines.push(format!("  author: {}{}", quoted(author), mark("author"))),
        None => lines.push(format!("  # author:{}", mark("author"))),
    }
    lines.push(format!("  # kind:{}", mark("kind")));
    lines.push(format!("  # url:{}", mark("url")));
    lines.push(format!("  description: {}", quoted(&description(imported))));
    if let Some(dateline) = &evidence.dateline {
        lines.push(format!("dateline: {}{}", quoted(dateline), mark("dateline")));
    }
    lines.push(format!("rights: excerpt{}", mark("rights")));
    lines.push("---\n".into());
    lines.join("\n")
}

/// What the text itself shows of its origin, in one sentence for readers.
fn description(imported: &Imported) -> String {
    let evidence = &imported.evidence;
    let mut shown = Vec::new();
    if let Some(author) = &evidence.author {
        shown.push(format!("a byline ({author})"));
    }
    if let Some(dateline) = &evidence.dateline {
        shown.push(format!("a dateline ({dateline})"));
    }
    if let Some((_, _, basis)) = &evidence.date {
        shown.push(format!("the line “{basis}”"));
    }
    shown.extend(evidence.shows.iter().map(|line| match line.strip_prefix("picture credit: ") {
        Some(credit) => format!("a picture credit ({credit})"),
        None => format!("the line “{line}”"),
    }));
    match shown.is_empty() {
        true => "The text shows nothing of its origin.".into(),
        false => format!("The text itself shows {}.", shown.join(", ")),
    }
}

/// A double-quoted YAML scalar on one line: JSON's strings are YAML's (YAML 1.2, section 10.3).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The body: one line for each paragraph, parted by blank lines.
pub fn body(imported: &Imported) -> String {
    let mut body = String::new();
    for paragraph in &imported.paragraphs {
        let gap = if body.is_empty() { "" } else { "\n" };
        // Writing to a string has no way to fail.
        let _ = writeln!(body, "{gap}{}", escaped(&paragraph.text));
    }
    body
}

/// A paragraph as Markdown that is rendered as exactly this text. `text` is one line without
/// white space at its ends.
pub fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 50);
    let start = marker_at(text);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        // `{\#id}` parts what would be a paragraph's id; a backslash before the brace would not.
        let id = c == '#' && before == Some('{');
        if start == Some(at) || id || is_markup(c, after) {
            markdown.push('\\');
        }
        markdown.push(c);
        before = Some(c);
    }
    markdown
}

/// The character at the start that would open a heading, quotation, list, rule or front matter.
fn marker_at(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '#' | '>' | '-' | '+' | '=' | ':') {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ordered = digits > 0 && matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
    ordered.then_some(digits)
}

/// Characters that are markup anywhere (CommonMark 0.31, and tables and strikethrough of GFM).
/// `&` only where it could begin a character reference.
fn is_markup(c: char, next: Option<char>) -> bool {
    match c {
        '\\' | '*' | '_' | '`' | '[' | '<' | '|' | '~' => true,
        '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::read;
    use super::*;
    use crate::markdown::{blocks, parse};

    /// The paragraph, once escaped and rendered, is one block with exactly this text.
    fn check(text: &str) {
        let markdown = escaped(text);
        let tree = parse(&format!("{markdown}\n"), 0);
        let shown: Vec<String> = blocks::blocks(&tree).into_iter().map(|b| b.text).collect();
        assert_eq!(shown, [text], "{markdown:?}");
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&shown[0]), words(text));
        assert!(tree.raw_html.is_empty() && tree.paragraph_ids.is_empty(), "{markdown:?}");
    }

    #[test]
    fn every_markup_is_text() {
        for text in [
            "# no heading",
            "#",
            "> said",
            "1. first",
            "12) twelfth",
            "1986. A year",
            "---",
            "***",
            "- item",
            "+ item",
            "* item",
            "= x",
            "a *b* **c** _d_ __e__",
            "`code`",
            "~~gone~~",
            "[a](b)",
            "[[a|b]]",
            "![a](b)",
            "[^1]: note",
            "<b>x</b>",
            "<!-- x -->",
            "a < b > c",
            "&amp; &#33; A&B AT&T",
            "a | b",
            "|a|b|",
            "end {#id}",
            "{#id}",
            "{{#id}}",
            "\\",
            "a\\",
            "\\* x",
            "a\\{#b}",
            "+++",
            "~~~",
            "```",
            "<http://a.example>",
            ": x",
            "- [ ] task",
            "snake_case_word",
            "5 * 3 * 2",
            "[W]e",
            "x{ #y}",
            "[!NOTE] x",
            "]]>",
            "$x$ a^b^ ~c~",
        ] {
            check(text);
        }
    }

    /// A small linear congruential generator: the same texts on every machine.
    struct Dice(u64);

    impl Dice {
        fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            from[(self.0 >> 33) as usize % from.len()]
        }
    }

    const PIECES: [&str; 44] = [
        "a",
        "Bo",
        "river",
        "é",
        "—",
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "!",
        "#",
        "{",
        "}",
        "{#",
        "\\",
        "|",
        "~",
        "~~",
        "&",
        "&lt;",
        ";",
        "-",
        "--",
        "---",
        "+",
        "1.",
        "2)",
        "=",
        ":",
        "^",
        "'",
        "\"",
        "’",
        "/",
        "https://a.example",
        " ",
        "  ",
    ];

    #[test]
    fn generated_paragraphs_are_rendered_as_they_are() {
        let mut dice = Dice(1);
        for _ in 0..4000 {
            let text: String = (0..9).map(|_| dice.pick(&PIECES)).collect();
            let text = blocks::collapsed(&text);
            if !text.is_empty() {
                check(&text);
            }
        }
    }

    #[test]
    fn generated_texts_keep_every_word_in_order() {
        let lines = [
            "",
            "Share",
            "Advertisement",
            "A bridge falls ?",
            "By Jane Roe",
            "ROME — It rained all day, and nobody on the bridge saw the water rise.",
            "4 May 1998",
            "Comments (2)",
            "* * *",
            "<b>bold</b> {#x}",
            "\u{a0}wide\tspaces\u{200b} here ",
            "The mayor on the bridge.Jane Roe/AFP",
            "The water took the mill and the school and left the church alone.",
        ];
        let ends = ["\n", "\r\n", "\n\n", "\r"];
        let mut dice = Dice(7);
        for _ in 0..2000 {
            let text: String =
                (0..12).flat_map(|_| [dice.pick(&lines), dice.pick(&ends)]).collect();
            let Ok(imported) = read("name.txt", text.as_bytes()) else { continue };
            let body = body(&imported);
            let shown = blocks::blocks(&parse(&body, 0));
            let shown: Vec<&str> = shown.iter().flat_map(|b| b.text.split_whitespace()).collect();
            let kept = imported.paragraphs.iter().flat_map(|p| p.text.split_whitespace());
            assert_eq!(shown, kept.collect::<Vec<_>>(), "{text:?}");
            assert_eq!(in_order(&imported), original(&text), "{text:?}");
        }
    }

    fn original(text: &str) -> Vec<String> {
        let text = text.replace('\u{200b}', "");
        text.split_whitespace().map(str::to_owned).collect()
    }

    /// Title, body and dropped lines, put back in the order of the original.
    fn in_order(imported: &Imported) -> Vec<String> {
        let mut lines: Vec<(usize, &str)> = Vec::new();
        lines.extend(imported.paragraphs.iter().map(|p| (p.line.0, &*p.text)));
        lines.extend(imported.dropped.iter().map(|d| (d.line.0, &*d.text)));
        if let TitleFrom::Line(line, text) | TitleFrom::Unsure(line, text) = &imported.title.from {
            lines.push((line.0, text));
        }
        lines.sort();
        lines.iter().flat_map(|(_, text)| text.split_whitespace()).map(str::to_owned).collect()
    }

    #[test]
    fn front_matter_says_only_what_the_text_shows() {
        let text = "The \"old\" bridge: a history\n\nIt stood for two hundred years, and then it fell in one night.\n\nSo ends the long story of the bridge that the bishop built for the town.\n";
        let got = document(&read("bridge.txt", text.as_bytes()).unwrap());
        assert!(got.contains("\ntitle: \"The \\\"old\\\" bridge: a history\"\n"), "{got}");
        assert!(got.contains("\n# date:  # CHECK: "), "{got}");
        assert!(got.contains("\n  publication: unknown  # CHECK: "), "{got}");
        assert!(!got.contains("\ndate:") && !got.contains("dateline"), "{got}");
        let yaml = got.split("---\n").nth(1).unwrap();
        let yaml: serde_yaml::Value = serde_yaml::from_str(yaml).unwrap();
        assert_eq!(yaml["title"], "The \"old\" bridge: a history");
        assert_eq!(yaml["rights"], "excerpt");
    }

    #[test]
    fn evidence_is_written_with_its_words() {
        let text = "A bridge falls\n\nBy Jane Roe\n\n4 May 1998\n\nROME — It rained all day, and nobody on the bridge saw the water rise.\n\nPage last modified: 05-06-1998\n";
        let got = document(&read("a.txt", text.as_bytes()).unwrap());
        for line in [
            "\ndate: 1998-05-04  # CHECK",
            "\ndate_basis: \"4 May 1998\"\n",
            "\n  author: \"Jane Roe\"  # CHECK",
            "\ndateline: \"ROME\"  # CHECK",
            "the line “Page last modified: 05-06-1998”",
            "\n\nROME — It rained",
        ] {
            assert!(got.contains(line), "{line:?} in {got}");
        }
    }
}
