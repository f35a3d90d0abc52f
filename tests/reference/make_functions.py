"""Correctly rounded values of elementary functions, by mpmath.

Debian: apt-get install python3-mpmath
Run:    /usr/bin/python3 make_functions.py > functions.json

Each function maps the bits of doubles to the bits of the nearest doubles, as
hexadecimal: random numbers of every size where the function is neither 0 nor
infinite, and the edges of its reductions.
"""
import json
import math
import random
import struct

from mpmath import mp, mpf

mp.prec = 300
random.seed(1)


def bits(value):
    return struct.pack(">d", value).hex()


def nearest(value):
    """The double nearest to a number of many digits; subnormal ones too."""
    size = abs(value)
    if size == 0:
        return 0.0
    exponent = max(int(mp.floor(mp.log(size, 2))), -1022)
    unit = mpf(2) ** (exponent - 52)
    with mp.workprec(400):
        whole = int(mp.nint(size / unit))
    try:
        rounded = math.ldexp(whole, exponent - 52)
    except OverflowError:
        rounded = math.inf
    return math.copysign(rounded, float(mp.sign(value)))


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


functions = {
    "exp": (mp.exp, [(-745, 709.7), (-1, 1), (-1e-3, 1e-3), (-20, 20)]),
    "tanh": (mp.tanh, [(-20, 20), (-1, 1), (-0.626, 0.626), (-1e-3, 1e-3)]),
    "sigmoid": (sigmoid, [(-740, 40), (-10, 10), (-1, 1)]),
    "log": (mp.log, [(5e-324, 1e-300), (0.5, 2), (0.9, 1.1), (1, 1e6)]),
    "expm1": (mp.expm1, [(-40, 709.7), (-2, 2), (-1e-3, 1e-3), (-50, 50)]),
    "log1p": (mp.log1p, [(-1, 1), (-0.3, 0.5), (-1e-3, 1e-3), (1, 1e6)]),
    "atan": (mp.atan, [(-1, 1), (-3, 3), (-1e-3, 1e-3), (-1e6, 1e6)]),
    "sin": (mp.sin, [(-1, 1), (-7, 7), (-1000, 1000), (-3e6, 3e6), (-1e300, 1e300)]),
    "cos": (mp.cos, [(-1, 1), (-7, 7), (-1000, 1000), (-3e6, 3e6), (-1e300, 1e300)]),
    "tan": (mp.tan, [(-1, 1), (-7, 7), (-1000, 1000), (-3e6, 3e6), (-1e300, 1e300)]),
    "sinh": (mp.sinh, [(-1, 1), (-10, 10), (-1e-3, 1e-3), (-710.4, 710.4)]),
    "cosh": (mp.cosh, [(-1, 1), (-10, 10), (-1e-3, 1e-3), (-710.4, 710.4)]),
    "asin": (mp.asin, [(-1, 1), (-0.51, 0.51), (0.99, 1)]),
    "acos": (mp.acos, [(-1, 1), (-0.51, 0.51), (0.99, 1), (-1, -0.99)]),
    "asinh": (mp.asinh, [(-1, 1), (-10, 10), (-1e-3, 1e-3), (-1e12, 1e12)]),
    "acosh": (mp.acosh, [(1, 1.001), (1, 3), (1, 1e3), (1, 1e12)]),
    "atanh": (mp.atanh, [(-1, 1), (-1e-3, 1e-3), (0.99, 1)]),
}
# Where they are numbers.
domains = {"log1p": (-1, math.inf), "asin": (-1, 1), "acos": (-1, 1)}
domains |= {"acosh": (1, math.inf), "atanh": (-1, 1)}
# Near quarter turns, where sines and cosines are small, and where vectors end.
turns = [n * math.pi / 4 for n in (1, 2, 3, 4, 5, 6, 710, 1000, 100002)] + [999999.5, 1000000.5]
edges = {
    "exp": [0.34657359027997264, 1.0397207708399179, -708.4, -744.9, 1e-20],
    "tanh": [0.625, math.nextafter(0.625, 1), 0.3, 1e-300, 18.9, 5e-324],
    "sigmoid": [-709.5, -744.0, 36.7, 1e-300, -0.1],
    "expm1": [0.34657359027997264, -0.34657359027997264, 44.0, 1e-300, -745.0],
    "log1p": [
        math.nextafter(-1, 0),
        -0.2928932188134525,
        0.41421356237309515,
        1e-300,
        1e308,
    ],
    "asin": [0.5, math.nextafter(0.5, 1), 1e-300, 5e-324, 1, -1],
    "acos": [0.5, math.nextafter(0.5, 1), 1e-300, -1, math.nextafter(1, 0)],
    "asinh": [1e-300, 5e-324, 1e18, 1e154, 1e308, 1.7e308],
    "acosh": [math.nextafter(1, 2), 1.5, 1e18, 1e154, 1e308, 1.7e308],
    "atanh": [0.5, 1e-300, 5e-324, math.nextafter(1, 0)],
    "sin": turns + [1e-300, 5e-324, 1e22],
    "cos": turns + [1e-300, 1e22],
    "tan": turns + [1e-300, 5e-324, 1e22],
    "sinh": [0.34657359027997264, 709.9, 710.47, 1e-300, 5e-324],
    "cosh": [0.34657359027997264, 709.9, 710.47, 1e-300],
    "atan": [0.66, 0.4142135623730951, 2.414213562373095, 1e-300, 1e308],
    "log": [
        math.nextafter(1, 0),
        math.nextafter(1, 2),
        0.7071067811865475,
        0.7071067811865476,
        1.4142135623730951,
        5e-324,
        2.2250738585072014e-308,
        1.7976931348623157e308,
    ],
}

cases = {}
for name, (function, ranges) in functions.items():
    xs = list(edges[name])
    for low, high in ranges:
        xs += [random.uniform(low, high) for _ in range(150)]
    if name != "log":
        xs += [-x for x in edges[name] if abs(x) < 700]
        xs += [random.choice([-1, 1]) * 2.0 ** random.uniform(-60, 2) for _ in range(100)]
    else:
        xs += [2.0 ** random.uniform(-1070, 1020) for _ in range(200)]
    low, high = domains.get(name, (-math.inf, math.inf))
    if name in ("log1p", "atanh", "acosh"):
        xs = [x for x in xs if low < x < high]
    else:
        xs = [x for x in xs if low <= x <= high]
    cases[name] = [[bits(x), bits(nearest(function(mpf(x))))] for x in xs]

print(json.dumps(cases, separators=(",", ":")))
