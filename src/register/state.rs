//! States: whether two names of a body mean the same, and what looks like a state's adjective.
//!
//! In: folded words. Out: yes or no. Never: a list of states; a name and its adjective are known
//! by their common stem, but for those that have none.

use super::{lexicon::plain_spelling, office::is_small};

/// A word before the name of a state that makes it another.
pub(super) fn is_direction(word: &str) -> bool {
    matches!(word, "west" | "east" | "north" | "south" | "saudi" | "new" | "northern" | "southern")
}

/// Whether a folded word looks like the adjective of a state.
pub fn is_demonym(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "soviet",
        "german",
        "french",
        "british",
        "dutch",
        "us",
        "uk",
        "greek",
        "swiss",
        "thai",
        "czech",
        "welsh",
        "scottish",
        "iraqi",
        "israeli",
        "pakistani",
        "saudi",
        "kuwaiti",
        "qatari",
        "cuban",
        "yugoslav",
        "argentine",
        "afghan",
        "ottoman",
        "yemeni",
        "omani",
        "emirati",
        "bangladeshi",
        "nepali",
        "somali",
        "filipino",
        "cypriot",
        "eu",
        "papal",
        "manx",
        "slovak",
        "turk",
        "bahraini",
        "azeri",
        "kazakh",
        "uzbek",
    ];
    let suffixed = ["ese", "ian", "ean", "can", "ish", "uan", "lan"];
    OTHERS.contains(&word)
        || (word.len() >= 5
            && suffixed.iter().any(|suffix| word.ends_with(suffix))
            && !matches!(
                word,
                "civilian"
                    | "guardian"
                    | "clean"
                    | "ocean"
                    | "plan"
                    | "republican"
                    | "librarian"
                    | "historian"
                    | "technician"
                    | "physician"
                    | "politician"
                    | "parish"
                    | "publish"
                    | "establish"
                    | "finish"
                    | "vatican"
            ))
}

/// Whether two names of a body mean the same: `japanese` and `japan`, `us` and `united states`.
pub fn same_body(a: &str, b: &str) -> bool {
    let (a, b) = (plain_body(a), plain_body(b));
    if a == b {
        return true;
    }
    let (mut a, mut b) = (a.split(' ').filter(small), b.split(' ').filter(small));
    fn small(word: &&str) -> bool {
        !is_small(word)
    }
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if body_word(a, b) => {}
            _ => return false,
        }
    }
}

fn body_word(a: &str, b: &str) -> bool {
    if a == b || plain_spelling(a) == plain_spelling(b) {
        return true;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    (is_demonym(longer) || longer.ends_with("an"))
        && shared >= 4.min(shorter.len())
        && shared + 2 >= shorter.len()
        || is_demonym(shorter) && shared >= 4 && shared == shorter.len()
}

fn plain_body(body: &str) -> &str {
    match body {
        "us"
        | "u s"
        | "usa"
        | "u s a"
        | "american"
        | "america"
        | "united states of america"
        | "the united states" => "united states",
        "uk" | "u k" | "british" | "britain" | "great britain" | "english" | "england" => {
            "united kingdom"
        }
        "soviet" | "ussr" | "u s s r" => "soviet union",
        "chinese" => "china",
        "dutch" => "netherlands",
        body => body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies() {
        assert!(same_body("japanese", "japan") && same_body("us", "united states"));
        assert!(same_body("french", "france") && !same_body("austrian", "australia"));
        assert!(!same_body("west german", "germany"));
    }
}
