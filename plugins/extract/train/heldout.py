#!/usr/bin/env python3
"""Score the whole reader on pages that its model never saw.

    heldout.py BUILD WORK CORPUS SCORER

After train.py, whose models of the folds and lists of their pages lie in WORK:
for each fold the HTML reader is linked with that fold's tables and converts that
fold's pages; the scorer then sees all pages.  BUILD is the folder of an up-to-date
build, SCORER is score.py.
"""
import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

MAKE_MODEL = Path(__file__).resolve().parent.parent / "make_model.py"


def link(build, work, name):
    """A folder of plug-ins, the HTML reader among them with the model of `name`."""
    plugins, source, target = work / name, work / f"{name}.c", work / f"{name}.o"
    shutil.rmtree(plugins, ignore_errors=True)
    plugins.mkdir()
    for file in (build / "plugins").iterdir():
        if file.suffix in (".so", ".plugin"):
            shutil.copy(file, plugins)
    subprocess.run([sys.executable, MAKE_MODEL, work / f"{name}.txt", source, "extract_model"], check=True)
    subprocess.run(["cc", "-O2", "-fPIC", "-fvisibility=hidden", "-I", MAKE_MODEL.parent, "-c", source,
                    "-o", target], check=True)
    said = subprocess.run(["ninja", "-C", build, "-t", "commands", "plugins/html.so"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    command = shlex.split(said.strip().split("\n")[-1])
    command[command.index("-o") + 1] = str(plugins / "html.so")
    # Before the archives, whose own tables are then not asked for.
    command.insert(command.index("-o"), str(target))
    subprocess.run(command, check=True, cwd=build)
    return plugins


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("build", "work", "corpus", "scorer"):
        args.add_argument(name, type=Path)
    args = args.parse_args()
    build, work, sets = args.build.resolve(), args.work.resolve(), set()
    shutil.rmtree(work / "out", ignore_errors=True)
    for listed in sorted(work.glob("fold*.pages")):
        pages = defaultdict(list)
        for line in listed.read_text().splitlines():
            name, path = line.split(" ", 1)
            pages[name].append(path)
        env = {**os.environ, "OCTAVO_PLUGIN_PATH": str(link(build, work, listed.stem))}
        for name, paths in pages.items():
            sets.add(name)
            target = work / "out" / name
            target.mkdir(parents=True, exist_ok=True)
            subprocess.run([build / "core/octavo", "-f", "html", "-t", "xml", "-j", "2", "-O", target, "--files-from", "-"],
                           input="".join(p + "\n" for p in paths), text=True, env=env, stderr=subprocess.DEVNULL)
    os.execv(sys.executable, [sys.executable, str(args.scorer), str(args.corpus), str(work / "out"),
                              *(word for name in sorted(sets) for word in ("--set", name))])


if __name__ == "__main__":
    main()
