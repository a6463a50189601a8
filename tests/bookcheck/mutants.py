#!/usr/bin/env python3
"""mutants.py OCTAVO SOURCE   Good books, a single flaw in each, and --check.

A flaw changes one file of a book that Octavo made of the goldens, or how the zip
holds it.  Beside each stands the rule that --check must give, as it is in its
message, and whether that is an error (exit code 14) or only said.  LEFT are the
flaws that it leaves to EPUBCheck, which knows the content model of HTML and CSS:
it must not stumble over them.
"""
import io
import os
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

OCTAVO, SOURCE = sys.argv[1], Path(sys.argv[2])
GOLDEN = SOURCE / "tests/golden/epub"
OPF, NAV, NCX = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"
CSS, COVER = "EPUB/css/book.css", "EPUB/text/cover.xhtml"


def good(folder):
    book = folder / "good.epub"
    subprocess.run([OCTAVO, "-q", "--epub-cover-image", GOLDEN / "rich/plan.png",
                    GOLDEN / "rich/in.xml", GOLDEN / "anthology/in.1.xml",
                    GOLDEN / "anthology/in.2.xml", "-o", book], check=True)
    with zipfile.ZipFile(book) as z:
        return {name: z.read(name) for name in z.namelist()}


def pack(files, stored=("mimetype",), flags=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            if flags:
                flags(info)
            z.writestr(info, data)
    return out.getvalue()


def check(folder, data):
    book = folder / "book.epub"
    book.write_bytes(data)
    run = subprocess.run([OCTAVO, "--check", "--verbose", book], capture_output=True,
                         text=True, env={**os.environ, "NO_COLOR": "1"}, timeout=60)
    return run.returncode, run.stderr


# --- how a file is changed

def change(name, old, new, count=1):
    """Another text in one file; `old` must be there."""
    def edit(files):
        key = next(key for key in files if re.fullmatch(name, key))
        text = files[key].decode()
        assert re.search(old, text), (key, old)
        return {**files, key: re.sub(old, lambda m: m.expand(new), text, count=count).encode()}
    return edit


TEXT = r"EPUB/text/tides-.*\.xhtml"


def body(markup):
    return change(TEXT, r"</body>", markup.replace("\\", r"\\") + "</body>")


def opf(old, new, count=1):
    return change(OPF, old, new, count)


def without(name):
    return lambda files: {k: v for k, v in files.items() if not re.fullmatch(name, k)}


def added(name, data=b"x"):
    return lambda files: {**files, name: data}


def renamed(old, new):
    """A file under another name, and in the manifest as well."""
    def edit(files):
        key = next(k for k in files if re.fullmatch(old, k))
        base = key.rsplit("/", 1)[-1].encode()
        return {(k.replace(key, new)): (v.replace(base, new.rsplit("/", 1)[-1].encode())
                                        if k != key else v) for k, v in files.items()}
    return edit


def image(edit):
    def apply(files):
        key = next(k for k in files if k.startswith("EPUB/images/") and "cover" not in k)
        return {**files, key: edit(files[key])}
    return apply


def pipeline(*edits):
    def apply(files):
        for edit in edits:
            files = edit(files)
        return files
    return apply


META = r'<meta property="schema:%s">[^<]*</meta>\n'
ITEM = '<item id="new" href="%s" media-type="%s"/></manifest>'

# name: (how, rule, is it an error?)
FLAWS = {
    # the package document
    "no version": (opf(r'version="3.0"', 'version="2.0"'), "OPF-001", True),
    "no unique identifier": (opf(r'unique-identifier="uid"', 'unique-identifier="no"'), "OPF-030", True),
    "no title": (opf(r"<dc:title>.*?</dc:title>", ""), "RSC-005", True),
    "empty title": (opf(r"<dc:title>.*?</dc:title>", "<dc:title> </dc:title>"), "RSC-005", True),
    "no language": (opf(r"<dc:language>.*?</dc:language>\n", "", 9), "RSC-005", True),
    "language of a locale": (opf(r"<dc:language>.*?<", "<dc:language>en_GB<"), "OPF-092", True),
    "language C": (opf(r"<dc:language>.*?<", "<dc:language>C<"), "OPF-092", True),
    "package without language": (opf(r' xml:lang="en-GB">\n<metadata', ">\n<metadata"), "OCT-LANG", False),
    "modified with an offset": (opf(r"(dcterms:modified\">[^<]*)Z<", r"\1+01:00<"), "RSC-005", True),
    "modified twice": (opf(r'(<meta property="dcterms:modified">.*?</meta>)', r"\1\1"), "RSC-005", True),
    "never modified": (opf(r'<meta property="dcterms:modified">.*?</meta>', ""), "RSC-005", True),
    "no access mode": (opf(META % "accessMode", "", 9), "OCT-A11Y", True),
    "no features": (opf(META % "accessibilityFeature", "", 99), "OCT-A11Y", True),
    "no hazards": (opf(META % "accessibilityHazard", "", 9), "OCT-A11Y", True),
    "unknown hazard": (opf("noSoundHazard", "quiet"), "OCT-A11Y", True),
    "unknown feature": (opf(">readingOrder<", ">readable<"), "OCT-A11Y", True),
    "no summary": (opf(r'<meta property="schema:accessibilitySummary".*?</meta>', ""), "OCT-A11Y", False),
    "no sufficient mode": (opf(META % "accessModeSufficient", "", 9), "OCT-A11Y", False),
    "no source": (opf(r"<dc:source>.*?</dc:source>\n", "", 9), "OCT-SOURCE", False),
    "package not well-formed": (opf("</metadata>", ""), "RSC-016", True),
    "entity of its own": (opf("<package", '<!DOCTYPE package [<!ENTITY a "b">]><package'), "OCT-ENTITY", True),
    # manifest and spine
    "manifest names what is not there": (opf("</manifest>", ITEM % ("no.css", "text/css")), "RSC-001", True),
    "file in no manifest": (added("EPUB/stray.txt"), "OPF-003", False),
    "file in the manifest twice": (opf("</manifest>", ITEM % ("css/book.css", "text/css")), "OPF-074", True),
    "id in the manifest twice": (opf('id="f-css-book.css"', 'id="f-nav.xhtml"'), "RSC-005", True),
    "item without type": (opf(r' media-type="text/css"', ""), "RSC-005", True),
    "spine names no item": (opf(r'idref="f-text-title.xhtml"', 'idref="none"'), "OPF-049", True),
    "spine names an item twice": (opf(r'(<itemref idref="f-text-title.xhtml"/>)', r"\1\1"), "OPF-034", True),
    "empty spine": (opf(r"<itemref .*?/>\n", "", 99), "OPF-033", True),
    "style sheet in the spine": (opf(r"</spine>", '<itemref idref="f-css-book.css"/></spine>'), "OPF-043", True),
    "no navigation": (opf(r' properties="nav"', ""), "RSC-005", True),
    "two covers": (opf(r'(media-type="image/png")/>', r'\1 properties="cover-image"/>', 9), "RSC-005", True),
    "image of another type": (opf("image/png", "image/jpeg", 9), "OPF-029", True),
    "image that e-books don't show": (opf("</manifest>", ITEM % ("images/a.avif", "image/avif")), "RSC-032", True),
    "math not declared": (opf(' properties="mathml"', ""), "OPF-014", True),
    "script declared without one": (opf(' properties="mathml"', ' properties="mathml scripted"'), "OPF-015", True),
    "svg not declared": (body('<p><svg xmlns="http://www.w3.org/2000/svg"/></p>'), "OPF-014", True),
    "script not declared": (body("<script>1</script>"), "OPF-014", True),
    "toc names no NCX": (opf('<spine toc="f-toc.ncx"', '<spine toc="f-nav.xhtml"'), "OPF-050", True),
    "no NCX": (opf('<spine toc="f-toc.ncx"', "<spine"), "OCT-NCX", False),
    "NCX of another book": (change(NCX, r'(dtb:uid" content=")', r"\1x"), "NCX-001", True),
    # container
    "no container.xml": (without("META-INF/container.xml"), "RSC-002", True),
    "container.xml names nothing": (change("META-INF/container.xml", "oebps-package", "other"), "RSC-003", True),
    "no package document": (without(OPF), "OPF-002", True),
    "file name with a colon": (renamed(r"EPUB/images/b.*\.png", "EPUB/images/a:b.png"), "PKG-009", True),
    "file name with a space": (added("EPUB/a b.txt"), "PKG-010", False),
    "file name in Chinese": (added("EPUB/潮.txt"), "PKG-012", False),
    "file name that ends in a full stop": (added("EPUB/a."), "PKG-011", True),
    "path that climbs": (added("EPUB/../../a.txt"), "PKG-009", True),
    "names that differ by case": (added("EPUB/NAV.xhtml"), "OPF-060", True),
    "entry of a folder": (added("EPUB/images/", b""), "PKG-014", False),
    # navigation
    "no table of contents": (change(NAV, 'epub:type="toc" role="doc-toc"', 'epub:type="lot"'), "RSC-005", True),
    "contents without role": (change(NAV, ' role="doc-toc"', ""), "OCT-ROLE", False),
    "no landmarks": (change(NAV, 'epub:type="landmarks"', 'epub:type="lot"'), "OCT-LANDMARKS", False),
    "empty list in the contents": (change(NAV, "</nav>", "<ol></ol></nav>"), "RSC-005", True),
    "contents out of order": (change(NAV, r"(?s)<ol>\n(<li>.*?</ol>\n</li>)\n(<li><a href=\"text/boat.*?</li>)",
                                     r"<ol>\n\2\n\1"), "NAV-011", False),
    "contents that lead out": (change(NAV, r'href="text/boat', 'href="https://a.example/boat'), "RSC-010", True),
    "contents that lead nowhere": (change(NAV, r'href="text/boat', 'href="text/coat'), "RSC-007", True),
    "contents to no such place": (change(NAV, "#method", "#mathod"), "RSC-012", True),
    # text
    "empty title of a page": (change(TEXT, "<title>.*?</title>", "<title></title>"), "RSC-005", True),
    "page without title": (change(TEXT, "<title>.*?</title>", ""), "RSC-005", True),
    "page without language": (change(TEXT, r' lang="en-GB" xml:lang="en-GB"', "", 1), "OCT-LANG", True),
    "page with xml:lang alone": (change(TEXT, r'(<html .*?) lang="en-GB"', r"\1"), "OCT-LANG", True),
    "page without doctype": (change(TEXT, "<!DOCTYPE html>", ""), "OCT-DOCTYPE", False),
    "page of XHTML 1.1": (change(TEXT, "<!DOCTYPE html>",
                                 '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "a.dtd">'), "HTM-004", True),
    "tag not closed": (body("<p><br></p>"), "RSC-016", True),
    "named entity": (body("<p>a&nbsp;b</p>"), "RSC-016", True),
    "ampersand": (body("<p>a & b</p>"), "RSC-016", True),
    "id twice": (body('<p id="twin">a</p><p id="twin">b</p>'), "RSC-005", True),
    "id with a space": (body('<p id="a b">a</p>'), "RSC-005", True),
    "center": (body("<center>a</center>"), "RSC-005", True),
    "custom element": (body("<my-box>a</my-box>"), "OCT-ELEMENT", True),
    "attribute of a time before style sheets": (body('<p align="left">a</p>'), "RSC-005", True),
    "data attribute": (body('<p data-x="1">a</p>'), "OCT-DATA", False),
    "handler": (body('<p onclick="a()">a</p>'), "OCT-SCRIPT", True),
    "image without alt": (body('<p><img src="../images/cover.png"/></p>'), "OCT-ALT", True),
    "image with its file's name": (body('<p><img src="../images/cover.png" alt="cover.png"/></p>'), "OCT-ALT", True),
    "image with a file's name": (body('<p><img src="../images/cover.png" alt="IMG_0301.JPG"/></p>'), "OCT-ALT", True),
    "image without src": (body('<p><img alt="a"/></p>'), "RSC-005", True),
    "image in the text": (body('<p><img alt="a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="/></p>'),
                          "OCT-DATA-IMAGE", False),
    "image from the network": (body('<p><img alt="a" src="https://a.example/b.png"/></p>'), "RSC-006", True),
    "image that is not there": (body('<p><img alt="a" src="../images/none.png"/></p>'), "RSC-007", True),
    "image in no manifest": (pipeline(added("EPUB/a.png"), body('<p><img alt="a" src="../a.png"/></p>')),
                             "RSC-008", True),
    "image cut off": (image(lambda data: data[:-20]), "OCT-IMAGE", True),
    "image that is none": (image(lambda data: b"<html>404</html>"), "OCT-IMAGE", True),
    "level of headings left out": (body("<h2>a</h2><h5>b</h5>"), "OCT-HEADING", False),
    "heading without text": (body("<h2> </h2>"), "OCT-HEADING", False),
    "table without headers": (body("<table><tr><td>a</td><td>b</td></tr></table>"), "OCT-TABLE", False),
    "note without role": (change(TEXT, r'(epub:type="noteref") role="doc-noteref"', r"\1"), "OCT-ROLE", False),
    "input without label": (pipeline(body('<p><input type="checkbox"/></p>')), "OCT-LABEL", True),
    "frame from the network": (body('<iframe src="https://a.example/"></iframe>'), "RSC-006", True),
    "film from the network": (body('<video src="https://a.example/a.mp4"></video>'), "OPF-014", True),
    "formula without words": (body('<p><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>'),
                              "OCT-ALT", False),
    # links
    "link to no file": (body('<p><a href="none.xhtml">a</a></p>'), "RSC-007", True),
    "link to no place": (body('<p><a href="#none">a</a></p>'), "RSC-012", True),
    "link from the root": (body('<p><a href="/news">a</a></p>'), "RSC-026", True),
    "link that climbs out": (body('<p><a href="../../../a.html">a</a></p>'), "RSC-007", True),
    "link to somebody's disk": (body('<p><a href="file:///C:/a.html">a</a></p>'), "RSC-030", True),
    "link that runs a script": (body('<p><a href="javascript:void(0)">a</a></p>'), "OCT-SCRIPT", True),
    "link that is its own data": (body('<p><a href="data:text/html,a">a</a></p>'), "RSC-029", True),
    "link to a style sheet": (body('<p><a href="../css/book.css">a</a></p>'), "RSC-010", True),
    "link to text out of the spine": (opf(r'<itemref idref="f-text-island[^"]*"/>', ""), "RSC-011", True),
    # style sheets
    "import of what is not there": (change(CSS, r"\A", '@import "none.css";\n'), "RSC-007", True),
    "picture of a style from the network": (change(CSS, r"\Z", "p{background:url(https://a.example/a.png)}"),
                                            "RSC-006", True),
    "style in the text": (body('<p style="background:url(\'none.png\')">a</p>'), "RSC-007", True),
    "style sheet that is not there": (change(TEXT, r'href="../css/book.css"', 'href="../css/none.css"'),
                                      "RSC-007", True),
}

# How the zip holds the files.
def mimetype_deflated(files):
    return pack(files.items(), stored=())


def mimetype_last(files):
    return pack([*list(files.items())[1:], ("mimetype", files["mimetype"])])


def mimetype_with_newline(files):
    return pack({**files, "mimetype": b"application/epub+zip\n"}.items())


def mimetype_with_extra(files):
    def add(info):
        if info.filename == "mimetype":
            info.extra = struct.pack("<HHI", 0x5455, 4, 0)
    return pack(files.items(), flags=add)


def with_bzip2(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in files.items():
            z.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_BZIP2 if name == CSS
                       else zipfile.ZIP_STORED)
    return out.getvalue()


def encrypted(files):
    """The flag that says so, in both headers of the style sheet."""
    data = bytearray(pack(files.items()))
    name = CSS.encode()
    for magic, flag, at in ((b"PK\3\4", 6, 30), (b"PK\1\2", 8, 46)):
        i = data.find(magic)
        while data[i + at:i + at + len(name)] != name:
            i = data.find(magic, i + 1)
        data[i + flag] |= 1
    return bytes(data)


def damaged(files):
    data = bytearray(pack(files.items(), stored=files))
    at = data.find(files[CSS][:40])
    data[at + 10] ^= 0xff
    return bytes(data)


ZIPS = {
    "mimetype deflated": (mimetype_deflated, "OCT-MIMETYPE"),
    "mimetype not first": (mimetype_last, "PKG-006"),
    "mimetype with a newline": (mimetype_with_newline, "PKG-007"),
    "mimetype with an extra field": (mimetype_with_extra, "PKG-005"),
    "compressed by bzip2": (with_bzip2, "OCT-METHOD"),
    "encrypted": (encrypted, "OCT-ENCRYPTED"),
    "damaged": (damaged, "PKG-008"),
    "cut off": (lambda files: pack(files.items())[:-200], "PKG-008"),
    "no zip": (lambda files: b"<html>no book</html>" * 9, "PKG-008"),
}

# EPUBCheck's: RSC-005 of the content model, CSS-008 of a style sheet's grammar.
LEFT = {
    "paragraph in a paragraph's place": body("<p><div>a</div></p>"),
    "list item without a list": body("<li>a</li>"),
    "attribute that HTML does not know": body('<p flavour="salt">a</p>'),
    "style sheet that is not CSS": change(CSS, r"\A", "}} {\n"),
    "date that is none": opf("<dc:date>.*?<", "<dc:date>tomorrow<"),
}


def main():
    failed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = good(folder)
        code, said = check(folder, pack(files.items()))
        if code != 0 or said:
            failed.append(f"the good book: {code}, {said}")
        for name, (edit, rule, error) in FLAWS.items():
            code, said = check(folder, pack(edit(files).items()))
            if f"[{rule}]" not in said or (code == 14) != error or code not in (0, 14):
                failed.append(f"{name}: {rule} wanted, exit code {code}: {said}")
        for name, (edit, rule) in ZIPS.items():
            code, said = check(folder, edit(files))
            if f"[{rule}]" not in said or code != 14:
                failed.append(f"{name}: {rule} wanted, exit code {code}: {said}")
        for name, edit in LEFT.items():
            code, said = check(folder, pack(edit(files).items()))
            if code != 0:
                failed.append(f"{name}: left to EPUBCheck, exit code {code}: {said}")
    for line in failed:
        print(line)
    total = 1 + len(FLAWS) + len(ZIPS) + len(LEFT)
    print(f"{total - len(failed)} passed, {len(failed)} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
