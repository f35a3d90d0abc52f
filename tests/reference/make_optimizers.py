"""Makes optimizers.json: what optimizers, schedules and clipping do, by PyTorch
in double precision; Lion, which this PyTorch lacks, by a naive loop in numpy.

    /usr/bin/python3 tests/reference/make_optimizers.py

The network is fc(4,5) -> tanh -> fc(3) -> mse. Batch k has 8 examples: x comes
from the stream of seed k (see numbers below), and target j is x[j]·x[j + 1].

Format: {"torch": version, "parameters": arrays by path,
"trajectories": [{"optimizer", "options" in nabla's words, "isFixed" where every
step has batch 1, "scale" of the parameters at the beginning, "values": all parameters flat after some steps, "state": what
is remembered of fc1.bias after the last step, or counts}, ...],
"schedules": [{"name", "arguments", "losses" to be observed after each step,
"rates"}, ...], "searches": [{"kind", "coefficients", "first", the "places" that
were evaluated, "result"}, ...], "clipping": [{"kind", "maximum", "gradients", "norm",
"clipped"}, ...]}. Running it twice gives the same bytes.
"""

import json
import os
import warnings

import numpy
import torch
from torch.optim import lbfgs as torch_lbfgs
from torch.optim import lr_scheduler

warnings.simplefilter("ignore")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

BATCH = 8


def numbers(seed, count):
    """Knuth and Lewis' generator of 32 bits, from -1 to below 1."""
    found = []
    for _ in range(count):
        seed = (1664525 * seed + 1013904223) % 2**32
        found.append(seed / 2**31 - 1)
    return found


def batch(k):
    x = torch.tensor(numbers(k, BATCH * 4)).reshape(BATCH, 4)
    return x, x[:, :3] * x[:, 1:]


PATHS = ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]
SHAPES = [(5, 4), (5,), (3, 5), (3,)]
START = [numpy.array(numbers(1000 + i, int(numpy.prod(s)))).reshape(s)
         for i, s in enumerate(SHAPES)]


def network():
    return [torch.tensor(p, requires_grad=True) for p in START]


def loss_of(p, k):
    x, t = batch(k)
    y = torch.tanh(x @ p[0].T + p[1]) @ p[2].T + p[3]
    return torch.nn.functional.mse_loss(y, t)


def differentiate(p, k):
    for each in p:
        each.grad = None
    loss = loss_of(p, k)
    loss.backward()
    return loss


def flat(p):
    return [v for each in p for v in each.detach().reshape(-1).tolist()]


WORDS = {
    "learningRate": "lr", "weightDecay": "weight_decay", "epsilon": "eps",
    "learningRateDecay": "lr_decay", "maxIterations": "max_iter",
    "maxEvaluations": "max_eval", "toleranceGradient": "tolerance_grad",
    "toleranceChange": "tolerance_change", "history": "history_size",
    "lineSearch": "line_search_fn",
}


def torch_options(options):
    own = {WORDS.get(k, k): v for k, v in options.items()}
    if "beta1" in own or "beta2" in own:
        own["betas"] = (own.pop("beta1", 0.9), own.pop("beta2", 0.999))
    if own.get("line_search_fn") == "none":
        del own["line_search_fn"]
    return own


class Lion:
    """Chen and others, 2023, algorithm 2, number by number."""

    def __init__(self, p, learningRate=1e-4, beta1=0.9, beta2=0.99, weightDecay=0.0):
        self.p, self.lr, self.b1, self.b2, self.wd = p, learningRate, beta1, beta2, weightDecay
        self.m = [numpy.zeros(each.shape) for each in p]

    def step(self):
        for p, m in zip(self.p, self.m):
            values, g = p.detach().numpy(), p.grad.numpy()
            for i in numpy.ndindex(values.shape):
                c = self.b1 * m[i] + (1 - self.b1) * g[i]
                values[i] = values[i] - self.lr * (numpy.sign(c) + self.wd * values[i])
                m[i] = self.b2 * m[i] + (1 - self.b2) * g[i]

    def state(self, i):
        return {"exp_avg": self.m[i].reshape(-1).tolist()}


MAKERS = {
    "sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW,
    "rmsprop": torch.optim.RMSprop, "adagrad": torch.optim.Adagrad,
}

trajectories = []


def follow(name, options, counts=(1, 2, 10, 50, 100)):
    p = network()
    if name == "lion":
        optimizer = Lion(p, **options)
    else:
        optimizer = MAKERS[name](p, **torch_options(options))
    values = {}
    for step in range(1, counts[-1] + 1):
        differentiate(p, step)
        optimizer.step()
        if step in counts:
            values[step] = flat(p)
    if name == "lion":
        state = optimizer.state(1)
    else:
        state = {k: v.reshape(-1).tolist() for k, v in optimizer.state[p[1]].items()
                 if isinstance(v, torch.Tensor) and v.dim() > 0}
    trajectories.append({"optimizer": name, "options": options, "values": values, "state": state})


def follow_lbfgs(options, counts, scale=1):
    p = network()
    with torch.no_grad():
        for each in p:
            each *= scale
    optimizer = torch.optim.LBFGS(p, **torch_options(options))
    values = {}
    for step in range(1, counts[-1] + 1):
        optimizer.step(lambda: differentiate(p, 1))
        if step in counts:
            values[step] = flat(p)
    own = optimizer.state[p[0]]
    trajectories.append({"optimizer": "lbfgs", "options": options, "isFixed": True, "scale": scale, "values": values,
                         "state": {"n_iter": own["n_iter"], "func_evals": own["func_evals"]}})


for options in [{}, {"weightDecay": 0.1}, {"momentum": 0.9}, {"momentum": 0.9, "dampening": 0.3},
                {"momentum": 0.8, "weightDecay": 0.05}, {"momentum": 0.9, "nesterov": True},
                {"momentum": 0.9, "nesterov": True, "weightDecay": 0.02},
                {"momentum": 0.5, "dampening": 1, "weightDecay": 0.02}]:
    follow("sgd", {"learningRate": 0.1, **options})
for name in ["adam", "adamw"]:
    for options in [{}, {"learningRate": 0.01}, {"learningRate": 0.02, "weightDecay": 0.3},
                    {"learningRate": 0.02, "beta1": 0.7, "beta2": 0.9, "epsilon": 1e-3},
                    {"learningRate": 0.02, "amsgrad": True},
                    {"learningRate": 0.02, "amsgrad": True, "beta2": 0.8, "weightDecay": 0.1},
                    {"learningRate": 0.02, "beta1": 0, "weightDecay": 0}]:
        follow(name, options)
for options in [{}, {"alpha": 0.9, "epsilon": 1e-3}, {"momentum": 0.7}, {"centered": True},
                {"centered": True, "momentum": 0.8, "weightDecay": 0.1, "alpha": 0.95},
                {"weightDecay": 0.2, "learningRate": 0.002}]:
    follow("rmsprop", options)
for options in [{}, {"learningRate": 0.1}, {"learningRate": 0.1, "learningRateDecay": 0.05},
                {"learningRate": 0.1, "weightDecay": 0.2, "epsilon": 1e-2}]:
    follow("adagrad", options)
for options in [{}, {"learningRate": 0.01}, {"learningRate": 0.01, "weightDecay": 0.5},
                {"learningRate": 0.003, "beta1": 0.6, "beta2": 0.8}]:
    follow("lion", options)
for options, counts in [({"maxIterations": 1, "learningRate": 0.5}, (1, 2, 5, 10, 20)),
                        ({}, (1, 2)), ({"lineSearch": "strong_wolfe"}, (1, 2, 3)),
                        ({"lineSearch": "strong_wolfe", "maxIterations": 4, "history": 3}, (1, 2, 5)),
                        ({"history": 2, "maxIterations": 5, "learningRate": 0.8}, (1, 2, 5)),
                        ({"lineSearch": "strong_wolfe", "learningRate": 20, "maxIterations": 3,
                          "maxEvaluations": 50}, (1, 2, 3)),
                        ({"lineSearch": "strong_wolfe", "learningRate": 0.01, "maxIterations": 6}, (1, 2, 3)),
                        ({"toleranceGradient": 0.05, "lineSearch": "strong_wolfe"}, (1, 2)),
                        ({"toleranceChange": 0.01}, (1, 2)), ({"maxEvaluations": 3}, (1, 2))]:
    follow_lbfgs(options, counts)
# Where numbers settle before the loss does, and from far off.
follow_lbfgs({"learningRate": 1e-3, "toleranceChange": 1e-3}, (1, 2), 6)
follow_lbfgs({"lineSearch": "strong_wolfe", "maxIterations": 5}, (1, 2), 6)

schedules = []


def rates_of(make, base, count, losses=None):
    p = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([p], lr=base, momentum=0.9)
    schedule = make(optimizer)
    rates = []
    for i in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        if i == count - 1:
            break
        optimizer.step()
        if losses is None:
            schedule.step()
        else:
            schedule.step(losses[i])
    return rates


def schedule(name, arguments, make, base, count):
    schedules.append({"name": name, "arguments": arguments, "rates": rates_of(make, base, count)})


schedule("stepDecay", [0.5, 7], lambda o: lr_scheduler.StepLR(o, 7), 0.5, 30)
schedule("stepDecay", [0.5, 1, {"factor": 0.9}], lambda o: lr_scheduler.StepLR(o, 1, 0.9), 0.5, 30)
schedule("cosineDecay", [0.3, 20], lambda o: lr_scheduler.CosineAnnealingLR(o, 20), 0.3, 21)
schedule("cosineDecay", [0.3, 13, {"final": 0.02}],
         lambda o: lr_scheduler.CosineAnnealingLR(o, 13, 0.02), 0.3, 14)
schedule("warmUp", [0.4, 5, {"from": 0.25}], lambda o: lr_scheduler.LinearLR(o, 0.25, 1, 5), 0.4, 10)
schedule("warmUp", [0.4, 4], lambda o: lr_scheduler.LinearLR(o, 1 / 5, 1, 4), 0.4, 10)


def in_sequence(optimizer):
    return lr_scheduler.SequentialLR(optimizer, [
        lr_scheduler.LinearLR(optimizer, 0.1, 1, 6),
        lr_scheduler.StepLR(optimizer, 3, 0.5),
    ], [6])


schedule("warmUp", [{"name": "stepDecay", "arguments": [0.4, 3, {"factor": 0.5}]}, 6, {"from": 0.1}],
         in_sequence, 0.4, 20)
for steps, options, words in [(40, {}, {}), (10, {}, {}), (7, {"rise": 0.5, "divisor": 10, "finalDivisor": 100},
                                                           {"pct_start": 0.5, "div_factor": 10, "final_div_factor": 100}),
                              (23, {"curve": "linear", "rise": 0.4}, {"anneal_strategy": "linear", "pct_start": 0.4}),
                              (9, {"rise": 0.05}, {"pct_start": 0.05}), (6, {"rise": 1}, {"pct_start": 1.0})]:
    schedule("oneCycle", [0.6, steps, options],
             lambda o: lr_scheduler.OneCycleLR(o, 0.6, total_steps=steps, **words), 0.6, steps)

falling = [1 / (1 + i) for i in range(10)]
noisy = [abs(x) + 0.5 for x in numbers(5, 60)]
for losses, options, words in [
    (falling + [0.1] * 30, {}, {}),
    (noisy, {"factor": 0.5, "patience": 2}, {"factor": 0.5, "patience": 2}),
    (noisy, {"factor": 0.5, "patience": 0, "cooldown": 3, "minimum": 0.01},
     {"factor": 0.5, "patience": 0, "cooldown": 3, "min_lr": 0.01}),
    ([1 - 0.004 * i for i in range(40)], {"threshold": 0.01, "patience": 1}, {"threshold": 0.01, "patience": 1}),
    ([0.5] * 40, {"patience": 1}, {"patience": 1}),
]:
    schedules.append({"name": "onPlateau", "arguments": [0.2, options], "losses": losses,
                      "rates": rates_of(lambda o: lr_scheduler.ReduceLROnPlateau(o, **words), 0.2, len(losses), losses)})

# The line search alone, on functions of one number that are hard in their ways:
# polynomials, the rational function of More and Thuente (1994), a kink, and a
# line without an end. Each step takes +, -, · and / only, so that both sides
# compute the same.

searches = []


def evaluated(kind, c, t):
    """The function and its derivative."""
    if kind == "polynomial":
        f = d = 0.0
        for each in reversed(c):
            d = d * t + f
            f = f * t + each
        return f, d
    if kind == "rational":
        below = t * t + c[0]
        return -t / below, (t * t - c[0]) / (below * below)
    # A kink: one slope up to a place, another from there on.
    place, left, right = c
    return (left * t, left) if t < place else (left * place + right * (t - place), right)


def search(kind, c, first):
    places = []

    def at(x, t, d):
        places.append(float(t))
        f, slope = evaluated(kind, c, float(t))
        return f, torch.tensor([slope])

    f, slope = evaluated(kind, c, 0.0)
    g = torch.tensor([slope])
    _, _, t, count = torch_lbfgs._strong_wolfe(at, torch.zeros(1), first, torch.ones(1), f, g, g.dot(torch.ones(1)))
    assert count == len(places)
    searches.append({"kind": kind, "coefficients": c, "first": first, "places": places, "result": float(t)})


for i in range(40):
    a, b, c, d = numbers(2000 + i, 4)
    search("polynomial", [0.0, -abs(a) - 0.01, 3 * b, 4 * c, abs(d)], [0.01, 0.5, 1.0, 20.0][i % 4])
for i in range(12):
    a, b, c, d = numbers(3000 + i, 4)
    search("polynomial", [1.0, -abs(a) - 0.01, 20 * b, 60 * c, 50 * d, 30 * b, 10 * abs(c)], [0.1, 1.0, 3.0][i % 3])
for i in [802, 841, 886]:  # where a place is low enough, but not the lowest
    a, b, c, d, e = numbers(5000 + i, 5)
    search("polynomial", [0.0, -abs(a) - 0.01, 20 * b, 60 * c, 50 * d, 30 * e, 10 * abs(a)], [0.1, 1.0, 3.0][i % 3])
for beta in [2.0, 0.01]:
    for first in [0.001, 0.1, 10.0, 1000.0]:
        search("rational", [beta], first)
for first in [0.001, 0.3, 7.0]:
    search("kink", [1.0, -1.0, 5.0], first)
    search("kink", [0.5, -1.0, 0.2], first)
    search("kink", [1e30, -1.0, 1.0], first)

clipping = []
for kind, maximum in [("norm", 0.1), ("norm", 1e6), ("norm", 0.5), ("value", 0.05), ("value", 10.0)]:
    p = network()
    differentiate(p, 3)
    gradients = flat([each.grad for each in p])
    if kind == "norm":
        norm = torch.nn.utils.clip_grad_norm_(p, maximum).item()
    else:
        norm = float(numpy.sqrt(sum(g * g for g in gradients)))
        torch.nn.utils.clip_grad_value_(p, maximum)
    clipping.append({"kind": kind, "maximum": maximum, "gradients": gradients, "norm": norm,
                     "clipped": flat([each.grad for each in p])})

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizers.json")
with open(path, "w") as file:
    parts = [f'"torch": {json.dumps(torch.__version__)}',
             f'"parameters": {json.dumps({k: v.reshape(-1).tolist() for k, v in zip(PATHS, START)})}']
    for name, items in [("trajectories", trajectories), ("schedules", schedules), ("searches", searches),
                        ("clipping", clipping)]:
        rows = ",\n".join(json.dumps(item, allow_nan=False) for item in items)
        parts.append(f'"{name}": [\n{rows}\n]')
    file.write("{" + ",\n".join(parts) + "}\n")
print(f"optimizers.json: {len(trajectories)} trajectories, {len(schedules)} schedules")
