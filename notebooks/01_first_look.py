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

import gouji

result = gouji.check(PATH)
findings, facts = result.to_frame("finding"), result.to_frame("fact")
classes = facts[(facts["table_no"] == "公开05表") & (facts["item_code"].str.len() == 3)]
classes = classes[classes["col_clean"] == "小计"]
classes.plot.barh(x="item_code", y="yuan_float", legend=False, xlabel="yuan", ylabel="功能分类 class")
plt.tight_layout()
findings[["kind", "severity", "stated", "expected", "message"]]
