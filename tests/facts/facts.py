#!/usr/bin/env python3
"""facts.py OCTAVO   Title, authors and dates that are read from small pages.

A case is a name, the head and body of a page, and what is to be found: `title`, `authors` (a
list), `published`, `modified`, each with None for nothing; `body` a text that stays in the body,
`gone` one that does not.  {text} in a page stands for paragraphs of running text.
"""
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

NS = "{urn:octavo:article:1}"
TEXT = "".join(
    "<p>The harbour lay quiet that %s, and the men who mended nets along the wall talked of the "
    "ferry, which had not come, and of the winter that surely would, sooner than anyone liked.</p>"
    % when for when in ("morning", "noon", "afternoon", "evening"))
ARTICLE = '<meta property="og:type" content="article">'


def url(path):
    return '<link rel="canonical" href="https://island.example/%s">' % path


CASES = []


def case(name, head="", page="{text}", **want):
    CASES.append((name, head, page, want))


# --- titles -----------------------------------------------------------------
case("heading that <title> repeats",
     "<title>The last ferry - Island Post</title>", "<h1>The last ferry</h1>{text}",
     title="The last ferry")
case("parts of a title without spaces",
     "<title>港の時計が止まった日｜かもめ通信</title>", "<h1>港の時計が止まった日</h1>{text}",
     title="港の時計が止まった日")
case("parts of a title with underscores",
     "<title>潮汐表的故事_文化_海港新闻网</title>", "<h1>潮汐表的故事</h1>{text}", title="潮汐表的故事")
case("a name with an underscore",
     "<title>The tide_gauge module</title>", "<h1>tide_gauge</h1>{text}", title="The tide_gauge module")
case("chapter before its book",
     "<title>On tides - The Harbour Book</title>",
     "<h1>The Harbour Book</h1><h1>On tides</h1>{text}", title="On tides")
case("chapter in a heading of lower rank, the book in the first",
     "<title>On tides - The Harbour Book</title>",
     "<h1>The Harbour Book</h1><h2>On tides</h2>{text}", title="On tides")
case("the book's heading, by the URL",
     url("book/on-tides") + "<title>On tides - The Harbour Book</title>",
     "<h1>The Harbour Book</h1>{text}", title="On tides")
case("section in front, heading behind",
     "<title>Guides - Mending nets by hand</title>", "<h1>Mending nets by hand</h1>{text}",
     title="Mending nets by hand")
case("heading that og:title has, <title> has not",
     '<title>Rope shop with free delivery</title>'
     '<meta property="og:title" content="Ropes | Harbour Stores">',
     "<h1>Ropes</h1>{text}", title="Ropes")
case("an article's heading near its URL, before what <title> tells search engines",
     ARTICLE + url("mending-nets-by-hand") + "<title>9 net repair tips you need</title>",
     "<h1>Mending nets by hand, as the old men do</h1>{text}",
     title="Mending nets by hand, as the old men do")
case("a service's <title>, nearer to the URL than its slogan",
     url("net-repair") + "<title>Net repair | Harbour Stores</title>",
     "<h1>We fix what the sea broke</h1>{text}", title="Net repair")
case("what is behind a bar",
     "<title>Net repair service | Fast and fair | Since 1950</title>", title="Net repair service")
case("logo in a heading that links to the front page",
     url("winter-ferries") + "<title>Winter ferries - Island</title>",
     "<h1><a href='https://island.example/'>Island and Harbour Winter Gazette</a></h1>{text}",
     title="Winter ferries")
case("sign of a link to the heading", "<title>Knots — ropes 2.1</title>",
     "<h1>Knots<a class=headerlink href='#knots'>¶</a></h1>{text}", title="Knots")

# --- authors ----------------------------------------------------------------
H1 = "<title>Mending nets</title>"
TOP = "<h1>Mending nets</h1>"
case("class of the name before that of a heading above it", H1,
     TOP + "<div class='post-author'><h4 class='post-author-heading'>Insights from</h4>"
     "<div class='post-author-name'>Maren Dahl</div><div class='post-author-position'>Rigger</div>"
     "</div>{text}", authors=["Maren Dahl"])
case("links that style alone keeps apart", H1,
     TOP + "<p>By <a href='/authors/md'>Maren Dahl</a><a href='/job/9'>Chief Rigger</a></p>{text}",
     authors=["Maren Dahl"], gone="Rigger")
case("two authors in links of one look", H1,
     TOP + "<span><a rel=author href=/md>Maren Dahl</a></span>, "
     "<span><a rel=author href=/ok>Olaf Krog</a></span>{text}",
     authors=["Maren Dahl", "Olaf Krog"])
case("name, role and date in a line", H1,
     TOP + "<p>Maren Dahl | Senior Writer | July 2, 2025</p>{text}",
     authors=["Maren Dahl"], published="2025-07-02", gone="Senior Writer")
case("name that a picture says as well, with a date", H1,
     TOP + "<div><img alt='Maren Dahl' src=m.jpg><b>Maren Dahl</b> <i>July 2, 2025</i></div>{text}",
     authors=["Maren Dahl"])
case("goods with pictures are no authors", H1,
     TOP + "{text}<div><img alt='Harbour Rope Deluxe' src=r.jpg><b>Harbour Rope Deluxe</b></div>",
     authors=[])
case("name behind the picture of a person", H1,
     TOP + "<ul><li><i class='bi bi-person'></i> Maren Dahl</li><li>July 2, 2025</li></ul>{text}",
     authors=["Maren Dahl"])
case("a teaser's byline is not the page's", H1,
     TOP + "<p class=author>Maren Dahl</p>{text}<div class=related>"
     "<p>The winter ferry</p><p class=author>Olaf Krog</p></div>", authors=["Maren Dahl"])
case("of many that look the same none beats one that stands alone", H1,
     "<ul><li class=by-author>Olaf Krog<li class=by-author>Ida Vik<li class=by-author>Per Lund</ul>"
     + TOP + "{text}<p class=author>Maren Dahl</p>", authors=["Maren Dahl"])
case("person in the text before the site in the head",
     url("nets") + "<meta name=author content='Island'>" + H1,
     TOP + "<p>by Maren Dahl</p>{text}", authors=["Maren Dahl"])
case("editorial office where nobody signs",
     "<meta name=author content=Redaktion>" + H1, TOP + "{text}", authors=["Redaktion"])
case("editorial office gives way to a name",
     "<meta name=author content='Editorial Staff'>" + H1, TOP + "<p>By Maren Dahl</p>{text}",
     authors=["Maren Dahl"])
case("author that a card for short messages labels",
     "<meta name='twitter:label2' content='Verfasst von'>"
     "<meta name='twitter:data2' content='Maren Dahl'>" + H1, TOP + "{text}",
     authors=["Maren Dahl"])
case("who signs at the title before who put it into the system",
     "<script type='application/ld+json'>{'@type':'Article','author':{'@type':'Person',"
     "'name':'Olaf Krog'}}</script>".replace("'", '"') + H1,
     TOP + "<p>By Maren Dahl</p>{text}", authors=["Maren Dahl"])
case("picture in an author's box, without a date", H1,
     TOP + "{text}<div class=author-box><div><img alt='Maren Dahl' src=m.jpg></div>"
     "<div><b>Maren Dahl</b> has mended nets since she could walk, and sold them since she could "
     "count, on the island where the ferry lands, when it does, as her father did and his father, "
     "who built the wall.</div></div>", authors=["Maren Dahl"])
case("heading that only begins like a byline", H1,
     TOP + "<h2>Written Communication</h2>{text}", authors=[])
case("date and author with labels of their own", H1,
     TOP + "<p class=author-date>Datum: 19.11.2021 <br>Autor: Maren Dahl</p>{text}",
     authors=["Maren Dahl"])

case("a byline in Chinese", "<html lang=zh>" + H1,
     TOP + "<p>作者：王小明、李大華</p>{text}", authors=["王小明", "李大華"])
case("a reporter of Taiwan", "<html lang=zh-TW>" + H1,
     TOP + "<p>記者王小明／台北報導</p>{text}", authors=["王小明"])
case("a byline in Arabic", "<html lang=ar>" + H1,
     TOP + "<p>بقلم أحمد علي</p>{text}", authors=["أحمد علي"])
THREAD = "<div itemscope itemtype='https://schema.org/DiscussionForumPosting'>"
case("who began a thread, whatever the name, before who answers", H1,
     TOP + THREAD + "<div itemprop=author itemscope itemtype='https://schema.org/Person'>"
     "<span itemprop=name>net57530</span></div>{text}<div itemscope itemprop=comment "
     "itemtype='https://schema.org/Comment'><span class=username>Olaf Krog</span>"
     "<p>They were mended by noon.</p></div></div>", authors=["net57530"])
case("a user who began a thread, by JSON-LD",
     '<script type="application/ld+json">{"@type":"DiscussionForumPosting","author":{"@type":'
     '"Person","name":"net57530"}}</script>' + H1, TOP + "{text}", authors=["net57530"])
case("one name right behind the title, before two further on", H1,
     TOP + "<p>by <a href=/author/maren/>Maren</a></p><p>Nets of three kinds are mended here.</p>"
     "<p>They hang along the wall to dry.</p><ul><li>Seines</li><li>Trammels</li><li>Trawls</li>"
     "</ul><p>by Olaf Krog</p>{text}", authors=["Maren"])
case("the name in a byline that begins with something else", H1,
     TOP + "<div class=byline><span>Guide</span> <span>by</span> "
     "<span class=author>Maren Dahl</span></div>{text}", authors=["Maren Dahl"])
case("\"Written by\" below the article", H1,
     TOP + "{text}" + "<p>A net.</p>" * 450 + "<h3>Written by Maren Dahl</h3>"
     "<p>She mends nets.</p>", authors=["Maren Dahl"])
case("\"This post was written by\" in the author's box", H1,
     TOP + "{text}<div class=author-box>This post was written by Maren Dahl, Head of Nets</div>",
     authors=["Maren Dahl"])
case("posted by, before the date", H1,
     TOP + "{text}<p class=posted>Posted by Maren at December 16, 2025 11:15 AM</p>",
     authors=["Maren"])
case("a body that signs under the title", H1,
     TOP + "<p>By The Island Net Team</p>{text}", authors=["The Island Net Team"])
case("but not one in running text", H1,
     TOP + "<p>{text}</p>" + "<p>A net.</p>" * 60 + "<p>By The Island Net Team</p>", authors=[])
case("a field of its own for the author", H1,
     TOP + "{text}<div><h3>Author</h3><p>Maren Dahl</p></div>", authors=["Maren Dahl"])
case("contributors are authors where they have a label, not in a sentence", H1,
     TOP + "{text}<div><strong>Contributors:</strong> Maren Dahl</div>", authors=["Maren Dahl"])
case("icon of a person right behind the title, without a date", H1,
     TOP + "<ul><li><i class='bi bi-person'></i> Maren Dahl</li></ul>{text}",
     authors=["Maren Dahl"])
case("author in the foot of the article, not of the page", H1,
     "<article>" + TOP + "{text}<footer><p class=name><a rel=author href=/author/md/>Maren Dahl"
     "</a></p></footer></article><footer><p class=name><a rel=author href=/author/ok/>Olaf Krog"
     "</a></p></footer>", authors=["Maren Dahl"])
case("byline that the head confirms, before a teaser's microdata",
     "<meta name=author content='Maren Dahl'>" + H1,
     TOP + "<div class=author>Maren Dahl</div>{text}<div><span itemprop=author>Olaf Krog</span>"
     "</div>", authors=["Maren Dahl"])
case("author in the data layer of a WordPress plug-in",
     '<script>var dataLayer_content = {"pagePostType":"post","pagePostAuthor":"Maren D\\u00e5l"};'
     "</script>" + H1, TOP + "{text}", authors=["Maren Dål"])

# --- dates ------------------------------------------------------------------
case("date in a line of its class", H1,
     TOP + "<div class=publish-date-author>Dec. 19, 2025 · the harbour office</div>{text}",
     published="2025-12-19")
case("published and updated in one line", H1,
     TOP + "<p class=date>December 3, 2025. <i>Updated: December 7, 2025</i></p>{text}",
     published="2025-12-03", modified="2025-12-07")
case("the day that is seen before that of another time zone",
     "<meta property='article:published_time' content='2025-12-19T02:41:41Z'>" + H1,
     TOP + "<p>December 18, 2025</p>{text}", published="2025-12-18")
case("what is declared before what is seen further off",
     "<meta property='article:published_time' content='2025-12-19T02:41:41Z'>" + H1,
     TOP + "<p>December 11, 2025</p>{text}", published="2025-12-19T02:41:41Z")
case("date of change where there is no other", H1,
     TOP + "<p>Updated November 18, 2025</p>{text}",
     published="2025-11-18", modified="2025-11-18")
case("of two dates the one in the URL", url("2016/06/24/nets") + H1,
     TOP + "<p>23 June 2016: nets wanted</p><p class=date>June 24, 2016</p>{text}",
     published="2016-06-24")
case("date that says what it is of, far from the title", H1,
     TOP + "{text}" + "<p>A net.</p>" * 450 + "<p>Last updated: June 24, 2016</p>",
     published="2016-06-24", modified="2016-06-24")
case("but not one of something else", H1,
     TOP + "{text}" + "<p>A net.</p>" * 450 + "<p>Summit on 24 June 2016</p>", published=None)
case("such a date among the text takes no text with it", H1,
     TOP + "<div>Posted on June 24, 2016 <p>The harbour keeps its nets.</p>{text}</div>",
     published="2016-06-24", body="The harbour keeps its nets.")
case("dates by other names in the head",
     "<meta name=ms.date content=2016-06-24>" + H1, TOP + "{text}", published="2016-06-24")
case("date under a title that is no heading", "<title>Mending nets | Island Forum</title>",
     "<ul><li><b>Mending nets</b></ul><div><a href='#1'>2025-11-01 15:14:37</a></div>{text}",
     title="Mending nets", published="2025-11-01T15:14:37")


def run(octavo, folder):
    pages, out = folder / "in", folder / "out"
    pages.mkdir()
    for i, (_, head, body, _) in enumerate(CASES):
        (pages / f"{i:03}.html").write_text(
            f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>"
            + body.replace("{text}", TEXT) + "</body></html>", encoding="utf-8")
    done = subprocess.run([octavo, "-t", "xml", "-O", out, pages], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"exit code {done.returncode}\n{done.stderr}")
    return out


def found(path):
    root = ET.parse(path).getroot()
    meta = root.find(NS + "meta")
    text = lambda e: None if e is None else " ".join("".join(e.itertext()).split())
    return {
        "title": text(meta.find(NS + "title")),
        "authors": [text(e.find(NS + "name")) for e in meta.findall(NS + "author")],
        "published": text(meta.find(NS + "published")),
        "modified": text(meta.find(NS + "modified")),
        "text": text(root.find(NS + "body")),
    }


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory() as tmp:
        out = run(sys.argv[1], Path(tmp))
        for i, (name, _, _, want) in enumerate(CASES):
            got = found(out / f"{i:03}.xml")
            for key, value in want.items():
                if key in ("body", "gone"):
                    good = (value in got["text"]) == (key == "body")
                else:
                    good = got[key] == value
                passed += good
                if not good:
                    failed += 1
                    print(f"{name}: {key}: {got.get(key, got['text'])!r}, not {value!r}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
