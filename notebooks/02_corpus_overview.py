# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A corpus at a glance
# 一批公开文件的概览。Made-up documents stand in for yours: set `GOUJI_NOTEBOOK_CORPUS` to a folder of documents.
#
# The run writes a dataset, the panel is made of it, and all that follows is a query.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager

from gouji.corpus import datasets
from gouji.corpus.settings import Settings
from gouji.learn import synth

work = Path(mkdtemp())
corpus = Path(os.environ.get("GOUJI_NOTEBOOK_CORPUS", work / "corpus"))
if not corpus.exists():
    corpus.mkdir()
    for n, made in enumerate(synth.corpus(seed=3, n=14)):
        (corpus / f"{n:03d}.txt").write_text(made.text, encoding="utf-8", newline="")
out = work / "dataset"
summary = datasets.run(corpus, out, Settings(sample=60))
panel = datasets.panel(out)
print(f"{summary.done} documents, {summary.failed} failed, {len(panel)} rows of the panel")

# %% [markdown]
# Labels of the plots are Chinese where a font for them is installed, else English.

# %%
FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Micro Hei", "SimHei", "Microsoft YaHei", "PingFang SC")
installed = {font.name for font in font_manager.fontManager.ttflist}
chinese = next((name for name in FONTS if name in installed), None)
if chinese:
    plt.rcParams["font.family"] = [chinese, "DejaVu Sans"]
    plt.rcParams["axes.unicode_minus"] = False
else:
    print("No Chinese font: labels are English. Install one of:", ", ".join(FONTS))


def label(zh: str, en: str) -> str:
    return zh if chinese else en


# %% [markdown]
# ## 三公经费 by year
# One row a department and year, final accounts before budgets where both are there. Each value has its page or place.

# %%
three = panel[(panel["indicator"] == "three_public") & panel["sure"] & (panel["year"] == panel["document_year"])]
by_year = three.groupby("year")["yuan_float"].describe()[["count", "50%"]].rename(columns={"50%": "median"})
spread = [group["yuan_float"].to_numpy() / 1e4 for _, group in three.groupby("year")]
fig, ax = plt.subplots(figsize=(7, 3.2))
ax.boxplot(spread, tick_labels=sorted(three["year"].unique()), showfliers=False)
ax.set_yscale("symlog")
ax.set_xlabel(label("年度", "year"))
ax.set_ylabel(label("三公经费（万元）", "travel, vehicles, receptions (10,000 yuan)"))
fig.tight_layout()
by_year

# %% [markdown]
# ## Rates of change
# What the prose says of the year before.

# %%
rates = datasets.query(
    out, "SELECT rate_percent AS rate, direction FROM claims WHERE relation = 'change' AND rate_percent IS NOT NULL"
)
signed = np.where(rates["direction"] == "down", -rates["rate"], rates["rate"])
fig, ax = plt.subplots(figsize=(7, 3))
ax.hist(np.clip(signed, -100, 100), bins=40)
ax.set_xlabel(label("增减率（%），超过±100%的并入两端", "rate of change, %; beyond ±100 in the outer bars"))
fig.tight_layout()

# %% [markdown]
# ## First digits
# Amounts of many magnitudes begin with 1 more often than with 9 (Benford). A corpus that departs from it far is worth a
# look: small samples always do a little.

# %%
amounts = datasets.query(out, "SELECT yuan_float AS yuan FROM statements WHERE kind = 'cell' AND yuan > 0")["yuan"]
first = np.floor(amounts / 10 ** np.floor(np.log10(amounts))).astype(int)
told = first.value_counts(normalize=True).reindex(range(1, 10), fill_value=0)
fig, ax = plt.subplots(figsize=(7, 3))
ax.bar(told.index, told.to_numpy(), label=label("表内金额", "cells"))
ax.plot(told.index, np.log10(1 + 1 / told.index.to_numpy()), "k.-", label="Benford")
ax.set_xticks(range(1, 10))
ax.set_xlabel(label("首位数字", "first digit"))
ax.legend()
fig.tight_layout()

# %% [markdown]
# ## What reasons are given
# jieba cuts the reasons into words, TF-IDF weighs them, k-means groups them; each group shows its weightiest words.

# %%
import jieba
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

causes = datasets.query(out, "SELECT DISTINCT text FROM entities WHERE label = 'CAUSE' ORDER BY text")["text"]
words = TfidfVectorizer(tokenizer=lambda t: [w for w in jieba.lcut(t) if len(w) > 1], token_pattern=None, min_df=2)
weights = words.fit_transform(causes)
groups = KMeans(n_clusters=min(6, len(causes)), n_init=4, random_state=1).fit(weights)
vocabulary = words.get_feature_names_out()
pd.DataFrame(
    {
        "reasons": np.bincount(groups.labels_),
        "words": [" ".join(vocabulary[i] for i in centre.argsort()[::-1][:6]) for centre in groups.cluster_centers_],
    }
).sort_values("reasons", ascending=False)
