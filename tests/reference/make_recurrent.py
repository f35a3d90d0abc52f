"""Makes recurrent.json: recurrent layers with first states, lengths and last states,
by PyTorch in double precision.

Run it with a Python that has PyTorch, Debian's package python3-torch for
instance:

    /usr/bin/python3 tests/reference/make_recurrent.py

It writes recurrent.json beside itself; running it twice gives the same bytes.
The format is that of cases.py.
"""

import torch
import torch.nn.functional as F

from cases import Cases

made = Cases(20261130)
randn = torch.randn
kinds = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


def gru_before(x, weights, states, width, layers, ways):
    """PyTorch has no gru whose reset gate stands before the product: the formulas of ONNX, step by step."""
    last = []
    for level in range(layers):
        sides = []
        for way in range(ways):
            end = f"l{level}" + ("_reverse" if way else "")
            wx, wh = weights[f"weight_ih_{end}"], weights[f"weight_hh_{end}"]
            bx, bh = (weights.get(f"bias_{k}_{end}", torch.zeros(3 * width)) for k in ["ih", "hh"])
            h, all = states[level * ways + way], [None] * x.shape[1]
            for t in (reversed if way else list)(range(x.shape[1])):
                from_x = F.linear(x[:, t], wx, bx)
                r, z = torch.sigmoid(from_x[:, :2 * width] + F.linear(h, wh[:2 * width], bh[:2 * width])).chunk(2, -1)
                n = torch.tanh(from_x[:, 2 * width:] + F.linear(r * h, wh[2 * width:], bh[2 * width:]))
                all[t] = h = (1 - z) * n + z * h
            sides.append(torch.stack(all, 1))
            last.append(h)
        x = torch.cat(sides, -1)
    return x, (torch.stack(last),)


def run(kind, weights, x, states, width, layers, ways, bias, lengths, other=False):
    """All states and, of all levels and directions, the last; cells behind states.

    Each example is run by itself up to its length, as it would be without others.
    """
    if lengths is not None:
        each = [run(kind, weights, x[b:b + 1, :n], [t[:, b:b + 1] for t in states], width, layers, ways, bias, None, other)
                for b, n in enumerate(lengths)]
        y = torch.cat([F.pad(y, (0, 0, 0, x.shape[1] - y.shape[1])) for y, _ in each])
        return y, tuple(torch.cat(t, 1) for t in zip(*(last for _, last in each)))
    states = tuple(t.contiguous() for t in states)
    if kind == "gru" and other:
        return gru_before(x, weights, states[0], width, layers, ways)
    options = (list(weights.values()), bias, layers, 0.0, False, ways == 2, True)
    if kind == "lstm":
        y, *last = torch.lstm(x, states, *options)
    else:
        y, *last = {"rnn": torch.rnn_relu if other else torch.rnn_tanh, "gru": torch.gru}[kind](x, states[0], *options)
    return y, tuple(last)


def rows(states, layers):
    """Layers · directions × batch × width as batch × layers × directions · width."""
    return torch.cat([t.transpose(0, 1).reshape(t.shape[1], layers, -1) for t in states], 1)


def case(kind, batch, time, features, width, layers=1, ways=1, backward=False, bias=True, state=None, cell=None,
         lengths=None, returns="all", other=False, project=0):
    """`other` is rnn with relu, or gru with its reset gate before the product.

    `state` and `cell` are "given" to all examples or an "input"; `state` may be "both", an input with the cell."""
    all_ways = 2 if backward else ways
    module = kinds[kind](features, width, layers, bias=bias, bidirectional=all_ways == 2,
                         **{"proj_size": project} if project else {})
    own_width = project or width
    step = f"{kind}1"
    weights = {k: randn(*p.shape) / width ** 0.5 for k, p in module.named_parameters()}
    # Ours has one direction; PyTorch has both, of which the other is left out.
    taken = {k.replace("_reverse", ""): v for k, v in weights.items() if k.endswith("_reverse")} if backward else weights
    words = [str(width)]
    words += [f"{k}={v}" for k, v in
              [("project", project), ("activation", "relu" if other and kind == "rnn" else None),
               ("reset", "before" if other and kind == "gru" else None), ("layers", layers if layers > 1 else None),
               ("direction", "backward" if backward else "both" if ways == 2 else None),
               ("bias", None if bias else "none"), ("returns", None if returns == "all" else returns)] if v]
    lines, parameters, inputs = [], {}, {}
    for name, how in [("state", state), ("cell", cell)]:
        if how is None:
            continue
        words.append(f"{name}={name}0")
        sizes = [layers, ways * (own_width if name == "state" else width)]
        if how == "given":
            parameters[f"{name}0"] = randn(*sizes)
            array = ", ".join("[" + ", ".join(repr(t) for t in row) + "]" for row in parameters[f"{name}0"].tolist())
            lines.append(f"given {name}0 = [{array}]")
        else:
            count = 2 * layers if how == "both" else layers
            inputs[f"{name}0"] = randn(batch, count, sizes[1])
            lines.append(f"{name}0: input({count},{sizes[1]})")
    if lengths is not None:
        words.append("lengths=n")
        lines.append("n: input(1)")
    several = inputs or lengths is not None
    lines.append(f"s: input({time},{features})" if several else "")
    begin = "s" if several else f"input({time},{features})"
    text = "\n".join([line for line in lines if line] + [f"{begin} -> {kind}({', '.join(words)})"])

    def split(array):
        size = array.shape[-1] // ways
        return array.reshape(batch, layers, ways, size).permute(1, 2, 0, 3).reshape(-1, batch, size)

    def forward(x, p):
        first = []
        for name in ["state", "cell"][:2 if kind == "lstm" else 1]:
            zero = torch.zeros(layers * all_ways, batch, own_width if name == "state" else width)
            found = p.get(f"{name}0")
            if name == "cell" and state == "both":
                found = p["state0"][:, layers:]
            elif state == "both":
                found = found[:, :layers]
            if found is None:
                first.append(zero)
                continue
            own = split(found.expand(batch, *found.shape) if found.dim() == 2 else found)
            first.append(torch.cat([torch.zeros_like(own), own]) if backward else own)
        own = {k: v for k, v in weights.items()}
        for k, v in taken.items():
            name = k.replace("_l0", "_l0_reverse") if backward else k
            own[name] = p[f"{step}.{k}"]
        y, last = run(kind, own, x, first, width, layers, all_ways, bias, lengths, other)
        if backward:
            y, last = y[..., own_width:], tuple(t[1:] for t in last)
        if returns == "all":
            return y, None
        if returns in ("last", "cell"):
            t = last[returns == "cell"]
            return torch.cat([t[i] for i in range(-(1 if backward else ways), 0)], -1), None
        state_rows = rows(last, layers)
        return (state_rows if returns == "state" else torch.cat([y, state_rows], 1)), None

    x = randn(batch, time, features)
    parameters.update({f"{step}.{k}": v for k, v in taken.items()})
    if several:
        constants = {} if lengths is None else {"n": torch.tensor(lengths, dtype=torch.float64)}
        made.record_several(text, batch, {**inputs, "s": x}, lambda given, p: forward(given["s"], {**given, **p}),
                            parameters, constants)
    else:
        made.record(text, batch, x, forward, parameters)


for kind in kinds:
    # First states, biases and last states.
    case(kind, 1, 1, 1, 1, state="given")
    case(kind, 3, 1, 2, 3, state="given", returns="last")
    case(kind, 2, 5, 3, 2, bias=False)
    case(kind, 3, 4, 2, 3, state="input")
    case(kind, 1, 3, 1, 4, ways=2, bias=False, returns="last")
    case(kind, 2, 4, 3, 2, layers=2, state="given", returns="state")
    case(kind, 3, 3, 2, 1, layers=3, ways=2, state="input", returns="state")
    case(kind, 2, 5, 2, 3, ways=2, returns="full")
    case(kind, 1, 7, 1, 2, layers=2, ways=2, state="given", returns="full")
    case(kind, 3, 4, 3, 5, layers=2, bias=False, state="input", returns="full")
    # From the end to the beginning.
    case(kind, 2, 4, 3, 2, backward=True)
    case(kind, 1, 5, 2, 3, backward=True, state="given", returns="last")
    case(kind, 3, 3, 1, 2, backward=True, state="input", returns="full", bias=False)
    # Examples of different lengths.
    case(kind, 3, 4, 2, 3, lengths=[4, 2, 1])
    case(kind, 1, 5, 3, 1, lengths=[2])
    case(kind, 4, 3, 1, 2, lengths=[1, 3, 2, 3], returns="last")
    case(kind, 3, 5, 2, 2, ways=2, lengths=[3, 5, 1])
    case(kind, 3, 4, 3, 2, ways=2, lengths=[4, 1, 2], state="input", returns="last")
    case(kind, 2, 6, 2, 3, layers=2, lengths=[4, 5], returns="state")
    case(kind, 3, 5, 1, 2, layers=2, ways=2, lengths=[1, 4, 5], state="given", returns="full")
    case(kind, 3, 4, 2, 3, backward=True, lengths=[2, 4, 3], state="input")
    case(kind, 2, 7, 3, 1, layers=3, lengths=[3, 6], bias=False, returns="full")
    case(kind, 1, 1, 2, 2, lengths=[1], state="given")

for kind in ["lstm"]:
    case(kind, 2, 4, 2, 3, state="given", cell="given")
    case(kind, 3, 3, 1, 2, cell="input", returns="cell")
    case(kind, 1, 5, 3, 2, state="both")
    case(kind, 3, 4, 2, 1, layers=2, state="both", returns="state")
    case(kind, 2, 3, 2, 2, layers=2, ways=2, state="input", cell="input", returns="full")
    case(kind, 3, 5, 2, 3, ways=2, state="given", cell="input", lengths=[5, 2, 3], returns="cell")
    case(kind, 3, 4, 1, 2, layers=2, state="both", lengths=[1, 3, 4], returns="state")
    case(kind, 2, 4, 3, 2, backward=True, state="input", cell="given", lengths=[3, 2], returns="full")
    case(kind, 3, 6, 2, 2, cell="given", bias=False, returns="cell")
    case(kind, 1, 2, 1, 1, returns="cell")

for batch, time, features, width in [(1, 1, 1, 1), (3, 4, 2, 3), (2, 5, 1, 4), (1, 3, 3, 2)]:
    case("rnn", batch, time, features, width, other=True)
    case("rnn", batch, time, features, width, other=True, layers=2, ways=2, returns="last", bias=False)
    case("rnn", batch, time, features, width, other=True, state="input", returns="full",
         lengths=[1 + b % time for b in range(batch)])

for batch, time, features, width in [(1, 1, 1, 1), (3, 4, 2, 3), (2, 5, 1, 4), (1, 3, 3, 2)]:
    case("gru", batch, time, features, width, other=True)
    case("gru", batch, time, features, width, other=True, layers=2, ways=2, returns="last", bias=False)
    case("gru", batch, time, features, width, other=True, state="given", returns="last")
    case("gru", batch, time, features, width, other=True, state="input", returns="full",
         lengths=[1 + b % time for b in range(batch)])

for batch, time, features, width, project in [(1, 1, 1, 2, 1), (3, 4, 2, 3, 2), (2, 5, 1, 4, 3), (1, 3, 3, 5, 2)]:
    case("lstm", batch, time, features, width, project=project)
    case("lstm", batch, time, features, width, project=project, layers=2, ways=2, returns="last", bias=False)
    case("lstm", batch, time, features, width, project=project, state="given", cell="given", returns="cell")
    case("lstm", batch, time, features, width, project=project, state="input", cell="input", layers=2, ways=2,
         lengths=[1 + b % time for b in range(batch)])
    case("lstm", batch, time, features, width, project=project, backward=True, cell="input",
         lengths=[1 + b % time for b in range(batch)], returns="last")

def sigmoid_rnn(x, p):
    """Step by step; PyTorch has it not."""
    h, states = torch.zeros(x.shape[0], 2), []
    for t in range(x.shape[1]):
        h = torch.sigmoid(x[:, t] @ p["rnn1.weight_ih_l0"].T + p["rnn1.bias_ih_l0"] +
                          h @ p["rnn1.weight_hh_l0"].T + p["rnn1.bias_hh_l0"])
        states.append(h)
    return torch.stack(states, 1), None


for batch, time in [(3, 4), (1, 1)]:
    made.record(f"input({time},3) -> rnn(2,activation=sigmoid)", batch, torch.randn(batch, time, 3), sigmoid_rnn,
                {f"rnn1.{name}_l0": torch.randn(*shape) for name, shape in
                 [("weight_ih", (2, 3)), ("weight_hh", (2, 2)), ("bias_ih", (2,)), ("bias_hh", (2,))]})

made.save("recurrent.json")
