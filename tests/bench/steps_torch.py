# PyTorch among the contenders of chart.ts: a step of one of the networks of
# networks.ts. As entrant.ts does, it says in a line of JSON that it is ready or
# what is missing, and answers each line that it then receives with a sample.
import json
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

import torch_networks

torch.set_num_threads(threads)
network = assignment["network"]
_, run = torch_networks.step_of(network)
torch_process.answer({network["name"]: run})
