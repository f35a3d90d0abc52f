# PyTorch as a peer of peers.ts: trains one of its networks for some steps,
# measures, and prints both as a line of JSON. The numbers that the network is
# filled with are those of networks.ts. For Debian's python3-torch.
import json
import math
import os
import statistics
import sys
import time

# OpenBLAS with OpenMP: the threads of Debian's default build slow PyTorch down.
openblas = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
order = json.loads(sys.argv[1])
has_openmp = os.environ.get("LD_LIBRARY_PATH") == openblas
if os.path.isdir(openblas) and not has_openmp and not order["isStart"]:
    os.environ["LD_LIBRARY_PATH"] = openblas
    os.environ["OMP_NUM_THREADS"] = str(order["threads"])
    os.execv(sys.executable, [sys.executable, *sys.argv])


def state(found):
    """Prints the line of this process."""
    who = {"name": order["name"], "network": order["network"]["name"]}
    print(json.dumps({**who, **found}))


try:
    import torch
except ImportError as error:
    state({"missing": str(error)})
    sys.exit()
from torch import nn
from torch.nn import functional

torch.set_num_threads(order["threads"])
network = order["network"]
batch, widths = network["batch"], network["widths"]
is_mse = network["loss"] == "sigmoid and mse"


def wave(frequency, scale, *shape):
    """scale · sin(frequency · (i + 1)²), as in networks.ts."""
    count = 1
    for size in shape:
        count *= size
    i = torch.arange(1, count + 1, dtype=torch.float64)
    return (scale * torch.sin(frequency * i * i)).float().reshape(shape)


x = wave(1, 1, batch, widths[0])
classes = torch.arange(batch) % 10
target = classes.float().reshape(batch, 1) if is_mse else classes
layers = []
for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
    linear = nn.Linear(inputs, outputs)
    with torch.no_grad():
        linear.weight.copy_(wave(i + 2, 2 / inputs**0.5, outputs, inputs))
        linear.bias.zero_()
    layers += [linear] if i == 0 else [nn.ReLU(), linear]
if is_mse:
    layers.append(nn.Sigmoid())
model = nn.Sequential(*layers)
loss_of = functional.mse_loss if is_mse else functional.cross_entropy
optimizer = torch.optim.SGD(model.parameters(), lr=network["learningRate"])


def differentiate():
    optimizer.zero_grad(set_to_none=True)
    loss = loss_of(model(x), target)
    loss.backward()
    return loss


def train():
    loss = differentiate()
    optimizer.step()
    return loss


def milliseconds_of(run, times):
    start = time.perf_counter()
    for _ in range(times):
        run()
    return 1000 * (time.perf_counter() - start) / times


if order["isStart"]:
    train()
    sys.exit()
for _ in range(network["steps"]):
    loss = train().item()
run = train if network["isTrained"] else differentiate
milliseconds_of(run, 1)
each = milliseconds_of(run, max(1, min(100, int(25 / milliseconds_of(run, 1)))))
times = max(1, round(5 / each))
samples = [milliseconds_of(run, times) for _ in range(9)]
blas = f"the OpenBLAS of {openblas}" if has_openmp else "the BLAS it finds by itself"
state(
    {
        "milliseconds": statistics.median(samples),
        "loss": loss if math.isfinite(loss) else None,
        "note": f"PyTorch {torch.__version__} with {blas}",
    }
)
