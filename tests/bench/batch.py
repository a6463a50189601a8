#!/usr/bin/env python3
"""batch.py OCTAVO FOLDER   The pages of a folder with one worker and with two,
the supervisor's part of all processor time (user and kernel), and a second run
with --resume that finds nothing changed.  The outputs go to memory where the
machine has /dev/shm, so that the storage is not what is measured; medians of
five runs, in turns.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
TICK = os.sysconf("SC_CLK_TCK")


def run(octavo, out, *args):
    """Seconds, the part of the supervisor."""
    start = time.monotonic()
    child = subprocess.Popen([octavo, "-q", "-f", "html", "-O", out, *args],
                             stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    seconds = time.monotonic() - start
    fields = Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
    own, all_workers = sum(map(int, fields[11:13])), sum(map(int, fields[13:15]))
    if child.wait() not in (0, 10):
        sys.exit(f"{octavo} -O ended with {child.returncode}")
    return seconds, own / max(own + all_workers, 1)


def main():
    octavo, folder = sys.argv[1:]
    pages = sum(p.is_file() for p in Path(folder).rglob("*"))
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    top = tempfile.mkdtemp(dir=shm)
    try:
        for form in "text", "epub":
            took = {1: [], 2: []}
            for n in range(RUNS):
                for workers in took:
                    took[workers].append(run(octavo, f"{top}/{form}-{workers}-{n}", "-t", form,
                                             f"-j{workers}", folder))
            one, two = (statistics.median(s for s, _ in took[j]) for j in took)
            share = statistics.median(part for _, part in took[2])
            print(f"{form}: {pages} pages, one worker {one:.2f} s, two {two:.2f} s: "
                  f"{one / two:.2f} times; supervisor {100 * share:.1f} % of the processor's time")
        again = [run(octavo, f"{top}/again", "-t", "text", "-j2", "--resume", folder)[0]
                 for _ in range(RUNS + 1)]
        last = statistics.median(again[1:])
        print(f"nothing changed: {last:.3f} s, {pages / last:.0f} inputs a second "
              f"(the first run {again[0]:.2f} s)")
    finally:
        shutil.rmtree(top)


if __name__ == "__main__":
    main()
