#!/usr/bin/env python3
"""Write model.c, the tables of model.h, from what was learned: model.txt.

    make_model.py MODEL.TXT MODEL.C

model.txt, which train/train.py writes, has three parts, each under its name in
brackets: [markup] and [words], a word and its weight a line; [forest], the
log-odds to begin with, then a tree a line: its nodes in order, each
"feature<=threshold:skip" for a fork and "=value" for a leaf.
"""
import sys

SLOTS = 4096


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


def token_table(name, lines, hashed):
    slots = [None] * SLOTS
    for line in lines:
        word, weight = line.rsplit(" ", 1)
        value = hashed(word)
        place = value % SLOTS
        while slots[place] is not None:
            place = (place + 1) % SLOTS
        slots[place] = f"\t[{place}] = {{ 0x{value:08x}, {weight}f }}, /* {word} */"
    yield f"static const struct token_weight {name}[{SLOTS}] = {{"
    yield from (slot for slot in slots if slot is not None)
    yield "};\n"


def tree_nodes(line):
    for item in line.split(" "):
        fork, _, value = item.partition("=")
        if fork == "":
            yield f"{{ {value}f, 0, 0 }},"
        else:
            threshold, skip = value.split(":")
            yield f"{{ {threshold}f, {fork[:-1]}, {skip} }},"


def forest_table(lines):
    nodes, roots = [], []
    for line in lines[1:]:
        roots.append(len(nodes))
        nodes += tree_nodes(line)
    yield f"static const struct tree_node nodes[{len(nodes)}] = {{"
    yield from ("\t" + node for node in nodes)
    yield f"}};\n\nstatic const uint16_t roots[{len(roots)}] = {{"
    yield from (f"\t{root}," for root in roots)
    yield "};\n"
    yield "const struct model extract_model = {"
    yield f"\t.markup = {{ markup, {SLOTS - 1} }},"
    yield f"\t.words = {{ words, {SLOTS - 1} }},"
    yield f"\t.forest = {{ nodes, roots, {len(roots)}, {lines[0]}f }},"
    yield "};"


def main(source, target):
    parts = read_parts(source)
    with open(target, "w", encoding="utf-8") as out:
        print('/* Written by make_model.py from model.txt. */\n#include "model.h"\n', file=out)
        print(*token_table("markup", parts["markup"], markup_hash), sep="\n", file=out)
        print(*token_table("words", parts["words"], word_hash), sep="\n", file=out)
        print(*forest_table(parts["forest"]), sep="\n", file=out)


if __name__ == "__main__":
    main(*sys.argv[1:])
