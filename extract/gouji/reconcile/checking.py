"""Tries every kind of relation on a document and gathers links, findings and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gouji.reconcile.alike import usually_alike
from gouji.reconcile.change import changes
from gouji.reconcile.codenames import code_names
from gouji.reconcile.context import Context
from gouji.reconcile.countlists import count_lists
from gouji.reconcile.countrepeats import repeated_counts
from gouji.reconcile.countsums import count_sums
from gouji.reconcile.crosstable import balances, partitions, same_in_tables, strangers
from gouji.reconcile.cuttables import excused
from gouji.reconcile.echoes import echoes
from gouji.reconcile.equal import repeated
from gouji.reconcile.findings import reconcile
from gouji.reconcile.goals import goal_funds
from gouji.reconcile.identities import identities
from gouji.reconcile.implied import implied_completions
from gouji.reconcile.indicators import indicator_rates
from gouji.reconcile.items import item_sums
from gouji.reconcile.learnedlinks import with_model
from gouji.reconcile.linkchecks import prose_against_cells, to_links
from gouji.reconcile.linking import Linked, Linker
from gouji.reconcile.linkmodel import LinkModel
from gouji.reconcile.model import Check, Finding, Link, Status
from gouji.reconcile.prior import against_last_year, whole_changes
from gouji.reconcile.projectnames import project_names
from gouji.reconcile.projecttotals import project_totals
from gouji.reconcile.ratio import completions, shares
from gouji.reconcile.relation import Tried
from gouji.reconcile.reserved import reserved_procurement
from gouji.reconcile.restated import restated_changes
from gouji.reconcile.scores import scores
from gouji.reconcile.sums import sums
from gouji.reconcile.surplus import surpluses
from gouji.reconcile.totals import table_totals
from gouji.reconcile.triage import Triage, triaged
from gouji.reconcile.words import bounded_rates, directions, missing_units
from gouji.reconcile.years import years

RELATIONS: dict[str, Callable[[Context], Iterator[Tried]]] = {
    "change": changes,
    "share": shares,
    "completion": completions,
    "implied_completion": implied_completions,
    "sum": sums,
    "item_sum": item_sums,
    "surplus": surpluses,
    "restated_change": restated_changes,
    "whole_change": whole_changes,
    "echo": echoes,
    "bounded": bounded_rates,
    "equal": repeated,
    "alike": usually_alike,
    "count": repeated_counts,
    "indicator": indicator_rates,
    "count_sum": count_sums,
    "count_list": count_lists,
    "direction": directions,
    "unit": missing_units,
    "year": years,
    "table_total": table_totals,
    "identity": identities,
    "partition": partitions,
    "balance": balances,
    "cross_table": same_in_tables,
    "structure": strangers,
    "project_name": project_names,
    "code_name": code_names,
    "project_funds": goal_funds,
    "project_total": project_totals,
    "procurement": reserved_procurement,
    "score": scores,
}


@dataclass(frozen=True)
class Checked:
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


def check_all(
    context: Context, *, joint: bool = True, model: LinkModel | None = None, triage: Triage | None = None
) -> Checked:
    """Try all relations of `RELATIONS` and link prose to cells.

    `joint`: all figures are one system; `model`: the linker that is asked where the rules find no equal cell;
    `triage`: tells how likely each finding is real, instead of how surely its relations were read.
    """
    linker = Linker(context)
    linked = list(linker.links())
    if model:
        linked = with_model(linker, linked, model)
    tried = try_all(context, linked)
    unread = tuple(Check("reading", Status.UNREADABLE, u.span, u.why) for u in context.document.unread)
    found, checks = reconcile(context, tried, joint=joint)
    if triage:
        found = triaged(found, triage)
    return Checked(to_links(context, linked), found, (*unread, *checks))


def try_all(context: Context, linked: list[Linked]) -> list[Tried]:
    """Every relation of a document, tried; `linked` is what its `Linker` links."""
    tried = [t for relation in RELATIONS.values() for t in relation(context)]
    tried += prose_against_cells(context, linked)
    tried += against_last_year(context, linked)
    return list(excused(context, tried))
