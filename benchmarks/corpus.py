"""What `gouji check` makes of every document of a corpus: counts, how much prose is linked to tables, crashes."""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, fields
from pathlib import Path
from time import process_time

from gouji import api
from gouji.claims import Label, Relation
from gouji.figures import Kind
from gouji.readers import SUFFIXES
from gouji.reconcile.model import Severity, Status
from gouji.records.results import CheckResult

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
REPORTING = {Relation.LEVEL, Relation.SHARE, Relation.COMPLETION, Relation.PART_OF, Relation.EQUAL}
THRESHOLDS = ("role.amount.threshold", "role.amount.limited")


@dataclass(slots=True)
class Counts:
    """One document, or the sum of several.

    `stand` are the prose amounts that stand in one of the document's tables, `linked` those of them that gouji
    links to a cell; `seconds` is processor time of `read` and `check`.
    """

    pages: int = 0
    tables: int = 0
    facts: int = 0
    claims: int = 0
    links: int = 0
    material: int = 0
    minor: int = 0
    rounding: int = 0
    held: int = 0
    stand: int = 0
    linked: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)  # of findings, by "severity kind"

    def add(self, other: Counts) -> None:
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))

    def __str__(self) -> str:
        numbers = [f"{getattr(self, name):{_width(name)}}" for name in NUMBERS[:-1]]
        return " ".join([*numbers, f"{self.seconds:{_width('seconds')}.2f}"])


NUMBERS = [f.name for f in fields(Counts) if f.name != "kinds"]
Outcome = tuple[Path, Counts | None, str]  # the counts, or the error


def _width(name: str) -> int:
    return max(6, len(name))


def count(path: Path) -> tuple[Counts | None, str]:
    """The counts of one document, or how it crashed."""
    try:
        start = process_time()
        result = api.check(api.read(path))
        return _counts(result, round(process_time() - start, 3)), ""
    except Exception:  # whatever it is: the run goes on and tells it
        return None, traceback.format_exc()


def _counts(result: CheckResult, seconds: float) -> Counts:
    found, severities = result.extraction, Counter(f.severity for f in result.findings)
    standing = standing_in_tables(result)
    return Counts(
        pages=found.document.pages or 0,
        tables=len(found.document.tables),
        facts=len(found.facts),
        claims=len(found.claims),
        links=len(result.links),
        material=severities[Severity.MATERIAL],
        minor=severities[Severity.MINOR],
        rounding=severities[Severity.ROUNDING],
        held=sum(c.status is Status.HOLDS for c in result.checks),
        stand=len(standing),
        linked=len(standing & {link.entity for link in result.links}),
        seconds=seconds,
        kinds=Counter(f"{f.severity.value} {f.kind.value}" for f in result.findings),
    )


def standing_in_tables(result: CheckResult) -> set[str]:
    """Ids of the amounts of prose that a table has too: not zero, no change, no threshold."""
    found = result.extraction
    in_tables = {f.figure.base for f in found.facts if f.figure.unit and f.figure.unit.kind is Kind.MONEY}
    reporting: set[str] = set()
    changes: set[str] = set()
    for claim in found.claims:
        if claim.relation in REPORTING and claim.rule not in THRESHOLDS:
            reporting |= {entity for role, entity in claim.figures.items() if role != "delta"}
        if claim.relation is Relation.CHANGE and "delta" in claim.figures:
            changes.add(claim.figures["delta"])
    return {
        e.id
        for e in found.entities
        if e.label is Label.AMOUNT and e.figure and e.figure.base and e.figure.base in in_tables
        if e.id in reporting - changes
    }


def outcomes(files: list[Path], jobs: int) -> Iterator[Outcome]:
    """Every document's outcome in order. What was under way when a process died is run again by itself."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn) as pool:
        for file, future in [(file, pool.submit(count, file)) for file in files]:
            if (outcome := _outcome(future)) is None:
                with ProcessPoolExecutor(1, mp_context=spawn) as alone:
                    outcome = _outcome(alone.submit(count, file)) or (None, "the process that read it died")
            yield file, *outcome


def _outcome(future: Future[tuple[Counts | None, str]]) -> tuple[Counts | None, str] | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def main() -> int:
    """0, 1 when a document crashed, 2 when there is none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS, help="folder with real/ and seeds/")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="also write the table as CSV")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, help="documents at a time")
    options = parser.parse_args()
    inside = [p for name in ("real", "seeds") for p in sorted((options.corpus / name).glob("*"))]
    files = [p for p in inside if p.suffix.lower() in SUFFIXES]
    if not files:
        print(f"no documents in {options.corpus}", file=sys.stderr)
        return 2
    done = list(_told(outcomes(files, options.jobs)))
    _totals(done)
    if options.output:
        _write(done, options.output, options.corpus)
    return 1 if any(counts is None for _, counts, _ in done) else 0


def _told(found: Iterator[Outcome]) -> Iterator[Outcome]:
    """Each outcome, printed as it comes."""
    print(" ".join(f"{name:>{_width(name)}}" for name in NUMBERS), " document; findings by kind")
    for path, counts, error in found:
        print(f"{counts}  {path.name}{_by_kind(counts)}" if counts else f"CRASH {path.name}\n{error}", flush=True)
        yield path, counts, error


def _by_kind(counts: Counts) -> str:
    named = ", ".join(f"{name} {n}" for name, n in sorted(counts.kinds.items()))
    return f"; {named}" if named else ""


def _totals(done: list[Outcome]) -> None:
    total = Counts()
    for _, counts, _ in done:
        if counts:
            total.add(counts)
    print(f"{total}  in total")
    print("\nfindings" + "".join(f"\n  {n:6} {name}" for name, n in sorted(total.kinds.items())))
    share = f" ({total.linked / total.stand:.1%})" if total.stand else ""
    print(f"linked: {total.linked} of {total.stand} prose amounts that stand in a table{share}")
    print(f"crashes: {sum(counts is None for _, counts, _ in done)} of {len(done)} documents")


def _write(done: list[Outcome], target: Path, corpus: Path) -> None:
    kinds = sorted({name for _, counts, _ in done if counts for name in counts.kinds})
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ["document", *NUMBERS, *kinds, "error"], restval="", lineterminator="\n")
        writer.writeheader()
        for path, counts, error in done:
            row: dict[str, object] = {"document": path.relative_to(corpus), "error": error}
            if counts:
                row |= {name: getattr(counts, name) for name in NUMBERS} | {name: counts.kinds[name] for name in kinds}
            writer.writerow(row)


if __name__ == "__main__":
    sys.exit(main())
