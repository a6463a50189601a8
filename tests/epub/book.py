"""What must hold of every book, and what neither EPUBCheck nor Ace sees.

    flaws(data) -> a list of sentences, one for each rule broken

The clauses are those of EPUB 3.3, of OCF (its section 4) and of EPUB
Accessibility 1.1.
"""
import io
import posixpath
import re
import struct
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

ELEMENTS = set("""html head meta title link body section header footer nav aside
    h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote pre code hr figure
    figcaption table caption thead tbody tr th td div span a em strong u del ins
    mark small sup sub kbd q cite abbr time img ruby rt rp br""".split())
ATTRIBUTES = set("""id lang dir class role href src alt title width rel type
    charset start cite scope colspan rowspan datetime hidden aria-label
    aria-labelledby""".split())
ROLES = {"noteref": "doc-noteref", "footnote": "doc-footnote",
         "endnotes": "doc-endnotes", "toc": "doc-toc",
         "chapter": "doc-chapter", "subtitle": "doc-subtitle",
         "part": "doc-part", "index": "doc-index",
         "pullquote": "doc-pullquote"}
MAGIC = [(b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
         (b"GIF8", "image/gif"), (b"RIFF", "image/webp"),
         (b"\0\1\0\0", "font/ttf"), (b"OTTO", "font/otf")]
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
FILE_NAME = re.compile(r"\S+\.(jpe?g|png|gif|webp|svg|avif)", re.I)


class Book:
    def __init__(self, data):
        self.data = data
        self.found = []
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.pages = {}  # name: root element
        self.ids = {}  # name: ids in document order

    def say(self, *words):
        self.found.append(" ".join(str(w) for w in words))

    def expect(self, holds, *words):
        if not holds:
            self.say(*words)

    # --- OCF: the container (EPUB 3.3, 4.2) -------------------------------
    def container(self):
        first = self.zip.infolist()[0]
        name_len, extra_len = struct.unpack("<HH", self.data[26:30])
        self.expect(first.filename == "mimetype" and first.header_offset == 0,
                    "mimetype is not the first file")
        self.expect(extra_len == 0, "mimetype has an extra field")
        self.expect(self.data[30 + name_len:].startswith(
            b"application/epub+zipPK"), "mimetype is not stored bare")
        self.expect(len(set(n.casefold() for n in self.names)) ==
                    len(self.names), "two files of one name")
        for info in self.zip.infolist():
            n = info.filename
            self.expect(not n.endswith("/"), n, "is a folder")
            self.expect(re.fullmatch(r"[A-Za-z0-9._/-]+", n), n,
                        "is no plain name")
            self.expect(info.date_time == (1980, 1, 1, 0, 0, 0), n,
                        "has a date of its own")
            self.expect(info.compress_type in (0, 8), n, "is packed oddly")
            self.expect(info.external_attr >> 16 == 0o100644, n,
                        "has the mode", oct(info.external_attr >> 16))
        self.expect(self.zip.testzip() is None, "a checksum is wrong")

    # --- the package document (EPUB 3.3, 5) --------------------------------
    def package(self):
        self.opf = ET.fromstring(self.zip.read("EPUB/package.opf"))
        meta = self.opf.find(OPF + "metadata")
        self.items = {}
        for item in self.opf.iter(OPF + "item"):
            name = posixpath.join("EPUB", item.get("href"))
            self.expect(name not in self.items, name, "is listed twice")
            self.items[name] = item
        listed = set(self.items) | {
            "mimetype", "META-INF/container.xml", "EPUB/package.opf"}
        self.expect(listed == set(self.names), "listed or present only:",
                    sorted(listed ^ set(self.names)))
        self.expect(self.opf.get(XML + "lang"), "the package has no xml:lang")
        uid = meta.find(f"{DC}identifier[@id='uid']").text
        self.expect(re.fullmatch(
            "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
            "[0-9a-f]{12}", uid), uid, "is no UUID of version 5")
        self.uid = uid
        for name in ("title", "language"):
            e = meta.find(DC + name)
            self.expect(e is not None and e.text.strip(), "no dc:" + name)
        for e in meta.iter(DC + "language"):
            self.expect(re.fullmatch("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", e.text),
                        e.text, "is no language tag")
        self.properties = {}
        for e in meta.findall(OPF + "meta"):
            if e.get("refines") is None and e.get("property"):
                self.properties.setdefault(e.get("property"), []).append(e.text)
        modified = self.properties.get("dcterms:modified", [])
        self.expect(len(modified) == 1 and re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified[0]),
            "dcterms:modified is", modified)
        for name in ("accessMode", "accessModeSufficient", "accessibilityFeature",
                     "accessibilityHazard", "accessibilitySummary"):
            self.expect(self.properties.get("schema:" + name), "no", name)

    def media_types(self):
        for name, item in self.items.items():
            data = self.zip.read(name)
            said = item.get("media-type")
            for magic, kind in MAGIC:
                if data.startswith(magic):
                    self.expect(said == kind, name, "is", kind, "not", said)
            if said == "application/xhtml+xml":
                self.pages[name] = ET.fromstring(data)
            if said == "text/css":
                text = re.sub(r"(?s)/\*.*?\*/", "", data.decode())
                self.expect(not re.search(
                    r"(?i)@import|url\((?!\"\.\./fonts/|['\"]?data:)", text),
                    name, "leads out of the book")

    # --- content documents (EPUB 3.3, 6) ----------------------------------
    def pages_one_by_one(self):
        for name, root in self.pages.items():
            ids = [e.get("id") for e in root.iter() if e.get("id")]
            self.ids[name] = ids
            self.expect(len(set(ids)) == len(ids), name, "repeats an id")
            for i in ids:
                self.expect(NAME.fullmatch(i), name, "has the id", repr(i))
            self.expect(root.get("lang") and
                        root.get("lang") == root.get(XML + "lang"),
                        name, "has no language")
            title = root.findtext(f"{XHTML}head/{XHTML}title")
            self.expect(title and title.strip(), name, "has no title")
            self.headings(name, root)
            self.walk(name, root, in_link=False)
            self.manifest_properties(name, root)

    def headings(self, name, root):
        last = None
        for e in root.iter():
            m = re.fullmatch(re.escape(XHTML) + "h([1-6])", str(e.tag))
            if not m:
                continue
            level = int(m[1])
            self.expect(last is None or level <= last + 1, name,
                        f"leaps from h{last} to h{level}")
            self.expect("".join(e.itertext()).strip() or
                        e.find(f".//{XHTML}img") is not None,
                        name, "has an empty heading")
            last = level

    def walk(self, name, root, in_link):
        stack = [(root, in_link)]
        while stack:
            e, in_link = stack.pop()
            if e.tag.startswith(MATHML):
                continue
            tag = e.tag.removeprefix(XHTML)
            self.expect(tag in ELEMENTS, name, "holds a", e.tag)
            self.expect(not (tag == "a" and in_link), name,
                        "has a link in a link")
            for key in e.attrib:
                self.expect(key in ATTRIBUTES or key.startswith("{"), name,
                            "has the attribute", key)
            self.element(name, tag, e)
            stack += [(c, in_link or tag == "a") for c in e]

    def element(self, name, tag, e):
        kind = e.get(OPS + "type")
        if kind in ROLES and (tag != "a" or kind == "noteref"):
            self.expect(e.get("role") == ROLES[kind], name, kind,
                        "without its role")
        if tag == "th":
            self.expect(e.get("scope") in ("col", "row"), name,
                        "has a th without scope")
        if tag == "img":
            alt = e.get("alt")
            self.expect(alt is not None, name, "has an img without alt")
            self.expect(not FILE_NAME.fullmatch(alt or ""), name,
                        "describes a picture as", alt)
        if tag == "ol" and self.items[name].get("properties") == "nav":
            self.expect(len(e) > 0, "the contents have an empty list")

    def manifest_properties(self, name, root):
        said = set((self.items[name].get("properties") or "").split())
        true = set()
        if root.find(f".//{MATHML}math") is not None:
            true.add("mathml")
        self.expect(said - {"nav"} == true, name, "says", said, "has", true)

    # --- links ---------------------------------------------------------------
    def links(self):
        for name, root in self.pages.items():
            for e in root.iter():
                for key in ("href", "src"):
                    if e.get(key) is not None:
                        self.link(name, e, key)
                for i in (e.get("aria-labelledby") or "").split():
                    self.expect(i in self.ids[name], name,
                                "is labelled by nothing:", i)

    def link(self, name, e, key):
        target = e.get(key)
        if re.match("(https?://[^/]|mailto:)", target):
            self.expect(key == "href" and e.tag == XHTML + "a", name,
                        "fetches", target)
            return
        path, _, fragment = target.partition("#")
        path = urllib.parse.unquote(path)
        to = name if not path else posixpath.normpath(
            posixpath.join(posixpath.dirname(name), path))
        self.expect(to in self.items, name, "leads to nothing:", target)
        if fragment:
            self.expect(fragment in self.ids.get(to, ()), name,
                        "leads to no id:", target)
        if e.get("role") == "doc-noteref":
            self.expect(self.is_role(to, fragment, "doc-footnote"), name,
                        "has a note reference to no note:", target)
        if e.get("role") == "doc-backlink":
            self.expect(self.is_role(to, fragment, "doc-noteref"), name,
                        "has a backlink to no reference:", target)

    def is_role(self, page, i, role):
        found = [e for e in self.pages[page].iter() if e.get("id") == i]
        return len(found) == 1 and found[0].get("role") == role

    # --- navigation (EPUB 3.3, 7) ---------------------------------------------
    def navigation(self):
        navs = [n for n, i in self.items.items()
                if i.get("properties") == "nav"]
        self.expect(len(navs) == 1, "navigation documents:", navs)
        root = self.pages[navs[0]]
        toc = root.find(f".//{XHTML}nav[@{OPS}type='toc']")
        marks = root.find(f".//{XHTML}nav[@{OPS}type='landmarks']")
        self.expect(toc is not None and marks is not None, "a nav is missing")
        by_id = {i.get("id"): n for n, i in self.items.items()}
        spine = [by_id[r.get("idref")] for r in self.opf.iter(OPF + "itemref")]
        self.expect(sorted(spine) == sorted(self.pages), "the spine is", spine)
        order, hrefs = [], []
        for a in toc.iter(XHTML + "a"):
            self.expect("".join(a.itertext()).strip(), "an entry has no name")
            page, _, i = a.get("href").partition("#")
            page = "EPUB/" + page
            hrefs.append(a.get("href"))
            order.append((spine.index(page),
                          self.ids[page].index(i) if i else -1))
        self.expect(hrefs and order == sorted(order),
                    "the contents are out of order")
        ncx = ET.fromstring(self.zip.read("EPUB/toc.ncx"))
        points = list(ncx.iter(NCX + "navPoint"))
        self.expect([p.find(NCX + "content").get("src") for p in points] ==
                    hrefs, "NCX and contents differ")
        self.expect([p.get("playOrder") for p in points] ==
                    [str(i + 1) for i in range(len(points))],
                    "the NCX's order is not 1, 2, 3")
        uid = ncx.find(f".//{NCX}meta[@name='dtb:uid']").get("content")
        self.expect(uid == self.uid, "the NCX has another identifier")

    # --- accessibility -----------------------------------------------------------
    def accessibility(self):
        images = [e for r in self.pages.values()
                  for e in r.iter(XHTML + "img")]
        features = self.properties.get("schema:accessibilityFeature", [])
        modes = self.properties.get("schema:accessMode", [])
        self.expect(("visual" in modes) == bool(images), "modes are", modes)
        self.expect(("MathML" in features) == any(
            r.find(f".//{MATHML}math") is not None
            for r in self.pages.values()), "features are", features)
        self.expect("alternativeText" not in features or images,
                    "alternative text of no image")


def flaws(data):
    book = Book(data)
    for rule in (book.container, book.package, book.media_types,
                 book.pages_one_by_one, book.links, book.navigation,
                 book.accessibility):
        try:
            rule()
        except (AttributeError, ET.ParseError, KeyError, ValueError) as error:
            book.say(rule.__name__, "could not be looked at:", repr(error))
            break
    return book.found
