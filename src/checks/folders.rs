//! Files in a folder that is nearly a kind's: they became standing pages, which was hardly meant.
//!
//! In: the file of a standing page and the kinds. Out: a report. Never: a file moved.

use crate::{
    config::Kinds,
    diag::{ByteRange, Pending, Report},
    path::SourcePath,
};

/// Reports a standing page whose folder is nearly that of a kind.
pub fn page(path: &SourcePath, kinds: &Kinds) -> Option<Pending> {
    let (folder, _) = path.as_str().strip_prefix("content/")?.split_once('/')?;
    let known = kinds.iter().map(|kind| &*kind.folder).chain(["documents"]);
    let likely = known
        .map(|known| (strsim::damerau_levenshtein(folder, known), known))
        .filter(|(distance, known)| *distance <= 2 && 2 * distance < known.chars().count())
        .min()?;
    let message = format!("`content/{folder}/` is no folder of a kind, so this is a standing page");
    let report = Report::new("content-folder", message);
    let hint = format!("did you mean `content/{}/`?", likely.1);
    Some(Pending::new(path, ByteRange::default(), report.hint(hint)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, found: Option<&str>) {
        let path = SourcePath::new(path).unwrap();
        let lines = crate::diag::Lines::new("");
        let got = page(&path, &Kinds::default()).map(|p| p.report.at(&path, &lines, p.range).hint);
        assert_eq!(got.as_deref(), found);
    }

    #[test]
    fn folders_that_are_nearly_a_kinds() {
        check("content/peoples/x.md", Some("did you mean `content/people/`?"));
        check("content/document/x.md", Some("did you mean `content/documents/`?"));
        check("content/essays/x.md", None);
        check("content/peoples.md", None);
    }
}
