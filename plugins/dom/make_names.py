#!/usr/bin/env python3
"""Write dom_names.h and dom_names.c from the lists in names/.

Every name gets one number, whether it names an element, an attribute or both:
elements first, in the order of elements.txt, then the attributes that are
left.  DOM_P is the number of "p" for use with elements, DOM_ATTR_HREF that of
"href" for use with attributes; `-' and `:' become `_', and an upper-case
letter gets one before it (foreignObject: DOM_FOREIGN_OBJECT).

The lookup table is hash-and-displace: a name's hash picks a factor, and the
product of both the one slot where the name can be.
"""
import re
import sys

MASK = 0xFFFFFFFF


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


def name_hash(name):
    """The same function as name_hash() in dom_names.h."""
    data = name.encode("ascii")
    head = int.from_bytes(data[:8], "little")
    tail = int.from_bytes(data[-8:], "little") if len(data) > 8 else head
    mixed = head * 0x9E3779B97F4A7C15 + tail * 0xE7037ED1A0B428DA
    mixed = mixed + len(data) & 0xFFFFFFFFFFFFFFFF
    return mixed >> 32


def place(hashes):
    """Factors and slots such that no two hashes share a slot."""
    bits = len(hashes).bit_length()
    size, rows = 1 << bits, 1 << (bits - 2)
    groups = {}
    for number, value in hashes:
        groups.setdefault(value & (rows - 1), []).append((number, value))
    slots, shifts = [0] * size, [0] * rows
    for row, group in sorted(groups.items(), key=lambda g: -len(g[1])):
        for shift in range(1 << 15):
            places = [(v * (2 * shift + 1) & MASK) >> (32 - bits) for _, v in group]
            if len(set(places)) == len(group) and not any(slots[p] for p in places):
                break
        else:
            sys.exit("make_names.py: no displacement fits, change the sizes")
        shifts[row] = shift
        for (number, _), spot in zip(group, places):
            slots[spot] = number
    return slots, shifts


def rows_of(values, each):
    for start in range(0, len(values), each):
        yield "\t" + ", ".join(str(v) for v in values[start:start + each]) + ","


def enum(names, numbers, prefix):
    seen = set()
    for name in names:
        key = constant(prefix, name)
        if key in seen:
            sys.exit(f"make_names.py: {key} stands for two names")
        seen.add(key)
        yield f"\t{key} = {numbers[name]}, /* {name} */"


def main(elements_path, attributes_path, header_path, source_path):
    elements, attributes = read_names(elements_path), read_names(attributes_path)
    names = elements + [a for a in attributes if a not in elements]
    numbers = {name: i for i, name in enumerate(names, 1)}
    slots, shifts = place([(numbers[n], name_hash(n)) for n in names])

    with open(header_path, "w", encoding="ascii") as out:
        print("/* Written by make_names.py from the lists in names/. */", file=out)
        print("#ifndef DOM_NAMES_H\n#define DOM_NAMES_H\n", file=out)
        print("enum dom_element {", file=out)
        print(*enum(elements, numbers, "DOM_"), sep="\n", file=out)
        print(f"\tDOM_ELEMENTS = {len(elements) + 1}\n}};\n\nenum dom_attribute {{", file=out)
        print(*enum(attributes, numbers, "DOM_ATTR_"), sep="\n", file=out)
        print("};\n", file=out)
        print(f"#define DOM_NAMES {len(names) + 1} /* names the table knows, and 0 */", file=out)
        print(f"#define DOM_NAME_BITS {len(slots).bit_length() - 1}", file=out)
        print("#define DOM_NAME_SLOTS (1 << DOM_NAME_BITS)", file=out)
        print(f"#define DOM_NAME_SHIFTS {len(shifts)}", file=out)
        print("\n#endif", file=out)

    with open(source_path, "w", encoding="ascii") as out:
        print("/* Written by make_names.py from the lists in names/. */", file=out)
        print('#include "dom_private.h"\n', file=out)
        print("const struct dom_name dom_name_table[DOM_NAMES] = {\n\t{ \"\", 0 },", file=out)
        for name in names:
            print(f'\t{{ "{name}", {len(name)} }},', file=out)
        print("};\n", file=out)
        print(f"const uint16_t dom_name_slots[DOM_NAME_SLOTS] = {{", file=out)
        print(*rows_of(slots, 12), sep="\n", file=out)
        print("};\n", file=out)
        print(f"const uint16_t dom_name_shifts[DOM_NAME_SHIFTS] = {{", file=out)
        print(*rows_of(shifts, 12), sep="\n", file=out)
        print("};", file=out)


main(*sys.argv[1:])
