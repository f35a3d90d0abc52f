"""Makes broadcast.json: merges of branches whose shapes stretch, by PyTorch.

    /usr/bin/python3 tests/reference/make_broadcast.py

Shapes are those of an example. A given value has no batch: PyTorch's has a batch
axis of 1 in front of as many axes as the longer shape has.
"""

import torch

from cases import Cases, input_text

made = Cases(20261130)

shapes = [((3,), ()), ((2, 3), (3,)), ((2, 3), (2, 1)), ((2, 3), (1, 3)), ((2, 1), (1, 3)), ((2, 3, 2), (3, 1)),
          ((2, 1, 2), (3, 1)), ((1,), (4,)), ((), (2, 2)), ((3, 1, 2), (1, 2, 1)), ((5,), (2, 5)), ((1, 1), (7,))]


def zeros(shape):
    return "0" if not shape else "[" + ", ".join([zeros(shape[1:])] * shape[0]) + "]"


def input_of(shape):
    """A single number is what `sum` makes of one."""
    return (input_text(shape), shape) if shape else ("input(1) -> sum", (1,))


def stretched(x, own, rank):
    """With all axes that the longer shape has."""
    return x.reshape(x.shape[0], *[1] * (rank - len(own)), *own)


def merged(name, run, draw=torch.randn, draw_other=torch.randn):
    for i, (a, b) in enumerate(shapes):
        text, shape = input_of(a)
        rank = max(len(a), len(b))
        value = draw_other(b)
        for turn in (False, True) if i % 3 == 0 else (False,):
            branches = "b, id" if turn else "id, b"

            def both(x, p):
                x, other = stretched(x, a, rank), stretched(p["b"].unsqueeze(0), b, rank)
                return run(other, x) if turn else run(x, other), None

            batch = 1 + i % 3
            made.record(f"given b = {zeros(b)}\n{text} -> {name}({branches})", batch, draw((batch, *shape)), both,
                        {"b": value})


def positive(shape):
    return 0.5 + 2 * torch.rand(shape)


merged("add", lambda a, b: a + b)
merged("sub", lambda a, b: a - b)
merged("mul", lambda a, b: a * b)
merged("div", lambda a, b: a / b, positive, positive)
merged("pow", lambda a, b: a ** b, positive, positive)
merged("max", torch.maximum)
merged("min", torch.minimum)

# Branches of what comes in, and more than two.
for name, run in [("add", lambda a, b: a + b), ("mul", lambda a, b: a * b), ("sub", lambda a, b: a - b),
                  ("max", torch.maximum), ("pow", lambda a, b: (a * a + 1) ** b)]:
    first = "square -> shift(1)" if name == "pow" else "id"
    for shape, other, take in [((4,), "slice(1,2)", lambda x: x[:, 1:2]),
                               ((2, 3), "slice(0,1,axis=0)", lambda x: x[:, :1]),
                               ((2, 3), "slice(2,3) -> tanh", lambda x: torch.tanh(x[:, :, 2:])),
                               ((2, 3, 2), "slice(1,2,axis=1)", lambda x: x[:, :, 1:2])]:
        x = torch.randn(2, *shape)
        made.record(f"{input_text(shape)} -> {name}({first}, {other})", 2, x,
                    lambda x, _: (run(x, take(x)), None))
made.record("given b = [[0], [0]]\ngiven c = 0\ninput(2,3) -> mul(b, id, c, slice(1,2))", 3, torch.randn(3, 2, 3),
            lambda x, p: (p["b"] * x * p["c"] * x[:, :, 1:2], None), {"b": torch.randn(2, 1), "c": torch.randn(())})
made.record("given b = [[0], [0]]\ngiven c = [0, 0, 0]\ninput(2,1) -> add(id, c, b)", 3, torch.randn(3, 2, 1),
            lambda x, p: (x + p["b"] + p["c"], None), {"b": torch.randn(2, 1), "c": torch.randn(3)})

made.save("broadcast.json")
