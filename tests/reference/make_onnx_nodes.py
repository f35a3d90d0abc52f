"""Writes ONNX's own node tests as JSON: each model in base64, with its inputs and
outputs. Not committed, for their size; tests/bridges/onnx_nodes_long_test.ts takes
the file. onnx 1.12 or later.

    /usr/bin/python3 tests/reference/make_onnx_nodes.py FILE
"""

import base64
import json
import sys
import warnings

import numpy as np

# onnx 1.12 has names that numpy 1.24 has no more.
for name, kind in {"float": float, "int": int, "bool": bool, "object": object}.items():
    if not hasattr(np, name):
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
with open(sys.argv[1], "w") as file:
    json.dump(cases, file)
print(len(cases), "cases")
