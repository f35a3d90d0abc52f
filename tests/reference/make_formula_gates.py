"""Values and gradients of every gate of formulas, by PyTorch.

    python3 tests/reference/make_formula_gates.py
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)


class Net:
    """Tensors by the paths that nabla gives them."""

    def __init__(self):
        self.all = {}

    def given(self, **values):
        return [self.put(name, torch.tensor(value)) for name, value in values.items()]

    def put(self, path, value):
        if not value.requires_grad:
            value.requires_grad_()
        value.retain_grad()
        self.all[path] = value
        return value


def neuron(net):
    a1, a2, w11, w12, bias1 = net.given(a1=1.0, a2=2.0, w11=0.5, w12=-1.0, bias1=0.1)
    first = net.put("b1.mul1", w11 * a1)
    second = net.put("b1.mul2", w12 * a2)
    both = net.put("b1.add1", first + second)
    b1 = net.put("b1", both + bias1)
    return net.put("h1", torch.sigmoid(b1))


def distance(net):
    x, y = net.given(x=3.0, y=-1.5)
    a = net.put("d.pow1", x**2)
    b = net.put("d.pow2", y**2)
    c = net.put("d.add1", a + b)
    return net.put("d", torch.sqrt(c))


def signs(net):
    (t,) = net.given(t=0.7)
    a = net.put("f.pow1", t**2)
    b = net.put("f.neg1", -a)
    c = net.put("f.exp1", torch.exp(b))
    d = net.put("f.mul1", 2 * t)
    return net.put("f", c / d)


def own_function(net):
    (a,) = net.given(a=1.25)
    s = net.put("h.sigmoid1", torch.sigmoid(a))
    m = net.put("h.mul1", a * s)
    return net.put("h", m - 1)


def loss(net):
    p, q, t = net.given(p=0.3, q=-0.8, t=1.0)
    m = net.put("z.mul1", p * q)
    z = net.put("z", m + p)
    h = net.put("h", torch.tanh(z))
    d = net.put("J.sub1", h - t)
    e = net.put("J.pow1", d**2)
    return net.put("J", 0.5 * e)


def arrays(net):
    x, w, b = net.given(x=[1.0, -2.0, 0.5], w=[0.3, 0.7, -1.1], b=0.25)
    m = net.put("s.mul1", w * x)
    s = net.put("s", m.sum())
    z = net.put("y.add1", s + b)
    return net.put("y", torch.exp(z))


NEURON = """given a1 = 1
given a2 = 2
given w11 = 0.5
given w12 = -1
given bias1 = 0.1
b1 = w11*a1 + w12*a2 + bias1
h1 = sigmoid(b1)"""

CASES = [
    (NEURON, neuron),
    ("given x = 3\ngiven y = -1.5\nd = sqrt(x^2 + y^2)", distance),
    ("given t = 0.7\nf = exp(-t^2)/(2*t)", signs),
    ("swish(x) = x*sigmoid(x)\ngiven a = 1.25\nh = swish(a) - 1", own_function),
    (
        "given p = 0.3\ngiven q = -0.8\ngiven t = 1\nz = p*q + p\nh = tanh(z)\n"
        "J = 0.5*(h - t)^2",
        loss,
    ),
    (
        "given x = [1, -2, 0.5]\ngiven w = [0.3, 0.7, -1.1]\ngiven b = 0.25\n"
        "s = sum(w*x)\ny = exp(s + b)",
        arrays,
    ),
]


def record(text, make):
    net = Net()
    make(net).backward()
    numbers = {
        path: {
            "value": tensor.detach().flatten().tolist(),
            "gradient": tensor.grad.flatten().tolist(),
        }
        for path, tensor in net.all.items()
    }
    return {"text": text, "numbers": numbers}


out = pathlib.Path(__file__).with_suffix("").name.replace("make_", "") + ".json"
path = pathlib.Path(__file__).with_name(out)
path.write_text(json.dumps([record(*case) for case in CASES], indent=1) + "\n")
