"""Golden merges and segmentations of byte-pair encoding, made by subword-nmt.

    python make_bpe.py
        writes bpe.json beside this script.

Made with Python 3.11, subword-nmt 0.3.8:

    pip install subword-nmt

What bpe.json holds:

    text       lines, most of them from corpora/fables
    learned    codes files that learn-bpe writes for the text, with the number of merges asked for
    segmented  for each entry of CODES, and for the learned ones: the codes file; the vocabulary file
               that get-vocab writes for the text cut by it; and for each threshold (null: without the
               vocabulary) the lines after apply-bpe, those of AWKWARD alone or all

The text is escaped to ASCII, so that no editor normalizes it. A second run gives the same bytes.
"""

import io
import json
import pathlib
from collections import Counter

from subword_nmt.apply_bpe import BPE, read_vocabulary
from subword_nmt.learn_bpe import learn_bpe

HERE = pathlib.Path(__file__).parent
FABLES = HERE.parents[3] / "corpora" / "fables"

AWKWARD = [
    "aaaaaaaaaaa aaaaa aaa aa a aaaaaaa", "hahahaha hahahahaha ahah banananana bananas banana",
    "abcabcx abcabcabc xabcabc", "abababab bababa abbaabba aabbaabb aabaab", "a@@ b@@c @@ @@@@", "w/w> <w x< <",
    "l'e\u0301te\u0301 l'\u00e9t\u00e9 d\u00e9ja\u0300 \u212b \u00c5",
    "हिन्दी में हिन्दि लिखो", "狐は葡萄を見ました。 狐は葡萄を見た。",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd \U0001f44d",
    "", "x", "unheardofword Ω≈ç√∫˜µ zq",
]

# Codes as nobody learns them: a merge that stands twice, symbols with two ways to them, merges that
# need what later ones make, the first version of the format.
CODES = {
    "repeated": "#version: 0.2\na b\nb a\na a\na b\naa a\na aa</w>\nb a</w>\na aa\n",
    "two ways": "#version: 0.2\nb c\na bc\na b\nab c\nab a\na a\naa b\na ab\nab ab\naab aab</w>\n",
    "later first": "#version: 0.2\nhah ah</w>\nha ha\nhah a\nha h\nh a\nah ah</w>\na h\na h</w>\n",
    "overtaken": "#version: 0.2\nb c\nabc a\na bc\nabc abc\n",
    "first version": "#version: 0.1\na </w>\na b\nb a\nab ab\na a</w>\nab abab\nb </w>\n",
    "no version": "h a\nha ha\nhaha haha\nhaha </w>\na n\nan an\nb anan\na </w>\nan a</w>\n",
    "zeros": "#version: 0.2.0\nt h\nth e</w>\n\n\n",
}


def lines():
    text = []
    for language in ("en", "fr"):
        text += (FABLES / f"train.{language}").read_text(encoding="utf-8").split("\n")[:25]
    return text + AWKWARD


def learned(text, merges):
    codes = io.StringIO()
    learn_bpe([line + "\n" for line in text], codes, merges)
    return codes.getvalue()


def vocabulary(segmented):
    counts = Counter(token for line in segmented for token in line.split(" ") if token)
    ranked = sorted(counts.items(), key=lambda entry: entry[1], reverse=True)
    return "".join(f"{token} {count}\n" for token, count in ranked)


def segmented(text, codes, entries, threshold):
    known = None if entries is None else read_vocabulary(io.StringIO(entries), threshold)
    bpe = BPE(io.StringIO(codes), vocab=known)
    return [bpe.process_line(line) for line in text]


def main():
    text = lines()
    learnings = [{"merges": n, "codes": learned(text, n)} for n in (1, 40, 300, 5000)]
    segmentations = []
    for name, codes in list(CODES.items()) + [
        (f"{entry['merges']} learned", entry["codes"]) for entry in learnings[1:]
    ]:
        some = text if "5000" in name else AWKWARD
        entries = vocabulary(segmented(text, codes, None, None))
        isFirst = name in ("first version", "no version")  # apply-bpe cuts `</w>` off in the middle
        segmentations.append({
            "name": name,
            "codes": codes,
            "vocabulary": entries,
            "runs": [
                {
                    "threshold": threshold,
                    "lines": segmented(some, codes, threshold and entries, threshold),
                }
                for threshold in ([None] if isFirst else [None, 2, 5, 1000])
            ],
        })
    with open(HERE / "bpe.json", "w", encoding="ascii") as file:
        json.dump({"text": text, "learned": learnings, "segmented": segmentations}, file)
        file.write("\n")


main()
