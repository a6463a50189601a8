#!/usr/bin/env python3
"""check.py OCTAVO SOURCE   Reading EPUB: books that Octavo wrote, read back; books
as others write them; books that must be refused, or do no harm."""
import io
import re
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

OCTAVO, SOURCE = sys.argv[1], Path(sys.argv[2])
del sys.argv[1:]
GOLDEN = SOURCE / "tests/golden/epub"
ARTICLES = [GOLDEN / "rich/in.xml", GOLDEN / "anthology/in.1.xml", GOLDEN / "anthology/in.2.xml"]
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="%s" media-type="application/oebps-package+xml"/></rootfiles></container>"""


def octavo(*args):
    return subprocess.run([OCTAVO, *map(str, args)], capture_output=True, text=True, timeout=60)


def pack(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for name, data in files.items():
            z.writestr(name, data)
    return path


def page(body, head=""):
    return ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en"><head><title>x</title>'
            f"{head}</head><body>{body}</body></html>")


def book(path, texts, toc=None, guide="", extra=None, meta="", name="OPS/book.opf", **files):
    """An EPUB 2 with the texts in the spine and an NCX of (title, href, children)."""
    def points(entries):
        return "".join(f'<navPoint id="n"><navLabel><text>{title}</text></navLabel>'
                       f'<content src="{href}"/>{points(below)}</navPoint>'
                       for title, href, below in entries)
    items = "".join(f'<item id="i{i}" href="{n}" media-type="application/xhtml+xml"/>'
                    for i, n in enumerate(texts))
    spine = "".join(f'<itemref idref="i{i}"/>' for i in range(len(texts)))
    ncx = (f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points(toc)}</navMap></ncx>'
           if toc else "")
    opf = ('<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="u">'
           '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">isbn:9</dc:identifier>'
           f"<dc:title>The Book of Salt</dc:title><dc:language>en</dc:language>{meta}</metadata><manifest>"
           '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
           f'{items}{extra or ""}</manifest><spine toc="ncx">{spine}</spine><guide>{guide}</guide></package>')
    folder = name.rpartition("/")[0]
    return pack(path, {"META-INF/container.xml": CONTAINER % name, name: opf,
                       **({folder + "/toc.ncx": ncx} if ncx else {}),
                       **{f"{folder}/{n}": t for n, t in texts.items()}, **files})


class Case(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.dir = Path(self.tmp.name)
        self.book = self.dir / "a.epub"

    def tearDown(self):
        self.tmp.cleanup()

    def read(self, form="xml", *args):
        run = octavo(self.book, "-t", form, *args)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout


class RoundTrip(Case):
    """Octavo's own books come back as what they were made of."""

    def make(self, *args):
        run = octavo("-q", *ARTICLES, "-o", self.book, *(args or ["--epub-cover=no"]))
        self.assertEqual(run.returncode, 0, run.stderr)

    def make_of(self, article):
        page = self.dir / "a.xml"
        page.write_text('<article xmlns="urn:octavo:article:1" xml:lang="en">'
                        f"<meta><title>One</title></meta>{article}</article>")
        self.assertEqual(octavo("-q", page, "-o", self.book, "--epub-cover=no").returncode, 0)

    def test_text_is_the_same(self):
        self.make()
        before = octavo("-q", *ARTICLES, "-t", "text").stdout
        after = self.read("text")
        lost = set(re.findall(r"\w+", before)) - set(re.findall(r"\w+", after))
        self.assertEqual(lost, set())

    def test_model_is_the_same(self):
        self.make()
        def plain(xml):
            xml = re.sub(r' (from|weight|xml:id)="[^"]*"', "", xml)
            xml = re.sub(r'(<resource[^>]*) href="[^"]*"', r"\1", xml)
            return [line for line in xml.splitlines()
                    if not re.search('<(source|conversion|candidate|link|mathblock notation="mathml") ', line)]
        before, after = plain(octavo("-q", *ARTICLES, "-t", "xml").stdout), plain(self.read())
        new = [line.strip() for line in after if line not in before]
        # keywords are the book's, a text's direction is said
        self.assertEqual([n for n in new if not re.match("<p>|and another|<.?meta>|<keyword>|<direction>|"
                                                         "<title>Tides", n)], [])
        self.assertLess(len(new), 14)

    def test_formulas(self):
        math = ['<math notation="tex">a &lt; b</math>', '<mathblock notation="tex">\\int_0^1 x\\,dx</mathblock>']
        self.make_of(f"<body><p>Let {math[0]}.</p>{math[1]}</body>")
        self.assertEqual(re.findall("<math.*</math(?:block)?>", self.read()), math)

    def test_pictures_that_are_elsewhere_and_tables_of_a_column(self):
        self.make_of(
            '<body><p>A lamp: <image ref="r1" alt="Lamp: lit"/></p><p><image ref="r2"/></p>'
            "<table><row><cell>1</cell></row><row><cell>2</cell></row></table></body><resources>"
            '<resource xml:id="r1" href="https://a.example/l.png"/>'
            '<resource xml:id="r2" href="https://a.example/m.png"/></resources>')
        xml = self.read()
        self.assertEqual(re.findall("<image ref.*?/>", xml), ['<image ref="r1" alt="Lamp: lit"/>', '<image ref="r2"/>'])
        self.assertEqual(re.findall('<resource [^>]*href="(.*?)"', xml),
                         ["https://a.example/l.png", "https://a.example/m.png"])
        self.assertEqual(len(re.findall("<cell>[12]</cell>", xml)), 2)

    def test_films_and_sounds(self):
        media = ['<media role="video" href="https://v.example/f.mp4" title="The &quot;tide&quot;: in an hour"/>',
                 '<media role="audio" href="https://v.example/f.mp3"/>',
                 '<media role="embed" href="https://maps.example/x?y=1&amp;z=2"/>']
        self.make_of(f'<body><p>Some.</p>{"".join(media)}</body>')
        self.assertEqual(re.findall("<media .*/>", self.read()), media)

    def test_pictures_and_notes(self):
        self.make()
        xml = self.read()
        self.assertIn('digest="sha256:bbac9d77b458b9090ee6dd393505ec604abc898afeda6da06de9a17e17bd5f0f"', xml)
        self.assertEqual(xml.count("<noteref "), 3)
        self.assertEqual(xml.count("<note "), 2)
        self.assertIn('file-as="Marsh, Edda"', xml)

    def test_again_is_the_same_book(self):
        self.make("--epub-cover-image", GOLDEN / "rich/plan.png")
        again, third = self.dir / "b.epub", self.dir / "c.epub"
        self.assertEqual(octavo("-q", "--validate", self.book, "-o", again).returncode, 0)
        self.assertEqual(octavo("-q", again, "-o", third).returncode, 0)
        def texts(path):
            with zipfile.ZipFile(path) as z:
                return {n: z.read(n) for n in z.namelist() if "text/" in n or "images/" in n}
        with zipfile.ZipFile(again) as z:
            names = z.namelist()
            boat = z.read(next(n for n in names if n.startswith("EPUB/text/boat"))).decode()
        self.assertRegex(boat, r'href="[^"]*island[^"]*\.xhtml#landing"', "a link between articles")
        self.assertEqual(sum("images/" in n for n in names), 3)
        self.assertEqual(texts(again)["EPUB/images/cover.png"], (GOLDEN / "rich/plan.png").read_bytes())
        self.assertEqual(texts(again), texts(third))

    def test_parts(self):
        desc = self.dir / "book.yaml"
        for a in ARTICLES:
            (self.dir / f"{a.parent.name}-{a.name}").write_bytes(a.read_bytes())
        desc.write_text("title: Waters\nparts:\n- title: Sea\n  inputs: [anthology-in.1.xml]\n"
                        "- title: Land\n  inputs: [anthology-in.2.xml, rich-in.xml]\n")
        run = octavo("-q", "--book", desc, "-o", self.book)
        self.assertEqual(run.returncode, 0, run.stderr)
        xml = self.read()
        self.assertEqual(re.findall(r'<part title="(.*?)">', xml) or re.findall(r"<part>\s*<title>(.*?)<", xml),
                         ["Sea", "Land"], xml[:2000])
        self.assertEqual(xml.count("<article "), 3)


class Others(Case):
    def test_chapters_are_articles(self):
        book(self.book, {"c1.xhtml": page("<h1>One</h1><p>First words.</p>"),
                         "c1b.xhtml": page("<p>More of the first.</p>"),
                         "c2.xhtml": page("<h1>Two</h1><p>See <a href='c1b.xhtml#x'>there</a>.</p>")},
             [("One", "c1.xhtml", []), ("Two", "c2.xhtml#top", [])],
             meta="<dc:creator>Ann Lee</dc:creator><dc:date>2021-05</dc:date>")
        xml = self.read()
        titles = re.findall(r'<title from="contents"[^>]*>(.*?)<', xml)
        self.assertEqual(titles, ["One", "Two"])
        one, two = xml.split("<article ")[1:]
        self.assertIn("More of the first.", one)
        self.assertNotIn("<heading", one, "the title is said once")
        self.assertIn('<link href="a.epub/OPS/c1.xhtml#x">there', two)
        self.assertIn("<published from=\"package\" weight=\"40\">2021-05<", two)
        self.assertIn("<name>Ann Lee</name>", two)

    def test_levels_are_parts(self):
        book(self.book, {"p.xhtml": page("<h1>Part one</h1>"), "a.xhtml": page("<h2>A</h2><p>aa</p>"),
                         "b.xhtml": page("<h2>B</h2><p>bb</p>")},
             [("Part one", "p.xhtml", [("A", "a.xhtml", []), ("B", "b.xhtml", [])])])
        xml = self.read()
        self.assertEqual(xml.count("<article "), 2)
        self.assertIn("Part one", xml.split("<article ")[0])

    def test_title_page_out_of_the_contents(self):
        book(self.book, {"a.xhtml": page("<p>aa</p>"), "t.xhtml": page("<section epub:type='titlepage'><p>T</p></section>"),
                         "b.xhtml": page("<p>bb</p>")}, [("A", "a.xhtml", [])])
        self.assertRegex(self.read("text"), r"aa\s+bb\s*$")

    def test_no_contents(self):
        book(self.book, {"a.xhtml": page("<p>aa</p>"), "b.xhtml": page("<p>bb</p>")})
        self.assertEqual(self.read().count("<article "), 2)

    def test_cover_and_title_page_are_left_out(self):
        book(self.book, {"cover.xhtml": page("<p>Cover</p>"), "a.xhtml": page("<p>aa</p>"),
                         "t.xhtml": page("<section epub:type='titlepage'><h1>T</h1></section>")},
             guide='<reference type="cover" href="cover.xhtml"/>')
        xml = self.read()
        self.assertNotIn("Cover", xml)
        self.assertIn("<p>aa</p>", xml)
        self.assertNotIn("<heading", xml)

    def test_xhtml_is_no_html(self):
        book(self.book, {"a.xhtml": page(
            "<p><a id='x'/>one<i/> two<script/> <b>three</b></p><p>a&nbsp;b &eacute; &lt;&amp;</p><div/><p>four</p>",
            "<title/><script/>")})
        text = self.read("text")
        for words in ("one two three", "a\u00a0b \u00e9 <&", "four"):
            self.assertIn(words, text)

    def test_what_is_not_well_formed(self):
        book(self.book, {"a.xhtml": page("<p>one <b>two</p><p>three & four")})
        run = octavo(self.book, "-t", "text")
        self.assertEqual(run.returncode, 0)
        self.assertIn("one two", run.stdout)
        self.assertIn("three", run.stdout)
        self.assertIn("a.xhtml", run.stderr)

    def test_notes(self):
        book(self.book, {"a.xhtml": page(
            "<p>Text<a epub:type='noteref' href='#n1'>1</a>.</p>"
            "<aside epub:type='footnote' id='n1'><p>The note.</p></aside>")})
        xml = self.read()
        self.assertIn('<noteref ref="n1">1</noteref>', xml)
        self.assertRegex(xml, r"<note [^>]*>\s*<p>The note\.</p>")

    def notes_apart(self, more="", chapter="href='notes.xhtml#fn1'"):
        book(self.book, {
            "a.xhtml": page(f"<h2>One</h2><p>Salt<a id='r1' epub:type='noteref' {chapter}>1</a> and "
                            "<a id='r2' epub:type='noteref' href='notes.xhtml#fn2'>2</a> of the sea.</p>"),
            "b.xhtml": page("<h2>Two</h2><p>Sand<a id='r3' epub:type='noteref' href='notes.xhtml#fn3'>3</a>.</p>"),
            "notes.xhtml": page("<section epub:type='endnotes' id='notes'><h2>Notes</h2><ol>"
                                "<li id='fn1'><p>Of rock. <a href='a.xhtml#r1' role='doc-backlink'>back</a></p></li>"
                                "<li><p><a id='fn2' href='a.xhtml#r2'>2</a> See <a href='#fn1'>1</a>.</p></li>"
                                f"<li id='fn3'><p>Of glass.</p></li>{more}</ol></section>")},
             toc=[("One", "a.xhtml", []), ("Two", "b.xhtml", []), ("Notes", "notes.xhtml", [])])
        return re.split("(?=<article)", self.read())[1:]

    def test_notes_in_a_file_of_their_own(self):
        one, two = self.notes_apart()
        self.assertEqual(re.findall('<noteref ref="a1-note.(fn.)">(.)</noteref>', one),
                         [("fn1", "1"), ("fn2", "2"), ("fn1", "1")])
        self.assertEqual(len(re.findall("<note ", one)), 2)
        self.assertRegex(one, r"<note [^>]*>\s*<p>Of rock\.</p>")
        self.assertIn('<noteref ref="a2-note.fn3">3</noteref>', two)
        self.assertEqual(re.findall(r"<note [^>]*>\s*<p>(.*)</p>", two), ["Of glass."])

    def test_notes_that_nobody_refers_to_stay(self):
        one, two, rest = self.notes_apart(more="<li id='fn4'><p>Of nothing.</p></li>")
        self.assertRegex(rest, "<title [^>]*>Notes</title>")
        self.assertIn("Of nothing.", rest)
        self.assertNotIn("Of glass.", rest)

    def test_a_note_that_is_everywhere(self):
        """However many refer to it, the book does not grow beyond measure."""
        note = "<li id='fn1'><p>" + "<a id='x%d'></a>" * 200 % tuple(range(200)) + "rock " * 8000 + "</p></li>"
        book(self.book, {
            **{f"{n}.xhtml": page(f"<h2>C{n}</h2><p>Salt." + "".join(
                f"<a epub:type='noteref' href='notes.xhtml#x{i}'>{i}</a>" for i in range(200)) + "</p>")
               for n in range(20)},
            "notes.xhtml": page(f"<section epub:type='endnotes'><ol>{note}</ol></section>")})
        self.assertLessEqual(self.read().count("rock rock"), 5 * 4000)

    def test_a_note_that_is_not_there(self):
        one, two, rest = self.notes_apart(chapter="href='notes.xhtml#fn9'")
        self.assertNotIn("Of rock.", one)
        self.assertIn("Of rock.", rest)

    def test_pictures(self):
        png = (GOLDEN / "rich/plan.png").read_bytes()
        book(self.book, {"text/a.xhtml": page("<p><img src='../img/a%20b.png' alt='A plan'/></p>")},
             extra='<item id="p" href="img/a%20b.png" media-type="image/png"/>', **{"OPS/img/a b.png": png})
        again = self.dir / "b.epub"
        self.assertEqual(octavo("--validate", self.book, "-o", again).returncode, 0)
        with zipfile.ZipFile(again) as z:
            self.assertIn(png, [z.read(n) for n in z.namelist()])

    def test_missing_file(self):
        book(self.book, {"a.xhtml": page("<p>aa</p>"), "b.xhtml": page("<p>bb</p>")})
        with zipfile.ZipFile(self.book) as z:
            files = {n: z.read(n) for n in z.namelist() if n not in ("mimetype", "OPS/b.xhtml")}
        pack(self.book, files)
        self.assertIn("aa", self.read("text"))

    def test_mimetype_elsewhere(self):
        book(self.book, {"a.xhtml": page("<p>aa</p>")})
        with zipfile.ZipFile(self.book) as z:
            files = [(n, z.read(n)) for n in z.namelist()]
        with zipfile.ZipFile(self.book, "w") as z:
            for name, data in reversed(files):
                z.writestr(name, data)
        self.assertIn("aa", self.read("text"))


class Refused(Case):
    def refused(self, words, code=1):
        run = octavo(self.book, "-t", "text")
        self.assertEqual((run.returncode, run.stdout), (code, ""), run.stderr)
        self.assertIn(words, run.stderr)

    def test_locked(self):
        enc = ('<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
               'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="%s"/></EncryptedData></encryption>')
        name = "META-INF/encryption.xml"
        book(self.book, {"a.xhtml": page("<p>aa</p>")},
             **{name: enc % "http://www.w3.org/2001/04/xmlenc#aes128-cbc"})
        self.refused("encrypted")
        book(self.book, {"a.xhtml": page("<p>aa</p>")}, **{name: enc % "http://www.idpf.org/2008/embedding"})
        self.assertIn("aa", self.read("text"))

    def test_plain_zip(self):
        path = self.dir / "a.zip"
        with zipfile.ZipFile(path, "w") as z:
            z.writestr("a.txt", "x" * 100)
        run = octavo(path, "-t", "text")
        self.assertNotEqual(run.returncode, 0)
        self.book.write_bytes(path.read_bytes())
        self.refused("container.xml")

    def test_cut_off(self):
        book(self.book, {"a.xhtml": page("<p>aa</p>")})
        self.book.write_bytes(self.book.read_bytes()[:-40])
        self.refused("zip")

    def test_bomb(self):
        book(self.book, {"a.xhtml": page("<p>aa</p>"), "b.xhtml": " " * (300 << 20)})
        run = octavo(self.book, "-t", "text", "--timeout", "20")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("aa", run.stdout)

    def test_entities(self):
        bomb = ('<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) + "]>")
        book(self.book, {"a.xhtml": page("<p>aa</p>"), "b.xhtml": bomb + page("<p>&j;</p>")[21:]})
        run = octavo(self.book, "-t", "text", "--timeout", "20")
        self.assertLess(len(run.stdout), 1000)

    def test_outside(self):
        (self.dir / "secret.png").write_bytes((GOLDEN / "rich/plan.png").read_bytes())
        book(self.book, {"a.xhtml": page("<p>aa <img src='../../secret.png' alt='s'/>"
                                         "<img src='/etc/passwd' alt='t'/></p>")})
        self.assertNotIn("bbac9d77b458b909", self.read("xml"))

    def test_deep(self):
        deep = 5000
        toc = [("t", "a.xhtml", [])]
        for _ in range(200):
            toc = [("t", "a.xhtml", toc)]
        book(self.book, {"a.xhtml": page("<div>" * deep + "deep words" + "</div>" * deep)}, toc)
        self.assertIn("deep words", self.read("text"))

    def test_many_files(self):
        texts = {f"c{i}.xhtml": page(f"<h1>T{i}</h1><p>w{i}</p>") for i in range(1500)}
        book(self.book, texts, [(f"T{i}", f"c{i}.xhtml", []) for i in range(1500)])
        self.assertEqual(self.read("xml").count("<article "), 1500)


if __name__ == "__main__":
    result = unittest.main(verbosity=1, exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(bad > 0)
