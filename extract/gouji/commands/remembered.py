"""Verdicts of earlier runs, put to the findings of this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.errors import GoujiError
from gouji.records.results import CheckResult
from gouji.records.verdicts import beside, read_verdicts


def remembered(
    result: CheckResult, given: Path | None, new_only: bool, tell: Callable[[GoujiError], None]
) -> CheckResult:
    """The result with what was concluded of its findings.

    Parameters
    ----------
    given
        The file of verdicts; without one that beside the document.
    new_only
        Whether findings with a verdict are left out; how many they are stays in `CheckResult.known`.
    tell
        Takes the error of a file that cannot be read: the findings are then shown without verdicts.
    """
    if result.document.error:  # what cannot be read has no findings, and its name may be none
        return result
    try:
        found = read_verdicts(given or beside(result.document.name))
    except GoujiError as error:
        tell(error)
        return result
    if found:
        result = result.judged({**{v.key: v for v in result.verdicts}, **found}.values())
    return result.unjudged() if new_only else result
