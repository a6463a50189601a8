#!/usr/bin/env python3
"""Batches that can be trusted: batch.py OCTAVO MODULES [KILLS]

What a misbehaving plug-in costs, what the sandbox refuses, what full disks and
killed processes leave.  MODULES has mock.so and faults.so; KILLS is how many
runs are killed."""
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

OCTAVO = str(Path(sys.argv[1]).resolve())
MODULES = Path(sys.argv[2]).resolve()
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 8
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pages"
PAGE = SAMPLES / "tide-gate.html"
ENV = {**os.environ, "NO_COLOR": "1",
       "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0",
       "OCTAVO_PLUGIN_PATH": f"{os.environ['OCTAVO_PLUGIN_PATH']}:{MODULES}"}
# LeakSanitizer's helper is a child like the workers, and waited for without end when killed.
KILLABLE = {**ENV, "ASAN_OPTIONS": ENV["ASAN_OPTIONS"] + ":detect_leaks=0"}
SANITIZED = "asan" in subprocess.run(["ldd", OCTAVO], capture_output=True, text=True).stdout


class Run:
    def __init__(self, *args, log=None, timeout=120, **env):
        if log:
            args = ("--log", log, *args)
        done = subprocess.run([OCTAVO, *map(str, args)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=timeout, env={**ENV, **env})
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")
        self.said = [json.loads(line) for line in log.read_text().splitlines()] if log else []

    def codes(self, name):
        return [m["code"] for m in self.said if m.get("input", "").endswith(name)]


def expect(run, code, *said):
    assert run.code == code, f"exit {run.code}, not {code}: {run.err[:800]}"
    for words in said:
        assert words in run.err, f"{words!r} is not in {run.err[:800]!r}"


def tree(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def peak(name, **env):
    """Of planning a million times one input: megabytes, and what it prints."""
    with open(name, "rb") as inputs, open(f"{name}.plan", "wb") as plan:
        child = subprocess.Popen([OCTAVO, "--dry-run", "--join=never", "-t", "text", "-O", "nowhere",
                                  "--output-name={n}", "--files-from=-"],
                                 stdin=inputs, stdout=plan, env={**ENV, **env})
        _, code, used = os.wait4(child.pid, 0)
        child.returncode = code
    assert code == 0, code
    return used.ru_maxrss / 1024, hashlib.sha256(Path(f"{name}.plan").read_bytes()).hexdigest()


def pages(folder, n):
    folder.mkdir(parents=True)
    for i in range(n):
        (folder / f"{i:03}.html").write_bytes(PAGE.read_bytes().replace(b"The Tide Gate", b"The Gate %d" % i))
    return folder


def mock(folder, *words):
    folder.mkdir(parents=True, exist_ok=True)
    for word in words:
        (folder / f"{word}.mock").write_text(f"MOCK\n{word}\n")


# --- what a plug-in may do to a batch

def each_fault_costs_its_own_input(tmp):
    mock(tmp / "in", "good", "abort", "exit", "loop", "tree", "forbidden", "flood")
    limits = ["--timeout=1", "--max-memory=8M", "--max-output=1M"]
    if not SANITIZED:  # its allocator ends the process in a way of its own
        mock(tmp / "in", "allocate")
        limits += ["--worker-memory=600M"]
    run = Run("-t", "mock", "-O", tmp / "out", "-j", 2, *limits, tmp / "in", log=tmp / "log")
    expect(run, 10)
    assert set(tree(tmp / "out")) == {"good.mock"}, tree(tmp / "out")
    for word in ("abort", "exit"):
        assert run.codes(word + ".mock") == ["worker.retry", "worker.died"], run.codes(word + ".mock")
    assert run.codes("loop.mock") == ["worker.retry", "limit.time"], run.codes("loop.mock")
    assert run.codes("tree.mock") == ["limit.memory"], run.codes("tree.mock")
    assert run.codes("forbidden.mock") == ["plugin.tree"], run.codes("forbidden.mock")
    assert any(m["code"].startswith("limit.") for m in run.said if "flood" in m.get("input", "") or
               "output" in m["text"]), run.said
    if not SANITIZED:
        assert run.codes("allocate.mock") == ["worker.retry", "worker.died"], run.codes("allocate.mock")
    assert "signal 6" in run.err


def processor_time_is_limited(tmp):
    mock(tmp / "in", "good", "loop")
    run = Run("-t", "mock", "-O", tmp / "out", "--cpu-time=1", tmp / "in", log=tmp / "log")
    expect(run, 10, "processor time")
    assert run.codes("loop.mock") == ["worker.retry", "limit.time"], run.codes("loop.mock")


def workers_are_renewed(tmp):
    pages(tmp / "in", 20)
    trees = []
    for options in (["-j1"], ["-j1", "--recycle=1"], ["-j3", "--recycle=2"]):
        out = tmp / f"out{len(trees)}"
        expect(Run("-q", "-t", "text,epub,xml", "-O", out, *options, tmp / "in"), 0)
        trees.append(tree(out))
    assert len(trees[0]) == 60 and trees[0] == trees[1] == trees[2]


def a_killed_worker_costs_nothing(tmp):
    pages(tmp / "in", 300)
    process = subprocess.Popen([OCTAVO, "-q", "-t", "text,epub", "-O", tmp / "o", "-j", "2", tmp / "in"],
                               stderr=subprocess.PIPE, env=KILLABLE)
    killed = 0
    while process.poll() is None and killed < 3:
        time.sleep(0.01)
        # twice at one input would be its end
        if len(list((tmp / "o").glob("*.epub"))) < 64 * (killed + 1):
            continue
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)
            killed += 1
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, (process.returncode, err)
    assert len(tree(tmp / "o")) == 600


# --- the sandbox

def has_sandbox(tmp):
    run = Run("-v", "-t", "text", "-O", tmp / "probe", "--sandbox=strict", PAGE)
    if run.code == 16:
        print("# this system has no Landlock or no seccomp:", run.err.strip())
        assert "Landlock" in run.err or "seccomp" in run.err
        assert not tree(tmp / "probe")
    return run.code == 0


def nothing_leaves_the_sandbox(tmp):
    if not has_sandbox(tmp):
        return
    target = Path("/tmp/octavo-mock-target")
    target.write_text("x")
    mock(tmp / "in", "escape", "good")
    try:
        for args in (["-t", "text", "-O", tmp / "out", tmp / "in"],
                     ["--sandbox=strict", "-t", "text", tmp / "in" / "escape.mock", "-o", tmp / "one.txt"]):
            expect(Run(*args), 0)
        for text in (tmp / "out" / "escape.txt", tmp / "one.txt"):
            text = text.read_text()
            assert "went through" not in text, text
            for name in "open create unlink internet unix fork signal trace peek run".split():
                assert f"{name} refused: Operation not permitted" in text, text
        # without one the same plug-in gets as far as to run a program: the test can fail
        expect(Run("--sandbox=off", "-t", "text", "-O", tmp / "off", tmp / "in"), 10, "ended its process")
    finally:
        target.unlink(missing_ok=True)


def a_system_without_it_says_so(tmp):
    preload = str(MODULES / "faults.so")
    for lacks, name in (("OCTAVO_TEST_LANDLOCK", "Landlock"), ("OCTAVO_TEST_SECCOMP", "seccomp")):
        env = {"LD_PRELOAD": preload, lacks: "1"}
        out = tmp / name
        run = Run("-t", "text", "-O", out, "--sandbox=strict", PAGE, **env)
        expect(run, 16, name, "nothing was converted")
        assert not tree(out)
        expect(Run("--sandbox=strict", PAGE, **env), 16, name)
        expect(Run("-t", "text", "-O", out, PAGE, **env), 0, f"without {name}")
        expect(Run("-q", "-t", "text", "-O", out, "--sandbox=off", PAGE, **env), 0)
        assert len(tree(out)) == 1


def sandboxed_runs_give_the_same(tmp):
    if not has_sandbox(tmp):
        return
    trees = []
    for mode in ("off", "best-effort", "strict"):
        out = tmp / mode
        run = Run("-v", "-t", "epub,xml,text,explain", "-O", out, f"--sandbox={mode}", "--extract-media",
                  tmp / "media", SAMPLES, log=tmp / f"{mode}.log")
        expect(run, 0)
        assert any(m["code"].startswith("sandbox") for m in run.said)
        trees.append((tree(out), tree(tmp / "media")))
    assert trees[0] == trees[1] == trees[2] and trees[0][1]
    off = Run("-t", "xml", "--resource-path", SAMPLES, PAGE, SAMPLES / "last-market.html")
    on = Run("-t", "xml", "--resource-path", SAMPLES, "--sandbox=strict", PAGE, SAMPLES / "last-market.html")
    assert (off.code, off.out, off.err) == (on.code, on.out, on.err)
    expect(Run("--sandbox=strict", tmp / "none.html"), 1, "none.html", "can't be read")
    expect(Run("--sandbox=maybe", PAGE), 6, "strict")


def late_tables_are_there(tmp):
    """Encodings and their detector, which are loaded when a page needs them."""
    text = "Преди три дни водата се върна в града и никой не знаеше защо. " * 30
    (tmp / "in").mkdir()
    for name in ("cp1251", "koi8-r", "iso-8859-5"):
        page = f"<html><head><meta charset={name}><title>Вода</title></head><body><p>{text}</p></body></html>"
        (tmp / "in" / f"{name}.html").write_bytes(page.encode(name))
    page = f"<html><head><title>Вода</title></head><body><p>{text}</p></body></html>"
    (tmp / "in" / "guess.html").write_bytes(page.encode("cp1251"))
    (tmp / "in" / "sjis.html").write_bytes(
        ("<meta charset=shift_jis><title>水</title><p>" + "三日前に水が町に戻った。" * 40).encode("shift_jis"))
    for mode in ("off", "best-effort"):
        expect(Run("-t", "xml", "-O", tmp / mode, f"--sandbox={mode}", tmp / "in"), 0)
    assert tree(tmp / "off") == tree(tmp / "best-effort")
    assert "Преди три дни" in (tmp / "best-effort" / "guess.xml").read_text()


# --- never half an output

def a_full_disk_stops_the_batch(tmp):
    pages(tmp / "in", 40)
    expect(Run("-q", "-t", "epub", "-O", tmp / "whole", tmp / "in"), 0)
    env = {"LD_PRELOAD": str(MODULES / "faults.so"), "OCTAVO_TEST_ROOM": "60000"}
    run = Run("-t", "epub", "-O", tmp / "out", tmp / "in", **env)
    expect(run, 10, "No space left", "the batch stops here")
    whole, part = tree(tmp / "whole"), tree(tmp / "out")
    assert 0 < len(part) < 40 and all(whole[name] == part[name] for name in part)
    expect(Run("-q", "-t", "epub", "-O", tmp / "out", tmp / "in"), 0)
    assert tree(tmp / "out") == whole


def a_full_disk_costs_no_record_its_truth(tmp):
    pages(tmp / "in", 40)
    expect(Run("-q", "-t", "text", "-O", tmp / "whole", tmp / "in"), 0)
    whole = tree(tmp / "whole")
    for room in (0, 5000, 40000, 90000, 150000):
        out = tmp / f"out{room}"
        run = Run("--resume", "-t", "text", "-O", out, tmp / "in", LD_PRELOAD=str(MODULES / "faults.so"),
                  OCTAVO_TEST_ROOM=str(room))
        assert run.code in (0, 1, 10, 11), (room, run.code, run.err)
        assert "can't be" in run.err, (room, run.err)
        expect(Run("-q", "--resume", "-t", "text", "-O", out, tmp / "in"), 0)
        assert {n: d for n, d in tree(out).items() if n.endswith(".txt")} == whole, room


def a_clock_set_back_changes_nothing(tmp):
    pages(tmp / "in", 5)
    late = {"LD_PRELOAD": str(MODULES / "faults.so"), "OCTAVO_TEST_CLOCK": "-500000000"}
    expect(Run("-q", "--resume", "-t", "epub,xml", "-O", tmp / "now", tmp / "in"), 0)
    expect(Run("-q", "-t", "epub,xml", "-O", tmp / "late", tmp / "in", **late), 0)
    made = {n: d for n, d in tree(tmp / "now").items() if not n.startswith(".octavo")}
    assert made == tree(tmp / "late")
    run = Run("-v", "--resume", "-t", "epub,xml", "-O", tmp / "now", tmp / "in", **late)
    expect(run, 0, "5 of 5 inputs were unchanged")


def a_sync_that_fails_is_told(tmp):
    for n in (3, 30):  # a file each, and all of a file system
        pages(tmp / f"in{n}", n)
        run = Run("-t", "text", "-O", tmp / "out", tmp / f"in{n}", LD_PRELOAD=str(MODULES / "faults.so"),
                  OCTAVO_TEST_SYNC="1")
        expect(run, 11, "Input/output error")
        assert not tree(tmp / "out")


def large_files_are_refused_by_a_limit_of_the_shell(tmp):
    pages(tmp / "in", 3)
    done = subprocess.run(["sh", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$@"', "sh", OCTAVO, "-t", "epub", "-O",
                           str(tmp / "out"), str(tmp / "in")], capture_output=True, env=ENV, timeout=60)
    assert done.returncode in (10, 11), done
    assert not tree(tmp / "out")


def folders_that_can_not_be_written(tmp):
    pages(tmp / "in", 3)
    (tmp / "out").mkdir()
    (tmp / "out" / "001.txt").mkdir()
    expect(Run("-t", "text", "-O", tmp / "out", tmp / "in"), 10, "001.txt", "Is a directory")
    assert set(tree(tmp / "out")) == {"000.txt", "002.txt"}
    if os.geteuid() != 0:
        (tmp / "shut").mkdir(mode=0o555)
        expect(Run("-t", "text", "-O", tmp / "shut", tmp / "in"), 11, "Permission denied")


def memory_does_not_grow_with_the_inputs(tmp):
    few, many = tmp / "few", tmp / "many"
    few.write_text(f"{PAGE}\n" * 1000)
    many.write_text(f"{PAGE}\n" * 1000000)
    (least, _), (most, plan) = peak(few), peak(many)
    assert len((tmp / "many.plan").read_bytes().splitlines()) == 1000000
    if not SANITIZED:
        assert most < least + 4, f"{least:.1f} MB for 1,000 inputs, {most:.1f} MB for a million"
    # where no file can be had, in memory
    held, same = peak(many, TMPDIR=str(tmp / "nowhere"))
    assert same == plan
    assert SANITIZED or held > most + 32, held


def the_report_has_a_line_for_each_input(tmp):
    pages(tmp / "in", 70)
    mock(tmp / "in", "abort", "good")
    (tmp / "in" / "empty.html").write_bytes(b"")
    (tmp / "out").mkdir()
    (tmp / "out" / "003.txt").mkdir()
    expect(Run("-t", "text,xml", "-O", tmp / "out", "--report", tmp / "r.jsonl", "-j2", tmp / "in"), 10)
    lines = {Path(r["input"]).stem: r for r in map(json.loads, (tmp / "r.jsonl").read_text().splitlines())}
    assert len(lines) == 73
    kinds = {}
    for name, line in lines.items():
        kinds.setdefault(line["status"], []).append(name)
        for out in line.get("outputs", []):
            data = Path(out["file"]).read_bytes()
            assert (out["bytes"], out["sha256"]) == (len(data), hashlib.sha256(data).hexdigest()), out
    assert len(kinds.pop("converted")) == 70
    assert kinds == {"unwritten": ["003"], "fault": ["abort"], "format": ["empty"]}, kinds
    page = (tmp / "in" / "000.html").read_bytes()
    line = lines["000"]
    assert line["digest"] == "sha256:" + hashlib.sha256(page).hexdigest() and line["bytes"] == len(page)
    assert 0 <= line["confidence"] <= 1 and line["seconds"] > 0 and line["memory"] > 0
    assert lines["empty"]["code"] == "input.empty" and "signal 6" in lines["abort"]["reason"]
    expect(Run("--report", tmp / "r", PAGE), 6, "-O")


def a_vanished_input_is_told(tmp):
    pages(tmp / "in", 4)
    names = "".join(f"{p}\n" for p in sorted((tmp / "in").iterdir()))
    (tmp / "list").write_text(names + f"{tmp}/in/gone.html\n")
    expect(Run("-t", "text", "-O", tmp / "out", "--files-from", tmp / "list"), 10, "gone.html", "can't be read")
    assert len(tree(tmp / "out")) == 4


def what_came_meanwhile_is_not_replaced(tmp):
    pages(tmp / "in", 3)
    (tmp / "out").mkdir()
    (tmp / "out" / "001.txt").write_text("mine")
    expect(Run("-q", "-t", "text", "-O", tmp / "out", "--overwrite=never", tmp / "in"), 0)
    assert (tmp / "out" / "001.txt").read_text() == "mine" and len(tree(tmp / "out")) == 3


def killed_at(process, moment, what):
    """Kills the run, or a worker of it, after so many seconds; its exit code."""
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        victim = process.pid
        if what == "worker":
            try:
                victim = int(random.choice(
                    Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()))
            except (OSError, IndexError):
                pass
        try:
            os.kill(victim, signal.SIGKILL)
        except OSError:
            pass
    process.wait(60)
    return process.returncode


def killed_runs(tmp, command, out, whole, length):
    def same(found, complete):
        part = {name: digest for name, digest in found.items()
                if not name.split("/")[-1].startswith(".octavo")}
        assert all(whole[name] == digest for name, digest in part.items()), "half an output"
        assert not complete or part == whole, set(part) ^ set(whole)

    for left in range(KILLS, 0, -1):
        process = subprocess.Popen([*command, out, tmp / "in"], env=KILLABLE)
        code = killed_at(process, random.uniform(0.01, length), "worker" if left % 4 == 0 else "run")
        assert code in (0, -signal.SIGKILL), code
        same(tree(out), False)
        # some of them are left to run to their end
        if left % 5 == 0:
            subprocess.run([*command, out, tmp / "in"], check=True, env=ENV, timeout=100)
            same(tree(out), True)
            for path in out.rglob("*.epub"):
                path.unlink()
    subprocess.run([*command, out, tmp / "in"], check=True, env=ENV, timeout=100)
    same(tree(out), True)
    leftover = [p.name for p in out.rglob(".octavo-*")]
    assert leftover == [], leftover


def killed_runs_give_the_same_tree(tmp):
    pages(tmp / "in" / "a", 30)
    pages(tmp / "in" / "b", 10)
    command = [OCTAVO, "-q", "-t", "text,xml,epub", "-j2", "-O"]
    begin = time.monotonic()
    subprocess.run([*command, tmp / "whole", tmp / "in"], check=True, env=ENV, timeout=100)
    length = time.monotonic() - begin
    whole = tree(tmp / "whole")
    random.seed(6)
    killed_runs(tmp, command, tmp / "out", whole, length)
    killed_runs(tmp, [command[0], "--resume", *command[1:]], tmp / "resumed", whole, length)
    print(f"# {KILLS} runs were killed, and {KILLS} with --resume")


TESTS = [f for f in list(globals().values())
         if callable(f) and getattr(f, "__code__", None) and f.__code__.co_varnames[:1] == ("tmp",)
         and f.__code__.co_argcount == 1 and f.__name__ != "has_sandbox"]


def main():
    failed = 0
    tests = [t for t in TESTS if t is killed_runs_give_the_same_tree] if len(sys.argv) > 3 else TESTS
    for test in tests:
        with tempfile.TemporaryDirectory() as tmp:
            try:
                test(Path(tmp))
            except Exception:
                failed += 1
                print(f"not ok {test.__name__}")
                traceback.print_exc(limit=2, file=sys.stdout)
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(failed != 0)


if __name__ == "__main__":
    main()
