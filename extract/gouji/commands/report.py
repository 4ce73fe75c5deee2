"""`gouji report`: reports of stored records, without the documents they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from gouji import api
from gouji.commands import FAILED, OK, guarded, summary, terminal
from gouji.commands.interruption import holding_signals
from gouji.commands.stored import Stored
from gouji.corpus.inputs import not_read
from gouji.errors import GoujiError
from gouji.records.results import CheckResult, Result
from gouji.report.outputs import Outputs


def report(paths: list[Path], outputs: Sequence[str]) -> int:
    """Status 0, or 2 when a file of records could not be read or an output not written.

    Without outputs it says what `gouji check` and `gouji extract` say.
    """
    stored = Stored(paths)
    return guarded(lambda: _deliver(stored, outputs), stored.how_far) or (FAILED if stored.failed else OK)


def _deliver(stored: Stored, outputs: Sequence[str]) -> int:
    results = stored.each()
    first = next(results, None)
    if first is None:  # nothing was read, so nothing takes the place of what an earlier run wrote
        return OK
    _write(chain([first], results), stored, outputs)
    return OK


def _write(results: Iterator[Result], stored: Stored, outputs: Sequence[str]) -> None:
    if not outputs:
        for result in results:
            terminal.say(summary.check(result) if isinstance(result, CheckResult) else summary.extraction(result))
        return
    with holding_signals() as release, Outputs(outputs, stored.files, stored.tell, _instead) as writing:
        release()
        for result in results:
            writing.add(result)
            if not writing.wanted:
                break


def _instead(result: Result, error: GoujiError) -> Result:
    """What stands for a result that cannot be written: one of its kind, of a document that was not read."""
    document = not_read(result.document.name, error)
    return api.check(document) if isinstance(result, CheckResult) else api.extract(document)
