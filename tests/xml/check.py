#!/usr/bin/env python3
"""What the XML promises.

    check.py OCTAVO SOURCE-FOLDER [INPUT...]

Every input (else: the samples and the inputs of the golden tests) becomes XML that is valid under xmllint and jing; read back it gives
the same bytes, the same model and the same book.  The schema refuses what is
wrong, its two syntaxes say the same, and the reader refuses what could fetch or
expand.
"""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = '<article xmlns="urn:octavo:article:1">'
# Not of the vocabulary, each for a reason of its own.
INVALID = [
    ROOT + "</article>",
    ROOT + "<body>text</body></article>",
    ROOT + "<body><em>a</em></body></article>",
    ROOT + '<body><heading level="7">a</heading></body></article>',
    ROOT + "<body><p><list><item>a</item></list></p></body></article>",
    ROOT + "<body><list>a</list></body></article>",
    ROOT + '<body><p><noteref ref="n1">1</noteref></p></body></article>',
    ROOT + '<body><p xml:id="a"/><p xml:id="a"/></body></article>',
    ROOT + '<body><p class="a">b</p></body></article>',
    ROOT + "<body><item>mixed <p>a</p></item></body></article>",
    "<article><body><p>a</p></body></article>",
]
BOMB = "".join(
    f'<!ENTITY e{i} "{"&e%d;" % (i - 1) * 10}">' for i in range(1, 12))
# What the reader must refuse: a name, the document, a word of the message.
REFUSED = [
    ("bomb", f'<!DOCTYPE article [<!ENTITY e0 "x">{BOMB}]>{ROOT}<body><p>'
     "&e11;</p></body></article>", "document type"),
    ("external", '<!DOCTYPE article [<!ENTITY x SYSTEM "/etc/hostname">]>'
     f"{ROOT}<body><p>&x;</p></body></article>", "document type"),
    ("dtd", '<!DOCTYPE article SYSTEM "http://localhost:9/a.dtd">'
     f"{ROOT}<body><p>a</p></body></article>", "document type"),
    ("entity", f"{ROOT}<body><p>&nbsp;</p></body></article>", "line 1"),
    ("cut", f"{ROOT}<body><p>a", "line 1"),
    ("foreign", '<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
    ("bare", "<article><body/></article>", "no namespace"),
    ("deep", ROOT + "<body>" + "<quote>" * 100000, "deep"),
    ("empty", " ", "XML"),
]


class Checks:
    def __init__(self, octavo, schema, folder):
        self.octavo, self.folder = octavo, folder
        self.rng = schema / "octavo-article.rng"
        self.rnc = schema / "octavo-article.rnc"
        self.passed = self.failed = 0

    def check(self, good, what, why=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"failed: {what}", why.strip()[:600], sep="\n")

    def run(self, *args, ok=True):
        done = subprocess.run([self.octavo, *map(str, args)], timeout=60,
                              capture_output=True)
        if ok and done.returncode != 0:
            print(done.stderr.decode())
        return done

    def convert(self, path, fmt, *args):
        return self.run("-t", fmt, "-o", "-", *args, path).stdout


def check_input(c, path, number):
    """One input through XML and back."""
    first = c.folder / f"{number}.xml"
    first.write_bytes(c.convert(path, "xml", "--audit=inline"))
    if not first.read_bytes():
        c.check(False, f"{path}: no XML")
        return None
    beside = [f"--resource-path={path.parent}", "-f", "xml"]
    again = c.convert(first, "xml", "--audit=inline", *beside)
    c.check(again == first.read_bytes(), f"{path}: xml -> xml keeps the bytes")
    for fmt in ("tree", "text", "epub"):
        want = c.convert(path, fmt, "--audit=inline")
        c.check(want and c.convert(first, fmt, *beside) == want,
                f"{path}: xml -> {fmt} is what the source gives")
    return first


def check_book(c, paths):
    """All of them as one book."""
    book = c.folder / "book.xml"
    book.write_bytes(c.run("-t", "xml", "-o", "-", *paths).stdout)
    beside = [f"--resource-path={p}" for p in {p.parent for p in paths}]
    again = c.convert(book, "xml", "-f", "xml", *beside)
    c.check(book.read_bytes().count(b"<article ") == len(paths),
            "a book has an article for each input")
    c.check(again == book.read_bytes(), "a book as xml -> xml keeps the bytes")
    return book


def check_parts(c, source):
    """The samples' description: parts, series, people with roles."""
    book = c.folder / "parts.xml"
    described = ["--audit=inline", "--book", source / "samples/book.yaml", "-o", "-"]
    made = c.run(*described, "-t", "xml")
    book.write_bytes(made.stdout)
    beside = [f"--resource-path={source}/samples/pages", "-f", "xml"]
    c.check(made.stdout.count(b"<part title=") == 3, "a book keeps its parts")
    c.check(c.convert(book, "xml", "--audit=inline", *beside) == made.stdout,
            "parts as xml -> xml keep the bytes")
    for fmt in ("text", "tree", "epub"):
        want = c.run(*described, "-t", fmt).stdout
        cover = [f"--epub-cover-image={source}/samples/pages/images/tide-gate.jpg"]
        c.check(want and c.convert(book, fmt, *beside, *cover) == want,
                f"parts as xml -> {fmt} are what the description gives")
    return book


def validate(c, files):
    done = subprocess.run(["xmllint", "--noout", "--relaxng", c.rng, *files],
                          capture_output=True, text=True)
    bad = [l for l in done.stderr.splitlines() if not l.endswith(" validates")]
    c.check(not bad, f"xmllint takes {len(files)} documents", "\n".join(bad))
    done = subprocess.run(["jing", c.rng, *files], capture_output=True, text=True)
    c.check(done.returncode == 0, f"jing takes {len(files)} documents", done.stdout)
    done = subprocess.run(["jing", "-c", c.rnc, *files], capture_output=True,
                          text=True)
    c.check(done.returncode == 0, "jing takes them by the compact schema", done.stdout)


def check_schema(c):
    for number, text in enumerate(INVALID):
        path = c.folder / f"invalid{number}.xml"
        path.write_text(text)
        for tool in (["xmllint", "--noout", "--relaxng"], ["jing"]):
            done = subprocess.run([*tool, c.rng, path], capture_output=True)
            c.check(done.returncode != 0, f"{tool[0]} refuses {text}")
    size = c.rnc.stat().st_size + c.rng.stat().st_size
    c.check(size < 30 * 1024, f"the schema has {size} bytes, under 30 KB")
    if not shutil.which("trang"):
        print("left out: trang is not here to compare the two schemas")
        return
    made = c.folder / "made.rng"
    subprocess.run(["trang", c.rnc, made], check=True)
    c.check(made.read_bytes() == c.rng.read_bytes(),
            "octavo-article.rng is what trang makes of octavo-article.rnc")


def check_refusals(c):
    for name, text, word in REFUSED:
        path = c.folder / f"{name}.xml"
        path.write_text(text)
        done = c.run("-f", "xml", "-t", "text", "-o", "-", path, ok=False)
        message = done.stderr.decode()
        c.check(done.returncode in (1, 13) and not done.stdout and
                word in message, f"the reader refuses {name}", message)


def own_inputs(root):
    """Those that become an article."""
    cases = [p for p in root.glob("tests/golden/*/*/in.*")
             if not (p.parent / "out.code").exists()]
    return sorted(cases) + sorted(root.glob("samples/pages/*.*"))


def main(octavo, root, *inputs):
    root = Path(root)
    schema = root / "plugins" / "xml" / "schema"
    with tempfile.TemporaryDirectory() as folder:
        c = Checks(octavo, schema, Path(folder))
        paths = [Path(p).resolve() for p in inputs] or own_inputs(root)
        files = [check_input(c, p, n) for n, p in enumerate(paths)]
        files.append(check_book(c, paths))
        files.append(check_parts(c, root))
        validate(c, [f for f in files if f])
        check_schema(c)
        check_refusals(c)
    print(f"{c.passed} passed, {c.failed} failed")
    return c.failed != 0 or c.passed == 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
