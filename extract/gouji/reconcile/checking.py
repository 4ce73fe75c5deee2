"""Tries every kind of relation on a document and gathers links, findings and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gouji.reconcile.change import changes
from gouji.reconcile.context import Context
from gouji.reconcile.findings import findings, ledger
from gouji.reconcile.model import Check, Finding, Link
from gouji.reconcile.ratio import completions, shares
from gouji.reconcile.relation import Tried
from gouji.reconcile.sums import sums

RELATIONS: dict[str, Callable[[Context], Iterator[Tried]]] = {
    "change": changes,
    "share": shares,
    "completion": completions,
    "sum": sums,
}


@dataclass(frozen=True)
class Checked:
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


def check_all(context: Context) -> Checked:
    """Try all relations of `RELATIONS` and link prose to cells."""
    tried = [t for relation in RELATIONS.values() for t in relation(context)]
    return Checked((), findings(context.document, tried), ledger(tried))
