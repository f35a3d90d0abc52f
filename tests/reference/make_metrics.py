"""Makes metrics.json: metrics by scikit-learn, and points of its generators.

    /usr/bin/python3 tests/reference/make_metrics.py

Running it twice gives the same bytes. A case of "classified" or "regressed" has
  name      what is special about it
  outputs   how the output is read, as nabla's Outputs
  y, target flat and row-major; examples is their number
  expected  the metrics by name, NaN left out
"""

import json
import os

import numpy as np
import sklearn
from scipy.special import softmax
from sklearn import metrics as m
from sklearn.datasets import make_circles, make_moons

random = np.random.default_rng(20261125)
classified, regressed = [], []


def flat(array):
    return np.asarray(array, dtype=float).reshape(-1).tolist()


def averages(function, truth, predicted, binary):
    names = ["macro", "weighted", "micro"] + (["binary"] if binary else [])
    return {name: function(truth, predicted, average=name, zero_division=0) for name in names}


def of_decisions(truth, predicted, classes, binary):
    labels = list(range(classes))
    per_class = {"labels": labels, "average": None, "zero_division": 0}
    return {
        "accuracy": m.accuracy_score(truth, predicted),
        "matrix": m.confusion_matrix(truth, predicted, labels=labels).reshape(-1).tolist(),
        "precision": averages(m.precision_score, truth, predicted, binary),
        "recall": averages(m.recall_score, truth, predicted, binary),
        "f1": averages(m.f1_score, truth, predicted, binary),
        "perClass": {
            "precision": m.precision_score(truth, predicted, **per_class).tolist(),
            "recall": m.recall_score(truth, predicted, **per_class).tolist(),
            "f1": m.f1_score(truth, predicted, **per_class).tolist(),
        },
    }


def scores(name, y, target, ignore=None, shared=None):
    """Scores of classes, batch × ... × classes; `shared` are distributions instead of class numbers."""
    classes = y.shape[-1]
    rows, truth = y.reshape(-1, classes), target.reshape(-1)
    kept = np.ones(truth.shape, bool) if ignore is None else truth != ignore
    rows, truth = rows[kept], truth[kept].astype(int)
    expected = of_decisions(truth, rows.argmax(-1), classes, classes == 2)
    if classes > 2:
        # Of equal scores scikit-learn takes the last, so it is shown them from behind.
        for k in range(1, classes):
            expected[f"top{k}"] = m.top_k_accuracy_score(
                classes - 1 - truth, rows[:, ::-1], k=k, labels=list(range(classes)))
    if shared is None:
        expected["perplexity"] = float(np.exp(m.log_loss(
            truth, softmax(rows, -1), labels=list(range(classes)), eps=1e-300)))
    outputs = {"predicts": "classes", "shape": list(y.shape[1:])}
    if ignore is not None:
        outputs["ignore"] = ignore
    if shared is not None:
        outputs["targetShape"] = list(shared.shape[1:])
    classified.append({
        "name": name, "outputs": outputs, "examples": y.shape[0], "y": flat(y),
        "target": flat(target if shared is None else shared), "expected": expected})


def singles(name, predicts, y, target):
    """Numbers that each say yes or no."""
    threshold = 0.5 if predicts == "probability" else 0
    predicted = (y.reshape(-1) > threshold).astype(int)
    truth = (target.reshape(-1) > 0).astype(int)
    classified.append({
        "name": name, "outputs": {"predicts": predicts, "shape": list(y.shape[1:])},
        "examples": y.shape[0], "y": flat(y), "target": flat(target),
        "expected": of_decisions(truth, predicted, 2, True)})


def numbers(name, y, target):
    width = int(np.prod(y.shape[1:]))
    rows, truth = y.reshape(-1, width), target.reshape(-1, width)
    regressed.append({
        "name": name, "outputs": {"predicts": "numbers", "shape": list(y.shape[1:])},
        "examples": y.shape[0], "y": flat(y), "target": flat(target),
        "expected": {"mse": m.mean_squared_error(truth, rows),
                     "mae": m.mean_absolute_error(truth, rows),
                     # Of targets that do not differ it is not defined; scikit-learn gives 1 or 0.
                     "r2": m.r2_score(truth, rows) if np.ptp(truth, 0).max() > 0 else None}})


normal, integers = random.standard_normal, random.integers


def likely(target, classes):
    """Scores of which the true one is often the largest."""
    return normal((*target.shape, classes)) + 1.5 * np.eye(classes)[np.clip(target, 0, classes - 1)]


target = integers(0, 4, 60)
scores("four classes", likely(target, 4), target)
target = integers(0, 2, 40)
scores("two classes", likely(target, 2), target)
target = integers(0, 3, 50) * 2
y = likely(target, 7)
y[:, 3] -= 100
scores("classes that are never true, never predicted, or neither", y, target)
target = integers(0, 5, 80)
scores("ties", np.round(likely(target, 5)), target)
scores("all equal", np.zeros((20, 5)), integers(0, 5, 20))
target = np.minimum(integers(0, 12, 100), 3)
scores("one class is nearly all", likely(target, 4), target)
target = integers(0, 4, (12, 5))
scores("sequences", likely(target, 4), target)
target = integers(-1, 3, (12, 6))
scores("sequences of which some are padding", likely(target, 3), target, ignore=-1)
target = integers(0, 3, 30)
scores("distributions", likely(target, 3), target, shared=0.1 + 0.7 * np.eye(3)[target])
target = integers(0, 3, 30)
scores("nothing is right", -10 * np.eye(3)[target], target)

target = integers(0, 2, (50, 1))
singles("probabilities", "probability", random.uniform(0, 0.7, (50, 1)) + 0.3 * target, target)
singles("probabilities of which some are one half", "probability",
        np.round(random.uniform(0, 1, (50, 1)) * 4) / 4, target)
singles("nothing is taken for a yes", "probability", np.full((20, 1), 0.25), integers(0, 2, (20, 1)))
singles("nothing is a yes", "logit", normal((20, 1)), np.zeros((20, 1)))
target = integers(0, 2, (30, 4))
singles("logits, several in an example", "logit", normal((30, 4)) + target, target)
target = integers(0, 2, (40, 1)) * 2 - 1
singles("signs", "sign", normal((40, 1)) + target, target)

target = normal((40, 1))
numbers("one output", target + 0.3 * normal((40, 1)), target)
target = normal((40, 3)) * [1, 10, 0.01] + [0, 5, -3]
numbers("three outputs", target + 0.3 * normal((40, 3)) * [1, 10, 0.02], target)
target = normal((30, 2, 2))
numbers("a matrix, worse than its mean", normal((30, 2, 2)), target)
target = integers(0, 64, (50, 1)) / 64 + 2.0 ** 30
numbers("a mean of 1e9 and a variance of 0.1", target + integers(-4, 5, (50, 1)) / 64, target)
target = np.full((10, 2), 0.5)
numbers("targets that are all the same, once met", np.stack([target[:, 0], normal(10)], -1), target)

# Points without noise, unshuffled: those of class 0, then those of class 1.
generators = {
    "moons": flat(make_moons(12, shuffle=False)[0]),
    "circles": flat(make_circles(12, shuffle=False, factor=0.5)[0]),
}

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json")
with open(path, "w") as file:
    file.write(json.dumps({
        "sklearn": sklearn.__version__, "classified": classified,
        "regressed": regressed, "generators": generators,
    }, separators=(",", ":")) + "\n")
print(f"metrics.json: {len(classified) + len(regressed)} cases")
