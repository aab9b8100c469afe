"""Golden values for the translator, computed by PyTorch.

    python make_goldens.py
        writes CASE.safetensors beside this script, one file for each entry of CASES.

    python make_goldens.py check MODEL.safetensors LOGITS.safetensors
        recomputes in PyTorch the logits that the translator reported for one of its own
        models, and prints the greatest absolute difference. Exit 0: at most 1e-4;
        1: more, or a file that does not fit; 2: wrong usage.

Made with Python 3.11, torch 2.13.0 (CPU), numpy 2.4.6, safetensors 0.8.0:

    pip install torch numpy safetensors

What a case's file holds, every tensor F32:

    weight.NAME     the weights, [out, in]; gate order i, f, g, o; one bias for each gate
    gradient.NAME   d loss / d NAME
    loss            [1]  mean label-smoothed cross entropy over all target tokens of the batch
    nll             [1]  the same mean without smoothing
    logits          [target tokens, target vocabulary], sentence after sentence
    alignment       [sum of T*S], sentence after sentence, each row-major [T, S]
    __metadata__    configuration, source, target (JSON texts), labelSmoothing

The weights are exactly representable in float32. Everything is computed from them in float64
and rounded once, when it is written. One sentence at a time, one target position at a time:
without padding, masks or batches there is nothing here that could hide a mistake in them. The
recurrent cells are PyTorch's own, so that the gate order is theirs; the gradients are autograd's.

The random numbers are Python's seeded ones and the headers are written in sorted order: a second
run, with the same versions, gives the same bytes.
"""

import json
import pathlib
import random
import struct
import sys

import torch
from safetensors import SafetensorError, safe_open
from torch.nn.functional import cross_entropy

UNKNOWN, START, END = 0, 1, 2
LABEL_SMOOTHING = 0.1
TOLERANCE = 1e-4
ATTENTIONS = [
    "luong", "bahdanau", "luong-dot", "luong-concat", "luong-local-m", "luong-local-p",
]


# ---- Configuration and weights ---------------------------------------------------------------


def configuration(**changes):
    """The small default, with sizes that no vector width divides, and some of it changed."""
    values = {
        "attention": "luong",
        "inputFeeding": True,
        "sourceVocabulary": 11,
        "targetVocabulary": 19,
        "embedding": 5,
        "hidden": 6,
        "encoderLayers": 1,
        "decoderLayers": 1,
        "bidirectional": True,
        "tieEmbeddings": False,
    }
    assert changes.keys() <= values.keys() | {"attentionWindow"}
    return values | changes


def feeds_input(c):
    """Input feeding is Luong's; the Bahdanau decoder reads the context instead."""
    return c["attention"].startswith("luong") and c["inputFeeding"]


def directions(c):
    return ["forward", "backward"] if c["bidirectional"] else ["forward"]


def shapes(c):
    """The name and shape of every weight that a configuration asks for."""
    E, H = c["embedding"], c["hidden"]
    Vs, Vt = c["sourceVocabulary"], c["targetVocabulary"]
    if c["attention"] not in ATTENTIONS:
        raise ValueError(f"attention {c['attention']!r}: expected {', '.join(ATTENTIONS)}")
    if H % len(directions(c)) != 0:
        raise ValueError(f"hidden {H}: a bidirectional encoder needs an even size")
    if c["tieEmbeddings"] and E != H:
        raise ValueError(f"tied embeddings need embedding = hidden, not {E} and {H}")

    found = {"source.embedding": (Vs, E), "target.embedding": (Vt, E)}

    def lstm(name, inputs, hidden):
        found[f"{name}.weight_ih"] = (4 * hidden, inputs)
        found[f"{name}.weight_hh"] = (4 * hidden, hidden)
        found[f"{name}.bias"] = (4 * hidden,)

    def affine(name, inputs, outputs):
        found[f"{name}.weight"] = (outputs, inputs)
        found[f"{name}.bias"] = (outputs,)

    for layer in range(c["encoderLayers"]):
        for direction in directions(c):
            lstm(f"encoder.{layer}.{direction}", H if layer else E, H // len(directions(c)))
    for layer in range(c["decoderLayers"]):
        affine(f"bridge.{layer}.hidden", H, H)
        affine(f"bridge.{layer}.cell", H, H)
    for layer in range(c["decoderLayers"]):
        besides = H if feeds_input(c) or c["attention"] == "bahdanau" else 0
        lstm(f"decoder.{layer}", H if layer else E + besides, H)
    if c["attention"].startswith("luong"):
        if c["attention"] == "luong-concat":
            found["attention.weight"] = (H, 2 * H)
            found["attention.score"] = (H,)
        elif c["attention"] != "luong-dot":
            found["attention.weight"] = (H, H)
        if c["attention"] == "luong-local-p":
            found["attention.position.weight"] = (H, H)
            found["attention.position.score"] = (1, H)
        affine("readout", 2 * H, H)
    else:
        found["attention.query.weight"] = (H, H)
        found["attention.key.weight"] = (H, H)
        found["attention.bias"] = (H,)
        found["attention.score"] = (H,)
        affine("readout", 2 * H + E, H)
    if not c["tieEmbeddings"]:
        found["output.weight"] = (Vt, H)
    found["output.bias"] = (Vt,)
    return found


def parameter(values):
    """A float64 leaf for autograd, whose values float32 holds exactly."""
    return torch.nn.Parameter(values.float().double())


def draw_weights(c, generator):
    """Uniform weights, wide enough that attention has preferences and gradients have size."""

    def bound(name):
        unit = 2.4 / c["hidden"] ** 0.5
        if name in ("attention.weight", "attention.score"):
            # States differ less from one position to the next the more layers they passed.
            return 5 * unit * c["encoderLayers"] * c["decoderLayers"]
        if name.endswith("embedding"):
            return 1.5
        return unit

    weights = {}
    for name, shape in shapes(c).items():
        count = torch.Size(shape).numel()
        values = [bound(name) * (2 * generator.random() - 1) for _ in range(count)]
        weights[name] = parameter(torch.tensor(values, dtype=torch.float64).reshape(shape))
    return weights


# ---- The model ---------------------------------------------------------------------------------


class Translator:
    """The equations of the model, for one sentence pair."""

    def __init__(self, c, weights):
        self.c, self.w = c, weights
        self.encoder = self.make_encoder()
        self.cells = [self.make_cell(layer) for layer in range(c["decoderLayers"])]

    # PyTorch adds two biases in each gate. Ours is the first of them; the second is zero.

    def make_encoder(self):
        c = self.c
        lstm = torch.nn.LSTM(
            input_size=c["embedding"],
            hidden_size=c["hidden"] // len(directions(c)),
            num_layers=c["encoderLayers"],
            bidirectional=c["bidirectional"],
            dtype=torch.float64,
        )
        for layer in range(c["encoderLayers"]):
            for direction in directions(c):
                ours = f"encoder.{layer}.{direction}"
                theirs = f"l{layer}" + ("_reverse" if direction == "backward" else "")
                self.install(lstm, f"weight_ih_{theirs}", f"{ours}.weight_ih")
                self.install(lstm, f"weight_hh_{theirs}", f"{ours}.weight_hh")
                self.install(lstm, f"bias_ih_{theirs}", f"{ours}.bias")
                self.install_zero(lstm, f"bias_hh_{theirs}")
        return lstm

    def make_cell(self, layer):
        rows, inputs = self.w[f"decoder.{layer}.weight_ih"].shape
        cell = torch.nn.LSTMCell(inputs, rows // 4, dtype=torch.float64)
        self.install(cell, "weight_ih", f"decoder.{layer}.weight_ih")
        self.install(cell, "weight_hh", f"decoder.{layer}.weight_hh")
        self.install(cell, "bias_ih", f"decoder.{layer}.bias")
        self.install_zero(cell, "bias_hh")
        return cell

    def install(self, module, theirs, ours):
        assert getattr(module, theirs).shape == self.w[ours].shape
        setattr(module, theirs, self.w[ours])

    def install_zero(self, module, theirs):
        zeros = torch.zeros_like(getattr(module, theirs))
        setattr(module, theirs, torch.nn.Parameter(zeros, requires_grad=False))

    def affine(self, name, x):
        return self.w[f"{name}.weight"] @ x + self.w[f"{name}.bias"]

    def encode(self, source):
        """h_1 … h_S as rows, and the top layer's final h* and c*."""
        # h_j = [→h_j; ←h_j], each layer reading the layer below, the first one e(x_j)
        embedded = self.w["source.embedding"][torch.tensor(source)]
        states, (hidden, cell) = self.encoder(embedded)
        # PyTorch lists final states layer by layer, in each the forward direction first. The
        # forward one is final after x_S, the backward one after x_1.
        top = len(directions(self.c))
        return states, hidden[-top:].flatten(), cell[-top:].flatten()

    def bridge(self, final_hidden, final_cell):
        """The (hidden, cell) pair with which each decoder layer begins."""
        return [
            (
                # h_0 = tanh(W_h h* + b_h)
                torch.tanh(self.affine(f"bridge.{layer}.hidden", final_hidden)),
                # c_0 = tanh(W_c c* + b_c)
                torch.tanh(self.affine(f"bridge.{layer}.cell", final_cell)),
            )
            for layer in range(self.c["decoderLayers"])
        ]

    def climb(self, x, before):
        """All decoder layers for one position: the states after it, from x and those before."""
        after = []
        for cell, state in zip(self.cells, before):
            state = cell(x, state)
            after.append(state)
            x = state[0]
        return after

    def attend(self, scores, states):
        """α_t = softmax(scores); c_t = Σ_j α_tj h_j."""
        alpha = torch.softmax(torch.stack(scores), dim=0)
        context = sum(a * h for a, h in zip(alpha, states))
        return alpha, context

    def luong_attend(self, t, s, states):
        """α_t and c_t of Luong's attentions, from the state of step t, which counts from 0."""
        kind = self.c["attention"]
        if kind == "luong-dot":
            return self.attend([s @ h for h in states], states)
        W_a = self.w["attention.weight"]
        if kind == "luong-concat":
            # score_tj = v_aᵀ tanh(W_a [s_t; h_j])
            v_a = self.w["attention.score"]
            return self.attend([v_a @ torch.tanh(W_a @ torch.cat([s, h])) for h in states], states)
        # score_tj = s_tᵀ W_a h_j
        scores = [s @ W_a @ h for h in states]
        if kind == "luong":
            return self.attend(scores, states)
        S, D = len(states), self.c["attentionWindow"]
        if kind == "luong-local-m":
            p = torch.tensor(float(min(t, S - 1)), dtype=torch.float64)
        else:
            # p_t = S σ(v_pᵀ tanh(W_p s_t))
            z = torch.tanh(self.w["attention.position.weight"] @ s)
            p = S * torch.sigmoid(self.w["attention.position.score"][0] @ z)
        window = [j for j in range(S) if p.item() - D <= j <= p.item() + D]
        inside = torch.softmax(torch.stack([scores[j] for j in window]), dim=0)
        alpha = [torch.zeros((), dtype=torch.float64)] * S
        for a, j in zip(inside, window):
            # α_tj = align(s_t, h_j) exp(-(j - p_t)² / 2σ²), σ = D/2
            local = torch.exp(-((j - p) ** 2) / (2 * (D / 2) ** 2))
            alpha[j] = a * local if kind == "luong-local-p" else a
        return torch.stack(alpha), sum(a * h for a, h in zip(alpha, states))

    def luong_step(self, t, embedded, fed, before, states):
        # s_t = LSTM([e(y_{t-1}); h̃_{t-1}], s_{t-1}), without h̃ when input feeding is off
        x = torch.cat([embedded, fed]) if feeds_input(self.c) else embedded
        after = self.climb(x, before)
        s = after[-1][0]
        alpha, context = self.luong_attend(t, s, states)
        # h̃_t = tanh(W_c [c_t; s_t] + b_c)
        readout = torch.tanh(self.affine("readout", torch.cat([context, s])))
        return readout, after, alpha

    def bahdanau_step(self, embedded, before, states):
        # score_tj = vᵀ tanh(W_a s_{t-1} + U_a h_j + b_a)
        W_a, U_a = self.w["attention.query.weight"], self.w["attention.key.weight"]
        b_a, v = self.w["attention.bias"], self.w["attention.score"]
        previous = before[-1][0]
        scores = [v @ torch.tanh(W_a @ previous + U_a @ h + b_a) for h in states]
        alpha, context = self.attend(scores, states)
        # s_t = LSTM([e(y_{t-1}); c_t], s_{t-1})
        after = self.climb(torch.cat([embedded, context]), before)
        s = after[-1][0]
        # h̃_t = tanh(W_o [s_t; c_t; e(y_{t-1})] + b_o)
        readout = torch.tanh(self.affine("readout", torch.cat([s, context, embedded])))
        return readout, after, alpha

    def sentence(self, source, target):
        """Logits [T, Vt] and alignment [T, S], with the true target as the words read."""
        states, final_hidden, final_cell = self.encode(source)
        state = self.bridge(final_hidden, final_cell)
        readout = torch.zeros(self.c["hidden"], dtype=torch.float64)  # h̃_0 = 0
        output = "target.embedding" if self.c["tieEmbeddings"] else "output.weight"
        logits, alignment = [], []
        for t, previous in enumerate([START] + target[:-1]):
            embedded = self.w["target.embedding"][previous]
            if self.c["attention"].startswith("luong"):
                readout, state, alpha = self.luong_step(t, embedded, readout, state, states)
            else:
                readout, state, alpha = self.bahdanau_step(embedded, state, states)
            # p = softmax(W_y h̃_t + b_y); the logits are what the softmax is taken of
            logits.append(self.w[output] @ readout + self.w["output.bias"])
            alignment.append(alpha)
        return torch.stack(logits), torch.stack(alignment)

    def batch(self, sources, targets):
        """Logits of all target tokens [ΣT, Vt], and a list of alignments."""
        pairs = [self.sentence(x, y) for x, y in zip(sources, targets, strict=True)]
        return torch.cat([logits for logits, _ in pairs]), [alignment for _, alignment in pairs]


# ---- Cases ---------------------------------------------------------------------------------------

# Lengths of the pairs without end symbols, (source, target). No order of the sentences sorts
# both sides, and in each batch there is a side of one word.
FOUR = [(4, 2), (1, 5), (6, 1), (3, 4)]
THREE = [(2, 6), (5, 1), (1, 3)]

# name: (seed, lengths, configuration). The wide cases reach past a vector of 16 floats.
BAHDANAU = {"attention": "bahdanau", "inputFeeding": False}
WIDE = {"sourceVocabulary": 9, "targetVocabulary": 37, "embedding": 17, "hidden": 18}
TWO = {"encoderLayers": 2, "decoderLayers": 2}
CASES = {
    "luong-1layer": (1, FOUR, configuration()),
    "luong-2layers": (2, THREE, configuration(**TWO)),
    "luong-nofeed-2layers": (3, FOUR, configuration(inputFeeding=False, **TWO)),
    "luong-unidirectional": (4, FOUR, configuration(bidirectional=False, encoderLayers=2)),
    "luong-tied": (5, FOUR, configuration(tieEmbeddings=True, embedding=6, decoderLayers=2)),
    "luong-wide": (6, FOUR, configuration(**WIDE)),
    "bahdanau-1layer": (7, FOUR, configuration(**BAHDANAU)),
    "bahdanau-2layers": (8, THREE, configuration(**BAHDANAU, **TWO)),
    "bahdanau-wide": (9, FOUR, configuration(**BAHDANAU, **WIDE)),
    "luong-dot-2layers": (10, THREE, configuration(attention="luong-dot", **TWO)),
    "luong-concat": (11, FOUR, configuration(attention="luong-concat")),
    "luong-local-m": (12, FOUR, configuration(attention="luong-local-m", attentionWindow=1)),
    "luong-local-p": (13, FOUR, configuration(attention="luong-local-p", attentionWindow=2)),
    "luong-local-p-nofeed-2layers": (
        14, THREE,
        configuration(
            attention="luong-local-p", attentionWindow=1, inputFeeding=False, **TWO
        ),
    ),
}


def draw_sentences(lengths, vocabulary, generator):
    """Id lists that end in </s>. The first begins with <unk>; the other words are real ones."""
    words = vocabulary - (END + 1)
    sentences = []
    for length in lengths:
        ids = [END + 1 + int(words * generator.random()) for _ in range(length)]
        sentences.append(ids + [END])
    sentences[0][0] = UNKNOWN
    return sentences


def make_case(seed, lengths, c):
    """Everything a case's file holds: its tensors and its metadata."""
    generator = random.Random(seed)
    weights = draw_weights(c, generator)
    source = draw_sentences([s for s, _ in lengths], c["sourceVocabulary"], generator)
    target = draw_sentences([t for _, t in lengths], c["targetVocabulary"], generator)

    logits, alignment = Translator(c, weights).batch(source, target)
    wanted = torch.tensor([token for sentence in target for token in sentence])
    nll = cross_entropy(logits, wanted)
    loss = cross_entropy(logits, wanted, label_smoothing=LABEL_SMOOTHING)
    gradients = torch.autograd.grad(loss, list(weights.values()))

    tensors = {f"weight.{name}": weight for name, weight in weights.items()}
    tensors |= {f"gradient.{name}": g for name, g in zip(weights, gradients, strict=True)}
    tensors["loss"] = loss.reshape(1)
    tensors["nll"] = nll.reshape(1)
    tensors["logits"] = logits
    tensors["alignment"] = torch.cat([a.flatten() for a in alignment])
    metadata = {
        "configuration": compact(c),
        "source": compact(source),
        "target": compact(target),
        "labelSmoothing": str(LABEL_SMOOTHING),
    }
    return tensors, metadata


# ---- Files ---------------------------------------------------------------------------------------


def compact(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def safetensors_bytes(tensors, metadata):
    """The format written out by hand, since the library does not promise an order of metadata."""
    header, blocks, offset = {"__metadata__": metadata}, [], 0
    for name in sorted(tensors):
        block = tensors[name].detach().float().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(tensors[name].shape),
            "data_offsets": [offset, offset + len(block)],
        }
        blocks.append(block)
        offset += len(block)
    text = compact(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(blocks)


def read(path):
    """All tensors of a file, in float64, and its metadata."""
    with safe_open(path, framework="pt") as file:
        tensors = {name: file.get_tensor(name).double() for name in file.keys()}
        return tensors, file.metadata() or {}


def write_goldens(folder):
    for name, case in CASES.items():
        tensors, metadata = make_case(*case)
        path = folder / f"{name}.safetensors"
        path.write_bytes(safetensors_bytes(tensors, metadata))

        # The library must read back what was written by hand.
        found, found_metadata = read(path)
        assert found_metadata == metadata and found.keys() == tensors.keys()
        for key, value in tensors.items():
            assert torch.equal(found[key], value.detach().float().double()), key
            assert not key.startswith("weight.") or torch.equal(found[key], value.detach()), key
        print(f"{path.name}: {path.stat().st_size} bytes, loss {tensors['loss'].item():.6f}")


# ---- Checking the translator's own files ---------------------------------------------------------


def metadata_json(path, metadata, key):
    if key not in metadata:
        raise ValueError(f"{path}: no {key} in its metadata")
    return json.loads(metadata[key])


def check_ids(path, key, sentences, vocabulary):
    for number, sentence in enumerate(sentences, start=1):
        if not sentence or not all(0 <= token < vocabulary for token in sentence):
            wrong = f"is empty or has ids outside 0…{vocabulary - 1}"
            raise ValueError(f"{path}: {key} sentence {number} {wrong}")


def check(model_path, logits_path):
    """The greatest absolute difference between the reported logits and PyTorch's."""
    weights, metadata = read(model_path)
    c = metadata_json(model_path, metadata, "configuration")
    missing = configuration().keys() - c.keys()
    if missing:
        raise ValueError(f"{model_path}: its configuration lacks {', '.join(sorted(missing))}")
    expected = shapes(c)
    for name, shape in expected.items():
        if name not in weights:
            raise ValueError(f"{model_path}: no tensor {name}")
        if tuple(weights[name].shape) != shape:
            found = list(weights[name].shape)
            raise ValueError(f"{model_path}: {name} is {found}, expected {list(shape)}")
    for name in sorted(weights.keys() - expected.keys()):
        print(f"{model_path}: {name} is no part of the model; ignored", file=sys.stderr)

    tensors, metadata = read(logits_path)
    if "logits" not in tensors:
        raise ValueError(f"{logits_path}: no tensor logits")
    source = metadata_json(logits_path, metadata, "source")
    target = metadata_json(logits_path, metadata, "target")
    if not source or len(source) != len(target):
        raise ValueError(f"{logits_path}: {len(source)} source and {len(target)} target sentences")
    check_ids(logits_path, "source", source, c["sourceVocabulary"])
    check_ids(logits_path, "target", target, c["targetVocabulary"])

    with torch.no_grad():
        model = Translator(c, {name: parameter(weights[name]) for name in expected})
        logits, _ = model.batch(source, target)
    if tensors["logits"].shape != logits.shape:
        found = list(tensors["logits"].shape)
        raise ValueError(f"{logits_path}: logits are {found}, expected {list(logits.shape)}")
    return (tensors["logits"] - logits).abs().max().item()


def main(arguments):
    torch.set_num_threads(1)
    match arguments:
        case []:
            write_goldens(pathlib.Path(__file__).resolve().parent)
            return 0
        case ["check", model, logits]:
            try:
                difference = check(model, logits)
            except (ValueError, OSError, SafetensorError) as error:
                print(error, file=sys.stderr)
                return 1
            print(f"greatest absolute difference {difference:.3e}")
            # Written so that a NaN fails.
            return 0 if difference <= TOLERANCE else 1
        case _:
            usage = "usage: make_goldens.py [check MODEL.safetensors LOGITS.safetensors]"
            print(usage, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
