"""Compares the vectors that the product cached with those of this Python code, on some of the photos.

Usage: features.py PHOTOS_DIR MODEL_DIR CACHE_DIR [every]     (CACHE_DIR: the product's folder of SHA-256.f32 files)
Takes one photo in `every` (100) and says the smallest cosine and the largest difference of a value.
"""

import csv
import hashlib
import json
import pathlib
import sys

import numpy as np
import openvino as ov

import backbone
import reference_head as head


def networks(model_dir, model):
    core, options = ov.Core(), {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1}
    return {b["name"]: core.compile_model(model_dir / b["path"] / "model.xml", "CPU", options) for b in model["backbones"]}


def vector(blob, model, compiled):
    image, raw = backbone.base(blob), {}
    for part in model["backbones"]:
        pixels = np.stack([backbone.view(image, part["input_size"], view) for view in part["views"]])
        answer = compiled[part["name"]](pixels)
        raw |= {(part["name"], output): answer[output][:, None].copy() for output in ("features", "middle")}
    blocks = [head.block(raw[b["backbone"], b["output"]], b["transform"], b["weight"]) for b in model["blocks"]]
    return np.concatenate(blocks, axis=1)[0]


def main(photos, model_dir, cache, every=100):
    model = json.loads((model_dir / "model.json").read_text(encoding="utf-8"))
    compiled, cosines, differences = networks(model_dir, model), [], []
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["weights_may_ship"] != "no"]
    for row in rows[::every]:
        blob = (photos / row["path"]).read_bytes()
        stored = np.fromfile(cache / f"{hashlib.sha256(blob).hexdigest()}.f32", "<f4")
        own = vector(blob, model, compiled)
        cosines.append(float(own @ stored / np.linalg.norm(own) / np.linalg.norm(stored)))
        differences.append(float(abs(own - stored).max()))
    print(len(cosines), "photos: smallest cosine", round(min(cosines), 5), "largest difference", round(max(differences), 5))


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]), *map(int, sys.argv[4:]))
