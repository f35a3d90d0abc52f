"""Losses, softmaxes, normalizations and reductions in 120 digits, by mpmath.

Debian: apt-get install python3-mpmath
Run:    /usr/bin/python3 tests/reference/make_digits.py

Writes digits.json beside itself. Inputs are single-precision numbers that share an offset,
are large, small, or almost sure of the answer; so both precisions take them as they are. What comes
out is the textbook formula, nothing rearranged, and its gradient a central difference with a step
of 1e-30, both far beyond what the digits could lose. A layer with outputs y is
differentiated as the sum of dy*y. `jvp` is the change of a loss along a direction, `hvp` that of
the gradient.

`floor` is the size below which a number need not have digits of its own: 0 where every number
of the gradient must be right in itself, else what the terms that cancel in it amount to;
`yFloor` the same of y: 1 - cos of an angle is known as well as the angle is, and what is
standardized to its deviation.
"""
import json
import os
import struct

from mpmath import exp, log, mp, mpf, sqrt

mp.dps = 120


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def rows(x, width):
    return [x[i:i + width] for i in range(0, len(x), width)]


def mean(values):
    return sum(values) / len(values)


def softmax(x):
    powers = [exp(each) for each in x]
    return [each / sum(powers) for each in powers]


def log_softmax(x):
    total = log(sum(exp(each) for each in x))
    return [each - total for each in x]


def cross_entropy(x, t, smoothing=0):
    k = len(x)
    if len(t) == 1:
        t = [int(j == t[0]) for j in range(k)]
    e = mpf(smoothing)
    return -sum(((1 - e) * share + e / k) * each for share, each in zip(t, log_softmax(x)))


def focal(x, t, gamma=2):
    p = softmax(x)[int(t[0])]
    return -(1 - p) ** gamma * log(p)


def sigmoid(x):
    return 1 / (1 + exp(-x))


def cosine(x, t):
    dot = lambda a, b: sum(p * q for p, q in zip(a, b))
    e = mpf(single(1e-12))
    return 1 - dot(x, t) / sqrt((dot(x, x) + e) * (dot(t, t) + e))


def triplet(x, t):
    a, b, c = rows(x, len(x) // 3)
    d = lambda p, q: sqrt(sum((i - j + mpf(1e-6)) ** 2 for i, j in zip(p, q)))
    return max(mpf(0), 1 + t[0] * (d(a, b) - d(a, c)))


def standardized(x, centred=True):
    middle = mean(x) if centred else 0
    variance = mean([(each - middle) ** 2 for each in x])
    return [(each - middle) / sqrt(variance + mpf(1e-5)) for each in x]


def hinge(x, t, margin=1):
    right = x[int(t[0])]
    return sum(max(mpf(0), margin + each - right) for j, each in enumerate(x) if j != t[0]) / len(x)


def poisson(x, t):
    return mean([a - b * log(a + mpf(1e-8)) for a, b in zip(x, t)])


def each(f):
    return lambda x, t: mean([f(a, b) for a, b in zip(x, t)])


made = []


def case(what, text, f, x, target=None, dy=None, floor=0, y_floor=0):
    x = [single(v) for v in x]
    target = None if target is None else [single(v) for v in target]

    def value(at):
        return f(at, [mpf(v) for v in target]) if dy is None else f(at)

    def scalar(at):
        return value(at) if dy is None else sum(mpf(d) * y for d, y in zip(dy, value(at)))

    exact = [mpf(v) for v in x]
    step = mpf(10) ** -30

    def slope(at, f, along):
        """The derivative of f along a direction."""
        up, down = ([a + sign * step * d for a, d in zip(at, along)] for sign in (1, -1))
        return (f(up) - f(down)) / (2 * step)

    def unit(i):
        return [int(j == i) for j in range(len(x))]

    gradient = [slope(exact, scalar, unit(i)) for i in range(len(x))]
    along = [1, 2, -3, 1, 0.5, -1][:len(x)]
    change = [slope(exact, lambda at: slope(at, scalar, unit(i)), along) for i in range(len(x))]
    # What is left of a second derivative that is 0.
    change = [v if abs(v) > mpf(10) ** -50 else mpf(0) for v in change]
    jvp = None if dy is not None else float(slope(exact, scalar, along))
    y = [value(exact)] if dy is None else value(exact)
    numbers = lambda values: [float(v) for v in values]
    made.append({"what": what, "text": text, "x": x, "target": target, "dy": dy,
                 "y": numbers(y), "dx": numbers(gradient), "along": along, "jvp": jvp, "hvp": numbers(change), "floor": floor, "yFloor": y_floor})


for shift in (0, 1500, 1e4, 1e6, -1e6):
    near = [shift, shift + 1, shift + 2]
    what = f"shared offset {shift:g}"
    for t in (0, 1, 2):
        case(what, "input(3) -> cross_entropy", cross_entropy, near, [t])
    case(what, "input(3) -> log_softmax -> nll", cross_entropy, near, [1])
    case(what, "input(3) -> cross_entropy(smoothing=0.1)", lambda x, t: cross_entropy(x, t, 0.1), near, [0], floor=1)
    case(what, "input(3) -> cross_entropy", cross_entropy, near, [0.25, 0.25, 0.5], floor=1)
    case(what, "input(3) -> focal(2)", focal, near, [0])
    case(what, "input(3) -> softmax", softmax, near, dy=[1, 2, 4])
    case(what, "input(3) -> log_softmax", log_softmax, near, dy=[1, 2, -4], floor=1)
    case(what, "input(3) -> hinge(0.3)", lambda x, t: hinge(x, t, mpf(0.3)), [shift, shift + 0.25, shift - 0.25], [0])
    case(what, "input(3) -> hinge", hinge, [shift, shift + 0.5, shift + 0.75], [0])
    # Their mean, a third, is no double.
    uneven = [shift, shift + 1, shift + 3]
    case(what, "input(3) -> layernorm", standardized, uneven, dy=[1, 2, -4], floor=1)
    case(what, "input(3) -> layernorm", standardized, [shift + 3, -shift, 0.25], dy=[1, 2, -4],
         floor=1 / (1 + abs(shift)), y_floor=1)
    case(what, "input(6) -> groupnorm(2)", lambda x: standardized(x[:3]) + standardized(x[3:]),
         uneven + [-v for v in uneven], dy=[1, 2, -4, 1, 0, 3], floor=1)
    case(what, "input(3,1) -> instancenorm", standardized, uneven, dy=[1, 2, -4], floor=1)
    case(what, "input(3) -> mse", each(lambda a, b: (a - b) ** 2), near, [shift + 0.25, shift - 1, shift + 3])
    case(what, "input(3) -> mae", each(lambda a, b: abs(a - b)), near, [shift + 0.25, shift - 1, shift + 3])
    case(what, "input(3) -> huber", each(lambda a, b: (a - b) ** 2 / 2 if abs(a - b) <= 1 else abs(a - b) - mpf(1) / 2),
         near, [shift + 0.25, shift - 1, shift + 4])
    case(what, "input(3) -> mean", lambda x: [mean(x)], near, dy=[1])
    case(what, "input(3) -> sum", lambda x: [sum(x)], near, dy=[1])
    case(what, "input(3,2) -> triplet", triplet,
         [shift, shift + 1, shift + 3, shift + 5, shift - 1, shift + 4.5], [1])
for sure in (8, 20, 40):
    x = [sure, 0, 1]
    what = f"sure by {sure}"
    case(what, "input(3) -> cross_entropy", cross_entropy, x, [0])
    case(what, "input(3) -> cross_entropy", cross_entropy, x, [1])
    case(what, "input(3) -> cross_entropy", cross_entropy, x, [1, 0, 0])
    case(what, "input(3) -> focal(2)", focal, x, [0])
    case(what, "input(3) -> focal(0.5)", lambda x, t: focal(x, t, mpf(0.5)), x, [0])
    case(what, "input(3) -> log_softmax -> nll", cross_entropy, x, [0])
    case(what, "input(3) -> softmax", softmax, x, dy=[1, 2, 4])
    case(what, "input(3) -> softmax", softmax, x, dy=[1e6, 1e6 + 1, 1e6 + 3])
    case(what, "input(3) -> log_softmax", log_softmax, x, dy=[1, 0, 0])
    for sign in (1, -1):
        case(what, "input(1) -> bce_with_logits", each(lambda a, b: -b * log(sigmoid(a)) - (1 - b) * log(sigmoid(-a))),
             [sign * sure], [sign > 0])
        case(what, "input(1) -> bce_with_logits", each(lambda a, b: -b * log(sigmoid(a)) - (1 - b) * log(sigmoid(-a))),
             [sign * sure], [sign < 0])
for scale in (1e-6, 1, 1e6):
    what = f"scale {scale:g}"
    by = lambda *values: [scale * v for v in values]
    case(what, "input(3) -> cross_entropy", cross_entropy, by(0.5, -1, 2), [2])
    case(what, "input(3) -> cross_entropy", cross_entropy, by(0.5, -1, 2), [0])
    case(what, "input(3) -> softmax", softmax, by(0.5, -1, 2), dy=[1, 2, 4])
    case(what, "input(3) -> rmsnorm", lambda x: standardized(x, False), by(0.5, -1, 2), dy=[1, 2, -4],
         floor=1 / scale)
    case(what, "input(3) -> layernorm", standardized, by(0.5, -1, 2), dy=[1, 2, -4], floor=1 / scale)
    case(what, "input(3) -> cosine", cosine, by(0.5, -1, 2), by(1, 1, 3), floor=1 / scale)
    case(what, "input(3) -> poisson(input=rate)", poisson, by(1, 1.00001, 2), by(1, 1, 2.5))
    case(what, "input(3) -> mse", each(lambda a, b: (a - b) ** 2), by(0.5, -1, 2), by(1, 1, 3))
    case(what, "input(3) -> mean", lambda x: [mean(x)], by(0.5, -1, 2), dy=[1])
for angle in (1e-2, 1e-4):
    case(f"an angle of {angle:g}", "input(2) -> cosine", cosine, [3, 4], [6 - 8 * angle, 8 + 6 * angle], floor=1, y_floor=angle)
case("the same direction", "input(3) -> cosine", cosine, [1, 2, 3], [1, 2, 3], floor=1)
for far in (1e4, 1e6):
    case(f"an anchor {far:g} away", "input(3,2) -> triplet", triplet, [far, 1, 0.5, 2, 0.25, -1], [1], floor=1)
case("close to 0 and 1", "input(3) -> bce", each(lambda a, b: -b * log(a) - (1 - b) * log(1 - a)),
     [1 - 2 ** -20, 2 ** -20, 0.5], [1, 0, 1])
case("almost nothing", "input(2) -> kl(reduction=sum)", lambda x, t: sum(b * (log(b) - a) for a, b in zip(x, t)),
     [-30, -1e-6], [1e-13, 1])


def every(what, text, f, *xs):
    """A function of each number."""
    case(what, f"input({len(xs)}) -> {text}", lambda x: [f(v) for v in x], xs, dy=[1, 2, -4][:len(xs)])


near_zero = (1e-6, -1e-4, 0.03125)
for text, f in [("tanh_shrink", lambda v: v - mp.tanh(v)), ("log1p", mp.log1p), ("expm1", mp.expm1), ("erf", mp.erf),
                ("sinh", mp.sinh), ("tan", mp.tan), ("atan", mp.atan), ("asinh", mp.asinh), ("atanh", mp.atanh)]:
    every("near 0", text, f, *near_zero)
every("near 0", "celu(0.5)", lambda v: (exp(2 * v) - 1) / 2, -1e-6, -1e-4, -0.03125)
less = 1 - 2 ** -20
every("near 1", "asin", mp.asin, less, -less, 0.5)
every("near 1", "acos", mp.acos, less, -less, 0.5)
every("near 1", "atanh", mp.atanh, less, -less, 0.5)
every("near 1", "acosh", mp.acosh, 1 + 2 ** -20, 1.5, 1e4)
every("far out", "squareplus", lambda v: (v + sqrt(v * v + 4)) / 2, -1e4, -50, 1e4)
every("far out", "log_sigmoid", lambda v: -log(1 + exp(-v)), -40, 40, 1e-3)
every("far out", "softplus(2)", lambda v: log(1 + exp(2 * v)) / 2, -15, 20, 1e-3)
every("far out", "tanh_shrink", lambda v: v - mp.tanh(v), 0.999, -1.001, 20)
every("far out", "silu(2)", lambda v: v * sigmoid(2 * v), -15, 20, 1e-3)

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "digits.json"), "w") as file:
    file.write("[\n%s\n]\n" % ",\n".join(json.dumps(each) for each in made))
