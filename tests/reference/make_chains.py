"""Derivatives of random chains at random places, by differences in 900 digits.

Debian: apt-get install python3-mpmath
Run:    deno run tests/certify/list.ts 120 | /usr/bin/python3 tests/reference/make_chains.py

Writes chains.json beside itself, the same bytes each time: the chains as they come,
each with `truths`, by path the derivative of every output (rows) by every number
(columns), in 25 digits; null on a kink, at a pole and out of range. No derivative is
written here: each is (f(x + h) - f(x - h)) / 2h with a step of 1e-250 of the number.
"""
import json
import os
import sys

import mpmath as m
from mpmath import mp, mpf

mp.dps = 900


class Range(Exception):
    """A number that no double comes near, or a pole."""


def exp(x):
    if abs(x) > 1e6:
        raise Range
    return m.exp(x)


def log(x):
    if x <= 0:
        raise Range
    return m.log(x)


def over(a, b):
    if b == 0:
        raise Range
    return a / b


def root(x):
    if x < 0:
        raise Range
    return m.sqrt(x)


def sigmoid(x):
    return 1 / (1 + exp(-x))


def tanh(x):
    return 2 * sigmoid(2 * x) - 1


CURVES = {
    "id": lambda x: x,
    "neg": lambda x: -x,
    "shift": lambda x, c: x + c,
    "scale": lambda x, c: x * c,
    "exp": exp,
    "log": log,
    "recip": lambda x: over(mpf(1), x),
    "square": lambda x: x * x,
    "sqrt": root,
    "sin": m.sin,
    "cos": m.cos,
    "abs": abs,
    "relu": lambda x: max(x, mpf(0)),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "softplus": lambda x: log(1 + exp(x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "elu": lambda x, alpha: x if x > 0 else alpha * (exp(x) - 1),
    "selu": lambda x: mpf(1.0507009873554805)
    * (x if x > 0 else mpf(1.6732632423543772) * (exp(x) - 1)),
    "silu": lambda x: x * sigmoid(x),
    "gelu": lambda x: x * m.ncdf(x) if abs(x) < 1e4 else max(x, mpf(0)),
}

MERGES = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": over,
    "max": max,
    "min": min,
}


def huber(x, t):
    d = abs(x - t)
    return d * d / 2 if d <= 1 else d - mpf(1) / 2


LOSSES = {
    "mse": lambda x, t: (x - t) ** 2,
    "huber": huber,
    "bce": lambda x, t: -t * log(x) - (1 - t) * log(1 - x),
}


def rows(x, batch):
    width = len(x) // batch
    return [x[b * width:(b + 1) * width] for b in range(batch)]


def log_total(row):
    top = max(row)
    return top + log(sum(exp(x - top) if x - top > -1e6 else mpf(0) for x in row))


def normalized(group, weights, biases):
    mean = sum(group) / len(group)
    variance = sum((x - mean) ** 2 for x in group) / len(group)
    sigma = root(variance + mpf(1e-5))
    return [w * (x - mean) / sigma + b for x, w, b in zip(group, weights, biases)]


def run(step, inputs, parameters, batch):
    name = step["layer"]
    x = inputs[0]
    if name in CURVES:
        return [CURVES[name](v, *map(mpf, step["arguments"])) for v in x]
    if name in MERGES:
        return [MERGES[name](a, b) for a, b in zip(*inputs)]
    split = rows(x, batch)
    if name in LOSSES:
        targets = rows(inputs[1], batch)
        return [sum(map(LOSSES[name], r, t)) / len(r) for r, t in zip(split, targets)]
    if name == "cross_entropy":
        return [log_total(r) - r[int(t)] for r, t in zip(split, inputs[1])]
    if name == "log_softmax":
        return [v - log_total(r) for r in split for v in r]
    if name == "softmax":
        return [exp(v - log_total(r)) for r in split for v in r]
    weight, bias = parameters
    if name == "layernorm":
        return [v for r in split for v in normalized(r, weight, bias)]
    if name == "batchnorm":
        columns = [
            normalized(c, [w] * batch, [b] * batch)
            for c, w, b in zip(zip(*split), weight, bias)
        ]
        return [v for r in zip(*columns) for v in r]
    assert name == "fc", name
    return [
        sum(w * v for w, v in zip(ws, r)) + b
        for r in split
        for ws, b in zip(rows(weight, len(bias)), bias)
    ]


def forward(chain, numbers):
    values = {name: numbers[name] for name in ("x", "target") if name in numbers}
    names = chain["values"]
    for step in chain["steps"]:
        inputs = [values[names[i]] for i in step["inputs"]]
        own = [numbers.get(f"{step['name']}.{p}") for p in ("weight", "bias")]
        values[names[step["output"]]] = run(step, inputs, own, chain["batch"])
    return values[names[chain["steps"][-1]["output"]]]


def column(chain, numbers, path, entry):
    """The derivative of every output by one number."""
    x = numbers[path][entry]
    h = abs(x) * mpf(10) ** -250 if x != 0 else mpf(10) ** -250

    def at(t):
        return forward(chain, {**numbers, path: numbers[path][:entry] + [t] + numbers[path][entry + 1:]})

    try:
        up, here, down = at(x + h), at(x), at(x - h)
    except Range:
        return None
    found = []
    for u, y, d in zip(up, here, down):
        right, left, middle = (u - y) / h, (y - d) / h, (u - d) / (2 * h)
        smooth = abs(right - left) <= mpf(10) ** -30 * abs(middle) or abs(middle) < mpf(10) ** -330
        found.append(m.nstr(middle, 25) if smooth and abs(middle) < 1e300 else None)
    return found


chains = json.load(sys.stdin)
for chain in chains:
    numbers = {path: [mpf(v) for v in all] for path, all in chain["numbers"].items()}
    chain["truths"] = {
        path: [column(chain, numbers, path, e) for e in range(len(numbers[path]))]
        for path in numbers
        if path != "target"
    }

out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "chains.json")
with open(out, "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in chains) + "\n]\n")
