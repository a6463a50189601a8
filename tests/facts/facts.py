#!/usr/bin/env python3
"""facts.py OCTAVO   Title, authors and dates that are read from small pages.

A case is a name, the head and body of a page, and what is to be found: `title`, `authors` (a
list), `published`, `modified`, each with None for nothing; `body` a text that stays in the body,
`gone` one that does not.  {text} in a page stands for paragraphs of running text.
"""
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

NS = "{urn:octavo:article:1}"
TEXT = "".join(
    "<p>The harbour lay quiet that %s, and the men who mended nets along the wall talked of the "
    "ferry, which had not come, and of the winter that surely would, sooner than anyone liked.</p>"
    % when for when in ("morning", "noon", "afternoon", "evening"))
ARTICLE = '<meta property="og:type" content="article">'


def url(path):
    return '<link rel="canonical" href="https://island.example/%s">' % path


CASES = []


def case(name, head="", body="{text}", **want):
    CASES.append((name, head, body, want))


# --- titles -----------------------------------------------------------------
case("heading that <title> repeats",
     "<title>The last ferry - Island Post</title>", "<h1>The last ferry</h1>{text}",
     title="The last ferry")
case("chapter before its book",
     "<title>On tides - The Harbour Book</title>",
     "<h1>The Harbour Book</h1><h1>On tides</h1>{text}", title="On tides")
case("chapter in a heading of lower rank, the book in the first",
     "<title>On tides - The Harbour Book</title>",
     "<h1>The Harbour Book</h1><h2>On tides</h2>{text}", title="On tides")
case("the book's heading, by the URL",
     url("book/on-tides") + "<title>On tides - The Harbour Book</title>",
     "<h1>The Harbour Book</h1>{text}", title="On tides")
case("section in front, heading behind",
     "<title>Guides - Mending nets by hand</title>", "<h1>Mending nets by hand</h1>{text}",
     title="Mending nets by hand")
case("heading that og:title has, <title> has not",
     '<title>Rope shop with free delivery</title>'
     '<meta property="og:title" content="Ropes | Harbour Stores">',
     "<h1>Ropes</h1>{text}", title="Ropes")
case("an article's heading near its URL, before what <title> tells search engines",
     ARTICLE + url("mending-nets-by-hand") + "<title>9 net repair tips you need</title>",
     "<h1>Mending nets by hand, as the old men do</h1>{text}",
     title="Mending nets by hand, as the old men do")
case("a service's <title>, nearer to the URL than its slogan",
     url("net-repair") + "<title>Net repair | Harbour Stores</title>",
     "<h1>We fix what the sea broke</h1>{text}", title="Net repair")
case("what is behind a bar",
     "<title>Net repair service | Fast and fair | Since 1950</title>", title="Net repair service")
case("logo in a heading that links to the front page",
     url("winter-ferries") + "<title>Winter ferries - Island</title>",
     "<h1><a href='https://island.example/'>Island and Harbour Winter Gazette</a></h1>{text}",
     title="Winter ferries")
case("sign of a link to the heading", "<title>Knots — ropes 2.1</title>",
     "<h1>Knots<a class=headerlink href='#knots'>¶</a></h1>{text}", title="Knots")


def run(octavo, folder):
    pages, out = folder / "in", folder / "out"
    pages.mkdir()
    for i, (_, head, body, _) in enumerate(CASES):
        (pages / f"{i:03}.html").write_text(
            f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>"
            + body.replace("{text}", TEXT) + "</body></html>", encoding="utf-8")
    done = subprocess.run([octavo, "-t", "xml", "-O", out, pages], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"exit code {done.returncode}\n{done.stderr}")
    return out


def found(path):
    root = ET.parse(path).getroot()
    meta = root.find(NS + "meta")
    text = lambda e: None if e is None else " ".join("".join(e.itertext()).split())
    return {
        "title": text(meta.find(NS + "title")),
        "authors": [text(e.find(NS + "name")) for e in meta.findall(NS + "author")],
        "published": text(meta.find(NS + "published")),
        "modified": text(meta.find(NS + "modified")),
        "text": text(root.find(NS + "body")),
    }


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as tmp:
        out = run(sys.argv[1], Path(tmp))
        for i, (name, _, _, want) in enumerate(CASES):
            got = found(out / f"{i:03}.xml")
            for key, value in want.items():
                if key in ("body", "gone"):
                    good = (value in got["text"]) == (key == "body")
                else:
                    good = got[key] == value
                passed += good
                if not good:
                    failed += 1
                    print(f"{name}: {key}: {got.get(key, got['text'])!r}, not {value!r}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
