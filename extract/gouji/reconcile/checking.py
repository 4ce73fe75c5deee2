"""Tries every kind of relation on a document and gathers links, findings and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gouji.reconcile.codes.codenames import code_names
from gouji.reconcile.context import Context
from gouji.reconcile.counts.countlists import count_lists
from gouji.reconcile.counts.countrepeats import repeated_counts
from gouji.reconcile.counts.countsums import count_sums
from gouji.reconcile.counts.indicators import indicator_rates
from gouji.reconcile.counts.scores import scores
from gouji.reconcile.findings import reconcile
from gouji.reconcile.links.learnedlinks import with_model
from gouji.reconcile.links.linkchecks import prose_against_cells, to_links
from gouji.reconcile.links.linking import Linked, Linker
from gouji.reconcile.links.linkmodel import LinkModel
from gouji.reconcile.model import Check, Finding, Link, Status
from gouji.reconcile.projects.goals import goal_funds
from gouji.reconcile.projects.projectnames import project_names
from gouji.reconcile.projects.projecttotals import project_totals
from gouji.reconcile.projects.reserved import reserved_procurement
from gouji.reconcile.prose.alike import usually_alike
from gouji.reconcile.prose.change import changes
from gouji.reconcile.prose.echoes import echoes
from gouji.reconcile.prose.equal import repeated
from gouji.reconcile.prose.implied import implied_completions
from gouji.reconcile.prose.items import item_sums
from gouji.reconcile.prose.prior import against_last_year, whole_changes
from gouji.reconcile.prose.ratio import completions, shares
from gouji.reconcile.prose.restated import restated_changes
from gouji.reconcile.prose.sums import sums
from gouji.reconcile.prose.surplus import surpluses
from gouji.reconcile.prose.words import bounded_rates, directions, missing_units
from gouji.reconcile.prose.years import years
from gouji.reconcile.relation import Tried
from gouji.reconcile.tables.crosstable import balances, partitions, same_in_tables, strangers
from gouji.reconcile.tables.cuttables import excused
from gouji.reconcile.tables.identities import identities
from gouji.reconcile.tables.totals import table_totals
from gouji.reconcile.triage import Triage, triaged

RELATIONS: tuple[Callable[[Context], Iterator[Tried]], ...] = (
    changes,
    shares,
    completions,
    implied_completions,
    sums,
    item_sums,
    surpluses,
    restated_changes,
    whole_changes,
    echoes,
    bounded_rates,
    repeated,
    usually_alike,
    repeated_counts,
    indicator_rates,
    count_sums,
    count_lists,
    directions,
    missing_units,
    years,
    table_totals,
    identities,
    partitions,
    balances,
    same_in_tables,
    strangers,
    project_names,
    code_names,
    goal_funds,
    project_totals,
    reserved_procurement,
    scores,
)


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
    tried = [t for relation in RELATIONS for t in relation(context)]
    tried += prose_against_cells(context, linked)
    tried += against_last_year(context, linked)
    return list(excused(context, tried))
