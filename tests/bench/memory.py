#!/usr/bin/env python3
"""memory.py OCTAVO FILE...   Peak memory of one run for each file, beside the
bound of 12 times its size plus 16 MB; exits with 1 if one exceeds it."""
import os
import sys

octavo, files = sys.argv[1], sys.argv[2:]
worst = 0.0, "", 0, 0
over = 0
for name in files:
    pid = os.posix_spawn(octavo, [octavo, "-q", "-t", "text", "-o", "/dev/null", name], os.environ)
    _, _, used = os.wait4(pid, 0)
    peak, size = used.ru_maxrss * 1024, os.path.getsize(name)
    share = peak / (12 * size + 16e6)
    over += share > 1
    worst = max(worst, (share, name, peak, size))
print(f"{len(files)} files, {over} over the bound; nearest to it {worst[0]:.2f}: "
      f"{worst[2] / 1e6:.1f} MB for a file of {worst[3] / 1e6:.2f} MB")
sys.exit(over != 0)
