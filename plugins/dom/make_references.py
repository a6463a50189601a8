#!/usr/bin/env python3
"""Write references.h and references.c: the named character references.

The list is the standard's (13.5), as Python's html.entities carries it.  Every
name with a semicolon is listed once, without it; `legacy' marks the ones that
count without a semicolon, too.
"""
import sys
from html.entities import html5

from perfect import place, print_pool, print_table

NOTICE = "/* Written by make_references.py from the standard's list, 13.5. */"


def main(header_path, source_path):
    names = sorted(name[:-1] for name in html5 if name.endswith(";"))
    legacy = {name for name in html5 if not name.endswith(";")}
    assert legacy <= set(names)
    slots, factors = place([(name, i) for i, name in enumerate(names, 1)])

    with open(header_path, "w", encoding="ascii") as out:
        print(f"{NOTICE}\n#ifndef REFERENCES_H\n#define REFERENCES_H\n", file=out)
        print("#include <stdint.h>\n", file=out)
        print("struct reference {\n\tuint16_t name; /* where in the pool */", file=out)
        print("\tuint8_t length, legacy, bytes;\n\tchar utf8[7];\n};\n", file=out)
        print(f"#define REFERENCES {len(names) + 1}", file=out)
        print(f"#define REFERENCE_BITS {len(slots).bit_length() - 1}", file=out)
        print(f"#define REFERENCE_FACTORS {len(factors)}", file=out)
        print(f"#define LEGACY_MIN {min(map(len, legacy))}", file=out)
        print(f"#define LEGACY_MAX {max(map(len, legacy))}\n", file=out)
        print("extern const char dom_reference_pool[];", file=out)
        print("extern const struct reference dom_references[REFERENCES];", file=out)
        print("extern const uint16_t dom_reference_slots[1 << REFERENCE_BITS];", file=out)
        print("extern const uint16_t dom_reference_factors[REFERENCE_FACTORS];\n\n#endif", file=out)

    with open(source_path, "w", encoding="ascii") as out:
        print(f'{NOTICE}\n#include "references.h"\n', file=out)
        print_pool(out, "dom_reference_pool", names)
        print("const struct reference dom_references[REFERENCES] = {\n\t{ 0 },", file=out)
        offset = 0
        for name in names:
            utf8 = html5[name + ";"].encode("utf-8")
            value = "".join(f"\\{b:03o}" for b in utf8)
            print(f'\t{{ {offset}, {len(name)}, {int(name in legacy)}, '
                  f'{len(utf8)}, "{value}" }},', file=out)
            offset += len(name)
        print("};\n", file=out)
        print_table(out, "const uint16_t dom_reference_slots[1 << REFERENCE_BITS]", slots)
        print_table(out, "const uint16_t dom_reference_factors[REFERENCE_FACTORS]", factors)


main(*sys.argv[1:])
