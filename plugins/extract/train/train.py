#!/usr/bin/env python3
"""Learn model.txt from labelled pages.

    train.py DUMP CORPUS WORK [--markdown FOLDER] [--write MODEL.TXT]

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

sys.path.insert(1, str(Path(__file__).parent.parent))
import labels
from make_model import markup_hash, word_hash

FOLDS = 3
TOKENS, WORDS = 2000, 2000
SEED = 7


def feature_names():
    source = (Path(__file__).parent.parent / "block_features.h").read_text()
    listed = source.split("enum feature {")[1].split("};")[0]
    return re.findall(r"^\tF_(\w+)", listed, re.M)


class Page:
    def __init__(self, row):
        self.row, self.parents, self.tokens = row, [], []
        self.leaf, self.around, self.units, self.texts = [], [], [], []
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
        path = folder / (row["set"] + "-" + row["id"] + ".html")
        path.write_text(labels.decode(data), "utf-8")
        return path


def read_markdown(corpus, folder):
    """The scraped Markdown, and the other pages in each conversion there is."""
    rows = labels.read_truth(corpus, ("markdown",))
    for row in labels.read_truth(corpus, ("wcxb", "scrapinghub", "readability")):
        for path in sorted(folder.glob(f"*/{row['set']}-{row['id']}.md")):
            rows.append({**row, "path": path})
    return rows


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
            leaf, around, units, text = rest.split("\t", 3)
            pages[-1].around.append(int(around))
            pages[-1].leaf.append(int(leaf))
            pages[-1].units.append(int(units))
            pages[-1].texts.append(text)
    return [p.finish() for p in pages]


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


def sample_tokens(pages):
    """Of some blocks: path tokens, first words, label, weight, page."""
    rng = np.random.RandomState(SEED)
    rows = []
    for n, page in enumerate(pages):
        known = np.flatnonzero(page.weight > 0)
        chosen = rng.permutation(known)[:150]
        scale = page.weight[known].sum() / max(page.weight[chosen].sum(), 1e-9)
        for b, path in zip(chosen, paths_of(page, chosen)):
            rows.append((path, Counter(page.words[b][:16]), page.label[b], page.weight[b] * scale, n))
    return rows


def token_matrix(pages, rows, column, most):
    """How often each of the tokens seen on many hosts is in each row."""
    hosts = defaultdict(set)
    for row in rows:
        for token in row[column]:
            hosts[token].add(pages[row[4]].row["host"])
    common = sorted(hosts, key=lambda t: (-len(hosts[t]), t))
    common = [t for t in common if len(hosts[t]) >= 10 and not re.search(r"^\d|^.$", t)
              and len(t) <= 24][:most]
    index = {t: i for i, t in enumerate(common)}
    data, cols, ends = [], [], [0]
    for row in rows:
        for token, count in row[column].items():
            if token in index:
                cols.append(index[token])
                data.append(min(count, 5))
        ends.append(len(cols))
    return common, sparse.csr_matrix((data, cols, ends), (len(rows), len(common)), dtype=np.float64)


def learn_tokens(matrix, label, weight):
    model = LogisticRegression(C=1.0, solver="lbfgs", max_iter=150)
    model.fit(matrix, label, sample_weight=weight * 50)
    return np.clip(np.round(model.coef_[0], 2), -4, 4)


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


def once(page, keep):
    """The kept blocks without those said before, as decide.c drops them."""
    seen, pending, around, keep = set(), [], None, keep.copy()
    for b in np.flatnonzero(keep):
        tokens = page.words[b]
        if len(tokens) < 8:
            continue
        if page.around[b] != around:
            seen.update(*pending)
            pending, around = [], page.around[b]
        triples = [tuple(tokens[i:i + 3]) for i in range(len(tokens) - 2)]
        if sum(t in seen for t in triples) > 0.8 * len(triples):
            keep[b] = False
        else:
            pending.append(triples)
    return keep


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
        keep = once(page, np.asarray(keep, bool))
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
        self.width = len(feature_names())
        self.units = [np.maximum(np.array(p.units, np.float32), 1) for p in pages]
        self.label = np.concatenate([p.label for p in pages])
        self.fold = np.concatenate([np.full(len(p.texts), p.fold) for p in pages])
        self.index, self.weight = sample(pages)
        rows = sample_tokens(pages)
        self.markup = token_matrix(pages, rows, 0, TOKENS)
        self.words = token_matrix(pages, rows, 1, WORDS)
        self.token_label = np.array([r[2] for r in rows])
        self.token_weight = np.array([r[3] for r in rows])
        self.token_page = np.array([r[4] for r in rows])

    def tokens(self, chosen, path):
        """Weights of both kinds, learned from the chosen rows, and in a file."""
        found, lines = [], []
        for kind, (names, matrix), code in (("M", self.markup, markup_hash), ("W", self.words, word_hash)):
            weights = learn_tokens(matrix[chosen], self.token_label[chosen], self.token_weight[chosen])
            table = [(code(n), w, n) for n, w in zip(names, weights) if abs(w) >= 0.05]
            lines += [f"{kind} {h:x} {w:.2f}\n" for h, w, _ in table]
            found.append(table)
        path.write_text("".join(lines))
        return found

    def features(self, token_files):
        """Each page with the tokens that were learned without its fold."""
        out = [None] * len(self.pages)
        for fold, tokens in enumerate(token_files):
            mine = [i for i, p in enumerate(self.pages) if p.fold == fold]
            raw = run(self.dump, ["features", str(tokens)], [self.pages[i].row["utf8"] for i in mine])
            ends = np.cumsum([len(self.pages[i].texts) for i in mine])
            table = np.frombuffer(raw, np.float32).reshape(-1, self.width)
            for i, part in zip(mine, np.split(table, ends[:-1])):
                out[i] = part
        return np.concatenate(out)

    def fit(self, x, chosen, size):
        i = self.index[chosen]
        return learn_forest(x[i], self.label[i], self.weight[chosen], *size)

    def cross(self, x, size):
        """Scores of each block by a forest that saw nothing of its fold."""
        scores = np.zeros(len(x), np.float32)
        for fold in range(FOLDS):
            model = self.fit(x, self.fold[self.index] != fold, size)
            scores[self.fold == fold] = model.predict_proba(x[self.fold == fold])[:, 1]
        return scores

    def evaluate(self, title, scores, betas=(1.0,)):
        for beta in betas:
            keeps, hopes = zip(*(choose(p, u, beta) for p, u in zip(per_page(self.pages, scores), self.units)))
            report(f"{title} beta={beta}", self.pages, keeps)
        return keeps, hopes


def tree_tables(model):
    """Each tree's nodes (threshold, feature, skip), the yes-branch first."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes

        def below(i):
            node = nodes[i]
            if node["is_leaf"]:
                return [(node["value"], 0, 0)]
            left, right = below(node["left"]), below(node["right"])
            return [(node["num_threshold"], node["feature_idx"], 1 + len(left)), *left, *right]

        trees.append(below(0))
    return trees, float(np.ravel(model._baseline_prediction)[0])


def write_model(path, tables, forest):
    """model.txt: see make_model.py."""
    trees, base = tree_tables(forest)
    number = lambda t: "3e38" if t > 3e38 else f"{float(np.float32(t)):.9g}"
    number_c = lambda t: number(t) if re.search(r"[.e]", number(t)) else number(t) + ".0"
    token = lambda table: sorted(f"{word} {weight:.2f}" for _, weight, word in table)
    item = lambda t, f, s: f"{f}<={number_c(t)}:{s}" if s else f"={number_c(t)}"
    lines = ["Learned by train/train.py from the sets named in the README; make_model.py makes",
             "the tables of model.h of it.", "", "[markup]", *token(tables[0]), "", "[words]",
             *token(tables[1]), "", "[forest]", f"{base:.9g}",
             *(" ".join(item(*node) for node in tree) for tree in trees), ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("dump", type=Path)
    args.add_argument("corpus", type=Path)
    args.add_argument("work", type=Path)
    args.add_argument("--write", type=Path, help="learn from all pages and write the tables here")
    args.add_argument("--markdown", type=Path, help="learn from the pages as Markdown, which convert.py put there")
    args.add_argument("--trees", type=int, default=120)
    args.add_argument("--leaves", type=int, default=24)
    args = args.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    args.dump = args.dump.resolve()
    size = args.trees, args.leaves

    rows = read_markdown(args.corpus, args.markdown) if args.markdown else labels.read_truth(args.corpus)
    for row in rows:
        row["utf8"] = utf8(row, args.work)
    with ProcessPoolExecutor(2) as pool:
        parts = pool.map(parse, [(args.dump, rows[i:i + 100]) for i in range(0, len(rows), 100)])
        pages = [page for part in parts for page in part]
    print(len(pages), "pages", sum(len(p.texts) for p in pages), "blocks", flush=True)
    report("all labels right", pages, [p.label for p in pages])

    learner = Learner(args.dump, args.work, pages)
    folds = np.array([p.fold for p in pages])[learner.token_page]
    files = [args.work / f"tokens{fold}" for fold in range(FOLDS)]
    for fold, path in enumerate(files):
        learner.tokens(folds != fold, path)

    x = learner.features(files)
    learner.evaluate("held out", learner.cross(x, size), (0.5, 2.0, 1.0))
    if args.write:
        # Features by tokens that never saw the page: as honest as in use.
        tables = learner.tokens(folds >= 0, args.work / "tokens")
        forest = learner.fit(x, np.ones(len(learner.index), bool), size)
        write_model(args.write, tables, forest)


if __name__ == "__main__":
    main()
