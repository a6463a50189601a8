#!/usr/bin/env python3
"""Write dom_names.h and dom_names.c from the lists in names/.

Every name gets one number, whether it names an element, an attribute or both:
elements first, in the order of elements.txt, then the attributes that are
left.  DOM_P is the number of "p" for use with elements, DOM_ATTR_HREF that of
"href" for use with attributes; `-' and `:' become `_', and a capital after a
small letter gets one before it (foreignObject: DOM_FOREIGN_OBJECT).
"""
import re
import sys

from perfect import place, print_pool, print_table, words

NOTICE = "/* Written by make_names.py from the lists in names/. */"


def read_names(path):
    names = []
    for line in open(path, encoding="ascii"):
        for name in line.split("#")[0].split():
            if name not in names:
                names.append(name)
    return names


def constant(prefix, name):
    spaced = re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name)
    return prefix + re.sub(r"[-:]", "_", spaced).upper()


def print_enum(out, tag, prefix, names, numbers, end=""):
    seen = set()
    print(f"enum {tag} {{", file=out)
    for name in names:
        key = constant(prefix, name)
        if key in seen:
            sys.exit(f"make_names.py: {key} stands for two names")
        seen.add(key)
        print(f"\t{key} = {numbers[name]}, /* {name} */", file=out)
    print(f"{end}}};\n", file=out)


def main(elements_path, attributes_path, header_path, source_path):
    elements, attributes = read_names(elements_path), read_names(attributes_path)
    names = elements + [a for a in attributes if a not in elements]
    numbers = {name: i for i, name in enumerate(names, 1)}
    slots, factors = place([(n, numbers[n]) for n in names])

    with open(header_path, "w", encoding="ascii") as out:
        print(f"{NOTICE}\n#ifndef DOM_NAMES_H\n#define DOM_NAMES_H\n", file=out)
        print_enum(out, "dom_element", "DOM_", elements, numbers,
                   f"\tDOM_ELEMENTS = {len(elements) + 1}\n")
        print_enum(out, "dom_attribute", "DOM_ATTR_", attributes, numbers)
        print(f"#define DOM_NAMES {len(names) + 1} /* names in the lists, and 0 */", file=out)
        print(f"#define DOM_NAME_BITS {len(slots).bit_length() - 1}", file=out)
        print(f"#define DOM_NAME_FACTORS {len(factors)}\n\n#endif", file=out)

    with open(source_path, "w", encoding="ascii") as out:
        print(f'{NOTICE}\n#include "dom_private.h"\n', file=out)
        print_pool(out, "dom_name_pool", names)
        print("const struct dom_listed dom_listed[DOM_NAMES] = {\n\t{ 0 },", file=out)
        offset = 0
        for name in names:
            head, tail, _ = words(name)
            print(f"\t{{ {head:#x}u, {tail:#x}u, {offset}, {len(name)} }},", file=out)
            offset += len(name)
        print("};\n", file=out)
        print_table(out, "const uint16_t dom_name_slots[1 << DOM_NAME_BITS]", slots)
        print_table(out, "const uint16_t dom_name_factors[DOM_NAME_FACTORS]", factors)


main(*sys.argv[1:])
