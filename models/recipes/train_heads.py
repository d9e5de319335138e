"""Trains the two shipped heads from cached features, and writes their folders (cards are kept as they are).

Usage: train_heads.py PHOTOS_DIR CACHE_DIR MODELS_DIR
The shipped temperature and thresholds come from leave-one-source-out scores, never from photos of a trained source.
"""

import collections
import csv
import hashlib
import json
import pathlib
import sys
import time

import numpy as np

import backbone
import kernel_folds
import reference_head as head

HEADS = {"street-full": ("yes", "tdm"), "street-licensed": ("yes",)}
VIEWS = ("squash", "squash_flip", "zoom")
BLOCKS = [
    {"backbone": name, "output": output, "transform": "sqrt_l2", "weight": weight}
    for output, weight in (("features", 1.0), ("middle", 0.7))
    for name in ("lite0", "lite2")
]
FEWEST = 20
CREATED = "2026-11-24"


def vectors(cache):
    parts, raw = [], {}
    for block in BLOCKS:
        for view in VIEWS:
            key = block["backbone"], view
            if key not in raw:
                with np.load(cache / f"{key[0]}.{view}.npz") as stored:
                    raw[key] = {name: stored[name] for name in ("features", "middle")}
        views = [raw[block["backbone"], view][block["output"]] for view in VIEWS]
        parts.append(head.block(views, block["transform"], block["weight"]))
    return np.concatenate(parts, axis=1)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def backbones(models):
    return [
        {
            "name": name,
            "path": f"backbones/{name}-int8",
            "sha256_xml": digest(models / "backbones" / f"{name}-int8" / "model.xml"),
            "sha256_bin": digest(models / "backbones" / f"{name}-int8" / "model.bin"),
            "input_size": size,
        }
        for name, size in backbone.SIZES.items()
    ]


def left_out(x, labels, sources, classes):
    """Scores of each photo from a head that never saw its source, and whether its class was known to that head."""
    values, known, kernel = np.zeros((len(labels), classes)), np.zeros(len(labels), bool), kernel_folds.kernel_of(x)
    for source in sorted(set(sources.tolist())):
        train, test = np.flatnonzero(sources != source), np.flatnonzero(sources == source)
        values[test] = kernel_folds.fold(kernel, labels, sources, classes, train, test)[0]
        known[test] = np.isin(labels[test], labels[train])
    return values, known


def main(photos, cache, models):
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    hashes = [line.split(",")[1].strip() for line in open(cache / "index.csv", encoding="utf-8")]
    every = vectors(cache)
    for name, allowed in HEADS.items():
        counts = collections.Counter(row["class"] for row in rows if row["weights_may_ship"] in allowed)
        kept = [i for i, r in enumerate(rows) if r["weights_may_ship"] in allowed and counts[r["class"]] >= FEWEST]
        classes = sorted({rows[i]["class"] for i in kept})
        labels = np.array([classes.index(rows[i]["class"]) for i in kept])
        sources = np.array([rows[i]["source"] for i in kept])
        listing = "\n".join(sorted(f"{hashes[i]}\t{rows[i]['class']}\t{rows[i]['source']}" for i in kept)) + "\n"
        x = every[kept]
        start = time.process_time()
        fitted = head.train(x, labels, sources, len(classes))
        print(name, "trained in", round(time.process_time() - start, 1), "s of CPU")
        values, known = left_out(x, labels, sources, len(classes))
        temperature = head.fit_temperature(values[known], labels[known])
        p = head.softmax(values[known] / temperature)
        right = p.argmax(1) == labels[known]
        model = {
            "format": 1,
            "name": name,
            "task": "photo",
            "classes": classes,
            "backbones": backbones(models),
            "views": list(VIEWS),
            "blocks": BLOCKS,
            "dims": x.shape[1],
            "temperature": temperature,
            "threshold": head.threshold(p.max(1), right, 0.70, 30),
            "threshold_95": head.threshold(p.max(1), right, 0.95, 30),
            "training": {"alpha": head.ALPHA, "lambda": head.LAMBDA, "gamma": head.GAMMA},
            "adaptation": {
                "mu": head.TOWN_RIDGE,
                "prior": head.TOWN_PRIOR,
                "temperature_prior": head.TEMPERATURE_PRIOR,
            },
            "created": CREATED,
            "data_sha256": hashlib.sha256(listing.encode()).hexdigest(),
            "seed": 0,
        }
        folder = models / name
        folder.mkdir(exist_ok=True)
        head.write_head(folder, model, fitted)
        print(name, len(kept), temperature, model["threshold"], model["threshold_95"], (p.argmax(1) == labels[known]).mean())


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
