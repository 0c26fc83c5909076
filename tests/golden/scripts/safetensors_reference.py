#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An independent safetensors implementation, from the format's description, for the golden test.

    safetensors_reference.py write FILE    writes the reference file (what safetensors_golden.safetensors is)
    safetensors_reference.py check FILE    reads a file that Koma wrote and compares it with the same values

Format version 0: u64 little-endian header size, JSON header, data. Needs nothing but Python 3.
"""
import json
import struct
import sys

# name -> (dtype, shape, values); bfloat16 values have at most 8 significant bits, so they are exact
TENSORS = {
    "a.f32": ("F32", [2, 3], [0.5, -1.25, 3.0e38, 1.0e-38, -0.0, 7.0]),
    "b.f16": ("F16", [4], [0.5, -2.0, 65504.0, 0.000030517578125]),
    "c.bf16": ("BF16", [2, 2], [1.5, -0.015625, 3.0, 256.0]),
    "d.f64": ("F64", [1, 1, 2], [3.141592653589793, -1.0e300]),
    "e.i64": ("I64", [2], [-9223372036854775808, 9223372036854775807]),
    "f.i32": ("I32", [2], [-2147483648, 2147483647]),
    "g.u8": ("U8", [5], [0, 1, 127, 128, 255]),
    "h.scalar": ("F32", [], [42.0]),
    "i.empty": ("F32", [0, 3], []),
}
METADATA = {"format": "koma", "note": "Grüße 漫画"}
CODES = {"F32": "f", "F16": "e", "F64": "d", "I64": "q", "I32": "i", "U8": "B"}


def pack(dtype, values):
    if dtype == "BF16":  # the upper half of a float32
        return b"".join(struct.pack("<f", v)[2:] for v in values)
    return struct.pack(f"<{len(values)}{CODES[dtype]}", *values)


def unpack(dtype, data):
    if dtype == "BF16":
        halves = [data[i:i + 2] for i in range(0, len(data), 2)]
        return [struct.unpack("<f", b"\0\0" + half)[0] for half in halves]
    size = struct.calcsize(CODES[dtype])
    return list(struct.unpack(f"<{len(data) // size}{CODES[dtype]}", data))


def write(path):
    header = {"__metadata__": METADATA}
    body = b""
    for name, (dtype, shape, values) in reversed(list(TENSORS.items())):  # any order is legal
        data = pack(dtype, values)
        header[name] = {"data_offsets": [len(body), len(body) + len(data)], "dtype": dtype,
                        "shape": shape}
        body += data
    text = json.dumps(header, ensure_ascii=False).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def check(path):
    raw = open(path, "rb").read()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8:8 + size])
    body = raw[8 + size:]
    assert raw[8:9] == b"{" and (8 + size) % 8 == 0
    assert header.pop("__metadata__") == METADATA
    assert sorted(header) == sorted(TENSORS), sorted(header)
    reached = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        assert begin == reached, name
        reached = end
        dtype, shape, values = TENSORS[name]
        assert entry["dtype"] == dtype and entry["shape"] == shape, name
        wanted = unpack(dtype, pack(dtype, values))  # as that type holds them
        assert unpack(dtype, body[begin:end]) == wanted, name
    assert reached == len(body)


if __name__ == "__main__":
    {"write": write, "check": check}[sys.argv[1]](sys.argv[2])
