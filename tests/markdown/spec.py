#!/usr/bin/env python3
"""Markdown keeps its meaning: spec.py OCTAVO READER (--spec | FILE.md...)

Each file, or each example of the CommonMark 0.30 specification, which npm has,
is read twice: by READER, and as the HTML that cmark (or cmark-gfm, for gfm)
makes of it by the html reader.  The two bodies must be the same but for white
space, ids and links inside of the document.
"""
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CMARK = {"commonmark": ["cmark", "--unsafe"],
         "gfm": ["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "tasklist", "-e", "autolink",
                 "-e", "footnotes"]}

# Examples whose two models rightly differ, with the reason.
KNOWN = {name: reason for reason, names in {
    "the html reader cuts white space off the ends of code": ("118", "127", "129", "138", "318"),
    "the html reader takes a language from fewer characters": ("034",),
    "the html reader makes one of emphasis in emphasis": ("417", "418", "431"),
    "libcmark-gfm, of an older specification, reads Markdown in a textarea": ("171",),
    "a link to a host that cannot be one stays as text": ("346",),
}.items() for name in names}


def spec_examples(text):
    pattern = r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$"
    for i, m in enumerate(re.finditer(pattern, text, re.M | re.S), 1):
        yield f"{i:03}", m[1].replace("→", "\t")


def fetch_spec():
    with tempfile.TemporaryDirectory() as tmp:
        subprocess.run(["npm", "pack", "--silent", "commonmark-spec@0.30.0"], cwd=tmp, check=True, timeout=120,
                       stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(tmp).glob("*.tgz"))) as package:
            return package.extractfile("package/spec.txt").read().decode()


def body_of(path):
    text = path.read_text("utf-8") if path.exists() else ""
    m = re.search(r"<body>(.*)</body>", text, re.S)
    notes = re.search(r"<notes>(.*)</notes>", text, re.S)
    text = (m[1] if m else "") + (notes[1] if notes else "")
    text = re.sub(r' (xml:id|ref)="[^"]*"', "", text)
    text = re.sub(r'<link href="#[^"]*">(.*?)</link>', r"\1", text)
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "> <", text)).strip()


def convert(octavo, reader, folder, suffix):
    out = folder / ("out" + suffix)
    inputs = sorted(str(p) for p in folder.glob("*" + suffix))
    subprocess.run([octavo, "-f", reader, "-t", "xml", "--extract=none", "--quiet", "-O", out, *inputs], timeout=300)
    return out


def main():
    octavo, reader, *files = sys.argv[1:]
    if files == ["--spec"]:
        cases = list(spec_examples(fetch_spec()))
    else:
        cases = [(Path(f).stem, Path(f).read_text("utf-8")) for f in files]
    bad = 0
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        for name, markdown in cases:
            # A paragraph first, so that no heading of the case is a title.
            markdown = markdown if markdown.startswith("---\n") else "Begin.\n\n" + markdown
            plain = re.sub(r"\A---\n.*?^---\n", "", markdown, flags=re.M | re.S) if len(cases) < 100 else markdown
            (tmp / (name + ".md")).write_text(markdown, "utf-8")
            html = subprocess.run([*CMARK[reader]], input=plain.encode(), capture_output=True, check=True).stdout
            (tmp / (name + ".html")).write_bytes(b"<!doctype html><meta charset=utf-8><body>" + html)
        got, want = convert(octavo, reader, tmp, ".md"), convert(octavo, "html", tmp, ".html")
        for name, markdown in cases:
            a, b = body_of(got / (name + ".xml")), body_of(want / (name + ".xml"))
            if a != b and name not in KNOWN:
                bad += 1
                print(f"not the same: {name}\n--- markdown\n{markdown}\n--- model\n{a}\n--- model of cmark's HTML\n{b}\n")
    print(f"{len(cases) - bad} passed, {bad} failed")
    sys.exit(bad > 0 or not cases)


main()
