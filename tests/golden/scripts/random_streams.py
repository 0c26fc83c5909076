# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SplitMix64 streams as core/base/random.h defines them, in whole numbers of Python.

Prints the rows of tests/unit/base/tst_random.cpp. Checked against the published sequence of
SplitMix64 for seed 1234567 (the first line must say True).
"""

MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def sequence(state, count):
    numbers = []
    for _ in range(count):
        state = (state + GOLDEN) & MASK
        numbers.append(mix(state))
    return numbers


def stream(seed, stream_id, item, count):
    state = mix(seed ^ mix(stream_id ^ mix((item + GOLDEN) & MASK)))
    return sequence(state, count)


def main():
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    print(sequence(1234567, 3) == published)
    for seed, stream_id, item in [(0, 0, 0), (1, 0, 0), (1, 2, 3), (20240229, 11, 1000), (MASK, MASK, MASK)]:
        words = ", ".join(f"0x{n:016x}ULL" for n in stream(seed, stream_id, item, 3))
        uniform = (stream(seed, stream_id, item, 1)[0] >> 11) * 2.0**-53
        print(f"{{{seed}ULL, {stream_id}ULL, {item}ULL, {{{words}}}, {uniform.hex()}}},")


if __name__ == "__main__":
    main()
