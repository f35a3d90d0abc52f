"""Makes second_order_layers.json: what layers do along a direction, by PyTorch.

    /usr/bin/python3 tests/reference/make_second_order_layers.py

It runs the scripts of the first order again and takes their cases of a single
layer. Format: {"torch": version, "cases of": {file: [case, ...]}}. A case has
  case        its place among the cases of the file, which hold its numbers
  text        its text, to see that the place is right
  direction   arrays by name: x, and the parameters by path
  changes     how what the file calls outputs changes along the direction: y,
              dx, and <path>.grad, with dy as it is
"""

import json
import os
import re
import runpy

import torch

import cases

folder = os.path.dirname(os.path.abspath(__file__))
most = 170
layers = """fc flatten reshape permute slice split pad conv conv_transpose maxpool
avgpool global_avgpool global_maxpool adaptive_avgpool adaptive_maxpool upsample resize tile glu
pixel_shuffle pixel_unshuffle channel_shuffle unfold fold batchnorm layernorm rmsnorm groupnorm instancenorm
dropout dropout2d alpha_dropout gaussian_dropout gaussian_noise rrelu embedding positional attention causal_attention rnn lstm gru""".split()
made = {}


def rounded(generator, shape):
    """Few digits, so that the file stays small."""
    return torch.randn(shape, generator=generator).mul(100).round() / 100


def along(y, dy, arrays, direction):
    """How y and the gradients by the arrays change along the direction: by differentiating backward once more."""
    def gradients(of, by, upstream=None):
        if not of.requires_grad:
            return [torch.zeros_like(value) for value in by]
        found = torch.autograd.grad(of, by, upstream, create_graph=True, allow_unused=True)
        return [torch.zeros_like(value) if each is None else each for each, value in zip(found, by)]

    def product(found):
        return sum((each * way).sum() for each, way in zip(found, direction))

    any_dy = torch.zeros_like(y).requires_grad_()
    change, = gradients(product(gradients(y, arrays, any_dy)), [any_dy])
    return change, gradients(product(gradients(y, arrays, dy)), arrays)


class SecondOrder(cases.Cases):
    """Records what the scripts do, and what happens along a direction."""

    def record(self, text, batch, x, run, parameters=None, target=None, dy=None, state=None, mode="train",
               has_dx=True):
        super().record(text, batch, x, run, parameters, target, dy, state, mode, has_dx)
        found = re.fullmatch(r"input\([^)]*\) -> (\w+)(\([^>]*\))?", text.split("\n")[-1])
        if not found or found[1] not in layers:
            return
        first_order = self.cases[-1]
        own = {path: value.clone().requires_grad_() for path, value in (parameters or {}).items()}
        arrays = {"x": x.clone().requires_grad_(), **own} if has_dx else own
        y, _ = run(arrays.get("x", x), {**own, **{path: value.clone() for path, value in (state or {}).items()}})
        if y.numel() + sum(value.numel() for value in arrays.values()) > most:
            return
        generator = torch.Generator().manual_seed(len(self.cases))
        direction = {name: rounded(generator, value.shape) for name, value in arrays.items()}
        dy = torch.tensor(first_order["inputs"]["dy"]).reshape(y.shape)
        change, changes = along(y, dy, list(arrays.values()), list(direction.values()))
        names = ["dx" if name == "x" else f"{name}.grad" for name in arrays]
        self.second = [*getattr(self, "second", []), {
            "case": len(self.cases) - 1,
            "text": text,
            "direction": {name: cases.flat(value) for name, value in direction.items()},
            "changes": {"y": cases.flat(change), **{name: cases.flat(value) for name, value in zip(names, changes)}},
        }]

    def save(self, name, **more):
        made[name] = self.second


cases.Cases = SecondOrder
for name in ["reference", "shapes", "convolution", "images", "normalization", "sequences", "recurrent", "attention"]:
    runpy.run_path(os.path.join(folder, f"make_{name}.py"))
with open(os.path.join(folder, "second_order_layers.json"), "w") as file:
    files = ",\n".join(
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in found) + "\n]"
        for name, found in made.items())
    file.write('{"torch": %s, "cases of": {\n%s\n}}\n' % (json.dumps(torch.__version__), files))
print(f"second_order_layers.json: {sum(map(len, made.values()))} cases")
