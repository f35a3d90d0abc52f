"""Trainings with several inputs and losses by PyTorch, for
tests/lib/training/several_reference_test.ts.

    /usr/bin/python3 tests/reference/make_several.py > tests/reference/several.json

Both sides make data and first weights by the same formulas: sin of a counter.
"""

import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

LENGTH, BATCH, EPOCHS = 23, 5, 12


def tensor(shape, step, shift):
    count = math.prod(shape)
    return torch.tensor([math.sin(shift + step * i) for i in range(count)]).reshape(shape)


IMAGE = tensor((LENGTH, 4), 1.7, 0.3)
WORDS = tensor((LENGTH, 3), 0.7, 2.1)
PRICE = tensor((LENGTH, 2), 0.9, 1.1)
KIND = torch.tensor([(7 * i + 1) % 4 % 3 for i in range(LENGTH)])
LIKE = torch.tensor([[float(i * 5 % 3 == 1)] for i in range(LENGTH)])


class Two(nn.Module):
    """Two inputs, two losses that weigh differently."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(4, 4), nn.Linear(3, 3)
        self.fc3, self.fc4, self.fc5 = nn.Linear(7, 5), nn.Linear(5, 2), nn.Linear(5, 3)

    def parts(self, rows):
        image, words = IMAGE[rows], WORDS[rows]
        both = torch.cat([torch.tanh(self.fc1(image)), torch.relu(self.fc2(words))], 1)
        h = torch.tanh(self.fc3(both))
        return [
            2 * F.mse_loss(self.fc4(h), PRICE[rows]),
            0.3 * F.cross_entropy(self.fc5(h), KIND[rows]),
        ]


class Siamese(nn.Module):
    """One encoder for both of a pair, and a head beside."""

    def __init__(self):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(3, 4), nn.Linear(4, 1)

    def parts(self, rows):
        u = torch.tanh(self.fc1(WORDS[rows]))
        v = torch.tanh(self.fc1(IMAGE[rows][:, :3]))
        logit = self.fc2((u - v) ** 2)
        return [F.binary_cross_entropy_with_logits(logit, LIKE[rows])]


def train(name, make, optimizer, accumulate):
    net = make()
    with torch.no_grad():
        for i, p in enumerate(net.parameters()):
            p.copy_(0.5 * tensor(tuple(p.shape), 1.3, i))
    steps = {
        "sgd": lambda: torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9),
        "adamw": lambda: torch.optim.AdamW(net.parameters(), lr=0.02, weight_decay=0.1),
    }[optimizer]()
    batches = [range(i, min(i + BATCH, LENGTH)) for i in range(0, LENGTH, BATCH)]
    groups = [batches[i : i + accumulate] for i in range(0, len(batches), accumulate)]
    history = []
    for _ in range(EPOCHS):
        totals = [0.0] * len(net.parts([0]))
        for group in groups:
            steps.zero_grad()
            count = sum(len(batch) for batch in group)
            for batch in group:
                rows = list(batch)
                parts = net.parts(rows)
                (sum(parts) * len(rows) / count).backward()
                totals = [t + p.item() * len(rows) for t, p in zip(totals, parts)]
            steps.step()
        history.append([total / LENGTH for total in totals])
    return {
        "name": name,
        "optimizer": optimizer,
        "accumulate": accumulate,
        "parts": history,
        "parameters": [p.detach().flatten().tolist() for p in net.parameters()],
    }


print(
    json.dumps(
        [
            train("two", Two, "sgd", 1),
            train("two", Two, "adamw", 2),
            train("siamese", Siamese, "sgd", 1),
        ],
        indent=1,
    )
)
