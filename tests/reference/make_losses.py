"""Makes losses.json: losses by PyTorch in double precision.

    /usr/bin/python3 tests/reference/make_losses.py

The format is that of cases.py; running it twice gives the same bytes. The loss
of a batch is always the mean over its examples, so that reduction=sum is
PyTorch's sum divided by the batch.
"""

import torch
import torch.nn.functional as F

from cases import Cases, input_text

made = Cases(20261126)
record = made.record
randn, rand, tensor = torch.randn, torch.rand, torch.tensor


def case(text, x, target, f):
    """A loss of a prediction, f(x, target)."""
    record(f"{input_text(x.shape[1:])} -> {text}", x.shape[0], x,
           lambda x, p: (x, f(x, target)), target=target)


# Number by number.

pointwise = [
    ("mse", lambda x, t, r: F.mse_loss(x, t, reduction=r), None, None),
    ("mae", lambda x, t, r: F.l1_loss(x, t, reduction=r), None, None),
    ("huber", lambda x, t, r: F.huber_loss(x, t, reduction=r), None, None),
    ("huber(0.3)", lambda x, t, r: F.huber_loss(x, t, reduction=r, delta=0.3), None, None),
    ("bce", lambda x, t, r: F.binary_cross_entropy(x, t, reduction=r),
     lambda x: torch.sigmoid(x), torch.sigmoid),
    ("bce_with_logits", lambda x, t, r: F.binary_cross_entropy_with_logits(x, t, reduction=r),
     None, torch.sigmoid),
    ("kl", lambda x, t, r: F.kl_div(x, t, reduction=r),
     lambda x: F.log_softmax(x, -1), lambda t: F.softmax(t, -1)),
    ("poisson", lambda x, t, r: F.poisson_nll_loss(x, t, reduction=r), None,
     lambda t: torch.floor(t.abs() * 3)),
    ("poisson(full=yes)", lambda x, t, r: F.poisson_nll_loss(x, t, full=True, reduction=r), None,
     lambda t: torch.floor(t.abs() * 3)),
    ("poisson(input=rate)", lambda x, t, r: F.poisson_nll_loss(x, t, log_input=False, reduction=r),
     lambda x: x.abs() + 0.1, lambda t: torch.floor(t.abs() * 3)),
]
for text, f, of_x, of_t in pointwise:
    for batch, shape in [(1, (3,)), (4, (2,)), (3, (2, 3)), (2, (1,))]:
        x, t = 2 * randn(batch, *shape), randn(batch, *shape)
        x = x if of_x is None else of_x(x)
        t = t if of_t is None else of_t(t)
        case(text, x, t, lambda x, t: f(x, t, "mean"))
        summed = text[:-1] + ",reduction=sum)" if text.endswith(")") else text + "(reduction=sum)"
        case(summed, x, t, lambda x, t: f(x, t, "sum") / batch)
case("huber", tensor([[0.0, 1.0, -1.0, 1e6, -1e6, 1e-300]]), torch.zeros(1, 6), F.huber_loss)
case("mae", tensor([[0.0, 1e300, -1e6, 1e-300]]), torch.zeros(1, 4), F.l1_loss)
case("kl", tensor([[-1000.0, -1e-12, -3.0]]), tensor([[0.0, 1.0, 1e-300]]), F.kl_div)
case("poisson", tensor([[-700.0, 5.0, 0.0]]), tensor([[0.0, 200.0, 1.0]]), F.poisson_nll_loss)
case("poisson(input=rate)", tensor([[0.0, 5.0, 1e-8]]), tensor([[0.0, 200.0, 1.0]]),
     lambda x, t: F.poisson_nll_loss(x, t, log_input=False))

# Of classes. PyTorch wants them on axis 1, nabla on the last.


def classes_first(x):
    return x.movedim(-1, 1).contiguous()


def entropy(x, t, **options):
    shares = t.dim() == x.dim()
    return F.cross_entropy(classes_first(x), classes_first(t) if shares else t, **options)


def own_mean(f):
    """What `mean` gives where PyTorch's divides by the batch's weights: each example alone, its
    weighted sum divided by how many of its positions count."""
    def loss(x, t, ignore=None):
        parts = [f(x[b:b + 1], t[b:b + 1], reduction="sum") /
                 max(1, int((t[b] != ignore).sum()) if ignore is not None else t[b].numel())
                 for b in range(x.shape[0])]
        return torch.stack(parts).mean()
    return loss


def listed(weight):
    return "[" + ",".join(str(w) for w in weight.tolist()) + "]"


def likelihood(x, t, **options):
    return F.nll_loss(classes_first(x), t, **options)


for batch, shape in [(1, (3,)), (5, (4,)), (3, (4, 3)), (2, (2, 2, 5))]:
    classes = shape[-1]
    x = 2 * randn(batch, *shape)
    logs = F.log_softmax(x, -1)
    t = torch.randint(classes, (batch, *shape[:-1]))
    shares = torch.softmax(randn(batch, *shape), -1)
    weight = torch.round(4 * rand(classes)) / 4 + 0.25
    w = listed(weight)
    case("cross_entropy(smoothing=0.1)", x, t, lambda x, t: entropy(x, t, label_smoothing=0.1))
    case("cross_entropy(smoothing=1)", x, t, lambda x, t: entropy(x, t, label_smoothing=1.0))
    case("cross_entropy(smoothing=0.2)", x, shares,
         lambda x, t: entropy(x, t, label_smoothing=0.2))
    case(f"cross_entropy(weights={w})", x, shares, lambda x, t: entropy(x, t, weight=weight))
    case(f"cross_entropy(smoothing=0.3,weights={w})", x, shares,
         lambda x, t: entropy(x, t, weight=weight, label_smoothing=0.3))
    case(f"cross_entropy(weights={w},reduction=sum)", x, shares,
         lambda x, t: entropy(x, t, weight=weight, reduction="sum") / batch)
    for name, v, f in [("cross_entropy", x, entropy), ("nll", logs, likelihood)]:
        case(f"{name}(weights={w},reduction=batch_mean)", v, t, lambda x, t: f(x, t, weight=weight))
        case(f"{name}(weights={w},reduction=sum)", v, t,
             lambda x, t: f(x, t, weight=weight, reduction="sum") / batch)
        case(f"{name}(weights={w})", v, t,
             own_mean(lambda x, t, reduction: f(x, t, weight=weight, reduction=reduction)))
        if t.numel() > 1:
            some = t.clone()
            some.view(-1)[::2] = -100
            case(f"{name}(ignore=-100,reduction=batch_mean)", v, some, lambda x, t: f(x, t))
            case(f"{name}(ignore=-100)", v, some,
                 lambda x, t: own_mean(lambda x, t, reduction: f(x, t, reduction=reduction))(x, t, -100))
            case(f"{name}(ignore=-100,reduction=sum)", v, some,
                 lambda x, t: f(x, t, reduction="sum") / batch)
            case(f"{name}(weights={w},ignore=0,reduction=batch_mean)", v, t,
                 lambda x, t: f(x, t, weight=weight, ignore_index=0)
                 if (t != 0).any() else (x * 0).sum())
    case("nll", logs, t, likelihood)
    if t.numel() > 1:
        some = t.clone()
        some.view(-1)[1::2] = -1
        case(f"cross_entropy(smoothing=0.2,weights={w},ignore=-1,reduction=batch_mean)", x, some,
             lambda x, t: entropy(x, t, weight=weight, ignore_index=-1, label_smoothing=0.2))
        case(f"cross_entropy(smoothing=0.2,ignore=-1,reduction=sum)", x, some,
             lambda x, t: entropy(x, t, ignore_index=-1, label_smoothing=0.2, reduction="sum") / batch)
case("cross_entropy(smoothing=0.1)", tensor([[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4]]), tensor([1, 2]),
     lambda x, t: entropy(x, t, label_smoothing=0.1))
case("nll", tensor([[-1000.0, 0.0, -1e-300]]), tensor([0]), likelihood)


def focal(x, t, gamma, weight=None, reduction="mean"):
    """By its formula; PyTorch has it not."""
    logs = F.log_softmax(x, -1).gather(-1, t.unsqueeze(-1)).squeeze(-1)
    loss = -((1 - logs.exp()) ** gamma) * logs
    if weight is not None:
        loss = loss * weight[t]
    return loss.sum() / x.shape[0] if reduction == "sum" else loss.mean()


for batch, shape in [(1, (3,)), (4, (2,)), (3, (2, 4))]:
    x = 2 * randn(batch, *shape)
    t = torch.randint(shape[-1], (batch, *shape[:-1]))
    weight = torch.round(4 * rand(shape[-1])) / 4 + 0.25
    case("focal", x, t, lambda x, t: focal(x, t, 2))
    case("focal(0)", x, t, lambda x, t: focal(x, t, 0))
    case("focal(0.5)", x, t, lambda x, t: focal(x, t, 0.5))
    case(f"focal(3,weights={listed(weight)})", x, t, lambda x, t: focal(x, t, 3, weight))
    case("focal(2,reduction=sum)", x, t, lambda x, t: focal(x, t, 2, reduction="sum"))
case("focal", tensor([[40.0, -40.0, 0.0], [-800.0, 800.0, 0.0]]), tensor([1, 0]),
     lambda x, t: focal(x, t, 2))

# Margins.


def sign_hinge(x, t, margin=1.0):
    return F.relu(margin - t * x)


def class_hinge(x, t, **options):
    return F.multi_margin_loss(x.reshape(-1, x.shape[-1]), t.reshape(-1), **options)


for batch, shape in [(1, (3,)), (4, (5,)), (3, (2, 4)), (2, (1,))]:
    x = 1.5 * randn(batch, *shape)
    sign = torch.sign(randn(batch, *shape))
    t = torch.randint(shape[-1], (batch, *shape[:-1]))
    case("hinge", x, sign, lambda x, t: sign_hinge(x, t).mean())
    case("hinge(0.3,reduction=sum)", x, sign, lambda x, t: sign_hinge(x, t, 0.3).sum() / batch)
    case("hinge(0.7,power=2)", x, sign, lambda x, t: (sign_hinge(x, t, 0.7) ** 2).mean())
    if shape[-1] > 1:
        case("hinge", x, t, class_hinge)
        case("hinge(0.4)", x, t, lambda x, t: class_hinge(x, t, margin=0.4))
        case("hinge(0.8,power=2)", x, t, lambda x, t: class_hinge(x, t, margin=0.8, p=2))
        case("hinge(reduction=sum)", x, t,
             lambda x, t: class_hinge(x, t, reduction="sum") * shape[-1] / batch)


def labels(x, t, **options):
    """PyTorch's targets are lists of labels, up to the first -1."""
    rows = x.reshape(-1, x.shape[-1])
    lists = torch.full(rows.shape, -1, dtype=torch.long)
    for row, holds in zip(lists, t.reshape(rows.shape)):
        found = holds.nonzero()[:, 0]
        row[:len(found)] = found
    return F.multilabel_margin_loss(rows, lists, **options)


for batch, shape in [(1, (3,)), (4, (5,)), (3, (2, 4)), (2, (1,))]:
    x = randn(batch, *shape)
    t = (rand(batch, *shape) > 0.5).double()
    case("multilabel_hinge", x, t, labels)
    case("multilabel_hinge(reduction=sum,weight=0.25)", x, t,
         lambda x, t: labels(x, t, reduction="sum") * shape[-1] / batch / 4)


def pairs(x, t, **options):
    rows = x.reshape(-1, 2, x.shape[-1])
    return F.cosine_embedding_loss(rows[:, 0], rows[:, 1], t.reshape(-1), **options)


def towards(x, t, **options):
    width = x.shape[-1]
    ones = torch.ones(x.numel() // width)
    return F.cosine_embedding_loss(x.reshape(-1, width), t.reshape(-1, width), ones, **options)


for batch, shape in [(1, (2, 3)), (4, (2, 5)), (3, (3, 2, 4)), (2, (2, 1))]:
    x = randn(batch, *shape)
    sign = torch.sign(randn(batch, *shape[:-2]))
    case("cosine", x, sign, pairs)
    case("cosine(margin=0.3)", x, sign, lambda x, t: pairs(x, t, margin=0.3))
    case("cosine(margin=-0.4,reduction=sum)", x, sign,
         lambda x, t: pairs(x, t, margin=-0.4, reduction="sum") / batch)
    case("cosine", x, randn(batch, *shape), towards)
    case("cosine(reduction=sum)", x, randn(batch, *shape),
         lambda x, t: towards(x, t, reduction="sum") / batch)
case("cosine", torch.zeros(1, 3), randn(1, 3), towards)
case("cosine", tensor([[1e8, -2e8, 3e8]]), tensor([[1.0, 2.0, 3.0]]), towards)


def triplets(x, t, **options):
    """A target of -1 changes the last two rows about."""
    rows = x.reshape(-1, 3, x.shape[-1])
    turned = (t.reshape(-1) < 0).unsqueeze(-1)
    positive = torch.where(turned, rows[:, 2], rows[:, 1])
    negative = torch.where(turned, rows[:, 1], rows[:, 2])
    return F.triplet_margin_loss(rows[:, 0], positive, negative, **options)


for batch, shape in [(1, (3, 3)), (4, (3, 5)), (3, (2, 3, 4)), (2, (3, 1))]:
    x = randn(batch, *shape)
    ones = torch.ones(batch, *shape[:-2])
    case("triplet", x, ones, triplets)
    case("triplet(0.2)", x, torch.sign(randn(batch, *shape[:-2])),
         lambda x, t: triplets(x, t, margin=0.2))
    case("triplet(2,reduction=sum)", x, ones,
         lambda x, t: triplets(x, t, margin=2.0, reduction="sum") / batch)
case("triplet", tensor([[[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]]), tensor([1.0]), triplets)



def sequences(x, t, blank=0, **options):
    """The labels of each target end at its first blank."""
    lengths = (t != blank).sum(1)
    return F.ctc_loss(F.log_softmax(x, -1).transpose(0, 1), t.long(), torch.full((x.shape[0],), x.shape[1]),
                      lengths, blank=blank, **options)


for blank, x, t in [(0, randn(1, 1, 2), [[1]]), (0, randn(1, 4, 3), [[0, 0, 0, 0]]),
                    (0, 2 * randn(3, 5, 4), [[1, 1, 2, 0, 0], [3, 0, 0, 0, 0], [1, 2, 3, 2, 1]]),
                    (2, randn(2, 7, 3), [[1, 1, 0, 0, 2, 2, 2], [0, 1, 0, 1, 2, 2, 2]]),
                    (1, 5 * randn(2, 6, 5), [[4, 3, 0, 1, 1, 1], [2, 2, 2, 1, 1, 1]]),
                    (0, tensor([[[300.0, 0.0], [0.0, 700.0], [-400.0, 0.0]]]), [[1, 0, 0]])]:
    t = tensor(t)
    word = f"blank={blank}" if blank else ""
    case(f"ctc({word})" if word else "ctc", x, t, lambda x, t: sequences(x, t, blank))
    case(f"ctc({word + ',' if word else ''}reduction=sum,weight=0.5)", x, t,
         lambda x, t: sequences(x, t, blank, reduction="sum") / x.shape[0] / 2)

made.save("losses.json")
