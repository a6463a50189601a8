#!/usr/bin/env python3
"""Outputs named by what their articles say, and articles that say the same:
facts.py OCTAVO"""
import hashlib
import json
import os
import random
import subprocess
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

OCTAVO = str(Path(sys.argv[1]).resolve())
del sys.argv[1:]
ENV = {**os.environ, "NO_COLOR": "1"}
WORDS = ("harbour tide ledger keeper lantern slate morning ferry rope gauge winter salt barley "
         "wheel market bridge coat apple river stone letter engine window bell north garden").split()


def prose(seed, words=300):
    pick = random.Random(seed)
    return ". ".join(" ".join(pick.choice(WORDS) for _ in range(12)).capitalize() for _ in range(words // 12)) + "."


def page(title, text, url="", date=""):
    canonical = f'<link rel="canonical" href="{url}">' if url else ""
    when = f'<meta property="article:published_time" content="{date}">' if date else ""
    return (f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{canonical}{when}</head><body><article>'
            f"<h1>{title}</h1><p>{text[:len(text) // 2]}</p><p>{text[len(text) // 2:]}</p></article></body></html>")


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.inputs, self.out = self.folder / "in", self.folder / "out"
        self.inputs.mkdir()

    def put(self, **pages):
        for name, data in pages.items():
            (self.inputs / f"{name}.html").write_text(data)

    def octavo(self, *args, code=0):
        done = subprocess.run([OCTAVO, "-v", "-t", "text", "-O", self.out, "--report", self.folder / "report",
                               "--join=never", *args, self.inputs], stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, env=ENV)
        self.assertEqual(done.returncode, code, done.stderr)
        self.said, self.shown = done.stderr, done.stdout
        return sorted(str(p.relative_to(self.out)) for p in self.out.rglob("*.txt")) if self.out.exists() else []

    def report(self):
        lines = [json.loads(line) for line in (self.folder / "report").read_text().splitlines()]
        return {Path(line["input"]).stem: line for line in lines}


class Names(Case):
    def test_what_the_article_says(self):
        self.put(a=page("The Tide's Out: 3 Ways Home!", prose(1), "https://www.News.example:8080/x", "2024-05-06T10:00"),
                 b=page("港の時計", prose(2)))
        self.assertEqual(self.octavo("--output-name={host}/{date}-{slug}"),
                         ["news.example/2024-05-06-the-tides-out-3-ways-home.txt", "unknown/undated-港の時計.txt"])

    def test_digest(self):
        self.put(a=page("A", prose(1)))
        digest = hashlib.sha256((self.inputs / "a.html").read_bytes()).hexdigest()[:8]
        for more in ([], ["--resume"]):
            self.assertEqual(self.octavo("--output-name={stem}-{sha8}", *more), [f"a-{digest}.txt"])

    def test_hostile_titles(self):
        titles = ["../../etc/passwd", "a/b\\c:d*e?f", "....", "x" * 500, "CON", "é" * 200, "-rf *", "&#0;&#1;&#13;"]
        self.put(**{f"p{i}": page(t, prose(i)) for i, t in enumerate(titles)})
        names = self.octavo("--output-name={slug}-{n}")
        self.assertEqual(len(names), len(titles))
        for name in names:
            self.assertRegex(name, r"^[\w-]{1,80}\.txt$")
            self.assertLess(len(name.encode()), 80)

    def test_clash(self):
        self.put(a=page("Same", prose(1)), b=page("Same", prose(2)))
        self.octavo("--output-name={slug}", code=1)
        self.assertIn("would both become", self.said)
        self.assertEqual(list(self.out.rglob("*.txt")), [])

    def test_what_can_not_be_read(self):
        self.put(a=page("A title", prose(1)))
        for name in ("x", "y"):
            (self.inputs / f"{name}.epub").write_bytes(b"PK\3\4 no book")
        self.assertEqual(self.octavo("--output-name={slug}", code=10), ["a-title.txt"])

    def test_unknown_word(self):
        self.put(a=page("A", prose(1)))
        self.octavo("--output-name={what}", code=6)
        self.assertIn("{slug}", self.said)

    def test_resumed(self):
        self.put(a=page("One", prose(1)), b=page("Two", prose(2)))
        self.octavo("--resume", "--output-name={slug}")
        self.octavo("--resume", "--output-name={slug}")
        self.assertIn("2 of 2 inputs were unchanged", self.said)


class Duplicates(Case):
    def setUp(self):
        super().setUp()
        text = prose(1)
        self.put(a=page("One", text), b=page("Another title", text),
                 c=page("One", text.replace("lantern", "lamp", 1) + " (Updated.)"),
                 d=page("One", prose(2), "https://e.example/1"), e=page("Two", prose(3), "https://e.example/1"),
                 f=page("One", prose(4)))
        for name in "gh":
            (self.inputs / f"{name}.md").write_text("# Short\n\nToo short to tell.\n")

    def test_skip(self):
        for jobs in ("-j1", "-j3"):
            self.assertEqual(self.octavo("--dedup=skip", jobs), [f"{n}.txt" for n in "adfgh"])
            twins = {k: Path(v["of"]).stem for k, v in self.report().items() if v["status"] == "duplicate"}
            self.assertEqual(twins, {"b": "a", "c": "a", "e": "d"})
            self.assertIn("3 of 8 inputs say the same as others", self.said)

    def test_report(self):
        self.assertEqual(len(self.octavo("--dedup=report")), 8)
        self.assertEqual({k for k, v in self.report().items() if "of" in v}, set("bce"))
        self.assertEqual({v["status"] for v in self.report().values()}, {"converted"})

    def test_earlier_runs(self):
        self.octavo("--resume", "--dedup=skip")
        for page_file in self.inputs.iterdir():
            page_file.rename(self.folder / page_file.name)
        self.put(x=page("New", prose(9)), y=page("Of old", prose(1)), z=page("Of old", prose(8), "https://e.example/1"))
        self.octavo("--resume", "--dedup=skip")
        twins = {k: Path(v["of"]).stem for k, v in self.report().items() if v["status"] == "duplicate"}
        self.assertEqual(twins, {"y": "a", "z": "d"})

    def test_again(self):
        self.octavo("--resume", "--dedup=skip")
        self.octavo("--resume", "--dedup=skip")
        self.assertIn("5 of 8 inputs were unchanged", self.said)
        self.assertEqual(sum(v["status"] == "duplicate" for v in self.report().values()), 3)


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=0).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(bad != 0)
