# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes orientation-1.jpg … orientation-8.jpg: one picture, stored in the eight ways of EXIF.

Upright it is 32 x 48 pixels: red top left, green top right, blue bottom left, white bottom right.
Run with Debian's python3-pil in this folder.
"""

from PIL import Image, ImageDraw, ImageOps

STORED_BY = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}

upright = Image.new("RGB", (32, 48), "white")
draw = ImageDraw.Draw(upright)
draw.rectangle((0, 0, 15, 23), fill="red")
draw.rectangle((16, 0, 31, 23), fill="lime")
draw.rectangle((0, 24, 15, 47), fill="blue")

for orientation, transposition in STORED_BY.items():
    stored = upright if transposition is None else upright.transpose(transposition)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Koma test"
    name = f"orientation-{orientation}.jpg"
    stored.save(name, quality=95, subsampling=0, exif=exif.tobytes())
    back = ImageOps.exif_transpose(Image.open(name))
    assert back.size == upright.size, name
