//! Titles before names: which words are titles, and whether a person may bear one.
//!
//! In: words of a text. Out: a [`Title`], and whether it fits, says nothing of, or rules out a
//! person. Never: a person chosen.

use super::{text::Text, wordset::WordSet};
use crate::date::Day;
use crate::register::{
    Record,
    bodies::known_state,
    offices::{Span, Term, plain},
    words::is_common_given,
};

/// What a title can say about its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Said to anybody: Mr., Dr.
    Courtesy,
    /// Said to women: Mrs., Miss.
    Woman,
    /// Sir, Dame: before a given name or a full name.
    Knight,
    /// A military or spiritual rank, kept for life: rules nobody out.
    Rank,
    /// An office: held at some time or not.
    Office,
}

/// A title in a text.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// What it can say.
    pub sort: Sort,
    /// Folded words without articles: `under secretary of state`.
    pub words: String,
    /// The word that makes it a title: `secretary`.
    pub head: String,
    /// `Secretaries Rogers and Stans`: it holds for the names that follow, too.
    pub plural: bool,
    /// `former`, `then`, `late`, `ex-` stands before it.
    pub past: bool,
}

static COURTESY: WordSet = WordSet::new(
    "mr messrs mm dr drs prof professor herr monsieur signor senor lord m comrade hon citizen don \
     gentleman esquire honourable",
);
const WOMAN: &[&str] = &[
    "mrs",
    "miss",
    "ms",
    "mme",
    "madame",
    "mlle",
    "mademoiselle",
    "lady",
    "frau",
    "signora",
    "senora",
    "madam",
];
/// Ranks that many namesakes bear: without a full name before they say too little.
const LOW: &[&str] = &[
    "captain",
    "capt",
    "major",
    "maj",
    "lieutenant",
    "lt",
    "colonel",
    "col",
    "commander",
    "cmdr",
    "sergeant",
    "reverend",
    "rev",
];
const KNIGHT: &[&str] = &["sir", "dame"];
static RANK: WordSet = WordSet::new(
    "general gen generals admiral adm admirals colonel col captain capt major maj lieutenant lt \
     commander cmdr marshal brigadier commodore sergeant count baron viscount earl duke marquis \
     marquess prince princess bishop archbishop cardinal rev reverend",
);
/// Offices: singular and plural.
const OFFICES: &str = "president/presidents pm/pms secretary/secretaries minister/ministers premier/premiers \
    chancellor/chancellors ambassador/ambassadors senator/senators sen/sens \
    congressman/congressmen congresswoman/congresswomen representative/representatives \
    rep/reps governor/governors gov/govs chairman/chairmen chairwoman/chairwomen chair/chairs \
    director/directors judge/judges justice/justices king/kings queen/queens emperor/emperors \
    empress/empresses tsar/tsars czar/czars sultan/sultans shah/shahs pope/popes \
    commissioner/commissioners counselor/counselors counsellor/counsellors speaker/speakers \
    leader/leaders mayor/mayors envoy/envoys spokesman/spokesmen spokeswoman/spokeswomen \
    spokesperson/spokespersons administrator/administrators consul/consuls \
    undersecretary/undersecretaries adviser/advisers chief/chiefs assistant/assistants";

/// Words for offices that texts use loosely (`party chief`, `team leader`): they rule nobody out.
static SOFT: WordSet = WordSet::new(
    "chief leader assistant adviser director chair commissioner administrator spokesman \
     spokeswoman spokesperson envoy consul counselor counsellor speaker",
);

/// Given names of women, folded: who may be meant by `Mrs.` and a surname.
static WOMEN: WordSet = WordSet::new(
    "ada agnes alice amanda amelia amy andrea angela ann anna anne annie barbara beatrice benazir \
     bertha betty beverly brenda caroline carol catherine charlotte christine clara claire \
     condoleezza corazon cynthia deborah diana diane dorothy edith eleanor elizabeth ella ellen \
     emily emma esther ethel eva florence frances georgiana gertrude golda grace harriet helen \
     hillary ida indira irene jacqueline jane janet jean jeanne jennifer joan josephine judith \
     julia karen katherine kathleen laura lily linda lisa louisa louise lucy madeleine margaret \
     maria marie martha mary michelle nancy pamela patricia pat rachel rebecca jen kate liz \
     maggie hilary michele condi dilma cristina isabel rosa rose ruth sarah susan theresa ursula \
     victoria",
);

impl Title {
    /// A captain, a major: not a general, of whom there are few.
    pub(super) fn is_low_rank(&self) -> bool {
        LOW.contains(&self.head.as_str()) && !self.words.contains("general")
    }
}

/// Whether a word is a given name that the tables know.
pub(super) fn is_given_name(lower: &str) -> bool {
    WOMEN.contains(lower) || MEN.contains(lower) || is_common_given(lower)
}

/// More given names of men, folded.
static MEN: WordSet = WordSet::new(
    "adam alan alfred allen bernard brian bruce carl charles clarence claude craig cyril dennis \
     derek douglas earl edgar eric ernest ernst felix francis frank franz friedrich fritz gary \
     geoffrey george gilbert giovanni giuseppe glenn gordon graham guy hans harvey heinrich herman \
     hermann howard hubert hugh ian ivan jack jacques jason jean jeff jeffrey jeremy jerome jose \
     juan julian karl keith kevin kurt leon lewis lloyd louis luis luke marc marcel marco mario \
     mark martin maurice max mohammed muhammad neil nigel norman oliver oscar otto owen paul pedro \
     percy pierre ralph rene roger roland roy rudolf russell scott sean sergei sidney simon \
     stanley stuart timothy todd vincent vladimir warren wayne werner wilhelm winston",
);

/// What a word (lower case) is as a title: its sort, the singular of an office, and whether it is
/// a plural.
pub(super) fn sort_of(lower: &str) -> Option<(Sort, &str, bool)> {
    if COURTESY.contains(lower) {
        return Some((Sort::Courtesy, lower, matches!(lower, "messrs" | "mm" | "drs")));
    }
    if WOMAN.contains(&lower) {
        return Some((Sort::Woman, lower, false));
    }
    if KNIGHT.contains(&lower) {
        return Some((Sort::Knight, lower, false));
    }
    if RANK.contains(lower) {
        return Some((Sort::Rank, lower, lower.ends_with('s') && lower != "marquess"));
    }
    let pairs = OFFICES.split_whitespace().filter_map(|pair| pair.split_once('/'));
    let mut found = pairs.filter(|(one, many)| *one == lower || *many == lower);
    found.next().map(|(one, many)| (Sort::Office, one, many == lower))
}

/// Words that stand before the head of a title and belong to it.
static MODIFIERS: WordSet = WordSet::new(
    "under deputy vice assistant prime foreign general first acting lieutenant chief press \
     executive managing attorney federal special permanent major rear field",
);

/// Whether a word is one of [`MODIFIERS`].
fn is_modifier(lower: &str) -> bool {
    MODIFIERS.contains(lower)
}

/// The title whose last word is at this place, if it is one.
pub(super) fn ending_at(text: &Text, last: usize) -> Option<Title> {
    if let Some((sort, head, plural)) = sort_of(text.lower(last)) {
        // Titles before names are written with a capital, offices sometimes without.
        let written = text.words[last].capital || sort == Sort::Office || sort == Sort::Rank;
        let is_initial = text.lower(last).len() == 1 && !text.gap(last).starts_with('.');
        return (written && !is_initial).then(|| whole(text, sort, head, plural, last, last));
    }
    // `Secretary of the Treasury X`, `Minister for Foreign Affairs X`.
    let mut at = last;
    while text.words[at].capital || matches!(text.lower(at), "of" | "the" | "for" | "and" | "to") {
        let lower = text.lower(at);
        if matches!(lower, "of" | "for" | "to")
            && at > 0
            && let Some((Sort::Office, head, plural)) = sort_of(text.lower(at - 1))
        {
            return Some(whole(text, Sort::Office, head, plural, at - 1, last));
        }
        let joined = at > 0 && (text.gap(at - 1) == " " || text.gap(at - 1) == ", ");
        if !joined || last - at > 9 {
            return None;
        }
        at -= 1;
    }
    None
}

fn whole(text: &Text, sort: Sort, head: &str, plural: bool, at: usize, last: usize) -> Title {
    let mut start = at;
    let mut past = false;
    while start > 0 && matches!(text.gap(start - 1), " " | "-" | ". ") {
        let before = text.lower(start - 1);
        if matches!(before, "former" | "then" | "late" | "ex" | "sometime" | "onetime") {
            past = true;
            break;
        }
        let capital = text.words[start - 1].capital && !text.words[start - 1].opens;
        let field = sort == Sort::Office
            && capital
            && sort_of(before).is_none_or(|(s, ..)| s == Sort::Office);
        if !(is_modifier(before) || field && text.gap(start - 1) == " ") || at - start > 4 {
            break;
        }
        start -= 1;
    }
    let end = text.words[last].end;
    let words = plain(&text.folded.lower[text.words[start].start..end]);
    Title { sort, words, head: head.to_owned(), plural, past }
}

/// Whether a person may bear a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It rules the person out.
    No,
    /// It says nothing.
    Open,
    /// The person held such an office at the time.
    Yes,
}

/// Whether a person may bear a title in a text that speaks of a time.
pub(super) fn fit(title: &Title, record: &Record, time: Span) -> Fit {
    let Some(names) = &record.person else { return Fit::No };
    match title.sort {
        Sort::Courtesy => Fit::Open,
        Sort::Knight => Fit::No,
        Sort::Rank => {
            match record.terms.iter().any(|t| t.titles.iter().any(|w| has_word(w, &title.head))) {
                true => Fit::Yes,
                false => Fit::Open,
            }
        }
        Sort::Woman => match names.first.iter().any(|n| WOMEN.contains(n.as_str())) {
            true => Fit::Yes,
            // Whether a family-first name is a woman's, its syllables do not tell.
            false if names.family_first => Fit::Open,
            false => Fit::No,
        },
        Sort::Office if record.terms.is_empty() => Fit::Open,
        Sort::Office => {
            let same = |term: &&Term| {
                let named = |w: &String| same_office(&title.words, &title.head, w);
                body_allows(title, term.body.as_deref())
                    && (term.titles.iter().any(named) || named(&term.whole))
            };
            let held = || record.terms.iter().filter(same);
            if held().any(|t| t.meets(time) || title.past && t.begun_by(time)) {
                Fit::Yes
            } else if held().any(|t| t.meets(lately(time))) || SOFT.contains(&title.head) {
                Fit::Open
            } else {
                Fit::No
            }
        }
    }
}

/// The time with the two years before it: a title is still said of one who has just left.
fn lately(time: Span) -> Span {
    let from = time.from.map(|day| Day { year: day.year.saturating_sub(2), ..day });
    Span { from, to: time.from.or(time.to) }
}

/// `French President X` is no president of another state.
fn body_allows(title: &Title, body: Option<&str>) -> bool {
    let named = title.words.split(' ').find_map(known_state);
    match (named, body) {
        (Some(named), Some(body)) => named == body || known_state(body).is_none(),
        _ => true,
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(' ').any(|w| w == word)
}

/// Whether an office of the register may be called by a title of a text: the heads agree, and a
/// prime minister is no other minister.
fn same_office(words: &str, head: &str, office: &str) -> bool {
    let marked = |mark: &str| has_word(words, mark) == has_word(office, mark);
    let heads: &[&str] = match head {
        "governor" => &["governor", "governors"],
        "premier" | "pm" => &["premier", "prime"],
        "sen" => &["senator"],
        "rep" | "congressman" | "congresswoman" | "representative" => {
            &["representative", "congressman", "congresswoman"]
        }
        "gov" => &["governor"],
        "ambassador" | "envoy" => &["ambassador", "representative", "envoy", "minister"],
        "undersecretary" => &["under", "undersecretary"],
        "minister" => &["minister", "chancellor", "secretary"],
        "chairman" | "chairwoman" | "chair" => &["chairman", "chairwoman", "chair"],
        "counselor" | "counsellor" => &["counselor", "counsellor"],
        "tsar" | "czar" | "emperor" => &["tsar", "czar", "emperor"],
        "spokesman" | "spokeswoman" | "spokesperson" => {
            &["spokesman", "spokeswoman", "spokesperson"]
        }
        _ => {
            return has_word(office, head)
                && (head != "president" || marked("vice"))
                && (head != "secretary"
                    || !has_word(words, "general")
                    || has_word(office, "general"));
        }
    };
    let prime = head != "minister"
        || !has_word(words, "prime")
        || has_word(office, "prime")
        || has_word(office, "premier");
    prime && heads.iter().any(|h| has_word(office, h))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Edtf;

    fn check(offices: &str, title: &str, year: &str, expect: Fit) {
        let kinds = crate::config::Kinds::default();
        let path = crate::path::SourcePath::new("content/people/holm.md").unwrap();
        let file = format!("---\ntitle: Ada Holm\noffices: [{offices}]\n---\n");
        let person = kinds.named("person").unwrap();
        let (entity, _) = crate::content::entity_file::parse(&path, &file, person);
        let (register, _) = crate::register::Register::build(&[&entity], &kinds);
        let year = Edtf::parse(year).unwrap();
        let time = Span { from: Some(year.earliest()), to: Some(year.latest()) };
        let blocks = crate::markdown::blocks::blocks(&crate::markdown::parse(title, 0));
        let text = Text::of(&blocks[0]);
        let title = ending_at(&text, text.words.len() - 1).unwrap();
        assert_eq!(fit(&title, register.record(0), time), expect, "{title:?}");
    }

    #[test]
    fn titles_fit_or_rule_out() {
        let held = "{title: Foreign Minister of Norland, from: 1990, to: 1994}";
        check(held, "the Minister", "1992", Fit::Yes);
        check(held, "the Foreign Minister", "1995", Fit::Open);
        check(held, "the Foreign Minister", "1999", Fit::No);
        check(held, "former Foreign Minister", "1999", Fit::Yes);
        check(held, "then-Foreign Minister", "1980", Fit::No);
        check(held, "Prime Minister", "1992", Fit::No);
        check(held, "Minister of Foreign Affairs", "1992", Fit::Yes);
        check(held, "President", "1992", Fit::No);
        check(held, "Party chief", "1992", Fit::Open);
        check(held, "said Mrs.", "1992", Fit::Yes);
        check(held, "General", "1992", Fit::Open);
        check("", "President", "1992", Fit::Open);
    }
}
