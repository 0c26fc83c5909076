# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes ../data/metrics.json: PSNR and SSIM of formula pictures by scikit-image."""

import json
import pathlib

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

FULL = {"u8": 255, "u16": 65535, "f32": 1.0}


def picture(width, height, channels, kind, variant):
    """The same integers as formulaPicture() in tst_metrics_vs_reference.cpp."""
    y, x, c = np.mgrid[0:height, 0:width, 0:channels].astype(np.int64)
    value = (x * 5 + y * 3 + c * 40 + (x * y) // 7) % 256
    noise = (x * 131 + y * 71 + c * 17 + x * x * 3 + y * y * 5) % 41 - 20
    value = np.clip(value + variant * noise, 0, 255)
    if kind == "u8":
        return value.astype(np.uint8)
    if kind == "u16":
        return (value * 257).astype(np.uint16)
    return (value / 256.0).astype(np.float32)


cases = []
for width, height, channels, kind in [
    (64, 48, 1, "u8"),
    (61, 37, 3, "u8"),
    (40, 40, 4, "u8"),
    (33, 50, 3, "u16"),
    (45, 29, 1, "f32"),
    (11, 11, 3, "u8"),
]:
    a = picture(width, height, channels, kind, 0)
    b = picture(width, height, channels, kind, 1)
    a64, b64 = a.astype(np.float64), b.astype(np.float64)
    cases.append(
        {
            "width": width,
            "height": height,
            "channels": channels,
            "type": kind,
            "psnr": peak_signal_noise_ratio(a64, b64, data_range=FULL[kind]),
            "ssim": structural_similarity(
                a64,
                b64,
                data_range=FULL[kind],
                channel_axis=-1,
                gaussian_weights=True,
                use_sample_covariance=False,
            ),
        }
    )

target = pathlib.Path(__file__).parent.parent / "data" / "metrics.json"
target.write_text(json.dumps(cases, indent=1) + "\n")
