# The networks of networks.ts in PyTorch, filled with the numbers of filling.ts.
# PyTorch keeps channels first, so weights are turned once, when they are made.
import math

import torch
from torch import nn
from torch.nn import functional


class Attention(nn.Module):
    """Attention of a sequence to itself."""

    def __init__(self, width, heads):
        super().__init__()
        self.attention = nn.MultiheadAttention(width, heads, batch_first=True)
        self.register_buffer("later", None)

    def forward(self, x):
        y, _ = self.attention(x, x, x, attn_mask=self.later, need_weights=False)
        return y


class CausalAttention(Attention):
    """The same without seeing what comes later."""

    def __init__(self, time, width, heads):
        super().__init__(width, heads)
        self.later = torch.ones(time, time).triu(1).bool()


class Block(nn.Module):
    """A block of a transformer."""

    def __init__(self, time, width, heads, hidden, weight):
        super().__init__()
        self.before_attention = nn.LayerNorm(width)
        self.attend = CausalAttention(time, width, heads)
        self.before_layers = nn.LayerNorm(width)
        attention = self.attend.attention
        fill(attention.in_proj_weight, weight)
        fill(attention.out_proj.weight, weight)
        with torch.no_grad():
            attention.in_proj_bias.zero_()
            attention.out_proj.bias.zero_()
        self.layers = nn.Sequential(
            linear(width, hidden, weight), nn.GELU(), linear(hidden, width, weight)
        )

    def forward(self, x):
        x = x + self.attend(self.before_attention(x))
        return x + self.layers(self.before_layers(x))


plain = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "flatten": nn.Flatten}


def model_of(network):
    """The network up to its loss."""
    weight = weights()
    layers = []
    image = None
    for step in network["steps"]:
        kind = step["kind"]
        if kind == "fc":
            layers.append(linear(step["inputs"], step["outputs"], weight, image))
        elif kind == "conv":
            layers.append(convolution(step, weight))
        elif kind == "embedding":
            layers.append(nn.Embedding(step["count"], step["width"]))
            fill(layers[-1].weight, weight)
        elif kind == "block":
            sizes = (step[name] for name in ("time", "width", "heads", "hidden"))
            layers.append(Block(*sizes, weight))
        elif kind == "maxpool":
            layers.append(nn.MaxPool2d(step["size"]))
        else:
            layers.append(plain[kind]())
        image = step["shape"] if kind == "flatten" else None
    return nn.Sequential(*layers)


def step_of(network):
    """A training step, which gives the loss, and the step that is timed."""
    x = input_of(network)
    target = target_of(network)
    model = model_of(network)
    is_mse = network["loss"] == "mse"
    loss_of = functional.mse_loss if is_mse else functional.cross_entropy
    optimizer = torch.optim.SGD(model.parameters(), lr=network["learningRate"])

    def differentiate():
        optimizer.zero_grad(set_to_none=True)
        # The positions of a sequence one below the other.
        loss = loss_of(model(x).flatten(0, -2), target)
        loss.backward()
        return loss

    def train():
        loss = differentiate()
        optimizer.step()
        return loss

    return train, train if network["isTrained"] else differentiate


def linear(inputs, outputs, weight, image=None):
    """Fully connected; its inputs may be an image of height × width × channels."""
    layer = nn.Linear(inputs, outputs)
    values = weight(outputs, inputs)
    if image is not None:
        values = values.reshape(outputs, *image).permute(0, 3, 1, 2)
    with torch.no_grad():
        layer.weight.copy_(values.reshape(outputs, inputs))
        layer.bias.zero_()
    return layer


def convolution(step, weight):
    inputs, outputs, kernel = step["inputs"], step["outputs"], step["kernel"]
    layer = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2)
    values = weight(outputs, kernel * kernel * inputs)
    with torch.no_grad():
        values = values.reshape(outputs, kernel, kernel, inputs)
        layer.weight.copy_(values.permute(0, 3, 1, 2))
        layer.bias.zero_()
    return layer


def fill(parameter, weight):
    with torch.no_grad():
        parameter.copy_(weight(*parameter.shape))


def weights():
    """Gives the weights one after the other, in the order of the text."""
    frequency = 1

    def weight(outputs, inputs):
        nonlocal frequency
        frequency += 1
        return wave(frequency, 2 / math.sqrt(inputs), outputs, inputs)

    return weight


def input_of(network):
    batch, shape = network["batch"], network["input"]
    first = network["steps"][0]
    if first["kind"] == "embedding":
        i = torch.arange(1, batch * shape[0] + 1)
        return (i * i % first["count"]).reshape(batch, *shape)
    x = wave(1, 1, batch, *shape)
    return x.permute(0, 3, 1, 2).contiguous() if len(shape) == 3 else x


def target_of(network):
    is_sequence = network["steps"][0]["kind"] == "embedding"
    count = network["batch"] * (network["input"][0] if is_sequence else 1)
    target = torch.arange(count) % network["classes"]
    return target.float().reshape(count, 1) if network["loss"] == "mse" else target


def wave(frequency, scale, *shape):
    """scale · sin(frequency · (i + 1)²)."""
    i = torch.arange(1, math.prod(shape) + 1, dtype=torch.float64)
    return (scale * torch.sin(frequency * i * i)).float().reshape(shape)
