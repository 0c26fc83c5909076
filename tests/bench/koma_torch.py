#!/usr/bin/python3
# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Koma's network and training step written in PyTorch: what koma-bench measures the C++ against.

The modules, names, losses and order of work are those of models/nets/unetgenerator.cpp and
core/training/torch/trainer.cpp and game/; settings, threads and precision come from `koma-bench --print-config`, the
allocator's settings from core/engine/torch/runtime.cpp. Run by koma-bench, whose line protocol it speaks
(see benchcase.h); by hand: koma_torch.py --case python-training --bench build/release/bin/koma-bench
"""
import argparse
import contextlib
import copy
import json
import math
import os
import random
import resource
import subprocess
import sys
import time

# The mallopt() calls of configureRuntime(): they must be there when the process starts.
ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(0x7FFFFFFF),
    "MALLOC_TOP_PAD_": str(64 << 20),
    "MALLOC_ARENA_MAX": "1",
}
if __name__ == "__main__" and any(os.environ.get(k) != v for k, v in ALLOCATOR.items()):
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ALLOCATOR})

import PIL.Image
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.utils.data

CHANNELS_LAST = torch.channels_last
HATCH_PERIOD = 256
HATCH_WAVES = 8
TAIL_CHANNELS = 8
STROKE_LAYERS = 2
CONTRASTED_BLOCKS = 2
PROGRESS = 0.5
WARM_STEPS = 3


def activated(x):
    return F.leaky_relu(x, 0.2)


def enlarged(x):
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class ConvCell(nn.Module):
    def __init__(self, inputs, outputs, stride=1, normalised=False):
        super().__init__()
        self.stride, self.normalised = stride, normalised
        self.weight = nn.Parameter(torch.empty(outputs, inputs, 3, 3))
        self.bias = nn.Parameter(torch.zeros(outputs))
        if normalised:
            self.norm_gain = nn.Parameter(torch.ones(outputs))
            self.norm_shift = nn.Parameter(torch.zeros(outputs))
            self.register_buffer("running_mean", torch.zeros(outputs))
            self.register_buffer("running_variance", torch.ones(outputs))
        nn.init.kaiming_normal_(self.weight, 0.2)

    def forward(self, x, remember=True):
        mixed = F.conv2d(x, self.weight, self.bias, self.stride, 1)
        if not self.normalised:
            return mixed
        forget = self.training and not remember
        return torch.batch_norm(mixed, self.norm_gain, self.norm_shift,
                                None if forget else self.running_mean,
                                None if forget else self.running_variance,
                                self.training, 0.1, 1e-5, True)


class UnetGenerator(nn.Module):
    strides = (2, 4, 8, 8)

    def __init__(self, width=24, blocks=5, outputChannels=3, hatching=1, normalised=1):
        super().__init__()
        fine, middle, coarse, norm = width, 2 * width, 3 * width, bool(normalised)
        self.channels = (fine, middle, coarse, coarse)
        self.blocks, self.hatching = blocks, bool(hatching)
        self.stem = ConvCell(12, fine, 1, norm)
        self.down1 = ConvCell(fine, middle, 2, norm)
        self.down2 = ConvCell(middle, coarse, 2, norm)
        for i in range(blocks):
            setattr(self, f"block{i}_first", ConvCell(coarse, coarse, 1, norm))
            setattr(self, f"block{i}_second", ConvCell(coarse, coarse, 1, norm))
        self.up1 = ConvCell(coarse, middle, 1, norm)
        self.mix1 = ConvCell(middle, middle, 1, norm)
        self.up2 = ConvCell(middle, fine, 1, norm)
        self.mix2 = ConvCell(fine, fine, 1, norm)
        if self.hatching:
            # A field of the real one's shape: its values cost nothing.
            self.field = torch.randn(4, HATCH_WAVES, HATCH_PERIOD // 2, HATCH_PERIOD // 2)
            self.gates = ConvCell(fine, STROKE_LAYERS * HATCH_WAVES)
            self.mix3 = ConvCell(fine + 4 * STROKE_LAYERS, fine, 1, norm)
        self.head = ConvCell(fine, 4 * TAIL_CHANNELS)
        self.last = ConvCell(TAIL_CHANNELS, outputChannels)

    def block(self, i, x, remember=True):
        first = activated(getattr(self, f"block{i}_first")(x, remember))
        return x + getattr(self, f"block{i}_second")(first, remember)

    def encode(self, picture, remember=False):
        half = activated(self.stem(F.pixel_unshuffle(picture, 2), remember))
        quarter = activated(self.down1(half, remember))
        eighth = activated(self.down2(quarter, remember))
        deep = eighth
        for i in range(min(CONTRASTED_BLOCKS, self.blocks)):
            deep = self.block(i, deep, remember)
        return half, quarter, eighth, deep

    def strokes(self, gates):
        rows, columns = (torch.arange(side) % (HATCH_PERIOD // 2) for side in gates.shape[2:])
        field = self.field.to(gates.dtype).index_select(2, rows).index_select(3, columns)
        drawn = [(gate * field[pixel]).sum(1, True)
                 for gate in gates.split(HATCH_WAVES, 1) for pixel in range(4)]
        return torch.cat(drawn, 1).contiguous(memory_format=CHANNELS_LAST)

    def draw_with_features(self, picture):
        maps = self.encode(picture, True)
        h = maps[3]
        for i in range(CONTRASTED_BLOCKS, self.blocks):
            h = self.block(i, h)
        h = activated(self.up1(enlarged(h)))
        h = activated(self.mix1(h + maps[1]))
        h = activated(self.up2(enlarged(h)))
        h = activated(self.mix2(h + maps[0]))
        if self.hatching:
            h = activated(self.mix3(torch.cat([h, self.strokes(self.gates(h)).to(h.dtype)], 1)))
        h = activated(F.pixel_shuffle(self.head(h), 2))
        return torch.tanh(self.last(h).float()), maps

    def forward(self, picture):
        return self.draw_with_features(picture)[0]


class PatchDiscriminator(nn.Module):
    def __init__(self, inputs, width):
        super().__init__()
        layers, channels = [], inputs
        for outputs in (width, 2 * width, 4 * width):
            layers += [nn.Conv2d(channels, outputs, 4, 2, 1), nn.LeakyReLU(0.2)]
            channels = outputs
        layers += [nn.Conv2d(channels, channels, 3, 1, 1), nn.LeakyReLU(0.2),
                   nn.Conv2d(channels, 1, 3, 1, 1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, picture):
        return self.layers(picture).float()


class ContrastHeads(nn.Module):
    def __init__(self, channels):
        super().__init__()
        for i, count in enumerate(channels):
            setattr(self, f"head{i}",
                    nn.Sequential(nn.Linear(count, 64), nn.ReLU(), nn.Linear(64, 64)))

    def project(self, i, features):
        return getattr(self, f"head{i}")(features)


def on_real(objective, scores):
    if objective == "bce":
        return F.softplus(-scores).mean()
    return 0.5 * (scores - 1.0).square().mean() if objective == "least-squares" \
        else F.relu(1.0 - scores).mean()


def on_fake(objective, scores):
    if objective == "bce":
        return F.softplus(scores).mean()
    return 0.5 * scores.square().mean() if objective == "least-squares" \
        else F.relu(1.0 + scores).mean()


def of_generator(objective, scores):
    if objective == "bce":
        return F.softplus(-scores).mean()
    return (scores - 1.0).square().mean() if objective == "least-squares" else -scores.mean()


def luma(picture):
    if picture.shape[1] == 1:
        return picture
    return (0.299 * picture.narrow(1, 0, 1) + 0.587 * picture.narrow(1, 1, 1)
            + 0.114 * picture.narrow(1, 2, 1))


def blur(picture, sigma):
    radius = math.ceil(2.5 * sigma)

    def blurring(length):
        taps = torch.arange(-radius, radius + 1)
        kernel = torch.exp(-taps.to(torch.float64).square() / (2.0 * sigma * sigma))
        to = torch.arange(length).unsqueeze(1)
        source = (to + taps).abs()
        source = torch.where(source >= length, 2 * (length - 1) - source, source)
        matrix = torch.zeros(length, length, dtype=torch.float64)
        return matrix.scatter_add_(1, source, (kernel / kernel.sum()).expand(length, -1)).to(
            picture.dtype)
    return torch.matmul(blurring(picture.shape[2]),
                        torch.matmul(picture.contiguous(), blurring(picture.shape[3]).T))


def patch_nce(queries, keys, temperature):
    q, k = F.normalize(queries, dim=2), F.normalize(keys, dim=2).detach()
    patches = q.shape[1]
    logits = torch.bmm(q, k.transpose(1, 2)) / temperature
    return F.cross_entropy(logits.reshape(-1, patches), torch.arange(patches).repeat(q.shape[0]))


def tone_loss(drawing, target, sigma):
    return (blur(F.avg_pool2d(luma(drawing), 2), sigma / 2.0) - target).abs().mean()


def structure_loss(drawing, photo, detail_px, window_px):
    detail, window = detail_px / 2.0, window_px / 2.0
    a = blur(F.avg_pool2d(luma(photo), 2), detail)
    b = blur(F.avg_pool2d(luma(drawing), 2), detail)
    mean_a, mean_b = blur(a, window), blur(b, window)
    var_a = (blur(a * a, window) - mean_a * mean_a).clamp_min(0.0)
    var_b = (blur(b * b, window) - mean_b * mean_b).clamp_min(0.0)
    covariance = blur(a * b, window) - mean_a * mean_b
    correlation = covariance / ((var_a + 1e-4).sqrt() * (var_b + 0.03).sqrt())
    weight = var_a / (var_a + 0.01)
    return (weight * (1.0 - correlation)).sum() / (weight.sum() + 1e-3)


def chroma_loss(drawing, photo):
    difference = drawing - photo
    brightness = luma(difference)
    cb = 0.564 * (difference.narrow(1, 2, 1) - brightness)
    cr = 0.713 * (difference.narrow(1, 0, 1) - brightness)
    return 0.5 * (cb.abs().mean() + cr.abs().mean())


def chroma(picture):
    brightness = luma(picture)
    return torch.cat([(picture.narrow(1, 2, 1) - brightness) / 1.772,
                      (picture.narrow(1, 0, 1) - brightness) / 1.402], 1)


def enlarged_to(planes, like):
    return F.interpolate(planes, size=like.shape[2:], mode="bilinear", align_corners=False)


def slope_x(planes):
    return F.pad(0.5 * (planes[..., 2:] - planes[..., :-2]), (1, 1, 0, 0))


def slope_y(planes):
    return F.pad(0.5 * (planes[..., 2:, :] - planes[..., :-2, :]), (0, 0, 1, 1))


def smoothstep(planes, low, high):
    t = ((planes - low) / (high - low)).clamp(0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def structure_tensor(planes, window):
    x, y = slope_x(planes), slope_y(planes)
    return blur(torch.cat([(x * x).sum(1, True), (x * y).sum(1, True), (y * y).sum(1, True)], 1),
                window)


def over(ink, more):
    return 1.0 - (1.0 - ink) * (1.0 - more)


def kuwahara(picture, radius):
    channels, height, width = picture.shape[1:]
    mean, square = blur(torch.cat([picture, picture.square()], 1), 0.6 * radius).split(channels, 1)
    variance = (square - mean.square()).clamp_min(0.0).sum(1, True)
    calm = (1.0 + variance / 1e-4).square().square().reciprocal()
    pad = math.ceil(radius)
    both = F.pad(torch.cat([mean * calm, calm], 1), (pad,) * 4, mode="replicate")
    total = torch.zeros_like(both[:, :, :height, :width])
    for i in range(8):
        right = pad + round(radius * math.cos(math.pi * i / 4))
        down = pad + round(radius * math.sin(math.pi * i / 4))
        total += both[:, :, down:down + height, right:right + width]
    return total[:, :channels] / total[:, channels:].clamp_min(1e-30)


def contours(areas, like, width):
    shares = torch.tensor([1.0, 1.5, 1.5]).view(1, 3, 1, 1)
    tensor = structure_tensor(blur(areas * shares, 0.7), 0.8)
    strength = (tensor.narrow(1, 0, 1) + tensor.narrow(1, 2, 1)).sqrt()
    busy = enlarged_to(blur(F.avg_pool2d(strength, 4), 2.5), like)
    xx, xy, yy = enlarged_to(tensor, like).split(1, 1)
    doubled = (xx - yy) / ((xx - yy).square() + 4.0 * xy.square() + 1e-16).sqrt()
    doubled = doubled.clamp(-1.0, 1.0)
    nx = ((1.0 + doubled) * 0.5).sqrt()
    ny = ((1.0 - doubled) * 0.5).sqrt() * xy.sign()
    gradient = 0.5 * blur((xx + yy).clamp_min(0.0).sqrt(), 1.0)
    gx, gy = slope_x(gradient), slope_y(gradient)
    first = nx * gx + ny * gy
    second = nx * nx * slope_x(gx) + 2.0 * nx * ny * slope_y(gx) + ny * ny * slope_y(gy)
    distance = first.abs() / (-second).clamp_min(1e-4)
    half = 0.5 * width * (0.85 + 0.9 * smoothstep(gradient, 0.03, 0.10))
    clear = smoothstep(gradient - (0.5 * busy - 0.012).clamp_min(0.0), 0.010, 0.022)
    return torch.sigmoid(3.0 * (half - distance)) * clear


def form_of(seen):
    xx, xy, yy = structure_tensor(blur(F.avg_pool2d(seen, 2), 0.8), 2.5).split(1, 1)
    return torch.cat([xx - yy, 2.0 * xy, xx + yy], 1)


def dark_lines(seen, form, tones):
    moments = blur(F.avg_pool2d(torch.cat([seen, seen.square()], 1), 4), 2.5)
    mean, square = enlarged_to(moments, seen).split(1, 1)
    normalised = (seen - mean) / ((square - mean.square()).clamp_min(0.0).sqrt() + 0.13)
    agreed = form.narrow(1, 0, 2).square().sum(1, True).sqrt() / (form.narrow(1, 2, 1) + 2e-5)
    loose = 1.0 - smoothstep(enlarged_to(agreed, seen), 0.2, 0.6)
    half = F.avg_pool2d(normalised, 2)

    def darker(outer, inner):
        return blur(half, outer) - blur(half, inner)
    fine = blur(normalised, 1.6) - blur(normalised, 1.0)
    thin = torch.tanh(9.0 * (fine - 0.05 - 0.12 * loose))
    broad = torch.tanh(13.0 * (enlarged_to(darker(1.76, 1.034), seen) - 0.075 - 0.07 * loose))
    line = torch.maximum(thin, broad).clamp_min(0.0)
    joined = line * smoothstep(blur(line, 2.5), 0.06, 0.18)
    spot = enlarged_to(torch.maximum(darker(3.2, 1.6) - 0.14, darker(6.0, 3.2) - 0.16), seen)
    in_darkness = smoothstep(0.62 - tones, 0.0, 0.15)
    return torch.maximum(joined, torch.tanh(12.0 * spot).clamp_min(0.0) * in_darkness)


class PenGuide:
    """core/training/torch/guide/penguide.cpp, with a field of the same shape."""

    def __init__(self, config):
        self.c = config
        self.field = torch.randn(HATCH_WAVES, HATCH_PERIOD, HATCH_PERIOD)
        self.doubled_angles = torch.arange(HATCH_WAVES) * (2.0 * math.pi / HATCH_WAVES)

    def wave(self, form, turn, like):
        direction = form.narrow(1, 0, 2) / (form.narrow(1, 2, 1) + 1e-4)
        calm = blur(torch.tensor([0.0, 0.35]).view(1, 2, 1, 1) + direction, 5.0)
        unit = calm / (calm.square().sum(1, True) + 1e-8).sqrt()
        angles = self.doubled_angles + turn
        directions = torch.stack([angles.cos(), angles.sin()], 1)
        likeness = torch.matmul(directions, unit.flatten(2)).unflatten(2, unit.shape[2:])
        shares = torch.softmax(14.0 * likeness, 1)
        even = enlarged_to(shares.square().sum(1, True).rsqrt(), like)
        rows, columns = (torch.arange(side) % HATCH_PERIOD for side in like.shape[2:])
        field = self.field.index_select(1, rows).index_select(2, columns).unsqueeze(0)
        return even * (enlarged_to(shares, like) * field).sum(1, True)

    def layer(self, form, turn, tones, below):
        if below <= 0.0:
            return torch.zeros_like(tones)
        share = ((below - tones) / (below - 2.0 / 9.0 * below)).clamp(0.0, 1.0)
        threshold = 1.5 + (-0.3 - 1.5) * share.pow(0.6)
        wave = self.wave(form, turn, tones)
        return torch.sigmoid(8.0 * (wave - threshold)) * (20.0 * share).clamp_max(1.0)

    @torch.no_grad()
    def draw(self, photos, value, curve):
        seen = 0.65 * (value + value.clamp_min(0.0).sqrt())
        areas = F.avg_pool2d(torch.cat([seen, chroma(photos)], 1), 2)
        areas = kuwahara(kuwahara(areas, 1.6), 1.2)
        root = (0.25 + areas.narrow(1, 0, 1).clamp_min(0.0) / 0.65).sqrt() - 0.5
        flat = curve.apply(root.square())
        contrast = flat - blur(flat, 8.0)
        tones = enlarged_to((flat + (1.2 * contrast).clamp_min(-0.08)).clamp(0.0, 1.0), value)
        form = form_of(seen)
        lines = smoothstep(over(contours(areas, value, 2.0 * self.c["lineWidth"]),
                                dark_lines(seen, form, tones)), 0.12, 0.72)
        steepness = (slope_x(tones).square() + slope_y(tones).square()).sqrt()
        solid = 1.0 - torch.sigmoid(2.2 * (tones - self.c["solidBelow"]) / (steepness + 0.005))
        strokes = over(self.layer(form, 0.0, tones, self.c["hatchBelow"]),
                       self.layer(form, 0.7 * math.pi, tones, self.c["crossHatchBelow"]))
        return 1.0 - 2.0 * over(over(lines, solid), strokes)


class ToneCurve:
    """core/training/torch/guide/tonecurve.cpp at the identity."""

    def __init__(self):
        self.knots = torch.linspace(0.0, 1.0, 256)

    @torch.no_grad()
    def apply(self, tones):
        place = tones.clamp(0.0, 1.0) * 255.0
        below = place.floor().clamp_max(254.0)
        index = below.to(torch.int64)
        low, high = self.knots.index_select(0, index.flatten()), \
            self.knots.index_select(0, (index + 1).flatten())
        return low.view_as(tones) + (place - below) * (high - low).view_as(tones)


class View:
    def __init__(self, name, luma_only, half_size, smoothed, weight, discriminator):
        self.name, self.luma_only, self.half_size = name, luma_only, half_size
        self.smoothed, self.weight, self.discriminator = smoothed, weight, discriminator

    def seen(self, pictures):
        seen = 1.0 - (luma(pictures) if self.luma_only else pictures)
        return F.avg_pool2d(seen, 2) if self.half_size else seen


class Trainer:
    def __init__(self, config, autocast):
        self.c, self.autocast_on = config, autocast
        channels = 1 if config["greyStyle"] else 3
        params = {**config["architectureParams"], "outputChannels": channels}
        views = [("luma", True, False, True, config["lumaViewWeight"]),
                 ("half", True, True, False, config["halfViewWeight"])]
        if not config["greyStyle"]:
            views.insert(0, ("colour", False, False, True, config["colourViewWeight"]))
        self.views = [View(*view, PatchDiscriminator(1 if view[1] else channels,
                                                     config["discriminatorWidth"])
                           .to(memory_format=CHANNELS_LAST)) for view in views]
        self.generator = UnetGenerator(**params).to(memory_format=CHANNELS_LAST)
        self.heads = ContrastHeads(self.generator.channels)
        self.averaged = copy.deepcopy(self.generator).requires_grad_(False).eval()
        self.guide, self.curve = PenGuide(config), ToneCurve()
        betas = (config["adamBeta1"], config["adamBeta2"])
        self.generator_optimizer = torch.optim.Adam(
            [*self.generator.parameters(), *self.heads.parameters()],
            config["generatorLearningRate"], betas)
        self.discriminator_optimizer = torch.optim.Adam(
            [p for view in self.views for p in view.discriminator.parameters()],
            config["discriminatorLearningRate"], betas)

    def autocast(self, enabled=True):
        if not (self.autocast_on and enabled):
            return contextlib.nullcontext()
        return torch.autocast("cpu", dtype=torch.bfloat16)

    def inner(self, pictures):
        return (pictures.narrow(2, self.c["contextPx"], self.c["cropPx"])
                .narrow(3, self.c["contextPx"], self.c["cropPx"]))

    def augmented(self, pictures):
        c = self.c
        if not c["diffAugment"]:
            return pictures
        height, width = pictures.shape[2:]
        changed = []
        for i in range(pictures.shape[0]):
            picture = (pictures[i] * random.uniform(c["augmentContrastMin"], c["augmentContrastMax"])
                       + random.uniform(-c["augmentBrightness"], c["augmentBrightness"]))
            if c["augmentShift"] > 0.0:
                right = round(random.uniform(-1, 1) * c["augmentShift"] * width)
                down = round(random.uniform(-1, 1) * c["augmentShift"] * height)
                x, y = abs(right), abs(down)
                picture = (F.pad(picture, (x, x, y, y), value=1.0)
                           .narrow(1, y - down, height).narrow(2, x - right, width))
            if c["augmentCutout"] > 0.0:
                hole_h, hole_w = int(c["augmentCutout"] * height), int(c["augmentCutout"] * width)
                mask = torch.ones(1, height, width)
                mask.narrow(1, random.randint(0, height - hole_h), hole_h) \
                    .narrow(2, random.randint(0, width - hole_w), hole_w).zero_()
                picture = picture * mask
            changed.append(picture)
        return torch.stack(changed).contiguous(memory_format=CHANNELS_LAST)

    def noisy(self, photos):
        if self.c["photoNoise"] <= 0.0:
            return photos
        noise = torch.randn(photos.shape)
        amount = self.c["photoNoise"] * torch.rand(photos.shape[0], 1, 1, 1)
        return (photos + amount * noise).contiguous(memory_format=CHANNELS_LAST)

    @torch.no_grad()
    def stretched_luma(self, batch):
        darkest = batch["tonalRange"].narrow(1, 0, 1).view(-1, 1, 1, 1)
        lightest = batch["tonalRange"].narrow(1, 1, 1).view(-1, 1, 1, 1)
        value = (luma(batch["photos"]) + 1.0) / 2.0
        return ((value - darkest) / (lightest - darkest)).clamp(0.0, 1.0)

    @torch.no_grad()
    def tone_target(self, batch):
        low = blur(F.avg_pool2d(self.stretched_luma(batch), 2), self.c["toneSigmaPx"] / 2.0)
        margin, side = self.c["contextPx"] // 2, self.c["cropPx"] // 2
        return self.curve.apply(low.narrow(2, margin, side).narrow(3, margin, side)) * 2.0 - 1.0

    def discriminator_loss(self, batch, fake, losses):
        c, drawings = self.c, batch["drawings"]
        count = drawings.shape[0]
        penalised = c["gradientPenaltyWeight"] > 0.0
        real = self.augmented(drawings).detach()
        if penalised:
            real.requires_grad_(True)
        parts = [real, self.augmented(fake.detach()),
                 self.augmented(blur(drawings, random.uniform(0.8, 1.6)))]
        if c["photoNegativesWeight"] > 0.0:
            photos = self.inner(batch["photos"])
            parts.append(self.augmented(luma(photos) if c["greyStyle"] else photos))
        everything = torch.cat(parts).contiguous(memory_format=CHANNELS_LAST)
        total = torch.zeros(())
        for view in self.views:
            with self.autocast(not penalised):
                scores = view.discriminator(view.seen(everything))
            scored_real, scored_fake = scores.narrow(0, 0, count), scores.narrow(0, count, count)
            loss = on_real(c["objective"], scored_real) + on_fake(c["objective"], scored_fake)
            if view.smoothed and c["smoothedNegativesWeight"] > 0.0:
                loss = loss + c["smoothedNegativesWeight"] * on_fake(
                    c["objective"], scores.narrow(0, 2 * count, count))
            if c["photoNegativesWeight"] > 0.0:
                loss = loss + c["photoNegativesWeight"] * on_fake(
                    c["objective"], scores.narrow(0, 3 * count, count))
            if penalised:
                gradient, = torch.autograd.grad(scored_real.sum(), real, create_graph=True)
                loss = loss + c["gradientPenaltyWeight"] * 0.5 * gradient.square().sum(
                    (1, 2, 3)).mean()
            total = total + loss
            losses["real." + view.name] = scored_real.mean().item()
            losses["fake." + view.name] = scored_fake.mean().item()
        losses["discriminator"] = total.item()
        return total

    def content_loss(self, fake, photo_maps):
        c = self.c
        with self.autocast():
            drawn = self.generator.encode(
                fake.expand(-1, 3, -1, -1).contiguous(memory_format=CHANNELS_LAST))
        total = torch.zeros(())
        for i, (queries, keys) in enumerate(zip(drawn, photo_maps)):
            stride = self.generator.strides[i]
            margin, shift = 1 if stride >= 8 else 2, c["contextPx"] // stride
            y = torch.randint(margin, queries.shape[2] - margin, (c["contentPatches"],))
            x = torch.randint(margin, queries.shape[3] - margin, (c["contentPatches"],))

            def picked(features, index):
                return features.flatten(2).index_select(2, index).float().transpose(1, 2)
            at = y * queries.shape[3] + x
            key_at = (y + shift) * keys.shape[3] + x + shift
            total = total + patch_nce(self.heads.project(i, picked(queries, at)),
                                      self.heads.project(i, picked(keys.detach(), key_at)),
                                      c["contentTemperature"])
        return total / len(drawn)

    def drawn_guide(self, batch, count):
        photos, value = (batch["photos"][:count] + 1.0) / 2.0, self.stretched_luma(batch)[:count]
        return self.inner(self.guide.draw(photos, value, self.curve))

    def guide_loss(self, batch, fake, count):
        if self.c["guide"] == "pen":
            guide = batch["guide"] if "guide" in batch else self.drawn_guide(batch, count)
            return (luma(fake[:count]) - guide).abs().mean()
        photo = self.inner(batch["photos"])[:count]
        return (fake[:count] - (luma(photo) if self.c["greyStyle"] else photo)).abs().mean()

    def generator_loss(self, batch, fake, photo_maps, progress, losses):
        c = self.c
        shown = self.augmented(fake)
        adversarial = torch.zeros(())
        for view in self.views:
            with self.autocast():
                scores = view.discriminator(view.seen(shown))
                adversarial = adversarial + view.weight * of_generator(c["objective"], scores)
        losses["adversarial"] = adversarial.item()
        terms = [("adversarial", c["adversarialWeight"], adversarial)]

        def scheduled(name):
            return c[name] + progress * (c[name + "End"] - c[name])
        if c["guide"] != "photo" and scheduled("guideWeight") > 0.0:
            guided = (len(fake) + 1) // 2
            terms.append(("guide", scheduled("guideWeight"),
                          self.guide_loss(batch, fake, guided)))
        if scheduled("contentWeight") > 0.0:
            terms.append(("content", scheduled("contentWeight"),
                          self.content_loss(fake, photo_maps)))
        if c["toneWeight"] > 0.0:
            terms.append(("tone", c["toneWeight"],
                          tone_loss(fake, self.tone_target(batch), c["toneSigmaPx"])))
        photo = self.inner(batch["photos"])
        if c["structureWeight"] > 0.0:
            terms.append(("structure", c["structureWeight"],
                          structure_loss(fake, photo, c["structureDetailPx"],
                                         c["structureWindowPx"])))
        if c["inkWeight"] > 0.0:
            terms.append(("ink", c["inkWeight"], 1.0 - fake.square().mean()))
        if c["chromaWeight"] > 0.0 and not c["greyStyle"]:
            terms.append(("chroma", c["chromaWeight"], chroma_loss(fake, photo)))
        total = torch.zeros(())
        for name, weight, loss in terms:
            losses[name] = loss.item()
            total = total + weight * loss
        losses["generator"] = total.item()
        return total

    @torch.no_grad()
    def update_average(self, step):
        keep = min(self.c["emaDecay"], (step + 1) / (step + 11))
        averaged = self.averaged.state_dict()
        for name, tensor in self.generator.state_dict().items():
            averaged[name].mul_(keep).add_(tensor, alpha=1.0 - keep)

    def step(self, batch, step, progress):
        losses = {}
        with self.autocast():
            whole, maps = self.generator.draw_with_features(self.noisy(batch["photos"]))
        fake = self.inner(whole)
        for view in self.views:
            view.discriminator.requires_grad_(True)
        judged = self.discriminator_loss(batch, fake, losses)
        assert math.isfinite(judged.item())
        self.discriminator_optimizer.zero_grad()
        judged.backward()
        self.discriminator_optimizer.step()
        for view in self.views:
            view.discriminator.requires_grad_(False)
        loss = self.generator_loss(batch, fake, maps, progress, losses)
        assert math.isfinite(loss.item())
        self.generator_optimizer.zero_grad()
        loss.backward()
        self.generator_optimizer.step()
        self.update_average(step)
        return losses

    def parts(self):
        named = {"generator.": self.generator, "heads.": self.heads}
        named.update({f"discriminator.{view.name}.": view.discriminator for view in self.views})
        return named


def painted_batch(config):
    def blotches(channels, side):
        coarse = torch.rand(config["batchSize"], channels, side // 8, side // 8)
        return F.interpolate(coarse, (side, side), mode="bilinear", align_corners=False) * 2.0 - 1.0
    crop = config["cropPx"]
    strokes = torch.where(blotches(1, crop).abs() < 0.15, -1.0, 1.0)
    if not config["greyStyle"]:
        strokes = strokes.expand(-1, 3, -1, -1)
    return {"photos": blotches(3, crop + 2 * config["contextPx"]).contiguous(
                memory_format=CHANNELS_LAST),
            "drawings": strokes.contiguous(memory_format=CHANNELS_LAST),
            "tonalRange": torch.tensor([[0.05, 0.95]]).repeat(config["batchSize"], 1)}


def convolutions_of(work):
    """The forward convolutions of `work` by the sizes of input and weights, as convolutionlog.h."""
    with torch.autograd.profiler.profile(record_shapes=True) as profile:
        work()
    counts = {}
    for event in profile.function_events:
        if event.name == "aten::convolution":
            key = " ".join(str(shape) for shape in event.input_shapes[:2])
            counts[key] = counts.get(key, 0) + 1
    return counts


def prepare_training(settings):
    config = settings["training"]
    autocast = config["bfloat16"] and settings["fastBFloat16"]
    torch.manual_seed(config["seed"])
    trainer, batch, done = Trainer(config, autocast), painted_batch(config), [config["warmupSteps"]]

    def step():
        trainer.step(batch, done[0], PROGRESS)
        done[0] += 1
    for _ in range(WARM_STEPS):
        step()
    parts = trainer.parts()
    facts = {"precision": "bfloat16" if autocast else "float32",
             "picturesPerRepetition": config["batchSize"],
             "parameters": sum(p.numel() for part in parts.values() for p in part.parameters()),
             "shapes": {prefix + name: list(tensor.shape) for prefix, part in parts.items()
                        for name, tensor in part.state_dict().items()},
             "convolutions": convolutions_of(step)}
    return facts, step


def decoded(path, mode):
    """A picture, and its darkest and lightest luma."""
    picture = PIL.Image.open(path).convert(mode)
    tones = sorted(picture.convert("L").resize((64, 64)).getdata())
    return picture, (tones[len(tones) // 100] / 255.0, tones[-len(tones) // 100] / 255.0)


def random_crop(picture, side, least, most):
    zoom = math.exp(random.uniform(math.log(least), math.log(most)))
    cut = min(side / zoom, *picture.size)
    left, top = (random.uniform(0.0, length - cut) for length in picture.size)
    crop = picture.resize((side, side), PIL.Image.BICUBIC, (left, top, left + cut, top + cut))
    if random.random() < 0.5:
        crop = crop.transpose(PIL.Image.FLIP_LEFT_RIGHT)
    channels = len(crop.getbands())
    samples = torch.frombuffer(bytearray(crop.tobytes()), dtype=torch.uint8)
    return samples.view(side, side, channels).permute(2, 0, 1).float() / 127.5 - 1.0


class Batches(torch.utils.data.IterableDataset):
    """Crops of decoded pictures and the guide of half of them, made ahead in another process."""

    def __init__(self, settings, trainer):
        self.c, self.trainer = settings["training"], trainer
        self.photos = [decoded(path, "RGB") for path in settings["photos"]]
        self.drawings = [decoded(path, "L") for path in settings["drawings"]]

    def __iter__(self):
        torch.set_num_threads(1)
        c, count = self.c, self.c["batchSize"]
        side = c["cropPx"] + 2 * c["contextPx"]
        while True:
            chosen = random.choices(self.photos, k=count)
            drawings = [random_crop(picture, c["cropPx"], c["drawingZoomMin"], c["drawingZoomMax"])
                        for picture, _ in random.choices(self.drawings, k=count)]
            batch = {"photos": torch.stack([random_crop(picture, side, c["photoZoomMin"],
                                                        c["photoZoomMax"])
                                            for picture, _ in chosen]),
                     "drawings": torch.stack(drawings),
                     "tonalRange": torch.tensor([tones for _, tones in chosen])}
            with torch.no_grad():
                batch["guide"] = self.trainer.drawn_guide(batch, (count + 1) // 2)
            yield batch


def prepare_loop(settings):
    """A step and what is around it: pictures cut, augmented and guided by a worker of DataLoader."""
    config = settings["training"]
    autocast = config["bfloat16"] and settings["fastBFloat16"]
    torch.manual_seed(config["seed"])
    trainer, done = Trainer(config, autocast), [config["warmupSteps"]]
    loader = iter(torch.utils.data.DataLoader(Batches(settings, trainer), batch_size=None,
                                              num_workers=1, prefetch_factor=6))
    means = {}

    def play():
        for _ in range(settings["stepsPerRepetition"]):
            batch = next(loader)
            for name in ("photos", "drawings"):
                batch[name] = batch[name].contiguous(memory_format=CHANNELS_LAST)
            for name, value in trainer.step(batch, done[0], PROGRESS).items():
                means[name] = means.get(name, 0.0) + value
            done[0] += 1
    play()
    return {"precision": "bfloat16" if autocast else "float32",
            "picturesPerRepetition": config["batchSize"] * settings["stepsPerRepetition"]}, play


def prepare_drawing(settings, precision):
    """The bare network on 1920×1080 with the engine's margins, whole, without pixel conversion."""
    generator = UnetGenerator(**settings["inferenceParams"]).eval().requires_grad_(False)
    generator = generator.to(precision).to(memory_format=CHANNELS_LAST)
    picture = (torch.rand(1, 3, 1144, 1984) * 2.0 - 1.0).contiguous(memory_format=CHANNELS_LAST)

    def draw():
        with torch.inference_mode():
            generator(picture.to(precision)).float()
    draw()
    return {"precision": str(precision).removeprefix("torch."),
            "parameters": sum(p.numel() for p in generator.parameters())}, draw


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peak_bytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(1024 * int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def serve(facts, repeat):
    print(json.dumps({"facts": facts}), flush=True)
    for _ in sys.stdin:
        processor, start = processor_seconds(), time.perf_counter()
        repeat()
        print(json.dumps({"seconds": time.perf_counter() - start,
                          "processorSeconds": processor_seconds() - processor}), flush=True)
    print(json.dumps({"peakBytes": peak_bytes()}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", required=True,
                        choices=("python-training", "python-loop", "python-1080p", "python-1080p-float32"))
    parser.add_argument("--bench", required=True, help="the koma-bench program")
    parser.add_argument("--style", help="a style's folder, as koma-bench --style")
    options = parser.parse_args()
    ask = [options.bench, "--print-config"]
    if options.style:
        ask += ["--style", options.style]
    settings = json.loads(subprocess.run(ask, check=True, stdout=subprocess.PIPE).stdout)
    torch.set_flush_denormal(True)
    torch.set_num_threads(settings["threads"])
    torch.set_num_interop_threads(1)
    if options.case == "python-training":
        serve(*prepare_training(settings))
    elif options.case == "python-loop":
        serve(*prepare_loop(settings))
    else:
        reduced = settings["fastBFloat16"] and not options.case.endswith("float32")
        serve(*prepare_drawing(settings, torch.bfloat16 if reduced else torch.float32))


if __name__ == "__main__":
    main()
