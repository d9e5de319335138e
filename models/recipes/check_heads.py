"""Trains a shipped head again in numpy, from the vectors that the product cached, and says what differs.

Usage: check_heads.py PHOTOS_DIR CACHE_DIR MODELS_DIR     (CACHE_DIR: the product's folder of SHA-256.f32 files)
Compares head.bin, the temperature and the leave-one-source-out figures; writes nothing.
"""

import collections
import csv
import hashlib
import pathlib
import sys

import numpy as np

import kernel_folds
import reference_head as head

HEADS = {"street-full": ("yes", "tdm"), "street-licensed": ("yes",)}
FEWEST = 20


def rows_of(photos, name):
    """The rows of photos.csv that this head learns from, and its classes."""
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["weights_may_ship"] in HEADS[name]]
    counts = collections.Counter(row["class"] for row in rows)
    rows = [row for row in rows if counts[row["class"]] >= FEWEST]
    return rows, sorted({row["class"] for row in rows})


def vectors(photos, cache, rows):
    hashes = [hashlib.sha256((photos / row["path"]).read_bytes()).hexdigest() for row in rows]
    return np.stack([np.fromfile(cache / f"{digest}.f32", "<f4") for digest in hashes])


def material(photos, cache, name):
    rows, classes = rows_of(photos, name)
    labels = np.array([classes.index(row["class"]) for row in rows])
    return rows, classes, labels, np.array([row["source"] for row in rows]), vectors(photos, cache, rows)


def left_out(x, labels, sources, classes):
    """Scores of each photo from a head that never saw its source, and whether its class was known to that head."""
    values, known, kernel = np.zeros((len(labels), classes)), np.zeros(len(labels), bool), kernel_folds.kernel_of(x)
    for source in sorted(set(sources.tolist())):
        train, test = np.flatnonzero(sources != source), np.flatnonzero(sources == source)
        values[test] = kernel_folds.fold(kernel, labels, sources, classes, train, test)[0]
        known[test] = np.isin(labels[test], labels[train])
    return values, known


def main(photos, cache, models):
    for name in HEADS:
        _, classes, labels, sources, x = material(photos, cache, name)
        model, shipped = head.read_head(models / name)
        fitted = head.train(x.astype(float), labels, sources, len(classes))
        apart = [float(abs(a - b).max()) for a, b in zip(fitted, shipped)]
        values, known = left_out(x, labels, sources, len(classes))
        temperature = head.fit_temperature(values[known], labels[known])
        rank = (values > values[np.arange(len(labels)), labels][:, None]).sum(axis=1)[known]
        print(name, "largest differences of mean, weights, bias:", apart)
        print("  temperature", temperature, "shipped", model["temperature"])
        print("  leave one source out, top-1 / top-3:", (rank < 1).mean(), (rank < 3).mean(), "of", known.sum())


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
