"""Checks models, and runs them in ONNX's reference evaluator, where onnx has one.

Reads from standard input the folders of models, each with model.onnx, an .npy for
each input and output.npy; writes a line of JSON for each.
"""

import json
import sys
from pathlib import Path

import numpy
import onnx

try:
    from onnx.reference import ReferenceEvaluator
except ImportError:
    ReferenceEvaluator = None


def apart(found, right):
    """How far arrays are apart, beside the largest number."""
    if found.shape != right.shape:
        return f"{found.shape} for {right.shape}"
    same = (found == right) | (numpy.isnan(found) & numpy.isnan(right))
    largest = numpy.abs(right[numpy.isfinite(right)]).max(initial=1e-30)
    distance = numpy.abs(found - right, where=~same, out=numpy.zeros(right.shape))
    return float(distance.max(initial=0) / largest)


def tried(folder):
    model = onnx.load(folder / "model.onnx")
    onnx.checker.check_model(model, full_check=True)
    if ReferenceEvaluator is None:
        return {}
    names = [value.name for value in model.graph.input]
    feeds = {name: numpy.load(folder / f"{i}.npy") for i, name in enumerate(names)}
    try:
        [found] = ReferenceEvaluator(model).run(None, feeds)
    except Exception as error:  # It has not all of every operator.
        return {"problem": f"{type(error).__name__}: {error}"}
    return {"apart": apart(found, numpy.load(folder / "output.npy"))}


for line in sys.stdin:
    try:
        answer = tried(Path(line.strip()))
    except Exception as error:
        answer = {"refused": str(error)}
    print(json.dumps(answer), flush=True)
