"""Makes second_order.json: networks along a direction, by PyTorch.

    /usr/bin/python3 tests/reference/make_second_order.py

Jacobian times vector and Hessian times vector, by torch.autograd.functional.jvp and
hvp in double precision; the Hessian is that of the loss, or of the sum of dy·y where
there is none. Two kinds of cases:

  cases of    by file: cases of layers.json, activations.json, selections.json and other
              files, of which each is run again. `case` is the place in the file, which holds the numbers.
  networks    whole cases, as in cases.py, with directions of targets among them.

Both have
  direction   arrays by name: x, target, and the parameters by path
  jvp         how y and loss change along it
  hvp         how the gradients change along it: x, and the parameters by path
"""

import itertools
import json
import os
import re
import runpy

import torch
import torch.nn.functional as F
from torch.autograd.functional import hvp, jvp

import cases
from cases import flat

folder = os.path.dirname(os.path.abspath(__file__))
most = 48
made = {}
networks = []


def rounded(generator, shape):
    """Few digits, so that the file stays small."""
    return torch.randn(shape, generator=generator).mul(100).round() / 100


def along(run, arrays, dy, generator, still=()):
    """What happens along a direction. `run` maps arrays by name to (y, loss); `still` are
    arrays whose gradients are not asked for, as targets."""
    names = list(arrays)
    values = tuple(arrays[name].clone() for name in names)
    direction = tuple(rounded(generator, value.shape) for value in values)

    def outputs(*given):
        y, loss = run(dict(zip(names, given)))
        return y if loss is None else (y, loss)

    def total(*given):
        y, loss = run(dict(zip(names, given)))
        return (y * dy).sum() if loss is None else loss

    _, change = jvp(outputs, values, direction)
    _, changes = hvp(total, values, direction)
    of_outputs = {"y": flat(change)} if dy is not None else {
        "y": flat(change[0]), "loss": change[1].item()}
    return {
        "direction": {name: flat(value) for name, value in zip(names, direction)},
        "jvp": of_outputs,
        "hvp": {name: flat(value) for name, value in zip(names, changes) if name not in still},
    }


class Again(cases.Cases):
    """Records what the scripts do, and what happens along a direction."""

    def record(self, text, batch, x, run, parameters=None, target=None, dy=None, state=None, mode="train",
               has_dx=True):
        super().record(text, batch, x, run, parameters, target, dy, state, mode, has_dx)
        own = {**({"x": x} if has_dx else {}), **(parameters or {})}
        # Truths and classes cannot move.
        if re.search(r"\) -> (logical_not|one_hot)\b", text) or sum(value.numel() for value in own.values()) > most:
            return
        first = self.cases[-1]
        dy = torch.tensor(first["inputs"]["dy"]) if "dy" in first["inputs"] else None

        def go(arrays):
            kept = {k: v.clone() for k, v in (state or {}).items()}
            y, loss = run(arrays.get("x", x), {**arrays, **kept})
            return y, loss

        shaped = dy if dy is None else dy.reshape(go(own)[0].shape)
        try:
            found = along(go, own, shaped, torch.Generator().manual_seed(len(self.cases)))
        except RuntimeError as error:
            # PyTorch has no second derivative of its multi-margin loss.
            assert "is not implemented" in str(error), error
            return
        numbers = [number for arrays in (found["jvp"], found["hvp"]) for value in arrays.values()
                   for number in (value if isinstance(value, list) else [value])]
        if all(abs(number) < 1e12 for number in numbers):
            self.second = [*getattr(self, "second", []),
                           {"case": len(self.cases) - 1, "text": text, **found}]

    def save(self, name, **more):
        with open(os.path.join(folder, name)) as file:
            known = json.load(file)["cases"]
        # What is computed by its formula is what PyTorch computes, with its gradients.
        for own, case in zip(self.cases, known):
            if "grid_sample" not in case["text"]:
                continue
            for path, value in case["outputs"].items():
                torch.testing.assert_close(torch.tensor(own["outputs"][path]), torch.tensor(value),
                                           rtol=1e-12, atol=1e-12, msg=f"{path} of {case['text']}")
        made[name] = self.second


def network(text, batch, run, classes=None, **arrays):
    """A whole case. An array called x is the input, target the target, unless that is classes;
    others are parameters, by their paths with __ for the dot."""
    arrays = {name.replace("__", "."): value for name, value in arrays.items()}
    generator = torch.Generator().manual_seed(7 + len(networks))
    y, loss = run(arrays)
    dy = rounded(generator, y.shape) if loss is None else None
    inputs = {"x": flat(arrays["x"])}
    case = {"text": text, "batch": batch, "inputs": inputs}
    if loss is None:
        inputs["dy"] = flat(dy)
    else:
        own = arrays.get("target", classes)
        inputs["target"] = flat(own.to(torch.float64))
        case["targetShape"] = list(own.shape[1:])
    case["parameters"] = {name: flat(value) for name, value in arrays.items() if name not in ("x", "target")}
    networks.append({**case, **along(run, arrays, dy, generator, still=("target",))})


def randn(*shape):
    return torch.randn(shape).mul(100).round() / 100


def linear(arrays, name, x):
    return F.linear(x, arrays[f"{name}.weight"], arrays[f"{name}.bias"])


def cross_entropy_of_shares(x, t, reduction="mean"):
    """By its formula: PyTorch's second derivative adds 1e-12 to what it divides by."""
    all = -t * x.log() - (1 - t) * (-x).log1p()
    return all.mean() if reduction == "mean" else all.sum()


F.binary_cross_entropy = cross_entropy_of_shares


def taps_of(at, size, mode, outside, ends):
    """Positions along an axis with their shares, of which those outside have none."""
    low, high = ends

    def within(at):
        if outside == "reflection":
            away, span = (at - low).abs(), high - low
            rest = away % span if span > 0 else 0 * away
            at = low + torch.where((away - rest) / max(span, 1) % 2 < 0.5, rest, span - rest)
        return at if outside == "zeros" else at.clamp(0, size - 1)

    if mode == "bicubic":
        far = [(at.floor() + k, (at - at.floor() - k).abs()) for k in range(-1, 3)]
        # Keys' cubics with -0.75, for distances below 1 and below 2.
        taps = [(within(place), ((1.25 * d - 2.25) * d * d + 1 if k in (1, 2)
                                 else -0.75 * (((d - 5) * d + 8) * d - 4))) for k, (place, d) in enumerate(far)]
    elif mode == "bilinear":
        at = within(at)
        taps = [(at.floor() + k, 1 - (at - at.floor() - k).abs()) for k in (0, 1)]
    else:
        taps = [(within(at).round(), 1 + 0 * at)]
    return [(place.clamp(0, size - 1).round().long(), share * ((place >= 0) & (place < size)))
            for place, share in taps]


def grid_sample(x, grid, mode, outside, corners):
    """By its formula: PyTorch's has no second derivative."""
    sizes, points = x.shape[2:], grid.flatten(1, -2)
    axes = []
    for size, g in zip(sizes, reversed(points.unbind(-1))):
        ends = (0, size - 1) if corners else (-0.5, size - 0.5)
        axes.append(taps_of(ends[0] + (g + 1) / 2 * (ends[1] - ends[0]), size, mode, outside, ends))
    y = 0
    for taps in itertools.product(*axes):
        place, share = 0, 1
        for size, (own, part) in zip(sizes, taps):
            place, share = place * size + own, share * part
        y = y + share[:, None] * x.flatten(2).gather(2, place[:, None].expand(-1, x.shape[1], -1))
    return y.reshape(*x.shape[:2], *grid.shape[1:-1])


F.grid_sample = grid_sample


def cosine(a, b):
    """That of PyTorch's CosineEmbeddingLoss, which adds a number of single precision."""
    least = torch.tensor(1e-12, dtype=torch.float32).item()
    return (a * b).sum(-1) / (((a * a).sum(-1) + least) * ((b * b).sum(-1) + least)).sqrt()


torch.manual_seed(20261130)

# Targets that move.
for text, f in [
    ("mse", F.mse_loss), ("mae", F.l1_loss), ("huber(0.4)", lambda x, t: F.huber_loss(x, t, delta=0.4)),
    ("bce_with_logits", F.binary_cross_entropy_with_logits),
    ("poisson", F.poisson_nll_loss),
    ("mse(reduction=sum)", lambda x, t: F.mse_loss(x, t, reduction="sum") / 2),
    ("cosine", lambda x, t: (1 - cosine(x, t)).mean()),
    ("cross_entropy", lambda x, t: -(t * F.log_softmax(x, -1)).sum(-1).mean()),
    ("cross_entropy(smoothing=0.2,weights=[1,0.5,2])", lambda x, t: -(
        torch.tensor([1, 0.5, 2]) * (0.8 * t + 0.2 / 3) * F.log_softmax(x, -1)).sum(-1).mean()),
]:
    network(f"input(3) -> {text}", 2, lambda a, f=f: (a["x"], f(a["x"], a["target"])),
            x=randn(2, 3), target=randn(2, 3).abs())
network("input(3) -> bce", 2, lambda a: (a["x"], F.binary_cross_entropy(a["x"], a["target"])),
        x=torch.rand(2, 3) * 0.8 + 0.1, target=torch.rand(2, 3))
network("input(3) -> kl", 2, lambda a: (a["x"], (a["target"] * (a["target"].log() - a["x"])).mean()),
        x=randn(2, 3), target=torch.rand(2, 3) + 0.1)
network("input(3) -> poisson(input=rate)", 2,
        lambda a: (a["x"], F.poisson_nll_loss(a["x"], a["target"], log_input=False)),
        x=torch.rand(2, 3) + 0.3, target=torch.rand(2, 3) * 3)

# Merges, values that are used twice, parameters that are shared.
x = randn(3, 4)
network("input(4) -> add(tanh, square, id)", 3,
        lambda a: (a["x"].tanh() + a["x"] ** 2 + a["x"], None), x=x)
network("input(4) -> mul(tanh, square, sin)", 3,
        lambda a: (a["x"].tanh() * a["x"] ** 2 * a["x"].sin(), None), x=x)
network("input(4) -> sub(exp, cos)", 3, lambda a: (a["x"].exp() - a["x"].cos(), None), x=x)
network("input(4) -> div(sin, exp)", 3, lambda a: (a["x"].sin() / a["x"].exp(), None), x=x)
network("input(4) -> max(sin, square, abs)", 3,
        lambda a: (torch.maximum(torch.maximum(a["x"].sin(), a["x"] ** 2), a["x"].abs()), None), x=x)
network("input(4) -> min(sin, square)", 3,
        lambda a: (torch.minimum(a["x"].sin(), a["x"] ** 2), None), x=x)
network("input(4) -> softmax -> square -> sum", 3,
        lambda a: ((F.softmax(a["x"], -1) ** 2).sum(-1), None), x=x)
network("input(4) -> sigmoid -> log -> mean", 3,
        lambda a: (F.logsigmoid(a["x"]).mean(-1), None), x=x)
network("input(4) -> exp -> recip -> sqrt -> scale(3) -> shift(1) -> neg", 3,
        lambda a: (-(3 * a["x"].exp().reciprocal().sqrt() + 1), None), x=x)


def classifier(a, t=torch.tensor([2, 0, 1])):
    y = linear(a, "fc2", linear(a, "fc1", a["x"]).tanh())
    return y, F.cross_entropy(y, t)


network("input(4) -> fc(5) -> tanh -> fc(3) -> cross_entropy", 3, classifier,
        classes=torch.tensor([2, 0, 1]), x=x,
        fc1__weight=randn(5, 4), fc1__bias=randn(5), fc2__weight=randn(3, 5), fc2__bias=randn(3))


def shared(a):
    h = linear(a, "once", a["x"]).tanh()
    y = linear(a, "once", h).sigmoid()
    return y, F.mse_loss(y, a["target"])


network("input(4) -> once: fc(4) -> tanh -> same(once) -> sigmoid -> mse", 3, shared,
        x=x, once__weight=randn(4, 4), once__bias=randn(4), target=randn(3, 4))


def residual(a):
    h = linear(a, "fc1", a["x"])
    h = F.layer_norm(h, (4,), a["layernorm1.weight"], a["layernorm1.bias"])
    return a["x"] + F.gelu(h), None


network("input(4) -> residual(fc(4) -> layernorm -> gelu)", 3, residual, x=x,
        fc1__weight=randn(4, 4), fc1__bias=randn(4),
        layernorm1__weight=randn(4), layernorm1__bias=randn(4))


def gate(a):
    x = a["x"]
    y = linear(a, "fc1", x).sigmoid() * linear(a, "fc2", x)
    return y, F.huber_loss(y, a["target"])


network("input(4) -> mul(fc(2) -> sigmoid, fc(2)) -> huber", 3, gate, x=x,
        fc1__weight=randn(2, 4), fc1__bias=randn(2), fc2__weight=randn(2, 4), fc2__bias=randn(2),
        target=randn(3, 2))



def class_hinge(a, t=torch.tensor([1, 3, 0])):
    """By its formula; PyTorch's has no second derivative."""
    x = a["x"].sin()
    apart = (1 + x - x.gather(1, t[:, None])).clamp(min=0)
    return x, (apart.sum() - 3) / 12


def label_hinge(a, t=torch.tensor([[1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 1, 0]])):
    """By its formula, for the same reason."""
    x = a["x"].sin()
    apart = (1 + x[:, :, None] - x[:, None, :]).clamp(min=0)
    return x, (apart * (1 - t)[:, :, None] * t[:, None, :]).sum() / 12


network("input(4) -> sin -> multilabel_hinge", 3, label_hinge,
        classes=torch.tensor([[1, 0, 1, 0], [0, 0, 0, 1], [1, 1, 1, 0]]), x=x)
def sequence(a, places=torch.tensor([0, 1, 0, 2, 0])):
    """All ways through the labels 1 and 2, forward; PyTorch's has no second derivative."""
    x = a["x"].sin()
    logs = torch.log_softmax(x, -1)[0][:, places]
    ways = torch.cat([logs[0, :2], torch.full((3,), -torch.inf)])
    for row in logs[1:]:
        one = torch.cat([torch.full((1,), -torch.inf), ways[:-1]])
        two = torch.cat([torch.full((3,), -torch.inf), ways[1:2], torch.full((1,), -torch.inf)])
        found = torch.stack([ways, one, two])
        largest = found.detach().max(0).values.clamp(min=-1e300)
        ways = row + largest + (found - largest).exp().sum(0).clamp(min=1e-300).log()
    return x, -torch.logsumexp(ways[-2:], 0) / 2


network("input(4,3) -> sin -> ctc", 1, sequence, classes=torch.tensor([[1, 2, 0, 0]]), x=randn(1, 4, 3))
network("input(4) -> sin -> hinge", 3, class_hinge, classes=torch.tensor([1, 3, 0]), x=x)
network("input(4) -> mul(id -> logical_not -> shift(2), square)", 3,
        lambda a: (((a["x"] == 0) + 2) * a["x"] ** 2, None), x=torch.tensor([[0, 1, -1, 0], [2, 0, 0, 3], [0.5, 0, -2, 1]]))

cases.Cases = Again
for name in ["reference", "activations", "elementwise", "losses", "broadcast", "axes", "selections"]:
    runpy.run_path(os.path.join(folder, f"make_{name}.py"))


def rows(found):
    return "[\n" + ",\n".join(json.dumps(case, allow_nan=False) for case in found) + "\n]"


with open(os.path.join(folder, "second_order.json"), "w") as file:
    files = ",\n".join(f"{json.dumps(name)}: {rows(found)}" for name, found in made.items())
    file.write('{"torch": %s, "cases of": {\n%s\n},\n"networks": %s}\n' %
               (json.dumps(torch.__version__), files, rows(networks)))
print(f"second_order.json: {sum(map(len, made.values()))} cases again, {len(networks)} networks")
