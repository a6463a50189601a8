#!/usr/bin/env python3
"""The pages of --explain, --proof and --report-html in Chromium:
browser.py OCTAVO SOURCE-FOLDER [SHOTS]

Each renders without a message on the console and without asking for anything
but itself, in light and dark, wide and narrow; every text has contrast enough;
the Tab key reaches each link, passage and table; no text of a hostile page
becomes an element.  With SHOTS, a folder, pictures of all are saved there.
"""
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SKIPPED = 77
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars",
         "--remote-debugging-pipe"]
CONTRAST = 4.5  # WCAG 2.2, 1.4.3

# Texts whose colour is too near to what is behind them.
PALE = """(() => {
  const parse = c => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255;
    return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * r + .7152 * g + .0722 * b; };
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('.sr')) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < %s) found.push(ratio.toFixed(2) + ' ' + e.className + ' ' +
      walk.currentNode.data.trim().slice(0, 30));
  }
  return found;
})()""" % CONTRAST

# What must be reached by the Tab key, and what has the focus, as numbers.
NUMBER = """(() => {
  const all = [...document.querySelectorAll(
    'a[href], summary, button, input, select, [tabindex="0"]')];
  all.forEach((e, i) => e.dataset.stop = i);
  return all.length;
})()"""
FOCUSED = """(() => {
  const e = document.activeElement;
  if (!e || e.dataset.stop === undefined) return [-1, true];
  const s = getComputedStyle(e);
  return [Number(e.dataset.stop), s.outlineStyle !== 'none' &&
    parseFloat(s.outlineWidth) >= 2];
})()"""


class Browser:
    """Chromium by its debugging pipe: JSON, each message ended by a NUL."""

    def __init__(self, folder):
        command_read, self.command = os.pipe()
        self.answer, answer_write = os.pipe()

        def at_3_and_4():
            # out of the way first: they may be 3 or 4 themselves
            a, b = os.dup(command_read), os.dup(answer_write)
            os.dup2(os.dup(a), 3), os.dup2(os.dup(b), 4)
            os.set_inheritable(3, True), os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            ["chromium", *FLAGS, f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=at_3_and_4)
        os.close(command_read)
        os.close(answer_write)
        self.number, self.buffer, self.events, self.session = 0, b"", [], None
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target,
                            flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self(domain + ".enable")

    def receive(self):
        while b"\0" not in self.buffer:
            data = os.read(self.answer, 1 << 16)
            if not data:
                raise RuntimeError("the browser is gone")
            self.buffer += data
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def __call__(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.command, json.dumps(message).encode() + b"\0")
        while True:
            got = self.receive()
            if got.get("id") == self.number:
                if "error" in got:
                    raise RuntimeError(f"{method}: {got['error']}")
                return got["result"]
            self.events.append(got)

    def open(self, url):
        self.events.clear()
        self("Page.navigate", url=url)
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.receive())

    def value(self, expression):
        got = self("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in got, got
        return got["result"].get("value")

    def look(self, width, height, scheme):
        self("Emulation.setDeviceMetricsOverride", width=width, height=height,
             deviceScaleFactor=1, mobile=False)
        self("Emulation.setEmulatedMedia", media="screen", features=[
            {"name": "prefers-color-scheme", "value": scheme}])

    def press_tab(self):
        for kind in ("rawKeyDown", "keyUp"):
            self("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab",
                 windowsVirtualKeyCode=9)

    def shoot(self, file):
        size = self("Page.getLayoutMetrics")["cssContentSize"]
        picture = self("Page.captureScreenshot", captureBeyondViewport=True, clip={
            "x": 0, "y": 0, "width": size["width"],
            "height": min(size["height"], 8000), "scale": 1})
        file.write_bytes(base64.b64decode(picture["data"]))

    def complaints(self, url):
        """What was said on the console, and what was asked for."""
        for e in self.events:
            p = e.get("params", {})
            if e.get("method") in ("Runtime.consoleAPICalled", "Log.entryAdded",
                                   "Runtime.exceptionThrown"):
                yield json.dumps(p)[:300]
            if e.get("method") == "Network.requestWillBeSent":
                asked = p["request"]["url"]
                if asked != url and not asked.startswith("data:"):
                    yield f"asks for {asked}"

    def close(self):
        self.session = None
        try:
            self("Browser.close")
        except (OSError, RuntimeError):
            pass
        self.process.wait(30)


def check_keys(browser):
    wrong = []
    stops = browser.value(NUMBER)
    if stops < 6:
        wrong.append(f"only {stops} things to reach")
    reached = []
    for _ in range(stops):
        browser.press_tab()
        stop, seen = browser.value(FOCUSED)
        reached.append(stop)
        if not seen:
            wrong.append(f"stop {stop} does not show that it has the focus")
    if reached != list(range(stops)):
        wrong.append(f"Tab goes {reached}, not through all {stops} in order")
    return wrong


def check_page(browser, page, shots, own=0):
    """`own` is how many elements it has that others never have."""
    url = page.as_uri()
    wrong = []
    browser.open(url)
    title = "Proof of " if page.stem.startswith("proof") else "What became of "
    if not browser.value("document.title").startswith(title):
        wrong.append("the title is " + browser.value("document.title"))
    foreign = browser.value("document.querySelectorAll('script, img:not(.thumb), "
                            "iframe, object, embed, base, form, input, svg').length")
    broken = browser.value("[...document.images].filter(i => !i.naturalWidth).length")
    if broken:
        wrong.append(f"{broken} pictures that are not shown")
    if foreign != own:
        wrong.append(f"{foreign} elements that a page has {own} of")
    if browser.value("[...document.querySelectorAll('*')].some(e => "
                     "[...e.attributes].some(a => a.name.startsWith('on')))"):
        wrong.append("an attribute that would run a script")
    for scheme in ("light", "dark"):
        for width in (1100, 360):
            browser.look(width, 900, scheme)
            wide = browser.value("document.documentElement.scrollWidth")
            if wide > width:
                wrong.append(f"{wide} wide at {width}, {scheme}")
            if shots:
                browser.shoot(shots / f"{page.stem}-{scheme}-{width}.png")
        browser.look(1100, 900, scheme)
        wrong += [f"pale in {scheme}: {t}" for t in browser.value(PALE)[:5]]
        ground = browser.value("getComputedStyle(document.body).backgroundColor")
        dark = sum(int(c) for c in ground[4:-1].split(",")[:3]) < 384
        if dark != (scheme == "dark"):
            wrong.append(f"the ground is {ground} in {scheme}")
    wrong += check_keys(browser)
    wrong += browser.complaints(url)
    return [f"{page.name}: {w}" for w in wrong]


def check_report(browser, page, source):
    """100,000 rows, sorted and filtered."""
    rows = [[f"in/{i:06}.html", "no-article" if i % 1000 == 7 else "converted", "the page has no article", i % 1000 / 1000,
             (i * 7919 % 100000) / 1e5, i, [f"{i:06}.txt"], f"s{i % 9}.example"] for i in range(100000)]
    html = (source / "core/cli/report.html").read_text()
    page.write_text(html.replace("@DATA@", json.dumps({"version": "1", "folder": "out/", "rows": rows})))
    wrong = []

    def is_so(what, expression):
        if not browser.value(expression):
            wrong.append(f"{page.name}: {what}")

    first = "document.querySelector('#body .row > div').textContent"
    shown = "document.getElementById('shown').textContent"
    browser.look(1100, 900, "light")
    browser.open(page.as_uri())
    is_so("not all rows", shown + " === '100,000 shown'")
    is_so("too many rows at once", "document.querySelectorAll('#body .row').length < 60")
    is_so("the first row", first + " === '000000.html'")
    browser.value("document.querySelectorAll('#head button')[4].click()")
    browser.value("document.querySelectorAll('#head button')[4].click()")
    is_so("not sorted by time", "document.querySelectorAll('#body .row > .n')[1].textContent === '1000 ms'")
    is_so("does not say so", "document.querySelectorAll('#head > div')[4].getAttribute('aria-sort') === 'descending'")
    browser.value("(() => { document.getElementById('status').value = 'no-article';"
                  "document.getElementById('status').dispatchEvent(new Event('change')) })()")
    is_so("not filtered by status", shown + " === '100 shown'")
    browser.value("(() => { document.getElementById('words').value = 'S4.example 04';"
                  "document.getElementById('words').dispatchEvent(new Event('input')) })()")
    is_so("not filtered by words", f"parseInt({shown}) > 0 && parseInt({shown}) < 20")
    browser.value("(() => { document.getElementById('words').value = ''; document.getElementById('status').value = '';"
                  "document.getElementById('words').dispatchEvent(new Event('input'));"
                  "document.getElementById('box').scrollTop = 1e9; })()")
    time.sleep(0.5)  # it is drawn with the next frame
    is_so("the last row is not at the end", "[...document.querySelectorAll('#body .row')].at(-1)"
          ".getAttribute('aria-rowindex') === '100001'")
    return wrong + [f"{page.name}: {w}" for w in browser.complaints(page.as_uri())]


def make_report(octavo, source, tmp):
    """A batch with what goes well and what does not."""
    pages = tmp / "in"
    shutil.copytree(source / "samples/pages", pages)
    shutil.copy(pages / "tide-gate.html", pages / "copy.html")
    (pages / "bad.epub").write_bytes(b"PK\3\4 no book")
    (pages / "<img src=x onerror=alert(1)>.html").write_text("<p>x")
    subprocess.run([octavo, "-q", "-t", "text,explain", "--dedup=skip", "-O", tmp / "outputs",
                    f"--report-html={tmp / 'report.html'}", pages], stderr=subprocess.DEVNULL, timeout=60)
    return tmp / "report.html"


def main():
    octavo, source = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    shots = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    if shutil.which("chromium") is None:
        print("skipped: there is no chromium")
        sys.exit(SKIPPED)
    samples = source / "samples/pages"
    pages = {"page": [samples / "tide-gate.html"],
             "printed": [samples / "tide-gate-printed.md"],
             "hostile": [source / "tests/golden/explain/hostile/in.html"],
             "several": [samples / name for name in (
                 "almanara.html", "kamome.html", "ring-buffer.html",
                 "allotment-notes.md")]}
    wrong = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as tmp:
        tmp = Path(tmp)
        browser = Browser(tmp / "profile")
        try:
            for name, inputs in pages.items():
                page = tmp / f"{name}.html"
                subprocess.run([octavo, "-q", f"--explain={page}", *inputs, "-t",
                                "text", "-o", tmp / "out"], check=True, timeout=60)
                wrong += check_page(browser, page, shots)
            pages["proof"] = ["--book", source / "samples/book.yaml"]
            pages["proof-hostile"] = pages["hostile"]
            for name in ("proof", "proof-hostile"):
                page = tmp / f"{name}.html"
                subprocess.run([octavo, "-q", f"--proof={page}", *pages[name], "-t",
                                "text", "-o", tmp / "out"], check=True, timeout=60)
                wrong += check_page(browser, page, shots)
            report = make_report(octavo, source, tmp)
            # two scripts, a form with a field
            wrong += check_page(browser, report, shots, 4)
            names = browser.value("[...document.querySelectorAll('#body a')].map(a => decodeURI(a.href))")
            wrong += [f"{report.name}: leads to no file: {n}" for n in names
                      if not Path(n.removeprefix("file://")).is_file()] + ["report.html: no links"] * (not names)
            wrong += check_report(browser, tmp / "large.html", source)
            pages["report"] = pages["large"] = None
        finally:
            browser.close()
    print(*wrong, sep="\n")
    print(f"{len(pages) - len({w.split(':')[0] for w in wrong})} passed, "
          f"{len({w.split(':')[0] for w in wrong})} failed")
    sys.exit(bool(wrong))


main()
