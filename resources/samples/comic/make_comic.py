#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the-lake-at-six.koma, the sample comic: four pages, own words in English and Chinese.

    resources/samples/comic/make_comic.py build/release/bin/koma

The panels come from `koma page new`; this script fills them with Koma's own sample pictures in
built-in styles, with balloons, lettering, tones and lines, and writes the .koma file again.
"""
import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent
OUTPUT = HERE / "the-lake-at-six.koma"


def jpeg_size(path):
    """Width and height as the JPEG's frame header has them."""
    data = path.read_bytes()
    at = 2
    while True:
        kind = data[at + 1]
        length = struct.unpack(">H", data[at + 2:at + 4])[0]
        if 0xC0 <= kind <= 0xC3:
            height, width = struct.unpack(">HH", data[at + 5:at + 9])
            return width, height
        at += 2 + length


class Book:
    """Numbers, pictures and pages of a comic in the making."""

    def __init__(self, koma):
        self.koma = koma
        self.last_id = 0
        self.pictures = {}
        self.pages = []

    def next_id(self):
        self.last_id += 1
        return self.last_id

    def picture(self, name):
        path = SAMPLES / f"{name}.jpg"
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        width, height = jpeg_size(path)
        self.pictures[f"pictures/{sha}.jpg"] = path
        return {"sha256": sha, "extension": "jpg", "widthPx": width, "heightPx": height}

    def page(self, template):
        """A page with a template's panels, as the command makes it."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "page.koma"
            subprocess.run([self.koma, "page", "new", "--template", template, "--size", "a5",
                            "-o", file], check=True, stdout=subprocess.DEVNULL)
            with zipfile.ZipFile(file) as archive:
                document = json.loads(archive.read("document.json"))
        self.document = document
        page = document["pages"][0]
        page["id"] = self.next_id()
        page["setup"]["dpi"] = 240  # what the sample pictures give at this size
        for panel in page["objects"]:
            panel["id"] = self.next_id()
            panel["children"] = []
        self.pages.append(page)
        return Page(self, page)

    def save(self):
        document = self.document
        document["settings"].update({
            "title": "The Lake at Six", "creator": "The Koma authors", "language": "en",
            "direction": "left-to-right"})
        document["pages"] = self.pages
        with zipfile.ZipFile(OUTPUT, "w", zipfile.ZIP_STORED) as archive:
            def add(name, data):
                archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
            add("mimetype", "application/x-koma")
            add("document.json", json.dumps(document, ensure_ascii=False, indent=1))
            for name, path in sorted(self.pictures.items()):
                add(name, path.read_bytes())


def bounds(outline):
    points = flat(outline)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def flat(outline):
    if outline and isinstance(outline[0], list):
        return outline
    return list(zip(outline[0::2], outline[1::2]))


class Page:
    """Places things in fractions of a panel's box."""

    def __init__(self, book, page):
        self.book = book
        self.page = page
        self.panels = list(page["objects"])

    def box(self, panel):
        return bounds(self.panels[panel]["panel"]["outlinePt"])

    def at(self, panel, x, y):
        left, top, width, height = self.box(panel)
        return [round(left + x * width, 2), round(top + y * height, 2)]

    def add(self, panel, kind, content, children=None, on_page=False, **properties):
        thing = {"id": self.book.next_id(), **properties, kind: content}
        if children:
            thing["children"] = children
        target = self.page["objects"] if on_page else self.panels[panel]["children"]
        target.append(thing)
        return thing["id"]

    def art(self, panel, name, style, zoom=1.0, x=0.5, y=0.5, **look):
        """The picture covers the panel; x and y say which part of what is left over is seen."""
        picture = self.book.picture(name)
        left, top, width, height = self.box(panel)
        scale = zoom * max(width / picture["widthPx"], height / picture["heightPx"])
        spare_x = picture["widthPx"] * scale - width
        spare_y = picture["heightPx"] * scale - height
        centre = [left + width / 2 + (0.5 - x) * spare_x, top + height / 2 + (0.5 - y) * spare_y]
        return self.add(panel, "art", {
            "picture": picture, "style": {"id": style, **look},
            "centrePt": centre, "scalePtPerPx": scale})

    def text(self, frame, runs, **look):
        runs = [{"text": run} if isinstance(run, str) else run for run in runs]
        return {"id": self.book.next_id(), "text": {"framePt": frame, "runs": runs, **look}}

    def balloon(self, panel, x, y, width, height, runs, kind="speech", tip=None, roundness=0.86,
                join=None, look=None, **text):
        centre = self.at(panel, x, y)
        frame = [centre[0] - width / 2, centre[1] - height / 2, width, height]
        content = {"kind": kind, "boundsPt": frame, "roundness": roundness, **(look or {})}
        if tip:
            content["tails"] = [{"tipPt": self.at(panel, *tip), "baseWidthPt": 11.0}]
        if join:
            content["joinId"] = join
        text.setdefault("sizePt", 10.5)
        words = self.text(frame, runs, **text)
        return self.add(panel, "balloon", content, [words], on_page=True)

    def caption(self, panel, x, y, width, height, runs, **text):
        return self.balloon(panel, x, y, width, height, runs, kind="caption", roundness=0.0,
                            look={"lineWidthPt": 0.8, "fillColour": "#fff7f2e4"}, **text)

    def effect(self, panel, points, words, size, colour="#ffffffff", outline="#ff000000"):
        curve = [self.at(panel, *point) for point in points]
        left, top, width, height = bounds(curve)
        block = self.text([left, top - size, width, height + size], [{"text": words, "bold": True}],
                          sizePt=size, colour=colour, curvePt=to_outline(curve),
                          outline={"widthPt": size / 11, "colour": outline})
        self.page["objects"].append(block)

    def focus(self, panel, x, y, radius_x, radius_y, **look):
        self.add(panel, "speedLines", {
            "kind": "focus", "focusPt": self.at(panel, x, y), "clearRadiusXPt": radius_x,
            "clearRadiusYPt": radius_y, "count": 150, "minWidthPt": 0.3, "maxWidthPt": 2.4, **look})

    def tone(self, panel, pattern, density, **look):
        self.add(panel, "tone", {"pattern": pattern, "lpi": 55.0, "density": density, **look})


def to_outline(points):
    return [number for point in points for number in point]


VERTICAL = {"writingMode": "vertical-rl", "language": "zh-CN", "alignment": "start"}


def page_one(book):
    page = book.page("splash-over-strip")
    page.page["role"] = "front-cover"
    page.art(0, "street", "gibson-pen-ink", y=0.4)
    page.effect(0, [(0.10, 0.30), (0.30, 0.13), (0.70, 0.13), (0.90, 0.30)], "THE LAKE AT SIX", 34)
    page.caption(0, 0.27, 0.90, 170, 34, ["Five o\u2019clock. The lamps were early."])
    page.art(1, "interior", "tenniel-crosshatch")
    page.caption(1, 0.5, 0.19, 100, 32, ["I had read one page nine times."], sizePt=9.0)
    page.art(2, "portrait", "gibson-pen-ink", y=0.25)
    page.balloon(2, 0.5, 0.80, 104, 46, ["One picnic. How hard can it be?"], kind="thought",
                 tip=(0.62, 0.52), sizePt=9.0)
    page.art(3, "stilllife", "neill-oz-ink")
    page.balloon(3, 0.5, 0.18, 100, 44, ["You forgot the ", {"text": "pears!", "bold": True}],
                 kind="shout", sizePt=9.5)


def page_two(book):
    page = book.page("grid-1-2-1")
    page.art(0, "landscape", "tenniel-crosshatch", y=0.4)
    page.balloon(0, 0.91, 0.44, 46, 118,
                 ["六点，", {"text": "湖", "ruby": "hú"}, "边没有人。"], kind="caption", roundness=0.0,
                 look={"lineWidthPt": 0.8, "fillColour": "#fff7f2e4"}, sizePt=12.0, **VERTICAL)
    page.art(1, "portrait", "neill-oz-ink", y=0.2)
    page.balloon(1, 0.20, 0.30, 52, 92, ["我来晚了吗？"], tip=(0.37, 0.62), sizePt=12.0,
                 **VERTICAL)
    page.art(2, "street", "neill-oz-ink", zoom=1.2, x=0.7)
    page.balloon(2, 0.74, 0.34, 76, 98,
                 [{"text": "12", "tateChuYoko": True}, "只鸭子", "在等你！！"], kind="shout",
                 sizePt=12.0, **VERTICAL)
    page.art(3, "landscape", "gibson-pen-ink", zoom=1.25, x=0.2, y=0.9)
    page.tone(3, "gradient", 0.45, endDensity=0.0, gradientFromPt=page.at(3, 0.5, 0.0),
              gradientToPt=page.at(3, 0.5, 0.55))
    page.balloon(3, 0.24, 0.32, 128, 50, ["Then we shall need more bread."], tip=(0.40, 0.72))
    page.balloon(3, 0.76, 0.64, 118, 44, ["(quack, politely)"], kind="whisper", tip=(0.55, 0.86),
                 sizePt=9.5)


def page_three(book):
    page = book.page("action-diagonal-rows")
    page.art(0, "portrait", "gibson-pen-ink", y=0.18)
    page.focus(0, 0.5, 0.5, 74, 62)
    page.balloon(0, 0.17, 0.34, 96, 56, [{"text": "The basket!", "bold": True}], kind="shout",
                 tip=(0.25, 0.58))
    page.effect(1, [(0.08, 0.82), (0.30, 0.50), (0.60, 0.72), (0.92, 0.34)], "SPLOOSH", 50)
    page.panels[1]["panel"]["background"] = "#ffffffff"
    page.art(1, "landscape", "tenniel-crosshatch", zoom=1.3, y=1.0)
    page.tone(1, "dots", 0.22, angleDeg=45.0)
    page.art(2, "stilllife", "neill-oz-ink", y=0.6)
    join = book.next_id()
    page.balloon(2, 0.22, 0.27, 100, 46, ["It floats."], join=join, tip=(0.12, 0.85))
    page.balloon(2, 0.42, 0.58, 104, 46, ["Of course it floats."], join=join)
    page.balloon(2, 0.90, 0.50, 44, 92, ["快", "跑！"], kind="shout", sizePt=14.0, **VERTICAL)


def page_four(book):
    page = book.page("strip-over-splash")
    page.page["role"] = "back-cover"
    page.art(0, "stilllife", "tenniel-crosshatch")
    page.caption(0, 0.5, 0.12, 150, 32, ["Pears, bread and one wet shoe."], sizePt=9.5)
    page.art(1, "interior", "gibson-pen-ink")
    page.tone(1, "lines", 0.18, angleDeg=30.0, lpi=45.0)
    page.balloon(1, 0.5, 0.24, 120, 50, ["We could have stayed here and read."],
                 tip=(0.35, 0.62), sizePt=9.5)
    page.art(2, "landscape", "neill-oz-ink", y=0.5)
    page.balloon(2, 0.30, 0.14, 150, 52, ["And missed this?"], tip=(0.42, 0.40), sizePt=12.0)
    page.balloon(2, 0.90, 0.72, 44, 96, ["明天，", "还来。"], kind="caption", roundness=0.0,
                 look={"lineWidthPt": 0.8, "fillColour": "#fff7f2e4"}, sizePt=13.0, **VERTICAL)
    page.effect(2, [(0.30, 0.95), (0.42, 0.90), (0.56, 0.90), (0.70, 0.95)], "THE END", 24)


def main():
    book = Book(sys.argv[1])
    for make in (page_one, page_two, page_three, page_four):
        make(book)
    book.save()
    print(OUTPUT, OUTPUT.stat().st_size)


if __name__ == "__main__":
    main()
