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
# # An atlas of mismatches
# 不一致之处图谱。Where documents disagree with themselves and with each other. Made-up documents with planted slips
# stand in for yours: set `GOUJI_NOTEBOOK_CORPUS` to a folder of documents.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import pandas as pd

from gouji.corpus import datasets
from gouji.corpus.settings import Settings
from gouji.learn import synth
from gouji.learn.synth.many_disclosures import DEMO_SLIPS

work = Path(mkdtemp())
corpus = Path(os.environ.get("GOUJI_NOTEBOOK_CORPUS", work / "corpus"))
planted = 0
if not corpus.exists():
    corpus.mkdir()
    for n, made in enumerate(synth.corpus(seed=5, n=12, slips=tuple(DEMO_SLIPS))):
        (corpus / f"{n:03d}.txt").write_text(made.text, encoding="utf-8", newline="")
        planted += len(made.truth)
out = work / "dataset"
datasets.run(corpus, out, Settings(sample=40))
findings = datasets.query(out, "FROM findings WHERE severity <> 'rounding' ORDER BY doc, start")
print(f"{len(findings)} findings, {planted} slips planted")

# %% [markdown]
# ## Of which kind, and by which slip
# A diagnosis is the slip of the hand that turns the right figure into the printed one; empty where none fits.

# %%
counts = pd.crosstab(findings["kind"].astype(str), findings["diagnosis"].astype("string").fillna("–"))
counts = counts.loc[counts.sum(axis=1).sort_values().index]
fig, ax = plt.subplots(figsize=(7, 0.4 * len(counts) + 1.5))
counts.plot.barh(stacked=True, ax=ax, colormap="tab20")
ax.set_xlabel("findings")
ax.legend(fontsize=7, ncols=2)
fig.tight_layout()

# %% [markdown]
# ## What was looked at
# Silence is no agreement: of each relation, how often it was tried and how it ended.

# %%
ledger = datasets.query(
    out, "PIVOT (SELECT relation, status FROM checks) ON status USING count(*) GROUP BY relation ORDER BY relation"
)
ledger

# %% [markdown]
# ## How far off
# The printed figure over the one that it should be: tenfold and hundredfold slips stand out.

# %%
ratio = findings["stated_yuan_float"] / findings["expected_yuan_float"]
ratio = ratio[(ratio > 0) & ratio.notna()]
fig, ax = plt.subplots(figsize=(7, 2.6))
ax.hist(ratio, bins=[10 ** (x / 8) for x in range(-40, 41)])
ax.set_xscale("log")
ax.set_xlabel("stated / expected")
fig.tight_layout()

# %% [markdown]
# ## The findings, as a report would have them

# %%
pd.set_option("display.max_colwidth", 120)
findings[["doc", "kind", "severity", "stated", "expected", "message"]].head(12)

# %% [markdown]
# ## Between documents
# Last year's figures restated, budgets in final accounts, units in their department: pairs that agree are counted too.

# %%
across = datasets.panel(out, between_documents=True)
across.groupby(["relation", "agrees"], observed=True).size()
