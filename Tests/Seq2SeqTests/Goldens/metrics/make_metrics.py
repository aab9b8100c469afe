"""Golden scores for BLEU and chrF, counted by sacreBLEU.

    python make_metrics.py
        writes metrics.json beside this script.

Made with Python 3.11, sacrebleu 2.6.0:

    pip install sacrebleu

What metrics.json holds:

    cases       for each entry of CASES its name, hypotheses, references, and as `bleu` and `chrf`
                what sacreBLEU gives: BLEU with each tokenizer, both in mixed and in lower case;
                `lines` scores each pair as a corpus of its own
    words       the segments of CASES and SEGMENTS, and their words after tokenizer 13a

Signatures are written without their last part, the version. The sentences are ours. The text is
escaped to ASCII, so that no editor normalizes it. A second run gives the same bytes.
"""

import json
import pathlib

from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

# name: pairs of hypothesis and reference
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
}

# Segments whose words alone are of interest.
SEGMENTS = [
    ".", ",", "-", "5", "5.", ".5", "5.5", "5..5", "5...5", "a.b", "a..b", "a...b", "5,.5", "5-",
    "-5", "5--5", "5.-5", "1.2.3", "1,2.", "x1.y2", "٣.٣", "½.½", "²-", "１.１", "a ,b", "5 .6",
    "5. 6", "5. .6", "", " ", "<skipped>", "<<skipped>>", "-\n-\n-", "-\n", "-\nx", "\n", "\n\n",
    "&", "&amp;amp;", "&amp;quot;",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "0!1\"2#3$4%5&6'7(8)9*0+1,2-3.4/5:6;7<8=9>0?1@2",
    "a!b'c,d-e.f/g", "\x00.\x00", "\r.\r", "\u2028.\u2028", "。.、,", "«a.»", "…", "–5–", "5–5",
]


def bleu(hypotheses, references, tokenizer, lowercase):
    metric = BLEU(tokenize=tokenizer, lowercase=lowercase, force=True)
    score = metric.corpus_score(hypotheses, [references])
    return {
        "words": tokenizer,
        "lowercase": lowercase,
        "signature": signature(metric),
        "score": score.score,
        "precisions": score.precisions,
        "brevityPenalty": score.bp,
        "lengthRatio": score.ratio,
        "hypothesisLength": score.sys_len,
        "referenceLength": score.ref_len,
        "matches": score.counts,
        "totals": score.totals,
        "lines": lines(metric, hypotheses, references),
    }


def chrf(hypotheses, references, lowercase):
    metric = CHRF(lowercase=lowercase)
    score = metric.corpus_score(hypotheses, [references])
    return {
        "lowercase": lowercase,
        "signature": signature(metric),
        "score": score.score,
        "lines": lines(metric, hypotheses, references),
    }


def lines(metric, hypotheses, references):
    pairs = zip(hypotheses, references)
    return [metric.corpus_score([hyp], [[ref]]).score for hyp, ref in pairs]


def signature(metric):
    return str(metric.get_signature()).rpartition("|version:")[0]


def main():
    cases, segments = [], []
    for name, pairs in CASES.items():
        hypotheses, references = map(list, zip(*pairs))
        segments += hypotheses + references
        cases.append({
            "name": name,
            "hypotheses": hypotheses,
            "references": references,
            "bleu": [
                bleu(hypotheses, references, tokenizer, lowercase)
                for tokenizer in ("13a", "none")
                for lowercase in (False, True)
            ],
            "chrf": [chrf(hypotheses, references, lowercase) for lowercase in (False, True)],
        })
    tokenizer = Tokenizer13a()
    words = [
        {"segment": segment, "words": tokenizer(segment.rstrip()).split()}
        for segment in segments + SEGMENTS
    ]
    entries = lambda values: ",\n".join(json.dumps(value) for value in values)
    text = f'{{"cases": [\n{entries(cases)}\n],\n"words": [\n{entries(words)}\n]}}\n'
    pathlib.Path(__file__).with_name("metrics.json").write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
