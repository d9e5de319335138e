"""The new-town protocol: a source is held out, K of its photos adapt the head, the rest is the test.

Usage: new_town.py PHOTOS_DIR CACHE_DIR MODELS_DIR HEAD
Towns: the sources with two classes or more of at least 20 photos. K photos are drawn by whole groups (the last group
may be cut; its other photos are left out of the test), ten draws. A cross-check of `parvis street evaluate --split new-town`.
"""

import json
import pathlib
import sys

import numpy as np

import check_heads
import evaluate_heads
import kernel_folds
import reference_head as head

SIZES, DRAWS = (0, 10, 20, 40, 80), 10
KEYS = ("balanced_accuracy", "top3", "top1", "coverage_at_95", "precision_there", "ece")


def draw(groups, k, rng):
    chosen = []
    for group in rng.permutation(np.unique(groups)):
        if len(chosen) >= k:
            break
        chosen += rng.permutation(np.flatnonzero(groups == group))[: k - len(chosen)].tolist()
    return np.array(chosen, int), np.flatnonzero(~np.isin(groups, groups[chosen]))


def adapted(kernel, scores, labels, town, test, temperature):
    """reference_head.adapt on a kernel matrix: scores of the test photos, left-out scores of the town's, temperature."""
    counts = np.bincount(labels[town], minlength=scores.shape[1])
    balance = 1.0 / counts[labels[town]]
    balance /= balance.mean()
    shift = head.TOWN_PRIOR * np.log((counts + 0.5) / (len(town) + 0.5 * len(counts)))
    targets = np.eye(len(counts))[labels[town]]
    inverse = np.linalg.inv(kernel[np.ix_(town, town)] + head.TOWN_RIDGE * np.diag(1.0 / balance))
    dual = inverse @ (targets - scores[town])
    left_out = targets - dual / np.diag(inverse)[:, None] + shift
    moved = scores[test] + kernel[np.ix_(test, town)] @ dual + shift
    return moved, left_out, head.fit_temperature(left_out, labels[town], temperature)


def row(values, labels, left_out, town_labels, temperature):
    found = values.argmax(axis=1)
    balanced = np.mean([(found[labels == c] == c).mean() for c in np.unique(labels)])
    out = [balanced, evaluate_heads.within(values, labels, 3).mean(), (found == labels).mean()]
    if left_out is None:
        return out + [np.nan] * 3
    p = head.softmax(left_out / temperature)
    tau = head.threshold(p.max(axis=1), p.argmax(axis=1) == town_labels, 0.95)
    kept = head.softmax(values / temperature).max(axis=1) >= tau
    precision = (found == labels)[kept].mean() if kept.any() else np.nan
    return out + [kept.mean(), precision, evaluate_heads.calibration(values, labels, temperature)]


def main(photos, cache, models, name):
    model, _ = head.read_head(models / name)
    rows, classes, labels, sources, x = check_heads.material(photos, cache, name)
    groups, whole = evaluate_heads.groups_of(rows), kernel_folds.kernel_of(x)
    result = {}
    for source in sorted(set(sources.tolist())):
        test = np.flatnonzero(sources == source)
        if (np.bincount(labels[test]) >= 20).sum() < 2:
            continue
        train = np.flatnonzero(sources != source)
        scores, kernel = kernel_folds.fold(whole, labels, sources, len(classes), train, test)
        scores, kernel, y, g = scores.astype(float), kernel.astype(float), labels[test], groups[test]
        result[source] = {"photos": len(test), "curve": {}}
        for k in SIZES:
            found = []
            for number in range(DRAWS if k else 1):
                town, rest = draw(g, k, np.random.default_rng(1000 * k + number))
                if k == 0:
                    found.append(row(scores, y, None, None, None))
                elif len(rest) >= 20:
                    moved, left_out, t = adapted(kernel, scores, y, town, rest, model["temperature"])
                    found.append(row(moved, y[rest], left_out, y[town], t))
            if found:
                mean = np.nanmean(np.array(found), axis=0)
                result[source]["curve"][k] = {key: round(float(v), 4) for key, v in zip(KEYS, mean) if v == v}
    means = {
        k: {
            key: round(float(np.mean([r["curve"][k][key] for r in result.values() if key in r["curve"].get(k, {})])), 4)
            for key in (KEYS if k else KEYS[:3])
        }
        for k in SIZES
    }
    print(name, json.dumps(means, indent=0))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]), sys.argv[4])
