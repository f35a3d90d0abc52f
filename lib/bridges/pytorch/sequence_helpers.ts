/**
 * What recurrent layers and attention need beside PyTorch, in Python.
 *
 * @module
 */

/** Functions by name, each above those that use it. */
export const sequenceHelpers: Readonly<Record<string, string>> = {
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
};
