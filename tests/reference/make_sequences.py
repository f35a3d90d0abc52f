"""Makes sequences.json: layers over sequences by PyTorch in double precision.

Run it with a Python that has PyTorch, Debian's package python3-torch for
instance:

    /usr/bin/python3 tests/reference/make_sequences.py

It writes sequences.json beside itself; running it twice gives the same bytes.
The format is that of cases.py.
"""

import math

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261124)
record = made.record
randn = torch.randn


def under(name, parameters):
    """Parameters of PyTorch by our paths."""
    return {f"{name}.{k}": v for k, v in parameters.items()}


def own(name, parameters):
    """Those of one step by PyTorch's names."""
    return {k[len(name) + 1:]: v for k, v in parameters.items() if k.startswith(name + ".")}


# Recurrent layers. Parameters have the names and shapes of PyTorch's modules.

kinds = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def recurrent(kind, x, weights, width, layers=1, both=False, last=False):
    """All states of the top layer, or the last that each direction reaches.

    The functions behind PyTorch's modules, so that gradients reach the weights.
    """
    ways = 2 if both else 1
    zero = torch.zeros(layers * ways, x.shape[0], width)
    flat = list(weights.values())
    options = (True, layers, 0.0, False, both, True)
    if kind == "lstm":
        y, h, _ = torch.lstm(x, (zero, zero), flat, *options)
    else:
        y, h = {"rnn": torch.rnn_tanh, "gru": torch.gru}[kind](x, zero, flat, *options)
    return torch.cat([h[i] for i in range(-ways, 0)], -1) if last else y


def recurrent_weights(kind, features, width, layers=1, both=False):
    module = kinds[kind](features, width, layers, bidirectional=both)
    return {name: randn(*p.shape) / width ** 0.5 for name, p in module.named_parameters()}


def recurrent_case(kind, batch, time, features, width, scale=1.0, **options):
    words = [str(width)]
    if options.get("layers", 1) > 1:
        words.append(f"layers={options['layers']}")
    if options.get("both"):
        words.append("direction=both")
    if options.get("last"):
        words.append("returns=last")
    shape = {k: v for k, v in options.items() if k != "last"}
    record(f"input({time},{features}) -> {kind}({','.join(words)})", batch,
           scale * randn(batch, time, features),
           lambda x, p: (recurrent(kind, x, own(f"{kind}1", p), width, **options), None),
           under(f"{kind}1", recurrent_weights(kind, features, width, **shape)))


for kind in kinds:
    for batch, time, features, width in [(1, 1, 1, 1), (3, 1, 2, 3), (1, 4, 3, 2), (3, 5, 2, 3),
                                         (2, 3, 1, 5), (3, 7, 4, 1), (2, 9, 5, 7)]:
        recurrent_case(kind, batch, time, features, width)
    for batch, time, features, width in [(1, 1, 3, 2), (3, 4, 2, 3)]:
        recurrent_case(kind, batch, time, features, width, last=True)
        recurrent_case(kind, batch, time, features, width, both=True)
        recurrent_case(kind, batch, time, features, width, both=True, last=True)
    recurrent_case(kind, 3, 4, 3, 2, layers=2)
    recurrent_case(kind, 2, 3, 1, 3, layers=3, last=True)
    recurrent_case(kind, 3, 4, 2, 3, layers=2, both=True)
    recurrent_case(kind, 1, 5, 3, 2, layers=3, both=True, last=True)
    # Gates that are nearly open or shut.
    recurrent_case(kind, 2, 6, 3, 4, scale=20.0)

# Embeddings. Token numbers have no gradient.

for batch, shape, count, width in [(1, (1,), 1, 1), (3, (4,), 5, 3), (2, (6,), 3, 2), (3, (2, 3), 7, 1)]:
    record(f"{input_text(shape)} -> embedding({count},{width})", batch,
           torch.randint(count, (batch, *shape)).to(torch.float64),
           lambda x, p: (F.embedding(x.long(), p["embedding1.weight"]), None),
           {"embedding1.weight": randn(count, width)}, has_dx=False)

# Positions: the formula of "Attention is all you need", §3.5, number by number.


def sinusoids(time, width):
    table = torch.zeros(time, width)
    for t in range(time):
        for column in range(width):
            i = column // 2
            angle = t / 10000 ** (2 * i / width)
            table[t, column] = math.cos(angle) if column % 2 else math.sin(angle)
    return table


for batch, time, width in [(1, 1, 1), (3, 4, 6), (2, 5, 3)]:
    record(f"input({time},{width}) -> positional", batch, randn(batch, time, width),
           lambda x, p: (x + sinusoids(time, width), None))
    record(f"input({time},{width}) -> positional(learned)", batch, randn(batch, time, width),
           lambda x, p: (x + p["positional1.weight"], None),
           {"positional1.weight": randn(time, width)})

# Attention. PyTorch's function takes the four parameters by their meaning.


def attend(x, p, name, heads, mask=None, causal=False):
    time, width = x.shape[1:]
    if causal:
        later = torch.full((time, time), -math.inf).triu(1)
        mask = later if mask is None else mask + later
    x = x.transpose(0, 1)
    y, _ = F.multi_head_attention_forward(
        x, x, x, width, heads, p[f"{name}.in_weight"], p[f"{name}.in_bias"], None, None, False, 0.0,
        p[f"{name}.out_weight"], p[f"{name}.out_bias"], attn_mask=mask)
    return y.transpose(0, 1)


def attend_widths(x, p, name, heads, key, value, causal=False):
    """Where the widths of a head are not width / heads, PyTorch has no module."""
    batch, time, _ = x.shape
    packed = F.linear(x, p[f"{name}.in_weight"], p[f"{name}.in_bias"])
    q, k, v = packed.split([heads * key, heads * key, heads * value], -1)
    q, k, v = (t.reshape(batch, time, heads, -1).transpose(1, 2) for t in (q, k, v))
    scores = q @ k.transpose(-1, -2) / math.sqrt(key)
    if causal:
        scores = scores + torch.full((time, time), -math.inf).triu(1)
    mixed = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, time, heads * value)
    return F.linear(mixed, p[f"{name}.out_weight"], p[f"{name}.out_bias"])


def attention_weights(name, width, heads, key=None, value=None):
    key, value = key or width // heads, value or width // heads
    taken = heads * (2 * key + value)
    return under(name, {"in_weight": randn(taken, width) / width ** 0.5, "in_bias": randn(taken),
                        "out_weight": randn(width, heads * value) / width ** 0.5, "out_bias": randn(width)})


for causal, kind in [(False, "attention"), (True, "causal_attention")]:
    step = f"{kind}1"
    for batch, time, width, heads in [(1, 1, 1, 1), (3, 1, 4, 2), (1, 5, 3, 1), (3, 4, 6, 2), (2, 7, 6, 3),
                                      (3, 5, 5, 5), (2, 12, 8, 4)]:
        record(f"input({time},{width}) -> {kind}({heads})", batch, randn(batch, time, width),
               lambda x, p: (attend(x, p, step, heads, causal=causal), None),
               attention_weights(step, width, heads))
    for batch, time, width, heads, key, value in [(1, 3, 5, 2, 3, 1), (3, 4, 3, 1, 1, 4), (2, 5, 4, 3, 2, 2)]:
        record(f"input({time},{width}) -> {kind}({heads}, key={key}, value={value})", batch,
               randn(batch, time, width),
               lambda x, p: (attend_widths(x, p, step, heads, key, value, causal), None),
               attention_weights(step, width, heads, key, value))
    for batch, time, width, heads in [(1, 3, 2, 1), (3, 4, 6, 3)]:
        mask = (4 * randn(time, time)).round() / 4
        mask[0, -1] = mask[-1, 0] = -1e9
        values = ", ".join("[" + ", ".join(repr(t) for t in row) + "]" for row in mask.tolist())
        record(f"given mask = [{values}]\ninput({time},{width}) -> {kind}({heads}, mask)", batch,
               randn(batch, time, width),
               lambda x, p: (attend(x, p, step, heads, p["mask"], causal), None),
               {"mask": mask, **attention_weights(step, width, heads)})
    # Scores far apart: softmax must not overflow.
    record(f"input(4,4) -> {kind}(2)", 2, 30 * randn(2, 4, 4),
           lambda x, p: (attend(x, p, step, 2, causal=causal), None), attention_weights(step, 4, 2))

# Networks.

tokens = torch.randint(7, (3, 5)).to(torch.float64)
targets = torch.randint(7, (3, 5))


def class_loss(x):
    return F.cross_entropy(x.movedim(-1, 1), targets)


def linear(x, p, name):
    return F.linear(x, p[f"{name}.weight"], p[f"{name}.bias"])


def head(width):
    return {"fc1.weight": randn(7, width), "fc1.bias": randn(7)}


for kind in kinds:
    def tagger(x, p):
        states = recurrent(kind, F.embedding(x.long(), p["embedding1.weight"]), own(f"{kind}1", p), 3, both=True)
        y = linear(states, p, "fc1")
        return y, class_loss(y)

    record(f"input(5) -> embedding(7,4) -> {kind}(3,direction=both) -> fc(7) -> cross_entropy", 3, tokens, tagger,
           {"embedding1.weight": randn(7, 4), **under(f"{kind}1", recurrent_weights(kind, 4, 3, both=True)), **head(6)},
           target=targets, has_dx=False)


def transformer(x, p):
    h = F.embedding(x.long(), p["embedding1.weight"]) + sinusoids(5, 4)
    for i in (1, 2):
        h = h + attend(h, p, f"causal_attention{i}", 2, causal=True)
        h = h + linear(torch.tanh(linear(h, p, f"fc{2 * i - 1}")), p, f"fc{2 * i}")
    y = linear(h, p, "fc5")
    return y, class_loss(y)


weights = {"embedding1.weight": randn(7, 4)}
for i in (1, 2):
    weights.update(attention_weights(f"causal_attention{i}", 4, 2))
    for name, rows, columns in [(f"fc{2 * i - 1}", 6, 4), (f"fc{2 * i}", 4, 6)]:
        weights.update({f"{name}.weight": randn(rows, columns) / 2, f"{name}.bias": randn(rows)})
weights.update({"fc5.weight": randn(7, 4), "fc5.bias": randn(7)})
record("input(5) -> embedding(7,4) -> positional -> (residual(causal_attention(2)) -> residual(fc(6) -> tanh -> fc(4)))*2"
       " -> fc(7) -> cross_entropy", 3, tokens, transformer, weights, target=targets, has_dx=False)

made.save("sequences.json")
