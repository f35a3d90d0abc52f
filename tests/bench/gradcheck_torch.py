# Times torch.autograd.gradcheck, slow and fast, on the networks of gradcheck.ts;
# prints a line of JSON for each run. For Debian's python3-torch.
import json
import sys
import time

import torch
from torch import nn
from torch.autograd import gradcheck

torch.manual_seed(0)


def check(layers, width, batch, fast):
    network = nn.Sequential(*layers).double()
    x = torch.randn(batch, width, dtype=torch.float64, requires_grad=True)
    names = [name for name, _ in network.named_parameters()]
    values = [p.detach().clone().requires_grad_() for p in network.parameters()]

    def f(x, *parameters):
        state = dict(zip(names, parameters))
        y = x
        for i, layer in enumerate(network):
            if isinstance(layer, nn.Linear):
                y = nn.functional.linear(y, state[f"{i}.weight"], state[f"{i}.bias"])
            else:
                y = layer(y)
        return y

    start = time.perf_counter()
    assert gradcheck(f, (x, *values), fast_mode=fast)
    return 1000 * (time.perf_counter() - start)


networks = {
    "small": lambda fast: check(
        [nn.Linear(20, 50), nn.Tanh(), nn.Linear(50, 10), nn.Sigmoid()], 20, 4, fast
    ),
    "large": lambda fast: check(
        [nn.Linear(784, 100), nn.Sigmoid(), nn.Linear(100, 10), nn.Sigmoid()],
        784,
        1,
        fast,
    ),
}
runs = int(sys.argv[1])
for name, run in networks.items():
    for fast in (True, False):
        times = [run(fast) for _ in range(runs if fast else max(1, runs // 3))]
        key = f"{name} {'fast' if fast else 'slow'}"
        print(json.dumps({"key": key, "times": times}), flush=True)
