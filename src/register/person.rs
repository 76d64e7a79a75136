//! The parts of a person's names: given names, surname, suffix, order.
//!
//! In: a person's title, aliases and `name`. Out: a [`PersonNames`]: the surname that later
//! mentions use, and what may stand before and after it. Never: a surname made of a family name in
//! languages that refer to people by the given name.

use std::collections::BTreeSet;

use super::words::{
    FAMILY_FIRST_NAMES, GENERATIONS, PARTICLES, PEERS, RULERS, STYLE_WORDS, VOWELS, is_numeral,
};
use crate::content::{
    entity::{NameOrder, Person},
    words::Folded,
};

/// What is known of a person's names. All words are folded, upper and lower case kept for
/// surnames, lower case otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonNames {
    /// Surnames that may stand alone or after given names, longest first: `De Gaulle`.
    pub surnames: BTreeSet<String>,
    /// Given names and middle names, lower case: `henry`, `alfred`; initials are one letter.
    pub given: BTreeSet<String>,
    /// The first given name of each spelling.
    pub first: BTreeSet<String>,
    /// `jr`, `iii`.
    pub suffixes: BTreeSet<String>,
    /// Those of `surnames` that come from a peerage: `Palmerston` of `3rd Viscount Palmerston`.
    pub peerages: BTreeSet<String>,
    /// Those of `surnames` that are a place's name without its particle: `Bingen` of `von Bingen`.
    pub places: BTreeSet<String>,
    /// Whether the surname form is the last syllable of a family-first name, or the family name of
    /// one, so that no given name stands before it.
    pub family_first: bool,
}

impl PersonNames {
    /// Reads a person's names: the title first, then the aliases.
    pub fn of(title: &str, aliases: &[&str], person: &Person) -> Self {
        let mut names = Self::default();
        let order = person.name.order;
        names.family_first = match order {
            Some(order) => order == NameOrder::FamilyFirst,
            None => guess_family_first(title).is_some(),
        };
        if names.family_first {
            names.add_family_first(title, person);
            return names;
        }
        for text in std::iter::once(title).chain(aliases.iter().copied()) {
            names.add_given_first(text, person.name.family.as_deref());
        }
        names
    }

    fn add_family_first(&mut self, title: &str, person: &Person) {
        let folded = Folded::of(title).text;
        let words: Vec<&str> = folded.split_whitespace().collect();
        let by_given = match guess_family_first(title) {
            Some(Called::ByFamily) => false,
            Some(Called::ByGiven) => true,
            // Declared, not recognised: by the last syllable of several, as in Vietnamese use.
            None => words.len() > 2,
        };
        let family = person.name.family.as_deref().map(|f| Folded::of(f).text);
        let short = match by_given {
            true => words.last().map(|w| (*w).to_owned()),
            false => family.or_else(|| words.first().map(|w| (*w).to_owned())),
        };
        self.surnames.extend(short.filter(|s| words.len() > 1 && s.chars().count() > 1));
    }

    fn add_given_first(&mut self, text: &str, family: Option<&str>) {
        let folded = Folded::of(text).text;
        // `Henry John Temple, 3rd Viscount Palmerston`: the name ends at the comma, unless what
        // follows is a suffix.
        let (name, after) = folded.split_once(',').unwrap_or((&folded, ""));
        let mut words: Vec<&str> = name.split_whitespace().collect();
        self.add_peerage(&words);
        // `earl of Gloucester` after the comma only says who he was: no name of his, unless counted.
        let style: Vec<&str> = after.split_whitespace().collect();
        let counted = style.first().is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        if counted || !style.contains(&"of") {
            self.add_peerage(&style);
        }
        let suffix = |word: &str| {
            let word = word.trim_end_matches('.').to_lowercase();
            GENERATIONS.contains(&word.as_str()).then_some(word)
        };
        self.suffixes.extend(after.split_whitespace().filter_map(suffix));
        while let Some(found) = words.last().and_then(|w| suffix(w)).filter(|_| words.len() > 2) {
            self.suffixes.insert(found);
            words.pop();
        }
        // `Edward I`, `Pope Pius XII`: all that stands before the number is a given name. `II` to
        // `IV` after two names may be a generation.
        if words.last().is_some_and(|w| is_numeral(w))
            || words.first().is_some_and(|w| RULERS.contains(&w.to_lowercase().as_str()))
                && name.split_whitespace().last().is_some_and(is_numeral)
        {
            return;
        }
        while words.first().is_some_and(|w| is_style(w)) && words.len() > 2 {
            words.remove(0);
        }
        if words.len() < 2 || words.iter().any(|w| matches!(*w, "of" | "the")) || is_style(words[0])
        {
            return;
        }
        let declared = family.map(|f| Folded::of(f).text.split_whitespace().count());
        let start = match declared {
            Some(count)
                if count < words.len()
                    && name.ends_with(&*Folded::of(family.unwrap_or("")).text) =>
            {
                words.len() - count
            }
            _ => surname_start(&words),
        };
        self.add_surname(&words[start..]);
        let given = words[..start].iter().flat_map(|w| given_words(w));
        self.given.extend(given);
        self.first.extend(words[0].split(['.', '-']).next().map(str::to_lowercase));
    }

    /// `Lord Palmerston`, `3rd Viscount Palmerston`, `Earl of Aberdeen`: later mentions say
    /// `Lord Palmerston`.
    fn add_peerage(&mut self, words: &[&str]) {
        let Some(rank) = words.iter().position(|w| PEERS.contains(&w.to_lowercase().as_str()))
        else {
            return;
        };
        let place = match &words[rank + 1..] {
            [of, place @ ..] if of.eq_ignore_ascii_case("of") => place,
            place => place,
        };
        // `Lord John Russell` has a given name: no peerage.
        if let [one] = place
            && !is_numeral(one)
            && !is_letter(one)
        {
            self.peerages.insert((*one).to_owned());
            self.surnames.insert((*one).to_owned());
        }
    }

    fn add_surname(&mut self, words: &[&str]) {
        let surname = words.join(" ");
        if is_numeral(&surname) || is_letter(&surname) {
            return;
        }
        // `Giscard d'Estaing` is also called `Giscard`.
        if let [first, second] = words
            && !is_particle(first)
            && second.starts_with(['d', 'D'])
            && second.contains('\'')
        {
            self.surnames.insert((*first).to_owned());
        }
        // `von Buol` is also `Buol`.
        let bare = words.iter().position(|w| !DROPPED.contains(&w.to_lowercase().as_str()));
        if let Some(bare) = bare.filter(|at| *at > 0) {
            let name = words[bare..].join(" ");
            if words[..bare].iter().any(|w| OF_PLACES.contains(&w.to_lowercase().as_str())) {
                self.places.insert(name.clone());
            }
            self.surnames.insert(name);
        }
        self.surnames.insert(surname);
    }
}

/// Particles that texts leave out when the surname stands alone.
const DROPPED: &[&str] = &["de", "von", "zu", "van", "der", "den", "du", "di", "da", "dos"];

/// Those of them that stand before the names of places.
const OF_PLACES: &[&str] = &["de", "von", "zu", "du", "di", "da", "dos"];

/// `Robert` or `R.H.` as lower-case words without points.
fn given_words(word: &str) -> Vec<String> {
    word.split(['.', '-']).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Where the surname begins: the last word, with the particles before it (`de`, `van der`).
fn surname_start(words: &[&str]) -> usize {
    let mut start = words.len() - 1;
    // `Giscard d'Estaing`, `Ortega y Gasset`: two words.
    let elided = |w: &str| w.len() > 2 && matches!(w.to_lowercase().get(..2), Some("d'" | "y'"));
    if start > 1 && elided(words[start]) {
        return start - 1;
    }
    while start > 1 && is_particle(words[start - 1]) {
        start -= 1;
    }
    start
}

/// One letter of an alphabet with capitals: an initial, no name. `字` is one.
fn is_letter(word: &str) -> bool {
    let mut letters = word.trim_end_matches('.').chars();
    letters.next().is_some_and(|c| c.is_uppercase() || c.is_lowercase()) && letters.next().is_none()
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// Titles that books write before a name: `Sir`, `Lord`, `Dr.`.
fn is_style(word: &str) -> bool {
    STYLE_WORDS.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

/// How people with family-first names are called after the first mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    /// Vietnamese: by the last syllable.
    ByGiven,
    /// Chinese, Korean, Hungarian: by the family name.
    ByFamily,
}

/// Whether a name without a declared order looks family-first: a known family name before
/// syllables of the language, or a hyphenated given name (`Chou En-lai`).
fn guess_family_first(title: &str) -> Option<Called> {
    let folded = Folded::of(title).lower;
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (first, rest) = words.split_first()?;
    let text = Folded::of(title).text;
    let hyphened =
        rest.len() == 1
            && text.rsplit(' ').next().and_then(|w| w.split_once('-')).is_some_and(
                |(_, second)| second.starts_with(char::is_lowercase) && second.len() <= 5,
            );
    if hyphened && first.len() <= 6 {
        return Some(Called::ByFamily);
    }
    let (_, called, syllables) = FAMILY_FIRST_NAMES.iter().find_map(|(names, by_given)| {
        names.contains(first).then(|| {
            let called = if *by_given { Called::ByGiven } else { Called::ByFamily };
            (first, called, *by_given)
        })
    })?;
    let fits = match syllables {
        true => (1..=4).contains(&rest.len()) && rest.iter().all(|w| is_syllable(w)),
        false => rest.len() == 1 && rest[0].len() >= 2 && is_pinyin(rest[0]),
    };
    fits.then_some(called)
}

/// One syllable of Vietnamese, marks folded away: an onset, one to three vowels, a coda.
fn is_syllable(word: &str) -> bool {
    const ONSETS: [&str; 27] = [
        "ngh", "nh", "ng", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h",
        "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
    ];
    const CODAS: [&str; 9] = ["ng", "nh", "ch", "c", "m", "n", "p", "t", ""];
    ONSETS.iter().filter_map(|onset| word.strip_prefix(onset)).any(|rest| {
        CODAS
            .iter()
            .filter_map(|coda| rest.strip_suffix(coda))
            .any(|core| (1..=3).contains(&core.len()) && core.chars().all(|c| VOWELS.contains(c)))
    })
}

/// Syllables of Chinese in Latin letters: consonants between vowels, ending in a vowel, n, ng, r.
fn is_pinyin(word: &str) -> bool {
    let ends =
        word.ends_with(|c| VOWELS.contains(c)) || word.ends_with('n') || word.ends_with("ng");
    let groups = word.split(|c| VOWELS.contains(c)).filter(|g| !g.is_empty());
    let known = ["zh", "ch", "sh", "ng", "n", "nzh", "nch", "nsh"];
    ends && word.len() <= 10
        && groups
            .into_iter()
            .all(|g| g.len() == 1 || known.contains(&g) || g.starts_with('n') && g.len() <= 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expect: &[&str]) {
        let names = PersonNames::of(title, &[], &Person::default());
        assert_eq!(
            names.surnames.iter().map(String::as_str).collect::<Vec<_>>(),
            expect,
            "{title}"
        );
    }

    #[test]
    fn surnames() {
        check("Ada Lovelace", &["Lovelace"]);
        check("Ludwig van Beethoven", &["Beethoven", "van Beethoven"]);
        check("Valéry Giscard d'Estaing", &["Giscard", "Giscard d'Estaing"]);
        check("Martin Luther King, Jr.", &["King"]);
        check("Sir Robert Peel", &["Peel"]);
        check("Zhou Enlai", &["Zhou"]);
        check("Chou En-lai", &["Chou"]);
        check("Võ Thị Sáu", &["Sau"]);
        check("Ho Lennox", &["Lennox"]);
        check("Henry John Temple, 3rd Viscount Palmerston", &["Palmerston", "Temple"]);
        check("Lord John Russell", &["Russell"]);
        check("Earl of Aberdeen", &["Aberdeen"]);
        check("Plato", &[]);
        check("Robert fitz Roy, earl of Gloucester", &["fitz Roy"]);
        check("George Villiers, 4th Earl of Clarendon", &["Clarendon", "Villiers"]);
        check("Hildegard von Bingen", &["Bingen", "von Bingen"]);
        check("Anna van der Berg", &["Berg", "van der Berg"]);
        check("Charles de Gaulle", &["Gaulle", "de Gaulle"]);
        check("Edward I", &[]);
        check("Edward II", &[]);
        check("Pius XII", &[]);
        check("Pope Pius XII", &[]);
        check("King Edward III", &[]);
        check("Malcolm X", &[]);
        check("Earl of I", &[]);
        check("Louis Philippe I", &[]);
        check("Robert Holm III", &["Holm"]);
        check("Elizabeth of Bohemia", &[]);
        check("Ruy Lopez 字 字", &["字"]);
        check("Ada Holm 🛳", &["🛳"]);
    }
}
