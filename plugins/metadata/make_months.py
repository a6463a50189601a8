#!/usr/bin/env python3
"""make_months.py MONTHS.TXT MONTH_NAMES.C: the names of months, sorted by their bytes.

MONTHS.TXT has names, parted by white space, below the number of their month in
brackets, "[thai 1]" for those of Thai; lines that begin with # are remarks.
"""
import sys

source, target = sys.argv[1:]
found = {}
for line in open(source, encoding="utf-8"):
    if line.startswith("["):
        *thai, number = line.strip()[1:-1].split()
    elif not line.startswith("#"):
        for name in line.split():
            found.setdefault(name.encode(), (int(number), bool(thai)))
with open(target, "w", encoding="utf-8") as out:
    out.write('#include "date_private.h"\n\nconst struct month_name month_names[] = {\n')
    for name, (number, thai) in sorted(found.items()):
        out.write(f'\t{{ "{name.decode()}", {number}, {str(thai).lower()} }},\n')
    out.write("};\nconst size_t month_names_count =\n"
              "    sizeof(month_names) / sizeof(month_names[0]);\n")
