"""`gouji demo`: a made-up disclosure with planted slips, from text to report."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typer

from gouji import api, report
from gouji.commands import OK, guarded, summary
from gouji.document import Span
from gouji.errors import GoujiError
from gouji.learn import synth
from gouji.records import CheckResult


def demo(folder: Path, seed: int) -> int:
    """Status 0 whatever is found: the slips were planted. The last line printed is the report's path."""
    return guarded(lambda: _demo(folder, seed))


def _demo(folder: Path, seed: int) -> int:
    made = synth.demo(seed)
    document = folder / "disclosure.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        document.write_text(made.text, encoding="utf-8", newline="")
        truth = "".join(json.dumps({"type": "truth", **asdict(t)}, ensure_ascii=False) + "\n" for t in made.truth)
        (folder / "truth.jsonl").write_text(truth, encoding="utf-8", newline="")
    except OSError as exc:
        raise GoujiError("E008", path=folder, reason=exc.strerror or str(exc)) from exc
    result = api.check(document)
    for name in ("check.jsonl", "check.xlsx", "report.html"):
        report.write(result, folder / name)
    typer.echo(summary.check(result))
    found = sum(_found(result, Span(t.start, t.end)) for t in made.truth)
    typer.echo(f"  埋入 {len(made.truth)} 处差错，找到 {found} 处 ({found} of {len(made.truth)} planted slips found)")
    typer.echo(folder / "report.html")
    return OK


def _found(result: CheckResult, slip: Span) -> bool:
    return any(f.span.overlaps(slip) for f in result.findings)
