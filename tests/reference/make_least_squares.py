"""Writes least_squares.json: tables with the r2 and the mean squared error that
numpy's least squares reach on them. Longley (1967) is the classical case of
correlated inputs, Motor Trend's cars (1974) have few rows for their columns; the
others are drawn with the sizes and the kinds of columns of well-known tables:
440 x 10 with noise, 500 x 13 with skewed columns, 160 x 40 mostly of categories."""
import json
import pathlib

import numpy as np

longley = """83 234289 2356 1590 107608 1947 60323
88.5 259426 2325 1456 108632 1948 61122
88.2 258054 3682 1616 109773 1949 60171
89.5 284599 3351 1650 110929 1950 61187
96.2 328975 2099 3099 112075 1951 63221
98.1 346999 1932 3594 113270 1952 63639
99 365385 1870 3547 115094 1953 64989
100 363112 3578 3350 116219 1954 63761
101.2 397469 2904 3048 117388 1955 66019
104.6 419180 2822 2857 118734 1956 67857
108.4 442769 2936 2798 120445 1957 68169
110.8 444546 4681 2637 121950 1958 66513
112.6 482704 3813 2552 123366 1959 68655
114.2 502601 3931 2514 125368 1960 69564
115.7 518173 4806 2572 127852 1961 69331
116.9 554894 4007 2827 130081 1962 70551"""

cars = """6 160 110 3.9 2.62 16.46 0 1 4 4 21
6 160 110 3.9 2.875 17.02 0 1 4 4 21
4 108 93 3.85 2.32 18.61 1 1 4 1 22.8
6 258 110 3.08 3.215 19.44 1 0 3 1 21.4
8 360 175 3.15 3.44 17.02 0 0 3 2 18.7
6 225 105 2.76 3.46 20.22 1 0 3 1 18.1
8 360 245 3.21 3.57 15.84 0 0 3 4 14.3
4 146.7 62 3.69 3.19 20 1 0 4 2 24.4
4 140.8 95 3.92 3.15 22.9 1 0 4 2 22.8
6 167.6 123 3.92 3.44 18.3 1 0 4 4 19.2
6 167.6 123 3.92 3.44 18.9 1 0 4 4 17.8
8 275.8 180 3.07 4.07 17.4 0 0 3 3 16.4
8 275.8 180 3.07 3.73 17.6 0 0 3 3 17.3
8 275.8 180 3.07 3.78 18 0 0 3 3 15.2
8 472 205 2.93 5.25 17.98 0 0 3 4 10.4
8 460 215 3 5.424 17.82 0 0 3 4 10.4
8 440 230 3.23 5.345 17.42 0 0 3 4 14.7
4 78.7 66 4.08 2.2 19.47 1 1 4 1 32.4
4 75.7 52 4.93 1.615 18.52 1 1 4 2 30.4
4 71.1 65 4.22 1.835 19.9 1 1 4 1 33.9
4 120.1 97 3.7 2.465 20.01 1 0 3 1 21.5
8 318 150 2.76 3.52 16.87 0 0 3 2 15.5
8 304 150 3.15 3.435 17.3 0 0 3 2 15.2
8 350 245 3.73 3.84 15.41 0 0 3 4 13.3
8 400 175 3.08 3.845 17.05 0 0 3 2 19.2
4 79 66 4.08 1.935 18.9 1 1 4 1 27.3
4 120.3 91 4.43 2.14 16.7 0 1 5 2 26
4 95.1 113 3.77 1.513 16.9 1 1 5 2 30.4
8 351 264 4.22 3.17 14.5 0 1 5 4 15.8
6 145 175 3.62 2.77 15.5 0 1 5 6 19.7
8 301 335 3.54 3.57 14.6 0 1 5 8 15
4 121 109 4.11 2.78 18.6 1 1 4 2 21.4"""

rng = np.random.default_rng(9)


def read(text):
    rows = np.array([line.split() for line in text.split("\n")], float)
    return rows[:, :-1], rows[:, -1]


def noisy():
    """Ten correlated columns that explain half of a target."""
    x = rng.normal(size=(440, 10)) @ rng.normal(size=(10, 10))
    own = (x - x.mean(0)) / x.std(0)
    signal = own @ rng.normal(size=10)
    y = 150 + 55 * (signal / signal.std() + rng.normal(size=440))
    return 50 + 10 * x, y


def skewed():
    x = np.exp(rng.normal(size=(500, 13)) @ rng.normal(size=(13, 13)) / 4)
    y = 22 + np.log(x) @ rng.normal(size=13) + 2 * rng.normal(size=500)
    return x * 10.0 ** rng.integers(-2, 3, 13), y


def categories():
    """Each row has one category of each of four kinds, beside eight numbers."""
    kinds = [np.eye(8)[rng.integers(0, 8, 160)] for _ in range(4)]
    numbers = rng.normal(size=(160, 8)) * 40 + 100
    x = np.hstack([numbers, *kinds])
    y = 13000 + 30 * (numbers - 100) @ rng.normal(size=8)
    y += np.hstack(kinds) @ rng.normal(size=32) * 2500 + 900 * rng.normal(size=160)
    return x, y


def case(name, x, y):
    x = np.array([[float(f"{v:.6g}") for v in row] for row in x])
    y = np.array([float(f"{v:.6g}") for v in y])
    scaled = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1)
    columns = np.c_[scaled, np.ones(len(y))]
    answer = columns @ np.linalg.lstsq(columns, y, rcond=None)[0]
    errors = np.square(answer - y)
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "answer": answer.tolist(),
        "mse": errors.mean(),
        "r2": 1 - errors.sum() / np.square(y - y.mean()).sum(),
    }


cases = [
    case("longley", *read(longley)),
    case("cars", *read(cars)),
    case("noisy", *noisy()),
    case("skewed", *skewed()),
    case("categories", *categories()),
]
path = pathlib.Path(__file__).with_name("least_squares.json")
path.write_text(
    json.dumps({"numpy": np.__version__, "tables": cases}, separators=(",", ":"))
    + "\n"
)
for each in cases:
    print(each["name"], len(each["y"]), "x", len(each["x"][0]), each["r2"])
