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
# # First look: from a document to tables and a plot
# 从一份公开文件到数据表与图。A made-up disclosure stands in for yours: put its path into `PATH`.

# %%
from pathlib import Path
from tempfile import mkdtemp

from gouji.learn import synth

PATH = Path(mkdtemp()) / "disclosure.txt"
PATH.write_text(synth.demo(seed=1).text, encoding="utf-8", newline="")

# %% [markdown]
# Ten lines from here.

# %%
import matplotlib.pyplot as plt
import pandas as pd

import gouji

result = gouji.check(PATH)
findings, facts = result.to_frame("finding"), result.to_frame("fact")
classes = facts[(facts["table_no"] == "公开05表") & (facts["code"].str.len() == 3)]
classes = classes[classes["col"].str[-1] == "小计"].assign(yuan=lambda f: pd.to_numeric(f["norm"]))
axes = classes.plot.barh(x="code", y="yuan", legend=False, xlabel="yuan", ylabel="功能分类 class")
plt.tight_layout()
findings[["kind", "severity", "stated", "expected", "message"]]
