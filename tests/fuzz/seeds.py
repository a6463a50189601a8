#!/usr/bin/env python3
"""seeds.py SOURCE-FOLDER OUT   Makes OUT/READER/ for each reader: the samples
and the inputs of the golden tests, with the byte of options before them; and
OUT/command/ of what users write, with the byte that says what it is."""
import sys
from pathlib import Path

READERS = {".html": ["html"], ".md": ["commonmark", "gfm"], ".xml": ["xml"],
           ".txt": ["text"], ".epub": ["epub"]}


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    inputs = [*sorted((source / "samples/pages").iterdir()),
              *sorted((source / "tests/golden").glob("*/*/in.*"))]
    for reader in sum(READERS.values(), []):
        (out / reader).mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(inputs):
        for reader in READERS.get(path.suffix, []):
            folder = out / reader
            seed = bytes([number * 37 % 256]) + path.read_bytes()
            (folder / f"{path.parent.name}-{path.name}").write_bytes(seed)
    command = out / "command"
    command.mkdir(parents=True, exist_ok=True)
    book = (source / "samples/book.yaml").read_bytes()
    for name, kind, data in (
            ("book", 2, book), ("book-as-metadata", 1, book),
            ("metadata", 1, b"title: A\nauthor:\n- name: B\n  role: ill\n- C\ndate: 2024-05-06\nkeywords: [x, y]\n"),
            ("json", 1, b'{"title": "A", "author": ["B", {"name": "C"}]}'),
            ("defaults", 0, b"to: epub\ncss: [a.css, b.css]\ntoc-depth: 2\nmetadata:\n  title: A\n"
                            b"input-files:\n- a.html\n"),
            ("words", 3, b"-t\nepub,text\n-O\nout\n-j4\n--columns=40\n-M\ntitle=A\n--max-input=5M\n--\n-x\na.html"),
            ("short", 3, b"-qvt\nxml\n--sandbox=strict\n--timeout\n5\n--rules=r\n--join=never\n-")):
        (command / name).write_bytes(bytes([kind]) + data)


main()
