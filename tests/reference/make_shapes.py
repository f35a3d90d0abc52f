"""Makes shapes.json: layers that only move numbers, and tied weights, by PyTorch.

    /usr/bin/python3 tests/reference/make_shapes.py

nabla counts axes without the batch, PyTorch with it.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261127)
randn, rand = torch.randn, torch.rand


def moved(shape, text, run, batch=2):
    made.record(f"{input_text(shape)} -> {text}", batch, randn(batch, *shape), lambda x, _: (run(x), None))


def join(values):
    return ",".join(str(value) for value in values)


for batch, shape, sizes in [(2, (6,), (2, 3)), (3, (2, 6), (3, 4)), (1, (2, 3, 4), (24,)), (2, (4,), (1, 4, 1)),
                            (2, (2, 2, 2), (4, 2)), (2, (3, 1), (3,))]:
    moved(shape, f"reshape({join(sizes)})", lambda x: x.reshape(batch, *sizes), batch)

for shape, axes in [((2, 3), (1, 0)), ((2, 3, 4), (2, 0, 1)), ((2, 3, 4), (1, 2, 0)), ((2, 3, 4), (0, 2, 1)),
                    ((4,), (0,)), ((2, 1, 3, 2), (3, 1, 0, 2)), ((3, 3), (1, 0)), ((2, 3, 4), (0, 1, 2))]:
    moved(shape, f"permute({join(axes)})", lambda x: x.permute(0, *(axis + 1 for axis in axes)))

for shape, start, end, axis in [((4,), 1, 3, None), ((4,), 0, 4, None), ((3, 5), 2, 3, None), ((3, 5), 1, 3, 0),
                                ((2, 3, 4), 1, 2, 1), ((2, 3, 4), 0, 1, 0), ((2, 3, 4), 2, 4, 2), ((3, 5), 4, 5, 1)]:
    at = len(shape) - 1 if axis is None else axis
    word = "" if axis is None else f",axis={axis}"
    moved(shape, f"slice({start},{end}{word})", lambda x: x.narrow(at + 1, start, end - start), 3)

for shape, parts, index, axis in [((4,), 2, 0, None), ((6,), 3, 2, None), ((2, 4), 2, 1, None), ((4, 3), 2, 0, 0),
                                  ((2, 6, 2), 3, 1, 1), ((3,), 1, 0, None), ((5, 2), 5, 4, 0)]:
    at = len(shape) - 1 if axis is None else axis
    word = "" if axis is None else f",axis={axis}"
    moved(shape, f"split({parts},{index}{word})", lambda x: x.chunk(parts, at + 1)[index], 3)


def padded(x, before, after, value):
    """F.pad wants the last axis first."""
    pairs = [n for pair in zip(reversed(before), reversed(after)) for n in pair]
    return F.pad(x, pairs, value=value)


def brackets(values):
    return "[" + join(values) + "]"


for shape, text, before, after, value in [
    ((3,), "1", (1,), (1,), 0),
    ((3,), "1,2,value=9", (1,), (2,), 9),
    ((3, 2), "1", (1, 0), (1, 0), 0),
    ((3, 2), "2,0", (2, 0), (0, 0), 0),
    ((2, 3, 2), "1,value=-0.5", (1, 1, 0), (1, 1, 0), -0.5),
    ((2, 3, 2), "0,2", (0, 0, 0), (2, 2, 0), 0),
    ((2, 3), brackets((1, 2)), (1, 2), (1, 2), 0),
    ((2, 3), "[0,1],[2,0],value=3", (0, 1), (2, 0), 3),
    ((2, 3, 1), "[1,0,2],[0,1,0]", (1, 0, 2), (0, 1, 0), 0),
    ((2, 2), "0", (0, 0), (0, 0), 0),
]:
    moved(shape, f"pad({text})", lambda x: padded(x, before, after, value))

# Compositions.

moved((6,), "mul(split(2,0), split(2,1) -> sigmoid)", lambda x: F.glu(x, -1), 3)
moved((4, 6), "reshape(4,2,3) -> permute(1,0,2) -> slice(1,3,axis=1)",
      lambda x: x.reshape(-1, 4, 2, 3).permute(0, 2, 1, 3)[:, :, 1:3])
moved((4, 3), "concat(slice(0,1), id, slice(2,3)) -> pad(1) -> flatten",
      lambda x: F.pad(torch.cat([x[..., :1], x, x[..., 2:]], -1), (0, 0, 1, 1)).flatten(1))
moved((2, 3), "add(id, permute(1,0) -> reshape(2,3), reshape(6) -> reshape(2,3))",
      lambda x: 2 * x + x.permute(0, 2, 1).reshape(-1, 2, 3))

# Tied weights: autograd adds up what comes back through each use.


def linear(x, p, name):
    return F.linear(x, p[f"{name}.weight"], p.get(f"{name}.bias"))


def dense(name, inputs, outputs, bias=True):
    own = {f"{name}.weight": randn(outputs, inputs) / inputs ** 0.5}
    if bias:
        own[f"{name}.bias"] = randn(outputs) / 10
    return own


def tied(text, batch, shape, run, own, **more):
    made.record(text, batch, randn(batch, *shape), run, own, **more)


tied("h: fc(4,4) -> relu -> same(h)", 3, (4,),
     lambda x, p: (linear(F.relu(linear(x, p, "h")), p, "h"), None), dense("h", 4, 4))
tied("h: fc(4,4,bias=none) -> tanh -> k: same(h) -> tanh -> same(k)", 2, (4,),
     lambda x, p: (linear(torch.tanh(linear(torch.tanh(linear(x, p, "h")), p, "h")), p, "h"), None),
     dense("h", 4, 4, False))


def unrolled(x, p):
    x = torch.tanh(linear(x, p, "h"))
    for _ in range(5):
        x = torch.tanh(linear(x, p, "h"))
    return x, None


tied("h: fc(3,3) -> tanh -> (same(h) -> tanh)*5", 4, (3,), unrolled, dense("h", 3, 3))
tied("input(2,3) -> add(h: fc(3), permute(1,0) -> fc(3) -> pad([1,0],0) -> slice(1,3,axis=0) -> same(h))",
     2, (2, 3),
     lambda x, p: (linear(x, p, "h") + linear(linear(x.permute(0, 2, 1), p, "fc1")[:, :2], p, "h"), None),
     dense("h", 3, 3) | dense("fc1", 2, 3))
t = randn(4, 2)
tied("fc(3,5) -> tanh -> h: fc(5) -> tanh -> fc(5) -> same(h) -> fc(2) -> mse", 4, (3,),
     lambda x, p: (lambda y: (y, F.mse_loss(y, t)))(linear(linear(linear(torch.tanh(linear(torch.tanh(
         linear(x, p, "fc1")), p, "h")), p, "fc2"), p, "h"), p, "fc3")),
     dense("fc1", 3, 5) | dense("h", 5, 5) | dense("fc2", 5, 5) | dense("fc3", 5, 2), target=t)


def encoder(x, p):
    h = torch.tanh(linear(x, p, "h.fc1"))
    return F.layer_norm(h, (4,), p["h.layernorm1.weight"], p["h.layernorm1.bias"])


tied("let encoder = fc(4) -> tanh -> layernorm\n"
     "input(4) -> h: encoder -> add(id, scale(0.5) -> same(h)) -> k: same(h) -> same(k)", 3, (4,),
     lambda x, p: (lambda y: (encoder(encoder(y + encoder(0.5 * y, p), p), p), None))(encoder(x, p)),
     dense("h.fc1", 4, 4) | {"h.layernorm1.weight": 0.5 + rand(4), "h.layernorm1.bias": randn(4)})

# Shared running statistics are moved by each use.
for mode in ("train", "infer"):
    def normalized(x, p):
        return F.batch_norm(x, p["n.mean"], p["n.variance"], p["n.weight"], p["n.bias"], mode == "train")

    tied("input(3) -> n: batchnorm -> tanh -> same(n)", 5, (3,),
         lambda x, p: (normalized(torch.tanh(normalized(x, p)), p), None),
         {"n.weight": 0.5 + rand(3), "n.bias": randn(3)},
         state={"n.mean": randn(3), "n.variance": 0.5 + rand(3)}, mode=mode)

made.save("shapes.json")
