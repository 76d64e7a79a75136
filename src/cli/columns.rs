//! Plain columns for a terminal.
//!
//! In: cells. Out: lines whose columns stand under each other, counted in characters. Never: a
//! cell cut, unless [`one_line`] was asked to.

use crate::markdown::blocks::collapsed;

/// Lines of cells, each column as wide as its widest cell; nothing stands after the last.
pub(super) fn aligned<const N: usize>(lines: &[[String; N]]) -> String {
    let width = |at: usize| lines.iter().map(|line| line[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let mut row = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            row += &format!("{cell:<width$}  ");
        }
        text += row.trim_end();
        text.push('\n');
    }
    text
}

/// A text on one line, cut after so many characters.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    let text = collapsed(text);
    if text.chars().count() <= longest {
        return text;
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let line = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
        assert_eq!(aligned(&[line("č", "x"), line("abc", "")]), "č    x\nabc\n");
        assert_eq!(one_line("a\n b  c", 9), "a b c");
        assert_eq!(one_line("abcdef", 4), "abc…");
    }
}
