//! Addresses: which page has which, and whether two want the same.
//!
//! In: the addresses that the pages want and the files that are copied. Out: all of them, and a
//! report for each collision, also where only case or Unicode form differ (some file systems do
//! not tell those apart). Never: a page moved to another address.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::{
    diag::{ByteRange, Pending, Report},
    path::{OutputPath, Route, SourcePath},
};

/// Somebody who wants an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The file that would be written.
    pub output: OutputPath,
    /// The file of the book that wants it.
    pub owner: SourcePath,
    /// Where to point in that file.
    pub range: ByteRange,
}

/// Reports every file that two want.
pub fn collisions(claims: &[Claim]) -> Vec<Pending> {
    let mut first = BTreeMap::<String, &Claim>::new();
    let mut reports = Vec::new();
    for claim in claims {
        let folded: String = claim.output.as_str().nfc().collect::<String>().to_lowercase();
        match first.get(&folded) {
            None => drop(first.insert(folded, claim)),
            Some(other) => {
                let same = other.output == claim.output;
                let message = match same {
                    true => {
                        format!("`{}` would also be written for `{}`", claim.output, other.owner)
                    }
                    false => format!(
                        "`{}` differs from `{}` (of `{}`) only in case or Unicode form",
                        claim.output, other.output, other.owner
                    ),
                };
                let report =
                    Report::new("output-collision", message).hint("rename one of the two files");
                reports.push(Pending::new(&claim.owner, claim.range, report));
            }
        }
    }
    reports
}

/// An old address that leads to a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: Route,
    /// The new one.
    pub to: Route,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(outputs: &[&str], expect: usize) {
        let claim = |output: &&str| Claim {
            output: OutputPath::new(output).unwrap(),
            owner: SourcePath::new("content/a.md").unwrap(),
            range: ByteRange::default(),
        };
        let claims: Vec<_> = outputs.iter().map(claim).collect();
        assert_eq!(collisions(&claims).len(), expect, "{outputs:?}");
    }

    #[test]
    fn case_and_form() {
        check(&["a/index.html", "b/index.html"], 0);
        check(&["a/index.html", "a/index.html"], 1);
        check(&["a/index.html", "A/index.html"], 1);
        check(&["\u{e9}/index.html", "e\u{301}/index.html"], 1);
    }
}
