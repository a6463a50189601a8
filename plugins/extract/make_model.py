#!/usr/bin/env python3
"""Write model.c, the tables of model.h, from what was learned: model.txt.

    make_model.py MODEL.TXT MODEL.C NAME

NAME is that of the struct.  model.txt, which train/train.py writes, has parts,
each under its name in brackets: [markup] and [words], a word and its weight a line; [kinds], a word and
a weight for each kind of page, log-odds times 16, in the first line the base;
[first] and [second], the forests: the log-odds to begin with, then a tree a
line: its nodes in order, each "feature<=threshold:skip" for a fork and "=value"
for a leaf; [confidence], what F1 to hope for at each tenth of the expected one.
"""
import sys

SLOTS = 4096  # KIND_SLOTS
FORESTS = ("first", "second")


def markup_hash(word):
    """dom_hash() of dom.h."""
    data = word.encode()
    power, total = 0x9E3779B1, len(data)
    for byte in data:
        total += byte * power
        power = power * 0x9E3779B1 & 0xFFFFFFFF
    return total & 0xFFFFFFFF


def word_hash(word):
    """lexicon_hash() of lexicon.h."""
    value = 0x811C9DC5
    for byte in word.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def read_parts(path):
    parts, part = {}, None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("[") and line.endswith("]"):
            part = parts.setdefault(line[1:-1], [])
        elif line and part is not None:
            part.append(line)
    return parts


def hash_table(kind, name, lines, hashed, entry, count=None):
    """Open addressing; a line is a word, a space and what entry() writes."""
    count = count or 2 << len(lines).bit_length()
    slots = [None] * count
    for line in lines:
        word, rest = line.split(" ", 1)
        value = hashed(word)
        place = value % count
        while slots[place] is not None:
            place = (place + 1) % count
        slots[place] = f"\t[{place}] = {{ 0x{value:08x}, {entry(rest)} }}, /* {word} */"
    yield f"static const struct {kind} {name}[{count}] = {{"
    yield from (slot for slot in slots if slot is not None)
    yield "};\n"


def listed(numbers):
    return "{ " + ", ".join(numbers.split(" ")) + " }"


def read_tree(line):
    """Its forks (feature, threshold, bits of the leaves on the yes side) and its leaves' values.

    The nodes stand in order, a fork's yes side behind it: leaves count from yes to no."""
    nodes = [item.partition("=") for item in line.split(" ")]
    leaf = [0]  # how many leaves stand before each node
    for fork, _, _ in nodes:
        leaf.append(leaf[-1] + (fork == ""))
    forks = []
    for i, (fork, _, value) in enumerate(nodes):
        if fork != "":
            threshold, skip = value.split(":")
            yes = (1 << leaf[i + int(skip)]) - (1 << leaf[i])
            forks.append((int(fork[:-1]), float(threshold), threshold, yes))
    return forks, [value for fork, _, value in nodes if fork == ""]


def forest_table(name, lines):
    trees = [read_tree(line) for line in lines[1:]]
    forks = sorted((*fork, t) for t, (forks, _) in enumerate(trees) for fork in forks)
    features = forks[-1][0] + 1 if forks else 0
    yield f"_Static_assert({len(trees)} <= FOREST_TREES, \"a forest of too many trees\");"
    yield f"static const struct fork {name}_forks[{len(forks)}] = {{"
    yield from (f"\t{{ {text}f, {yes - (yes >> 31 << 32)}, {t} }}," for _, _, text, yes, t in forks)
    yield f"}};\n\nstatic const uint16_t {name}_starts[{features + 1}] = {{"
    yield from (f"\t{sum(fork[0] < i for fork in forks)}," for i in range(features + 1))
    yield f"}};\n\nstatic const float {name}_leaves[{len(trees)}][32] = {{"
    for _, leaves in trees:
        if len(leaves) > 32:
            sys.exit("make_model.py: a tree has more than 32 leaves")
        yield "\t{ " + " ".join(f"{value}f," for value in leaves) + " },"
    yield "};\n"


def model(parts, name):
    yield f"const struct model {name} = {{"
    yield "\t.markup = { markup, sizeof markup / sizeof markup[0] - 1 },"
    yield "\t.words = { words, sizeof words / sizeof words[0] - 1 },"
    if "kinds" in parts:
        yield f"\t.kinds = {{ kinds, {listed(parts['kinds'][0])} }},"
    for name in filter(parts.get, FORESTS):
        base, *trees = parts[name]
        yield f"\t.{name} = {{ {name}_forks, {name}_starts, {name}_leaves[0],"
        yield f"\t    sizeof {name}_starts / sizeof {name}_starts[0] - 1, {len(trees)}, {base}f }},"
    if "confidence" in parts:
        yield f"\t.confidence = {listed(parts['confidence'][0])},"
    yield "};"


def main(source, target, name):
    parts = read_parts(source)
    with open(target, "w", encoding="utf-8") as out:
        print('/* Written by make_model.py from model.txt. */\n#include "model.h"\n', file=out)
        weight = lambda number: number + "f"
        print(*hash_table("token_weight", "markup", parts["markup"], markup_hash, weight), sep="\n", file=out)
        print(*hash_table("token_weight", "words", parts["words"], word_hash, weight), sep="\n", file=out)
        if "kinds" in parts:
            print(*hash_table("kind_weights", "kinds", parts["kinds"][1:], markup_hash, listed, SLOTS), sep="\n", file=out)
        for forest in filter(parts.get, FORESTS):
            print(*forest_table(forest, parts[forest]), sep="\n", file=out)
        print(*model(parts, name), sep="\n", file=out)


if __name__ == "__main__":
    main(*sys.argv[1:])
