#!/usr/bin/env python3
"""Write the table that every lexicon begins with.

    make_lexicon.py LEXICON.TXT LEXICON_WORDS.C

LEXICON.TXT has words, parted by white space, below the mark that they get, in
brackets; lines that begin with # are remarks.
"""
import sys

from make_model import word_hash

SLOTS = 2048  # LEXICON_SLOTS


def read_words(path):
    """(word, mark), in order."""
    mark = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("["):
            mark = "WORD_" + line.strip()[1:-1]
        elif not line.startswith("#"):
            yield from ((word, mark) for word in line.split())


def place(slots, value):
    """Where lexicon_add() puts it."""
    slot = (value * 0x9E3779B1 & 0xFFFFFFFF) * SLOTS >> 32
    while slots[slot] is not None and slots[slot][0] != value:
        slot = (slot + 1) % SLOTS
    return slot


def main(source, target):
    slots = [None] * SLOTS
    for word, mark in read_words(source):
        value = word_hash(word)
        slot = place(slots, value)
        marks = slots[slot][1] if slots[slot] else []
        slots[slot] = (value, marks if mark in marks else [*marks, mark])
    with open(target, "w", encoding="utf-8") as out:
        print('/* Written by make_lexicon.py from lexicon.txt. */\n#include "lexicon.h"\n', file=out)
        print("const struct lexicon lexicon_words = {\n\t.hash = {", file=out)
        for i, slot in enumerate(slots):
            if slot:
                print(f"\t\t[{i}] = 0x{slot[0]:08x},", file=out)
        print("\t},\n\t.marks = {", file=out)
        for i, slot in enumerate(slots):
            if slot:
                print(f"\t\t[{i}] = {' | '.join(slot[1])},", file=out)
        print(f"\t}},\n\t.count = {sum(map(bool, slots))},\n}};", file=out)


main(*sys.argv[1:])
