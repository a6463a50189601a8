#!/usr/bin/env python3
"""Learn model.txt from labelled pages.

    train.py DUMP CORPUS WORK [--markdown FOLDER] [--write MODEL.TXT]

DUMP is the program built from dump.c (ninja plugins/markdown/extract-dump),
CORPUS the folder of labelled pages, WORK a folder for what is computed on the
way.  The pages are split in folds by host: each page is judged by a model that
saw no page of its host, and these figures are printed; the models and their
pages go to WORK, for heldout.py.  --write then learns from all pages and writes
the tables.  The same data, scikit-learn (1.2) and XGBoost (1.7) give the same
tables.

Within the pages to learn from there are folds, too: the features of a page are
computed with tokens that were learned without its host, and the guesses that the
second forest learns from come of forests that never saw it.
"""
import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
import zlib
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # sums in one order

import numpy as np
import xgboost
from scipy import sparse
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

sys.path.insert(1, str(Path(__file__).parent.parent))
import labels
from make_model import markup_hash, word_hash

FOLDS, INNER = 3, 3
TOKENS, WORDS = 2000, 2000
KINDS = ("article", "service", "product", "collection", "forum", "listing", "documentation")
LEAST_GUESS = 0.02  # below that of score.c: the second forest learns from what it need not judge, too
# Trees, leaves, hessians a leaf, rate.  The second forest knows much of the page as
# a whole: its leaves must hold the blocks of several pages, or it learns pages.
FIRST, SECOND = (40, 16, 20, 0.15), (160, 32, 60, 0.07)
SEED = 7


def feature_names():
    source = (Path(__file__).parent.parent / "block_features.h").read_text()
    listed = source.split("enum feature {")[1].split("};")[0]
    return re.findall(r"^\tF_(\w+)", listed, re.M)


def fold_of(host, folds, salt=""):
    return zlib.crc32((salt + host).encode()) % folds


class Page:
    def __init__(self, row):
        self.row, self.parents, self.tokens = row, [], []
        self.leaf, self.around, self.units, self.texts = [], [], [], []
        self.fold = fold_of(row["host"], FOLDS)
        self.inner = fold_of(row["host"], INNER, "inner ")

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


def learn_forest(x, y, w, trees, leaves, least, rate):
    model = xgboost.XGBClassifier(
        n_estimators=trees, learning_rate=rate, max_leaves=leaves, min_child_weight=least,
        colsample_bynode=0.15, reg_lambda=3, base_score=0.5, tree_method="hist", max_bin=128,
        grow_policy="lossguide", max_depth=0, n_jobs=1, random_state=SEED)
    return model.fit(x, y, sample_weight=w * (len(w) / w.sum()))


def sample(pages, likely, most):
    """Blocks to learn from, of the likely ones: no page gives more than `most`."""
    rng = np.random.RandomState(SEED)
    index, weight, start = [], [], 0
    for page in pages:
        end = start + len(page.texts)
        known = np.flatnonzero((page.weight > 0) & likely[start:end])
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


class Tokens:
    """What the words of class and text weigh, and what classes tell of the page."""

    def __init__(self, pages):
        rows = sample_tokens(pages)
        self.markup = token_matrix(pages, rows, 0, TOKENS)
        self.words = token_matrix(pages, rows, 1, WORDS)
        self.label = np.array([r[2] for r in rows])
        self.weight = np.array([r[3] for r in rows])
        self.page = np.array([r[4] for r in rows])
        self.names, self.seen = kind_matrix(pages, self.markup[0])
        typed = [p.row["set"] == "wcxb" for p in pages]
        self.kind = np.array([KINDS.index(p.row["type"]) if t else 0 for p, t in zip(pages, typed)])
        self.kind_weight = np.where(typed, 1, 0.4)

    def learn(self, chosen, path):
        """From the chosen pages; in a file for the dump, and as tables."""
        rows, found, lines = chosen[self.page], [], []
        for code, (names, matrix), hashed in (("M", self.markup, markup_hash), ("W", self.words, word_hash)):
            weights = learn_tokens(matrix[rows], self.label[rows], self.weight[rows])
            table = [(n, w) for n, w in zip(names, weights) if abs(w) >= 0.05]
            lines += [f"{code} {hashed(n):x} {w:.2f}\n" for n, w in table]
            found.append(table)
        model = LogisticRegression(C=0.1, max_iter=60)
        model.fit(self.seen[chosen], self.kind[chosen], sample_weight=self.kind_weight[chosen])
        weights = np.clip(np.round(model.coef_ * 16), -127, 127).astype(int).T
        listed = lambda numbers: " ".join(map(str, numbers))
        base = listed(np.round(model.intercept_ * 16).astype(int))
        kinds = [(n, listed(w)) for n, w in zip(self.names, weights) if np.abs(w).max() > 1]
        lines += [f"B 0 {base}\n", *(f"K {markup_hash(n):x} {w}\n" for n, w in kinds)]
        path.write_text("".join(lines))
        return [*found, (base, kinds)]


def kind_matrix(pages, names):
    """Which of the tokens each page has; the names of elements tell nothing."""
    names = [n for n in names if n[0] not in "<=."]
    index = {n: i for i, n in enumerate(names)}
    cols, ends = [], [0]
    for page in pages:
        cols += sorted({index[t] for tokens in page.tokens for t in tokens if t in index})
        ends.append(len(cols))
    return names, sparse.csr_matrix((np.ones(len(cols)), cols, ends), (len(pages), len(names)))


class Learner:
    def __init__(self, dump, work, pages):
        self.dump, self.work, self.pages = dump, work, pages
        self.tokens = Tokens(pages)
        self.ends = np.cumsum([0, *(len(p.texts) for p in pages)])
        self.label = np.concatenate([p.label for p in pages])
        self.inner = np.array([p.inner for p in pages])

    def blocks(self, chosen):
        """The blocks of the chosen pages."""
        parts = [np.arange(self.ends[i], self.ends[i + 1]) for i in np.flatnonzero(chosen)]
        return np.concatenate(parts)

    def dumped(self, chosen, *args):
        raw = run(self.dump, args, [self.pages[i].row["utf8"] for i in np.flatnonzero(chosen)])
        return np.frombuffer(raw, np.float32).reshape(len(self.blocks(chosen)), -1)

    def context(self, chosen, guesses, name):
        path = self.work / (name + ".guesses")
        guesses.astype(np.float32).tofile(path)
        return self.dumped(chosen, "context", str(path))

    def fit(self, x, chosen, likely, most, size):
        """A forest from the chosen pages' blocks; x and likely are theirs alone."""
        index, weight = sample([self.pages[i] for i in np.flatnonzero(chosen)], likely, most)
        return learn_forest(x[index], self.label[self.blocks(chosen)][index], weight, *size)

    def learn(self, chosen, name):
        """The model of the chosen pages: tokens' file and tables, both forests."""
        mine, path = self.blocks(chosen), self.work / (name + ".tokens")
        place = np.full(self.ends[-1], -1)
        place[mine] = np.arange(len(mine))
        parts = [chosen & (self.inner == k) for k in range(INNER)]
        rows = [place[self.blocks(part)] for part in parts]
        x = np.empty((len(mine), feature_names().index("GUESS")), np.float32)
        for part, row in zip(parts, rows):
            self.tokens.learn(chosen & ~part, path)
            x[row] = self.dumped(part, "features", str(path))
        every, guesses = np.ones(len(mine), bool), np.zeros(len(mine))
        for part, row in zip(parts, rows):
            rest = np.ones(len(mine), bool)
            rest[row] = False
            forest = self.fit(x[rest], chosen & ~part, every[rest], 120, FIRST)
            guesses[row] = forest.predict_proba(x[row])[:, 1]
        first = self.fit(x, chosen, every, 300, FIRST)
        x = np.hstack([x, self.context(chosen, guesses, name)])
        second = self.fit(x, chosen, guesses >= LEAST_GUESS, 200, SECOND)
        print(name, "learned", flush=True)
        return path, self.tokens.learn(chosen, path), first, second

    def judge(self, model, chosen, name):
        """The scores of the chosen pages' blocks."""
        path, _, first, second = model
        x = self.dumped(chosen, "features", str(path))
        scores = first.predict_proba(x)[:, 1]
        likely = scores >= LEAST_GUESS
        x = np.hstack([x, self.context(chosen, scores, name)])
        scores[likely] = second.predict_proba(x[likely])[:, 1]
        return scores

    def hold_out(self, fold):
        """The scores of a fold's pages by what was learned from the others."""
        chosen = np.array([p.fold == fold for p in self.pages])
        model = self.learn(~chosen, f"fold{fold}")
        scores = self.judge(model, chosen, f"fold{fold}")
        write_model(self.work / f"fold{fold}.txt", model, CONFIDENCE)
        listed = [f"{p.row['set']} {p.row['path']}\n" for p in self.pages if p.fold == fold]
        (self.work / f"fold{fold}.pages").write_text("".join(listed))
        return scores

    def decide(self, title, scores, beta):
        units = [np.maximum(np.array(p.units, np.float32), 1) for p in self.pages]
        keeps, hopes = zip(*(choose(p, u, beta) for p, u in zip(np.split(scores, self.ends[1:-1]), units)))
        report(f"{title} beta={beta}", self.pages, keeps)
        return np.array(hopes)


CONFIDENCE = np.arange(0, 1001, 100)  # what F1 to hope for: what is expected


def confidence(pages, hopes):
    """The mean F1 of the pages around each tenth of the expected F, rising."""
    known = [(h, p.f1) for p, h in zip(pages, hopes) if p.row["set"] != "segments" and h > 0]
    h, f = np.array(known).T
    fitted = IsotonicRegression(out_of_bounds="clip").fit(h, f)
    near = np.clip(CONFIDENCE[:, None] / 1000 + np.linspace(-0.05, 0.05, 21), h.min(), h.max())
    table = np.round(fitted.predict(near.ravel()).reshape(near.shape).mean(1) * 1000).astype(int)
    for low in np.arange(0, 1, 0.1):
        inside = (np.interp(h, CONFIDENCE / 1000, table / 1000) // 0.1).astype(int) == round(low * 10)
        if inside.any():
            said = np.interp(h[inside], CONFIDENCE / 1000, table / 1000).mean()
            print(f"confidence {said:.2f}: F1 {f[inside].mean():.3f}, {inside.sum()} pages")
    return table


def tree_tables(model):
    """Each tree's nodes (threshold, feature, skip), the yes-branch first."""
    learned = json.loads(model.get_booster().save_raw("json"))["learner"]
    trees = []
    for tree in learned["gradient_booster"]["model"]["trees"]:
        left, right = tree["left_children"], tree["right_children"]
        feature, value = tree["split_indices"], np.array(tree["split_conditions"], np.float32)

        def below(i):
            if left[i] < 0:
                return [(value[i], 0, 0)]
            yes, no = below(left[i]), below(right[i])
            # XGBoost asks "less than", we "at most"
            return [(np.nextafter(value[i], np.float32(-np.inf)), feature[i], 1 + len(yes)), *yes, *no]

        trees.append(below(0))
    return trees


def write_model(path, model, confidence):
    """model.txt: see make_model.py."""
    _, (markup, words, (base, kinds)), *forests = model
    number = lambda t: "3e38" if t > 3e38 else f"{float(np.float32(t)):.9g}"
    number_c = lambda t: number(t) if re.search(r"[.e]", number(t)) else number(t) + ".0"
    token = lambda table: sorted(f"{word} {weight:.2f}" for word, weight in table)
    item = lambda t, f, s: f"{f}<={number_c(t)}:{s}" if s else f"={number_c(t)}"
    lines = ["Learned by train/train.py from the sets named in the README; make_model.py makes",
             "the tables of model.h of it.", "", "[markup]", *token(markup), "", "[words]", *token(words),
             "", "[kinds]", base, *sorted(f"{word} {weights}" for word, weights in kinds), ""]
    for name, forest in zip(("first", "second"), forests):
        trees = (" ".join(item(*node) for node in tree) for tree in tree_tables(forest))
        lines += [f"[{name}]", "0.0", *trees, ""]  # the log-odds of base_score
    lines += ["[confidence]", " ".join(map(str, confidence)), ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("dump", type=Path)
    args.add_argument("corpus", type=Path)
    args.add_argument("work", type=Path)
    args.add_argument("--write", type=Path, help="learn from all pages and write the tables here")
    args.add_argument("--markdown", type=Path, help="learn from the pages as Markdown, which convert.py put there")
    args = args.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    args.dump = args.dump.resolve()

    rows = read_markdown(args.corpus, args.markdown) if args.markdown else labels.read_truth(args.corpus)
    for row in rows:
        row["utf8"] = utf8(row, args.work)
    with ProcessPoolExecutor(2) as pool:
        parts = pool.map(parse, [(args.dump, rows[i:i + 100]) for i in range(0, len(rows), 100)])
        pages = [page for part in parts for page in part]
    print(len(pages), "pages", sum(len(p.texts) for p in pages), "blocks", flush=True)
    report("all labels right", pages, [p.label for p in pages])

    global LEARNER
    LEARNER = Learner(args.dump, args.work, pages)
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        whole = pool.submit(learn_all) if args.write else None
        parts = list(pool.map(hold_out, range(FOLDS)))
        scores = np.zeros(LEARNER.ends[-1])
        for fold, part in enumerate(parts):
            scores[LEARNER.blocks(np.array([p.fold == fold for p in pages]))] = part
        np.save(args.work / "scores.npy", scores)
        for beta in (0.5, 2.0, 1.0):
            hopes = LEARNER.decide("held out", scores, beta)
        table = confidence(pages, hopes)
        if args.write:
            write_model(args.write, whole.result(), table)


# The workers are forks, so that the pages need not be sent to them.
LEARNER = None


def hold_out(fold):
    return LEARNER.hold_out(fold)


def learn_all():
    return LEARNER.learn(np.ones(len(LEARNER.pages), bool), "all")


if __name__ == "__main__":
    main()
