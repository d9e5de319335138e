"""A cross-check of `parvis street evaluate`: leave one source out, five folds by group; and the source probe.

Usage: evaluate_heads.py PHOTOS_DIR CACHE_DIR MODELS_DIR
CACHE_DIR is the product's folder of SHA-256.f32 files. Prints; writes nothing.
"""

import pathlib
import sys

import numpy as np

import check_heads
import kernel_folds
import reference_head as head

RESAMPLES, BINS, SEED = 1000, 15, 2026


def groups_of(rows):
    """`group` merged with `near_duplicate_group`."""
    parent = {}

    def root(key):
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for row in rows:
        if row["near_duplicate_group"]:
            parent[root("g" + row["group"])] = root("n" + row["near_duplicate_group"])
    return np.array([root("g" + row["group"]) for row in rows])


def within(values, labels, k):
    return (values > values[np.arange(len(labels)), labels][:, None]).sum(axis=1) < k


def calibration(values, labels, temperature):
    p = head.softmax(values / temperature)
    top, right = p.max(axis=1), p.argmax(axis=1) == labels
    bins = np.array_split(np.argsort(top, kind="stable"), BINS)
    return sum(abs(top[b].mean() - right[b].mean()) * len(b) for b in bins if len(b)) / len(labels)


def per_class(values, labels, classes):
    found, table = values.argmax(axis=1), {}
    for i, name in enumerate(classes):
        n, said, right = (labels == i).sum(), (found == i).sum(), ((labels == i) & (found == i)).sum()
        recall, precision = right / n if n else 0.0, right / said if said else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        table[name] = {k: round(float(v), 3) for k, v in (("precision", precision), ("recall", recall), ("f1", f1))}
        table[name]["n"] = int(n)
    return table


def figures(values, labels, groups, classes, temperature, tau):
    one, three = within(values, labels, 1), within(values, labels, 3)
    p = head.softmax(values / temperature).max(axis=1)
    right = head.softmax(values / temperature).argmax(axis=1) == labels
    members = [np.flatnonzero(groups == g) for g in np.unique(groups)]
    sums = np.array([[len(m), one[m].sum(), three[m].sum()] for m in members], float)
    rng, spread = np.random.default_rng(SEED), []
    for _ in range(RESAMPLES):
        total = sums[rng.integers(0, len(sums), len(sums))].sum(axis=0)
        spread.append(total[1:] / total[0])
    low, high = np.percentile(spread, [2.5, 97.5], axis=0)
    table = per_class(values, labels, classes)
    kept = p >= tau
    return {
        "n": len(labels),
        "groups": len(members),
        "top1": round(float(one.mean()), 4),
        "top1_95": [round(float(low[0]), 3), round(float(high[0]), 3)],
        "top3": round(float(three.mean()), 4),
        "top3_95": [round(float(low[1]), 3), round(float(high[1]), 3)],
        "macro_f1": round(float(np.mean([row["f1"] for row in table.values() if row["n"]])), 4),
        "ece_before_temperature": round(float(calibration(values, labels, 1.0)), 4),
        "ece": round(float(calibration(values, labels, temperature)), 4),
        "abstention_at_threshold": round(float(1 - kept.mean()), 4),
        "precision_above_threshold": round(float(right[kept].mean()), 4) if kept.any() else None,
        "per_class": table,
    }


def coverage_across_sources(values, labels, sources, temperature):
    """95 % threshold set on all other sources, applied to the left-out one: share kept, and precision of these."""
    p, right = head.softmax(values / temperature), None
    top, right = p.max(axis=1), p.argmax(axis=1) == labels
    kept = np.zeros(len(labels), bool)
    for source in sorted(set(sources.tolist())):
        test = sources == source
        kept[test] = top[test] >= head.threshold(top[~test], right[~test], 0.95, 30)
    return {"coverage": round(float(kept.mean()), 4), "precision": round(float(right[kept].mean()), 4) if kept.any() else None}


def main(photos, cache, models):
    for name in check_heads.HEADS:
        model, _ = head.read_head(models / name)
        rows, classes, labels, sources, x = check_heads.material(photos, cache, name)
        own, t, tau = groups_of(rows), model["temperature"], model["threshold"]
        values, known = check_heads.left_out(x, labels, sources, len(classes))
        result = {"leave_one_source_out": figures(values[known], labels[known], own[known], classes, t, tau)}
        result["leave_one_source_out"] |= {
            "coverage_at_95": coverage_across_sources(values[known], labels[known], sources[known], t),
            "photos_of_a_class_no_other_source_has": int((~known).sum()),
            "top1_all": round(float(within(values, labels, 1).mean()), 4),
            "top3_all": round(float(within(values, labels, 3).mean()), 4),
            "per_source": {
                s: [int(m.sum()), *(round(float(within(values[m], labels[m], k).mean()), 3) for k in (1, 3))]
                for s in sorted(set(sources.tolist()))
                if (m := (sources == s) & known).any()
            },
        }
        unique = np.unique(own)
        fold_of = dict(zip(unique, np.random.default_rng(SEED).permutation(len(unique)) % 5))
        fold_of, home = np.array([fold_of[g] for g in own]), np.zeros_like(values)
        kernel = kernel_folds.kernel_of(x)
        for k in range(5):
            train, test = np.flatnonzero(fold_of != k), np.flatnonzero(fold_of == k)
            home[test] = kernel_folds.fold(kernel, labels, sources, len(classes), train, test)[0]
        result["five_folds_by_group"] = figures(home, labels, own, classes, t, tau)
        by_fold = [float(within(home[fold_of == k], labels[fold_of == k], 1).mean()) for k in range(5)]
        result["five_folds_by_group"]["top1_spread"] = round(float(np.std(by_fold)), 4)
        names = sorted(set(sources.tolist()))
        who, right = np.array([names.index(s) for s in sources]), 0
        for k in range(5):
            train, test = np.flatnonzero(fold_of != k), np.flatnonzero(fold_of == k)
            found = kernel_folds.fold(kernel, who, np.zeros(len(who), str), len(names), train, test)[0]
            right += (found.argmax(axis=1) == who[test]).sum()
        result["source_probe_accuracy"] = round(float(right / len(who)), 4)
        result["source_probe_of"] = len(names)
        print(name, {k: v for k, v in result["leave_one_source_out"].items() if k not in ("per_class",)})
        print({k: (v if not isinstance(v, dict) else {q: w for q, w in v.items() if q != "per_class"}) for k, v in result.items() if k != "leave_one_source_out"})


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
