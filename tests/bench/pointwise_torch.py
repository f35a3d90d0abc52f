# The activations and losses of pointwise_layers.ts in PyTorch, where it has them.
import warnings

import torch
import torch.nn.functional as F
from torch import nn

# That the mean of kl_div will be another one some day.
warnings.simplefilter("ignore")

width = 64

activations = {
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "prelu": nn.PReLU(),
    "rrelu": lambda x: F.rrelu(x, training=True),
    "relu6": F.relu6,
    "threshold(0.5)": lambda x: F.threshold(x, 0.5, 0),
    "clip(-1,1)": lambda x: torch.clamp(x, -1, 1),
    "hard_tanh": F.hardtanh,
    "hard_sigmoid": F.hardsigmoid,
    "hard_swish": F.hardswish,
    "hard_shrink": F.hardshrink,
    "soft_shrink": F.softshrink,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "exp": torch.exp,
    "log": torch.log,
    "log_sigmoid": F.logsigmoid,
    "softplus": F.softplus,
    "softsign": F.softsign,
    "silu": F.silu,
    "gelu": F.gelu,
    "gelu(approximate=tanh)": lambda x: F.gelu(x, approximate="tanh"),
    "mish": F.mish,
    "elu": F.elu,
    "selu": F.selu,
    "celu(0.5)": lambda x: F.celu(x, 0.5),
    "glu": F.glu,
    "tanh_shrink": F.tanhshrink,
    "softmax": lambda x: F.softmax(x, -1),
    "log_softmax": lambda x: F.log_softmax(x, -1),
    "sin": torch.sin,
    "cos": torch.cos,
    "tan": torch.tan,
    "sinh": torch.sinh,
    "cosh": torch.cosh,
    "pow(id,id)": lambda x: x**x,
    "add(id,row)": lambda x: x + torch.zeros(64),
}


def losses(batch):
    """Each with its target."""
    i = torch.arange(batch * width)
    shares = (0.5 + 0.4 * torch.cos(i.double())).float().reshape(batch, width)
    signs = (2 * (i % 2) - 1).float()
    both = signs.reshape(batch, width)
    classes = torch.arange(batch) % width
    labels = torch.tensor([[1, 2, 3]]).repeat(batch, 1)
    # The odd classes, then what says that there are no more.
    odd = torch.full([batch, width], -1)
    odd[:, : width // 2] = torch.arange(1, width, 2)
    steps, counts = torch.full([batch], 8), torch.full([batch], 3)
    return {
        "mse": lambda x: F.mse_loss(x, shares),
        "mae": lambda x: F.l1_loss(x, shares),
        "huber": lambda x: F.huber_loss(x, shares),
        "bce": lambda x: F.binary_cross_entropy(x, shares),
        "bce_with_logits": lambda x: F.binary_cross_entropy_with_logits(x, shares),
        "kl": lambda x: F.kl_div(x, shares, reduction="mean"),
        "poisson": lambda x: F.poisson_nll_loss(x, shares),
        "hinge": lambda x: (1 - both * x).clamp(min=0).mean(),
        "multilabel_hinge": lambda x: F.multilabel_margin_loss(x, odd),
        "cross_entropy": lambda x: F.cross_entropy(x, classes),
        "nll": lambda x: F.nll_loss(x, classes),
        "cosine": lambda x: F.cosine_embedding_loss(
            x.view(batch, 2, -1)[:, 0], x.view(batch, 2, -1)[:, 1], signs[:batch]
        ),
        "ctc": lambda x: F.ctc_loss(
            F.log_softmax(x.view(batch, 8, 8).transpose(0, 1), -1), labels, steps, counts
        ),
    }


def doings_of(subject, batch):
    """Both ways of each, by the row of the table."""
    layers = activations if subject == "activations" else losses(batch)
    doings = {}
    for text, function in layers.items():
        i = torch.arange(batch * width, dtype=torch.float64)
        is_positive = text in ("bce", "log", "pow(id,id)")
        values = 0.5 + 0.4 * torch.sin(i) if is_positive else 3 * torch.sin(i)
        x = values.float().reshape(batch, width).requires_grad_()
        of = [x, *getattr(function, "parameters", list)()]
        doings[f"{text}, forward"] = lambda function=function, x=x: function(x)
        doings[f"{text}, backward"] = backward(function(x), of)
    return doings


def backward(y, of):
    i = torch.arange(y.numel(), dtype=torch.float64)
    dy = torch.cos(i).float().reshape(y.shape)
    return lambda: torch.autograd.grad(y, of, dy, retain_graph=True)
