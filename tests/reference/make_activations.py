"""Makes activations.json: activations by PyTorch in double precision.

    /usr/bin/python3 tests/reference/make_activations.py

The format is that of cases.py; running it twice gives the same bytes.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261125)
record = made.record
randn = torch.randn

activations = [
    ("gelu", F.gelu),
    ("gelu(approximate=tanh)", lambda x: F.gelu(x, approximate="tanh")),
    ("silu", F.silu),
    ("mish", F.mish),
    ("elu", F.elu),
    ("elu(0.3)", lambda x: F.elu(x, 0.3)),
    ("elu(-1.5)", lambda x: F.elu(x, -1.5)),
    ("selu", F.selu),
    ("relu6", F.relu6),
    # The derivative of F.hardsigmoid has a 1/6 of single precision.
    ("hard_sigmoid", lambda x: F.relu6(x + 3) / 6),
    ("hard_tanh", F.hardtanh),
    ("softsign", F.softsign),
    ("log_softmax", lambda x: F.log_softmax(x, -1)),
]
for text, f in activations:
    for batch, shape in [(1, (3,)), (3, (5,)), (3, (2, 4)), (2, (1,))]:
        record(f"{input_text(shape)} -> {text}", batch, 3 * randn(batch, *shape),
               lambda x, p: (f(x), None))

# Large numbers, tiny ones, and every kink; what is far from 1 is compared in doubles alone.
extremes = torch.tensor([[1000.0, -1000.0, 710.0, -710.0, 40.0, -40.0, 1e-300, -1e-300]])
kinks = torch.tensor([[0.0, 1.0, -1.0, 3.0, -3.0, 6.0, -6.0, 0.5]])
near = torch.tensor([[1e-8, -1e-8, 20.0, -20.0, 8.5, -8.5, 5.9999, -2.9999]])
for text, f in activations:
    for x in (extremes, kinks, near):
        record(f"input(8) -> {text}", 1, x, lambda x, p: (f(x), None))
record("input(3) -> log_softmax", 2, torch.tensor([[1e4, -1e4, 9999.5], [-1e4, -1e4, -1e4]]),
       lambda x, p: (F.log_softmax(x, -1), None))


def prelu(x, p):
    """PyTorch wants the channels on axis 1, nabla on the last."""
    weight = p["prelu1.weight"]
    return F.prelu(x.movedim(-1, 1), weight).movedim(1, -1), None


for batch, shape, channels in [(1, (3,), 1), (4, (3,), 3), (3, (2, 4), 4), (3, (2, 4), 1),
                               (2, (2, 3, 5), 5), (2, (1,), 1)]:
    argument = "" if channels == 1 else f"({channels})"
    record(f"{input_text(shape)} -> prelu{argument}", batch, randn(batch, *shape), prelu,
           {"prelu1.weight": randn(channels)})
record("input(4) -> prelu", 1, torch.tensor([[0.0, -1000.0, 1000.0, -1e-300]]), prelu,
       {"prelu1.weight": torch.tensor([0.25])})


def network(x, p):
    x = F.gelu(F.linear(x, p["fc1.weight"], p["fc1.bias"]))
    x = F.selu(F.linear(x, p["fc2.weight"], p["fc2.bias"]))
    return F.log_softmax(F.linear(x, p["fc3.weight"], p["fc3.bias"]), -1), None


record("fc(3,6) -> gelu -> fc(5) -> selu -> fc(4) -> log_softmax", 3, randn(3, 3), network,
       {f"fc{i}.{k}": v for i, n, m in [(1, 3, 6), (2, 6, 5), (3, 5, 4)]
        for k, v in [("weight", randn(m, n)), ("bias", randn(m))]})

made.save("activations.json")
