"""Writes onnx_models.json: models as onnx 1.12 writes them, in base64, with what is in
them, and models that are refused.

    /usr/bin/python3 tests/reference/make_onnx_models.py
"""

import base64
import json
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def packed(message):
    return base64.b64encode(message.SerializeToString()).decode()


def tensor(made):
    if made.data_type == TensorProto.BFLOAT16:
        bits = np.frombuffer(made.raw_data, "<u2") if made.raw_data else np.array(made.int32_data)
        values = (bits.astype(np.uint32) << 16).view(np.float32)
    else:
        values = numpy_helper.to_array(made)
    names = {"FLOAT": "float32", "DOUBLE": "float64"}
    name = TensorProto.DataType.Name(made.data_type)
    return {
        "name": made.name,
        "type": names.get(name, name.lower()),
        "shape": list(made.dims),
        "values": [float(v) for v in values.reshape(-1)],
    }


def value(made):
    kind = made.type.tensor_type
    names = {"FLOAT": "float32", "DOUBLE": "float64"}
    name = TensorProto.DataType.Name(kind.elem_type)
    return {
        "name": made.name,
        "type": names.get(name, name.lower()),
        "shape": [d.dim_param or d.dim_value for d in kind.shape.dim],
    }


def attribute(made):
    kind = onnx.AttributeProto.AttributeType.Name(made.type).lower()
    got = helper.get_attribute_value(made)
    if kind == "string":
        got = got.decode()
    if kind == "strings":
        got = [s.decode() for s in got]
    if kind in ("floats", "ints"):
        got = list(got)
    if kind == "tensor":
        got = tensor(got)
    if kind == "graph":
        got = graph(got)
    return {"type": kind, "value": got}


def graph(made):
    return {
        "name": made.name,
        "nodes": [
            {
                "op": n.op_type,
                "domain": n.domain,
                "name": n.name,
                "inputs": list(n.input),
                "outputs": list(n.output),
                "attributes": {a.name: attribute(a) for a in n.attribute},
            }
            for n in made.node
        ],
        "inputs": [value(v) for v in made.input],
        "outputs": [value(v) for v in made.output],
        "initializers": [tensor(t) for t in made.initializer],
    }


def model(nodes, initializers=(), inputs=(), outputs=()):
    made = helper.make_model(
        helper.make_graph(nodes, "g", list(inputs), list(outputs), list(initializers)),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("other", 2)],
        producer_name="nabla",
        producer_version="1",
    )
    made.ir_version = 8
    helper.set_model_props(made, {"a": "b", "empty": ""})
    return made


def raw(name, dtype, numbers):
    return numpy_helper.from_array(np.array(numbers, dtype), name)


x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 3])
y = helper.make_tensor_value_info("y", TensorProto.INT64, [2])
node = helper.make_node(
    "Thing",
    ["x", "", "w"],
    ["y"],
    name="first",
    domain="other",
    an_int=-3,
    large=2**40,
    a_float=0.5,
    text="héllo",
    ints=[1, -1, 2**33],
    floats=[0.25, -1.5],
    texts=["a", "b"],
    inside=raw("t", "f4", [[1, 2]]),
    body=helper.make_graph([helper.make_node("Relu", ["a"], ["b"])], "inner", [], []),
)
types = "f8 f4 i8 i4 i2 i1 u8 u4 u2 u1 ?".split()
numbers = [raw(t, t, [0, 1, 1]) for t in types]
half = raw("halves", "f2", [[1.5, -2], [65504, 6e-8]])
ends = raw("ends", "i8", [[2**62, -(2**63)]])
typed = [
    helper.make_tensor("typed float", TensorProto.FLOAT, [2], [0.5, -1]),
    helper.make_tensor("typed double", TensorProto.DOUBLE, [2], [0.1, 1e300]),
    helper.make_tensor("typed int64", TensorProto.INT64, [3], [1, -1, 2**40]),
    helper.make_tensor("typed int32", TensorProto.INT32, [2], [-(2**31), 2**31 - 1]),
    helper.make_tensor("typed int8", TensorProto.INT8, [2], [-128, 127]),
    helper.make_tensor("typed uint64", TensorProto.UINT64, [2], [1, 2**63]),
    helper.make_tensor("typed bool", TensorProto.BOOL, [2], [0, 1]),
    helper.make_tensor("none", TensorProto.FLOAT, [0, 3], []),
]
halves = [
    helper.make_tensor("typed half", TensorProto.FLOAT16, [2], [0.5, -3.25]),
    helper.make_tensor("typed bfloat", TensorProto.BFLOAT16, [2], [1.5, -3.25]),
]

good = {
    "everything": model([node], [*numbers, ends], [x], [y]),
    "typed fields": model([], typed),
    "half precisions": model([], [half, *halves]),
}


def changed(change):
    made = model([], [raw("w", "f4", [1, 2])])
    change(made.graph.initializer[0], made)
    return packed(made)


def outside(tensor, _):
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../secret.bin"


def both_fields(tensor, _):
    tensor.float_data.extend([1, 2])


def other_field(tensor, _):
    tensor.ClearField("raw_data")
    tensor.double_data.extend([1, 2])


def large_byte(tensor, _):
    tensor.data_type = TensorProto.INT8
    tensor.ClearField("raw_data")
    tensor.int32_data.extend([1, 128])


def twice(_, made):
    made.graph.initializer.append(made.graph.initializer[0])


def sparse(_, made):
    made.graph.sparse_initializer.add()


def size(*sizes):
    def change(tensor, _):
        tensor.dims[:] = sizes

    return change


def kind(number):
    def change(tensor, _):
        tensor.data_type = number

    return change


def attributes(change):
    made = model([helper.make_node("Relu", ["x"], ["y"], name="r", a=1)])
    change(made.graph.node[0].attribute[0])
    return packed(made)


def two_values(made):
    made.f = 1


def reference(made):
    made.ClearField("i")
    made.type = onnx.AttributeProto.SPARSE_TENSOR


def nested(depth):
    inner = helper.make_graph([], "leaf", [], [])
    for _ in range(depth):
        inner = helper.make_graph(
            [helper.make_node("If", ["c"], ["y"], then_branch=inner)], "g", [], []
        )
    made = model([])
    made.graph.CopyFrom(inner)
    return packed(made)


bad = {
    "external data": changed(outside),
    "two fields": changed(both_fields),
    "the field of another type": changed(other_field),
    "a number beyond its type": changed(large_byte),
    "two of a name": changed(twice),
    "sparse": changed(sparse),
    "too many numbers promised": changed(size(3)),
    "very many numbers promised": changed(size(2**40, 2**40)),
    "a negative size": changed(size(-2, -1)),
    "texts": changed(kind(TensorProto.STRING)),
    "complex numbers": changed(kind(TensorProto.COMPLEX64)),
    "an unknown type": changed(kind(99)),
    "two values": attributes(two_values),
    "an unknown attribute": attributes(reference),
    "deep": nested(20),
    "very deep": nested(60),
}

path = os.path.join(os.path.dirname(__file__), "onnx_models.json")
with open(path, "w") as file:
    json.dump(
        {
            "good": {
                name: {
                    "file": packed(made),
                    "graph": graph(made.graph),
                }
                for name, made in good.items()
            },
            "bad": bad,
        },
        file,
        indent=1,
        ensure_ascii=False,
    )
    file.write("\n")
