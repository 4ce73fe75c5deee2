"""What a run comes to: whether it fails, and the line that closes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeVar

from gouji.commands import terminal
from gouji.filenames import shown
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult, Extraction
from gouji.records.verdicts import Conclusion
from gouji.report import STDOUT, wording
from gouji.report.finding_table import DOUBTFUL

R = TypeVar("R", bound=Extraction | CheckResult)


class FailOn(StrEnum):
    """What a check ends with status 1 for; each includes those above it, but for `never`."""

    MATERIAL = "material"
    MINOR = "minor"
    UNREADABLE = "unreadable"
    NEVER = "never"


_COUNTED = {
    FailOn.MATERIAL: (Severity.MATERIAL,),
    FailOn.MINOR: (Severity.MATERIAL, Severity.MINOR),
    FailOn.UNREADABLE: (Severity.MATERIAL, Severity.MINOR),
    FailOn.NEVER: (),
}


def fails(result: CheckResult, on: FailOn) -> bool:
    """Whether a result is one that the run is to end with status 1 for.

    A finding that somebody judged a false alarm is none, and one that is doubtful is to be looked at first.
    `unreadable` counts what was not read, and a document of which nothing could be checked.
    """
    if on is FailOn.UNREADABLE and (result.incomplete or not result.checked):
        return True
    told = (f for f in result.findings if f.severity in _COUNTED[on] and not f.doubtful)
    return any(not _is_false_alarm(result, f) for f in told)


def _is_false_alarm(result: CheckResult, finding: object) -> bool:
    if not result.verdicts:
        return False
    verdict = result.verdict(finding)  # type: ignore[arg-type]
    return verdict is not None and verdict.verdict is Conclusion.WRONG


class Tally:
    """Counts what goes by."""

    def __init__(self) -> None:
        self._documents = self._checks = self._unread = 0
        self._severities: Counter[str] = Counter()

    def watched(self, results: Iterable[R]) -> Iterator[R]:
        """The results as they are."""
        for result in results:
            self._documents += 1
            if isinstance(result, CheckResult):
                self._checks += 1
                self._unread += len(result.unread)
                self._severities.update(DOUBTFUL if f.doubtful else f.severity.value for f in result.findings)
            yield result

    def close(self, written: Iterable[str], language: str) -> None:
        """Says how much was found and where it was written; nothing where no file was.

        Standard output has records where it is one of the outputs: the line then goes to standard error.
        """
        paths = list(written)
        files = [shown(path) for path in paths if path != STDOUT]
        if not files:
            return
        counts = {code: self._severities[code] for code in (*Severity, DOUBTFUL)}
        code = "written" if self._checks else "written_extraction"
        line = wording.say_in(
            "table", code, language, documents=self._documents, unread=self._unread, paths=", ".join(files), **counts
        )
        (terminal.tell if STDOUT in paths else terminal.say)(line)
