/**
 * What a module needs beside PyTorch, in Python; a program holds those that it uses.
 *
 * @module
 */

import { lossHelpers } from "./loss_helpers.ts";
import { sequenceHelpers } from "./sequence_helpers.ts";

/** Functions and classes by name, each above those that use it. */
const helpers: Readonly<Record<string, string>> = {
  first: `
def first(x):
    """Channels from the last axis to the first, where PyTorch has them."""
    return x.movedim(-1, 1)
`,
  last: `
def last(x):
    """Channels back to the last axis."""
    return x.movedim(1, -1)
`,
  Parameters: `
class Parameters(nn.Module):
    """Parameters by name, where PyTorch has no module for them."""

    def __init__(self, **shapes):
        super().__init__()
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.zeros(shape)))
`,
  Statistics: `
class Statistics(Parameters):
    """The same, with the running mean and variance of channels."""

    def __init__(self, channels, **shapes):
        super().__init__(**shapes)
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))
`,
  rms_norm: `
def rms_norm(x, weight, eps, axes):
    """x by its root mean square, times a weight."""
    y = x * torch.rsqrt(x.square().mean(axes, keepdim=True) + eps)
    return y if weight is None else y * weight
`,
  extreme: `
def extreme(x, axes, of, keepdim=False):
    """The largest or the least number along some axes; of several equal ones, one."""
    rest = [axis for axis in range(x.dim()) if axis not in axes]
    shape = [1 if axis in axes else n for axis, n in enumerate(x.shape)]
    y = of(x.permute(*rest, *axes).flatten(len(rest)), -1)[0]
    return y.reshape(shape) if keepdim else y
`,
  hardmax: `
def hardmax(x, axis):
    """1 for the largest number along an axis, else 0."""
    return torch.zeros_like(x).scatter(axis, x.argmax(axis, keepdim=True), 1)
`,
  sparsemax: `
def sparsemax(x, axis):
    """max(x - t, 0) with the t for which they add up to 1 (Martins and Astudillo, 2016)."""
    x = x.movedim(axis, -1)
    z = x.sort(-1, descending=True)[0]
    counts = torch.arange(1, z.shape[-1] + 1, dtype=x.dtype, device=x.device)
    sums = z.cumsum(-1)
    size = (1 + counts * z > sums).sum(-1, keepdim=True)
    t = (sums.gather(-1, size - 1) - 1) / size
    return F.relu(x - t).movedim(-1, axis)
`,
  last_place: `
def last_place(x, axis, place, keepdim=False):
    """The last of several places that are equal."""
    return x.shape[axis] - 1 - place(x.flip(axis), axis, keepdim)
`,
  pad: `
def pad(x, sides, mode):
    """Copies of numbers at the ends of each axis."""
    for axis, (before, after) in enumerate(sides, 1):
        length = x.shape[axis]
        at = torch.arange(-before, length + after, device=x.device)
        if mode == "edge":
            at = at.clamp(0, length - 1)
        elif mode == "circular":
            at = at % length
        elif length > 1:
            at = at.abs() % (2 * length - 2)
            at = torch.where(at < length, at, 2 * length - 2 - at)
        else:
            at = at * 0
        x = x.index_select(axis, at)
    return x
`,
  gather: `
def gather(x, places, axis, axes):
    """The entries of an axis by their numbers, which have so many axes of their own."""
    length = x.shape[axis]
    at = axis if axis > 0 else axis + x.dim()
    rows = [x[i].index_select(at - 1, places[i].long().flatten() % length) for i in range(len(x))]
    return torch.stack(rows).unflatten(at, places.shape[1:]) if axes else torch.stack(rows).squeeze(at)
`,
  drop_along: `
def drop_along(x, p, axes, training):
    """Dropout of all numbers at once that have the same place along some axes."""
    axes = [axis % x.dim() for axis in (axes if isinstance(axes, tuple) else (axes,))]
    shape = [n if axis == 0 or axis in axes else 1 for axis, n in enumerate(x.shape)]
    return x * F.dropout(x.new_ones(shape), p, training)
`,
  sinusoids: `
def sinusoids(x):
    """A row for each position of a sequence (Vaswani and others, 2017, section 3.5)."""
    time, width = x.shape[1:]
    places = torch.arange(width, device=x.device)
    rates = 10000 ** (-(places - places % 2) / width).to(x.dtype)
    angles = torch.arange(time, device=x.device, dtype=x.dtype)[:, None] * rates
    return torch.where(places % 2 == 0, angles.sin(), angles.cos())
`,
  ...sequenceHelpers,
  ...lossHelpers,
};

/** The names of all functions and classes here. */
export const helperNames: readonly string[] = Object.keys(helpers);

/** The functions that a text calls, and those that they call, in order. */
export function helpersOf(text: string): string {
  const names = helperNames;
  const used = new Set<string>();
  const look = (text: string) => {
    for (const name of names) {
      // Not those of PyTorch: `F.pad(`.
      if (used.has(name)) continue;
      if (!new RegExp(`(?<![\\w.])${name}[()]`).test(text)) continue;
      used.add(name);
      look(helpers[name]);
    }
  };
  look(text);
  return names.filter((name) => used.has(name))
    .map((name) => `${helpers[name].trim()}\n`).join("\n\n");
}
