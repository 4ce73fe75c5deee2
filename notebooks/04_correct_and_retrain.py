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
# # Correcting and retraining
# 人工改正与再训练。How likely a finding is real is learned: from planted slips, from misread tables, and from what
# people say of findings. Here verdicts are given, the model is trained anew, and used. Made-up documents stand in for
# yours.

# %%
import json
from pathlib import Path
from tempfile import mkdtemp

import matplotlib.pyplot as plt
import pandas as pd

import gouji
from gouji import learned
from gouji.learn import synth
from gouji.learn.planting.documents import Draw
from gouji.learn.synth.many_disclosures import DEMO_SLIPS
from gouji.learn.triage import card, data, train

work = Path(mkdtemp())
paths = [work / f"{n}.txt" for n in range(3)]
for path, made in zip(paths, synth.corpus(seed=9, n=len(paths), slips=tuple(DEMO_SLIPS)), strict=False):
    path.write_text(made.text, encoding="utf-8", newline="")

# %% [markdown]
# ## Look and correct
# A verdict is a line: the document, the figure, what it should be, and whether the finding is right, wrong or arguable.

# %%
findings = [(p, f) for p in paths for f in gouji.check(p).findings if f.severity.value != "rounding"]
doubted = {p: f.id for p, f in findings}  # what you would not have accused: here the last of each, to have some
verdicts = work / "verdicts.jsonl"
with verdicts.open("w", encoding="utf-8") as file:
    for path, finding in findings:
        said = {"document": path.name, "page": finding.page, "text": finding.text, "expected": finding.expected}
        file.write(
            json.dumps({**said, "verdict": "wrong" if finding.id == doubted[path] else "right"}, ensure_ascii=False)
            + "\n"
        )
pd.DataFrame([(p.name, f.stated, f.expected, round(f.confidence, 2)) for p, f in findings][:6])

# %% [markdown]
# ## Train
# Slips are planted in the documents, rows of their tables misread; the verdicts come on top. The examples can be kept
# as JSON Lines, corrected by hand and given again (`gouji train triage --examples`).

# %%
examples = list(data.examples(paths, verdicts, Draw(cells=3, pairs=1, seed=1), 1))
held_out = train.held_out(examples, 1)
home = learned.home("triage", work / "models")
home.mkdir(parents=True)
train.write(train.fit(examples, 1), home)
(home / "card.md").write_text(card.card(examples, held_out, 1), encoding="utf-8")
learned.seal(home)
print("\n".join(card.lines(examples, held_out)))

# %% [markdown]
# ## Use
# The folder is given wherever models are: `gouji check --models DIR`, `gouji run --models DIR`.

# %%
before = {(p.name, f.span): f.confidence for p, f in findings}
after = {(p.name, f.span): f.confidence for p in paths for f in gouji.check(p, models=work / "models").findings}
both = [(before[k], after[k]) for k in before if k in after]
fig, ax = plt.subplots(figsize=(3.6, 3.6))
ax.plot([0, 1], [0, 1], color="0.8")
ax.plot(*zip(*both, strict=True), "o")
ax.set_xlabel("confidence, shipped")
ax.set_ylabel("confidence, trained here")
fig.tight_layout()
