/**
 * What a training program reads and in which order, in Python.
 *
 * @module
 */

/** What stands above all. */
export const imports = `
import argparse
import copy
import json
import math
import mmap
import os
import struct
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel import DistributedDataParallel
`.trim();

/** Files of tensors. */
export const files = `
# Files: a safetensors file is the length of a header, the header as JSON, and the numbers.

TYPES = {"F32": torch.float32, "F64": torch.float64}
NAMES = {dtype: name for name, dtype in TYPES.items()}


def read_safetensors(path):
    """The tensors of a file by name, which stay in the file until they are used, and its metadata."""
    try:
        with open(path, "rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    except OSError as error:
        raise SystemExit(f"{path}: {error.strerror}: it is written by the command that wrote this program")
    length, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    metadata = header.pop("__metadata__", {})
    if metadata.get("run", RUN) != RUN:
        raise SystemExit(f"{path} is of another export: write it again with this program")
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        dtype, shape = TYPES[entry["dtype"]], entry["shape"]
        numbers = torch.empty(0, dtype=dtype)
        if end > begin:
            numbers = torch.frombuffer(content, dtype=dtype, count=math.prod(shape), offset=8 + length + begin)
        tensors[name] = numbers.reshape(shape)
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    """Writes a file beside its place and moves it there, so that it is never half-written."""
    header, offset = {"__metadata__": metadata}, 0
    for name, tensor in tensors.items():
        end = offset + tensor.numel() * tensor.element_size()
        header[name] = {"dtype": NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    beside = Path(f"{path}.part")
    with open(beside, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.contiguous().numpy().tobytes())
    os.replace(beside, path)


class Examples:
    """Examples in the files that nabla wrote, of which only those are read that a step needs."""

    def __init__(self, kind, files):
        self.files = [read_safetensors(HERE / f"{NAME}.{kind}-{i + 1}.safetensors")[0] for i in range(files)]
        self.ends = torch.tensor([len(file[TARGETS[0]]) for file in self.files]).cumsum(0)

    def __len__(self):
        return int(self.ends[-1])

    def take(self, places, device):
        """The inputs and the targets of the examples at some places."""
        places = torch.tensor(places)
        file_of = torch.bucketize(places, self.ends, right=True)
        taken = []
        for name in INPUTS + TARGETS:
            all = self.files[0][name]
            rows = all.new_empty(len(places), *all.shape[1:])
            for i in file_of.unique().tolist():
                own = file_of == i
                begin = self.ends[i - 1] if i > 0 else 0
                rows[own] = self.files[i][name][places[own] - begin]
            taken.append(rows.to(device, non_blocking=True))
        return taken[:len(INPUTS)], taken[len(INPUTS):]
`.trim();

/** The order of examples. */
export const order = `
# The order of the examples, which is that of \`nabla train\`.


class Random:
    """xoshiro128** (Blackman and Vigna, 2021), begun by a hash of a seed and of what it is for."""

    def __init__(self, seed, label):
        golden = 0x9E3779B9

        def mix(word):
            word = (word ^ word >> 16) * 0x21F0AAAD & 0xFFFFFFFF
            word = (word ^ word >> 15) * 0x735A2D97 & 0xFFFFFFFF
            return word ^ word >> 15

        def absorb(hash, word):
            return mix((hash ^ word) + golden & 0xFFFFFFFF)

        hash = absorb(absorb(golden, seed & 0xFFFFFFFF), seed >> 32)
        for word in [len(label), *map(ord, label)]:
            hash = absorb(hash, word)
        self.state = [mix(hash + i * golden & 0xFFFFFFFF) for i in (1, 2, 3, 4)]

    def word(self):
        a, b, c, d = self.state
        word = b * 5 & 0xFFFFFFFF
        word = (word << 7 | word >> 25) * 9 & 0xFFFFFFFF
        c ^= a
        d ^= b
        self.state = [a ^ d, b ^ c, c ^ (b << 9 & 0xFFFFFFFF), (d << 11 | d >> 21) & 0xFFFFFFFF]
        return word

    def integer(self, bound):
        """A whole number from 0 to bound - 1."""
        high, low = self.word() >> 5, self.word() >> 6
        return math.floor((high * 2 ** 26 + low) / 2 ** 53 * bound)
`.trim();

/** All examples in a random order, or in theirs. */
export const shuffled = `
def order_of(epoch, length):
    """The places of the examples in an epoch; the first is 1 (Fisher and Yates)."""
    places = list(range(length))
    random = Random(SEED, f"order of epoch {epoch}")
    for i in range(length - 1, 0, -1):
        j = random.integer(i + 1)
        places[i], places[j] = places[j], places[i]
    return places
`.trim();

/** As a stream is shuffled. */
export const streamed = `
def order_of(epoch, length):
    """The places of the examples in an epoch; the first is 1. Each new one takes the place of one that waits."""
    random = Random(SEED, f"order of epoch {epoch}")
    waiting, places = list(range(min(WINDOW, length))), []
    for next in range(len(waiting), length):
        i = random.integer(len(waiting))
        places.append(waiting[i])
        waiting[i] = next
    while waiting:
        i = random.integer(len(waiting))
        places.append(waiting[i])
        waiting[i] = waiting[-1]
        waiting.pop()
    return places
`.trim();

export const asGiven = `
def order_of(epoch, length):
    """The places of the examples in an epoch: their order."""
    return list(range(length))
`.trim();
