"""The head of the photo model, in numpy: features to vector, training, calibration, adaptation to a town.

This is the reference for the C++ implementation; models/README.md has the same formulae in words. All arithmetic here
is float64 after the features; the stored arrays are float32. No randomness: the same rows give the same head.
"""

import hashlib
import json

import numpy as np

ALPHA = 0.5  # weight of a row: (photos of its class in its source) ** -ALPHA, mean 1
LAMBDA = 3.0  # ridge
GAMMA = 5.0  # extra penalty on directions along which the sources of one class differ
TEMPERATURE_PRIOR = 10.0  # strength of the shipped temperature when a town refits it
TOWN_RIDGE = 0.3  # mu of the adaptation
TOWN_BIAS = 0.3  # weight of the constant in the adaptation's kernel
TEMPERATURES = np.exp(np.linspace(np.log(0.02), np.log(2.0), 93))


def block(raw_views, transform="sqrt_l2", weight=1.0):
    """Raw outputs [views, n, dims] of one backbone to its block [n, dims]."""
    raw = np.mean(np.asarray(raw_views, np.float64), axis=0)
    if transform == "sqrt_l2":
        raw = np.sqrt(np.maximum(raw, 0.0))
    return weight * raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-12)


def row_weights(labels, sources, alpha=ALPHA):
    cells = {}
    for cell in zip(labels, sources):
        cells[cell] = cells.get(cell, 0) + 1
    weights = np.array([cells[cell] ** -alpha for cell in zip(labels, sources)])
    return weights / weights.mean()


def train(vectors, labels, sources, classes, alpha=ALPHA, ridge=LAMBDA, gamma=GAMMA):
    """Weighted ridge regression on one-hot classes: (mean, weights [D, C], bias [C]) with scores = (x - mean) W + b."""
    labels, sources = [int(label) for label in labels], [str(source) for source in sources]
    weight = row_weights(labels, sources, alpha)
    labels, sources = np.array(labels), np.array(sources)
    total = weight.sum()
    mean = weight @ vectors / total
    centred = vectors - mean
    gram = centred.T @ (weight[:, None] * centred)
    targets = np.eye(classes)[labels]
    bias = weight @ targets / total
    right = centred.T @ (weight[:, None] * (targets - bias))
    for label in range(classes):
        rows = labels == label
        names = sorted(set(sources[rows]))
        if gamma == 0 or len(names) < 2:
            continue
        class_mean = weight[rows] @ centred[rows] / weight[rows].sum()
        for name in names:
            cell = rows & (sources == name)
            mass = weight[cell].sum()
            shift = weight[cell] @ centred[cell] / mass - class_mean
            gram += gamma * mass * np.outer(shift, shift)
    gram[np.diag_indices_from(gram)] += ridge
    return mean, np.linalg.solve(gram, right), bias


def scores(vectors, head):
    mean, weights, bias = head
    return (vectors - mean) @ weights + bias


def softmax(values):
    values = np.exp(values - values.max(axis=1, keepdims=True))
    return values / values.sum(axis=1, keepdims=True)


def loss(values, labels, temperature):
    return -np.log(np.maximum(softmax(values / temperature)[np.arange(len(labels)), labels], 1e-12)).sum()


def fit_temperature(values, labels, prior=None):
    """The temperature of the grid with the least loss; `prior` pulls it towards the shipped one."""
    pull = (lambda t: 0.0) if prior is None else (lambda t: TEMPERATURE_PRIOR * np.log(t / prior) ** 2)
    return float(min(TEMPERATURES, key=lambda t: loss(values, labels, t) + pull(t)))


def threshold(probability, correct, precision, least=1):
    """The smallest p1 above which `precision` of the photos are right (2.0 when no value does)."""
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum(correct[order])
    best = 2.0
    for i in range(len(order)):
        last = i + 1 == len(order) or probability[order[i + 1]] < probability[order[i]]
        if last and i + 1 >= least and right[i] >= precision * (i + 1) - 1e-9:
            best = float(probability[order[i]])
    return best


def adapt(head, temperature, vectors, labels, mu=TOWN_RIDGE, bias_weight=TOWN_BIAS):
    """Moves a head towards a town's K labelled photos: ridge on what the shipped head gets wrong, in dual form.

    Answers the new head, its temperature, and the leave-one-out scores of the K photos (for the town's thresholds).
    """
    mean, weights, bias = head
    centred = vectors - mean
    targets = np.eye(weights.shape[1])[labels]
    residual = targets - scores(vectors, head)
    kernel = centred @ centred.T + bias_weight
    inverse = np.linalg.inv(kernel + mu * np.eye(len(labels)))
    dual = inverse @ residual
    left_out = targets - dual / np.diag(inverse)[:, None]
    new_head = (mean, weights + centred.T @ dual, bias + bias_weight * dual.sum(axis=0))
    return new_head, fit_temperature(left_out, labels, temperature), left_out


def write_head(folder, model, head):
    """Writes head.bin and model.json; `model` holds every other key."""
    arrays = dict(zip(("mean", "weights", "bias"), head))
    data = b"".join(np.ascontiguousarray(array, "<f4").tobytes() for array in arrays.values())
    (folder / "head.bin").write_bytes(data)
    shapes = [{"name": name, "shape": list(array.shape)} for name, array in arrays.items()]
    model = model | {"arrays": shapes, "head_sha256": hashlib.sha256(data).hexdigest()}
    (folder / "model.json").write_text(json.dumps(model, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_head(folder):
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data = (folder / "head.bin").read_bytes()
    if hashlib.sha256(data).hexdigest() != model["head_sha256"]:
        raise ValueError("head.bin does not match model.json")
    values, arrays = np.frombuffer(data, "<f4").astype(np.float64), {}
    for array in model["arrays"]:
        size = int(np.prod(array["shape"]))
        arrays[array["name"]], values = values[:size].reshape(array["shape"]), values[size:]
    return model, (arrays["mean"], arrays["weights"], arrays["bias"])
