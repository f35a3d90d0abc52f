/**
 * What a module needs beside PyTorch, in Python; a program holds those that it uses.
 *
 * @module
 */

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
  zeros: `
def zeros(x, layers, width):
    """A first state of zeros."""
    return x.new_zeros(layers, len(x), width)
`,
  states: `
def states(x, layers, ways):
    """First states as PyTorch has them: layers · directions × batch × width."""
    return x.reshape(len(x), layers, ways, -1).permute(1, 2, 0, 3).flatten(0, 1).contiguous()
`,
  turned: `
def turned(x, lengths):
    """Each sequence from its end to its beginning; what is behind its length stays."""
    if lengths is None:
        return x.flip(1)
    at = torch.arange(x.shape[1], device=x.device)[None]
    lengths = lengths.reshape(-1, 1).long()
    at = torch.where(at < lengths, lengths - 1 - at, at)
    return x.gather(1, at[..., None].expand_as(x))
`,
  run: `
def run(layer, x, start=None, lengths=None, backward=False):
    """A recurrent layer over sequences of different lengths, or from their ends."""
    x = turned(x, lengths) if backward else x
    if lengths is None:
        y, last = layer(x, start)
    else:
        packed = nn.utils.rnn.pack_padded_sequence(
            x, lengths.flatten().long().cpu(), batch_first=True, enforce_sorted=False)
        y, last = layer(packed, start)
        y, _ = nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=x.shape[1])
    return turned(y, lengths) if backward else y, last
`,
  last_state: `
def last_state(ran, ways, cell=False):
    """The last state of the highest level, or its cells; of two directions side by side."""
    _, last = ran
    state = last[int(cell)] if isinstance(last, tuple) else last
    return torch.cat(list(state[-ways:]), -1)
`,
  last_states: `
def last_states(ran, layers):
    """The last states of all levels as rows, those of cells behind them."""
    _, last = ran
    last = last if isinstance(last, tuple) else (last,)
    return torch.cat([s.transpose(0, 1).reshape(s.shape[1], layers, -1) for s in last], 1)
`,
  all_states: `
def all_states(ran, layers):
    """All states, and the last ones behind them."""
    return torch.cat([ran[0], last_states(ran, layers)], 1)
`,
  later: `
def later(x, steps):
    """Hides later steps."""
    return x.new_full((x.shape[1], steps), -math.inf).triu(1)
`,
  mask_of: `
def mask_of(x, steps, heads, mask=None, lengths=None, causal=False):
    """What is added to the scores of attention: batch · heads × time × steps."""
    scores = x.new_zeros(len(x), heads, x.shape[1], steps)
    if mask is not None:
        scores = scores + mask.reshape(len(x), *[1] * (4 - mask.dim()), *mask.shape[1:])
    if causal:
        scores = scores + later(x, steps)
    if lengths is not None:
        behind = torch.arange(steps, device=x.device)[None] >= lengths.reshape(-1, 1)
        scores = scores.masked_fill(behind[:, None, None], -math.inf)
    return scores.flatten(0, 1)
`,
  mean_of_examples: `
def mean_of_examples(losses, counts):
    """The mean over the examples of the mean over those of their positions that count."""
    sums = losses.reshape(len(losses), -1).sum(1)
    return (sums / counts.reshape(len(losses), -1).sum(1).clamp(min=1)).mean()
`,
  focal: `
def focal(y, target, gamma, weight=None, ignore=None, reduction="mean"):
    """Cross entropy that counts what is known less (Lin and others, 2017)."""
    counts = torch.ones_like(target, dtype=torch.bool) if ignore is None else target != ignore
    target = torch.where(counts, target, torch.zeros_like(target))
    logs = F.log_softmax(y, -1).gather(-1, target[..., None])[..., 0]
    weights = counts.to(y.dtype) if weight is None else weight[target] * counts
    losses = -((1 - logs.exp()) ** gamma) * logs * weights
    if reduction == "sum":
        return losses.sum() / len(y)
    return losses.sum() / weights.sum() if reduction == "batch_mean" else mean_of_examples(losses, counts)
`,
  multilabel_hinge: `
def multilabel_hinge(y, target, margin):
    """For each score, what it is short of a margin over those of labels that do not hold."""
    short = F.relu(margin + y[..., None, :] - y[..., :, None])
    return (target[..., :, None] * (1 - target[..., None, :]) * short).sum(-1)
`,
  towards: `
def towards(y, target):
    """How far each row is from the direction of another."""
    y, target = y.flatten(0, -2), target.flatten(0, -2)
    return F.cosine_embedding_loss(y, target, torch.ones_like(y[:, 0]), reduction="none")
`,
  cosine_of_pairs: `
def cosine_of_pairs(y, target, margin):
    """How far two rows are from one direction, or from being that far apart."""
    cosines = F.cosine_similarity(y[..., 0, :], y[..., 1, :], -1)
    return torch.where(target > 0, 1 - cosines, F.relu(cosines - margin))
`,
  triplet: `
def triplet(y, target, margin):
    """How much nearer the first row is to the second than to the third; -1 turns these about."""
    near, far = F.pairwise_distance(y[..., 0, :], y[..., 1, :]), F.pairwise_distance(y[..., 0, :], y[..., 2, :])
    return F.relu(torch.sign(target) * (near - far) + margin)
`,
  ctc: `
def ctc(y, target, blank, reduction="mean"):
    """Labels without their places; those of a target end at its first blank."""
    target = target.long()
    lengths = (target != blank).sum(1)
    return F.ctc_loss(F.log_softmax(y, -1).transpose(0, 1), target, y.new_full((len(y),), y.shape[1]).long(),
                      lengths, blank=blank, reduction=reduction)
`,
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
