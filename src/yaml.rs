//! YAML with places.
//!
//! In: YAML text and where in its file it begins. Out: a [`Node`] tree in which every key and
//! value knows its range of bytes in the file, or one [`YamlError`] with a place. Never: a meaning
//! given to keys; a value that serde's YAML would read differently (both read each text, one for
//! the values and one for the places).

use std::collections::HashSet;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::diag::ByteRange;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Bytes of the file. The end of a mapping or sequence is the end of its last scalar.
    pub range: ByteRange,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file.
    Mapping(Vec<(Key, Node)>),
}

/// A key and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Bytes of the file.
    pub range: ByteRange,
}

/// Text that is not YAML.
#[derive(Clone, Debug, PartialEq)]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
    /// Where, in bytes of the file.
    pub range: ByteRange,
}

impl Value {
    /// What it is, in words for a message.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping of keys",
        }
    }
}

/// Reads YAML text that begins at byte `offset` of its file. An empty text is an empty mapping.
///
/// # Errors
/// The first place at which the text is not YAML, holds a key twice or nests too deep.
pub fn parse(text: &str, offset: usize) -> Result<Node, YamlError> {
    let places = Places::read(text).map_err(|error| shift_error(error, offset))?;
    let values =
        serde_yaml::from_str::<serde_yaml::Value>(text).map_err(|error| serde_error(&error, text));
    let node = match (places, values) {
        (None, _) => {
            Node { value: Value::Mapping(Vec::new()), range: ByteRange::new(0, text.len()) }
        }
        (Some(places), Ok(values)) => join(&places, values),
        (Some(_), Err(error)) => return Err(shift_error(error, offset)),
    };
    Ok(shift(node, offset))
}

fn shift_error(error: YamlError, offset: usize) -> YamlError {
    YamlError { range: error.range.shifted(offset), ..error }
}

fn serde_error(error: &serde_yaml::Error, text: &str) -> YamlError {
    let at = error.location().map_or(0, |place| place.index().min(text.len()));
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    explained(message, ByteRange::new(at, at))
}

const LOOK: &str = "look for a missing space after a colon, an open quote or a wrong indent";

/// The readers' own words, in plain ones where they are jargon.
fn explained(message: &str, range: ByteRange) -> YamlError {
    let known = PLAIN.iter().find(|(jargon, ..)| message.contains(jargon));
    let (message, hint) = known.map_or((message, LOOK), |(_, message, hint)| (*message, *hint));
    YamlError { message: message.to_owned(), hint, range }
}

/// What a message of the readers has in it, what it means, and what to do.
const PLAIN: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        "put a value that has a colon in it in quotes, and begin each key at the left edge",
    ),
    ("unclosed quote", "the quote that ends the text is missing", "write it after the last word"),
    (
        "unclosed bracket",
        "the bracket that ends the list is missing",
        "write it after the last item, or put a text that begins with a bracket in quotes",
    ),
    (
        "cannot start any token",
        "this character cannot stand here",
        "begin lines with spaces, not tabs; put a value that begins with a sign in quotes",
    ),
    ("unexpected character", "a value cannot begin with this sign", "put the value in quotes"),
    (
        "trailing content after",
        "something stands after the quote that ends the text",
        "put a text that has one kind of quotes in it in the other kind",
    ),
    (
        "scanning a block scalar",
        "a value cannot begin with this sign and more on its line",
        "put the value in quotes",
    ),
    ("limit exceeded", "lists and keys lie too deep in each other", "write it flatter"),
    (
        "unknown anchor",
        "`*` at the start of a value names another place",
        "put the value in quotes",
    ),
];

/// What the event parser knows: shape and places, scalars as written.
enum Places {
    Scalar {
        text: String,
        plain: bool,
        range: ByteRange,
    },
    Sequence(Vec<Places>, ByteRange),
    Mapping(Vec<(Places, Places)>, ByteRange),
    /// `*name`: the value stands elsewhere.
    Alias(ByteRange),
}

impl Places {
    fn range(&self) -> ByteRange {
        match self {
            Places::Scalar { range, .. }
            | Places::Sequence(_, range)
            | Places::Mapping(_, range)
            | Places::Alias(range) => *range,
        }
    }

    /// The places of a text's only document; `None` if it is empty.
    fn read(text: &str) -> Result<Option<Places>, YamlError> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next() {
            let (event, span) = event.map_err(|error| scan_error(&error, text))?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => return Ok(None),
                event => {
                    let places = Self::node(event, span, &mut parser, text)?;
                    // The rest is read for its errors only.
                    for event in parser.by_ref() {
                        let (event, span) = event.map_err(|error| scan_error(&error, text))?;
                        if let Event::DocumentStart(..) = event {
                            return Err(second_part(bytes(span, text)));
                        }
                    }
                    return Ok(Some(places));
                }
            }
        }
        Ok(None)
    }

    fn node<'i, T: granit_parser::BorrowedInput<'i>>(
        event: Event<'i>,
        span: Span,
        parser: &mut Parser<'i, T>,
        text: &str,
    ) -> Result<Places, YamlError> {
        let range = bytes(span, text);
        match event {
            Event::Scalar(value, style, ..) => Ok(Places::Scalar {
                text: value.into_owned(),
                plain: style == ScalarStyle::Plain,
                range: trimmed(range, text),
            }),
            Event::SequenceStart(..) => Self::sequence(range, parser, text),
            Event::MappingStart(..) => Self::mapping(range, parser, text),
            _ => Ok(Places::Alias(range)),
        }
    }

    fn sequence<'i, T: granit_parser::BorrowedInput<'i>>(
        mut range: ByteRange,
        parser: &mut Parser<'i, T>,
        text: &str,
    ) -> Result<Places, YamlError> {
        let mut items = Vec::new();
        while let Some(event) = parser.next() {
            let (event, span) = event.map_err(|error| scan_error(&error, text))?;
            if matches!(event, Event::SequenceEnd) {
                break;
            }
            let item = Self::node(event, span, parser, text)?;
            range.end = range.end.max(item.range().end);
            items.push(item);
        }
        Ok(Places::Sequence(items, range))
    }

    fn mapping<'i, T: granit_parser::BorrowedInput<'i>>(
        mut range: ByteRange,
        parser: &mut Parser<'i, T>,
        text: &str,
    ) -> Result<Places, YamlError> {
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        let mut key = None;
        while let Some(event) = parser.next() {
            let (event, span) = event.map_err(|error| scan_error(&error, text))?;
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let node = Self::node(event, span, parser, text)?;
            range.end = range.end.max(node.range().end);
            match key.take() {
                None => {
                    if let Places::Scalar { text, range, .. } = &node
                        && !seen.insert(text.clone())
                    {
                        return Err(repeated(text, *range));
                    }
                    key = Some(node);
                }
                Some(key) => entries.push((key, node)),
            }
        }
        Ok(Places::Mapping(entries, range))
    }
}

fn scan_error(error: &granit_parser::ScanError, text: &str) -> YamlError {
    let marker = error.marker();
    let at = marker.byte_offset().unwrap_or(marker.index()).min(text.len());
    explained(&error.info(), ByteRange::new(at, at))
}

fn repeated(key: &str, range: ByteRange) -> YamlError {
    let message = format!("the key `{key}` stands here a second time");
    YamlError { message, hint: "remove one of the two", range }
}

fn second_part(range: ByteRange) -> YamlError {
    let message = "a line `---` begins a second part".to_owned();
    YamlError { message, hint: "remove the line", range }
}

fn bytes(span: Span, text: &str) -> ByteRange {
    let range = span.byte_range().unwrap_or(0..0);
    ByteRange::new(range.start.min(text.len()), range.end.min(text.len()))
}

/// A block scalar's range runs past its last line end; a person's eye does not.
fn trimmed(range: ByteRange, text: &str) -> ByteRange {
    let kept = text.get(range.as_range()).map_or(0, |t| t.trim_end().len());
    ByteRange::new(range.start, range.start + kept)
}

/// Puts serde's values and the event parser's places together. They are two readings of one text;
/// where they disagree on the shape the values count, all at the place of their parent.
fn join(places: &Places, value: serde_yaml::Value) -> Node {
    let range = places.range();
    let value = match (places, value) {
        (_, serde_yaml::Value::Null) => Value::Null,
        (_, serde_yaml::Value::Bool(yes)) => Value::Bool(yes),
        (Places::Scalar { text, plain: true, .. }, serde_yaml::Value::Number(_)) => {
            Value::Number(text.clone())
        }
        (_, serde_yaml::Value::Number(number)) => Value::Number(number.to_string()),
        (_, serde_yaml::Value::String(text)) => Value::Text(text),
        (Places::Sequence(places, _), serde_yaml::Value::Sequence(values))
            if places.len() == values.len() =>
        {
            Value::Sequence(places.iter().zip(values).map(|(p, v)| join(p, v)).collect())
        }
        (Places::Mapping(places, _), serde_yaml::Value::Mapping(values))
            if places.len() == values.len() =>
        {
            let entry = |((key, place), (name, value)): (&(Places, Places), _)| {
                (key_of(name, key.range()), join(place, value))
            };
            Value::Mapping(places.iter().zip(values).map(entry).collect())
        }
        (_, value) => unplaced(value, range),
    };
    Node { value, range }
}

fn key_of(name: serde_yaml::Value, range: ByteRange) -> Key {
    let text = match name {
        serde_yaml::Value::String(text) => text,
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::Bool(yes) => yes.to_string(),
        _ => String::new(),
    };
    Key { text, range }
}

fn unplaced(value: serde_yaml::Value, range: ByteRange) -> Value {
    let node = |value| Node { value: unplaced(value, range), range };
    match value {
        serde_yaml::Value::Null => Value::Null,
        serde_yaml::Value::Bool(yes) => Value::Bool(yes),
        serde_yaml::Value::Number(number) => Value::Number(number.to_string()),
        serde_yaml::Value::String(text) => Value::Text(text),
        serde_yaml::Value::Sequence(items) => {
            Value::Sequence(items.into_iter().map(node).collect())
        }
        serde_yaml::Value::Mapping(entries) => {
            Value::Mapping(entries.into_iter().map(|(k, v)| (key_of(k, range), node(v))).collect())
        }
        serde_yaml::Value::Tagged(tagged) => unplaced(tagged.value, range),
    }
}

fn shift(node: Node, offset: usize) -> Node {
    let value = match node.value {
        Value::Sequence(items) => {
            Value::Sequence(items.into_iter().map(|item| shift(item, offset)).collect())
        }
        Value::Mapping(entries) => {
            let entry = |(key, value): (Key, Node)| {
                (Key { range: key.range.shifted(offset), ..key }, shift(value, offset))
            };
            Value::Mapping(entries.into_iter().map(entry).collect())
        }
        value => value,
    };
    Node { value, range: node.range.shifted(offset) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each key and scalar, with the source at its range.
    fn check(text: &str, expect: &[(&str, &str)]) {
        let node = parse(text, 0).unwrap();
        let Value::Mapping(entries) = node.value else { panic!("no mapping") };
        let got: Vec<_> = entries
            .iter()
            .map(|(k, v)| (&text[k.range.as_range()], &text[v.range.as_range()]))
            .collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn places_are_those_of_the_text() {
        check("a: 1\nč: 'x y' # z\n", &[("a", "1"), ("č", "'x y'")]);
        check("a: [1, 2]\nb: {c: d}\n", &[("a", "[1, 2"), ("b", "{c: d")]);
        check("a: |\n  one\n  two\n\nb:\n  - x\n", &[("a", "one\n  two"), ("b", "- x")]);
    }

    #[test]
    fn values_are_serdes() {
        let value = |text: &str| match parse(&format!("k: {text}"), 0).unwrap().value {
            Value::Mapping(mut entries) => entries.remove(0).1.value,
            _ => Value::Null,
        };
        assert_eq!(value("no"), Value::Text("no".into()));
        assert_eq!(value("true"), Value::Bool(true));
        assert_eq!(value("2015"), Value::Number("2015".into()));
        assert_eq!(value("2015-06-01"), Value::Text("2015-06-01".into()));
        assert_eq!(value("\"2015\""), Value::Text("2015".into()));
        assert_eq!(value(""), Value::Null);
    }

    #[test]
    fn errors_have_a_place() {
        for bad in ["a: 'open\nb: c\n", "a: 1\na: 2\n", "a: [1\n", "\tb: 1", "a: b: c"] {
            assert!(
                parse(bad, 10).is_err_and(|e| e.range.start >= 10 && !e.message.is_empty()),
                "{bad:?}"
            );
        }
        assert!(parse(&"[".repeat(80_000), 0).is_err());
        for (bad, at, words) in [
            ("a: 1\nb: 2\na: 3\n", 10, "a second time"),
            ("x:\n  - {a: 1, a: 2}\n", 14, "a second time"),
            ("a: 1\n---\nb: 2\n", 5, "a second part"),
        ] {
            let error = parse(bad, 0).unwrap_err();
            assert_eq!(error.range.start, at, "{error:?}");
            assert!(error.message.contains(words), "{error:?}");
        }
    }
}
