"""Runs modules that nabla wrote, and compares them with numbers that are known.

    python3 modules.py CASES.json

Each case has a source with a class Net, weights as in a state dict, inputs, a target
and what should come out; a line of JSON is printed for each that does not agree.
"""

import json
import sys
import warnings

import torch

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

HEAD = "import math\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\n"


def tensor(entry):
    numbers = [float(n) if isinstance(n, str) else n for n in entry["values"]]
    return torch.tensor(numbers, dtype=torch.float64).reshape(entry["shape"])


def apart(found, wanted):
    """The largest difference, in units of 1 or of the number."""
    found, wanted = found.detach().flatten(), wanted.flatten()
    if found.numel() != wanted.numel():
        return float("inf")
    if found.numel() == 0:
        return 0.0
    both = torch.isnan(found) & torch.isnan(wanted) | (found == wanted)
    gaps = (found - wanted).abs() / wanted.abs().clamp(min=1)
    gaps = torch.where(both, torch.zeros_like(gaps), gaps)
    return float("inf") if torch.isnan(gaps).any() else gaps.max().item()


def run(case):
    names = {}
    exec(HEAD + case["source"], names)
    net = names["Net"]()
    net.load_state_dict({name: tensor(entry) for name, entry in case["weights"].items()})
    net.train(case["mode"] == "train")
    inputs = [tensor(entry).requires_grad_(True) for entry in case["inputs"]]
    y = net(*inputs)
    gaps = {}
    if "y" in case:
        gaps["y"] = apart(y, tensor(case["y"]))
    if "target" in case:
        loss = names["loss_of"](y, tensor(case["target"]))
        gaps["loss"] = apart(loss, torch.tensor(case["loss"]))
        loss.backward()
    elif y.requires_grad:
        y.backward(tensor(case["dy"]).reshape(y.shape))
    for name, entry in case["gradients"].items():
        grad = dict(net.named_parameters())[name].grad
        wanted = tensor(entry)
        gaps[name] = apart(torch.zeros_like(wanted) if grad is None else grad, wanted)
    for i, entry in enumerate(case["dinputs"]):
        if entry is not None:
            grad = inputs[i].grad
            wanted = tensor(entry)
            gaps[f"d{i}"] = apart(torch.zeros_like(wanted) if grad is None else grad, wanted)
    for name, entry in case["state"].items():
        gaps[name] = apart(net.state_dict()[name], tensor(entry))
    return gaps


for i, case in enumerate(json.load(open(sys.argv[1]))):
    try:
        worst = max(run(case).items(), key=lambda gap: gap[1], default=("", 0))
    except Exception as error:
        print(json.dumps({"case": i, "error": f"{type(error).__name__}: {error}"}))
        continue
    if worst[1] > 1e-7:
        print(json.dumps({"case": i, "at": worst[0], "gap": str(worst[1])}))
