"""Writes parity.json: inputs and answers of every step of reference_head.py, for the C++ tests (tolerance 1e-4).

Usage: make_parity.py MODELS_DIR
"""

import json
import pathlib
import sys

import numpy as np

import reference_head as head


def pattern(seed, count):
    """Values in [0, 6) that any language makes alike: ((i * 7919 + seed * 104729) mod 6007) / 1001.2 in float64."""
    return (np.arange(count, dtype=np.int64) * 7919 + seed * 104729) % 6007 / 1001.2


def table(array):
    return np.asarray(array, np.float64).round(9).tolist()


def small(rows, dims, seed):
    vectors = head.block(pattern(seed, rows * dims).reshape(1, rows, dims))
    labels = [i % 3 for i in range(rows)]
    sources = [f"s{(i * i + i // 3) % 4}" for i in range(rows)]
    fitted = head.train(vectors, labels, sources, 3)
    values = head.scores(vectors, fitted)
    temperature = head.fit_temperature(values, np.array(labels))
    town = head.block(pattern(seed + 50, 5 * dims).reshape(1, 5, dims))
    town_labels = np.array([0, 0, 1, 1, 1])
    moved, town_temperature, loo = head.adapt(fitted, temperature, town, town_labels)
    return {
        "vectors": table(vectors),
        "labels": labels,
        "sources": sources,
        "row_weights": table(head.row_weights(labels, sources)),
        "mean": table(fitted[0]),
        "weights": table(fitted[1]),
        "bias": table(fitted[2]),
        "scores": table(values),
        "temperature": temperature,
        "probabilities": table(head.softmax(values / temperature)),
        "town_vectors": table(town),
        "town_labels": town_labels.tolist(),
        "town_weights": table(moved[1]),
        "town_bias": table(moved[2]),
        "town_left_out_scores": table(loo),
        "town_temperature": town_temperature,
    }


def shipped(folder):
    """The head on made-up raw outputs: view v, block b, photo k, value i is pattern(100 k + 10 b + v)[i]."""
    model, fitted = head.read_head(folder)
    sizes = {("lite0", "features"): 1280, ("lite2", "features"): 1280, ("lite0", "middle"): 1824, ("lite2", "middle"): 1968}
    answers = []
    for photo in range(3):
        parts = []
        for index, block in enumerate(model["blocks"]):
            size = sizes[block["backbone"], block["output"]]
            raw = [pattern(100 * photo + 10 * index + view, size)[None] for view in range(3)]
            parts.append(head.block(raw, block["transform"], block["weight"]))
        values = head.scores(np.concatenate(parts, axis=1), fitted)
        p = head.softmax(values / model["temperature"])
        answers.append({"photo": photo, "scores": table(values[0]), "probabilities": table(p[0])})
    return answers


def main(models):
    threshold_p, threshold_ok = [0.9, 0.8, 0.8, 0.7, 0.6, 0.3], [1, 1, 0, 1, 1, 0]
    document = {
        "pattern": pattern.__doc__,
        "block": {"raw_views": table(pattern(7, 2 * 2 * 5).reshape(2, 2, 5)), "weight": 0.7, "answer": None},
        "primal": small(24, 6, 1),
        "dual": small(9, 16, 2),
        "threshold": {"p1": threshold_p, "right": threshold_ok, "precision": 0.75, "least": 1, "answer": None},
        "shipped": {name: shipped(models / name) for name in ("street-full", "street-licensed")},
    }
    block = document["block"]
    block["answer"] = table(head.block(block["raw_views"], weight=block["weight"]))
    t = document["threshold"]
    t["answer"] = head.threshold(np.array(t["p1"]), np.array(t["right"]), t["precision"], t["least"])
    (models / "recipes" / "parity.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
