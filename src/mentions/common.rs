//! Words that are more often something else than a surname, and words that open sentences.
//!
//! In: a folded lower-case word. Out: whether the tables have it. Never: a name of a book.

use super::wordset::WordSet;

/// Surnames that are also everyday words or months: they need more than a capital letter.
static ORDINARY: WordSet = WordSet::new(
    "ball banks barber bell best bird bishop black block bond bright brook brooks brown bush \
     butcher butler cash case chase church clay cook cross crown day dean duke early east \
     english fair field fields fisher flood flowers ford forest fox freeman french frost \
     gates german gold good gore grant gray green hall harbour heath hill hills hope house \
     hunter judge king knight lake lamb lane law little long lord love major man march mark \
     marshall may miller mills moon moor moss noble north page park parks pope porter power \
     powers price prince read reed rice rich rivers rose rush sharp shepherd short singer \
     small smith snow south stern stone strong summer summers swan swift temple train walker \
     wall ward waters weaver webb wells west white winter wise wolf wood woods wright young \
     sterling scales battle",
);

/// Surnames that are also names of well-known places, or that many bear.
static WELL_KNOWN: WordSet = WordSet::new(
    "berlin dublin france geneva holland ireland kent lincoln london madrid moscow paris \
     sydney vienna wales warsaw washington york victoria vance taylor peel pitt mason drake \
     cooper turner",
);

/// More everyday words that are names of people, places, ships and newspapers.
static EVERYDAY: WordSet = WordSet::new(
    "accord act adventure alliance amber angers art ash aurora bath bear \
     beaver bill blessing bolt buffalo challenger chance \
     charity charter cliff comet concord convention cork courage \
     covenant crane daisy dale dawn deal defiance discovery eagle earl economist elm endeavor \
     endeavour enterprise faith finch fortune freedom fury gift glen glory golden grace grey \
     guardian harmony hawk hazel heather herald honor honour hull independence iris ivy joy \
     justice lens liberty life lightning lily lion mail mercy miles mirror mobile nature nice \
     oak observer ocean olive orange otter pact patience pearl people \
     phoenix pike pink post pride progress protocol providence prudence reading renown \
     repulse resolution rock rook ruby rugby rust sandwich scarlet science sea silver \
     sky sovereign sparks speed spirit split standard star storm success sun terror thunder \
     tiger time times tours treaty tribune triumph trust union unity valiant \
     vanguard verity victory vigilant violet wade ware will wisdom",
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

/// Whether a surname is also an everyday word or the name of a well-known place.
pub(super) fn is_ordinary(lower: &str) -> bool {
    is_everyday(lower) || WELL_KNOWN.contains(lower)
}

/// Whether a name of one word is also an everyday word.
pub(super) fn is_everyday(lower: &str) -> bool {
    ORDINARY.contains(lower) || EVERYDAY.contains(lower) || is_calendar(lower)
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
