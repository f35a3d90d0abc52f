"""Makes convolution.json: convolutions, pools and upsampling by PyTorch.

    /usr/bin/python3 tests/reference/make_convolution.py

PyTorch has the channels on axis 1, nabla on the last; weights are turned with
them: (out, in, kernel…) is out × kernel × in, (in, out, kernel…) in × kernel × out.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261125)
randn = torch.randn


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def words(*parts):
    return ",".join(part for part in parts if part)


def extent(name, value, default):
    if value == default:
        return ""
    text = "[" + ",".join(map(str, value)) + "]" if isinstance(value, tuple) else str(value)
    return f"{name}={text}" if name else text


def conv(shape, kernel, out, batch=2, stride=1, pad=0, dilation=1, groups=1, bias=True):
    axes = len(shape) - 1
    kernels = kernel if isinstance(kernel, tuple) else (kernel,) * axes
    weight = randn(out, *kernels, shape[-1] // groups)
    own = {"conv1.weight": weight}
    if bias:
        own["conv1.bias"] = randn(out)
    run = F.conv1d if axes == 1 else F.conv2d

    def forward(x, p):
        w = p["conv1.weight"].movedim(-1, 1)
        y = run(first(x), w, p.get("conv1.bias"), stride, pad, dilation, groups)
        return last(y), None

    text = words(extent("", kernel, None), str(out), extent("stride", stride, 1),
                 extent("pad", pad, 0), extent("dilation", dilation, 1),
                 extent("groups", groups, 1), "" if bias else "bias=none")
    made.record(f"{input_text(shape)} -> conv({text})", batch, randn(batch, *shape), forward, own)


for batch in (1, 3):
    conv((5, 6, 3), 3, 4, batch)
    conv((5, 6, 2), 1, 3, batch)
    conv((7, 2), 3, 4, batch)
    conv((6, 5, 2), (3, 2), 3, batch, stride=(2, 1), pad=1)
    conv((5, 5, 1), 2, 3, batch, dilation=2, bias=False)
    conv((6, 6, 4), 3, 6, batch, groups=2, pad=1)
    conv((6, 4), 3, 4, batch, groups=4, stride=2)
conv((1, 1, 1), 1, 1, 1)
conv((4, 4, 3), 4, 2)
conv((8, 8, 16), 3, 8, pad=1)
conv((7, 9, 5), 3, 7, pad="same")
conv((7, 5), 4, 2, pad="same")
conv((6, 7, 2), 3, 2, pad="same", dilation=2)
conv((9, 9, 2), 5, 3, stride=3, pad=2)
conv((9, 8, 2), (1, 5), 3, stride=(1, 2), pad=(0, 2))
conv((10, 2), 3, 3, stride=4)
conv((10, 3), 3, 3, dilation=3, pad=2)
conv((5, 5, 6), 3, 6, groups=6, pad=1, bias=False)
conv((5, 5, 6), 3, 12, groups=3, dilation=(2, 1), pad=(2, 1))
conv((12, 11, 17), 3, 19, batch=1, pad=1)
conv((3, 40, 3), (3, 7), 33, batch=1)


def transpose(shape, kernel, out, batch=2, stride=1, pad=0, extra=0, dilation=1, bias=True):
    axes = len(shape) - 1
    kernels = kernel if isinstance(kernel, tuple) else (kernel,) * axes
    own = {"conv_transpose1.weight": randn(shape[-1], *kernels, out)}
    if bias:
        own["conv_transpose1.bias"] = randn(out)
    run = F.conv_transpose1d if axes == 1 else F.conv_transpose2d

    def forward(x, p):
        w = p["conv_transpose1.weight"].movedim(-1, 1)
        y = run(first(x), w, p.get("conv_transpose1.bias"), stride, pad, extra, 1, dilation)
        return last(y), None

    text = words(extent("", kernel, None), str(out), extent("stride", stride, 1),
                 extent("pad", pad, 0), extent("extra", extra, 0),
                 extent("dilation", dilation, 1), "" if bias else "bias=none")
    made.record(f"{input_text(shape)} -> conv_transpose({text})", batch, randn(batch, *shape),
                forward, own)


for batch in (1, 3):
    transpose((3, 4, 2), 3, 3, batch)
    transpose((3, 4, 2), 3, 3, batch, stride=2, pad=1, extra=1)
    transpose((5, 2), 4, 3, batch, stride=3)
transpose((4, 3, 1), (3, 2), 2, stride=(2, 3), pad=(1, 0))
transpose((3, 3, 4), 2, 2, dilation=2, bias=False)
transpose((4, 3), 3, 2, stride=2, dilation=2, extra=1, pad=2)
transpose((1, 1, 1), 1, 1, 1)
transpose((6, 5, 8), 3, 5, batch=1, stride=2)


def pool(name, run, shape, kernel, batch=2, stride=None, pad=0, more=""):
    text = words(extent("", kernel, None), extent("stride", stride, None), extent("pad", pad, 0), more)
    made.record(f"{input_text(shape)} -> {name}({text})", batch, randn(batch, *shape),
                lambda x, p: (last(run(first(x), kernel, stride, pad)), None))


def inside(run):
    return lambda x, kernel, stride, pad: run(x, kernel, stride, pad, count_include_pad=False)


for name, run, run1 in [("maxpool", F.max_pool2d, F.max_pool1d), ("avgpool", F.avg_pool2d, F.avg_pool1d)]:
    for batch in (1, 3):
        pool(name, run, (4, 6, 3), 2, batch)
        pool(name, run, (5, 7, 2), 3, batch, stride=2, pad=1)
        pool(name, run1, (7, 3), 3, batch)
    pool(name, run, (5, 6, 1), (3, 2), stride=(1, 2))
    pool(name, run, (5, 5, 17), 2, stride=3)
    pool(name, run1, (9, 4), 4, stride=1, pad=2)
    pool(name, run, (1, 1, 1), 1, 1)
    pool(name, run, (6, 6, 5), 6)
pool("avgpool", inside(F.avg_pool2d), (5, 6, 2), 3, stride=2, pad=1, more="count=inside")
pool("avgpool", inside(F.avg_pool1d), (5, 2), 3, stride=1, pad=1, more="count=inside")

for shape in [(3, 4, 2), (5, 3), (1, 1, 1)]:
    axes = tuple(range(1, len(shape)))
    made.record(f"{input_text(shape)} -> global_avgpool", 2, randn(2, *shape),
                lambda x, p: (x.mean(axes), None))

for shape, factor, mode in [((2, 3, 2), 2, "nearest"), ((4, 3), 3, "nearest"), ((2, 2, 1), (1, 3), "nearest"),
                            ((3, 2, 2), 3, "linear"), ((4, 3), 2, "linear"), ((3, 5, 4), (2, 4), "linear"),
                            ((1, 1, 1), 2, "linear")]:
    own = {"nearest": "nearest", "linear": "linear" if len(shape) == 2 else "bilinear"}[mode]
    corners = {} if mode == "nearest" else {"align_corners": False}
    scale = factor if isinstance(factor, tuple) else float(factor)
    scale = tuple(map(float, factor)) if isinstance(factor, tuple) else scale
    text = words(extent("", factor, None), "" if mode == "nearest" else "mode=linear")
    made.record(f"{input_text(shape)} -> upsample({text})", 2, randn(2, *shape),
                lambda x, p: (last(F.interpolate(first(x), scale_factor=scale, mode=own, **corners)), None))

classes = torch.randint(3, (3,))


def lenet(x, p):
    y = first(x)
    for name in ("conv1", "conv2"):
        y = F.conv2d(y, p[f"{name}.weight"].movedim(-1, 1), p[f"{name}.bias"], padding=1)
        y = F.max_pool2d(F.relu(y), 2)
    y = F.linear(last(y).flatten(1), p["fc1.weight"], p["fc1.bias"])
    return y, F.cross_entropy(y, classes)


made.record("input(8,8,1) -> conv(3,4,pad=1) -> relu -> maxpool(2) -> conv(3,5,pad=1) -> relu -> "
            "maxpool(2) -> flatten -> fc(3) -> cross_entropy", 3, randn(3, 8, 8, 1), lenet,
            {"conv1.weight": randn(4, 3, 3, 1), "conv1.bias": randn(4),
             "conv2.weight": randn(5, 3, 3, 4) / 6, "conv2.bias": randn(5),
             "fc1.weight": randn(3, 20) / 4, "fc1.bias": randn(3)}, target=classes)

made.save("convolution.json")
