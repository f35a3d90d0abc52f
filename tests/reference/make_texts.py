"""Makes texts.json: texts of the whole grammar with all their numbers by PyTorch.

Run it with a Python that has PyTorch, Debian's package python3-torch for
instance:

    /usr/bin/python3 tests/reference/make_texts.py

It writes texts.json beside itself; running it twice gives the same bytes. Each
text is written once more, by hand, as a program of PyTorch in double precision.
A case has
  text    the text without numbers of its inputs and parameters
  given   what is given, nested arrays by path
  expect  values and gradients by path, nested arrays
"""

import json
import os

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.manual_seed(20261130)
randn = torch.randn
cases = []


class Values(dict):
    """Values by path; those that are computed keep their gradients."""

    def __setitem__(self, name, value):
        if value.requires_grad and not value.is_leaf:
            value.retain_grad()
        super().__setitem__(name, value)


def text(text, given, run, upstream=None, without=()):
    """Runs a program once forward and backward.

    `run` gets the given tensors and adds what it computes, in order; the last is
    the loss or the output. `upstream` names a given gradient of the output.
    `without` are values whose gradient is not told.
    """
    v = Values()
    for path, value in given.items():
        value = torch.as_tensor(value, dtype=torch.float64)
        is_data = path.endswith("target") or path.endswith(".grad") or path in without
        v[path] = value.clone().requires_grad_(not is_data)
    before = set(v)
    run(v)
    last = list(v.values())[-1]
    if upstream is None:
        # Each example's single number has the gradient 1.
        last.sum().backward()
    else:
        last.backward(v[upstream].reshape(last.shape))
    expect = {}
    for path, value in v.items():
        if path not in before:
            expect[path] = value.tolist()
        if value.requires_grad and path != "loss" and path not in without:
            gradient = torch.zeros_like(value) if value.grad is None else value.grad
            expect[path + ".grad"] = gradient.tolist()
    cases.append({"text": text, "given": {k: v[k].tolist() for k in given}, "expect": expect})


def linear(v, x, name):
    return F.linear(x, v[name + ".weight"], v[name + ".bias"])


def fc(name, inputs, outputs):
    return {name + ".weight": randn(outputs, inputs), name + ".bias": randn(outputs)}


# Formulas.


def neuron(v):
    v["b1"] = v["w11"] * v["a1"] + v["w12"] * v["a2"] + v["bias1"]
    v["h1"] = torch.sigmoid(v["b1"])


numbers = {"a1": 1.0, "a2": 2.0, "w11": 0.5, "w12": -1.0, "bias1": 0.1}
text("b1 = w11*a1 + w12*a2 + bias1\nh1 = sigmoid(b1)", numbers, neuron)


def layer_of_two(v):
    v["b1"] = v["w11"] * v["a1"] + v["w12"] * v["a2"] + v["bias1"]
    v["b2"] = v["w21"] * v["a1"] + v["w22"] * v["a2"] + v["bias2"]
    v["h1"] = 1 / (1 + torch.exp(-v["b1"]))
    v["h2"] = torch.tanh(v["b2"])
    v["error"] = (v["h1"] - v["t1"]) ** 2 / 2 + (v["h2"] - v["t2"]) ** 2 / 2


text("b1 = w11*a1 + w12*a2 + bias1\nb2 = w21*a1 + w22*a2 + bias2\n"
     "h1 = 1/(1 + e^-b1)\nh2 = tanh(b2)\nerror = (h1 - t1)^2/2 + (h2 - t2)^2/2",
     {**numbers, "w21": 0.3, "w22": -0.7, "bias2": 0.2, "t1": 1.0, "t2": -1.0}, layer_of_two)


def signs(v):
    v["q"] = -(v["a"] ** 2) + v["b"] * -v["c"] - -v["d"] / 2 ** -1
    v["r"] = v["a"] - v["b"] - v["c"] + v["d"] / v["a"] / v["b"] * v["c"]
    v["s"] = -v["q"] * -v["r"] ** 3 + 2 ** 3 ** 2 * v["a"] - 1


text("q = -a^2 + b*-c - -d/2^-1\nr = a -b - c + d/a/b*c\ns = -q*-r^3 + 2^3^2*a -1",
     {"a": 1.5, "b": -0.75, "c": 2.25, "d": 0.5}, signs)


def constants(v):
    v["g"] = torch.exp(v["a"]) + torch.sin(torch.pi * v["a"]) - torch.e ** (v["a"] / 2)
    v["h"] = 0.5 * v["g"] * 2.0 + 1.5e-1 / v["a"]


text("g = e^a + sin(pi*a) - e^(a/2)\nh = .5*g*2. + 1.5e-1/a", {"a": 0.7}, constants)


def own_e(v):
    v["h"] = v["e"] * v["a"] + v["pi"] ** 2


text("h = e*a + pi^2", {"e": 3.0, "pi": 4.0, "a": -1.25}, own_e)


def functions(v):
    def swish(x):
        return x * torch.sigmoid(x)

    v["p"] = swish(v["a"]) + swish(swish(v["b"]))
    v["q"] = (swish(v["p"]) - 2 * v["a"]) * (swish(v["a"]) - 2 * v["p"])


text("swish(x) = x*sigmoid(x)\nmix(s, t) = swish(s) - 2*t\n"
     "p = swish(a) + swish(swish(b))\nq = mix(p, a)*mix(a, p)", {"a": 0.8, "b": -1.3}, functions)


def hiding(v):
    v["c"] = (v["a"] * 3 + 2) * (v["b"] * 3 + 2)


text("f(e, pi) = e*pi + 2\nc = f(a, 3)*f(b, 3)", {"a": 0.25, "b": 1.75}, hiding)


def newlines(v):
    v["h"] = v["a"] * v["b"] + v["c"] / v["b"] - v["a"] ** 2
    v["k"] = torch.log(v["h"] ** 2) * v["c"]


text("h = a*b +\n  c/\n  b\n  - a^2\nk = log(h^2)\n  *c", {"a": 1.2, "b": 0.4, "c": 3.0}, newlines)


def elementwise(v):
    v["h"] = (F.softplus(v["a"]) * F.gelu(v["b"]) + F.silu(v["a"]) / F.elu(v["b"])
              - torch.abs(v["a"]) * torch.sqrt(v["c"]) + torch.cos(v["b"]) + torch.exp(-v["c"]))
    v["k"] = torch.relu(v["h"]) + F.leaky_relu(-v["h"], 0.2) + torch.atan(v["a"]) \
        + torch.expm1(v["b"]) * torch.log1p(v["c"]) + torch.erf(v["a"]) + torch.tan(v["b"])
    v["l"] = torch.sinh(v["a"]) - torch.cosh(v["b"]) + F.hardswish(v["a"]) + F.celu(v["b"]) \
        + v["k"]


text("h = softplus(a)*gelu(b) + silu(a)/elu(b) - abs(a)*sqrt(c) + cos(b) + exp(-c)\n"
     "k = relu(h) + leaky_relu(-h, slope=0.2) + atan(a) + expm1(b)*log1p(c) + erf(a) + tan(b)\n"
     "l = sinh(a) - cosh(b) + hard_swish(a) + celu(b) + k",
     {"a": 0.6, "b": -0.9, "c": 1.44}, elementwise)


def arrays(v):
    v["h"] = v["A"] * v["b"] + 1
    v["k"] = v["h"].sum(0)
    v["m"] = torch.maximum(v["A"], v["b"])
    v["n"] = v["k"].max() * v["m"].amin(1) + v["h"].mean()
    v["s"] = (v["n"] ** 2).sum()


A = [[0.5, -1.5, 2.0], [1.25, 0.75, -0.25]]
text("h = A*b + 1\nk = sum(h, axis=0)\nm = max(A, b)\nn = max(k)*min(m, axis=1) + mean(h)\ns = sum(n^2)",
     {"A": A, "b": [0.4, -0.6, 1.1]}, arrays)


def powers(v):
    v["h"] = v["a"] ** v["b"] + v["b"] ** 2 + v["a"] ** 0.5
    v["s"] = v["h"].sum()


text("h = a^b + b^2 + a^0.5\ns = sum(h)", {"a": [0.5, 1.5, 2.5], "b": [-1.0, 2.0, 0.75]}, powers)


def penalty(v):
    v["h"] = torch.tanh(linear(v, v["x"], "fc1"))
    v["error"] = ((v["h"] - v["x"]) ** 2).mean(1) + 0.01 * (v["fc1.weight"] ** 2).sum()


text("input(3) -> fc(3) -> h: tanh\nerror = mean((h - x)^2) + 0.01*sum(fc1.weight^2)",
     {"x": randn(1, 3), **fc("fc1", 3, 3)}, penalty)


def gate(v):
    v["h"] = linear(v, v["x"], "h")
    v["g"] = torch.sigmoid(v["h"]) * (1 - v["h"]) + v["x"]
    v["y"] = linear(v, v["g"], "fc1")


text("input(3) -> h: fc(3)\ng = sigmoid(h)*(1 - h) + x\ng -> fc(1)",
     {"x": randn(4, 3), **fc("h", 3, 3), **fc("fc1", 3, 1)}, gate)


def function_step(v):
    v["fc1"] = linear(v, v["x"], "fc1")
    v["swish1"] = v["fc1"] * torch.sigmoid(v["fc1"])
    v["fc2"] = linear(v, v["swish1"], "fc2")
    v["s"] = v["fc2"] * torch.sigmoid(v["fc2"])
    v["loss"] = ((v["s"] - v["target"]) ** 2).mean()


text("swish(x) = x*sigmoid(x)\ninput(3) -> fc(4) -> swish -> fc(2) -> s: swish -> mse",
     {"x": randn(3, 3), "target": randn(3, 2), **fc("fc1", 3, 4), **fc("fc2", 4, 2)}, function_step)


def function_repeat(v):
    h = v["x"]
    for i in range(3):
        h = linear(v, h, f"fc{i + 1}")
        h = h / (1 + torch.abs(h))
    v["y"] = h


text("squash(t) = t/(1 + abs(t))\ninput(2) -> (fc(2) -> squash)*3",
     {"x": randn(3, 2), "y.grad": randn(3, 2), **fc("fc1", 2, 2), **fc("fc2", 2, 2), **fc("fc3", 2, 2)},
     function_repeat, upstream="y.grad")


def residual_formula(v):
    v["block1.h"] = linear(v, v["x"], "block1.h")
    v["block1.tanh1"] = torch.tanh(v["block1.h"])
    v["block2.h"] = linear(v, v["block1.tanh1"], "block2.h")
    v["block2.tanh1"] = torch.tanh(v["block2.h"])
    v["d"] = (v["block2.h"] - v["block1.h"]) * v["block1.h.bias"]
    v["s"] = (v["d"] ** 2).sum(1)


text("let block = h: fc(2) -> tanh\ninput(2) -> block -> block\n"
     "d = (block2.h - block1.h)*block1.h.bias\ns = sum(d^2)",
     {"x": randn(1, 2), **fc("block1.h", 2, 2), **fc("block2.h", 2, 2)}, residual_formula)


# Several inputs.


def two_inputs(v):
    v["both"] = torch.cat([torch.tanh(linear(v, v["image"], "fc1")), linear(v, v["words"], "fc2")], 1)
    v["y"] = linear(v, v["both"], "fc3")
    v["loss"] = F.cross_entropy(v["y"], v["target"].long())


text("image: input(4)\nwords: input(3)\n"
     "both: concat(image -> fc(2) -> tanh, words -> fc(3)) -> fc(3) -> cross_entropy",
     {"image": randn(3, 4), "words": randn(3, 3), "target": torch.tensor([2, 0, 1]),
      **fc("fc1", 4, 2), **fc("fc2", 3, 3), **fc("fc3", 5, 3)}, two_inputs)


def film(v):
    v["h"] = linear(v, v["a"], "h")
    v["factor"] = linear(v, v["b"], "factor")
    v["offset"] = linear(v, v["b"], "offset")
    v["z"] = v["h"] * (1 + v["factor"]) + v["offset"]
    v["y"] = torch.tanh(v["z"])
    v["loss"] = ((v["y"] - v["target"]) ** 2).mean()


text("a: input(2)\nb: input(3)\na -> h: fc(4)\nb -> factor: fc(4)\nb -> offset: fc(4)\n"
     "z = h*(1 + factor) + offset\nz -> tanh -> mse",
     {"a": randn(2, 2), "b": randn(2, 3), "target": randn(2, 4),
      **fc("h", 2, 4), **fc("factor", 3, 4), **fc("offset", 3, 4)}, film)


def siamese(v):
    v["h"] = torch.tanh(linear(v, v["left"], "h.fc1"))
    v["k"] = torch.tanh(linear(v, v["right"], "h.fc1"))
    v["apart"] = torch.abs(v["h"] - v["k"])
    v["y"] = torch.sigmoid(linear(v, v["apart"], "fc1"))
    v["loss"] = F.binary_cross_entropy(v["y"], v["target"])


text("left: input(3)\nright: input(3)\nlet tower = fc(4) -> tanh\nleft -> h: tower\nright -> k: same(h)\n"
     "apart = abs(h - k)\napart -> fc(1) -> sigmoid -> bce",
     {"left": randn(3, 3), "right": randn(3, 3), "target": torch.tensor([[1.0], [0.0], [1.0]]),
      "h.fc1.weight": randn(4, 3), "h.fc1.bias": randn(4), **fc("fc1", 4, 1)}, siamese)


def formula_of_inputs(v):
    v["s"] = (v["a"] * v["b"]).sum(1)
    v["z"] = v["s"] / (torch.linalg.norm(v["a"], dim=1) * torch.linalg.norm(v["b"], dim=1))


text("a: input(3)\nb: input(3)\ns = sum(a*b)\nz = s/(norm(a)*norm(b))",
     {"a": randn(2, 3), "b": randn(2, 3)}, formula_of_inputs)


# Several losses.


def auxiliary(v):
    v["h"] = torch.tanh(linear(v, v["x"], "h0"))
    v["side"] = 0.3 * F.cross_entropy(linear(v, v["h"], "fc1"), v["side.target"].long())
    v["k"] = torch.relu(linear(v, v["h"], "fc2"))
    v["main"] = F.cross_entropy(linear(v, v["k"], "fc3"), v["main.target"].long())
    v["loss"] = v["side"] + v["main"]


text("input(4) -> h: (h0: fc(5) -> tanh)\nh -> fc(3) -> side: cross_entropy(weight=0.3)\n"
     "h -> fc(4) -> k: relu -> fc(3) -> main: cross_entropy",
     {"x": randn(3, 4), "side.target": torch.tensor([1, 2, 0]), "main.target": torch.tensor([0, 0, 2]),
      "h0.weight": randn(5, 4), "h0.bias": randn(5), **fc("fc1", 5, 3), **fc("fc2", 5, 4), **fc("fc3", 4, 3)}, auxiliary)


def two_heads(v):
    v["h"] = torch.sigmoid(linear(v, v["x"], "fc1"))
    v["mse1"] = ((linear(v, v["h"], "fc2") - v["mse1.target"]) ** 2).mean()
    v["mse2"] = ((linear(v, v["h"], "fc3") - v["mse2.target"]) ** 2).mean() / 4
    v["loss"] = v["mse1"] + v["mse2"]


text("input(2) -> fc(3) -> h: sigmoid\nh -> fc(2) -> mse\nh -> fc(1) -> mse(weight=1/4)",
     {"x": randn(3, 2), "mse1.target": randn(3, 2), "mse2.target": randn(3, 1),
      **fc("fc1", 2, 3), **fc("fc2", 3, 2), **fc("fc3", 3, 1)}, two_heads)


def three_losses(v):
    v["h"] = linear(v, v["x"], "h")
    v["mse1"] = 2 * ((v["h"] - v["mse1.target"]) ** 2).mean()
    v["mae1"] = (torch.abs(linear(v, v["h"], "fc1") - v["mae1.target"])).mean()
    v["bce_with_logits1"] = 0.5 * F.binary_cross_entropy_with_logits(
        linear(v, torch.tanh(v["h"]), "fc2"), v["bce_with_logits1.target"])
    v["loss"] = v["mse1"] + v["mae1"] + v["bce_with_logits1"]


text("input(3) -> h: fc(2)\nh -> mse(weight=2)\nh -> fc(3) -> mae\nh -> tanh -> fc(1) -> bce_with_logits(weight=0.5)",
     {"x": randn(2, 3), "mse1.target": randn(2, 2), "mae1.target": randn(2, 3),
      "bce_with_logits1.target": torch.tensor([[1.0], [0.0]]),
      **fc("h", 3, 2), **fc("fc1", 2, 3), **fc("fc2", 2, 1)},
     three_losses)


def inputs_and_losses(v):
    v["h"] = v["a"] * v["b"] + v["a"]
    v["p"] = 0.1 * ((linear(v, v["h"], "fc1") - v["p.target"]) ** 2).mean()
    v["q"] = ((linear(v, v["b"], "fc2") - v["q.target"]) ** 2).mean()
    v["loss"] = v["p"] + v["q"]


text("a: input(2)\nb: input(2)\nh = a*b + a\nh -> fc(1) -> p: mse(weight=0.1)\nb -> fc(2) -> q: mse",
     {"a": randn(3, 2), "b": randn(3, 2), "p.target": randn(3, 1), "q.target": randn(3, 2),
      **fc("fc1", 2, 1), **fc("fc2", 2, 2)}, inputs_and_losses)


def autoencoder(v):
    v["code"] = torch.tanh(linear(v, v["x"], "fc1"))
    v["y"] = linear(v, v["code"], "fc2")
    v["energy"] = (v["code"] ** 2).sum(1)
    v["loss"] = ((v["y"] - v["target"]) ** 2).mean()


text("input(4) -> fc(2) -> code: tanh -> fc(4) -> mse\nenergy = sum(code^2)",
     {"x": randn(2, 4), "target": randn(2, 4), **fc("fc1", 4, 2), **fc("fc2", 2, 4)}, autoencoder)


# Broadcasting.


def rows(v):
    v["h"] = v["x"] + v["bias"]
    v["k"] = v["h"] * v["column"]
    v["y"] = v["k"] - v["h"] / 2


text("input(2,3) -> h: add(id, bias)\nk = h*column\ny = k - h/2",
     {"x": randn(3, 2, 3), "bias": randn(3), "column": randn(2, 1), "y.grad": randn(3, 2, 3)},
     rows, upstream="y.grad")


def outer(v):
    v["h"] = v["a"].reshape(-1, 1) * v["b"]
    v["s"] = (v["h"] - v["c"]).exp().sum()


text("h = reshape(a, sizes=[3,1])*b\ns = sum(exp(h - c))",
     {"a": randn(3), "b": randn(2), "c": torch.tensor(0.5)},
     outer)


def branch_numbers(v):
    h = linear(v, v["x"], "fc1")
    v["y"] = torch.maximum(0.5 * h, h - 1) + torch.minimum(h, torch.tensor(2.0)) / 4


text("input(3) -> fc(2) -> add(max(mul(id, 0.5), sub(id, 1)), div(min(id, 2), 4))",
     {"x": randn(3, 3), "y.grad": randn(3, 2), **fc("fc1", 3, 2)}, branch_numbers, upstream="y.grad")


def stretched_branch(v):
    v["y"] = linear(v, v["x"], "fc1") * linear(v, v["x"], "fc2")


text("input(3) -> mul(fc(4), fc(1))",
     {"x": randn(2, 3), "y.grad": randn(2, 4), **fc("fc1", 3, 4), **fc("fc2", 3, 1)},
     stretched_branch, upstream="y.grad")


def standardize(v):
    mean = v["x"].mean(1, keepdim=True)
    variance = v["x"].var(1, unbiased=False, keepdim=True)
    v["m"] = mean
    v["z"] = (v["x"] - mean) / torch.sqrt(variance + 0.001)


text("input(3,2)\nm = mean(x, axis=0, keep=axes)\nz = (x - m)/sqrt(var(x, axis=0, keep=axes) + 0.001)",
     {"x": randn(2, 3, 2), "z.grad": randn(2, 3, 2)}, standardize, upstream="z.grad")


# Axes.


def axes(v):
    v["p"] = torch.softmax(v["x"], 1)
    v["log_softmax1"] = torch.log_softmax(v["p"], 2)
    v["y"] = torch.cat([v["log_softmax1"], v["p"]], 1)


text("input(3,4) -> p: softmax(axis=0) -> log_softmax(axis=1) -> concat(id, p, axis=0)",
     {"x": randn(2, 3, 4), "y.grad": randn(2, 6, 4)}, axes, upstream="y.grad")


def reductions(v):
    x = v["x"]
    v["a"] = x.sum((1, 3))
    v["b"] = x.mean(2)
    v["c"] = torch.logsumexp(x, (1, 2, 3))
    v["d"] = x.var((2, 3), unbiased=False)
    v["n"] = torch.sqrt((x ** 2).sum(3))
    v["m"] = x.amax(1).amin(1)
    v["s"] = v["a"].sum(1) * v["c"] + (v["d"] * v["d"]).sum(1) + v["n"].sum((1, 2)) + v["m"].sum(1) \
        + (v["b"] ** 3).sum((1, 2))


text("input(2,3,4)\na = sum(x, axis=[0,2])\nb = mean(x, axis=1)\nc = logsumexp(x)\n"
     "d = var(x, axis=[1,-1])\nn = norm(x, axis=-1)\nm = min(max(x, axis=0), axis=0)\n"
     "s = sum(a)*c + sum(d*d) + sum(n) + sum(m) + sum(b^3)",
     {"x": randn(2, 2, 3, 4)}, reductions)


def norms(v):
    x = v["x"]
    mean, variance = x.mean((1, 2), keepdim=True), x.var((1, 2), unbiased=False, keepdim=True)
    weight, bias = v["layernorm1.weight"], v["layernorm1.bias"]
    v["y"] = (x - mean) / torch.sqrt(variance + 1e-5) * weight + bias


text("input(3,2) -> layernorm(axis=[0,1])",
     {"x": randn(2, 3, 2), "y.grad": randn(2, 3, 2), "layernorm1.weight": randn(3, 2),
      "layernorm1.bias": randn(3, 2)}, norms, upstream="y.grad")


def parts(v):
    x = v["x"]
    v["a"] = x[:, 1:3]
    v["b"] = torch.chunk(x, 2, 1)[1]
    v["y"] = v["a"] * v["b"] + x[:, :2]


text("input(4,3) -> h: id\nh -> a: slice(1,3,axis=0)\nh -> b: split(2,1,axis=0)\nh -> c: slice(0,2,axis=0)\n"
     "y = a*b + c", {"x": randn(2, 4, 3), "y.grad": randn(2, 2, 3)}, parts, upstream="y.grad")


# Products of matrices, and where numbers go.


def products(v):
    v["p"] = v["A"] @ v["B"]
    v["q"] = v["p"] @ v["c"]
    v["s"] = v["q"] @ v["q"] + (v["c"] @ v["B"].T).sum()


text("p = matmul(A, B)\nq = matmul(p, c)\ns = matmul(q, q) + sum(matmul(c, transpose(B)))",
     {"A": randn(2, 3), "B": randn(3, 4), "c": randn(4)}, products)


def by_hand(v):
    q, k, w = (linear(v, v["x"], name) for name in ("q", "k", "v"))
    v["q"], v["k"], v["v"] = q, k, w
    v["scores"] = q @ k.transpose(-1, -2) / 2 ** 0.5 + v["mask"]
    v["a"] = torch.softmax(v["scores"], -1)
    v["o"] = v["a"] @ w
    v["y"] = linear(v, v["o"], "fc1") + v["x"]


text("input(3,2)\nx -> q: fc(2)\nx -> k: fc(2)\nx -> v: fc(2)\n"
     "scores = matmul(q, transpose(k))/2^0.5 + mask\na = softmax(scores)\no = matmul(a, v)\n"
     "o -> fc(2) -> add(id, x)",
     {"x": randn(2, 3, 2), "y.grad": randn(2, 3, 2),
      "mask": torch.tensor([[0.0, -1e9, -1e9], [0.0, 0.0, -1e9], [0.0, 0.0, 0.0]]),
      **fc("q", 2, 2), **fc("k", 2, 2), **fc("v", 2, 2), **fc("fc1", 2, 2)}, by_hand, upstream="y.grad",
     without=("mask",))


def memory(v):
    v["q"], v["k"] = linear(v, v["query"], "q"), linear(v, v["store"], "k")
    v["a"] = torch.softmax(v["q"] @ v["k"].transpose(-1, -2), -1)
    v["o"] = v["a"] @ v["store"]
    v["loss"] = ((v["o"] - v["target"]) ** 2).mean()


text("query: input(2,3)\nstore: input(4,3)\nquery -> q: fc(2)\nstore -> k: fc(2)\n"
     "a = softmax(matmul(q, transpose(k)), axis=-1)\no = matmul(a, store)\no -> mse",
     {"query": randn(2, 2, 3), "store": randn(2, 4, 3), "target": randn(2, 2, 3),
      **fc("q", 3, 2), **fc("k", 3, 2)}, memory)


def stacked(v):
    h = torch.stack([v["x"], torch.tanh(v["x"])], 1)
    v["h"] = h
    v["y"] = torch.flip(torch.cumsum(h, 2), (1,))


text("input(3) -> h: stack(id, tanh) -> cumsum(axis=1) -> flip(axis=0)",
     {"x": randn(2, 3), "y.grad": randn(2, 2, 3)}, stacked, upstream="y.grad")


def chosen(v):
    v["h"] = torch.where(v["mask"] != 0, torch.sin(v["x"]), v["x"] ** 2)
    v["s"] = v["h"].sum(1)


text("input(4)\nh = where(mask, sin(x), x^2)\ns = sum(h)",
     {"x": randn(2, 4), "mask": torch.tensor([1.0, 0.0, 0.0, 1.0])}, chosen, without=("mask",))


def taken(v):
    v["h"] = v["x"][:, [2, 0, 0]]
    v["s"] = (v["h"] * v["w"]).sum((1, 2))


text("input(3,2)\nh = gather(x, rows)\ns = sum(h*w)",
     {"x": randn(1, 3, 2), "w": randn(3, 2), "rows": torch.tensor([2.0, 0.0, 0.0])}, taken, without=("rows",))


def reshaped(v):
    v["h"] = v["x"].reshape(2, 3, 4)
    v["y"] = linear(v, v["h"], "fc1")


text("input(2,6) -> h: reshape(-1,4) -> fc(2)",
     {"x": randn(2, 2, 6), "y.grad": randn(2, 3, 2), **fc("fc1", 4, 2)}, reshaped, upstream="y.grad")


# Values that all examples share.


def shared(v):
    v["h"] = v["x"] * v["k"] + v["b"]
    v["loss"] = ((torch.tanh(v["h"]) - v["target"]) ** 2).mean()


text("input(3)\nh = x*k + b\nh -> tanh -> mse",
     {"x": randn(4, 3), "k": randn(3), "b": torch.tensor(0.25), "target": randn(4, 3)}, shared)


def recurrent(v):
    h = v["h0"]
    for t in range(3):
        h = torch.tanh(v["x"][:, t] @ v["w"] + h @ v["u"] + v["b"])
        v[f"h{t + 1}"] = h
    v["s"] = (h * v["out"]).sum(1)


text("input(3,2)\nstep(s, r, w, u, b) = tanh(matmul(s, w) + matmul(r, u) + b)\n"
     "x -> x1: (slice(0,1,axis=0) -> flatten)\nx -> x2: (slice(1,2,axis=0) -> flatten)\n"
     "x -> x3: (slice(2,3,axis=0) -> flatten)\n"
     "h1 = step(x1, h0, w, u, b)\nh2 = step(x2, h1, w, u, b)\nh3 = step(x3, h2, w, u, b)\n"
     "s = sum(h3*out)",
     {"x": randn(2, 3, 2), "h0": randn(3), "w": randn(2, 3), "u": randn(3, 3), "b": randn(3), "out": randn(3)},
     recurrent)

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "texts.json")
with open(path, "w") as file:
    rows_of = ",\n".join(json.dumps(case, allow_nan=False) for case in cases)
    file.write('{"torch": %s,\n"texts": [\n%s\n]}\n' % (json.dumps(torch.__version__), rows_of))
count = sum(len(torch.tensor(each).reshape(-1)) for case in cases for each in case["expect"].values())
print(f"texts.json: {len(cases)} texts, {count} numbers")
