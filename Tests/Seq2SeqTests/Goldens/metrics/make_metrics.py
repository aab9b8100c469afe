"""Golden scores for BLEU, chrF, chrF++ and TER, counted by sacreBLEU.

    python make_metrics.py
        writes metrics.json beside this script.

Made with Python 3.11, sacrebleu 2.6.0:

    pip install sacrebleu

What metrics.json holds:

    cases       for each entry of CASES its name, hypotheses, references of each hypothesis, and as
                `bleu`, `chrf` and `ter` what sacreBLEU gives: BLEU with each tokenizer, chrF and
                chrF++, in mixed or in lower case; `lines` scores each segment as a corpus of its
                own, of BLEU with tokenizers 13a and none
    words       the segments of CASES and SEGMENTS, and their words after tokenizer 13a; those of
                SEGMENTS and of the case "Chinese" after intl and zh as well
    bootstrap   two systems, the places of the segments in each test set that numpy drew, and for each
                measure the scores, means, half widths of intervals and the p-value

Signatures are written without their last part, the version. The sentences are ours. The text is
escaped to ASCII, so that no editor normalizes it. A second run gives the same bytes.
"""

import json
import pathlib

import numpy
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a
from sacrebleu.tokenizers.tokenizer_intl import TokenizerV14International
from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

# name: hypotheses, each with its references
CASES = {
    "good": [
        ("Le corbeau avait très soif.", "Le corbeau avait soif."),
        ("Alors il vit de petites pierres au sol.", "Alors il vit de petites pierres sur le sol."),
        ("Il prit une pierre et la laissa tomber dans la cruche.",
         "Il prit une pierre et la laissa tomber dans la cruche."),
        ("Bientôt, l'eau était au bord de la cruche.", "Bientôt, l'eau fut au bord de la cruche."),
    ],
    "bad": [
        ("The soup sings of nine ladders.", "A heron stood in the cold river."),
        ("Who is that, then, in the attic?", "Nobody saw the fish, not even the heron."),
        ("the the the the the the the", "The heron and the fish met in the reeds."),
    ],
    "empty lines": [
        ("", "The miller counted his sacks."),
        ("The miller counted sacks.", ""),
        ("", ""),
        ("   ", "\t"),
        ("One sack was missing.", "One sack was missing, he said."),
    ],
    "only empty hypotheses": [("", "The goose is gone."), (" ", "So is the gander.")],
    "only empty references": [("The goose is gone.", ""), ("So is the gander.", " ")],
    "nothing at all": [("", "")],
    "one line": [("A fox trotted over the frozen pond.", "The fox trotted over a frozen pond.")],
    "identical": [
        ("Every evening the lamplighter whistled.", "Every evening the lamplighter whistled."),
        ("The dogs knew the tune.", "The dogs knew the tune."),
    ],
    "no match of four words": [
        ("the old man sells red apples", "the old man sold a red apple"),
        ("we came home late", "we came back late"),
    ],
    "no match of two words": [("seven gray ducks swim by", "ducks and seven geese")],
    "no match": [("alpha beta gamma delta", "vier fünf sechs zwölf")],
    "too short for four words": [("Good day", "Good day"), ("Yes, sir", "Yes, sir")],
    "one character": [("a", "a"), ("b", "bb"), ("ccc", "c")],
    "longer": [
        ("The small gray cat, which was asleep, is asleep now on the warm stove again.",
         "The gray cat is asleep on the stove."),
        ("It was snowing and snowing and snowing and snowing.", "It was snowing."),
    ],
    "shorter": [
        ("The cat is asleep.", "The small gray cat is asleep on the warm stove again."),
        ("It snows.", "It has been snowing since the day before yesterday, they say."),
    ],
    "repeated": [
        ("ha ha ha ha ha ha", "ha ha ha"), ("ha ha", "ha ha ha ha"), ("aaaaaaaaaa", "aaaaaaa"),
    ],
    "French": [
        ("«\u00a0Où est le garçon\u00a0?\u00a0» demanda-t-elle à l'aïeule.",
         "«\u202fOù est passé le garçon\u202f?\u202f» demanda-t-elle à l’aïeule."),
        ("L'œuf coûte 3,50\u00a0€\u00a0; c'est trop cher\u00a0!",
         "Un œuf coûte 3,50 € : c'est bien trop cher !"),
        ("ÇA, C'EST L'ÉTÉ.", "Ça, c'est l'été."),
    ],
    "German": [
        ("Die Straße war größer als üblich, sagte der Müller.",
         "Die Strasse war breiter als üblich, sagte der Müller."),
        ("„Über den Fluß führt keine Brücke“, rief das Mädchen.",
         "„Über den Fluss führt doch keine Brücke!“, rief ein Mädchen."),
        ("GROẞE ÄPFEL", "große Äpfel"),
    ],
    "Japanese": [
        ("狐は高い木の上の葡萄を見ました。", "狐は高い枝の上にある葡萄を見た。"),
        ("「カラスは水を\u3000飲んだ」と言った。", "「カラスは水を飲みました」と言った。"),
        ("ガラス コップ", "カ\u3099ラス コップ"),
    ],
    "combining marks": [
        ("caf\u00e9 d\u00e9j\u00e0 vu encore une fois",
         "cafe\u0301 d\u00e9ja\u0300 vu encore une fois"),
        ("\u00c5 \u212b A\u030a", "A\u030a \u00c5 \u212b"),
        ("q\u0307\u0323 x", "q\u0323\u0307 x"),
        ("हिन्दी में लिखो", "हिन्दि में लिखो"),
    ],
    "white space": [
        ("two\u00a0birds\u2009sat\u3000here\u2028today", "two birds sat here today"),
        ("one\x1ctwo\x1dthree\x1efour\x1ffive", "one two three four five"),
        ("zero\u200bwidth is\ufeffno space\u180eeither", "zero width is no space either"),
        ("  \t indented\x0band\x0cpaged\x85text  ", "indented and paged text"),
    ],
    "line breaks": [
        ("a hy-\nphen and a\nbreak", "a hyphen and a break"),
        ("carriage-\r\nreturn here\r\n", "carriage- return here"),
        ("it ends in a dash -\n", "it ends in a dash -"),
        ("skip-<skipped>\nped line", "skipped line"),
    ],
    "emoji": [
        ("Bravo 👍🏽 à la famille 👩\u200d👩\u200d👧 !", "Bravo 👍 à toute la famille 👩\u200d👧 !"),
        ("Vive 🇫🇷🇩🇪 ❤\ufe0f", "Vive 🇩🇪🇫🇷 ❤"),
    ],
    "punctuation and numbers": [
        ("It cost 1,000.5 euros, i.e. 5-6 times more.",
         "It cost 1,000.5 Euro, i.e., 5 - 6 times more!"),
        ("A well-known 3-year-old, born in 1999-2000...",
         "The well-known 3-year-old (born 1999–2000)."),
        ("Pi is 3.14159, e is .5 off; v2.0.1 costs $4.",
         "Pi is 3.14159; e is 0.5 off, v2.0.1 costs $4 ."),
        ("[a+b]/{c*d} = 50% of ~x_1 | y@z \\ `q` ^ #1", "(a+b)/[c*d]=50 % of ~x_1|y@z\\`q`^#1"),
        ("don't \"quote\" 'me' -- please", "do not “quote” ‘me’ — please"),
        ("He left at 5.", "He left at 5 ."),
        ("Wait.. what?!.,.", "Wait ... what ?!"),
    ],
    "entities": [
        ("&quot;Fish &amp; chips&quot;, he said &lt;loudly&gt;",
         "\"Fish & chips\", he said <loudly>"),
        ("&amp;lt; and &amp;quot; are odd", "< and &quot; are odd"),
        ("<skipped>the rest <skip<skipped>ped> goes", "the rest <skipped> goes"),
        ("&apos;tis AT&T &QUOT;", "'tis AT & T \""),
    ],
    "case": [
        ("ΟΔΥΣΣΕΥΣ ΚΑΙ ΣΟΦΟΣ.", "Οδυσσευς και σοφος."),
        ("ΑΣ\u0301 ΑΣ\u0301Α Σ 'Σ' Α'Σ' 1Σ", "ας\u0301 ασ\u0301α σ 'σ' α'ς' 1σ"),
        ("İstanbul IĞDIR Ǆ ǅ \u212a \u2126", "i\u0307stanbul iğdir ǆ ǆ k ω"),
        ("ЁЖИК Б 𐐀 Ა ꭰ", "ёжик б 𐐨 ა Ꭰ"),
    ],
    "Chinese": [
        ("乌鸦很渴，它看见一个水罐。", "乌鸦口渴了，它看到了一个水罐。"),
        ("水罐里只有一点点水——它喝不到！", "“水罐里只有一点儿水”，它喝不着……"),
        ("它把3,5块小石子（pebbles）放进ＡＢ水罐。", "它把 3,5 块石子 (pebbles) 放进 AB 水罐里."),
        ("水升高了→乌鸦喝到了水☀", "水升高了，乌鸦喝到了水。𠀀㐀"),
    ],
    "shifted": [
        ("in the river sat an old gray heron all day", "an old gray heron sat in the river all day"),
        ("c d e f a b", "a b c d e f"),
        ("the fox and the hen saw the dog", "the dog saw the hen and the fox"),
        ("a b a b a b c a b", "c a b a b a a b b"),
        ("one two three", "three two one"),
        ("a a a a", "a"),
        ("x", "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 3),
        ("w x y z a b c d e f g h i j k l m n o p q r s t u v", "A B C D E F G H I J K L M N O P Q "
         "R S T U V W X Y Z"),
        (" ".join(f"w{i * 7 % 60}" for i in range(60)), " ".join(f"w{i}" for i in range(60))),
        (" ".join(f"w{i * i % 9}" for i in range(90)), " ".join(f"w{i % 9}" for i in range(70))),
    ],
    # Each differs where a rule of the choice of shifts, or a limit, were another one.
    "order of shifts": [
        ("d d c e", "e c d d"),
        ("g h f c", "h c g f"),
        ("a f a f y", "a f b d f"),
        ("f b f c d", "b d f c f"),
        ("c b b y", "b c c b"),
    ],
    "limits of shifts": [
        ("v m q r z p n t y n s u o d p c h o e h l a v k f q j v i j b h x f g c q u v z z g z p p v f "
         "q b y r c x s s c s o j b e h t c d i q h y b z c",
         "v m q r z p s o j g e h t v n t y n s u o d p c h o e h l a v g c q u v z z k f q j v i j b h x "
         "f g z p p v f q b y r c x s s c d i h y b z c q"),
        ("a b e a d a d b c d d e d b f f e e e e b f d b d a a a f d e b a e e d e a c b d e e b e a e b "
         "e c f f d a e b d a e c f b a a c d e c f b b b a d a b a",
         "a b e a d a d b c d b f d b d a a a f d e b a e e d e a c b d e e b e a e b e c f f d a e b d a "
         "e c f b a a c d e c f b b b a d a b a d e d b f f e e e e"),
        ("i o q a o u b k c j o c a r b l l v i k l y w m c x l i u c w p d m m o j v u u a o v x r h n s "
         "c v j q w n c x v f w d k v m m q x",
         "i o k c j o c w r b l l v j q w n i k l y w m m o j v u u a o v c x l i u c w p d m w r h n s c "
         "v c x v f w d k v m m q a o u b q x"),
        ("n e h k m i n h b k f g n b f n h b f b i g a a c j n i a g h g i d o h o k n l f n n o j h z h "
         "h o e b f o c h i o i d o h",
         "n e h k m i n i g a a c j n i a g h g i d o h o k n l o j h h b k f g n b f n h b f b h h h o e "
         "b f o c h i o i d o h f n n"),
        ("d c a f f d d d f d f c f f b d d c c f d f f e e d d d e f d",
         "c f e e d d e f d f f d f d c d a d d d f f b f c d d f c f"),
        ("x " * 25 + " ".join(f"w{i}" for i in range(40)),
         " ".join(f"w{i}" for i in range(40)) + " y" * 25),
        (" ".join(f"w{i}" for i in range(40)) + " y" * 25,
         "x " * 25 + " ".join(f"w{i}" for i in range(40))),
    ],
    "two references": [
        ("The crow drank.", "The crow took a drink.", "So the crow drank its fill."),
        ("It was a very hot day.", "The day was very hot.", "It was very hot that day, they say."),
        ("He sat down", "", "He sat down ."),
        ("", "Nothing came.", ""),
        ("the the the cat", "the cat", "the the dog"),
        ("a b c d", "a b c", "a b c d e"),
    ],
    "three references": [
        ("Das Haus ist 1,5 km entfernt.", "Das Haus liegt 1,5 km weit weg.",
         "Das Haus ist anderthalb Kilometer entfernt.", "Es sind 1,5 km bis zum Haus."),
        ("(Ja!) Er kommt.", "(Ja!) Er kommt", "Ja, er kommt.", "\"Ja!\" Er ist da."),
        ("乌鸦 喝水。", "乌鸦喝水。", "乌鸦在喝水。", "那只乌鸦喝了水。"),
        ("late in the day the heron left", "the heron left late in the day",
         "late in the evening the heron went", "the bird left"),
    ],
}

# Two systems and the references of their hypotheses.
SYSTEMS = [
    ("The crow was thirsty.", "A crow was thirsty.", "The crow was thirsty.", "A thirsty crow."),
    ("She found a jug of water.", "She has found jug.", "She found a jug.", "He saw a water jug."),
    ("Its neck was too narrow.", "The neck narrow was too.", "Its neck was narrow.",
     "The neck was too narrow for it."),
    ("The bird dropped in stones.", "Stones dropped the bird in.", "The bird dropped stones in.",
     "It dropped in pebbles."),
    ("Up came the water,", "The water came up,", "The water rose,", "Up came the water,"),
    ("and at last the crow drank.", "and the crow drank last.", "until the crow drank.",
     "and at last it could drink."),
    ("Little by little does the trick.", "Little does trick.", "Little by little does it.",
     "Step by step one gets there."),
]
RESAMPLES = 200

# Segments whose words alone are of interest.
SEGMENTS = [
    ".", ",", "-", "5", "5.", ".5", "5.5", "5..5", "5...5", "a.b", "a..b", "a...b", "5,.5", "5-",
    "-5", "5--5", "5.-5", "1.2.3", "1,2.", "x1.y2", "٣.٣", "½.½", "²-", "１.１", "a ,b", "5 .6",
    "5. 6", "5. .6", "", " ", "<skipped>", "<<skipped>>", "-\n-\n-", "-\n", "-\nx", "\n", "\n\n",
    "&", "&amp;amp;", "&amp;quot;",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "0!1\"2#3$4%5&6'7(8)9*0+1,2-3.4/5:6;7<8=9>0?1@2",
    "a!b'c,d-e.f/g", "\x00.\x00", "\r.\r", "\u2028.\u2028", "。.、,", "«a.»", "…", "–5–", "5–5",
    "3,5 €+$", "x²=4", "«５»、「六」", "a\u200b。b", "½.x", "中.", ".中", "中-文", "3-中", "，。", "\u2001中\u2a6d",
]


def bleu(hypotheses, references, tokenizer, lowercase):
    metric = BLEU(tokenize=tokenizer, lowercase=lowercase, force=True)
    score = metric.corpus_score(hypotheses, references)
    return {
        "words": tokenizer,
        "lowercase": lowercase,
        "signature": signature(metric),
        "score": score.score,
        "precisions": [round(precision, 10) for precision in score.precisions],
        "brevityPenalty": score.bp,
        "hypothesisLength": score.sys_len,
        "referenceLength": score.ref_len,
        "matches": score.counts,
        "totals": score.totals,
        "lines": lines(metric, hypotheses, references) if tokenizer in ("13a", "none") else [],
    }


def chrf(hypotheses, references, words, lowercase):
    metric = CHRF(word_order=words, lowercase=lowercase)
    score = metric.corpus_score(hypotheses, references)
    return {
        "words": words,
        "lowercase": lowercase,
        "signature": signature(metric),
        "score": score.score,
        "lines": lines(metric, hypotheses, references),
    }


def ter(hypotheses, references):
    metric = TER()
    score = metric.corpus_score(hypotheses, references)
    return {
        "signature": signature(metric),
        "score": score.score,
        "lines": lines(metric, hypotheses, references),
    }


def lines(metric, hypotheses, references):
    segments = zip(hypotheses, zip(*references))
    return [
        round(metric.corpus_score([hyp], [[ref] for ref in refs]).score, 10)
        for hyp, refs in segments
    ]


def signature(metric):
    return str(metric.get_signature()).rpartition("|version:")[0]


def bootstrap():
    system, baseline, *references = map(list, zip(*SYSTEMS))
    metrics = {"BLEU": BLEU(), "chrF": CHRF(), "chrF++": CHRF(word_order=2), "TER": TER()}
    _, scores = PairedTest(
        [("baseline", baseline), ("system", system)], metrics, references, test_type="bs",
        n_samples=RESAMPLES)()
    scores.pop("System")
    places = numpy.random.default_rng(12345).choice(
        len(SYSTEMS), size=(RESAMPLES, len(SYSTEMS)), replace=True)

    def result(found):
        return {"score": found.score, "mean": float(found.mean), "halfWidth": float(found.ci)}

    return {
        "hypotheses": system,
        "baseline": baseline,
        "references": list(zip(*references)),
        "places": ["".join(map(str, row)) for row in places.tolist()],
        "measures": [
            {"measure": name, "baseline": result(base), "system": result(found),
             "p": found.p_value}
            for name, (base, found) in zip(metrics, scores.values())
        ],
    }


def main():
    cases, segments = [], []
    for name, rows in CASES.items():
        hypotheses, *references = map(list, zip(*rows))
        segments += hypotheses + [line for lines in references for line in lines]
        cases.append({
            "name": name,
            "hypotheses": hypotheses,
            "references": [row[1:] for row in rows],
            "bleu": [
                bleu(hypotheses, references, tokenizer, lowercase)
                for tokenizer, lowercase in (
                    ("13a", False), ("13a", True), ("none", False), ("intl", True), ("char", False),
                    ("zh", False))
            ],
            "chrf": [
                chrf(hypotheses, references, words, lowercase)
                for words, lowercase in ((0, False), (0, True), (2, False))
            ],
            "ter": ter(hypotheses, references),
        })
    words = [
        {"tokenizer": tokenizer.signature(), "segment": segment,
         "words": tokenizer(segment.rstrip()).split()}
        for tokenizer, texts in (
            (Tokenizer13a(), SEGMENTS + segments),
            (TokenizerV14International(), SEGMENTS + list(sum(CASES["Chinese"], ()))),
            (TokenizerZh(), SEGMENTS + list(sum(CASES["Chinese"], ()))),
        )
        for segment in dict.fromkeys(texts)
    ]
    entries = lambda values: ",\n".join(json.dumps(value) for value in values)
    text = (
        f'{{"cases": [\n{entries(cases)}\n],\n"words": [\n{entries(words)}\n],\n'
        f'"bootstrap": {json.dumps(bootstrap())}}}\n')
    pathlib.Path(__file__).with_name("metrics.json").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
