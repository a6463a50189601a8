#!/usr/bin/env python3
"""seeds.py SOURCE-FOLDER OUT   Makes OUT/READER/ for each reader: the samples
and the inputs of the golden tests, with the byte of options before them."""
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


main()
