//! What kinds of words English prose puts around names: titles, given names, verbs of saying, ….
//!
//! In: a folded word. Out: its [`Class`]es. Never: anything about the subject of a book; the lists
//! are about the language only, and a word that is missing here makes linking abstain, not guess.

use std::{collections::HashMap, hash::BuildHasherDefault, sync::LazyLock};

use super::trie::KeyHasher;
use crate::content::words::WordKey;

/// A set of classes that a word belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Class(u32);

macro_rules! classes {
    ($($name:ident $bit:literal $doc:literal $words:literal;)*) => {
        impl Class {
            $(#[doc = $doc] pub const $name: Class = Class(1 << $bit);)*
        }
        const LISTS: &[(Class, &str)] = &[$((Class::$name, $words)),*];
    };
}

impl Class {
    /// Whether the word is in any of the given classes.
    pub fn is(self, any: Class) -> bool {
        self.0 & any.0 != 0
    }

    /// Both sets together.
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

classes! {
    COURTESY 0 "A title that says nothing about an office."
        "mr mrs ms miss mme mlle dr m sir lord lady dame professor prof monsieur madame mademoiselle herr frau signor signora senor senora don hon comrade brother sister father reverend rev messrs count countess baron baroness viscount marquis marquess duke duchess earl prince princess emir sheikh sultan shah";
    FEMALE_TITLE 1 "A title of women." "mrs ms miss mme mlle lady dame madame mademoiselle frau signora senora countess baroness duchess princess queen empress";
    MALE_TITLE 2 "A title of men." "mr sir messrs monsieur herr signor senor count baron king prince";
    MILITARY 3 "A military or police rank."
        "general gen admiral adm colonel col captain capt major maj lieutenant lt commander cmdr commodore brigadier marshal sergeant sgt corporal";
    HEAD 4 "The head word of an office."
        "president secretary minister premier chancellor ambassador senator sen congressman congresswoman congressmen representative rep governor gov director chairman chairwoman chair counselor counsellor administrator commissioner consul envoy speaker judge justice mayor chief treasurer comptroller delegate deputy member king queen emperor empress pope cardinal bishop archbishop president regent viceroy undersecretary sheriff attorney solicitor inspector superintendent commandant spokesman spokeswoman spokesperson head leader adviser advisor coordinator president presidents secretaries ministers ambassadors senators governors generals admirals councillor councilor foreign solicitor";
    PLURAL_TITLE 5 "A title of several." "messrs presidents secretaries ministers ambassadors senators governors generals admirals congressmen representatives premiers chancellors drs colonels captains judges justices counselors directors chairmen";
    RANK 6 "What makes an office a lower one." "deputy vice assistant under associate acting junior sub principal";
    FORMER 7 "What puts a title into the past." "former ex then late onetime erstwhile sometime";
    STOP 8 "A word that begins sentences and belongs to no name."
        "a an the and or but nor so yet if as at by for from in into of off on onto out over per than that this these those to under until up upon via with without within while when where who whom whose which what why how he she it they we you i his her its their our your my me him them us is are was were be been being am do does did has have had having will would shall should can could may might must not no yes also although though because since before after above below between both each either neither every all any some such another other others only even just then there here thus hence however moreover meanwhile nevertheless nonetheless further furthermore finally first second third secondly last next now once again ever never always often perhaps maybe instead indeed otherwise still today tomorrow yesterday tonight let please according about across against along among around behind beneath beside besides beyond concerning considering despite during except following inside near outside regarding through throughout toward towards unlike versus whether one two three four five six seven eight nine ten several many most much more less few like did asked say says said tell told dear";
    CALENDAR 9 "A day of the week or a month."
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter";
    GIVEN_MALE 10 "A given name of men."
        "aaron abraham adam adolph alan albert alec alex alexander alexei alfred allan allen andre andrei andrew anthony antonio archibald armand arthur artur austin barack barry bartholomew benedict benjamin bernard bill bob boris brian bruce calvin carl carlo carlos cecil charles charlie chester chris christian christopher clarence claude clement clifford clyde colin cornelius craig curtis cyril dan daniel dave david dean dennis denis dick dmitri don donald douglas dwight ed eddie edgar edmund eduard edward edwin eli elliot emil emile emmanuel enrico eric erich ernest erwin eugene felix ferdinand fernando francis francisco francois frank franklin fred frederick friedrich gary gene geoffrey george georg georges gerald gerard gilbert giovanni giulio giuseppe glenn gordon graham greg gregory gustav guy hans harold harry heinrich helmut henri henry herbert herman hermann hidalgo homer horace howard hubert hugh hugo ian igor isaac ivan jack jacob jacques jake james jan jason jean jeff jefferson jeffrey jeremy jerome jerry jesse jim jimmy joachim joe joel johan johann john johnny jon jonathan jorge jose josef joseph joshua juan jules julian julius karl keith ken kenneth kevin klaus konrad kurt larry lawrence lee leo leon leonard leonid leopold leroy leslie lester lewis lloyd louis lucas ludwig luigi luis luke luther lyndon manuel marc marcel marcus mario mark marshall martin matt matthew maurice max maxwell melvin michael michel miguel mike mikhail milton mitchell morris moses nathan nathaniel neil nelson nicholas nicolas nigel nikita nikolai norman oleg oliver omar oscar otto owen pablo patrick paul pedro percy perry pete peter phil philip philippe phillip pierre rafael ralph ramon raymond reginald rene rex ricardo richard rob robert roberto rodney roger roland rolf ron ronald ross roy rudolf rudolph russell sam samuel scott sean sebastian sergei sergio seymour sidney silvio simon spencer stanley stephen steve steven stuart sydney ted terence terry theodor theodore thomas tim timothy toby todd tom tommy tony travis trevor valentin valery vernon victor viktor vincent vladimir vyacheslav wallace walter warren wayne wilbur wilfred wilhelm will willem william willie willy winston winthrop wolfgang yuri zachary ash ashton jay mitt rand newt";
    GIVEN_FEMALE 11 "A given name of women."
        "abigail ada adelaide agnes alice alison amanda amelia amy andrea angela anita ann anna anne annette annie antonia audrey barbara beatrice benazir bertha bessie beth betty beverly brenda carla carol caroline carolyn catherine cathy cecilia charlotte cheryl christina christine cindy claire clara claudia condoleezza constance corazon cynthia daisy deborah denise diana diane dolores donna doris dorothy edith edna eileen elaine eleanor elena elisabeth elizabeth ella ellen elsie emily emma erin esther ethel eva evelyn florence frances gail geraldine gertrude gina gladys gloria golda grace greta hannah harriet hazel heather helen helena henrietta hilda hillary ida indira ingrid irene iris isabel isabella ivy jackie jacqueline jane janet janice jean jeanne jen jennifer jenny jessica jill joan joanna josephine joy joyce judith judy julia julie karen kate katherine kathleen kathryn katie kim kristin laura lauren leslie lillian lily linda lisa lois loretta lorraine louise lucille lucy lydia mabel madeleine maggie margaret margot maria marie marilyn marion marjorie marlene martha mary matilda maud maureen megan melissa michelle mildred millicent minnie miriam molly monica myrtle nancy naomi natalie nicola nicole nina nora norma olga olive olivia pamela patricia paula pauline peggy penelope phyllis polly priscilla rachel rebecca rita roberta rosa rose rosemary roxana ruth sally samantha sandra sarah sharon sheila shirley simone sofia sonia sophia sophie stella stephanie sue susan suzanne sylvia teresa thelma theresa tina ursula valerie vera veronica victoria violet virginia vivian wendy wilhelmina winifred yvonne zoe sonya";
    COMMON 12 "A word of everyday English that is also a name or an acronym."
        "major straw darling balls cash blunt gore pierce fox able act age aid aim air art ask bad ball band bank bar base bell best big bill bird bishop black blue board body bond book born boy bread bridge bright broad brook brown build bull burn burns bush cable call camp can car care carry case castle chance change church clay close coal coast cold cook cool core corn cost cotton court cross crow crown cut dam date dawn day days dean dear deep doc door down drew drum due early earth east easy english ends even ever faith fall fame farm fast fear field fields fine fire fish flag flood flower fly foot force ford forest fort foster fox frank free french fresh frost full game gay german gift glass gold good grace grand grant grass grave gray great green grey ground grove grow guest hall hammer hand harp hawk head heart heath hill hills hold holder holland home hood hook hope horn house hull hunt ice ill iron ireland jack job join jolly joy judge just keen keep key king knight lake lamb land lane large law lead leaf lean light line lion little load lock lodge long lord lot love low luck mark marks market marsh master may mead meek mercy merit middle mile miles mill mills mind moon moor more moss mountain mouse name new nice night noble north oak ocean old olive order page pain park parks part past pat patch peace pearl pen pepper pike pine pitt place plain plant point pole pool poor pope port pound powder power price pride prince prior pump pure quick rain ram ranch range rank ray read real rest rice rich ring rise river rivers road rock rose round rule rush rust sage sail saint salt sand school scope sea seal second self sell set shade sharp shaw shell shield ship shoe shore short show side silver sink skill sky small smart snow son song south spark sparks spear speed spring square stack staff star start state steel steep stein step stern stock stone story strange stream street string strong sugar summer sun swan sweet swift table tall temple test thorn tide till tower town train true trust turn vale valley van voice waist wall war ward ware warm wash watch water way wealth well west wheat wheel white whole wild will wind wine winner winter wise wolf wood woods word work world worth yard young man men son hue dung sang bob sat who it sing era cat mine";
    COMMON_SURNAME 13 "A family name so frequent that it points at nobody by itself."
        "smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster jimenez tran pham le hoang phan vu dang bui chen wang li zhang liu yang huang wu zhou khan singh kumar sharma ali ahmed hussain shah muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann ivanov smirnov kuznetsov rossi russo ferrari dubois dupont bernard durand laurent silva santos oliveira souza pereira hansen olsen larsen johansson andersson suzuki sato tanaka watanabe ito yamamoto park choi jung kang";
    AFTER 14 "A noun that, right after a person's name, makes it the name of something else."
        "family clan dynasty government regime ministry cabinet presidency household estate clause bill administration amendment act accord accords agreement airport archive archives arms avenue award awards bank barracks base bay beach boulevard bridge brigade brothers bros building bureau cabinet canal cape castle cathedral cemetery center centre channel church city clause club co coast college commission committee community company conference congress convention corp corporation council county court creek cup dam declaration department district division doctrine drive estate factory falls fellowship field fleet foundation forum fort foundry gallery garden gardens group gulf hall harbor harbour heights highway hill hills hospital hotel house inc incorporated industries initiative inquiry institute institution islands island isle lake law laws league lecture library line limited ltd medal memorial mission monument mount mountain mountains museum note ordinance organization organisation palace panel park party peninsula plan plaza plc point port post prison prize proposal proposals province railway range ranch reef regiment report research ridge river road rock room round school sea series shipyard society square stadium state station statute strait straits street studios sound task territory theatre theater tower town trail treaty trophy trust tunnel university valley vale village villa ville ward way works yard team theorem method law effect tribunal rule rules telegram era formula";
    BEFORE_PLACE 15 "A word before a name that makes it a place or a ship."
        "fort camp mount mt port lake cape saint st point bay gulf river isle island islands uss usns hms hmas hmcs hmnzs rms ss mv ins jds rfa usat gunboat destroyer frigate cruiser carrier battleship ship vessel submarine schooner steamer steamship corvette trawler yacht brig flagship tanker ferry cutter freighter barque barge sloop";
    SPEECH 16 "A verb of saying, wanting or doing, as a subject takes it."
        "said says say saying told tells asked asks added adds replied replies answered argued argues announced announces declared declares insisted insists noted notes warned warns suggested suggests agreed agrees stated states explained explains thought thinks believed believes felt feels wanted wants hoped hopes expressed indicated pointed stressed emphasized emphasised observed remarked commented wrote writes has had have is was will would could should may might must did does responded reported proposed proposes recommended promised refused refuses rejected rejects accepted accepts urged urges demanded demands decided decides supports supported opposed opposes favored favoured asserted claimed claims concluded continued confirmed denied denies described expects expected feared fears gave gives held hinted informed intends intended knew knows left made makes met needs offered opened pledged prefers preferred presses pressed pressing presented received regards regarded regretted repeated requested returned sees saw seeks sought sent showed signed signaled signalled spoke stood threatened took takes tried understood used voiced welcomed wished wishes can cannot went came began called";
    LOCATIVE 17 "A preposition of place that no government takes." "in at near outside around inside throughout within visit visits visited visiting";
    TRAVEL 18 "A word of travel." "trip visit visits visited visiting travel travels travelled traveled traveling travelling flew fly flies flight flights return returned returning returns journey arrive arrived arriving arrives arrival went go goes going gone came come coming depart departed departure departs leave leaves left leaving drove sail sailed sailing drive sent train road route en way moved marched march born embassy stationed posted miles kilometres kilometers km north south east west ambassador";
    PARTICLE 19 "A particle of a family name."
        "de du des della del di da dos das do van von der den ten ter te la le el al bin ibn ben zu af av st mac d o y e und";
    SUFFIX 20 "What discriminates namesakes." "jr sr ii iii iv junior senior";
    POLICY 21 "What a government has." "policy policies government position attitude view views response stance claim claims insistence demand demands reaction intentions intention aggression aggressive assertive refusal decision offer strategy leadership leaders approval ally allies interests interest ambitions hostility support ever growing new";
    INSTITUTION 22 "A noun that, after an organisation's name, makes it a part or another one."
        "act appropriations association authority building bureau charter college commission committee conference convention corps council court courts declaration directorate division fund group institute league mission programme program project protocol secretariat subcommittee summit treaty university agency station";
    EVENT 23 "A noun that leaves the person before it a person." "talks talk meeting meetings visit trip letter letters memorandum memo speech statement conversation conversations negotiations summit lunch dinner message correspondence";
}

static TABLE: LazyLock<HashMap<WordKey, Class, BuildHasherDefault<KeyHasher>>> =
    LazyLock::new(|| {
        let mut table = HashMap::<_, Class, _>::default();
        for (class, words) in LISTS {
            for word in words.split_whitespace() {
                let entry = table.entry(WordKey::of(word)).or_default();
                *entry = entry.or(*class);
            }
        }
        table
    });

/// The classes of a folded word.
pub fn class_of(key: WordKey) -> Class {
    TABLE.get(&key).copied().unwrap_or_default()
}

/// Short forms of given names: each line is one name in its forms.
const NICKNAMES: &[&str] = &[
    "robert bob rob bobby robbie bert",
    "william bill will billy willie liam willy",
    "richard dick rick ricky rich richie",
    "james jim jimmy jamie",
    "john jack johnny jon",
    "thomas tom tommy",
    "joseph joe joey",
    "edward ed eddie ted teddy ned",
    "edwin ed eddie",
    "theodore ted teddy theo",
    "henry harry hank hal",
    "harold hal harry",
    "charles charlie chuck charley chas",
    "michael mike mickey mick",
    "daniel dan danny",
    "david dave davy",
    "peter pete",
    "kenneth ken kenny",
    "ronald ron ronnie",
    "donald don donny",
    "stephen steve stevie steven",
    "anthony tony",
    "andrew andy drew",
    "benjamin ben benny",
    "samuel sam sammy",
    "frederick fred freddie freddy",
    "alfred alf fred alfie",
    "albert al bert",
    "alexander alex alec sandy sasha",
    "alan al",
    "lawrence larry laurie",
    "gerald gerry jerry",
    "jerome jerry",
    "gregory greg",
    "geoffrey geoff jeff",
    "jeffrey jeff geoff",
    "christopher chris kit",
    "matthew matt",
    "nicholas nick nicky",
    "patrick pat paddy",
    "philip phil phillip",
    "raymond ray",
    "timothy tim timmy",
    "walter walt wally",
    "leonard len lenny leo",
    "arthur art",
    "francis frank",
    "franklin frank",
    "george georgie",
    "joshua josh",
    "nathaniel nat nate nathan",
    "eugene gene",
    "ashton ash",
    "newton newt",
    "elizabeth liz beth betty bess bessie lizzie eliza libby",
    "margaret maggie meg peggy margie",
    "katherine kate katie kathy kitty catherine cathy kay",
    "susan sue susie",
    "patricia pat patty tricia",
    "barbara barb babs",
    "deborah deb debbie",
    "jennifer jen jenny",
    "judith judy",
    "victoria vicky tori",
    "dorothy dot dolly",
    "condoleezza condi",
    "madeleine maddy",
    "rebecca becky",
    "christine chris",
];

/// Whether two given names can be the same person's: equal, an initial of the other, or a short
/// form of it.
pub fn same_given(a: &str, b: &str) -> bool {
    let initial = |a: &str, b: &str| a.chars().nth(1).is_none() && b.starts_with(a);
    a == b || initial(a, b) || initial(b, a) || share_nickname(a, b)
}

fn share_nickname(a: &str, b: &str) -> bool {
    NICKNAMES.iter().any(|line| {
        let has = |name: &str| line.split(' ').any(|word| word == name);
        has(a) && has(b)
    })
}

/// Whether two words have a common stem: `Economics` and `Economy`, `Japanese` and `Japan`.
/// Abbreviated states and the spellings of two sides of an ocean count as equal.
pub fn same_stem(a: &str, b: &str) -> bool {
    let (a, b) = (plain_spelling(a), plain_spelling(b));
    if a == b {
        return true;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let shorter = a.chars().count().min(b.chars().count());
    shared >= 4 && shared + 3 >= shorter
}

/// One spelling for what is spelt in two ways, and one word for words that mean one office.
pub fn plain_spelling(word: &str) -> &str {
    match word {
        "defence" => "defense",
        "labour" => "labor",
        "counsellor" => "counselor",
        "us" | "american" | "america" => "usa",
        "uk" | "british" | "britain" => "gb",
        "french" => "france",
        "dutch" => "netherlands",
        "finance" => "treasury",
        "financial" => "treasury",
        "external" | "overseas" => "foreign",
        "congressman" | "congresswoman" | "rep" => "representative",
        "sen" => "senator",
        "gov" => "governor",
        "premier" => "premier",
        "chairwoman" | "chair" | "chairperson" => "chairman",
        "undersecretary" => "secretary",
        "spokeswoman" | "spokesperson" => "spokesman",
        "german" => "germany",
        "greek" => "greece",
        "swiss" => "switzerland",
        "turkish" => "turkey",
        "danish" => "denmark",
        "welsh" => "wales",
        "spanish" => "spain",
        "polish" => "poland",
        "irish" => "ireland",
        "finnish" => "finland",
        "scottish" => "scotland",
        "argentine" => "argentina",
        "philippine" | "filipino" => "philippines",
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, class: Class, expect: bool) {
        assert_eq!(class_of(WordKey::of(word)).is(class), expect, "{word}");
    }

    #[test]
    fn classes() {
        check("mr", Class::COURTESY, true);
        check("president", Class::HEAD, true);
        check("president", Class::COURTESY, false);
        check("rice", Class::COMMON, true);
        check("bismarck", Class::COMMON.or(Class::STOP), false);
    }

    #[test]
    fn given_names() {
        assert!(same_given("bob", "robert") && same_given("r", "robert") && same_given("a", "ada"));
        assert!(!same_given("robert", "richard") && !same_given("rob", "ron"));
    }

    #[test]
    fn stems() {
        assert!(same_stem("economics", "economy") && same_stem("japanese", "japan"));
        assert!(same_stem("defence", "defense") && !same_stem("state", "treasury"));
    }
}
