/**
 * What losses need beside PyTorch, in Python.
 *
 * @module
 */

/** Functions by name, each above those that use it. */
export const lossHelpers: Readonly<Record<string, string>> = {
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
