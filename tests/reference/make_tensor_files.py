"""Makes tests/fixtures/tensors: files by PyTorch, NumPy and Python's safetensors.

    pip install --no-deps --target FOLDER safetensors
    PYTHONPATH=FOLDER /usr/bin/python3 tests/reference/make_tensor_files.py

modules.safetensors   modules of PyTorch, each under a prefix of its own; torch_modules.json
                      beside this script has the same network in nabla's language, an input
                      and PyTorch's output
dtypes.safetensors    every type of number, arrays.npz, arrays_deflated.npz the same by NumPy;
                      *.npy what NumPy can write besides; *.idx by hand
tensors.json          beside this script, their numbers; what JSON cannot say is "nan", "inf", "-inf"
"""

import gzip
import json
import math
import os
import struct

import numpy as np
import torch
from numpy.lib import format as npy
from safetensors.torch import save_file
from safetensors.numpy import save_file as save_numpy
from torch import nn

torch.manual_seed(20261203)
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
here = os.path.dirname(os.path.abspath(__file__))
folder = os.path.join(here, "..", "fixtures", "tensors")
os.makedirs(folder, exist_ok=True)


def path(name):
    return os.path.join(folder, name)


def first(x):
    return x.movedim(-1, 1)


def last(x):
    return x.movedim(1, -1)


class Module(nn.Module):
    """Attributes have the names of the steps."""

    def __init__(self, run, **steps):
        super().__init__()
        for name, step in steps.items():
            setattr(self, name, step)
        self.run = run

    def forward(self, x):
        return self.run(self, x)


tensors, cases = {}, []


def record(prefix, text, x, module):
    for parameter in module.parameters():
        # Away from zeros and ones, which would hide a mistake.
        nn.init.normal_(parameter, std=0.7)
    for name, buffer in module.named_buffers():
        if name.endswith("running_mean"):
            nn.init.normal_(buffer)
        if name.endswith("running_var"):
            nn.init.uniform_(buffer, 0.5, 2)
    module.eval()
    with torch.no_grad():
        y = module(x)
    for name, value in module.state_dict().items():
        tensors[f"{prefix}.{name}"] = value.contiguous()
    cases.append({"prefix": f"{prefix}.", "text": text, "batch": x.shape[0],
                  "x": x.reshape(-1).tolist(), "y": y.reshape(-1).tolist()})


randn = torch.randn
record("fc", "fc(3,4) -> tanh -> fc(2,bias=none)", randn(3, 3),
       Module(lambda m, x: m.fc2(m.fc1(x).tanh()), fc1=nn.Linear(3, 4), fc2=nn.Linear(4, 2, bias=False)))
record("conv1d", "input(7,4) -> conv(3,6,groups=2,stride=2,pad=1)", randn(2, 7, 4),
       Module(lambda m, x: last(m.conv1(first(x))), conv1=nn.Conv1d(4, 6, 3, 2, 1, groups=2)))
record("conv2d", "input(5,6,4) -> c: conv([3,2],6,groups=2) -> conv(2,3,bias=none)", randn(2, 5, 6, 4),
       Module(lambda m, x: last(m.conv1(m.c(first(x)))),
              c=nn.Conv2d(4, 6, (3, 2), groups=2), conv1=nn.Conv2d(6, 3, 2, bias=False)))
record("transpose1d", "input(4,3) -> conv_transpose(3,2,stride=2)", randn(2, 4, 3),
       Module(lambda m, x: last(m.conv_transpose1(first(x))), conv_transpose1=nn.ConvTranspose1d(3, 2, 3, 2)))
record("transpose2d", "input(3,4,3) -> conv_transpose([2,3],2,stride=2,pad=1,extra=1)", randn(2, 3, 4, 3),
       Module(lambda m, x: last(m.conv_transpose1(first(x))),
              conv_transpose1=nn.ConvTranspose2d(3, 2, (2, 3), 2, 1, 1)))
record("rnn", "input(4,3) -> rnn(2)", randn(2, 4, 3),
       Module(lambda m, x: m.rnn1(x)[0], rnn1=nn.RNN(3, 2, batch_first=True)))
record("lstm", "input(4,3) -> lstm(2,layers=2)", randn(2, 4, 3),
       Module(lambda m, x: m.lstm1(x)[0], lstm1=nn.LSTM(3, 2, 2, batch_first=True)))
record("gru", "input(4,3) -> gru(2,direction=both)", randn(2, 4, 3),
       Module(lambda m, x: m.gru1(x)[0], gru1=nn.GRU(3, 2, batch_first=True, bidirectional=True)))
record("attention", "input(4,6) -> attention(2)", randn(2, 4, 6),
       Module(lambda m, x: m.attention1(x, x, x, need_weights=False)[0],
              attention1=nn.MultiheadAttention(6, 2, batch_first=True)))
record("batchnorm", "input(3,2,4) -> batchnorm", randn(2, 3, 2, 4),
       Module(lambda m, x: last(m.batchnorm1(first(x))), batchnorm1=nn.BatchNorm2d(4)))
record("norms", "input(3,4) -> layernorm -> groupnorm(2) -> instancenorm -> prelu(4)", randn(2, 3, 4),
       Module(lambda m, x: last(m.prelu1(m.instancenorm1(m.groupnorm1(first(m.layernorm1(x)))))),
              layernorm1=nn.LayerNorm(4), groupnorm1=nn.GroupNorm(2, 4),
              instancenorm1=nn.InstanceNorm1d(4, affine=True), prelu1=nn.PReLU(4)))
record("embedding", "input(5) -> embedding(7,3)", torch.randint(7, (2, 5)),
       Module(lambda m, x: m.embedding1(x), embedding1=nn.Embedding(7, 3)))
block = Module(lambda m, x: m.fc1(x).relu(), fc1=nn.Linear(3, 3))
record("blocks", "let block(n) = fc(n) -> relu\ninput(3) -> block(3)", randn(2, 3),
       Module(lambda m, x: m.block1(x), block1=block))
record("image", "input(4,5,2) -> conv(2,3) -> flatten -> fc(2)", randn(2, 4, 5, 2),
       Module(lambda m, x: m.fc1(last(m.conv1(first(x))).flatten(1)),
              conv1=nn.Conv2d(2, 3, 2), fc1=nn.Linear(36, 2)))
record("conv3d", "input(3,4,5,4) -> conv([2,3,1],6,groups=2,stride=[1,2,1],pad=[1,0,0])", randn(2, 3, 4, 5, 4),
       Module(lambda m, x: last(m.conv1(first(x))),
              conv1=nn.Conv3d(4, 6, (2, 3, 1), (1, 2, 1), (1, 0, 0), groups=2)))
record("transpose3d", "input(2,3,2,4) -> conv_transpose([2,1,3],6,groups=2,stride=[2,1,1])", randn(2, 2, 3, 2, 4),
       Module(lambda m, x: last(m.conv_transpose1(first(x))),
              conv_transpose1=nn.ConvTranspose3d(4, 6, (2, 1, 3), (2, 1, 1), groups=2)))
save_file(tensors, path("modules.safetensors"), metadata={"format": "pt"})
with open(os.path.join(here, "torch_modules.json"), "w") as file:
    file.write("[\n%s\n]\n" % ",\n".join(json.dumps(case) for case in cases))

made = {}


def word(value):
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def note(file, name, shape, values):
    made.setdefault(file, {})[name] = {"shape": list(shape), "values": [word(v) for v in values]}


floats = [0.0, -0.0, 1.5, -2.25, 1 / 3, 6.1e-5, 5.96e-8, 65504.0, math.inf, -math.inf, math.nan, 1e-3]
of_torch = {
    "double": torch.tensor(floats),
    "float": torch.tensor(floats, dtype=torch.float32).reshape(3, 4),
    "half": torch.tensor(floats, dtype=torch.float16).reshape(2, 2, 3),
    "brain": torch.tensor(floats + [3e38, 1e-40], dtype=torch.bfloat16),
    "i64": torch.tensor([0, -1, 2**53 - 1, -(2**53 - 1)], dtype=torch.int64),
    "i32": torch.tensor([2**31 - 1, -(2**31)], dtype=torch.int32),
    "i16": torch.tensor([[2**15 - 1], [-(2**15)]], dtype=torch.int16),
    "i8": torch.tensor([127, -128], dtype=torch.int8),
    "u8": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]),
    "single": torch.tensor(7.5),
    "none": torch.zeros(0, 3),
    "Ünïcode \"quoted\" \n": torch.ones(1),
    "__proto__": torch.ones(2),
}
save_file(of_torch, path("dtypes.safetensors"), metadata={"made by": "Python \u2028 \x01"})
for name, value in of_torch.items():
    note("dtypes.safetensors", name, value.shape, value.double().reshape(-1).tolist())
# What our writer must give to the byte: names that sort by code points, both precisions.
save_numpy({"b": np.arange(3.0), "a": np.arange(4, dtype=np.float32).reshape(2, 2), "c": np.array(0.5),
            "\U0001f600": np.zeros(2, np.float32), "\uffee": np.ones((1, 2), np.float32)},
           path("written.safetensors"), metadata={"text": "fc(2,1) -> \"x\" \u00e9\x1f"})

grid = np.arange(-3, 3).reshape(2, 3)
of_numpy = {"x": grid.astype("<f8") / 3, "t": np.float32(grid) / 7, "fortran": np.asfortranarray(grid / 9.0),
            "cube": np.asfortranarray(np.arange(24.0, dtype=np.float32).reshape(2, 3, 4)),
            "big8": grid.astype(">f8"), "big4": grid.astype(">f4"), "half": np.array(floats, "<f2"),
            "bighalf": np.array(floats, ">f2"), "scalar": np.float64(2.5), "none": np.zeros((2, 0)),
            "bool": grid > 0}
for code in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
    top = min(np.iinfo(code).max, 2**53 - 1)
    of_numpy[code] = np.array([top, 1, max(np.iinfo(code).min, -(2**53 - 1))], "<" + code)
    of_numpy["big" + code] = of_numpy[code].astype(">" + code)
np.savez(path("arrays.npz"), **of_numpy)
np.savez_compressed(path("arrays_deflated.npz"), **of_numpy)
for name, value in of_numpy.items():
    note("arrays.npz", name, value.shape, np.asarray(value, np.float64).reshape(-1).tolist())
np.save(path("written.npy"), of_numpy["x"])
for version in (2, 3):
    with open(path(f"version{version}.npy"), "wb") as file:
        npy.write_array(file, grid / 4, version=(version, 0))
    note(f"version{version}.npy", "", grid.shape, (grid / 4).reshape(-1).tolist())
np.save(path("objects.npy"), np.array([{}, 1], object), allow_pickle=True)
np.save(path("records.npy"), np.zeros(2, [("a", "<f8"), ("b", "<i4")]))
np.save(path("texts.npy"), np.array(["a", "bc"]))
np.save(path("complex.npy"), np.array([1j]))


def idx(name, code, letter, shape, values, opened=open):
    data = struct.pack(">BBBB", 0, 0, code, len(shape)) + struct.pack(">%dI" % len(shape), *shape)
    data += struct.pack(">%d%s" % (len(values), letter), *values)
    if opened is gzip.open:
        data = gzip.compress(data, mtime=0)
    with open(path(name), "wb") as file:
        file.write(data)
    note(name, "", shape, values)


pixels = [(i * 37) % 256 for i in range(5 * 4 * 3)]
idx("u8.idx", 0x08, "B", (5, 4, 3), pixels)
idx("u8.idx.gz", 0x08, "B", (5, 4, 3), pixels, gzip.open)
idx("i8.idx", 0x09, "b", (3,), [-128, 0, 127])
idx("i16.idx", 0x0B, "h", (2, 1), [-32768, 258])
idx("i32.idx", 0x0C, "i", (2,), [-2**31, 66051])
idx("f32.idx", 0x0D, "f", (3,), [0.5, -1.25, 2.0**-126])
idx("f64.idx", 0x0E, "d", (1, 2), [0.1, -1e300])

with open(os.path.join(here, "tensors.json"), "w") as file:
    rows = ",\n".join('%s: {\n%s\n}' % (json.dumps(name), ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value)}" for key, value in all_.items())) for name, all_ in made.items())
    file.write("{%s}\n" % rows)
print(f"{len(cases)} modules, {sum(map(len, made.values()))} arrays")
