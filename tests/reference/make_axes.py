"""Makes axes.json: layers along axes, products of matrices, and what moves numbers, by PyTorch.

    /usr/bin/python3 tests/reference/make_axes.py

nabla counts axes without the batch, PyTorch with it.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261201)
randn, rand = torch.randn, torch.rand

odd = [((3,), 0), ((3,), -1), ((2, 3), 0), ((2, 3), -2), ((3, 2, 2), 1), ((2, 3, 2), 0), ((1, 4), 0), ((4, 1), -1),
       ((2, 1, 3), -3), ((2, 2, 1, 3), 2), ((5, 2), 1)]


def with_batch(axis, shape):
    """PyTorch's number of an axis."""
    return axis + 1 if axis >= 0 else axis + len(shape) + 1


def moved(shape, text, run, batch=2, x=None):
    made.record(f"{input_text(shape)} -> {text}", batch, randn(batch, *shape) if x is None else x,
                lambda x, _: (run(x), None))


for name, run in [("softmax", torch.softmax), ("log_softmax", torch.log_softmax), ("cumsum", torch.cumsum)]:
    for i, (shape, axis) in enumerate(odd):
        moved(shape, f"{name}(axis={axis})", lambda x: run(x, with_batch(axis, shape)), 1 + i % 3)

# Normalizations, with their weights in the order of the axes.

for i, (shape, axes) in enumerate([((3, 2), [0]), ((3, 2), [0, 1]), ((2, 3, 2), [1]), ((2, 3, 2), [0, 2]),
                                   ((2, 3, 2), [-3, -1]), ((2, 3, 2), [0, 1, 2]), ((4, 1, 3), [1, 2]), ((5,), [0]),
                                   ((2, 2, 3, 2), [1, -2]), ((1, 4), [0, 1])]):
    word = axes[0] if len(axes) == 1 else "[" + ",".join(map(str, axes)) + "]"
    at = sorted(with_batch(axis, shape) for axis in axes)
    sizes = [shape[axis - 1] for axis in at]
    others = [axis for axis in range(len(shape) + 1) if axis not in at]

    def along(x, run):
        """With the axes at the end."""
        order = others + at
        return run(x.permute(order)).permute([order.index(axis) for axis in range(len(order))])

    batch = 1 + i % 3
    own = {"layernorm1.weight": 0.5 + rand(sizes), "layernorm1.bias": randn(sizes)}
    made.record(f"{input_text(shape)} -> layernorm(axis={word})", batch, randn(batch, *shape),
                lambda x, p: (along(x, lambda x: F.layer_norm(
                    x, sizes, p["layernorm1.weight"], p["layernorm1.bias"])), None), own)
    made.record(f"{input_text(shape)} -> rmsnorm(axis={word})", batch, randn(batch, *shape),
                lambda x, p: (along(x, lambda x: x / torch.sqrt(
                    (x * x).mean(list(range(-len(sizes), 0)), True) + 1e-5) * p["rmsnorm1.weight"]), None),
                {"rmsnorm1.weight": 0.5 + rand(sizes)})

for i, (shape, axis) in enumerate(odd):
    at = with_batch(axis, shape)
    channels = shape[at - 1]
    order = [0, at] + [k for k in range(1, len(shape) + 1) if k != at]

    def batch_norm(x, p, training):
        y = F.batch_norm(x.permute(order), p["batchnorm1.mean"], p["batchnorm1.variance"], p["batchnorm1.weight"],
                         p["batchnorm1.bias"], training)
        return y.permute([order.index(k) for k in range(len(order))]), None

    for mode in ("train", "infer") if i % 3 == 0 else ("train",):
        made.record(f"{input_text(shape)} -> batchnorm(axis={axis})", 3, randn(3, *shape),
                    lambda x, p: batch_norm(x, p, mode == "train"),
                    {"batchnorm1.weight": 0.5 + rand(channels), "batchnorm1.bias": randn(channels)},
                    state={"batchnorm1.mean": randn(channels), "batchnorm1.variance": 0.5 + rand(channels)}, mode=mode)

# Reductions.


def several(run):
    """A reduction that PyTorch does along one axis only, along several."""
    def reduce(x, axes, keep):
        rest = [axis for axis in range(x.dim()) if axis not in axes]
        y = run(x.permute(rest + axes).reshape([x.shape[axis] for axis in rest] + [-1]))
        return y.reshape([1 if axis in axes else size for axis, size in enumerate(x.shape)]) if keep else y
    return reduce


for name, run in [("sum", torch.sum), ("mean", torch.mean), ("max", torch.amax), ("min", torch.amin),
                  ("var", lambda x, axes, keep: x.var(axes, unbiased=False, keepdim=keep)),
                  ("norm", several(lambda x: torch.sqrt((x * x).sum(-1)))), ("logsumexp", torch.logsumexp)]:
    for i, (shape, axes, keep) in enumerate([
        ((3,), None, False), ((2, 3), None, False), ((2, 3), None, True), ((2, 3), 0, False), ((2, 3), -1, False),
        ((2, 3), 0, True), ((2, 3, 2), 1, False), ((2, 3, 2), [0, 2], False), ((2, 3, 2), [-1, 0], True),
        ((2, 3, 2), [0, 1, 2], False), ((1, 4), 0, False), ((4, 1, 2), [1], False), ((2, 2, 1, 2), [1, 3], True),
    ]):
        words = [] if axes is None else [f"axis=[{','.join(map(str, axes))}]" if isinstance(axes, list) else
                                         f"axis={axes}"]
        words += ["keep=axes"] if keep else []
        at = list(range(1, len(shape) + 1)) if axes is None else sorted(
            with_batch(axis, shape) for axis in (axes if isinstance(axes, list) else [axes]))
        moved(shape, name + (f"({','.join(words)})" if words else ""), lambda x: run(x, at, keep), 1 + i % 3)

# Ties go to the first: PyTorch's `max` along one axis does so, `amax` shares.
tied = torch.tensor([[2., 5, 5, 1], [3, 3, 3, 3]])
moved((4,), "max", lambda x: x.max(1)[0], x=tied)
moved((4,), "min(axis=0)", lambda x: x.min(1)[0], x=tied)
moved((4, 1), "max(axis=-2,keep=axes)", lambda x: x.max(1, keepdim=True)[0], x=tied[..., None])

# Parts and joints.

for shape, text, run in [
    ((2, 3), "slice(0,1,axis=-2)", lambda x: x[:, :1]), ((2, 3, 4), "slice(1,3,axis=-2)", lambda x: x[:, :, 1:3]),
    ((4, 3), "split(2,1,axis=-2)", lambda x: x[:, 2:]), ((2, 6, 2), "split(3,0,axis=-2)", lambda x: x[:, :, :2]),
    ((3,), "concat(id, tanh, axis=0)", lambda x: torch.cat([x, x.tanh()], 1)),
    ((2, 3), "concat(id, slice(0,1,axis=0), axis=0)", lambda x: torch.cat([x, x[:, :1]], 1)),
    ((2, 3), "concat(id, tanh, axis=-2)", lambda x: torch.cat([x, x.tanh()], 1)),
    ((2, 3, 2), "concat(id, slice(1,2,axis=1), sin, axis=1)", lambda x: torch.cat([x, x[:, :, 1:2], x.sin()], 2)),
    ((2, 3, 2), "concat(slice(0,1), id, axis=-1)", lambda x: torch.cat([x[..., :1], x], 3)),
    ((3,), "stack(id, tanh)", lambda x: torch.stack([x, x.tanh()], 1)),
    ((2, 3), "stack(id, tanh, sin)", lambda x: torch.stack([x, x.tanh(), x.sin()], 1)),
    ((2, 3), "stack(id, tanh, axis=-1)", lambda x: torch.stack([x, x.tanh()], 3)),
    ((2, 3), "stack(id, tanh, axis=1)", lambda x: torch.stack([x, x.tanh()], 2)),
    ((1, 2, 2), "stack(id, axis=2)", lambda x: x[:, :, :, None]),
    ((4,), "sum -> stack(id, exp, sin)", lambda x: torch.stack([x.sum(1), x.sum(1).exp(), x.sum(1).sin()], 1)),
    ((2, 3), "transpose", lambda x: x.mT), ((2, 3, 4), "transpose", lambda x: x.mT),
    ((1, 3), "transpose", lambda x: x.mT), ((2, 2, 3, 2), "transpose", lambda x: x.mT),
    ((3, 3), "transpose -> tanh -> transpose", lambda x: x.tanh()),
    ((3,), "expand(2,3)", lambda x: x[:, None].expand(-1, 2, 3)),
    ((2, 1), "expand(2,3)", lambda x: x.expand(-1, 2, 3)), ((2, 1), "expand(-1,3)", lambda x: x.expand(-1, 2, 3)),
    ((1, 3), "expand(4,-1)", lambda x: x.expand(-1, 4, 3)),
    ((2, 1, 2), "expand(3,-1,3,-1)", lambda x: x[:, None].expand(-1, 3, 2, 3, 2)),
    ((1,), "expand(4)", lambda x: x.expand(-1, 4)), ((3, 1), "expand(3,1)", lambda x: x),
    ((2,), "sum -> expand(2,2)", lambda x: x.sum(1)[:, None, None].expand(-1, 2, 2)),
    ((1, 1), "expand(2,3)", lambda x: x.expand(-1, 2, 3)), ((1, 2, 1), "expand(2,2,2)", lambda x: x.expand(-1, 2, 2, 2)),
    ((4,), "flip", lambda x: x.flip(1)), ((2, 3), "flip", lambda x: x.flip(1, 2)),
    ((2, 3), "flip(axis=0)", lambda x: x.flip(1)), ((2, 3), "flip(axis=-1)", lambda x: x.flip(2)),
    ((2, 3, 2), "flip(axis=[0,-1])", lambda x: x.flip(1, 3)), ((2, 3, 2), "flip(axis=1)", lambda x: x.flip(2)),
    ((1, 4), "flip(axis=[0,1])", lambda x: x.flip(1, 2)), ((3, 1, 2), "flip(axis=[-3,-2])", lambda x: x.flip(1, 2)),
    ((2, 2, 2, 2), "flip(axis=[0,3])", lambda x: x.flip(1, 4)), ((5,), "flip(axis=-1)", lambda x: x.flip(1)),
    ((2, 6), "reshape(-1,4)", lambda x: x.reshape(-1, 3, 4)), ((2, 6), "reshape(4,-1)", lambda x: x.reshape(-1, 4, 3)),
    ((2, 3), "reshape(-1)", lambda x: x.reshape(-1, 6)), ((2, 3), "reshape(2,-1,3)", lambda x: x.reshape(-1, 2, 1, 3)),
]:
    moved(shape, text, run, 1 + len(text) % 3)


def zeros(shape):
    return "0" if not shape else "[" + ", ".join([zeros(shape[1:])] * shape[0]) + "]"


def written(values):
    return str(values.tolist())


# Products of matrices. A given value has no batch.

for i, (a, b) in enumerate([((2, 3), (3, 2)), ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 2, 3), (3, 1)),
                            ((2, 3), (2, 3, 2)), ((2, 1, 1, 2), (3, 2, 2)), ((3,), (2, 3, 2)), ((2, 2, 3), (3,)),
                            ((2, 2, 3), (2, 3, 2)), ((1, 1), (1, 4)), ((2, 3, 4), (1, 4, 2))]):
    for turn in (False, True):
        first, second = (b, a) if turn else (a, b)
        mine, given = (first, second)
        batch = 1 + i % 3

        def product(x, p, mine=mine, given=given):
            return torch.stack([torch.matmul(each, p["w"]) for each in x]), None

        if mine[-1] != (given[-2] if len(given) > 1 else given[0]):
            continue
        made.record(f"given w = {zeros(given)}\n{input_text(mine)} -> matmul(id, w)", batch, randn(batch, *mine),
                    product, {"w": randn(given)})
    made.record(f"given w = {zeros(a)}\n{input_text(b)} -> matmul(w, id)", batch, randn(batch, *b),
                lambda x, p: (torch.stack([torch.matmul(p["w"], each) for each in x]), None), {"w": randn(a)})
for shape, text, run in [((2, 3), "matmul(id, transpose)", lambda x: x @ x.mT),
                         ((2, 3), "matmul(transpose, tanh)", lambda x: x.mT @ x.tanh()),
                         ((3,), "matmul(id, sin)", lambda x: (x * x.sin()).sum(1)),
                         ((2, 3, 2), "matmul(id, transpose -> slice(0,1,axis=0))", lambda x: x @ x[:, :1].mT)]:
    moved(shape, text, run, 3)

# Entries by their numbers, and choices.

for i, (shape, which, axis) in enumerate([((4,), [2, 0, 2], None), ((3, 2), [1, 1], None), ((3, 2), [[0, 2], [1, 1]], 0),
                                          ((3, 2), [1, 0, 1], 1), ((3, 2), [-1, -2], -1), ((2, 3, 2), [2], 1),
                                          ((2, 3, 2), [[0], [1]], -2), ((4,), [-1], None), ((2, 2, 3), [0, 2], 2),
                                          ((5, 1), [4, 3, 2, 1, 0], 0)]):
    at = with_batch(axis or 0, shape)
    index = torch.tensor(which)
    word = "" if axis is None else f", axis={axis}"
    batch = 1 + i % 3
    made.record(f"given i = {written(index)}\n{input_text(shape)} -> gather(id, i{word})", batch, randn(batch, *shape),
                lambda x, _: (x.index_select(at, index.flatten() % x.shape[at]).reshape(
                    *x.shape[:at], *index.shape, *x.shape[at + 1:]), None), {"i": index.double()})
moved((2, 3), "gather(id, 1)", lambda x: x[:, 1])
moved((2, 3), "gather(id, -1, axis=1)", lambda x: x[:, :, -1])

for i, (condition, a, b) in enumerate([((4,), (4,), (4,)), ((3,), (2, 3), ()), ((2, 1), (2, 3), (3,)), ((), (2,), (2,)),
                                       ((2, 3), (3,), (2, 1)), ((2, 2), (1,), (2, 2)), ((1, 3), (2, 1), ()),
                                       ((3, 1, 2), (2, 1), (3, 1, 1)), ((5,), (5,), (1,)), ((2, 3), (2, 3), (2, 3))]):
    mask = torch.randint(0, 2, condition).double() * (i - 4.5)
    batch = 1 + i % 3
    made.record(f"given c = {written(mask)}\ngiven b = {zeros(b)}\n{input_text(a)} -> where(c, id, b)", batch,
                randn(batch, *a),
                lambda x, p: (torch.stack([torch.where(mask != 0, each, p["b"]) for each in x]), None),
                {"c": mask, "b": randn(b)})
moved((5,), "where(relu, id, tanh)", lambda x: torch.where(x > 0, x, x.tanh()), 3)
moved((2, 3), "where(relu, 1, square)", lambda x: torch.where(x > 0, torch.ones_like(x), x * x), 3)

def sparsemax(x, axis):
    """By its definition; PyTorch has it not."""
    ordered = x.sort(axis, descending=True).values
    shape = [1] * x.dim()
    shape[axis] = -1
    counts = torch.arange(1, x.shape[axis] + 1, dtype=x.dtype).reshape(shape)
    sums = ordered.cumsum(axis) - 1
    count = (ordered * counts > sums).sum(axis, keepdim=True)
    return (x - sums.gather(axis, count - 1) / count).clamp(min=0)


for batch, shape, axis in [(1, (3,), -1), (3, (7,), -1), (2, (2, 5), -1), (2, (4, 3), 0), (2, (2, 3, 2), 1), (2, (1,), -1)]:
    text = "sparsemax" if axis == -1 else f"sparsemax(axis={axis})"
    made.record(f"{input_text(shape)} -> {text}", batch, randn(batch, *shape),
           lambda x, p: (sparsemax(x, axis if axis < 0 else axis + 1), None))

made.save("axes.json")
