#!/usr/bin/env python3
"""Markdown of labelled pages, as scrapers make it, to learn from.

    convert.py CORPUS FOLDER CONVERTER...

Each page of CORPUS becomes FOLDER/CONVERTER/SET-ID.md; those that are there
stay.  The converters, and where they come from:

    html2text   python3-html2text of Debian, or html2text 2020.1.16 of PyPI
    pandoc      pandoc of Debian
    turndown    turndown of npm, found by node (NODE_PATH)
"""
import re
import subprocess
import sys
from pathlib import Path

import labels

LONGEST = 1 << 20  # bytes of a page; longer ones are not worth the time

TURNDOWN = """
const turndown = new (require('turndown'))({headingStyle: 'atx'});
turndown.remove(['script', 'style', 'noscript', 'svg', 'head', 'title']);
process.stdout.write(turndown.turndown(require('fs').readFileSync(0, 'utf8')));
"""


def html2text(html):
    import html2text as module
    converter = module.HTML2Text()
    converter.body_width = 0
    return converter.handle(html)


def piped(*command):
    def convert(html):
        html = re.sub(r"(?is)<(script|style|svg)\b.*?</\1\s*>", "", html)
        return subprocess.run(command, input=html.encode(), stdout=subprocess.PIPE, timeout=60, check=True).stdout.decode()
    return convert


CONVERTERS = {"html2text": html2text, "turndown": piped("node", "-e", TURNDOWN),
              "pandoc": piped("pandoc", "-f", "html", "--sandbox", "-t", "gfm-raw_html", "--wrap=none")}


def main():
    corpus, folder, *names = sys.argv[1:]
    for name in names:
        out = Path(folder) / name
        out.mkdir(parents=True, exist_ok=True)
        for row in labels.read_truth(corpus):
            path = out / f"{row['set']}-{row['id']}.md"
            data = row["path"].read_bytes()
            if path.exists() or len(data) > LONGEST:
                continue
            try:
                text = CONVERTERS[name](labels.decode(data))
                if text.strip():
                    path.write_text(text, "utf-8")
            except (subprocess.SubprocessError, ValueError, AssertionError) as error:
                print(path.name, error, file=sys.stderr)


if __name__ == "__main__":
    main()
