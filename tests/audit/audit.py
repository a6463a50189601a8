#!/usr/bin/env python3
"""Nothing is lost in silence: the words of a page are all in what came of it.

    audit.py OCTAVO SOURCE-FOLDER [corpus [SET...]]

Each page becomes XML with --audit=inline.  Every word that the page shows must
be in its body, notes or dropped blocks, or in its metadata, as often as the
page has it: 99.9 % of them on every page.  Without "corpus" the pages are the
samples and the inputs of the golden tests, with it those of the corpus, which
lies beside the repository; where it does not, that is skipped.

What a page shows is found without Octavo's own parser: Python's html.parser,
which knows tags and text and no tree.  Markdown goes through cmark, or
cmark-gfm for what that dialect's reader took, and is then read as HTML.

    counts      all text of the page, whether styles or scripts would hide it
                or not: hidden text is to be among the dropped; text in
                <noscript>, every <option>, <textarea>, text in drawings
    does not    script, style, template, <title> and what else is in <head>
                by its nature, comments; titles and descriptions of drawings;
                the source of a formula that stands beside it (annotation);
                what browsers show in place of what they can show (iframe,
                noembed, noframes); datalist; attributes, so alternative texts
                as well (they are kept with their images)
    is put      text that was encoded twice, where that is certain, and e-mail
    right       addresses that a script would show
    a word      a run of letters and digits, small and capital alike.  Text in
                neighbouring inline elements touches, as in browsers; where
                Octavo parts such words, all the parts must be there
"""
import collections
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

SKIPPED = 77
ENOUGH = 0.999
NS = "{urn:octavo:article:1}"

# Pages of the corpus on which the reference is wrong, and why.
EXCEPTIONS = {
    "segments/ad30211e2b32.html": "a script within a comment within a script: "
                                  "html.parser takes the rest for text",
    "segments/102362c39e3d.html": "a comment ends with --!>, which html.parser "
                                  "does not know",
    "wcxb/0386.html": "a comment without end, which html.parser takes for text",
    "wcxb/0533.html": "a script that writes a script, in a comment: html.parser "
                      "ends it too early",
    "wcxb/4311.html": "<![CDATA[ in HTML is a comment, for html.parser text",
    "wcxb/4312.html": "<![CDATA[ in HTML is a comment, for html.parser text",
    "wcxb/4492.html": "<![CDATA[ in HTML is a comment, for html.parser text",
}

UNSEEN = set("""script style template title iframe noembed noframes datalist
    desc metadata annotation annotation-xml""".split())
BLOCKS = set("""address article aside blockquote body br button caption center
    col colgroup dd details dialog dir div dl dt fieldset figcaption figure
    footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li
    listing main marquee menu nav noscript ol optgroup option output p plaintext
    pre search section select summary table tbody td textarea tfoot th thead tr
    ul xmp""".split())
# Of the XML: what does not part the words beside it.
INLINES = {NS + name for name in """em strong u del ins mark small sup sub code
    kbd q cite abbr time link ruby span""".split()}
WORD = re.compile(r"\w+")
# Names of encodings as browsers take them.
ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252",
             "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
             "shift_jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949"}


class Shown(HTMLParser):
    """The text of a page that is meant to be seen."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.unseen, self.email = [], [], None

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.unseen.append(tag)
        if tag in BLOCKS:
            self.parts.append(" ")
        said = dict(attrs)
        link = re.search("/cdn-cgi/l/email-protection#(.*)", said.get("href") or "")
        hidden = bytes.fromhex(said.get("data-cfemail") or (link[1] if link else ""))
        if hidden:
            self.email = "".join(chr(b ^ hidden[0]) for b in hidden[1:]).split("?")[0]

    def handle_startendtag(self, tag, attrs):
        if tag in ("script", "iframe"):  # HTML has no such form of them
            self.unseen.append(tag)
        if tag in BLOCKS:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        if tag in self.unseen:
            while self.unseen.pop() != tag:
                pass
        if tag in BLOCKS:
            self.parts.append(" ")

    def handle_data(self, data):
        if self.email and "protected" in data:
            data, self.email = self.email, None
        if not self.unseen:
            self.parts.append(data)


def words(text):
    return collections.Counter(WORD.findall(text.casefold()))


WINDOWS = {bytes([b]).decode("cp1252"): b for b in range(0x80, 0xa0)
           if b not in (0x81, 0x8d, 0x8f, 0x90, 0x9d)}
TAIL = f"[\x80-\xbf{''.join(WINDOWS)}]"
TWICE = re.compile(f"â[€\x80]{TAIL}|ð[Ÿ\x9f]{TAIL}{TAIL}|[\xc2-\xdf][\x80-\xbf]|"
                   "[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def mended(text):
    """What was read as Latin-1 or windows-1252 and encoded again, as UTF-8."""
    rest = TWICE.sub("", text)
    if re.search("[\x80-\x9f]", rest):
        return text
    alone = rest.isascii()

    def meant(match):
        found = match[0]
        if not alone and not any(c in WINDOWS or c < "\xa0" for c in found):
            return found
        return bytes(WINDOWS.get(c, ord(c) & 255) for c in found).decode("utf-8", "replace")

    if not any(c in WINDOWS or c < "\xa0" for found in TWICE.findall(text) for c in found):
        return text
    return TWICE.sub(meant, text)


def decoded(data):
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                       (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace")
    try:
        return mended(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    head = re.sub(rb"<!--.*?-->", b"", data[:8192], flags=re.S)
    said = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", head, re.I)
    name = said.group(1).decode().lower() if said else "cp1252"
    try:
        return data.decode(ENCODINGS.get(name, name), "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def html_of(page, reader):
    """The page as HTML: itself, or what cmark makes of Markdown."""
    text = decoded(page.read_bytes())
    if page.suffix != ".md":
        return text
    text = re.sub(r"\A---\n(.*?\n)?(---|\.\.\.)\n", "", text, flags=re.S)
    command = ["cmark", "--unsafe"]
    if reader == "gfm":
        command = ["cmark-gfm", "--unsafe", "-e", "footnotes", "-e", "table",
                   "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"]
    html = subprocess.run(command, input=text, capture_output=True, text=True,
                          check=True, encoding="utf-8").stdout
    # the ways back from notes, which cmark-gfm adds
    return re.sub(r"<a[^>]+data-footnote-backref.*?</a>", "", html)


def shown(page, reader):
    parser = Shown()
    parser.feed(html_of(page, reader))
    parser.close()
    return words("".join(parser.parts))


def text_below(top):
    parts, stack = [], [(top, False)]
    while stack:
        node, done = stack.pop()
        if node.tag not in INLINES:
            parts.append(" ")
        if not done:
            parts.append(node.text or "")
            for name in ("label", "start", "checked"):
                if node.get(name):
                    parts.append(f" {node.get(name)} ")
            stack.append((node, True))
            for child in reversed(node):
                stack.append((child, False))
        elif node is not top:
            parts.append(node.tail or "")
    return "".join(parts)


def parts_of(word, spare):
    """A word that is there in parts: the parts."""
    best = {0: []}
    for start in range(len(word)):
        if start not in best:
            continue
        for end in range(start + 1, min(len(word), start + 100) + 1):
            if end not in best and spare[word[start:end]] > 0:
                best[end] = best[start] + [word[start:end]]
    found = best.get(len(word))
    if found is None:
        return None
    return found if not collections.Counter(found) - spare else None


def lost(page, xml):
    """The words of a page that its XML has not, and how many it has in all."""
    root = ET.parse(xml).getroot()
    conversion = next(root.iter(NS + "conversion"))
    want = shown(page, conversion.get("reader"))
    got = collections.Counter()
    for part in ("body", "notes", "dropped"):
        for node in root.iter(NS + part):
            got += words(text_below(node))
    missing, spare = want - got, got - want
    for word in list(missing):
        for _ in range(missing[word]):
            parts = parts_of(word, spare)
            if parts is None:
                break
            spare.subtract(parts)
            missing[word] -= 1
    for node in root.iter(NS + "meta"):
        missing -= words(text_below(node))
    return +missing, sum(want.values())


class Report:
    def __init__(self):
        self.pages = self.words = self.lost = self.no_article = 0
        self.wrong, self.excused, self.worst = [], [], (0, "none")

    def add(self, name, missing, total):
        count = sum(missing.values())
        share = count / total if total else 0
        if name in EXCEPTIONS:
            self.excused.append(name)
            return
        self.pages += 1
        self.words += total
        self.lost += count
        self.worst = max(self.worst, (share, name))
        if share > 1 - ENOUGH:
            said = " ".join(word for word, _ in missing.most_common(12))
            self.wrong.append(f"{name}: {count} of {total} words are lost: {said}")


def check(octavo, pages, name_of, out, report, *options):
    """Converts pages and looks for their words; `name_of` names them."""
    if not pages:
        return
    out.mkdir()
    (out / "list").write_text("".join(f"{p}\n" for p in pages))
    subprocess.run([octavo, "-q", "-j", str(os.cpu_count()), "-t", "xml",
                    "--audit=inline", *options, "--timeout=120", "--output-name={n}",
                    "-O", out / "xml", "--files-from", out / "list"],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   timeout=3000)
    for number, page in enumerate(pages, 1):
        xml = out / "xml" / f"{number}.xml"
        if xml.exists():
            report.add(name_of(page), *lost(page, xml))
        else:
            report.no_article += 1


def our_own(octavo, source, out, report):
    pages = sorted(p for p in [*source.glob("samples/pages/*"),
                               *source.glob("tests/golden/*/*/in.*"),
                               *source.glob("tests/audit/pages/*")]
                   if p.suffix in (".html", ".md"))
    for number, options in enumerate(([], ["--comments=keep"],
                                      ["--extract=precision", "--images=drop"])):
        check(octavo, pages, lambda p: str(p.relative_to(source)),
              out / f"own{number}", report, *options)


def corpus(octavo, source, sets, out, report):
    unpack = source / "../shared/corpus/unpack.sh"
    if not unpack.exists():
        print(f"skipped: {unpack} is not there")
        sys.exit(SKIPPED)
    root = Path(subprocess.run(["sh", unpack], check=True, text=True,
                               capture_output=True).stdout.strip())
    for folder in sorted([*root.glob("*/html"), *root.glob("*/markdown")]):
        name = folder.parent.name
        if sets and name not in sets:
            continue
        pages = sorted(p for p in folder.iterdir() if p.suffix in (".html", ".md"))
        before = report.pages, report.words, report.lost
        check(octavo, pages, lambda p, n=name: f"{n}/{p.name}", out / name, report)
        print(f"{name}: {report.pages - before[0]} pages, "
              f"{report.words - before[1]} words, {report.lost - before[2]} lost",
              flush=True)


def main():
    octavo, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    report = Report()
    with tempfile.TemporaryDirectory() as out:
        if sys.argv[3:4] == ["corpus"]:
            corpus(octavo, source, sys.argv[4:], Path(out), report)
        else:
            our_own(octavo, source, Path(out), report)
    for name in report.excused:
        print(f"excepted: {name}: {EXCEPTIONS[name]}")
    print(f"{report.pages} pages, {report.words} words, {report.lost} lost; "
          f"the worst is {report.worst[1]} with {report.worst[0]:.5f}; "
          f"{report.no_article} pages were said to have no article")
    print(*report.wrong, sep="\n")
    print(f"{report.pages - len(report.wrong)} passed, {len(report.wrong)} failed")
    sys.exit(bool(report.wrong) or report.pages == 0)


main()
