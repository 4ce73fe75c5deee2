"""`gouji report`: reports of stored records, without the documents they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from gouji import api
from gouji.commands import FAILED, OK, guarded, summary, terminal
from gouji.commands.interruption import holding_signals
from gouji.commands.remembered import remembered
from gouji.commands.stored import Stored
from gouji.commands.tally import Tally
from gouji.corpus.inputs import not_read
from gouji.errors import GoujiError
from gouji.records.results import CheckResult, Result
from gouji.report.finding_table import ZH
from gouji.report.outputs import Outputs


def report(
    paths: list[Path],
    outputs: Sequence[str],
    verdicts: Path | None = None,
    new_only: bool = False,
    language: str = ZH,
) -> int:
    """Status 0, or 2 when a file of records could not be read or an output not written.

    Without outputs it says what `gouji check` and `gouji extract` say. `verdicts` and `new_only` as `remembered`.
    """
    stored = Stored(paths)

    def results() -> Iterator[Result]:
        for one in stored.each():
            yield remembered(one, verdicts, new_only, stored.tell) if isinstance(one, CheckResult) else one

    status = guarded(lambda: _deliver(results(), stored, outputs, language), stored.how_far)
    return status or (FAILED if stored.failed else OK)


def _deliver(results: Iterator[Result], stored: Stored, outputs: Sequence[str], language: str) -> int:
    first = next(results, None)
    if first is None:  # nothing was read, so nothing takes the place of what an earlier run wrote
        return OK
    _write(chain([first], results), stored, outputs, language)
    return OK


def _write(results: Iterator[Result], stored: Stored, outputs: Sequence[str], language: str) -> None:
    if not outputs:
        for result in results:
            terminal.say(summary.check(result) if isinstance(result, CheckResult) else summary.extraction(result))
        return
    tally = Tally()
    with holding_signals() as release, Outputs(outputs, stored.files, stored.tell, _instead, language) as writing:
        release()
        for result in tally.watched(results):
            writing.add(result)
            if not writing.wanted:
                break
    tally.close(writing.written, language)


def _instead(result: Result, error: GoujiError) -> Result:
    """What stands for a result that cannot be written: one of its kind, of a document that was not read."""
    document = not_read(result.document.name, error)
    return api.check(document) if isinstance(result, CheckResult) else api.extract(document)
