# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The painted guide as it was designed, in PyTorch: each stage on two small crops.

In float64. The blur is a padded convolution and the tone curve NumPy's interpolation, where the C++ uses
products of matrices and its own polyline. Without strokes, whose field hatch_reference.py covers.
Writes tests/golden/data/paint_guide.json with crops, ramps and what becomes of them. Run by hand:
    /usr/bin/python3 tests/golden/scripts/paint_guide.py
"""

import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
SIDE = 48
GAMMA, SOFTNESS, BLACK_BELOW, LINE_WIDTH = 1.2, 0.012, 0.15, 1.1
INK = [12, 10, 14]
RAMPS = [  # by family: neutral, skin, orange, red, yellow, olive, green, slate, blue, purple, pink, warm
    [(58, 78, 110), (120, 146, 176), (202, 217, 228), (253, 251, 244)],
    [(128, 84, 58), (196, 140, 98), (238, 200, 164), (254, 234, 210)],
    [(120, 62, 34), (190, 98, 40), (226, 140, 56), (244, 190, 110)],
    [(116, 22, 24), (178, 36, 32), (208, 66, 44), (236, 140, 104)],
    [(140, 112, 38), (206, 172, 60), (236, 212, 96), (250, 238, 160)],
    [(72, 84, 52), (126, 136, 76), (186, 186, 110), (238, 232, 176)],
    [(26, 72, 52), (46, 112, 66), (104, 156, 90), (190, 214, 150)],
    [(44, 72, 104), (92, 130, 164), (150, 182, 208), (206, 226, 240)],
    [(22, 62, 120), (40, 110, 170), (84, 158, 204), (170, 212, 236)],
    [(70, 50, 84), (122, 96, 132), (176, 146, 172), (224, 204, 216)],
    [(112, 24, 40), (190, 64, 74), (236, 150, 146), (250, 210, 204)],
    [(88, 74, 78), (156, 142, 136), (226, 212, 192), (252, 246, 232)],
]
ANCHORS = [  # Cb, Cr of each family in relative chroma
    [(0, 0), (0.03, -0.015)],
    [(-0.075, 0.11), (-0.115, 0.19), (-0.09, 0.05), (-0.15, 0.2), (-0.13, 0.24)],
    [(-0.27, 0.16), (-0.23, 0.25), (-0.22, 0.09)],
    [(-0.08, 0.4), (-0.1, 0.33), (-0.15, 0.33)],
    [(-0.3, 0.03), (-0.2, 0.03), (-0.38, 0.08)],
    [(-0.11, -0.015)],
    [(-0.09, -0.12), (-0.04, -0.07)],
    [(0.08, -0.05)],
    [(0.24, -0.1)],
    [(0.07, 0.06), (0.1, 0.13)],
    [(-0.01, 0.23), (0, 0.13)],
    [(-0.035, 0.035)],
]
SKIN = 1


def blur(x, sigma):
    for dim in (2, 3):
        reach = min(math.ceil(2.5 * sigma), x.shape[2] - 1, x.shape[3] - 1)
        kernel = torch.exp(-0.5 * (torch.arange(-reach, reach + 1) / sigma) ** 2)
        kernel = (kernel / kernel.sum()).view((1, 1, -1, 1) if dim == 2 else (1, 1, 1, -1))
        pad = (0, 0, reach, reach) if dim == 2 else (reach, reach, 0, 0)
        planes = F.pad(x, pad, mode="reflect").flatten(0, 1).unsqueeze(1)
        x = F.conv2d(planes, kernel).view(*x.shape)
    return x


def up(x, like):
    return F.interpolate(x, size=like.shape[2:], mode="bilinear", align_corners=False)


def dx(x):
    return F.pad((x[..., 2:] - x[..., :-2]) / 2, (1, 1, 0, 0))


def dy(x):
    return F.pad((x[..., 2:, :] - x[..., :-2, :]) / 2, (0, 0, 1, 1))


def smoothstep(x, low, high):
    t = ((x - low) / (high - low)).clamp(0, 1)
    return t * t * (3 - 2 * t)


def steepness(x):
    return torch.hypot(dx(x), dy(x))


def edge(x, threshold, width):
    return torch.sigmoid(2.2 * (x - threshold) / width)


def ycc_of(rgb):
    matrix = torch.tensor([[0.299, 0.587, 0.114],
                           [-0.299 / 1.772, -0.587 / 1.772, 0.886 / 1.772],
                           [0.701 / 1.402, -0.587 / 1.402, -0.114 / 1.402]])
    return torch.einsum("oc,nchw->nohw", matrix, rgb)


def tone_curve(numbers):
    knots = np.linspace(0, 1, 65)
    lumas = np.maximum.accumulate(np.array(numbers[:7]) + np.arange(7) * 1e-3)
    plain = np.interp(knots, (0, 0.1, 0.25, 0.45, 0.65, 0.85, 1), (0, 0.16, 0.38, 0.6, 0.8, 0.94, 1))
    own = np.interp(knots, lumas, (0, 0.14, 0.36, 0.58, 0.80, 0.93, 1))
    return (0.5 * plain + 0.5 * np.clip(own, plain - 0.10, plain + 0.35)) ** GAMMA


def chroma_boost(numbers):
    return min(1.8, max(1.0, 0.16 / (numbers[7] + 1e-3))) if numbers[7] > 0.012 else 1.0


def kuwahara(x, radius):
    mean = blur(x, 0.6 * radius)
    variance = (blur(x * x, 0.6 * radius) - mean * mean).clamp_min(0).sum(1, True)
    calm = (1 + variance / 1e-4) ** -4.0
    pad = math.ceil(radius)
    both = F.pad(torch.cat([mean * calm, calm], 1), (pad,) * 4, mode="replicate")
    total = 0
    for i in range(8):
        right = pad + round(radius * math.cos(math.pi * i / 4))
        down = pad + round(radius * math.sin(math.pi * i / 4))
        total = total + both[:, :, down:down + x.shape[2], right:right + x.shape[3]]
    return total[:, :-1] / total[:, -1:].clamp_min(1e-30)


def family_areas(flat, boost):
    chroma = (boost * flat[:, 1:] / (0.35 + 0.65 * flat[:, :1])).clamp(-0.42, 0.42)
    likeness, family = [], []
    for index, places in enumerate(ANCHORS):
        for cb, cr in places:
            distance = (chroma[:, 0] - cb) ** 2 + (chroma[:, 1] - cr) ** 2
            likeness.append(-distance / 0.0015 + (1.5 if index == SKIN and cr > 0.1 else 0))
            family.append(index)
    shares = torch.softmax(torch.stack(likeness, 1), 1)
    weights = torch.stack([shares[:, [i for i, f in enumerate(family) if f == index]].sum(1)
                           for index in range(len(ANCHORS))], 1)
    weights = blur(weights, 2.2) ** 8
    return weights / weights.sum(1, True), torch.linalg.norm(chroma, dim=1, keepdim=True)


def tones_of(flat, curves, saturation, skin):
    y = flat[:, :1].clamp(0, 1)
    t = torch.stack([torch.from_numpy(np.interp(y[i].numpy(), np.linspace(0, 1, 65), curves[i]))
                     for i in range(len(curves))])
    return blur(t + 0.6 * smoothstep(saturation, 0.2, 0.42) * (0.62 - t) + 0.06 * skin, 1.2)


def painted(areas, tones):
    ramps = torch.tensor(RAMPS) / 255
    four = up(torch.einsum("fkc,nfhw->nkchw", ramps, areas).flatten(1, 2), tones)
    width = steepness(tones) + SOFTNESS
    result = four[:, :3]
    for i, step in enumerate((0.2, 0.46, 0.74)):
        result = torch.lerp(result, four[:, 3 * i + 3:3 * i + 6], edge(tones, step, width))
    return result


def contours(flat, like, width):
    e = blur(flat * torch.tensor([1, 1.5, 1.5]).view(1, 3, 1, 1), 0.7)
    gx, gy = dx(e), dy(e)
    tensor = blur(torch.stack([(gx * gx).sum(1), (gx * gy).sum(1), (gy * gy).sum(1)], 1), 0.8)
    busy = up(blur(F.avg_pool2d((tensor[:, :1] + tensor[:, 2:]).sqrt(), 4), 2.5), like)
    xx, xy, yy = up(tensor, like).split(1, 1)
    doubled = ((xx - yy) / ((xx - yy) ** 2 + 4 * xy * xy + 1e-16).sqrt()).clamp(-1, 1)
    nx, ny = ((1 + doubled) / 2).sqrt(), ((1 - doubled) / 2).sqrt() * torch.where(xy < 0, -1.0, 1.0)
    g = blur((xx + yy).clamp_min(0).sqrt(), 1.0) / 2
    gx, gy = dx(g), dy(g)
    second = nx * nx * dx(gx) + 2 * nx * ny * dy(gx) + ny * ny * dy(gy)
    distance = (nx * gx + ny * gy).abs() / (-second).clamp_min(1e-4)
    half = width / 2 * (0.85 + 0.9 * smoothstep(g, 0.03, 0.10))
    clear = smoothstep(g - (0.5 * busy - 0.012).clamp_min(0), 0.010, 0.022)
    return torch.sigmoid(3 * (half - distance)) * clear


def form_of(y):
    h = blur(F.avg_pool2d(y, 2), 0.8)
    gx, gy = dx(h), dy(h)
    xx, xy, yy = blur(torch.cat([gx * gx, gx * gy, gy * gy], 1), 2.5).split(1, 1)
    return xx - yy, 2 * xy, xx + yy


def dark_lines(y, form, tones):
    mean, square = up(blur(F.avg_pool2d(torch.cat([y, y * y], 1), 4), 2.5), y).split(1, 1)
    n = (y - mean) / ((square - mean * mean).clamp_min(0).sqrt() + 0.13)
    cosine, sine, strength = form
    loose = 1 - smoothstep(up((cosine**2 + sine**2).sqrt() / (strength + 2e-5), y), 0.2, 0.6)
    half = F.avg_pool2d(n, 2)
    b1, b2, b3, b4, b6 = (blur(half, s) for s in (1.034, 1.6, 1.76, 3.2, 6.0))
    fine = blur(n, 1.6) - blur(n, 1.0)
    line = torch.maximum(torch.tanh(9 * (fine - 0.05 - 0.12 * loose)),
                         torch.tanh(13 * (up(b3 - b1, y) - 0.075 - 0.07 * loose))).clamp_min(0)
    line = line * smoothstep(blur(line, 2.5), 0.06, 0.18)
    spot = up(torch.maximum(b4 - b2 - 0.14, b6 - b4 - 0.16), y)
    spot = torch.tanh(12 * spot).clamp_min(0) * smoothstep(0.62 - tones, 0.0, 0.15)
    return torch.maximum(line, spot)


def guide(photos, numbers):
    ycc = ycc_of(photos)
    y = ycc[:, :1]
    flat = kuwahara(kuwahara(F.avg_pool2d(ycc, 2), 1.6), 1.2)
    boost = torch.tensor([chroma_boost(n) for n in numbers]).view(-1, 1, 1, 1)
    areas, saturation = family_areas(flat, boost)
    skin = areas[:, SKIN:SKIN + 1]
    tones = up(tones_of(flat, [tone_curve(n) for n in numbers], saturation, skin), y)
    colours = painted(areas, tones)
    edges = contours(flat, y, 2 * LINE_WIDTH)
    details = dark_lines(y, form_of(y), tones)
    ink = smoothstep(1 - (1 - edges) * (1 - details), 0.12, 0.72)
    below = torch.tensor([min(BLACK_BELOW, n[1] + 0.02) for n in numbers]).view(-1, 1, 1, 1)
    dark = up(flat[:, :1] + 0.25 * saturation.clamp_max(0.4), y)
    ink = 1 - (1 - ink) * edge(dark, below, steepness(dark) + 0.004)
    pen = torch.minimum(torch.tensor(INK).view(1, 3, 1, 1) / 255, colours)
    drawing = colours + ink * (pen - colours)
    return {"flattened": flat, "areas": areas, "tones": tones, "painted": colours,
            "contours": edges, "darkLines": details, "drawing": drawing}


def crops():
    """A face-like disc with eyes before sky and grass, and a dull one of coloured shapes."""
    random = np.random.default_rng(20260101)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    face = np.where((y < 0.6)[..., None], (0.45, 0.62, 0.85), (0.3, 0.45, 0.2))
    face = np.where((np.hypot(x - 0.5, y - 0.5) < 0.32)[..., None],
                    np.array((0.85, 0.62, 0.5)) * (1.2 - 0.7 * x)[..., None], face)
    for eye in (0.4, 0.62):
        face = np.where((np.hypot(x - eye, 1.6 * (y - 0.42)) < 0.055)[..., None], 0.08, face)
    face = np.where((np.hypot(x - 0.5, y - 0.1) < 0.16)[..., None], 0.05, face)
    shapes = 0.35 + 0.3 * np.stack([y, y, 1 - y], 2)
    shapes = np.where((x + y < 0.7)[..., None], (0.7, 0.18, 0.15), shapes)
    shapes = np.where((np.abs(x - 0.75) < 0.08)[..., None], (0.75, 0.68, 0.25), shapes)
    shapes = np.where((np.abs(y - 0.8) < 0.03)[..., None], (0.1, 0.1, 0.16), shapes)
    both = np.stack([face, shapes]) + 0.02 * random.standard_normal((2, SIDE, SIDE, 3))
    return (np.clip(both, 0, 1) * 255).round().astype(int).transpose(0, 3, 1, 2)


def sampled(tensor, every):
    values = tensor.flatten()[::every].tolist()
    return {"shape": list(tensor.shape), "every": every, "values": [round(v, 5) for v in values]}


def main():
    photos = crops()
    numbers = [[0.06, 0.2, 0.36, 0.55, 0.65, 0.7, 0.74, 0.21], [0.12, 0.3, 0.33, 0.42, 0.5, 0.6, 0.66, 0.11]]
    stages = guide(torch.from_numpy(photos).double() / 255, numbers)
    data = {
        "crops": {"shape": list(photos.shape), "values": photos.flatten().tolist()},
        "spread": numbers,
        "ramps": {"shape": [12, 4, 3], "values": np.array(RAMPS).flatten().tolist()},
        "ink": INK,
        "settings": {"gamma": GAMMA, "softness": SOFTNESS, "blackBelow": BLACK_BELOW, "lineWidth": LINE_WIDTH},
        "stages": {name: sampled(tensor, 11 if tensor.shape[1] > 3 else 7) for name, tensor in stages.items()},
    }
    path = pathlib.Path(__file__).parent.parent / "data" / "paint_guide.json"
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
