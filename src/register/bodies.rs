//! Which state or organisation an office belongs to: `President of France`, `French President`.
//!
//! In: folded titles. Out: the title without its body, and a key for the body. Never: a guess
//! where no body is written.

/// States whose adjective does not follow from the name, and other spellings: key, then all words.
const STATES: &[(&str, &[&str])] = &[
    (
        "united states",
        &["united states of america", "us", "u.s.", "usa", "u.s.a.", "america", "american"],
    ),
    (
        "united kingdom",
        &["uk", "u.k.", "great britain", "britain", "england", "british", "english"],
    ),
    ("soviet union", &["ussr", "u.s.s.r.", "union of soviet socialist republics", "soviet"]),
    ("france", &["french", "french republic"]),
    (
        "germany",
        &[
            "german",
            "federal republic of germany",
            "west german",
            "west germany",
            "federal republic",
        ],
    ),
    ("china", &["chinese", "people's republic of china", "prc"]),
    ("republic of china", &["taiwan", "taiwanese", "nationalist china"]),
    ("japan", &["japanese"]),
    ("netherlands", &["dutch", "holland"]),
    ("belgium", &["belgian"]),
    ("spain", &["spanish"]),
    ("portugal", &["portuguese"]),
    ("italy", &["italian"]),
    ("switzerland", &["swiss"]),
    ("austria", &["austrian"]),
    ("hungary", &["hungarian"]),
    ("poland", &["polish"]),
    ("denmark", &["danish"]),
    ("sweden", &["swedish"]),
    ("norway", &["norwegian"]),
    ("finland", &["finnish"]),
    ("iceland", &["icelandic"]),
    ("ireland", &["irish"]),
    ("scotland", &["scottish"]),
    ("wales", &["welsh"]),
    ("greece", &["greek"]),
    ("turkey", &["turkish", "ottoman", "ottoman empire", "porte"]),
    ("russia", &["russian", "russian federation", "russian empire"]),
    ("prussia", &["prussian"]),
    ("ukraine", &["ukrainian"]),
    ("yugoslavia", &["yugoslav"]),
    ("czechoslovakia", &["czechoslovak", "czech"]),
    ("romania", &["romanian", "rumania", "rumanian"]),
    ("israel", &["israeli"]),
    ("egypt", &["egyptian", "united arab republic"]),
    ("iraq", &["iraqi"]),
    ("pakistan", &["pakistani"]),
    ("thailand", &["thai"]),
    ("philippines", &["philippine", "filipino"]),
    ("viet nam", &["vietnam", "vietnamese", "socialist republic of vietnam"]),
    ("south korea", &["republic of korea", "south korean", "korea", "korean"]),
    ("peru", &["peruvian"]),
    ("canada", &["canadian"]),
    ("mexico", &["mexican"]),
    ("brazil", &["brazilian"]),
    ("argentina", &["argentine", "argentinian"]),
    ("new zealand", &["new zealander"]),
];

/// Words that show that `of X` names a body, when X is no known state.
const BODY_WORDS: &[&str] = &[
    "republic",
    "kingdom",
    "union",
    "empire",
    "federation",
    "party",
    "community",
    "commission",
    "bank",
    "board",
    "organization",
    "organisation",
    "company",
    "university",
    "council",
    "association",
    "committee",
    "congress",
    "senate",
    "house",
    "federal",
    "league",
    "fund",
    "society",
];

/// One key for all words of one state: `french` and `france` are the same. Other texts are their
/// own keys.
pub fn body_key(folded_or_not: &str) -> String {
    let text = crate::content::words::folded_name(folded_or_not);
    let text = text.strip_prefix("the ").unwrap_or(&text);
    known_state(text).unwrap_or(text).to_owned()
}

/// The key of a state that the tables know by this name or adjective.
pub fn known_state(folded: &str) -> Option<&'static str> {
    let hit = STATES.iter().find(|(key, words)| *key == folded || words.contains(&folded));
    hit.map(|(key, _)| *key)
}

/// Whether an adjective or name in a text belongs to a body: `french` to `france`, `tongan` to
/// `tonga`.
pub fn names_body(word: &str, body: &str) -> bool {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word == body || known_state(word).is_some_and(|key| key == body) {
        return true;
    }
    let stem: String = body.chars().take(body.chars().count().saturating_sub(1).max(4)).collect();
    let endings = ["ese", "an", "ian", "i", "ish", "ic", "n", "er"];
    !body.contains(' ')
        && stem.len() >= 4
        && word.starts_with(stem.trim_end_matches(|c| "aeiouy".contains(c)))
        && endings.iter().any(|ending| word.ends_with(ending))
}

/// A folded title and the body in it: `president of france`, `soviet foreign minister`.
pub fn split_title(folded: &str) -> (String, Option<String>) {
    let folded = folded.trim().trim_start_matches("the ");
    if let Some((core, body)) = folded.rsplit_once(" of ") {
        let name = body.strip_prefix("the ").unwrap_or(body);
        let proper = known_state(name).is_some()
            || BODY_WORDS.iter().any(|w| name.split(' ').any(|n| n == *w));
        if proper || is_sovereign(core) {
            // `president of the republic of china`: the whole of what follows the first `of`.
            let first = folded.split_once(" of ").filter(|(core, _)| is_sovereign(core));
            let (core, body) = first.unwrap_or((core, body));
            return (core.to_owned(), Some(body_key(body)));
        }
    }
    let words: Vec<&str> = folded.split(' ').collect();
    for count in [2, 1] {
        if words.len() > count {
            let adjective = words[..count].join(" ");
            if let Some(key) = known_state(&adjective) {
                return (words[count..].join(" "), Some(key.to_owned()));
            }
        }
    }
    (folded.to_owned(), None)
}

/// Titles whose `of X` is always a body.
fn is_sovereign(core: &str) -> bool {
    matches!(
        core,
        "president"
            | "vice president"
            | "prime minister"
            | "premier"
            | "king"
            | "queen"
            | "emperor"
            | "empress"
            | "governor"
            | "foreign minister"
            | "deputy prime minister"
            | "tsar"
            | "sultan"
            | "shah"
            | "chairman"
            | "minister president"
            | "federal chancellor"
            | "mayor"
            | "senator"
            | "bishop"
            | "archbishop"
            | "duke"
            | "prince"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, core: &str, body: Option<&str>) {
        assert_eq!(split_title(title), (core.to_owned(), body.map(str::to_owned)), "{title}");
    }

    #[test]
    fn bodies_leave_titles() {
        check("president of france", "president", Some("france"));
        check("soviet foreign minister", "foreign minister", Some("soviet union"));
        check("secretary of state", "secretary of state", None);
        check("chancellor of the exchequer", "chancellor of the exchequer", None);
        check("king of tonga", "king", Some("tonga"));
        check("president of the republic of china", "president", Some("republic of china"));
        assert!(names_body("tongan", "tonga") && names_body("french", "france"));
        assert!(!names_body("spanish", "france"));
    }
}
