"""Correctly rounded values of erf and erfc, and the polynomial of lib/erf.ts, by mpmath.

Debian: apt-get install python3-mpmath
Run:    /usr/bin/python3 tests/reference/make_erf.py
        /usr/bin/python3 tests/reference/make_erf.py --polynomial

The first writes erf.json beside itself, the same bytes each time: each function
maps the bits of doubles to the bits of the nearest doubles, as in functions.json.
The second prints the coefficients of exp(x²)·erfc(x)·(x + 4), highest first, as a
polynomial in u = (628 - 147x)/(109(x + 4)), which runs from 1 at x = 3/4 to -1
at x = 28; with the largest error on the way.
"""
import json
import math
import os
import random
import struct
import sys

from mpmath import mp, mpf

mp.prec = 300
random.seed(1)


def polynomial():
    """Chebyshev's interpolation of degree 20, as powers of u."""
    def f(u):
        x = (628 - 436 * u) / (109 * u + 147)
        return mp.exp(x * x) * mp.erfc(x) * (x + 4)

    coefficients, error = mp.chebyfit(f, [-1, 1], 21, error=True)
    for each in coefficients:
        print(repr(float(each)))
    print("error", mp.nstr(error, 3))


def bits(value):
    return struct.pack(">d", value).hex()


def nearest(value):
    """The double nearest to a number of many digits; subnormal ones too."""
    size = abs(value)
    if size == 0:
        return 0.0
    exponent = max(int(mp.floor(mp.log(size, 2))), -1022)
    unit = mpf(2) ** (exponent - 52)
    rounded = math.ldexp(int(mp.nint(size / unit)), exponent - 52)
    return math.copysign(rounded, float(mp.sign(value)))


def erf(x):
    return mp.erf(x) if abs(x) < 40 else mp.sign(x)


def erfc(x):
    return mp.erfc(x) if abs(x) < 40 else 1 - mp.sign(x)


functions = {
    "erf": (erf, [(-6, 6), (-1, 1), (-0.5, 0.5), (-1e-3, 1e-3), (0.7, 0.8)]),
    "erfc": (erfc, [(-6, 27.2), (-1, 1), (0.7, 0.8), (0.8, 4), (5, 12), (26, 27.3)]),
}
edges = [0.75, math.nextafter(0.75, 0), math.nextafter(0.75, 1), 0.25, 0.5, 1.0, 2.0, 6.0,
         1e-300, 5e-324, 1e-20, 27.0, 27.5, 30.0, 1e10, 1e300]


def main():
    cases = {}
    for name, (function, ranges) in functions.items():
        xs = edges + [-x for x in edges]
        for low, high in ranges:
            xs += [random.uniform(low, high) for _ in range(150)]
        xs += [random.choice([-1, 1]) * 2.0 ** random.uniform(-60, 2) for _ in range(100)]
        cases[name] = [[bits(x), bits(nearest(function(mpf(x))))] for x in xs]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "erf.json")
    with open(path, "w") as file:
        file.write(json.dumps(cases, separators=(",", ":")) + "\n")
    print(f"erf.json: {sum(map(len, cases.values()))} numbers")


polynomial() if "--polynomial" in sys.argv else main()
