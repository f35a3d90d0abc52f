# Times torch.autograd.gradcheck on a network of gradcheck.ts; prints one record of
# JSON. For Debian's python3-torch.
import json
import sys
import time

import torch
from torch import nn
from torch.autograd import Function, gradcheck

torch.manual_seed(0)


class WrongWeight(Function):
    """A linear layer whose gradient is off by half at one weight."""

    @staticmethod
    def forward(ctx, x, weight, bias, at):
        ctx.save_for_backward(x, weight)
        ctx.at = at
        return x @ weight.t() + bias

    @staticmethod
    def backward(ctx, dy):
        x, weight = ctx.saved_tensors
        dw = dy.t() @ x
        dw.view(-1)[ctx.at] *= 1.5
        return dy @ weight, dw, dy.sum(0), None


def function_of(network, wrong_at=None):
    """The network of its input and parameters, in order."""

    def f(x, *parameters):
        left = list(parameters)
        for layer in network:
            if not isinstance(layer, nn.Linear):
                x = layer(x)
                continue
            weight, bias = left.pop(0), left.pop(0)
            is_first = len(left) == len(parameters) - 2
            if wrong_at is not None and is_first:
                x = WrongWeight.apply(x, weight, bias, wrong_at)
            else:
                x = nn.functional.linear(x, weight, bias)
        return x

    return f


def arguments(network, width, batch):
    x = torch.randn(batch, width, dtype=torch.float64, requires_grad=True)
    return (x, *(p.detach().clone().requires_grad_() for p in network.parameters()))


networks = {
    "small": lambda: (
        nn.Sequential(nn.Linear(20, 50), nn.Tanh(), nn.Linear(50, 10), nn.Sigmoid()),
        20,
        4,
    ),
    "large": lambda: (
        nn.Sequential(
            nn.Linear(784, 100), nn.Sigmoid(), nn.Linear(100, 10), nn.Sigmoid()
        ),
        784,
        1,
    ),
}
name, mode, runs, faulty = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
network, width, batch = networks[name]()
network.double()
fast = mode == "fast"
times = []
for _ in range(1 + (runs if fast else max(1, runs // 3))):
    values = arguments(network, width, batch)
    start = time.perf_counter()
    assert gradcheck(function_of(network), values, fast_mode=fast)
    times.append(1000 * (time.perf_counter() - start))
record = {"times": times}
if fast:
    record["seen"] = 0
    for seed in range(faulty):
        torch.manual_seed(seed)
        wrong = function_of(network, (seed + 1) * 7)
        values = arguments(network, width, batch)
        if not gradcheck(wrong, values, fast_mode=True, raise_exception=False):
            record["seen"] += 1
print(json.dumps(record))
