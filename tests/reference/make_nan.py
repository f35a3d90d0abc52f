"""Makes nan.json: the slopes that PyTorch has where a number is NaN, null for NaN.

    /usr/bin/python3 tests/reference/make_nan.py
"""
import json
import os

import torch
import torch.nn.functional as F

functions = {
    "relu": F.relu,
    "leaky_relu(0.25)": lambda x: F.leaky_relu(x, 0.25),
    "prelu": lambda x: F.prelu(x, torch.tensor([0.25])),
    "relu6": F.relu6,
    "hard_tanh": F.hardtanh,
    "hard_sigmoid": F.hardsigmoid,
    "softsign": F.softsign,
    "softplus": F.softplus,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "silu": F.silu,
    "gelu": F.gelu,
    "mish": F.mish,
    "elu": F.elu,
    "selu": F.selu,
    "abs": torch.abs,
    "celu": F.celu,
    "hard_swish": F.hardswish,
    "log_sigmoid": F.logsigmoid,
    "clip(0,1)": lambda x: x.clamp(0, 1),
    "threshold(1)": lambda x: F.threshold(x, 1, 0),
    "hard_shrink": F.hardshrink,
    "tanh_shrink": F.tanhshrink,
    "floor": torch.floor,
    "round": torch.round,
    "tan": torch.tan,
    "asin": torch.asin,
    "atan": torch.atan,
    "sinh": torch.sinh,
    "cosh": torch.cosh,
    "asinh": torch.asinh,
    "atanh": torch.atanh,
    "log1p": torch.log1p,
    "expm1": torch.expm1,
    "erf": torch.erf,
}
slopes = {}
for text, f in functions.items():
    x = torch.tensor([float("nan")], requires_grad=True)
    y = f(x)
    assert y.isnan().all(), text
    y.sum().backward()
    slopes[text] = None if x.grad.isnan().item() else x.grad.item()
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nan.json")
with open(path, "w") as file:
    file.write("{\n%s\n}\n" % ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in slopes.items()))
