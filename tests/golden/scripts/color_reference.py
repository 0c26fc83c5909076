# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes ../data/color.json: ICC profiles made here, and what their colours are in sRGB.

The numbers are worked out from the published primaries and curves with NumPy alone, in double precision:
no colour management library has a part in them.
"""

import base64
import json
import pathlib
import struct

import numpy as np

D50 = np.array([0.9642, 1.0, 0.8249])
D65 = np.array([0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290])
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def matrix_d50(primaries):
    """Linear RGB to XYZ under D50, from xy primaries and a D65 white."""
    columns = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in primaries]).T
    to_xyz = columns * np.linalg.solve(columns, D65)
    gain = np.diag((BRADFORD @ D50) / (BRADFORD @ D65))
    return np.linalg.inv(BRADFORD) @ gain @ BRADFORD @ to_xyz


SRGB = matrix_d50([(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)])
ADOBE = matrix_d50([(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)])
P3 = matrix_d50([(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)])


def srgb_decode(v):
    return np.where(v <= 0.04045, v / 12.92, ((np.maximum(v, 0) + 0.055) / 1.055) ** 2.4)


def srgb_encode(v):
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 0) ** (1 / 2.4) - 0.055)


def fixed(value):
    return struct.pack(">i", round(value * 65536))


def xyz_tag(xyz):
    return b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in xyz)


def gamma_tag(gamma):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"


def srgb_curve_tag():
    return b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + b"".join(
        fixed(v) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    )


def text_tag(text):
    return b"text\0\0\0\0" + text + b"\0" * (4 - len(text) % 4)


def description_tag(text):
    block = b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" + bytes(78)
    return block + b"\0" * (-len(block) % 4)


def profile(space, tags):
    tags = [(b"desc", description_tag(b"Koma test")), (b"cprt", text_tag(b"public domain")),
            (b"wtpt", xyz_tag(D50))] + tags
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    header = struct.pack(">I", start + len(body)) + b"\0\0\0\0" + b"\x04\x20\0\0" + b"mntr" + space
    header += b"XYZ " + bytes(12) + b"acsp" + bytes(28) + b"".join(fixed(v) for v in D50)
    return header + bytes(128 - len(header)) + table + body


def rgb_profile(matrix, curve):
    names = [(b"rXYZ", 0), (b"gXYZ", 1), (b"bXYZ", 2)]
    tags = [(name, xyz_tag(matrix[:, column])) for name, column in names]
    return profile(b"RGB ", tags + [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")])


SAMPLES = np.array([[0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0, 0, 1],
                    [0.2, 0.7, 0.4], [0.9, 0.6, 0.3], [0.05, 0.02, 0.08], [0.35, 0.1, 0.8]])
ADOBE_GAMMA = 563 / 256

adobe_linear = SAMPLES**ADOBE_GAMMA
p3_linear = srgb_decode(SAMPLES)
greys = np.array([[0.0], [0.1], [0.25], [0.5], [0.75], [1.0]])
GREY_GAMMA = 461 / 256

cases = [
    ("Adobe RGB (1998)", rgb_profile(ADOBE, gamma_tag(ADOBE_GAMMA)), SAMPLES,
     srgb_encode(adobe_linear @ ADOBE.T @ np.linalg.inv(SRGB).T)),
    ("Display P3", rgb_profile(P3, srgb_curve_tag()), SAMPLES,
     srgb_encode(p3_linear @ P3.T @ np.linalg.inv(SRGB).T)),
    ("Grey gamma 1.8", profile(b"GRAY", [(b"kTRC", gamma_tag(GREY_GAMMA))]), greys,
     srgb_encode(greys**GREY_GAMMA)),
]

target = pathlib.Path(__file__).parent.parent / "data" / "color.json"
target.write_text(json.dumps([
    {"name": name, "profile": base64.b64encode(icc).decode(), "own": own.tolist(), "srgb": srgb.tolist()}
    for name, icc, own, srgb in cases
], indent=1) + "\n")
