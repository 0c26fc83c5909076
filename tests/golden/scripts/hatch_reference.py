# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hatch field, the stroke field and the hatch guide, from NumPy and SciPy alone.

Written from the definitions in core/imaging/hatchfield, models/nets/strokefield and
core/training/torch/hatchguide, by other means: an inverse Fourier transform instead of a sum of
cosines, strokes at full size instead of on shuffled pixels, complex numbers instead of sines and
cosines, and float64. Inputs come from whole numbers, which tests/golden/tst_hatch_vs_reference.cpp
has too. Writes tests/golden/data/hatch.json. Run by hand:
    /usr/bin/python3 tests/golden/scripts/hatch_reference.py
"""

import functools
import json
import math
import pathlib

import numpy as np
import scipy
from scipy.ndimage import convolve, correlate1d
from scipy.special import expit, softmax

import random_streams

PERIOD = 256
SPACING_PX = 5.5
ANGLES = np.deg2rad(22.5 * np.arange(8))


def formula(shape, salt):
    """Numbers in -0.5…0.5 that look random and are the same in any language."""
    i = np.arange(math.prod(shape))
    return ((i * 7919 + salt * 104729) % 1009 / 1009.0 - 0.5).reshape(shape)


def sampled(array, every):
    values = [float(f"{v:.9g}") for v in array.ravel()[::every]]
    return {"shape": list(array.shape), "every": every, "values": values}


# --- the field --------------------------------------------------------------------------------


@functools.lru_cache
def hatch_field():
    """[8,256,256]: Gaussian bands of the spectrum with the phases of SplitMix64 streams."""
    wave_number = PERIOD / SPACING_PX
    frequencies = np.arange(-PERIOD // 2, PERIOD // 2)
    fy, fx = np.meshgrid(frequencies, frequencies, indexing="ij")
    planes = []
    for index, angle in enumerate(ANGLES):
        # In units of the wave number, turned so that the wave vector lies on the real axis.
        place = (fx + 1j * fy) / wave_number * np.exp(-1j * angle) - 1.0
        band = np.exp(-0.5 * ((place.real / 0.12) ** 2 + (place.imag / 0.07) ** 2))
        assert np.abs(band - 0.01).min() > 1e-9  # no mode that rounding could keep or drop
        words = random_streams.stream(7, index, 0, PERIOD * PERIOD)
        phases = np.array([word >> 56 for word in words]).reshape(band.shape)
        spectrum = np.where(band > 0.01, band * np.exp(2j * np.pi * phases / PERIOD), 0.0)
        plane = np.fft.ifft2(np.fft.ifftshift(spectrum)).real
        assert abs(plane.mean()) < 1e-12 * plane.std()
        planes.append(plane / plane.std())
    return np.array(planes)


def field_at(origin_x, origin_y, height, width):
    """The field as it lies on the page below a picture."""
    rows = (origin_y + np.arange(height)) % PERIOD
    columns = (origin_x + np.arange(width)) % PERIOD
    return hatch_field()[:, rows[:, None], columns]


# --- strokes from gates -----------------------------------------------------------------------


def strokes_full_size(gates, origin_x, origin_y):
    """Gates [N,8·layers,h,w] to strokes [N,layers,2h,2w]."""
    n, channels, h, w = gates.shape
    large = gates.repeat(2, axis=2).repeat(2, axis=3).reshape(n, channels // 8, 8, 2 * h, 2 * w)
    return np.einsum("nldyx,dyx->nlyx", large, field_at(origin_x, origin_y, 2 * h, 2 * w))


def strokes(gates, origin_x, origin_y):
    """The same, the 2×2 pixels of a half-size one side by side, row by row: [N,4·layers,h,w]."""
    full = strokes_full_size(gates, origin_x, origin_y)
    n, layers, height, width = full.shape
    out = np.empty((n, 4 * layers, height // 2, width // 2))
    for layer in range(layers):
        for dy in (0, 1):
            for dx in (0, 1):
                out[:, 4 * layer + 2 * dy + dx] = full[:, layer, dy::2, dx::2]
    return out


def strokes_case(layers, origin_x, origin_y, every):
    gates = 2.0 * formula((2, 8 * layers, 10, 12), 90 + layers)
    return {"layers": layers, "originXPx": origin_x, "originYPx": origin_y,
            "strokes": sampled(strokes(gates, origin_x, origin_y), every)}


# --- the guide --------------------------------------------------------------------------------


def blur(p, sigma):
    radius = int(np.ceil(2.5 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (-2, -1):
        p = correlate1d(p, kernel, axis=axis, mode="mirror")
    return p


def orientation(luma, detail_px, window_px):
    """The blurred square of the gradient as a complex number, and the blurred square length."""
    smooth = blur(luma, detail_px)
    gx, gy = np.zeros_like(smooth), np.zeros_like(smooth)
    gx[..., 1:-1] = smooth[..., 2:] - smooth[..., :-2]
    gy[..., 1:-1, :] = smooth[..., 2:, :] - smooth[..., :-2, :]
    square = (gx + 1j * gy) ** 2
    return (blur(square.real, window_px) + 1j * blur(square.imag, window_px),
            blur(np.abs(square), window_px))


def halved(p):
    h, w = p.shape[-2:]
    return p.reshape(*p.shape[:-2], h // 2, 2, w // 2, 2).mean(axis=(-3, -1))


def doubled_size(p):
    """Bilinear between pixel centres: three quarters of the nearer one, the border repeated."""
    for axis in (-2, -1):
        p = np.moveaxis(p, axis, -1)
        edged = np.concatenate([p[..., :1], p, p[..., -1:]], axis=-1)
        before = 0.75 * p + 0.25 * edged[..., :-2]
        after = 0.75 * p + 0.25 * edged[..., 2:]
        p = np.stack([before, after], axis=-1).reshape(*p.shape[:-1], -1)
        p = np.moveaxis(p, -1, axis)
    return p


def line_kernels(angles):
    y, x = np.mgrid[-6:7, -6:7]
    kernels = []
    for angle in angles:
        turned = (x + 1j * y) * np.exp(-1j * angle)
        kernel = np.exp(-0.5 * ((turned.real / 2.4) ** 2 + (turned.imag / 0.6) ** 2))
        kernels.append(kernel / kernel.sum())
    return kernels


def lines(luma):
    mean = blur(luma, 10.0)
    deviation = np.sqrt(np.maximum(blur(luma**2, 10.0) - mean**2, 0.0))
    normalised = (luma - mean) / (deviation + 0.08)
    # Along the line, across the gradient: half a turn of the doubled angle.
    along = np.angle(-orientation(luma, 1.2, 3.0)[0])
    angles = np.pi / 12 * np.arange(12)
    shares = softmax(12.0 * np.cos(along[..., None] - 2.0 * angles), axis=-1)

    def dark(sigma_px, threshold):
        difference = blur(normalised, 1.6 * sigma_px) - blur(normalised, sigma_px)
        flowing = sum(shares[..., k] * convolve(difference, kernel[None, None], mode="mirror")
                      for k, kernel in enumerate(line_kernels(angles)))
        line = 0.6 * flowing + 0.4 * difference
        return np.maximum(np.tanh(8.4 * (line - threshold)), 0.0)

    return np.maximum(dark(0.9, 0.05), dark(2.0, 0.11))


def stroke_angle(luma):
    close, close_strength = orientation(luma, 1.5, 5.0)
    wide, wide_strength = orientation(halved(luma), 1.5, 10.0)
    form = close / (close_strength + 2e-4)
    form = form + doubled_size(0.5 * wide / (wide_strength + 4e-4)) + 0.25j
    return np.angle(blur(form.real, 5.0) + 1j * blur(form.imag, 5.0))


def layer(wave, tones, start, full):
    share = np.clip((start - tones) / (start - full), 0.0, 1.0)
    threshold = 2.0 - 2.3 * share**0.6
    return expit(6.0 * (wave - threshold)) * np.minimum(6.0 * share, 1.0)


def guide_strokes(luma, tones, origin_x, origin_y):
    doubled = stroke_angle(luma)[..., None]
    field = np.moveaxis(field_at(origin_x, origin_y, *luma.shape[-2:]), 0, -1)

    def wave(turn):
        share = softmax(14.0 * np.cos(doubled + turn - 2.0 * ANGLES), axis=-1)
        return (share * field).sum(axis=-1) / np.sqrt((share**2).sum(axis=-1))

    bare = 1.0 - layer(wave(0.0), tones, 0.72, 0.16)
    bare = bare * (1.0 - layer(wave(0.7 * np.pi), tones, 0.34, 0.34 * 2 / 9))
    return 1.0 - bare * (1.0 - expit(40.0 * (0.10 - tones)))


def guide(luma, tones, origin_x, origin_y):
    smooth = blur(tones, 1.6)
    shaped = np.clip(smooth + 0.9 * (smooth - blur(tones, 16.0)), 0.0, 1.0)
    ink = guide_strokes(luma, shaped, origin_x, origin_y)
    return 2.0 * (1.0 - lines(luma)) * (1.0 - ink) - 1.0


def guide_input():
    """Two pictures: a slope with a disc, a bowl with a thin line; both with a little noise."""
    height, width = 72, 88
    y, x = np.mgrid[:height, :width].astype(float)
    ramp = (2.0 * x + 3.0 * y) / 389.0
    bowl = ((x - 50.0) ** 2 + (y - 30.0) ** 2) / 4200.0
    disc = (x - 30.0) ** 2 + (y - 36.0) ** 2 < 225.0
    line = np.abs(x - y - 20.0) < 2.0
    luma = np.stack([0.3 + 0.6 * ramp - 0.25 * disc, 0.9 - 0.6 * bowl - 0.4 * line])[:, None]
    tones = np.stack([0.95 - 0.9 * ramp, 0.03 + 0.9 * bowl])[:, None]
    luma = luma + 0.03 * formula(luma.shape, 91)
    tones = tones + 0.05 * formula(tones.shape, 92)
    # The test's inputs are float32.
    return luma.astype(np.float32).astype(float), tones.astype(np.float32).astype(float)


def guide_case(origin_x, origin_y, every):
    drawing = guide(*guide_input(), origin_x, origin_y)
    return {"originXPx": origin_x, "originYPx": origin_y, "drawing": sampled(drawing, every)}


def main():
    data = {
        "made by": f"hatch_reference.py with NumPy {np.__version__} and SciPy {scipy.__version__}",
        "planes": [sampled(plane, 149) for plane in hatch_field()],
        "strokes": [strokes_case(2, 0, 0, 7), strokes_case(2, 40, 248, 1),
                    strokes_case(3, 760, 1268, 7)],
        "guide": [guide_case(200, 232, 7), guide_case(1024 + 72, 512 + 136, 11)],
    }
    path = pathlib.Path(__file__).parent.parent / "data" / "hatch.json"
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
