"""`gouji diff OLD NEW`: what changed between two versions of one disclosure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gouji import api
from gouji.commands import FAILED, FINDINGS, OK, guarded, terminal
from gouji.commands.inputs import Run
from gouji.commands.stored import Stored, is_stored
from gouji.corpus.inputs import Input
from gouji.filenames import shown
from gouji.records.differences import differences
from gouji.records.results import CheckResult
from gouji.report import difference_report as report


def diff(old: Path, new: Path, outputs: Sequence[str], language: str) -> int:
    """Status 0; 1 where the new version has findings that the old one has not; 2 where one cannot be read.

    A version is a document or the records of its check (.jsonl). Without outputs the terminal is told.
    """
    run = Run([old, new])
    return guarded(lambda: _diff(old, new, outputs, language, run)) or (FAILED if run.failed else OK)


def _diff(old: Path, new: Path, outputs: Sequence[str], language: str, run: Run) -> int:
    for output in outputs:
        report.require(Path(output), [old, new])
    before, after = (_checked(path, run) for path in (old, new))
    if before is None or after is None:
        return FAILED
    told = report.compared(differences(before, after), language)
    for output in outputs:
        report.write(told, Path(output), language)
    if outputs:
        terminal.say(f"{report.counts(told, language)}；{', '.join(map(shown, outputs))}")
    else:
        for line in report.lines(told, language):
            terminal.say(line)
    return FINDINGS if told.new else OK


def _checked(path: Path, run: Run) -> CheckResult | None:
    """The check of a version; None where it has none, which is told."""
    if is_stored(path):
        stored = Stored([path])
        result = next((r for r in stored.each() if isinstance(r, CheckResult)), None)
        run.failed |= stored.failed
        return result
    (result,) = run.each(api.check, [Input((path,), shown(path))])
    return None if result.document.error else result
