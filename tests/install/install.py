#!/usr/bin/env python3
"""install.py BUILD SOURCE   Installs a build into an empty folder, moves it, and
uses what is there as a stranger would: the command, the headers, the library,
the plug-in of samples/plugin, the example of octavo-plugin(3)."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD, SOURCE = (Path(a).resolve() for a in sys.argv[1:3])


def run(args, **more):
    done = subprocess.run([str(a) for a in args], capture_output=True, text=True, **more)
    assert done.returncode == 0, (args, done.returncode, done.stdout, done.stderr)
    return done.stdout


class Installed:
    """The tree under a prefix that no build was told of."""

    def __init__(self, tmp):
        run(["meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", tmp / "first"])
        bin_dir = next((tmp / "first").rglob("bin/octavo")).parent
        self.prefix = tmp / "moved"
        shutil.move(bin_dir.parent, self.prefix)
        self.env = {k: v for k, v in os.environ.items()
                    if k not in ("OCTAVO_PLUGIN_PATH", "LD_LIBRARY_PATH")}
        pc = next(self.prefix.rglob("octavo.pc")).parent
        # pkg-config takes ${pcfiledir}/../../.. for the prefix only when the
        # depth is two: say it.
        self.env["PKG_CONFIG_PATH"] = str(pc)
        self.env["PATH"] = f"{self.prefix}/bin:{os.environ['PATH']}"
        text = (pc / "octavo.pc").read_text()
        (pc / "octavo.pc").write_text(
            re.sub(r"^prefix=.*", f"prefix={self.prefix}", text, flags=re.M))

    def run(self, *args, **more):
        return run(args, **{"env": self.env, **more})


def the_command_finds_its_plugins(at, tmp):
    listed = at.run("octavo", "--list-plugins")
    assert "org.octavo.text" in listed and "org.octavo.epub" in listed, listed
    if "built in" not in listed:
        assert str(at.prefix) in listed, listed
    page = SOURCE / "samples" / "pages" / "tide-gate.html"
    assert "tide gate" in at.run("octavo", "-t", "text", page).lower()


def headers_compile_alone(at, tmp):
    flags = at.run("pkg-config", "--cflags", "octavo").split()
    for compiler, std, suffix in (("cc", "c11", "c"), ("cc", "c99", "c"), ("c++", "c++17", "cc")):
        if not shutil.which(compiler):
            continue
        for header in ("plugin.h", "article.h", "octavo.h", "sugar.h"):
            if header == "sugar.h" and suffix == "cc":
                continue
            unit = tmp / f"header.{suffix}"
            unit.write_text(f"#include <octavo/{header}>\n")
            at.run(compiler, f"-std={std}", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
                   "-fsyntax-only", *flags, unit)


def the_library_exports_its_own_alone(at, tmp):
    for library in at.prefix.rglob("liboctavo.so"):
        for line in run(["nm", "-D", "--defined-only", library]).splitlines():
            name = line.split()[-1]
            assert name.startswith("oct_"), name
    for plugin in at.prefix.rglob("plugins/*.so"):
        names = {line.split()[-1] for line in run(["nm", "-D", "--defined-only", plugin]).splitlines()}
        assert names == {"oct_plugin_entry"}, (plugin, names)


def the_embedding_example_runs(at, tmp):
    flags = at.run("pkg-config", "--cflags", "--libs", "octavo").split()
    at.run("cc", "-Wall", "-Werror", "-pthread", "-o", tmp / "embed",
           SOURCE / "samples" / "embed" / "embed.c", *flags,
           f"-Wl,-rpath,{next(at.prefix.rglob('liboctavo.*')).parent}")
    pages = sorted((SOURCE / "samples" / "pages").glob("*.html"))[:3]
    at.run(tmp / "embed", "8", *pages, cwd=tmp)


def the_sample_plugin_works(at, tmp):
    work = tmp / "gemtext"
    shutil.copytree(SOURCE / "samples" / "plugin", work)
    at.run("make", "-C", work, "CFLAGS=-Wall -Wextra -Wpedantic -Werror -std=c11")
    text = at.run("make", "-s", "-C", work, "check")
    assert "paraffin, four drums" in text and "20:00   998" in text, text
    at.run("make", "-C", work, "install")
    assert "org.example.gemtext 1.0.0" in at.run("octavo", "--list-plugins")
    out = at.run("octavo", "-t", "gemtext", work / "log.gmi")
    assert out.startswith("# The winter log of the Hesper Light\n"), out
    assert "\n=> https://hesper.example/tides Tides for the week\n" in out, out
    assert "\n* tea, enough\n" in out and "\n> It is lit all the same.\n" in out, out
    again = tmp / "again.gmi"
    again.write_text(out)
    assert at.run("octavo", "-t", "gemtext", again) == out


def the_manual_s_example_works(at, tmp):
    page = (SOURCE / "core" / "man" / "octavo-plugin.3").read_text()
    example = re.search(r'^\.Bd -literal -compact\n(.*?)^\.Ed', page, re.M | re.S).group(1)
    example = example.replace("\\e", "\\").replace("\\-", "-").replace("\\&", "").replace("\\(aq", "'")
    (tmp / "sayings.c").write_text(example)
    flags = at.run("pkg-config", "--cflags", "octavo").split()
    folder = tmp / "sayings"
    folder.mkdir()
    at.run("cc", *flags, "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared",
           "-o", folder / "sayings.so", tmp / "sayings.c")
    at.run("octavo-describe", folder / "sayings.so")
    (tmp / "a.sayings").write_text("%\nHaste makes waste.\n%\nStill waters\nrun deep.\n")
    env = {**at.env, "OCTAVO_PLUGIN_PATH": str(folder)}
    text = at.run("octavo", "-t", "text", "--numbered", tmp / "a.sayings", env=env)
    assert "1. Haste makes waste." in text and "2. Still waters run deep." in text, text


def the_manuals_are_clean(at, tmp):
    if not shutil.which("mandoc"):
        return
    pages = [p for p in at.prefix.rglob("man/man*/*") if p.is_file()]
    assert len(pages) >= 3, pages
    for page in pages:
        said = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page],
                              capture_output=True, text=True).stdout
        assert not said, said


def main():
    tests = [f for f in list(globals().values())
             if getattr(f, "__code__", None) and f.__code__.co_varnames[:2] == ("at", "tmp")]
    failed = 0
    with tempfile.TemporaryDirectory() as tmp:
        at = Installed(Path(tmp))
        for test in tests:
            try:
                test(at, Path(tmp))
            except Exception as error:
                failed += 1
                print(f"not ok {test.__name__}: {error}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
