# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs of Koma's networks, rebuilt from torch.nn modules after the descriptions in their headers.

Weights and inputs come from a formula in whole numbers (see formula()), which
tests/golden/tst_layers_vs_reference.cpp has too, so none are stored. Everything is computed in
float64. Writes tests/golden/data/layers.json. Run by hand:
    /usr/bin/python3 tests/golden/scripts/layers_reference.py
"""

import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional

import hatch_reference

torch.set_default_dtype(torch.float64)


def formula(shape, salt):
    """Numbers in -0.5…0.5 that look random and are the same in any language."""
    count = math.prod(shape)
    numbers = [((i * 7919 + salt * 104729) % 1009) / 1009.0 - 0.5 for i in range(count)]
    return torch.tensor(numbers).reshape(shape)


def set_parameters(module):
    """In the order of registration: kernels by fan-in, gains about 1, shifts about 0."""
    with torch.no_grad():
        for salt, (name, parameter) in enumerate(module.named_parameters()):
            values = formula(parameter.shape, salt)
            if parameter.dim() > 1:
                values *= 2.0 * math.sqrt(4.0 / (parameter.numel() // parameter.shape[0]))
            elif name.endswith("weight"):
                values = 1.0 + 0.3 * values
            else:
                values *= 0.1
            parameter.copy_(values)
        statistics = [b for b in module.buffers() if b.dim() == 1]
        for salt, buffer in enumerate(statistics):
            values = formula(buffer.shape, 1000 + salt)
            buffer.copy_(0.1 * values if salt % 2 == 0 else 1.0 + values)
    return module


def sampled(tensor, every):
    flat = tensor.detach().flatten()
    return {"shape": list(tensor.shape), "every": every, "values": [float(f"{v:.9g}") for v in flat[::every]]}


# --- Koma's U-Net -----------------------------------------------------------------------------


class Cell(nn.Module):
    def __init__(self, inputs, outputs, stride=1, normalised=True):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, 3, stride, 1)
        self.norm = nn.BatchNorm2d(outputs) if normalised else nn.Identity()

    def forward(self, x):
        return self.norm(self.convolution(x))


class Unet(nn.Module):
    def __init__(self, w, blocks, outputs, hatching):
        super().__init__()
        self.stem, self.down1, self.down2 = Cell(12, w), Cell(w, 2 * w, 2), Cell(2 * w, 3 * w, 2)
        self.blocks = nn.ModuleList(Cell(3 * w, 3 * w) for _ in range(2 * blocks))
        self.up1, self.mix1 = Cell(3 * w, 2 * w), Cell(2 * w, 2 * w)
        self.up2, self.mix2 = Cell(2 * w, w), Cell(w, w)
        self.hatching = hatching
        if hatching:
            self.gates, self.mix3 = Cell(w, 16, 1, False), Cell(w + 8, w)
        self.head, self.last = Cell(w, 32, 1, False), Cell(8, outputs, 1, False)

    def strokes(self, gates, origin):
        # Nothing is to be learned here, so the gates may leave torch.
        return torch.from_numpy(hatch_reference.strokes(gates.detach().numpy(), *origin))

    def forward(self, picture, origin):
        act = lambda x: functional.leaky_relu(x, 0.2)
        twice = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        half = act(self.stem(functional.pixel_unshuffle(picture, 2)))
        quarter = act(self.down1(half))
        eighth = act(self.down2(quarter))
        x, deep = eighth, None
        for i in range(0, len(self.blocks), 2):
            x = x + self.blocks[i + 1](act(self.blocks[i](x)))
            if i == 2:
                deep = x
        x = act(self.mix1(act(self.up1(twice(x))) + quarter))
        x = act(self.mix2(act(self.up2(twice(x))) + half))
        if self.hatching:
            x = act(self.mix3(torch.cat([x, self.strokes(self.gates(x), origin)], dim=1)))
        x = act(functional.pixel_shuffle(self.head(x), 2))
        return torch.tanh(self.last(x)), [half, quarter, eighth, deep]


def unet_case(width, blocks, outputs, hatching, origin):
    net = set_parameters(Unet(width, blocks, outputs, hatching))
    picture = 2.0 * formula((2, 3, 32, 40), 77)
    net.eval()
    still, features = net(picture, origin)
    net.train()
    trained, _ = net(picture, origin)
    return {
        "width": width, "blocks": blocks, "outputChannels": outputs,
        "hatching": hatching, "originXPx": origin[0], "originYPx": origin[1],
        "eval": sampled(still, 11),
        "features": [sampled(f, 97) for f in features],
        "train": sampled(trained, 11),
        "stemMeanAfter": net.stem.norm.running_mean.tolist(),
        "stemVarianceAfter": net.stem.norm.running_var.tolist(),
    }


# --- discriminator and heads ------------------------------------------------------------------


def discriminator(channels, w):
    act = nn.LeakyReLU(0.2)
    return nn.Sequential(
        nn.Conv2d(channels, w, 4, 2, 1), act, nn.Conv2d(w, 2 * w, 4, 2, 1), act,
        nn.Conv2d(2 * w, 4 * w, 4, 2, 1), act, nn.Conv2d(4 * w, 4 * w, 3, 1, 1), act,
        nn.Conv2d(4 * w, 1, 3, 1, 1))


def heads(channels):
    return nn.ModuleList(
        nn.Sequential(nn.Linear(c, 64), nn.ReLU(), nn.Linear(64, 64)) for c in channels)


# --- a network of AnimeGANv2's published shape --------------------------------------------------


class Brick(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, stride=1, groups=1):
        border = {1: 0, 3: 1, 7: 3}[kernel]
        sides = (0, 1, 0, 1) if stride == 2 else (border,) * 4
        super().__init__(
            nn.ReflectionPad2d(sides),
            nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=groups > 1),
            nn.GroupNorm(1, outputs), nn.LeakyReLU(0.2))


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        wide = 2 * inputs
        self.layers = nn.Sequential(
            Brick(inputs, wide, 1), Brick(wide, wide, 3, 1, wide),
            nn.Conv2d(wide, outputs, 1, bias=False), nn.GroupNorm(1, outputs))
        self.skips = inputs == outputs

    def forward(self, x):
        return x + self.layers(x) if self.skips else self.layers(x)


def anime():
    twice = lambda: nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
    return nn.Sequential(
        Brick(3, 32, 7), Brick(32, 64, 3, 2), Brick(64, 64),
        Brick(64, 128, 3, 2), Brick(128, 128), Brick(128, 128),
        InvertedResidual(128, 256), *(InvertedResidual(256, 256) for _ in range(3)),
        Brick(256, 128), twice(), Brick(128, 128), Brick(128, 128), twice(), Brick(128, 64),
        Brick(64, 64), Brick(64, 32, 7), nn.Conv2d(32, 3, 1, bias=False), nn.Tanh())


def main():
    small = 2.0 * formula((1, 3, 24, 32), 78)
    anime_net = set_parameters(anime())
    head_nets = set_parameters(heads([24, 48]))
    data = {
        "made by": f"layers_reference.py with PyTorch {torch.__version__}",
        "unet": [unet_case(8, 2, 1, False, (0, 0)), unet_case(12, 3, 3, False, (0, 0)),
                 unet_case(8, 2, 1, True, (232, 1040))],
        "discriminator": [
            {"channels": c, "width": 8,
             "scores": sampled(set_parameters(discriminator(c, 8))(2.0 * formula((2, c, 40, 48), 79)), 1)}
            for c in (1, 3)],
        "heads": [sampled(head_nets[i](2.0 * formula((2, 5, c), 80)), 7)
                  for i, c in enumerate([24, 48])],
        "anime": {"parameters": sum(p.numel() for p in anime_net.parameters()),
                  "output": sampled(anime_net(small), 7)},
    }
    path = pathlib.Path(__file__).parent.parent / "data" / "layers.json"
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size, data["anime"]["parameters"])
    print(torch.tensor(data["unet"][0]["eval"]["values"]).std())
    print(torch.tensor(data["anime"]["output"]["values"]).std())
    print(torch.tensor(data["discriminator"][0]["scores"]["values"]).std())


if __name__ == "__main__":
    main()
