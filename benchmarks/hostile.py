"""Reads, checks and writes hostile files of every format and every fault, and tells how each group ended.

    python benchmarks/hostile.py [--group GROUP] [--jobs N] [--keep FOLDER]

The files are those of `tests/hostile_grid.py`. Each is done in a process under the limits of a run, so that what aborts
or never ends is told like the rest. A line a group: how many were refused with a code, how many read, how many raised
what nobody caught, how many were beyond a limit. The last two are named below it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gouji.corpus import pool
from hostile_grid import LIMITS, OVER, READ, Case, beyond, cases, outcome


def ends(chosen: Sequence[Case], folder: Path, jobs: int) -> list[str]:
    """How each case ended, in order."""
    paths = (case.put(folder) for case in chosen)
    return list(pool.each(outcome, paths, max(2, jobs), beyond, LIMITS))


def line(group: str, ended: Sequence[str]) -> str:
    """How the cases of a group ended."""
    kinds = Counter(map(kind, ended))
    told = (f"{kinds[name]:5} {name}" for name in ("refused", "read", "tracebacks", "over limit"))
    return f"{group:10} {len(ended):5} cases  {'  '.join(told)}"


def kind(end: str) -> str:
    """What sort of an end it is."""
    if end == READ:
        return "read"
    if end in OVER:
        return "over limit"
    return "refused" if end[0] == "E" and end[1:].isdigit() else "tracebacks"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    every = cases()
    groups = list(dict.fromkeys(case.group for case in every))
    parser.add_argument("--group", action="append", choices=groups, help="only these")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder for the files that raised or were beyond a limit")
    chosen = parser.parse_args()
    bad = 0
    for group in chosen.group or groups:
        mine = [case for case in every if case.group == group]
        with TemporaryDirectory() as folder:
            ended = ends(mine, Path(folder), chosen.jobs)
            print(line(group, ended), flush=True)
            for case, end in zip(mine, ended, strict=True):
                if kind(end) in ("tracebacks", "over limit"):
                    bad += kind(end) == "tracebacks"
                    print(f"    {case.name}: {end}", flush=True)
                    if chosen.keep:
                        chosen.keep.mkdir(parents=True, exist_ok=True)
                        case.put(chosen.keep)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
