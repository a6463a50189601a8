#!/usr/bin/env python3
"""What each step of a conversion costs, in instructions for each byte of input.

    steps.py BENCH-CONVERT FORMAT FILE...

Runs bench-convert -1 FORMAT under callgrind, whose counts can be repeated, and
adds up what the functions of each step take with all that they call.  Valgrind
knows none of the processor's instructions for SHA-256: the digest, which takes
some two instructions a byte with them, is listed and left out of the sum.
"""
import os
import re
import subprocess
import sys
import tempfile

STEPS = {
    "charset": ["charset_read"],
    "parse": ["page_parse", "dom_free"],
    "metadata": ["meta_collect"],
    "extraction": ["extract_page"],
    "mapping": ["map_open", "map_children", "map_notes"],
    "dropped": ["dropped_write"],
    "normalise": ["normalise_article", "check_article"],
    "zip": ["container_write"],
    "write": ["oct_job_write_memory"],  # less zip
    "digest": ["nettle_sha256_update"],
}


def run(convert, form, files, out):
    # to the log goes that valgrind does not know openat2(), which opens pictures
    subprocess.run(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={out}",
                    f"--log-file={out}.log", convert, "-1", form, *files], check=True)
    listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--auto=no",
                              "--threshold=100", out], check=True, capture_output=True, text=True)
    return listing.stdout


def costs(listing):
    """Inclusive counts by function; the greatest where recursion gives several."""
    found = {}
    for line in listing.splitlines():
        match = re.match(r" *([\d,]+) \(.*?\) +\S*:(\w+)", line)
        if match:
            count = int(match[1].replace(",", ""))
            found[match[2]] = max(count, found.get(match[2], 0))
    return found


def main(convert, form, *files):
    size = sum(map(os.path.getsize, files))
    with tempfile.TemporaryDirectory() as folder:
        found = costs(run(convert, form, files, folder + "/callgrind.out"))
    steps = {step: sum(found.get(name, 0) for name in names) for step, names in STEPS.items()}
    steps["write"] -= steps["zip"]
    total = sum(found[name] for name in ("oct_job_new", "oct_job_read_file",
                                         "oct_job_write_memory", "oct_job_free"))
    total -= steps["digest"]
    steps["the rest"] = total + steps["digest"] - sum(steps.values())
    for step, count in steps.items():
        if count:
            print(f"{step:12}{count / size:8.2f} a byte {count / steps['parse']:8.2f} times parsing")
    print(f"{'to ' + form:12}{total / size:8.2f} a byte {total / steps['parse']:8.2f} times parsing,"
          f"{total / len(files):12.0f} a page, without the digest")


if __name__ == "__main__":
    main(*sys.argv[1:])
