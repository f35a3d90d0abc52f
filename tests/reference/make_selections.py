"""Makes selections.json: comparisons, remainders, products, orders, and numbers at places, by PyTorch.

    /usr/bin/python3 tests/reference/make_selections.py

nabla counts axes without the batch, PyTorch with it.
"""

import json

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261202)
randn, rand, randint = torch.randn, torch.rand, torch.randint


def with_batch(axis, shape):
    """PyTorch's number of an axis."""
    return axis + 1 if axis >= 0 else axis + len(shape) + 1


def written(tensor):
    return json.dumps(tensor.tolist())


def moved(shape, text, run, batch=2, x=None):
    x = randn(batch, *shape) if x is None else x
    made.record(f"{input_text(shape)} -> {text}", len(x), x, lambda x, _: (run(x), None))


def level(x, y):
    """A value without a gradient, which PyTorch wants to have one."""
    return y.to(x.dtype) + 0 * x.sum()


odd = [((3,), 0), ((3,), -1), ((2, 3), 0), ((2, 3), -2), ((3, 2, 2), 1), ((2, 3, 2), 0), ((1, 4), 0), ((4, 1), -1),
       ((2, 1, 3), -3), ((2, 2, 1, 3), 2), ((5, 2), 1)]

# Comparisons, of numbers some of which are equal; and with a branch that stretches.

small = lambda *shape: randint(-2, 3, shape).double()
for name, run in [("greater", torch.gt), ("greater_equal", torch.ge), ("less", torch.lt), ("less_equal", torch.le),
                  ("equal", torch.eq), ("not_equal", torch.ne), ("logical_and", torch.logical_and),
                  ("logical_or", torch.logical_or), ("logical_xor", torch.logical_xor)]:
    for i, (a, b) in enumerate([((7,), (7,)), ((2, 3), (3,)), ((2, 1), (5,)), ((3, 2), ())]):
        other = small(*b)
        made.record(f"given b = {written(other)}\n{input_text(a)} -> {name}(id, b)", 1 + i, small(1 + i, *a),
                    lambda x, p: (level(x, run(x, p["b"])) + 0 * p["b"].sum(), None), {"b": other})
    moved((3,), f"{name}(id, 1)", lambda x: level(x, run(x, torch.ones(()))), x=small(4, 3))
moved((7,), "logical_not", lambda x: level(x, x.logical_not()), x=small(3, 7))
moved((5,), "is_nan", lambda x: level(x, x.isnan()))
moved((5,), "is_inf", lambda x: level(x, x.isinf()))
moved((5,), "where(greater(id, 0), square, neg)", lambda x: torch.where(x > 0, x * x, -x), 3)
moved((5,), "where(logical_and(greater(id, -1), less(id, 1)), square, id)",
      lambda x: torch.where((x > -1) & (x < 1), x * x, x), 3)

# Remainders, of either sign.

for name, run in [("remainder", torch.remainder), ("fmod", torch.fmod)]:
    for i, (a, b) in enumerate([((7,), (7,)), ((2, 3), (3,)), ((2, 1), (5,)), ((3, 2), ()), ((11,), (1,))]):
        other = randn(b)
        made.record(f"given b = {written(torch.zeros(b))}\n{input_text(a)} -> {name}(id, b)", 1 + i,
                    3 * randn(1 + i, *a), lambda x, p: (run(x, p["b"]), None), {"b": other})
    moved((5,), f"{name}(id, -0.75)", lambda x: run(x, torch.tensor(-0.75)), 3)

# Products, with zeros among the factors.


def product(x, axes, keep):
    for axis in sorted(axes, reverse=True):
        x = x.prod(axis, keepdim=keep)
    return x


def with_zeros(batch, shape, zeros):
    x = randn(batch, *shape)
    x.view(batch, -1)[:, :zeros] = 0
    return x


for i, (shape, axes, keep) in enumerate([
    ((3,), None, False), ((2, 3), None, False), ((2, 3), None, True), ((2, 3), 0, False), ((2, 3), -1, False),
    ((2, 3, 2), 1, False), ((2, 3, 2), [0, 2], False), ((2, 3, 2), [-1, 0], True), ((1, 4), 0, False),
]):
    words = [] if axes is None else [f"axis=[{','.join(map(str, axes))}]" if isinstance(axes, list) else f"axis={axes}"]
    words += ["keep=axes"] if keep else []
    at = list(range(1, len(shape) + 1)) if axes is None else [
        with_batch(axis, shape) for axis in (axes if isinstance(axes, list) else [axes])]
    for zeros in (0, 1, 2):
        moved(shape, "prod" + (f"({','.join(words)})" if words else ""), lambda x: product(x, at, keep),
              x=with_zeros(1 + i % 3, shape, zeros))
for i, (shape, axis) in enumerate(odd):
    for zeros in (0, 1, 2):
        moved(shape, f"cumprod(axis={axis})", lambda x: x.cumprod(with_batch(axis, shape)),
              x=with_zeros(1 + i % 3, shape, zeros))

# Orders and places.

for i, (shape, axis) in enumerate(odd):
    at, batch = with_batch(axis, shape), 1 + i % 3
    size = shape[at - 1]
    for order in ("ascending", "descending"):
        falling = order == "descending"
        moved(shape, f"sort(axis={axis},order={order})", lambda x: x.sort(dim=at, descending=falling, stable=True)[0], batch)
        moved(shape, f"argsort(axis={axis},order={order})",
              lambda x: level(x, x.sort(dim=at, descending=falling, stable=True)[1]), x=small(batch, *shape))
        for k in {1, (size + 1) // 2, size}:
            moved(shape, f"topk({k},axis={axis},order={order})", lambda x: x.topk(k, at, falling)[0], batch)
    for name in ("argmax", "argmin"):
        moved(shape, f"{name}(axis={axis})", lambda x: level(x, getattr(x, name)(at)), batch)
        moved(shape, f"{name}(axis={axis},keep=axes)", lambda x: level(x, getattr(x, name)(at, keepdim=True)), batch)
    moved(shape, f"hardmax(axis={axis})",
          lambda x: level(x, F.one_hot(x.argmax(at), size).movedim(-1, at)), batch)
for name in ("argmax", "argmin"):
    moved((2, 3), name, lambda x: level(x, getattr(x.flatten(1), name)(1)), 3)
for shape, classes, axis in [((), 3, None), ((4,), 3, None), ((2, 3), 5, 0), ((2, 3), 1, 1), ((3, 2), 4, -2)]:
    at = -1 if axis is None else axis + 1 if axis >= 0 else axis
    made.record(f"{input_text(shape) if shape else 'input(1) -> sum'} -> one_hot({classes}"
                + ("" if axis is None else f",axis={axis}") + ")", 3,
                randint(0, classes, (3, *(shape or (1,)))).double(),
                lambda x, _: (level(x, F.one_hot(x.reshape(3, *shape).long(), classes).movedim(-1, at)), None))

# Every so many.

for shape, start, end, step, axis in [((7,), 0, 7, 2, None), ((7,), 1, 6, 3, None), ((7,), 2, 7, -2, None),
                                      ((5, 2), 0, 5, -1, 0), ((2, 5, 3), 1, 5, -3, 1), ((2, 5, 3), 0, 4, 9, -2)]:
    at = with_batch(-1 if axis is None else axis, shape)
    word = "" if axis is None else f",axis={axis}"
    which = torch.tensor(list(range(start, end, step) if step > 0 else range(end - 1, start - 1, step)))
    moved(shape, f"slice({start},{end}{word},step={step})", lambda x: x.index_select(at, which), 3)

# Numbers at places.


def elements(shape, axis, counts):
    """Indices of some, and places in front of which stand more."""
    at = axis % len(shape)
    return randint(-shape[at], shape[at], counts)


for i, (shape, axis, counts) in enumerate([
    ((4,), 0, (6,)), ((3, 2), 0, (5, 2)), ((3, 2), 1, (2, 4)), ((2, 3, 2), 1, (2, 4, 1)), ((2, 3, 2), -1, (1, 3, 3)),
    ((1, 4), 0, (3, 2)), ((2, 1, 3), -3, (4, 1, 2)),
]):
    at, batch = axis % len(shape), 1 + i % 3
    index = elements(shape, axis, counts)
    all = (index % shape[at]).expand(batch, *counts)
    made.record(f"given i = {written(index)}\n{input_text(shape)} -> gather_elements(id, i, axis={axis})", batch,
                randn(batch, *shape), lambda x, p: (x.gather(at + 1, all) + 0 * p["i"].sum(), None),
                {"i": index.double()})
    for reduce, name in [("add", "sum"), ("mul", "prod"), ("max", "amax"), ("min", "amin")]:
        # Without zeros, at which PyTorch's gradient of a product is not defined.
        put = rand(counts) + 0.5
        made.record(f"given i = {written(index)}\ngiven u = {written(torch.zeros(counts))}\n{input_text(shape)} -> "
                    f"scatter_elements(id, i, u, axis={axis}, reduce={reduce})", batch, randn(batch, *shape),
                    lambda x, p: (x.scatter_reduce(at + 1, all, p["u"].expand(batch, *counts), name)
                                  + 0 * p["i"].sum(), None), {"i": index.double(), "u": put})
    # Each place once: of several PyTorch does not say which stays.
    once = torch.stack([torch.randperm(shape[at]) for _ in range(4)])[0]
    places = once.reshape([-1 if k == at else 1 for k in range(len(shape))]).expand(shape)
    put = randn(shape)
    made.record(f"given i = {written(places)}\ngiven u = {written(torch.zeros(shape))}\n{input_text(shape)} -> "
                f"scatter_elements(id, i, u, axis={axis})", batch, randn(batch, *shape),
                lambda x, p: (x.scatter(at + 1, places.expand(batch, *shape), p["u"].expand(batch, *shape))
                              + 0 * p["i"].sum(), None), {"i": places.double(), "u": put})

for i, (shape, rows) in enumerate([((4,), [[0], [-1], [0]]), ((3, 2), [[2], [0], [2]]), ((3, 2), [[2, 1], [0, -2]]),
                                   ((2, 3, 2), [[[1, 2], [0, 0]], [[1, 2], [-1, -1]]]), ((2, 3, 2), [[1, 0, 1]])]):
    index, batch = torch.tensor(rows), 1 + i % 3
    where = (slice(None), *index.unbind(-1))
    made.record(f"given i = {written(index)}\n{input_text(shape)} -> gather_nd(id, i)", batch, randn(batch, *shape),
                lambda x, p: (x[where] + 0 * p["i"].sum(), None), {"i": index.double()})
    wanted = randn(1, *shape)[where].shape[1:]
    made.record(f"given i = {written(index)}\ngiven u = {written(torch.zeros(wanted))}\n{input_text(shape)} -> "
                f"scatter_nd(id, i, u, reduce=add)", batch, randn(batch, *shape),
                lambda x, p: (x.index_put((torch.arange(batch).reshape(-1, *(1 for _ in index.shape[:-1])),
                                           *index.unbind(-1)), p["u"].expand(batch, *wanted), True)
                              + 0 * p["i"].sum(), None), {"i": index.double(), "u": randn(wanted)})

# Response normalization: PyTorch's channels come first.

for i, (shape, size, alpha, beta, k) in enumerate([((5,), 3, 1e-4, 0.75, 1), ((5,), 2, 0.5, 0.75, 1),
                                                   ((3, 4), 4, 1, 2, 0.5), ((2, 2, 3), 5, 2, 0.5, 2),
                                                   ((1,), 3, 1, 1, 1), ((3, 6), 1, 0.3, 1.5, 0.1),
                                                   ((2, 7), 9, 3, 0.75, 1)]):
    batch = 1 + i % 3
    words = [] if (alpha, beta, k) == (1e-4, 0.75, 1) else [f"alpha={alpha}", f"beta={beta}", f"k={k}"]
    moved(shape, f"lrn({','.join([str(size)] + words)})",
          lambda x: F.local_response_norm(x.movedim(-1, 1) if len(shape) > 1 else x[..., None], size, alpha, beta, k)
          .movedim(1, -1).reshape(x.shape), batch)

# Pools and back; an odd row is left out. PyTorch's channels come first.

for i, (shape, kernel, stride, pad) in enumerate([((4, 6, 3), 2, 2, 0), ((5, 4, 1), 3, 2, 1), ((7, 2), 2, 2, 0),
                                                  ((4, 3, 2, 2), 2, 1, 0)]):
    axes, batch = len(shape) - 1, 1 + i % 3
    pool = [F.max_pool1d, F.max_pool2d, F.max_pool3d][axes - 1]
    unpool = [F.max_unpool1d, F.max_unpool2d, F.max_unpool3d][axes - 1]
    words = f"{kernel},stride={stride},pad={pad}"
    places = lambda x: pool(x.movedim(-1, 1), kernel, stride, pad, return_indices=True)[1]
    moved(shape, f"maxpool({words},returns=places)", lambda x: level(x, places(x).movedim(1, -1)), batch)
    if stride == kernel:
        moved(shape, f"unpool(maxpool({words}) -> square, maxpool({words},returns=places), "
                     f"size=[{','.join(map(str, shape[:-1]))}])",
              lambda x: unpool(pool(x.movedim(-1, 1), kernel, stride, pad) ** 2, places(x), kernel, stride, pad,
                               shape[:-1]).movedim(1, -1), batch)
for shape in [(3, 3), (2, 3), (4, 2), (2, 3, 3), (3, 1, 4)]:
    moved(shape, "diagonal", lambda x: x.diagonal(dim1=-2, dim2=-1))

# An image at the places of a grid.

for i, (shape, out) in enumerate([((3, 4, 2), (2, 3)), ((5, 1, 1), (4, 1)), ((2, 2, 3), (1, 5)), ((2, 3, 4, 1), (2, 1, 3))]):
    axes, batch = len(shape) - 1, 1 + i % 3
    for mode, own in [("nearest", "nearest"), ("linear", "bilinear"), ("cubic", "bicubic")]:
        if axes == 3 and mode == "cubic":
            continue
        for outside, beyond in [("zeros", "zeros"), ("edge", "border"), ("reflect", "reflection")]:
            for align in ("centers", "corners"):
                grid = 3 * rand(*out, axes) - 1.5
                made.record(f"given g = {written(torch.zeros(*out, axes))}\n{input_text(shape)} -> "
                            f"grid_sample(id, g, mode={mode}, outside={outside}, align={align})", batch,
                            randn(batch, *shape), lambda x, p: (F.grid_sample(
                                x.movedim(-1, 1), p["g"].expand(batch, *out, axes), own, beyond, align == "corners")
                                .movedim(1, -1), None), {"g": grid})

for i, sizes in enumerate([(2, 3), (4, 1), (3, 2, 2)]):
    axes, batch = len(sizes), 1 + i
    for align in ("centers", "corners"):
        moved((axes, axes + 1), f"affine_grid({','.join(map(str, sizes))},align={align})",
              lambda x: F.affine_grid(x, (batch, 1, *sizes), align == "corners"), batch)

made.save("selections.json")
