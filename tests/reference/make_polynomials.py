"""The polynomials of lib/kernels/assembly/vectors that were fitted for floats, by mpmath and numpy.

Debian: apt-get install python3-mpmath python3-numpy
Run:    /usr/bin/python3 tests/reference/make_polynomials.py

Prints the coefficients of each, highest first, as floats, and the largest error of the
function that is made of them, in units of 2^-24 of what it is to be. What is small is
the largest error on the way, relative to the result: sums of weighted squares whose
weights follow the errors (Lawson's algorithm) come close to that.
"""
import numpy as np
from mpmath import erfc, exp, expm1, log, mp, mpf, sqrt

mp.prec = 120


def fitted(t, values, weights, degree):
    """The polynomial whose largest weighted error is least, about."""
    powers = np.vander(t, degree + 1)
    importance = np.ones_like(t)
    least, best = np.inf, None
    for _ in range(400):
        scale = weights * importance
        found = np.linalg.lstsq(powers * scale[:, None], values * scale, rcond=None)[0]
        errors = np.abs(powers @ found - values) * np.abs(weights)
        if errors.max() < least:
            least, best = errors.max(), found
        importance *= np.sqrt(errors / errors.max() + 1e-3)
        importance /= importance.max()
    return best.astype(np.float32)


def places(least, most, count=600):
    """Chebyshev's, dense at the ends."""
    u = np.cos(np.pi * (np.arange(count) + 0.5) / count)
    return (least + most) / 2 + (most - least) / 2 * u


def of(function, xs):
    return np.array([float(function(mpf(x))) for x in xs])


def show(name, coefficients, errors):
    print(name)
    for each in coefficients:
        print(" ", np.format_float_scientific(each, unique=True))
    print("  error", round(float(np.abs(errors).max()) * 2**24, 2))


def rest_of_exp():
    """q of e^r - 1 = r + r²·q(r), for r up to half of ln 2."""
    r = places(-0.35, 0.35)
    q = fitted(r, of(lambda r: (expm1(r) - r) / r**2, r), r**2 / of(expm1, r), 4)
    show("restOfExp", q, (r + r**2 * np.polyval(q.astype(float), r)) / of(expm1, r) - 1)


def power_of_two():
    """p of 2^f - 1 = f·p(f), for f up to a half."""
    f = places(-0.5005, 0.5005)
    rise = of(lambda f: expm1(f * log(2)), f)
    p = fitted(f, rise / f, f / (1 + rise), 5)
    show("bell", p, (f * np.polyval(p.astype(float), f) - rise) / (1 + rise))


def tail(c):
    """p of the share of the standard normal distribution beyond x, times e^(x²/2), as t·p(t) with t = 1/(1 + c·x), for x up to 14.4."""
    t = places(1 / (1 + 14.4 * c), 1)
    share = of(lambda t: erfc((1 / t - 1) / c / sqrt(2)) * exp(((1 / t - 1) / c) ** 2 / 2) / 2, t)
    p = fitted(t, share / t, t / share, 8)
    return p, t * np.polyval(p.astype(float), t) / share - 1


rest_of_exp()
power_of_two()
show("tailOf", *tail(0.34375))
