#!/usr/bin/env python3
"""Valgrind finds nothing.

    check.py OCTAVO SOURCE-FOLDER UNIT-TEST...

Runs under memcheck: every sample to every format, a batch with workers, the
XML of a sample read back, every golden input to the tree, a few bad command
lines, and the unit tests.  An error is a read or write out of place, a value
that was never set, or a block that nothing points to at the end.
"""
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOUND = 99  # no program here ends with it by itself
VALGRIND = ["valgrind", "-q", f"--error-exitcode={FOUND}", "--leak-check=full",
            "--show-leak-kinds=definite,indirect,possible",
            "--errors-for-leak-kinds=definite,indirect,possible",
            # the program that decodes pictures limits its own memory
            "--trace-children=yes", "--trace-children-skip=*/octavo-pictures",
            "--num-callers=20"]


def runs(octavo, source, units, out):
    """What is run: a folder, the words of the command, the exit codes."""
    pages = source / "samples/pages"
    samples = sorted(p for p in pages.iterdir() if p.suffix in (".html", ".md"))
    for path in samples:
        for fmt in ("text", "xml", "tree", "epub", "explain"):
            yield pages, [octavo, "-t", fmt, "-o",
                          out / f"{path.name}.{fmt}", path], {0}
    # memcheck maps memory that it executes, which the sandbox refuses.
    yield pages, [octavo, "-j", "2", "--sandbox=off", "-t", "epub,text",
                  "-O", out / "batch", pages], {0}
    yield pages, [octavo, "-o", out / "all.epub", *samples], {0}
    for args in (["--no-such-option"], ["--columns=wide", samples[0]],
                 ["no-such-file", "-t", "text"], ["--help=all"],
                 ["--list-plugins"], ["--list-options"]):
        yield pages, [octavo, *args], set(range(FOUND))
    for path in sorted((source / "tests/golden").glob("*/*/in.*")):
        yield path.parent, [octavo, "-t", "tree", "-o",
                            out / f"{path.parent.name}.{path.name}.tree", path], \
            set(range(FOUND))
    for unit in units:
        yield source, [unit], {0}


def run(job):
    folder, words, good = job
    env = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run([*VALGRIND, *map(str, words)], cwd=folder, env=env,
                          capture_output=True, timeout=600)
    if done.returncode in good:
        return True
    words = " ".join(str(w) for w in words)
    print(f"{done.returncode}: {words}", done.stderr.decode(errors="replace"),
          sep="\n", flush=True)
    return False


def main():
    octavo, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    units = [Path(u).resolve() for u in sys.argv[3:]]
    with tempfile.TemporaryDirectory() as out, \
            ThreadPoolExecutor(os.cpu_count()) as pool:
        good = list(pool.map(run, runs(octavo, source, units, Path(out))))
        # What was written above is read here.
        again = [(source, [octavo, "-t", "xml", "-o", Path(out) / "again", p],
                  {0}) for p in sorted(Path(out).glob("*.xml"))[:3]]
        good += [run(job) for job in again]
    print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    sys.exit(not all(good) or not good)


main()
