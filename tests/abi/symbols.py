#!/usr/bin/env python3
"""symbols.py LIBOCTAVO PLUGIN...   What the libraries export, and that none has
mutable data at file scope beyond what is listed here."""
import re
import subprocess
import sys

# The registry's memory of what was started, since a library starts once for a
# process; the job that runs in a thread, since extension() is not told; the
# program that decodes pictures, one for a process; the arena of the cmark that
# runs, since its allocator has no context, and the allocator itself, which
# cmark takes without const.
MUTABLE = {"liboctavo": {"started", "started_lock", "running"},
           "pictures": {"program"},
           "commonmark": {"current", "memory_cmark"},
           "gfm": {"current", "memory_cmark"}}
LINKER = re.compile(r"^(_|completed\.|frame_dummy|\.|$)")


def readelf(option, path):
    return subprocess.run(["readelf", option, path], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.splitlines()


def sections(path):
    rows = (re.match(r"\s*\[\s*(\d+)\]\s+(\S+)", line) for line in readelf("-SW", path))
    return {m[1]: m[2] for m in rows if m}


def symbols(path, table):
    """(name, section, binding) of the symbols that the file defines."""
    names, current = sections(path), ""
    for line in readelf("-sW", path):
        if line.startswith("Symbol table"):
            current = line.split("'")[1]
        parts = line.split()
        if current == table and len(parts) > 7 and parts[6].isdigit():
            yield parts[7].split("@")[0], names[parts[6]], parts[4]


def check(path):
    name = path.rsplit("/", 1)[-1].split(".")[0]
    wrong = []
    for symbol, _, bind in symbols(path, ".dynsym"):
        fits = symbol.startswith("oct_") if name == "liboctavo" else symbol == "oct_plugin_entry"
        if bind != "LOCAL" and not fits:
            wrong.append(f"{path}: exports {symbol}")
    for symbol, section, _ in symbols(path, ".symtab"):
        if section in (".data", ".bss", ".tdata", ".tbss") and not LINKER.match(symbol) \
                and symbol.split(".")[0] not in MUTABLE.get(name, ()):
            wrong.append(f"{path}: {symbol} in {section} can be changed")
    return wrong


def main():
    failed = 0
    libraries = [p for p in sys.argv[1:] if ".so" in p]
    for path in libraries:
        wrong = check(path)
        failed += bool(wrong)
        print("".join(line + "\n" for line in wrong), end="")
    print(f"{len(libraries) - failed} passed, {failed} failed")
    sys.exit(failed != 0 or len(libraries) < 2)


if __name__ == "__main__":
    main()
