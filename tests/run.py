#!/usr/bin/env python3
"""Golden tests: a case is a folder.

    run.py OCTAVO [--accept] [CASE-OR-FOLDER ...]

tests/golden/READER/CASE/ holds one input in.EXT (or the inputs that the first
lines of `args` name), perhaps `args` (arguments for every run, one a line), and
the expected outputs, whichever matter to the case:

    out.tree   the model as -t tree dumps it
    out.diag   the messages on standard error
    out.xml    out.txt   out.epub.txt (the members of the book, as text)
    out.explain.html  the page of -t explain, without style and scores
    out.code   the exit code, where it is not 0

--accept writes what comes out over what was expected, for a person to read in
the diff; a new case gets out.tree and out.diag.
"""
import difflib
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "golden"
FORMATS = {"out.tree": "tree", "out.xml": "xml", "out.txt": "text",
           "out.epub.txt": "epub", "out.explain.html": "explain"}
TEXT = (".xhtml", ".opf", ".ncx", ".xml", ".css", ".svg")


def book_text(data):
    """The members of an EPUB in their order; images as size and digest."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for info in book.infolist():
            how = "stored" if info.compress_type == 0 else "deflated"
            parts.append(f"=== {info.filename} ({how})\n")
            member = book.read(info)
            if info.filename.endswith(TEXT) or info.filename == "mimetype":
                parts.append(member.decode("utf-8").rstrip("\n") + "\n")
            else:
                digest = hashlib.sha256(member).hexdigest()[:16]
                parts.append(f"{len(member)} bytes, sha256 {digest}...\n")
    return "".join(parts).encode()


def unstyled(page):
    """Without what changes with each training and with each whim of style."""
    for what in (rb"(?s)(?<=<style>).*?(?=</style>)",
                 rb'<span class="score".*?</span>[\d.]+</span>',
                 rb'<p class="sure">.*?</p>\n'):
        page = re.sub(what, b"", page)
    return page


def arguments(case):
    if (case / "args").exists():
        args = (case / "args").read_text().split("\n")
        args = [a for a in args if a]
    else:
        args = []
    if not any((case / a).is_file() for a in args if not a.startswith("-")):
        args += sorted(p.name for p in case.glob("in.*"))
    return args


def run(octavo, case, fmt):
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    whole = ["--audit=inline"] if fmt == "tree" and case.parent.name == "html" else []
    done = subprocess.run([octavo, "-t", fmt, "-o", "-", *whole, *arguments(case)],
                          cwd=case, env=env, capture_output=True, timeout=60)
    return done.stdout, done.stderr, done.returncode


def results(octavo, case, names):
    """What each expected file of the case would hold now."""
    out = {}
    for name in names:
        if name in FORMATS:
            data, _, _ = run(octavo, case, FORMATS[name])
            if case.parent.name in ("html", "markdown"):  # it changes with each training
                data = re.sub(rb' confidence="?\d+"?', b"", data)
            if name == "out.explain.html":
                data = unstyled(data)
            out[name] = book_text(data) if name == "out.epub.txt" and data else data
    if "out.diag" in names or "out.code" in names:
        _, messages, code = run(octavo, case, "tree")
        if "out.diag" in names:
            out["out.diag"] = re.sub(rb"confidence of [\d.]+", b"confidence of", messages)
        if "out.code" in names:
            out["out.code"] = f"{code}\n".encode()
    return out


def check(octavo, case, accept):
    names = sorted(p.name for p in case.glob("out.*"))
    if accept and not names:
        names = ["out.diag", "out.tree"]
    if not names:
        return ["expects nothing: run with --accept"]
    wrong = []
    for name, got in results(octavo, case, names).items():
        path = case / name
        want = path.read_bytes() if path.exists() else b""
        if got == want and path.exists():
            continue
        if accept:
            path.write_bytes(got)
            continue
        diff = difflib.unified_diff(
            want.decode("utf-8", "replace").splitlines(),
            got.decode("utf-8", "replace").splitlines(),
            name, "now", lineterm="", n=2)
        wrong.append("\n".join(list(diff)[:60]))
    return wrong


def cases(args):
    roots = [Path(a).resolve() for a in args] or [GOLDEN]
    for root in roots:
        if not root.is_dir():
            sys.exit(f"run.py: {root} is no folder")
        for folder in sorted([root, *(p for p in root.rglob("*") if p.is_dir())]):
            if any(folder.glob("in.*")) or (folder / "args").exists():
                yield folder


def main():
    args = sys.argv[1:]
    accept = "--accept" in args
    args = [a for a in args if a != "--accept"]
    if not args:
        sys.exit(__doc__)
    octavo = str(Path(args[0]).resolve())
    passed = failed = 0
    for case in cases(args[1:]):
        wrong = check(octavo, case, accept)
        name = os.path.relpath(case, GOLDEN)
        if wrong:
            failed += 1
            print(f"not ok {name}")
            print("\n".join(wrong))
        else:
            passed += 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed != 0 or passed == 0)


if __name__ == "__main__":
    main()
