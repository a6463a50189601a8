#!/usr/bin/env python3
"""Black-box tests of the command: command.py OCTAVO TOY-PLUGIN

Exit codes, messages, what bad input gets, batches, files that must not be
harmed.  Each test is a function."""
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from pathlib import Path

OCTAVO = str(Path(sys.argv[1]).resolve())
TOY = sys.argv[2]
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pages"
PAGE = str(SAMPLES / "tide-gate.html")
NOTES = str(SAMPLES / "allotment-notes.md")


class Run:
    def __init__(self, *args, cwd=None, stdin=b"", timeout=120, preexec=None, **env):
        done = subprocess.run([OCTAVO, *map(str, args)], cwd=cwd, input=stdin,
                              capture_output=True, timeout=timeout, preexec_fn=preexec,
                              env={**os.environ, "NO_COLOR": "1", **env})
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")


def expect(run, code, *said):
    assert run.code == code, f"exit {run.code}, not {code}: {run.err[:500]}"
    for words in said:
        assert words in run.err, f"{words!r} is not in {run.err[:500]!r}"
    for line in run.err.splitlines():
        assert line.startswith("octavo: "), line


def tree(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def clean(folder):
    """No temporary file is left."""
    left = [p.name for p in Path(folder).rglob("*") if ".tmp" in p.name or p.name.startswith(".")]
    assert not left, left


# --- options and exit codes

def version(tmp):
    run = Run("--version")
    expect(run, 0)
    assert run.out == b"octavo 0.1.0\n"


def help_fits_a_screen(tmp):
    for group in ("formats", "output", "metadata", "reading", "writing", "batch", "messages"):
        run = Run("--help=" + group)
        expect(run, 0)
        lines = run.out.decode().splitlines()
        assert 2 <= len(lines) <= 40, (group, len(lines))
        assert max(map(len, lines)) <= 80, max(lines, key=len)
    expect(Run("--help"), 0)
    expect(Run("--help=nonsense"), 6, "nonsense")


def wrong_option_names_the_nearest(tmp):
    expect(Run("--colums=40", PAGE), 6, "--columns")
    expect(Run("--columns=4", PAGE), 6, "columns", "30")
    expect(Run("--overwrite=maybe", PAGE), 6, "never, changed or always")
    expect(Run("-M", "=x", PAGE), 6)
    expect(Run("-M", "flavour=sweet", PAGE), 6, "flavour")
    expect(Run("-o"), 6)


def depth_is_limited(tmp):
    (tmp / "deep.html").write_text("<article><h1>Deep</h1>" + "<blockquote>" * 30 + f"<p>{LONG * 2}"
                                   + "</blockquote>" * 30 + "</article>")
    for depth, code in ((40, False), (10, True)):
        run = Run("-t", "xml", f"--max-depth={depth}", tmp / "deep.html")
        assert run.code == 0 and ("nested too deeply" in run.err) == code, (depth, run.err)
        assert run.out.count(b"<quote") == (9 if code else 30), run.out.count(b"<quote")


def unknown_formats(tmp):
    expect(Run("-f", "docx", PAGE), 21, "docx")
    expect(Run("-t", "pdf", PAGE), 22, "pdf")
    expect(Run(PAGE, "-o", tmp / "a.pdf"), 22, "a.pdf")


def options_that_there_are_not_are_refused(tmp):
    for option in ("--resume", "--no-such"):
        expect(Run(option, PAGE), 6)


def lists_name_formats(tmp):
    out = Run("--list-input-formats").out.decode()
    for name in ("html", "commonmark", "gfm", "text", "xml"):
        assert any(line.startswith(name + " ") for line in out.splitlines()), out
    out = Run("--list-output-formats").out.decode()
    for name in ("epub", "text", "xml"):
        assert any(line.startswith(name + " ") for line in out.splitlines()), out
    assert b"--columns" in Run("--list-options=text").out
    assert b"org.octavo." in Run("--list-plugins").out


def what_is_invalid_is_not_written(tmp):
    """By the plug-in of the ABI's tests, which calls "rot" invalid."""
    (tmp / "plugins").mkdir()
    shutil.copy(TOY, tmp / "plugins")
    modules = {"OCTAVO_PLUGIN_PATH": str(tmp / "plugins")}
    (tmp / "a.toy").write_text("TOY\np rot\n")
    (tmp / "b.toy").write_text("TOY\np sound\n")
    out = tmp / "out.toy"
    expect(Run("--validate", tmp / "b.toy", "-o", out, **modules), 0)
    expect(Run("--validate", tmp / "a.toy", "-o", out, **modules), 14, "rotten")
    assert "sound" in out.read_text()
    expect(Run("--validate", "-t", "toy", tmp / "a.toy", "-o", "-", **modules), 14)
    expect(Run(tmp / "a.toy", "-o", out, **modules), 0)
    assert "rot" in out.read_text()
    expect(Run("--validate", "-t", "toy", "-O", tmp / "out", tmp / "a.toy", tmp / "b.toy",
               **modules), 10, "rotten")
    assert [p.name for p in (tmp / "out").iterdir()] == ["b.toy"]


def documents_are_checked(tmp):
    book, xml = tmp / "a.epub", tmp / "a.xml"
    expect(Run("--validate", PAGE, "-o", book), 0)
    expect(Run("--validate", PAGE, "-o", xml), 0)
    expect(Run("--check", book, xml), 0)
    book.write_bytes(book.read_bytes()[:-100])
    run = Run("--check", book, xml)
    expect(run, 14, "a.epub: it can't be read as a zip", "PKG-008")
    xml.write_text(xml.read_text().replace("<body>", "<body><banana/>"))
    expect(Run("--check", xml), 14, "a.xml:", "banana")
    expect(Run("--check", tmp / "none.epub"), 1, "can't be read")
    expect(Run("--check", "-t", "epub", xml), 14)
    expect(Run("--check", tmp / "a.page"), 1, "say -t FORMAT")
    expect(Run("--check"), 6)


def fail_if_warnings(tmp):
    bad = tmp / "bad.html"
    bad.write_bytes(b"<!doctype html><meta charset=utf-8><title>t</title><article><h1>t</h1>"
                    + b"<p>Caf\xe9 one two three four five six seven eight nine ten. </p>" * 12)
    expect(Run(bad), 0)
    expect(Run("--fail-if-warnings", bad), 3)


# --- rules for sites

RULES = SAMPLES.parent / "rules"


def rules_are_listed_and_checked(tmp):
    run = Run("--list-rules", "--rules", RULES)
    expect(run, 0)
    out = run.out.decode()
    assert "harbour-gazette.example " in out and "29 lines  title 2, body 1" in out, out
    assert out.endswith("2 files, 0 problems in 0\n"), out
    mine = tmp / "mine"
    mine.mkdir()
    (mine / "a.example.txt").write_text("body: //p[\nbdy: //p\ntitle: //p[matches(., 'a(b)')]\n")
    (mine / "global.txt").write_text("strip: //b\n")
    run = Run("--list-rules", "--rules", mine, "--rules", RULES)
    expect(run, 10)
    out = run.out.decode()
    for words in ("a.example.txt:1: body: it is no XPath expression", 'a.example.txt:2: the directive "bdy"',
                  "a.example.txt:3: title: there is no function matches()",
                  f"global.txt: not used: {mine} has a file", "4 files, 2 problems in 1"):
        assert words in out, (words, out)
    assert "function b()" not in out
    expect(Run("--list-rules", "--rules", mine / "a.example.txt"), 11)
    expect(Run("--list-rules"), 6, "--rules")
    expect(Run("--list-rules", "--rules", tmp / "none"), 1, "none")


def rules_are_tested_on_pages(tmp):
    page = RULES / "pages" / "dredger.html"
    run = Run("--test-rules", "--rules", RULES, page)
    expect(run, 0)
    out = run.out.decode()
    for words in ("dredger.html: 11 matched, 2 matched nothing, 1 test held, 0 problems\n",
                  "  + ", "txt:12: strip matches 1 time", "  - ", "1 page, 0 with problems\n"):
        assert words in out, (words, out)
    broken = tmp / "harbour-gazette.example.txt"
    broken.write_text("body: //div[@id='gone']\ntest_url: http://harbour-gazette.example/2024/11/dredger/\n"
                      "test_contains: two hours\n before\ntest_contains: submarine\n")
    run = Run("--test-rules", "--rules", tmp, page, NOTES)
    expect(run, 10)
    out = run.out.decode()
    for words in ("no body rule matches this page", "test_contains holds: two hours",
                  "! " + str(broken) + ":5: test_contains does not hold, the article lacks: submarine",
                  "2 pages, 1 with problems"):
        assert words in out, (words, out)
    expect(Run("--test-rules", "--rules", tmp, RULES / "pages" / "dredger.html"), 11)
    expect(Run("--test-rules", page), 6, "--rules")
    assert sorted(p.name for p in tmp.iterdir()) == [broken.name]


def rules_need_no_libxml2_without_expressions(tmp):
    (tmp / "plain.txt").write_text("strip_id_or_class: foot\n")

    def loads(*args):
        return "libxml2" in Run(*args, PAGE, LD_DEBUG="files").err

    if loads("--version"):
        return  # built in: all is linked to the library
    assert not loads("-t", "text")
    assert not loads("-t", "text", "--rules", tmp / "plain.txt")
    (tmp / "plain.txt").write_text("strip: //footer\n")
    assert loads("-t", "text", "--rules", tmp / "plain.txt")


# --- articles of several pages

def paged(folder, name, title, following, text, rel="<link rel=next href='%s'>"):
    (folder / name).write_text(
        f"<!doctype html><title>{title}</title>{rel % following if following else ''}"
        f"<article><h1>{title}</h1><p>{text}</p></article>")


LONG = "so that there is enough of it for an article, with a comma and a full stop as there should be. "


def pages_of_one_article_are_joined(tmp):
    pages = tmp / "pages"
    (pages / "sub").mkdir(parents=True)
    paged(pages, "one.html", "The long one", "one-2.html", "First things " + LONG * 3)
    paged(pages, "one-2.html", "The long one (2)", "one-3.html", "Second things " + LONG * 3)
    paged(pages, "one-3.html", "The long one (3)", None, "Third things " + LONG * 3)
    paged(pages / "sub", "other.html", "Another", "gone.html", "Other things " + LONG * 3)
    seen = None
    for jobs in ("1", "2", "5"):
        out = tmp / ("out" + jobs)
        log = tmp / ("log" + jobs)
        expect(Run("-t", "text,xml", "-O", out, "-j", jobs, "--log", log, pages), 0)
        assert set(tree(out)) == {"one.txt", "one.xml", "sub/other.txt", "sub/other.xml"}, tree(out)
        assert seen in (None, tree(out))
        seen = tree(out)
        said = [json.loads(line) for line in log.read_text().splitlines()]
        parts = {(m["input"].rsplit("/", 1)[-1], m["code"]) for m in said if m["code"].startswith("join.")}
        assert parts == {("one-2.html", "join.page"), ("one-3.html", "join.page"),
                         ("other.html", "join.missing")}, parts
    text = (tmp / "out1" / "one.txt").read_text()
    assert text.index("First things") < text.index("Second things") < text.index("Third things")
    assert text.count("The long one") == 1, text
    # a book, in any order, is the same article
    run = Run("-t", "xml", pages / "one-3.html", pages / "one.html", pages / "one-2.html")
    expect(run, 0)
    assert run.out == (tmp / "out1" / "one.xml").read_bytes()
    expect(Run("-t", "text", "-O", tmp / "apart", "--join=never", pages), 0)
    assert len(tree(tmp / "apart")) == 4
    expect(Run("--join=maybe", pages / "one.html"), 6, "auto or never")


def a_page_that_fails_leaves_the_others(tmp):
    paged(tmp, "a.html", "The long one", "b.html", "First things " + LONG * 3)
    paged(tmp, "b.html", "The long one", "c.html", "Second things " + LONG * 3)
    (tmp / "c.html").write_bytes(b"")
    expect(Run("-t", "text", "-O", tmp / "o", tmp / "a.html", tmp / "b.html", tmp / "c.html"), 10, "c.html")
    assert set(tree(tmp / "o")) == {"a.txt"}
    text = (tmp / "o" / "a.txt").read_text()
    assert "First things" in text and "Second things" in text
    # a link to a page of another title does not join
    paged(tmp, "d.html", "One post", "e.html", "Some things " + LONG * 3)
    paged(tmp, "e.html", "The next post", None, "Quite other things " + LONG * 3)
    expect(Run("-t", "text", "-O", tmp / "p", tmp / "d.html", tmp / "e.html"), 0)
    assert set(tree(tmp / "p")) == {"d.txt", "e.txt"}


def the_whole_article_on_one_page_stands_for_its_parts(tmp):
    (tmp / "r.txt").write_text("next_page_link: //a[@class='next']\nsingle_page_link: //a[@class='all']/@href\n")
    links = "<a class=next href=%s>next</a><a class=all href=all.html>all</a>"
    paged(tmp, "1.html", "On one page", None, "First " + LONG * 3 + links % "2.html")
    paged(tmp, "2.html", "On one page", None, "Second " + LONG * 3)
    paged(tmp, "all.html", "On one page", None, "First " + LONG * 3 + "Second " + LONG * 3)
    run = Run("-v", "--rules", tmp / "r.txt", "-t", "text", "-O", tmp / "o", tmp / "1.html", tmp / "2.html",
              tmp / "all.html")
    expect(run, 0, "1.html: all of it is in", "2.html: all of it is in")
    assert set(tree(tmp / "o")) == {"all.txt"}
    # without it the pages are joined, and the note says what is missing
    run = Run("-v", "--rules", tmp / "r.txt", "-t", "text", "-O", tmp / "p", tmp / "1.html", tmp / "2.html")
    expect(run, 0, "2.html: it is page 2 of", "the page with all of it, all.html, is not among the inputs")
    assert set(tree(tmp / "p")) == {"1.txt"}
    # one that is shorter can't have all of it
    paged(tmp, "all.html", "On one page", None, "First " + LONG)
    run = Run("--rules", tmp / "r.txt", "-t", "text", "-O", tmp / "q", tmp / "1.html", tmp / "all.html")
    expect(run, 0)
    assert set(tree(tmp / "q")) == {"1.txt", "all.txt"}
    expect(Run("--rules", tmp / "r.txt", tmp / "1.html", tmp / "all.html"), 0, "should have all of it, but is shorter")


# --- what bad input gets

def missing_unreadable_folder_empty(tmp):
    expect(Run(tmp / "no.html"), 1, "no.html")
    expect(Run(tmp), 1, "-O")
    (tmp / "empty.html").write_bytes(b"")
    expect(Run(tmp / "empty.html"), 1, "empty.html")
    run = Run("-t", "text", tmp / "no.html", PAGE)
    expect(run, 10, "no.html")
    assert b"tide gate" in run.out.lower()
    expect(Run(tmp / "no.html", tmp / "none.html"), 11)


def binary_input(tmp):
    (tmp / "x.bin").write_bytes(bytes(range(256)) * 64)
    (tmp / "x.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64)
    expect(Run(tmp / "x.bin"), 1, "not a format any reader knows")
    expect(Run(tmp / "x.html"), 1)


def no_article(tmp):
    page = tmp / "login.html"
    page.write_text("<!doctype html><title>Log in</title><nav><a href=/>Home</a></nav>"
                    "<form><label>Name <input></label><label>Password <input type=password></label>"
                    "<button>Log in</button></form>")
    out = tmp / "login.txt"
    expect(Run(page, "-o", out), 12)
    assert not out.exists()
    expect(Run("--extract=none", page, "-o", out), 0)
    assert "Password" in out.read_text()


def lying_charset_is_counted(tmp):
    run = Run("-t", "text", SAMPLES / "village-fete.html", "--verbose")
    expect(run, 0)
    assert "12 bytes" in run.err and "UTF-8" in run.err, run.err


def xml_bombs_are_refused(tmp):
    bomb = ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
            + "".join(f'<!ENTITY b{i} "{"&b%s;" % (i - 1 if i else "") * 10}">' for i in range(9))
            + ']><article xmlns="urn:octavo:article:1"><body><p>&b8;</p></body></article>')
    (tmp / "bomb.xml").write_text(bomb)
    expect(Run("-f", "xml", tmp / "bomb.xml"), 1, "bomb.xml")
    (tmp / "secret").write_text("SECRET")
    (tmp / "ext.xml").write_text(
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{tmp}/secret">]>'
        '<article xmlns="urn:octavo:article:1"><body><p>&e;</p></body></article>')
    run = Run("-f", "xml", tmp / "ext.xml")
    expect(run, 1)
    assert b"SECRET" not in run.out


def hostile_sizes_are_bounded(tmp):
    inputs = {
        "deep.html": b"<div>" * 200000 + b"words " * 100,
        "line.html": b"<p>" + b"word " * 2000000,
        "attrs.html": b"<p " + b" ".join(b"a%d=1" % i for i in range(300000)) + b">" + b"text " * 200,
        "lists.html": b"<ul><li>" * 50000 + b"words " * 100,
        "announced.html": b"<h1>T</h1><div>" + b"<i></i>" * 300000 + b"a by c<i></i>" * 300000,
        "fields.html": b"<h1>T</h1><div>" + b"<i></i>" * 300000 + b"<b>Author</b>" * 300000,
        "late.html": b"<body><template id=B:0></template>" + b"".join(
            b"<div hidden id=S:%x>%s<template id=B:%x></template>late words" % (i, b"<div>" * 100, i + 1)
            + b"</div>" * 101 for i in range(400)),
        "meanwhile.html": b"<body>" + b"".join(
            b"<!--$?--><template id=B:%x></template><div hidden id=S:%x>%swords" % (i, i - 1, b"<div>" * 100)
            + b"</div>" * 101 + b"<!--/$-->" for i in range(1, 400)),
        "panels.html": b"<b id=t>" + b"<i></i>" * 100000 + b"tab</b>"
        + b"<p role=tabpanel aria-labelledby=t>words" * 100000,
        "deep.md": b">" * 100000 + b" words " * 100,
        "brackets.md": b"[" * 200000 + b" words",
        "stars.md": b"*a **a " * 60000,
    }
    for name, data in inputs.items():
        (tmp / name).write_bytes(data)
        start = time.time()
        run = Run("-t", "text", "--extract=none", tmp / name, "-o", tmp / "out.txt", timeout=60)
        assert run.code in (0, 1, 13), (name, run.code, run.err[:300])
        assert time.time() - start < 50, name


def limits(tmp):
    (tmp / "big.txt").write_bytes(b"word and word again\n\n" * 100000)
    expect(Run("--max-input=100K", tmp / "big.txt"), 13, "big.txt")
    exact = tmp / "exact.txt"
    exact.write_bytes(b"word and word again\n\n" * 5000)
    size = exact.stat().st_size
    for source, data in ((exact, b""), ("-", exact.read_bytes())):
        expect(Run("-f", "text", f"--max-input={size}", source, stdin=data), 0)
        expect(Run("-f", "text", f"--max-input={size - 1}", source, stdin=data), 13)
    expect(Run("--max-memory=1M", tmp / "big.txt"), 13)
    expect(Run("--max-output=10K", tmp / "big.txt"), 13)


def costly_paragraphs_of_markdown(tmp):
    """What cmark takes too long for is refused; a list is no paragraph."""
    line = b"[a label of some words](http://www.example.org/search/a%20label%20of%20some%20words)\n"
    for mark, code in ((b"", 13), (b"    - ", 13), (b"  - ", 0), (b"* ", 0)):
        note = tmp / "links.md"
        note.write_bytes(b"# Labels\n\nThe labels of the page:\n" + (mark + line) * 1500)
        run = Run("-t", "text", "--extract=none", note, "-o", tmp / "out.txt", "--overwrite=always")
        expect(run, code, *(["links.md: a paragraph is too long"] if code else []))


def images_stay_in_their_folder(tmp):
    (tmp / "secret.png").write_bytes((SAMPLES / "images" / "gauges.png").read_bytes())
    inside = tmp / "in"
    inside.mkdir()
    (inside / "link.png").symlink_to("../secret.png")
    (inside / "short.jpg").write_bytes((SAMPLES / "images" / "road.jpg").read_bytes()[:300])
    os.mkfifo(inside / "fifo.png")
    text = "<p>A paragraph of some length, so that there is an article to find here.</p>" * 8
    (inside / "page.html").write_text(
        "<!doctype html><title>Images</title><article><h1>Images</h1>" + text
        + "".join(f'<figure><img src="{src}" alt="picture {i}"></figure>' for i, src in enumerate([
            "../secret.png", f"file://{tmp}/secret.png", "link.png", "none.png", "fifo.png", "/etc/passwd",
            "page.html", "..%2fsecret.png", "https://images.example/a.png"])) + "</article>")
    run = Run(inside / "page.html", "-o", tmp / "book.epub", timeout=30)
    expect(run, 0)
    with zipfile.ZipFile(tmp / "book.epub") as book:
        names = book.namelist()
        pictures = [n for n in names if n.endswith((".png", ".jpg"))]
        text = b"".join(book.read(n) for n in names if n.endswith(".xhtml"))
    assert not pictures, pictures
    for i in range(9):
        assert b"picture %d" % i in text, i


def unwritable_output(tmp):
    expect(Run(PAGE, "-o", tmp / "none" / "x.epub"), 1, "x.epub")
    old = tmp / "old.epub"
    old.write_bytes(b"old")

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    run = Run(PAGE, "-o", old, preexec=small)
    expect(run, 1, "old.epub")
    assert old.read_bytes() == b"old"
    clean(tmp)


def full_standard_output(tmp):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([OCTAVO, PAGE], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1 and b"standard output" in done.stderr, done


# --- plug-ins

def broken_plugins_are_refused_by_name(tmp):
    (tmp / "junk.so").write_bytes(b"\x7fELF junk")
    (tmp / "text.so").write_text("no library at all")
    path = f"{tmp}:{os.environ['OCTAVO_PLUGIN_PATH']}"
    run = Run("--list-plugins", OCTAVO_PLUGIN_PATH=path)
    expect(run, 0)
    assert b"junk.so" in run.out, run.out
    expect(Run("-t", "text", PAGE, OCTAVO_PLUGIN_PATH=path), 0)


def heavy_libraries_are_loaded_when_needed(tmp):
    def loaded(*args):
        done = subprocess.run([OCTAVO, *map(str, args)], capture_output=True,
                              env={**os.environ, "LD_DEBUG": "files", "LD_DEBUG_OUTPUT": str(tmp / "ld")})
        assert done.returncode == 0, done.stderr
        said = "".join(p.read_text(errors="replace") for p in tmp.glob("ld.*"))
        for p in tmp.glob("ld.*"):
            p.unlink()
        return said
    heavy = ["libxml2", "libzip", "libuchardet", "libharfbuzz", "libstdc++"]
    if "libubsan" in loaded("--version"):
        heavy.remove("libstdc++")  # the sanitizers are written in C++
    for args in (["--version"], ["-t", "text", NOTES], ["--help=all"]):
        said = loaded(*args)
        assert "libc.so" in said
        for library in heavy:
            assert library not in said, (args, library)
    assert "html.so" not in loaded("-t", "text", NOTES)
    said = loaded(PAGE, "-o", tmp / "a.epub")
    assert "libzip" in said
    for library in ["libxml2", "libicu", "libcmark", "libuchardet", "libharfbuzz"]:
        assert library not in said, library


# --- outputs

def standard_output_carries_the_document_alone(tmp):
    run = Run("-t", "xml", PAGE)
    assert run.out.startswith(b"<?xml") and run.out.endswith(b"</article>\n")
    run = Run("-f", "html", "-t", "text", "-", stdin=Path(PAGE).read_bytes())
    expect(run, 0)
    assert b"Dilys Roe" in run.out and b"Most read" not in run.out


def tables_keep_their_heads(tmp):
    """Short words above columns look like furniture to what finds the article."""
    text = Run("-t", "text", PAGE).out.decode()
    assert "Height above mean sea level, metres\n" in text
    assert re.search(r"^Time +Sea +Harbour\n-+ +-+ +-+\n22:30 +2.1 +2.1$", text, re.M), text


def metadata_wins(tmp):
    meta = tmp / "meta.yaml"
    meta.write_text("title: From the file\nauthor:\n  - A. One\n  - name: B. Two\nlanguage: de\n")
    out = Run("-t", "xml", "--metadata-file", meta, "-M", "title=From -M", PAGE).out.decode()
    assert ">From -M</title>" in out and "A. One" in out and "B. Two" in out, out[:900]
    (tmp / "meta.json").write_text('{"title": "JSON", "keyword": ["x", "y"]}')
    assert b">JSON</title>" in Run("-t", "xml", "--metadata-file", tmp / "meta.json", PAGE).out
    meta.write_text("title: [unclosed\n")
    expect(Run("--metadata-file", meta, PAGE), 6, "meta.yaml:")


def write_articles(tmp):
    """Four articles whose names, titles, dates and authors are in other orders."""
    for name, title, date, author, section in (
            ("a", "The Zebra", "2024-03-01T01:00:00+03:00", "Bea Young", "News"),
            ("b", "Émile", "2024-02-29T23:00:00Z", "Ann Zander", "news"),
            ("c", "10 fish", "2022", "Cy Xu", ""),
            ("d", "9 birds", "", "", "Arts")):
        (tmp / f"{name}.md").write_text(
            f"---\ntitle: {title!r}\nlang: en\n" +
            (f"date: {date}\n" if date else "") +
            (f"author: {author}\n" if author else "") +
            "---\n\nText of it.\n\n## Asides\n\nMore of it, [up](#asides).\n")
    return [tmp / f"{n}.md" for n in "abcd"]


def order(*args):
    """The titles of articles, and of parts after a slash."""
    run = Run("-t", "xml", *args)
    expect(run, 0)
    return [title or "/" + part for title, part in re.findall(
        r'<title[^>]*>([^<]*)</title>|<part title="([^"]*)"', run.out.decode())]


def articles_are_sorted(tmp):
    files = write_articles(tmp)
    a, b, c, d = "The Zebra", "Émile", "10 fish", "9 birds"
    for sort, want in (("input", (a, b, c, d)), ("title", (d, c, b, a)),
                       ("date", (c, a, b, d)), ("newest", (b, a, c, d)),
                       ("author", (c, a, b, d))):
        got = order(f"--sort={sort}", *files)
        assert got == list(want), (sort, got)
    expect(Run("--sort=size", *files), 6, "sort")
    for env in ({"LC_ALL": "C"}, {"LC_ALL": "sv_SE.UTF-8"}, {"LC_ALL": "tr_TR.UTF-8"}):
        assert Run("--sort=title", *files, **env).out == \
            Run("--sort=title", *files).out


def articles_are_grouped(tmp):
    files = write_articles(tmp)
    for group, want in (
            ("year", ["/2022", "10 fish", "/2024", "The Zebra", "Émile", "9 birds"]),
            ("month", ["/2022", "10 fish", "/February 2024", "Émile", "/March 2024",
                       "The Zebra", "9 birds"]),
            ("author", ["/Cy Xu", "10 fish", "/Bea Young", "The Zebra", "/Ann Zander",
                        "Émile", "9 birds"])):
        got = order(f"--group-by={group}", *files)
        assert got == want, (group, got)
    text = Run("--group-by=year", "-t", "text", *files).out.decode()
    assert text.index("2022\n###") < text.index("10 fish\n=") < text.index("2024\n###")
    # given sections: those that differ in case alone are one part
    (tmp / "book.yaml").write_text(
        "group-by: section\ninputs:\n- {file: a.md, section: News}\n"
        "- {file: b.md, section: NEWS}\n- {file: d.md, section: Arts}\n- c.md\n")
    got = order("--book", tmp / "book.yaml")
    assert got == ["/Arts", "9 birds", "/News", "The Zebra", "Émile", "10 fish"], got


def a_described_book(tmp):
    write_articles(tmp)
    (tmp / "more").mkdir()
    (tmp / "more" / "e10.md").write_text("# Tenth\n\nText.\n")
    (tmp / "more" / "e2.md").write_text("# Second\n\nText.\n")
    (tmp / "more" / "e2.png").write_bytes(b"no article")
    (tmp / "book.yaml").write_text(
        "title: All of it\nsubtitle: and more\ncreators:\n- Ann\n"
        "- {name: Bob Cole, role: editor, file-as: 'Cole, Bob'}\n"
        "contributors: {name: Cy, role: trl}\n"
        "series: {name: Row, position: 2.1}\nisbn: 0-306-40615-2\n"
        "licence: {name: CC0, url: 'https://example.org/cc0'}\n"
        "options: {toc-depth: 1}\nparts:\n"
        "- title: First\n  inputs:\n"
        "  - {file: c.md, title: New, author: [Di, Ed], date: 1999-12-31, "
        "exclude-sections: asides}\n"
        "- {inputs: ['**/e*', d.md, c.md], title: Rest}\n")
    got = order("--book", tmp / "book.yaml")
    xml = Run("--book", tmp / "book.yaml", "-t", "xml", "--audit=inline").out.decode()
    assert got == ["All of it", "/First", "New", "/Rest", "Second", "Tenth",
                   "9 birds"], got
    for said in ('<author from="user" file-as="Cole, Bob" role="edt"',
                 '<series from="user" position="2.1"', ">urn:isbn:0306406152<",
                 '<contributor from="user" role="trl"', ">1999-12-31<",
                 '<licence from="user" href="https://example.org/cc0"',
                 '<block reason="selector" step="book"', "<candidate for=\"title\""):
        assert said in xml, (said, xml)
    new = xml[xml.index("New</title>"):xml.index("</article>")]
    assert new.count("<name>") == 2, new
    assert "Asides" not in new[:new.index("<dropped>")]
    # the command line has the last word
    run = Run("--book", tmp / "book.yaml", "-M", "title=Mine", "-t", "text")
    assert run.out.startswith(b"Mine\n===="), run.out[:60]


def patterns_choose_inputs(tmp):
    for name in ("a1", "a2", "a10", "b", "d/a1", "d/e/a3", ".hidden", "d/.git/a4"):
        (tmp / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp / f"{name}.md").write_text(f"# {name}\n\nText.\n")
    for pattern, want in (
            ("a*.md", "a1 a2 a10"), ("a?.md", "a1 a2"), ("*.md", "a1 a2 a10 b"),
            ("**/a*.md", "a1 a2 a10 d/a1 d/e/a3"), ("d/**/a*", "d/a1 d/e/a3"),
            ("d/*/*", "d/e/a3"), ("*/a1.md", "d/a1"), ("**/e/*3.md", "d/e/a3"),
            ("a*1*.md", "a1 a10"), ("./b.md", "b"), ("*", "a1 a2 a10 b"),
            ("**/**/a3.md", "d/e/a3"), (".hidden.md", ".hidden"),
            ("[b.md, a1.md, b.md, '*.md']", "b a1 a2 a10")):
        quoted = pattern if pattern[0] == "[" else f"'{pattern}'"
        (tmp / "book.yaml").write_text(f"inputs: {quoted}\n")
        got = order("--book", tmp / "book.yaml")
        assert got == want.split(), (pattern, got)
    # hard on matchers that try everything
    (tmp / ("a" * 250)).write_text("x")
    (tmp / "book.yaml").write_text(f"inputs: ['b.md', '{'a*' * 120}b']\n")
    expect(Run("--book", tmp / "book.yaml", timeout=20), 6, "no file is")
    # what is in no part may stand between parts; a title is one line
    (tmp / "book.yaml").write_text(
        "inputs: b.md\nparts: [{title: 'P\n\n  Q', inputs: a1.md}, {inputs: a2.md}, "
        "{title: R, inputs: a10.md}]\n")
    got = order("--book", tmp / "book.yaml")
    assert got == ["b", "/P Q", "a1", "a2", "/R", "a10"], got
    # where it runs makes no difference
    (tmp / "book.yaml").write_text("inputs: 'd/**/*'\n")
    assert Run("--book", "book.yaml", cwd=tmp).out == Run("--book", tmp / "book.yaml").out


def a_wrong_description_is_refused(tmp):
    write_articles(tmp)
    (tmp.parent / "outside.md").write_text("# Outside\n")
    (tmp / "link.md").symlink_to("../outside.md")
    book = tmp / "book.yaml"
    for text, *said in (
            ("titel: x\n", ":1:", '"titel"', '"title"'),
            ("inputs:\n- {fiel: a.md}\n", ":2:", '"file"'),
            ("parts:\n- {titel: a, inputs: a.md}\n", ":2:", '"title"'),
            ("creators: {name: x, rolle: y}\n", ":1:", '"role"'),
            ("creators: {name: x, role: editer}\n", ":1:", '"editor"'),
            ("creators: {role: editor}\n", ":1:", "a name"),
            ("options: {colums: 40}\n", ":1", "--columns"),
            ("options: {book: x}\n", ":1:", "no other file"),
            ("isbn: 978-0-306-40615-8\n", ":1:", "no ISBN"),
            ("series: {name: a, position: third}\n", ":1:", "number"),
            ("inputs: ../outside.md\n", ":1:", "leads out"),
            ("inputs: /etc/passwd\n", ":1:", "leads out"),
            ("inputs: 'x*.md'\n", ":1:", "no file is"),
            ("inputs: link.md\n", ":1:", "no file is"),
            ("cover: ../x.png\n", ":1:", "no file"),
            ("cover: link.md\n", ":1:", "no file"),
            ("parts: [x]\n", ":1:", "a part is"),
            ("parts: [{title: x}]\n", ":1:", "no inputs"),
            ("title: {a: b}\n", ":1:", "takes a text"),
            ("[a, b]\n", "mapping"), ("a: [b\n", "not YAML"),
            ("x: &a [" + "l," * 1000 + "]\n", '"x"'),
            ("subjects: &a [a, a, a, a, a, a, a, a, a, a]\n" + "".join(
                f"identifiers: &{c}{c} [{', '.join(['*a'] * 10)}]\n" for c in "bc"),
             "takes a text")):
        book.write_text(text)
        expect(Run("--book", book, "-t", "text"), 6, *said)
    book.write_text("inputs: a.md\n")
    expect(Run("--book", book, "-O", tmp / "out"), 6, "-o")
    expect(Run("--book", book, "--book", book), 6, "already")
    expect(Run("--book", tmp / "none.yaml"), 1, "none.yaml")


def defaults_file(tmp):
    defaults = tmp / "d.yaml"
    defaults.write_text(f"to: xml\nmetadata:\n  title: Set here\ninput-files: [{PAGE}]\n")
    assert b">Set here</title>" in Run("-d", defaults).out
    defaults.write_text("colums: 40\n")
    expect(Run("-d", defaults, PAGE), 6, "colums", "columns")


def overwrite(tmp):
    out = tmp / "a.txt"
    out.write_text("mine")
    run = Run("--overwrite=never", PAGE, "-o", out)
    expect(run, 0, "a.txt")
    assert out.read_text() == "mine"
    expect(Run("--overwrite=changed", PAGE, "-o", out), 0)
    os.utime(out, (1000, 1000))
    expect(Run("--overwrite=changed", PAGE, "-o", out), 0)
    assert out.stat().st_mtime == 1000
    expect(Run(PAGE, "-o", out), 0)
    assert out.stat().st_mtime > 1000
    out.chmod(0o640)
    expect(Run(PAGE, "-o", out), 0)
    assert out.stat().st_mode & 0o777 == 0o640
    clean(tmp)


def audit(tmp):
    record = tmp / "audit.jsonl"
    expect(Run(f"--audit={record}", PAGE, "-o", tmp / "a.txt"), 0)
    rows = [json.loads(line) for line in record.read_text().splitlines()]
    said = " ".join(r["text"] for r in rows)
    for words in ("Most read", "Terms of use", "Search"):
        assert words in said, words
    assert all(r["reason"] for r in rows) and any(r.get("line") for r in rows)
    assert b"<dropped>" in Run("-t", "xml", "--audit=inline", PAGE).out
    # made for those alone who look at it, and nothing else is otherwise
    told, untold = (Run("-t", "tree", *audit, PAGE).out for audit in (["--audit=inline"], []))
    assert told.startswith(untold.rstrip()) and len(told) > len(untold) + 100
    expect(Run("-t", "xml", "-M", "language=de", PAGE), 0)
    assert b'xml:lang="de"' in Run("-t", "xml", "-M", "language=de", PAGE).out
    assert b"<dropped>" not in Run("-t", "xml", PAGE).out


def explain(tmp):
    page = tmp / "why.html"
    expect(Run(f"--explain={page}", PAGE, "-o", tmp / "a.txt"), 0)
    text = page.read_text()
    # in the order of the source, each with its reason
    places = [text.index(words, text.index('id="source-1"')) for words in (
        "We and our 214 partners", ">Head of the page<", "At 22:47 on Thursday",
        "Why the gate cost twice its estimate", "What the gauges said",
        ">Foot of the page<", "Terms of use")]
    assert places == sorted(places), places
    assert "Step extract: it lies outside the article. Line " in text
    assert '"score"' in text and ">Lost<" in text and "json-ld" in text
    assert "default-src 'none'" in text and "<script" not in text
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids)), ids
    run = Run("-t", "explain", SAMPLES / "tide-gate-printed.md")
    assert run.out.count(b'class="score"') > 10, "no scores for Markdown"
    # what --explain asks of the reader leaves no trace in other outputs
    expect(Run(f"--explain={page}", PAGE, "-o", tmp / "a.xml"), 0)
    expect(Run(PAGE, "-o", tmp / "b.xml"), 0)
    assert (tmp / "a.xml").read_bytes() == (tmp / "b.xml").read_bytes()
    # several inputs: one page, messages and all; a folder: a page each
    expect(Run(f"--explain={page}", PAGE, NOTES, "-o", tmp / "a.epub"), 0)
    text = page.read_text()
    assert text.count("<article ") == 2 and "What became of 2\u00a0pages" in text
    expect(Run(f"--explain={page}", "-t", "text", "-O", tmp / "out", PAGE), 6,
           "-t explain")
    expect(Run("-t", "explain", "-O", tmp / "out", PAGE, NOTES), 0)
    assert "tide-gate.explain.html" in tree(tmp / "out")
    assert 'class="score"' in (tmp / "out" / "tide-gate.explain.html").read_text()
    expect(Run(f"--explain={tmp}/none/why.html", PAGE, "-o", tmp / "a.txt"), 1,
           "why.html")


def explain_of_joined_pages(tmp):
    body = ("<p>%s page of the log, which the keeper wrote in pencil, since ink runs "
            "when it is wet, and it is always wet in the hut by the weir.</p>")
    for number, word, link in ((1, "First", "<link rel=next href=log-2.html>"),
                               (2, "Second", "")):
        (tmp / f"log-{number}.html").write_text(
            f"<title>The weir log</title>{link}<nav>Menu {word}</nav><article><h1>The weir "
            f"log</h1>{body % word * 3}</article><footer>End of {word}</footer>")
    expect(Run(f"--explain={tmp}/why.html", tmp / "log-1.html", tmp / "log-2.html",
               "-o", tmp / "a.epub"), 0)
    text = (tmp / "why.html").read_text()
    assert text.count("<article ") == 1
    places = [text.index(words, text.index('id="source-1"')) for words in (
        "Menu First", "First page", "End of First", "Menu Second", "Second page",
        "End of Second")]
    assert places == sorted(places), places


def explain_shows_messages(tmp):
    (tmp / "a.html").write_text("<article><p>" + "Words of an article, really. " * 20
                                + "<p><img src='<gone>.png'>" + "And some more. " * 20)
    run = Run(f"--explain={tmp}/why.html", tmp / "a.html", "-o", tmp / "a.epub")
    expect(run, 0)
    text = (tmp / "why.html").read_text()
    assert ">Messages</h2>" in text and "gone" in text and "<gone>" not in text


def section_of(page, name):
    """The text of a section of the proof, or nothing."""
    found = re.search(f'<h3 id="{name}">(.*?)(?=<h3|<h2|</main)', page, re.S)
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", found[1])) if found else ""


def proof(tmp):
    def png(name, width, height):
        def part(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(
                ">I", zlib.crc32(kind + data))
        (tmp / name).write_bytes(
            b"\x89PNG\r\n\x1a\n" +
            part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            part(b"IDAT", zlib.compress((b"\0" + b"7" * width) * height)) +
            part(b"IEND", b""))
    png("big.png", 900, 300)
    png("small.png", 300, 200)
    png("icon.png", 32, 32)
    (tmp / "a.md").write_text(
        "---\ntitle: One & <b>\nauthor: Ann\ndate: 2024-01-01\nlang: en\nrights: R\n---\n\n"
        "Words ![](big.png) and ![A view](big.png) and ![IMG.PNG](small.png) and "
        "![An icon](icon.png) and ![Gone](gone.png).\n\n"
        "Go [there](https://far.example/x), [inside](b.md), [below](#part).\n\n"
        "## Part\n\nMore.\n")
    (tmp / "b.md").write_text("# Two\n\nWords.\n")
    run = Run("--proof", "p.html", "-q", "-M", "title=All", "-o", "x.epub", "a.md", "b.md",
              cwd=tmp)
    expect(run, 0)
    page = (tmp / "p.html").read_text()
    assert "<title>Proof of All</title>" in page
    assert "<b>" not in page and "One &amp; &lt;b&gt;" in page
    undescribed = section_of(page, "undescribed")
    assert "big.png" in undescribed and "small.png" in undescribed, undescribed
    assert "IMG.PNG" not in page and "icon" not in undescribed, undescribed
    low = section_of(page, "low")
    assert "300 × 200" in low and "big" not in low and "icon" not in low, low
    missing = section_of(page, "missing")
    assert "gone.png" in missing and "Gone" in missing, missing
    away = section_of(page, "away")
    assert "far.example" in away and "b.md" not in away and "below" not in away, away
    lacking = section_of(page, "lacking")
    assert "Two author, date" in lacking and "One" not in lacking, lacking
    assert "Part" in section_of(page, "contents")
    for what, n in (("Articles", 2), ("Pictures", 5), ("Links that leave the book", 1)):
        assert re.search(f">{what}(</a>)?</th><td class=\"num\">{n}<", page), what
    expect(Run("--proof", "p.html", "-t", "text", "-O", tmp / "out", "a.md", cwd=tmp), 6,
           "-t proof")
    # a book with nothing to look at says so, and no more
    expect(Run("-t", "proof", "-o", tmp / "q.html", tmp / "b.md", "-M", "author=A",
               "-M", "published=2024", "-M", "language=en", "-M", "rights=R"), 0)
    page = (tmp / "q.html").read_text()
    for name in ("undescribed", "low", "missing", "away", "lacking", "doubted"):
        assert section_of(page, name) == "", name


def log_is_json_lines(tmp):
    log = tmp / "log"
    run = Run("--log", log, "--quiet", SAMPLES / "last-market.html", "-o", tmp / "a.epub")
    expect(run, 0)
    assert run.err == ""
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    assert any("no-such-picture" in r["text"] and r["severity"] in ("warning", "loss") for r in rows), rows


# --- batches

def batch_keeps_sub_folders_and_bytes(tmp):
    pages = tmp / "pages"
    for sub in ("", "a", "a/b"):
        (pages / sub).mkdir(parents=True, exist_ok=True)
        for name in ("tide-gate.html", "plum-cake.html"):
            (pages / sub / name).write_bytes((SAMPLES / name).read_bytes())
    (pages / ".hidden.html").write_text("x")
    trees = []
    for jobs in (1, 2, 7):
        out = tmp / f"out{jobs}"
        expect(Run("-t", "xml,text,epub", "-O", out, "-j", jobs, "-q", pages), 0)
        trees.append(tree(out))
        clean(out)
    assert trees[0] == trees[1] == trees[2]
    assert sorted(trees[0])[:3] == ["a/b/plum-cake.epub", "a/b/plum-cake.txt", "a/b/plum-cake.xml"]
    assert len(trees[0]) == 18


def batch_codes(tmp):
    (tmp / "in").mkdir()
    (tmp / "in" / "bad.html").write_bytes(b"")
    expect(Run("-t", "text", "-O", tmp / "o", tmp / "in"), 11, "bad.html")
    (tmp / "in" / "good.html").write_bytes(Path(PAGE).read_bytes())
    expect(Run("-t", "text", "-O", tmp / "o", tmp / "in"), 10)
    assert (tmp / "o" / "good.txt").exists()
    expect(Run("-O", tmp / "o", tmp / "in"), 6, "-t")
    expect(Run("-t", "text", "-O", tmp / "o", tmp / "in" / "nothing"), 11)


def batch_detects_collisions(tmp):
    (tmp / "x.html").write_bytes(Path(PAGE).read_bytes())
    (tmp / "x.htm").write_bytes(Path(PAGE).read_bytes())
    run = Run("-t", "text", "-O", tmp / "o", tmp / "x.html", tmp / "x.htm")
    expect(run, 1, "x.html", "x.htm")
    assert not list((tmp / "o").glob("*"))
    expect(Run("-t", "text", "-O", tmp / "o", "--output-name={n}-{stem}", tmp / "x.html", tmp / "x.htm"), 0)
    assert sorted(p.name for p in (tmp / "o").iterdir()) == ["1-x.txt", "2-x.txt"]
    expect(Run("-t", "text", "-O", tmp / "o", "--output-name={colour}", PAGE), 6, "{colour}")


def batch_from_a_list(tmp):
    expect(Run("-t", "text", "-O", tmp / "o", "--files-from", "-", stdin=f"{PAGE}\n{NOTES}\n".encode()), 0)
    assert sorted(p.name for p in (tmp / "o").iterdir()) == ["allotment-notes.txt", "tide-gate.txt"]
    expect(Run("-t", "text", "-O", tmp / "p", "-0", "--files-from", "-", stdin=f"{PAGE}\0".encode()), 0)


def a_killed_worker_costs_its_own_input(tmp):
    pages = tmp / "in"
    pages.mkdir()
    for i in range(300):
        (pages / f"{i}.html").write_bytes(Path(PAGE).read_bytes())
    process = subprocess.Popen([OCTAVO, "-q", "-t", "text,epub", "-O", tmp / "o", "-j", "2", pages],
                               stderr=subprocess.PIPE)
    while process.poll() is None and len(list((tmp / "o").glob("*.txt"))) < 5:
        time.sleep(0.002)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    # between two inputs a worker has none to lose, and what it has written but
    # not yet reported is there all the same
    assert process.returncode in (0, 10), (process.returncode, err)
    missing = 300 - len(list((tmp / "o").glob("*.epub")))
    assert missing <= (process.returncode == 10), (missing, err)
    assert (b"signal 9" in err) == (process.returncode == 10), err


def a_signal_ends_waiting(tmp):
    """For the writer of a pipe, for what it writes, for standard input."""
    os.mkfifo(tmp / "pipe")
    writers = []
    for args, begin in ((tmp / "pipe", None),
                        (tmp / "pipe", lambda: writers.append(os.open(tmp / "pipe", os.O_WRONLY))),
                        ("-", None)):
        process = subprocess.Popen([OCTAVO, args, "-o", tmp / "out.txt"], stdin=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        time.sleep(0.3)
        if begin:
            begin()
            time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 130 and b"interrupted" in err, (process.returncode, err)
    assert not (tmp / "out.txt").exists()


def interrupted_batch_leaves_whole_files(tmp):
    pages = tmp / "in"
    pages.mkdir()
    for i in range(400):
        (pages / f"{i}.html").write_bytes(Path(PAGE).read_bytes())
    process = subprocess.Popen([OCTAVO, "-q", "-t", "epub", "-O", tmp / "o", pages], stderr=subprocess.PIPE)
    while process.poll() is None and len(list((tmp / "o").glob("*.epub"))) < 5:
        time.sleep(0.005)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode in (130, 0), process.returncode
    clean(tmp / "o")
    for book in (tmp / "o").glob("*.epub"):
        with zipfile.ZipFile(book) as z:
            assert z.testzip() is None


TESTS = [f for f in list(globals().values())
         if callable(f) and getattr(f, "__code__", None) and f.__code__.co_varnames[:1] == ("tmp",)
         and f.__code__.co_argcount == 1]


def main():
    failed = 0
    for test in TESTS:
        with tempfile.TemporaryDirectory() as tmp:
            try:
                test(Path(tmp))
            except Exception:
                failed += 1
                print(f"not ok {test.__name__}")
                traceback.print_exc(limit=2, file=sys.stdout)
    print(f"{len(TESTS) - failed} passed, {failed} failed")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
