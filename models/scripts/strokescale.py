#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws one picture at several sizes and shows that strokes suit the page and stay crisp.

strokescale.py KOMA PICTURE OUT.jpg STYLE... : for each style a row of whole drawings, one for each size, and a
row of cuts from their middles at one pixel a pixel. Needs python3-pil.
"""
import argparse
import pathlib
import subprocess
import tempfile

from PIL import Image

SIZES = (512, 2048, 6000)  # of the long side
CELL = (400, 300)


def drawn(koma, picture, style, size, folder):
    source, target = folder / f"{size}.png", folder / f"{size}-{style}.png"
    scale = size / max(picture.size)
    picture.resize([round(side * scale) for side in picture.size], Image.LANCZOS).save(source)
    subprocess.run([koma, "stylize", source, "--style", style, "-o", target], check=True,
                   stdout=subprocess.DEVNULL)
    return Image.open(target).convert("RGB")


def middle(drawing):
    width, height = (min(side, cell) for side, cell in zip(drawing.size, CELL))
    left, top = int(0.46 * (drawing.width - width)), int(0.4 * (drawing.height - height))
    return drawing.crop((left, top, left + width, top + height))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("koma")
    parser.add_argument("picture")
    parser.add_argument("out")
    parser.add_argument("styles", nargs="+")
    options = parser.parse_args()
    picture = Image.open(options.picture).convert("RGB")
    sheet = Image.new("RGB", (len(SIZES) * CELL[0], 2 * len(options.styles) * CELL[1]), "white")
    with tempfile.TemporaryDirectory() as folder:
        for row, style in enumerate(options.styles):
            for column, size in enumerate(SIZES):
                drawing = drawn(options.koma, picture, style, size, pathlib.Path(folder))
                whole = drawing.copy()
                whole.thumbnail(CELL, Image.LANCZOS)
                sheet.paste(whole, (column * CELL[0], 2 * row * CELL[1]))
                sheet.paste(middle(drawing), (column * CELL[0], (2 * row + 1) * CELL[1]))
    sheet.save(options.out, quality=70)


if __name__ == "__main__":
    main()
