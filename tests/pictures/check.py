#!/usr/bin/env python3
"""check.py OCTAVO SOURCE EVIL.so   Pictures that e-books can't show are converted,
in a process that can do nothing else; covers are made."""
import io
import os
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
import zlib
from pathlib import Path

OCTAVO, SOURCE, EVIL = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
del sys.argv[1:]
SAMPLES = SOURCE / "samples/pages/images"
AVIF = SOURCE / "tests/pictures/lamp.avif"


def flag(x, y):
    return (200, 30, 40) if (x // 20 + y // 20) % 2 else (250, 250, 250)


def photo(x, y):
    return (x * 7 + y * 13) & 255, x * y & 255, (x * x + y) & 255


def bmp(width, height, colour=flag):
    row = b"".join
    rows = row(row(bytes(colour(x, y)[::-1]) for x in range(width)).ljust((3 * width + 3) // 4 * 4, b"\0")
               for y in range(height - 1, -1, -1))
    return (b"BM" + struct.pack("<IHHI", 54 + len(rows), 0, 0, 54) +
            struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(rows), 0, 0, 0, 0) + rows)


def tiff(width, height, colour=photo):
    rows = b"".join(bytes(colour(x, y)) for y in range(height) for x in range(width))
    at = 8 + len(rows)
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 3, at + 2 + 9 * 12 + 4), (259, 3, 1, 1),
            (262, 3, 1, 2), (273, 4, 1, 8), (277, 3, 1, 3), (278, 4, 1, height), (279, 4, 1, len(rows))]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return (struct.pack("<2sHI", b"II", 42, at) + rows + struct.pack("<H", len(tags)) + entries +
            struct.pack("<IHHH", 0, 8, 8, 8))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, colour=flag, alpha=None, pixels=None):
    kind = 2 if alpha is None else 6
    rows = pixels or b"".join(
        b"\0" + b"".join(bytes(colour(x, y) + (() if alpha is None else (alpha,))) for x in range(width))
        for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def gif(frames):
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x4c\x01\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


def size(data):
    """Type and size of a PNG or JPEG."""
    if data[:4] == b"\x89PNG":
        return "png", *struct.unpack(">II", data[16:24])
    at = 2
    while data[at + 1] & 0xf0 != 0xc0 or data[at + 1] == 0xc4:
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    return "jpg", *reversed(struct.unpack(">HH", data[at + 5:at + 9]))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def file(self, name, data):
        (self.folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return self.folder / name

    def convert(self, *args, env=(), code=0):
        """The pictures of the book, in their order."""
        run = subprocess.run([OCTAVO, *map(str, args), "-o", self.folder / "book.epub"], text=True,
                             capture_output=True, timeout=120, env=os.environ | dict(env))
        self.assertEqual(run.returncode, code, run.stderr)
        self.messages = run.stderr
        with zipfile.ZipFile(self.folder / "book.epub") as z:
            self.pages = {n: z.read(n).decode() for n in z.namelist() if n.endswith(("html", "opf"))}
            return {n.split("/")[-1]: z.read(n) for n in z.namelist() if "images/" in n}

    def page(self, pictures, title="Pictures"):
        """A page with the pictures; name -> bytes."""
        body = ""
        for name, data in pictures.items():
            self.file(name, data)
            body += f'<p>One more of them, <img src="{name}" alt="the {name}">, in the text.</p>'
        return self.file("page.html", f"<!DOCTYPE html><html lang=en><title>{title}</title><article>"
                         f"<h1>{title}</h1><p>{'Words that make an article of it. ' * 8}</p>{body}</article>")

    def one(self, name, data, *args, **how):
        made = self.convert("--extract=none", "--validate", *args, self.page({name: data}), **how)
        self.assertEqual(len(made), 1, self.messages)
        return next(iter(made.values()))


class Conversion(Case):
    def test_foreign_types(self):
        self.assertEqual(size(self.one("a.avif", AVIF.read_bytes())), ("jpg", 600, 400))
        self.assertEqual(size(self.one("a.bmp", bmp(200, 120))), ("png", 200, 120))
        self.assertEqual(size(self.one("a.tiff", tiff(300, 200))), ("jpg", 300, 200))
        self.assertEqual(self.messages, "")

    def test_what_a_drawing_shows(self):
        """Few colours: not one pixel is another."""
        data = self.one("a.bmp", bmp(40, 40))
        at = data.index(b"IDAT")
        raw = zlib.decompress(data[at + 4:at + 4 + struct.unpack(">I", data[at - 4:at])[0]])
        self.assertEqual(len(raw), 40 * 121)
        self.assertEqual(raw[1:4], bytes(flag(0, 0)))

    def test_webp(self):
        webp = (SAMPLES / "market-2.webp").read_bytes()
        self.assertEqual(size(self.one("a.webp", webp))[0], "jpg")
        self.assertEqual(self.one("a.webp", webp, "--image-format=keep"), webp)

    def test_kept(self):
        for name in ("market-2.jpg", "gauges.png"):
            data = (SAMPLES / name).read_bytes()
            self.assertEqual(self.one(name, data), data)
        self.assertEqual(self.one("a.gif", gif(2), "--max-image-size=1"), gif(2))

    def test_scaled(self):
        self.assertEqual(size(self.one("a.png", png(300, 150), "--max-image-size=100")), ("png", 100, 50))
        self.assertEqual(size(self.one("a.tiff", tiff(100, 400), "--max-image-size=100")), ("jpg", 25, 100))
        jpeg = (SAMPLES / "market-2.jpg").read_bytes()
        kind, width, height = size(self.one("a.jpg", jpeg, "--max-image-size=64"))
        self.assertEqual((kind, max(width, height)), ("jpg", 64))
        self.assertEqual(self.one("a.jpg", jpeg, "--max-image-size=5000"), jpeg)

    def test_transparency_stays(self):
        data = self.one("a.png", png(64, 64, photo, 100), "--max-image-size=32")
        self.assertEqual((size(data), data[25]), (("png", 32, 32), 6))

    def test_one_for_all_that_are_equal(self):
        made = self.convert("--extract=none", self.page({"a.bmp": bmp(9, 9), "b.bmp": bmp(9, 9)}))
        self.assertEqual(len(made), 1)

    def test_same_bytes(self):
        page = self.page({"a.avif": AVIF.read_bytes(), "a.tiff": tiff(90, 90)})
        self.assertTrue(self.convert("--epub-cover=yes", page) == self.convert("--epub-cover=yes", page))

    def test_in_a_sandbox(self):
        page = self.page({"a.avif": AVIF.read_bytes(), "a.bmp": bmp(9, 9)})
        plain = self.convert("--epub-cover=yes", page)
        self.assertTrue(self.convert("--sandbox=strict", "--epub-cover=yes", page) == plain)
        self.assertEqual(len(plain), 3)


class Hostile(Case):
    def test_broken_ones_become_their_description(self):
        bomb = png(60000, 60000, pixels=b"\0")
        broken = {"a.avif": AVIF.read_bytes()[:900], "b.bmp": bmp(50, 50)[:500], "c.png": bomb,
                  "d.tiff": tiff(20, 20)[:200]}
        made = self.convert("--extract=none", "--validate", self.page(broken))
        self.assertEqual(made, {})
        text = "".join(self.pages.values())
        for name in broken:
            self.assertIn(f"the {name}", text)
            self.assertIn(name, self.messages)

    def evil(self, deed):
        """What comes of a picture whose decoder does that, and of one beside it."""
        cache = self.file("loaders.cache", f'"{EVIL}"\n"evil" 4 "gdk-pixbuf" "Evil" "MIT"\n'
                          '"image/bmp" ""\n"bmp" ""\n"BM" "" 100\n\n')
        data = bytearray(bmp(9, 9))
        data[54] = ord(deed)
        made = self.convert("--extract=none", self.page({"a.bmp": bytes(data), "b.png": png(9, 9)}),
                            env={"GDK_PIXBUF_MODULE_FILE": str(cache)})
        self.assertIn(png(9, 9), made.values())
        return len(made) == 2

    def test_decoder_may_do_nothing_else(self):
        self.assertTrue(self.evil("o"), self.messages)

    def test_decoder_that_crashes(self):
        self.assertFalse(self.evil("c"))
        self.assertIn('"a.bmp" can\'t be decoded', self.messages)

    def test_decoder_that_eats_memory(self):
        if "asan" in subprocess.run(["ldd", OCTAVO], capture_output=True, text=True).stdout:
            self.skipTest("AddressSanitizer goes without this limit")
        self.assertFalse(self.evil("m"))

    def test_decoder_that_does_not_end(self):
        self.assertFalse(self.evil("l"))
        self.assertIn("takes too long", self.messages)

    def test_without_the_program(self):
        page = self.page({"a.bmp": bmp(9, 9), "b.webp": (SAMPLES / "market-2.webp").read_bytes()})
        plugins = self.folder / "plugins"
        plugins.mkdir()
        for path in Path(os.environ["OCTAVO_PLUGIN_PATH"]).iterdir():
            if path.suffix in (".so", ".plugin"):
                (plugins / path.name).write_bytes(path.read_bytes())
        made = self.convert("--extract=none", "--epub-cover=yes", page,
                            env={"OCTAVO_PLUGIN_PATH": str(plugins)})
        if "does not start" not in self.messages:
            self.skipTest("another one is installed")
        self.assertEqual([n[-5:] for n in made], [".webp"])
        self.assertIn("the cover can't be made", self.messages)


class Covers(Case):
    def cover(self, *args, pictures=(), title="The tide gate"):
        made = self.convert("--extract=none", "--validate", *args, self.page(dict(pictures), title))
        covers = [n for n in made if n.startswith("cover.")]
        self.assertEqual('properties="cover-image"' in self.pages["EPUB/package.opf"], len(covers) == 1)
        return made[covers[0]] if covers else None

    def test_when_there_is_one(self):
        self.assertTrue(self.cover() is None)
        self.assertIsNotNone(self.cover("--epub-cover=yes"))
        page = self.page({})
        self.assertEqual(len(self.convert(page, page)), 1)
        self.assertEqual(len(self.convert("--epub-cover=no", page, page)), 0)

    def test_size(self):
        self.assertEqual(size(self.cover("--epub-cover=yes"))[1:], (1000, 1600))

    def test_lead_picture(self):
        plain = self.cover("--epub-cover=yes")
        large = self.cover("--epub-cover=yes", pictures={"a.png": png(600, 400)})
        self.assertEqual(size(large), ("jpg", 1000, 1600))
        self.assertTrue(large != plain)
        icon = self.cover("--epub-cover=yes", pictures={"a.png": png(60, 40)})
        self.assertTrue(icon == plain)

    def test_broken_lead_picture(self):
        """It has a frame and no pixels."""
        broken = png(600, 400, pixels=b"\0")
        made = self.cover("--epub-cover=yes", pictures={"a.png": broken})
        self.assertTrue(made == self.cover("--epub-cover=yes"))

    def test_any_title(self):
        for title in ("x", "word " * 200, "W" * 400, "مكتبة على ظهر قارب", "Ёжик в тумане"):
            self.assertTrue(self.cover("--epub-cover=yes", title=title) is not None, (title, self.messages))

    def test_letters_that_no_font_has(self):
        self.assertTrue(self.cover("--epub-cover=yes", title="\U0010fff0\U0010fff1") is None)
        self.assertIn("no font of this machine has the letters", self.messages)

    def test_given(self):
        given = self.file("given.png", png(60, 90))
        self.assertTrue(self.cover("--epub-cover-image", given) == png(60, 90))
        webp = self.file("given.webp", (SAMPLES / "market-2.webp").read_bytes())
        self.assertEqual(size(self.cover("--epub-cover-image", webp))[0], "jpg")


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=0).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(bad != 0)
