"""Writes table.json: a CSV text with missing values, read by Python's csv module,
and the statistics of its columns by numpy, with and without the lines in which a
value is missing."""
import csv
import io
import json
import pathlib

import numpy as np

rng = np.random.default_rng(20)
kinds = ["oak", "fir, red", 'a "wild" pear', "elm\nof two lines"]
out = io.StringIO()
writer = csv.writer(out, lineterminator="\r\n")
writer.writerow(["height", "kind", "girth", "age"])
for i in range(60):
    height = rng.normal(1e6, 2.5)
    girth = rng.exponential(3)
    row = [repr(height), kinds[rng.integers(4)], f"{girth:.3e}", rng.integers(9)]
    if rng.random() < 0.2:
        row[rng.integers(3)] = rng.choice(["NA", "", "?"])
    writer.writerow(row)
text = out.getvalue()

rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
missing = {"NA", "", "?"}
categories = sorted(kinds)


def features(row):
    number = lambda text: np.nan if text in missing else float(text)
    kind = [
        np.nan if row[1] in missing else float(row[1] == category)
        for category in categories
    ]
    return [number(row[0]), *kind, number(row[2])]


def statistics(x):
    return {
        "count": [int(n) for n in (~np.isnan(x)).sum(axis=0)],
        "mean": np.nanmean(x, axis=0).tolist(),
        "deviation": np.nanstd(x, axis=0).tolist(),
        "least": np.nanmin(x, axis=0).tolist(),
        "largest": np.nanmax(x, axis=0).tolist(),
    }


x = np.array([features(row) for row in rows])
target = np.array([float(row[3]) for row in rows])
complete = ~np.isnan(x).any(axis=1)
filled = np.where(np.isnan(x), np.nanmean(x, axis=0), x)
table = {
    "text": text,
    "categories": categories,
    "mean": {
        **statistics(x),
        "x": filled.ravel().tolist(),
        "target": target.tolist(),
    },
    "skip": {
        **statistics(x[complete]),
        "x": x[complete].ravel().tolist(),
        "target": target[complete].tolist(),
    },
}
path = pathlib.Path(__file__).parent / "table.json"
path.write_text(json.dumps({"table": table}) + "\n")
