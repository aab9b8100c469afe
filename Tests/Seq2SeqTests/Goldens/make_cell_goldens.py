"""Golden values for the recurrent cells, computed by PyTorch.

    python make_cell_goldens.py
        writes cell-KIND.safetensors and cell-KIND-wide.safetensors beside this script.

Made with Python 3.11, torch 2.13.0 (CPU), numpy 2.4.6, safetensors 0.8.0.

What a file holds, every tensor F32:

    weight.NAME     the weights, [out, in]; gate order i, f, g, o or r, z, n
    x, h0, c0       input [time * batch, input], states to start from [batch, n]
    dh              the cotangent of h; the loss is sum(dh * h)
    h               [time * batch, n]
    gradient.NAME   d loss / d NAME, of each weight and of x
    adam.NAME       each weight after one step of Adam (rate 0.01)
    sgd.NAME        each weight after one step of SGD (rate 0.01)
    __metadata__    kind, input, size, time, batch, learningRate

lstm, gru and rnn are PyTorch's own modules; gru-before (Cho et al. 2014, eq. 5-8),
layer-norm-lstm and deep-transition-lstm, which PyTorch lacks, are written out below from its
functions. Weights are exact in float32; all else is float64, rounded once.
"""

import pathlib
import random

import torch

from make_goldens import parameter, safetensors_bytes

RATE = 0.01
# Adam's first step divides a gradient by its magnitude: below this, rounding to float32 would show.
LEAST_GRADIENT = 5e-6
TIME, BATCH = 4, 3
GATES = {
    "lstm": 4, "gru": 3, "gru-before": 3, "rnn": 1, "layer-norm-lstm": 4, "deep-transition-lstm": 4,
}


def shapes(kind, inputs, n):
    found = {"weight_ih": (GATES[kind] * n, inputs)}
    found["weight_hh"] = (2 * n if kind == "gru-before" else GATES[kind] * n, n)
    if kind == "gru-before":
        found["weight_hn"] = (n, n)
    found["bias"] = (GATES[kind] * n,)
    if kind == "gru":
        found["bias_hn"] = (n,)
    if kind == "layer-norm-lstm":
        found["norm.weight"] = found["norm.bias"] = (4 * n,)
    if kind == "deep-transition-lstm":
        found["transition.weight"], found["transition.bias"] = (2 * n, n), (2 * n,)
    return found


def draw(shape, generator, bound=1.0):
    count = torch.Size(shape).numel()
    values = [bound * (2 * generator.random() - 1) for _ in range(count)]
    return parameter(torch.tensor(values, dtype=torch.float64).reshape(shape))


def run(kind, w, x, h0, c0):
    """h at every step, [time, batch, n]."""
    n = h0.shape[1]
    if kind == "gru-before":
        h, states = h0, []
        for t in range(TIME):
            a = x[t] @ w["weight_ih"].T + w["bias"]
            u = h @ w["weight_hh"].T
            r = torch.sigmoid(a[:, :n] + u[:, :n])
            z = torch.sigmoid(a[:, n : 2 * n] + u[:, n:])
            new = torch.tanh(a[:, 2 * n :] + (r * h) @ w["weight_hn"].T)
            h = (1 - z) * new + z * h
            states.append(h)
        return torch.stack(states)
    if kind == "layer-norm-lstm":
        h, c, states = h0, c0, []
        for t in range(TIME):
            a = x[t] @ w["weight_ih"].T + h @ w["weight_hh"].T + w["bias"]
            normalized = torch.nn.functional.layer_norm(a.reshape(BATCH, 4, n), (n,), eps=1e-5)
            a = normalized.reshape(BATCH, 4 * n) * w["norm.weight"] + w["norm.bias"]
            i, f, g, o = a.split(n, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            states.append(h)
        return torch.stack(states)
    if kind == "deep-transition-lstm":
        h, c, states = h0, c0, []
        none = torch.zeros_like(w["bias"])
        for t in range(TIME):
            m, c = torch.lstm_cell(
                x[t], (h, c), w["weight_ih"], w["weight_hh"], w["bias"], none
            )
            a = m @ w["transition.weight"].T + w["transition.bias"]
            h = torch.lerp(m, torch.tanh(a[:, n:]), torch.sigmoid(a[:, :n] - 2))
            states.append(h)
        return torch.stack(states)
    # PyTorch has two biases in each gate; ours is the first of them.
    second = torch.zeros_like(w["bias"])
    if kind == "gru":
        second = torch.cat([second[: 2 * n], w["bias_hn"]])
    module = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[kind]
    layer = module(x.shape[2], n, dtype=torch.float64)
    start = (h0[None], c0[None]) if kind == "lstm" else h0[None]
    given = {
        "weight_ih_l0": w["weight_ih"], "weight_hh_l0": w["weight_hh"],
        "bias_ih_l0": w["bias"], "bias_hh_l0": second,
    }
    return torch.func.functional_call(layer, given, (x, start))[0]


def make_case(kind, inputs, n, seed):
    generator = random.Random(seed)
    w = {name: draw(shape, generator) for name, shape in shapes(kind, inputs, n).items()}
    x = draw((TIME, BATCH, inputs), generator)
    h0, c0 = draw((BATCH, n), generator), draw((BATCH, n), generator)
    dh = draw((TIME, BATCH, n), generator)
    h = run(kind, w, x, h0.detach(), c0.detach())
    gradients = torch.autograd.grad((dh.detach() * h).sum(), [*w.values(), x])

    tensors = {f"weight.{name}": value.detach().clone() for name, value in w.items()}
    tensors |= {f"gradient.{name}": g for name, g in zip([*w, "x"], gradients, strict=True)}
    tensors["gradient.x"] = tensors["gradient.x"].reshape(-1, inputs)
    tensors |= {"x": x.reshape(-1, inputs), "h0": h0, "dh": dh.reshape(-1, n)}
    tensors["h"] = h.reshape(-1, n)
    if "lstm" in kind:
        tensors["c0"] = c0
    for label, optimizer in [("adam", torch.optim.Adam), ("sgd", torch.optim.SGD)]:
        moved = {name: torch.nn.Parameter(value.detach().clone()) for name, value in w.items()}
        for value, gradient in zip(moved.values(), gradients):
            value.grad = gradient
        optimizer(moved.values(), lr=RATE).step()
        tensors |= {f"{label}.{name}": value for name, value in moved.items()}
    sizes = {"input": inputs, "size": n, "time": TIME, "batch": BATCH}
    metadata = {"kind": kind, "learningRate": str(RATE)}
    return tensors, metadata | {name: str(value) for name, value in sizes.items()}


def well_conditioned_case(kind, inputs, n, seed):
    """The case of the first seed from this one on whose gradients are all far enough from 0."""
    while True:
        tensors, metadata = make_case(kind, inputs, n, seed)
        if all(tensors[name.replace("weight.", "gradient.")].abs().min() > LEAST_GRADIENT
               for name in tensors if name.startswith("weight.")):
            return tensors, metadata
        seed += 1


def main():
    torch.set_num_threads(1)
    folder = pathlib.Path(__file__).resolve().parent
    for seed, kind in enumerate(GATES):
        for name, inputs, n in [(f"cell-{kind}", 5, 6), (f"cell-{kind}-wide", 17, 18)]:
            tensors, metadata = well_conditioned_case(kind, inputs, n, seed)
            (folder / f"{name}.safetensors").write_bytes(safetensors_bytes(tensors, metadata))


if __name__ == "__main__":
    main()
