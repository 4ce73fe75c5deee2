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
from gouji.corpus.inputs import not_read
from gouji.document import Document
from gouji.errors import GoujiError, unforeseen
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult, Extraction, Result
from gouji.report import STDOUT, audit_lines
from gouji.report.outputs import Outputs

R = TypeVar("R", Extraction, CheckResult)


def text(paths: list[Path], bundle: bool = False, pictures: Path | None = None) -> int:
    """Print the text of each document, byte for byte what offsets count in."""
    run = Run(paths, bundle)

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
) -> int:
    """Status 0, or 2 when an input could not be read or an output not written."""
    run = Run(paths, bundle)

    def deliver() -> int:
        function = partial(api.extract, models=models)
        results = run.each(pictured(function, pictures, run.inputs))
        return _deliver(results, run, outputs, summary.extraction, function)

    return guarded(deliver, run.how_far) or (FAILED if run.failed else OK)


def check(
    paths: list[Path],
    outputs: Sequence[str],
    bundle: bool = False,
    pictures: Path | None = None,
    models: api.Models = False,
    least: float = 0.0,
    audit: bool = False,
) -> int:
    """Status as `extract`, and 1 when all went well and a finding is material.

    Findings of less confidence than `least` are withheld: neither told nor counted, but how many there are is said.
    With `audit` the reading audit of each document is printed, to standard error where standard output has records.
    """
    run = Run(paths, bundle)
    function = partial(api.check, models=models)
    material = False

    def watched() -> Iterator[CheckResult]:
        nonlocal material
        for whole in run.each(pictured(function, pictures, run.inputs)):
            result = whole.confident(least)
            material |= any(f.severity is Severity.MATERIAL and not f.doubtful for f in result.findings)
            yield result
            if audit:
                (terminal.tell if STDOUT in outputs else terminal.say)(audit_lines.table(result))

    status = guarded(lambda: _deliver(watched(), run, outputs, summary.check, function), run.how_far)
    return status or (FAILED if run.failed else FINDINGS if material else OK)


def _itself(document: Document) -> Document:
    return document


def _deliver(
    results: Iterator[R],
    run: Run,
    outputs: Sequence[str],
    summarise: Callable[[R], str],
    function: Callable[[Document], R],
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
    with holding_signals() as release, Outputs(outputs, run.files, run.tell, instead) as writing:
        release()
        for result in results:
            writing.add(result)
            if not writing.wanted:
                break
    return OK


def _summary(result: R, summarise: Callable[[R], str], run: Run, instead: Callable[[Result, GoujiError], R]) -> str:
    """The summary of a result, or of what stands for one that has none."""
    try:
        return summarise(result)
    except Exception as exc:
        error = unforeseen(exc, result.document.name)
        run.tell(error)
        return summarise(instead(result, error))
