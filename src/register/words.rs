//! Small tables of words that names are made of, folded and in lower case.
//!
//! In: nothing. Out: constants. Never: a name of a particular person, agreement or place of a book.

/// Vowels of Latin script without marks.
pub const VOWELS: &str = "aeiouy";

/// Words before a surname that belong to it.
pub const PARTICLES: &[&str] = &[
    "de", "del", "della", "der", "den", "di", "da", "dal", "dos", "das", "du", "des", "von", "zu",
    "van", "ter", "ten", "le", "la", "el", "al", "bin", "ibn", "ben", "st", "saint", "fitz",
];

/// What tells two bearers of one name apart.
pub const GENERATIONS: &[&str] =
    &["jr", "sr", "ii", "iii", "iv", "junior", "senior", "fils", "pere"];

/// Styles that a title of an entity may begin with, and that are not part of the name.
pub const STYLE_WORDS: &[&str] = &[
    "sir", "dame", "lord", "lady", "dr", "mr", "mrs", "ms", "miss", "general", "admiral",
    "captain", "count", "baron", "prince", "saint",
];

/// Ranks of peers, before the name of the peerage.
pub const PEERS: &[&str] = &["lord", "baron", "viscount", "earl", "marquess", "marquis", "duke"];

/// Titles of those who are called by a given name and a number.
pub const RULERS: &[&str] = &[
    "king", "queen", "emperor", "empress", "tsar", "czar", "sultan", "shah", "pope", "prince",
    "count", "duke",
];

/// Whether a word is a Roman number: `I`, `XII`. Numbers in names are written in capitals.
pub fn is_numeral(word: &str) -> bool {
    const DIGITS: [&[&str]; 3] = [
        &["C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"],
        &["X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"],
        &["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"],
    ];
    let mut rest = word.trim_start_matches('M');
    for digits in DIGITS {
        let fits = digits.iter().filter_map(|d| rest.strip_prefix(d));
        rest = fits.min_by_key(|left| left.len()).unwrap_or(rest);
    }
    !word.is_empty() && rest.is_empty()
}

/// Family names of family-first languages, and whether people are called by the last syllable
/// after the first mention (Vietnamese) or by the family name (Chinese, Korean). Only names that
/// are no usual given names of English.
pub const FAMILY_FIRST_NAMES: [(&[&str], bool); 2] = [
    (
        &[
            "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui",
            "do", "ho", "ngo", "duong", "ly", "truong", "dinh", "phung", "trinh", "dao", "cao",
            "luong", "vuong", "to", "chu", "ton", "thich", "mai", "lam", "doan", "ha", "thai",
            "quach", "kieu", "nong", "tong", "luu",
        ],
        true,
    ),
    (
        &[
            "zhou", "zhang", "zhao", "zhu", "zheng", "xi", "xu", "xie", "hu", "jiang", "deng",
            "mao", "li", "liu", "wang", "wu", "yang", "yu", "huang", "chen", "lin", "peng", "qian",
            "qiao", "sun", "tang", "song", "wen", "kim", "park", "roh", "ban", "chiang", "chou",
            "hua", "wei", "ye", "gao", "guo", "luo", "ma", "geng", "fu",
        ],
        false,
    ),
];

/// Short and familiar forms of given names.
pub const NICKNAMES: &[(&str, &[&str])] = &[
    ("alexander", &["alex", "al", "sandy"]),
    ("albert", &["al", "bert"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("antony", &["tony"]),
    ("arthur", &["art"]),
    ("benjamin", &["ben"]),
    ("caspar", &["cap"]),
    ("catherine", &["kate", "cathy"]),
    ("charles", &["charlie", "chuck"]),
    ("christopher", &["chris", "kit"]),
    ("clifford", &["cliff"]),
    ("daniel", &["dan", "danny"]),
    ("david", &["dave"]),
    ("deborah", &["debbie"]),
    ("donald", &["don"]),
    ("edmund", &["ed", "ned"]),
    ("edward", &["ed", "ted", "ned", "eddie"]),
    ("edwin", &["ed"]),
    ("elizabeth", &["liz", "beth", "betty"]),
    ("eugene", &["gene"]),
    ("frederick", &["fred"]),
    ("gerald", &["jerry", "gerry"]),
    ("gregory", &["greg"]),
    ("harold", &["hal", "harry"]),
    ("henry", &["harry", "hank"]),
    ("herbert", &["herb"]),
    ("jacob", &["jake"]),
    ("james", &["jim", "jimmy", "jamie"]),
    ("jennifer", &["jen", "jenny"]),
    ("john", &["jack", "johnny"]),
    ("joseph", &["joe", "joey"]),
    ("kenneth", &["ken"]),
    ("lawrence", &["larry"]),
    ("leonard", &["len", "leo"]),
    ("margaret", &["maggie", "peggy"]),
    ("matthew", &["matt"]),
    ("melvin", &["mel"]),
    ("michael", &["mike", "mick"]),
    ("nathaniel", &["nat", "nate"]),
    ("nicholas", &["nick"]),
    ("patricia", &["pat"]),
    ("patrick", &["pat"]),
    ("peter", &["pete"]),
    ("philip", &["phil"]),
    ("raymond", &["ray"]),
    ("richard", &["dick", "rick", "rich"]),
    ("robert", &["bob", "rob", "bobby", "robin"]),
    ("ronald", &["ron"]),
    ("samuel", &["sam"]),
    ("stephen", &["steve"]),
    ("steven", &["steve"]),
    ("susan", &["sue"]),
    ("theodore", &["ted", "teddy"]),
    ("thomas", &["tom", "tommy"]),
    ("victoria", &["vicky"]),
    ("walter", &["walt"]),
    ("william", &["bill", "will", "billy"]),
];

/// Whether a word is a common given name of English or a short form of one.
pub fn is_common_given(word: &str) -> bool {
    NICKNAMES.iter().any(|(name, short_forms)| *name == word || short_forms.contains(&word))
}

/// Whether two given names may be one person's: equal, an initial of the other, or a short form.
pub fn same_given(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let nick = |long: &str, short: &str| {
        NICKNAMES.iter().any(|(name, short_forms)| *name == long && short_forms.contains(&short))
    };
    a == b || initial(a, b) || initial(b, a) || nick(a, b) || nick(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expect: bool) {
        assert_eq!(is_numeral(word), expect, "{word}");
    }

    #[test]
    fn numerals() {
        check("I", true);
        check("XII", true);
        check("XLIV", true);
        check("MCMXIV", true);
        check("IIII", false);
        check("Xi", false);
        check("CIVIC", false);
        check("", false);
    }
}
