"""A perfect hash table for a fixed set of names: hash-and-displace.

A name's hash picks a factor, and the product of both picks the one slot where
the name can be.  name_hash.h does the same in C.
"""
import sys

MASK32, MASK64 = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF


def words(name):
    """The first and the last eight bytes as little-endian numbers, and, of
    names longer than both together, the second eight."""
    data = name.encode("ascii")
    head = int.from_bytes(data[:8], "little")
    tail = int.from_bytes(data[-8:], "little") if len(data) > 8 else head
    middle = int.from_bytes(data[8:16], "little") if len(data) > 16 else 0
    return head, tail, middle


def name_hash(name):
    head, tail, middle = words(name)
    mixed = head * 0x9E3779B97F4A7C15 + tail * 0xE7037ED1A0B428DA
    mixed += middle * 0x8EBC6AF09C88C6E3 + len(name)
    return (mixed & MASK64) >> 32


def place(numbered):
    """(slots, factors) for pairs of name and number, numbers from 1; both
    lists have a power of two of items, and an empty slot is 0."""
    bits = len(numbered).bit_length()
    size, rows = 1 << bits, 1 << (bits - 2)
    groups = {}
    for name, number in numbered:
        value = name_hash(name)
        groups.setdefault(value & (rows - 1), []).append((value, number))
    slots, factors = [0] * size, [1] * rows
    for row, group in sorted(groups.items(), key=lambda g: -len(g[1])):
        for factor in range(1, 1 << 16, 2):
            spots = [(v * factor & MASK32) >> (32 - bits) for v, _ in group]
            if len(set(spots)) == len(spots) and not any(slots[s] for s in spots):
                break
        else:
            sys.exit("perfect.py: no factor fits; the hash needs a change")
        factors[row] = factor
        for (_, number), spot in zip(group, spots):
            slots[spot] = number
    return slots, factors


def print_table(out, declaration, values):
    print(f"{declaration} = {{", file=out)
    for start in range(0, len(values), 12):
        print("\t" + ", ".join(map(str, values[start:start + 12])) + ",", file=out)
    print("};\n", file=out)


def print_pool(out, name, strings):
    """All strings in one, as characters: C has a limit for literals."""
    print_table(out, f"const char {name}[]", [f"'{c}'" for c in "".join(strings)])
