"""Makes elementwise.json: functions of each number, and glu, by PyTorch.

    /usr/bin/python3 tests/reference/make_elementwise.py

Each at ten odd shapes, and where it has kinks on them, beside them and far out.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261201)
rand, randn = torch.rand, torch.randn
shapes = [(1, (1,)), (2, (3,)), (1, (5,)), (3, (2, 2)), (2, (1, 3)), (1, (7,)), (2, (2, 1, 2)),
          (1, (3, 3)), (4, (1,)), (1, (2, 2, 2))]


def wide(*size):
    return 3 * randn(*size)


def within(least, most):
    return lambda *size: least + (most - least) * rand(*size)


functions = [
    ("softplus(2.5)", lambda x: torch.where(x > 0, x, 0) + (-2.5 * x.abs()).exp().log1p() / 2.5, wide),
    ("log_sigmoid", F.logsigmoid, wide),
    ("squareplus", lambda x: (x + (x * x + 4).sqrt()) / 2, randn),
    ("squareplus(0.3)", lambda x: (x + (x * x + 0.3).sqrt()) / 2, randn),
    ("silu(1.7)", lambda x: x * (1.7 * x).sigmoid(), wide),
    ("hard_swish", F.hardswish, wide),
    ("celu", F.celu, wide),
    # By its formula: F.celu has an 1/0.3 of single precision.
    ("celu(0.3)", lambda x: torch.where(x > 0, x, 0.3 * (x.clamp(max=0) / 0.3).expm1()), wide),
    ("clip(-1,2.5)", lambda x: x.clamp(-1, 2.5), wide),
    ("clip(-0.5)", lambda x: x.clamp(min=-0.5), wide),
    ("clip(high=1.5)", lambda x: x.clamp(max=1.5), wide),
    ("hard_tanh(-0.5,2)", lambda x: F.hardtanh(x, -0.5, 2), wide),
    ("threshold(0.5)", lambda x: F.threshold(x, 0.5, 0), wide),
    ("threshold(-1,-7)", lambda x: F.threshold(x, -1, -7), wide),
    ("hard_shrink", F.hardshrink, wide),
    ("hard_shrink(2)", lambda x: F.hardshrink(x, 2), wide),
    ("soft_shrink", F.softshrink, wide),
    ("soft_shrink(2)", lambda x: F.softshrink(x, 2), wide),
    ("tanh_shrink", F.tanhshrink, wide),
    ("sparse_plus", lambda x: torch.where(x > 1, x, ((x + 1).clamp(0, 2) / 2) ** 2), wide),
    ("sparse_sigmoid", lambda x: F.hardtanh(x, -1, 1) / 2 + 0.5, wide),
    ("sign", torch.sign, wide),
    ("floor", torch.floor, wide),
    ("ceil", torch.ceil, wide),
    ("round", torch.round, wide),
    ("tan", torch.tan, within(-1.4, 1.4)),
    ("asin", torch.asin, within(-0.99, 0.99)),
    ("acos", torch.acos, within(-0.99, 0.99)),
    ("atan", torch.atan, wide),
    ("sinh", torch.sinh, randn),
    ("cosh", torch.cosh, randn),
    ("asinh", torch.asinh, wide),
    ("acosh", torch.acosh, within(1.1, 5)),
    ("atanh", torch.atanh, within(-0.95, 0.95)),
    ("log1p", torch.log1p, within(-0.9, 3)),
    ("expm1", torch.expm1, randn),
    ("erf", torch.erf, randn),
]
for text, f, draw in functions:
    for batch, shape in shapes:
        made.record(f"{input_text(shape)} -> {text}", batch, draw(batch, *shape),
                    lambda x, p: (f(x), None))

for text, f, xs in [
    ("hard_swish", F.hardswish, [-3, 3, 0, -1000, 1000, -1.5]),
    ("clip(-1,2.5)", lambda x: x.clamp(-1, 2.5), [-1, 2.5, -1000, 1000]),
    ("hard_tanh(-0.5,2)", lambda x: F.hardtanh(x, -0.5, 2), [-0.5, 2, -1000, 1000]),
    ("threshold(0.5,3)", lambda x: F.threshold(x, 0.5, 3), [0.5, -0.5, 1000]),
    ("hard_shrink(0.5)", lambda x: F.hardshrink(x, 0.5), [0.5, -0.5, 0, 1e-300, 1000]),
    ("soft_shrink(0.5)", lambda x: F.softshrink(x, 0.5), [0.5, -0.5, 0, 1e-300, 1000]),
    ("celu(2)", lambda x: F.celu(x, 2), [0, -1000, 1000, -1e-300]),
    ("log_sigmoid", F.logsigmoid, [0, -1000, 1000, 710, -710, -1e-300]),
    ("sign", torch.sign, [0, -1e-30, 1e-30, -5]),
    ("round", torch.round, [0.5, 1.5, 2.5, -0.5, -1.5, 3, 0.49999999999999994, 1e300]),
    ("floor", torch.floor, [2, -2, -0.5, 1e300]),
    ("ceil", torch.ceil, [2, -2, -0.5, 1e300]),
    ("tanh_shrink", F.tanhshrink, [0, 0.75, -0.999, 1.001, 40]),
    ("squareplus", lambda x: (x + (x * x + 4).sqrt()) / 2, [0, 1000, 1e100]),
]:
    made.record(f"input({len(xs)}) -> {text}", 1, torch.tensor([xs], dtype=torch.float64),
                lambda x, p: (f(x), None))

for batch, shape, axis in [(1, (2,), None), (3, (6,), None), (2, (3, 4), None), (2, (2, 3), 0), (1, (3, 2), 1),
                           (2, (2, 2, 3), 1), (1, (4, 1, 3), 0), (2, (1, 3, 2), None), (1, (10,), 0), (2, (3, 4, 1), 1)]:
    text = "glu" if axis is None else f"glu(axis={axis})"
    made.record(f"{input_text(shape)} -> {text}", batch, randn(batch, *shape),
                lambda x, p: (F.glu(x, -1 if axis is None else axis + 1), None))

made.save("elementwise.json")
