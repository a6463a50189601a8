#!/usr/bin/env python3
"""The founding document: founding.py OCTAVO FOLDER

FOLDER holds scraped-article.md and expected.json, which says what a careful
reader finds in it.  Every line of that must hold in the XML, and text and EPUB
must agree with it.  Exits 77 (skipped) where the folder is not there.
"""
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

NS = "{urn:octavo:article:1}"
failures = []


def convert(octavo, page, to, *options):
    run = subprocess.run([octavo, "-f", "markdown", "-t", to, *options, page], capture_output=True, timeout=60)
    if run.returncode != 0:
        sys.exit(f"-t {to}: exit {run.returncode}: {run.stderr.decode()}")
    return run.stdout


def squeeze(text):
    return " ".join(text.split())


def text_of(node):
    return squeeze("".join(node.itertext()))


def check(what, holds):
    if not holds:
        failures.append(what)


def check_meta(meta, want):
    def values(key):
        return [text_of(n.find(NS + "name") if n.find(NS + "name") is not None else n)
                for n in meta.findall(NS + key)]

    for key, element in (("title", "title"), ("publisher", "publisher"), ("modified", "modified"),
                         ("location_or_dateline", "location"), ("language", "language")):
        check(f"{key}: {values(element)}", values(element) == [want[key]])
    check(f"authors: {values('author')}", values("author") == want["authors"])
    check(f"highlights: {values('highlight')}", values("highlight") == want["highlights"])
    check(f"related: {values('related')}", values("related") == want["related"])
    check(f"rights: {values('rights')}", any(want["rights_contains"] in v for v in values("rights")))


def check_body(body, want):
    paragraphs = [text_of(p) for p in body.iter(NS + "p")]
    headings = [text_of(h) for h in body.iter(NS + "heading")]
    captions = [text_of(c) for c in body.iter(NS + "caption")]
    text = text_of(body)
    check(f"headings: {headings}", headings == want["headings"])
    check(f"captions: {captions}", captions == want["captions"])
    check(f"first: {paragraphs[0][:80]}", paragraphs[0].startswith(want["first_paragraph_starts"]))
    check(f"last: {paragraphs[-1][:80]}", paragraphs[-1].startswith(want["last_paragraph_starts"]))
    for s in want["body_must_contain"]:
        check(f"body lacks {s!r}", s in text)
    for s in want["body_must_not_contain"]:
        check(f"body has {s!r}", s not in text)
    return paragraphs + headings + captions


def check_agrees(name, text, parts, want):
    text = squeeze(text)
    at = 0
    for part in parts:
        found = text.find(part)
        check(f"{name} lacks {part[:60]!r}", found >= 0)
    for part in parts[:1] + [p for p in parts if len(p) > 200]:
        found = text.find(part, at)
        check(f"{name} has {part[:60]!r} in another place", found >= at)
        at = max(at, found)
    for s in want["body_must_not_contain"]:
        check(f"{name} has {s!r}", s not in text)


def epub_text(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        pages = [book.read(n).decode() for n in book.namelist() if n.endswith(".xhtml") and "nav" not in n]
    return " ".join("".join(ET.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", p)).itertext()) for p in pages)


def main():
    octavo, folder = sys.argv[1], Path(sys.argv[2])
    page = folder / "scraped-article.md"
    if not page.exists():
        print(f"{folder} is not here; skipped")
        sys.exit(77)
    want = json.loads((folder / "expected.json").read_text("utf-8"))
    article = ET.fromstring(convert(octavo, page, "xml", "--audit=inline"))
    check_meta(article.find(NS + "meta"), want)
    parts = check_body(article.find(NS + "body"), want)
    dropped = text_of(article.find(NS + "dropped"))
    for s in want["dropped_must_contain"]:
        check(f"dropped lacks {s!r}", s in dropped)
    check_agrees("text", convert(octavo, page, "text", "--wrap=none").decode(), parts, want)
    check_agrees("epub", epub_text(convert(octavo, page, "epub")), parts, want)
    for f in failures:
        print("failed:", f)
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


main()
