#!/usr/bin/env python3
"""Runs that go on from earlier ones: resume.py OCTAVO"""
import contextlib
import fcntl
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

OCTAVO = str(Path(sys.argv[1]).resolve())
del sys.argv[1:]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ENV = {**os.environ, "NO_COLOR": "1"}
# LeakSanitizer's helper is a child like the workers, and waited for without end when killed.
KILLABLE = {**ENV, "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}
FORMATS = "text,epub"


def text(n, more=""):
    return f"# Article {n}\n\nThis is the text number {n}, long enough for anyone who reads it.{more}\n"


class Resume(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.inputs = self.folder / "in"
        self.out = self.folder / "out"
        (self.inputs / "sub").mkdir(parents=True)
        for n in range(6):
            (self.inputs / f"{n}.md").write_text(text(n))
        (self.inputs / "sub/7.md").write_text(text(7, "\n\n![the lamp](lamp.jpg)"))
        self.lamp = self.inputs / "sub/lamp.jpg"
        self.lamp.write_bytes((SAMPLES / "pages/images/lamp.jpg").read_bytes())

    def octavo(self, *args, code=0, formats=FORMATS):
        done = subprocess.run([OCTAVO, "-v", "-t", formats, "-O", self.out, *map(str, args), self.inputs],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, env=ENV)
        self.assertEqual(done.returncode, code, done.stderr)
        self.said, self.shown = done.stderr, done.stdout
        return done

    def run_again(self, *args, made, formats=FORMATS, code=0):
        """The files that a run writes are just these."""
        before = self.times()
        self.octavo("--resume", *args, formats=formats, code=code)
        after = self.times()
        self.assertEqual({f for f, when in after.items() if before.get(f) != when}, set(made), self.said)

    def times(self):
        return {str(p.relative_to(self.out)): p.stat().st_mtime_ns for p in self.out.rglob("*")
                if p.is_file() and p.suffix in (".txt", ".epub", ".xml")} if self.out.exists() else {}

    def first(self, *args):
        self.octavo("--resume", *args)
        self.assertEqual(len(self.times()), 14)

    # --- what is made anew

    def test_nothing_changed(self):
        self.first()
        self.run_again(made=[])
        self.assertIn("7 of 7 inputs were unchanged", self.said)

    def test_without_it_there_is_no_record(self):
        self.octavo()
        self.assertEqual([p.name for p in self.out.iterdir() if p.name.startswith(".")], [])

    def test_by_content_not_by_time(self):
        self.first()
        os.utime(self.inputs / "1.md", (1, 1))
        when = (self.inputs / "2.md").stat()
        (self.inputs / "2.md").write_text(text(3))
        os.utime(self.inputs / "2.md", ns=(when.st_atime_ns, when.st_mtime_ns))
        self.run_again(made=["2.txt", "2.epub"])

    def test_each_of_many_that_changed(self):
        """Inputs are read ahead by threads, however many ask."""
        for n in range(10, 400):
            (self.inputs / f"{n}.md").write_text(text(n) * (1 + n % 40))
        for jobs in 1, 2, 4:
            self.octavo("--resume", f"-j{jobs}")
            changed = random.Random(jobs).sample(range(10, 400), 30)
            for n in changed:
                (self.inputs / f"{n}.md").write_text(text(n) * (1 + n % 40) + "." * jobs)
            self.run_again(f"-j{jobs}", made=[f"{n}.{form}" for n in changed for form in ("txt", "epub")])
            self.run_again(f"-j{jobs}", made=[])
            self.assertIn("397 of 397 inputs were unchanged", self.said)

    def test_pictures(self):
        self.first()
        self.lamp.write_bytes((SAMPLES / "pages/images/shed.jpg").read_bytes())
        self.run_again(made=["sub/7.txt", "sub/7.epub"])
        self.lamp.unlink()
        self.run_again(made=["sub/7.txt", "sub/7.epub"])
        self.run_again(made=[])
        self.lamp.write_bytes((SAMPLES / "pages/images/shed.jpg").read_bytes())
        self.run_again(made=["sub/7.txt", "sub/7.epub"])

    def test_a_folder_of_pictures_that_comes_later(self):
        names = [f"saved/{n}.jpg" for n in range(40)]
        (self.inputs / "5.md").write_text(text(5, "".join(f"\n\n![n]({name})" for name in names)))
        self.first()
        self.run_again(made=[])
        (self.inputs / "saved").mkdir()
        self.run_again(made=["5.txt", "5.epub"])
        self.run_again(made=[])
        (self.inputs / names[-1]).write_bytes(self.lamp.read_bytes())
        self.run_again(made=["5.txt", "5.epub"])
        with zipfile.ZipFile(self.out / "5.epub") as book:
            self.assertEqual(len([n for n in book.namelist() if n.endswith(".jpg")]), 1)

    def test_picture_counts_for_formats_made_later(self):
        """What text does not look at, EPUB made by a later run does."""
        self.octavo("--resume", formats="text")
        self.octavo("--resume", formats="text,epub")
        self.lamp.write_bytes((SAMPLES / "pages/images/shed.jpg").read_bytes())
        self.run_again(made=["sub/7.txt", "sub/7.epub"])

    def test_options(self):
        self.first()
        self.run_again("--columns=40", made=[f"{n}.txt" for n in (0, 1, 2, 3, 4, 5, "sub/7")])
        self.run_again("--columns=40", "-j1", "--timeout=50", made=[])
        self.run_again("-M", "publisher=Us", made=list(self.times()))

    def test_contents_of_option_files(self):
        style = self.folder / "house.css"
        style.write_text("p { color: black }\n")
        self.octavo("--resume", "--css", style)
        self.run_again("--css", style, made=[])
        style.write_text("p { color: navy }\n")
        self.run_again("--css", style, made=list(self.times()))

    def test_formats(self):
        self.first()
        self.run_again(formats="text,epub,xml", made=[f"{n}.xml" for n in (0, 1, 2, 3, 4, 5, "sub/7")])
        self.run_again(formats="xml", made=[])

    def test_outputs_that_are_gone_or_changed(self):
        self.first()
        (self.out / "1.txt").unlink()
        (self.out / "2.txt").write_text("mine\n")
        self.run_again(made=["1.txt", "2.txt"])

    def test_pages_of_one_article(self):
        for n in (1, 2):
            link = f'<a rel="next" href="tale-{n + 1}.html">Next</a>'
            (self.inputs / f"tale-{n}.html").write_text(
                f'<!DOCTYPE html><html lang="en"><head><title>A tale</title><link rel="next" href="tale-{n + 1}.html">'
                f'</head><body><article><h1>A tale</h1>{"<p>" + f"Part {n} of what is told here. " * 20 + "</p>"}'
                f"</article>{link}</body></html>")
        self.octavo("--resume")
        self.assertIn("tale-1.txt", self.times())
        self.assertNotIn("tale-2.txt", self.times())
        self.run_again(made=[])
        second = self.inputs / "tale-2.html"
        second.write_text(second.read_text().replace("told", "said"))
        self.run_again(made=["tale-1.txt", "tale-1.epub"])
        third = second.read_text().replace("Part 2", "Part 3").replace("tale-3.html", "")
        (self.inputs / "tale-3.html").write_text(third)
        self.run_again(made=["tale-1.txt", "tale-1.epub"])
        self.assertIn("Part 3", (self.out / "tale-1.txt").read_text())

    def test_article_that_becomes_a_page(self):
        page = ('<!DOCTYPE html><html lang="en"><head><title>A tale</title><link rel="canonical" '
                'href="https://t.example/tale-%d">%s</head><body><article><h1>A tale</h1>%s</article></body></html>')
        prose = "".join(f"<p>{'What is told here, part by part. ' * 9}{i}</p>" for i in range(3))
        (self.inputs / "tale-2.html").write_text(page % (2, "", prose))
        self.octavo("--resume")
        self.assertIn("tale-2.txt", self.times())
        (self.inputs / "tale-1.html").write_text(
            page % (1, '<link rel="next" href="https://t.example/tale-2">', prose.replace("told", "said")))
        self.octavo("--prune")
        self.assertEqual({f for f in self.times() if "tale" in f}, {"tale-1.txt", "tale-1.epub"})
        self.run_again(made=[])

    # --- what failed

    def test_failures_are_remembered(self):
        bad = self.inputs / "bad.epub"
        bad.write_bytes(b"PK\3\4 no book")
        self.octavo("--resume", code=10)
        self.run_again(made=[], code=10)
        self.assertIn("failed in an earlier run", self.said)
        self.run_again("--retry-failed", made=[], code=10)
        self.assertNotIn("in an earlier run", self.said)
        bad.unlink()
        self.run_again(made=[])

    # --- what is left over

    def test_gone_inputs(self):
        self.first()
        (self.inputs / "1.md").unlink()
        (self.inputs / "2.md").unlink()
        (self.out / "2.txt").write_text("mine\n")
        self.run_again(made=[])
        self.assertIn('1.txt" has no input any more; --prune', self.said)
        self.octavo("--prune")
        left = {f for f in self.times() if f[0] in "12"}
        self.assertEqual(left, {"2.txt"}, "what was changed is left")
        self.octavo("--prune")
        self.assertNotIn("1.txt", self.said)

    def test_nothing_outside_is_pruned(self):
        """A record may come from anywhere."""
        self.first()
        outside = self.folder / "outside.txt"
        outside.write_text("mine\n")
        when = outside.stat()
        with sqlite3.connect(self.out / ".octavo.sqlite") as db:
            db.execute("UPDATE output SET file = ?, bytes = ?, modified = ? WHERE file LIKE '%/1.txt'",
                       [f"{self.out}/../outside.txt", when.st_size, when.st_mtime_ns])
        (self.inputs / "1.md").unlink()
        self.octavo("--prune")
        self.assertTrue(outside.exists())
        self.assertIn("lies outside of the output folder", self.said)
        self.assertNotIn("1.epub", self.times())

    def test_other_inputs_are_not_gone(self):
        self.first()
        subprocess.run([OCTAVO, "--prune", "-t", "text", "-O", self.out, self.inputs / "3.md"], check=True, env=ENV)
        self.assertEqual(len(self.times()), 14)

    def test_other_names(self):
        self.first()
        self.octavo("--resume", "--output-name={dir}/{stem}-new")
        self.assertEqual(len(self.times()), 28)
        self.octavo("--prune", "--output-name={dir}/{stem}-new")
        self.assertEqual(len(self.times()), 14)
        self.octavo("--resume")
        self.octavo("--prune")
        self.assertEqual({f for f in self.times() if "new" in f}, set())
        self.assertEqual(len(self.times()), 14)

    # --- trust

    def test_dry_run(self):
        self.octavo("--dry-run")
        self.assertFalse(self.out.exists())
        self.assertEqual(self.shown.count("convert\t"), 14)
        self.first()
        (self.inputs / "1.md").write_text(text(10))
        (self.inputs / "2.md").unlink()
        before = self.times()
        self.octavo("--dry-run", "--resume")
        self.assertEqual(sorted(line.split("\t")[0] for line in self.shown.splitlines()),
                         ["convert"] * 2 + ["gone"] * 2)
        self.assertEqual(self.times(), before)

    def test_damaged_record(self):
        self.first()
        record = self.out / ".octavo.sqlite"
        for data in (b"no database", record.read_bytes()[:5000], b""):
            record.write_bytes(data)
            for beside in self.out.glob(".octavo.sqlite-*"):
                beside.unlink()
            self.octavo("--resume")
            self.assertEqual("is damaged" in self.said, data != b"", self.said)
            self.run_again(made=[])

    def test_two_runs(self):
        slow = subprocess.Popen([OCTAVO, "-q", "-t", "text", "-O", self.out, "-"], stdin=subprocess.PIPE, env=ENV)
        try:
            while not self.out.exists() or self.octavo_code() == 0:
                time.sleep(0.01)
            self.octavo(code=1)
            self.assertIn("another octavo writes there", self.said)
        finally:
            slow.communicate(b"<p>An end.</p>", timeout=60)
        self.octavo()

    def test_what_a_killed_run_holds_for_a_moment(self):
        self.out.mkdir()
        folder = os.open(self.out, os.O_RDONLY)
        fcntl.flock(folder, fcntl.LOCK_EX)
        release = threading.Timer(0.2, os.close, [folder])
        release.start()
        self.octavo()
        release.join()

    def octavo_code(self):
        return subprocess.run([OCTAVO, "-q", "-t", "text", "-O", self.out, self.inputs], env=ENV,
                              stderr=subprocess.DEVNULL, timeout=60).returncode

    def test_report(self):
        self.first()
        (self.inputs / "1.md").write_text(text(10))
        self.octavo("--resume", "--report", self.folder / "report")
        lines = [json.loads(line) for line in (self.folder / "report").read_text().splitlines()]
        self.assertEqual(sorted(line["status"] for line in lines), ["converted"] + ["unchanged"] * 6)

    def test_tables(self):
        """As the manual has them, and its queries."""
        self.octavo("--catalogue")
        manual = (SAMPLES.parent / "core/man/octavo-record.5").read_text()
        with sqlite3.connect(self.out / ".octavo.sqlite") as db:
            for table in ("article", "source", "output", "page", "catalogue", "text", "run"):
                columns = db.execute(f"PRAGMA table_info({table})").fetchall()
                self.assertGreater(len(columns), 1, table)
                for column in columns:
                    self.assertRegex(manual, rf"\b{column[1]}\b", table)
            queries = re.findall(r"(?ms)^SELECT .*?;$", manual)
            self.assertEqual(len(queries), 6)
            for query in queries:
                db.execute(query).fetchall()
            self.assertEqual(db.execute("SELECT count(*) FROM output").fetchone(), (14,))

    def found(self, words):
        with sqlite3.connect(self.out / ".octavo.sqlite") as db:
            return [Path(row[0]).stem for row in db.execute(
                "SELECT input FROM text JOIN article ON article.id = text.rowid WHERE text MATCH ? ORDER BY input", [words])]

    def test_catalogue(self):
        (self.inputs / "1.md").write_text("---\nauthor: Zo\u00eb Marsh\n---\n" + text(1, " On \u00c9tretat."))
        self.octavo("--catalogue")
        self.assertEqual(self.found("etretat"), ["1"])
        self.assertEqual(self.found("author : zoe"), ["1"])
        self.assertEqual(len(self.found("long enough")), 7)
        (self.inputs / "1.md").write_text(text(1, " On Fecamp."))
        (self.inputs / "2.md").unlink()
        self.octavo("--catalogue", "--prune")
        self.assertEqual((self.found("etretat"), self.found("fecamp")), ([], ["1"]))
        self.assertEqual(len(self.found("long enough")), 6)

    def test_catalogue_made_later(self):
        self.first()
        self.run_again("--catalogue", made=list(self.times()))
        self.run_again("--catalogue", made=[])

    def test_a_dry_run_leaves_a_damaged_record(self):
        self.first()
        record = self.out / ".octavo.sqlite"
        record.write_bytes(b"no database at all" * 100)
        self.octavo("--resume", "--dry-run")
        self.assertEqual(record.read_bytes(), b"no database at all" * 100)
        self.assertIn("is damaged", self.said)
        self.assertEqual(self.shown.count("convert\t"), 14)

    def test_a_damaged_record_prunes_nothing(self):
        """A bad byte that SQLite reads past: the index has an article by a name that it does not have."""
        self.first()
        record = self.out / ".octavo.sqlite"
        good = record.read_bytes()
        for found in re.finditer(rb"/in/1\.md", good):
            record.write_bytes(good[:found.end() - 4] + b"Z" + good[found.end() - 3:])
            with contextlib.closing(sqlite3.connect(record)) as db:
                names = [row[0] for row in db.execute("SELECT input FROM article ORDER BY input")]
                if any(name.endswith("/in/Z.md") for name in names):
                    break
        else:
            self.fail("the name is not in the record")
        self.octavo("--resume", "--prune")
        self.assertIn("is damaged", self.said)
        self.assertEqual(len(self.times()), 14)

    def test_killed(self):
        for n in range(10, 60):
            (self.inputs / f"{n}.md").write_text(text(n))
        self.octavo()
        whole = {p.relative_to(self.out): p.read_bytes() for p in self.out.rglob("*") if p.is_file()}
        self.out = self.folder / "again"
        random.seed(5)
        for kill in range(12):
            run = subprocess.Popen([OCTAVO, "-q", "--resume", "-t", FORMATS, "-O", self.out, self.inputs],
                                   env=KILLABLE)
            time.sleep(random.uniform(0, 0.25))
            run.send_signal(signal.SIGKILL)
            run.wait(60)
            time.sleep(0.05)
        self.octavo("--resume")
        made = {p.relative_to(self.out): p.read_bytes() for p in self.out.rglob("*")
                if p.is_file() and not p.name.startswith(".octavo")}
        self.assertEqual(sorted(made), sorted(whole))
        self.assertTrue(made == whole)
        self.run_again(made=[])


if __name__ == "__main__":
    result = unittest.main(exit=False, verbosity=0).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(bad != 0)
