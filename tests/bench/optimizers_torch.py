# The optimizers of engine/optimizers.ts in PyTorch, where it has them, each over all
# parameters at once.
import torch
from torch import optim

length = 1_000_000

optimizers = {
    "sgd": lambda p: optim.SGD(p, lr=0.1, foreach=True),
    "sgd, momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, foreach=True),
    "sgd, nesterov": lambda p: optim.SGD(
        p, lr=0.1, momentum=0.9, nesterov=True, foreach=True
    ),
    "adam": lambda p: optim.Adam(p, foreach=True),
    "adam, amsgrad": lambda p: optim.Adam(p, amsgrad=True, foreach=True),
    "adamw": lambda p: optim.AdamW(p, foreach=True),
    "rmsprop": lambda p: optim.RMSprop(p, foreach=True),
    "rmsprop, centered, momentum": lambda p: optim.RMSprop(
        p, centered=True, momentum=0.9, foreach=True
    ),
    "adagrad": lambda p: optim.Adagrad(p, foreach=True),
}


def doings():
    """A step of each, by the row of the table."""
    steps = {}
    for name, make in optimizers.items():
        i = torch.arange(length, dtype=torch.float64)
        value = torch.nn.Parameter(torch.sin(i).float())
        value.grad = torch.cos(i).float()
        steps[name] = make([value]).step
    return steps
