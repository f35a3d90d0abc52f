"""Makes attention.json: attention over another sequence, with masks and lengths, by
PyTorch in double precision.

Run it with a Python that has PyTorch, Debian's package python3-torch for
instance:

    /usr/bin/python3 tests/reference/make_attention.py

It writes attention.json beside itself; running it twice gives the same bytes.
The format is that of cases.py.
"""

import math

import torch
import torch.nn.functional as F

from cases import Cases

made = Cases(20261201)
randn = torch.randn


def attend(x, memory, values, p, heads, mask=None, lengths=None, causal=False):
    """PyTorch's function behind MultiheadAttention; weights are one array where all widths are equal."""
    time, steps, width = x.shape[1], memory.shape[1], x.shape[2]
    batch = x.shape[0]
    scores = torch.zeros(batch, heads, time, steps)
    if mask is not None:
        scores = scores + mask
    if causal:
        scores = scores + torch.full((time, steps), -math.inf).triu(1)
    if lengths is not None:
        padding = torch.arange(steps)[None] >= torch.tensor(lengths)[:, None]
        scores = scores + torch.zeros(batch, 1, 1, steps).masked_fill(padding[:, None, None], -math.inf)
    packed = p.get("in_weight")
    y, _ = F.multi_head_attention_forward(
        x.transpose(0, 1), memory.transpose(0, 1), values.transpose(0, 1), width, heads,
        packed, p.get("in_bias"), None, None, False, 0.0, p["out_weight"], p.get("out_bias"),
        attn_mask=scores.reshape(batch * heads, time, steps), use_separate_proj_weight=packed is None,
        q_proj_weight=p.get("q_weight"), k_proj_weight=p.get("k_weight"), v_proj_weight=p.get("v_weight"))
    return y.transpose(0, 1)


def array(t):
    if t.dim() == 1:
        return "[" + ", ".join(repr(v) for v in t.tolist()) + "]"
    return "[" + ", ".join(array(row) for row in t) + "]"


def case(kind, batch, time, width, heads, memory=None, values=None, mask=None, mask_input=False, lengths=False,
         bias=True, placed=False):
    """`memory` is (steps, width), `values` a width, `mask` a shape."""
    step = f"{kind}1"
    steps, kdim = memory or (time, width)
    vdim = values or kdim
    words, parameters, inputs, lines, constants = [str(heads)], {}, {}, [], {}
    if memory:
        words.append("m" if placed else "memory=m")
        inputs["m"] = randn(batch, steps, kdim)
        lines.append(f"m: input({steps},{kdim})")
    if values:
        words.append("values=v")
        inputs["v"] = randn(batch, steps, vdim)
        lines.append(f"v: input({steps},{vdim})")
    if mask:
        words.insert(2 if placed else len(words), "h" if placed else "mask=h")
        shape = ",".join(map(str, mask))
        if mask_input:
            inputs["h"] = randn(batch, *mask)
            lines.append(f"h: input({shape})")
        else:
            parameters["h"] = (4 * randn(*mask)).round() / 4
            parameters["h"].view(-1)[-1] = -1e9
            lines.append(f"given h = {array(parameters['h'])}")
    own_lengths = None
    if lengths:
        own_lengths = [1 + (3 * b + steps) % steps for b in range(batch)]
        words.append("lengths=n")
        lines.append("n: input(1)")
        constants["n"] = torch.tensor(own_lengths, dtype=torch.float64)
    if not bias:
        words.append("bias=none")
    if kdim == width and vdim == width:
        parameters[f"{step}.in_weight"] = randn(3 * width, width) / width ** 0.5
    else:
        for name, size in [("q", width), ("k", kdim), ("v", vdim)]:
            parameters[f"{step}.{name}_weight"] = randn(width, size) / size ** 0.5
    parameters[f"{step}.out_weight"] = randn(width, width) / width ** 0.5
    if bias:
        parameters[f"{step}.in_bias"] = randn(3 * width)
        parameters[f"{step}.out_bias"] = randn(width)

    def run(given, p):
        x = given["s"]
        k = given.get("m", x)
        m = given.get("h", p.get("h"))
        if m is not None:
            rank = len(mask)
            if mask_input:
                m = m.reshape(batch, *([1] * (3 - rank)), *mask) if rank < 3 else m
            if rank == 1 and not mask_input:
                m = m.reshape(1, 1, 1, steps)
        own = {path[len(step) + 1:]: value for path, value in p.items() if path.startswith(step)}
        return attend(x, k, given.get("v", k), own, heads, m, own_lengths, kind == "causal_attention"), None

    x = randn(batch, time, width)
    call = f"{kind}({', '.join(words)})"
    if inputs or constants:
        lines += [f"s: input({time},{width})", f"s -> {call}"]
        made.record_several("\n".join(lines), batch, {**inputs, "s": x}, run, parameters, constants)
    else:
        lines.append(f"input({time},{width}) -> {call}")
        made.record("\n".join(lines), batch, x, lambda x, p: run({"s": x}, p), parameters)


for kind in ["attention", "causal_attention"]:
    # Another sequence.
    case(kind, 1, 1, 1, 1, memory=(1, 1))
    case(kind, 3, 4, 6, 2, memory=(5, 6))
    case(kind, 2, 5, 4, 4, memory=(3, 4), placed=True)
    case(kind, 3, 2, 6, 3, memory=(4, 2))
    case(kind, 1, 3, 4, 2, memory=(7, 5), values=3)
    case(kind, 2, 4, 2, 1, memory=(4, 3), values=2, bias=False)
    case(kind, 3, 3, 4, 2, values=5)
    case(kind, 2, 6, 3, 3, bias=False)
    # Masks.
    case(kind, 2, 3, 4, 2, mask=(2, 3, 3))
    case(kind, 3, 4, 6, 3, mask=(4,))
    case(kind, 1, 5, 2, 1, mask=(5, 5))
    case(kind, 3, 2, 4, 2, memory=(3, 4), mask=(2, 3), placed=True)
    case(kind, 2, 3, 6, 2, memory=(5, 2), mask=(2, 3, 5), mask_input=True)
    case(kind, 3, 4, 3, 1, memory=(2, 3), mask=(2,), mask_input=True)
    case(kind, 2, 3, 4, 4, mask=(3, 3), mask_input=True, bias=False)
    # Lengths.
    case(kind, 3, 4, 4, 2, lengths=True)
    case(kind, 1, 6, 3, 1, lengths=True)
    case(kind, 4, 2, 6, 3, memory=(5, 6), lengths=True)
    case(kind, 3, 5, 2, 2, memory=(3, 4), lengths=True, bias=False)
    case(kind, 2, 3, 4, 2, memory=(7, 3), values=5, mask=(2, 3, 7), lengths=True)
    case(kind, 3, 3, 2, 1, memory=(4, 2), mask=(4,), mask_input=True, lengths=True)

made.save("attention.json")
