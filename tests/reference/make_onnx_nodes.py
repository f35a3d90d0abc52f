"""Writes ONNX's own node tests as JSON: each model in base64, with its inputs and
outputs. All of them are too large to be committed, and `deno task test:bridges` writes
them anew; onnx_nodes.json has the smallest of each operator. onnx 1.12 or later.

    /usr/bin/python3 tests/reference/make_onnx_nodes.py FILE
    /usr/bin/python3 tests/reference/make_onnx_nodes.py --core
"""

import base64
import json
import os
import sys
import warnings

import numpy as np

# onnx 1.12 has names that numpy 1.24 has no more.
for name, kind in {"float": float, "int": int, "bool": bool, "object": object}.items():
    if name not in np.__dict__:
        setattr(np, name, kind)

from onnx.backend.test.case.node import collect_testcases

warnings.filterwarnings("ignore")

#: Larger arrays prove no more.
MOST = 20_000


def array(value):
    values = np.asarray(value)
    return {
        "shape": list(values.shape),
        "values": [
            None if np.isnan(v) else str(v) if np.isinf(v) else float(v)
            for v in values.reshape(-1).astype(np.float64)
        ],
    }


def plain(values):
    return all(
        isinstance(v, (np.ndarray, np.generic))
        and np.asarray(v).dtype.kind in "fiub"
        and np.asarray(v).size <= MOST
        for v in values
    )


cases = []
count = collect_testcases.__code__.co_argcount
for case in collect_testcases(None) if count else collect_testcases():
    inputs, outputs = case.data_sets[0]
    ops = sorted({n.op_type for n in case.model.graph.node})
    isPlain = plain(inputs) and plain(outputs)
    cases.append(
        {
            "name": case.name,
            "ops": ops,
            "file": base64.b64encode(case.model.SerializeToString()).decode(),
            "inputs": [array(v) for v in inputs] if isPlain else None,
            "outputs": [array(v) for v in outputs] if isPlain else None,
        }
    )
if sys.argv[1] == "--core":
    smallest = {}
    for case in cases:
        if case["inputs"] is None or len(case["ops"]) != 1:
            continue
        [op] = case["ops"]
        if op not in smallest or len(case["file"]) < len(smallest[op]["file"]):
            smallest[op] = case
    cases = [
        case
        for case in smallest.values()
        if sum(len(v["values"]) for v in case["inputs"] + case["outputs"]) <= 400
    ]
    for case in cases:
        for v in case["inputs"] + case["outputs"]:
            v["values"] = [float(f"{x:.9g}") if isinstance(x, float) else x for x in v["values"]]
    path = os.path.join(os.path.dirname(__file__), "onnx_nodes.json")
else:
    path = sys.argv[1]
with open(path, "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
print(len(cases), "cases")
