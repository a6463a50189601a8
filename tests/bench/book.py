#!/usr/bin/env python3
"""Many articles to one book: book.py OCTAVO [ARTICLES [KILOBYTES]]

Makes ARTICLES pages (1000) in a folder of its own, each of some 1500 words, with
links to others and two pictures of KILOBYTES (50), and converts them to one book
in parts.  Prints the time of the processor, the time that passed, the most
memory, and the size; exits with 1 beyond 60 s or 300 MB.
"""
import os
import random
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

OCTAVO = str(Path(sys.argv[1]).resolve())
ARTICLES = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
SIZE = (int(sys.argv[3]) if len(sys.argv) > 3 else 50) << 10
SECONDS, MEGABYTES = 60, 300
WORDS = ("the harbour gate water tide night stone and of a in street market old "
         "wind morning boat keeper rope house river said road salt light by on "
         "with town winter paper iron bell under bridge field").split()


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data +
            struct.pack(">I", zlib.crc32(kind + data)))


def png(rng, size):
    """Noise, which no compression makes smaller."""
    width = 256
    height = max(1, size // (3 * width))
    rows = b"".join(b"\0" + rng.randbytes(3 * width) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def paragraph(rng, number):
    words = [rng.choice(WORDS) for _ in range(rng.randrange(60, 140))]
    words[5] = f'<a href="{rng.randrange(ARTICLES)}.html">{words[5]}</a>'
    return f"<p>{' '.join(words).capitalize()}, number {number}.</p>"


def page(rng, i):
    parts = [paragraph(rng, n) for n in range(15)]
    for n in (4, 9):
        parts[n] += (f'<figure><img src="{i}-{n}.png" alt="View {n} of {i}">'
                     f"<figcaption>What is seen from {i}.</figcaption></figure>")
    parts[7] = f"<h2>The second half of {i}</h2>" + parts[7]
    return (f'<!DOCTYPE html><html lang="en"><head><title>Story {i} of the '
            f'{rng.choice(WORDS)}</title><meta name="author" content="Author '
            f'{i % 40}"><meta property="article:published_time" content="20'
            f'{i % 25:02}-0{1 + i % 9}-11"></head><body><article><h1>Story {i} of '
            f"the {rng.choice(WORDS)}</h1>{''.join(parts)}</article></body></html>")


def main():
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as tmp:
        tmp = Path(tmp)
        for i in range(ARTICLES):
            (tmp / f"{i}.html").write_text(page(rng, i))
            for n in (4, 9):
                (tmp / f"{i}-{n}.png").write_bytes(png(rng, SIZE))
        book, start = tmp / "book.epub", time.monotonic()
        done = subprocess.run(
            [OCTAVO, "-q", "--join=never", "--sort=date", "--group-by=year", "-o", book,
             *(tmp / f"{i}.html" for i in range(ARTICLES))], env=os.environ)
        passed = time.monotonic() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        memory = used.ru_maxrss / 1024
        print(f"{ARTICLES} articles, {2 * ARTICLES} pictures of {SIZE >> 10} KB: "
              f"{used.ru_utime + used.ru_stime:.1f} s of a processor, {passed:.1f} s "
              f"passed, {memory:.0f} MB, the book has "
              f"{book.stat().st_size >> 20} MB")
        sys.exit(done.returncode != 0 or passed > SECONDS or memory > MEGABYTES)


main()
