# PyTorch as a peer of peers.ts: trains one of its networks for some steps,
# measures, and prints both as a line of JSON. For Debian's python3-torch.
import json
import math
import statistics
import sys

sys.dont_write_bytecode = True
import torch_process

order = json.loads(sys.argv[1])
network = order["network"]
if not order["isStart"]:
    torch_process.take_openmp(order["threads"])


def state(found):
    """Prints the line of this process."""
    who = {"name": order["name"], "network": network["name"]}
    print(json.dumps({**who, **found}))


try:
    import torch
except ImportError as error:
    state({"missing": str(error)})
    sys.exit()
import torch_networks

torch.set_num_threads(order["threads"])
train, run = torch_networks.step_of(network)

if order["isStart"]:
    train()
    sys.exit()
for _ in range(network["trainingSteps"]):
    loss = train().item()
times = torch_process.times_of_sample(run)
samples = [torch_process.milliseconds_of(run, times) for _ in range(9)]
state(
    {
        "milliseconds": statistics.median(samples),
        "loss": loss if math.isfinite(loss) else None,
        "note": f"PyTorch {torch.__version__} with {torch_process.blas()}",
    }
)
