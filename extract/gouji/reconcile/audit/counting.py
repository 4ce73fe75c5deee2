"""From runs to counts of digits, and from counts to the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from gouji.reconcile.audit.digits import READ, UNREAD, Run
from gouji.reconcile.audit.model import Digits, PageAudit, TableAudit
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.model import Sentence

_QUOTED = 5  # numbers that were not read, quoted of a page or a table

Audited = TypeVar("Audited", PageAudit, TableAudit)


def counted(runs: Iterable[Run]) -> Digits:
    """The digits of some runs by what became of them."""
    read = known = unread = 0
    missed = []
    for run in runs:
        if run.kind == READ:
            read += run.digits
        elif run.kind == UNREAD:
            unread += run.digits
            missed.append(run.span)
        else:
            known += run.digits
    return Digits(read + known + unread, read, known, len(missed), tuple(missed[:_QUOTED]))


def with_reason(audited: Audited, why: Sentence | None) -> Audited:
    """An audit that says why it failed, in Chinese and English; itself where it did not."""
    if why is None:
        return audited
    return replace(audited, why=load().render(why), why_en=load().render(why, "en"))
