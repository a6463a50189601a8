#!/usr/bin/env python3
"""Every page of the corpus becomes XML, text and a book.

    check.py OCTAVO SOURCE-FOLDER [SET...]

The corpus lies beside the repository, in ../shared/corpus, and is unpacked by
its own unpack.sh; where it is not, this is skipped.  Each page must give all
three or be said to have no article, and the XML of all must be valid.
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
FORMATS = ("xml", "text", "epub")
ENDINGS = ("xml", "txt", "epub")
AT_ONCE = 200  # files of one xmllint or jing
NO_ARTICLE = ("html.empty", "clean.noarticle", "input.noarticle")
EXIT_OK, EXIT_SOME_FAILED = 0, 10


def convert(octavo, folder, out):
    """Converts a set; the pages that failed and why, and the exit code."""
    log = out / "log"
    code = subprocess.run(
        [octavo, "-q", "-j", str(os.cpu_count()), "-t", ",".join(FORMATS),
         "--timeout=60", f"--log={log}", "-O", out / "written", folder],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        timeout=3000).returncode
    failed = {}
    for line in open(log, encoding="utf-8"):
        message = json.loads(line)
        if message["severity"] == "error":
            failed.setdefault(message["input"], message)
    return failed, code


def invalid(command, files):
    """What a validator says of files that are not valid."""
    said = []
    for i in range(0, len(files), AT_ONCE):
        done = subprocess.run([*command, *files[i:i + AT_ONCE]], timeout=1200,
                              capture_output=True, text=True)
        if done.returncode != 0:
            said.append((done.stdout + done.stderr)[:2000])
    return said


def check_set(octavo, schema, folder, out):
    """The complaints about one set of pages, and how many pages it has."""
    pages = sorted(p for p in folder.iterdir() if p.suffix in (".html", ".md"))
    out.mkdir()
    failed, code = convert(octavo, folder, out)
    wrong = [f"{m['input']}: {m['text']}" for m in failed.values()
             if m["code"] not in NO_ARTICLE]
    if code not in (EXIT_OK, EXIT_SOME_FAILED):
        wrong.append(f"{folder}: the batch ended with {code}")
    for page in pages:
        if str(page) in failed:
            continue
        for ending in ENDINGS:
            if not (out / "written" / f"{page.stem}.{ending}").exists():
                wrong.append(f"{page}: no {ending} came of it")
    written = sorted((out / "written").rglob("*.xml"))
    wrong += invalid(["xmllint", "--noout", "--nonet", "--huge", "--relaxng",
                      schema / "octavo-article.rng"], written)
    wrong += invalid(["jing", "-c", schema / "octavo-article.rnc"], written)
    print(f"{folder.parent.name}: {len(pages)} pages, {len(failed)} without an "
          f"article, {len(written)} files of XML", flush=True)
    return wrong, len(pages)


def main():
    octavo, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    unpack = source / "../shared/corpus/unpack.sh"
    if not unpack.exists():
        print(f"skipped: {unpack} is not there")
        sys.exit(SKIPPED)
    corpus = Path(subprocess.run(["sh", unpack], check=True, text=True,
                                 capture_output=True).stdout.strip())
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as out:
        for folder in sorted([*corpus.glob("*/html"), *corpus.glob("*/markdown")]):
            if sys.argv[3:] and folder.parent.name not in sys.argv[3:]:
                continue
            more, pages = check_set(octavo, source / "plugins/xml/schema", folder,
                                    Path(out) / folder.parent.name)
            wrong += more
            count += pages
    print(*wrong[:50], sep="\n")
    print(f"{max(count - len(wrong), 0)} passed, {len(wrong)} failed")
    sys.exit(bool(wrong) or count == 0)


main()
