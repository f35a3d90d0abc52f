"""Makes keras.json: layers of Keras said as texts, with Keras' numbers.

Run it with a Python that has keras (3.15.1) and jax:

    python3 tests/reference/make_keras.py

Each layer is built from its row in tests/foreign_coverage/keras.tsv, with pseudo-random
input and weights, in double precision. A row is left out where Keras cannot run
it so, or draws numbers; what is left out is printed. Running it twice gives the
same bytes.
"""

import json
import os
import re

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import keras
import numpy as np
from keras import layers

keras.config.set_floatx("float64")
here = os.path.dirname(os.path.abspath(__file__))
table = os.path.join(here, "..", "foreign_coverage", "keras.tsv")
random = np.random.default_rng(20261130)
cases, left = [], []


def randn(*shape):
    """Few digits, so that the file stays small."""
    return np.round(random.standard_normal(shape), 2)


def last(kernel):
    """Keras has windows first; nabla has outputs first."""
    return np.moveaxis(kernel, -1, 0)


def transposed(kernel):
    """(window, out, in) of a transposed layer as (in, window, out)."""
    return np.moveaxis(kernel, -1, 0)


def per_channel(kernel):
    """(window, in, multiplier) as (in * multiplier, window, 1)."""
    flat = kernel.reshape(*kernel.shape[:-2], -1)
    return np.moveaxis(flat, -1, 0)[..., None]


def gates(order):
    """Rows of gates in our order, one for each output."""
    def turn(kernel):
        parts = np.split(kernel, len(order), axis=-1)
        return np.concatenate([parts[i] for i in order], axis=-1).T
    return turn


def half(index, order=(0,)):
    """One of the two biases of a recurrent layer."""
    def turn(bias):
        if bias.ndim == 2:
            return gates(order)(bias[index])
        return gates(order)(bias) if index == 0 else np.zeros(bias.shape)
    return turn


def recurrent(name, order, bias=True):
    names = [(f"{name}1.weight_ih_l0", 0, gates(order)), (f"{name}1.weight_hh_l0", 1, gates(order))]
    if bias:
        names += [(f"{name}1.bias_ih_l0", 2, half(0, order)), (f"{name}1.bias_hh_l0", 2, half(1, order))]
    return names


def affine(step):
    return [(f"{step}.weight", 0, None), (f"{step}.bias", 1, None)]


def call_of(name, variant):
    """The layer, and pairs of our paths and its weights with how they are turned."""
    v = variant
    axes = name[-2] if name.endswith("D") and name[-2] in "123" else None
    plain = name[:-2] if axes else name
    words = {"padding=same": {"padding": "same"}, "strides=2": {"strides": 2}, "strides=1": {"strides": 1},
             "dilation_rate=2": {"dilation_rate": 2}, "groups=2": {"groups": 2}, "keepdims=True": {"keepdims": True},
             "use_bias=False": {"use_bias": False}, "padding=causal": {"padding": "causal"},
             "depth_multiplier=2": {"depth_multiplier": 2}}
    more = {}
    for word in v.split(", "):
        more.update(words.get(word, {}))
    bias = more.get("use_bias", True)
    make = getattr(layers, name, None)
    if plain in ("Conv",):
        size = 2 if "strides" in more and "padding" not in more or "dilation_rate" in more else 1 if not bias else 3
        return make(4, size, **more), [("conv1.weight", 0, last)] + ([("conv1.bias", 1, None)] if bias else [])
    if name.endswith("Transpose"):
        size = 2 if ("strides" in more and "padding" not in more) or "dilation_rate" in more else 3
        return make(4, size, **more), [("conv_transpose1.weight", 0, transposed), ("conv_transpose1.bias", 1, None)]
    if plain == "DepthwiseConv":
        return make(3, **more), [("conv1.weight", 0, per_channel), ("conv1.bias", 1, None)]
    if plain == "SeparableConv":
        return make(4, 3, **more), [("conv1.weight", 0, per_channel), ("conv2.weight", 1, last),
                                    ("conv2.bias", 2, None)]
    if plain in ("MaxPooling", "AveragePooling"):
        return make(3 if "padding" in more else 2, **more), []
    if plain in ("GlobalMaxPooling", "GlobalAveragePooling"):
        return make(**more), []
    if plain in ("AdaptiveMaxPooling", "AdaptiveAveragePooling"):
        return make(3), []
    if plain == "UpSampling":
        return make(2, **({"interpolation": v} if v else {})), []
    if plain == "ZeroPadding":
        n = int(axes)
        pads = ((1, 2),) * n if v else ((1, 1),) * n
        return make(pads if n > 1 else pads[0]), []
    if plain == "Cropping":
        return make(1), []
    if name == "Activation":
        return layers.Activation(v), []
    if name == "Dense":
        return layers.Dense(4, use_bias=bias, activation="softmax" if "softmax" in v else None), [
            ("fc1.weight", 0, np.transpose)] + ([("fc1.bias", 1, None)] if bias else [])
    orders = {"SimpleRNN": ("rnn", (0,)), "LSTM": ("lstm", (0, 1, 2, 3)), "GRU": ("gru", (1, 0, 2))}
    if name in orders:
        kind = {"": {}, "return_sequences=True": {"return_sequences": True},
                "go_backwards=True": {"go_backwards": True}, "use_bias=False": {"use_bias": False},
                "initial_state": {}, "reset_after=False": {"reset_after": False}}
        return make(4, **kind[v]), recurrent(*orders[name], bias="use_bias" not in kind[v])
    several = {
        ("Identity", ""): lambda: layers.Identity(),
        ("Embedding", ""): lambda: layers.Embedding(5, 3),
        ("EinsumDense", "abc,cd->abd"): lambda: layers.EinsumDense("abc,cd->abd", (None, 4)),
        ("EinsumDense", "ab,bc->ac, bias_axes=c"): lambda: layers.EinsumDense("ab,bc->ac", 4, bias_axes="c"),
        ("Lambda", "x^2 + 1"): lambda: layers.Lambda(lambda x: x**2 + 1),
        ("ReLU", "max_value=2"): lambda: layers.ReLU(max_value=2),
        ("ReLU", "negative_slope=0.3"): lambda: layers.ReLU(negative_slope=0.3),
        ("ReLU", "max_value=2, negative_slope=0.3"): lambda: layers.ReLU(max_value=2, negative_slope=0.3),
        ("ReLU", "threshold=1"): lambda: layers.ReLU(threshold=1),
        ("LeakyReLU", "0.3"): lambda: layers.LeakyReLU(0.3),
        ("PReLU", "shared_axes"): lambda: layers.PReLU(shared_axes=[1]),
        ("ELU", "0.5"): lambda: layers.ELU(0.5),
        ("Softmax", "axis=1"): lambda: layers.Softmax(1),
        ("Softmax", "axis=[1,2]"): lambda: layers.Softmax([1, 2]),
        ("BatchNormalization", ""): lambda: layers.BatchNormalization(),
        ("BatchNormalization", "axis=1"): lambda: layers.BatchNormalization(axis=1),
        ("BatchNormalization", "center=False"): lambda: layers.BatchNormalization(center=False),
        ("BatchNormalization", "scale=False"): lambda: layers.BatchNormalization(scale=False),
        ("BatchNormalization", "scale=False, center=False"):
            lambda: layers.BatchNormalization(scale=False, center=False),
        ("LayerNormalization", ""): lambda: layers.LayerNormalization(),
        ("LayerNormalization", "axis=1"): lambda: layers.LayerNormalization(axis=1),
        ("LayerNormalization", "axis=[1,2]"): lambda: layers.LayerNormalization(axis=[1, 2]),
        ("LayerNormalization", "center=False"): lambda: layers.LayerNormalization(center=False),
        ("RMSNormalization", ""): lambda: layers.RMSNormalization(),
        ("UnitNormalization", ""): lambda: layers.UnitNormalization(),
        ("UnitNormalization", "axis=1"): lambda: layers.UnitNormalization(axis=1),
        ("GroupNormalization", "groups=2"): lambda: layers.GroupNormalization(2),
        ("GroupNormalization", "groups=-1"): lambda: layers.GroupNormalization(-1),
        ("Reshape", ""): lambda: layers.Reshape((3, 4)),
        ("Reshape", "-1"): lambda: layers.Reshape((-1, 2, 2)),
        ("Flatten", ""): lambda: layers.Flatten(),
        ("RepeatVector", ""): lambda: layers.RepeatVector(3),
        ("Permute", ""): lambda: layers.Permute((2, 1)),
        ("Rescaling", ""): lambda: layers.Rescaling(0.5, -1),
        ("Normalization", ""): lambda: layers.Normalization(mean=[1.0, 2], variance=[4.0, 9]),
        ("Resizing", "bilinear"): lambda: layers.Resizing(6, 7),
        ("Resizing", "nearest"): lambda: layers.Resizing(6, 7, interpolation="nearest"),
        ("CenterCrop", ""): lambda: layers.CenterCrop(4, 4),
        ("TimeDistributed", "Dense"): lambda: layers.TimeDistributed(layers.Dense(4)),
        ("Add", ""): lambda: layers.Add(), ("Add", "broadcast"): lambda: layers.Add(),
        ("Subtract", ""): lambda: layers.Subtract(),
        ("Multiply", ""): lambda: layers.Multiply(), ("Multiply", "broadcast"): lambda: layers.Multiply(),
        ("Average", ""): lambda: layers.Average(),
        ("Maximum", ""): lambda: layers.Maximum(), ("Minimum", ""): lambda: layers.Minimum(),
        ("Concatenate", ""): lambda: layers.Concatenate(),
        ("Concatenate", "axis=1"): lambda: layers.Concatenate(axis=1),
        ("Dot", "axes=1"): lambda: layers.Dot(1), ("Dot", "axes=2"): lambda: layers.Dot(2),
        ("Dot", "axes=1, normalize"): lambda: layers.Dot(1, normalize=True),
        ("Attention", ""): lambda: layers.Attention(), ("Attention", "key"): lambda: layers.Attention(),
    }
    weights = {
        "Embedding": [("embedding1.weight", 0, None)],
        "EinsumDense": [("fc1.weight", 0, np.transpose)] + ([("fc1.bias", 1, None)] if "bias" in v else []),
        "PReLU": [("prelu1.weight", 0, np.ravel)],
        "TimeDistributed": [("fc1.weight", 0, np.transpose), ("fc1.bias", 1, None)],
        "BatchNormalization": affine("batchnorm1"), "LayerNormalization": affine("layernorm1"),
        "RMSNormalization": [("rmsnorm1.weight", 0, None)],
        "GroupNormalization": affine("instancenorm1" if "-1" in v else "groupnorm1"),
    }
    names = weights.get(name, [])
    if v == "scale=False":
        names = [("batchnorm1.bias", 0, None)]
    elif "scale=False" in v:
        names = []
    elif "center=False" in v:
        names = names[:1]
    return several[name, variant](), names


losses = {
    "MeanSquaredError": {}, "MeanAbsoluteError": {}, "Huber": {}, "BinaryCrossentropy": {}, "Hinge": {},
    "CosineSimilarity": {}, "CategoricalFocalCrossentropy": {}, "CategoricalCrossentropy": {},
    "SparseCategoricalCrossentropy": {}, "MeanSquaredLogarithmicError": {}, "MeanAbsolutePercentageError": {},
    "LogCosh": {}, "SquaredHinge": {}, "KLDivergence": {}, "Poisson": {}, "CategoricalHinge": {}, "Dice": {},
    "Tversky": {"alpha": 0.3, "beta": 0.7},
}


def loss_of(name, variant):
    more = dict(losses[name])
    if variant == "from_logits":
        more["from_logits"] = True
    if variant == "label_smoothing":
        more.update(from_logits=True, label_smoothing=0.1)
    if variant == "ignore_class":
        more.update(from_logits=True, ignore_class=1)
    return getattr(keras.losses, name)(**more)


def sizes(text):
    """What is declared, by name; `x` for an input without one."""
    found = {}
    for label, numbers in re.findall(r"(?:^|; )(?:(\w+): )?input\(([\d,]+)\)", text):
        found[label or "x"] = tuple(int(n) for n in numbers.split(","))
    return found


def run_loss(name, variant, text):
    shapes = sizes(text)
    loss = loss_of(name, variant)
    sparse = name.startswith("Sparse")
    [a, *others] = list(shapes)
    width = shapes[a][-1]
    value = randn(1, *shapes[a])
    if not variant and name not in ("MeanSquaredError", "MeanAbsoluteError", "Huber", "Hinge", "SquaredHinge",
                                   "CosineSimilarity", "LogCosh"):
        value = np.round(1 / (1 + np.exp(-value)), 2)
        if "Categorical" in name or name == "KLDivergence":
            value = value / value.sum(-1, keepdims=True)
    if sparse:
        target = np.array([2.0])
    elif "Categorical" in name:
        target = np.eye(width)[[1]]
    elif "Hinge" in name:
        target = np.sign(randn(1, width))
    else:
        target = np.round(random.random((1, width)), 2) + 0.01
        target = target / target.sum() if name == "KLDivergence" else target
    of = lambda v: loss(target.astype("int32") if sparse else target, v)
    number, gradient = jax.value_and_grad(of)(value)
    if others:
        given = {a: value.tolist(), others[0]: target.tolist()}
        return given, {"y": [float(number)], f"{a}.grad": gradient.tolist()}
    return ({"x": value.tolist(), "target": target.tolist()},
            {"loss": float(number), "x.grad": gradient.tolist()})


def run_layer(name, variant, text):
    layer, names = call_of(name, variant)
    shapes = sizes(text)
    examples = 1 if name[-2:] in ("2D", "3D") or name.endswith("Transpose") else 2
    values = {path: randn(examples, *shape) for path, shape in shapes.items()}
    if name == "Embedding":
        values = {"x": np.array([[0, 4, 2, 2], [1, 1, 3, 0]])}
    if name == "Attention" and not variant:
        order = ["q", "v"]
    elif name == "Attention":
        order = ["q", "v", "k"]
    else:
        order = list(values)
    inputs = [values[path] for path in order]
    more = {"training": True} if name == "BatchNormalization" else {}
    initial = {}
    if variant == "initial_state":
        states = inputs[1:]
        initial["initial_state"] = states if name == "LSTM" else states[0]
        inputs = inputs[:1]
    elif name == "SimpleRNN":
        initial["initial_state"] = np.zeros((2, 4))
    arguments = lambda all: all[0] if len(all) == 1 else all
    layer(arguments(inputs), **more, **initial)
    for weight in layer.trainable_variables:
        weight.assign(randn(*weight.shape) * 0.7)
    trainable = [weight.value for weight in layer.trainable_variables]
    fixed = [weight.value for weight in layer.non_trainable_variables]

    def forward(trainable, inputs):
        return layer.stateless_call(trainable, fixed, arguments(inputs), **more, **initial)[0]

    fixed_inputs = name == "Embedding"
    if fixed_inputs:
        y, back = jax.vjp(lambda t: forward(t, inputs), trainable)
    else:
        y, back = jax.vjp(forward, trainable, inputs)
    upstream = randn(*y.shape)
    gradients = back(upstream)
    given = {path: value.tolist() for path, value in values.items()}
    expect = {"y": np.asarray(y).tolist()}
    given["y.grad"] = upstream.tolist()
    if not fixed_inputs:
        # States are passed beside the inputs, and their gradients not asked for.
        for path, gradient in zip(order, gradients[1]):
            expect[f"{path}.grad"] = np.asarray(gradient).tolist()
    for path, index, turn in names:
        turned = turn or np.asarray
        given[path] = turned(np.asarray(trainable[index])).tolist()
        is_doubled = "bias_hh" in path and np.asarray(trainable[index]).ndim == 1
        if not is_doubled:
            expect[f"{path}.grad"] = turned(np.asarray(gradients[0][index])).tolist()
    return given, expect


for line in open(table, encoding="utf-8").read().strip().split("\n")[1:]:
    name, variant, text = (line + "\t\t").split("\t")[:3]
    if not text:
        continue
    call = f"{name} {variant}".strip()
    try:
        run = run_loss if name in losses else run_layer
        given, expect = run(name, variant, text)
    except Exception as error:
        left.append(f"{call}: {type(error).__name__} {str(error)[:90]}")
        continue
    if call == "Activation sparsemax":
        left.append(f"{call}: Keras' numbers do not add up to 1")
        continue
    cases.append({"module": call, "text": text.replace("; ", "\n"), "given": given, "expect": expect})

with open(os.path.join(here, "keras.json"), "w", encoding="utf-8") as file:
    file.write('{"texts": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]}\n")
print(len(cases), "run;", len(left), "left out:")
print("\n".join(left))
