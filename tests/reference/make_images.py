"""Makes images.json: volumes, pads by side, pools with gaps, adaptive pools and resizing, by PyTorch.

    /usr/bin/python3 tests/reference/make_images.py

PyTorch has the channels on axis 1, nabla on the last; weights are turned with
them, as in make_convolution.py.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261202)
randn = torch.randn


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def brackets(values):
    return "[" + ",".join(map(str, values)) + "]"


def of_axes(value, axes):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * axes


def written(value):
    return brackets(value) if isinstance(value, (tuple, list)) else str(value)


def words(*positional, **named):
    return ",".join([written(value) for value in positional] +
                    [f"{name}={written(value)}" for name, value in named.items()])


def around(x, pad, after, value):
    """Pads the axes after the channels, before and behind."""
    axes = x.dim() - 2
    before, behind = of_axes(pad, axes), of_axes(pad if after is None else after, axes)
    return F.pad(x, [n for pair in zip(before[::-1], behind[::-1]) for n in pair], value=value)


convs = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
transposes = {1: F.conv_transpose1d, 2: F.conv_transpose2d, 3: F.conv_transpose3d}
max_pools = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
avg_pools = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}


def conv(shape, kernel, out, batch=2, bias=True, pad=0, after=None, stride=1, dilation=1, groups=1, **more):
    axes = len(shape) - 1
    own = {"conv1.weight": randn(out, *of_axes(kernel, axes), shape[-1] // groups)}
    if bias:
        own["conv1.bias"] = randn(out)
    named = dict(pad=pad, after=after, stride=stride, dilation=dilation, groups=groups,
                 bias=None if bias else "none")
    usual = dict(pad=0, after=None, stride=1, dilation=1, groups=1, bias=None)
    text = words(kernel, out, **{k: v for k, v in named.items() if v != usual[k]})
    made.record(f"{input_text(shape)} -> conv({text})", batch, randn(batch, *shape), lambda x, p: (
        last(convs[axes](around(first(x), pad, after, 0), p["conv1.weight"].movedim(-1, 1), p.get("conv1.bias"),
                         stride, 0, dilation, groups)), None), own)


conv((3, 4, 5, 2), 2, 3)
conv((1, 1, 1, 1), 1, 1, batch=1)
conv((3, 3, 4, 1), 3, 2, pad=1)
conv((4, 3, 2, 3), (2, 3, 1), 2, stride=(2, 1, 1), pad=(0, 1, 0), batch=3)
conv((5, 2, 3, 2), (3, 1, 2), 4, groups=2, bias=False)
conv((5, 4, 5, 1), 2, 1, dilation=(3, 1, 2), batch=1)
conv((2, 5, 3, 4), (1, 3, 3), 4, groups=4, pad=(0, 1, 1), stride=(1, 2, 1))
conv((6, 1, 1, 2), (4, 1, 1), 3, stride=2, pad=(1, 0, 0), after=(2, 0, 0))
conv((2, 3, 2, 3), 2, 2, pad=1, after=(0, 1, 0), batch=1)
conv((3, 2, 2, 5), (2, 2, 1), 3, stride=(1, 1, 2), pad=(1, 0, 0))
# Pads by side.
conv((5, 2), 3, 2, pad=0, after=2)
conv((5, 1), 3, 2, pad=2, after=0, batch=1)
conv((7, 3), 2, 3, pad=1, after=0, stride=3, groups=3)
conv((4, 5, 2), 3, 2, pad=(1, 2), after=(0, 1))
conv((3, 3, 1), 2, 1, pad=0, after=1, batch=3)
conv((5, 4, 2), (3, 1), 3, pad=(2, 0), after=(1, 0), stride=2)
conv((6, 6, 4), 3, 2, pad=0, after=1, dilation=2, groups=2)
conv((2, 7, 1), (1, 4), 2, pad=(0, 3), after=0)
conv((1, 1, 2), 2, 2, pad=1, after=0, batch=1, bias=False)
conv((5, 5, 1), 3, 2, pad=1, after=0, stride=2)
# Windows that see nothing but zeros.
conv((3, 2), 1, 2, pad=2)
conv((2, 3, 1), 2, 2, pad=3)
conv((2, 2, 2), 1, 1, pad=0, after=2, bias=False)


def transpose(shape, kernel, out, batch=2, bias=True, stride=1, pad=0, after=None, extra=0, dilation=1, groups=1):
    axes = len(shape) - 1
    own = {"conv_transpose1.weight": randn(shape[-1], *of_axes(kernel, axes), out // groups)}
    if bias:
        own["conv_transpose1.bias"] = randn(out)
    named = dict(stride=stride, pad=pad, after=after, extra=extra, dilation=dilation, groups=groups,
                 bias=None if bias else "none")
    usual = dict(stride=1, pad=0, after=None, extra=0, dilation=1, groups=1, bias=None)
    text = words(kernel, out, **{k: v for k, v in named.items() if v != usual[k]})

    def run(x, p):
        y = transposes[axes](first(x), p["conv_transpose1.weight"].movedim(-1, 1), p.get("conv_transpose1.bias"),
                             stride, 0, extra, groups, dilation)
        before, behind = of_axes(pad, axes), of_axes(pad if after is None else after, axes)
        for axis, (a, b) in enumerate(zip(before, behind)):
            y = y.narrow(axis + 2, a, y.shape[axis + 2] - a - b)
        return last(y), None

    made.record(f"{input_text(shape)} -> conv_transpose({text})", batch, randn(batch, *shape), run, own)


transpose((2, 3, 2, 2), 2, 3)
transpose((1, 1, 1, 1), 1, 1, batch=1)
transpose((2, 1, 3, 3), (2, 3, 1), 2, stride=(2, 1, 1), bias=False)
transpose((2, 2, 2, 1), 3, 2, pad=1, batch=1)
transpose((3, 2, 1, 4), 2, 2, groups=2, stride=2, extra=1)
transpose((2, 2, 3, 1), (1, 2, 2), 2, dilation=(1, 2, 1))
transpose((3, 2), 3, 4, groups=2)
transpose((4, 6), 2, 3, groups=3, stride=2, pad=1)
transpose((3, 2, 4), 3, 6, groups=2, pad=1, batch=3)
transpose((2, 2, 3), 2, 3, groups=3, stride=(2, 1), bias=False)
transpose((5, 1), 4, 2, pad=1, after=2, stride=2)
transpose((3, 4, 2), 3, 2, pad=(1, 0), after=(0, 2), batch=1)


def pool(name, shape, kernel, batch=2, stride=None, pad=0, after=None, dilation=1, ceil=False, count="all"):
    axes = len(shape) - 1
    named = dict(stride=stride, pad=pad, after=after, dilation=dilation, ceil="yes" if ceil else None,
                 count=None if count == "all" else count)
    usual = dict(stride=None, pad=0, after=None, dilation=1, ceil=None, count=None)
    text = words(kernel, **{k: v for k, v in named.items() if v != usual[k]})

    def run(x, p):
        y = first(x)
        if name == "maxpool":
            if after is not None:
                y = around(y, pad, after, -math.inf)
            y = max_pools[axes](y, kernel, stride, 0 if after is not None else pad, dilation, ceil)
        elif dilation != 1:
            # A mean with gaps is a convolution with equal weights.
            size, channels = of_axes(kernel, axes), x.shape[-1]
            step = of_axes(kernel if stride is None else stride, axes)
            weight = torch.full((channels, 1, *size), 1 / math.prod(size))
            y = convs[axes](around(y, pad, after, 0), weight, None, step, 0, dilation, channels)
        else:
            if after is not None:
                y = around(y, pad, after, 0)
            y = avg_pools[axes](y, kernel, stride, 0 if after is not None else pad, ceil, count == "all")
        return last(y), None

    made.record(f"{input_text(shape)} -> {name}({text})", batch, randn(batch, *shape), run)


for name in ("maxpool", "avgpool"):
    pool(name, (4, 2, 6, 1), 2)
    pool(name, (3, 3, 3, 2), 3, batch=1)
    pool(name, (5, 4, 3, 1), (2, 1, 3), stride=(1, 2, 1))
    pool(name, (3, 5, 2, 2), 2, stride=2, pad=1)
    pool(name, (4, 3, 5, 1), (3, 2, 2), stride=(2, 1, 3), pad=(1, 0, 1), batch=3)
    pool(name, (5, 5, 5, 1), 2, stride=2, ceil=True)
    # The rest at the end.
    pool(name, (6, 2), 3, stride=2, ceil=True)
    pool(name, (5, 7, 1), 2, ceil=True, batch=3)
    pool(name, (4, 4, 3), 3, stride=2, pad=1, ceil=True)
    pool(name, (7, 1), 4, stride=3, pad=2, ceil=True)
    pool(name, (3, 8, 2), (2, 3), stride=(2, 4), ceil=True)
    pool(name, (3, 3, 1), 2, stride=2, pad=1, ceil=True)
    # Gaps.
    pool(name, (7, 2), 3, stride=1, dilation=2)
    pool(name, (6, 5, 1), 2, stride=1, dilation=(3, 2))
    pool(name, (6, 6, 2), 2, dilation=2, batch=1)
    pool(name, (5, 5, 1), 3, stride=2, pad=1, dilation=2)
    pool(name, (4, 3, 5, 1), (2, 1, 2), stride=1, dilation=(2, 1, 3))
    # Pads by side.
    pool(name, (5, 2), 2, pad=0, after=1)
    pool(name, (5, 4, 1), 3, stride=2, pad=(1, 0), after=(0, 1))
    pool(name, (4, 6, 3), (2, 3), stride=1, pad=1, after=(0, 2), batch=1)
    pool(name, (2, 3, 3, 1), 2, stride=1, pad=(0, 1, 0), after=(1, 0, 1))
pool("maxpool", (7, 6, 1), 2, stride=3, dilation=2, ceil=True)
for shape in [(6, 2), (5, 7, 1), (4, 4, 3), (5, 4, 3, 1)]:
    pool("avgpool", shape, 3, stride=2, pad=1, ceil=True, count="inside")
pool("avgpool", (3, 4, 5, 2), 2, stride=2, pad=1, count="inside")

for shape in [(3, 2), (1, 1), (4, 3, 1), (2, 5, 3), (1, 7, 2), (3, 3, 4), (2, 2, 2, 1), (1, 1, 1, 3), (3, 2, 4, 2),
              (4, 1, 2, 1)]:
    axes = tuple(range(1, len(shape)))
    made.record(f"{input_text(shape)} -> global_maxpool", 2, randn(2, *shape), lambda x, p: (x.amax(axes), None))
made.record("input(2,3,2,1) -> global_avgpool", 2, randn(2, 2, 3, 2, 1), lambda x, p: (x.mean((1, 2, 3)), None))

adaptive = {
    "adaptive_avgpool": {1: F.adaptive_avg_pool1d, 2: F.adaptive_avg_pool2d, 3: F.adaptive_avg_pool3d},
    "adaptive_maxpool": {1: F.adaptive_max_pool1d, 2: F.adaptive_max_pool2d, 3: F.adaptive_max_pool3d},
}
for name, runs in adaptive.items():
    for shape, size in [((5, 2), 2), ((7, 1), 3), ((3, 2), 5), ((6, 4, 1), (2, 3)), ((5, 7, 2), 3), ((2, 3, 1), 4),
                        ((4, 4, 3), 1), ((3, 4, 2, 1), 2), ((2, 5, 3, 2), (1, 3, 2)), ((1, 1, 1, 1), 2)]:
        run = runs[len(shape) - 1]
        made.record(f"{input_text(shape)} -> {name}({words(size)})", 2, randn(2, *shape),
                    lambda x, p: (last(run(first(x), size)), None))

lines = {1: "linear", 2: "bilinear", 3: "trilinear"}


def resize(shape, size=None, factor=None, mode="nearest", align="centers", antialias=False, round=None, batch=2,
           slope=None):
    """What torch's interpolate has."""
    axes = len(shape) - 1
    own = {"nearest": "nearest" if round == "down" else "nearest-exact", "linear": lines[axes], "cubic": "bicubic"}[mode]
    named = {} if factor is None else {"factor": factor}
    named |= {"mode": mode} if mode != "nearest" else {}
    named |= {"align": align} if align != "centers" else {}
    named |= {"round": round} if round else {}
    named |= {"antialias": "yes", "outside": "none"} if antialias else {}
    named |= {"slope": slope} if slope else {}
    text = words(*([] if size is None else [size]), **named)
    more = {} if mode == "nearest" else {"align_corners": align == "corners", "antialias": antialias}
    scale = None if factor is None else of_axes(float(factor) if isinstance(factor, (int, float)) else factor, axes)
    made.record(f"{input_text(shape)} -> resize({text})", batch, randn(batch, *shape), lambda x, p: (last(
        F.interpolate(first(x), None if size is None else of_axes(size, axes), scale, own, **more)), None))


for shape, size in [((3, 2), 5), ((5, 1), 2), ((4, 1), 7), ((2, 3, 1), (3, 4)), ((5, 4, 2), (2, 3)), ((3, 3, 1), 3),
                    ((1, 4, 2), (2, 1)), ((2, 2, 2, 1), 3), ((3, 1, 4, 1), (2, 2, 3)), ((1, 1, 1, 2), 2)]:
    resize(shape, size)
    resize(shape, size, align="edges", round="down")
    resize(shape, size, mode="linear")
    resize(shape, size, mode="linear", align="corners")
for shape, size in [((4, 5, 1), (7, 3)), ((3, 3, 2), 5), ((6, 2, 1), (2, 5)), ((1, 4, 1), (3, 2)), ((5, 5, 1), 4)]:
    resize(shape, size, mode="cubic")
    resize(shape, size, mode="cubic", align="corners")
    # That of antialiased images has another slope.
    resize(shape, size, mode="cubic", antialias=True, slope=-0.5)
    resize(shape, size, mode="linear", antialias=True)
for shape, factor in [((5, 2), 0.6), ((4, 1), 1.7), ((4, 3, 1), (0.5, 2.5)), ((4, 5, 1), 1.3), ((2, 3, 2, 1), (1.5, 1, 2))]:
    resize(shape, factor=factor, align="edges", round="down")
    resize(shape, factor=factor, mode="linear")
    if len(shape) == 3:
        resize(shape, factor=factor, mode="cubic")


def shares(n, m, place, weight, is_open):
    """The matrix of an axis by its formula: sums over all positions, some beyond the ends."""
    rows = torch.zeros(m, n)
    for i in range(m):
        for j in range(-9, n + 9):
            if 0 <= j < n:
                rows[i, j] += weight(j - place(i))
            elif not is_open:
                rows[i, min(max(j, 0), n - 1)] += weight(j - place(i))
        if is_open:
            rows[i] /= rows[i].sum()
    return rows


def keys(a):
    return lambda t: ((a + 2) * abs(t) ** 3 - (a + 3) * abs(t) ** 2 + 1 if abs(t) <= 1 else
                      a * abs(t) ** 3 - 5 * a * abs(t) ** 2 + 8 * a * abs(t) - 4 * a if abs(t) < 2 else 0)


def by_matrix(shape, text, sizes, place, weight, is_open=False):
    matrices = [shares(n, m, lambda i: place(i, n, m), weight, is_open) for n, m in zip(shape, sizes)]

    def run(x, p):
        for axis, matrix in enumerate(matrices):
            x = (matrix @ x.movedim(axis + 1, -2)).movedim(-2, axis + 1)
        return x, None

    made.record(f"{input_text(shape)} -> resize({text})", 2, randn(2, *shape), run)


def onnx_antialias(shape, size):
    """ONNX's: taps beyond the ends are the last positions again."""
    matrices = []
    for n, m in zip(shape, size):
        wide = max(n / m, 1)
        matrix = shares(n, m, lambda i: centers(i, n, m), lambda t: max(0, 1 - abs(t) / wide), False)
        matrices.append(matrix / matrix.sum(1, keepdim=True))

    def run(x, p):
        for axis, matrix in enumerate(matrices):
            x = (matrix @ x.movedim(axis + 1, -2)).movedim(-2, axis + 1)
        return x, None

    made.record(f"{input_text(shape)} -> resize({brackets(size)},mode=linear,antialias=yes)", 2, randn(2, *shape), run)


def centers(i, n, m):
    return (i + 0.5) * n / m - 0.5


def edges(i, n, m):
    return i * n / m


for shape, size in [((5, 1), (2,)), ((4, 6, 1), (3, 2)), ((3, 4, 2), (5, 3))]:
    onnx_antialias(shape, size)


def nearest(round):
    """1 at the position that is the nearest."""
    return lambda t: 1 if round(t) else 0


half_down = nearest(lambda t: -0.5 <= t < 0.5)
half_up = nearest(lambda t: -0.5 < t <= 0.5)
up = nearest(lambda t: 0 <= t < 1)
down = nearest(lambda t: -1 < t <= 0)
for shape, size in [((4, 1), (6,)), ((3, 5, 1), (6, 2)), ((2, 2, 2), (4, 8)), ((5, 3, 1), (4, 6)), ((2, 2, 1, 1), (4, 1, 2))]:
    by_matrix(shape, f"{brackets(size)},round=half_down", size, centers, half_down)
    by_matrix(shape, f"{brackets(size)},align=edges", size, edges, half_up)
    by_matrix(shape, f"{brackets(size)},align=edges,round=up", size, edges, up)
    by_matrix(shape, f"{brackets(size)},align=edges,mode=linear", size, edges, lambda t: max(0, 1 - abs(t)))
    by_matrix(shape, f"{brackets(size)},align=edges,mode=cubic", size, edges, keys(-0.75))
    by_matrix(shape, f"{brackets(size)},mode=cubic,slope=-0.5,outside=none", size, centers, keys(-0.5), True)

def taken(x, axis, index):
    return x.index_select(axis, torch.tensor(index.copy()))


# Copies at the ends, by NumPy's indices.
for mode, own in [("reflect", "reflect"), ("edge", "edge"), ("circular", "wrap")]:
    for shape, before, after in [((3,), 2, None), ((4,), 1, 3), ((2, 3), (0, 2), (1, 1)), ((3, 2), 2, None),
                                 ((2, 3, 1), 1, None), ((3, 4, 2), 2, 1), ((5,), 4, 0), ((2, 2, 2, 1), 1, None),
                                 ((1, 3), 0, 2), ((2, 1, 3), (1, 0, 2), (2, 1, 0))]:
        axes = len(shape)
        sides = [tuple(n) if isinstance(n, tuple) else
                 (n,) if axes == 1 else (n,) * (axes - 1) + (0,) for n in (before, before if after is None else after)]

        def run(x, p):
            for axis, pair in enumerate(zip(*sides)):
                x = taken(x, axis + 1, np.pad(np.arange(shape[axis]), pair, own))
            return x, None

        text = words(before, *([] if after is None else [after]), mode=mode)
        made.record(f"{input_text(shape)} -> pad({text})", 2, randn(2, *shape), run)

for shape, times in [((3,), 2), ((1,), 4), ((2, 3), 2), ((2, 3), (3, 1)), ((1, 4), (2, 2)), ((2, 1, 3), (1, 3, 2)),
                     ((5,), 1), ((2, 2, 2), (2, 1, 1)), ((3, 1), (1, 5)), ((1, 2, 1, 2), (2, 1, 3, 1))]:
    reps = times if isinstance(times, tuple) else (1,) * (len(shape) - 1) + (times,)
    made.record(f"{input_text(shape)} -> tile({words(times)})", 2, randn(2, *shape),
                lambda x, p: (x.repeat(1, *reps), None))


def shuffled(x, factor, order):
    """Positions out of channels, by reshaping."""
    axes = x.dim() - 2
    sizes, factors = x.shape[1:-1], [factor] * axes
    deep = x.shape[-1] // factor ** axes
    x = x.reshape(-1, *sizes, *([deep, *factors] if order == "channels" else [*factors, deep]))
    offset = axes + (2 if order == "channels" else 1)
    places = [place for axis in range(axes) for place in (1 + axis, offset + axis)]
    x = x.permute(0, *places, axes + 1 if order == "channels" else 2 * axes + 1)
    return x.reshape(-1, *(n * factor for n in sizes), deep)


counted = torch.arange(24.).reshape(1, 12, 1, 2)
assert torch.equal(last(F.pixel_shuffle(counted, 2)), shuffled(last(counted), 2, "channels"))
for shape, factor in [((2, 3, 4), 2), ((1, 2, 8), 2), ((3, 1, 9), 3), ((4, 6), 3), ((2, 2), 2), ((1, 2, 1, 8), 2),
                      ((2, 1, 2, 16), 2), ((1, 1, 4), 2), ((3, 4), 1), ((2, 2, 18), 3)]:
    for order in ("channels", "blocks"):
        more = {} if order == "channels" else {"order": order}
        made.record(f"{input_text(shape)} -> pixel_shuffle({words(factor, **more)})", 2, randn(2, *shape),
                    lambda x, p: (shuffled(x, factor, order), None))
        axes = len(shape) - 1
        wide = (*(n * factor for n in shape[:-1]), shape[-1] // factor ** axes)

        def back(x, p):
            # The inverse, by where each number goes.
            table = shuffled(torch.arange(float(math.prod(shape))).reshape(1, *shape), factor, order).reshape(-1).long()
            y = torch.zeros(x.shape[0], math.prod(shape)).index_copy(1, table, x.reshape(x.shape[0], -1))
            return y.reshape(-1, *shape), None

        made.record(f"{input_text(wide)} -> pixel_unshuffle({words(factor, **more)})", 2, randn(2, *wide), back)

for shape, groups in [((4,), 2), ((6,), 3), ((2, 4), 2), ((3, 6), 2), ((1, 2, 8), 4), ((2, 2, 6), 3), ((3, 5), 1),
                      ((2, 7), 7), ((1, 1, 2, 4), 2), ((9,), 3)]:
    def run(x, p):
        return x.reshape(*x.shape[:-1], groups, -1).transpose(-1, -2).reshape(x.shape), None

    if len(shape) == 3:
        x = randn(1, *shape)
        assert torch.equal(run(x, None)[0], last(torch.channel_shuffle(first(x).contiguous(), groups)))
    made.record(f"{input_text(shape)} -> channel_shuffle({groups})", 2, randn(2, *shape), run)

for shape, kernel, named in [
    ((3, 4, 2), 2, {}), ((5, 3, 1), (3, 2), {"stride": (2, 1)}), ((4, 4, 3), 3, {"pad": 1, "stride": 2}),
    ((5, 4, 2), 2, {"dilation": (3, 2)}), ((1, 1, 1), 1, {}), ((6, 2), 3, {"stride": 2}), ((5, 3), 2, {"dilation": 2, "pad": 1}),
    ((3, 5, 2), (1, 4), {"pad": (0, 2)}), ((4, 1), 4, {}), ((2, 3, 4), 2, {"pad": 1}),
]:
    axes = len(shape) - 1
    size = of_axes(kernel, axes)
    # A series is an image of one column.
    flat = [n if axes == 2 else (n[0], other) for n, other in [
        (size, 1), (of_axes(named.get("stride", 1), axes), 1), (of_axes(named.get("pad", 0), axes), 0),
        (of_axes(named.get("dilation", 1), axes), 1)]]
    at = shape[:-1] if axes == 2 else (shape[0], 1)
    counts = [(n + 2 * p - (k - 1) * d - 1) // s + 1 for n, k, s, p, d in zip(at, *flat)]
    windows = counts if axes == 2 else counts[:1]
    taps = math.prod(size)
    for order in ("channels", "blocks"):
        more = named if order == "channels" else {**named, "order": order}

        def ordered(y, rows, columns):
            """Channels before taps, or turned."""
            return y if order == "channels" else y.reshape(*y.shape[:-1], rows, columns).transpose(-1, -2).reshape(y.shape)

        def unfolded(x, p):
            image = x.reshape(x.shape[0], *at, shape[-1])
            y = F.unfold(first(image), flat[0], flat[3], flat[2], flat[1]).transpose(1, 2)
            return ordered(y, shape[-1], taps).reshape(x.shape[0], *windows, -1), None

        def folded(x, p):
            y = ordered(x.reshape(x.shape[0], math.prod(counts), -1), taps, shape[-1]).transpose(1, 2)
            return last(F.fold(y, at, flat[0], flat[3], flat[2], flat[1])).reshape(x.shape[0], *shape), None

        made.record(f"{input_text(shape)} -> unfold({words(kernel, **more)})", 2, randn(2, *shape), unfolded)
        deep = (*windows, taps * shape[-1])
        sizes = shape[0] if axes == 1 else tuple(shape[:-1])
        made.record(f"{input_text(deep)} -> fold({words(sizes, kernel, **more)})", 2, randn(2, *deep), folded)

made.save("images.json")
