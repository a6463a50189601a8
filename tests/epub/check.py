#!/usr/bin/env python3
"""Books from articles made to be hard on the EPUB writer.

    check.py OCTAVO

Each case is written as XML, converted, and held against book.py; then book.py
itself is held against books with a flaw planted in each.
"""
import io
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import uuid
import zipfile
import zlib
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parent))
import book  # noqa: E402

OCTAVO = sys.argv.pop(1)


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data +
            struct.pack(">I", zlib.crc32(kind + data)))


def png(width=8, height=6, shade=90, extra=b""):
    rows = (b"\0" + bytes([shade, 60, 200]) * width) * height
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def gif(frames):
    frame = (b"\x2c\0\0\0\0\1\0\1\0\0" + b"\x02\x02\x4c\x01\0")
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


JPEG = (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
        b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0"
        b"\xff\xda\0\x08\1\1\0\0?\0\x54\xff\xd9")
WEBP = (b"RIFF" + struct.pack("<I", 26) + b"WEBPVP8L" +
        struct.pack("<I", 13) + b"\x2f" + bytes(13))
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<script>alert(1)</script><style>rect { fill: url(http://far.example/x) }</style>
<rect width="9" height="9" onclick="alert(2)"/>
<image href="http://far.example/a.png" width="3" height="3"/></svg>"""


def article(body, title="A title", notes="", meta="", resources=(), lang="en"):
    listed = "".join(f'<resource xml:id="{i}" href="{href}"/>'
                     for i, href in resources)
    return (f'<article xmlns="urn:octavo:article:1" xml:lang="{lang}"><meta>'
            f"<title>{escape(title)}</title>{meta}</meta><body>{body}</body>"
            f"<notes>{notes}</notes><resources>{listed}</resources></article>")


def numbered(data):
    """The book with its articles' files named 001, 002 ... in their order, and
    pages of its parts part1, part2 ...: the tests are about other things."""
    out, names = io.BytesIO(), {}
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        spine = re.findall(r'<itemref idref="f-text-([^"]+)-([0-9a-f]{8})'
                           r'(?:-\d+)?\.xhtml"', z.read("EPUB/package.opf").decode())
        for stem in dict.fromkeys(spine):
            parts = sum(n.startswith("part") for n in names.values())
            names["-".join(stem)] = (
                f"part{parts + 1}" if stem[0].startswith("part-")
                else f"{len(names) - parts + 1:03}")
        with zipfile.ZipFile(out, "w") as new:
            for info in z.infolist():
                member = z.read(info)
                for old, name in names.items():
                    info.filename = info.filename.replace(f"/{old}", f"/{name}")
                    if not info.filename.startswith("EPUB/images"):
                        for before in (b"/", b'"', b"f-text-"):
                            member = member.replace(
                                before + old.encode(), before + name.encode())
                new.writestr(info, member)
    return out.getvalue()


FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def table(font, tag):
    """The offset of a table of a TrueType font, as bytes."""
    for i in range(struct.unpack(">H", font[4:6])[0]):
        entry = font[12 + 16 * i:28 + 16 * i]
        if entry[:4] == tag:
            return entry[8:12]


def characters(font):
    """Those that the font's first map in format 4 has."""
    at = struct.unpack(">I", table(font, b"cmap"))[0]
    for i in range(struct.unpack(">H", font[at + 2:at + 4])[0]):
        sub = at + struct.unpack(">I", font[at + 8 + 8 * i:at + 12 + 8 * i])[0]
        if font[sub:sub + 2] == b"\0\4":
            n = struct.unpack(">H", font[sub + 6:sub + 8])[0] // 2
            ends = struct.unpack(f">{n}H", font[sub + 14:sub + 14 + 2 * n])
            starts = struct.unpack(f">{n}H", font[sub + 16 + 2 * n:sub + 16 + 4 * n])
            return {c for s, e in zip(starts, ends) for c in range(s, e + 1)}
    return set()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def convert(self, *articles, args=(), env=(), name="book.epub"):
        inputs = [self.file(f"{i}.xml", a) for i, a in enumerate(articles)]
        done = subprocess.run(
            [OCTAVO, *args, "-o", self.folder / name, *inputs],
            env=os.environ | dict(env), capture_output=True, text=True,
            timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.messages = done.stderr
        return (self.folder / name).read_bytes()

    def make(self, *articles, **how):
        """The members of a book without flaws, as text or bytes."""
        data = self.convert(*articles, **how)
        self.assertEqual(book.flaws(data), [])
        members = {}
        with zipfile.ZipFile(io.BytesIO(numbered(data))) as z:
            for n in z.namelist():
                m = z.read(n)
                members[n] = m if n.startswith("EPUB/images") else m.decode()
        return members


class Articles(Case):
    def test_title_with_marks(self):
        m = self.make(article("<p>x</p>", title='Fish & "Chips" <b> \u00e9'))
        for name in ("text/001.xhtml", "nav.xhtml", "toc.ncx", "package.opf"):
            self.assertIn("Fish &amp; \"Chips\" &lt;b&gt; \u00e9",
                          m["EPUB/" + name])

    def test_no_title_no_heading(self):
        self.assertIn("<title>0</title>", self.make(
            article("<p>x</p>").replace("<title>A title</title>", "")
        )["EPUB/text/001.xhtml"])

    def test_empty(self):
        self.make(article(""))

    def test_no_language(self):
        m = self.make(article("<p>x</p>").replace(' xml:lang="en"', ""))
        self.assertIn("<dc:language>und</dc:language>", m["EPUB/package.opf"])

    def test_right_to_left(self):
        m = self.make(article(
            '<p>\u0645\u0631\u062d\u0628\u0627</p><p xml:lang="en" dir="ltr">en'
            "</p>", lang="ar", title="\u062c\u062f\u0648\u0644"))
        self.assertIn('page-progression-direction="rtl"', m["EPUB/package.opf"])
        self.assertIn('lang="ar" xml:lang="ar" dir="rtl"',
                      m["EPUB/text/001.xhtml"])
        self.assertIn("\u0627\u0644\u0645\u062d\u062a\u0648\u064a\u0627\u062a",
                      m["EPUB/nav.xhtml"])

    def test_japanese(self):
        m = self.make(article(
            "<p><ruby>\u732b<rt>\u306d\u3053</rt></ruby></p>", lang="ja",
            title="\u732b"))
        self.assertIn("\u76ee\u6b21", m["EPUB/nav.xhtml"])
        self.assertIn("rubyAnnotations", m["EPUB/package.opf"])

    def test_thousand_notes(self):
        m = self.make(article(
            "<p>" + "".join(f'w<noteref ref="n{i}"/> ' for i in range(1000)) +
            '<noteref ref="n7"/></p>',
            notes="".join(f'<note xml:id="n{i}"><p>note {i}</p></note>'
                          for i in range(1000))))
        page = m["EPUB/text/001.xhtml"]
        self.assertEqual(page.count('role="doc-footnote"'), 1000)
        self.assertEqual(page.count('role="doc-backlink"'), 1001)

    def test_deep(self):
        m = self.make(article(
            "<quote>" * 300 + "<p>" + "<em><mark>" * 100 + "bottom" +
            "</mark></em>" * 100 + "</p>" + "</quote>" * 300))
        page = m["EPUB/text/001.xhtml"]
        self.assertIn("bottom", page)
        self.assertLess(page.count("<blockquote"), 101)

    def test_split(self):
        m = self.make(article("".join(
            f'<section xml:id="s{i}"><heading level="1">Part {i}</heading>' +
            f'<p>See <link href="#s{(i * 7) % 40}">another</link>.</p>' +
            "<p>" + "word " * 4000 + "</p></section>" for i in range(40))))
        pages = [n for n in m if n.startswith("EPUB/text/")]
        self.assertGreater(len(pages), 3)
        self.assertLess(max(len(m[n]) for n in pages), 300 << 10)
        self.assertEqual(sum(m[n].count("<h2>Part") for n in pages), 40)

    def test_split_without_sections(self):
        m = self.make(article(("<p>" + "word " * 4000 + "</p>") * 40))
        self.assertGreater(sum(n.startswith("EPUB/text/") for n in m), 3)

    def test_links(self):
        page = self.make(article(
            '<p><link href="javascript:alert(1)">a</link>'
            '<link href="file:///etc/passwd">b</link>'
            '<link href="/root">c</link><link href="http://">d</link>'
            '<link href="http://h.example:99999/">e</link>'
            '<link href="#gone">f</link>'
            '<link href="https://ok.example/p q?\u00e9#f#g">g</link>'
            '<link href="mailto:a@b.example">h</link></p>')
        )["EPUB/text/001.xhtml"]
        self.assertEqual(page.count("<a href="), 2)
        self.assertIn("abcdef", page)
        self.assertIn("https://ok.example/p%20q?%C3%A9#f%23g", page)

    def test_table(self):
        page = self.make(article(
            "<table><head><row><cell header='1'>a</cell><cell header='1'/>"
            "</row></head><row><cell header='1'><heading level='2'>b</heading>"
            "</cell><cell colspan='2' rowspan='9' align='right'>c</cell></row>"
            "</table>"))["EPUB/text/001.xhtml"]
        self.assertIn('<th scope="col">a</th><td></td>', page)
        self.assertIn('<th scope="row"><p>b</p>\n</th>', page)

    def test_wide_table(self):
        def table(cells):
            return self.make(article("<table><row><cell>a</cell></row><row>" + cells +
                                     "</row></table>"))["EPUB/text/001.xhtml"]
        self.assertIn('<table class="wide">', table("<cell>c</cell>" * 5))
        self.assertIn('<table class="wide">', table(
            "<cell>c</cell><cell colspan='4'>d</cell>"))
        self.assertIn("<table>", table("<cell>c</cell>" * 4))

    def test_mathml(self):
        def formula(source):
            text = escape(source)
            return f'<mathblock notation="mathml">{text}</mathblock>'
        page = self.make(article(
            formula("<math><mi onclick='x'>y</mi></math>") +
            formula("<math><mfrac><mi>lonely</mi></mfrac></math>") +
            formula("<math><script>1</script></math>") +
            formula("<math><mi>open</math>") +
            formula("<!DOCTYPE math [<!ENTITY e 'x'>]><math><mi>&e;</mi></math>")
        ))["EPUB/text/001.xhtml"]
        self.assertEqual(page.count("</math>"), 1)
        self.assertIn("<mi>y</mi>", page)
        self.assertIn("&lt;mi&gt;lonely", page)

    def test_section_ids_of_any_script(self):
        m = self.make(article(
            '<section xml:id="\u7ae0"><heading level="1">\u7ae0</heading><p>'
            '<link href="#\u7ae0">up</link></p></section>', lang="ja"))
        self.assertIn('<a href="#', m["EPUB/text/001.xhtml"])


class Pictures(Case):
    def body(self, name, alt="A boat"):
        return article(f'<p><image ref="r" alt="{alt}"/></p>',
                       resources=[("r", name)])

    def shown(self, name, data):
        self.file(name, data)
        m = self.make(self.body(name))
        return [n for n in m if n.startswith("EPUB/images/")], m

    def test_types_come_from_the_bytes(self):
        for data, ending in ((png(), "png"), (JPEG, "jpg"), (gif(1), "gif"),
                             (WEBP, "webp")):
            names, _ = self.shown("picture.dat", data)
            self.assertEqual([n.rsplit(".")[-1] for n in names], [ending])

    def test_cut_off(self):
        for data in (png()[:-5], JPEG[:-2], gif(1)[:-1], WEBP[:-9]):
            names, m = self.shown("picture.dat", data)
            self.assertEqual(names, [])
            self.assertIn(">Image: A boat<", m["EPUB/text/001.xhtml"])
            self.assertIn("picture.dat", self.messages)

    def test_missing_and_foreign(self):
        for data in (None, b"no image at all",
                     b"\0\0\0\x1cftypavif" + bytes(40), b"BM" + bytes(60)):
            if data is not None:
                self.file("p.png", data)
            m = self.make(self.body("p.png"))
            self.assertIn(">Image: A boat<", m["EPUB/text/001.xhtml"])
            self.assertIn("p.png", self.messages)

    def test_drawing_is_cleaned(self):
        names, m = self.shown("d.svg", SVG)
        drawing = m[names[0]].decode()
        self.assertIn("<rect", drawing)
        for word in ("script", "onclick", "far.example"):
            self.assertNotIn(word, drawing)

    def test_drawing_in_other_clothes(self):
        """A DOCTYPE, prefixes, CDATA, names that HTML made small."""
        names, m = self.shown(
            "d.svg", b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD '
            b'SVG 1.1//EN" "http://www.w3.org/svg11.dtd"><!-- x --><svg '
            b'xmlns="http://www.w3.org/2000/svg" xmlns:y="u:y" viewbox="0 0 9 '
            b'9" viewBox="1"><y:z/><style>.a, #b { fill: #fff; stroke: url(#b) }'
            b'</style><style>bad { </style><text y:a="1">a&#x41;&amp;<![CDATA[<b>]]>'
            b"</text><g/></svg>")
        self.assertIn(b'viewBox="0 0 9 9"><style>.a, #b { fill: #fff; stroke: '
                      b"url(#b) }</style>\n<text>aA&amp;&lt;b&gt;</text>"
                      b"<g></g></svg>", m[names[0]])

    def test_drawing_from_html(self):
        """Elements in small letters, ids that XML can't have."""
        names, m = self.shown(
            "d.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
            b'<lineargradient id="a"><stop/></lineargradient><foreignobject><p>x</p>'
            b'</foreignobject><rect id="\xe2\x80\x9c-copy" fill="url(#a)"/></svg>')
        self.assertIn(b'viewBox="0 0 9 9"><linearGradient id="a"><stop></stop>'
                      b'</linearGradient><rect fill="url(#a)"></rect></svg>',
                      m[names[0]])

    def test_drawing_with_entities_is_refused(self):
        names, _ = self.shown(
            "d.svg", b'<!DOCTYPE svg [<!ENTITY x "y">]><svg '
            b'xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>')
        self.assertEqual(names, [])

    def test_same_bytes_are_one_file(self):
        self.file("a.png", png())
        self.file("b.png", png())
        m = self.make(article(
            '<p><image ref="a" alt="x"/><image ref="b" alt="y"/></p>',
            resources=[("a", "a.png"), ("b", "b.png")]))
        self.assertEqual(sum(n.startswith("EPUB/images/") for n in m), 1)

    def test_link_of_pictures_is_named_once(self):
        self.file("p.png", png())
        self.file("q.png", png(shade=7))
        page = self.make(article(
            '<p>See <link href="https://far.example/"><image ref="r"/><image ref="gone"/><image ref="s"/></link>.</p>',
            resources=[("r", "p.png"), ("gone", "no.png"), ("s", "q.png")]))["EPUB/text/001.xhtml"]
        link = page[page.index('<a href="https://far'):page.index("</a>.")]
        self.assertEqual((link.count("Image"), link.count("<img"), link.count('alt=""')), (1, 2, 1), link)

    def test_descriptions(self):
        self.file("a.png", png())
        m = self.make(article(
            '<p><image ref="a" alt="IMG_1.JPG"/><image ref="a"/></p>'
            '<p><link href="http://a.example/"><image ref="a"/></link></p>'
            '<figure><image ref="a"/><caption>Of a boat</caption></figure>'
            '<p>x<image ref="a" alt=""/></p>', resources=[("a", "a.png")]))
        page = m["EPUB/text/001.xhtml"]
        self.assertEqual(page.count('alt=""'), 3)
        self.assertIn('aria-labelledby="oct.caption1" alt="Image"', page)
        self.assertIn("3 of 4 images have no description",
                      m["EPUB/package.opf"])
        self.assertNotIn(">alternativeText<", m["EPUB/package.opf"])

    def test_described_book_says_so(self):
        _, m = self.shown("a.png", png())
        self.assertIn(">alternativeText<", m["EPUB/package.opf"])
        self.assertIn(">noFlashingHazard<", m["EPUB/package.opf"])

    def test_animation_is_a_hazard(self):
        for data in (gif(2), png(extra=chunk(b"acTL", bytes(8)))):
            _, m = self.shown("a.gif", data)
            self.assertIn(">unknown<", m["EPUB/package.opf"])

    def test_cover(self):
        m = self.make(article("<p>x</p>"), args=[
            f"--epub-cover-image={self.file('c.jpg', png())}"])
        self.assertIn('properties="cover-image"', m["EPUB/package.opf"])
        self.assertIn('<meta name="cover"', m["EPUB/package.opf"])
        self.assertIn("../images/cover.png", m["EPUB/text/cover.xhtml"])
        self.assertIn('epub:type="cover"', m["EPUB/nav.xhtml"])


class Books(Case):
    def five(self):
        self.file("p.png", png())
        return [article(
            f'<p><link href="https://s.example/{(i + 1) % 5}">next</link>'
            f'<link href="http://www.s.example/{(i + 1) % 5}/#sec">section</link>'
            f'<link href="https://s.example/{i}#none">nowhere</link></p>'
            f'<section xml:id="sec"><heading level="1">Of {i}</heading>'
            '<p><image ref="r" alt="p"/></p></section>',
            title=f"Article {i}", resources=[("r", "p.png")],
            meta=f"<author><name>Author {i}</name></author>"
            f"<published>202{i}-01-01</published>"
            f'<canonical href="https://s.example/{i}"/>') for i in range(5)]

    def test_five(self):
        m = self.make(*self.five(), args=["--epub-cover=no"])
        page = m["EPUB/text/002.xhtml"]
        self.assertIn('<a href="003.xhtml">next</a>', page)
        self.assertIn('<a href="003.xhtml#sec">section</a>', page)
        self.assertNotIn('href="https://s.example/2"', page)
        self.assertEqual(sum(n.startswith("EPUB/images/") for n in m), 1)
        self.assertIn("Article 0, and 4 more", m["EPUB/text/title.xhtml"])
        self.assertIn(">2024-01-01T00:00:00Z<", m["EPUB/package.opf"])
        self.assertEqual(m["EPUB/package.opf"].count("<dc:creator"), 5)

    def described(self, lines, articles=None, **how):
        for i, a in enumerate(articles or self.five()):
            self.file(f"{i}.xml", a)
        return self.make(args=["--book", self.file("b.yaml", lines)], **how)

    def test_parts(self):
        m = self.described(
            "title: T\ninputs: 4.xml\nparts:\n- {title: P & Q, inputs: [2.xml]}\n"
            "- {title: Same, inputs: [0.xml, 1.xml]}\n- {title: Z, inputs: 3.xml}\n")
        nav = re.sub(r"\s*<a [^>]*href=\"text/([^.]*)\.xhtml(#\w*)?\"[^>]*>[^<]*</a>\s*",
                     r"\1\2 ", m["EPUB/nav.xhtml"].split("</h1>")[1].split("</nav>")[0])
        self.assertEqual(re.sub(r"</?li[^>]*>|\n", "", nav).replace("<ol>", "(").replace(
            "</ol>", ")"),
            "(001 (001#sec )part1 (002 (002#sec ))part2 (003 (003#sec )004 "
            "(004#sec ))part3 (005 (005#sec ))authors )")
        self.assertIn(">P &amp; Q</h1>", m["EPUB/text/part1.xhtml"])
        self.assertIn('role="doc-part"', m["EPUB/text/part1.xhtml"])
        self.assertEqual(m["EPUB/toc.ncx"].count("<navPoint"), 5 + 5 + 3 + 1)

    def test_authors(self):
        five = [a.replace("Author 3", "Author 1") for a in self.five()]
        page = self.described(
            "inputs: [0.xml, {file: 1.xml}, 2.xml, 4.xml]\nparts:\n"
            "- {title: P, inputs: [{file: 3.xml, author: {name: Ann Zoll, "
            "file-as: 'Aaa, Ann'}}]}\n",
            five)["EPUB/text/authors.xhtml"]
        self.assertEqual(re.findall(r"<p>([^<]*)</p>", page),
                         ["Author 0", "Author 1", "Author 2", "Author 4", "Aaa, Ann"])
        self.assertIn('href="005.xhtml"', page)
        self.assertNotIn("EPUB/text/authors.xhtml", self.make(*self.five()))
        self.assertIn("EPUB/text/authors.xhtml", self.make(
            *self.five(), args=["--epub-author-index=yes"]))

    def test_description(self):
        opf = self.described(
            "title: T\nsubtitle: S\ncreators: {name: A, role: editor, file-as: B}\n"
            "contributors: {name: C, role: translator}\nisbn: 9780306406157\n"
            "series: {name: Row, position: 3}\npublisher: Pub\nrights: R\n"
            "date: 2001-02-03\nsubjects: [x, y]\ninputs: '*.xml'\n"
        )["EPUB/package.opf"]
        for said in (
                '<meta refines="#creator1" property="role" scheme="marc:relators">edt<',
                '<meta refines="#creator1" property="file-as">B<',
                '<dc:contributor id="contributor1">C<',
                'property="role" scheme="marc:relators">trl<',
                "<dc:identifier>urn:isbn:9780306406157<",
                '<meta property="belongs-to-collection" id="series1">Row<',
                '<meta refines="#series1" property="group-position">3<',
                '<meta name="calibre:series_index" content="3"/>',
                '<meta refines="#title2" property="title-type">subtitle<',
                "<dc:publisher>Pub<", "<dc:date>2001-02-03<", "<dc:subject>y<"):
            self.assertIn(said, opf)
        self.assertNotIn("Author 0", opf)
        # uuid5(NAMESPACE_URL, "urn:isbn:9780306406157"), whatever is in it
        self.assertIn(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'urn:isbn:9780306406157')}",
                      opf)

    def test_languages_in_the_contents(self):
        nav = self.make(article("<p>x</p>", title="One"),
                        article("<p>y</p>", title="Deux", lang="fr"),
                        article("<p>z</p>", title="\u062b", lang="ar")
                        )["EPUB/nav.xhtml"]
        self.assertIn('.xhtml">One<', nav)
        self.assertIn('.xhtml" lang="fr" xml:lang="fr">Deux<', nav)
        self.assertIn('lang="ar" xml:lang="ar" dir="rtl">\u062b<', nav)

    def test_names_stay(self):
        """Whatever else is in the book, and whatever is changed in an article."""
        def names(*articles):
            with zipfile.ZipFile(io.BytesIO(self.convert(*articles))) as z:
                return {re.search("<title>([^<]*)", z.read(n).decode())[1][-1]: n
                        for n in z.namelist() if re.search(r"-[0-9a-f]{8}\.x", n)}
        five = self.five()
        all_five = names(*five)
        self.assertEqual(len(set(all_five.values())), 5)
        some = names(five[3].replace("Article", "Other title"), five[1])
        self.assertEqual(some, {k: all_five[k] for k in "31"})
        # two from one address
        twice = self.convert(five[0], five[0])
        self.assertEqual(book.flaws(twice), [])

    def test_toc_depth(self):
        self.assertNotIn("#sec", self.make(
            *self.five(), args=["--toc-depth=0"])["EPUB/nav.xhtml"])

    def test_same_bytes_anywhere_at_any_time(self):
        """The zone and the clock leave no trace; the environment only where
        the articles have no date."""
        five = self.five()
        books = {self.convert(*five, env=[("TZ", zone)])
                 for zone in ("UTC", "Pacific/Apia", "America/St_Johns")}
        books.add(self.convert(*five, env=[("SOURCE_DATE_EPOCH", "1")]))
        self.assertEqual(len(books), 1)

    def test_source_date_epoch(self):
        m = self.make(article("<p>x</p>"),
                      env=[("SOURCE_DATE_EPOCH", "1700000000")])
        self.assertIn("2023-11-14T22:13:20Z", m["EPUB/package.opf"])

    def test_modified_in_utc(self):
        m = self.make(article("<p>x</p>", meta=(
            "<modified>2024-02-29T23:45:00-04:00</modified>")))
        self.assertIn("2024-03-01T03:45:00Z", m["EPUB/package.opf"])

    def test_uuid(self):
        """uuid5(NAMESPACE_URL, url), as any other program makes it."""
        m = self.make(article("<p>x</p>", meta=(
            '<canonical href="https://example.org/news/2025/tides"/>')))
        self.assertIn("ae03ae96-419f-54a3-89d0-644324ebf144",
                      m["EPUB/package.opf"])

    def test_styles(self):
        plain = self.make(article("<p>x</p>"))["EPUB/css/book.css"]
        sheets = {plain}
        for style in ("book", "newspaper"):
            m = self.make(article("<p>x</p>"), args=[f"--epub-style={style}"])
            self.assertTrue(m["EPUB/css/book.css"].startswith(plain))
            self.assertIn("displayTransformability", m["EPUB/package.opf"])
            sheets.add(m["EPUB/css/book.css"])
        self.assertEqual(len(sheets), 3)
        css = self.file("u.css", "p { margin: 0 }")
        m = self.make(article("<p>x</p>"), args=["--epub-style=none", f"--css={css}"])
        self.assertEqual([n for n in m if n.endswith(".css")],
                         ["EPUB/css/user-1.css"])

    def test_fonts_are_cut_down(self):
        if not FONT.exists():
            self.skipTest(f"{FONT} is not here")
        whole = FONT.read_bytes()

        def font(text, data=whole):
            with zipfile.ZipFile(io.BytesIO(self.convert(
                    article(f"<p>{text}</p>"),
                    args=[f"--epub-embed-font={self.file('f.ttf', data)}"]))) as z:
                return z.read("EPUB/fonts/1.ttf")
        latin, greek = font("x"), font("\u0391\u03a9")
        self.assertLess(len(latin), len(whole) // 4)
        self.assertGreater(len(greek), len(latin))
        self.assertTrue(characters(greek) >= {0x391, 0x3a9, ord("x")})
        self.assertFalse(characters(latin) & {0x391, 0x3a9})
        # what its maker forbids, and what is no whole font, stays as it is
        at = struct.unpack(">I", table(whole, b"OS/2"))[0]
        kept = bytearray(whole)
        kept[at + 8] |= 1
        self.assertEqual(font("x", bytes(kept)), bytes(kept))
        for cut in range(12, len(whole), len(whole) // 23):
            font("x", whole[:cut])
        for i in range(0, 3000, 97):
            bad = bytearray(whole)
            bad[i + 4:i + 8] = b"\xff\xff\xff\xf0"
            font("x", bytes(bad))

    def test_user_style_stays_in_the_book(self):
        css = self.file("u.css", '@import "x.css"; p { background: '
                        'url( "http://far.example/x.png" ) }')
        m = self.make(article("<p>x</p>"), args=[f"--css={css}"])
        self.assertNotIn("example", m["EPUB/css/user-1.css"])
        self.assertIn("style sheet 1", self.messages)


def mutate(data, name, change):
    """The book with one member changed, or dropped where change() gives None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, \
            zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            member = old.read(info)
            if info.filename == name:
                member = change(member)
            if member is not None:
                new.writestr(info, member)
    return out.getvalue()


class Checker(Case):
    """A checker that passes everything would prove nothing."""

    def test_planted_flaws(self):
        self.file("p.png", png())
        good = numbered(self.convert(article(
            '<p>a<noteref ref="n"/><link href="#s">b</link>'
            '<image ref="r" alt="p"/></p>'
            '<mathblock notation="mathml">&lt;math&gt;&lt;mi&gt;x&lt;/mi&gt;'
            "&lt;/math&gt;</mathblock>"
            '<section xml:id="s"><heading level="1">S</heading><table><row>'
            "<cell header='1'>h</cell><cell>c</cell></row></table></section>"
            '<section xml:id="t"><heading level="1">T</heading><p>x</p>'
            "</section>",
            notes='<note xml:id="n"><p>note</p></note>',
            resources=[("r", "p.png")])))
        self.assertEqual(book.flaws(good), [])
        page, opf, nav = ("EPUB/text/001.xhtml", "EPUB/package.opf",
                          "EPUB/nav.xhtml")
        replaced = [
            (page, 'href="#s"', 'href="#gone"'),
            (page, 'href="#s"', 'href="javascript:1"'),
            (page, 'href="#s"', 'href="/root"'),
            (page, ' alt="p"', ""),
            (page, ' alt="p"', ' alt="p.png"'),
            (page, 'src="../images', 'src="http://far.example'),
            (page, "<h2>S", "<h4>S</h4><h2>"),
            (page, ' scope="row"', ""),
            (page, 'id="s"', 'id="t"'),
            (page, 'id="s"', 'id="1s"'),
            (page, ' role="doc-noteref"', ""),
            (page, 'href="#n"', 'href="#s"'),
            (page, '<p>x</p>', '<p style="color:red">x</p>'),
            (page, '<p>x</p>', "<p><script>1</script></p>"),
            (page, '<p>x</p>', "<p>&nbsp;</p>"),
            (page, ' lang="en"', ""),
            (page, "<title>A title", "<title>"),
            (opf, ' properties="mathml"', ""),
            (opf, ' xml:lang="en"', ""),
            (opf, "<dc:title>A title", "<dc:title>"),
            (opf, "image/png", "image/jpeg"),
            (opf, "00:00Z", "00:00+00:00"),
            (opf, "schema:accessibilityHazard", "schema:hazard"),
            (opf, ">visual<", ">auditory<"),
            (opf, '<itemref idref="f-text-001.xhtml"/>', ""),
            (nav, "001.xhtml#s", "001.xhtml#x"),
            (nav, 'epub:type="landmarks"', 'epub:type="loi"'),
            ("EPUB/toc.ncx", 'playOrder="2"', 'playOrder="3"'),
            ("EPUB/toc.ncx", "#s", "#t"),
            ("EPUB/css/book.css", "body {", "@import 'x'; body {"),
        ]
        for name, old, new in replaced:
            with self.subTest(name=name, old=old, new=new):
                def change(data):
                    self.assertIn(old, data.decode())
                    return data.decode().replace(old, new).encode()
                self.assertNotEqual(
                    book.flaws(mutate(good, name, change)), [])
        for name in ("EPUB/toc.ncx", "mimetype", "EPUB/css/book.css"):
            with self.subTest(dropped=name):
                self.assertNotEqual(
                    book.flaws(mutate(good, name, lambda _: None)), [])


if __name__ == "__main__":
    unittest.main()
