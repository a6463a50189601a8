#!/usr/bin/env python3
"""Run html5lib tests through the parser.

usage: html5lib.py DUMP FOLDER [known.txt] [-v]

FOLDER holds tree-construction/*.dat and tokenizer/*.test.  known.txt lists
cases that disagree with today's standard, one a line: FILE:NUMBER, white space,
and the paragraph that says so; they are run, and must still differ.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

CONTENT = {
    "Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2,
    "Script data state": 3, "PLAINTEXT state": 4, "CDATA section state": 5,
}


class Parser:
    def __init__(self, command):
        self.process = subprocess.Popen([command], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def ask(self, head, data):
        send, answer = self.process.stdin, self.process.stdout
        send.write(f"{head} {len(data)}\n".encode() + data)
        send.flush()
        return answer.read(int(answer.readline())).decode("utf-8", "surrogatepass")


def tree_cases(path):
    """(number, input, context or None, expected), those with scripting off."""
    text = path.read_bytes().decode("utf-8", "surrogatepass")
    number = 0
    for case in re.split(r"(?:^|\n\n)#data\n", text)[1:]:
        number += 1
        parts = re.split(r"(?:^|\n)#(errors|new-errors|document-fragment|script-on"
                         r"|script-off|document)(?=\n|$)", case)
        fields = dict(zip(parts[1::2], parts[2::2]))
        if "script-on" in fields:
            continue
        context = fields.get("document-fragment")
        expected = fields["document"].lstrip("\n").rstrip("\n") + "\n"
        yield number, parts[0], context and context.strip(), expected


def run_tree(parser, path):
    for number, data, context, expected in tree_cases(path):
        head = "tree " + (context.replace(" ", "_") if context else "-")
        got = parser.ask(head, data.encode("utf-8", "surrogatepass"))
        yield number, got.rstrip("\n") == expected.rstrip("\n"), \
            f"{data}\n--- wanted\n{expected}--- got\n{got}"


def unescape(value):
    """The double escaping that some tokenizer tests have."""
    if isinstance(value, str):
        return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), value)
    if isinstance(value, list):
        return [unescape(v) for v in value]
    if isinstance(value, dict):
        return {unescape(k): unescape(v) for k, v in value.items()}
    return value


def encode(text):
    """Surrogate pairs that JSON wrote apart become one character; lone ones
    stay, as bytes that are not quite UTF-8."""
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return joined.encode("utf-8", "surrogatepass")


def string(field):
    if field == "-":
        return None
    return bytes.fromhex(field[1:]).decode("utf-8", "surrogatepass")


def read_tokens(answer):
    tokens = []
    *lines, errors = answer.split("\n")
    for line in lines:
        kind, *fields = line.split(" ")
        if kind == "text":
            if tokens and tokens[-1][0] == "Character":
                tokens[-1][1] += string(fields[0])
            else:
                tokens.append(["Character", string(fields[0])])
        elif kind == "comment":
            tokens.append(["Comment", string(fields[0])])
        elif kind == "end":
            tokens.append(["EndTag", string(fields[0])])
        elif kind == "doctype":
            tokens.append(["DOCTYPE", *map(string, fields[1:]), fields[0] == "0"])
        elif kind == "start":
            names = map(string, fields[2::2])
            values = map(string, fields[3::2])
            token = ["StartTag", string(fields[1]), dict(zip(names, values))]
            tokens.append(token + [True] if fields[0] == "1" else token)
    return tokens, errors.split()[1:]


def run_tokenizer(parser, path):
    number = 0
    loaded = json.loads(path.read_text(encoding="utf-8"))
    for case in loaded.get("tests", loaded.get("xmlViolationTests", [])):
        number += 1
        if case.get("doubleEscaped"):
            case = {**case, "input": unescape(case["input"]),
                    "output": unescape(case["output"])}
        for state in case.get("initialStates", ["Data state"]):
            last = case.get("lastStartTag", "-")
            answer = parser.ask(f"tokens {CONTENT[state]} {last}", encode(case["input"]))
            got, errors = read_tokens(answer)
            wanted = [[encode(f).decode("utf-8", "surrogatepass") if isinstance(f, str) else f for f in t]
                      for t in case["output"]]
            wanted_errors = sorted(e["code"] for e in case.get("errors", []))
            same = got == wanted and sorted(errors) == wanted_errors
            yield number, same, (f"{case['description']} in {state}: {case['input']!r}\n"
                                 f"wanted {wanted} {wanted_errors}\ngot    {got} {errors}")


def read_known(path):
    lines = Path(path).read_text(encoding="utf-8").splitlines() if path else []
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    parser, folder = Parser(arguments[0]), Path(arguments[1])
    if not folder.exists():
        print(f"{folder} is not here, so its cases are left out")
        return 77  # skipped, as meson has it
    known = read_known(arguments[2] if len(arguments) > 2 else None)
    failed = cases = 0
    for part, runner in (("tree-construction/*.dat", run_tree),
                         ("tokenizer/*.test", run_tokenizer)):
        total = passed = 0
        for path in sorted(folder.glob(part)):
            if path.name == "xmlViolation.test":
                continue  # for coercing a page into XML, 13.5 of old; not this parser's
            for number, same, report in runner(parser, path):
                name = f"{path.name}:{number}"
                total += 1
                passed += same
                if same == (name in known):
                    failed += 1
                    print(f"FAIL {name}", report if verbose else "", sep="\n" if verbose else " ")
        cases += total
        print(f"{part.split('/')[0]}: {passed} of {total} as the tests have it")
    print(f"{failed} surprises, {len(known)} cases that the standard has overtaken")
    return int(failed > 0 or cases == 0)


sys.exit(main())
