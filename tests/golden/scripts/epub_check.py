# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks an EPUB by the rules of "EPUB 3.3" (W3C Recommendation) that matter to a fixed-layout comic,
with nothing but Python's own zip and XML readers: the container (section 4), the package document
(section 5), the navigation document (section 7) and fixed layouts (section 8).

Usage: epub_check.py BOOK.epub; prints what is wrong and exits with 1 where anything is."""
import posixpath
import re
import struct
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
CORE_MEDIA_TYPES = {"image/jpeg", "image/png", "image/webp", "application/xhtml+xml"}
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG", "image/webp": b"RIFF"}

faults = []


def expect(condition, sentence):
    if not condition:
        faults.append(sentence)
    return condition


def check_container(path, book):
    with open(path, "rb") as file:
        head = file.read(58)
    expect(head[:4] == b"PK\x03\x04" and struct.unpack("<H", head[8:10])[0] == 0,
           "the first entry is not stored")
    expect(head[30:58] == b"mimetypeapplication/epub+zip", "the file does not begin with its type")
    expect(book.testzip() is None, "a checksum is wrong")
    names = book.namelist()
    expect(len(names) == len(set(names)), "an entry is there twice")
    root = ElementTree.fromstring(book.read("META-INF/container.xml"))
    files = root.findall(f"{CONTAINER}rootfiles/{CONTAINER}rootfile")
    expect(root.get("version") == "1.0" and len(files) == 1, "container.xml names no package")
    expect(files[0].get("media-type") == "application/oebps-package+xml", "wrong package type")
    return files[0].get("full-path")


def check_metadata(package):
    metadata = package.find(f"{OPF}metadata")
    identifier = [e for e in metadata.findall(f"{DC}identifier")
                  if e.get("id") == package.get("unique-identifier")]
    expect(len(identifier) == 1 and identifier[0].text, "no unique identifier")
    for name in ("title", "language"):
        texts = [e.text for e in metadata.findall(DC + name)]
        expect(texts and all(text and text.strip() for text in texts), f"no {name}")
    expect(re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", metadata.findtext(f"{DC}language")),
           "the language is no BCP 47 tag")
    metas = {}
    for meta in metadata.findall(f"{OPF}meta"):
        metas.setdefault(meta.get("property"), []).append(meta.text)
    modified = metas.get("dcterms:modified", [])
    expect(len(modified) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified[0]),
           "dcterms:modified is not a date")
    expect(metas.get("rendition:layout") == ["pre-paginated"], "the layout is not fixed")
    expect(metas.get("rendition:spread", ["auto"])[0] in ("none", "landscape", "both", "auto"),
           "wrong spread")
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature",
                 "accessibilityHazard", "accessibilitySummary"):
        expect(metas.get(f"schema:{name}"), f"no schema:{name}")
    ids = [element.get("id") for element in package.iter() if element.get("id")]
    expect(len(ids) == len(set(ids)), "an id is there twice")
    for meta in metadata.findall(f"{OPF}meta"):
        refined = meta.get("refines")
        expect(refined is None or refined[1:] in ids, f"{refined} refines nothing")


def check_manifest(package, folder, book):
    items = {}
    names = set(book.namelist())
    listed = set()
    for item in package.find(f"{OPF}manifest"):
        name = posixpath.normpath(posixpath.join(folder, item.get("href")))
        items[item.get("id")] = (name, item)
        expect(name in names, f"{name} is not in the book")
        expect(name not in listed, f"{name} is listed twice")
        listed.add(name)
        kind = item.get("media-type")
        expect(kind in CORE_MEDIA_TYPES, f"{kind} is no core media type")
        if kind in MAGIC and name in names:
            expect(book.read(name).startswith(MAGIC[kind]), f"{name} is no {kind}")
    rest = names - listed - {"mimetype", "META-INF/container.xml", f"{folder}/package.opf"}
    expect(not rest, f"not in the manifest: {rest}")
    for wanted in ("nav", "cover-image"):
        count = sum(wanted in (item.get("properties") or "").split() for _, item in items.values())
        expect(count == 1, f"{count} items are {wanted}")
    return items


def check_page(name, book, items):
    text = book.read(name)
    expect(b"<!DOCTYPE html>" in text, f"{name} has no HTML doctype")
    root = ElementTree.fromstring(text)
    expect(root.tag == f"{XHTML}html", f"{name} is no XHTML")
    expect((root.findtext(f"{XHTML}head/{XHTML}title") or "").strip(), f"{name} has no title")
    viewports = [meta.get("content") for meta in root.iter(f"{XHTML}meta")
                 if meta.get("name") == "viewport"]
    size = re.fullmatch(r"width=(\d+), height=(\d+)", viewports[0]) if viewports else None
    expect(size is not None, f"{name} has no viewport")
    listed = {entry for entry, _ in items.values()}
    for image in root.iter(f"{XHTML}img"):
        source = posixpath.normpath(posixpath.join(posixpath.dirname(name), image.get("src")))
        expect(source in listed, f"{name} shows {source}, which is not in the manifest")
        expect((image.get("alt") or "").strip(), f"{name} has a picture without words")
    expect(len(list(root.iter(f"{XHTML}img"))) == 1, f"{name} has not one picture")


def check_navigation(name, book, items):
    root = ElementTree.fromstring(book.read(name))
    navs = {nav.get(f"{OPS}type"): nav for nav in root.iter(f"{XHTML}nav")}
    expect("toc" in navs, "there is no table of contents")
    listed = {entry for entry, _ in items.values()}
    for kind, nav in navs.items():
        lists = nav.findall(f"{XHTML}ol")
        expect(len(lists) == 1 and len(lists[0]) > 0, f"the {kind} is empty")
        for link in nav.iter(f"{XHTML}a"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link.get("href")))
            expect(target in listed, f"the {kind} leads to {target}, which is not there")
            expect("".join(link.itertext()).strip(), f"the {kind} has a link without a name")
            if kind == "landmarks":
                expect(link.get(f"{OPS}type"), "a landmark has no type")


def main():
    path = sys.argv[1]
    with zipfile.ZipFile(path) as book:
        package_name = check_container(path, book)
        folder = posixpath.dirname(package_name)
        package = ElementTree.fromstring(book.read(package_name))
        expect(package.tag == f"{OPF}package" and package.get("version") == "3.0", "not EPUB 3")
        check_metadata(package)
        items = check_manifest(package, folder, book)
        if not faults:
            navigation = next(name for name, item in items.values()
                              if "nav" in (item.get("properties") or "").split())
            check_navigation(navigation, book, items)
            spine = package.find(f"{OPF}spine")
            expect(spine.get("page-progression-direction") in ("ltr", "rtl"), "no direction")
            references = [reference.get("idref") for reference in spine]
            expect(references and len(references) == len(set(references)), "a page is read twice")
            for reference in references:
                if expect(reference in items, f"{reference} is not in the manifest"):
                    check_page(items[reference][0], book, items)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
