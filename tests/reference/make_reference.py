"""Makes layers.json: values and gradients by PyTorch in double precision.

Run it with a Python that has PyTorch, Debian's package python3-torch for
instance:

    /usr/bin/python3 tests/reference/make_reference.py

It writes layers.json beside itself; running it twice gives the same bytes.
Nothing else depends on PyTorch. The format is that of cases.py, with a training
case besides, which has
  learningRate, losses: the loss before each step of plain gradient descent.
"""

import torch
import torch.nn.functional as F

from cases import Cases, flat, input_text

made = Cases(20261123)
record = made.record
randn = torch.randn


# Layers alone.

for batch, shape, out in [(1, (2,), 1), (3, (4,), 5), (3, (2, 3), 4), (2, (1,), 1), (4, (7,), 3)]:
    x = randn(batch, *shape)
    w, b = randn(out, shape[-1]), randn(out)
    record(f"{input_text(shape)} -> fc({out})", batch, x,
           lambda x, p: (F.linear(x, p["fc1.weight"], p["fc1.bias"]), None),
           {"fc1.weight": w, "fc1.bias": b})
    record(f"{input_text(shape)} -> fc({out},bias=none)", batch, x,
           lambda x, p: (F.linear(x, p["fc1.weight"]), None), {"fc1.weight": w})

activations = [
    ("sigmoid", torch.sigmoid),
    ("tanh", torch.tanh),
    ("relu", F.relu),
    ("leaky_relu", lambda x: F.leaky_relu(x, 0.01)),
    ("leaky_relu(0.2)", lambda x: F.leaky_relu(x, 0.2)),
    # PyTorch's softplus is linear above a threshold; log(1 + e^x) is meant here.
    ("softplus", lambda x: torch.logaddexp(x, torch.zeros_like(x))),
    ("softmax", lambda x: F.softmax(x, -1)),
    ("flatten", lambda x: x.reshape(x.shape[0], -1)),
    ("id", lambda x: x * 1),
]
for text, f in activations:
    for batch, shape in [(1, (3,)), (3, (5,)), (3, (2, 4)), (2, (1,))]:
        record(f"{input_text(shape)} -> {text}", batch, 2 * randn(batch, *shape),
               lambda x, p: (f(x), None))

extremes = torch.tensor([[1000.0, -1000.0, 710.0, -710.0, 40.0, -40.0, 1e-300, 0.5]])
for text, f in activations:
    if text.startswith("softmax"):
        continue
    record(f"input(8) -> {text}", 1, extremes, lambda x, p: (f(x), None))
record("input(3) -> softmax", 2, torch.tensor([[1e4, -1e4, 9999.5], [-1e4, -1e4, -1e4]]),
       lambda x, p: (F.softmax(x, -1), None))

# Losses.

for batch, shape in [(1, (3,)), (4, (2,)), (3, (2, 3)), (2, (1,))]:
    x, t = randn(batch, *shape), randn(batch, *shape)
    q, r = torch.rand(batch, *shape) * 0.9 + 0.05, torch.rand(batch, *shape)
    one = (r > 0.5).to(torch.float64)
    text = input_text(shape)
    record(f"{text} -> mse", batch, x, lambda x, p: (x, F.mse_loss(x, t)), target=t)
    record(f"{text} -> bce", batch, q, lambda x, p: (x, F.binary_cross_entropy(x, r)), target=r)
    record(f"{text} -> bce", batch, q, lambda x, p: (x, F.binary_cross_entropy(x, one)), target=one)
    record(f"{text} -> bce_with_logits", batch, x,
           lambda x, p: (x, F.binary_cross_entropy_with_logits(x, r)), target=r)
record("input(4) -> bce_with_logits", 1, torch.tensor([[1000.0, -1000.0, 1000.0, -1000.0]]),
       lambda x, p: (x, F.binary_cross_entropy_with_logits(x, torch.tensor([[0.0, 1.0, 1.0, 0.0]]))),
       target=torch.tensor([[0.0, 1.0, 1.0, 0.0]]))
edge = torch.tensor([[0.0, 1.0, 0.0, 1.0]])
edge_target = torch.tensor([[1.0, 0.0, 0.0, 1.0]])
record("input(4) -> bce", 1, edge, lambda x, p: (x, F.binary_cross_entropy(x, edge_target)),
       target=edge_target)


def class_loss(x, target):
    """PyTorch wants the classes on axis 1, nabla on the last."""
    return F.cross_entropy(x.movedim(-1, 1), target)


def share_loss(x, target):
    return F.cross_entropy(x.movedim(-1, 1), target.movedim(-1, 1))


for batch, shape in [(1, (3,)), (4, (5,)), (3, (2, 4)), (2, (1,))]:
    classes = shape[-1]
    x = 2 * randn(batch, *shape)
    t = torch.randint(classes, (batch, *shape[:-1]))
    one_hot = F.one_hot(t, classes).to(torch.float64)
    shares = torch.softmax(randn(batch, *shape), -1)
    text = f"{input_text(shape)} -> cross_entropy"
    record(text, batch, x, lambda x, p: (x, class_loss(x, t)), target=t)
    record(text, batch, x, lambda x, p: (x, share_loss(x, one_hot)), target=one_hot)
    record(text, batch, x, lambda x, p: (x, share_loss(x, shares)), target=shares)
far = torch.tensor([[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4]])
far_target = torch.tensor([1, 2])
record("input(3) -> cross_entropy", 2, far, lambda x, p: (x, class_loss(x, far_target)),
       target=far_target)

# Networks.


def linear(x, p, name):
    return F.linear(x, p[f"{name}.weight"], p[f"{name}.bias"])


def weights(*sizes):
    made = {}
    for i in range(len(sizes) - 1):
        made[f"fc{i + 1}.weight"] = randn(sizes[i + 1], sizes[i]) / sizes[i] ** 0.5
        made[f"fc{i + 1}.bias"] = randn(sizes[i + 1]) / 10
    return made


def network(text, batch, sizes, run, target):
    record(text, batch, randn(batch, sizes[0]), run, weights(*sizes), target=target)


t1 = torch.rand(2, 1)
network("fc(2,1) -> sigmoid -> mse", 2, (2, 1),
        lambda x, p: (lambda y: (y, F.mse_loss(y, t1)))(torch.sigmoid(linear(x, p, "fc1"))), t1)
t2 = torch.randint(3, (5,))
network("fc(4,8) -> relu -> fc(3) -> cross_entropy", 5, (4, 8, 3),
        lambda x, p: (lambda y: (y, F.cross_entropy(y, t2)))(
            linear(F.relu(linear(x, p, "fc1")), p, "fc2")), t2)
t3 = torch.rand(3, 2)
network("fc(3,4) -> sigmoid -> fc(4,2) -> sigmoid -> mse", 3, (3, 4, 2),
        lambda x, p: (lambda y: (y, F.mse_loss(y, t3)))(
            torch.sigmoid(linear(torch.sigmoid(linear(x, p, "fc1")), p, "fc2"))), t3)
t4 = torch.rand(4, 1)
network("fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce", 4, (2, 4, 1),
        lambda x, p: (lambda y: (y, F.binary_cross_entropy(y, t4)))(
            torch.sigmoid(linear(torch.tanh(linear(x, p, "fc1")), p, "fc2"))), t4)
record("fc(3,4) -> tanh -> fc(2) -> softmax", 3, randn(3, 3),
       lambda x, p: (F.softmax(linear(torch.tanh(linear(x, p, "fc1")), p, "fc2"), -1), None),
       weights(3, 4, 2))


def deep(x, p):
    for i in range(1, 7):
        x = torch.tanh(linear(x, p, f"fc{i}"))
    return x, None


record(" -> ".join(f"fc(4,4) -> tanh" for _ in range(6)), 3, randn(3, 4), deep,
       weights(4, 4, 4, 4, 4, 4, 4))

# Training: 20 steps of gradient descent.

start = weights(3, 4, 2)
x, t = randn(6, 3), randn(6, 2)
own = {k: v.clone().requires_grad_(True) for k, v in start.items()}
optimizer = torch.optim.SGD(own.values(), lr=0.1)
losses = []
for _ in range(20):
    optimizer.zero_grad()
    loss = F.mse_loss(linear(torch.tanh(linear(x, own, "fc1")), own, "fc2"), t)
    losses.append(loss.item())
    loss.backward()
    optimizer.step()
training = {
    "text": "fc(3,4) -> tanh -> fc(2) -> mse",
    "batch": 6,
    "inputs": {"x": flat(x), "target": flat(t)},
    "parameters": {k: flat(v) for k, v in start.items()},
    "learningRate": 0.1,
    "losses": losses,
    "outputs": {k: flat(v) for k, v in own.items()},
}

# Gates, branches, blocks. They come last, so that the numbers above stay.

gates = [
    ("neg", torch.neg), ("exp", torch.exp), ("sin", torch.sin), ("cos", torch.cos),
    ("abs", torch.abs), ("square", torch.square),
    ("shift(1.5)", lambda x: x + 1.5), ("scale(-2)", lambda x: x * -2),
    ("sum", lambda x: x.flatten(1).sum(1)), ("mean", lambda x: x.flatten(1).mean(1)),
]
positive_gates = [("log", torch.log), ("recip", torch.reciprocal), ("sqrt", torch.sqrt)]
for text, f in gates + positive_gates:
    for batch, shape in [(1, (3,)), (3, (2, 4))]:
        x = randn(batch, *shape)
        if (text, f) in positive_gates:
            x = x.abs() + 0.5
        record(f"{input_text(shape)} -> {text}", batch, x, lambda x, p: (f(x), None))

merges = [
    ("add(sin, tanh, id)", lambda x: torch.sin(x) + torch.tanh(x) + x),
    ("mul(sin, exp)", lambda x: torch.sin(x) * torch.exp(x)),
    ("mul(id, id, sin)", lambda x: x * x * torch.sin(x)),
    ("sub(sin, cos -> exp)", lambda x: torch.sin(x) - torch.exp(torch.cos(x))),
    ("div(sin, exp)", lambda x: torch.sin(x) / torch.exp(x)),
    ("max(sin, cos)", lambda x: torch.maximum(torch.sin(x), torch.cos(x))),
    ("min(sin, cos, tanh)",
     lambda x: torch.minimum(torch.minimum(torch.sin(x), torch.cos(x)), torch.tanh(x))),
    ("concat(sin, id, tanh)", lambda x: torch.cat([torch.sin(x), x, torch.tanh(x)], -1)),
    ("residual(tanh -> sin)", lambda x: x + torch.sin(torch.tanh(x))),
    ("residual(residual(sin))", lambda x: x + (x + torch.sin(x))),
]
for text, f in merges:
    for batch, shape in [(1, (3,)), (3, (2, 4))]:
        record(f"{input_text(shape)} -> {text}", batch, randn(batch, *shape),
               lambda x, p: (f(x), None))


def skip(x, p):
    h = linear(x, p, "h")
    y = linear(F.relu(h), p, "fc1") + h
    return y * h, None


record("input(3) -> h: fc(3) -> relu -> fc(3) -> add(id, h) -> mul(id, h)", 3, randn(3, 3), skip,
       {"h.weight": randn(3, 3), "h.bias": randn(3), "fc1.weight": randn(3, 3), "fc1.bias": randn(3)})


def repeated(x, p):
    for i in range(1, 4):
        x = torch.tanh(linear(x, p, f"fc{i}"))
    return linear(x, p, "fc4"), None


record("input(3) -> (fc(3) -> tanh)*3 -> fc(1)", 3, randn(3, 3), repeated, weights(3, 3, 3, 3, 1))

t5 = torch.rand(3, 1)


def blocks(x, p):
    for name in ["block1.fc1", "block2.fc1"]:
        x = torch.tanh(linear(x, p, name))
    y = torch.sigmoid(linear(x, p, "fc1"))
    return y, F.binary_cross_entropy(y, t5)


own = {f"block{i}.fc1.{k}": v for i, n in [(1, 3), (2, 4)]
       for k, v in [("weight", randn(4, n)), ("bias", randn(4))]}
own.update({"fc1.weight": randn(1, 4), "fc1.bias": randn(1)})
record("let block(n) = fc(n) -> tanh\ninput(3) -> block(4)*2 -> fc(1) -> sigmoid -> bce",
       3, randn(3, 3), blocks, own, target=t5)

t6 = torch.randint(4, (3,))


def inception(x, p):
    wide = torch.cat([linear(x, p, "fc1"), torch.tanh(linear(x, p, "fc2"))], -1)
    y = wide + linear(F.relu(linear(wide, p, "fc3")), p, "fc4")
    return y, F.cross_entropy(y, t6)


own = {}
for name, inputs, outputs in [("fc1", 3, 1), ("fc2", 3, 3), ("fc3", 4, 5), ("fc4", 5, 4)]:
    own[f"{name}.weight"], own[f"{name}.bias"] = randn(outputs, inputs), randn(outputs)
record("input(3) -> concat(fc(1), fc(3) -> tanh) -> residual(fc(5) -> relu -> fc(4)) -> cross_entropy",
       3, randn(3, 3), inception, own, target=t6)

made.save("layers.json", training=training)
