"""`gouji extract` and `gouji check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from gouji import api
from gouji.commands import FAILED, FINDINGS, OK, guarded, summary, terminal
from gouji.commands.debugtables import pictured
from gouji.commands.inputs import Run
from gouji.document import Document
from gouji.reconcile.model import Severity
from gouji.records import CheckResult, Extraction
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
    models: bool = True,
) -> int:
    """Status 0, or 2 when an input could not be read or an output not written."""
    run = Run(paths, bundle)

    def deliver() -> int:
        results = run.each(pictured(partial(api.extract, models=models), pictures, run.inputs))
        return _deliver(results, run, outputs, summary.extraction)

    return guarded(deliver, run.how_far) or (FAILED if run.failed else OK)


def check(
    paths: list[Path],
    outputs: Sequence[str],
    bundle: bool = False,
    pictures: Path | None = None,
    models: bool = False,
    least: float = 0.0,
) -> int:
    """Status as `extract`, and 1 when all went well and a finding is material.

    Findings of less confidence than `least` are withheld: neither told nor counted, but how many there are is said.
    """
    run = Run(paths, bundle)
    material = False

    def watched() -> Iterator[CheckResult]:
        nonlocal material
        for whole in run.each(pictured(partial(api.check, models=models), pictures, run.inputs)):
            result = whole.confident(least)
            material |= any(f.severity is Severity.MATERIAL for f in result.findings)
            yield result

    status = guarded(lambda: _deliver(watched(), run, outputs, summary.check), run.how_far)
    return status or (FAILED if run.failed else FINDINGS if material else OK)


def _itself(document: Document) -> Document:
    return document


def _deliver(results: Iterator[R], run: Run, outputs: Sequence[str], summarise: Callable[[R], str]) -> int:
    """Write the results to every output, or without one say in short what they are."""
    if not outputs:
        for result in results:
            terminal.say(summarise(result))
        return OK
    if not run.inputs:  # nothing was read, so nothing takes the place of what an earlier run wrote
        return OK
    with Outputs(outputs, run.files, run.tell) as writing:
        for result in results:
            writing.add(result)
            if not writing.wanted:
                break
    return OK
