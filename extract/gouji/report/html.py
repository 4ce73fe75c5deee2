"""The HTML report: one self-contained page a document, an index in front of several.

For several documents `-o report.html` is the index and the pages stand in `report.pages/` beside it. An
extraction is shown as a report without findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from gouji import __version__
from gouji.narrative.model import Label
from gouji.reconcile.model import FindingKind, Severity
from gouji.records import CheckResult, Result
from gouji.report import words
from gouji.report.body import pieces
from gouji.report.cards import cards
from gouji.report.ledger import ledger
from gouji.report.marks import Marked, entity_marks, finding_marks
from gouji.report.outcome import nothing_found, short


def write(results: Iterable[Result], path: Path, target: Path) -> None:
    stream = iter(results)
    head = list(islice(stream, 2))
    if len(head) == 1:
        path.write_text(page(head[0]), encoding="utf-8")
        return
    folder = target.with_suffix(".pages")
    folder.mkdir(exist_ok=True)
    rows = []
    for number, result in enumerate((*head, *stream), 1):
        name = f"{number:04d}.html"
        (folder / name).write_text(page(result, index=f"../{target.name}"), encoding="utf-8")
        rows.append({"href": f"{folder.name}/{name}", **_facts(result)})
    path.write_text(environment().get_template("index.html").render(rows=rows), encoding="utf-8")


def page(result: Result, index: str = "") -> str:
    """The report of one document; `index` is where its link back to the index goes."""
    checked = isinstance(result, CheckResult)
    full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
    marked = Marked(full.document, [*entity_marks(full), *finding_marks(full)])
    found = cards(full)
    kinds = Counter(c.finding.kind.value for c in found)
    return (
        environment()
        .get_template("report.html")
        .render(
            **_facts(full),
            index=index,
            checked=checked,
            cards=found,
            nothing_found=nothing_found(full),
            clean=full.clean,
            kinds=[(k.value, words.pair("kinds", k.value), kinds[k.value]) for k in FindingKind if kinds[k.value]],
            ledger=ledger(full),
            pieces=pieces(full.document, marked),
            labels=_labels(full),
            links=(sum(link.agrees for link in full.links), len(full.links)),
        )
    )


@cache
def environment() -> Environment:
    env = Environment(
        loader=PackageLoader("gouji.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(version=__version__, words=partial(words.pair, "explain_heads"))
    return env


def _facts(result: Result) -> dict[str, Any]:
    """What the header and the index say of a document."""
    doc = result.document
    findings = result.findings if isinstance(result, CheckResult) else ()
    severities = Counter(f.severity for f in findings)
    return {
        "doc": doc,
        "outcome": short(result) if isinstance(result, CheckResult) else ("", ""),
        "told": not isinstance(result, CheckResult) or bool(result.checked),
        "whole": not doc.unread,
        "withheld": result.withheld if isinstance(result, CheckResult) else 0,
        "kind": words.pair("document_kinds", doc.kind),
        "severities": [(s.value, words.pair("severities", s.value), severities[s]) for s in Severity],
    }


def _labels(result: CheckResult) -> list[tuple[str, tuple[str, str], int]]:
    counts = Counter(e.label for e in result.extraction.entities)
    return [(label.value, words.pair("labels", label.value), counts[label]) for label in Label]
