"""Characters a second with and without models, on one core, and how long the models take to load.

Reading the files is left out: what is measured is what is done with a document that has been read. Every run is a
process of its own, which has met one made-up document before: code is imported and rules are compiled, but no label
of the documents is known from an earlier run.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from gouji import api
from gouji.corpus.inputs import files
from gouji.document import Document
from gouji.learn import synth
from gouji.narrative import learned_spans
from gouji.reconcile.findings import triage
from gouji.reconcile.statements.links import link_model

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
LOADS: dict[str, Callable[[], object]] = {
    "spans": learned_spans.models,
    "links": link_model.load,
    "triage": triage.load,
}
WAYS: dict[str, Callable[[Document], object]] = {
    "extract without models": api.extract,
    "extract with models": lambda d: api.extract(d, models=True),
    "check without models": api.check,
    "check with models": lambda d: api.check(d, models=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS / "seeds"], help="documents or folders")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="the median of N runs (default: 3)")
    options = parser.parse_args()
    paths = list(files(options.paths))
    os.environ |= {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}  # of the new processes
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as fresh:
        loads = [fresh.submit(loading).result() for _ in range(options.repeat)]
        for name in loads[0]:
            print(f"load {name:8s} {median(one[name] for one in loads):6.2f} s, libraries and all")
        for name in WAYS:
            runs = [fresh.submit(working, name, paths).result() for _ in range(options.repeat)]
            seconds, size = median(s for s, _ in runs), runs[0][1]
            print(f"{name:24s} {seconds:7.2f} s {size / seconds:10,.0f} characters a second")
    print(f"{len(paths)} documents, {size} characters")


def loading() -> dict[str, float]:
    """Seconds that each model takes to load, one after the other."""
    found = {}
    for name, load in LOADS.items():
        begin = perf_counter()
        load()
        found[name] = perf_counter() - begin
    return found


def working(name: str, paths: list[Path]) -> tuple[float, int]:
    """Seconds of processor time that one way takes for all documents, and their characters."""
    documents = [api.read(path) for path in paths]
    WAYS[name](api.read_text(synth.demo(1).text))
    begin = process_time()
    for document in documents:
        WAYS[name](document)
    return process_time() - begin, sum(len(d.text) for d in documents)


if __name__ == "__main__":
    main()
