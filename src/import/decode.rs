//! Bytes to text: which encoding a file is in, and what it cannot be.
//!
//! In: the bytes of a file. Out: [`Decoded`], its text with notes for the editor, or a
//! [`NotText`]. Never: a byte skipped without a note, a panic on any input.

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark; line ends still as they were.
    pub text: String,
    /// What the editor should know about the reading.
    pub notes: Vec<String>,
}

/// Why bytes are not a text that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// No bytes, or only white space.
    Empty,
    /// Mostly control characters, or NUL bytes.
    Binary,
    /// A format with markup of its own; its name.
    Format(&'static str),
}

/// First bytes of formats that editors take for text.
const FORMATS: [(&[u8], &str); 7] = [
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a zip archive or a word processor's file"),
    (b"\xD0\xCF\x11\xE0", "a word processor's file"),
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"<?xml", "an XML file"),
];

/// Windows-1252 from 0x80 to 0x9F, as the WHATWG Encoding Standard has it; 0xA0 to 0xFF are the
/// code points of the same number.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Reads bytes as text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, NotText> {
    if let Some(name) = format_of(bytes) {
        return Err(NotText::Format(name));
    }
    let decoded = utf_16(bytes).unwrap_or_else(|| eight_bit(bytes));
    if decoded.text.trim().is_empty() {
        return Err(NotText::Empty);
    }
    if is_binary(&decoded.text) {
        return Err(NotText::Binary);
    }
    Ok(decoded)
}

fn format_of(bytes: &[u8]) -> Option<&'static str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |mark: &[u8]| bytes.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    FORMATS.iter().find(|(mark, _)| begins(mark)).map(|(_, name)| *name)
}

/// A file that says by its byte order mark that it is UTF-16.
fn utf_16(bytes: &[u8]) -> Option<Decoded> {
    type Join = fn([u8; 2]) -> u16;
    let (rest, join): (&[u8], Join) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return None,
    };
    let units = rest.chunks(2).map(|pair| match pair {
        [a, b] => join([*a, *b]),
        _ => 0xFFFD,
    });
    let text = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
    Some(Decoded { text, notes: vec!["read as UTF-16, as its first bytes say".into()] })
}

fn eight_bit(bytes: &[u8]) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), notes: Vec::new() };
    }
    let good = bytes.utf8_chunks().flat_map(|c| c.valid().chars()).filter(|c| !c.is_ascii());
    let bad: usize = bytes.utf8_chunks().map(|c| c.invalid().len()).sum();
    if good.count() > bad {
        return mended(bytes, bad);
    }
    let text = bytes.iter().map(|&byte| windows_1252(byte)).collect();
    let note = "not UTF-8: read as Windows-1252; look at its quotation marks and accents";
    Decoded { text, notes: vec![note.into()] }
}

/// Mostly good UTF-8: only the bytes that are not are read as Windows-1252.
fn mended(bytes: &[u8], bad: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&byte| windows_1252(byte)));
    }
    let note = format!("UTF-8 with {bad} bytes that are not: those were read as Windows-1252");
    Decoded { text, notes: vec![note] }
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// A NUL, or more than one control character in twenty.
fn is_binary(text: &str) -> bool {
    let odd = |c: &char| c.is_control() && !c.is_whitespace();
    let controls = text.chars().filter(odd).count();
    text.contains('\0') || controls * 20 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: &str, noted: &str) {
        let got = decode(bytes).unwrap();
        assert_eq!(got.text, expect);
        let notes = got.notes.join("|");
        assert!(notes.contains(noted) && notes.is_empty() == noted.is_empty(), "{notes:?}");
    }

    #[test]
    fn encodings() {
        check("naïve “text”".as_bytes(), "naïve “text”", "");
        check(b"\xEF\xBB\xBFplain", "plain", "");
        check(b"\x93quoted\x94 \x97 caf\xE9", "“quoted” — café", "Windows-1252");
        check("“a” “b” é\u{e9}".as_bytes(), "“a” “b” éé", "");
        check(b"\xE2\x80\x9Ca\xE2\x80\x9D \x96 b", "“a” – b", "1 bytes");
        check(b"\xFF\xFEa\0b\0", "ab", "UTF-16");
        check(b"\xFE\xFF\0a\0b\0", "ab\u{FFFD}", "UTF-16");
    }

    #[test]
    fn what_is_not_text() {
        for (bytes, expect) in [
            (&b""[..], NotText::Empty),
            (b" \r\n\t ", NotText::Empty),
            (b"\xEF\xBB\xBF", NotText::Empty),
            (b"a\0b", NotText::Binary),
            (b"\x01\x02\x03abc", NotText::Binary),
            (b"%PDF-1.7 ...", NotText::Format("a PDF file")),
            (b"\n<!DOCTYPE HTML><title>x", NotText::Format("an HTML page")),
        ] {
            assert_eq!(decode(bytes), Err(expect), "{bytes:?}");
        }
    }
}
