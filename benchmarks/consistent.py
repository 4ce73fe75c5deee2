"""Checks made-up documents that agree with themselves: every material or minor finding in them is a false alarm.

The documents come from `gouji.learn.synth.consistent`, one a seed: true values drawn in yuan, printed rounded, in
varied wording. A finding is printed with its seed, so that `--from SEED --documents 1 --text` shows the document.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from time import process_time

_ROUND = "rounding"
Outcome = tuple[int, list[str], Counter[str], float]  # seed, lines of findings, checks by relation, seconds


def main() -> int:
    """0 when nothing is found, 1 when something is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, metavar="N", help="how many (default: 10,000)")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="SEED", help="the first seed")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="documents at a time")
    parser.add_argument("--text", action="store_true", help="print the documents too")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.documents)
    found, held, seconds = 0, Counter[str](), 0.0
    for seed, lines, checks, spent in _outcomes(seeds, options.jobs, options.text):
        print("".join(f"{seed}: {line}\n" for line in lines), end="", flush=True)
        found += sum(not line.startswith("\n") for line in lines)
        held += checks
        seconds += spent
    print(f"\n{found} material or minor findings in {len(seeds)} documents, {seconds / len(seeds):.3f} s each")
    print("relations that hold: " + ", ".join(f"{name} {n}" for name, n in sorted(held.items())))
    return 1 if found else 0


def _outcomes(seeds: range, jobs: int, text: bool) -> Iterator[Outcome]:
    check = partial(_check, text=text)
    if jobs == 1:
        yield from map(check, seeds)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(check, seeds, chunksize=8)


def _check(seed: int, text: bool) -> Outcome:
    from gouji import api
    from gouji.learn import synth
    from gouji.narrative.zones import structure
    from gouji.readers.plain.reader import document_of
    from gouji.tables.resolve import resolve

    made = synth.consistent(seed).text
    begin = process_time()
    result = api.check(structure(resolve(document_of(made))))
    spent = process_time() - begin
    grave = [f for f in result.findings if f.severity != _ROUND]
    lines = [f"{f.kind} {f.severity} {f.stated} → {f.expected} {f.diagnosis} {f.message}" for f in grave]
    held = Counter(c.relation for c in result.checks if c.status == "holds")
    return seed, [f"\n{made}"] * text + lines, held, spent


if __name__ == "__main__":
    sys.exit(main())
