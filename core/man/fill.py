#!/usr/bin/env python3
"""fill.py OCTAVO PAGE.in PAGE   Puts the options, as the command knows them, in
the place of the line @OPTIONS@, so that the page can't say anything else."""
import subprocess
import sys

octavo, source, target = sys.argv[1:]
options = subprocess.run([octavo, "--help=mdoc"], check=True, text=True,
                         stdout=subprocess.PIPE).stdout
with open(source, encoding="utf-8") as f:
    page = f.read()
with open(target, "w", encoding="utf-8") as f:
    f.write(page.replace("@OPTIONS@\n", options))
