"""Writes onnx_networks.json: networks of PyTorch as torch.onnx.export writes them at
opset 17, zipped and in base64, with inputs and what PyTorch makes of them. PyTorch 1.13.1.

    /usr/bin/python3 tests/reference/make_onnx_networks.py
"""

import base64
import gzip
import io
import json
import os
import warnings

import torch
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")
torch.manual_seed(11)


class ResidualBlock(nn.Module):
    def __init__(self, width, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(width, out, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out)
        self.short = nn.Sequential()
        if stride != 1 or width != out:
            self.short = nn.Sequential(
                nn.Conv2d(width, out, 1, stride, bias=False), nn.BatchNorm2d(out)
            )

    def forward(self, x):
        y = F.relu(self.norm1(self.conv1(x)))
        return F.relu(self.norm2(self.conv2(y)) + self.short(x))


class Last(nn.Module):
    """The last state of a recurrent layer, and a layer on it."""

    def __init__(self, layer, width):
        super().__init__()
        self.layer, self.head = layer, nn.Linear(width, 2)

    def forward(self, x):
        return self.head(self.layer(x)[0][:, -1])


class All(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0]


class Tokens(nn.Module):
    """A small transformer by hand: embedding, positions, causal attention, two blocks."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(7, 8)
        self.places = nn.Parameter(torch.randn(1, 5, 8))
        layers = [
            nn.TransformerEncoderLayer(
                8, 2, 12, 0.0, activation="gelu", batch_first=True, norm_first=True
            )
            for _ in range(2)
        ]
        self.layers = nn.ModuleList(layers)
        self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(5))
        self.head = nn.Linear(8, 7)

    def forward(self, x):
        x = self.embed(x) + self.places
        for layer in self.layers:
            x = layer(x, src_mask=self.mask)
        return self.head(x)


class Masked(nn.Module):
    """Attention with a mask that hides other positions than the later ones."""

    def __init__(self):
        super().__init__()
        self.look = nn.MultiheadAttention(4, 2, batch_first=True)
        self.register_buffer("mask", torch.tensor([[0, 0.5, -1], [float("-inf"), 0, 0], [0, 0, 0]]))

    def forward(self, x):
        return self.look(x, x, x, attn_mask=self.mask)[0]


class Skips(nn.Module):
    """Down and up again, with what was there before beside it."""

    def __init__(self):
        super().__init__()
        self.down1, self.down2 = nn.Conv2d(2, 4, 3, 1, 1), nn.Conv2d(4, 6, 3, 1, 1)
        self.up = nn.ConvTranspose2d(6, 4, 2, 2)
        self.end = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        a = torch.relu(self.down1(x))
        b = torch.relu(self.down2(F.max_pool2d(a, 2)))
        return self.end(torch.cat([self.up(b), a], 1))


class Dense(nn.Module):
    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv2d(2 + 3 * i, 3, 3, 1, 1) for i in range(3)])

    def forward(self, x):
        all = [x]
        for conv in self.convs:
            all.append(F.silu(conv(torch.cat(all, 1))))
        return torch.cat(all, 1).mean((2, 3))


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.left, self.right = nn.Linear(3, 4), nn.Linear(2, 4)

    def forward(self, a, b):
        return torch.sigmoid(self.left(a) * torch.tanh(self.right(b)))


def recurrent(kind, **options):
    return kind(3, 4, batch_first=True, **options)


networks = {
    "mlp": (
        nn.Sequential(
            nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(-1)
        ),
        [(3, 4)],
    ),
    "activations": (
        nn.Sequential(
            *[
                layer
                for kind in [
                    nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(), nn.ELU(0.5), nn.SELU(),
                    nn.CELU(0.7), nn.Hardswish(), nn.Hardsigmoid(), nn.Hardtanh(-2, 2),
                    nn.LeakyReLU(0.2), nn.PReLU(4), nn.Softplus(), nn.Softsign(), nn.Tanhshrink(),
                    nn.LogSigmoid(), nn.ReLU6(), nn.Softshrink(0.3), nn.Hardshrink(0.1),
                ]
                for layer in [nn.Linear(4, 4), kind]
            ]
        ),
        [(3, 4)],
    ),
    "lenet": (
        nn.Sequential(
            nn.Conv2d(1, 4, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3), nn.ReLU(),
            nn.AvgPool2d(2), nn.Flatten(), nn.Linear(24, 12), nn.ReLU(), nn.Linear(12, 5),
            nn.LogSoftmax(1),
        ),
        [(2, 1, 18, 18)],
    ),
    "resnet": (
        nn.Sequential(
            nn.Conv2d(3, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
            ResidualBlock(4, 4, 1), ResidualBlock(4, 4, 1), ResidualBlock(4, 6, 2),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 3),
        ),
        [(2, 3, 6, 6)],
    ),
    "lstm": (Last(recurrent(nn.LSTM, num_layers=2), 4), [(2, 5, 3)]),
    "gru": (All(recurrent(nn.GRU, bidirectional=True)), [(2, 5, 3)]),
    "rnn": (Last(recurrent(nn.RNN, nonlinearity="relu"), 4), [(2, 5, 3)]),
    "lstm of steps first": (All(nn.LSTM(3, 4)), [(5, 2, 3)]),
    "transformer": (nn.TransformerEncoderLayer(8, 2, 16, 0.0, batch_first=True), [(2, 4, 8)]),
    "transformer of steps first": (
        nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, 0.0), 3, nn.LayerNorm(8)),
        [(4, 2, 8)],
    ),
    "tokens": (Tokens(), [((2, 5), 7)]),
    "skips": (Skips(), [(2, 2, 8, 6)]),
    "dense": (Dense(), [(2, 2, 4, 4)]),
    "two inputs": (Two(), [(3, 3), (3, 2)]),
    "groups": (
        nn.Sequential(
            nn.Conv2d(4, 4, 3, groups=2), nn.GroupNorm(2, 4), nn.SiLU(), nn.InstanceNorm2d(4),
            nn.Upsample(scale_factor=2), nn.PixelShuffle(2), nn.Flatten(), nn.LayerNorm(256),
        ),
        [(2, 4, 6, 6)],
    ),
    "gated": (nn.Sequential(nn.Linear(3, 8), nn.GLU(), nn.LayerNorm(4), nn.GLU(-1)), [(2, 3)]),
    "sequence": (
        nn.Sequential(nn.Conv1d(3, 4, 3, padding=1), nn.BatchNorm1d(4), nn.MaxPool1d(2)),
        [(2, 3, 8)],
    ),
    "masked": (Masked(), [(2, 3, 4)]),
}


def example(shape):
    if isinstance(shape[0], tuple):
        return torch.randint(0, shape[1], shape[0])
    return torch.randn(shape)


def array(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.reshape(-1).tolist()]}


def exported(module, inputs, free, axis=0):
    """The bytes of a file; one of a fixed batch keeps what normalizes apart from what is before it."""
    file = io.BytesIO()
    names = ["x", "other"][: len(inputs)]
    axes = {name: {axis: "batch"} for name in names} if free else None
    torch.onnx.export(
        module, tuple(inputs), file, opset_version=17, input_names=names, dynamic_axes=axes,
        training=torch.onnx.TrainingMode.EVAL if free else torch.onnx.TrainingMode.PRESERVE,
        do_constant_folding=free,
    )
    return base64.b64encode(gzip.compress(file.getvalue(), mtime=0)).decode()


def written(name, module, shapes):
    for each in module.modules():
        if isinstance(each, nn.modules.batchnorm._BatchNorm):
            each.running_mean.normal_()
            each.running_var.uniform_(0.5, 2)
            each.weight.data.normal_()
            each.bias.data.normal_()
    module.eval()
    inputs = [example(shape) for shape in shapes]
    with torch.no_grad():
        output = module(*inputs)
    axis = 1 if "steps first" in name else 0
    return {
        "free": exported(module, inputs, True, axis),
        "fixed": exported(module, inputs, False),
        "inputs": [array(each) for each in inputs],
        "output": array(output),
    }


path = os.path.join(os.path.dirname(__file__), "onnx_networks.json")
with open(path, "w") as file:
    cases = {name: written(name, *network) for name, network in networks.items()}
    lines = [f"{json.dumps(name)}: {json.dumps(case)}" for name, case in cases.items()]
    file.write("{\n" + ",\n".join(lines) + "\n}")
    file.write("\n")
