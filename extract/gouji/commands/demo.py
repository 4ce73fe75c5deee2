"""`gouji demo`: a made-up disclosure with planted slips, from text to report."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from gouji import api, report
from gouji.commands import OK, guarded, summary, terminal
from gouji.document import Span
from gouji.errors import GoujiError
from gouji.learn import synth
from gouji.records.results import CheckResult

_TRUTH = "truth.jsonl"  # the demo's own file: where it stands, the others are the demo's too
_REPORTS = ("check.jsonl", "check.xlsx", "report.html")
_WRITTEN = ("disclosure.txt", *_REPORTS)


def demo(folder: Path, seed: int) -> int:
    """Status 0 whatever is found: the slips were planted. The last line printed is the report's path."""
    return guarded(lambda: _demo(folder, seed))


def _demo(folder: Path, seed: int) -> int:
    made = synth.demo(seed)
    document = folder / "disclosure.txt"
    _require_ours(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        document.write_text(made.text, encoding="utf-8", newline="")
        truth = "".join(json.dumps({"type": "truth", **asdict(t)}, ensure_ascii=False) + "\n" for t in made.truth)
        (folder / _TRUTH).write_text(truth, encoding="utf-8", newline="")
    except OSError as exc:
        raise GoujiError("E008", path=folder, reason=exc.strerror or str(exc)) from exc
    result = api.check(document)
    for name in _REPORTS:
        report.write(result, folder / name)
    terminal.say(summary.check(result))
    found = sum(_found(result, Span(t.start, t.end)) for t in made.truth)
    terminal.say(f"  埋入 {len(made.truth)} 处差错，找到 {found} 处 ({found} of {len(made.truth)} planted slips found)")
    terminal.say(folder / "report.html")
    return OK


def _require_ours(folder: Path) -> None:
    """Raises GoujiError E027 where the demo would write over what no demo has written."""
    if (folder / _TRUTH).exists():
        return
    for name in _WRITTEN:
        if (folder / name).exists():
            raise GoujiError("E027", path=folder / name)


def _found(result: CheckResult, slip: Span) -> bool:
    return any(f.span.overlaps(slip) for f in result.findings)
