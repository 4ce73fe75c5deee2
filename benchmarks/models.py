"""Characters a second with and without models, on one core, and how long the models take to load.

`read` is left out: what is measured is what is done with a document that has been read.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported: one core

from gouji import api
from gouji.document import Document
from gouji.learn.documents import files
from gouji.narrative import learned_spans
from gouji.reconcile import linkmodel, triage

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS / "seeds"], help="documents or folders")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="the median of N runs (default: 3)")
    options = parser.parse_args()
    for name, load in (("spans", learned_spans.models), ("links", linkmodel.load), ("triage", triage.load)):
        begin = perf_counter()
        load()
        print(f"load {name:8s} {perf_counter() - begin:6.2f} s, libraries and all")
    documents = [api.read(path) for path in files(options.paths)]
    size = sum(len(d.text) for d in documents)
    ways: dict[str, Callable[[Document], object]] = {
        "extract without models": lambda d: api.extract(d, models=False),
        "extract with models": api.extract,
        "check without models": api.check,
        "check with models": lambda d: api.check(d, models=True),
    }
    print(f"{len(documents)} documents, {size} characters")
    for name, way in ways.items():
        seconds = median(_seconds(way, documents) for _ in range(options.repeat))
        print(f"{name:24s} {seconds:7.2f} s {size / seconds:10,.0f} characters a second")


def _seconds(way: Callable[[Document], object], documents: list[Document]) -> float:
    begin = process_time()
    for document in documents:
        way(document)
    return process_time() - begin


if __name__ == "__main__":
    main()
