"""Runs the shipped int8 backbones over every photo of photos.csv and keeps the answers, one file a view.

Usage: features.py PHOTOS_DIR BACKBONES_DIR CACHE_DIR [view ...]
A row of the cache is found by the photo's SHA-256 (CACHE_DIR/index.csv); the same file is never read twice.
"""

import csv
import hashlib
import pathlib
import sys
import zlib

import numpy as np
import openvino as ov
import pyvips

import backbone

OUTPUTS = ("features", "middle", "logits")


def flip(image):
    return image[:, ::-1]


def zoom(data, size):
    big = backbone.pixels(data, round(size * 1.3))
    edge = (big.shape[0] - size) // 2
    return big[edge : edge + size, edge : edge + size]


def altered(data, size, seed):
    """A strong photometric and geometric copy: random window, gamma, saturation, colour cast, blur. Fixed seed."""
    rng = np.random.default_rng(seed)
    whole = backbone.pixels(data, round(size * 1.5))
    window = int(whole.shape[0] * rng.uniform(0.6, 1.0))
    y, x = rng.integers(0, whole.shape[0] - window + 1, 2)
    image = pyvips.Image.new_from_array(np.ascontiguousarray(whole[y : y + window, x : x + window]))
    image = image.thumbnail_image(size, height=size, size="force")
    if rng.random() < 0.3:
        image = image.gaussblur(rng.uniform(0.5, 1.5))
    values = np.asarray(image.numpy(), np.float32)[:, :, :3] / 255
    values = np.clip(values, 0, 1) ** rng.uniform(0.6, 1.6)
    grey = values.mean(2, keepdims=True)
    values = grey + (values - grey) * rng.uniform(0.0, 1.6)
    values = (values - 0.5) * rng.uniform(0.6, 1.3) + 0.5 + rng.uniform(-0.08, 0.08, 3)
    if rng.random() < 0.5:
        values = values[:, ::-1]
    return (np.clip(values, 0, 1) * 255).astype(np.uint8)


VIEWS = {
    "squash": lambda data, size, seed: backbone.pixels(data, size),
    "squash_flip": lambda data, size, seed: flip(backbone.pixels(data, size)),
    "crop": lambda data, size, seed: backbone.pixels(data, size, "crop"),
    "crop_flip": lambda data, size, seed: flip(backbone.pixels(data, size, "crop")),
    "zoom": lambda data, size, seed: zoom(data, size),
    "zoom_flip": lambda data, size, seed: flip(zoom(data, size)),
    "altered1": lambda data, size, seed: altered(data, size, seed + 1),
    "altered2": lambda data, size, seed: altered(data, size, seed + 2),
}


def main(photos, backbones, cache, names):
    cache.mkdir(parents=True, exist_ok=True)
    with open(photos / "photos.csv", newline="", encoding="utf-8") as table:
        paths = [photos / row["path"] for row in csv.DictReader(table)]
    blobs = [path.read_bytes() for path in paths]
    hashes = [hashlib.sha256(blob).hexdigest() for blob in blobs]
    with open(cache / "index.csv", "w", encoding="utf-8") as index:
        index.writelines(f"{i},{digest}\n" for i, digest in enumerate(hashes))
    core = ov.Core()
    for kind in ["fp32"] if names == ["fp32"] else ["int8"]:
        for name, size in backbone.SIZES.items():
            options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 2}
            model = core.compile_model(core.read_model(backbones / f"{name}-{kind}" / "model.xml"), "CPU", options)
            for view in names if kind == "int8" else ["squash"]:
                target = cache / f"{name}.{view if kind == 'int8' else 'fp32'}.npz"
                if target.exists():
                    continue
                parts = {key: [] for key in OUTPUTS}
                for start in range(0, len(blobs), 16):
                    batch = np.stack(
                        [
                            VIEWS[view](blob, size, zlib.crc32(digest.encode()))
                            for blob, digest in zip(blobs[start : start + 16], hashes[start : start + 16])
                        ]
                    )
                    answer = model(batch)
                    for key in OUTPUTS:
                        parts[key].append(answer[key].copy())
                np.savez(target, **{key: np.concatenate(value) for key, value in parts.items()})
                print(target.name, flush=True)


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]), list(sys.argv[4:]) or list(VIEWS))
