"""How the time of a check grows with what contradicts itself: ×1, ×10, ×100 of four kinds of documents.

Prints processor seconds and coefficients looked at by the joint solver, each with its exponent between two sizes.
Each document has a process of its own, so that none profits from another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from math import log
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from gouji.corpus.pool import Worker
from gouji.corpus.settings import Limits
from hostilefiles import JOINT

_FIRST = {"levels.txt": 30, "changes.txt": 30, "total.txt": 100, "sheet.xlsx": 100}
_MOST = 1.1


def main() -> int:
    """0 when the time of none grows faster than its size to the power of 1.1, 1 when one does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100], help="sizes, in those of the smallest")
    parser.add_argument("--only", choices=list(JOINT), nargs="+", default=list(JOINT))
    options = parser.parse_args()
    worst = max(_kind(name, options.times) for name in options.only)
    print(f"largest exponent {worst:.2f}, at most {_MOST}: {'holds' if worst <= _MOST else 'MISSED'}")
    return 0 if worst <= _MOST else 1


def _kind(name: str, times: list[int]) -> float:
    """The largest exponent of one kind, printed with its figures."""
    seconds, exponent = [], 0.0
    for factor in times:
        size = factor * _FIRST[name]
        worker = Worker(_seconds, Limits(seconds=0, processor=600))
        worker.begin((name, size))
        took, looked_at, cut = worker.take()
        worker.close()
        seconds.append(took)
        grown = log(took / seconds[-2]) / log(factor / times[len(seconds) - 2]) if len(seconds) > 1 else 0.0
        exponent = max(exponent, grown)
        print(
            f"{name:12} {size:6} lines {took:8.2f} s  exponent {grown:5.2f}  looked at {looked_at:9}  cut {cut}",
            flush=True,
        )
    return exponent


def _seconds(told: tuple[str, int]) -> tuple[float, int, int]:
    """Processor seconds, coefficients looked at and relations told by themselves, of one document."""
    from gouji import api
    from gouji.reconcile.solving import disputed_figures
    from gouji.reconcile.solving.problem import Problem

    made: list[Problem] = []

    class Noted(Problem):
        def __init__(self, *of: object) -> None:
            super().__init__(*of)  # type: ignore[arg-type]
            made.append(self)

    disputed_figures.Problem = Noted  # type: ignore[misc]
    name, size = told
    data = JOINT[name](size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data if isinstance(data, bytes) else str(data).encode())
        api.check(api.read_text("2032年度支出1.00万元。"))  # rules are compiled
        begin = process_time()
        api.check(path)
        took = process_time() - begin
    return took, sum(p.system.effort.looked_at for p in made), sum(len(p.cut) for p in made)


if __name__ == "__main__":
    sys.exit(main())
