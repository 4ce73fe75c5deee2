"""`gouji run`: a corpus into a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands import FAILED, OK, guarded, report_error, terminal
from gouji.extras import require
from gouji.filenames import shown

if TYPE_CHECKING:
    from gouji.corpus.run import Summary
    from gouji.corpus.settings import Settings

_SOME = 5  # names told of a list


def run(named: Sequence[str], out: str, settings: Settings) -> int:
    """Status 0, or 2 when something could not be read; 128 and the signal's number when it was stopped."""
    return guarded(_require) or _run(named, out, settings)


def _require() -> int:
    require("gouji run", "corpus", "pyarrow", "duckdb", "pebble", "rich", "fsspec", "datasketch", "threadpoolctl")
    return OK


def _run(named: Sequence[str], out: str, settings: Settings) -> int:
    from gouji.commands.progress import Progress
    from gouji.corpus import run as corpus

    summary = corpus.Summary()
    progress = Progress()

    def deliver() -> int:
        with ExitStack() as stack:
            stack.enter_context(progress)
            corpus.run(named, out, settings, progress, summary)
        _tell(summary, out)
        return FAILED if summary.failed or summary.incomplete or summary.errors else OK

    return guarded(deliver, lambda: _how_far(summary, named, out))


def _tell(summary: Summary, out: str) -> None:
    """What came of it, on the last lines."""
    for error in summary.errors:
        report_error(error)
    plan = summary.plan
    if plan.missing:
        left = (
            "taken out 已移除"
            if summary.dropped
            else "kept; --drop-missing takes them out 仍保留，加 --drop-missing 移除"
        )
        told = f"{_some(plan.missing)}: {left}"
        terminal.tell(f"{len(plan.missing)} documents are no longer among the inputs 已不在输入之中: {told}")
    if summary.identical or summary.near:
        told = f"{summary.identical} identical 内容相同, {summary.near} nearly so 近似"
        terminal.tell(f"duplicates 重复文件: {told} (table duplicates)")
    terminal.say(_last_line(summary, out))


def _last_line(summary: Summary, out: str) -> str:
    plan = summary.plan
    told = [f"{summary.done} documents read 读取 {summary.done} 份"]
    if plan.unchanged:
        told.append(f"{plan.unchanged} unchanged 未变 {plan.unchanged} 份")
    if plan.replaced:
        told.append(f"{plan.replaced} replaced 替换 {plan.replaced} 份")
    told.append(f"{summary.findings} material findings 重要发现 {summary.findings} 处")
    told.append(f"{summary.failed} failed 失败 {summary.failed} 份" + (" (table errors)" if summary.failed else ""))
    if summary.incomplete:
        told.append(f"{summary.incomplete} read in part 部分未读 {summary.incomplete} 份")
    return f"{shown(out)}: {'; '.join(told)}"


def _how_far(summary: Summary, named: Sequence[str], out: str) -> str:
    """What a run that was stopped leaves, and how to go on."""
    if not summary.started:
        return ""
    total = len(summary.plan.to_do)
    told = f"{summary.done} of {total} documents are in the dataset 已完成 {summary.done}/{total} 份"
    paths = " ".join(map(_quoted, named))
    return f"{told}. Go on with 续跑: gouji run {paths} -o {_quoted(out)} --resume"


def _quoted(argument: str | Path) -> str:
    import shlex

    return shlex.quote(shown(argument))


def _some(names: Sequence[str]) -> str:
    more = len(names) - _SOME
    return ", ".join(names[:_SOME]) + (f" (+{more})" if more > 0 else "")
