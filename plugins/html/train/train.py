#!/usr/bin/env python3
"""Learn the tables of model.c from labelled pages.

    train.py DUMP CORPUS WORK [--write MODEL.C]

DUMP is the program built from dump.c, CORPUS the folder of labelled pages, WORK
a folder for what is computed on the way.  The pages are split in folds by host:
each page is judged by a model that saw no page of its host, and these figures
are printed.  --write then learns from all pages and writes the tables.  The
same data and the same scikit-learn (1.2) give the same tables.
"""
import argparse
import re
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

import labels

FOLDS = 3
TOKENS = 1600
SEED = 7


def feature_names():
    source = (Path(__file__).parent.parent / "block_features.h").read_text()
    part = lambda name: re.search(r"#define %s\(X\)(.*?)\n\n" % name, source, re.S).group(1)
    names = lambda text: re.findall(r"X\((\w+)\)", text)
    return names(part("FEATURE_LIST")), names(part("CONTEXT_LIST"))


class Page:
    def __init__(self, row):
        self.row, self.parents, self.tokens = row, [], []
        self.leaf, self.units, self.texts = [], [], []
        self.fold = zlib.crc32(row["host"].encode()) % FOLDS

    def finish(self):
        self.words = [labels.words(t) for t in self.texts]
        if self.row["set"] == "segments":
            said = labels.snippets(self.texts, self.row)
            self.label = np.array([s or 0 for s in said], np.int8)
            self.weight = np.array([0.02 * (s is not None) for s in said], np.float32)
        else:
            want = labels.words(self.row["text"])
            self.label = np.array(labels.align(self.words, self.row["text"]), np.int8)
            weight = np.array([len(w) + 2 for w in self.words], np.float32) / (len(want) + 50)
            weight = np.minimum(weight, 0.2)
            self.weight = weight / max(1, weight.sum() / 2.5)
        return self


def utf8(row, folder):
    data = row["path"].read_bytes()
    try:
        data.decode("utf-8")
        return row["path"]
    except UnicodeDecodeError:
        said = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
        code = said.group(1).decode().lower() if said else "cp1252"
        code = {"iso-8859-1": "cp1252", "gb2312": "gb18030", "utf-8": "utf-8"}.get(code, code)
        path = folder / (row["set"] + "-" + row["id"] + ".html")
        try:
            path.write_text(data.decode(code, "replace"), "utf-8")
        except LookupError:
            path.write_text(data.decode("cp1252", "replace"), "utf-8")
        return path


def run(dump, args, paths):
    listing = "".join(f"{p}\n" for p in paths).encode()
    return subprocess.run([dump, *args], input=listing, stdout=subprocess.PIPE, check=True).stdout


def parse(args):
    dump, rows = args
    pages = []
    for line in run(dump, ["blocks"], [r["utf8"] for r in rows]).decode("utf-8", "replace").split("\n"):
        kind, _, rest = line.partition("\t")
        if kind == "P":
            pages.append(Page(rows[len(pages)]))
        elif kind == "E":
            parent, *tokens = rest.split("\t")
            pages[-1].parents.append(int(parent))
            pages[-1].tokens.append(tokens)
        elif kind == "B":
            leaf, units, text = rest.split("\t", 2)
            pages[-1].leaf.append(int(leaf))
            pages[-1].units.append(int(units))
            pages[-1].texts.append(text)
    return [p.finish() for p in pages]


def token_hash(word):
    power, total = 0x9E3779B1, len(word)
    for byte in word:
        total += byte * power
        power = power * 0x9E3779B1 & 0xFFFFFFFF
    return total & 0xFFFFFFFF


def paths_of(page, chosen):
    """For each chosen block, how often each token is on its path."""
    memo = {}

    def path(e):
        found = []
        while True:
            found.extend(page.tokens[e])
            if e == 0:
                return Counter(found)
            e = page.parents[e]

    for b in chosen:
        leaf = page.leaf[b]
        if leaf not in memo:
            memo[leaf] = path(leaf)
        yield memo[leaf]


def token_matrix(pages):
    """Samples blocks; a sparse matrix of their path tokens."""
    rng = np.random.RandomState(SEED)
    hosts = defaultdict(set)
    rows = []
    for n, page in enumerate(pages):
        known = np.flatnonzero(page.weight > 0)
        chosen = rng.permutation(known)[:150]
        scale = page.weight[known].sum() / max(page.weight[chosen].sum(), 1e-9)
        for b, path in zip(chosen, paths_of(page, chosen)):
            rows.append((path, page.label[b], page.weight[b] * scale, n))
            for token in path:
                hosts[token].add(page.row["host"])
    common = sorted(hosts, key=lambda t: (-len(hosts[t]), t))
    common = [t for t in common if len(hosts[t]) >= 12 and not re.search(r"^\d|^.$", t)
              and len(t) <= 24][:TOKENS]
    index = {t: i for i, t in enumerate(common)}
    data, cols, ends = [], [], [0]
    for path, *_ in rows:
        for token, count in path.items():
            if token in index:
                cols.append(index[token])
                data.append(min(count, 5))
        ends.append(len(cols))
    matrix = sparse.csr_matrix((data, cols, ends), (len(rows), len(common)), dtype=np.float64)
    return common, matrix, np.array([r[1] for r in rows]), np.array([r[2] for r in rows]), \
        np.array([r[3] for r in rows])


def learn_tokens(matrix, label, weight):
    model = LogisticRegression(C=1.0, solver="lbfgs", max_iter=150)
    model.fit(matrix, label, sample_weight=weight * 50)
    return np.clip(np.round(model.coef_[0], 2), -4, 4)


def write_tokens(path, names, weights):
    path.write_text("".join(f"{token_hash(n.encode()):x} {w:.2f}\n" for n, w in zip(names, weights)
                            if abs(w) >= 0.02))


def learn_forest(x, y, w, trees, leaves):
    model = HistGradientBoostingClassifier(
        learning_rate=0.08, max_iter=trees, max_leaf_nodes=leaves, min_samples_leaf=60,
        l2_regularization=2.0, max_bins=128, early_stopping=False, random_state=SEED)
    return model.fit(x, y, sample_weight=w * (len(w) / w.sum()))


def sample(pages, most=400):
    """Blocks to learn from: no page gives more than `most`."""
    rng = np.random.RandomState(SEED)
    index, weight, start = [], [], 0
    for page in pages:
        known = np.flatnonzero(page.weight > 0)
        chosen = np.sort(rng.permutation(known)[:most])
        scale = page.weight[known].sum() / max(page.weight[chosen].sum(), 1e-9)
        index.append(chosen + start)
        weight.append(page.weight[chosen] * scale)
        start += len(page.texts)
    return np.concatenate(index), np.concatenate(weight)


def choose(p, units, beta=1.0):
    """The set with the highest expected F-measure, as decide.c does it."""
    order = np.argsort(-p, kind="stable")
    mass, size = np.cumsum(p[order] * units[order]), np.cumsum(units[order])
    total = (p * units).sum()
    if not len(p) or total <= 0:
        return np.zeros(len(p), bool), 0.0
    f = (1 + beta ** 2) * mass / (size + beta ** 2 * total)
    best = int(np.argmax(f))
    keep = np.zeros(len(p), bool)
    keep[order[:best + 1]] = True
    return keep, float(f[best])


def f1(got, want):
    got, want = Counter(got), Counter(want)
    hit = sum((got & want).values())
    if not hit:
        return float(not got and not want)
    return 2 * hit / (sum(got.values()) + sum(want.values()))


def report(title, pages, keeps):
    result = defaultdict(list)
    tp = fp = fn = 0
    for page, keep in zip(pages, keeps):
        if page.row["set"] == "segments":
            text = " ".join(" ".join(t for t, k in zip(page.texts, keep) if k).split())
            hit = [" ".join(s.split()) in text for s in page.row["present"]]
            bad = [" ".join(s.split()) in text for s in page.row["absent"]]
            tp, fn, fp = tp + sum(hit), fn + len(hit) - sum(hit), fp + sum(bad)
            continue
        got = [w for ws, k in zip(page.words, keep) if k for w in ws]
        value = f1(got, labels.words(page.row["text"]))
        result[page.row["set"]].append(value)
        if page.row["set"] == "wcxb":
            result["wcxb/" + page.row["type"]].append(value)
        page.f1 = value
    figures = {k: round(float(np.mean(v)), 4) for k, v in sorted(result.items())}
    if tp:
        figures["segments"] = round(2 * tp / (2 * tp + fp + fn), 4)
        figures["segments p/r"] = (round(tp / (tp + fp), 4), round(tp / (tp + fn), 4))
    print(title, figures, flush=True)


def per_page(pages, values):
    ends = np.cumsum([len(p.texts) for p in pages])
    return np.split(values, ends[:-1])


class Learner:
    def __init__(self, dump, work, pages):
        self.dump, self.work, self.pages = dump, work, pages
        self.local, self.context = feature_names()
        self.units = [np.maximum(np.array(p.units, np.float32), 1) for p in pages]
        self.label = np.concatenate([p.label for p in pages])
        self.fold = np.concatenate([np.full(len(p.texts), p.fold) for p in pages])
        self.index, self.weight = sample(pages)
        (self.names, self.matrix, self.token_label, self.token_weight,
         self.token_page) = token_matrix(pages)

    def features(self, mode, width, token_files, scores=None):
        """Each page by the tokens of its own fold."""
        out = [None] * len(self.pages)
        for fold, tokens in enumerate(token_files):
            mine = [i for i, p in enumerate(self.pages) if len(token_files) == 1 or p.fold == fold]
            args = [mode, str(tokens)]
            if scores is not None:
                np.concatenate([scores[i] for i in mine]).astype(np.float32).tofile(self.work / "scores")
                args.append(str(self.work / "scores"))
            raw = np.frombuffer(run(self.dump, args, [self.pages[i].row["utf8"] for i in mine]), np.float32)
            raw = raw.reshape(-1, width)
            ends = np.cumsum([len(self.pages[i].texts) for i in mine])
            for i, part in zip(mine, np.split(raw, ends[:-1])):
                out[i] = part
        return np.concatenate(out)

    def fit(self, x, chosen, size):
        i = self.index[chosen]
        return learn_forest(x[i], self.label[i], self.weight[chosen], *size)

    def cross(self, x, size):
        """Scores of each block by a forest that saw nothing of its fold."""
        scores = np.zeros(len(x), np.float32)
        models = []
        for fold in range(FOLDS):
            model = self.fit(x, self.fold[self.index] != fold, size)
            scores[self.fold == fold] = model.predict_proba(x[self.fold == fold])[:, 1]
            models.append(model)
        return scores

    def evaluate(self, title, scores, betas=(1.0,)):
        for beta in betas:
            keeps, hopes = zip(*(choose(p, u, beta) for p, u in zip(per_page(self.pages, scores), self.units)))
            report(f"{title} beta={beta}", self.pages, keeps)
        return keeps, hopes


def tree_tables(model):
    nodes, roots = [], []
    for (predictor,) in model._predictors:
        tree = predictor.nodes
        roots.append(len(nodes))

        def emit(i):
            node = tree[i]
            if node["is_leaf"]:
                nodes.append((float(node["value"]), 0, 0))
                return 1
            at = len(nodes)
            nodes.append(None)
            left = emit(node["left"])
            right = emit(node["right"])
            nodes[at] = (float(node["num_threshold"]), int(node["feature_idx"]), 1 + left)
            assert 1 + left < 256
            return 1 + left + right

        emit(0)
    return nodes, roots, float(np.ravel(model._baseline_prediction)[0])


def write_model(path, learner, weights, local, context):
    slots = 4096
    table = [None] * slots
    for name, weight in zip(learner.names, weights):
        if abs(weight) < 0.02:
            continue
        value = token_hash(name.encode())
        i = value % slots
        while table[i] is not None:
            i = (i + 1) % slots
        table[i] = (value, weight, name)
    out = ["/* Written by train/train.py. */", "/* clang-format off */", '#include "model.h"', "",
           f"static const struct token_weight tokens[{slots}] = {{"]
    for i, entry in enumerate(table):
        if entry is not None:
            out.append(f"\t[{i}] = {{ 0x{entry[0]:08x}, {entry[1]:.2f}f }}, /* {entry[2]} */")
    out += ["};", ""]
    forests = []
    for name, model in (("local", local), ("context", context)):
        nodes, roots, base = tree_tables(model)
        out.append(f"static const struct tree_node {name}_nodes[{len(nodes)}] = {{")
        line = "\t"
        for t, f, s in nodes:
            item = f"{{{np.float32(t):.9g}, {f}, {s}}}, ".replace("{inf", "{3e38").replace("{-inf", "{-3e38")
            if len(line) + len(item) > 100:
                out.append(line.rstrip())
                line = "\t"
            line += item
        out += [line.rstrip(), "};", "", f"static const uint16_t {name}_roots[{len(roots)}] = {{"]
        for i in range(0, len(roots), 14):
            out.append("\t" + " ".join(f"{r}," for r in roots[i:i + 14]))
        out += ["};", ""]
        forests.append(f"\t.{name} = {{ {name}_nodes, {name}_roots, {len(roots)}, {base:.9g}f }},")
    out += ["const struct model extract_model = {", "\t.tokens = tokens,",
            f"\t.token_mask = {slots - 1},", *forests, "};", ""]
    Path(path).write_text("\n".join(out))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("dump", type=Path)
    args.add_argument("corpus", type=Path)
    args.add_argument("work", type=Path)
    args.add_argument("--write", type=Path, help="learn from all pages and write the tables here")
    args.add_argument("--trees", type=int, default=120)
    args.add_argument("--leaves", type=int, default=24)
    args = args.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    args.dump = args.dump.resolve()
    size = args.trees, args.leaves

    rows = labels.read_truth(args.corpus)
    for row in rows:
        row["utf8"] = utf8(row, args.work)
    with ProcessPoolExecutor(2) as pool:
        parts = pool.map(parse, [(args.dump, rows[i:i + 100]) for i in range(0, len(rows), 100)])
        pages = [page for part in parts for page in part]
    print(len(pages), "pages", sum(len(p.texts) for p in pages), "blocks", flush=True)
    report("all labels right", pages, [p.label for p in pages])

    learner = Learner(args.dump, args.work, pages)
    folds = np.array([p.fold for p in pages])[learner.token_page]
    files = []
    for fold in range(FOLDS):
        mine = folds != fold
        files.append(args.work / f"tokens{fold}")
        write_tokens(files[-1], learner.names, learn_tokens(
            learner.matrix[mine], learner.token_label[mine], learner.token_weight[mine]))
    print(len(learner.names), "tokens", flush=True)

    x1 = learner.features("local", len(learner.local), files)
    p1 = learner.cross(x1, size)
    learner.evaluate("first forest", p1)
    width = len(learner.local) + len(learner.context)
    x2 = learner.features("context", width, files, per_page(pages, p1))
    p2 = learner.cross(x2, size)
    learner.evaluate("held out", p2, (0.5, 2.0, 1.0))
    np.save(args.work / "p2.npy", p2)

    if args.write:
        weights = learn_tokens(learner.matrix, learner.token_label, learner.token_weight)
        tokens = args.work / "tokens"
        write_tokens(tokens, learner.names, weights)
        # The second forest learns from scores as honest as those it will see.
        every = np.ones(len(learner.index), bool)
        local = learner.fit(learner.features("local", len(learner.local), [tokens]), every, size)
        context = learner.fit(x2, every, size)
        write_model(args.write, learner, weights, local, context)


if __name__ == "__main__":
    main()
