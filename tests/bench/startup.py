#!/usr/bin/env python3
"""What it costs to start: a page of one line, beside true.

    startup.py OCTAVO [ROUNDS]

Each command in turn, round by round, so that a change of the machine's mood
meets all alike; the least processor time and the least time on the clock of
each, in milliseconds above that of true.
"""
import os
import sys
import tempfile
import time

PAGE = ("<!doctype html><title>A page</title><article><h1>A page</h1><p>This is one line of an "
        "article, which has more words than a line of navigation.</p></article>\n")


def cost(command):
    """Processor time and time of one run."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = time.perf_counter()
    _, status, usage = os.wait4(
        os.posix_spawnp(command[0], command, os.environ, file_actions=quiet), 0)
    if status != 0:
        sys.exit(f"startup.py: {' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start


def main(octavo, rounds=200):
    with tempfile.TemporaryDirectory() as folder:
        note, page = folder + "/note.md", folder + "/page.html"
        with open(note, "w", encoding="utf-8") as out:
            out.write("A line.\n")
        with open(page, "w", encoding="utf-8") as out:
            out.write(PAGE)
        commands = {
            "true": ["true"],
            "--version": [octavo, "--version"],
            "Markdown to text": [octavo, note, "-o", folder + "/note.txt"],
            "HTML to EPUB": [octavo, page, "-o", folder + "/page.epub"],
        }
        costs = {name: [] for name in commands}
        for _ in range(int(rounds)):
            for name, command in commands.items():
                costs[name].append(cost(command))
    least = {name: [min(column) for column in zip(*rows)] for name, rows in costs.items()}
    for name, (processor, clock) in least.items():
        print(f"{name:18} {(processor - least['true'][0]) * 1e3:6.2f} ms of the processor, "
              f"{(clock - least['true'][1]) * 1e3:6.2f} ms on the clock")


if __name__ == "__main__":
    main(*sys.argv[1:])
