"""Scores of held-out photos from heads trained without them, from one kernel matrix for all folds.

Same head as reference_head.train in its dual form: no weights are formed, so a fold costs seconds. float32.
"""

import numpy as np
import scipy.linalg

import reference_head as head


def kernel_of(vectors):
    vectors = np.asarray(vectors, np.float32)
    return vectors @ vectors.T


def steps(labels, sources, weight, classes):
    """The pseudo-rows of the source penalty as combinations of the training rows."""
    found = [np.zeros((0, len(labels)))]
    for label in range(classes):
        of_class = labels == label
        names = sorted(set(sources[of_class].tolist()))
        for name in names if len(names) > 1 else []:
            cell = of_class & (sources == name)
            mass = weight[cell].sum()
            step = weight * cell / mass - weight * of_class / weight[of_class].sum()
            found.append(np.sqrt(head.GAMMA * mass) * step[None])
    return np.concatenate(found).astype(np.float32)


def fold(kernel, labels, sources, classes, train, test):
    """Scores [test, classes], and the kernel of the test photos about the training mean (for the adaptation)."""
    y, s = labels[train], sources[train]
    weight = head.row_weights(y.tolist(), s.tolist())
    share = (weight / weight.sum()).astype(np.float32)
    targets = np.eye(classes)[y]
    bias = share @ targets
    inner, cross = kernel[np.ix_(train, train)], kernel[np.ix_(test, train)]
    row, column = inner @ share, cross @ share
    middle = share @ row
    inner = inner - row[:, None] - row[None] + middle
    cross = cross - column[:, None] - row[None] + middle
    combos, root = steps(y, s, weight, classes), np.sqrt(weight).astype(np.float32)
    crossed = combos @ inner
    matrix = np.block(
        [[inner * root[:, None] * root[None], (crossed * root).T], [crossed * root, crossed @ combos.T]]
    )
    matrix[np.diag_indices_from(matrix)] += head.LAMBDA
    right = np.zeros((len(matrix), classes), np.float32)
    right[: len(y)] = root[:, None] * (targets - bias)
    dual = scipy.linalg.solve(matrix, right, assume_a="pos", overwrite_a=True, check_finite=False)
    scores = (cross * root) @ dual[: len(y)] + (cross @ combos.T) @ dual[len(y) :] + bias
    return scores, kernel[np.ix_(test, test)] - column[:, None] - column[None] + middle
