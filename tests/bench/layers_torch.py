# PyTorch among the contenders of layers.ts. As entrant.ts does, it says in a
# line of JSON that it is ready or what is missing, and answers each line that it
# then receives with a sample of each thing there is to do.
import json
import math
import re
import sys

sys.dont_write_bytecode = True
import torch_process

assignment = json.loads(sys.argv[1])
threads = assignment["setup"]["threads"]
torch_process.take_openmp(threads)


try:
    import torch
except ImportError as error:
    torch_process.say({"isReady": False, "missing": str(error)})
    sys.exit()
from torch import nn

import optimizers_torch
import pointwise_torch
from torch_networks import Attention, CausalAttention


class Recurrent(nn.Module):
    """All states, as ours gives them."""

    def __init__(self, kind, features, width):
        super().__init__()
        self.layer = kind(features, width, batch_first=True)

    def forward(self, x):
        return self.layer(x)[0]


recurrent = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


class RmsNorm(nn.Module):
    """PyTorch 1.13 has none."""

    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))

    def forward(self, x):
        square = x.pow(2).mean(-1, keepdim=True)
        return self.weight * (x * torch.rsqrt(square + 1e-5))


class Along(nn.Module):
    """A function along an axis of an example."""

    def __init__(self, function, axis):
        super().__init__()
        self.function = function
        self.axis = axis + 1

    def forward(self, x):
        return self.function(x, dim=self.axis)


def largest(x, dim):
    """The gradient goes to the first of the largest, as ours."""
    return x.max(dim)[0]


along = {"mean": torch.mean, "max": largest, "norm": torch.linalg.vector_norm}


def layer_of(name, shape, numbers, named):
    """A layer by our name, for examples of a shape; None if it is not written here."""
    if name == "upsample":
        mode = "bilinear" if named.get("mode") == "linear" else "nearest"
        return nn.Upsample(scale_factor=numbers[0], mode=mode)
    if name == "global_avgpool":
        return nn.AdaptiveAvgPool2d(1)
    if name == "global_maxpool":
        return nn.AdaptiveMaxPool2d(1)
    window = {"stride": named.get("stride"), "padding": named.get("pad", 0)}
    if name == "conv":
        window["stride"] = window["stride"] or 1
        return nn.Conv2d(shape[-1], numbers[1], numbers[0], **window)
    if name == "maxpool":
        return nn.MaxPool2d(numbers[0], **window)
    if name == "avgpool":
        return nn.AvgPool2d(numbers[0], **window)
    if name == "layernorm":
        return nn.LayerNorm(shape[-1])
    if name == "batchnorm":
        return nn.BatchNorm2d(shape[-1])
    if name == "rmsnorm":
        return RmsNorm(shape[-1])
    if name == "groupnorm":
        return nn.GroupNorm(numbers[0], shape[-1])
    if name == "instancenorm":
        return nn.InstanceNorm2d(shape[-1], affine=True)
    if name == "softmax":
        return nn.Softmax(named["axis"] + 1 if "axis" in named else -1)
    if name == "log_softmax":
        return nn.LogSoftmax(-1)
    if name in along:
        return Along(along[name], named["axis"])
    if name == "attention":
        return Attention(shape[-1], numbers[0])
    if name == "embedding":
        return nn.Embedding(*numbers)
    if name == "causal_attention":
        return CausalAttention(*shape, numbers[0])
    if name in recurrent:
        return Recurrent(recurrent[name], shape[-1], numbers[0])
    return None


def parsed(text):
    """`input(4,4,2) -> conv(3,8,pad=1)`: shape, name, arguments by place and by name."""
    sizes, name, arguments = re.fullmatch(
        r"input\(([\d,]+)\) -> (\w+)(?:\((.*)\))?", text
    ).groups()
    pairs = [part.split("=") for part in (arguments or "").split(",") if part]
    return (
        [int(size) for size in sizes.split(",")],
        name,
        [int(pair[0]) for pair in pairs if len(pair) == 1],
        {
            pair[0]: int(pair[1]) if pair[1].isdigit() else pair[1]
            for pair in pairs
            if len(pair) == 2
        },
    )


def wave(function, scale, shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * function(i)).float().reshape(shape)


torch.set_num_threads(threads)
subject = assignment["subject"]
if subject == "optimizers":
    torch_process.answer(optimizers_torch.doings())
    sys.exit()
if subject in ("activations", "losses"):
    torch_process.answer(pointwise_torch.doings_of(subject, assignment["batch"]))
    sys.exit()
shape, name, numbers, named = parsed(subject)
layer = layer_of(name, shape, numbers, named)
if layer is None:
    torch_process.say({"isReady": False, "missing": f"no {name} of PyTorch is written here"})
    sys.exit()
first = [shape[-1], *shape[:-1]] if len(shape) == 3 else shape
if name == "embedding":
    # As prepare in sized_layers.ts.
    x = torch.arange(assignment["batch"] * math.prod(first)) * 7919 % numbers[0]
    x = x.reshape([assignment["batch"], *first])
    of = list(layer.parameters())
else:
    x = wave(torch.sin, 3, [assignment["batch"], *first]).requires_grad_()
    of = [x, *layer.parameters()]
y = layer(x)
dy = wave(torch.cos, 1, y.shape)
doings = {
    f"{subject}, forward": lambda: layer(x),
    f"{subject}, backward": lambda: torch.autograd.grad(y, of, dy, retain_graph=True),
}
torch_process.answer(doings)
