#!/usr/bin/env python3
"""count.py TESTLOG.JSON   Adds up what meson's tests said of themselves: a
test that prints "N passed, N failed" counts as that many, any other as one."""
import json
import re
import sys

LINE = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)

passed = failed = 0
for line in open(sys.argv[1], encoding="utf-8"):
    test = json.loads(line)
    ok = test["result"] in ("OK", "EXPECTEDFAIL")
    if test["result"] == "SKIP":
        print("skipped:", test["name"])
        continue
    counts = LINE.findall(test.get("stdout", ""))
    if counts:
        passed += int(counts[-1][0])
        failed += int(counts[-1][1]) or (0 if ok else 1)
    else:
        passed += ok
        failed += not ok
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0 or passed == 0)
