"""`gouji explain`: one finding from its figures to its repair, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from gouji import api
from gouji.commands import FAILED, OK, guarded, summary, terminal
from gouji.commands.inputs import Run
from gouji.commands.stored import Stored, is_stored
from gouji.errors import GoujiError
from gouji.filenames import shown
from gouji.reconcile.model import Finding
from gouji.records.results import CheckResult
from gouji.report import wording
from gouji.report.explanation import Explanation, explain
from gouji.report.figure_lines import lines
from gouji.report.place_names import Places


def explained(finding_id: str, paths: list[Path], bundle: bool = False) -> int:
    """Tell the finding of this id in each document that has one. Status 2 when none has (E017) or an input is bad.

    Of stored records (.jsonl) the documents are not read again.
    """
    run = Run((p for p in paths if not is_stored(p)), bundle)
    stored = Stored(filter(is_stored, paths))

    def tell() -> int:
        seen: list[CheckResult] = []
        told = False
        for result in chain(run.each(api.check), (r for r in stored.each() if isinstance(r, CheckResult))):
            for finding in result.findings:
                if finding.id == finding_id:
                    terminal.say(text(result, finding))
                    told = True
            seen.append(result)
        if not told:
            names = [r.document.name for r in seen] or [shown(p) for p in paths]
            raise GoujiError("E017", id=finding_id, path=", ".join(names), ids=_ids(seen))
        return OK

    return guarded(tell) or (FAILED if run.failed or stored.failed else OK)


def text(result: CheckResult, finding: Finding) -> str:
    """The document, the finding as `check` prints it, and its explanation."""
    places = Places(result.document)
    told = explain(finding, places, result.findings)
    parts = _chain(told) if told else _words(finding, places)
    body = (line for key, listed in parts if (shown := list(listed)) for line in _part(key, shown))
    return "\n".join([summary.head(result.document), summary.finding(finding), *body, *_end(finding), ""])


def _chain(told: Explanation) -> Iterator[tuple[str, Iterable[str]]]:
    yield "figures", lines(told.figures)
    yield "relations", (line for step in told.steps for line in _step(step.number, step.name, step.holds, step.lines))
    yield "core", told.core
    yield "repair", told.repair
    yield "rivals", told.rivals


def _step(number: str, name: str, holds: bool, arithmetic: tuple[str, ...]) -> Iterator[str]:
    status = wording.pair("statuses", "holds" if holds else "violated")
    yield f"{number} {name}：{status[0]} {status[1]}"
    yield from (f"   {line}" for line in arithmetic)


def _words(finding: Finding, places: Places) -> Iterator[tuple[str, Iterable[str]]]:
    """A finding about words: what it says, what it rests on."""
    yield "evidence", (_evidence(places, e.text, e.role, places.name(e.span)) for e in finding.evidence)
    yield "core", [finding.computation] if finding.computation else []
    yield "repair", [wording.say("words", expected=finding.expected)] if finding.expected else []


def _evidence(places: Places, printed: str, role: str, place: str) -> str:
    return "  ".join(filter(None, ("".join(printed.split()), wording.one("roles", role), place)))


def _end(finding: Finding) -> Iterator[str]:
    if finding.diagnosis:
        yield from _part("diagnosis", [wording.one("diagnoses", finding.diagnosis)])
    if finding.rules:
        yield from _part("rules", ["、".join(finding.rules)])


def _part(key: str, listed: list[str]) -> Iterator[str]:
    zh, en = wording.pair("explain_heads", key)
    yield f"\n  {zh} {en}"
    yield from (f"    {line}" for line in listed)


def _ids(results: Iterable[CheckResult]) -> str:
    found = list(dict.fromkeys(f.id for r in results for f in r.findings))
    return f"{found[0]} … {found[-1]}" if len(found) > 1 else found[0] if found else "—"
