"""`gouji extract` and `gouji check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from gouji import api
from gouji.commands import FAILED, FINDINGS, OK, guarded, summary, terminal
from gouji.commands.debug_tables import pictured
from gouji.commands.inputs import Run
from gouji.commands.interruption import holding_signals
from gouji.commands.remembered import remembered
from gouji.commands.tally import FailOn, Tally, fails
from gouji.corpus.inputs import not_read
from gouji.corpus.settings import Limits
from gouji.document import Document
from gouji.errors import GoujiError, unforeseen
from gouji.records.results import CheckResult, Extraction, Result
from gouji.report import STDOUT, audit_lines
from gouji.report.finding_table import ZH
from gouji.report.outputs import Outputs

R = TypeVar("R", Extraction, CheckResult)


def text(paths: list[Path], bundle: bool = False, pictures: Path | None = None, limits: Limits | None = None) -> int:
    """Print the text of each document, byte for byte what offsets count in."""
    run = Run(paths, bundle, limits)

    def deliver() -> int:
        for document in run.each(pictured(_itself, pictures, run.inputs)):
            terminal.print_text(document.text)
        return OK

    return guarded(deliver, run.how_far) or (FAILED if run.failed else OK)


def extract(
    paths: list[Path],
    outputs: Sequence[str],
    bundle: bool = False,
    pictures: Path | None = None,
    models: api.Models = False,
    limits: Limits | None = None,
    language: str = ZH,
) -> int:
    """Status 0, or 2 when an input could not be read or an output not written."""
    run = Run(paths, bundle, limits)

    def deliver() -> int:
        function = partial(api.extract, models=models)
        results = run.each(pictured(function, pictures, run.inputs))
        return _deliver(results, run, outputs, summary.extraction, function, language)

    return guarded(deliver, run.how_far) or (FAILED if run.failed else OK)


def check(
    paths: list[Path],
    outputs: Sequence[str],
    bundle: bool = False,
    pictures: Path | None = None,
    models: api.Models = False,
    least: float = 0.0,
    audit: bool = False,
    fail_on: FailOn = FailOn.MATERIAL,
    verdicts: Path | None = None,
    new_only: bool = False,
    language: str = ZH,
    limits: Limits | None = None,
) -> int:
    """Status as `extract`, and 1 when all went well and something is found that the run is to fail on.

    Findings of less confidence than `least` are withheld: neither told nor counted, but how many there are is said.
    With `audit` the reading audit of each document is printed, to standard error where standard output has records.
    `verdicts` and `new_only` are those of `remembered`.
    """
    run = Run(paths, bundle, limits)
    function = partial(api.check, models=models)
    failing = False

    def watched() -> Iterator[CheckResult]:
        nonlocal failing
        for whole in run.each(pictured(function, pictures, run.inputs)):
            result = remembered(whole.confident(least), verdicts, new_only, run.tell)
            failing |= fails(result, fail_on)
            yield result
            if audit:
                (terminal.tell if STDOUT in outputs else terminal.say)(audit_lines.table(result))

    status = guarded(lambda: _deliver(watched(), run, outputs, summary.check, function, language), run.how_far)
    return status or (FAILED if run.failed else FINDINGS if failing else OK)


def _itself(document: Document) -> Document:
    return document


def _deliver(
    results: Iterator[R],
    run: Run,
    outputs: Sequence[str],
    summarise: Callable[[R], str],
    function: Callable[[Document], R],
    language: str,
) -> int:
    """Write the results to every output, or without one say in short what they are.

    `function` is what made the results: it also makes what stands for one that cannot be written.
    """

    def instead(result: Result, error: GoujiError) -> R:
        return function(not_read(result.document.name, error))

    if not outputs:
        for result in results:
            terminal.say(_summary(result, summarise, run, instead))
        return OK
    if not run.inputs:  # nothing was read, so nothing takes the place of what an earlier run wrote
        return OK
    tally = Tally()
    with holding_signals() as release, Outputs(outputs, run.files, run.tell, instead, language) as writing:
        release()
        for result in tally.watched(results):
            writing.add(result)
            if not writing.wanted:
                break
    tally.close(writing.written, language)
    return OK


def _summary(result: R, summarise: Callable[[R], str], run: Run, instead: Callable[[Result, GoujiError], R]) -> str:
    """The summary of a result, or of what stands for one that has none."""
    try:
        return summarise(result)
    except Exception as exc:
        error = unforeseen(exc, result.document.name)
        run.tell(error)
        return summarise(instead(result, error))
