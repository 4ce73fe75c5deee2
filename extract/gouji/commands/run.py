"""`gouji extract` and `gouji check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import typer

from gouji import api, report
from gouji.commands import FAILED, FINDINGS, OK, guarded, summary
from gouji.commands.debugtables import pictured
from gouji.commands.inputs import Run
from gouji.document import Document
from gouji.reconcile.model import Severity
from gouji.records import CheckResult, Extraction, Result

R = TypeVar("R", Extraction, CheckResult)


def text(paths: list[Path], bundle: bool = False, pictures: Path | None = None) -> int:
    """Print the text of each document, byte for byte what offsets count in."""
    run = Run(paths, bundle)

    def deliver() -> int:
        for document in run.each(pictured(_itself, pictures, run.inputs)):
            typer.echo(document.text.encode(), nl=False)
        return OK

    return guarded(deliver) or (FAILED if run.failed else OK)


def extract(
    paths: list[Path], output: str | None, bundle: bool = False, pictures: Path | None = None, models: bool = True
) -> int:
    """Status 0, or 2 when an input could not be read or the output not written."""
    run = Run(paths, bundle)

    def deliver() -> int:
        return _deliver(
            run.each(pictured(partial(api.extract, models=models), pictures, run.inputs)), output, summary.extraction
        )

    return guarded(deliver) or (FAILED if run.failed else OK)


def check(
    paths: list[Path],
    output: str | None,
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

    status = guarded(lambda: _deliver(watched(), output, summary.check))
    return status or (FAILED if run.failed else FINDINGS if material else OK)


def _itself(document: Document) -> Document:
    return document


def _deliver(results: Iterator[R], output: str | None, summarise: Callable[[R], str]) -> int:
    """Write the results, or without an output say in short what they are."""
    if output is None:
        for result in results:
            typer.echo(summarise(result))
        return OK
    report.require(output)  # before any document is read
    if first := next(results, None):
        report.write(_chain(first, results), output)
    return OK


def _chain(first: Result, rest: Iterator[R]) -> Iterator[Result]:
    yield first
    yield from rest
