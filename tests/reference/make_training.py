"""Whole trainings by PyTorch, for tests/lib/training/reference_test.ts.

    /usr/bin/python3 tests/reference/make_training.py > tests/reference/training.json

Both sides make data and first weights by the same formulas: sin of a counter.
"""

import json
import math

import torch

torch.set_default_dtype(torch.float64)

LENGTH, BATCH = 23, 5


def waves(count, step, shift):
    return [math.sin(shift + step * i) for i in range(count)]


def tensor(shape, step, shift):
    return torch.tensor(waves(math.prod(shape), step, shift)).reshape(shape)


X = tensor((LENGTH, 3), 1.7, 0.3)
CLASSES = torch.tensor([(7 * i + 1) % 4 % 3 for i in range(LENGTH)])
NUMBERS = tensor((LENGTH, 2), 0.9, 1.1)


def network(outputs):
    net = torch.nn.Sequential(
        torch.nn.Linear(3, 6), torch.nn.Tanh(), torch.nn.Linear(6, outputs)
    )
    with torch.no_grad():
        for i, p in enumerate(net.parameters()):
            p.copy_(0.5 * tensor(tuple(p.shape), 1.3, i))
    return net


def train(case):
    is_class = case["loss"] == "cross_entropy"
    net = network(3 if is_class else 2)
    loss_of = torch.nn.CrossEntropyLoss() if is_class else torch.nn.MSELoss()
    target = CLASSES if is_class else NUMBERS
    optimizer = {
        "sgd": lambda: torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9),
        "adamw": lambda: torch.optim.AdamW(net.parameters(), lr=0.02, weight_decay=0.1),
    }[case["optimizer"]]()
    batches = [range(i, min(i + BATCH, LENGTH)) for i in range(0, LENGTH, BATCH)]
    groups = [
        batches[i : i + case["accumulate"]]
        for i in range(0, len(batches), case["accumulate"])
    ]
    schedule = (
        torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, case["epochs"] * len(groups))
        if case["schedule"] == "cosine"
        else None
    )
    average = [p.detach().clone() for p in net.parameters()]
    history = []
    for _ in range(case["epochs"]):
        total = 0.0
        for group in groups:
            optimizer.zero_grad()
            count = sum(len(batch) for batch in group)
            for batch in group:
                rows = list(batch)
                loss = loss_of(net(X[rows]), target[rows])
                (loss * len(rows) / count).backward()
                total += loss.item() * len(rows)
            if case["clipNorm"]:
                torch.nn.utils.clip_grad_norm_(net.parameters(), case["clipNorm"])
            optimizer.step()
            if schedule:
                schedule.step()
            with torch.no_grad():
                for a, p in zip(average, net.parameters()):
                    a.mul_(0.9).add_(p, alpha=0.1)
        history.append(total / LENGTH)
    values = average if case["average"] else [p.detach() for p in net.parameters()]
    return {
        **case,
        "losses": history,
        "parameters": [v.flatten().tolist() for v in values],
    }


CASES = [
    {"loss": loss, "optimizer": optimizer, "schedule": schedule, "accumulate": accumulate,
     "clipNorm": clip, "average": average, "epochs": 20}
    for loss, optimizer, schedule, accumulate, clip, average in [
        ("mse", "sgd", "constant", 1, 0, False),
        ("cross_entropy", "adamw", "constant", 1, 0, False),
        ("cross_entropy", "sgd", "cosine", 1, 0.3, False),
        ("mse", "adamw", "cosine", 2, 0, False),
        ("cross_entropy", "adamw", "constant", 3, 0.2, True),
    ]
]

print(json.dumps([train(case) for case in CASES], indent=1))
