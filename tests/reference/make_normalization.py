"""Makes normalization.json: normalizations and dropout by PyTorch.

    /usr/bin/python3 tests/reference/make_normalization.py

PyTorch has the channels on axis 1, nabla on the last. PyTorch 1.13 has no
rmsnorm: it is written out here, and its gradients are autograd's. Of dropout only
what does not depend on chance can be compared: use, p = 0 and p = 1.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261126)
randn, rand = torch.randn, torch.rand


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


def call(name, *words):
    words = ",".join(word for word in words if word)
    return f"{name}({words})" if words else name


def scaling(name, channels, affine):
    """Weight and bias, as far as there are any, far from their first values."""
    own = {}
    if affine in ("both", "weight"):
        own[f"{name}.weight"] = 0.5 + rand(channels)
    if affine in ("both", "bias"):
        own[f"{name}.bias"] = randn(channels)
    return own


def weight_of(p, name):
    """PyTorch cannot go back twice through a bias without a weight."""
    bias = p.get(f"{name}.bias")
    return p.get(f"{name}.weight", None if bias is None else torch.ones_like(bias))


def eps_word(eps):
    return "" if eps == 1e-5 else f"eps={eps}"


def affine_word(affine):
    return "" if affine == "both" else f"affine={affine}"


def standardized(x, axes, eps):
    """Written out: PyTorch computes x·a + b, in which numbers that lie close together lose their digits."""
    centred = x - x.mean(axes, keepdim=True)
    return centred / torch.sqrt((centred * centred).mean(axes, keepdim=True) + eps)


def batchnorm(batch, shape, mode="train", eps=1e-5, momentum=0.1, affine="both", x=None, dy=None, is_close=False):
    channels = shape[-1]
    state = {"batchnorm1.mean": randn(channels), "batchnorm1.variance": 0.5 + rand(channels)}

    def run(x, p):
        y = F.batch_norm(first(x), p["batchnorm1.mean"], p["batchnorm1.variance"],
                         weight_of(p, "batchnorm1"), p.get("batchnorm1.bias"),
                         mode == "train", momentum, eps)
        if is_close:
            return standardized(x, 0, eps) * p.get("batchnorm1.weight", 1) + p.get("batchnorm1.bias", 0), None
        return last(y), None

    text = call("batchnorm", eps_word(eps), "" if momentum == 0.1 else f"momentum={momentum}",
                affine_word(affine))
    x = 2 * randn(batch, *shape) + 0.5 if x is None else x
    made.record(f"{input_text(shape)} -> {text}", batch, x, run,
                scaling("batchnorm1", channels, affine), state=state, mode=mode, dy=dy)


for mode in ("train", "infer"):
    for batch, shape in [(4, (3,)), (2, (5, 3)), (3, (2, 3, 4)), (5, (1,)), (2, (3, 3, 1)), (2, (2, 2, 2, 2))]:
        batchnorm(batch, shape, mode)
    batchnorm(3, (4, 2), mode, eps=1e-3, momentum=0.5)
    batchnorm(3, (4,), mode, eps=0.1, momentum=0, affine="weight")
    batchnorm(4, (2, 3), mode, momentum=1, affine="none")
    batchnorm(2, (4,), mode, eps=0.001, affine="none")
    batchnorm(3, (2, 3), mode, affine="bias")
batchnorm(1, (6, 2))
batchnorm(1, (3,), "infer")
# A variance of some 1e-10 on a grid on which the mean is exact.
grid = 1 + torch.tensor([[1.0, -3.0], [0.0, 1.0], [-2.0, 2.0], [1.0, 4.0]]) * 2.0 ** -17
batchnorm(4, (2,), eps=1e-12, x=grid, is_close=True)
batchnorm(4, (2,), eps=1e-12, affine="none", x=grid, dy=1e-5 * randn(4, 2), is_close=True)
# Nothing in which a channel differs, and upstream gradients that are all alike.
batchnorm(4, (2,), x=torch.full((4, 2), 3.0))
batchnorm(4, (3, 2), dy=torch.ones(4, 3, 2))
batchnorm(2, (2,), x=torch.tensor([[1000.0, -1000.0], [-1000.0, 1000.0]]))


def layernorm(batch, shape, eps=1e-5, affine="both", x=None, is_close=False):
    def run(x, p):
        if is_close:
            return standardized(x, -1, eps) * p["layernorm1.weight"] + p["layernorm1.bias"], None
        return F.layer_norm(x, shape[-1:], weight_of(p, "layernorm1"), p.get("layernorm1.bias"), eps), None

    text = call("layernorm", eps_word(eps), affine_word(affine))
    made.record(f"{input_text(shape)} -> {text}", batch, 2 * randn(batch, *shape) + 0.5 if x is None else x,
                run, scaling("layernorm1", shape[-1], affine))


for batch, shape in [(1, (4,)), (3, (5,)), (2, (3, 4)), (3, (2, 3, 2)), (2, (7, 1)), (4, (16,))]:
    layernorm(batch, shape)
layernorm(3, (6,), eps=1e-3)
layernorm(2, (3, 5), eps=0.5, affine="weight")
layernorm(2, (3, 5), affine="none")
layernorm(2, (2, 3), affine="bias")
# Two features far apart are saturated: their gradient is nearly nothing.
layernorm(2, (2,), x=torch.tensor([[50.0, -50.0], [3.0, 3.5]]))
layernorm(2, (2,), eps=1e-12, x=1 + torch.tensor([[1.0, -1.0], [-2.0, 4.0]]) * 2.0 ** -17, is_close=True)
layernorm(1, (3,), x=torch.full((1, 3), 2.0))


def rmsnorm(batch, shape, eps=1e-5, affine="weight"):
    def run(x, p):
        h = x * torch.rsqrt((x * x).mean(-1, keepdim=True) + eps)
        return h * p.get("rmsnorm1.weight", torch.ones(())), None

    text = call("rmsnorm", eps_word(eps), "" if affine == "weight" else f"affine={affine}")
    made.record(f"{input_text(shape)} -> {text}", batch, 2 * randn(batch, *shape) + 0.5,
                run, scaling("rmsnorm1", shape[-1], affine))


for batch, shape in [(1, (4,)), (3, (5,)), (2, (3, 4)), (3, (2, 3, 2)), (2, (3, 1))]:
    rmsnorm(batch, shape)
rmsnorm(3, (6,), eps=1e-3)
rmsnorm(2, (3, 5), eps=0.5, affine="none")


def groupnorm(groups, batch, shape, eps=1e-5, affine="both"):
    def run(x, p):
        y = F.group_norm(first(x), groups, weight_of(p, "groupnorm1"), p.get("groupnorm1.bias"), eps)
        return last(y), None

    text = call("groupnorm", str(groups), eps_word(eps), affine_word(affine))
    made.record(f"{input_text(shape)} -> {text}", batch, 2 * randn(batch, *shape) + 0.5,
                run, scaling("groupnorm1", shape[-1], affine))


for groups, batch, shape in [(1, 2, (4,)), (2, 3, (4,)), (2, 2, (3, 4)), (3, 2, (2, 2, 6)), (4, 3, (2, 3, 4)),
                             (1, 2, (3, 2, 3)), (2, 1, (2, 2, 2, 4))]:
    groupnorm(groups, batch, shape)
groupnorm(2, 3, (5, 6), eps=1e-3)
groupnorm(3, 2, (2, 3), eps=0.01, affine="weight")
groupnorm(2, 2, (2, 2, 4), affine="none")


def instancenorm(batch, shape, eps=1e-5, affine="both"):
    def run(x, p):
        y = F.instance_norm(first(x), weight=weight_of(p, "instancenorm1"),
                            bias=p.get("instancenorm1.bias"), eps=eps)
        return last(y), None

    text = call("instancenorm", eps_word(eps), affine_word(affine))
    made.record(f"{input_text(shape)} -> {text}", batch, 2 * randn(batch, *shape) + 0.5,
                run, scaling("instancenorm1", shape[-1], affine))


for batch, shape in [(1, (4, 2)), (3, (5, 3)), (2, (3, 2, 4)), (2, (2, 2, 1)), (2, (2, 2, 2, 3))]:
    instancenorm(batch, shape)
instancenorm(2, (3, 3, 2), eps=1e-3)
instancenorm(3, (4, 2), affine="weight")
instancenorm(2, (2, 3, 2), affine="none")
instancenorm(2, (3, 2), affine="bias")


def dropout(name, run, batch, shape, p, mode):
    text = name if p == 0.5 else f"{name}({p})"
    made.record(f"{input_text(shape)} -> {text}", batch, randn(batch, *shape),
                lambda x, _: (run(x, p, mode == "train"), None), mode=mode)


def dropped_channels(x, p, training):
    return last(F.dropout2d(first(x), p, training))


for p, mode in [(0.5, "infer"), (0.2, "infer"), (0, "train"), (1, "train"), (1, "infer")]:
    dropout("dropout", F.dropout, 2, (3, 4), p, mode)
    dropout("dropout2d", dropped_channels, 2, (3, 2, 4), p, mode)
    dropout("alpha_dropout", F.alpha_dropout, 2, (3, 4), p, mode)

# Noise that PyTorch has not is nothing in use.
dropout("gaussian_dropout", lambda x, p, training: x * 1, 2, (3, 4), 0.4, "infer")
dropout("gaussian_noise", lambda x, sd, training: x * 1, 2, (3, 4), 0.4, "infer")
for low, high, mode in [(0.1, 0.4, "infer"), (0.3, 0.3, "train")]:
    dropout("rrelu", lambda x, _, training: F.rrelu(x, low, high, training), 3, (2, 3), f"{low},{high}", mode)

# Networks.


def linear(x, p, name):
    return F.linear(x, p[f"{name}.weight"], p.get(f"{name}.bias"))


def bn(x, p, name, mode="train"):
    return F.batch_norm(x, p[f"{name}.mean"], p[f"{name}.variance"], p[f"{name}.weight"],
                        p[f"{name}.bias"], mode == "train")


def running(name, channels):
    return {f"{name}.mean": randn(channels), f"{name}.variance": 0.5 + rand(channels)}


def dense(name, inputs, outputs, bias=True):
    own = {f"{name}.weight": randn(outputs, inputs) / inputs ** 0.5}
    if bias:
        own[f"{name}.bias"] = randn(outputs) / 10
    return own


target = randn(6, 2)
for mode in ("train", "infer"):
    made.record(
        "fc(4,8,bias=none) -> batchnorm -> relu -> fc(5) -> batchnorm -> tanh -> fc(2) -> mse", 6,
        randn(6, 4),
        lambda x, p: (lambda y: (y, F.mse_loss(y, target)))(linear(torch.tanh(bn(linear(
            F.relu(bn(linear(x, p, "fc1"), p, "batchnorm1", mode)), p, "fc2"), p, "batchnorm2", mode)), p, "fc3")),
        {**dense("fc1", 4, 8, False), **scaling("batchnorm1", 8, "both"), **dense("fc2", 8, 5),
         **scaling("batchnorm2", 5, "both"), **dense("fc3", 5, 2)},
        target=target, state={**running("batchnorm1", 8), **running("batchnorm2", 5)}, mode=mode)

classes = torch.randint(3, (5,))


def block(x, p):
    for i in (1, 2):
        h = F.layer_norm(x, (6,), p[f"block{i}.layernorm1.weight"], p[f"block{i}.layernorm1.bias"])
        x = x + linear(torch.tanh(linear(h, p, f"block{i}.fc1")), p, f"block{i}.fc2")
    y = linear(x, p, "fc1")
    return y, F.cross_entropy(y, classes)


own = {}
for i in (1, 2):
    own |= scaling(f"block{i}.layernorm1", 6, "both")
    own |= dense(f"block{i}.fc1", 6, 9) | dense(f"block{i}.fc2", 9, 6)
made.record("let block(n) = residual(layernorm -> fc(n) -> tanh -> fc(6))\n"
            "input(6) -> block(9)*2 -> fc(3) -> cross_entropy",
            5, randn(5, 6), block, own | dense("fc1", 6, 3), target=classes)

made.save("normalization.json")
