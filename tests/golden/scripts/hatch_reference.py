# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hatch field, the stroke field and the pen guide, from NumPy and SciPy.

Written from the definitions in core/imaging/hatchfield, models/nets/strokefield and
core/training/torch/guide/penguide, by other means: an inverse Fourier transform instead of a sum of
cosines, strokes at full size instead of on shuffled pixels, complex numbers instead of sines and
cosines, and float64. What the pen guide shares with the painted one, areas and lines, comes from
paint_guide.py. Inputs come from whole numbers, which tests/golden/tst_hatch_vs_reference.cpp has
too. Writes tests/golden/data/hatch.json. Run by hand:
    /usr/bin/python3 tests/golden/scripts/hatch_reference.py
"""

import functools
import json
import math
import pathlib

import numpy as np
import scipy
import torch
import torch.nn.functional as F
from scipy.ndimage import correlate1d
from scipy.special import expit, softmax

import paint_guide as stages
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
    """[8,256,256]: Gaussian bands of the spectrum with the phases of SplitMix64 streams,
    waves evened by their envelope."""
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
        wave = np.fft.ifft2(np.fft.ifftshift(spectrum))
        height = np.abs(wave)
        plane = wave.real * (height / height.mean() + 0.05) ** -0.85
        assert abs(plane.mean()) < 2e-3 * plane.std()
        planes.append(plane / np.sqrt((plane**2).mean()))
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


# --- the pen guide ----------------------------------------------------------------------------

SIDES = (72, 88)


def blur(p, sigma):
    radius = int(np.ceil(2.5 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    for axis in (-2, -1):
        p = correlate1d(p, kernel / kernel.sum(), axis=axis, mode="mirror")
    return p


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


def tone_curve(identity_share):
    """At 256 knots: squares matched to evenly spread tones, some of the identity in it."""
    photo_tones = (2 * np.arange(256) + 1) / 512
    knots = np.linspace(0.0, 1.0, 256)
    below, not_above = (np.searchsorted(photo_tones, knots, side) for side in ("left", "right"))
    match = np.quantile(photo_tones**2, (below + not_above) / 2 / len(photo_tones))
    return knots, match + identity_share * (knots - match)


def unmarked(tones, wave, start, full):
    """What one layer of strokes leaves white."""
    share = np.clip((start - tones) / (start - full), 0.0, 1.0)
    threshold = 1.5 - 1.8 * share**0.6
    return 1.0 - expit(8.0 * (wave - threshold)) * np.minimum(20.0 * share, 1.0)


def between_strokes(form, tones, settings, origin_x, origin_y):
    cosine, sine, strength = (part.numpy() for part in form)
    # Doubled angles: a quarter of a turn leans by 45 degrees.
    calm = blur((cosine + 1j * sine) / (strength + 1e-4) + 0.35j, 5.0)
    calm = calm / np.sqrt(np.abs(calm) ** 2 + 1e-8)
    field = field_at(origin_x, origin_y, *tones.shape[-2:])

    def wave(turn):
        turned = calm * np.exp(-1j * (turn + 2.0 * ANGLES[:, None, None]))
        shares = softmax(14.0 * turned.real, axis=1)
        drawn = (doubled_size(shares) * field).sum(axis=1, keepdims=True)
        return drawn * doubled_size((shares**2).sum(axis=1, keepdims=True) ** -0.5)

    paper = np.ones_like(tones)
    for turn, name in ((0.0, "hatchBelow"), (0.7 * np.pi, "crossHatchBelow")):
        if settings[name] > 0.0:
            paper *= unmarked(tones, wave(turn), settings[name], settings[name] * 2 / 9)
    return paper


def guide(photos, luma, curve, settings, origin_x, origin_y):
    seen = torch.from_numpy(0.65 * (luma + luma**0.5))
    picture = torch.cat([seen, stages.ycc_of(torch.from_numpy(photos))[:, 1:]], 1)
    areas = stages.kuwahara(stages.kuwahara(F.avg_pool2d(picture, 2), 1.6), 1.2)
    # The luma that is seen as light as an area: its root is one of a quadratic equation.
    root = (np.sqrt(1.0 + 4.0 / 0.65 * areas[:, :1].numpy()) - 1.0) / 2.0
    flat = np.interp(root**2, *curve)
    contrast = flat - blur(flat, 8.0)
    tones = doubled_size(np.clip(flat + np.maximum(1.2 * contrast, -0.08), 0.0, 1.0))
    shown = torch.from_numpy(tones)
    form = stages.form_of(seen)
    contours = stages.contours(areas, seen, 2.0 * settings["lineWidth"])
    unlined = (1.0 - contours) * (1.0 - stages.dark_lines(seen, form, shown))
    lines = stages.smoothstep(1.0 - unlined, 0.12, 0.72)
    open_paper = stages.edge(shown, settings["solidBelow"], stages.steepness(shown) + 0.005)
    paper = ((1.0 - lines) * open_paper).numpy()
    return 2.0 * paper * between_strokes(form, tones, settings, origin_x, origin_y) - 1.0


def guide_input():
    """Photos of a slope with a disc of another colour, and of a dome with a dark line and a dark
    spot, with a little noise; and their luma, stretched."""
    y, x = np.mgrid[:SIDES[0], :SIDES[1]].astype(float)
    ramp = (2.0 * x + 3.0 * y) / 389.0
    bowl = ((x - 50.0) ** 2 + (y - 30.0) ** 2) / 4200.0
    disc = (x - 30.0) ** 2 + (y - 36.0) ** 2 < 225.0
    spot = (x - 66.0) ** 2 + (y - 22.0) ** 2 < 14.0
    line = np.abs(x - y - 20.0) < 2.0
    slope = np.stack([0.95 - 0.9 * ramp - tint * disc for tint in (-0.04, 0.2, 0.3)])
    dome = np.stack([tint * (0.9 - 0.8 * bowl) - 0.3 * line for tint in (0.9, 1.0, 1.1)])
    photos = np.stack([slope, np.where(spot, 0.15, dome)])
    photos = np.clip(photos + 0.02 * formula(photos.shape, 91), 0.0, 1.0)
    luma = np.einsum("c,nchw->nhw", (0.299, 0.587, 0.114), photos)[:, None]
    luma = np.clip((luma - 0.1) / 0.8, 0.0, 1.0)
    # The test's inputs are float32.
    return photos.astype(np.float32).astype(float), luma.astype(np.float32).astype(float)


def guide_case(settings, identity_share, origin_x, origin_y, every):
    drawing = guide(*guide_input(), tone_curve(identity_share), settings, origin_x, origin_y)
    return {"settings": settings, "identityShare": identity_share, "originXPx": origin_x,
            "originYPx": origin_y, "drawing": sampled(drawing, every)}


def main():
    usual = {"hatchBelow": 0.72, "crossHatchBelow": 0.34, "solidBelow": 0.1, "lineWidth": 1.0}
    unhatched = {"hatchBelow": 0.0, "crossHatchBelow": 0.0, "solidBelow": 0.36, "lineWidth": 0.85}
    versions = f"NumPy {np.__version__}, SciPy {scipy.__version__} and PyTorch {torch.__version__}"
    data = {
        "made by": f"hatch_reference.py with {versions}",
        "planes": [sampled(plane, 149) for plane in hatch_field()],
        "strokes": [strokes_case(2, 0, 0, 7), strokes_case(2, 40, 248, 1),
                    strokes_case(3, 760, 1268, 7)],
        "guide": [guide_case(usual, 1.0, 200, 232, 7),
                  guide_case(usual, 0.25, 1024 + 72, 512 + 136, 13),
                  guide_case(unhatched, 1.0, 40, 0, 13)],
    }
    path = pathlib.Path(__file__).parent.parent / "data" / "hatch.json"
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
