"""Examples from the records of former checks and the verdicts on them.

The findings of a version that read worse are the examples of what misreading looks like; its records are all that is
needed of it. Each document's records are a file NAME.jsonl; the verdicts beside them are JSON Lines (file, page,
figure, verdict).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.learn.triage.data import VERDICTS, Example
from gouji.reconcile.findings.features import Company, Observed, features
from gouji.reconcile.statements.readings.printed_figures import first_figure_in

_SOURCE = "stored"
_VERDICTS = "verdicts.jsonl"
Record = Mapping[str, Any]


def examples(folder: Path) -> Iterator[Example]:
    """The judged findings of a folder of records, `verdicts.jsonl` among them.

    A finding is the judged one when document and disputed figure are the same and the pages at most one apart.
    """
    judged: dict[str, list[Record]] = defaultdict(list)
    for verdict in _lines(folder / _VERDICTS):
        judged[verdict["file"]].append(verdict)
    for path in sorted(folder.glob("*.jsonl")):
        name = path.name.removesuffix(".jsonl")
        if judged[name]:
            yield from _of_document(name, list(_lines(path)), judged[name])


def _of_document(name: str, records: list[Record], verdicts: list[Record]) -> Iterator[Example]:
    found = [r for r in records if r["type"] == "finding"]
    observed = [_observed(r) for r in found]
    company = Company(observed, ((r["relation"], r["status"]) for r in records if r["type"] == "check"))
    for record, one in zip(found, observed, strict=True):
        verdict = next((v for v in verdicts if _same(v, record)), None)
        if verdict and not one.rounding:
            real = VERDICTS[verdict["verdict"]]
            yield Example(name, _SOURCE, real, one.stated, one.expected, features(one, company))


def _observed(record: Record) -> Observed:
    rules = record["rules"]
    return Observed(
        kind=record["kind"],
        relation=record.get("relation") or (rules[0].partition(":")[0] if rules else ""),
        severity=record["severity"],
        diagnosis=record["diagnosis"],
        certainty=record["confidence"],
        stated=record["stated"],
        expected=record["expected"],
        evidence=len(record["evidence"]),
        rules=len(rules),
        page=record.get("page"),
    )


def _same(verdict: Record, record: Record) -> bool:
    if abs(int(verdict["page"] or 0) - int(record.get("page") or 0)) > 1:
        return False
    return _printed(verdict["figure"]) == _printed(record["text"])


def _printed(text: str) -> object:
    """The number of a figure; words as they stand."""
    figure = first_figure_in(text)
    return figure.value if figure else "".join(text.split())


def _lines(path: Path) -> Iterator[Record]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
