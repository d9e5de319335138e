"""Accuracy of a probe on int8 features against fp32 features, same photos, same folds by group.

Usage: check_int8.py PHOTOS_DIR BACKBONES_DIR FP32_DIR   (FP32_DIR holds lite0-fp32/ and lite2-fp32/ of the conversion)
"""

import csv
import pathlib
import sys
import zlib

import numpy as np
import openvino as ov

import backbone
import reference_head as head

EVERY = 4  # one shippable photo in four
OPTIONS = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1}


def probe(vectors, labels, folds):
    right = 0
    for fold in range(5):
        train = folds != fold
        fitted = head.train(vectors[train], labels[train], np.zeros(train.sum()), labels.max() + 1, 0.0, 1.0, 0.0)
        right += (head.scores(vectors[~train], fitted).argmax(1) == labels[~train]).sum()
    return right / len(labels)


def main(photos, int8, fp32):
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["weights_may_ship"] in ("yes", "tdm")][::EVERY]
    names = sorted({row["class"] for row in rows})
    labels = np.array([names.index(row["class"]) for row in rows])
    folds = np.array([zlib.crc32((row["near_duplicate_group"] or row["group"]).encode()) % 5 for row in rows])
    images = [backbone.base(photos / row["path"]) for row in rows]
    for name, size in backbone.SIZES.items():
        pixels = [backbone.view(image, size, "squash")[None] for image in images]
        found = {}
        for kind, folder in (("int8", int8), ("fp32", fp32)):
            model = ov.Core().compile_model(folder / f"{name}-{kind}" / "model.xml", "CPU", OPTIONS)
            found[kind] = np.concatenate([model(image)["features"].copy() for image in pixels])
        a, b = found["int8"], found["fp32"]
        cosine = (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
        for kind, raw in found.items():
            print(name, kind, len(rows), "accuracy", round(float(probe(head.block(raw[None]), labels, folds)), 4))
        print(name, "cosine mean, min", round(float(cosine.mean()), 4), round(float(cosine.min()), 4))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
