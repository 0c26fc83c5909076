# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Distribution scores by the textbook: plain loops, SciPy's matrix root, and mpmath in 50 digits.

Written from the formulas in core/training/torch/scores/, without torch. The matrix root of a singular
product is only good to about 1e-7, so the distances are computed in 50 digits as well. Random rows are drawn
as core/base/random.h draws them. Writes tests/golden/data/scores.json with inputs and expected values. Run by
hand:
    /usr/bin/python3 tests/golden/scripts/scores_reference.py
"""

import json
import math
import pathlib

import mpmath
import numpy as np
import scipy
import scipy.linalg

import random_streams

mpmath.mp.dps = 50
numbers = np.random.default_rng(20240229)

KID_SUBSETS = {"subsetSize": 5, "subsets": 7, "seed": 11}
FID_GROUPS = {"groups": 4, "seed": 5}


def features(rows, width, shift, correlated):
    """Non-negative like the features of a network, of unequal variances, with four decimals."""
    values = numbers.normal(shift, 1.0, (rows, width)) * np.linspace(0.2, 2.0, width)
    if correlated:
        values = values @ numbers.normal(0.0, 1.0 / math.sqrt(width), (width, width))
    return np.round(np.maximum(values, 0.0), 4)


class Stream:
    """Random of core/base/random.h."""

    def __init__(self, seed, stream, item=0):
        self.numbers = iter(random_streams.stream(seed, stream, item, 1000))

    def below(self, count):
        return int((next(self.numbers) >> 11) * 2.0**-53 * count)


def drawn_rows(stream, rows, count):
    order = list(range(rows))
    for i in range(count):
        j = i + stream.below(rows - i)
        order[i], order[j] = order[j], order[i]
    return order[:count]


# Kernel Inception Distance


def kernel(x, y):
    return (sum(float(a) * float(b) for a, b in zip(x, y)) / len(x) + 1.0) ** 3


def mmd2(a, b):
    n, m = len(a), len(b)
    within_a = [kernel(a[i], a[j]) for i in range(n) for j in range(n) if i != j]
    within_b = [kernel(b[i], b[j]) for i in range(m) for j in range(m) if i != j]
    across = [kernel(x, y) for x in a for y in b]
    return (
        math.fsum(within_a) / (n * (n - 1)) + math.fsum(within_b) / (m * (m - 1)) - 2.0 * math.fsum(across) / (n * m)
    )


def jackknife_variance(estimates):
    n = len(estimates)
    mean = math.fsum(estimates) / n
    return (n - 1) / n * math.fsum((e - mean) ** 2 for e in estimates)


def kid_error(a, b):
    without_a = [mmd2(np.delete(a, i, axis=0), b) for i in range(len(a))]
    without_b = [mmd2(a, np.delete(b, i, axis=0)) for i in range(len(b))]
    return math.sqrt(jackknife_variance(without_a) + jackknife_variance(without_b))


def kid_subsets(a, b):
    size, seed = KID_SUBSETS["subsetSize"], KID_SUBSETS["seed"]
    estimates = [
        mmd2(
            a[drawn_rows(Stream(seed, 31, s), len(a), size)],
            b[drawn_rows(Stream(seed, 32, s), len(b), size)],
        )
        for s in range(KID_SUBSETS["subsets"])
    ]
    return float(np.mean(estimates)), float(np.std(estimates, ddof=1) / math.sqrt(len(estimates)))


# Fréchet Inception Distance


def fid_sqrtm(a, b):
    root = scipy.linalg.sqrtm(np.cov(a, rowvar=False) @ np.cov(b, rowvar=False))
    shift = np.sum((a.mean(axis=0) - b.mean(axis=0)) ** 2)
    return float(shift + np.trace(np.cov(a, rowvar=False) + np.cov(b, rowvar=False) - 2.0 * root.real))


def mp_moments(x):
    n, d = x.shape
    mean = [mpmath.fsum(mpmath.mpf(v) for v in x[:, j]) / n for j in range(d)]
    covariance = mpmath.matrix(d, d)
    for i in range(d):
        for j in range(d):
            covariance[i, j] = mpmath.fsum((x[k, i] - mean[i]) * (x[k, j] - mean[j]) for k in range(n)) / (n - 1)
    return mean, covariance


def mp_root(value):
    return mpmath.sqrt(value) if value > 0 else mpmath.mpf(0)


def fid_digits(a, b):
    """In 50 digits, by the roots of the eigenvalues of sqrt(S1) S2 sqrt(S1)."""
    (mean_a, cov_a), (mean_b, cov_b) = mp_moments(a), mp_moments(b)
    values, vectors = mpmath.eigsy(cov_a)
    root_a = vectors * mpmath.diag([mp_root(v) for v in values]) * vectors.T
    inner = root_a * cov_b * root_a
    trace_of_root = mpmath.fsum(mp_root(v) for v in mpmath.eigsy((inner + inner.T) / 2, eigvals_only=True))
    traces = mpmath.fsum(cov_a[i, i] + cov_b[i, i] for i in range(len(mean_a)))
    shift = mpmath.fsum((x - y) ** 2 for x, y in zip(mean_a, mean_b))
    return float(shift + traces - 2 * trace_of_root)


def group_variance(rows, stream, distance):
    """Of the jackknife that leaves equal random groups out."""
    n, groups = len(rows), min(FID_GROUPS["groups"], len(rows))
    left = n // groups
    order = drawn_rows(Stream(FID_GROUPS["seed"], stream), n, n)
    distances = [distance(rows[order[: g * left] + order[(g + 1) * left :]]) for g in range(groups)]
    return (n - left) ** 2 / (left * n * (groups - 1)) * np.sum((np.array(distances) - np.mean(distances)) ** 2)


def fid_error(a, b):
    variance_a = group_variance(a, 33, lambda kept: fid_digits(kept, b))
    variance_b = group_variance(b, 34, lambda kept: fid_digits(a, kept))
    return math.sqrt(variance_a + variance_b)


# Inception Score


def inception_score(rows):
    n, classes = rows.shape
    marginal = [sum(rows[:, k]) / n for k in range(classes)]
    divergences = [
        math.fsum(p * math.log(p / q) for p, q in zip(row, marginal) if p > 0.0) for row in rows.astype(float)
    ]
    return math.exp(math.fsum(divergences) / n)


def split_scores(rows, splits):
    n = len(rows)
    scores = [inception_score(rows[i * n // splits : (i + 1) * n // splits]) for i in range(splits)]
    return {
        "splits": splits,
        "mean": float(np.mean(scores)),
        "deviation": float(np.std(scores)),
        "wholeSet": inception_score(rows),
    }


def probabilities(rows, classes, scale):
    """Rows of whole ten-thousandths that add up to one, some of them with zeros."""
    logits = numbers.normal(0.0, scale, (rows, classes))
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    whole = np.floor(10000 * shares / shares.sum(axis=1, keepdims=True)).astype(int)
    whole[np.arange(rows), whole.argmax(axis=1)] += 10000 - whole.sum(axis=1)
    return whole / 10000.0


def saved(array):
    return {"shape": list(array.shape), "values": array.ravel().tolist()}


def feature_case(name, a, b):
    kid_mean, kid_spread = kid_subsets(a, b)
    case = {
        "name": name,
        "first": saved(a),
        "second": saved(b),
        "kid": {"wholeSet": mmd2(a, b), "wholeSetError": kid_error(a, b), "mean": kid_mean, "error": kid_spread},
        "fid": {"value": fid_digits(a, b), "sqrtm": fid_sqrtm(a, b), "error": fid_error(a, b)},
    }
    print(name, "kid", case["kid"]["wholeSet"], "fid", case["fid"]["value"], "sqrtm off by",
          case["fid"]["sqrtm"] / case["fid"]["value"] - 1.0)
    return case


def main():
    dead = features(40, 6, 0.8, False)
    dead[:, 2] = 0.0
    data = {
        "made with": f"NumPy {np.__version__}, SciPy {scipy.__version__}, mpmath {mpmath.__version__}",
        "kidOptions": KID_SUBSETS,
        "fidOptions": FID_GROUPS,
        "features": [
            feature_case("many rows", features(45, 6, 0.5, True), features(37, 6, 0.9, True)),
            feature_case("few rows", features(10, 16, 0.5, True), features(13, 16, 0.7, False)),
            feature_case("few and many rows", features(8, 12, 0.4, False), features(50, 12, 0.6, True)),
            feature_case("a dead column", dead, features(30, 6, 0.5, True)),
        ],
        "probabilities": [
            {"rows": saved(rows), "scores": split_scores(rows, splits)}
            for rows, splits in [
                (probabilities(43, 10, 2.0), 10),
                (probabilities(24, 7, 6.0), 3),
                (probabilities(20, 5, 0.3), 1),
            ]
        ],
    }
    target = pathlib.Path(__file__).parent.parent / "data" / "scores.json"
    target.write_text(json.dumps(data, indent=None, separators=(",", ":")) + "\n")
    print(target, target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
