"""Which blocks of a page are content: its blocks aligned with a reference text."""
import bisect
import html.parser
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

WORD = re.compile(r"\w+")


def words(text):
    return WORD.findall((text or "").lower())


class _Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.mute = [], 0

    def handle_starttag(self, tag, attrs):
        self.mute += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag):
        self.mute -= tag in ("script", "style") and self.mute > 0
        self.parts.append(" ")

    def handle_data(self, data):
        if not self.mute:
            self.parts.append(data)


def html_text(path):
    parser = _Text()
    parser.feed(Path(path).read_text("utf-8", "replace"))
    return " ".join("".join(parser.parts).split())


def decode(data):
    """The text of a page, in whatever encoding."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        said = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
        code = said.group(1).decode().lower() if said else "cp1252"
        code = {"iso-8859-1": "cp1252", "gb2312": "gb18030"}.get(code, code)
        try:
            return data.decode(code, "replace")
        except LookupError:
            return data.decode("cp1252", "replace")


def read_truth(corpus, sets=("wcxb", "scrapinghub", "segments", "readability")):
    """Rows with set, id, host, path; and text, or present and absent."""
    rows = []
    for name in sets:
        folder = Path(corpus) / name
        for line in (folder / "truth.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            kind = ("markdown", ".md") if name == "markdown" else ("html", ".html")
            row["set"], row["path"] = name, folder / kind[0] / (row["id"] + kind[1])
            if name == "readability":
                row["text"] = html_text(folder / "expected" / (row["id"] + ".html"))
            host = re.sub(r"^\w+://(www\.)?", "", row.get("url") or row["id"]).split("/")[0]
            row["host"] = ".".join(host.split(".")[-2:]) if "." in host else host
            rows.append(row)
    return rows


def _places(tokens, starts, reference, most=40):
    """Where in the reference a block's words stand, one after the other."""
    key = tuple(tokens[:3])
    n = len(tokens)
    return [i for i in starts.get(key, ())[:most] if reference[i:i + n] == tokens]


def _chain(matches):
    """The heaviest set of (block, start, end) that rises in both orders."""
    ends, best, back, last = [], [], [None] * len(matches), None
    front = []  # (end, weight, match), rising in both
    order = sorted(range(len(matches)), key=lambda k: (matches[k][0], -matches[k][1]))
    pending, current = [], None
    del ends, best

    def insert(end, weight, k):
        i = bisect.bisect_left(front, (end, 0, 0))
        if i > 0 and front[i - 1][1] >= weight:
            return
        while i < len(front) and front[i][1] <= weight:
            front.pop(i)
        front.insert(i, (end, weight, k))

    for k in order:
        block, start, end = matches[k]
        if block != current:
            for item in pending:
                insert(*item)
            pending, current = [], block
        i = bisect.bisect_right(front, (start, float("inf"), 0)) - 1
        weight = end - start + (front[i][1] if i >= 0 else 0)
        back[k] = front[i][2] if i >= 0 else None
        pending.append((end, weight, k))
    for item in pending:
        insert(*item)
    last = front[-1][2] if front else None
    chosen = set()
    while last is not None:
        chosen.add(matches[last][0])
        last = back[last]
    return chosen


def align(blocks, text):
    """0 or 1 for each block (a list of words) of a page."""
    reference = words(text)
    starts = defaultdict(list)
    for n in (1, 2, 3):
        for i in range(len(reference) - n + 1):
            if n == 3 or i < 20000:
                starts[tuple(reference[i:i + n])].append(i)
    matches = [(b, i, i + len(tokens)) for b, tokens in enumerate(blocks) if tokens
               for i in _places(tokens, starts, reference)]
    chosen = _chain(matches)
    left = Counter(reference[i:i + 3] and tuple(reference[i:i + 3]) for i in range(len(reference) - 2))
    for b in chosen:
        left.subtract(tuple(blocks[b][i:i + 3]) for i in range(len(blocks[b]) - 2))
    labels = [0] * len(blocks)
    long = {tuple(blocks[b]) for b in chosen if len(blocks[b]) >= 8}
    for b, tokens in enumerate(blocks):
        if b in chosen or tuple(tokens) in long:
            labels[b] = 1
        elif len(tokens) >= 5:
            triples = [tuple(tokens[i:i + 3]) for i in range(len(tokens) - 2)]
            if sum(left[t] > 0 for t in triples) >= 0.5 * len(triples):
                labels[b] = 1
                left.subtract(triples)
    return labels


def snippets(blocks, row):
    """1, 0 or None (not said) for each block's text."""
    squeeze = lambda s: " ".join((s or "").split())
    present = [squeeze(s) for s in row["present"] if s]
    absent = [squeeze(s) for s in row["absent"] if s]
    labels = []
    for text in map(squeeze, blocks):
        inside = lambda s: s in text or (len(text) > 20 and text in s)
        labels.append(1 if any(map(inside, present)) else 0 if any(map(inside, absent)) else None)
    return labels
