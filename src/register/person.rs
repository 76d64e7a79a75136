//! Parts of persons' names: given names, family name, what is used after the first mention.
//!
//! In: a title, aliases and what the file says of the parts. Out: [`PersonNames`], and whether
//! given names in a text can be this person's. Never: a guess at a person; only at the order of a
//! name's parts, where the file does not give it.
//!
//! Orders follow English-language practice: the family name for given-first names and for
//! family-first names of two parts or with a hyphen (Zhou Enlai → Zhou), the last syllable for
//! family-first names of separate syllables (Lâm Quốc Thái → Thái).

use super::lexicon::{Class, class_of, same_given};
use crate::{
    content::{
        entity::{NameOrder, Person},
        words::{Shape, WordKey},
    },
    register::text::{NameWord, name_words},
};

impl PersonNames {
    /// Whether given names as a text has them can be this person's: they fit one spelling, and
    /// give no other middle name than any spelling has.
    pub fn fits(&self, text: &[&str], suffix: Option<&str>) -> bool {
        let other_middle = |known: &Given| match (text.get(1), known.names.get(1)) {
            (Some(a), Some(b)) => {
                text.len() == 2
                    && known.names.len() == 2
                    && same_given(text[0], &known.names[0])
                    && !same_given(a, b)
            }
            _ => false,
        };
        self.given.iter().any(|known| given_fits(text, suffix, known))
            && !self.given.iter().any(other_middle)
    }
}

/// Whose title "Mrs." can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// The given name is a woman's.
    Female,
    /// The given name is a man's.
    Male,
}

/// Given names and suffix of one spelling of the full name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Given {
    /// Folded, in order; initials are one letter.
    pub names: Vec<String>,
    /// `jr`, `iii`, … .
    pub suffix: Option<String>,
}

/// The names of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonNames {
    /// The spellings of the given names.
    pub given: Vec<Given>,
    /// Forms used after the first mention, and after a title.
    pub short: Vec<Vec<NameWord>>,
    /// Parts of the family name, used only after an introduction or a title.
    pub part: Vec<Vec<NameWord>>,
    /// Forms used only after a title.
    pub after_title: Vec<Vec<NameWord>>,
    /// Whether given names stand before the short forms.
    pub given_first: bool,
    /// What the given names say.
    pub gender: Option<Gender>,
}

/// Takes a person's names apart.
pub fn person_names(title: &str, aliases: &[&str], person: &Person) -> PersonNames {
    let words = bare_name(title);
    let order = person.name.order.unwrap_or_else(|| order_of(&words));
    let mut names = match order {
        NameOrder::GivenFirst => given_first(&words, aliases, person),
        NameOrder::FamilyFirst => family_first(&words, person),
    };
    names.given_first = order == NameOrder::GivenFirst;
    names.gender = names.given.iter().find_map(|given| gender(&given.names));
    names
}

fn gender(names: &[String]) -> Option<Gender> {
    let class = names
        .iter()
        .map(|name| class_of(WordKey::of(name)))
        .find(|class| class.is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE)))?;
    match (class.is(Class::GIVEN_MALE), class.is(Class::GIVEN_FEMALE)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// The words of a name without the titles that stand before it.
fn bare_name(text: &str) -> Vec<NameWord> {
    let words = name_words(text);
    let titles = Class::COURTESY.or(Class::MILITARY).or(Class::HEAD);
    let is_title = |word: &NameWord| {
        let class = class_of(word.key);
        class.is(titles)
            && !class.is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE))
            && word.shape != Shape::Initial
    };
    let skip = words.iter().take_while(|word| is_title(word)).count();
    words[skip.min(words.len().saturating_sub(1))..].to_vec()
}

fn split_suffix(words: &[NameWord]) -> (&[NameWord], Option<String>) {
    match words.split_last() {
        Some((last, rest)) if rest.len() > 1 && class_of(last.key).is(Class::SUFFIX) => {
            (rest, Some(last.folded.clone()))
        }
        _ => (words, None),
    }
}

/// Where the family name begins in a given-first name: its last word with what is joined to it by
/// hyphens, and the particles before it.
fn family_start(words: &[NameWord]) -> usize {
    let mut start = words.len().saturating_sub(1);
    while start > 1 && words[start].joined {
        start -= 1;
    }
    while start > 1
        && class_of(words[start - 1].key).is(Class::PARTICLE)
        && words[start - 1].shape != Shape::Initial
    {
        start -= 1;
    }
    // O'Brien, d'Estaing: one letter and an apostrophe.
    while start > 1 && words[start].joined {
        start -= 1;
    }
    start
}

fn given_first(words: &[NameWord], aliases: &[&str], person: &Person) -> PersonNames {
    let (words, suffix) = split_suffix(words);
    let alias_words: Vec<_> = aliases.iter().map(|alias| bare_name(alias)).collect();
    let mut start = family_start(words);
    if let Some(family) = &person.name.family {
        start = suffix_start(words, &name_words(family)).unwrap_or(start);
    }
    for alias in &alias_words {
        match suffix_start(words, alias) {
            // `Giscard d'Estaing` beside a full name that ends so: the whole family name. A
            // suffix that begins with a given name (`Edgar Ritchie`) is only a shorter full name.
            Some(at) if at > 0 && at < start && !is_given(&alias[0]) => start = at,
            _ => {}
        }
    }
    let family = &words[start..];
    let mut names = PersonNames {
        given: vec![Given { names: folded(&words[..start]), suffix }],
        short: vec![family.to_vec()],
        ..PersonNames::default()
    };
    add_partial_families(&mut names, family);
    for alias in &alias_words {
        let (alias, suffix) = split_suffix(alias);
        if let Some(at) = suffix_start(alias, family).filter(|at| *at > 0) {
            names.given.push(Given { names: folded(&alias[..at]), suffix });
        }
    }
    names
}

/// `von Bismarck` is also Bismarck; `Giscard d'Estaing` is also Giscard after a title.
fn add_partial_families(names: &mut PersonNames, family: &[NameWord]) {
    let particles = family
        .iter()
        .take_while(|w| w.shape == Shape::Lower && class_of(w.key).is(Class::PARTICLE))
        .count();
    if particles > 0 && particles < family.len() {
        names.short.push(family[particles..].to_vec());
    }
    let inner = family.iter().position(|word| class_of(word.key).is(Class::PARTICLE));
    if let Some(inner) = inner.filter(|inner| *inner > 0) {
        names.part.push(family[..inner].to_vec());
    }
}

fn is_given(word: &NameWord) -> bool {
    word.shape == Shape::Initial || class_of(word.key).is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE))
}

fn family_first(words: &[NameWord], person: &Person) -> PersonNames {
    let family = match &person.name.family {
        Some(family) => name_words(family).len().clamp(1, words.len().max(1)),
        None => 1.min(words.len()),
    };
    let (family, given) = words.split_at(family.min(words.len()));
    let mut names = PersonNames {
        given: vec![Given { names: folded(given), suffix: None }],
        ..PersonNames::default()
    };
    let Some(last) = given.last() else {
        names.short.push(family.to_vec());
        return names;
    };
    let hyphened = given.iter().any(|word| word.joined);
    let korean = family.first().is_some_and(|word| KOREAN.contains(&&*word.folded));
    if hyphened || korean || (given.len() == 1 && vowel_groups(&last.folded) > 1) {
        names.short.push(family.to_vec());
        return names;
    }
    names.short.push(vec![last.clone()]);
    if given.len() > 1 {
        names.short.push(given[given.len() - 2..].to_vec());
    }
    names.after_title.push(family.to_vec());
    names
}

fn folded(words: &[NameWord]) -> Vec<String> {
    words.iter().map(|word| word.folded.clone()).collect()
}

/// Where in `words` the other list begins as their end.
fn suffix_start(words: &[NameWord], end: &[NameWord]) -> Option<usize> {
    let at = words.len().checked_sub(end.len())?;
    let same = words[at..].iter().zip(end).all(|(a, b)| a.key == b.key);
    (same && !end.is_empty()).then_some(at)
}

const KOREAN: &[&str] = &["kim", "park", "pak", "roh", "chun", "choi", "yoon", "yun", "moon"];
const SYLLABIC: &[&str] = &[
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do",
    "ho", "ngo", "duong", "ly", "truong", "dinh", "dao", "doan", "mai", "to", "ton", "trinh",
    "lam", "luong", "luu", "phung", "vuong", "cao", "chu", "ha", "quach", "ta", "thai", "tang",
    "nghiem", "kieu", "la", "tong", "thach", "diep", "hua", "giap", "van", "dam", "phi", "che",
];
const PINYIN: &[&str] = &[
    "wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "hu",
    "zhu", "gao", "lin", "he", "guo", "ma", "luo", "liang", "song", "zheng", "xie", "han", "tang",
    "feng", "yu", "dong", "xiao", "cheng", "cao", "yuan", "deng", "fu", "shen", "zeng", "peng",
    "lu", "su", "jiang", "cai", "jia", "ding", "wei", "xue", "ye", "yan", "mao", "wen", "xi",
    "hua", "geng", "qin", "bo", "qian", "dai", "fang", "zou", "xiong", "jin", "tao", "tan",
];

/// The order of a name whose file does not give it.
fn order_of(words: &[NameWord]) -> NameOrder {
    let Some((first, rest)) = words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return NameOrder::GivenFirst;
    };
    let is = |list: &[&str]| list.contains(&&*first.folded);
    let small_after_hyphen = rest.iter().any(|w| w.joined && w.shape == Shape::Lower)
        && !class_of(first.key).is(Class::GIVEN_MALE.or(Class::GIVEN_FEMALE));
    let syllables = |words: &[NameWord]| words.iter().all(|w| is_syllable(&w.folded));
    let family_first = small_after_hyphen
        || (is(SYLLABIC) && rest.len() <= 4 && syllables(rest))
        || (is(KOREAN) && rest.len() == 2 && rest.iter().all(|w| vowel_groups(&w.folded) == 1))
        || (is(PINYIN) && rest.len() == 1 && is_pinyin(&rest[0].folded));
    if family_first { NameOrder::FamilyFirst } else { NameOrder::GivenFirst }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn vowel_groups(word: &str) -> usize {
    let mut before = false;
    word.chars()
        .filter(|c| {
            let starts = is_vowel(*c) && !before;
            before = is_vowel(*c);
            starts
        })
        .count()
}

/// One syllable of a language that writes its syllables apart.
fn is_syllable(word: &str) -> bool {
    const ONSETS: &[&str] = &[
        "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
        "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x",
    ];
    const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
    let Some(first) = word.find(is_vowel) else { return false };
    let tail = word[first..].trim_start_matches(is_vowel);
    let vowels = word.len() - first - tail.len();
    ONSETS.contains(&&word[..first]) && vowels <= 3 && CODAS.contains(&tail)
}

/// One to three syllables of romanised Chinese.
fn is_pinyin(word: &str) -> bool {
    const ONSETS: &[&str] = &[
        "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh",
        "r", "z", "c", "s", "y", "w", "",
    ];
    const CODAS: &[&str] = &["ng", "n", "r", ""];
    fn rest(word: &str, left: usize) -> bool {
        word.is_empty() || (left > 0 && ONSETS.iter().any(|onset| after(word, onset, left)))
    }
    fn after(word: &str, onset: &str, left: usize) -> bool {
        let Some(tail) = word.strip_prefix(onset) else { return false };
        (1..=3).any(|vowels| {
            tail.len() >= vowels
                && tail.is_char_boundary(vowels)
                && tail[..vowels].chars().all(is_vowel)
                && CODAS.iter().any(|coda| {
                    tail[vowels..].strip_prefix(coda).is_some_and(|tail| rest(tail, left - 1))
                })
        })
    }
    word.is_ascii() && rest(word, 3)
}

/// Whether given names as a text has them can be these. Initials, nicknames and dropped middle
/// names fit; a middle initial that the register lacks fits; another name does not. The suffix
/// discriminates and is never dropped.
fn given_fits(text: &[&str], suffix: Option<&str>, given: &Given) -> bool {
    if suffix != given.suffix.as_deref() {
        return false;
    }
    let (Some(first), known) = (text.first(), &given.names) else { return false };
    let Some(mut at) = known.iter().take(2).position(|name| same_given(first, name)) else {
        // `Albert Edgar` for `A. Edgar` is caught above; nothing else may differ.
        return false;
    };
    let is_initial = |name: &str| name.chars().nth(1).is_none();
    if at == 1 && (is_initial(first) || is_initial(&known[1])) {
        return false;
    }
    for name in &text[1..] {
        match known[at + 1..].iter().position(|known| same_given(name, known)) {
            Some(further) => at += 1 + further,
            None if is_initial(name) && at + 1 == known.len() => {}
            None => return false,
        }
    }
    true
}

/// The words of a name, for tests and diagnostics.
#[cfg(test)]
fn joined(words: &[NameWord]) -> String {
    folded(words).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, aliases: &[&str], given: &str, short: &[&str]) {
        let names = person_names(title, aliases, &Person::default());
        assert_eq!(names.given[0].names.join(" "), given, "{title}");
        let got: Vec<_> = names.short.iter().map(|words| joined(words)).collect();
        assert_eq!(got, short, "{title}");
    }

    #[test]
    fn parts_of_names() {
        check("Ada Lovelace", &[], "ada", &["lovelace"]);
        check("Otto von Bismarck", &[], "otto", &["von bismarck", "bismarck"]);
        check("Charles De Gaulle", &[], "charles", &["de gaulle"]);
        check("Alec Douglas-Home", &[], "alec", &["douglas home"]);
        check("Flann O'Brien", &[], "flann", &["o brien"]);
        check("Louis Giscard d'Orme", &["Giscard d'Orme"], "louis", &["giscard d orme"]);
        check("Sir John Franklin Jr.", &[], "john", &["franklin"]);
        check("Lord Palmerston", &[], "", &["palmerston"]);
        check("J. C. Penhale", &[], "j c", &["penhale"]);
    }

    #[test]
    fn family_first_names() {
        check("Lâm Quốc Thái", &[], "quoc thai", &["thai", "quoc thai"]);
        check("Zhou Enlai", &[], "enlai", &["zhou"]);
        check("Chiang Kai-shek", &[], "kai shek", &["chiang"]);
        check("Le Corbusier", &[], "le", &["corbusier"]);
    }

    #[test]
    fn given_names_fit() {
        let fits = |text: &[&str], known: &[&str]| {
            let names = known.iter().map(|name| (*name).to_owned()).collect();
            given_fits(text, None, &Given { names, suffix: None })
        };
        assert!(fits(&["bob"], &["robert"]) && fits(&["robert", "d"], &["robert"]));
        assert!(fits(&["albert", "edgar"], &["a", "edgar"]) && fits(&["edgar"], &["a", "edgar"]));
        assert!(!fits(&["robert"], &["richard"]) && !fits(&["john", "f"], &["john", "d"]));
        assert!(!fits(&["john", "quincy"], &["john"]));
    }
}
