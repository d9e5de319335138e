"""The head of the photo model, in numpy: features to vector, training, calibration, adaptation to a town.

This is the reference for the C++ implementation; models/README.md has the same formulae in words. All arithmetic here
is float64 after the features; the stored arrays are float32. No randomness: the same rows give the same head.
"""

import hashlib
import json

import numpy as np
import scipy.linalg

ALPHA = 0.5  # weight of a row: (photos of its class in its source) ** -ALPHA, mean 1
LAMBDA = 4.0  # ridge
GAMMA = 5.0  # extra penalty on directions along which the sources of one class differ
TEMPERATURE_PRIOR = 10.0  # strength of the shipped temperature when a town refits it
TOWN_RIDGE = 0.4  # mu of the adaptation
TOWN_PRIOR = 0.03  # how much the town's class counts move the scores
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
    """Weighted ridge regression on one-hot classes: (mean, weights [D, C], bias [C]), scores = (x - mean) W + b.

    The extra penalty enters as pseudo-rows with target 0: for each class seen in two sources or more, and each of these
    sources, the step from the class mean to the mean of the class in that source.
    """
    labels, sources = [int(label) for label in labels], [str(source) for source in sources]
    weight = row_weights(labels, sources, alpha)
    labels, sources = np.array(labels), np.array(sources)
    mean = weight @ vectors / weight.sum()
    targets = np.eye(classes)[labels]
    bias = weight @ targets / weight.sum()
    root = np.sqrt(weight)[:, None]
    rows, right = [root * (vectors - mean)], [root * (targets - bias)]
    for label in range(classes):
        of_class = labels == label
        names = sorted(set(sources[of_class]))
        if gamma == 0 or len(names) < 2:
            continue
        class_mean = weight[of_class] @ vectors[of_class] / weight[of_class].sum()
        for name in names:
            cell = of_class & (sources == name)
            mass = weight[cell].sum()
            step = weight[cell] @ vectors[cell] / mass - class_mean
            rows.append(np.sqrt(gamma * mass) * step[None])
            right.append(np.zeros((1, classes)))
    rows, right = np.concatenate(rows), np.concatenate(right)
    if rows.shape[0] < rows.shape[1]:  # the dual is smaller, the answer the same
        return mean, rows.T @ solve(rows @ rows.T, ridge, right), bias
    return mean, solve(rows.T @ rows, ridge, rows.T @ right), bias


def solve(matrix, ridge, right):
    matrix[np.diag_indices_from(matrix)] += ridge
    return scipy.linalg.solve(matrix, right, assume_a="pos")


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


def adapt(head, temperature, vectors, labels, mu=TOWN_RIDGE, prior=TOWN_PRIOR):
    """Moves a head towards a town's K labelled photos: ridge on what the shipped head gets wrong, in dual form.

    Answers the new head, its temperature, and the leave-one-out scores of the K photos (for the town's thresholds).
    """
    mean, weights, bias = head
    labels = np.asarray(labels)
    count, classes = len(labels), weights.shape[1]
    counts = np.bincount(labels, minlength=classes)
    balance = 1.0 / counts[labels]
    balance /= balance.mean()
    shift = prior * np.log((counts + 0.5) / (count + 0.5 * classes))
    centred = vectors - mean
    targets = np.eye(classes)[labels]
    residual = targets - scores(vectors, head)
    inverse = np.linalg.inv(centred @ centred.T + mu * np.diag(1.0 / balance))
    dual = inverse @ residual
    left_out = targets - dual / np.diag(inverse)[:, None] + shift
    new_head = (mean, weights + centred.T @ dual, bias + shift)
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
