"""Runs the shipped int8 backbones over every photo of photos.csv and keeps the answers, one file a view.

Usage: features.py PHOTOS_DIR BACKBONES_DIR CACHE_DIR [kind]     (kind: int8, or fp32 to compare)
Row i of each array belongs to line i of CACHE_DIR/index.csv, which holds the photo's SHA-256.
"""

import csv
import hashlib
import pathlib
import sys

import numpy as np
import openvino as ov

import backbone

VIEWS = ("squash", "squash_flip", "zoom")
OUTPUTS = ("features", "middle", "logits")
BATCH = 16


def main(photos, backbones, cache, kind="int8"):
    cache.mkdir(parents=True, exist_ok=True)
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        blobs = [(photos / row["path"]).read_bytes() for row in csv.DictReader(table)]
    with open(cache / "index.csv", "w", encoding="utf-8") as index:
        index.writelines(f"{i},{hashlib.sha256(blob).hexdigest()}\n" for i, blob in enumerate(blobs))
    core = ov.Core()
    options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 2}
    views = VIEWS if kind == "int8" else VIEWS[:1]
    models = {n: core.compile_model(backbones / f"{n}-{kind}" / "model.xml", "CPU", options) for n in backbone.SIZES}
    parts = {(n, v, o): [] for n in models for v in views for o in OUTPUTS}
    for start in range(0, len(blobs), BATCH):
        images = [backbone.base(blob) for blob in blobs[start : start + BATCH]]
        for name, model in models.items():
            for view in views:
                answer = model(np.stack([backbone.view(image, backbone.SIZES[name], view) for image in images]))
                for output in OUTPUTS:
                    parts[name, view, output].append(answer[output].copy())
        if start % 512 == 0:
            print(start, flush=True)
    for name in models:
        for view in views:
            target = cache / f"{name}.{view if kind == 'int8' else 'fp32'}.npz"
            np.savez(target, **{o: np.concatenate(parts[name, view, o]) for o in OUTPUTS})


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]), *sys.argv[4:])
