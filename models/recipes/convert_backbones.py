"""Converts the two EfficientNet-Lite weights to OpenVINO IR, checks them against torch, and quantises them to int8.

Usage: convert_backbones.py PHOTOS_DIR OUT_DIR   (PHOTOS_DIR holds photos.csv)
Stops with an error when the converted network differs from torch by 1e-4 or more.
"""

import csv
import json
import pathlib
import random
import sys

import nncf
import numpy as np
import openvino as ov
import torch
from openvino.preprocess import PrePostProcessor

import backbone

CALIBRATION_PHOTOS = 100
TOLERANCE = 1e-4
NAMES = ("features", "middle", "logits")


def calibration_paths(root):
    """100 photos, only those whose use for shipped weights is allowed, spread evenly over source and class."""
    cells = {}
    with open(root / "photos.csv", newline="", encoding="utf-8") as table:
        for row in csv.DictReader(table):
            if row["weights_may_ship"] in ("yes", "tdm"):
                cells.setdefault((row["source"], row["class"]), []).append(row["path"])
    rng = random.Random(2026)
    for paths in cells.values():
        paths.sort()
        rng.shuffle(paths)
    chosen, keys = [], sorted(cells)
    while len(chosen) < CALIBRATION_PHOTOS:
        for key in keys:
            if cells[key] and len(chosen) < CALIBRATION_PHOTOS:
                chosen.append(cells[key].pop())
    return [root / path for path in chosen]


def with_pixel_input(model, size):
    """Puts the normalisation inside the model: its input becomes uint8 NHWC RGB as libvips writes it."""
    step = PrePostProcessor(model)
    step.input().tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC"))
    step.input().model().set_layout(ov.Layout("NCHW"))
    step.input().preprocess().convert_element_type(ov.Type.f32).mean([backbone.MEAN] * 3).scale([backbone.SCALE] * 3)
    model = step.build()
    model.reshape({"image": [-1, size, size, 3]})
    return model


def rename(model):
    model.inputs[0].get_tensor().set_names({"image"})
    for port, name in zip(model.outputs, NAMES):
        port.get_tensor().set_names({name})
    return model


def compiled(model):
    return ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 2})


def main(photos, out):
    paths = calibration_paths(photos)
    for name, size in backbone.SIZES.items():
        trunk, weights, net = backbone.load(name)
        images = np.stack([backbone.view(backbone.base(path), size, "squash") for path in paths])
        floats = (images.astype(np.float32).transpose(0, 3, 1, 2) - backbone.MEAN) / backbone.SCALE
        with torch.no_grad():
            sample = torch.from_numpy(floats[:8])
            truth = [t.numpy() for t in trunk(sample)]
            original = float(np.abs(net(sample).numpy() - truth[2]).max())
        model = rename(ov.convert_model(trunk, example_input=torch.zeros(1, 3, size, size), input=[-1, 3, size, size]))
        run = compiled(model)
        got = run(floats[:8])
        worst = max(float(np.abs(got[i] - truth[i]).max()) for i in range(3))
        print(name, "max abs difference torch/OpenVINO", worst, "taps/original network", original)
        if worst >= TOLERANCE or original >= TOLERANCE:
            raise SystemExit(f"{name}: conversion differs from torch by {worst}")
        data = nncf.Dataset([floats[i : i + 1] for i in range(len(floats))])
        quantised = nncf.quantize(
            model, data, preset=nncf.QuantizationPreset.PERFORMANCE, subset_size=len(floats), fast_bias_correction=True
        )
        fp32 = with_pixel_input(model, size)
        int8 = with_pixel_input(rename(quantised), size)
        a, b = compiled(fp32)(images), compiled(int8)(images)
        cosine = {}
        for i, key in enumerate(NAMES):
            top = (a[i] * b[i]).sum(1) / (np.linalg.norm(a[i], axis=1) * np.linalg.norm(b[i], axis=1))
            cosine[key] = [round(float(top.mean()), 4), round(float(top.min()), 4)]
        report = {"torch_max_abs_difference": worst, "int8_cosine_mean_min": cosine, "weights": weights.name}
        for kind, ir in (("int8", int8), ("fp32", fp32)):
            folder = out / f"{name}-{kind}"
            folder.mkdir(parents=True, exist_ok=True)
            ov.save_model(ir, folder / "model.xml", compress_to_fp16=False)
        (out / f"{name}-int8" / "checks.json").write_text(json.dumps(report, indent=1) + "\n")
        print(name, report, [tuple(o.partial_shape) for o in int8.outputs])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
