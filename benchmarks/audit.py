"""How much of real documents is read: the digits of tables that stand in statements or are named as unreadable.

    python benchmarks/audit.py [FOLDER|FILE]... [--worst N] [-j JOBS]

Without folders real/ and wave1/ of the corpus. Two shares are printed of the digits of cells that state quantities
(labels, codes, heads and the indicators of goal forms are known for something else and left out): of those read, and of
those read or in a table named as unreadable. Then all digits by what they are known for, the distribution of the shares
that the marks were chosen by, and the worst tables and pages.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from gouji import GoujiError, api
from gouji.readers import SUFFIXES
from gouji.reconcile.audit import pages, tables
from gouji.reconcile.audit.model import Digits
from gouji.reconcile.audit.reading_audit import numbers

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
TARGET = 0.98
STEPS = 20  # of the distribution


@dataclass(frozen=True, slots=True)
class Line:
    """A page or a table of a document: how it was read."""

    document: str
    name: str
    digits: Digits
    first: str
    failed: bool


@dataclass(slots=True)
class Found:
    """What one document shows, or the sum of many; `kinds` are digits by place (table, text) and kind."""

    pages: list[Line] = field(default_factory=list)
    tables: list[Line] = field(default_factory=list)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        self.pages += other.pages
        self.tables += other.tables
        self.kinds += other.kinds
        self.errors += other.errors


def measured(path: Path) -> Found:
    try:
        result = api.check(path)
    except GoujiError as exc:
        return Found(errors=[str(exc)])
    document, found = result.document, result.extraction

    def line(name: str, digits: Digits, why: str) -> Line:
        first = " ".join(document.slice(span) for span in digits.first)
        return Line(path.name, name, digits, first, bool(why))

    kinds: Counter[tuple[str, str]] = Counter()
    for run in numbers(document, found.entities, found.facts, found.counts):
        kinds["text" if run.table is None else "table", run.kind or "unread"] += run.digits
    titles = {t.id: f"t{t.id} p{document.place(t.span).page} {t.title}" for t in document.tables}
    return Found(
        [line(f"p{one.page}", one.digits, one.why) for one in result.audit.pages],
        [line(titles[one.table], one.digits, one.why) for one in result.audit.tables],
        kinds,
    )


def report(found: Found, worst: int) -> bool:
    """Prints what was found; whether the target holds."""
    read, unread = _sums(found.tables, failed=False)
    named_read, named_unread = _sums(found.tables, failed=True)
    stating = read + unread + named_read + named_unread
    failed = [one for one in found.tables if one.failed]
    print(f"{len(found.pages)} pages, {sum(p.failed for p in found.pages)} of them unreadable")
    print(f"{len(found.tables)} tables, {len(failed)} of them unreadable")
    print(f"digits of cells that state quantities: {stating}")
    print(f"  in statements           {_share(read + named_read, stating)}")
    print(f"  in statements or named  {_share(stating - unread, stating)}  (target {TARGET:.0%})")
    for place in ("table", "text"):
        told = sorted(((n, kind) for (where, kind), n in found.kinds.items() if where == place), reverse=True)
        print(f"all digits of {place}: " + ", ".join(f"{kind} {n}" for n, kind in told))
    print(f"shares read, tables (mark {tables.MARK})")
    _distribution(found.tables)
    print(f"shares read, pages (mark {pages.MARK})")
    _distribution(found.pages)
    print("worst tables")
    _worst(found.tables, worst)
    print("worst pages")
    _worst(found.pages, worst)
    return stating - unread >= TARGET * stating


def _sums(lines: Iterable[Line], *, failed: bool) -> tuple[int, int]:
    """The digits read and unread of the tables that fail, or of those that do not."""
    some = [one.digits for one in lines if one.failed is failed]
    return sum(d.read for d in some), sum(d.unread for d in some)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:7.2%}" if whole else "      –"


def _distribution(lines: Sequence[Line]) -> None:
    shares = Counter(int(one.digits.share * STEPS) / STEPS for one in lines if one.digits.stating)
    print("  " + ", ".join(f"{share:.2f}: {count}" for share, count in sorted(shares.items())))


def _worst(lines: Sequence[Line], count: int) -> None:
    for one in sorted(lines, key=lambda line: -line.digits.unread)[:count]:
        mark = "!" if one.failed else " "
        print(f"{mark} {one.digits.unread:6} of {one.digits.stating:6}  {one.document}  {one.name}  {one.first}")


def _files(given: Sequence[Path]) -> list[Path]:
    folders = given or [CORPUS / "real", CORPUS / "wave1"]
    inside = [p for one in folders for p in (sorted(one.glob("*")) if one.is_dir() else [one])]
    return [p for p in inside if p.suffix.lower() in SUFFIXES]


def main() -> int:
    """0, 1 when the target is missed, 2 when there is no document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*")
    parser.add_argument("--worst", type=int, default=20, metavar="N", help="how many tables and pages are listed")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="documents at a time")
    options = parser.parse_args()
    files = _files(options.paths)
    if not files:
        print("no documents", file=sys.stderr)
        return 2
    whole = Found()
    with ProcessPoolExecutor(options.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        for found in pool.map(measured, files):
            whole.add(found)
    held = report(whole, options.worst)
    for error in whole.errors:
        print(error, file=sys.stderr)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
