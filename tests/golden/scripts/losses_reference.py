# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of the training losses, the Gaussian blur and the tone curve, from NumPy and SciPy alone.

Written from the formulas in core/training/torch/losses.h and tonecurve.h, without torch. Writes
tests/golden/data/losses.json with inputs and expected values. Run by hand:
    /usr/bin/python3 tests/golden/scripts/losses_reference.py
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.ndimage import gaussian_filter1d
from scipy.special import logsumexp

random = np.random.default_rng(20240229)


def numbers(*shape, low=-1.0, high=1.0):
    """Random numbers with four decimals, so that the file says exactly what was used."""
    return np.round(random.uniform(low, high, shape), 4)


def softplus(x):
    return np.logaddexp(0.0, x)


def luma(p):
    return p if p.shape[1] == 1 else np.tensordot(p, [0.299, 0.587, 0.114], axes=(1, 0))[:, None]


def halved(p):
    n, c, h, w = p.shape
    return p.reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))


def blur(p, sigma):
    radius = int(np.ceil(2.5 * sigma))
    for axis in (2, 3):
        p = gaussian_filter1d(p, sigma, axis=axis, mode="mirror", truncate=radius / sigma)
    return p


def patch_nce(queries, keys, temperature):
    q = queries / np.linalg.norm(queries, axis=2, keepdims=True)
    k = keys / np.linalg.norm(keys, axis=2, keepdims=True)
    losses = []
    for i in range(len(q)):
        logits = q[i] @ k[i].T / temperature
        losses += list(logsumexp(logits, axis=1) - np.diag(logits))
    return np.mean(losses)


def structure(drawing, photo, detail_px, window_px):
    a = blur(halved(luma(photo)), detail_px / 2)
    b = blur(halved(luma(drawing)), detail_px / 2)

    def mean(x):
        return blur(x, window_px / 2)

    var_a = np.maximum(mean(a * a) - mean(a) ** 2, 0)
    var_b = np.maximum(mean(b * b) - mean(b) ** 2, 0)
    covariance = mean(a * b) - mean(a) * mean(b)
    correlation = covariance / np.sqrt((var_a + 1e-4) * (var_b + 0.03))
    weight = var_a / (var_a + 0.01)
    return np.sum(weight * (1 - correlation)) / (np.sum(weight) + 1e-3)


def chroma(drawing, photo):
    # Cb and Cr of ITU-R BT.601 in the scale of JFIF to three digits.
    def planes(p):
        y = luma(p)[:, 0]
        return 0.564 * (p[:, 2] - y), 0.713 * (p[:, 0] - y)

    (cb1, cr1), (cb2, cr2) = planes(drawing), planes(photo)
    return (np.abs(cb1 - cb2).mean() + np.abs(cr1 - cr2).mean()) / 2


def unevenness(drawing, target):
    total = 0.0
    for axis in (2, 3):
        flat = np.abs(np.diff(target, axis=axis)).max(1, keepdims=True) < 0.02
        total += np.mean(np.abs(np.diff(drawing, axis=axis)) * flat)
    return total


def r1(real, linear, quadratic):
    """Of scores D(x) = sum(linear x + quadratic x²/2), whose gradient is known."""
    gradient = linear + quadratic * real
    return 0.5 * np.mean(np.sum(gradient**2, axis=(1, 2, 3)))


def tone_curve(photo, drawing, share):
    photo, drawing = np.sort(photo), np.sort(drawing)
    tones = (np.arange(256, dtype=np.float32) / np.float32(255)).astype(np.float32)
    below = np.searchsorted(photo, tones, side="left")
    not_above = np.searchsorted(photo, tones, side="right")
    ranks = (below + not_above) / (2 * len(photo))
    match = np.quantile(drawing.astype(np.float64), ranks, method="linear")
    return (1 - share) * match + share * tones


def tensor(array):
    return {"shape": list(array.shape), "values": [float(f"{v:.12g}") for v in array.ravel()]}


scores = 3 * numbers(2, 1, 3, 4)
queries, keys = numbers(2, 6, 5), numbers(2, 6, 5)
colour, photo = numbers(2, 3, 32, 40), numbers(2, 3, 32, 40)
# Smooth pictures as well: noise alone has hardly any structure.
rows, columns = np.mgrid[0:32, 0:40]
waves = np.stack([np.sin(rows / 5 + i) * np.cos(columns / (4 + i)) for i in range(6)])
smooth_photo = np.round(waves.reshape(2, 3, 32, 40), 4)
grey = np.round(0.7 * smooth_photo[:, :1] + 0.3 * numbers(2, 1, 32, 40), 4)
target = numbers(2, 1, 16, 20)
real, linear, quadratic = numbers(3, 2, 4, 4), numbers(3, 2, 4, 4), numbers(3, 2, 4, 4)
photo_tones = np.round(random.beta(2, 3, 300), 3).astype(np.float32)
drawing_tones = np.round(random.beta(5, 1, 211), 3).astype(np.float32)

data = {
    "made by": f"losses_reference.py with NumPy {np.__version__}, SciPy {scipy.__version__}",
    "inputs": {
        name: tensor(array)
        for name, array in {
            "scores": scores, "queries": queries, "keys": keys, "colour": colour, "photo": photo,
            "smoothPhoto": smooth_photo, "grey": grey, "target": target, "real": real,
            "linear": linear, "quadratic": quadratic, "photoTones": photo_tones,
            "drawingTones": drawing_tones,
        }.items()
    },
    "objectives": {
        "bce": [softplus(-scores).mean(), softplus(scores).mean(), softplus(-scores).mean()],
        "least-squares": [0.5 * ((scores - 1) ** 2).mean(), 0.5 * (scores**2).mean(),
                          ((scores - 1) ** 2).mean()],
        "hinge": [np.maximum(0, 1 - scores).mean(), np.maximum(0, 1 + scores).mean(),
                  -scores.mean()],
    },
    "patchNce": {"0.07": patch_nce(queries, keys, 0.07), "0.5": patch_nce(queries, keys, 0.5)},
    "luma": tensor(luma(colour)),
    "blur": {str(sigma): tensor(blur(grey, sigma)[:, :, ::3, ::3]) for sigma in (0.8, 2.0, 4.3)},
    "tone": {
        "colour": np.abs(blur(halved(luma(colour)), 2.0) - target).mean(),
        "grey": np.abs(blur(halved(grey), 2.0) - target).mean(),
    },
    "structure": {
        "grey": structure(grey, smooth_photo, 2.0, 6.0),
        "colour": structure(colour, smooth_photo, 3.0, 9.0),
        "noise": structure(colour, photo, 2.0, 6.0),
    },
    "chroma": chroma(colour, photo),
    "unevenness": unevenness(colour, np.round(2 * smooth_photo) / 2),
    "r1": r1(real, linear, quadratic),
    "toneCurve": {str(s): tensor(tone_curve(photo_tones, drawing_tones, s)) for s in (0.0, 0.4)},
}

path = pathlib.Path(__file__).parent.parent / "data" / "losses.json"
path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
print(path, path.stat().st_size, data["objectives"], data["structure"], data["patchNce"])
