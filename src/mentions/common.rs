//! Words that are more often something else than a surname, and words that open sentences.
//!
//! In: a folded lower-case word. Out: whether the tables have it. Never: a name of a book.

use super::wordset::WordSet;

/// Surnames that are also everyday words, months, or names of well-known places: they need more
/// than a capital letter.
static ORDINARY: WordSet = WordSet::new(
    "ball banks barber bell berlin best bird bishop black block bond bright brook brooks brown \
     bush butcher butler cash case chase church clay cook cooper cross crown day dean drake duke \
     early east english fair field fields fisher flood flowers ford forest fox france freeman \
     french frost gates german gold good gore grant gray green hall harbour heath hill hills \
     holland hope house hunter ireland judge kent king knight lake lamb lane law lincoln little \
     london long lord love major man march mark marshall mason may miller mills moon moor moss \
     noble north page paris park parks peel pitt pope porter power powers price prince read reed \
     rice rich rivers rose rush sharp shepherd short singer small smith snow south stern stone \
     strong summer summers swan swift sydney taylor temple train turner vance victoria vienna \
     wales walker wall ward warsaw washington waters weaver webb wells west white winter wise \
     wolf wood woods wright york young geneva madrid moscow dublin sterling scales battle",
);

/// Words that open sentences with a capital and stand right before names.
static OPENERS: WordSet = WordSet::new(
    "a about after again against all also although among an and another any as asked at because \
     before behind being besides between both but by can could dear despite did do does during \
     each earlier either even ever for from given had has have he her here his how however i if \
     in indeed instead into is it its just last later like may maybe meanwhile neither \
     nevertheless no nor not now of on once only or our out over perhaps re said says shall she \
     should since so some still such than that the their then there these they this those though \
     through thus to today under unless until upon was we were what when",
);
static MORE_OPENERS: WordSet = WordSet::new(
    "where whether which while who whose why will with within without would yes yesterday yet you \
     your subject attached memorandum minutes note copy sincerely participants present cc via per \
     mentioned reportedly tell",
);

/// Months and days.
static CALENDAR: WordSet = WordSet::new(
    "january february march april may june july august september october november december monday \
     tuesday wednesday thursday friday saturday sunday",
);

/// What firms, acts and places end with.
static OTHER_AFTER: WordSet = WordSet::new(
    "administration government ministry cabinet act amendment doctrine plan round school center \
     centre library foundation institute institution airport street road avenue square bridge \
     city county island islands commission committee report group building house museum \
     university college hospital bill law treaty tariff era family brothers clause prize medal \
     line trail mission class campaign years",
);

/// What ships, forts and hotels begin with.
static OTHER_BEFORE: WordSet = WordSet::new(
    "uss usns hms rms ss ship steamer frigate destroyer cruiser carrier schooner trawler vessel \
     submarine yacht brig corvette battleship fort camp mount mt lake port cape point saint st \
     hotel villa palazzo rue place plaza warship sloop ironclad",
);

/// Whether a surname is also an everyday word.
pub(super) fn is_ordinary(lower: &str) -> bool {
    ORDINARY.contains(lower)
}

/// Whether a word is no given name, though its capital might suggest it.
pub(super) fn is_opener(lower: &str) -> bool {
    OPENERS.contains(lower) || MORE_OPENERS.contains(lower) || is_calendar(lower)
}

/// Months and days of the week.
pub(super) fn is_calendar(lower: &str) -> bool {
    CALENDAR.contains(lower)
}

/// Nouns that make a name before them the name of something else: the Nixon administration.
pub(super) fn makes_other(lower: &str) -> bool {
    OTHER_AFTER.contains(lower)
}

/// Words before a name that make it a ship, a place or a firm.
pub(super) fn makes_other_before(lower: &str) -> bool {
    OTHER_BEFORE.contains(lower)
}
