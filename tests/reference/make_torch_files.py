"""Writes torch_files.json: files of torch.save, in base64, with the numbers that are
in them, and files that hold more than tensors. PyTorch 1.13.1.

    /usr/bin/python3 tests/reference/make_torch_files.py
"""

import base64
import collections
import io
import json
import os
import pickle

import torch

torch.manual_seed(3)


class Attack:
    def __reduce__(self):
        return os.system, ("echo attacked",)


class Sneaky:
    """Calls a name that is known, with what it does not take."""

    def __reduce__(self):
        return collections.OrderedDict, ([("a", 1)],)


def saved(value, **options):
    file = io.BytesIO()
    torch.save(value, file, **options)
    return base64.b64encode(file.getvalue()).decode()


def numbers(tensor):
    return {
        "shape": list(tensor.shape),
        "values": tensor.detach().double().reshape(-1).tolist(),
    }


model = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
weight = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4)
types = {
    name: torch.tensor([0, 1, 3, 100], dtype=getattr(torch, name))
    for name in "float64 float32 float16 bfloat16 int64 int32 int16 int8 uint8".split()
}
types["bool"] = torch.tensor([True, False])
views = {
    "transposed": weight.permute(2, 0, 1),
    "slice": weight[1, :, 1:3],
    "shared": weight.reshape(-1)[5:9],
    "scalar": torch.tensor(2.5),
    "empty": torch.zeros(0, 3),
    "expanded": torch.tensor([7.0]).expand(2, 3),
}
nested = {
    "epoch": 3,
    "loss": 0.25,
    "name": "größer",
    "model": model.state_dict(),
    "optimizer": {"state": {0: {"exp_avg": torch.ones(2)}}, "param_groups": [{"lr": 1e-3, "params": [0, 1]}]},
    "flags": [True, None, -1, 2**40, 300],
}


def flat(value, path=""):
    if isinstance(value, torch.Tensor):
        return {path: numbers(value)}
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, (list, tuple))
        else []
    )
    found = {}
    for key, each in items:
        found.update(flat(each, f"{path}.{key}" if path else str(key)))
    return found


good = {
    "state dict": dict(model.state_dict()),
    "ordered": model.state_dict(),
    "types": types,
    "views": views,
    "nested": nested,
    "parameters": {"p": torch.nn.Parameter(torch.tensor([1.0, 2.0]))},
    "list": [torch.tensor([1.0]), (torch.tensor([2.0]),)],
}
bad = {
    "module": saved(model),
    "attack": saved({"a": torch.ones(1), "b": Attack()}),
    "sneaky": saved({"a": torch.ones(1), "b": Sneaky()}),
    "complex": saved({"a": torch.ones(1, dtype=torch.complex64)}),
    "before 1.6": saved(model.state_dict(), _use_new_zipfile_serialization=False),
    "no tensors": saved({"a": 1}),
    "bytes": saved({"a": b"abc", "b": torch.ones(1)}),
    "set": saved({"a": {1, 2}, "b": torch.ones(1)}),
}
with open(os.path.join(os.path.dirname(__file__), "torch_files.json"), "w") as out:
    json.dump(
        {
            "good": {
                name: {"file": saved(value), "tensors": flat(value)}
                for name, value in good.items()
            }
            | {
                "protocol 4": {
                    "file": saved(nested, pickle_protocol=4),
                    "tensors": flat(nested),
                }
            },
            "bad": bad,
        },
        out,
        indent=1,
    )
    out.write("\n")
