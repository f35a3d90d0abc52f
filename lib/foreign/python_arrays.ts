/**
 * A part of the program that `python.ts` puts together, in Python: arrays of numpy,
 * PyTorch and JAX, and lists, from and to the bytes of messages.
 *
 * @module
 */

export const pythonArrays: string = String.raw`
import ctypes, difflib, faulthandler, importlib.machinery, importlib.util, inspect
import json, math, os, random, signal, sys, traceback
from array import array
from collections import namedtuple

kinds = {"float64": ("d", 8), "float32": ("f", 4)}


words = {}


def say(sentence, **facts):
    """A sentence in the language of the program that asks."""
    return words.get(sentence, sentence).format(**facts)


class Refusal(Exception):
    def __init__(self, rule, help=None):
        super().__init__(rule)
        self.help = help


# Messages: a line of JSON, then the bytes of its arrays, lowest byte first.


def take_pipes():
    """The pipes of the protocol; what the file prints goes to standard error."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    sys.stdout.reconfigure(line_buffering=True)
    return source, sink


def receive(source):
    line = source.readline()
    if not line.endswith(b"\n"):
        return None, []
    message = json.loads(line)
    return message, [
        (each["type"], each["shape"], source.read(byte_count(each)))
        for each in message["arrays"]
    ]


def byte_count(entry):
    return math.prod(entry["shape"]) * kinds[entry["type"]][1]


def send(sink, arrays=(), **fields):
    """An array is its type, shape and bytes, or None."""
    fields["arrays"] = [a and {"type": a[0], "shape": a[1]} for a in arrays]
    parts = [json.dumps(fields).encode() + b"\n", *(a[2] for a in arrays if a)]
    sink.write(b"".join(parts))
    sink.flush()


# Arrays of each library, from bytes and to bytes.


def library_of(value):
    """numpy, torch or jax; None for what belongs to none of them."""
    own = type(value).__module__
    if own == "builtins":
        own = getattr(value, "__name__" if inspect.ismodule(value) else "__module__", "")
    root = (own or "").split(".")[0].replace("jaxlib", "jax")
    return root if root in ("numpy", "torch", "jax") else None


def make(library, array_of, like=None):
    """A new array of a library; a number where the like of it is one."""
    kind, shape, data = array_of
    is_number = library == "numpy" and isinstance(like, float) and shape == []
    if library is None or is_number:
        return nested(numbers(kind, data), shape)
    if library == "torch":
        return make_tensor(kind, shape, data).to(getattr(like, "device", "cpu"))
    import numpy

    code = "<f%d" % kinds[kind][1]
    values = numpy.frombuffer(bytearray(data), code).astype(kind, copy=False)
    values = values.reshape(shape)
    if library == "jax":
        import jax

        return jax.numpy.array(values)
    return values


def make_tensor(kind, shape, data):
    import torch

    if len(data) == 0:
        return torch.zeros(shape, dtype=getattr(torch, kind))
    flat = torch.frombuffer(numbers(kind, data), dtype=getattr(torch, kind))
    return flat.reshape(shape)


def numbers(kind, data):
    found = array(kinds[kind][0], data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def nested(flat, shape):
    if len(shape) == 0:
        return flat[0]
    size = math.prod(shape[1:])
    rows = (flat[i * size : (i + 1) * size] for i in range(shape[0]))
    return [nested(row, shape[1:]) for row in rows]


def plain(value, what):
    """The type, shape and bytes of an array of any library, of a list, or of a number."""
    if value is None:
        raise Refusal(say("{what} is None", what=what), say("Is a return missing?"))
    if isinstance(value, (list, tuple)) and any(getattr(v, "ndim", 0) for v in value):
        rule = say("{what} must be one array: found {count} arrays", what=what, count=len(value))
        raise Refusal(rule, say("Return them as one."))
    if library_of(value) == "torch":
        return plain_tensor(value.detach(), what)
    if "numpy" not in sys.modules:
        return plain_list(value, what)
    import numpy

    try:
        values = numpy.asarray(value)
    except ValueError:
        raise not_real(what, say("rows of different lengths")) from None
    if values.dtype.kind in "iub":
        values = values.astype("float64")
    kind = str(values.dtype)
    if kind not in kinds:
        found = kind if hasattr(value, "dtype") else type(value).__name__
        raise not_real(what, found)
    data = values.astype("<f%d" % kinds[kind][1], copy=False).tobytes()
    return kind, list(values.shape), data


def plain_tensor(value, what):
    """As PyTorch may be without numpy."""
    if not (value.is_floating_point() or value.is_complex()):
        value = value.double()
    kind = str(value.dtype)[6:]
    if kind not in kinds:
        raise not_real(what, kind)
    value = value.cpu().contiguous().resolve_neg()
    data = ctypes.string_at(value.data_ptr(), value.numel() * kinds[kind][1])
    return kind, list(value.shape), bytes_of(kind, array(kinds[kind][0], data))


def plain_list(value, what):
    shape, flat = [], [value]
    while flat and all(isinstance(each, (list, tuple)) for each in flat):
        shape.append(len(flat[0]))
        if any(len(each) != shape[-1] for each in flat):
            raise not_real(what, say("rows of different lengths"))
        flat = [inner for each in flat for inner in each]
    for each in flat:
        if not isinstance(each, (int, float)):
            raise not_real(what, type(each).__name__)
    return "float64", shape, bytes_of("float64", flat)


def bytes_of(kind, flat):
    values = array(kinds[kind][0], flat)
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def not_real(what, found):
    help = say("Give a number, or an array or a list of them.")
    if "float" in found:
        help = say("Take float32 or float64.")
    elif "complex" in found:
        help = say("Write the real and the imaginary part as arrays of their own.")
    return Refusal(say("{what} must hold real numbers: found {found}", what=what, found=found), help)
`;
