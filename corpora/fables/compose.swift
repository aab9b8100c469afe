// compose.swift - writes the English-French corpus of this directory.
//
//   swift compose.swift [directory]
//   swiftc -O compose.swift -o compose && ./compose [directory]
//
// It reads what was written by hand, the fables, `told/*.tsv` (English, a tab, French), and
// the sentences of daily life, which stand in `train` itself, composes more of these from
// the lexicon and the grammar below, and writes
//
//   train.en/.fr                          the told pairs, the everyday ones, the composed ones
//   valid.told, valid.composed, valid     (.en/.fr; the last is the first two in order)
//   test.told, test.composed, test        (the same)
//
// The pairs of `gold.en` and `gold.fr`, whose words were aligned by hand, always stand in
// `test`, whatever else is told or composed.
//
// No English sentence occurs twice among the composed pairs, nor in two of the three
// splits. A composed sentence of `valid` or `test` differs by two words or more from
// every training sentence, and all its words, English and French, occur in training.
//
// The everyday pairs are all for training; one that is too near to what is held out is
// refused.
//
// The choices that keep the mapping plain, in the composed part:
//   you           tu
//   it            le, la or il, elle after the noun it stands for; `le` when it has none
//   simple past   passé composé for what happened; imparfait for a state
//                 (was, had, knew, loved, wanted, could) and for was/were ...ing
//   present       simple and progressive alike: présent
//   questions     inversion with avoir, être, aller, vouloir, pouvoir, devoir and savoir,
//                 est-ce que with any other verb and with je
//
// The words are chosen by a small generator with a fixed seed: the same pairs give the
// same bytes. It takes a second compiled, and some fifteen as a script.

import Foundation

let seed: UInt64 = 1668          // the year of La Fontaine's first fables
let composedTotal = 13_000       // pairs composed before pruning and splitting
let moreTotal = 12_300           // pairs composed after it, for training alone
let everydayTotal = 9_906        // pairs by hand in train.en and train.fr, after the told ones
let timesAtLeast = 6             // a word that is not in the fables occurs so often, or not at all
let heldOutComposed = 200        // composed pairs in valid, and as many in test
let toldTest = 100               // fable sentences in test
let toldValid = 50               // fable sentences in valid

// MARK: - Chance

/// SplitMix64: small, and the same on every machine.
struct Chance {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ n: Int) -> Int { Int(next() % UInt64(n)) }
    mutating func oneIn(_ n: Int) -> Bool { below(n) == 0 }
    mutating func any<T>(_ items: [T]) -> T { items[below(items.count)] }

    mutating func shuffled<T>(_ items: [T]) -> [T] {
        var result = items
        for i in stride(from: result.count - 1, to: 0, by: -1) {
            result.swapAt(i, below(i + 1))
        }
        return result
    }
}

// MARK: - Grammar: the words and what they carry

enum Gender { case m, f }
enum Number { case one, many }

/// Words on both sides that belong together.
struct Phrase {
    var en: [String]
    var fr: [String]

    init(_ en: [String], _ fr: [String]) { self.en = en; self.fr = fr }

    /// `Phrase("every day", "chaque jour")`
    init(_ en: String, _ fr: String) {
        self.init(en.split(separator: " ").map(String.init), fr.split(separator: " ").map(String.init))
    }

    static let none = Phrase([], [])
    static func + (a: Phrase, b: Phrase) -> Phrase { Phrase(a.en + b.en, a.fr + b.fr) }
}

struct Noun {
    let id: Int
    let en: String, enMany: String
    let fr: String, frMany: String
    let gender: Gender
    let tags: [String]
    var isMass: Bool { enMany == "-" }
    var isPlural: Bool { en == "-" }
    func isAny(_ wanted: [String]) -> Bool { wanted.contains(isPlural ? enMany : en) || wanted.contains(where: tags.contains) }
    var animate: Bool { isAny(["animal", "person", "kin"]) }
}

struct Adjective {
    let id: Int
    let en: String, more: String, most: String
    let before: Bool                 // before the noun in French
    let predicative: Bool, attributive: Bool
    let m: String, mVowel: String, f: String, mMany: String, fMany: String
    let goesWith: [String]

    func agreeing(_ g: Gender, _ n: Number) -> String {
        switch (g, n) {
        case (.m, .one): return m
        case (.f, .one): return f
        case (.m, .many): return mMany
        case (.f, .many): return fMany
        }
    }

    func fits(_ noun: Noun) -> Bool { noun.isAny(goesWith) }
}

/// French persons: je, tu, il, nous, ils.
enum Person: Int { case je, tu, il, nous, ils }

struct Verb {
    let id: Int
    let base: String, third: String, past: String, participle: String, ing: String
    let enTail: [String]             // looks `for`, is `afraid of`
    let infinitive: String
    let present: [String]            // je, tu, il, nous, ils
    let pastParticiple: String
    let futureStem: String
    let withEtre: Bool, reflexive: Bool
    let frTail: [String]             // a `peur`
    let preposition: String?         // se souvenir `de`
    let subjects: [String], objects: [String]
    let flags: [String]

    func has(_ flag: String) -> Bool { flags.contains(flag) }
    func subjectFits(_ noun: Noun) -> Bool { noun.isAny(subjects) }
    var isBe: Bool { base == "be" }
    var isCopula: Bool { infinitive == "être" }
    var isStative: Bool { has("stative") || has("state") }
    /// A state in the past is imparfait.
    var isState: Bool { has("state") }

    func imperfect(_ p: Person) -> String {
        var stem = infinitive == "être" ? "ét" : String(present[3].dropLast(3))
        if p == .nous {
            if stem.hasSuffix("ge") { stem.removeLast() }
            if stem.hasSuffix("ç") { stem = stem.dropLast() + "c" }
        }
        return stem + ["ais", "ais", "ait", "ions", "aient"][p.rawValue]
    }

    func future(_ p: Person) -> String {
        futureStem + ["ai", "as", "a", "ons", "ont"][p.rawValue]
    }

    func participle(_ g: Gender, _ n: Number) -> String {
        var form = pastParticiple
        if g == .f { form += "e" }
        if n == .many && !form.hasSuffix("s") { form += "s" }
        return form
    }
}

/// A noun phrase in its two languages, with what the rest of the sentence must know of it.
struct NounPhrase {
    var words: Phrase
    var gender: Gender
    var number: Number
    var person: Person
    var noun: Noun?
    var pronoun = false
    var negativeAlready = false      // nobody: the French verb takes `ne` alone

    /// The English subject pronoun that can stand for it.
    var enPronoun: String {
        if pronoun { return words.en[0] }
        if number == .many { return "they" }
        if let noun = noun, !noun.animate { return "it" }
        return gender == .m ? "he" : "she"
    }

    var frPronoun: String {
        switch person {
        case .je: return "je"
        case .tu: return "tu"
        case .nous: return "nous"
        default:
            let one = gender == .m ? "il" : "elle"
            return number == .one ? one : one + "s"
        }
    }

    var possessive: (en: String, person: Person) {
        switch enPronoun {
        case "I": return ("my", .je)
        case "you": return ("your", .tu)
        case "we": return ("our", .nous)
        case "they": return ("their", .ils)
        case "she": return ("her", .il)
        case "it": return ("its", .il)
        default: return ("his", .il)
        }
    }

    /// The same subject again, as a pronoun.
    var again: NounPhrase {
        if pronoun { return self }
        return NounPhrase(words: Phrase(enPronoun, frPronoun), gender: gender, number: number,
                          person: person, noun: noun, pronoun: true)
    }
}

enum Tense {
    case present, progressive, past, perfect, pluperfect, wasDoing, state, near, future
    case want, can, must, knowHow, could, wanted
}

enum Polarity { case positive, not, never, noLonger, nothing, nobody }

/// A pronoun as the object: `him`, French `le` before the verb.
struct Clitic {
    let en: String, fr: String
    let gender: Gender, number: Number
}

// MARK: - Spelling

/// French words before which the article does not elide, though they begin with h.
let aspirated = ["hache", "haches", "héron", "haricots", "haut", "haute", "hauts", "hautes"]

func soundsVowel(_ word: String) -> Bool {
    guard let first = word.first else { return false }
    if first == "h" { return !aspirated.contains(word) }
    if first == "y" { return word == "y" || word == "yeux" }
    return "aeiouàâéèêëîïôûùœ".contains(first)
}

let eliding = ["le": "l'", "la": "l'", "je": "j'", "me": "m'", "te": "t'", "se": "s'", "ne": "n'",
               "de": "d'", "que": "qu'", "ce": "c'"]

/// Joins French words: contraction (de le: du), elision (le ours: l' ours), capital.
/// A pronoun is written with `°` before it, since `de le voir` does not contract.
func spellFrench(_ words: [String]) -> String {
    var out: [String] = []
    var i = 0
    while i < words.count {
        let word = words[i]
        let next = i + 1 < words.count ? words[i + 1] : ""
        let after = i + 2 < words.count ? words[i + 2] : ""
        if word == "de" || word == "à" {
            if next == "le" && !soundsVowel(after) {
                out.append(word == "de" ? "du" : "au"); i += 2; continue
            }
            if next == "les" { out.append(word == "de" ? "des" : "aux"); i += 2; continue }
        }
        let plain = word.hasPrefix("°") ? String(word.dropFirst()) : word
        let following = next.hasPrefix("°") ? String(next.dropFirst()) : next
        if plain == "si" && (following == "il" || following == "ils") {
            out.append("s'")
        } else if let short = eliding[plain], soundsVowel(following) {
            out.append(short)
        } else {
            out.append(plain)
        }
        i += 1
    }
    return capitalised(out.joined(separator: " "))
}

func spellEnglish(_ words: [String]) -> String {
    var out = words
    for i in words.indices where words[i] == "a" && i + 1 < words.count {
        if let first = words[i + 1].first, "aeiou".contains(first) { out[i] = "an" }
    }
    return capitalised(out.joined(separator: " "))
}

func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
}

// MARK: - Lexicon

/// English one and many, French one and many, gender, what it is. `-`: has no such form.
/// `eats:x` names a diet; a food lists the diets that it suits.
let nounTable = """
crow crows corbeau corbeaux m animal bird dark eats:seed eats:cheese
fox foxes renard renards m animal hunts eats:meat eats:cheese eats:fruit
lion lions lion lions m animal hunts large eats:meat
mouse mice souris souris f animal prey tiny dark eats:cheese eats:seed eats:bread
ant ants fourmi fourmis f animal tiny eats:seed eats:bread
grasshopper grasshoppers sauterelle sauterelles f animal tiny eats:grass
hare hares lièvre lièvres m animal prey quick eats:grass
tortoise tortoises tortue tortues f animal eats:grass
dog dogs chien chiens m animal tame hunts furry eats:meat eats:bread
wolf wolves loup loups m animal hunts furry eats:meat
lamb lambs agneau agneaux m animal tame prey eats:grass
cat cats chat chats m animal tame hunts furry fat eats:meat eats:fish
frog frogs grenouille grenouilles f animal prey swims fat
ox oxen bœuf bœufs m animal tame large eats:grass
donkey donkeys âne ânes m animal tame large furry eats:grass eats:fruit
bear bears ours ours m animal hunts large furry eats:fish eats:honey eats:fruit
horse horses cheval chevaux m animal tame large quick furry eats:grass eats:fruit
cow cows vache vaches f animal tame large furry eats:grass
goat goats chèvre chèvres f animal tame furry eats:grass eats:garden
goose geese oie oies f animal winged tame prey fat swims eats:seed eats:grass
stork storks cigogne cigognes f animal bird eats:fish
crane cranes grue grues f animal bird eats:fish
eagle eagles aigle aigles m animal bird hunts eats:meat eats:fish
hen hens poule poules f animal winged tame prey fat furry eats:seed eats:bread
cock cocks coq coqs m animal winged tame eats:seed eats:bread
pig pigs cochon cochons m animal tame fat eats:garden eats:fruit eats:nuts
monkey monkeys singe singes m animal quick eats:fruit eats:nuts
snake snakes serpent serpents m animal dark eats:egg
stag stags cerf cerfs m animal quick eats:grass
sparrow sparrows moineau moineaux m animal bird tiny eats:seed eats:bread
dove doves colombe colombes f animal bird eats:seed
peacock peacocks paon paons m animal winged eats:seed
hawk hawks faucon faucons m animal bird hunts eats:meat
calf calves veau veaux m animal tame prey eats:grass
bird birds oiseau oiseaux m animal bird tiny eats:seed eats:bread
bee bees abeille abeilles f animal tiny flies
man men homme hommes m person
woman women femme femmes f person
boy boys garçon garçons m person
girl girls fille filles f person
child children enfant enfants m person
farmer farmers fermier fermiers m person works
shepherd shepherds berger bergers m person works
king kings roi rois m person noble
queen queens reine reines f person noble
miller millers meunier meuniers m person works
fisherman fishermen pêcheur pêcheurs m person works
woodcutter woodcutters bûcheron bûcherons m person works
traveller travellers voyageur voyageurs m person
merchant merchants marchand marchands m person works
doctor doctors médecin médecins m person works
hunter hunters chasseur chasseurs m person
servant servants servante servantes f person works
baker bakers boulanger boulangers m person works
thief thieves voleur voleurs m person
judge judges juge juges m person noble
fairy fairies fée fées f person
lady ladies dame dames f person noble
mother - mère - f kin
father - père - m kin
brother brothers frère frères m kin
sister sisters sœur sœurs f kin
son sons fils fils m kin
friend friends ami amis m kin
neighbour neighbours voisin voisins m kin
cousin cousins cousin cousins m kin
cheese - fromage - m food solid suits:cheese
bread - pain - m food solid cuttable warmfood suits:bread
meat - viande - f food solid cuttable warmfood suits:meat
honey - miel - m food suits:honey
soup - soupe - f food warmfood
grass - herbe - f plant suits:grass
hay - foin - m plant drything stock suits:grass
wheat - blé - m plant drything stock suits:seed suits:grass
straw - paille - f drything stock
fish - poisson - m food suits:fish
apple apples pomme pommes f food fruit countfood suits:fruit
- grapes - raisins m food fruit suits:fruit
egg eggs œuf œufs m food countfood suits:egg
- beans - haricots m food suits:garden
- chestnuts - châtaignes f food suits:nuts
milk - lait - m drink
water - eau - f drink
wine - vin - m drink
money - argent - m stuff value
gold - or - m stuff value
wood - bois - m stuff drything cuttable
wool - laine - f stuff softthing
hat hats chapeau chapeaux m thing clothes dyed
coat coats manteau manteaux m thing clothes dyed softthing
dress dresses robe robes f thing clothes dyed
shirt shirts chemise chemises f thing clothes dyed
ring rings bague bagues f thing small value
crown crowns couronne couronnes f thing value
jewel jewels bijou bijoux m thing small value
knife knives couteau couteaux m thing tool small
axe axes hache haches f thing tool heavything
stick sticks bâton bâtons m thing longthing
rope ropes corde cordes f thing longthing cuttable
net nets filet filets m thing
sack sacks sac sacs m thing heavything container
basket baskets panier paniers m thing container
jar jars cruche cruches f thing container breakable heavything
pail pails seau seaux m thing container heavything
bell bells clochette clochettes f thing small
stone stones pierre pierres f thing heavything hardthing
bone bones os os m thing hardthing
plate plates assiette assiettes f thing container breakable washable
bottle bottles bouteille bouteilles f thing container breakable
mirror mirrors miroir miroirs m thing breakable
feather feathers plume plumes f thing dyed small softthing
flower flowers fleur fleurs f thing dyed pretty
table tables table tables f furniture
chair chairs chaise chaises f furniture breakable
bed beds lit lits m furniture hardthing
door doors porte portes f part openable
house houses maison maisons f place building
barn barns grange granges f place building openable
mill mills moulin moulins m place building
farm farms ferme fermes f place
village villages village villages m place
town towns ville villes f place
market markets marché marchés m place
garden gardens jardin jardins m place
field fields champ champs m place
meadow meadows pré prés m place
forest forests forêt forêts f place darkplace
river rivers rivière rivières f place waters
stream streams ruisseau ruisseaux m place waters
lake lakes lac lacs m place waters
pond ponds étang étangs m place waters
sea - mer - f place calmwaters
hill hills colline collines f place highplace
mountain mountains montagne montagnes f place highplace
valley valleys vallée vallées f place
road roads route routes f place wideplace longthing
bridge bridges pont ponts m place wideplace
cave caves grotte grottes f place darkplace
wall walls mur murs m place highplace
tree trees arbre arbres m place nature
tail tails queue queues f body
beak beaks bec becs m body
- ears - oreilles f body
- legs - pattes f body
- teeth - dents f body
- eyes - yeux m body
- wings - ailes f body
"""

/// Nouns of the fables for the second round of composing alone.
let moreNounTable = """
- sheep - moutons m animal tame prey furry eats:grass
heron herons héron hérons m animal bird eats:fish
animal animals animal animaux m animal
master masters maître maîtres m person
daughter daughters fille filles f kin
wife - femme - f kin
oak oaks chêne chênes m place nature tree
branch branches branche branches f longthing
leaf leaves feuille feuilles f dyed small
reed reeds roseau roseaux m longthing
rock rocks rocher rochers m place highplace
hole holes trou trous m place darkplace
marsh marshes marais marais m place
shore shores rive rives f place
treasure treasures trésor trésors m thing value
trap traps piège pièges m thing
cage cages cage cages f thing container
piece pieces morceau morceaux m share
head heads tête têtes f limb dyed
mouth mouths bouche bouches f limb
nose noses nez nez m limb
hand hands main mains f limb
foot feet pied pieds m limb
neck necks cou cous m limb
heart hearts cœur cœurs m limb
voice voices voix voix f limb
salt - sel - m food
dinner - dîner - m meal
supper - souper - m meal
sun - soleil - m sky
moon - lune - f sky
sky - ciel - m sky
wind - vent - m sky
rain - pluie - f sky
snow - neige - f sky
star stars étoile étoiles f sky
cloud clouds nuage nuages m sky
"""

/// English, comparative, superlative (`-`: with more and most), place (pre/post, pred: only
/// after the verb, attr: only beside the noun), French m, m before vowel, f, m and f plural, nouns.
let adjectiveTable = """
big bigger biggest pre grand grand grande grands grandes large place furniture hunts container nature
little - - pre,attr petit petit petite petits petites animal child boy girl servant shepherd fairy man woman thing place furniture kin
small smaller smallest pre,pred petit petit petite petits petites animal thing place furniture
old older oldest pre vieux vieil vieille vieux vieilles animal man woman works king queen traveller hunter thief judge lady clothes tool container building furniture bridge tree
young younger youngest pre jeune jeune jeune jeunes jeunes animal person
beautiful - - pre beau bel belle beaux belles queen king lady fairy girl woman bird clothes ring crown jewel gold tree pretty place horse peacock
good - - pre,attr bon bon bonne bons bonnes food tool drink kin plant
good - - pre,pred bon bon bonne bons bonnes food drink
new newer newest pre,attr nouveau nouvel nouvelle nouveaux nouvelles clothes tool building furniture net basket mirror
long longer longest pre long long longue longs longues longthing
fat fatter fattest pre gros gros grosse gros grosses fat bear calf
poor poorer poorest pre pauvre pauvre pauvre pauvres pauvres person
black - - post,attr noir noir noire noirs noires dyed furry dark
white - - post,attr blanc blanc blanche blancs blanches dyed furry dove stork crane goose
red - - post,attr rouge rouge rouge rouges rouges dyed apple
green - - post,attr vert vert verte verts vertes clothes apple snake frog
blue - - post,attr bleu bleu bleue bleus bleues dyed
yellow - - post,attr jaune jaune jaune jaunes jaunes dyed
brown - - post,attr brun brun brune bruns brunes furry
grey - - post,attr gris gris grise gris grises mouse cat donkey horse wolf coat goose
rich richer richest post riche riche riche riches riches person
strong stronger strongest post fort fort forte forts fortes animal person
weak weaker weakest post faible faible faible faibles faibles animal person
tired - - post fatigué fatigué fatiguée fatigués fatiguées animal person kin
ill - - post,pred malade malade malade malades malades animal person kin
clever cleverer cleverest post malin malin maligne malins malignes animal person
sad sadder saddest post triste triste triste tristes tristes animal person kin
happy happier happiest post heureux heureux heureuse heureux heureuses animal person kin
unhappy - - post malheureux malheureux malheureuse malheureux malheureuses animal person kin
angry angrier angriest post,pred fâché fâché fâchée fâchés fâchées animal person kin
proud prouder proudest post,pred fier fier fière fiers fières animal person kin
lazy lazier laziest post paresseux paresseux paresseuse paresseux paresseuses animal person
brave braver bravest post courageux courageux courageuse courageux courageuses animal person
wicked - - post méchant méchant méchante méchants méchantes hunts person monkey snake
kind kinder kindest pre gentil gentil gentille gentils gentilles tame person
patient - - post patient patient patiente patients patientes person tame kin
jealous - - post,pred jaloux jaloux jalouse jaloux jalouses animal person kin
vain - - post vaniteux vaniteux vaniteuse vaniteux vaniteuses peacock cock lady king queen crow horse stag merchant girl boy
slow slower slowest post lent lent lente lents lentes tortoise donkey ox cow pig bear
fast faster fastest post rapide rapide rapide rapides rapides quick hunts bird
dead - - post,pred mort mort morte morts mortes animal king queen
alone - - post,pred seul seul seule seuls seules animal person kin
ready - - post,pred prêt prêt prête prêts prêtes person kin animal soup bread
heavy heavier heaviest post lourd lourd lourde lourds lourdes heavything wood
empty - - post vide vide vide vides vides container barn house
full - - post,pred plein plein pleine pleins pleines container barn
dry - - post sec sec sèche secs sèches drything
wet - - post mouillé mouillé mouillée mouillés mouillées drything clothes dog bird
hot hotter hottest post chaud chaud chaude chauds chaudes warmfood drink
cold colder coldest post froid froid froide froids froides warmfood drink waters sea
soft softer softest post doux doux douce doux douces softthing
hard harder hardest post dur dur dure durs dures hardthing bread cheese
ripe - - post mûr mûr mûre mûrs mûres fruit
fresh - - post frais frais fraîche frais fraîches fish bread milk meat water egg grass cheese
deep deeper deepest post profond profond profonde profonds profondes waters sea cave
wide wider widest post large large large larges larges wideplace river valley door
narrow narrower narrowest post étroit étroit étroite étroits étroites wideplace door valley
high higher highest pre haut haut haute hauts hautes highplace
dirty dirtier dirtiest post sale sale sale sales sales clothes plate pig bottle pond
clean cleaner cleanest post propre propre propre propres propres clothes plate house
calm calmer calmest post calme calme calme calmes calmes waters sea
dark darker darkest post sombre sombre sombre sombres sombres darkplace barn house
open - - post,pred ouvert ouvert ouverte ouverts ouvertes openable
closed - - post,pred fermé fermé fermée fermés fermées openable
broken - - post cassé cassé cassée cassés cassées breakable
round rounder roundest post rond rond ronde ronds rondes table stone mirror plate
"""

/// Adjectives for the second round; `_` parts the words of one.
let moreAdjectiveTable = """
golden - - post,attr d'_or d'_or d'_or d'_or d'_or ring crown axe jewel egg feather plate knife bell
silver - - post,attr d'_argent d'_argent d'_argent d'_argent d'_argent ring axe plate knife bell fish
great - - pre,attr grand grand grande grands grandes king lion queen oak fire bear eagle
tall taller tallest pre grand grand grande grands grandes person tree oak stork crane
large larger largest pre grand grand grande grands grandes house garden forest field farm stone basket animal
short shorter shortest post court court courte courts courtes rope stick road
warm warmer warmest post chaud chaud chaude chauds chaudes coat bread milk soup water house
thin thinner thinnest post maigre maigre maigre maigres maigres animal
ugly uglier ugliest post laid laid laide laids laides animal person clothes thing
sweet sweeter sweetest post sucré sucré sucrée sucrés sucrées fruit honey
wise wiser wisest post sage sage sage sages sages king judge father mother man woman tortoise
stupid - - post stupide stupide stupide stupides stupides animal thief king boy
honest - - post honnête honnête honnête honnêtes honnêtes person kin
cruel - - post cruel cruel cruelle cruels cruelles hunts king queen hunter
free - - post,pred libre libre libre libres libres animal person
bad - - pre,attr mauvais mauvais mauvaise mauvais mauvaises king judge servant wine bread soup friend cheese
sharp sharper sharpest post pointu pointu pointue pointus pointues knife axe stick
"""

/// English forms, words after it | French forms (regular -er: the infinitive alone), words
/// after it | preposition | who | what | flags.
let verbTable = """
see sees saw seen seeing | | voir vois vois voit voyons voient vu verr | | | * | animate thing place | stative
look looks looked looked looking | at | regarder | | | * | animate flower mirror sea mountain | q
hear hears heard heard hearing | | entendre entends entends entend entendons entendent entendu entendr | | | * | animate bell | stative
look looks looked looked looking | for | chercher | | | * | animate thing stuff | q
find finds found found finding | | trouver | | | * | thing value fruit cheese egg animal | stative
lose loses lost lost losing | | perdre perds perds perd perdons perdent perdu perdr | | | person | thing value | past
take takes took taken taking | | prendre prends prends prend prenons prennent pris prendr | | | person fox monkey | thing cheese bread fish egg | imp
carry carries carried carried carrying | | porter | | | person | container wood straw hay stone stick wheat net | imp
bring brings brought brought bringing | | apporter | | | person | thing food drink wood | imp give
buy buys bought bought buying | | acheter achète achètes achète achetons achètent acheté achèter | | | person | clothes tool food tame fruit | imp
sell sells sold sold selling | | vendre vends vends vend vendons vendent vendu vendr | | | person | tame clothes food wool wood hay jewel ring crown building | give
eat eats ate eaten eating | | manger | | | | food | imp q eats
drink drinks drank drunk drinking | | boire bois bois boit buvons boivent bu boir | | | | drink | imp drinks q
like likes liked liked liking | | aimer | | | * | food drink place plant | state
love loves loved loved loving | | aimer | | | * | kin animate | state
be is was been being | afraid of | avoir ai as a avons ont eu aur | peur | de | * | hunts hunter thief sea king queen | state idiom
need needs needed needed needing | | avoir ai as a avons ont eu aur | besoin | de | person | tool rope basket horse donkey money doctor wood net servant coat | state
help helps helped helped helping | | aider | | | * | animate | imp
follow follows followed followed following | | suivre suis suis suit suivons suivent suivi suivr | | | * | animate | imp
wait waits waited waited waiting | for | attendre attends attends attend attendons attendent attendu attendr | | | * | person kin hunts | imp q
catch catches caught caught catching | | attraper | | | hunts hunter farmer | prey fish thief tiny | imp
kill kills killed killed killing | | tuer | | | hunts hunter | prey wolf stag bear snake | past
bite bites bit bitten biting | | mordre mords mords mord mordons mordent mordu mordr | | | dog wolf snake fox | animate | past
meet meets met met meeting | | rencontrer | | | * | animate | stative
know knows knew known knowing | | connaître connais connais connaît connaissons connaissent connu connaîtr | | | * | person kin village town road forest animal | state
open opens opened opened opening | | ouvrir ouvre ouvres ouvre ouvrons ouvrent ouvert ouvrir | | | person | openable sack basket bottle | imp
close closes closed closed closing | | fermer | | | person | openable sack basket | imp
break breaks broke broken breaking | | casser | | | person | breakable egg stick | past
hide hides hid hidden hiding | | cacher | | | person | thing value cheese bread | imp
touch touches touched touched touching | | toucher | | | * | snake thing tame value | imp
hit hits hit hit hitting | | frapper | | | person | donkey wolf ox thief snake dog | past
wake wakes woke woken waking | | réveiller | | | * | person kin hunts dog | past imp
call calls called called calling | | appeler appelle appelles appelle appelons appellent appelé appeller | | | person | tame person kin | imp
thank thanks thanked thanked thanking | | remercier | | | * | person kin animate | imp
save saves saved saved saving | | sauver | | | * | person prey tame animal | past
steal steals stole stolen stealing | | voler | | | fox thief crow monkey | value cheese egg hen goose horse lamb clothes meat | past
wash washes washed washed washing | | laver | | | person | clothes washable horse dog apple | imp
cut cuts cut cut cutting | | couper | | | person | cuttable | imp
build builds built built building | | construire construis construis construit construisons construisent construit construir | | | person | building bridge wall | past
cross crosses crossed crossed crossing | | traverser | | | * | river forest field bridge valley stream town meadow village | imp
throw throws threw thrown throwing | | jeter jette jettes jette jetons jettent jeté jetter | | | person | stone stick bone net rope | imp
choose chooses chose chosen choosing | | choisir choisis choisis choisit choisissons choisissent choisi choisir | | | person | clothes tool jewel ring horse apple | imp
protect protects protected protected protecting | | protéger protège protèges protège protégeons protègent protégé protéger | | | dog person | prey tame kin village farm house | past
leave leaves left left leaving | | quitter | | | * | village town forest house farm market garden barn valley | past
sleep sleeps slept slept sleeping | | dormir dors dors dort dormons dorment dormi dormir | | | * | | where
run runs ran run running | | courir cours cours court courons courent couru courr | | | person tame prey fox wolf lion bear stag monkey | | where imp q
walk walks walked walked walking | | marcher | | | person kin tame ant tortoise fox lion bear wolf stork crane peacock mouse | | where
sing sings sang sung singing | | chanter | | | person bird cock grasshopper frog | | where q
dance dances danced danced dancing | | danser | | | person bear monkey grasshopper | | where q
weep weeps wept wept weeping | | pleurer | | | person kin | | where q
laugh laughs laughed laughed laughing | | rire ris ris rit rions rient ri rir | | | person kin monkey fox frog | | q
work works worked worked working | | travailler | | | person donkey ox ant bee kin | | where q
jump jumps jumped jumped jumping | | sauter | | | frog fox cat goat monkey calf child boy grasshopper | |
swim swims swam swum swimming | | nager | | | frog goose fish child dog boy girl fisherman | | wet
fly flies flew flown flying | | voler | | | bird bee | |
shout shouts shouted shouted shouting | | crier | | | person | | q
play plays played played playing | | jouer | | | child boy girl cat monkey dog lamb | | where
speak speaks spoke spoken speaking | | parler | | | person | | q
live lives lived lived living | | vivre vis vis vit vivons vivent vécu vivr | | | * | | where state
tremble trembles trembled trembled trembling | | trembler | | | prey child thief | |
smile smiles smiled smiled smiling | | sourire souris souris sourit sourions sourient souri sourir | | | person kin | |
fall falls fell fallen falling | | tomber | | | person animal | | etre past
arrive arrives arrived arrived arriving | | arriver | | | person kin animal | | etre
leave leaves left left leaving | | partir pars pars part partons partent parti partir | | | person kin animal | | etre q when
stay stays stayed stayed staying | | rester | | | person kin animal | | etre where
come comes came come coming | back | revenir reviens reviens revient revenons reviennent revenu reviendr | | | person kin animal | | etre from
go goes went gone going | home | rentrer | | | person kin | | etre
go goes went gone going | out | sortir sors sors sort sortons sortent sorti sortir | | | person kin tame | | etre
die dies died died dying | | mourir meurs meurs meurt mourons meurent mort mourr | | | animal king queen | | etre past
go goes went gone going | | aller vais vas va allons vont allé ir | | | person kin animal | | etre to
be is was been being | | être suis es est sommes sont été ser | | | * | | state copula
have has had had having | | avoir ai as a avons ont eu aur | | | * | thing | state have
be is was been being | hungry | avoir ai as a avons ont eu aur | faim | | * | | state idiom
be is was been being | thirsty | avoir ai as a avons ont eu aur | soif | | * | | state idiom
be is was been being | cold | avoir ai as a avons ont eu aur | froid | | person kin tame | | state idiom
be is was been being | hot | avoir ai as a avons ont eu aur | chaud | | person kin tame | | state idiom
be is was been being | ashamed | avoir ai as a avons ont eu aur | honte | | person fox crow lion dog wolf kin | | state idiom
be is was been being | right | avoir ai as a avons ont eu aur | raison | | person kin fox ant tortoise | | state idiom
be is was been being | afraid | avoir ai as a avons ont eu aur | peur | | * | | state idiom
give gives gave given giving | | donner | | | person | thing food drink money | give imp
show shows showed shown showing | | montrer | | | person | thing value road cave tame | give imp
lend lends lent lent lending | | prêter | | | person | tool coat horse donkey money basket rope net sack | give imp
speak speaks spoke spoken speaking | to | parler | | à | person kin | person kin animate | imp
answer answers answered answered answering | | répondre réponds réponds répond répondons répondent répondu répondr | | à | person kin animal | person kin animate | imp
get gets got got getting | up | se lever lève lèves lève levons lèvent levé lèver | | | person kin ox dog | | reflexive when
lie lies lay lain lying | down | se coucher | | | person kin dog cat lion cow pig | | reflexive rest
wash washes washed washed washing | | se laver | | | person kin cat | | reflexive self
rest rests rested rested resting | | se reposer | | | person kin animal | | reflexive rest
hide hides hid hidden hiding | | se cacher | | | thief child boy girl prey fox cat monkey snake | | reflexive rest
wake wakes woke woken waking | up | se réveiller | | | person kin animal | | reflexive when
run runs ran run running | away | s' enfuir enfuis enfuis enfuit enfuyons enfuient enfui enfuir | | | thief prey animal | | reflexive
stop stops stopped stopped stopping | | s' arrêter | | | person animal | | reflexive rest
hurry hurries hurried hurried hurrying | | se dépêcher | | | person kin ant | | reflexive
remember remembers remembered remembered remembering | | se souvenir souviens souviens souvient souvenons souviennent souvenu souviendr | | de | person kin | person kin village road house town forest | reflexive of stative
laugh laughs laughed laughed laughing | at | se moquer | | de | person fox crow monkey hare frog | animate | reflexive of
"""

/// Verbs for the second round.
let moreVerbTable = """
come comes came come coming | home | rentrer | | | person kin | | etre
come comes came come coming | | venir viens viens vient venons viennent venu viendr | | | person kin animal | | etre to
want wants wanted wanted wanting | | vouloir veux veux veut voulons veulent voulu voudr | | | * | thing food drink tame clothes gold money | state
believe believes believed believed believing | | croire crois crois croit croyons croient cru croir | | | * | person kin fox wolf shepherd | stative
keep keeps kept kept keeping | | garder | | | person | thing value sheep money goat cow | imp
sit sits sat sat sitting | down | s' asseoir assieds assieds assied asseyons asseyent assis assiér | | | person kin dog cat | | reflexive rest
listen listens listened listened listening | to | écouter | | | * | person kin bird | imp
chase chases chased chased chasing | | chasser | | | dog cat person | prey thief wolf fox mouse | imp
pull pulls pulled pulled pulling | | tirer | | | person donkey ox horse | rope sack net basket table | imp
push pushes pushed pushed pushing | | pousser | | | person | door table chair sack donkey ox | imp
hold holds held held holding | | tenir tiens tiens tient tenons tiennent tenu tiendr | | | person | thing | imp
smell smells smelled smelled smelling | | sentir sens sens sent sentons sentent senti sentir | | | * | flower cheese soup meat bread | stative
understand understands understood understood understanding | | comprendre comprends comprends comprend comprenons comprennent compris comprendr | | | person kin | person kin | stative
forget forgets forgot forgotten forgetting | | oublier | | | person kin | clothes tool container kin | past
share shares shared shared sharing | | partager | | | person kin | bread cheese meat soup apple honey money | imp
wear wears wore worn wearing | | porter | | | person | clothes ring crown |
ask asks asked asked asking | for | demander | | | person kin | bread water soup cheese money wine milk |
enter enters entered entered entering | | entrer | | dans | person kin animal | house barn cave forest village town garden | etre
go goes went gone going | | partir pars pars part partons partent parti partir | | | person kin animal | | etre q when
fight fights fought fought fighting | | se battre bats bats bat battons battent battu battr | | | animal person | | reflexive
talk talks talked talked talking | | parler | | | person kin | | where q
drop drops dropped dropped dropping | | laisser | tomber | | person crow dog fox monkey | cheese ring knife stone bottle plate apple egg | past
be is was been being | wrong | avoir ai as a avons ont eu aur | tort | | person kin fox ant tortoise | | state idiom
"""

func fields(_ text: Substring, _ separator: Character = " ") -> [String] {
    text.split(separator: separator).map(String.init)
}

/// French forms of a verb: regular ones are built, irregular ones given.
func makeVerb(_ line: Substring, id: Int) -> Verb {
    let columns = line.split(separator: "|", omittingEmptySubsequences: false).map { fields($0) }
    let en = columns[0]
    var fr = columns[2]
    let reflexive = fr[0] == "se" || fr[0] == "s'"
    if reflexive { fr.removeFirst() }
    if fr.count == 1 {
        let stem = String(fr[0].dropLast(2))
        let soft = stem.hasSuffix("g") ? stem + "e" : stem
        fr += [stem + "e", stem + "es", stem + "e", soft + "ons", stem + "ent", stem + "é", fr[0]]
    }
    let flags = columns[7]
    return Verb(id: id, base: en[0], third: en[1], past: en[2], participle: en[3], ing: en[4],
                enTail: columns[1], infinitive: fr[0], present: Array(fr[1...5]),
                pastParticiple: fr[6], futureStem: fr[7],
                withEtre: flags.contains("etre") || reflexive, reflexive: reflexive,
                frTail: columns[3], preposition: columns[4].first,
                subjects: columns[5], objects: columns[6], flags: flags)
}

func rows(_ table: String) -> [(Int, Substring)] {
    Array(table.split(separator: "\n").enumerated().map { ($0.offset, $0.element) })
}

func makeNoun(_ line: Substring, id: Int) -> Noun {
    let f = fields(line)
    return Noun(id: id, en: f[0], enMany: f[1], fr: f[2], frMany: f[3],
                gender: f[4] == "m" ? .m : .f, tags: Array(f[5...]))
}

func makeAdjective(_ line: Substring, id: Int) -> Adjective {
    let f = fields(line).map { $0.replacing("_", with: " ") }
    let place = fields(Substring(f[3]), ",")
    return Adjective(id: id, en: f[0], more: f[1], most: f[2], before: place[0] == "pre",
                     predicative: !place.contains("attr"), attributive: !place.contains("pred"),
                     m: f[4], mVowel: f[5], f: f[6], mMany: f[7], fMany: f[8],
                     goesWith: Array(f[9...]))
}

let nouns: [Noun] = rows(nounTable).map { makeNoun($1, id: $0) }
let moreNouns: [Noun] = rows(moreNounTable).map { makeNoun($1, id: nouns.count + $0) }
let adjectives: [Adjective] = rows(adjectiveTable).map { makeAdjective($1, id: $0) }
let moreAdjectives: [Adjective] = rows(moreAdjectiveTable).map { makeAdjective($1, id: adjectives.count + $0) }
let verbs: [Verb] = rows(verbTable).map { makeVerb($1, id: $0) }
let moreVerbs: [Verb] = rows(moreVerbTable).map { makeVerb($1, id: verbs.count + $0) }

func lexical(_ infinitive: String, _ base: String? = nil) -> Verb {
    verbs.first { $0.infinitive == infinitive && (base == nil || $0.base == base!) }!
}

func phrases(_ table: String) -> [Phrase] {
    rows(table).map { _, line in
        let halves = fields(line, "|")
        return Phrase(halves[0], halves[1])
    }
}

/// Where one is, with the verbs that only want a place.
let places = phrases("""
in the forest | dans la forêt
in the garden | dans le jardin
in the field | dans le champ
in the meadow | dans le pré
in the village | dans le village
in the valley | dans la vallée
in the barn | dans la grange
in the house | dans la maison
in the cave | dans la grotte
on the road | sur la route
on the bridge | sur le pont
on the hill | sur la colline
on the mountain | sur la montagne
under the tree | sous le arbre
under the big oak | sous le grand chêne
near the river | près de la rivière
near the lake | près de le lac
near the wall | près de le mur
near the fire | près de le feu
near the mill | près de le moulin
near the pond | près de le étang
near the stream | près de le ruisseau
behind the house | derrière la maison
behind the barn | derrière la grange
in front of the door | devant la porte
at the farm | à la ferme
at the market | à le marché
at the mill | à le moulin
""")
/// The last word of a place where someone may live.
let dwellings = ["forest", "field", "meadow", "village", "valley", "barn", "house", "cave", "mountain", "river", "lake",
                 "mill", "pond", "stream", "farm"]
let foodSpots = phrases("""
on the table | sur la table
in the basket | dans le panier
in the sack | dans le sac
in the house | dans la maison
at the market | à le marché
""")
let drinkSpots = phrases("""
on the table | sur la table
in the jar | dans la cruche
in the pail | dans le seau
in the bottle | dans la bouteille
in the house | dans la maison
""")
let waters = phrases("""
in the river | dans la rivière
in the lake | dans le lac
in the pond | dans le étang
in the sea | dans la mer
in the stream | dans le ruisseau
""")
let spots = phrases("""
on the table | sur la table
under the table | sous la table
on the chair | sur la chaise
under the bed | sous le lit
on the bed | sur le lit
on the ground | sur le sol
behind the door | derrière la porte
in the basket | dans le panier
in the sack | dans le sac
near the fire | près de le feu
in the straw | dans la paille
in the hay | dans le foin
""")
let goals = phrases("""
to the market | à le marché
to the river | à la rivière
to the village | à le village
to the town | à la ville
to the mill | à le moulin
to the farm | à la ferme
to the lake | à le lac
to the pond | à le étang
to the sea | à la mer
into the forest | dans la forêt
into the garden | dans le jardin
into the barn | dans la grange
into the cave | dans la grotte
""")
let origins = phrases("""
from the market | de le marché
from the river | de la rivière
from the village | de le village
from the town | de la ville
from the mill | de le moulin
from the farm | de la ferme
from the forest | de la forêt
from the field | de le champ
from the mountain | de la montagne
""")

let habitTimes = phrases("""
every day | chaque jour
every morning | chaque matin
every evening | chaque soir
every night | chaque nuit
in winter | en hiver
in summer | en été
in autumn | en automne
in spring | au printemps
in the morning | le matin
in the evening | le soir
""")
let nowTimes = phrases("""
now | maintenant
today | aujourd'hui
""")
let pastTimes = phrases("""
yesterday | hier
this morning | ce matin
yesterday evening | hier soir
last week | la semaine dernière
""")
let futureTimes = phrases("""
tomorrow | demain
soon | bientôt
this evening | ce soir
next week | la semaine prochaine
""")

// MARK: - Noun phrases

enum Determiner {
    case the, a, this, that
    case some                        // du, de la, des; English without a word
    case ofNone                      // un and du become `de` after a negation
    case generic                     // likes cheese: aime le fromage
    case of(en: String, person: Person)
    case count(String, String)       // two, deux
    case much                        // many, a lot of: beaucoup de
}

func nounPhrase(_ noun: Noun, _ determiner: Determiner, _ asked: Number = .one,
                _ adjective: Adjective? = nil) -> NounPhrase {
    let number: Number = noun.isPlural ? .many : asked
    var en = [number == .one ? noun.en : noun.enMany]
    var fr = [number == .one ? noun.fr : noun.frMany]
    let g = noun.gender
    let masculineOne = g == .m && number == .one
    let feminine = g == .f
    if let adjective = adjective {
        en.insert(adjective.en, at: 0)
        let form = adjective.agreeing(g, number)
        if adjective.before {
            fr.insert(masculineOne && soundsVowel(fr[0]) ? adjective.mVowel : form, at: 0)
        } else {
            fr.append(form)
        }
    }
    let vowel = soundsVowel(fr[0])
    let article = number == .many ? "les" : feminine ? "la" : "le"
    switch determiner {
    case .the:
        en.insert("the", at: 0)
        fr.insert(article, at: 0)
    case .generic:
        fr.insert(article, at: 0)
    case .a where number == .one && !noun.isMass:
        en.insert("a", at: 0)
        fr.insert(feminine ? "une" : "un", at: 0)
    case .a, .some:
        if number == .many {
            fr.insert(adjective?.before == true ? "de" : "des", at: 0)
        } else {
            fr = ["de", article] + fr
        }
    case .ofNone:
        en.insert(number == .one && !noun.isMass ? "a" : "any", at: 0)
        fr.insert("de", at: 0)
    case .this, .that:
        let near = if case .this = determiner { true } else { false }
        en.insert(number == .one ? (near ? "this" : "that") : near ? "these" : "those", at: 0)
        fr.insert(number == .many ? "ces" : feminine ? "cette" : vowel ? "cet" : "ce", at: 0)
    case .of(let word, let person):
        en.insert(word, at: 0)
        let one = feminine && !vowel ? ["ma", "ta", "sa", "notre", "leur"]
                                     : ["mon", "ton", "son", "notre", "leur"]
        let many = ["mes", "tes", "ses", "nos", "leurs"]
        fr.insert((number == .one ? one : many)[person.rawValue], at: 0)
    case .count(let enWord, let frWord):
        en.insert(enWord, at: 0)
        fr.insert(frWord, at: 0)
    case .much:
        en = (number == .many ? ["many"] : ["a", "lot", "of"]) + en
        fr = ["beaucoup", "de"] + fr
    }
    return NounPhrase(words: Phrase(en, fr), gender: g, number: number,
                      person: number == .one ? .il : .ils, noun: noun)
}

func pronoun(_ en: String) -> NounPhrase {
    func make(_ fr: String, _ g: Gender, _ n: Number, _ p: Person) -> NounPhrase {
        NounPhrase(words: Phrase(en, fr), gender: g, number: n, person: p, noun: nil, pronoun: true)
    }
    switch en {
    case "I": return make("je", .m, .one, .je)
    case "you": return make("tu", .m, .one, .tu)
    case "she": return make("elle", .f, .one, .il)
    case "we": return make("nous", .m, .many, .nous)
    case "they": return make("ils", .m, .many, .ils)
    default: return make("il", .m, .one, .il)
    }
}

let who = NounPhrase(words: Phrase("who", "qui"), gender: .m, number: .one, person: .il, noun: nil)
let nobody = NounPhrase(words: Phrase("nobody", "personne"), gender: .m, number: .one, person: .il,
                        noun: nil, negativeAlready: true)

let directClitics = [
    Clitic(en: "me", fr: "me", gender: .m, number: .one),
    Clitic(en: "you", fr: "te", gender: .m, number: .one),
    Clitic(en: "him", fr: "le", gender: .m, number: .one),
    Clitic(en: "her", fr: "la", gender: .f, number: .one),
    Clitic(en: "us", fr: "nous", gender: .m, number: .many),
    Clitic(en: "them", fr: "les", gender: .m, number: .many),
]
let thingClitics = [
    Clitic(en: "it", fr: "le", gender: .m, number: .one),
    Clitic(en: "them", fr: "les", gender: .m, number: .many),
]
let dativeClitics = [
    Clitic(en: "me", fr: "me", gender: .m, number: .one),
    Clitic(en: "you", fr: "te", gender: .m, number: .one),
    Clitic(en: "him", fr: "lui", gender: .m, number: .one),
    Clitic(en: "her", fr: "lui", gender: .f, number: .one),
    Clitic(en: "us", fr: "nous", gender: .m, number: .many),
    Clitic(en: "them", fr: "leur", gender: .m, number: .many),
]

/// me with I, you with you, us with we: not said here.
func clash(_ subject: NounPhrase, _ clitic: Clitic) -> Bool {
    switch subject.person {
    case .je, .nous: return clitic.en == "me" || clitic.en == "us"
    case .tu: return clitic.en == "you"
    default: return false
    }
}

// MARK: - Clauses

struct Clause {
    var subject: NounPhrase
    var verb: Verb
    var tense: Tense
    var polarity: Polarity = .positive
    var object: Phrase? = nil
    var clitic: Clitic? = nil
    var dative: Phrase? = nil                    // English without `to`, French without `à`
    var dativeClitic: Clitic? = nil
    var middle: Phrase = .none                   // often: after the finite verb in French
    var tail: Phrase = .none
    var agreement: (Gender, Number)? = nil       // of an object that stands before (que)

    init(_ subject: NounPhrase, _ verb: Verb, _ tense: Tense, _ polarity: Polarity = .positive) {
        self.subject = subject
        self.verb = verb
        self.tense = tense
        self.polarity = polarity
        if verb.infinitive == "rentrer" {
            let strong: String
            switch subject.person {
            case .je: strong = "moi"
            case .tu: strong = "toi"
            case .nous: strong = "nous"
            case .il: strong = subject.gender == .m ? "lui" : "elle"
            case .ils: strong = subject.gender == .m ? "eux" : "elles"
            }
            tail = Phrase([], ["chez", strong])
        }
        if verb.has("self") { tail = Phrase([selfWord], []) }
    }

    var selfWord: String {
        switch subject.enPronoun {
        case "I": return "myself"
        case "you": return "yourself"
        case "she": return "herself"
        case "we": return "ourselves"
        case "they": return "themselves"
        default: return "himself"
        }
    }

    // MARK: English

    /// The auxiliary (empty when there is none) and what follows it and the negation.
    private func englishVerb(question: Bool) -> (auxiliary: String, main: [String]) {
        let many = subject.number == .many || subject.enPronoun == "you"
        let first = subject.enPronoun == "I"
        let am = first ? "am" : many ? "are" : "is"
        let was = many ? "were" : "was"
        let needsDo = question || polarity == .not
        func simple(_ base: String, _ third: String, _ more: [String] = []) -> (String, [String]) {
            let plain = many || first
            return needsDo ? (plain ? "do" : "does", [base] + more) : ("", [plain ? base : third] + more)
        }
        func past(_ base: String, _ form: String, _ more: [String] = []) -> (String, [String]) {
            needsDo ? ("did", [base] + more) : ("", [form] + more)
        }
        let v = verb
        switch tense {
        case .present: return v.isBe ? (am, []) : simple(v.base, v.third)
        case .progressive: return (am, [v.ing])
        case .past, .state: return v.isBe ? (was, []) : past(v.base, v.past)
        case .perfect: return (many || first ? "have" : "has", [v.participle])
        case .pluperfect: return ("had", [v.participle])
        case .wasDoing: return (was, [v.ing])
        case .near: return (am, ["going", "to", v.base])
        case .future: return ("will", [v.base])
        case .want: return simple("want", "wants", ["to", v.base])
        case .wanted: return past("want", "wanted", ["to", v.base])
        case .knowHow: return simple("know", "knows", ["how", "to", v.base])
        case .can: return ("can", [v.base])
        case .could: return ("could", [v.base])
        case .must: return ("must", [v.base])
        }
    }

    private var englishRest: [String] {
        var out = verb.enTail
        if let clitic = clitic { out.append(clitic.en) }
        if polarity == .nothing { out.append("nothing") }
        if polarity == .nobody { out.append("nobody") }
        if let c = dativeClitic {
            if clitic != nil { out += ["to", c.en] } else if !verb.enTail.contains("to") { out.append(c.en) }
        }
        if let object = object { out += object.en }
        if let dative = dative { out += ["to"] + dative.en }
        return out + tail.en
    }

    private var englishNegation: [String] {
        switch polarity {
        case .not: return ["not"]
        case .never: return ["never"]
        case .noLonger: return ["no", "longer"]
        default: return []
        }
    }

    func english(withSubject: Bool = true) -> [String] {
        let (auxiliary, main) = englishVerb(question: false)
        var out = withSubject ? subject.words.en : []
        if auxiliary == "can" && polarity == .not {
            out.append("cannot")
        } else {
            if !auxiliary.isEmpty { out.append(auxiliary) }
            out += englishNegation
        }
        return out + middle.en + main + englishRest
    }

    func englishQuestion(_ word: [String] = []) -> [String] {
        let (auxiliary, main) = englishVerb(question: true)
        return word + [auxiliary] + subject.words.en + englishNegation + middle.en + main + englishRest
    }

    // MARK: French

    private var reflexivePronoun: [String] {
        verb.reflexive ? ["°" + ["me", "te", "se", "nous", "se"][subject.person.rawValue]] : []
    }

    /// me te se nous before le la les before lui leur.
    private var clitics: [String] {
        var out = reflexivePronoun
        let dative = dativeClitic.map { "°" + $0.fr }
        let direct = clitic.map { "°" + $0.fr }
        if let dative = dative, dative != "°lui", dative != "°leur" { out.append(dative) }
        if let direct = direct { out.append(direct) }
        if let dative = dative, dative == "°lui" || dative == "°leur" { out.append(dative) }
        return out
    }

    private var participle: String {
        if let (g, n) = agreement { return verb.participle(g, n) }
        if verb.withEtre { return verb.participle(subject.gender, subject.number) }
        if let clitic = clitic { return verb.participle(clitic.gender, clitic.number) }
        return verb.pastParticiple
    }

    /// The verb that is conjugated, and the participle or the infinitive after it.
    private var frenchVerb: (finite: String, second: String?, infinitive: Bool, invertible: Bool) {
        let p = subject.person
        func helped(_ helper: Verb, _ past: Bool = false) -> (String, String?, Bool, Bool) {
            (past ? helper.imperfect(p) : helper.present[p.rawValue], verb.infinitive, true, true)
        }
        let own = ["être", "avoir", "aller"].contains(verb.infinitive)
        switch tense {
        case .present, .progressive: return (verb.present[p.rawValue], nil, false, own)
        case .wasDoing, .state: return (verb.imperfect(p), nil, false, own)
        case .future: return (verb.future(p), nil, false, false)
        case .past, .perfect:
            return ((verb.withEtre ? etre : avoir).present[p.rawValue], participle, false, true)
        case .pluperfect:
            return ((verb.withEtre ? etre : avoir).imperfect(p), participle, false, true)
        case .near: return helped(aller)
        case .want: return helped(vouloir)
        case .wanted: return helped(vouloir, true)
        case .can: return helped(pouvoir)
        case .could: return helped(pouvoir, true)
        case .must: return helped(devoir)
        case .knowHow: return helped(savoir)
        }
    }

    /// With avoir, être and the helping verbs the subject pronoun may follow: est-il.
    var inverts: Bool { frenchVerb.invertible && subject.person != .je }

    /// All that follows the subject; `after` is a pronoun to attach to the verb.
    func frenchPredicate(invertedBefore after: String? = nil) -> [String] {
        var (finite, second, infinitive, _) = frenchVerb
        var out: [String] = []
        let negative = polarity != .positive
        if negative || subject.negativeAlready { out.append("ne") }
        if !infinitive { out += clitics }
        if let after = after {
            let link = soundsVowel(after) && (finite.hasSuffix("a") || finite.hasSuffix("e")) ? "-t-" : "-"
            finite += link + after
        }
        out.append(finite)
        switch polarity {
        case .not: out.append("pas")
        case .never: out.append("jamais")
        case .noLonger: out.append("plus")
        case .nothing: out.append("rien")
        default: break
        }
        out += middle.fr
        if infinitive { out += clitics }
        if let second = second { out.append(second) }
        out += verb.frTail
        if polarity == .nobody { out.append("personne") }
        if let object = object { out += (verb.preposition.map { [$0] } ?? []) + object.fr }
        if let dative = dative { out += ["à"] + dative.fr }
        return out + tail.fr
    }

    func french(withSubject: Bool = true) -> [String] {
        (withSubject ? subject.words.fr : []) + frenchPredicate()
    }

    var statement: Phrase { Phrase(english(), french()) }
    var predicate: Phrase { Phrase(english(withSubject: false), french(withSubject: false)) }

    var yesNo: Phrase {
        let fr = inverts && subject.pronoun ? frenchPredicate(invertedBefore: subject.frPronoun)
                                            : ["est-ce", "que"] + french()
        return Phrase(englishQuestion(), fr)
    }

    /// Where, when, how, why.
    func question(_ word: Phrase) -> Phrase {
        let en = englishQuestion(word.en)
        let plain = polarity == .positive && object == nil && clitic == nil
        let second = frenchVerb.second
        if subject.pronoun {
            let shortYou = subject.person == .tu && verb.has("q") && second == nil && !verb.reflexive
                && (tense == .present || tense == .progressive)
            if inverts || shortYou {
                return Phrase(en, word.fr + frenchPredicate(invertedBefore: subject.frPronoun))
            }
            return Phrase(en, word.fr + ["est-ce", "que"] + french())
        }
        if word.en != ["why"] && word.en != ["when"] && plain && second == nil && tail.fr.isEmpty {
            return Phrase(en, word.fr + frenchPredicate() + subject.words.fr)
        }
        if inverts {
            return Phrase(en, word.fr + subject.words.fr + frenchPredicate(invertedBefore: subject.frPronoun))
        }
        return Phrase(en, word.fr + ["est-ce", "que"] + french())
    }

    /// What and who as the object; the clause has none.
    func objectQuestion(_ en: String) -> Phrase {
        let english = englishQuestion([en])
        let second = frenchVerb.second
        let short = en == "what" ? "que" : "qui"
        if subject.pronoun {
            let shortYou = subject.person == .tu && verb.has("q") && second == nil
                && (tense == .present || tense == .progressive)
            if inverts || shortYou {
                return Phrase(english, [short] + frenchPredicate(invertedBefore: subject.frPronoun))
            }
        } else if en == "what" && second == nil && tail.fr.isEmpty {
            return Phrase(english, ["que"] + frenchPredicate() + subject.words.fr)
        }
        return Phrase(english, (en == "what" ? ["que", "est-ce", "que"] : ["qui", "est-ce", "que"]) + french())
    }
}

let etre = lexical("être")
let avoir = lexical("avoir", "have")
let aller = lexical("aller")
let vouloir = makeVerb("want wants wanted wanted wanting | | vouloir veux veux veut voulons veulent voulu voudr | | | | | ", id: -1)
let pouvoir = makeVerb("can can could - - | | pouvoir peux peux peut pouvons peuvent pu pourr | | | | | ", id: -1)
let devoir = makeVerb("must must - - - | | devoir dois dois doit devons doivent dû devr | | | | | ", id: -1)
let savoir = makeVerb("know knows knew known knowing | | savoir sais sais sait savons savent su saur | | | | | ", id: -1)
let dire = makeVerb("say says said said saying | | dire dis dis dit disons disent dit dir | | | | | ", id: -1)
let penser = makeVerb("think thinks thought thought thinking | | penser | | | | | ", id: -1)
let croire = makeVerb("believe believes believed believed believing | | croire crois crois croit croyons croient cru croir | | | | | ", id: -1)
let faire = makeVerb("do does did done doing | | faire fais fais fait faisons font fait fer | | | | | q", id: -1)

// MARK: - Composer

/// The words of the first round, by a name that the composer's own lists do not hide.
let tale = (nouns: nouns, adjectives: adjectives, verbs: verbs)

/// Makes sentences by family, taking its words as evenly as the sense allows.
final class Composer {
    var chance: Chance
    /// Whether this is the second round, for training alone.
    let drilling: Bool
    let nouns: [Noun], adjectives: [Adjective], verbs: [Verb]
    var nounUse: [Int], adjectiveUse: [Int], verbUse: [Int]
    var taken: [(list: Int, id: Int)] = []
    /// How often the French words have come so far, in the second round.
    var wordUse: [Substring: Int] = [:]

    init(seed: UInt64, drilling: Bool = false) {
        chance = Chance(state: seed)
        self.drilling = drilling
        nouns = drilling ? tale.nouns + moreNouns : tale.nouns
        adjectives = drilling ? tale.adjectives + moreAdjectives : tale.adjectives
        verbs = drilling ? tale.verbs + moreVerbs : tale.verbs
        nounUse = [Int](repeating: 0, count: nouns.count)
        adjectiveUse = [Int](repeating: 0, count: adjectives.count)
        verbUse = [Int](repeating: 0, count: verbs.count)
    }

    // MARK: Choosing

    /// The least used of a few drawn at random.
    func least<T>(_ items: [T], _ use: [Int], draws: Int = 4, _ id: (T) -> Int) -> T {
        var best = chance.any(items)
        for _ in 1..<draws {
            let other = chance.any(items)
            if use[id(other)] < use[id(best)] { best = other }
        }
        return best
    }

    func count(_ words: [Substring]) { if drilling { for word in words { wordUse[word, default: 0] += 1 } } }

    func begin() { taken = [] }
    func keep() {
        for (list, id) in taken where id >= 0 {
            switch list {
            case 0: nounUse[id] += 1
            case 1: adjectiveUse[id] += 1
            default: verbUse[id] += 1
            }
        }
    }

    func noun(_ tags: [String], not other: Noun? = nil) -> Noun {
        let everyone = tags.contains("*")
        var fitting = nouns.filter { noun in
            (everyone ? noun.animate : noun.isAny(tags)) && noun.id != other?.id
        }
        if fitting.isEmpty { fitting = nouns.filter { $0.isAny(["animal"]) } }
        let chosen = least(fitting, nounUse) { $0.id }
        taken.append((0, chosen.id))
        return chosen
    }

    func adjective(for noun: Noun, where test: (Adjective) -> Bool) -> Adjective? {
        let fitting = adjectives.filter { $0.fits(noun) && test($0) }
        if fitting.isEmpty { return nil }
        let chosen = least(fitting, adjectiveUse) { $0.id }
        taken.append((1, chosen.id))
        return chosen
    }

    func verb(where test: (Verb) -> Bool) -> Verb {
        let chosen = least(verbs.filter(test), verbUse) { $0.id }
        taken.append((2, chosen.id))
        return chosen
    }

    func use(_ verb: Verb) -> Verb { taken.append((2, verb.id)); return verb }

    /// One of several, by weight.
    func weighted<T>(_ choices: [(Int, T)]) -> T {
        var n = chance.below(choices.reduce(0) { $0 + $1.0 })
        for (weight, item) in choices {
            if n < weight { return item }
            n -= weight
        }
        return choices[0].1
    }

    func polarity() -> Polarity { weighted([(6, .positive), (3, .not), (1, .never), (1, .noLonger)]) }

    // MARK: Noun phrases

    /// Animals have kin, food and parts of the body, but no animals and no goods.
    func mayOwn(_ subject: NounPhrase, by verb: Verb) -> Bool {
        subject.noun?.isAny(["animal"]) != true && verb.base != "meet"
    }

    func own(_ owner: NounPhrase) -> Determiner {
        let p = owner.possessive
        return .of(en: p.en, person: p.person)
    }

    func mineOrYours() -> Determiner {
        weighted([(3, .of(en: "my", person: .je)), (2, .of(en: "your", person: .tu)),
                  (1, .of(en: "our", person: .nous))])
    }

    /// A noun phrase for someone; kin need an owner.
    func someone(_ tags: [String], not other: Noun? = nil, pronouns: Bool = false,
                 owner: NounPhrase? = nil, plain: Bool = false) -> NounPhrase {
        if pronouns && chance.below(100) < 35 {
            let open = tags.contains("*") || tags.contains("person")
            return pronoun(chance.any(open ? ["I", "you", "he", "she", "we", "they", "he", "she", "they"]
                                           : ["he", "she", "they"]))
        }
        let noun = self.noun(tags, not: other)
        if noun.isAny(["kin"]) {
            let number: Number = noun.enMany != "-" && chance.oneIn(5) ? .many : .one
            return nounPhrase(noun, owner.map { own($0) } ?? mineOrYours(), number)
        }
        var number: Number = !noun.isMass && chance.oneIn(drilling ? 3 : 5) ? .many : .one
        if noun.isMass { number = .one }
        let adjective = !plain && chance.oneIn(4) ? self.adjective(for: noun) { $0.attributive } : nil
        let determiner: Determiner = weighted([
            (14, .the), (plain || number == .many ? 0 : 2, .a), (2, drilling && chance.oneIn(2) ? .that : .this),
            (noun.isAny(["tame"]) ? 3 : 0,
             owner.flatMap { $0.noun?.isAny(["animal"]) == true ? nil : own($0) } ?? mineOrYours()),
        ])
        return nounPhrase(noun, determiner, number, adjective)
    }

    /// A thing, a food, a place or someone as the object of a verb.
    func object(_ verb: Verb, _ subject: NounPhrase, _ polarity: Polarity, plain: Bool = false) -> NounPhrase? {
        if verb.has("eats") || verb.has("drinks") {
            return nourishment(verb, subject, polarity)
        }
        let loot = ["fox": ["hen", "goose", "lamb", "meat", "cheese", "egg"], "crow": ["cheese", "egg", "jewel", "ring", "meat"],
                    "monkey": ["cheese", "egg", "jewel", "ring", "apple"]]
        let noun = self.noun(verb.base == "steal" ? loot[subject.noun?.en ?? ""] ?? verb.objects : verb.objects, not: subject.noun)
        if noun.isAny(["animal", "person"]) && !(noun.isAny(["tame"]) && ["buy", "sell"].contains(verb.base)) {
            if verb.base == "bite" && noun.isAny(["tiny"]) { return nil }
            if let hunter = subject.noun, ["catch", "kill"].contains(verb.base) {
                let great = noun.isAny(["wolf", "stag", "bear", "calf", "lamb"])
                if hunter.isAny(["cat", "fox", "hawk", "eagle", "dog"]) ? great : hunter.isAny(["large", "wolf"]) && noun.isAny(["tiny"]) { return nil }
            }
            return described(noun, verb, subject, polarity, plain)
        }
        if noun.isAny(["kin"]) { return nounPhrase(noun, own(subject)) }
        if noun.isAny(["place", "part"]) {
            let build = verb.base == "build"
            let adjective = !plain && chance.oneIn(4)
                ? self.adjective(for: noun) { $0.attributive && (!build || ["big", "new", "high", "beautiful", "little", "long"].contains($0.en)) } : nil
            if build {
                return nounPhrase(noun, polarity == .positive || polarity == .nothing ? .a : .ofNone, .one, adjective)
            }
            return nounPhrase(noun, !noun.isMass && chance.oneIn(8) ? .this : .the, .one, adjective)
        }
        let negative = polarity == .not || polarity == .never || polarity == .noLonger
        if noun.isAny(["food", "drink", "stuff", "plant", "stock"]) && (noun.isMass || noun.isPlural) {
            if verb.isState && verb.base == "like" { return nounPhrase(noun, .generic) }
            if verb.base == "need" { return nounPhrase(noun, .the) }
            return nounPhrase(noun, chance.oneIn(2) ? .the : negative ? .ofNone : .some)
        }
        if verb.isState && verb.base == "like" { return nounPhrase(noun, .generic, .many) }
        let number: Number = !noun.isMass && chance.oneIn(6) ? .many : .one
        // What is broken is not broken again, nor what is clean washed.
        let done = ["break": "broken", "wash": "clean"][verb.base]
        let adjective = !plain && chance.oneIn(3) ? self.adjective(for: noun) { $0.attributive && $0.en != done } : nil
        let indefinite: Determiner = negative ? .ofNone : .a
        return nounPhrase(noun, weighted([
            (5, .the), (number == .many || verb.base == "need" ? 0 : 3, indefinite), (1, .this),
            (noun.isAny(["clothes", "tool", "container", "ring", "money", "tame"]) && mayOwn(subject, by: verb) ? 3 : 0, own(subject)),
        ]), number, adjective)
    }

    private func described(_ noun: Noun, _ verb: Verb, _ subject: NounPhrase, _ polarity: Polarity, _ plain: Bool) -> NounPhrase {
        let number: Number = !noun.isMass && chance.oneIn(5) ? .many : .one
        let adjective = !plain && chance.oneIn(4) ? self.adjective(for: noun) { $0.attributive } : nil
        // Whom one calls, thanks or wakes is known.
        let known = ["call", "thank", "wake", "remember", "save"].contains(verb.base)
        let a: Int = number == .one && polarity == .positive && !known ? 2 : 0
        return nounPhrase(noun, weighted([(10, .the), (a, .a), (1, .this),
                                          (noun.isAny(["tame"]) && mayOwn(subject, by: verb) ? 2 : 0, own(subject))]), number, adjective)
    }

    /// What the subject eats or drinks.
    func nourishment(_ verb: Verb, _ subject: NounPhrase, _ polarity: Polarity) -> NounPhrase? {
        let noun: Noun
        if verb.has("drinks") {
            let animal = subject.noun?.isAny(["animal"]) ?? false
            noun = animal ? self.noun(["water", "milk"]) : self.noun(["drink"])
            if animal && noun.en == "milk" && !subject.noun!.isAny(["cat", "dog", "snake", "calf", "lamb", "mouse", "fox"]) { return nil }
        } else if let eater = subject.noun, eater.isAny(["animal"]) {
            let diet = eater.tags.filter { $0.hasPrefix("eats:") }.map { "suits:" + $0.dropFirst(5) }
            if diet.isEmpty { return nil }
            noun = self.noun(diet)
        } else {
            noun = self.noun(["food"])
        }
        let negative = polarity == .not || polarity == .never || polarity == .noLonger
        let adjective = chance.oneIn(5) ? self.adjective(for: noun) { $0.attributive } : nil
        let indefinite: Determiner = negative ? .ofNone : noun.isMass || noun.isPlural ? .some : .a
        return nounPhrase(noun, chance.oneIn(3) ? .the : indefinite, .one, negative ? nil : adjective)
    }

    /// A subject that suits the verb.
    func subject(_ verb: Verb, pronouns: Bool = true, plain: Bool = false) -> NounPhrase {
        if verb.has("eats") {
            return someone(["person", "eats:meat", "eats:grass", "eats:seed", "eats:bread", "eats:fish",
                            "eats:cheese", "eats:fruit", "eats:garden", "eats:nuts"],
                           pronouns: pronouns, plain: plain)
        }
        if verb.has("drinks") { return someone(["person", "kin", "tame", "bird", "hunts"], pronouns: pronouns, plain: plain) }
        return someone(verb.subjects, pronouns: pronouns, plain: plain)
    }

    // MARK: Circumstances

    func place() -> Phrase { drilling && chance.oneIn(2) ? somewhere() : chance.any(places) }

    /// Where the verb happens or leads; nil when it takes nothing.
    func circumstance(_ v: Verb, _ subject: NounPhrase) -> Phrase? {
        if v.has("to") { return chance.any(goals) }
        if v.has("from") { return chance.any(origins) }
        if v.has("wet") { return chance.any(waters) }
        if v.has("rest") || v.base == "sleep" {
            if subject.noun?.isAny(["cat", "dog", "mouse", "child"]) ?? false { return chance.any(spots) }
            return place()
        }
        // With à, French reads these as going there, or as a game.
        if ["jouer", "courir", "marcher"].contains(v.infinitive) { return chance.any(places.filter { $0.fr[0] != "à" }) }
        if v.base == "live" { return chance.any(places.filter { dwellings.contains($0.en.last!) && $0.en[0] != "under" }) }
        if v.has("where") { return place() }
        switch v.infinitive {
        case "voler", "sauter": return nil
        case "parler": return chance.any([Phrase("gently", "doucement"), Phrase("loudly", "fort")])
        case "rire", "crier": return Phrase("loudly", "fort")
        default: return nil
        }
    }

    func manner(_ v: Verb) -> Phrase? {
        switch v.base {
        case "run", "swim", "fly": return Phrase("quickly", "vite")
        case "walk": return chance.oneIn(2) ? Phrase("slowly", "lentement") : Phrase("quickly", "vite")
        case "sing", "dance": return chance.oneIn(2) ? Phrase("well", "bien") : Phrase("badly", "mal")
        case "sleep": return Phrase("well", "bien")
        case "work": return chance.oneIn(2) ? Phrase("well", "bien") : Phrase("a lot", "beaucoup")
        default: return nil
        }
    }

    func time(_ tense: Tense, _ polarity: Polarity = .positive) -> Phrase {
        switch tense {
        case .present: return chance.any(polarity == .positive ? habitTimes : habitTimes.filter { $0.en[0] != "every" })
        case .progressive: return chance.any(nowTimes)
        case .past: return chance.any(pastTimes)
        case .near, .future: return chance.any(futureTimes)
        default: return .none
        }
    }

    func often() -> Phrase {
        chance.any([Phrase("often", "souvent"), Phrase("always", "toujours"), Phrase("sometimes", "parfois")])
    }

    // MARK: Clauses

    let transitive: (Verb) -> Bool = { v in
        (!v.objects.isEmpty || v.has("eats") || v.has("drinks")) && !v.has("have")
            && v.preposition != "à"
    }
    let intransitive: (Verb) -> Bool = { v in
        v.objects.isEmpty && !v.has("eats") && !v.has("drinks") && !v.isBe
    }

    /// A clause with an object.
    func action(_ v: Verb, _ tense: Tense, _ polarity: Polarity, subject given: NounPhrase? = nil,
                plain: Bool = false) -> Clause? {
        if polarity == .never && v.isState && !v.has("idiom") { return nil }      // one does not love again and again
        let s = given ?? subject(v, plain: plain)
        var c = Clause(s, v, tense == .progressive && polarity == .never ? .present : tense, polarity)
        if polarity == .nothing || polarity == .nobody { return c }
        guard let o = object(v, s, polarity, plain: plain) else { return nil }
        c.object = o.words
        return c
    }

    /// A clause without an object.
    func happening(_ v: Verb, _ tense: Tense, _ polarity: Polarity, subject given: NounPhrase? = nil,
                   plain: Bool = false) -> Clause {
        let s = given ?? subject(v, plain: plain)
        var c = Clause(s, v, tense == .progressive && polarity == .never ? .present : tense, polarity)
        if tense == .knowHow { return c }
        let always = v.has("to") || v.has("from") || v.infinitive == "rester" || v.infinitive == "vivre"
        if always || (!plain && chance.below(10) < 6), let where_ = circumstance(v, s) {
            c.tail = c.tail + where_
        } else if !plain, tense == .present || tense == .progressive, polarity == .positive,
                  chance.oneIn(2), let how = manner(v) {
            c.tail = c.tail + how
        }
        return c
    }

    /// Whether the clause fits its verb: no `is seeing`, no `is dying every day`.
    func allows(_ v: Verb, _ tense: Tense) -> Bool {
        switch tense {
        case .progressive, .wasDoing: return !v.isStative && !v.has("past") && v.base != "catch"
        case .present: return !v.has("past")
        case .past, .perfect, .pluperfect: return !v.isState
        case .state: return v.isState
        case .near, .future: return !v.isState || v.has("have") || v.has("idiom")
        case .want, .wanted: return !v.isState && !["lose", "fall", "die", "hear", "arrive", "find", "bite", "tremble", "meet"].contains(v.base) && v.infinitive != "réveiller"
        case .can, .could: return !v.isState && !["lose", "fall", "die", "arrive", "bite", "hit", "tremble", "meet", "laugh", "weep"].contains(v.base)
        case .must: return !v.isState && !["lose", "fall", "die", "arrive", "bite", "hit", "steal", "break", "tremble", "meet", "laugh", "see", "hear"].contains(v.base)
        case .knowHow: return ["sing", "dance", "swim", "work", "build", "laugh", "play"].contains(v.base)
        }
    }

    func clause(_ tense: Tense, _ polarity: Polarity, subject: NounPhrase? = nil, plain: Bool = false,
                where test: (Verb) -> Bool) -> Clause? {
        if !verbs.contains(where: { allows($0, tense) && test($0) }) { return nil }
        let v = verb { allows($0, tense) && test($0) }
        if transitive(v) { return action(v, tense, polarity, subject: subject, plain: plain) }
        if intransitive(v) { return happening(v, tense, polarity, subject: subject, plain: plain) }
        return nil
    }

    /// Of one who may cease to be so: fits `never`, `no longer` and `will be`.
    static let absolute = ["dead", "alone", "open", "closed", "broken", "ready", "empty", "full"]

    /// Of one thing at one time only one of these is said.
    static let opposites = [
        ["wet", "dry"], ["clean", "dirty"], ["hot", "cold"], ["happy", "unhappy", "sad"], ["rich", "poor"], ["strong", "weak"],
        ["slow", "fast"], ["old", "young", "new"], ["full", "empty"], ["soft", "hard"], ["big", "small", "little"],
        ["open", "closed"], ["wide", "narrow"], ["lazy", "brave"], ["kind", "wicked"], ["dead", "alone", "ready"],
    ]

    static let colours = ["black", "white", "red", "green", "blue", "yellow", "brown", "grey"]

    static let passing = ["tired", "ill", "sad", "happy", "unhappy", "angry", "proud", "jealous", "alone",
                          "ready", "weak", "strong", "rich", "poor", "lazy", "patient", "empty", "full", "open",
                          "closed", "dirty", "clean", "wet", "dry", "hot", "cold", "ripe", "fresh", "calm", "kind"]

    /// `is happy`: the subject and an adjective.
    func quality(_ s: NounPhrase, _ tense: Tense = .present, _ polarity: Polarity = .positive,
                 middle: Phrase = .none) -> Clause? {
        var c = Clause(s, use(etre), tense, polarity)
        let adjective: Adjective?
        let lasting = polarity == .never || polarity == .noLonger || tense == .future || !middle.en.isEmpty
        let opposed = Composer.opposites.first { pair in pair.contains(where: s.words.en.contains) } ?? []
        let suits: (Adjective) -> Bool = { !opposed.contains($0.en) && !s.words.en.contains($0.en) && (!lasting || Composer.passing.contains($0.en)) }
        if let noun = s.noun {
            adjective = self.adjective(for: noun) { $0.predicative && suits($0) }
        } else {
            adjective = self.adjective(for: nouns.first { $0.en == "man" }!) { $0.predicative && suits($0) }
        }
        guard let a = adjective else { return nil }
        c.tail = Phrase([a.en], [a.agreeing(s.gender, s.number)])
        c.middle = middle
        return c
    }

    /// `is hungry`, `is afraid of the wolf`.
    func feeling(_ s: NounPhrase, _ tense: Tense, _ polarity: Polarity = .positive) -> Clause? {
        let v = verb { v in
            v.has("idiom") && (v.subjects == ["*"] || s.pronoun || (s.noun?.isAny(v.subjects) ?? false))
        }
        if v.objects.isEmpty { return Clause(s, v, tense, polarity) }
        return action(v, tense, polarity, subject: s)
    }
}

// MARK: - Families of sentences

func sentence(_ words: Phrase, _ mark: String = ".") -> Phrase { words + Phrase([mark], [mark]) }

extension Composer {
    /// Two clauses and the word between them.
    func join(_ a: Phrase, _ en: String, _ fr: String, _ b: Phrase, comma: Bool = false) -> Phrase {
        a + (comma ? Phrase([","], [","]) : .none) + Phrase(en, fr) + b
    }

    func presentAction() -> Phrase? {
        let tense: Tense = chance.oneIn(3) ? .progressive : .present
        let p: Polarity = polarity()
        guard var c = clause(tense, p, where: transitive) else { return nil }
        if tense == .present && p == .positive && !c.verb.isState && chance.oneIn(4) { c.middle = often() }
        else if p != .noLonger && !c.verb.isState && chance.oneIn(3) && p != .never,
                c.tense != .present || habitual(c.verb) { c.tail = c.tail + time(tense, p) }
        return sentence(c.statement)
    }

    /// What one does every day or every summer.
    func habitual(_ v: Verb) -> Bool {
        v.objects.isEmpty ? !v.isState && (v.has("where") || v.has("to") || v.has("wet") || v.base == "fly")
            : ["buy", "sell", "carry", "bring", "wash", "cut", "help", "wait", "cross", "see", "hear"].contains(v.base)
    }

    func presentHappening() -> Phrase? {
        let tense: Tense = chance.oneIn(3) ? .progressive : .present
        let p = polarity()
        guard var c = clause(tense, p, where: intransitive) else { return nil }
        if c.verb.has("of") { return nil }
        if tense == .present && p == .positive && chance.oneIn(4) { c.middle = often() }
        else if p != .noLonger && p != .never && c.tense != .present || habitual(c.verb), chance.oneIn(3) { c.tail = c.tail + time(tense, p) }
        return c.tail.en.isEmpty && c.middle.en.isEmpty && chance.oneIn(2) ? nil : sentence(c.statement)
    }

    func pastAction() -> Phrase? {
        let tense: Tense = chance.oneIn(3) ? .perfect : .past
        let p: Polarity = weighted([(7, .positive), (3, .not), (1, .never)])
        guard var c = clause(tense, p, where: transitive) else { return nil }
        if tense == .perfect && p == .positive && !c.verb.has("of") && chance.oneIn(3) { c.middle = Phrase("already", "déjà") }
        if tense == .past && p != .never && chance.oneIn(3) { c.tail = c.tail + time(.past) }
        return sentence(c.statement)
    }

    func pastHappening() -> Phrase? {
        let tense: Tense = chance.oneIn(3) ? .perfect : .past
        let p: Polarity = weighted([(7, .positive), (3, .not)])
        guard var c = clause(tense, p, where: intransitive) else { return nil }
        if c.verb.has("to") && tense == .perfect { c.tense = .past }
        if c.verb.base == "die" && p == .not { return nil }
        if tense == .past && chance.oneIn(2) { c.tail = c.tail + time(.past) }
        return sentence(c.statement)
    }

    func wasDoing() -> Phrase? {
        let p: Polarity = weighted([(6, .positive), (1, .not)])
        guard let c = clause(.wasDoing, p, plain: chance.oneIn(2), where: { !$0.has("of") && !$0.isCopula }) else { return nil }
        if chance.oneIn(2) || p == .not { return sentence(c.statement) }
        let s = someone(["animal", "person"], not: c.subject.noun, plain: true)
        let v = verb { ["arriver", "revenir", "sortir", "tomber"].contains($0.infinitive) }
        var event = Clause(s, v, .past)
        if v.infinitive == "revenir" || v.infinitive == "arriver" { event.tail = .none }
        if s.noun?.isAny(["animal"]) == true && v.infinitive == "sortir" { return nil }
        return sentence(join(c.statement, "when", "quand", event.statement))
    }

    func stateInThePast() -> Phrase? {
        let p: Polarity = weighted([(6, .positive), (3, .not), (1, .never), (1, .noLonger)])
        switch chance.below(5) {
        case 0: return clause(.state, p, where: transitive).map { sentence($0.statement) }
        case 1: return clause(.wanted, p, where: { !$0.has("of") }).map { sentence($0.statement) }
        case 2: return clause(.could, p, where: { !$0.has("of") }).map { sentence($0.statement) }
        case 3: return feeling(someone(["*"], pronouns: true), .state, p).map { sentence($0.statement) }
        default: return quality(someone(["*", "thing", "place", "furniture"], pronouns: true), .state, p).map { sentence($0.statement) }
        }
    }

    func futures() -> Phrase? {
        let tense: Tense = chance.oneIn(2) ? .near : .future
        let p: Polarity = weighted([(7, .positive), (3, .not), (tense == .future ? 1 : 0, .never)])
        guard var c = clause(tense, p, where: { !$0.has("of") }) else { return nil }
        if c.verb.infinitive == "aller" && tense == .near { return nil }
        if p != .never && chance.oneIn(3) { c.tail = c.tail + time(tense) }
        if c.tail.en.last == "soon" {
            if p == .not { return nil }
            if tense == .near {                                  // va bientôt partir
                c.tail.fr.removeLast()
                c.middle = Phrase([], ["bientôt"])
            }
        }
        return sentence(c.statement)
    }

    func wishes() -> Phrase? {
        let tense: Tense = weighted([(4, .want), (3, .can), (3, .must), (2, .knowHow)])
        let p: Polarity = weighted([(6, .positive), (3, .not), (tense == .knowHow || tense == .must ? 0 : 1, .noLonger)])
        guard let c = clause(tense, p, where: { !$0.has("of") }) else { return nil }
        return sentence(c.statement)
    }

    /// A noun and an adjective that fits it, the adjective chosen first.
    func matched(where test: (Adjective) -> Bool) -> (Noun, Adjective) {
        let a = least(adjectives.filter(test), adjectiveUse, draws: 12) { $0.id }
        taken.append((1, a.id))
        let n = chance.any(nouns.filter { a.fits($0) && !$0.isAny(["kin", "body"]) })
        taken.append((0, n.id))
        return (n, a)
    }

    func qualities() -> Phrase? {
        if chance.oneIn(2) {
            let (noun, a) = matched { $0.predicative }
            let number: Number = noun.isPlural || !noun.isMass && chance.oneIn(5) ? .many : .one
            let s = nounPhrase(noun, noun.isAny(["clothes", "tool", "tame", "furniture"]) && chance.oneIn(3) ? mineOrYours()
                               : chance.oneIn(8) ? .this : .the, number)
            let p: Polarity = Composer.passing.contains(a.en) ? polarity() : chance.oneIn(3) ? .not : .positive
            let tense: Tense = a.en == "dead" || p != .positive ? .present : weighted([(5, .present), (2, .state), (1, .future)])
            if tense == .future && !Composer.passing.contains(a.en) { return nil }
            var c = Clause(s, use(etre), tense, p)
            c.tail = Phrase([a.en], [a.agreeing(s.gender, s.number)])
            if p == .positive && tense != .future && chance.oneIn(3) && !Composer.absolute.contains(a.en) { c.tail = Phrase("very", "très") + c.tail }
            return sentence(c.statement)
        }
        let s = someone(["*", "thing", "place", "furniture", "part", "food", "drink", "drything"], pronouns: true, plain: true)
        let tense: Tense = chance.oneIn(8) ? .future : .present
        let middle: Phrase = tense == .present && chance.oneIn(6) ? Phrase("always", "toujours") : .none
        let p: Polarity = middle.en.isEmpty ? polarity() : .positive
        guard var c = quality(s, tense, p, middle: middle) else { return nil }
        let degree = chance.below(9)
        if p == .positive && degree < 3 && !Composer.absolute.contains(c.tail.en[0]) {
            c.tail = [Phrase("very", "très"), Phrase("too", "trop"), Phrase("so", "si")][degree] + c.tail
        }
        return sentence(c.statement)
    }

    /// A noun with its adjective, as the subject or seen by someone: adjectives in turn.
    func descriptions() -> Phrase? {
        let (noun, a) = matched { $0.attributive }
        return described(noun, a)
    }

    /// `vieil`, `bel`, `nouvel`, and other adjectives before a vowel: `le grand ours`, `cet âne`.
    func beforeVowels() -> Phrase? {
        let vocal = nouns.filter { $0.gender == .m && soundsVowel($0.fr) && !$0.isMass && !$0.isPlural && !$0.isAny(["body"]) }
        let noun = chance.any(vocal)
        taken.append((0, noun.id))
        let new = adjectives.first { $0.en == "new" }!
        if noun.isAny(["kin"]) { return described(noun, new) }
        let fitting = adjectives.filter { $0.before && $0.attributive && $0.fits(noun) }
        let changing = fitting.filter { $0.m != $0.mVowel }
        if fitting.isEmpty { return nil }
        return described(noun, changing.isEmpty || chance.oneIn(3) ? chance.any(fitting) : chance.any(changing))
    }

    private func described(_ noun: Noun, _ a: Adjective) -> Phrase? {
        let number: Number = !noun.isMass && !noun.isPlural && chance.oneIn(6) ? .many : .one
        let determiner: Determiner = noun.isAny(["kin"]) ? mineOrYours() : chance.oneIn(4) && !noun.isMass ? .this : .the
        let words = nounPhrase(noun, determiner, number, a)
        if chance.oneIn(2) {
            if noun.animate && chance.oneIn(2) {
                return clause(chance.oneIn(2) ? .past : .present, chance.oneIn(4) ? .not : .positive, subject: words, plain: true) { v in
                    v.base != "die" && (v.subjects.contains("*") || noun.isAny(v.subjects))
                }.map { sentence($0.statement) }
            }
            return quality(words, chance.oneIn(4) ? .state : .present, chance.oneIn(4) ? .not : .positive).map { sentence($0.statement) }
        }
        let seeing = verbs.filter { v in
            ["see", "find", "choose", "like", "buy", "sell", "carry", "meet", "know"].contains(v.base) && !v.isCopula
                && (noun.isAny(v.objects) || noun.animate && v.objects.contains("animate"))
        }
        if seeing.isEmpty { return nil }
        let v = use(least(seeing, verbUse) { $0.id })
        var c = Clause(someone(["person", "kin"], not: noun, pronouns: true, plain: true), v, v.isState ? .present : chance.oneIn(2) ? .past : .perfect,
                       chance.oneIn(5) ? .not : .positive)
        c.object = words.words
        return sentence(c.statement)
    }

    func feelings() -> Phrase? {
        let tense: Tense = weighted([(6, .present), (1, .future)])
        return feeling(someone(["*"], pronouns: true, plain: chance.oneIn(2)), tense, polarity()).map { sentence($0.statement) }
    }

    func possessions() -> Phrase? {
        let s = someone(["person", "person", "kin"], pronouns: true)
        let tense: Tense = weighted([(4, .present), (2, .state), (2, .future)])
        let p: Polarity = weighted([(6, .positive), (3, .not), (2, .noLonger)])
        if chance.oneIn(2) {
            let animal = self.noun(chance.oneIn(3) ? ["bird", "winged"] : ["animal"])
            let feathered = animal.isAny(["bird", "winged"])
            let part = self.noun(["eyes", "legs"] + (feathered ? ["beak", "wings"] : ["tail", "ears", "teeth"]))
            if part.isAny(["ears", "legs"]) && animal.isAny(["snake"]) || part.isAny(["ears", "teeth"]) && animal.isAny(["tortoise"]) { return nil }
            if animal.isAny(["frog", "bee", "ant", "grasshopper"]) { return nil }
            let fitting: [String]
            switch part.frMany {
            case "yeux": fitting = ["black", "green", "yellow", "beautiful", "big", "little"]
            case "dents": fitting = ["white", "big", "little", "long"]
            case "oreilles": fitting = ["long", "big", "little", "black", "white"]
            case "ailes": fitting = ["white", "black", "big", "beautiful"]
            case "becs": fitting = ["long", "yellow", "big", "black", "little"]
            case "queues": fitting = ["long", "big", "beautiful", "little"]
            default: fitting = animal.isAny(["stork", "crane"]) ? ["long"] : ["long", "little", "black"]
            }
            guard let a = chance.shuffled(adjectives).first(where: { fitting.contains($0.en) }) else { return nil }
            let owner = nounPhrase(animal, chance.oneIn(4) ? .this : .the)
            var c = Clause(owner, use(avoir), chance.oneIn(4) ? .state : .present)
            c.object = nounPhrase(part, .a, .one, a).words
            return sentence(c.statement)
        }
        var thing = self.noun(["thing", "tame", "building", "money", "furniture"])
        var c = Clause(s, use(avoir), tense, p)
        var a: Adjective?
        if p == .positive && chance.oneIn(2) {
            let (n, q) = matched { $0.attributive }
            if n.isAny(["thing", "tame", "building", "furniture"]) { thing = n; a = q }
        }
        c.object = nounPhrase(thing, p != .positive ? .ofNone : .a, .one, a).words
        return sentence(c.statement)
    }

    func objectPronouns() -> Phrase? {
        let tense: Tense = weighted([(4, .present), (1, .progressive), (4, .past), (2, .perfect), (1, .future),
                                     (1, .near), (2, .want), (1, .can), (1, .must), (1, .could), (1, .wasDoing)])
        let v = verb { allows($0, tense) && !$0.objects.isEmpty && $0.preposition == nil && !$0.has("have") && !$0.has("eats")
            && !$0.has("give") && !["quitter", "traverser"].contains($0.infinitive) && $0.base != "like" }
        let people = v.objects.contains { ["*", "animate", "person", "animal", "kin", "hunts", "prey", "tame"].contains($0) }
        let things = v.objects.contains { ["thing", "food", "clothes", "container", "tool", "openable", "building", "stone", "value", "river"].contains($0) }
        let list = v.base != "buy" && people && (!things || chance.oneIn(2)) ? directClitics : thingClitics
        let human = v.subjects.contains("*") || v.subjects.contains("person")
        let s = subject(v, plain: chance.oneIn(2)).pronoun && human ? pronoun("I") : someone(v.subjects, pronouns: true)
        var clitic = chance.any(list)
        while clash(s, clitic) { clitic = chance.any(list) }
        let p: Polarity = weighted([(6, .positive), (3, .not),
                                     ([.present, .perfect, .future].contains(tense) && !v.isState ? 1 : 0, .never)])
        var c = Clause(s, v, tense, p)
        c.clitic = clitic
        if chance.oneIn(4) && p != .never, tense != .present || habitual(v) { c.tail = time(tense, p) }
        return sentence(c.statement)
    }

    func giving() -> Phrase? {
        let tense: Tense = weighted([(3, .present), (4, .past), (2, .perfect), (1, .future), (1, .near), (2, .want), (1, .must), (1, .can)])
        if chance.oneIn(5) {
            let v = verb { $0.preposition == "à" }
            let s = someone(v.subjects, pronouns: true)
            let p: Polarity = weighted([(6, .positive), (3, .not)])
            var c = Clause(s, v, tense, p)
            let other = someone(v.objects, not: s.noun, owner: s)
            if chance.oneIn(2) {
                let clitic = chance.any(dativeClitics)
                if clash(s, clitic) { return nil }
                c.dativeClitic = clitic
                if v.enTail == ["to"] { return sentence(Phrase(c.english(), c.french()).inserting(clitic.en, afterLast: "to")) }
            } else {
                c.object = other.words
            }
            return sentence(c.statement)
        }
        let v = verb { $0.has("give") }
        let s = someone(["person", "person", "kin"], pronouns: true)
        let p: Polarity = weighted([(7, .positive), (3, .not)])
        var c = Clause(s, v, tense, p)
        let it = chance.oneIn(3)
        if it { c.clitic = chance.any(thingClitics) } else {
            guard let o = object(v, s, p) else { return nil }
            c.object = o.words
        }
        if chance.oneIn(2) {
            let clitic = chance.any(dativeClitics)
            if clash(s, clitic) || clitic.en == "her" && c.object.map(isBare) == true { return nil }
            c.dativeClitic = clitic
        } else {
            c.dative = someone(["person", "person", "kin"], not: s.noun, owner: s, plain: chance.oneIn(2)).words
        }
        return sentence(c.statement)
    }

    /// `her bread` would be hers: after `her` a noun needs its article.
    func isBare(_ object: Phrase) -> Bool {
        !["the", "a", "this", "these", "my", "your", "his", "her", "our", "their"].contains(object.en[0])
    }

    func yesNo() -> Phrase? {
        let tense: Tense = weighted([(4, .present), (2, .progressive), (3, .past), (3, .perfect), (2, .want), (2, .can),
                                     (1, .future), (1, .near), (1, .must), (1, .knowHow)])
        switch chance.below(6) {
        case 0:
            return feeling(someone(["*"], pronouns: true, plain: true), .present).map { sentence($0.yesNo, "?") }
        case 1:
            return quality(someone(["*", "thing", "place"], pronouns: true, plain: true), chance.oneIn(4) ? .state : .present)
                .map { sentence($0.yesNo, "?") }
        case 2:
            let s = someone(["person"], pronouns: !chance.oneIn(4), plain: true)
            let goods = noun(["thing", "food", "drink", "stuff"])
            let wants = chance.oneIn(2)
            let have = wants ? vouloir : use(avoir)
            var c = Clause(s.pronoun && chance.oneIn(2) ? pronoun("you") : s, have, .present)
            c.object = nounPhrase(goods, goods.isMass || goods.isPlural ? .some : .a).words
            if wants && !c.subject.pronoun { return nil }
            if wants {
                let fr = c.subject.person == .je ? ["est-ce", "que"] + c.french()
                                                 : c.frenchInverted()
                return sentence(Phrase(c.englishQuestion(), fr), "?")
            }
            return sentence(c.yesNo, "?")
        default:
            let s = chance.oneIn(2) ? pronoun(chance.any(["you", "you", "he", "she", "they", "we"])) : nil
            guard let c = clause(tense, .positive, subject: s, plain: true, where: { v in
                s == nil || v.subjects.contains("*") || v.subjects.contains("person") || v.subjects.isEmpty
            }) else { return nil }
            if c.tense == .present && intransitive(c.verb) && c.tail.en.isEmpty && allows(c.verb, .progressive) {
                var doing = c
                doing.tense = .progressive
                return sentence(doing.yesNo, "?")
            }
            return sentence(c.yesNo, "?")
        }
    }

    func whereWhenWhy() -> Phrase? {
        let kind = chance.below(10)
        let s: NounPhrase? = chance.oneIn(2) ? pronoun(chance.any(["you", "you", "he", "she", "they", "we"])) : nil
        let open: (Verb) -> Bool = { v in
            s == nil || v.subjects.contains("*") || v.subjects.contains("person") || v.subjects.isEmpty
        }
        if kind < 2 {
            let who = s ?? someone(["*", "thing"], plain: true)
            let c = Clause(who, use(etre), .present)
            return sentence(c.question(Phrase("where", "où")), "?")
        }
        if kind < 4 {
            let v = verb { open($0) && (["aller", "dormir", "travailler", "vivre", "se cacher", "jouer", "marcher"].contains($0.infinitive) || ["trouver", "perdre", "cacher", "voir", "acheter"].contains($0.infinitive)) }
            let tense: Tense = transitive(v) ? .past : v.isStative || chance.oneIn(2) ? .present : .progressive
            guard allows(v, tense) || v.infinitive == "vivre" else { return nil }
            var c: Clause
            if transitive(v) {
                guard let made = action(v, tense, .positive, subject: s, plain: true) else { return nil }
                c = made
            } else {
                c = Clause(s ?? subject(v, plain: true), v, tense)
            }
            return sentence(c.question(Phrase("where", "où")), "?")
        }
        if kind == 4 {
            let v = verb { $0.has("when") && open($0) || $0.infinitive == "revenir" || $0.infinitive == "arriver" }
            let c = Clause(s ?? subject(v, plain: true), v, weighted([(2, .present), (2, .past), (2, .future), (1, .near)]))
            return sentence(c.question(Phrase("when", "quand")), "?")
        }
        if kind == 5 {
            let v = verb { open($0) && ["trouver", "ouvrir", "traverser", "construire", "casser", "sauver", "attraper"].contains($0.infinitive) }
            let tense: Tense = chance.oneIn(3) && allows(v, .can) ? .can : .past
            return action(v, tense, .positive, subject: s, plain: true).map { sentence($0.question(Phrase("how", "comment")), "?") }
        }
        let why = Phrase("why", "pourquoi")
        let p: Polarity = chance.oneIn(2) ? .not : .positive
        switch chance.below(3) {
        case 0:
            return quality(s ?? someone(["*"], plain: true), .present, p)
                .flatMap { $0.tail.en == ["dead"] ? nil : sentence($0.question(why), "?") }
        case 1:
            return feeling(s ?? someone(["*"], plain: true), .present, p).map { sentence($0.question(why), "?") }
        default:
            let tense: Tense = weighted([(2, .present), (4, .progressive), (4, .past), (2, .perfect), (2, .want)])
            return clause(tense, p, subject: s, plain: true, where: { open($0) && !$0.isState })
                .map { sentence($0.question(why), "?") }
        }
    }

    func whoWhat() -> Phrase? {
        let kind = chance.below(10)
        if kind < 5 {
            let tense: Tense = weighted([(2, .present), (1, .progressive), (3, .past), (3, .perfect), (1, .want), (1, .can), (1, .future)])
            if chance.oneIn(6) {
                return feeling(who, .present).map { sentence($0.statement, "?") }
            }
            let v = verb { allows(tense: tense, $0) && !$0.has("have") && !$0.isCopula && !$0.has("of") }
            if transitive(v) {
                guard var c = action(v, tense, .positive, plain: true) else { return nil }
                if c.object!.en[0] == "my" || c.object!.en[0] == "your" || ["his", "her", "their", "our"].contains(c.object!.en[0]) { return nil }
                c.subject = who
                return sentence(c.statement, "?")
            }
            if !intransitive(v) { return nil }
            return sentence(happening(v, tense, .positive, subject: who).statement, "?")
        }
        let s: NounPhrase? = chance.oneIn(2) ? pronoun(chance.any(["you", "you", "he", "she", "they", "we"])) : nil
        let tense: Tense = weighted([(3, .present), (3, .progressive), (3, .past), (2, .perfect), (2, .want), (1, .near), (1, .can)])
        if kind == 5 {
            let doing: Tense = weighted([(3, .progressive), (2, .past), (1, .perfect), (2, .want), (2, .near), (1, .wasDoing)])
            let c = Clause(s ?? someone(["*"], plain: true), faire, doing)
            return sentence(c.objectQuestion("what"), "?")
        }
        if kind < 8 {
            let v = verb { allows($0, tense) && ["manger", "boire", "trouver", "voir", "acheter", "vendre", "porter", "apporter", "perdre", "cacher", "voler", "chercher", "entendre", "couper", "construire"].contains($0.infinitive) && !$0.reflexive }
            if v.infinitive == "voler" && v.objects.isEmpty { return nil }
            let c = Clause(s ?? subject(v, pronouns: false, plain: true), v, tense)
            if c.subject.pronoun && v.infinitive == "voler" { return nil }
            return sentence(c.objectQuestion("what"), "?")
        }
        let v = verb { allows($0, tense) && ["aider", "suivre", "voir", "rencontrer", "attendre", "aimer", "appeler", "regarder", "sauver", "chercher", "entendre"].contains($0.infinitive) && $0.base != "like" }
        let c = Clause(s ?? subject(v, pronouns: false, plain: true), v, tense)
        return sentence(c.objectQuestion("who"), "?")
    }

    private func allows(tense: Tense, _ v: Verb) -> Bool { allows(v, tense) }

    /// Where a thing or a food may lie.
    func spot(_ noun: Noun) -> Phrase {
        if noun.isAny(["soup", "honey"]) { return chance.any([drinkSpots[0], drinkSpots[1], drinkSpots[4]]) }
        if noun.isAny(["food"]) { return chance.any(foodSpots) }
        if noun.isAny(["drink"]) { return chance.any(drinkSpots) }
        return chance.any(spots)
    }

    func thereIs() -> Phrase? {
        let noun = self.noun(["animal", "person", "thing", "food", "drink", "furniture", "straw", "hay"])
        let kind = chance.below(6)
        let indoors = !noun.isAny(["animal", "person"])
        let where_ = indoors ? spot(noun) : place()
        if where_.en.contains(noun.en) || noun.isAny(["furniture"]) && where_.en.first != "near" { return nil }
        let was = chance.oneIn(3)
        if kind == 0 {
            let thing = nounPhrase(noun, noun.isMass || noun.isPlural ? .some : .a)
            let many = thing.number == .many
            let en = [was ? (many ? "were" : "was") : (many ? "are" : "is"), "there"]
            return sentence(Phrase(en, was ? ["y", "avait-il"] : ["y", "a-t-il"]) + thing.words + where_, "?")
        }
        if kind == 1 {
            let many = noun.isPlural
            let be = was ? (many ? "were" : "was") : (many ? "are" : "is")
            let longer = chance.oneIn(3)
            let en = ["there", be, "no"] + (longer ? ["longer", "any"] : []) + [noun.isPlural ? noun.enMany : noun.en]
            if longer && !(noun.isMass || noun.isPlural) { return nil }
            let fr = ["il", "ne", "y", was ? "avait" : "a", longer ? "plus" : "pas", "de", noun.isPlural ? noun.frMany : noun.fr]
            return sentence(Phrase(en, fr) + where_)
        }
        let number: Number = noun.isMass ? .one : chance.oneIn(2) ? .many : .one
        let adjective = chance.oneIn(2) ? self.adjective(for: noun) { $0.attributive } : nil
        let determiner: Determiner = noun.isMass || noun.isPlural ? .some
            : number == .many ? (chance.oneIn(3) ? .much : count(noun)) : .a
        let thing = nounPhrase(noun, determiner, number, adjective)
        let many = thing.number == .many
        let en = ["there", was ? (many ? "were" : "was") : (many ? "are" : "is")]
        return sentence(Phrase(en, ["il", "y", was ? "avait" : "a"]) + thing.words + where_)
    }

    func count(_ noun: Noun) -> Determiner {
        let few: [Determiner] = [.count("two", "deux"), .count("three", "trois"), .count("four", "quatre"),
                                 .count("five", "cinq"), .count("ten", "dix")]
        let hundreds = noun.isAny(["animal", "countfood", "flower", "tree"])
        return chance.any(hundreds ? few + [.count("a hundred", "cent")] : few)
    }

    func comparisons() -> Phrase? {
        let kind = chance.below(6)
        let group = chance.any([["animal"], ["animal"], ["person"], ["person", "animal"], ["waters"], ["clothes"], ["highplace"], ["container"]])
        let a = noun(group)
        if a.isMass && kind == 5 { return nil }
        let s = nounPhrase(a, chance.oneIn(4) && !a.isMass ? .this : .the, .one)
        let b = noun(group, not: a)
        let fitting = adjective(for: a) { q in
            q.predicative && q.fits(b) && q.en != "dead" && q.en != "alone" && q.en != "good" && q.en != "ready" && q.en != "full" && q.en != "empty" && !["ill", "broken", "open", "closed", "dry", "wet"].contains(q.en)
        }
        guard let q = fitting else { return nil }
        let other = nounPhrase(b, .the, .one).words
        let form = q.agreeing(s.gender, s.number)
        let isWas: (String, String) = chance.oneIn(4) ? ("was", "était") : ("is", "est")
        let negation = chance.oneIn(3)
        let head = Phrase(s.words.en + [isWas.0] + (negation ? ["not"] : []),
                          s.words.fr + (negation ? ["ne"] : []) + [isWas.1] + (negation ? ["pas"] : []))
        switch kind {
        case 0, 1, 2:
            let more = q.more == "-" ? ["more", q.en] : [q.more]
            return sentence(head + Phrase(more + ["than"], ["plus", form, "que"]) + other)
        case 3, 4:
            return sentence(head + Phrase(["as", q.en, "as"], ["aussi", form, "que"]) + other)
        default:
            if !q.attributive { return nil }
            let most = q.most == "-" ? ["most", q.en] : [q.most]
            let owner = nounPhrase(a, .the, .one)
            let all = Phrase(["the"] + most + [a.en], q.before
                ? [owner.gender == .m ? "le" : "la", "plus", owner.gender == .m && soundsVowel(a.fr) ? q.mVowel : form, a.fr]
                : owner.words.fr + [owner.gender == .m ? "le" : "la", "plus", form])
            let place = a.isAny(["animate", "animal", "person"]) ? chance.any([Phrase("in the village", "de le village"), Phrase("in the valley", "de la vallée"), Phrase("in the forest", "de la forêt"), Phrase("on the farm", "de la ferme")]) : .none
            if place.en.isEmpty { return nil }
            if chance.oneIn(2) { return sentence(Phrase("it is", "ce est") + all + place) }
            let v = clause(.past, .positive, subject: chance.oneIn(2) ? pronoun("I") : pronoun("she"), plain: true) { ["voir", "rencontrer"].contains($0.infinitive) }
            guard var c = v else { return nil }
            c.object = all + place
            return sentence(c.statement)
        }
    }

    func reflexives() -> Phrase? {
        let tense: Tense = weighted([(4, .present), (2, .progressive), (4, .past), (1, .future), (1, .near), (2, .want), (1, .must), (1, .wasDoing)])
        let p: Polarity = tense == .present ? polarity() : chance.oneIn(3) ? .not : .positive
        guard var c = clause(tense, p, where: { $0.reflexive }) else { return nil }
        if c.verb.has("when") && p != .never && p != .noLonger && chance.oneIn(2) {
            c.tail = c.tail + chance.any([Phrase("early", "tôt"), Phrase("late", "tard")])
        } else if !c.verb.has("of"), chance.oneIn(3), p == .positive { c.tail = c.tail + time(tense) }
        return sentence(c.statement)
    }

    func meals() -> Phrase? {
        let tense: Tense = weighted([(3, .present), (2, .progressive), (3, .past), (1, .perfect), (1, .future), (1, .near), (2, .want), (1, .can)])
        let p: Polarity = weighted([(5, .positive), (3, .not), (1, .never), (1, .noLonger)])
        if p == .noLonger && (tense == .past || tense == .perfect) { return nil }
        guard var c = clause(tense, p, where: { $0.has("eats") || $0.has("drinks") }) else { return nil }
        if p == .positive && chance.oneIn(3) { c.tail = chance.oneIn(2) ? place() : time(tense) }
        return sentence(c.statement)
    }

    func relatives() -> Phrase? {
        let kind = chance.below(6)
        let tense: Tense = weighted([(3, .present), (2, .progressive), (4, .past), (1, .wasDoing)])
        if kind < 3 {
            // The fox who ate the cheese is happy.
            guard var c = clause(tense, chance.oneIn(5) ? .not : .positive, plain: true, where: { $0.base != "die" && !$0.isCopula }) else { return nil }
            if c.tense == .present && allows(c.verb, .progressive) { c.tense = .progressive }
            if c.subject.pronoun || c.subject.noun?.animate != true || c.subject.noun!.isAny(["kin"]) { return nil }
            let rest: Phrase?
            if kind == 0 { rest = quality(c.subject, .present).flatMap { $0.tail.en == ["dead"] ? nil : $0.predicate } }
            else {
                let p: Polarity = chance.oneIn(4) ? .not : .positive
                let later: Tense = chance.oneIn(3) ? .future : chance.oneIn(2) ? .present : .past
                let main = clause(later, p, subject: c.subject, plain: true) { v in
                    v.id != c.verb.id && v.base != "die" && v.base != "fall" && (v.subjects.contains("*") || (c.subject.noun?.isAny(v.subjects) ?? false))
                }
                if later == .past, [.present, .progressive].contains(c.tense) {
                    if !allows(c.verb, .wasDoing) { return nil }
                    c.tense = .wasDoing
                }
                rest = main?.predicate
            }
            guard let predicate = rest else { return nil }
            return sentence(c.subject.words + Phrase("who", "qui") + c.predicate + predicate)
        }
        if kind == 3 {
            // I know a girl who sings well.
            let s = pronoun(chance.any(["I", "you", "he", "she", "we", "they"]))
            let v = verb { ["voir", "connaître", "rencontrer", "chercher", "aider"].contains($0.infinitive) }
            let head: Tense = v.isState ? .present : .past
            let who = someone(["animal", "person"], plain: true)
            if who.noun?.animate != true { return nil }
            var c = Clause(s, v, head)
            guard let inner = clause(v.isState ? .progressive : .wasDoing, .positive, subject: who, plain: true, where: { w in
                who.noun!.isAny(w.subjects) || w.subjects.contains("*")
            }) else { return nil }
            if inner.verb.id == v.id || inner.verb.isState { return nil }
            c.object = who.words + Phrase("who", "qui") + inner.predicate
            return sentence(c.statement)
        }
        // The bread that the woman bought is good.
        let v = verb { ["acheter", "trouver", "voir", "apporter", "perdre", "vendre", "voler", "manger", "laver", "choisir", "prendre"].contains($0.infinitive) && transitive($0) }
        guard let s0 = Optional(subject(v, plain: true)) else { return nil }
        let s = chance.oneIn(3) ? pronoun(chance.any(["I", "you", "he", "she", "we"])) : s0
        let thing = self.noun(v.has("eats") ? ["food"] : v.objects.contains("animate") ? ["thing", "animal"] : v.objects, not: s.noun)
        if v.has("eats") && s.noun?.isAny(["animal"]) == true { return nil }
        let object = nounPhrase(thing, .the, !thing.isMass && chance.oneIn(5) ? .many : .one)
        var c = Clause(s, v, .past)
        c.agreement = (object.gender, object.number)
        let full = object.words + Phrase(thing.animate ? ["that"] : ["that"], ["que"]) + c.statement
        if kind == 4 {
            guard let q = quality(object, chance.oneIn(3) ? .state : .present) else { return nil }
            return sentence(full + q.predicate)
        }
        let seeker = pronoun(chance.any(["I", "he", "she", "we", "they", "you"]))
        let w = verb { ["chercher", "voir", "trouver", "prendre", "regarder"].contains($0.infinitive) && $0.id != v.id }
        var main = Clause(seeker, w, w.isStative ? .past : chance.oneIn(2) ? .progressive : .past)
        main.object = full
        return sentence(main.statement)
    }

    /// A state and what has brought it about, with the same subject.
    func reasons() -> Phrase? {
        let s = someone(["person", "person", "animal", "kin"], pronouns: true, plain: true)
        let past = chance.oneIn(3)
        let now: Tense = past ? .state : .present
        let before: Tense = past ? .pluperfect : .perfect
        let again = s.again
        func cause(_ name: String, _ tense: Tense, _ polarity: Polarity = .positive, base: String? = nil) -> Clause? {
            let v = use(lexical(name, base))
            return transitive(v) ? action(v, tense, polarity, subject: again, plain: true)
                                 : Clause(again, v, tense, polarity)
        }
        func state(_ en: String) -> Clause {
            let a = adjectives.first { $0.en == en }!
            var c = Clause(s, use(etre), now)
            c.tail = Phrase([a.en], [a.agreeing(s.gender, s.number)])
            return c
        }
        func felt(_ en: String) -> Clause {
            Clause(s, use(verbs.first { $0.has("idiom") && $0.enTail == [en] }!), now)
        }
        let thief = nounPhrase(noun(["fox", "thief", "monkey", "crow"], not: s.noun), .the)
        let loss = own(s)
        func stolen() -> Phrase? {
            var c = Clause(thief, use(verbs.first { $0.base == "steal" }!), before)
            let goods: [String]
            if let robbed = s.noun, robbed.isAny(["animal"]) {
                goods = robbed.tags.filter { $0.hasPrefix("eats:") && $0 != "eats:grass" }.map { "suits:" + $0.dropFirst(5) }
            } else {
                goods = thief.noun!.isAny(["animal"]) ? ["cheese", "egg", "jewel", "ring"] : ["value", "clothes", "horse", "hen", "goose"]
            }
            if goods.isEmpty { return nil }
            c.object = nounPhrase(noun(goods), loss).words
            return c.statement
        }
        let human = !(s.noun?.isAny(["animal"]) ?? false)
        let state1: Clause, cause1: Phrase?
        switch chance.below(9) {
        case 0: state1 = state("sad"); cause1 = human ? cause("perdre", before)?.statement : stolen()
        case 1: state1 = state("happy"); cause1 = human ? cause("trouver", before)?.statement : cause("manger", before)?.statement
        case 2:
            state1 = state("tired")
            var c = Clause(again, use(lexical(chance.any(["courir", "marcher", "travailler", "danser"]))), before)
            if !human && ["travailler", "danser"].contains(c.verb.infinitive) { return nil }
            c.middle = .none
            c.tail = Phrase("a lot", "")
            c.middle = Phrase([], ["beaucoup"])
            cause1 = c.statement
        case 3: state1 = felt("hungry"); cause1 = Clause(again, use(lexical("manger")), before, .nothing).statement
        case 4: state1 = felt("thirsty"); cause1 = Clause(again, use(lexical("boire")), before, .nothing).statement
        case 5:
            state1 = felt("afraid")
            var c = Clause(again, use(lexical(chance.any(["voir", "entendre"]))), before)
            c.object = nounPhrase(noun(["wolf", "lion", "bear", "hunter", "thief", "snake", "hawk"], not: s.noun), chance.oneIn(2) ? .the : .a).words
            cause1 = c.statement
        case 6: state1 = state("angry"); cause1 = stolen()
        case 7:
            state1 = felt("ashamed")
            cause1 = human ? cause("voler", before, base: "steal")?.statement : nil
        default:
            state1 = state(chance.any(["unhappy", "sad"]))
            let friend = nounPhrase(noun(["friend", "brother", "sister", "mother", "father", "neighbour"]), loss)
            cause1 = Clause(friend, use(lexical("partir")), before).statement
        }
        guard let because = cause1 else { return nil }
        return sentence(join(state1.statement, "because", "parce que", because))
    }

    func coordination() -> Phrase? {
        let s = someone(["animal", "person", "kin"], pronouns: true, plain: true)
        func suits(_ v: Verb) -> Bool {
            if v.base == "die" || v.base == "fall" { return false }
            return v.subjects.contains("*") || (s.pronoun ? v.subjects.contains("person") : s.noun!.isAny(v.subjects))
        }
        switch chance.below(5) {
        case 0:
            let contrasts = ["poor happy", "rich unhappy", "old strong", "little brave", "weak clever", "strong lazy",
                             "young patient", "slow patient", "tired happy", "clever wicked", "kind lazy", "old fast",
                             "young clever", "rich sad", "ill brave", "small strong", "beautiful vain", "strong wicked"]
            let names = fields(Substring(chance.any(contrasts)))
            let two = names.compactMap { name in adjectives.first { $0.en == name && $0.predicative && (s.noun.map($0.fits) ?? true) } }
            if two.count < 2 { return nil }
            for a in two { taken.append((1, a.id)) }
            let past = chance.oneIn(4)
            var a = Clause(s, use(etre), past ? .state : .present)
            a.tail = Phrase([two[0].en], [two[0].agreeing(s.gender, s.number)])
            var b = Clause(s.again, etre, past ? .state : .present)
            b.tail = Phrase([two[1].en], [two[1].agreeing(s.gender, s.number)])
            return sentence(join(a.statement, "but", "mais", b.statement, comma: true))
        case 1:
            let tense: Tense = chance.oneIn(2) ? .past : .present
            guard let a = clause(tense, .positive, subject: s, plain: true, where: { suits($0) && !$0.isState }),
                  let b = clause(tense, .positive, subject: s, plain: true, where: { suits($0) && $0.infinitive != a.verb.infinitive && !$0.isState }) else { return nil }
            if a.object == nil && b.object == nil && a.tail.en.isEmpty { return nil }
            return sentence(a.statement + Phrase("and", "et") + Phrase(b.english(withSubject: false), b.french(withSubject: false)))
        case 2:
            let other = someone(["animal", "person"], not: s.noun, plain: true)
            let tense: Tense = chance.oneIn(2) ? .past : .progressive
            guard let a = clause(tense, .positive, subject: s, where: { suits($0) && self.intransitive($0) }),
                  let b = clause(tense, .positive, subject: other, where: { v in
                      self.intransitive(v) && v.base != "die" && (v.subjects.contains("*") || (other.noun?.isAny(v.subjects) ?? false))
                  }) else { return nil }
            if b.verb.id == a.verb.id || a.tail.en.isEmpty && b.tail.en.isEmpty { return nil }
            return sentence(join(a.statement, "and", "et", b.statement))
        case 3:
            guard let a = clause(.want, .positive, subject: s, plain: true, where: { suits($0) && !$0.has("of") }) else { return nil }
            var b: Clause
            if chance.oneIn(2) {
                if ["lie", "sleep", "rest", "stop", "stay"].contains(a.verb.base) { return nil }      // why, then it rests
                let name = chance.any(["tired", "ill", "too old", "too weak", "too slow", "too young", "alone"])
                let word = fields(Substring(name)).last!
                guard let q = adjectives.first(where: { $0.en == word }), s.noun.map(q.fits) ?? true else { return nil }
                taken.append((1, q.id))
                b = Clause(s.again, use(etre), .present)
                b.tail = Phrase(name.hasPrefix("too") ? ["too", word] : [word],
                                (name.hasPrefix("too") ? ["trop"] : []) + [q.agreeing(s.gender, s.number)])
            } else {
                let word = chance.any(["hungry", "thirsty", "afraid", "ashamed", "cold"])
                let v = verbs.first { $0.has("idiom") && $0.enTail == [word] }!
                if ["eat", "drink"].contains(a.verb.base) && ["hungry", "thirsty"].contains(word) { return nil }
                b = Clause(s.again, use(v), .present)
            }
            return sentence(join(a.statement, "but", "mais", b.statement, comma: true))
        default:
            let (a1, a2, both) = twoTogether()
            let tense: Tense = weighted([(2, .present), (2, .past), (1, .wasDoing), (1, .progressive)])
            if chance.oneIn(3) {
                guard let q = adjective(for: a1, where: { $0.predicative && $0.fits(a2) }) else { return nil }
                var c = Clause(both, use(etre), chance.oneIn(2) ? .present : .state)
                c.tail = Phrase([q.en], [q.agreeing(both.gender, .many)])
                return sentence(c.statement)
            }
            return clause(tense, .positive, subject: both, plain: true, where: { v in
                v.subjects.contains("*") || a1.isAny(v.subjects) && a2.isAny(v.subjects)
            }).map { sentence($0.statement) }
        }
    }

    /// Two animals or two people, joined by `and`.
    func twoTogether() -> (Noun, Noun, NounPhrase) {
        let a1 = noun(["animal", "person"])
        let a2 = noun(a1.isAny(["animal"]) ? ["animal"] : ["person"], not: a1)
        let both = NounPhrase(words: nounPhrase(a1, .the).words + Phrase("and", "et") + nounPhrase(a2, .the).words,
                              gender: a1.gender == .f && a2.gender == .f ? .f : .m, number: .many, person: .ils, noun: a1)
        return (a1, a2, both)
    }

    func whenAndIf() -> Phrase? {
        let a = someone(["hunts", "hunter", "thief", "person"], plain: true)
        let b = someone(["prey", "tame", "child", "animal"], not: a.noun, pronouns: true, plain: true)
        if b.pronoun && ["he", "she", "they"].contains(b.enPronoun) { return nil }
        let ifs = chance.oneIn(2)
        let start = verb { ["arriver", "revenir", "partir", "dormir", "crier"].contains($0.infinitive) && ($0.subjects.contains("*") || a.noun!.isAny($0.subjects)) }
        let follows: [String]
        switch start.infinitive {
        case "partir": follows = ["reposer", "coucher", "lever"]
        case "dormir": follows = ["reposer", "enfuir"]
        case "crier": follows = ["enfuir", "réveiller", "arrêter", "trembler", "lever"]
        default: follows = ["enfuir", "cacher", "trembler", "lever", "arrêter", "dépêcher"]
        }
        let effect = verb { v in
            follows.contains(v.infinitive) && (v.reflexive || v.infinitive == "trembler")
                && (v.subjects.contains("*") || b.pronoun || (b.noun?.isAny(v.subjects) ?? false))
        }
        let first = Clause(a, start, .present)
        let second = Clause(b, effect, ifs ? .future : .present)
        return sentence(Phrase([ifs ? "if" : "when"], [ifs ? "si" : "quand"]) + first.statement + Phrase([","], [","]) + second.statement)
    }

    func promises() -> Phrase? {
        // If you help me, I will give you a fish.
        let me = chance.any([("you", "me", "I", "you"), ("he", "us", "we", "him"), ("you", "us", "we", "you"),
                             ("she", "me", "I", "her"), ("they", "me", "I", "them"), ("I", "you", "you", "me"), ("I", "her", "she", "me")])
        let v = verb { ["aider", "suivre", "sauver", "attendre", "réveiller", "protéger"].contains($0.infinitive) && !$0.reflexive }
        var condition = Clause(pronoun(me.0), v, .present)
        condition.clitic = directClitics.first { $0.en == me.1 }
        let give = verb { $0.has("give") }
        let giver = pronoun(me.2)
        var result = Clause(giver, give, .future)
        guard let o = object(give, giver, .positive) else { return nil }
        if me.3 == "her" && isBare(o.words) { return nil }
        result.object = o.words
        result.dativeClitic = dativeClitics.first { $0.en == me.3 }
        return sentence(Phrase("if", "si") + condition.statement + Phrase([","], [","]) + result.statement)
    }

    func reported() -> Phrase? {
        let s = someone(["person", "fox", "crow", "wolf", "lion", "kin", "frog"], pronouns: true, plain: true)
        let v = chance.any([dire, penser, savoir, croire])
        let negative = chance.oneIn(4) && v.infinitive == "dire"
        let head = Clause(s, v, .present, negative ? .not : .positive)
        guard let inner = shortClause() else { return nil }
        return sentence(head.statement + Phrase("that", "que") + inner.statement)
    }

    func shortClause() -> Clause? {
        switch chance.below(4) {
        case 0: return quality(someone(["*", "thing", "food", "place"], plain: true), .present)
        case 1: return feeling(someone(["*"], plain: true), .present)
        case 2: return clause(.past, .positive, plain: true, where: { !$0.has("of") })
        default: return clause(.future, chance.oneIn(3) ? .not : .positive, plain: true, where: { !$0.has("of") })
        }
    }

    func speech() -> Phrase? {
        let speaker = someone(["fox", "crow", "wolf", "lion", "lamb", "ant", "frog", "person", "animal"], plain: true)
        if speaker.noun?.isAny(["kin"]) == true || speaker.number == .many { return nil }
        var me = pronoun(chance.any(["I", "I", "you", "we"]))
        if me.person == .je { me.gender = speaker.gender }
        let saying: Phrase
        let first: Clause?
        func suits(_ v: Verb) -> Bool { v.subjects.contains("*") || speaker.noun!.isAny(v.subjects) }
        switch chance.below(4) {
        case 0: first = quality(me, .present, chance.oneIn(3) ? .not : .positive)
        case 1: first = feeling(me, .present, chance.oneIn(3) ? .not : .positive)
        case 2: first = clause(.future, .positive, subject: me, plain: true, where: { suits($0) && !$0.has("of") && $0.base != "die" })
        default: first = clause(.past, chance.oneIn(3) ? .not : .positive, subject: me, plain: true, where: { suits($0) && !$0.has("of") && $0.base != "die" })
        }
        guard let c = first else { return nil }
        if c.tail.en == ["dead"] { return nil }
        if me.person == .tu && chance.oneIn(2) {
            return sentence(c.yesNo + Phrase("? asked", "? demanda") + speaker.words)
        }
        saying = chance.any([Phrase("said", "dit"), Phrase("answered", "répondit")])
        return sentence(c.statement + Phrase([","], [","]) + saying + speaker.words)
    }

    func imperatives() -> Phrase? {
        let p: Polarity = chance.oneIn(3) ? .not : .positive
        let v = verb { v in v.has("imp") && !v.isState }
        var c = Clause(pronoun("you"), v, .present, p)
        let you = c.subject
        if v.preposition == "à" {
            c.object = someone(["person", "kin"], plain: true).words
        } else if v.has("to") || v.objects.isEmpty && !v.has("eats") && !v.has("drinks") {
            c.tail = v.base == "run" ? chance.any(goals.filter { $0.en[0] == "to" }) : circumstance(v, you) ?? .none
        } else {
            guard let o = object(v, you, p, plain: chance.oneIn(2)) else { return nil }
            c.object = o.words
        }
        if p == .not && chance.oneIn(3) && v.preposition == nil && !v.objects.isEmpty {
            c.object = nil
            let people = v.objects.contains { ["*", "animate", "person", "animal", "kin", "hunts"].contains($0) }
            c.clitic = chance.any((people ? directClitics : thingClitics).filter { $0.en != "you" })
        }
        if v.has("give") && c.clitic == nil && chance.oneIn(2) {
            c.dative = someone(["person", "kin"], plain: true).words
        }
        let en = (p == .not ? ["do", "not"] : []) + Clause(pronoun("they"), v, .present).english(withSubject: false).prefix(1) + c.englishTail
        return sentence(Phrase(en, c.frenchImperative()))
    }

    /// Set forms with a pronoun after the verb, and `let us`.
    func requests() -> Phrase? {
        let lines = phrases("""
        give me | donne-moi
        show me | montre-moi
        bring me | apporte-moi
        lend me | prête-moi
        give us | donne-nous
        show him | montre-lui
        bring him | apporte-lui
        give him | donne-lui
        """)
        let line = chance.any(lines)
        let v = verbs.first { $0.base == line.en[0] }!
        switch chance.below(5) {
        case 0, 1, 2:
            guard let o = object(use(v), pronoun("you"), .positive) else { return nil }
            if v.base == "show" && o.noun?.isMass == true && o.words.fr[0] == "de" { return nil }
            let when = chance.oneIn(3) ? chance.any([nowTimes[0], Phrase("tomorrow", "demain"), Phrase("this evening", "ce soir")]) : .none
            return sentence(line + o.words + when)
        case 3:
            let short = phrases("""
            help me | aide-moi
            follow me | suis-moi
            wait for me | attends-moi
            look at me | regarde-moi
            get up | lève-toi
            lie down | couche-toi
            rest | repose-toi
            hide | cache-toi
            hurry | dépêche-toi
            wake up | réveille-toi
            come | viens
            stay | reste
            """)
            let one = chance.any(short)
            let now = nowTimes[0], early = Phrase("early", "tôt"), tomorrow = Phrase("tomorrow", "demain")
            let rest: Phrase
            switch one.en[0] {
            case "stay", "hide", "rest", "lie", "wait": rest = chance.any(places)
            case "come": rest = chance.any(goals)
            case "get", "wake": rest = chance.any([now, early, tomorrow + early])
            case "hurry", "look": rest = now
            default: rest = chance.any([now, tomorrow, Phrase("this evening", "ce soir")])
            }
            let friend = chance.oneIn(3) ? Phrase(", my friend", ", mon ami") : Phrase.none
            return sentence(one + rest + friend)
        default:
            let v = verb { ["manger", "chanter", "danser", "marcher", "chercher", "traverser", "fermer", "ouvrir", "aider", "attendre", "acheter", "boire", "aller", "quitter", "suivre", "prendre"].contains($0.infinitive) && !$0.reflexive }
            return letUs(v)
        }
    }

    func letUs(_ v: Verb) -> Phrase? {
        var c = Clause(pronoun("we"), v, .present)
        if transitive(v) {
            guard let o = object(v, c.subject, .positive, plain: true) else { return nil }
            c.object = o.words
        } else { c.tail = circumstance(v, c.subject) ?? .none }
        if c.tail.en.isEmpty && c.object == nil { return nil }
        return sentence(Phrase(["let", "us"] + c.english(withSubject: false), c.frenchPredicate()))
    }

    func exclamations() -> Phrase? {
        let (noun, a) = matched { $0.attributive && !Composer.absolute.contains($0.en) && !Composer.colours.contains($0.en) }
        let number: Number = !noun.isMass && chance.oneIn(4) ? .many : .one
        let bare = nounPhrase(noun, .generic, number, a)
        let words = Phrase(bare.words.en, Array(bare.words.fr.dropFirst()))
        let what = bare.number == .many ? (bare.gender == .m ? "quels" : "quelles") : bare.gender == .m ? "quel" : "quelle"
        if chance.oneIn(2) {
            guard let q = quality(nounPhrase(noun, chance.oneIn(3) && !noun.isMass ? .this : .the, number)) else { return nil }
            if (Composer.absolute + Composer.colours).contains(q.tail.en[0]) { return nil }
            return sentence(Phrase("how", "comme") + Phrase(q.tail.en + q.subject.words.en + q.predicate.en.prefix(1), q.statement.fr), "!")
        }
        let a1 = bare.number == .one && (!noun.isMass || noun.isAny(["sea"])) ? ["a"] : []
        return sentence(Phrase(["what"] + a1 + words.en, [what] + words.fr), "!")
    }

    func numbers() -> Phrase? {
        let s = someone(["person", "kin"], pronouns: true, plain: true)
        let tense: Tense = weighted([(2, .present), (3, .past), (1, .future)])
        if chance.oneIn(4) {
            let thing = noun(["tame", "clothes", "container", "countfood", "tool", "value", "kin"])
            let who = pronoun(chance.any(["you", "he", "she", "they", "we"]))
            let have = use(avoir)
            if thing.isAny(["kin"]) && thing.isMass { return nil }      // one has one mother
            if thing.isMass || thing.isPlural {
                let c = Clause(who, have, .present)
                return sentence(Phrase(["how", "much", thing.en] + c.englishQuestion(), ["combien", "de", thing.fr] + c.frenchPredicate(invertedBefore: who.frPronoun)), "?")
            }
            let c = Clause(who, have, .present)
            return sentence(Phrase(["how", "many", thing.enMany] + c.englishQuestion(), ["combien", "de", thing.frMany] + c.frenchPredicate(invertedBefore: who.frPronoun)), "?")
        }
        let v = verb { ["avoir", "acheter", "vendre", "voir", "trouver", "perdre", "apporter"].contains($0.infinitive) && !$0.has("idiom") && ($0.has("have") || $0.infinitive != "avoir") }
        let t: Tense = v.has("have") ? chance.any([.present, .state, .future]) : v.has("past") && tense == .present ? .past : tense
        let thing = noun(v.infinitive == "voir" ? ["animal", "person"] : v.has("have") ? ["tame", "kin", "clothes", "container", "tool"] : v.objects)
        if thing.isPlural || thing.isMass && !thing.isAny(["stuff", "food", "drink"]) || thing.enMany == "-" && thing.isAny(["kin"]) { return nil }
        let number: Determiner = thing.isMass || chance.oneIn(4) ? .much : count(thing)
        var c = Clause(s, v, t)
        c.object = nounPhrase(thing, number, thing.isMass ? .one : .many).words
        if t == .past && chance.oneIn(3) { c.tail = time(.past) }
        return sentence(c.statement)
    }

    func whereabouts() -> Phrase? {
        let s = someone(["*", "thing", "food", "drink", "stuff", "furniture"], pronouns: true, plain: chance.oneIn(2))
        let thing = s.noun.map { !$0.animate } ?? false
        let tense: Tense = weighted([(5, .present), (3, .state), (1, .future)])
        var c = Clause(s, use(etre), tense, weighted([(6, .positive), (2, .not), (1, .noLonger)]))
        let small = s.noun?.isAny(["cat", "dog", "mouse"]) ?? false
        if s.noun?.isAny(["furniture"]) == true {
            c.tail = chance.any(phrases("""
            in the house | dans la maison
            near the fire | près de le feu
            near the door | près de la porte
            near the wall | près de le mur
            in the barn | dans la grange
            """))
        } else if thing || small {
            c.tail = s.noun.map(spot) ?? place()
            if let noun = s.noun, c.tail.en.contains(noun.en) { return nil }
        } else if chance.oneIn(4) {
            let host = someone(["person"], not: s.noun, plain: true)
            if host.number == .many || host.words.en[0] == "a" { return nil }
            c.tail = Phrase(["at"] + host.words.en + ["'s", "house"], ["chez"] + host.words.fr)
        } else if chance.oneIn(3) {
            let other = someone(["person", "animal"], not: s.noun, plain: true)
            c.tail = chance.any([Phrase("near", "près de"), Phrase("behind", "derrière"), Phrase("in front of", "devant"), Phrase("with", "avec")]) + other.words
        } else { c.tail = place() }
        return sentence(c.statement)
    }

    /// The merchant's donkey.
    func possessed(_ object: NounPhrase, by owner: NounPhrase) -> NounPhrase {
        NounPhrase(words: Phrase(owner.words.en + ["'s"] + object.words.en.dropFirst(), object.words.fr + ["de"] + owner.words.fr),
                   gender: object.gender, number: object.number, person: object.person, noun: object.noun)
    }

    func belongings() -> Phrase? {
        let thing = noun(["thing", "tame", "furniture", "kin", "building"])
        if ["bone", "stone", "feather", "stick"].contains(thing.en) { return nil }
        let tense: (String, String) = chance.oneIn(4) ? ("was", "était") : ("is", "est")
        let number: Number = thing.enMany != "-" && chance.oneIn(4) ? .many : .one
        if chance.oneIn(3) && !thing.isAny(["kin"]) {
            let owner = someone(["person"], plain: true)
            if owner.words.en[0] == "a" || owner.number == .many { return nil }
            let object = nounPhrase(thing, .the, number)
            let whole = possessed(object, by: owner)
            if chance.oneIn(2) { return quality(whole, chance.oneIn(4) ? .state : .present, polarity()).map { sentence($0.statement) } }
            let v = verb { ["voir", "trouver", "prendre", "chercher", "regarder", "vendre", "voler"].contains($0.infinitive) && transitive($0) }
            if thing.isAny(["furniture", "building"]) && !["voir", "vendre"].contains(v.infinitive) { return nil }
            var c = Clause(someone(["person"], not: owner.noun, pronouns: true, plain: true), v, .past)
            c.object = whole.words
            return sentence(c.statement)
        }
        let owner = chance.any(["my", "your", "his", "her", "our", "their"])
        let person: Person = ["my": .je, "your": .tu, "our": .nous, "their": .ils][owner] ?? .il
        let adjective = chance.oneIn(3) ? self.adjective(for: thing) { $0.attributive } : nil
        let object = nounPhrase(thing, .of(en: owner, person: person), number, adjective)
        let many = object.number == .many
        let negative = chance.oneIn(3)
        if chance.oneIn(2) {
            let en = (many ? ["these", tense.0 == "was" ? "were" : "are"] : ["this", tense.0]) + (negative ? ["not"] : [])
            let be = many ? (tense.0 == "was" ? "étaient" : "sont") : tense.1
            return sentence(Phrase(en, (negative ? ["ce", "ne", be, "pas"] : ["ce", be])) + object.words)
        }
        let v = verb { ["voir", "trouver", "chercher", "perdre", "vendre", "cacher"].contains($0.infinitive) && transitive($0) }
        if thing.animate && ["perdre", "cacher"].contains(v.infinitive) { return nil }
        if thing.isAny(["building", "furniture"]) && v.infinitive != "voir" && v.infinitive != "vendre" || thing.isAny(["kin"]) && v.infinitive == "vendre" { return nil }
        var c = Clause(someone(["person"], pronouns: true, plain: true), v, chance.oneIn(2) ? .perfect : .past, chance.oneIn(3) ? .not : .positive)
        if c.subject.person == .il && !c.subject.pronoun && ["his", "her"].contains(owner) && c.subject.possessive.en != owner { return nil }
        if (c.subject.enPronoun == "I" && owner == "our") || (c.subject.enPronoun == "we" && owner == "my") { return nil }
        c.object = object.words
        return sentence(c.statement)
    }

    func nobodyNothing() -> Phrase? {
        let tense: Tense = weighted([(3, .present), (3, .past), (2, .perfect), (1, .can), (1, .future), (1, .wasDoing)])
        if chance.oneIn(2) {
            guard var c = clause(tense, .positive, plain: true, where: { !$0.has("of") && !$0.has("idiom") && $0.infinitive != "rentrer" && !$0.has("self") }) else { return nil }
            if ["my", "your", "his", "her", "their", "our"].contains(c.object?.en.first ?? "") { return nil }
            c.subject = nobody
            if let o = c.object, o.en[0] == "a" || o.fr[0] == "de" || o.fr[0] == "des" { return nil }
            return sentence(c.statement)
        }
        let people = chance.oneIn(2)
        let v = verb { v in
            allows(v, tense) && transitive(v) && v.preposition == nil && !v.has("need")
                && (people ? ["voir", "entendre", "aider", "suivre", "rencontrer", "connaître", "appeler", "remercier"].contains(v.infinitive)
                           : ["voir", "entendre", "trouver", "perdre", "prendre", "manger", "boire", "acheter", "vendre", "apporter", "porter", "voler", "casser", "cacher", "toucher"].contains(v.infinitive))
        }
        var c = Clause(subject(v, plain: chance.oneIn(2)), v, tense, people ? .nobody : .nothing)
        if chance.oneIn(4) { c.tail = tense == .past ? time(.past) : chance.any(places) }
        return sentence(c.statement)
    }

    /// goes to the market to buy bread; leaves without seeing the wolf
    func purposes() -> Phrase? {
        let tense: Tense = weighted([(2, .present), (1, .progressive), (3, .past), (1, .near)])
        let v = verb { ["aller", "revenir", "courir", "sortir", "se cacher", "arrêter", "cacher", "rester"].contains($0.infinitive) && ($0.reflexive || intransitive($0)) }
        let s = someone(["person", "person", "kin", "animal"], pronouns: true, plain: true)
        if v.infinitive == "aller" && tense == .near { return nil }
        if v.infinitive == "sortir" && s.noun?.isAny(["animal"]) == true { return nil }
        var head = Clause(s, v, tense)
        if v.has("to") { head.tail = chance.any(goals) }
        else if v.has("from") { head.tail = .none }
        else if v.infinitive == "rester" || v.infinitive == "cacher" || v.infinitive == "arrêter" { head.tail = place() }
        let without = v.infinitive != "revenir" && chance.oneIn(3)
        // What one hides, stays, stops, runs, goes, goes out and comes back for, and leaves undone.
        let serves = without
            ? ["voir", "entendre", "regarder", "remercier", "attendre", "toucher", "manger", "boire", "aider", "appeler"]
            : ["cacher": ["attraper", "voir", "entendre", "attendre", "dormir", "manger", "regarder"],
               "rester": ["travailler", "aider", "attendre", "jouer", "dormir", "protéger", "laver", "couper", "regarder"],
               "arrêter": ["manger", "boire", "regarder", "attendre", "aider", "chanter", "voir"],
               "courir": ["voir", "aider", "sauver", "chercher", "attraper", "ouvrir", "fermer", "appeler"],
               "sortir": ["voir", "chercher", "aider", "attraper", "travailler", "jouer", "acheter", "couper"],
               "revenir": ["aider", "voir", "chercher", "manger", "dormir", "remercier", "travailler", "protéger"],
            ][v.infinitive] ?? ["acheter", "vendre", "voir", "chercher", "aider", "manger", "boire", "travailler", "attendre",
                                "couper", "laver", "regarder", "chanter", "danser", "jouer", "nager"]
        let ends = verbs.filter { w in
            serves.contains(w.infinitive) && !w.isState && !w.reflexive && (transitive(w) || intransitive(w))
                && (w.subjects.contains("*") || w.subjects.isEmpty || (s.pronoun ? w.subjects.contains("person") : s.noun!.isAny(w.subjects)))
        }
        if ends.isEmpty { return nil }
        let w = use(least(ends, verbUse) { $0.id })
        var inner: Clause
        if transitive(w) {
            guard let made = action(w, .present, without ? .not : .positive, subject: s, plain: true) else { return nil }
            inner = made
        } else if intransitive(w) { inner = Clause(s, w, .present) } else { return nil }
        if without {
            if inner.object?.en.first == "any" || inner.object?.fr.first == "de" { return nil }
            return sentence(head.statement + Phrase(["without", w.ing], ["sans", w.infinitive]) + inner.afterVerb)
        }
        return sentence(head.statement + Phrase(["to", w.base], ["pour", w.infinitive]) + inner.afterVerb)
    }

    // MARK: Drills, for training alone: every person of every verb

    /// Each form of each verb in turn: nous vendrons, je chantais, tu caches.
    func conjugations() -> Phrase? {
        let common = ["swim", "jump", "play", "catch", "kill", "fly"]
        var rarest: (use: Int, clause: Clause)?
        for _ in 0..<12 {
            let tense: Tense = chance.any([.present, .future, .future, .wasDoing])
            let v = chance.any(verbs.filter { !$0.isBe && !$0.has("idiom") && (forPeople($0) || common.contains($0.base)) && (allows($0, tense) || tense == .wasDoing && allows($0, .state)) })
            let c = Clause(pronoun(chance.any(["I", "you", "he", "we", "they"])), v, tense == .wasDoing && v.isState ? .state : tense)
            let form = tense == .present ? v.present[c.subject.person.rawValue] : tense == .future ? v.future(c.subject.person) : v.imperfect(c.subject.person)
            let use = wordUse[form[...], default: 0]
            if use < rarest?.use ?? 9 { rarest = (use, c) }
        }
        guard var c = rarest?.clause else { return nil }
        let (v, p) = (use(c.verb), chance.oneIn(5) ? Polarity.not : .positive)
        c.polarity = p
        if c.tense == .present && allows(v, .progressive) && chance.oneIn(2) { c.tense = .progressive }
        if c.subject.person == .ils && chance.oneIn(2) || c.subject.person == .il {
            let s = subject(v, pronouns: false, plain: true)
            if s.words.en[0] != "a", s.number == c.subject.number { c.subject = s } else if c.subject.person == .il && chance.oneIn(2) { c.subject = pronoun("she") }
        }
        if transitive(v) {
            let people = v.objects.contains { ["*", "animate", "person", "kin"].contains($0) } && v.preposition == nil && !["like", "want"].contains(v.base)
            if people && chance.oneIn(3) {
                let clitic = chance.any(directClitics)
                if clash(c.subject, clitic) { return nil }
                c.clitic = clitic
            } else {
                guard let o = object(v, c.subject, p, plain: true) else { return nil }
                c.object = o.words
            }
        } else if v.preposition == "à" {
            c.object = someone(v.objects, owner: c.subject, plain: true).words
        } else if v.has("to") || v.has("from") || chance.oneIn(2) {
            c.tail = c.tail + (circumstance(v, c.subject) ?? .none)
        }
        if chance.oneIn(4) && !v.isState { c.tail = c.tail + when(c.tense) }
        return chance.oneIn(7) ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// Each form of each adjective in turn: gentilles, blancs.
    func agreements() -> Phrase? {
        var rarest: (use: Int, words: NounPhrase, adjective: Adjective)?
        for _ in 0..<8 {
            let a = chance.any(adjectives)
            let fitting = nouns.filter { a.fits($0) && !$0.isAny(["body", "kin"]) }
            if fitting.isEmpty { continue }
            let n = chance.any(fitting)
            let s = nounPhrase(n, chance.oneIn(6) ? .this : .the, !n.isMass && !chance.oneIn(3) ? .many : .one)
            let use = wordUse[a.agreeing(s.gender, s.number)[...], default: 0]
            if use < rarest?.use ?? 60 { rarest = (use, s, a) }
        }
        guard let (_, s, a) = rarest else { return nil }
        if a.predicative && (!a.attributive || chance.oneIn(2)) {
            let d = !Composer.absolute.contains(a.en) && chance.oneIn(3) ? Phrase("very", "très") : .none
            let c = being(s, d + agreed(a, s), chance.oneIn(3) ? .state : .present, d.en.isEmpty && chance.oneIn(4) ? .not : .positive)
            return chance.oneIn(6) ? sentence(c.yesNo, "?") : sentence(c.statement)
        }
        let n = s.noun!
        let o = nounPhrase(n, s.number == .many && chance.oneIn(3) ? count(n) : .the, s.number, a)
        if n.animate && chance.oneIn(2) { return anything(o, chance.any([.present, .past, .future])).map { sentence($0.statement) } }
        var c = Clause(someone(["person", "kin"], not: n, pronouns: true, plain: true), lexical(chance.any(["voir", "trouver"])), chance.any([.past, .past, .future]))
        c.object = o.words
        return sentence(c.statement)
    }

    func anyPronoun() -> NounPhrase { pronoun(chance.any(["I", "you", "he", "she", "we", "they"])) }

    private func forPeople(_ v: Verb) -> Bool {
        v.subjects.contains("*") || v.subjects.contains("person") || v.subjects.isEmpty
    }

    func modals() -> Phrase? {
        let tense: Tense = weighted([(2, .want), (3, .can), (3, .must), (1, .could), (1, .wanted), (1, .knowHow), (2, .near)])
        let p: Polarity = weighted([(7, .positive), (3, .not)])
        guard var c = clause(tense, p, subject: anyPronoun(), plain: true, where: { self.forPeople($0) && !$0.has("of") }) else { return nil }
        if [.can, .must].contains(tense) && chance.oneIn(4) { c.tail = c.tail + chance.any(nowTimes + Array(futureTimes.prefix(3))) }
        if chance.oneIn(6) && p == .positive { return sentence(c.yesNo, "?") }
        return sentence(c.statement)
    }

    func persons() -> Phrase? {
        let tense: Tense = weighted([(4, .present), (3, .future), (3, .past), (2, .wasDoing), (1, .progressive)])
        let p: Polarity = weighted([(7, .positive), (3, .not)])
        let s = anyPronoun()
        if chance.oneIn(2) {
            return clause(tense, p, subject: s, plain: true, where: { self.forPeople($0) && !$0.has("of") }).map { sentence($0.statement) }
        }
        let v = verb { allows($0, tense) && self.forPeople($0) && $0.objects.contains { ["*", "animate", "person", "kin"].contains($0) }
            && $0.preposition == nil && !$0.has("have") && !$0.has("give") && !["acheter", "vendre"].contains($0.infinitive) && $0.base != "like" }
        var c = Clause(s, v, tense, p)
        let clitic = chance.any(directClitics)
        if clash(s, clitic) { return nil }
        c.clitic = clitic
        return sentence(c.statement)
    }

    /// If you help me, I will help you.
    func conditions() -> Phrase? {
        let a = anyPronoun(), b = anyPronoun()
        if a.words.en == b.words.en { return nil }
        guard let first = clause(.present, chance.oneIn(4) ? .not : .positive, subject: a, plain: true, where: { self.forPeople($0) && !$0.has("of") && !$0.isState }) else { return nil }
        let v = verb { ["aider", "suivre", "sauver", "attendre", "voir", "appeler", "remercier"].contains($0.infinitive) && !$0.reflexive && $0.base != "look" }
        var second = Clause(b, v, .future, chance.oneIn(4) ? .not : .positive)
        let clitic = chance.any(directClitics)
        if clash(b, clitic) { return nil }
        second.clitic = clitic
        return sentence(Phrase("if", "si") + first.statement + Phrase([","], [","]) + second.statement)
    }

    /// Let us cross the river; let us rest under the oak.
    func letUs() -> Phrase? {
        if chance.oneIn(4) {
            let (ours, then) = chance.any([
                (Phrase("let us rest", "reposons-nous"), places), (Phrase("let us hide", "cachons-nous"), places),
                (Phrase("let us hurry", "dépêchons-nous"), nowTimes), (Phrase("let us get up", "levons-nous"), nowTimes + [Phrase("early tomorrow", "tôt demain")]),
            ])
            return sentence(ours + chance.any(then) + vocative())
        }
        if chance.oneIn(4) {
            let (infinitive, then) = chance.any([("boire", places), ("manger", places), ("danser", places), ("chanter", places), ("marcher", places), ("rester", places), ("partir", nowTimes)])
            let v = lexical(infinitive)
            return sentence(Phrase(["let", "us", v.base], [v.present[Person.nous.rawValue]]) + chance.any(then))
        }
        return letUs(verb { $0.has("imp") && !$0.isState && !$0.reflexive && $0.preposition == nil && !$0.has("give") })
    }

    /// The fox and the crow went home.
    func twoSubjects() -> Phrase? {
        let (a1, a2, both) = twoTogether()
        let tense: Tense = weighted([(2, .present), (3, .past), (1, .wasDoing), (1, .future), (1, .want)])
        return clause(tense, chance.oneIn(4) ? .not : .positive, subject: both, plain: chance.oneIn(2), where: { v in
            v.base != "die" && (v.subjects.contains("*") || a1.isAny(v.subjects) && a2.isAny(v.subjects))
        }).map { sentence($0.statement) }
    }

    /// The merchant's donkey is old.
    func owners() -> Phrase? {
        let thing = noun(["thing", "tame", "furniture", "building"])
        let owner = someone(["person"], plain: true)
        if owner.words.en[0] == "a" || owner.number == .many { return nil }
        let number: Number = thing.enMany != "-" && chance.oneIn(4) ? .many : .one
        let object = nounPhrase(thing, .the, number)
        let whole = possessed(object, by: owner)
        return quality(whole, chance.oneIn(4) ? .state : .present, chance.oneIn(3) ? .not : .positive).map { sentence($0.statement) }
    }

    func whatDoYou() -> Phrase? {
        let tense: Tense = weighted([(3, .present), (3, .progressive), (2, .past), (1, .want), (1, .near)])
        let v = verb { v in
            allows(v, tense) && !v.reflexive && transitive(v) && v.preposition == nil && !v.has("of") && self.forPeople(v)
        }
        let c = Clause(anyPronoun(), v, tense)
        let people = ["aider", "suivre", "rencontrer", "attendre", "appeler", "remercier", "sauver", "réveiller"].contains(v.infinitive)
        return sentence(c.objectQuestion(people ? "who" : "what"), "?")
    }

    /// He worked all summer; I saw her near the bridge yesterday.
    func timed() -> Phrase? {
        let past = ["yesterday | hier", "last night | la nuit dernière", "last summer | le été dernier", "last winter | le hiver dernier",
                    "this morning | ce matin", "last week | la semaine dernière", "yesterday morning | hier matin"]
        let during = ["all day | toute la journée", "all summer | tout le été", "all winter | tout le hiver", "all night | toute la nuit"]
        let coming = ["tomorrow | demain", "tomorrow morning | demain matin", "tomorrow evening | demain soir", "this evening | ce soir",
                      "next week | la semaine prochaine", "next summer | le été prochain"]
        let now = ["today | aujourd'hui", "now | maintenant", "this morning | ce matin"]
        let tense: Tense = weighted([(4, .past), (4, .future), (2, .near), (2, .progressive), (2, .wasDoing)])
        let s: NounPhrase? = chance.oneIn(2) ? anyPronoun() : nil
        guard var c = clause(tense, chance.oneIn(4) ? .not : .positive, subject: s, plain: true, where: {
            (s == nil || self.forPeople($0)) && !$0.has("of") && !$0.isState }) else { return nil }
        let lasts = ["travailler", "dormir", "chanter", "danser", "jouer", "marcher", "courir", "nager", "pleurer"].contains(c.verb.infinitive)
        let list: [String]
        switch tense {
        case .past: list = lasts && chance.oneIn(2) ? during : past
        case .wasDoing: list = past
        case .progressive: list = now
        default: list = lasts && chance.oneIn(3) ? during : coming
        }
        if chance.oneIn(3), c.object != nil, s != nil, c.verb.objects.contains(where: { ["*", "animate"].contains($0) }), c.verb.preposition == nil {
            let clitic = chance.any(directClitics)
            if clash(c.subject, clitic) { return nil }
            c.object = nil
            c.clitic = clitic
            if chance.oneIn(2) { c.tail = c.tail + place() }
        }
        c.tail = c.tail + phrases(chance.any(list))[0]
        if chance.oneIn(5) && c.polarity == .positive && tense != .wasDoing { return sentence(c.yesNo, "?") }
        return sentence(c.statement)
    }

    /// The river is deep and cold; these grapes are not ripe yet; he is too old to work.
    func moreQualities() -> Phrase? {
        let s = someone(["*", "thing", "place", "food"], pronouns: true, plain: true)
        let past = chance.oneIn(4)
        switch chance.below(3) {
        case 0:
            guard let a = quality(s, past ? .state : .present), let b = quality(s, .present) else { return nil }
            let (x, y) = (a.tail, b.tail)
            if x.en == y.en || Composer.opposites.contains(where: { $0.contains(x.en[0]) && $0.contains(y.en[0]) }) { return nil }
            var c = a
            c.tail = x + Phrase("and", "et") + y
            return sentence(c.statement)
        case 1:
            guard var c = quality(s, .present, .not), Composer.passing.contains(c.tail.en[0]) else { return nil }
            c.middle = Phrase([], ["encore"])
            c.tail.en.append("yet")
            return sentence(c.statement)
        default:
            guard s.noun.map({ $0.isAny(["person", "animal"]) }) ?? true else { return nil }
            let a = adjectives.first { $0.en == chance.any(["old", "young", "tired", "weak", "slow", "lazy", "ill", "proud"]) }
            let ends = verbs.filter { v in
                ["travailler", "courir", "danser", "nager", "chanter", "marcher", "jouer", "manger", "aider", "attraper"].contains(v.infinitive)
                    && (v.subjects.contains("*") || v.subjects.isEmpty || (s.noun?.isAny(v.subjects) ?? v.subjects.contains("person")))
            }
            guard let a = a, !ends.isEmpty, s.noun.map(a.fits) ?? true else { return nil }
            let w = use(least(ends, verbUse) { $0.id })
            var inner = Clause(s, w, .present)
            if transitive(w) {
                guard let made = action(w, .present, .positive, subject: s, plain: true) else { return nil }
                inner = made
            }
            var c = Clause(s, use(etre), past ? .state : .present)
            c.tail = Phrase(["too", a.en, "to", w.base], ["trop", a.agreeing(s.gender, s.number), "pour", w.infinitive]) + inner.afterVerb
            return sentence(c.statement)
        }
    }

    /// She dances with us; I do not like cheese; there are how many eggs in the basket?
    func company() -> Phrase? {
        switch chance.below(4) {
        case 0, 1:
            let friends = phrases("""
            me | moi
            you | toi
            him | lui
            her | elle
            us | nous
            them | eux
            """)
            let f = chance.any(friends)
            let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
            if s.pronoun && ["I": ["me", "us"], "you": ["you"], "we": ["us", "me"]][s.enPronoun]?.contains(f.en[0]) == true { return nil }
            let tense: Tense = weighted([(2, .present), (2, .past), (1, .wanted), (2, .want), (1, .future), (1, .progressive)])
            guard var c = clause(tense, chance.oneIn(4) ? .not : .positive, subject: s, plain: true, where: { v in
                ["danser", "chanter", "jouer", "travailler", "marcher", "manger", "parler", "rester", "partir"].contains(v.infinitive)
                    && (v.subjects.contains("*") || v.subjects.isEmpty || (s.noun.map { $0.isAny(v.subjects) } ?? true)) }) else { return nil }
            c.tail = Phrase("with", "avec") + f + c.tail
            return sentence(c.statement)
        case 2:
            let food = noun(["food", "drink"])
            let v = use(verbs.first { $0.base == "like" }!)
            var c = Clause(someone(["person", "kin", "animal"], pronouns: true, plain: true), v, chance.oneIn(4) ? .state : .present,
                           chance.oneIn(2) ? .not : .positive)
            c.object = nounPhrase(food, .generic, food.isMass || food.isPlural ? .one : .many).words
            return chance.oneIn(4) && c.polarity == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
        default:
            let thing = noun(["animal", "person", "countfood", "clothes", "container"])
            if thing.isMass || thing.isPlural { return nil }
            let spotted = thing.isAny(["animal", "person"]) ? place() : spot(thing)
            if spotted.en.contains(thing.en) { return nil }
            let there = drilling && chance.oneIn(2) ? [] : ["there"]
            return sentence(Phrase(["how", "many", thing.enMany, "are"] + there, ["combien", "de", thing.frMany, "y", "a-t-il"]) + spotted, "?")
        }
    }

    /// Our neighbour has three white horses.
    func counted() -> Phrase? {
        let a = adjectives.filter { $0.attributive && !$0.goesWith.isEmpty }
        let q = chance.any(a)
        let fitting = nouns.filter { q.fits($0) && !$0.isMass && !$0.isPlural && !$0.isAny(["body", "kin", "place"]) }
        if fitting.isEmpty { return nil }
        let thing = chance.any(fitting)
        let seeing = verbs.filter { v in
            ["see", "find", "choose", "buy", "sell", "carry", "meet"].contains(v.base)
                && (thing.isAny(v.objects) || thing.animate && v.objects.contains("animate"))
        }
        let owned = thing.isAny(["tame", "thing", "furniture", "building"])
        guard owned || !seeing.isEmpty else { return nil }
        let v = owned && (seeing.isEmpty || chance.oneIn(2)) ? avoir : use(chance.any(seeing))
        var c = Clause(someone(["person", "kin"], pronouns: true, plain: true), v, v.has("have") ? .present : chance.any([.past, .perfect, .future]))
        if owned && chance.oneIn(3) {
            let number = chance.any(phrases("two | deux\nthree | trois"))
            let words = chance.oneIn(2) ? nounPhrase(thing, own(c.subject), .many, q).words : nounPhrase(thing, own(c.subject), .many).words
            c.object = Phrase(words.en.prefix(1) + number.en + words.en.dropFirst(), words.fr.prefix(1) + number.fr + words.fr.dropFirst())
        } else {
            c.object = nounPhrase(thing, count(thing), .many, q).words
        }
        return sentence(c.statement)
    }

    // MARK: Drills of what a newcomer says first

    func named(_ en: String) -> Noun { nouns.first { $0.en == en || $0.isPlural && $0.enMany == en }! }
    func adjective(_ en: String) -> Adjective { adjectives.first { $0.en == en && $0.predicative } ?? adjectives.first { $0.en == en }! }
    func anyone() -> NounPhrase { someone(["person", "person", "kin", "animal", "animal"], pronouns: true, plain: !chance.oneIn(4)) }

    /// With `be`: is old, is not very old.
    func being(_ s: NounPhrase, _ words: Phrase, _ tense: Tense = .present, _ polarity: Polarity = .positive) -> Clause {
        var c = Clause(s, etre, tense, polarity)
        c.tail = words
        return c
    }

    func agreed(_ a: Adjective, _ s: NounPhrase) -> Phrase { Phrase([a.en], [a.agreeing(s.gender, s.number)]) }

    func degree() -> Phrase { chance.any(phrases("very | très\nvery | très\ntoo | trop\nso | si")) }

    /// A state, an action or an event of the subject in any tense.
    func anything(_ s: NounPhrase, _ tense: Tense, _ p: Polarity = .positive) -> Clause? {
        clause(tense, p, subject: s, plain: true) { v in
            !v.has("of") && v.base != "die" && (v.subjects.isEmpty || v.subjects.contains("*")
                || (s.noun.map { $0.isAny(v.subjects) } ?? v.subjects.contains("person")))
        }
    }

    /// `behind the old mill`, `in the miller's garden`, `under my bed`.
    func somewhere() -> Phrase {
        let prepositions: [(Phrase, [String])] = [
            (Phrase("in", "dans"), ["house", "barn", "mill", "village", "town", "garden", "field", "meadow", "forest", "valley", "cave",
                                    "river", "lake", "pond", "stream", "marsh", "tree", "oak", "hole"]),
            (Phrase("on", "sur"), ["table", "chair", "bed", "wall", "road", "bridge", "hill", "mountain", "rock", "branch"]),
            (Phrase("under", "sous"), ["tree", "oak", "table", "chair", "bed", "bridge"]),
            (Phrase("behind", "derrière"), ["house", "barn", "mill", "wall", "tree", "door", "hill", "rock", "oak"]),
            (Phrase("near", "près de"), ["house", "barn", "mill", "farm", "village", "town", "forest", "river", "stream", "lake", "pond",
                                         "sea", "hill", "mountain", "road", "bridge", "cave", "wall", "tree", "door", "marsh", "shore"]),
            (Phrase("in front of", "devant"), ["house", "barn", "mill", "cave", "door"]),
        ]
        let (preposition, names) = chance.any(prepositions)
        let n = named(chance.any(names))
        let own = n.isAny(["building", "furniture", "garden", "farm", "village", "field"])
        let number: Number = !n.isMass && chance.oneIn(6) ? .many : .one
        let adjective = chance.oneIn(4) ? self.adjective(for: n) { $0.attributive } : nil
        if own && !n.isAny(["village"]) && chance.oneIn(6) {
            return preposition + possessed(nounPhrase(n, .the), by: nounPhrase(noun(["person"]), .the)).words
        }
        return preposition + nounPhrase(n, weighted([(8, .the), (n.isMass || number == .many ? 0 : 3, .a), (1, .this), (1, n.isMass ? .the : .that),
                                                     (own ? 3 : 0, mineOrYours())]), number, adjective).words
    }

    func when(_ tense: Tense) -> Phrase {
        let lists: [String]
        switch tense {
        case .past: lists = ["yesterday | hier", "last night | la nuit dernière", "last summer | le été dernier", "this morning | ce matin",
                             "last week | la semaine dernière", "yesterday evening | hier soir", "yesterday morning | hier matin"]
        case .wasDoing, .state: lists = ["yesterday | hier", "last night | la nuit dernière", "this morning | ce matin", "last summer | le été dernier",
                                         "last winter | le hiver dernier", "last week | la semaine dernière"]
        case .future, .near: lists = ["tomorrow | demain", "tomorrow morning | demain matin", "tomorrow evening | demain soir", "soon | bientôt",
                                      "this evening | ce soir", "next week | la semaine prochaine", "next summer | le été prochain"]
        case .progressive: lists = ["now | maintenant", "today | aujourd'hui", "this morning | ce matin", "this evening | ce soir"]
        default: lists = ["every day | chaque jour", "every morning | chaque matin", "in winter | en hiver", "in summer | en été", "in autumn | en automne",
                          "in spring | au printemps", "at night | la nuit", "in the morning | le matin", "in the evening | le soir"]
        }
        return phrases(chance.any(lists))[0]
    }

    /// It is cold today; it is raining; the moon is white; the stars were shining.
    func weather() -> Phrase? {
        let tense: Tense = weighted([(5, .present), (2, .state), (2, .future)])
        let it = pronoun("it")
        let p: Polarity = chance.oneIn(4) ? .not : .positive
        let at = chance.oneIn(2) ? (tense == .present && chance.oneIn(2) ? when(.progressive) : when(tense)) : chance.oneIn(3) ? somewhere() : .none
        switch chance.below(5) {
        case 0, 1:
            let what = chance.any(phrases("cold | froid\nhot | chaud\nwarm | chaud\ndark | noir\ncold | froid"))
            let d = p == .positive && chance.oneIn(3) ? degree() : .none
            let v = makeVerb("be is was been being | | faire fais fais fait faisons font fait fer | | | | | state", id: -1)
            var c = Clause(it, v, tense, p)
            c.tail = d + what + at
            return chance.oneIn(6) && p == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
        case 2 where chance.oneIn(3):
            let word = chance.any(phrases("late | tard\nlate | tard\nearly | tôt"))
            let s = pronoun("I")
            var c = being(it, (p == .positive && chance.oneIn(2) ? degree() : .none) + word, tense == .future ? .present : tense, p)
            if c.tail.en[0] == "too", let inner = anything(s, .want), !inner.verb.reflexive, !inner.verb.isState {
                c.tail = c.tail + Phrase(["to", inner.verb.base], ["pour", inner.verb.infinitive]) + inner.afterVerb
            }
            return sentence(c.statement)
        case 2:
            let v = chance.any([makeVerb("rain rains rained rained raining | | pleuvoir - - pleut pleuvons - plu pleuvr | | | | | ", id: -1),
                                makeVerb("snow snows snowed snowed snowing | | neiger | | | | | ", id: -1)])
            let doing: Tense = weighted([(3, .progressive), (2, .wasDoing), (2, .future), (1, .past), (1, .present)])
            var c = Clause(it, v, doing, p)
            c.tail = chance.oneIn(2) ? when(doing) : chance.oneIn(3) ? somewhere() : .none
            return chance.oneIn(5) ? sentence(c.yesNo, "?") : sentence(c.statement)
        default:
            let tales: [(String, [String], [String])] = [
                ("sun", ["hot", "beautiful", "red", "yellow", "round"], ["shine"]), ("moon", ["white", "round", "beautiful", "full", "yellow"], ["shine"]),
                ("sky", ["blue", "grey", "black", "clear", "dark"], []), ("wind", ["cold", "strong", "hot", "warm"], []),
                ("rain", ["cold", "warm"], ["fall"]), ("snow", ["white", "cold", "beautiful", "deep", "soft"], ["fall"]),
                ("star", ["beautiful", "white", "little"], ["shine"]), ("cloud", ["white", "black", "grey", "big"], []),
                ("leaf", ["green", "yellow", "red", "dry", "dead"], ["fall"]), ("oak", ["old", "big", "tall", "strong", "dead"], ["fall"]),
                ("tree", ["old", "big", "tall", "dead", "green"], ["fall"]), ("flower", ["red", "beautiful", "white", "yellow"], []),
                ("water", ["cold", "deep", "calm", "clear", "hot"], []), ("grass", ["green", "dry", "wet", "tall"], []),
                ("branch", ["long", "dead", "dry", "broken"], ["fall"]), ("reed", ["long", "green", "weak", "dry"], []),
            ]
            let (name, qualities, verbs) = chance.any(tales)
            let n = named(name)
            let s = nounPhrase(n, .the, !n.isMass && ["star", "cloud", "leaf", "flower", "branch", "reed", "tree"].contains(name) && !chance.oneIn(4) ? .many : .one)
            if let verb = verbs.first, chance.oneIn(2) {
                let v = verb == "fall" ? lexical("tomber") : makeVerb("shine shines shone shone shining | | briller | | | | | ", id: -1)
                let doing: Tense = weighted([(3, .progressive), (2, .wasDoing), (1, .future), (2, .past)])
                var c = Clause(s, v, doing, p)
                c.tail = chance.oneIn(2) ? when(doing) : chance.oneIn(2) ? somewhere() : .none
                return sentence(c.statement)
            }
            let a = qualities.compactMap { q in adjectives.first { $0.en == q } }
            if a.isEmpty { return nil }
            let q = chance.any(a)
            if chance.oneIn(4) && s.number == .one {
                let seen = nounPhrase(n, .the, s.number, q)
                var c = Clause(anyone(), lexical(chance.any(["voir", "regarder"])), chance.any([.past, .present]))
                c.object = seen.words
                return sentence(c.statement)
            }
            let d = p == .positive && !["dead", "full", "broken", "round"].contains(q.en) && chance.oneIn(3) ? degree() : .none
            let c = being(s, d + agreed(q, s) + (chance.oneIn(3) ? when(tense) : .none), tense, p)
            return chance.oneIn(6) && p == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
        }
    }

    /// The crow was ashamed and sad; he is slow but very patient.
    func states() -> Phrase? {
        let thing = chance.oneIn(3)
        let s = thing ? someone(["warmfood", "drink", "waters", "sea", "clothes", "building", "wideplace", "thing"]) : anyone()
        let tense: Tense = weighted([(3, .present), (2, .state)])
        guard let b = quality(s, tense), b.tail.en != ["dead"], let a = !thing && chance.oneIn(2) ? feeling(s, tense) : quality(s, tense) else { return nil }
        if a.tail.en == ["dead"] || a.verb.has("need") { return nil }
        let link = chance.any(phrases("and | et\nbut | mais"))
        let d = chance.oneIn(3) ? Phrase("very", "très") : .none
        if a.verb.infinitive == "être" {
            if a.tail.en == b.tail.en || Composer.opposites.contains(where: { $0.contains(a.tail.en[0]) && $0.contains(b.tail.en[0]) }) { return nil }
            return sentence(a.statement + link + d + b.tail)
        }
        // French says the verb again where it changes.
        if chance.oneIn(2) {
            let f = Phrase(a.verb.enTail + a.englishRestAfterTail, Array(a.frenchPredicate()))
            return sentence(Phrase(b.english(), b.french()) + Phrase(link.en + f.en, link.fr + f.fr))
        }
        return sentence(a.statement + Phrase(link.en + d.en + b.tail.en, link.fr + [etreForm(s, tense)] + d.fr + b.tail.fr))
    }

    private func etreForm(_ s: NounPhrase, _ tense: Tense) -> String {
        tense == .state ? etre.imperfect(s.person) : etre.present[s.person.rawValue]
    }

    /// I do not know what she wants, where the wolf sleeps, why he is sad.
    func embedded() -> Phrase? {
        let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
        let negative = chance.oneIn(2)
        let head = Clause(s, savoir, .present, negative ? .not : .positive)
        let t: Tense = weighted([(3, .present), (2, .progressive), (3, .past), (1, .future), (1, .want)])
        let who2 = someone(["person", "animal", "kin"], not: s.noun, pronouns: true, plain: true)
        let inner: Phrase
        switch chance.below(5) {
        case 0:
            let v = verb { v in ["manger", "boire", "vouloir", "chercher", "voir", "trouver", "acheter", "porter", "perdre", "entendre"].contains(v.infinitive)
                && allows(v, t) && !v.reflexive && (v.subjects.isEmpty || v.subjects.contains("*") || (who2.noun.map { $0.isAny(v.subjects) } ?? true)) }
            let c = Clause(who2, v, t)
            inner = Phrase(["what"] + c.english(), ["ce", "que"] + c.french())
        case 1:
            guard let c = anything(who2, t), c.object == nil else { return nil }
            inner = Phrase(["where"] + c.english(), ["où"] + c.french())
        case 2:
            guard let c = chance.oneIn(2) ? quality(who2, .present) : anything(who2, t) else { return nil }
            inner = Phrase(["why"] + c.english(), ["pourquoi"] + c.french())
        case 3:
            let c = being(someone(["*", "thing", "food"], pronouns: true, plain: true), .none)
            inner = Phrase(["where"] + c.english(), ["où"] + c.french())
        default:
            guard let c = anything(who, weighted([(1, .present), (3, .past)])) else { return nil }
            inner = c.statement
        }
        let words = Phrase(head.english() + inner.en, head.french() + inner.fr)
        if chance.oneIn(4) && !negative {
            let ask = Clause(pronoun("you"), savoir, .present)
            return sentence(Phrase(ask.englishQuestion() + inner.en, ask.frenchInverted() + inner.fr), "?")
        }
        return sentence(words)
    }

    /// I think the hare is lazy; he thought that you were ill.
    func thinking() -> Phrase? {
        let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
        let past = chance.oneIn(3)
        let v = chance.any(past ? [penser, dire, croire] : [penser, savoir, croire, dire, penser])
        let head = Clause(s, v, past ? .past : .present)
        let other = someone(["person", "animal", "kin", "thing"], not: s.noun, pronouns: true, plain: true)
        let inner: Clause?
        switch chance.below(5) {
        case 4:
            if other.person == .je || other.person == .tu && chance.oneIn(2) || other.number == .many || !(other.noun?.animate ?? true) { return nil }
            inner = being(other, Phrase("my friend", other.gender == .f ? "mon amie" : "mon ami"), past ? .state : .present, chance.oneIn(4) ? .not : .positive)
        case 0, 1: inner = quality(other, past ? .state : .present, chance.oneIn(4) ? .not : .positive)
        case 2: inner = other.noun?.animate ?? true ? feeling(other, past ? .state : .present) : nil
        default: inner = other.noun?.animate ?? true ? anything(other, past ? .pluperfect : chance.any([.future, .past, .want])) : nil
        }
        guard let c = inner else { return nil }
        return sentence(Phrase(head.english() + (chance.oneIn(2) ? ["that"] : []) + c.english(), head.french() + ["que"] + c.french()))
    }

    /// My father is a farmer; she is a good friend; the lion is the king of the forest.
    func roles() -> Phrase? {
        let tense: Tense = chance.oneIn(4) ? .state : .present
        let p: Polarity = chance.oneIn(4) ? .not : .positive
        switch chance.below(4) {
        case 0:
            let n = noun(["person"])
            let s = chance.oneIn(2) ? pronoun(n.gender == .f ? chance.any(["she", "I", "you"]) : chance.any(["he", "I", "you"]))
                : nounPhrase(noun(n.gender == .f ? ["mother", "sister", "woman", "girl"] : ["father", "brother", "man", "boy", "son", "neighbour"]), .the)
            let owned = s.noun.map { $0.isAny(["kin"]) ? nounPhrase($0, mineOrYours()) : s } ?? s
            let c = being(owned, Phrase(["a", n.en], [n.fr]), tense, p)
            return chance.oneIn(4) && p == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
        case 1:
            let n = noun(["animal", "person"])
            guard let a = adjective(for: n, where: { $0.attributive }) else { return nil }
            let it = nounPhrase(n, .a, .one, a).words
            if chance.oneIn(2) {
                let they = n.isAny(["person"]) ? (n.gender == .f ? "she" : "he") : "it"
                let neg = p == .not
                return sentence(Phrase([they, tense == .state ? "was" : "is"] + (neg ? ["not"] : []),
                                       neg ? ["ce", "ne", tense == .state ? "était" : "est", "pas"] : tense == .state ? ["ce", "était"] : ["ce", "est"]) + it)
            }
            return sentence(being(nounPhrase(n, .this), it, tense, p).statement)
        case 2:
            let friend = weighted([(3, "friend"), (1, "neighbour"), (1, "cousin")])
            let s = someone(["person", "animal"], pronouns: true, plain: true)
            let n = named(friend)
            let forms = (friend == "friend" ? ["ami", "amie"] : friend == "neighbour" ? ["voisin", "voisine"] : ["cousin", "cousine"]).map { $0 + (s.number == .many ? "s" : "") }
            let fr = forms[s.gender == .f ? 1 : 0]
            let en = s.number == .many ? n.enMany : n.en
            let owner = weighted([(2, 0), (1, 1), (1, 2)])
            let vocal = soundsVowel(fr)
            let my = s.number == .many ? [["mes"], ["tes"], ["nos"]][owner] : [[s.gender == .f && !vocal ? "ma" : "mon"], [s.gender == .f && !vocal ? "ta" : "ton"], ["notre"]][owner]
            if s.person == .je || s.person == .tu { return nil }
            if s.number == .many && chance.oneIn(2) { return sentence(being(s, Phrase([en], [fr]), tense, p).statement) }
            if s.number == .one && chance.oneIn(2) {
                let a = adjective(chance.any(["good", "old", "bad", "kind"]))
                let adjectival = s.gender == .f ? a.f : vocal ? a.mVowel : a.m
                let words = Phrase(["a", a.en, en], [s.gender == .f ? "une" : "un", adjectival, fr])
                if !s.pronoun { return sentence(being(s, words, tense, p).statement) }
                return sentence(Phrase(being(s, words, tense).english(), ["ce", tense == .state ? "était" : "est"] + words.fr))
            }
            return sentence(being(s, Phrase([["my", "your", "our"][owner], en], my + [fr]), tense, p).statement)
        default:
            let title = chance.any(phrases("the king of the forest | le roi de la forêt\nthe king of the animals | le roi de les animaux\nthe king of the birds | le roi de les oiseaux\nthe master of the house | le maître de la maison\nthe judge of the village | le juge de le village\nthe doctor of the king | le médecin de le roi\nthe miller 's son | le fils de le meunier\nthe king 's brother | le frère de le roi\nthe friend of the fox | le ami de le renard"))
            let s = someone(["person", "animal"], pronouns: true, plain: true)
            return s.number == .many ? nil : sentence(being(s, title, tense, p).statement)
        }
    }

    /// A bottle of milk, all the mice, more bread, a little wheat, no bread, two hens and a goose.
    func amounts() -> NounPhrase {
        let vessels = [
            ("bottle", ["milk", "wine", "water"], []), ("sack", ["wheat", "straw", "hay", "gold", "wool", "salt"], ["apple", "stone", "bone", "feather"]),
            ("basket", ["bread", "fish", "cheese"], ["apple", "grapes", "egg", "flower", "chestnuts"]), ("jar", ["water", "milk", "honey", "wine"], []),
            ("pail", ["water", "milk"], []), ("plate", ["soup", "meat", "beans"], []), ("piece", ["bread", "cheese", "meat", "wood"], []),
        ]
        func of(_ name: String) -> (String, String) {
            let n = named(name)
            return n.isMass ? (n.en, n.fr) : (n.enMany, n.frMany)
        }
        switch chance.below(8) {
        case 0, 1:
            let (en, mass, single) = chance.any(vessels)
            let content = of(chance.any(mass + single))
            let vessel = named(en)
            let number: Number = chance.oneIn(4) ? .many : .one
            let adjective = en != "piece" && chance.oneIn(4) ? self.adjective(for: vessel) { $0.attributive && !["empty", "broken", "silver", "golden"].contains($0.en) } : en == "piece" && chance.oneIn(3) ? self.adjective("big") : nil
            let head = nounPhrase(vessel, number == .many ? count(vessel) : chance.oneIn(3) ? .the : .a, number, adjective)
            var whole = head
            whole.words = head.words + Phrase(["of", content.0], ["de", content.1])
            return whole
        case 2, 7:
            let n = noun(["animal", "person", "thing", "food", "drink"])
            let number: Number = n.isMass ? .one : .many
            var whole = nounPhrase(n, chance.oneIn(4) ? mineOrYours() : .the, number)
            let all = number == .many ? (n.gender == .f ? "toutes" : "tous") : n.gender == .f ? "toute" : "tout"
            whole.words = Phrase(["all"], [all]) + whole.words
            return whole
        case 3:
            let n = noun(["food", "drink", "stuff"])
            let (en, fr) = n.isMass ? (n.en, n.fr) : (n.enMany, n.frMany)
            let amount = chance.any(phrases(n.isMass ? "more | plus de\na little | un peu de\ntoo much | trop de\na lot of | beaucoup de\nmuch | beaucoup de" : "more | plus de\nmany | beaucoup de\ntoo many | trop de\na lot of | beaucoup de"))
            return NounPhrase(words: amount + Phrase([en], [fr]), gender: n.gender, number: n.isMass ? .one : .many, person: n.isMass ? .il : .ils, noun: n)
        case 4:
            let n = noun(["food", "drink"])
            guard let a = adjective(for: n, where: { $0.attributive }) else { return nounPhrase(n, .some, n.isMass ? .one : .many) }
            var whole = nounPhrase(n, .some, n.isMass || n.isPlural ? .one : .many, a)
            whole.words.en.insert("some", at: 0)
            return whole
        default:
            let a = noun(["thing", "food", "tame"]), b = noun(["thing", "food", "tame"], not: a)
            func one(_ n: Noun) -> Phrase {
                if n.isMass || n.isPlural { return nounPhrase(n, .some).words }
                return chance.oneIn(4) ? nounPhrase(n, count(n), .many).words : nounPhrase(n, chance.oneIn(3) ? .the : .a).words
            }
            let c = noun(["thing", "food", "tame"], not: b)
            let three = chance.oneIn(4) && c.id != a.id
            return NounPhrase(words: one(a) + (three ? Phrase([","], [","]) + one(c) : .none) + Phrase("and", "et") + one(b), gender: .m, number: .many, person: .ils, noun: nil)
        }
    }

    func quantities() -> Phrase? {
        if chance.oneIn(3) {
            let n = noun(["animal", "person"])
            var all = nounPhrase(n, chance.oneIn(5) ? .this : .the, .many)
            all.words = Phrase(["all"], [n.gender == .f ? "toutes" : "tous"]) + all.words
            let t: Tense = weighted([(3, .present), (2, .past), (1, .future)])
            guard let c = weighted([(2, 0), (1, 1)]) == 0 ? anything(all, t) : chance.oneIn(2) ? quality(all, .present) : feeling(all, .present) else { return nil }
            return chance.oneIn(4) ? sentence(c.yesNo, "?") : sentence(c.statement)
        }
        let things = amounts()
        let foods = things.noun?.isAny(["food", "drink"]) ?? false
        let names = foods ? ["acheter", "apporter", "vouloir", "donner", "vendre", "manger", "trouver", "avoir", "prendre"] : ["acheter", "apporter", "vouloir", "vendre", "trouver", "avoir", "prendre", "voir", "porter", "perdre"]
        if things.noun?.animate == true {
            var c = Clause(someone(["person", "animal"], not: things.noun, pronouns: true, plain: true), lexical(chance.any(["voir", "entendre", "aimer", "aider", "regarder"])), chance.any([.past, .future, .present]))
            if c.verb.infinitive == "aimer" { c.tense = .present }
            c.object = things.words
            return sentence(c.statement)
        }
        let v = verb { names.contains($0.infinitive) && !$0.reflexive && !$0.has("idiom") && $0.base != "need" && $0.base != "wear" }
        let t: Tense = v.isState ? chance.any([.present, .present, .state]) : weighted([(3, .past), (2, .future), (2, .want), (1, .perfect), (1, .near), (1, .must)])
        let s = v.has("eats") || v.subjects.contains("person") || v.subjects.contains("*") ? someone(["person", "kin"], pronouns: true, plain: true) : anyone()
        if v.infinitive == "manger" && !(things.noun?.isAny(["food"]) ?? false) { return nil }
        var c = Clause(s, v, t)
        c.object = things.words
        if v.has("give") && chance.oneIn(2) {
            let clitic = chance.any(dativeClitics)
            if clash(s, clitic) || clitic.en == "her" && isBare(things.words) { return nil }
            c.dativeClitic = clitic
        }
        if v.has("give") && c.dativeClitic == nil && v.infinitive == "donner" { return nil }
        return chance.oneIn(6) ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// No bread, no friends, never any wine, nothing to eat.
    func lacks() -> Phrase? {
        let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
        let animal = s.noun?.isAny(["animal"]) ?? false
        switch chance.below(5) {
        case 0:
            let n = noun(["animal", "person", "thing", "food", "drink"])
            let was = chance.oneIn(4)
            let many = !n.isMass
            return sentence(Phrase(["there", many ? (was ? "were" : "are") : was ? "was" : "is", "no", n.isMass ? n.en : n.enMany],
                                   ["il", "ne", "y", was ? "avait" : "a", "pas", "de", n.isMass ? n.fr : n.frMany]) + (n.animate ? place() : spot(n)))
        case 1:
            let n = noun(animal ? ["food"] : ["food", "drink", "clothes", "tool", "money", "friend", "brother", "tame"])
            let t: Tense = chance.any([.present, .present, .state, .future])
            var c = Clause(s, avoir, t, .not)
            let many = n.isPlural || !n.isMass
            c.object = Phrase([many ? n.enMany : n.en], ["de", many ? n.frMany : n.fr])
            let verb = t == .future ? ["will", "have"] : t == .state ? ["had"] : [avoir.third == "has" && (s.number == .many || s.person == .je || s.person == .tu) ? "have" : "has"]
            return sentence(Phrase(s.words.en + verb + ["no"] + c.object!.en, c.french()))
        case 2:
            let v = verb { ["manger", "boire", "acheter", "vendre", "apporter", "vouloir", "prêter"].contains($0.infinitive) && !$0.reflexive }
            let n = noun(v.has("drinks") ? ["drink"] : ["food", "money"])
            if v.has("eats") && !n.isAny(["food"]) || animal && !v.has("eats") && !v.has("drinks") { return nil }
            let p: Polarity = chance.any([.never, .not, .never, .noLonger])
            var c = Clause(s, v, v.isState || p != .not ? .present : chance.any([.present, .past, .future]), p)
            if v.isState && p == .never { return nil }
            let one: Number = n.isMass || n.isPlural ? .one : .many
            var o = nounPhrase(n, .ofNone, one).words
            if p == .never || chance.oneIn(3) { o.en.removeFirst() }
            c.object = o
            if p == .never && chance.oneIn(3) { c.tail = when(.present) }
            return sentence(c.statement)
        case 3:
            let (en, fr) = chance.any([("eat", "manger"), ("drink", "boire"), ("do", "faire"), ("say", "dire"), ("give", "donner"), ("sell", "vendre"), ("wear", "porter")])
            let t: Tense = chance.any([.present, .present, .state])
            var c = Clause(s, avoir, t, .nothing)
            c.tail = Phrase(["to", en], ["à", fr])
            if chance.oneIn(3) {
                c.polarity = .positive
                c.tail = Phrase(["something", "to", en], ["quelque", "chose", "à", fr])
            }
            return sentence(c.statement)
        default:
            guard let c = anything(s, chance.any([.past, .present, .near])), c.object == nil || c.verb.infinitive == "partir" else { return nil }
            let n = noun(["money", "rope", "stick", "knife", "hat", "coat", "friend", "donkey", "dog", "basket", "axe", "food", "drink"])
            let owner = own(s)
            let with = chance.oneIn(2)
            let named = with ? nounPhrase(n, n.isMass || n.isPlural ? .some : n.isAny(["kin"]) || chance.oneIn(2) ? owner : .a)
                : n.isMass || n.isPlural ? NounPhrase(words: Phrase([n.isMass ? n.en : n.enMany], [n.isMass ? n.fr : n.frMany]), gender: .m, number: .one, person: .il, noun: n) : nounPhrase(n, owner)
            return sentence(c.statement + Phrase(with ? "with" : "without", with ? "avec" : "sans") + named.words)
        }
    }

    /// A new blue dress.
    func twoAdjectives() -> Phrase? {
        let pre = adjectives.filter { $0.before && $0.attributive }
        let a = chance.any(pre)
        let fitting = nouns.filter { a.fits($0) && !$0.isAny(["body"]) }
        if fitting.isEmpty { return nil }
        let n = chance.any(fitting)
        guard let b = self.adjective(for: n, where: { q in
            q.attributive && !q.before && !Composer.opposites.contains { $0.contains(a.en) && $0.contains(q.en) } }) else { return nil }
        let number: Number = !n.isMass && chance.oneIn(4) ? .many : .one
        var o = nounPhrase(n, n.isAny(["kin"]) ? mineOrYours() : weighted([(3, n.isMass || number == .many ? .the : .a), (3, .the), (1, .this), (n.isAny(["clothes", "tame", "tool"]) ? 2 : 0, mineOrYours())]), number, a)
        o.words.en.insert(b.en, at: o.words.en.count - 1)
        o.words.fr.append(b.agreeing(o.gender, o.number))
        if n.animate && chance.oneIn(2) || chance.oneIn(4) {
            return n.animate ? anything(o, chance.any([.past, .present, .future])).map { sentence($0.statement) }
                : quality(o).flatMap { $0.tail.en[0] == a.en ? nil : sentence($0.statement) }
        }
        let v = n.animate ? ["see", "meet", "help", "know"] : n.isAny(["thing"]) ? ["have", "want", "buy", "sell", "lose", "see", "find"] : ["see", "find"]
        let w = verb { v.contains($0.base) && !$0.has("idiom") && !$0.isCopula }
        var c = Clause(someone(["person", "kin"], not: n, pronouns: true, plain: true), w, w.isState ? .present : chance.any([.past, .past, .future]))
        c.object = o.words
        return sentence(c.statement)
    }

    /// Runs very fast, arrived too late, sings loudly, works alone, is still sleeping, came here again.
    func adverbs() -> Phrase? {
        let adverbs: [(String, String, [String], Bool)] = [
            ("fast", "vite", ["run", "swim", "fly", "walk", "eat", "work"], true), ("quickly", "vite", ["run", "swim", "fly", "walk", "eat", "leave", "drink", "come", "work"], true),
            ("slowly", "lentement", ["walk", "eat", "swim", "drink", "work"], true), ("loudly", "fort", ["sing", "laugh", "shout", "speak", "bark", "weep"], true),
            ("gently", "doucement", ["speak", "sing"], true), ("well", "bien", ["sing", "dance", "sleep", "swim", "work"], true), ("badly", "mal", ["sing", "dance", "sleep", "swim"], true),
            ("early", "tôt", ["get", "arrive", "leave", "wake", "come"], true), ("late", "tard", ["get", "arrive", "sleep", "wake", "come", "work"], true),
            ("first", "le premier", ["arrive", "leave", "get", "run"], false), ("alone", "seul", ["live", "eat", "work", "walk", "stay", "leave", "sleep"], false),
            ("together", "ensemble", ["sing", "dance", "eat", "work", "walk", "play", "live", "laugh"], false), ("here", "ici", ["live", "sleep", "work", "stay", "come", "eat", "play", "rest"], false),
            ("again", "encore", ["sing", "laugh", "fall", "shout", "weep", "jump", "come"], false), ("high", "haut", ["fly", "jump"], true), ("a lot", "beaucoup", ["eat", "sleep", "work", "drink", "speak", "laugh"], false),
            ("too much", "trop", ["eat", "sleep", "drink", "speak", "work"], false), ("far", "loin", ["walk", "run", "live"], true), ("everywhere", "partout", ["look"], false),
        ]
        let (en, fr, bases, graded) = chance.any(adverbs)
        let v0 = verbs.filter { bases.contains($0.base) && ($0.objects.isEmpty || $0.has("eats") || $0.has("drinks")) && !$0.has("idiom") && !$0.has("self")
            && !["back", "away", "out", "home"].contains($0.enTail.first ?? "") && $0.infinitive != "réveiller" && $0.infinitive != "laver" }
        if v0.isEmpty { return nil }
        let v = use(chance.any(v0))
        let s: NounPhrase = chance.oneIn(2) && (v.subjects.isEmpty || v.subjects.contains("*") || v.subjects.contains("person")) ? anyPronoun() : subject(v, pronouns: false, plain: true)
        if en == "together" && s.number == .one { return nil }
        let t: Tense = weighted([(3, .present), (3, .past), (1, .future), (1, .can), (1, .want), (1, .wasDoing), (1, .must), (1, .progressive)])
        if [.can, .must, .want].contains(t) && ["fall", "weep", "laugh"].contains(v.base) || en == "first" && t == .present { return nil }
        let p: Polarity = chance.oneIn(4) ? .not : .positive
        var c = Clause(s, v, t, p)
        let d = graded && chance.oneIn(2) ? degree() : .none
        var word = [fr]
        if en == "first" { word = s.gender == .f ? ["la", s.number == .many ? "premières" : "première"] : ["le", "premier"]; if s.number == .many { return nil } }
        if en == "alone" { word = [adjective("alone").agreeing(s.gender, s.number)] }
        let adverb = d + Phrase(en.split(separator: " ").map(String.init), word)
        // Short adverbs stand before the participle.
        if t == .past && ["well", "badly", "a lot", "too much", "again"].contains(en) {
            c.middle = Phrase([], adverb.fr)
            c.tail = c.tail + Phrase(adverb.en, [])
        } else { c.tail = c.tail + adverb }
        if chance.oneIn(6) && p == .positive { return sentence(c.yesNo, "?") }
        return sentence(c.statement)
    }

    /// Is still sleeping; also wants a hat; has just one hen; is already here.
    func stillAlso() -> Phrase? {
        let s = anyone()
        if chance.oneIn(6) {
            guard let c = anything(s, chance.any([.present, .present, .past, .future]), .never) else { return nil }
            return sentence(c.statement)
        }
        if chance.oneIn(6) {
            guard var c = anything(s, chance.any([.past, .perfect, .future, .near])), !c.verb.isState else { return nil }
            c.middle = Phrase([], ["encore"])
            c.tail = c.tail + Phrase(["again"], [])
            return sentence(c.statement)
        }
        let (en, fr) = chance.any([("still", "encore"), ("also", "aussi"), ("often", "souvent"), ("always", "toujours"), ("sometimes", "parfois"), ("already", "déjà")])
        let t: Tense
        switch en {
        case "still": t = chance.any([.progressive, .present, .wasDoing])
        case "already": t = .perfect
        case "also": t = chance.any([.past, .present, .want])
        default: t = chance.any([.present, .past, .present])
        }
        if ["still", "also", "always"].contains(en) && chance.oneIn(2) {
            guard var c = chance.oneIn(3) ? feeling(s, .present) : quality(s, chance.any([.present, .state])), c.tail.en != ["dead"] else { return nil }
            c.middle = Phrase([en], [fr])
            return sentence(Phrase(c.englishWithMiddleAfterVerb, c.french()))
        }
        guard var c = anything(s, t) else { return nil }
        if en == "still" && !c.verb.isState && t == .present { return nil }
        c.middle = Phrase(en, fr)
        return sentence(Phrase(c.englishWithMiddleAfterVerb, c.french()))
    }

    /// Be patient; do not be afraid of the dog; let us go home; do not touch it, my friend!
    func commands() -> Phrase? {
        let mark = chance.oneIn(3) ? "!" : "."
        switch chance.below(6) {
        case 0:
            let a = adjective(chance.any(["patient", "kind", "brave", "clever", "ready", "calm", "good", "wise", "happy", "proud"]))
            let negative = a.en == "proud" || chance.oneIn(5)
            let bad = adjective(chance.any(["sad", "lazy", "jealous", "angry", "wicked", "proud", "stupid", "cruel", "vain"]))
            let d = chance.oneIn(4) ? degree() : .none
            return negative ? sentence(Phrase("do not be", "ne sois pas") + (d.en == ["too"] ? d : d.en == ["so"] ? d : .none) + Phrase([bad.en], [bad.m]), mark)
                : sentence(Phrase("be", "sois") + (d.en == ["very"] ? d : .none) + Phrase([a.en], [a.m]) + (chance.oneIn(3) ? Phrase("with", "avec") + someone(["person", "kin", "tame"], plain: true).words : .none), mark)
        case 1:
            let of = someone(["hunts", "thief", "hunter", "sea", "snake"], plain: true)
            return sentence(Phrase("do not be afraid", "ne aie pas peur") + (chance.oneIn(4) ? .none : Phrase("of", "de") + (chance.oneIn(6) ? Phrase("the dark", "le noir") : of.words)), mark)
        case 2:
            let v = verb { $0.has("imp") && !$0.isState && $0.preposition == nil && !$0.has("give") && !$0.has("eats") && !$0.has("drinks") && !$0.reflexive && !["look", "wait", "ask", "listen"].contains($0.base) }
            let people = v.objects.contains { ["*", "animate", "person", "animal", "kin", "hunts"].contains($0) }
            let list = people ? directClitics.filter { $0.en != "you" } : thingClitics
            let c = chance.any(list)
            if chance.oneIn(2) {
                var neg = Clause(pronoun("you"), v, .present, .not)
                neg.clitic = c
                return sentence(Phrase(["do", "not", v.base] + v.enTail + [c.en], neg.frenchImperative()) + vocative(), mark)
            }
            let strong = ["me": "moi", "te": "toi"][c.fr] ?? c.fr
            let form = v.present[1].hasSuffix("es") ? String(v.present[1].dropLast()) : v.present[1]
            return sentence(Phrase([v.base] + v.enTail + [c.en], [form + "-" + strong] + v.frTail) + (chance.oneIn(3) ? nowTimes[0] : vocative()), mark)
        case 3:
            let set = phrases("""
            let us go home | rentrons chez nous
            go home | rentre chez toi
            come here | viens ici
            come with me | viens avec moi
            come in | entre
            stay here | reste ici
            stay at home | reste à la maison
            sit down | assieds-toi
            stand up | lève-toi
            go away | va-t'en
            wait for us | attends-nous
            listen to me | écoute-moi
            look at us | regarde-nous
            stay with me | reste avec moi
            do not go out | ne sors pas
            do not weep | ne pleure pas
            do not laugh | ne ris pas
            let us eat | mangeons
            let us leave | partons
            let us run | courons
            let us hide | cachons-nous
            let us rest | reposons-nous
            let us hurry | dépêchons-nous
            let us stay here | restons ici
            let us go to the market | allons au marché
            """)
            let one = chance.any(set)
            let more = chance.any([Phrase.none, nowTimes[0], Phrase("tomorrow", "demain"), Phrase("this evening", "ce soir"), vocative(), vocative(), Phrase("before dinner", "avant le dîner")])
            if one.en.count + more.en.count < 3 { return nil }
            return sentence(one + more, mark)
        case 4:
            let food = amounts()
            let line = chance.any(phrases("give me | donne-moi\nbring me | apporte-moi\ngive us | donne-nous\nbring us | apporte-nous\ngive him | donne-lui\ngive them | donne-leur\nlend me | prête-moi\nshow me | montre-moi"))
            if food.noun?.animate == true || line.en[0] == "lend" && food.noun?.isAny(["food", "drink"]) == true { return nil }
            return sentence(line + food.words, mark)
        default:
            let n = noun(["clothes", "tool", "container", "money", "ring", "horse", "donkey"])
            let owner = weighted([(3, Determiner.of(en: "my", person: .je)), (1, .of(en: "our", person: .nous)), (1, .of(en: "his", person: .il)), (1, .the)])
            let o = nounPhrase(n, owner).words
            let to = chance.any(phrases("me | moi\nus | nous\nhim | lui\nthem | leur\nher | lui"))
            if to.en[0] == "her" && isBare(o) { return nil }
            switch chance.below(3) {
            case 0: return sentence(Phrase(["give", to.en[0], "back"] + o.en, ["rends-" + to.fr[0]] + o.fr), mark)
            case 1: return sentence(Phrase(["give", "back"] + o.en, ["rends"] + o.fr), mark)
            default:
                let rendre = makeVerb("give gives gave given giving | | rendre rends rends rend rendons rendent rendu rendr | | | | | ", id: -1)
                let s = anyone()
                var c = Clause(s, rendre, chance.any([.past, .future, .must, .want]), chance.oneIn(4) ? .not : .positive)
                c.object = Phrase(["back"] + nounPhrase(n, own(s)).words.en, nounPhrase(n, own(s)).words.fr)
                if chance.oneIn(2) { c.object = Phrase(["back"] + nounPhrase(n, .the).words.en, nounPhrase(n, .the).words.fr) }
                let clitic = chance.any(dativeClitics)
                if clash(s, clitic) { return nil }
                if chance.oneIn(2) { c.dativeClitic = clitic }
                return sentence(c.statement)
            }
        }
    }

    func vocative() -> Phrase {
        chance.any([.none, .none, Phrase(", my friend", ", mon ami"), Phrase(", little bird", ", petit oiseau"), Phrase(", my son", ", mon fils"), Phrase(", my child", ", mon enfant")])
    }

    /// If you are hungry, eat an apple; if it is cold tomorrow, we will stay at home; he was sleeping when I arrived; before dinner.
    func timeClauses() -> Phrase? {
        switch chance.below(6) {
        case 0:
            let felt = chance.oneIn(2) ? feeling(pronoun("you"), .present) : quality(pronoun("you"))
            guard let state = felt, state.verb.base != "need", !state.tail.en.contains("dead") else { return nil }
            let v = verb { v in v.has("imp") && !v.isState && v.preposition == nil && !v.has("give") }
            var c = Clause(pronoun("you"), v, .present)
            if transitive(v) {
                guard let o = object(v, c.subject, .positive, plain: true) else { return nil }
                c.object = o.words
            } else { c.tail = circumstance(v, c.subject) ?? .none }
            let more = chance.any(phrases("rest | repose-toi\nstay at home | reste à la maison\ncome with me | viens avec moi\nwait for me | attends-moi\ngo home | rentre chez toi\nhelp me | aide-moi"))
            let order = chance.oneIn(3) ? more : Phrase([v.base] + c.englishTail, c.frenchImperative())
            return sentence(Phrase("if", "si") + state.statement + Phrase([","], [","]) + order)
        case 1:
            let sky = chance.any(phrases("it is cold | il fait froid\nit is hot | il fait chaud\nit rains | il pleut\nit snows | il neige\nit is late | il est tard\nit is dark | il fait noir"))
            let s = anyone()
            let at: Phrase = sky.en.contains("late") || chance.oneIn(2) ? .none : Phrase("tomorrow", "demain")
            let home = Clause(s, lexical("rester"), .future)
            guard let c = chance.oneIn(3) ? Optional(home) : anything(s, .future, chance.oneIn(3) ? .not : .positive) else { return nil }
            var d = c
            if c.verb.infinitive == "rester" { d.tail = Phrase("at home", "à la maison") }
            let first = Phrase("if", "si") + sky + at
            return chance.oneIn(3) ? sentence(d.statement + first) : sentence(first + Phrase([","], [","]) + d.statement)
        case 2:
            let sky = chance.any(phrases("it is cold | il fait froid\nit is hot | il fait chaud\nit is raining | il pleut\nit is snowing | il neige\nit is late | il est tard\nit is dark | il fait noir\nit was cold | il faisait froid\nit was late | il était tard\nit was raining | il pleuvait"))
            let was = sky.en[1] == "was"
            let s = anyone()
            guard let c = anything(s, was ? .past : chance.any([.must, .want, .progressive, .must]), was || chance.oneIn(3) ? .not : .positive) else { return nil }
            return sentence(c.statement + Phrase("because", "parce que") + sky)
        case 3:
            let a = anyone()
            let b = someone(["person", "animal"], not: a.noun, pronouns: true, plain: true)
            guard let was = anything(a, .wasDoing), let event = anything(b, .past) else { return nil }
            if a.pronoun && b.pronoun && a.words.en == b.words.en { return nil }
            let first = chance.oneIn(3)
            return first ? sentence(Phrase("when", "quand") + event.statement + Phrase([","], [","]) + was.statement)
                : sentence(was.statement + Phrase("when", "quand") + event.statement)
        case 4:
            let s = anyone()
            let t: Tense = weighted([(2, .past), (2, .future), (1, .must), (1, .present), (1, .near)])
            guard let c = anything(s, t, chance.oneIn(4) ? .not : .positive) else { return nil }
            let bound = chance.any(phrases("before dinner | avant le dîner\nafter dinner | après le dîner\nbefore supper | avant le souper\nafter supper | après le souper\nbefore the winter | avant le hiver\nafter the rain | après la pluie\nbefore the evening | avant le soir\nafter the winter | après le hiver\nat night | la nuit\nat noon | à midi\nuntil the evening | jusqu'à le soir\nfor a long time | longtemps\nduring the night | pendant la nuit\nduring the day | pendant la journée"))
            return sentence(c.statement + (bound.fr.first == "jusqu'à" ? Phrase(bound.en, ["jusqu'au", "soir"]) : bound))
        default:
            let a = anyone(), b = someone(["person", "animal"], not: a.noun, pronouns: true, plain: true)
            guard let now = anything(a, chance.any([.present, .progressive])), let more = anything(b, .progressive), a.words.en != b.words.en else { return nil }
            let link = chance.any(phrases("when | quand\nwhile | pendant que\nbecause | parce que\nbecause | parce que\nbut | mais\nand | et"))
            return sentence(now.statement + (link.en == ["but"] ? Phrase([","], [","]) : .none) + link + more.statement)
        }
    }

    /// Likes to dance; began to sing; came to help; tries to open the door; wants to be king.
    func infinitives() -> Phrase? {
        let heads: [(Verb, String?, Bool)] = [
            (lexical("aimer", "like"), nil, true), (lexical("aimer", "love"), nil, true),
            (makeVerb("begin begins began begun beginning | | commencer commence commences commence commençons commencent commencé commencer | | | | | ", id: -1), "à", false),
            (makeVerb("try tries tried tried trying | | essayer essaie essaies essaie essayons essaient essayé essaier | | | | | ", id: -1), "de", false),
            (verbs.first { $0.infinitive == "venir" } ?? aller, nil, false), (makeVerb("learn learns learned learned learning | | apprendre apprends apprends apprend apprenons apprennent appris apprendr | | | | | ", id: -1), "à", false),
            (makeVerb("forget forgets forgot forgotten forgetting | | oublier | | | | | ", id: -1), "de", false),
        ]
        let s = anyone()
        if chance.oneIn(5) {
            // wants to be as big as the ox
            let t: Tense = chance.any([.want, .wanted])
            guard let q = quality(s), q.tail.en != ["dead"] else { return nil }
            var c = Clause(s, etre, t, chance.oneIn(4) ? .not : .positive)
            c.tail = q.tail
            if chance.oneIn(3) { c.tail = Phrase("as", "aussi") + q.tail + Phrase("as", "que") + someone(["animal", "person"], not: s.noun, plain: true).words }
            return sentence(c.statement)
        }
        let (head, link, state) = chance.any(heads)
        let t: Tense = state ? chance.any([.present, .present, .state]) : weighted([(2, .present), (3, .past), (1, .future), (1, .must)])
        guard let inner = anything(s, .want), inner.clitic == nil, !inner.verb.reflexive, !inner.verb.isState else { return nil }
        if inner.verb.infinitive == "venir" || inner.verb.infinitive == head.infinitive { return nil }
        var c = Clause(s, head, t, chance.oneIn(4) ? .not : .positive)
        c.tail = Phrase(["to", inner.verb.base], (link.map { [$0] } ?? []) + [inner.verb.infinitive]) + inner.afterVerb
        return chance.oneIn(6) && c.polarity == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// What is in the basket? Who is this man? How is your mother? Were you at the farm?
    func beQuestions() -> Phrase? {
        switch chance.below(7) {
        case 0:
            let was = chance.oneIn(4)
            let at = chance.oneIn(3) ? chance.any(spots) : somewhere()
            if chance.oneIn(2) { return sentence(Phrase(["what", was ? "was" : "is"], ["que", "y", was ? "avait-il" : "a-t-il"]) + at, "?") }
            return sentence(Phrase(["who", was ? "was" : "is"], ["qui", was ? "était" : "est"]) + at, "?")
        case 1:
            if chance.oneIn(3) {
                let s = anyPronoun()
                if s.person == .je { return nil }
                let c = Clause(s, etre, chance.oneIn(4) ? .state : .present)
                return sentence(Phrase(c.englishQuestion(["who"]), ["qui"] + c.frenchInverted()), "?")
            }
            let s = someone(["person", "animal", "kin"], plain: true)
            if s.words.en[0] == "a" { return nil }
            let c = Clause(s, etre, chance.oneIn(4) ? .state : .present)
            return sentence(Phrase(["who"] + c.englishQuestion().prefix(1) + s.words.en, ["qui", etreFor(c)] + s.words.fr), "?")
        case 2:
            let s = chance.oneIn(3) ? anyPronoun() : someone(["person", "kin", "animal"], plain: true)
            if s.words.en[0] == "a" || s.person == .je { return nil }
            let are = s.number == .many || s.person == .tu ? "are" : "is"
            let at = chance.oneIn(3) ? chance.any(phrases("today | aujourd'hui\nthis morning | ce matin\nthis evening | ce soir\nnow | maintenant")) : Phrase.none
            let va = aller.present[s.person.rawValue]
            return sentence(Phrase(["how", are] + s.words.en, s.pronoun ? ["comment", va + (s.person == .il ? "-t-" : "-") + s.frPronoun] : ["comment", va] + s.words.fr) + at, "?")
        case 3, 4:
            let s = chance.oneIn(2) ? anyPronoun() : someone(["*", "thing", "food"], plain: true)
            if s.words.en[0] == "a" { return nil }
            let thing = s.noun.map { !$0.animate } ?? false
            var c = Clause(s, etre, chance.oneIn(2) ? .state : .present, chance.oneIn(6) ? .not : .positive)
            c.tail = thing ? s.noun.map(spot)! : chance.oneIn(6) ? Phrase("at home", "à la maison") : chance.oneIn(5) ? Phrase("here", "ici") : place()
            if c.tense == .state && chance.oneIn(3) { c.tail = c.tail + when(.state) }
            return chance.oneIn(4) ? sentence(c.statement) : sentence(c.yesNo, "?")
        case 5:
            let n = noun(["thing", "tame", "kin", "food", "animal"])
            let owner = mineOrYours()
            let o = nounPhrase(n, n.isAny(["kin", "thing", "tame"]) ? owner : n.isMass || n.isPlural ? .some : .a).words
            if n.isPlural || !n.isMass && chance.oneIn(3) {
                let many = n.isPlural ? o : nounPhrase(n, n.isAny(["kin", "thing", "tame"]) ? owner : .some, .many).words
                if chance.oneIn(2) { return sentence(Phrase("are these", "est-ce que ce sont") + many, "?") }
                return sentence(Phrase("these are", "ce sont") + many)
            }
            if chance.oneIn(2) { return sentence(Phrase("is this", "est-ce") + o, "?") }
            let that = chance.oneIn(2) ? "that" : "this"
            let no = chance.oneIn(3) && n.isAny(["kin", "thing", "tame"])
            return sentence(Phrase([that, "is"] + (no ? ["not"] : []), no ? ["ce", "ne", "est", "pas"] : ["ce", "est"]) + o)
        default:
            let s = chance.oneIn(2) ? anyPronoun() : someone(["*"], plain: true)
            guard let c = chance.oneIn(2) ? quality(s, chance.oneIn(3) ? .state : .present, chance.oneIn(3) ? .not : .positive) : feeling(s, chance.oneIn(3) ? .state : .present, chance.oneIn(3) ? .not : .positive) else { return nil }
            if c.tail.en == ["dead"] { return nil }
            return chance.oneIn(2) ? sentence(c.question(Phrase("why", "pourquoi")), "?") : sentence(c.yesNo, "?")
        }
    }

    private func etreFor(_ c: Clause) -> String { etreForm(c.subject, c.tense) }

    /// The lion was caught by the hunter; the ring was stolen yesterday.
    func passives() -> Phrase? {
        let v = verb { ["catch", "kill", "save", "steal", "find", "break", "bite", "wash", "sell", "build", "cut", "help", "protect", "follow", "open", "close"].contains($0.base) && $0.preposition == nil && !$0.reflexive }
        let s0 = noun(v.objects.filter { $0 != "*" })
        let n: Number = !s0.isMass && chance.oneIn(4) ? .many : .one
        if s0.isAny(["kin"]) || s0.isMass && s0.isAny(["body"]) { return nil }
        let s = nounPhrase(s0, chance.oneIn(6) ? .this : .the, n)
        let by = subject(v, pronouns: false, plain: true)
        if by.noun?.id == s0.id || by.words.en[0] == "a" { return nil }
        let was: Tense = weighted([(4, .past), (1, .future)])
        let be = was == .future ? ["will", "be"] : [s.number == .many ? "were" : "was"]
        let a = was == .future ? [etre.future(s.person)] : [avoir.present[s.person.rawValue], "été"]
        let p = v.participle(s.gender, s.number)
        let agent = chance.oneIn(2) ? Phrase("by", "par") + by.words : .none
        let rest = agent.en.isEmpty ? (chance.oneIn(2) ? when(was) : v.base == "catch" ? Phrase("in a net", "dans un filet") : somewhere()) : .none
        return sentence(Phrase(s.words.en + be + [v.participle], s.words.fr + a + [p]) + agent + rest)
    }

    /// The king gave the servant a ring.
    func doubleObjects() -> Phrase? {
        let v = verb { $0.has("give") && $0.base != "sell" }
        let s = someone(["person", "kin"], pronouns: true, plain: true)
        let to = someone(["person", "kin", "tame"], not: s.noun, owner: s, plain: true)
        if to.words.en[0] == "a" { return nil }
        let t: Tense = weighted([(2, .present), (4, .past), (1, .future), (1, .near), (1, .want)])
        var c = Clause(s, v, t, chance.oneIn(6) ? .not : .positive)
        guard let o = object(v, s, c.polarity, plain: chance.oneIn(2)) else { return nil }
        c.object = Phrase(to.words.en + o.words.en, o.words.fr + ["à"] + to.words.fr)
        return chance.oneIn(6) ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// My brothers are older than my sister; he runs faster than me; I am as tall as you.
    func moreComparisons() -> Phrase? {
        let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
        guard let q = quality(s, .present), q.tail.en.count == 1, let a = adjectives.first(where: { $0.en == q.tail.en[0] && $0.predicative }),
              !["dead", "alone", "ready", "open", "closed", "broken", "full", "empty", "free"].contains(a.en) else { return nil }
        let than: Phrase
        if chance.oneIn(2) {
            than = chance.any(phrases("me | moi\nyou | toi\nhim | lui\nher | elle\nus | nous\nthem | eux"))
            if s.pronoun && ["I": ["me", "us"], "you": ["you"], "we": ["us", "me"]][s.enPronoun]?.contains(than.en[0]) == true { return nil }
        } else {
            let other = someone(["person", "kin", "animal"], not: s.noun, plain: true)
            if other.words.en[0] == "a" { return nil }
            than = other.words
        }
        let form = a.agreeing(s.gender, s.number)
        let t: Tense = chance.oneIn(4) ? .state : .present
        let p: Polarity = chance.oneIn(4) ? .not : .positive
        if chance.oneIn(6) {
            let able = verbs.filter { ["run", "walk", "swim", "fly", "sing", "work"].contains($0.base) && $0.objects.isEmpty && !$0.reflexive && ($0.subjects.contains("*") || (s.noun.map($0.subjectFits) ?? $0.subjects.contains("person"))) }
            if able.isEmpty { return nil }
            let v = use(chance.any(able))
            var c = Clause(s, v, chance.any([.present, .can, .past]))
            c.tail = chance.any(phrases(["sing", "work"].contains(v.base) ? "better than | mieux que\nas well as | aussi bien que" : "faster than | plus vite que\nas fast as | aussi vite que")) + than
            return sentence(c.statement)
        }
        let more = chance.oneIn(2) ? Phrase(a.more == "-" ? ["more", a.en, "than"] : [a.more, "than"], ["plus", form, "que"])
            : Phrase(["as", a.en, "as"], ["aussi", form, "que"])
        let c = being(s, more + than, t, p)
        return chance.oneIn(6) && p == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// It is heavy; they are on the table.
    func itThey() -> Phrase? {
        let it = chance.oneIn(3) ? pronoun("they") : pronoun("it")
        let n = noun(["thing", "food", "furniture", "building"])
        guard let a = adjective(for: n, where: { $0.predicative }) else { return nil }
        let t: Tense = weighted([(4, .present), (2, .state), (1, .future)])
        let p: Polarity = chance.oneIn(3) ? .not : .positive
        let d = p == .positive && !Composer.absolute.contains(a.en) && chance.oneIn(2) ? degree() : .none
        let c = being(it, chance.oneIn(3) ? chance.any(spots) : d + agreed(a, it), t, p)
        return chance.oneIn(5) ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// Any question in any tense: When will the merchant arrive? Why did he not help me?
    func questions() -> Phrase? {
        let s: NounPhrase = chance.oneIn(2) ? anyPronoun() : anyone()
        if s.words.en[0] == "a" { return nil }
        let t: Tense = weighted([(4, .present), (3, .progressive), (4, .past), (4, .future), (2, .near), (2, .want), (2, .can), (1, .must), (2, .wasDoing), (1, .perfect)])
        let word = weighted([(4, Phrase.none), (3, Phrase("why", "pourquoi")), (3, Phrase("when", "quand")), (2, Phrase("where", "où")), (1, Phrase("how", "comment"))])
        let p: Polarity = word.en == ["why"] && chance.oneIn(3) || word.en.isEmpty && chance.oneIn(6) ? .not : .positive
        guard var c = anything(s, t, p) else { return nil }
        if word.en == ["where"] && (c.verb.has("to") && t == .wasDoing) { return nil }
        if word.en == ["where"] || word.en == ["how"] { if !c.tail.en.isEmpty && c.verb.has("to") { c.tail = .none } }
        if ["how"].contains(word.en.first ?? "") && (c.verb.isState || c.object == nil) { return nil }
        if word.en == ["when"] && (c.verb.isState || t == .progressive || t == .present) { return nil }
        if word.en == ["where"] && c.verb.isState && c.verb.base != "live" { return nil }
        if chance.oneIn(3), c.object != nil, c.verb.preposition == nil, !c.verb.has("eats"), !c.verb.has("drinks"), c.verb.base != "have", c.verb.base != "want",
           c.verb.objects.contains(where: { ["*", "animate", "person", "kin"].contains($0) }) {
            let clitic = chance.any(directClitics)
            if clash(s, clitic) { return nil }
            c.object = nil
            c.clitic = clitic
        }
        if word.en.isEmpty && chance.oneIn(3) && [.past, .future, .near, .progressive].contains(t) { c.tail = c.tail + when(t) }
        return word.en.isEmpty ? sentence(c.yesNo, "?") : sentence(c.question(word), "?")
    }

    /// The men were waiting for us; the fox will not see me.
    func nounsWithPronouns() -> Phrase? {
        let t: Tense = weighted([(3, .present), (2, .progressive), (4, .wasDoing), (3, .past), (3, .future), (1, .near), (1, .can), (1, .want), (1, .perfect), (1, .pluperfect)])
        let v = verb { v in allows(v, t) && v.preposition == nil && !v.has("have") && !v.has("give") && !v.reflexive && !["buy", "sell", "like", "want", "wear"].contains(v.base)
            && v.objects.contains { ["*", "animate", "person", "kin"].contains($0) } }
        let s = chance.oneIn(3) ? anyPronoun() : subject(v, pronouns: false, plain: true)
        if s.pronoun && !forPeople(v) { return nil }
        let clitic = chance.any(directClitics)
        if clash(s, clitic) { return nil }
        var c = Clause(s, v, t, chance.oneIn(4) ? .not : .positive)
        c.clitic = clitic
        if chance.oneIn(3) { c.tail = chance.oneIn(2) ? somewhere() : when(t) } else if chance.oneIn(6) {
            let n = noun(["stick", "rope", "net", "money", "basket"])
            c.tail = Phrase("with", "avec") + nounPhrase(n, n.isMass ? .the : chance.any([.a, .this, own(s)])).words
        }
        return chance.oneIn(6) && s.words.en[0] != "a" ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// My hand is cold; she washes her hands; the heron has long legs and a long beak.
    func bodies() -> Phrase? {
        switch chance.below(4) {
        case 0:
            let n = noun(["animal"])
            let feathered = n.isAny(["bird", "winged"])
            let parts: [(String, [String])] = [("eyes", ["big", "little", "black", "yellow", "green", "beautiful"]), ("legs", ["long", "little", "short", "thin", "strong"])]
                + (feathered ? [("beak", ["long", "yellow", "big", "black", "little"]), ("wings", ["big", "beautiful", "white", "black"])]
                             : [("tail", ["long", "big", "beautiful", "little", "short"]), ("ears", ["long", "big", "little"]), ("teeth", ["white", "big", "little", "long"])])
            if n.isAny(["snake", "bee", "ant", "frog", "grasshopper", "tortoise"]) { return nil }
            func part() -> Phrase {
                let (name, qualities) = chance.any(parts)
                let b = named(name), a = adjective(chance.any(qualities))
                return nounPhrase(b, .a, .one, a).words
            }
            let number: Number = chance.oneIn(3) ? .many : .one
            var c = Clause(nounPhrase(n, chance.oneIn(4) ? .a : .the, number), avoir, chance.oneIn(4) ? .state : .present)
            if number == .many { return nil }
            let x = part(), y = part()
            c.object = chance.oneIn(2) && x.en.last != y.en.last ? x + Phrase("and", "et") + y : x
            return sentence(c.statement)
        case 1:
            let owner = chance.any(["my", "your", "his", "her"])
            let person: Person = ["my": .je, "your": .tu][owner] ?? .il
            let b = noun(["limb", "eyes"])
            let number: Number = b.isAny(["hand", "foot"]) && chance.oneIn(2) ? .many : .one
            let s = nounPhrase(b, .of(en: owner, person: person), number)
            let q: [String] = ["hand": ["cold", "hot", "dirty", "clean", "little"], "foot": ["cold", "big", "dirty", "wet", "little"], "head": ["big", "hot", "heavy", "little"],
                               "mouth": ["big", "dry", "little"], "nose": ["long", "red", "cold", "big"], "neck": ["long"], "voice": ["soft", "beautiful", "weak", "strong"], "heart": ["hard", "good"], "-": ["blue", "green", "black", "red", "beautiful"]][b.en] ?? ["big"]
            let a = adjective(chance.any(q))
            let d = chance.oneIn(3) ? Phrase("very", "très") : .none
            return sentence(being(s, d + agreed(a, s), chance.oneIn(4) ? .state : .present, chance.oneIn(4) ? .not : .positive).statement)
        case 2:
            let n = noun(["animal"])
            if n.isAny(["bee", "ant", "frog", "grasshopper", "tortoise", "snake"]) { return nil }
            let b = named(chance.any(n.isAny(["bird", "winged"]) ? ["beak", "wings", "feather", "eyes", "legs", "feet"].filter { $0 != "feet" } : ["tail", "ears", "teeth", "eyes", "legs", "head", "nose"]))
            let part = nounPhrase(b, .the, b.en == "feather" ? .many : .one)
            let owner = nounPhrase(n, .the)
            let whole = chance.oneIn(2) ? possessed(part, by: owner)
                : NounPhrase(words: part.words + Phrase("of", "de") + owner.words, gender: part.gender, number: part.number, person: part.person, noun: b)
            let a = adjective(chance.any(["long", "big", "little", "beautiful", "black", "white"].map { $0 == "little" ? "small" : $0 }))
            if chance.oneIn(3) {
                var c = Clause(someone(["person", "kin"], pronouns: true, plain: true), lexical(chance.any(["voir", "regarder", "toucher"])), chance.any([.past, .present]))
                c.object = whole.words
                return sentence(c.statement)
            }
            return sentence(being(whole, agreed(a, part), chance.oneIn(4) ? .state : .present, chance.oneIn(4) ? .not : .positive).statement)
        default:
            // Whose they are, French leaves to the pronoun: elle se lave les mains.
            let s = anyone()
            let (base, name) = chance.any([("wash", "hand"), ("wash", "foot"), ("wash", "hand"), ("close", "eyes"), ("open", "eyes"), ("open", "mouth"), ("close", "mouth")])
            if s.number == .many && name == "mouth" { return nil }
            let v = verbs.first { $0.base == base && $0.reflexive == (base == "wash") && !$0.has("state") }!
            let part = named(name)
            let many = part.isPlural || ["hand", "foot"].contains(name)
            var c = Clause(s, v, weighted([(3, .past), (2, .must), (2, .present), (1, .want), (1, .future), (1, .near)]), chance.oneIn(5) ? .not : .positive)
            c.object = Phrase(nounPhrase(part, own(s), many ? .many : .one).words.en, nounPhrase(part, .the, many ? .many : .one).words.fr)
            c.agreement = (.m, .one)
            c.tail = chance.oneIn(4) ? Phrase("before dinner", "avant le dîner") : chance.oneIn(4) ? when(c.tense) : .none
            if s.person == .tu && chance.oneIn(2) {
                return sentence(Phrase([base] + c.object!.en, (base == "wash" ? ["lave-toi"] : [base == "open" ? "ouvre" : "ferme"]) + c.object!.fr) + (chance.oneIn(2) ? c.tail : .none))
            }
            return sentence(c.statement)
        }
    }

    /// She left the basket in the barn; he put the bread on the table.
    func puttings() -> Phrase? {
        let v = chance.any([makeVerb("leave leaves left left leaving | | laisser | | | | | past", id: -1),
                            makeVerb("put puts put put putting | | mettre mets mets met mettons mettent mis mettr | | | | | ", id: -1),
                            makeVerb("put puts put put putting | | mettre mets mets met mettons mettent mis mettr | | | | | ", id: -1)])
        let s = someone(["person", "kin"], pronouns: true, plain: true)
        let n = noun(["thing", "food", "money", "wood", "tool", "container"])
        let number: Number = !n.isMass && chance.oneIn(5) ? .many : .one
        let it = chance.oneIn(5)
        let t: Tense = weighted([(4, .past), (2, .future), (1, .present), (1, .must), (1, .near), (1, .perfect), (1, .progressive)])
        var c = Clause(s, v, t, chance.oneIn(5) ? .not : .positive)
        if it { c.clitic = chance.any(thingClitics) } else { c.object = nounPhrase(n, chance.oneIn(3) ? own(s) : chance.oneIn(4) && number == .one && c.polarity == .positive ? (n.isMass ? .some : .a) : .the, number).words }
        if chance.oneIn(4) && !it { return sentence(c.question(Phrase("where", "où")), "?") }
        c.tail = chance.oneIn(2) ? chance.any(spots + foodSpots) : somewhere()
        if let o = c.object, c.tail.en.contains(o.en.last!) { return nil }
        if let o = c.object, c.polarity == .positive, chance.oneIn(5) { return sentence(Phrase("put", "mets") + o + c.tail) }
        return sentence(c.statement)
    }

    /// Who took my hat? Who has the miller's axe? What did your brother buy?
    func whoWhose() -> Phrase? {
        if chance.oneIn(3) {
            let v = verb { ["manger", "boire", "trouver", "voir", "acheter", "vendre", "porter", "apporter", "perdre", "cacher", "chercher", "entendre", "vouloir", "donner", "prendre", "regarder"].contains($0.infinitive) && !$0.reflexive && $0.base != "wear" }
            let t: Tense = weighted([(2, .present), (2, .progressive), (3, .past), (2, .future), (1, .near), (1, .want), (1, .can)])
            if !allows(v, t) && !(v.infinitive == "vouloir" && t == .present) { return nil }
            let s = v.subjects.contains("*") || v.subjects.isEmpty ? someone(["person", "kin", "animal"], plain: true) : subject(v, pronouns: false, plain: true)
            let c = Clause(chance.oneIn(2) ? anyPronoun() : s, v, t)
            if c.subject.words.en[0] == "a" { return nil }
            return sentence(c.objectQuestion("what"), "?")
        }
        let v = verb { v in ["voir", "trouver", "prendre", "voler", "perdre", "acheter", "vendre", "casser", "laver", "cacher", "toucher", "avoir", "vouloir", "aider", "suivre"].contains(v.infinitive) && !v.objects.isEmpty && !v.reflexive && !v.has("idiom") && !v.has("need") && v.preposition == nil }
        let n = noun(v.objects.contains("*") || v.objects.contains("animate") ? ["person", "kin", "tame"] : v.objects)
        let number: Number = !n.isMass && chance.oneIn(5) ? .many : .one
        let o: NounPhrase = chance.oneIn(3) && !n.isAny(["kin"]) ? possessed(nounPhrase(n, .the, number), by: nounPhrase(noun(["person"], not: n), .the))
            : nounPhrase(n, chance.oneIn(3) && !n.isAny(["kin"]) ? .the : weighted([(3, .of(en: "my", person: .je)), (3, .of(en: "your", person: .tu)), (1, .of(en: "our", person: .nous)), (1, .of(en: "his", person: .il))]), number)
        let t: Tense = v.isState ? .present : weighted([(4, .past), (2, .perfect), (1, .future), (1, .want)])
        var c = Clause(who, v, t)
        c.object = o.words
        return sentence(c.statement, "?")
    }

    /// Yesterday the fox saw a hen; in winter the ants are not hungry; in the barn there are two cows.
    func fronted() -> Phrase? {
        let t: Tense = weighted([(4, .past), (3, .present), (3, .future), (2, .state), (1, .progressive), (1, .wasDoing)])
        let s = anyone()
        let c: Clause?
        switch t {
        case .state: c = chance.oneIn(2) ? feeling(s, .state) : quality(s, .state)
        case .present where chance.oneIn(2): c = chance.oneIn(2) ? feeling(s, .present) : quality(s)
        default: c = anything(s, t, chance.oneIn(5) ? .not : .positive)
        }
        guard let clause = c, clause.tail.en != ["dead"] else { return nil }
        let first = chance.oneIn(6) ? Phrase("one day", "un jour") : when(t)
        if first.en[0] == "one" && ![.past, .state].contains(t) { return nil }
        let comma = chance.oneIn(3) ? Phrase([","], [","]) : .none
        return sentence(first + comma + clause.statement)
    }

    /// He dances with his sister; we work for the king; they speak of the queen.
    func withOthers() -> Phrase? {
        let s = anyone()
        let options: [(String, Phrase)] = [
            ("dance", Phrase("with", "avec")), ("sing", Phrase("with", "avec")), ("play", Phrase("with", "avec")), ("work", Phrase("with", "avec")), ("work", Phrase("for", "pour")), ("sing", Phrase("for", "pour")),
            ("dance", Phrase("for", "pour")), ("live", Phrase("with", "avec")), ("stay", Phrase("with", "avec")), ("speak", Phrase("with", "avec")), ("walk", Phrase("with", "avec")), ("eat", Phrase("with", "avec")), ("go", Phrase("with", "avec")), ("leave", Phrase("without", "sans")), ("come", Phrase("with", "avec")),
        ]
        let (base, link) = chance.any(options)
        let v0 = verbs.filter { $0.base == base && ($0.objects.isEmpty || $0.has("eats")) && !$0.has("idiom") && ($0.enTail.isEmpty || $0.has("to")) && $0.infinitive != "rentrer" }
        if v0.isEmpty { return nil }
        let v = use(chance.any(v0))
        let other = someone(["person", "kin", "animal"], not: s.noun, owner: s, plain: true)
        if !(v.subjects.isEmpty || v.subjects.contains("*") || (s.noun.map(v.subjectFits) ?? v.subjects.contains("person"))) { return nil }
        let t: Tense = weighted([(3, .present), (2, .progressive), (3, .past), (1, .future), (2, .want), (1, .can), (1, .wasDoing), (1, .wanted), (1, .must)])
        if v.infinitive == "vivre" && ![.present, .past].contains(t) { return nil }
        var c = Clause(s, v, v.infinitive == "vivre" && t == .past ? .state : t, chance.oneIn(5) ? .not : .positive)
        if v.infinitive == "aller" || v.infinitive == "venir" { c.tail = chance.any(goals) }
        c.tail = c.tail + link + other.words
        if chance.oneIn(4) && [.past, .future, .progressive].contains(t) { c.tail = c.tail + when(t) }
        return chance.oneIn(5) && c.polarity == .positive ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    /// At home, here, there: where one is and stays.
    func homes() -> Phrase? {
        let s = anyone()
        let at = chance.any(phrases("at home | à la maison\nat home | à la maison\nhere | ici\nthere | là\noutside | dehors\nin the sun | à le soleil\nin the rain | sous la pluie\nin the snow | dans la neige\nin the dark | dans le noir\nin the shade | à le ombre\nin town | en ville"))
        let v = weighted([(4, etre), (2, lexical("rester")), (1, lexical("travailler")), (1, lexical("dormir")), (1, lexical("jouer"))])
        if let n = s.noun, v.infinitive != "être", !v.subjectFits(n), !v.subjects.contains("*") { return nil }
        let t: Tense = v.infinitive == "être" ? weighted([(4, .present), (2, .state), (1, .future)]) : weighted([(2, .present), (2, .past), (2, .future), (1, .want), (1, .must), (1, .progressive), (1, .wasDoing)])
        var c = Clause(s, v, t, chance.oneIn(3) ? .not : .positive)
        c.tail = at + (chance.oneIn(4) ? (t == .present ? when(.progressive) : when(t)) : .none)
        if [.want, .must].contains(t) { c.tail = at }
        if chance.oneIn(5) { return sentence(c.yesNo, "?") }
        return sentence(c.statement)
    }

    /// How many hens did he buy? Which hat do you want?
    func howMany() -> Phrase? {
        let s = chance.oneIn(2) ? anyPronoun() : someone(["person", "kin"], plain: true)
        if s.words.en[0] == "a" { return nil }
        let v = verb { ["voir", "acheter", "vendre", "trouver", "perdre", "apporter", "avoir", "vouloir", "manger", "prendre"].contains($0.infinitive) && !$0.reflexive && !$0.has("idiom") && $0.base != "need" && $0.base != "wear" }
        let n = noun(v.has("eats") ? ["countfood"] : v.objects.contains("*") || v.objects.contains("animate") ? ["animal", "thing"] : v.has("have") ? ["thing", "tame", "brother", "friend", "sister", "son"] : v.objects.filter { $0 != "stuff" })
        if n.isPlural && n.isAny(["body"]) { return nil }
        let t: Tense = v.isState ? .present : weighted([(4, .past), (1, .future), (2, .want), (1, .near), (1, .perfect)])
        let c = Clause(s, v, t)
        func order() -> [String] {
            if c.inverts { return s.pronoun ? c.frenchInverted() : s.words.fr + c.frenchInverted() }
            return ["est-ce", "que"] + c.french()
        }
        let many = !n.isMass
        if chance.oneIn(3) && many && !n.isPlural {
            let number: Number = chance.oneIn(4) ? .many : .one
            let what = number == .many ? (n.gender == .f ? "quelles" : "quels") : n.gender == .f ? "quelle" : "quel"
            var d = c
            d.agreement = (n.gender, number)
            let fr = d.inverts ? (s.pronoun ? d.frenchInverted() : s.words.fr + d.frenchInverted()) : ["est-ce", "que"] + d.french()
            return sentence(Phrase(["which", number == .many ? n.enMany : n.en] + c.englishQuestion(), [what, number == .many ? n.frMany : n.fr] + fr), "?")
        }
        var d = c
        d.agreement = (n.gender, many ? .many : .one)
        let fr = d.inverts ? (s.pronoun ? d.frenchInverted() : s.words.fr + d.frenchInverted()) : order()
        return sentence(Phrase(["how", many ? "many" : "much", many ? n.enMany : n.en] + c.englishQuestion(), ["combien", "de", many ? n.frMany : n.fr] + fr), "?")
    }

    /// What are you doing today? Where did the wolf go? Can a hen fly?
    func doings() -> Phrase? {
        let t: Tense = weighted([(2, .present), (4, .progressive), (4, .past), (2, .future), (1, .near), (1, .want), (2, .wasDoing), (1, .can)])
        switch chance.below(3) {
        case 0:
            let s = chance.oneIn(2) ? anyPronoun() : anyone()
            if s.words.en[0] == "a" { return nil }
            var c = Clause(s, faire, t == .present ? .progressive : t)
            if chance.oneIn(2) { c.tail = chance.oneIn(3) ? somewhere() : t == .want || t == .can ? .none : when(t == .present ? .progressive : t) }
            let question = c.objectQuestion("what")
            // With more behind it the verb no longer stands before a noun.
            return !s.pronoun && question.fr.count > 1 && question.fr[0] == "que" && !c.tail.en.isEmpty ? nil : sentence(question, "?")
        case 1:
            let s = chance.oneIn(2) ? anyPronoun() : someone(["person", "kin", "animal"], plain: true)
            if s.words.en[0] == "a" { return nil }
            let names = ["aller", "dormir", "vivre", "se cacher", "travailler", "courir", "jouer", "aller", "aller", "sortir", "cacher"]
            let fitting = verbs.filter { v in names.contains(v.infinitive) && v.objects.isEmpty && !v.has("copula")
                && (v.subjects.contains("*") || (s.noun.map(v.subjectFits) ?? v.subjects.contains("person"))) }
            if fitting.isEmpty { return nil }
            let v = use(chance.any(fitting))
            if !allows(v, t) && v.infinitive != "vivre" || v.infinitive == "vivre" && t != .present { return nil }
            return sentence(Clause(s, v, t).question(Phrase("where", "où")), "?")
        default:
            let n = noun(["animal", "person"])
            guard let c = anything(nounPhrase(n, .a), chance.any([.can, .can, .present, .want])), c.polarity == .positive else { return nil }
            return sentence(c.yesNo, "?")
        }
    }

    /// Nobody is too small to help; nobody came; nobody saw us.
    func nobodyIs() -> Phrase? {
        let t: Tense = weighted([(3, .present), (4, .past), (2, .future), (1, .can), (1, .want)])
        switch chance.below(3) {
        case 0:
            let he = pronoun("he")
            guard let q = chance.oneIn(3) ? feeling(he, t == .past ? .state : .present) : quality(he, t == .past ? .state : .present), q.tail.en != ["dead"] else { return nil }
            var c = q
            c.subject = nobody
            if q.verb.isCopula && chance.oneIn(2) && !Composer.absolute.contains(q.tail.en[0]) { c.tail = degree() + q.tail }
            else if chance.oneIn(2) { c.tail = q.tail + (chance.oneIn(2) ? somewhere() : .none) }
            return sentence(c.statement)
        case 1:
            let v = verb { v in allows(v, t) && v.objects.contains { ["*", "animate", "person", "kin"].contains($0) } && v.preposition == nil
                && !v.has("give") && !["buy", "sell", "like", "have", "wear", "want"].contains(v.base) && !v.isState }
            var c = Clause(nobody, v, t)
            c.clitic = chance.any(directClitics)
            return sentence(c.statement)
        default:
            let v = verb { v in allows(v, t) && intransitive(v) && !v.has("self") && v.infinitive != "rentrer" && forPeople(v) }
            var c = Clause(nobody, v, t)
            c.tail = circumstance(v, nobody) ?? (chance.oneIn(2) ? when(t) : .none)
            return sentence(c.statement)
        }
    }

    /// The mouse said to the lion, I can help you; we were singing, answered the ants.
    func sayings() -> Phrase? {
        let speaker = someone(["animal", "person"], plain: true)
        if speaker.words.en[0] == "a" { return nil }
        var me = pronoun(weighted([(4, "I"), (2, "you"), (2, "we"), (1, "he")]))
        if me.person == .je { me.gender = speaker.gender }
        let t: Tense = weighted([(2, .present), (3, .wasDoing), (3, .can), (2, .future), (2, .past), (2, .must), (2, .want)])
        guard var c = anything(me, t, chance.oneIn(3) ? .not : .positive) else { return nil }
        if chance.oneIn(3), c.object != nil, c.verb.preposition == nil, c.verb.objects.contains(where: { ["*", "animate", "person"].contains($0) }) {
            let clitic = chance.any(directClitics)
            if clash(me, clitic) { return nil }
            c.object = nil
            c.clitic = clitic
        }
        let many = speaker.number == .many
        if chance.oneIn(2) {
            let (en, fr) = chance.any([("said", many ? "dirent" : "dit"), ("answered", many ? "répondirent" : "répondit")])
            return sentence(c.statement + Phrase([",", en], [",", fr]) + speaker.words)
        }
        let other = someone(["animal", "person"], not: speaker.noun, plain: true)
        if other.words.en[0] == "a" { return nil }
        let to = chance.oneIn(2) ? Phrase("to", "à") + other.words : .none
        return sentence(speaker.words + Phrase(["said"], [many ? "ont" : "a", "dit"]) + to + Phrase([","], [","]) + c.statement)
    }

    /// Will never sing again; saw everything; the frogs in the pond are green.
    func wholes() -> Phrase? {
        switch chance.below(4) {
        case 0:
            guard var c = anything(anyone(), chance.any([.future, .future, .past, .want]), .never) else { return nil }
            if c.object?.fr.first == "de" || c.tense == .want && c.verb.reflexive { return nil }
            var again = c
            c.tail = c.tail + Phrase("again", "")
            again.polarity = .noLonger
            again.middle = Phrase([], ["jamais"])
            return sentence(Phrase(c.english(), again.french()))
        case 1:
            let t: Tense = weighted([(3, .present), (4, .past), (2, .future), (1, .perfect), (1, .want), (1, .can)])
            let v = verb { v in allows(v, t) && ["voir", "entendre", "manger", "boire", "perdre", "prendre", "acheter", "vendre", "casser", "oublier", "comprendre", "trouver", "vouloir", "donner"].contains(v.infinitive)
                && !v.reflexive || v.base == "want" && t == .present }
            var c = Clause(someone(["person", "kin", "animal"], pronouns: true), v, t, chance.oneIn(4) ? .not : .positive)
            // Before the participle and the infinitive, behind the verb.
            c.middle = Phrase([], ["tout"])
            c.object = Phrase(["everything"], [])
            return sentence(c.statement)
        default:
            var s = someone(["person", "animal"], plain: true)
            if s.words.en[0] == "a" { return nil }
            s.words = s.words + chance.any(places)
            let c = chance.oneIn(3) ? quality(s, chance.any([.present, .state])) : chance.oneIn(4) ? feeling(s, .present)
                : anything(s, weighted([(2, .progressive), (3, .wasDoing), (3, .past), (1, .future), (2, .present)]), chance.oneIn(4) ? .not : .positive)
            guard let c, c.tail.en != ["dead"] else { return nil }
            return sentence(c.statement)
        }
    }

    /// Drinks from the stream, eats from a plate, falls from the table.
    func fromThere() -> Phrase? {
        let (base, en, fr, names) = chance.any([
            ("drink", "from", "dans", ["stream", "river", "lake", "pond", "pail", "jar", "plate"]), ("eat", "from", "dans", ["plate", "basket", "pail", "sack"]),
            ("fly", "over", "au-dessus de", ["mountain", "forest", "lake", "village", "river", "house", "sea", "field"]), ("fall", "from", "de", ["tree", "table", "chair", "bed", "wall", "branch", "oak", "rock"]), ("come", "from", "de", ["forest", "village", "town", "mountain", "sea", "market", "farm", "river"]),
        ])
        let v = verbs.first { $0.base == base && !["back"].contains($0.enTail.first ?? "") }!
        let t: Tense = weighted([(3, .present), (3, .past), (2, .wasDoing), (1, .future), (1, .can), (1, .near)])
        if !allows(v, t) { return nil }
        var c = Clause(base == "fly" ? subject(v, plain: true) : anyone(), v, t, chance.oneIn(4) ? .not : .positive)
        c.tail = Phrase(en, fr) + nounPhrase(named(chance.any(names)), chance.oneIn(4) ? .this : .the).words
        return sentence(c.statement)
    }

    /// The plain sentence, all nouns and verbs in turn.
    func plain() -> Phrase? {
        let t: Tense = weighted([(5, .present), (3, .progressive), (4, .past), (2, .future), (2, .wasDoing), (1, .perfect)])
        guard var c = clause(t, chance.oneIn(6) ? .not : .positive, plain: true, where: { !$0.isState || t == .present }) else { return nil }
        if c.object == nil && c.tail.en.isEmpty && [.present, .past, .future].contains(t) && c.verb.has("where") && chance.oneIn(2) {
            c.tail = chance.any(phrases("all day | toute la journée\nall summer | tout le été\nall winter | tout le hiver\nall night | toute la nuit"))
        } else if c.object == nil && c.tail.en.isEmpty || chance.oneIn(4) { c.tail = c.tail + (chance.oneIn(2) && !c.verb.has("to") ? somewhere() : t == .perfect ? .none : when(t)) }
        return sentence(c.statement)
    }

    /// She loves cats; help me carry these baskets; fish for dinner; are there any wolves here; the birds flew away;
    /// black or white; you can stay if you want; when will they arrive?
    func smallTurns() -> Phrase? {
        switch chance.below(11) {
        case 0:
            let s = someone(["person", "kin"], pronouns: true, plain: true)
            if s.words.en[0] == "a" { return nil }
            let all = nounPhrase(noun(["animal", "animal", "flower", "child"]), .generic, .many).words
            let afraid = chance.oneIn(3)
            var c = Clause(s, afraid ? verbs.first { $0.enTail == ["afraid", "of"] }! : lexical("aimer", chance.oneIn(2) ? "love" : "like"), chance.oneIn(4) ? .state : .present, maybeNot())
            c.object = all
            return said(c)
        case 1, 2, 8, 9:
            let other = chance.any(directClitics.filter { $0.en != "you" })
            let doer = pronoun("I")
            guard let d = toDo(doer), !d.verb.reflexive, !["aider", "aller", "rentrer", "boire"].contains(d.verb.infinitive), d.en.count > 1 else { return nil }
            if Set(d.en).intersection(["my", "me", "you"]).count > 0 && other.en != "me" { return nil }
            if Set(d.en).intersection(["me", "him", "her", "them", "us"]).count > 0 { return nil }
            let inf = Phrase(["help", other.en], ["°" + other.fr, "aider", "à"]) + Phrase(d.en, d.fr)
            switch chance.below(3) {
            case 0: return sentence(Phrase("can you", "peux-tu") + inf, "?")
            case 1: return sentence(Phrase("you must", "tu dois") + inf)
            default:
                let form = ["me": "aide-moi", "us": "aide-nous", "him": "aide-le", "her": "aide-la", "them": "aide-les"][other.en]!
                return sentence(Phrase(["help", other.en] + d.en, [form, "à"] + d.fr))
            }
        case 3:
            let n = noun(["food"])
            var c = Clause(person(), chance.any([lexical("manger"), lexical("manger"), avoir, vouloir]), weighted([(3, .present), (3, .past), (3, .future)]), maybeNot(5))
            if c.verb.isState && c.tense == .past { c.tense = .state }
            c.object = nounPhrase(n, c.polarity == .not ? .the : .some, n.isMass ? .one : .many).words
            c.tail = Phrase("for dinner", "pour le dîner")
            return said(c)
        case 4:
            let n = noun(["animal", "person", "thing", "food", "drink"])
            let things = nounPhrase(n, .some, n.isMass ? .one : .many).words
            let there = n.animate ? place() : spot(n)
            if there.en.contains(n.en) { return nil }
            let was = chance.oneIn(4)
            return sentence(Phrase([n.isMass ? (was ? "was" : "is") : was ? "were" : "are", "there", "any"], was ? ["y", "avait-il"] : ["y", "a-t-il"]) + things + there, "?")
        case 5:
            let v = makeVerb("fly flies flew flown flying | away | s' envoler | | | bird | | reflexive", id: -1)
            let s = nounPhrase(noun(["bird"]), chance.oneIn(5) ? .this : .the, chance.oneIn(2) ? .many : .one)
            var c = Clause(s, v, weighted([(3, .progressive), (2, .present), (4, .past), (3, .future), (1, .wasDoing)]), maybeNot())
            if chance.oneIn(3) { c.tail = c.tail + when(c.tense) }
            return said(c)
        case 6:
            if chance.oneIn(3) {
                let (a, b) = (noun(["food", "drink"]), noun(["food", "drink"]))
                if a.en == b.en { return nil }
                var c = Clause(pronoun("you"), chance.any([vouloir, vouloir, lexical("manger"), lexical("acheter"), avoir]), .present)
                func some(_ n: Noun) -> Phrase { nounPhrase(n, .some, n.isMass ? .one : .many).words }
                if c.verb.infinitive == "manger" && (a.isAny(["drink"]) || b.isAny(["drink"])) { return nil }
                c.object = some(a) + Phrase("or", "ou") + some(b)
                return sentence(c.yesNo, "?")
            }
            let n = noun(["thing", "animal", "clothes", "tame"])
            let s = nounPhrase(n, chance.oneIn(2) && n.isAny(["thing", "clothes", "tame"]) ? mineOrYours() : .the, chance.oneIn(4) && !n.isMass ? .many : .one)
            guard let a = adjective(for: n, where: { $0.predicative }), let b = adjective(for: n, where: { $0.predicative }), a.en != b.en,
                  Composer.colours.contains(a.en) == Composer.colours.contains(b.en) else { return nil }
            return sentence(being(s, agreed(a, s) + Phrase("or", "ou") + agreed(b, s), chance.oneIn(4) ? .state : .present).yesNo, "?")
        case 7:
            let you = pronoun("you")
            guard var c = clause(chance.oneIn(3) ? .future : .can, .positive, subject: you, plain: true, where: { self.forPeople($0) && !$0.has("of") && !$0.isState }) else { return nil }
            c.tail = c.tail + Phrase("if you want", "si tu veux")
            return sentence(c.statement)
        default:
            let s = chance.oneIn(2) ? pronoun(chance.any(["they", "they", "we", "you", "she", "he"])) : someone(["person", "kin", "animal"], plain: true)
            if s.words.en[0] == "a" { return nil }
            guard let c = clause(.future, .positive, subject: s, plain: true, where: { v in !v.isState && v.base != "die" && (v.subjects.isEmpty || v.subjects.contains("*") || (s.noun.map { $0.isAny(v.subjects) } ?? v.subjects.contains("person"))) }) else { return nil }
            return sentence(c.question(Phrase("when", "quand")), "?")
        }
    }

    /// The families of the first round, in smaller shares.
    var rehearsed: [(name: String, share: Int, make: () -> Phrase?)] { families.map { ($0.name, $0.share / 5, $0.make) } }

    var drills: [(name: String, share: Int, make: () -> Phrase?)] {
        [
            ("conjugation", 440, conjugations), ("agreement", 150, agreements),
            ("modal", 50, modals), ("person", 40, persons), ("condition", 30, conditions), ("let us", 70, letUs),
            ("two subjects", 35, twoSubjects), ("owner", 35, owners), ("what do you", 50, whatDoYou), ("timed", 60, timed),
            ("more qualities", 70, moreQualities), ("company", 65, company), ("counted", 55, counted), ("giving", 30, giving),
            ("weather", 100, weather), ("state and state", 45, states), ("embedded", 45, embedded), ("thinking", 75, thinking),
            ("role", 55, roles), ("quantity", 150, quantities), ("lack", 70, lacks), ("two adjectives", 45, twoAdjectives),
            ("adverb", 80, adverbs), ("still, also", 75, stillAlso), ("command", 85, commands), ("time clause", 80, timeClauses),
            ("infinitive", 55, infinitives), ("question with be", 95, beQuestions), ("passive", 30, passives),
            ("double object", 45, doubleObjects), ("more comparisons", 40, moreComparisons), ("it and they", 30, itThey),
            ("question", 100, questions), ("noun with pronoun", 80, nounsWithPronouns), ("body", 50, bodies),
            ("putting", 35, puttings), ("who and whose", 50, whoWhose), ("fronted", 50, fronted),
            ("with others", 40, withOthers), ("home", 40, homes), ("how many", 40, howMany), ("plain", 70, plain),
            ("doing", 60, doings), ("nobody is", 35, nobodyIs), ("saying", 35, sayings), ("from there", 30, fromThere), ("whole", 55, wholes),
            ("would like", 11, wouldLike), ("which of", 10, whichOf), ("towards", 13, towards), ("enough", 11, enough), ("truth and lies", 10, truthAndLies),
            ("alone", 10, aloneThere), ("found so", 11, foundSo), ("two commands", 12, twoCommands), ("kin's things", 11, kinsThings), ("heads", 13, heads),
            ("degrees", 13, degrees), ("some of", 13, someOf), ("lasting", 12, lasting), ("how old, long, far", 11, howQuestions), ("everything", 12, everyThing),
            ("other and same", 12, otherAndSame), ("before and after", 13, beforeAfter), ("could and had to", 12, couldAndHadTo), ("better", 11, better), ("answer", 12, answers),
            ("used to", 11, usedTo), ("it is", 12, itIs), ("to whom", 12, toWhom), ("becoming", 12, becoming), ("relative turn", 11, relativeTurns), ("feminine", 12, feminine), ("small turn", 75, smallTurns), ("agreeing", 110, agreeing),
        ]
    }
    var families: [(name: String, share: Int, make: () -> Phrase?)] {
        [
            ("present action", 60, presentAction), ("present happening", 45, presentHappening),
            ("past action", 65, pastAction), ("past happening", 45, pastHappening),
            ("was doing", 40, wasDoing), ("past state", 50, stateInThePast),
            ("future", 50, futures), ("wish", 55, wishes),
            ("quality", 75, qualities), ("description", 80, descriptions), ("before a vowel", 35, beforeVowels), ("feeling", 35, feelings), ("possession", 45, possessions),
            ("object pronoun", 75, objectPronouns), ("giving", 65, giving),
            ("yes or no", 70, yesNo), ("where when why", 70, whereWhenWhy), ("who what", 60, whoWhat),
            ("there is", 30, thereIs), ("comparison", 35, comparisons),
            ("reflexive", 45, reflexives), ("meal", 35, meals), ("relative", 45, relatives),
            ("reason", 30, reasons), ("coordination", 45, coordination), ("when and if", 20, whenAndIf),
            ("promise", 25, promises), ("reported", 25, reported), ("speech", 30, speech),
            ("imperative", 30, imperatives), ("request", 25, requests), ("exclamation", 25, exclamations),
            ("number", 30, numbers), ("whereabouts", 40, whereabouts), ("belonging", 35, belongings),
            ("nobody nothing", 30, nobodyNothing), ("purpose", 25, purposes),
        ]
    }
}

// MARK: - Turns of everyday speech, for training alone

let strongPronouns = phrases("me | moi\nyou | toi\nhim | lui\nher | elle\nus | nous\nthem | eux")
let mentir = makeVerb("lie lies lied lied lying | | mentir mens mens ment mentons mentent menti mentir | | | | | ", id: -1)
let raconter = makeVerb("tell tells told told telling | | dire dis dis dit disons disent dit dir | | | | | ", id: -1)
let devenir = makeVerb("become becomes became become becoming | | devenir deviens deviens devient devenons deviennent devenu deviendr | | | | | etre", id: -1)

extension Composer {
    /// What the subject may do: help her mother, aider sa mère; at times with a pronoun: help us, nous aider.
    func toDo(_ s: NounPhrase) -> (verb: Verb, en: [String], fr: [String])? {
        guard var c = anything(s, .want), !["enfuir", "mourir", "trembler", "oublier", "sentir", "laisser", "croire", "comprendre", "frapper", "casser", "toucher"].contains(c.verb.infinitive), c.verb.infinitive != "partir" || c.verb.base == "leave" else { return nil }
        if c.object != nil, chance.oneIn(3), ["aider", "voir", "suivre", "attendre", "écouter", "sauver", "remercier", "protéger", "comprendre"].contains(c.verb.infinitive) {
            let clitic = chance.any(directClitics)
            if clash(s, clitic) { return nil }
            c.object = nil
            c.clitic = clitic
        }
        return (c.verb, Array(c.english(withSubject: false).dropFirst(2)), Array(c.frenchPredicate().dropFirst()))
    }

    /// A place that anyone may sleep, work or dance in.
    func plainPlace() -> Phrase { chance.any(places.filter { $0.fr[0] != "à" && $0.en.last != "wall" }) }

    func person() -> NounPhrase { chance.below(3) > 0 ? anyPronoun() : someone(["person", "kin"], plain: true) }

    /// A known one, women and hens as often as men and cocks.
    func known(_ tags: [String]) -> NounPhrase? {
        let s = someone(tags, plain: true)
        return s.words.en[0] == "a" || s.gender == .m && chance.oneIn(2) ? nil : s
    }

    func suits(_ v: Verb, _ s: NounPhrase) -> Bool {
        v.subjects.isEmpty || v.subjects.contains("*") || (s.noun.map(v.subjectFits) ?? v.subjects.contains("person"))
    }

    func strong(_ s: NounPhrase) -> Phrase? {
        let i = chance.below(6)
        return clash(s, directClitics[i]) ? nil : strongPronouns[i]
    }

    func said(_ c: Clause, askedIn n: Int = 6) -> Phrase {
        chance.oneIn(n) && c.subject.words.en[0] != "a" ? sentence(c.yesNo, "?") : sentence(c.statement)
    }

    func maybeNot(_ n: Int = 4) -> Polarity { chance.oneIn(n) ? .not : .positive }

    /// With helping words in a form of their own: would like, will have to.
    func helped(_ s: NounPhrase, _ en: [String], _ fr: [String], _ p: Polarity, asked: Bool, _ rest: Phrase) -> Phrase {
        var form = fr[s.person.rawValue]
        let invert = asked && s.pronoun && s.person != .je
        if invert { form += (soundsVowel(s.frPronoun) && form.hasSuffix("a") ? "-t-" : "-") + s.frPronoun }
        let no = p == .not
        let not = no ? ["not"] : []
        let french = (invert ? [] : s.words.fr) + (no ? ["ne", form, "pas"] : [form]) + rest.fr
        if asked { return sentence(Phrase([en[0]] + s.words.en + not + en.dropFirst() + rest.en, (invert ? [] : ["est-ce", "que"]) + french), "?") }
        return sentence(Phrase(s.words.en + [en[0]] + not + en.dropFirst() + rest.en, french))
    }

    /// I would like a bottle of milk; would you like some soup? She would like to see us.
    func wouldLike() -> Phrase? {
        let forms = ["voudrais", "voudrais", "voudrait", "voudrions", "voudraient"]
        if chance.oneIn(10) {
            let v = lexical(chance.any(["manger", "boire", "acheter", "voir", "chanter", "trouver"]))
            let s = pronoun(chance.any(["you", "he", "she", "they"]))
            return sentence(Phrase(["what", "would"] + s.words.en + ["like", "to", v.base], ["que", forms[s.person.rawValue] + "-" + s.frPronoun, v.infinitive]), "?")
        }
        let asked = chance.oneIn(3)
        let s = asked ? pronoun(chance.any(["you", "you", "you", "he", "she", "they"])) : person()
        if chance.oneIn(2) {
            guard let d = toDo(s) else { return nil }
            return helped(s, ["would", "like"], forms, maybeNot(8), asked: asked, Phrase(["to"] + d.en, d.fr))
        }
        let n = noun(["food", "drink"])
        let some = Phrase("some", "") + nounPhrase(n, .some, n.isMass ? .one : .many).words
        let a = noun(["clothes", "countfood", "tool", "flower", "ring", "horse", "dog", "cat", "hen"])
        let more = amounts()
        let rest = asked && chance.below(3) > 0 ? some : chance.oneIn(3) ? nounPhrase(a, .a, .one, chance.oneIn(3) ? adjective(for: a) { $0.attributive && !["broken", "dirty"].contains($0.en) } : nil).words : more.words
        if rest.en[0] == "all" || rest.en[0] == "too" || more.noun?.animate == true || more.noun == nil || rest.en.contains("broken") || rest.en.contains("dirty") { return nil }
        return helped(s, ["would", "like"], forms, .positive, asked: asked, rest)
    }

    /// Which of these hats do you like? Which one did she choose? Which of these jars is broken?
    func whichOf() -> Phrase? {
        let n = noun(["clothes", "tool", "container", "ring", "flower", "tame", "apple", "countfood"])
        if n.isMass || n.isPlural { return nil }
        let these = nounPhrase(n, chance.oneIn(3) ? .the : .this, .many).words
        let one = chance.oneIn(5)
        let head = one ? Phrase("which one", "lequel") : Phrase("which of", n.gender == .f ? "laquelle de" : "lequel de") + these
        if !one && chance.oneIn(4) {
            guard let q = quality(NounPhrase(words: head, gender: n.gender, number: .one, person: .il, noun: n)) else { return nil }
            return sentence(q.statement, "?")
        }
        let v = use(chance.any(verbs.filter { ["choose", "want", "buy", "take", "sell", "find", "see", "like", "prefer"].contains($0.base) && $0.enTail.isEmpty && !$0.reflexive && $0.preposition == nil }))
        let s = chance.below(4) > 0 ? anyPronoun() : someone(["person", "kin"], plain: true)
        if s.person == .je || s.words.en[0] == "a" { return nil }
        var c = Clause(s, v, v.isState ? .present : weighted([(3, .past), (1, .future), (2, .want), (1, .near)]))
        c.agreement = (one ? .m : n.gender, .one)
        let plainHat = one || chance.below(4) > 0 ? head : Phrase(["which", n.en], [n.gender == .f ? "quelle" : "quel", n.fr])
        let turned = s.pronoun && (c.inverts || v.infinitive == "vouloir")
        return sentence(Phrase(c.englishQuestion(plainHat.en), plainHat.fr + (turned ? c.frenchInverted() : ["est-ce", "que"] + c.french())), "?")
    }

    /// Why are you laughing at me? We were proud of her; do not be angry with us.
    func towards() -> Phrase? {
        let kind = chance.below(5)
        let s = kind < 2 ? someone(["person", "kin"], pronouns: true, plain: true) : anyone()
        if s.words.en[0] == "a" { return nil }
        let other = someone(["person", "kin", "animal"], not: s.noun, owner: s, plain: true).words
        guard let to = chance.below(4) > 0 ? strong(s) : other, to.en[0] != "a" else { return nil }
        if kind < 2 {
            let t: Tense = weighted([(3, .progressive), (2, .present), (3, .past), (2, .wasDoing), (1, .future), (1, .must)])
            var c = Clause(s, lexical("moquer"), t, t == .must ? .not : maybeNot())
            c.object = to
            return t != .must && t != .future && chance.oneIn(3) ? sentence(c.question(Phrase("why", "pourquoi")), "?") : said(c)
        }
        let t: Tense = chance.oneIn(3) ? .state : .present
        if kind == 2 {
            var c = Clause(s, verbs.first { $0.enTail == ["afraid", "of"] }!, t, maybeNot(3))
            c.object = to
            return chance.oneIn(6) ? sentence(c.question(Phrase("why", "pourquoi")), "?") : said(c)
        }
        let (name, link) = chance.any([("proud", Phrase("of", "de")), ("angry", Phrase("with", "contre")), ("angry", Phrase("with", "contre")), ("jealous", Phrase("of", "de")), ("kind", Phrase("to", "avec"))])
        if chance.oneIn(8) && to.en[0] != "you" && (name == "angry" || name == "jealous") {
            return sentence(Phrase("do not be", "ne sois pas") + Phrase([name], [adjective(name).m]) + link + to)
        }
        let c = being(s, (chance.oneIn(4) ? Phrase("very", "très") : .none) + agreed(adjective(name), s) + link + to, t, maybeNot())
        return chance.oneIn(8) ? sentence(c.question(Phrase("why", "pourquoi")), "?") : said(c)
    }

    /// I love you very much; she talks too much; you have eaten enough.
    func enough() -> Phrase? {
        let s = anyone()
        if chance.oneIn(3) {
            let love = chance.oneIn(2)
            var c = Clause(s, lexical("aimer", love ? "love" : "like"), chance.oneIn(4) ? .state : .present, love ? .positive : maybeNot())
            if love && chance.below(3) > 0 {
                let clitic = chance.any(directClitics)
                if clash(s, clitic) { return nil }
                c.clitic = clitic
            } else if love {
                if s.noun?.isAny(["animal"]) == true { return nil }
                c.object = nounPhrase(noun(["kin"]), own(s)).words
            } else {
                let n = noun(["food", "drink", "clothes", "flower", "house", "garden", "village", "forest", "sea"])
                let bulk = n.isAny(["food", "drink"])
                c.object = nounPhrase(n, bulk ? .generic : n.isMass ? .the : .this, n.isMass || !bulk ? .one : .many).words
            }
            c.middle = Phrase([], ["beaucoup"])
            c.tail = Phrase("very much", "")
            return said(c)
        }
        let (en, fr, bases) = chance.any([("a lot", "beaucoup", ["eat", "drink", "sleep", "work", "talk", "laugh", "walk", "weep"]), ("too much", "trop", ["eat", "drink", "sleep", "work", "talk", "laugh", "shout"]),
                                          ("enough", "assez", ["eat", "drink", "sleep", "work", "walk", "run", "talk"]), ("enough", "assez", ["eat", "drink", "sleep", "work"])])
        let base = chance.any(bases)
        let v = verbs.first { $0.base == base && $0.enTail.isEmpty && ($0.objects.isEmpty || $0.has("eats") || $0.has("drinks")) && !$0.reflexive }
        guard let verb = v, suits(verb, s) else { return nil }
        let t: Tense = weighted([(4, .perfect), (2, .past), (3, .present), (1, .future), (en == "too much" ? 2 : 0, .must)])
        var c = Clause(s, use(verb), t, t == .must ? .not : maybeNot())
        c.middle = Phrase([], [fr])
        c.tail = Phrase(en, "")
        return said(c)
    }

    /// You must not lie to your father; he lied to me; tell me the truth.
    func truthAndLies() -> Phrase? {
        let s = someone(["person", "kin"], pronouns: true, plain: true)
        let listener = someone(["person", "kin"], not: s.noun, owner: s, plain: true).words
        let clitic = chance.any(dativeClitics)
        if listener.en[0] == "a" || listener.en.last == "wife" || s.words.en[0] == "a" || clash(s, clitic) { return nil }
        let told = chance.oneIn(2)
        if chance.oneIn(6) {
            let yours = nounPhrase(noun(["kin"]), .of(en: "your", person: .tu)).words
            let me = chance.any(phrases("me | moi\nus | nous\nhim | lui\nthem | leur"))
            if told { return sentence(Phrase("tell", "") + (chance.oneIn(2) ? Phrase(me.en + ["the", "truth"], ["dis-" + me.fr[0], "la", "vérité"]) : Phrase(yours.en + ["the", "truth"], ["dis", "la", "vérité", "à"] + yours.fr))) }
            return sentence(chance.oneIn(2) ? Phrase("do not lie to", "ne mens pas à") + yours : Phrase(["do", "not", "lie", "to"] + me.en, ["ne", "°" + (me.en == ["me"] ? "me" : me.fr[0]), "mens", "pas"]))
        }
        let t: Tense = weighted([(4, .past), (2, .present), (1, .progressive), (2, .future), (2, .must), (1, .want), (1, .perfect), (1, .near), (1, .can)])
        if t == .progressive && told { return nil }
        let p: Polarity = !told && [.must, .want, .can].contains(t) ? .not : chance.oneIn(6) && t != .must ? .never : maybeNot(3)
        var c = Clause(s, told ? raconter : mentir, t == .progressive && p == .never ? .present : t, p)
        c.agreement = (.m, .one)
        switch (told, chance.below(3)) {
        case (true, 0): c.object = Phrase(["the", "truth"], ["la", "vérité"])
        case (true, 1): c.object = Phrase(listener.en + ["the", "truth"], ["la", "vérité", "à"] + listener.fr)
        case (true, _):
            c.dativeClitic = clitic
            c.object = Phrase("the truth", "la vérité")
        case (false, 0): c.tail = Phrase("to", "à") + listener
        case (false, 1): if c.tense == .progressive { return nil }
        default:
            c.clitic = Clitic(en: "to " + clitic.en, fr: clitic.fr, gender: .m, number: .one)
            c.tail = .none
        }
        let fixed = chance.oneIn(6) && p != .never ? c.yesNo : c.statement
        let mark = fixed.fr.first == c.subject.words.fr.first && fixed.en.first == c.subject.words.en.first ? "." : "?"
        return sentence(Phrase(fixed.en.flatMap { $0.split(separator: " ").map(String.init) }, fixed.fr), mark)
    }

    /// The old woman lives alone near the lake.
    func aloneThere() -> Phrase? {
        guard let s = chance.oneIn(3) ? anyPronoun() : known(["person", "kin", "animal"]) else { return nil }
        let v = use(lexical(chance.any(["vivre", "vivre", "dormir", "manger", "travailler", "marcher", "rester", "jouer"])))
        if !suits(v, s) { return nil }
        let t: Tense = v.infinitive == "vivre" ? chance.any([.present, .present, .state, .future, .want]) : weighted([(3, .present), (3, .past), (1, .future), (1, .want), (1, .wasDoing), (1, .must), (1, .can)])
        var c = Clause(s, v, t, maybeNot(5))
        let at = v.infinitive == "vivre" || ["jouer", "marcher"].contains(v.infinitive) ? circumstance(v, s) : chance.oneIn(3) ? when(t) : plainPlace()
        c.tail = agreed(adjective("alone"), s) + (chance.below(3) > 0 && [.present, .past, .state, .future].contains(t) ? at ?? .none : .none)
        return said(c)
    }

    /// The treasure is hidden under the oak; do you know where the ring was hidden?
    func foundSo() -> Phrase? {
        let (base, tags, ends) = chance.any([
            ("hide", ["treasure", "value", "cheese", "bread", "tool"], true), ("hide", ["treasure", "gold", "money", "ring", "jewel", "crown", "egg"], true), ("close", ["openable", "sack", "basket"], false),
            ("close", ["openable", "bottle"], false), ("break", ["breakable", "egg", "stick"], false), ("lose", ["value", "bell", "tool", "clothes", "sheep"], false), ("cut", ["rope", "bread", "wood", "cheese"], false),
        ])
        let v = verbs.first { $0.base == base && !$0.reflexive }!
        let n = noun(tags)
        let many: Number = !n.isMass && chance.oneIn(4) ? .many : .one
        let s = nounPhrase(n, weighted([(5, .the), (1, .this), (n.isAny(["thing"]) ? 2 : 0, mineOrYours())]), many)
        let be: Tense = weighted([(5, .present), (3, .state)])
        var c = being(s, Phrase([v.participle], [v.participle(s.gender, s.number)]), be, maybeNot())
        if ends && chance.oneIn(3) {
            c.polarity = .positive
            let inner = Phrase("where", "où") + c.statement
            let who2 = chance.oneIn(5) ? nobody : someone(["person", "kin", "fox"], pronouns: true, plain: true)
            let k = Clause(who2, savoir, .present, who2.negativeAlready ? .positive : maybeNot(2))
            if who2.person == .tu && chance.oneIn(2) { return sentence(Phrase(k.englishQuestion() + inner.en, k.frenchInverted() + inner.fr), "?") }
            return sentence(k.statement + inner)
        }
        if ends && chance.below(3) > 0 { c.tail = c.tail + (chance.oneIn(2) ? somewhere() : Phrase("in a hole", "dans un trou")) }
        if c.tail.en.contains(n.en) { return nil }
        return said(c, askedIn: 5)
    }

    /// Open the door and look outside! Come here and eat; do not run; let us go and look.
    func twoCommands() -> Phrase? {
        let mark = chance.oneIn(3) ? "!" : "."
        let you = pronoun("you")
        switch chance.below(6) {
        case 0:
            let v = use(chance.any(verbs.filter { $0.objects.isEmpty && !$0.isBe && !$0.isState && !$0.reflexive && !$0.has("to") && !$0.has("from") && self.forAnyone($0) && !["fly", "die", "arrive", "fall", "tremble"].contains($0.base) }))
            let c = Clause(you, v, .present, .not)
            return sentence(Phrase(["do", "not", v.base], c.frenchImperative().filter { !["chez", "toi"].contains($0) }) + (v.infinitive == "rentrer" || v.enTail == ["out"] ? Phrase(v.enTail, v.infinitive == "rentrer" ? ["chez", "toi"] : []) : .none)
                            + chance.any([.none, Phrase("now", "maintenant"), Phrase("here", "ici"), vocative(), vocative(), Phrase("in the house", "dans la maison")]), mark)
        case 1:
            guard let d = toDo(chance.oneIn(2) ? pronoun("we") : you), !d.verb.has("to"), !["sortir", "dépêcher", "tenir", "garder", "arrêter", "rester", "porter", "partir", "sourire", "rentrer", "lever"].contains(d.verb.infinitive) else { return nil }
            return sentence(d.fr.contains("°te") || d.fr.contains("tes") || d.fr.contains("ta") || d.fr.contains("ton") || d.en.contains("your") ? Phrase(["go", "and"] + d.en, ["va"] + d.fr) : d.fr.contains("notre") || d.fr.contains("nos") || d.fr.contains("°nous") ? Phrase(["let", "us", "go", "and"] + d.en, ["allons"] + d.fr)
                            : chance.oneIn(2) ? Phrase(["go", "and"] + d.en, ["va"] + d.fr) : Phrase(["let", "us", "go", "and"] + d.en, ["allons"] + d.fr), mark)
        case 2, 3:
            let come = "come here | viens ici\nsit down | assieds-toi\ncome with me | viens avec moi\nstay here | reste ici\ncome in | entre\nstay with us | reste avec nous\nlie down | couche-toi\nsit down near me | assieds-toi près de moi"
            let then = "eat | mange\nlisten to me | écoute-moi\nhelp me | aide-moi\nhelp us | aide-nous\nrest | repose-toi\ndrink | bois\nwait for me | attends-moi\nwait for your father | attends ton père\nlook at the sky | regarde le ciel\ndo not weep | ne pleure pas\ndo not laugh | ne ris pas\neat this soup | mange cette soupe\ndrink some water | bois de l' eau\nlook at me | regarde-moi\ndo not be afraid | n' aie pas peur\ntell me everything | dis-moi tout"
            let a = phrases(chance.any([come, come]))
            let head = chance.any(a), end = chance.any(phrases(then))
            if head.en[0] == "stay" && end.en[0] == "come" || head.en == ["lie", "down"] && ["eat", "drink", "look"].contains(end.en[0]) { return nil }
            return sentence(head + Phrase("and", "et") + end + (chance.oneIn(4) ? Phrase(", my child", ", mon enfant") : .none), mark)
        case 4:
            let out = "open the door | ouvre la porte\ngo out | sors\nclose your eyes | ferme les yeux\nget up | lève-toi\ngo to the river | va à la rivière\nwake up | réveille-toi\nstop | arrête-toi\nopen your eyes | ouvre les yeux"
            let look = ["open the door": "look outside | regarde dehors\ncome in | entre\ngo out | sors\nlook at the snow | regarde la neige", "go out": "look at the moon | regarde la lune\nclose the door | ferme la porte\nplay | joue\nlook for your brother | cherche ton frère", "close your eyes": "sleep | dors\nlisten | écoute\ndo not look | ne regarde pas",
                        "get up": "look outside | regarde dehors\nwash your hands | lave-toi les mains\nopen the door | ouvre la porte\ngo to the market | va au marché", "go to the river": "wash your hands | lave-toi les mains\nbring me some water | apporte-moi de l' eau\nlook for the donkey | cherche l' âne", "wake up": "look outside | regarde dehors\nget up | lève-toi\nwork | travaille", "stop": "look | regarde\nlisten | écoute\nrest | repose-toi\nwait for us | attends-nous", "open your eyes": "look | regarde\nlook at me | regarde-moi\nlook at the sea | regarde la mer"]
            let a = chance.any(phrases(out))
            return sentence(a + Phrase("and", "et") + chance.any(phrases(look[a.en.joined(separator: " ")]!)) + (chance.oneIn(4) ? Phrase(", my friend", ", mon ami") : .none), mark)
        default:
            let n = noun(["tool", "container", "clothes", "food", "money", "lamb", "donkey"])
            let o = nounPhrase(n, n.isMass || n.isPlural ? .the : chance.any([.the, .this, .of(en: "your", person: .tu)])).words
            let then = chance.any(phrases("go home | rentre chez toi\ncome with me | viens avec moi\nfollow me | suis-moi\ngo away | va-t'en\nleave | pars\nhelp your brother | aide ton frère\ngo to the market | va au marché"))
            return sentence(Phrase("take", "prends") + o + Phrase("and", "et") + then, mark)
        }
    }

    private func forAnyone(_ v: Verb) -> Bool { v.subjects.isEmpty || v.subjects.contains("*") || v.subjects.contains("person") }

    /// Who stole my friend's bread? I found my mother's ring; the neighbour's wife is very kind.
    func kinsThings() -> Phrase? {
        if chance.oneIn(3) {
            let owner = someone(["person", "neighbour", "friend", "cousin"], plain: true)
            if owner.words.en[0] == "a" || owner.number == .many { return nil }
            let kin = noun(["kin", "wife"], not: owner.noun)
            if kin.en == "wife" && owner.gender == .f || owner.noun?.isAny(["queen", "fairy", "child", "boy", "girl"]) == true && kin.isAny(["wife", "son", "daughter"]) { return nil }
            let whole = possessed(nounPhrase(kin, .the), by: owner)
            guard var q = quality(whole, chance.oneIn(4) ? .state : .present, maybeNot()) else { return nil }
            if !Composer.absolute.contains(q.tail.en[0]) && chance.oneIn(2) { q.tail = Phrase("very", "très") + q.tail }
            return chance.oneIn(3) ? anything(whole, chance.any([.past, .present, .future])).map { said($0) } : said(q)
        }
        let kin = noun(["kin", "friend", "neighbour"])
        let owner = nounPhrase(kin, mineOrYours())
        let v = verb { ["voler", "trouver", "prendre", "vendre", "casser", "perdre", "voir", "acheter", "laver", "cacher", "chercher", "vouloir", "manger"].contains($0.infinitive) && transitive($0) && !$0.reflexive }
        let n = noun(v.has("eats") ? ["food"] : v.base == "break" ? ["breakable"] : v.base == "wash" ? ["clothes", "washable"] : ["clothes", "tool", "ring", "tame", "money", "bread", "container"], not: kin)
        if n.animate && ["casser", "perdre"].contains(v.infinitive) { return nil }
        let whole = possessed(nounPhrase(n, .the, !n.isMass && chance.oneIn(5) ? .many : .one), by: owner)
        var c = Clause(chance.oneIn(3) ? who : someone(["person", "kin"], not: kin, pronouns: true, plain: true), v, v.isState ? .present : weighted([(4, .past), (2, .perfect), (1, .future), (1, .progressive)]))
        if c.tense == .progressive && !allows(v, .progressive) { return nil }
        c.object = whole.words
        if c.subject.words.en == ["who"] { return sentence(c.statement, "?") }
        c.polarity = maybeNot(5)
        return said(c)
    }

    /// He tries to open the door; stop shouting; I have to leave; we need to rest; I want you to help me.
    func heads() -> Phrase? {
        let s = person()
        if chance.oneIn(5) {
            // The French subjunctive of these is like their present, but with nous.
            let o = chance.any(directClitics)
            if clash(s, o) || o.en == "us" { return nil }
            let b = pronoun(["me": "I", "you": "you", "him": "he", "her": "she", "them": "they"][o.en]!)
            let v = verb { ["aider", "chanter", "danser", "manger", "rester", "travailler", "marcher", "écouter", "fermer", "apporter", "porter", "laver", "chercher", "garder", "regarder", "acheter", "parler", "trouver", "rentrer", "jouer"].contains($0.infinitive)
                && !$0.reflexive && ($0.enTail.isEmpty || $0.preposition == nil) && !$0.has("idiom") && $0.base != "wear" }
            guard var c = transitive(v) ? action(v, .present, .positive, subject: b, plain: true) : Optional(happening(v, .present, .positive, subject: b, plain: true)) else { return nil }
            if let object = c.object, v.infinitive == "aider" || v.infinitive == "écouter" || object.en.isEmpty {
                let clitic = chance.any(directClitics)
                if clash(b, clitic) { return nil }
                c.object = nil
                c.clitic = clitic
            }
            if ["his", "her", "their"].contains(c.object?.en.first ?? "") { return nil }
            let want = Clause(s, vouloir, .present, maybeNot(3))
            let en = [o.en, "to"] + [v.base] + c.bareEnglish
            let asked = chance.oneIn(5) && s.pronoun && s.person != .je
            if asked { return sentence(Phrase(want.englishQuestion() + en, want.frenchInverted() + ["que"] + c.french()), "?") }
            return sentence(Phrase(want.english() + en, want.french() + ["que"] + c.french()))
        }
        guard let d = toDo(s) else { return nil }
        let base = chance.any(["try", "try", "try", "begin", "forget", "learn", "stop", "stop", "need", "have", "have"])
        if d.verb.base == base || ["arrêter", "mourir"].contains(d.verb.infinitive) { return nil }
        let past: Tense = weighted([(3, .present), (3, .past), (2, .future), (1, .must)])
        if base == "have" {
            let t: Tense = past == .must ? .present : past
            let asked = chance.oneIn(5)
            if t == .future { return helped(s, ["will", "have", "to"], ["devrai", "devras", "devra", "devrons", "devront"], .positive, asked: false, Phrase(d.en, d.fr)) }
            let c = Clause(s, makeVerb("have has had had having | to | devoir dois dois doit devons doivent dû devr | | | | | ", id: -1), t)
            if asked && s.words.en[0] != "a" {
                let turned = s.pronoun && s.person != .je
                return sentence(Phrase(c.englishQuestion() + d.en, (turned ? c.frenchInverted() : ["est-ce", "que"] + c.french()) + d.fr), "?")
            }
            return sentence(c.statement + Phrase(d.en, d.fr))
        }
        let lines = ["try": "try tries tried tried trying | | essayer essaie essaies essaie essayons essaient essayé essaier | | | | | ", "begin": "begin begins began begun beginning | | commencer commence commences commence commençons commencent commencé commencer | | | | | ",
                     "forget": "forget forgets forgot forgotten forgetting | | oublier | | | | | ", "learn": "learn learns learned learned learning | | apprendre apprends apprends apprend apprenons apprennent appris apprendr | | | | | ",
                     "stop": "stop stops stopped stopped stopping | | arrêter | | | | | ", "need": "need needs needed needed needing | | avoir ai as a avons ont eu aur | besoin | | | | state"]
        let link = ["begin", "learn"].contains(base) ? "à" : "de"
        if ["learn", "begin", "stop"].contains(base) && !["chanter", "danser", "nager", "travailler", "parler", "manger", "courir", "marcher", "dormir", "jouer", "pleurer", "rire", "crier", "couper", "laver", "construire", "boire"].contains(d.verb.infinitive) { return nil }
        if base == "learn" && ["dormir", "pleurer", "rire", "crier", "boire", "courir", "manger", "jouer"].contains(d.verb.infinitive) { return nil }
        var c = Clause(s, makeVerb(Substring(lines[base]!), id: -1), base == "need" ? (chance.oneIn(3) ? .state : .present) : past, maybeNot())
        c.tail = base == "stop" ? Phrase([d.verb.ing] + d.en.dropFirst(), [link] + d.fr) : Phrase(["to"] + d.en, [link] + d.fr)
        if s.person == .tu && base != "need" && base != "learn" && chance.oneIn(2) {
            c.tense = .present
            if base == "forget" { c.polarity = .not }
            return sentence(Phrase((c.polarity == .not ? ["do", "not"] : []) + [base] + c.tail.en, c.frenchImperative()))
        }
        return said(c)
    }

    /// I am strong enough to carry it; it was so cold that we stayed at home; too heavy for you; good for us.
    func degrees() -> Phrase? {
        switch chance.below(4) {
        case 0:
            let s = someone(["person", "person", "animal"], pronouns: true, plain: true)
            let much = chance.oneIn(2)
            let a = adjective(chance.any(much ? ["tired", "weak", "old", "young", "proud", "lazy", "ill", "small"] : ["strong", "clever", "big", "brave", "rich", "fast", "patient", "kind"]))
            let ok = ["strong": ["porter", "tirer", "pousser", "couper", "aider", "protéger", "travailler"], "clever": ["comprendre", "trouver", "attraper", "aider", "cacher"], "big": ["travailler", "aider", "porter", "protéger"], "brave": ["protéger", "aider", "suivre", "chasser"],
                      "rich": ["acheter", "construire"], "fast": ["attraper", "suivre"], "patient": ["attendre", "apprendre", "écouter"], "kind": ["aider", "partager"]][a.en]
                ?? ["marcher", "travailler", "courir", "danser", "porter", "chanter", "aider", "manger", "nager", "traverser", "jouer", "tirer"]
            if s.noun.map({ !a.fits($0) }) ?? false { return nil }
            let v = use(chance.any(verbs.filter { w in ok.contains(w.infinitive) && self.suits(w, s) && !w.reflexive && w.base != "wear" && w.base != "wake" }.isEmpty ? [etre] : verbs.filter { w in ok.contains(w.infinitive) && self.suits(w, s) && !w.reflexive && w.base != "wear" }))
            if v.isBe { return nil }
            var c = Clause(s, v, .want)
            if transitive(v) {
                let it = ["porter", "tirer", "pousser", "couper", "acheter"].contains(v.infinitive)
                if chance.oneIn(2) && v.objects.contains(where: { ["*", "animate", "person", "rope", "container", "clothes", "cuttable"].contains($0) }) {
                    let clitic = chance.any(it ? thingClitics : directClitics)
                    if clash(s, clitic) { return nil }
                    c.clitic = clitic
                } else { guard let o = object(v, s, .positive, plain: true) else { return nil }; c.object = o.words }
            }
            let en = Array(c.english(withSubject: false).dropFirst()), fr = Array(c.frenchPredicate().dropFirst())
            let form = a.agreeing(s.gender, s.number)
            let head = much ? Phrase(["too", a.en], ["trop", form, "pour"]) : Phrase([a.en, "enough"], ["assez", form, "pour"])
            return said(being(s, head + Phrase(en, fr), chance.oneIn(3) ? .state : .present, maybeNot()))
        case 1:
            let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
            let past = chance.oneIn(2)
            let sky = chance.any(phrases(past ? "it was so cold that | il faisait si froid que\nit was so hot that | il faisait si chaud que\nit was so dark that | il faisait si noir que" : "it is so cold that | il fait si froid que\nit is so hot that | il fait si chaud que\nit is so dark that | il fait si noir que"))
            let v = verbs.filter { w in (sky.en.contains("dark") ? ["voir", "trouver", "lire"] : ["dormir", "travailler", "rester", "sortir", "jouer", "rentrer"]).contains(w.infinitive) && self.suits(w, s) && !w.reflexive }
            guard let w = v.isEmpty ? nil : use(chance.any(v)) else { return nil }
            let home = ["rester", "rentrer"].contains(w.infinitive)
            var c = Clause(s, w, home ? (past ? .past : .progressive) : past ? .could : .can, home ? .positive : .not)
            if w.infinitive == "rester" { c.tail = Phrase("at home", "à la maison") }
            if sky.en.contains("dark") { if w.infinitive == "voir" { c.object = chance.any(phrases("the road | la route\nthe house | la maison\nthe village | le village\nthe river | la rivière")) } else { if s.noun?.isAny(["animal"]) == true { return nil }; c.object = nounPhrase(noun(["ring", "tool", "clothes"]), own(s)).words } }
            return sentence(sky + c.statement)
        case 2:
            let (name, tags, too) = chance.any([("heavy", ["heavything"], true), ("big", ["clothes", "container"], true), ("small", ["clothes"], true), ("long", ["longthing"], true), ("good", ["food", "drink"], false), ("hot", ["warmfood"], true), ("dear", [], true), ("high", ["highplace"], true), ("hard", ["hardthing"], true)])
            if tags.isEmpty { return nil }
            let n = noun(tags), a = adjective(name)
            let s = chance.oneIn(3) && !["good", "high"].contains(name) ? pronoun(chance.oneIn(4) ? "they" : "it") : nounPhrase(n, chance.oneIn(3) && !n.isMass ? .this : .the, !n.isMass && chance.oneIn(4) ? .many : .one)
            let f = chance.any(strongPronouns)
            let d = too ? Phrase("too", "trop") : chance.oneIn(3) ? Phrase("very", "très") : .none
            return said(being(s, d + agreed(a, s) + Phrase("for", "pour") + (chance.oneIn(3) ? someone(["person", "kin"], plain: true).words : f), chance.oneIn(4) ? .state : .present, maybeNot()))
        default:
            let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
            let past = chance.oneIn(2)
            let a = adjective(chance.any(["tired", "happy", "sad", "angry", "weak", "ill", "proud", "lazy"]))
            let bad = ["tired": ["dormir", "chanter", "travailler", "marcher"], "happy": ["chanter", "danser", "sauter"], "sad": ["pleurer", "chanter"], "angry": ["parler", "manger"], "weak": ["marcher", "courir", "travailler"], "ill": ["manger", "marcher", "travailler"], "proud": ["parler", "écouter"], "lazy": ["travailler", "aider", "marcher"]][a.en]!
            let v = verbs.filter { w in bad.contains(w.infinitive) && (w.objects.isEmpty || w.has("eats")) && !w.has("to") && w.enTail.isEmpty && self.suits(w, s) }
            if v.isEmpty || s.noun.map({ !a.fits($0) }) ?? false { return nil }
            let w = use(chance.any(v))
            let glad = a.en == "happy" || w.infinitive == "pleurer" || a.en == "tired" && w.infinitive == "dormir"
            let lazy = ["lazy", "proud", "angry"].contains(a.en)
            let c = Clause(s.again, w, glad ? (past ? .wasDoing : .progressive) : lazy ? (past ? .wanted : .want) : past ? .could : .can, glad ? .positive : .not)
            return sentence(being(s, Phrase("so", "si") + agreed(a, s), past ? .state : .present).statement + Phrase("that", "que") + c.statement)
        }
    }

    /// One of my brothers; all of them; none of these hens; both; neither bread nor cheese.
    func someOf() -> Phrase? {
        let n = noun(["kin", "tame", "animal", "person", "clothes", "container", "tool"])
        let f = n.gender == .f
        let p = maybeNot(5)
        func use(_ s: NounPhrase) -> Phrase? {
            guard let c = chance.oneIn(3) ? quality(s, chance.any([.present, .state]), p) : n.animate || s.noun == nil ? anything(s, chance.any([.past, .past, .present, .future, .want]), p) : quality(s), c.tail.en != ["dead"] else { return nil }
            return said(c)
        }
        switch chance.below(7) {
        case 0, 1, 2:
            if n.isMass || n.isPlural { return nil }
            let all = nounPhrase(n, n.isAny(["kin"]) ? mineOrYours() : weighted([(2, .this), (1, .the), (n.isAny(["tame", "clothes", "tool"]) ? 2 : 0, mineOrYours())]), .many).words
            let none = chance.oneIn(4)
            let s = NounPhrase(words: none ? Phrase("none of", f ? "aucune de" : "aucun de") + all : Phrase("one of", f ? "une de" : "un de") + all, gender: n.gender, number: .one, person: .il, noun: n, negativeAlready: none)
            if none {
                guard let c = n.animate && chance.oneIn(2) ? anything(s, chance.any([.past, .future, .can])) : quality(s), c.object == nil || c.object!.en[0] == "the", c.tail.en != ["dead"] else { return nil }
                return sentence(c.statement)
            }
            if chance.oneIn(2) { return p == .not ? nil : use(s) }
            let v = chance.any(verbs.filter { (n.animate ? ["see", "meet", "help", "know"] : ["lose", "find", "sell", "buy", "take", "want", "break"]).contains($0.base) && !$0.has("idiom") && !$0.reflexive })
            if v.base == "break" && !n.isAny(["breakable"]) || n.isAny(["kin"]) && v.base == "know" && all.en[0] != "your" { return nil }
            var c = Clause(someone(["person", "kin"], not: n, pronouns: true, plain: true), v, v.isState ? .present : chance.any([.past, .past, .future]))
            c.object = s.words
            return said(c)
        case 3, 4:
            let us = chance.oneIn(3), both = chance.oneIn(3)
            let s = NounPhrase(words: Phrase((both ? "both" : "all") + (us ? " of us" : " of them"), us ? "nous" : "ils"), gender: .m, number: .many, person: us ? .nous : .ils, noun: nil)
            guard var c = chance.oneIn(3) ? quality(s, chance.any([.present, .state])) : chance.oneIn(3) ? feeling(s, .present) : anything(s, chance.any([.past, .present, .future, .want])), c.tail.en != ["dead"], c.tail.en != ["alone"] else { return nil }
            if us && c.english().contains(where: { ["their", "themselves", "home", "dress"].contains($0) }) { return nil }
            c.middle = Phrase([], both ? ["tous", "les", "deux"] : ["tous"])
            return sentence(c.statement)
        case 5:
            if n.isMass || !n.isAny(["kin", "tame", "clothes"]) { return nil }
            var s = nounPhrase(n, mineOrYours(), .many)
            s.words.en.insert("both", at: 0)
            s.words.fr.insert("deux", at: 1)
            return use(s)
        default:
            let s = someone(["person", "kin"], pronouns: true, plain: true)
            let past = chance.oneIn(3)
            if chance.oneIn(3) {
                let two = chance.any([["young", "old"], ["rich", "poor"], ["big", "small"], ["strong", "clever"], ["happy", "sad"], ["kind", "patient"], ["tired", "ill"], ["lazy", "stupid"]]).map { adjective($0) }
                return sentence(Phrase(being(s, .none, past ? .state : .present).english() + ["neither", two[0].en, "nor", two[1].en], s.words.fr + ["ne", etreOf(s, past), "ni", two[0].agreeing(s.gender, s.number), "ni", two[1].agreeing(s.gender, s.number)]))
            }
            let a = noun(["food", "drink", "money"]), b = noun(["food", "drink", "gold", "salt"], not: a)
            func name(_ n: Noun) -> Phrase { n.isMass ? Phrase([n.en], [n.fr]) : Phrase([n.enMany], [n.frMany]) }
            let want = chance.any([avoir, avoir, verbs.first { $0.base == "want" }!])
            let c = Clause(s, want, past ? .state : .present)
            return sentence(Phrase(c.english() + ["neither"] + name(a).en + ["nor"] + name(b).en, s.words.fr + ["ne", past ? want.imperfect(s.person) : want.present[s.person.rawValue], "ni"] + name(a).fr + ["ni"] + name(b).fr))
        }
    }

    private func etreOf(_ s: NounPhrase, _ past: Bool) -> String { past ? etre.imperfect(s.person) : etre.present[s.person.rawValue] }

    /// For three days; ill since yesterday; twice; at once.
    func lasting() -> Phrase? {
        let s = anyone()
        let spans = phrases("for a long time | longtemps\nfor two hours | pendant deux heures\nfor an hour | pendant une heure\nfor two days | pendant deux jours\nfor three days | pendant trois jours\nfor ten days | pendant dix jours")
        let sinces = phrases("since yesterday | depuis hier\nsince this morning | depuis ce matin\nsince last week | depuis la semaine dernière\nsince last winter | depuis le hiver dernier\nfor a long time | depuis longtemps\nfor three days | depuis trois jours\nfor two days | depuis deux jours\nfor an hour | depuis une heure")
        switch chance.below(4) {
        case 0, 1:
            let v = chance.any(verbs.filter { ["work", "sleep", "walk", "wait", "sing", "dance", "play", "stay", "run", "swim", "rest", "weep", "talk", "fight"].contains($0.base) && ($0.objects.isEmpty || $0.base == "wait") && $0.enTail.isEmpty || $0.base == "wait" })
            if !suits(v, s) { return nil }
            let still = chance.oneIn(3)
            let t: Tense = still ? .perfect : weighted([(4, .past), (2, .future), (1, .want)])
            var c = Clause(s, use(v), t, chance.oneIn(5) && !still ? .not : .positive)
            if v.base == "wait" { c.clitic = chance.any(directClitics); if clash(s, c.clitic!) { return nil } }
            if ["stay", "rest"].contains(v.base) || v.has("where") && chance.oneIn(3) { c.tail = place() }
            if still && ["stay", "run", "fight"].contains(v.base) { return nil }
            var span = chance.any(still ? sinces.filter { !$0.en.contains("last") } : spans)
            if !still && span.fr == ["longtemps"] && !c.tail.en.isEmpty { span.fr = ["pendant", "longtemps"] }
            let en = c.english()
            if still { c.tense = .present }
            return sentence(Phrase(en, c.french()) + span)
        case 2:
            guard let q = quality(s, .present), Composer.passing.contains(q.tail.en[0]), s.words.en[0] != "a" else { return nil }
            let have = s.number == .many || s.person == .je || s.person == .tu ? "have" : "has"
            return sentence(Phrase(s.words.en + [have, "been"] + q.tail.en, q.french()) + chance.any(sinces))
        default:
            let soon = chance.oneIn(2)
            let names = soon ? ["partir", "rentrer", "sortir", "lever", "fermer", "ouvrir", "manger", "aider", "répondre", "arrêter", "appeler", "apporter", "vendre", "laver"] : ["voir", "rencontrer", "tomber", "appeler", "toucher", "aider", "traverser", "entendre", "sauver", "laver", "mordre"]
            guard let c0 = clause(soon ? chance.any([.past, .future, .must, .want]) : chance.any([.past, .past, .perfect]), soon ? .positive : .positive, subject: s, plain: true, where: { names.contains($0.infinitive) && self.suits($0, s) && $0.preposition == nil }) else { return nil }
            var c = c0
            if c.object?.en[0] == "a" || c.object?.fr[0] == "de" { return nil }
            c.tail = c.tail + (soon ? Phrase("at once", "tout de suite") : chance.any(phrases("once | une fois\ntwice | deux fois\ntwice | deux fois\nthree times | trois fois")))
            return said(c)
        }
    }

    /// How old is your sister? How long did you sleep? How far is the village?
    func howQuestions() -> Phrase? {
        switch chance.below(3) {
        case 0:
            let s = chance.oneIn(3) ? anyPronoun() : someone(["person", "kin", "tame", "animal"], plain: true)
            if s.person == .je || s.words.en[0] == "a" { return nil }
            let c = Clause(s, etre, chance.oneIn(4) ? .state : .present)
            let a = c.tense == .state ? avoir.imperfect(s.person) : avoir.present[s.person.rawValue]
            return sentence(Phrase(c.englishQuestion(["how", "old"]), ["quel", "âge"] + (s.pronoun ? [a + (s.person == .il && c.tense == .present ? "-t-" : "-") + s.frPronoun] : [a] + s.words.fr)), "?")
        case 1:
            let s = chance.oneIn(2) ? anyPronoun() : someone(["person", "kin", "animal"], plain: true)
            if s.words.en[0] == "a" { return nil }
            let v = use(chance.any(verbs.filter { ["work", "sleep", "walk", "sing", "dance", "play", "stay", "swim", "rest", "live", "wait"].contains($0.base) && ($0.enTail.isEmpty || $0.base == "wait") }))
            if !suits(v, s) { return nil }
            var c = Clause(s, v, weighted([(4, .past), (2, .future), (2, .want), (1, .near), (1, .must)]))
            if v.base == "wait" { c.clitic = chance.any(directClitics); if clash(s, c.clitic!) { return nil } }
            if v.has("where") && chance.oneIn(3) || v.base == "live" || v.base == "stay" { c.tail = chance.oneIn(3) ? Phrase("here", "ici") : plainPlace() }
            if v.base == "live" && c.tense == .must { return nil }
            let head = ["combien", "de", "temps"]
            let fr = c.inverts ? (s.pronoun ? c.frenchInverted() : s.words.fr + c.frenchInverted()) : ["est-ce", "que"] + c.french()
            return sentence(Phrase(c.englishQuestion(["how", "long"]), head + fr), "?")
        default:
            let n = noun(["place"])
            let s = chance.oneIn(4) ? possessed(nounPhrase(named(chance.any(["house", "farm", "mill", "field", "garden"])), .the), by: nounPhrase(noun(["person"]), .the))
                : nounPhrase(n, n.isAny(["building"]) && chance.oneIn(2) ? mineOrYours() : .the)
            return sentence(Phrase("how far is", "à quelle distance est") + s.words, "?")
        }
    }

    /// Something good to eat; nothing new; not anything; everyone is happy; everything is ready.
    func everyThing() -> Phrase? {
        let s = someone(["person", "kin", "animal"], pronouns: true, plain: true)
        let beast = s.noun?.isAny(["animal"]) == true
        switch chance.below(5) {
        case 0, 1:
            let bases = beast ? ["find", "see", "have"] : ["find", "see", "have", "want", "buy", "bring", "give", "show"]
            let v = use(chance.any(verbs.filter { bases.contains($0.base) && $0.enTail.isEmpty && !$0.has("idiom") }))
            let nothing = chance.oneIn(3)
            let t: Tense = v.isState ? chance.any([.present, .state]) : weighted([(4, .past), (1, .future), (1, .near)])
            var c = Clause(s, v, t, nothing ? .nothing : .positive)
            if v.has("give") {
                c.dativeClitic = chance.any(dativeClitics)
                if clash(s, c.dativeClitic!) || nothing { return nil }
            }
            let what = chance.any(phrases("good to eat | de bon à manger\ngood to eat | de bon à manger\ngood to drink | de bon à boire\ngood | de bon\nnew | de nouveau\nbeautiful | de beau\nbig | de gros\nfor you | pour toi\nfor us | pour nous\nfor me | pour moi"))
            if clash(s, directClitics.first { $0.en == what.en.last! } ?? Clitic(en: "", fr: "", gender: .m, number: .one)) || what.en[0] == "for" && (beast || !["find", "want", "buy", "bring", "have"].contains(v.base)) { return nil }
            if nothing { c.tail = what } else { c.object = Phrase("something", "quelque chose") + what }
            return nothing ? sentence(c.statement) : said(c)
        case 2:
            let v = use(chance.any(verbs.filter { ["see", "hear", "find", "eat", "buy", "want", "take", "bring", "understand", "forget", "say"].contains($0.base) && ($0.objects.count > 0 || $0.has("eats")) && $0.enTail.isEmpty && !$0.reflexive }))
            if !suits(v, s) { return nil }
            let t: Tense = v.isState ? .present : weighted([(3, .past), (1, .future), (1, .can), (1, .want), (1, .could)])
            var c = Clause(s, v, t, .not), d = Clause(s, v, t, .nothing)
            c.tail = Phrase("anything", "")
            d.tail = .none
            if chance.oneIn(3) && s.words.en[0] != "a" {
                c.polarity = .positive
                c.object = Phrase("", "quelque chose")
                return sentence(c.yesNo, "?")
            }
            return sentence(Phrase(c.english(), d.french()))
        case 3:
            let everyone = NounPhrase(words: Phrase("everyone", "tout le monde"), gender: .m, number: .one, person: .il, noun: nil)
            let t: Tense = chance.any([.present, .past, .future])
            guard let c = chance.oneIn(3) ? quality(everyone, t == .past ? .state : .present) : chance.oneIn(3) ? feeling(everyone, t == .past ? .state : t) : anything(everyone, t), !["dead", "alone"].contains(c.tail.en.first ?? ""), !c.verb.isCopula || Composer.passing.contains(c.tail.en[0]), c.statement.en.allSatisfy({ !["his", "himself", "home"].contains($0) }) else { return nil }
            return said(c)
        default:
            let everything = NounPhrase(words: Phrase("everything", "tout"), gender: .m, number: .one, person: .il, noun: nil)
            let a = adjective(chance.any(["ready", "dry", "wet", "clean", "dirty", "broken", "beautiful", "calm", "white", "good", "new", "old", "black"]))
            var c = being(everything, agreed(a, everything), chance.any([.present, .present, .state]), .positive)
            if a.en == "ready" && chance.oneIn(2) { c.tail = c.tail + chance.any(phrases("for dinner | pour le dîner\nfor the winter | pour le hiver\nnow | maintenant\nfor you | pour toi")) } else if chance.below(3) > 0 { c.tail = c.tail + chance.any(phrases("in the house | dans la maison\nin the garden | dans le jardin\nin the village | dans le village\nin the barn | dans la grange\nin the forest | dans la forêt\nhere | ici")) }
            return said(c)
        }
    }

    /// Another apple, the other hens, the same hat, the first boy, the last leaf.
    func otherAndSame() -> Phrase? {
        let n = noun(["thing", "countfood", "animal", "person", "building", "flower"])
        if n.isMass || n.isPlural { return nil }
        let f = n.gender == .f
        let many = chance.oneIn(3)
        let kinds: [(String, String, String, Bool)] = [("another", "un autre", "une autre", false), ("another", "un autre", "une autre", false), ("the other", many ? "les autres" : "le autre", many ? "les autres" : "la autre", true), ("the other", many ? "les autres" : "le autre", many ? "les autres" : "la autre", true),
            ("the same", many ? "les mêmes" : "le même", many ? "les mêmes" : "la même", true), ("the first", "le premier", "la première", false), ("the last", many ? "les derniers" : "le dernier", many ? "les dernières" : "la dernière", true), ("the next", "le prochain", "la prochaine", false)]
        let k = chance.any(kinds)
        let number: Number = many && k.3 ? .many : .one
        let s = NounPhrase(words: Phrase(k.0, f ? k.2 : k.1) + Phrase([number == .many ? n.enMany : n.en], [number == .many ? n.frMany : n.fr]), gender: n.gender, number: number, person: number == .many ? .ils : .il, noun: n)
        if ["the other", "another"].contains(k.0) && chance.oneIn(2) || n.animate && k.0 == "the first" {
            guard let c = n.animate && chance.below(3) > 0 ? anything(s, chance.any([.past, .present, .future, .progressive])) : k.0 == "another" ? nil : quality(s, chance.any([.present, .state]), maybeNot()), c.tail.en != ["dead"] else { return nil }
            return k.0 == "another" ? sentence(c.statement) : said(c)
        }
        let bases = n.animate ? ["see", "meet", "find", "follow", "help"] : n.isAny(["building"]) ? ["see", "build", "sell"] : n.isAny(["countfood"]) ? ["want", "eat", "take", "buy"] : ["want", "see", "buy", "find", "choose", "take", "sell", "have"]
        let v = use(chance.any(verbs.filter { bases.contains($0.base) && $0.enTail.isEmpty && !$0.has("idiom") && !$0.reflexive }))
        if v.base == "build" && k.0 != "another" || k.0 == "the next" && v.isState || k.0 == "the next" && !["choose", "take"].contains(v.base) { return nil }
        var c = Clause(someone(["person", "kin"], not: n, pronouns: true, plain: true), v, v.isState ? chance.any([.present, .state]) : weighted([(3, .past), (1, .future), (1, .want), (1, .near)]), k.0 == "another" ? .positive : maybeNot(5))
        c.object = s.words
        return said(c)
    }

    /// Before leaving; after washing the plates; while I was sleeping; as soon as he arrived; because of the rain.
    func beforeAfter() -> Phrase? {
        let s = someone(["person", "kin"], pronouns: true, plain: true)
        let t: Tense = weighted([(4, .past), (2, .future), (1, .must), (1, .present)])
        func doing(_ names: [String], _ t: Tense, _ s: NounPhrase) -> Clause? {
            clause(t, .positive, subject: s, plain: true) { names.contains($0.infinitive) && self.suits($0, s) && ($0.enTail.isEmpty || !$0.has("of")) && $0.preposition != "à" && $0.base != "talk" }
        }
        switch chance.below(5) {
        case 0, 1:
            let inner = ["partir", "dormir", "manger", "boire", "traverser", "ouvrir", "entrer", "travailler", "coucher", "rentrer", "sortir", "vendre", "acheter", "parler"]
            guard let a = doing(["manger", "boire", "laver", "fermer", "remercier", "aider", "regarder", "chanter", "attendre", "travailler", "acheter", "chercher", "cacher", "reposer"], t, s),
                  let b = doing(inner, .want, s), a.verb.infinitive != b.verb.infinitive, b.object == nil || b.object!.en[0] != "a" && b.object!.en != a.object?.en else { return nil }
            let after = t != .must && chance.oneIn(2)
            let en = [after ? "after" : "before", b.verb.ing] + b.english(withSubject: false).dropFirst(3)
            var fr = Array(b.frenchPredicate().dropFirst())
            if after {
                var d = b
                d.tense = .past
                fr = d.frenchPredicate()
                fr[b.verb.reflexive ? 1 : 0] = b.verb.withEtre ? "être" : "avoir"
            }
            let tail = Phrase(en, (after ? ["après"] : ["avant", "de"]) + fr)
            return sentence(chance.oneIn(4) ? tail + Phrase(",", ",") + a.statement : a.statement + tail)
        case 2:
            let b = someone(["person", "kin", "animal"], not: s.noun, pronouns: true, plain: true)
            if b.words.en == s.words.en || b.words.en[0] == "a" { return nil }
            let past = chance.oneIn(2)
            let v = use(lexical(chance.any(["arriver", "partir", "revenir", "sortir", "rentrer", "lever"])))
            guard suits(v, b), let a = anything(s, past ? .past : .future) else { return nil }
            let event = Clause(b, v, past ? .past : .present), coming = Clause(b, v, past ? .past : .future)
            let words = Phrase("as soon as", "dès que") + Phrase(event.english(), coming.french())
            return sentence(chance.oneIn(2) ? a.statement + words : words + Phrase(",", ",") + a.statement)
        case 3:
            let (en, fr) = chance.any([("rain", "la pluie"), ("snow", "la neige"), ("wind", "le vent"), ("noise", "le bruit"), ("wolf", "le loup"), ("bear", "le ours"), ("sun", "le soleil"), ("king", "le roi"), ("cold", "le froid")])
            let whom = chance.oneIn(3) ? strong(s) : Phrase(["the", en], fr.split(separator: " ").map(String.init))
            guard let why = whom else { return nil }
            let soft = chance.oneIn(2)
            guard let c = clause(soft ? chance.any([.can, .could, .past]) : chance.any([.past, .past, .progressive]), soft ? .not : .positive, subject: s, plain: true, where: { ["dormir", "sortir", "travailler", "rester", "rentrer", "jouer", "pleurer", "cacher", "courir", "arrêter"].contains($0.infinitive) && ($0.objects.isEmpty) && self.suits($0, s) }) else { return nil }
            return sentence(c.statement + Phrase("because of", "à cause de") + why)
        default:
            let b = someone(["person", "animal"], not: s.noun, pronouns: false, plain: true)
            guard let a = doing(["dormir", "manger", "travailler", "chanter", "marcher", "parler", "attendre", "laver", "nager", "jouer", "couper"], .wasDoing, s), let e = anything(b, .past), b.words.en[0] != "a" else { return nil }
            let words = Phrase("while", "pendant que") + a.statement
            return sentence(chance.oneIn(2) ? words + Phrase(",", ",") + e.statement : e.statement + words)
        }
    }

    /// We had to leave; she was able to open it; he will be able to come; I could not find you.
    func couldAndHadTo() -> Phrase? {
        let s = person()
        guard let d = toDo(s) else { return nil }
        let rest = Phrase(d.en, d.fr)
        if s.words.en[0] == "a" { return nil }
        let pron = s.person.rawValue
        let was = s.number == .many || s.person == .tu ? "were" : "was"
        let a = avoir.present[pron]
        let asked = chance.oneIn(5)
        switch chance.below(6) {
        case 0, 1: return sentence(Phrase(s.words.en + ["had", "to"], s.words.fr + [a, "dû"]) + rest)
        case 2:
            let no = chance.oneIn(3)
            return sentence(Phrase(s.words.en + [was] + (no ? ["not"] : []) + ["able", "to"], s.words.fr + (no ? ["ne", a, "pas", "pu"] : [a, "pu"])) + rest)
        case 3: return helped(s, ["will", "be", "able", "to"], ["pourrai", "pourras", "pourra", "pourrons", "pourront"], maybeNot(), asked: asked, rest)
        case 4: return helped(s, ["will", "have", "to"], ["devrai", "devras", "devra", "devrons", "devront"], .positive, asked: asked, rest)
        default: return helped(s, ["could"], ["pouvais", "pouvais", "pouvait", "pouvions", "pouvaient"], chance.oneIn(4) ? .positive : .not, asked: false, rest)
        }
    }

    /// My bread is better than your bread; she sings better than us; more money than them; as many hens as you.
    func better() -> Phrase? {
        let s = someone(["person", "kin"], pronouns: true, plain: true)
        guard let than = chance.below(3) > 0 ? strong(s) : someone(["person", "kin"], not: s.noun, plain: true).words, than.en[0] != "a" else { return nil }
        switch chance.below(4) {
        case 0:
            let worse = chance.oneIn(4)
            let n = noun(["food", "drink", "tool"])
            let number: Number = n.isMass ? .one : chance.oneIn(3) ? .many : .one
            func of(_ d: Determiner) -> NounPhrase { nounPhrase(n, d, number) }
            let x = chance.oneIn(2) ? of(.this) : of(.of(en: "my", person: .je)), m = chance.oneIn(2)
            let y: NounPhrase
            if m { y = possessed(of(.the), by: nounPhrase(noun(["person"]), .the)) } else { y = of(.of(en: "your", person: .tu)) }
            let good = worse ? ["pire", "pire", "pires", "pires"] : ["meilleur", "meilleure", "meilleurs", "meilleures"]
            let form = good[(x.gender == .f ? 1 : 0) + (x.number == .many ? 2 : 0)]
            return said(being(x, Phrase([worse ? "worse" : "better", "than"], [form, "que"]) + y.words, chance.oneIn(4) ? .state : .present, maybeNot()))
        case 1:
            let v = use(chance.any(verbs.filter { ["sing", "dance", "swim", "work", "sleep"].contains($0.base) && $0.objects.isEmpty && self.suits($0, s) }))
            var c = Clause(s, v, chance.any([.present, .present, .past, .can]), maybeNot())
            c.tail = Phrase("better than", "mieux que") + than
            return said(c)
        default:
            let n = noun(["food", "drink", "money", "gold", "tame", "clothes", "friend", "tool"])
            let as_ = chance.oneIn(2)
            let many = !n.isMass
            let c = Clause(s, avoir, chance.oneIn(4) ? .state : .present, maybeNot())
            var d = c
            d.object = Phrase((as_ ? ["as", many ? "many" : "much"] : ["more"]) + [many ? n.enMany : n.en] + [as_ ? "as" : "than"], [as_ ? "autant" : "plus", "de", many ? n.frMany : n.fr, "que"]) + than
            let v = verbs.first { $0.has("have") }!
            d.verb = v
            return said(d)
        }
    }

    /// Yes, I am hungry; no, she is not here; good morning, my friend; thank you for the bread.
    func answers() -> Phrase? {
        let dear = chance.any(phrases("my friend | mon ami\nmy son | mon fils\nmy daughter | ma fille\nlittle girl | petite fille\nmy child | mon enfant\nfather | père\nmother | mère\nlittle bird | petit oiseau\nmy brother | mon frère\nlittle mouse | petite souris\ndoctor | docteur\nneighbour | voisin").filter { $0.en != ["doctor"] })
        let comma = Phrase(",", ",")
        switch chance.below(6) {
        case 0, 1, 2:
            let yes = chance.oneIn(2)
            let s = anyone()
            if s.words.en[0] == "a" { return nil }
            let c: Clause?
            switch chance.below(4) {
            case 0: c = feeling(s, chance.oneIn(4) ? .state : .present, yes ? .positive : .not)
            case 1: c = quality(s, chance.oneIn(4) ? .state : .present, yes ? .positive : .not)
            case 2:
                var d = Clause(s, etre, chance.oneIn(4) ? .state : .present, yes ? .positive : .not)
                d.tail = chance.any(phrases("here | ici\nat home | à la maison\nthere | là\nmy friend | mon ami")) 
                if d.tail.en[0] == "my" && (s.number == .many || s.gender == .f || s.person == .je) { return nil }
                c = d
            default: c = anything(s, chance.any([.past, .can, .want, .future, .present]), yes ? .positive : .not)
            }
            return c.flatMap { $0.tail.en == ["dead"] ? nil : sentence(Phrase(yes ? "yes ," : "no ,", yes ? "oui ," : "non ,") + $0.statement) }
        case 3:
            let n = noun(["food", "drink", "clothes", "ring", "flower", "tame", "tool"])
            let o = nounPhrase(n, n.isMass || n.isPlural ? .the : chance.any([.the, .this])).words
            return sentence(Phrase("thank you for", "merci pour") + o + (chance.oneIn(3) ? comma + dear : .none))
        case 4:
            return sentence(chance.any(phrases("yes , thank you | oui , merci\nno , thank you | non , merci\nthank you very much | merci beaucoup\nthank you | merci")) + comma + dear, chance.oneIn(3) ? "!" : ".")
        default:
            let hello = chance.any(phrases("good morning | bonjour\ngood morning | bonjour\ngood evening | bonsoir\ngood night | bonne nuit"))
            if hello.en[1] != "night" && chance.oneIn(3) { return sentence(hello + comma + dear + comma + Phrase("how are you", "comment vas-tu"), "?") }
            return sentence(hello + comma + dear, chance.oneIn(2) ? "!" : ".")
        }
    }

    /// He used to live in the village; the jar is almost empty; they have not arrived yet; she no longer works here.
    func usedTo() -> Phrase? {
        let s = anyone()
        switch chance.below(5) {
        case 0, 1, 2:
            guard let d = toDo(s), !d.en.contains("a"), !["arriver", "tomber", "arrêter", "quitter", "partir", "perdre", "sauver", "prendre", "voler"].contains(d.verb.infinitive) else { return nil }
            var c = Clause(s, d.verb, .wasDoing)
            guard let made = clause(.wasDoing, .positive, subject: s, plain: true, where: { $0.id == d.verb.id }) else { return nil }
            if made.object?.en.contains("a") == true || made.object?.en[0] == "this" || made.verb.infinitive == "vivre" { return nil }
            c = made
            if chance.oneIn(2) && habitual(c.verb) { c.tail = c.tail + chance.any(habitTimes) }
            return sentence(Phrase(s.words.en + ["used", "to", c.verb.base] + c.bareEnglish, c.french()))
        case 3:
            let n = noun(["container", "breakable", "food", "barn", "clothes"])
            let thing = nounPhrase(n, .the, !n.isMass && chance.oneIn(4) ? .many : .one)
            let x = chance.oneIn(2) ? s : thing
            guard let a = chance.any(["empty", "full", "ready", "dry", "ripe", "dead", "closed"].map(Optional.init)), let q = adjectives.first(where: { $0.en == a && $0.predicative || $0.en == a }), x.noun.map(q.fits) ?? ["ready", "dead"].contains(a) else { return nil }
            return said(being(x, Phrase("almost", "presque") + agreed(q, x), chance.oneIn(3) ? .state : .present))
        default:
            guard var c = anything(s, .perfect, .not) else { return nil }
            if c.object?.en[0] == "a" { return nil }
            c.middle = Phrase([], ["encore"])
            c.tail = c.tail + Phrase("yet", "")
            return sentence(c.statement)
        }
    }

    /// It is easy to catch a hen; is it dangerous to swim here? It is time to eat.
    func itIs() -> Phrase? {
        let (en, fr, names) = chance.any([
            ("easy", "facile", ["attraper", "trouver", "casser", "acheter", "vendre", "laver", "couper", "voir", "fermer", "apprendre", "nager", "chanter", "danser"]), ("hard", "difficile", ["attraper", "trouver", "porter", "construire", "couper", "tirer", "traverser", "vendre", "nager", "travailler", "dormir", "marcher", "comprendre"]),
            ("dangerous", "dangereux", ["traverser", "suivre", "nager", "réveiller", "toucher", "dormir", "jouer", "sauter", "courir"]), ("good", "bon", ["rire", "chanter", "danser", "dormir", "travailler", "reposer", "nager", "partager"]), ("time", "temps", ["partir", "manger", "dormir", "travailler", "rentrer", "fermer", "lever", "laver", "chercher", "vendre", "couper"]),
            ("too late", "trop tard", ["partir", "manger", "acheter", "sortir", "jouer", "aider", "travailler"]), ("better", "mieux", ["partir", "rester", "attendre", "dormir", "travailler", "partager"]),
        ])
        let v = use(chance.any(verbs.filter { names.contains($0.infinitive) && !$0.has("idiom") && !["wear", "talk"].contains($0.base) && (en == "time" || !$0.reflexive) }))
        var obj = Phrase.none
        if transitive(v) && !v.has("eats") && !v.has("drinks") {
            let tags = ["suivre": ["wolf", "lion", "bear", "thief", "snake"], "réveiller": ["lion", "bear", "wolf"], "toucher": ["snake", "knife", "bee"], "aider": ["king", "doctor", "donkey"], "comprendre": ["child", "king", "judge", "bird"], "garder": ["sheep"], "attendre": ["doctor", "king", "baker"]][v.infinitive] ?? v.objects
            let n = noun(tags)
            let number: Number = chance.oneIn(4) && !n.isMass ? .many : .one
            if n.isAny(["kin"]) || v.infinitive == "attraper" && en == "easy" && !n.isAny(["prey", "tiny"]) { return nil }
            obj = nounPhrase(n, n.isMass || n.isPlural || ["suivre", "réveiller", "toucher", "fermer", "traverser"].contains(v.infinitive) ? .the : chance.any([.a, .the, .this]), number).words
        } else if v.has("where") && !v.has("etre") && !v.has("eats") { obj = chance.oneIn(3) ? Phrase("here", "ici") : chance.oneIn(2) && !["time", "too late"].contains(en) ? plainPlace() : .none }
        else if v.infinitive == "nager" { obj = chance.any(waters) }
        if v.infinitive == "rentrer" { return sentence(Phrase("it is time to", "il est temps de") + Phrase([v.base] + v.enTail, ["rentrer"]) + vocative()) }
        let was = chance.oneIn(4), p = ["time", "too late", "better"].contains(en) ? .positive : maybeNot(3)
        let be = en == "better" ? (was ? "valait" : "vaut") : was ? "était" : "est"
        let a = en.split(separator: " ").map(String.init), b = fr.split(separator: " ").map(String.init)
        let how = chance.oneIn(4) && ["easy", "hard", "dangerous"].contains(en) ? Phrase("very", "très") : .none
        let inf = Phrase(["to", v.base] + v.enTail, (en == "better" ? [] : [en == "too late" ? "pour" : "de"]) + (v.reflexive ? ["°se"] : []) + [v.infinitive]) + obj
        if en != "better" && chance.oneIn(6) { return sentence(Phrase([was ? "was" : "is", "it"] + how.en + a, [be + "-il"] + how.fr + b) + inf, "?") }
        return sentence(Phrase(["it", was ? "was" : "is"] + (p == .not ? ["not"] : []) + how.en + a, p == .not ? ["il", "ne", be, "pas"] + how.fr + b : ["il", be] + how.fr + b) + inf)
    }

    /// Can you show me the road? I want to give her a flower; she gave it to us; he did not tell them anything.
    func toWhom() -> Phrase? {
        let v = verb { $0.has("give") && $0.base != "sell" }
        let s = person()
        let t: Tense = weighted([(3, .can), (3, .want), (2, .must), (3, .past), (2, .near), (1, .could), (1, .future), (1, .wanted)])
        var c = Clause(s, v, t, maybeNot())
        let clitic = chance.any(dativeClitics)
        if clash(s, clitic) || s.words.en[0] == "a" { return nil }
        c.dativeClitic = clitic
        if chance.oneIn(3) { c.clitic = chance.any(thingClitics) } else {
            let n = v.base == "show" && chance.oneIn(3) ? named(chance.any(["road", "house", "mill", "village", "sea", "garden"])) : noun(v.base == "give" || v.base == "bring" ? ["thing", "food", "drink", "flower"] : v.objects)
            let place = n.isAny(["place"])
            let o = nounPhrase(n, place ? .the : n.isMass || n.isPlural ? (c.polarity == .not || chance.oneIn(2) ? .the : .some) : weighted([(2, c.polarity == .not ? .the : .a), (2, .the), (1, .this)]), .one).words
            if clitic.en == "her" && isBare(o) { return nil }
            c.object = o
        }
        return said(c, askedIn: s.person == .tu ? 2 : 6)
    }

    /// You look tired; she became rich; the leaves have become red.
    func becoming() -> Phrase? {
        let things = chance.oneIn(4)
        let s = things ? nounPhrase(named(chance.any(["leaf", "apple", "sky", "sea", "river", "bread", "soup", "wind", "water"])), .the, .one) : chance.oneIn(3) ? anyPronoun() : known(["person", "kin", "animal"]) ?? anyPronoun()
        if things {
            let n = s.noun!
            let q = ["leaf": ["yellow", "red", "dry"], "apple": ["red", "ripe"], "sky": ["black", "red", "dark"], "sea": ["calm", "cold"], "river": ["wide", "cold", "deep"], "bread": ["hard", "dry"], "soup": ["cold"], "wind": ["strong", "cold"], "water": ["cold", "hot"]][n.en] ?? ["black"]
            let x = n.enMany == "-" || n.en == "sea" ? s : nounPhrase(n, chance.any([.the, .this]), chance.oneIn(2) ? .many : .one)
            return said({ var c = Clause(x, devenir, self.chance.any([.past, .perfect, .future, .near])); c.tail = self.agreed(self.adjective(self.chance.any(q)), x); return c }(), askedIn: 8)
        }
        if chance.oneIn(2) {
            let names = ["tired", "ill", "sad", "happy", "unhappy", "angry", "proud", "strong", "weak", "clever", "patient", "kind", "jealous", "lazy", "wicked", "stupid", "honest"]
            let a = adjective(chance.any(names))
            if s.noun.map({ !a.fits($0) }) ?? false { return nil }
            let look = makeVerb("look looks looked looked looking | | avoir ai as a avons ont eu aur | le air | | | | state", id: -1)
            var c = Clause(s, look, chance.oneIn(3) ? .state : .present, maybeNot(5))
            let d = chance.oneIn(3) && c.polarity == .positive ? degree() : .none
            c.tail = d + agreed(a, s)
            return chance.oneIn(8) && c.tense == .present && d.en.isEmpty ? sentence(c.question(Phrase("why", "pourquoi")), "?") : said(c)
        }
        let a = adjective(chance.any(["rich", "poor", "old", "strong", "weak", "wise", "lazy", "proud", "jealous", "vain", "wicked", "free", "fat", "patient", "brave"]))
        if s.noun.map({ !a.fits($0) }) ?? false { return nil }
        var c = Clause(s, devenir, weighted([(4, .past), (2, .perfect), (2, .future), (2, .want), (1, .near)]), maybeNot(5))
        c.tail = (chance.oneIn(3) && c.tense != .want && c.polarity == .positive ? Phrase("very", "très") : .none) + agreed(a, s)
        return said(c)
    }

    /// The man who lives here is my friend; the hat that I bought is new; this is the house where we live.
    func relativeTurns() -> Phrase? {
        switch chance.below(3) {
        case 0:
            guard let who2 = known(["person", "animal"]), who2.number == .one || chance.oneIn(2) else { return nil }
            let v = use(lexical(chance.any(["vivre", "travailler", "dormir", "chanter", "parler", "arriver", "sortir"])))
            if !suits(v, who2) { return nil }
            var c = Clause(who2, v, v.infinitive == "arriver" || v.infinitive == "sortir" ? .past : chance.any([.present, .present, .wasDoing]))
            if v.isState && c.tense == .wasDoing { c.tense = .present }
            c.tail = v.has("where") ? (chance.oneIn(2) ? Phrase("here", "ici") : v.base == "live" ? circumstance(v, who2) ?? .none : place()) : c.tense == .past ? when(.past) : .none
            let whole = NounPhrase(words: who2.words + Phrase("who", "qui") + c.predicate, gender: who2.gender, number: who2.number, person: who2.person, noun: who2.noun)
            if chance.oneIn(3) && who2.number == .one && who2.noun!.isAny(["person"]) {
                let kin = chance.any(who2.gender == .f ? phrases("my sister | ma sœur\nmy mother | ma mère\nour neighbour | notre voisine\nmy daughter | ma fille").filter { $0.en[1] != "neighbour" } : phrases("my brother | mon frère\nmy friend | mon ami\nour neighbour | notre voisin\nyour cousin | ton cousin"))
                return sentence(Phrase(whole.words.en + ["is"], whole.words.fr + ["est"]) + kin)
            }
            if chance.oneIn(3) {
                let k = Clause(anyPronoun(), lexical("connaître"), .present, maybeNot(2))
                return sentence(k.statement + whole.words)
            }
            return quality(whole, .present).flatMap { $0.tail.en == ["dead"] ? nil : sentence($0.statement) }
        case 1:
            let n = noun(["clothes", "tool", "container", "ring", "jewel", "fruit", "egg", "cheese", "horse", "dog", "flower"])
            let o = nounPhrase(n, .the, !n.isMass && chance.oneIn(4) ? .many : .one)
            let v = use(lexical(chance.any(["acheter", "vendre", "perdre", "trouver", "voir", "choisir", "prendre"])))
            if v.infinitive == "perdre" && n.isAny(["fruit", "egg", "cheese"]) { return nil }
            let s = person()
            if s.words.en[0] == "a" { return nil }
            var c = Clause(s, v, chance.oneIn(5) && v.infinitive != "perdre" ? .want : .past)
            c.agreement = (o.gender, o.number)
            let whole = NounPhrase(words: o.words + Phrase("that", "que") + c.statement, gender: o.gender, number: o.number, person: o.person, noun: n)
            if chance.oneIn(2) { return quality(whole, .present, maybeNot()).map { sentence($0.statement) } }
            if c.tense != .past { return nil }
            let where_ = spot(n)
            let at = n.animate ? place() : where_
            return chance.oneIn(2) ? sentence(Phrase(["where", o.number == .many ? "are" : "is"], ["où", o.number == .many ? "sont" : "est"]) + whole.words, "?")
                : sentence(Phrase(whole.words.en + [o.number == .many ? "are" : "is"], whole.words.fr + [o.number == .many ? "sont" : "est"]) + at)
        default:
            let n = noun(["house", "village", "town", "forest", "garden", "barn", "field", "valley", "farm", "cave", "meadow", "mill"])
            let s = chance.oneIn(2) ? anyPronoun() : someone(["person", "kin", "animal"], plain: true)
            if s.words.en[0] == "a" { return nil }
            let v = use(lexical(chance.any(["vivre", "vivre", "travailler", "dormir", "jouer", "cacher"])))
            let w = v.infinitive == "cacher" ? verbs.first { $0.infinitive == "cacher" && $0.reflexive }! : v
            if !suits(w, s) && !(s.pronoun) || n.en == "field" && w.infinitive == "vivre" && !s.pronoun && s.noun!.isAny(["person"]) { return nil }
            let c = Clause(s, w, w.isState ? chance.any([.present, .present, .state]) : chance.any([.present, .past, .wasDoing]))
            let whole = nounPhrase(n, .the).words + Phrase("where", "où") + c.statement
            if chance.oneIn(3) { return sentence(Phrase("this is", "ce est") + whole) }
            let me = anyPronoun()
            if me.words.en == s.words.en { return nil }
            let k = verb { ["see", "know", "find", "leave"].contains($0.base) && !$0.objects.isEmpty && !$0.reflexive && $0.enTail.isEmpty }
            var m = Clause(me, k, k.isState ? .present : chance.any([.past, .past, .future]), maybeNot())
            m.object = whole
            return said(m)
        }
    }

    /// The tortoise did not stop; my sisters have left; the hens are not very kind; all the mice ran away.
    /// Why are the frogs so quiet? Our neighbours are very kind; my old clothes were clean; where are the grey mice?
    func agreeing() -> Phrase? {
        let n = noun(chance.any([["animal"], ["person", "kin"], ["thing"], ["clothes"], ["food", "drink"], ["container", "tool"]]))
        let owned = n.isAny(["kin", "clothes", "tame", "container", "tool"])
        let which: Determiner = owned && chance.oneIn(2) ? mineOrYours() : chance.oneIn(5) ? .this : .the
        let number: Number = n.isMass || chance.oneIn(3) ? .one : .many
        let attributive = chance.oneIn(3) ? adjective(for: n, where: { !$0.predicative || !Composer.passing.contains($0.en) }) : nil
        let s = nounPhrase(n, which, number, attributive)
        let why = chance.oneIn(3)
        if attributive != nil && chance.oneIn(3) {
            let c = Clause(s, etre, chance.oneIn(3) ? .state : .present)
            return sentence(c.question(Phrase("where", "où")), "?")
        }
        guard var c = chance.oneIn(4) && n.animate ? feeling(s, chance.any([.present, .present, .state]), maybeNot()) :
            quality(s, chance.any([.present, .present, .state]), maybeNot()) else { return nil }
        if c.tail.en == ["dead"] || (attributive.map { c.tail.en == [$0.en] } ?? false) { return nil }
        if c.verb.infinitive == "être", !c.tail.en.isEmpty, !Composer.absolute.contains(c.tail.en[0]), chance.oneIn(2) {
            c.tail = (why || chance.oneIn(3) ? Phrase("so", "si") : Phrase("very", "très")) + c.tail
        }
        return why ? sentence(c.question(Phrase("why", "pourquoi")), "?") : said(c)
    }

    func feminine() -> Phrase? {
        var s = someone(["animal", "person", "kin"], plain: true)
        if s.gender == .m || s.words.en[0] == "a" { return nil }
        if s.number == .many && chance.oneIn(4) { s.words = Phrase("all", "toutes") + s.words }
        if chance.oneIn(8) { s = pronoun("she") }
        if chance.oneIn(3) {
            guard let q = quality(s, chance.any([.present, .present, .state]), maybeNot(2)), q.tail.en != ["dead"] else { return nil }
            var c = q
            if !Composer.absolute.contains(q.tail.en[0]) && chance.oneIn(2) { c.tail = Phrase("very", "très") + q.tail }
            if s.words.en[0] == "all" && c.polarity == .not { return nil }
            return said(c)
        }
        let t: Tense = weighted([(6, .past), (2, .perfect), (1, .pluperfect)])
        guard let c = clause(t, s.words.en[0] == "all" ? .positive : maybeNot(2), subject: s, plain: chance.oneIn(2), where: { $0.withEtre && $0.base != "die" && !$0.has("of") && self.suits($0, s) }) else { return nil }
        if c.verb.has("to") && t != .past { return nil }
        return said(c)
    }
}

extension Phrase {
    func inserting(_ word: String, afterLast mark: String) -> Phrase {
        var out = self
        if let at = out.en.lastIndex(of: mark) { out.en.insert(word, at: at + 1) }
        return out
    }
}

extension Clause {
    /// What follows the bare verb, as after `to` or in a command.
    var afterVerb: Phrase {
        Phrase(englishTail, verb.frTail + (object.map { (verb.preposition.map { [$0] } ?? []) + $0.fr } ?? []) + tail.fr)
    }

    /// The English after the bare verb, in the words of this subject.
    var bareEnglish: [String] {
        var c = self
        c.tense = .want
        c.polarity = .positive
        return Array(c.english(withSubject: false).dropFirst(3))
    }

    /// What stands behind the words that belong to the verb.
    var englishRestAfterTail: [String] { Array(englishTail.dropFirst(verb.enTail.count)) }

    /// `is still hungry`: after be, the adverb follows the verb.
    var englishWithMiddleAfterVerb: [String] {
        guard verb.isBe, [.present, .state].contains(tense) else { return english() }
        var bare = self
        bare.middle = .none
        var out = bare.english()
        out.insert(contentsOf: middle.en, at: subject.words.en.count + 1)
        return out
    }

    var englishTail: [String] { Array(Clause.plain(self).english(withSubject: false).dropFirst()) }

    /// The same clause without negation, in the plural, so that its verb is one bare word.
    private static func plain(_ clause: Clause) -> Clause {
        var c = clause
        c.subject = pronoun("they")
        c.tense = .present
        c.polarity = .positive
        return c
    }

    /// tu without its pronoun; -er verbs and ouvrir drop the s.
    func frenchImperative() -> [String] {
        var words = frenchPredicate()
        let form = verb.present[1]
        if let at = words.firstIndex(of: form), form.hasSuffix("es") || form == "vas" {
            words[at] = String(form.dropLast())
        }
        return words
    }

    func frenchInverted() -> [String] { frenchPredicate(invertedBefore: subject.frPronoun) }
}

// MARK: - Pairs

struct Pair {
    let en: String, fr: String
    let family: String
    var enWords: [Substring] { en.split(separator: " ") }
    var frWords: [Substring] { fr.split(separator: " ") }
}

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
}

/// The fables, in the order of their files' names.
func readTold(_ directory: URL) -> [Pair] {
    let folder = directory.appendingPathComponent("told")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".tsv") }.sorted()
    if names.isEmpty { fail("compose: no told/*.tsv in \(directory.path)") }
    var pairs: [Pair] = []
    for name in names {
        guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) else {
            fail("compose: \(name) cannot be read")
        }
        for (n, line) in text.split(separator: "\n").enumerated() {
            let halves = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
                fail("compose: \(name), line \(n + 1): one tab and two sentences wanted")
            }
            pairs.append(Pair(en: String(halves[0]), fr: String(halves[1]), family: "told"))
        }
    }
    return pairs
}

/// The sentences of daily life that were written by hand: those of `train` after so many told ones.
func readEveryday(_ directory: URL, after first: Int) -> [Pair] {
    func lines(_ language: String) -> [Substring] {
        let file = directory.appendingPathComponent("train.\(language)")
        let all = ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n")
        if all.count < first + everydayTotal { fail("compose: \(file.path) has too few lines") }
        return Array(all[first..<first + everydayTotal])
    }
    return zip(lines("en"), lines("fr")).map { Pair(en: String($0), fr: String($1), family: "everyday") }
}

let men = Set(nouns.filter { $0.gender == .m && $0.isAny(["person", "kin"]) && $0.en != "child" }.flatMap { [$0.en, $0.enMany] } + ["he"])

/// What the grammar allows and nobody says: denies something of someone unknown; gives a man or
/// several people a dress.
func isUnsaid(_ en: [String]) -> Bool {
    if en[0] == "a", en.contains(where: { ["not", "never", "cannot", "nothing", "nobody", "longer"].contains($0) }) { return true }
    if let dress = en.firstIndex(where: { $0 == "dress" || $0 == "dresses" }) {
        if en[..<dress].contains(where: { ["his", "our", "their"].contains($0) }) { return true }
        if en.contains(where: { ["has", "have", "had"].contains($0) }), en[..<dress].contains(where: men.contains) { return true }
    }
    return false
}

/// Words that a reading found side by side in sentences without sense; struck from all parts.
let senseless = [["old", "lamb"], ["old", "calf"], ["old", "lambs"], ["old", "calves"], ["beautiful", "king"],
                 ["broken", "full"], ["fresh", "fish", "swim"], ["snake", "run"], ["snakes", "run"]]

func isSenseless(_ pair: Pair) -> Bool {
    let words = Set(pair.enWords.map(String.init))
    return senseless.contains { $0.allSatisfy(words.contains) }
}

/// The pairs whose words are aligned by hand.
func readGold(_ directory: URL) -> [Pair] {
    let sides = ["gold.en", "gold.fr"].map { name in
        (try? String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8))?.split(separator: "\n") ?? []
    }
    if sides[0].isEmpty || sides[0].count != sides[1].count { fail("compose: gold.en and gold.fr: as many lines wanted in both") }
    return zip(sides[0], sides[1]).map { Pair(en: String($0), fr: String($1), family: "gold") }
}

/// Distinct composed pairs, each family in its share; no English sentence of `known`.
func composePairs(_ composer: Composer, _ total: Int, known: Set<String>) -> [Pair] {
    let families = composer.drilling ? composer.rehearsed + composer.drills : composer.families
    let shares = families.reduce(0) { $0 + $1.share }
    var seen = known
    var pairs: [Pair] = []
    // Round by round, so that no family has the first choice of all the words.
    var made = [Int](repeating: 0, count: families.count)
    let rounds = 50
    for round in 1...rounds {
        for (i, family) in families.enumerated() {
            let wanted = total * family.share * round / (shares * rounds)
            var attempts = 0
            while made[i] < wanted && attempts < 2_000 {
                attempts += 1
                composer.begin()
                guard let phrase = family.make() else { continue }
                if phrase.en.count > 15 || phrase.en.count < 4 || phrase.fr.count > 17 { continue }
                if isUnsaid(phrase.en) { continue }
                let en = spellEnglish(phrase.en)
                if !seen.insert(en).inserted { continue }
                composer.keep()
                pairs.append(Pair(en: en, fr: spellFrench(phrase.fr), family: family.name))
                composer.count(pairs.last!.frWords)
                made[i] += 1
            }
        }
    }
    return pairs
}

/// Without the pairs that hold a word seldom used: one that is not known already and that these
/// pairs have fewer than `atLeast` times.
func pruned(_ pairs: [Pair], known: Set<String>, atLeast: Int) -> [Pair] {
    var kept = pairs
    while true {
        var times: [String: Int] = [:]
        for pair in kept { for word in wordsOf(pair) { times[word, default: 0] += 1 } }
        let next = kept.filter { wordsOf($0).allSatisfy { known.contains($0) || times[$0]! >= atLeast } }
        if next.count == kept.count { return kept }
        kept = next
    }
}

/// Its words, each with its language.
func wordsOf(_ pair: Pair) -> [String] {
    pair.enWords.map { "en " + $0 } + pair.frWords.map { "fr " + $0 }
}

/// Words as numbers, so that sentences compare quickly.
struct Words {
    private var ids: [Substring: Int] = [:]
    mutating func numbers(_ pair: Pair) -> [Int] {
        pair.enWords.map { word in
            if let id = ids[word] { return id }
            let id = ids.count
            ids[word] = id
            return id
        }
    }
}

/// Whether one word put in, left out or changed turns one sentence into the other.
func withinOneWord(_ a: [Int], _ b: [Int]) -> Bool {
    if abs(a.count - b.count) > 1 { return false }
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    var i = 0
    while i < short.count && short[i] == long[i] { i += 1 }
    let rest = short.count == long.count ? i + 1 : i
    if rest >= short.count { return true }
    return short[rest...] == long[(i + 1)...]
}

func write(_ pairs: [Pair], _ name: String, to directory: URL) {
    for (ending, text) in [("en", { (p: Pair) in p.en }), ("fr", { (p: Pair) in p.fr })] {
        let file = directory.appendingPathComponent("\(name).\(ending)")
        do {
            try Data(pairs.map { text($0) + "\n" }.joined().utf8).write(to: file)
        } catch {
            fail("compose: \(file.path) cannot be written")
        }
    }
}

// MARK: - Splits

let directory = URL(fileURLWithPath: CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : ".")
let told = readTold(directory)
let composer = Composer(seed: seed)
let toldSentences = Set(told.map { $0.en })
let gold = readGold(directory)
let goldComposed = gold.filter { !toldSentences.contains($0.en) }
let goldSentences = Set(gold.map { $0.en })
let composed = pruned(composePairs(composer, composedTotal, known: toldSentences.union(goldSentences)), known: Set(told.flatMap(wordsOf)), atLeast: timesAtLeast)
var splitting = Chance(state: seed &+ 1)

var numbering = Words()
let toldNumbers = told.map { numbering.numbers($0) }
let composedNumbers = composed.map { numbering.numbers($0) }

// Composed sentences to hold out: five words or more, few neighbours at one word's distance,
// so that little is lost when those neighbours leave the training part.
var role = [Int](repeating: 0, count: composed.count)      // 0 training, 1 held out, 2 left out
var heldOut: [Int] = []
for pair in goldComposed {
    let mine = numbering.numbers(pair)
    for n in composed.indices where withinOneWord(mine, composedNumbers[n]) { role[n] = 2 }
}
let spare = heldOutComposed * 2 + 100
for i in splitting.shuffled(Array(composed.indices)) where heldOut.count < spare && role[i] == 0 {
    let mine = composedNumbers[i]
    if mine.count < 5 || toldNumbers.contains(where: { withinOneWord(mine, $0) }) { continue }
    let near = composed.indices.filter { $0 != i && withinOneWord(mine, composedNumbers[$0]) }
    if near.count > 4 || near.contains(where: { role[$0] == 1 }) { continue }
    role[i] = 1
    heldOut.append(i)
    for n in near { role[n] = 2 }
}
var trainComposed = composed.indices.filter { role[$0] == 0 && !isSenseless(composed[$0]) }.map { composed[$0] }

// Told sentences to hold out: those whose words all remain elsewhere in training.
var left: [String: Int] = [:]
for pair in trainComposed + told { for word in wordsOf(pair) { left[word, default: 0] += 1 } }
var timesTold: [String: Int] = [:]
for pair in told { timesTold[pair.en, default: 0] += 1 }
var toldOut = told.indices.filter { goldSentences.contains(told[$0].en) }
let toldGold = toldOut
for i in toldGold { for word in wordsOf(told[i]) { left[word]! -= 1 } }
let toldOrder = splitting.shuffled(Array(told.indices.dropFirst()))
for allowance in 0...6 where toldOut.count < toldTest + toldValid {
    for i in toldOrder where toldOut.count < toldTest + toldValid && !toldOut.contains(i) {
        let words = wordsOf(told[i])
        var here: [String: Int] = [:]
        for word in words { here[word, default: 0] += 1 }
        let lost = Set(words).filter { left[$0]! - here[$0]! < 1 }.count
        if lost > allowance || timesTold[told[i].en]! > 1 || words.count < 10 { continue }
        toldOut.append(i)
        for word in words { left[word]! -= 1 }
    }
}
toldOut = toldGold + splitting.shuffled(Array(toldOut.dropFirst(toldGold.count)))
let testTold = toldOut.prefix(toldTest).sorted().map { told[$0] }
let validTold = toldOut.dropFirst(toldTest).sorted().map { told[$0] }
let outside = Set(toldOut)
let trainTold = told.indices.filter { !outside.contains($0) }.map { told[$0] }

// Every word of a held-out composed sentence stays in training, on both sides.
let covered = heldOut.filter { i in !isSenseless(composed[i]) && wordsOf(composed[i]).allSatisfy { (left[$0] ?? 0) > 0 } }
let moreTest = heldOutComposed - goldComposed.count
if covered.count < heldOutComposed + moreTest { fail("compose: only \(covered.count) sentences to hold out") }
let validComposed = covered.prefix(heldOutComposed).sorted().map { composed[$0] }
let testComposed = goldComposed + covered.dropFirst(heldOutComposed).prefix(moreTest).sorted().map { composed[$0] }

// More for training, with all persons of the verbs, and far from what is held out.
let heldOutNumbers = (validComposed + testComposed).map { numbering.numbers($0) }
let everyday = readEveryday(directory, after: trainTold.count)
let held = Set((validTold + testTold).map { $0.en })
for pair in everyday {
    let mine = numbering.numbers(pair)
    if held.contains(pair.en) || heldOutNumbers.contains(where: { withinOneWord(mine, $0) }) {
        fail("compose: '\(pair.en)', by hand, is too near to what is held out")
    }
}
let everydaySentences = Set(everyday.map { $0.en })
trainComposed.removeAll { everydaySentences.contains($0.en) }
let vocabulary = Set((trainTold + everyday + trainComposed).flatMap(wordsOf))
let driller = Composer(seed: seed &+ 2, drilling: true)
for pair in trainTold + trainComposed { driller.count(pair.frWords) }
let moreMade = composePairs(driller, moreTotal, known: Set((told + everyday + composed + gold).map { $0.en }))
let more = pruned(moreMade, known: vocabulary, atLeast: timesAtLeast).filter { pair in
    let mine = numbering.numbers(pair)
    return !isSenseless(pair) && !heldOutNumbers.contains { withinOneWord(mine, $0) }
}
trainComposed = splitting.shuffled(trainComposed + more)

let training = Set((trainTold + everyday + trainComposed).flatMap(wordsOf))
for pair in validTold + validComposed + testTold + testComposed {
    if let word = wordsOf(pair).first(where: { !training.contains($0) }) { fail("compose: \(word) of '\(pair.en)' is not in training") }
}

write(trainTold + everyday + trainComposed, "train", to: directory)
write(validTold, "valid.told", to: directory)
write(validComposed, "valid.composed", to: directory)
write(validTold + validComposed, "valid", to: directory)
write(testTold, "test.told", to: directory)
write(testComposed, "test.composed", to: directory)
write(testTold + testComposed, "test", to: directory)

// MARK: - Counts

func types(_ pairs: [Pair]) -> (en: Int, fr: Int) {
    (Set(pairs.flatMap { $0.enWords }).count, Set(pairs.flatMap { $0.frWords }).count)
}
let everything = types(told + everyday + composed + more)
print("train \(trainTold.count) told, \(everyday.count) everyday, \(trainComposed.count) composed;",
      "valid \(validTold.count) and \(validComposed.count); test \(testTold.count) and \(testComposed.count)")
print("words: \(everything.en) English, \(everything.fr) French")
for family in composer.families {
    let n = trainComposed.filter { $0.family == family.name }.count
    print("  \(n)  \(family.name)")
}
func rare(_ name: String, _ items: [(String, Int)]) {
    let few = items.filter { $0.1 < 20 }.map { "\($0.0) \($0.1)" }
    print("\(name) composed fewer than 20 times:", few.isEmpty ? "none" : few.joined(separator: ", "))
}
rare("nouns", nouns.map { ($0.isPlural ? $0.enMany : $0.en, composer.nounUse[$0.id]) })
rare("adjectives", adjectives.map { ($0.en, composer.adjectiveUse[$0.id]) })
rare("verbs", verbs.map { (([$0.base] + $0.enTail).joined(separator: " "), composer.verbUse[$0.id]) })
