"""Tries every kind of relation on a document and gathers links, findings and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gouji.document import Span
from gouji.reconcile.audit.model import Audit
from gouji.reconcile.audit.reading_audit import checks as of_reading
from gouji.reconcile.audit.reading_audit import excused, reading_audit
from gouji.reconcile.findings.make_findings import reconcile
from gouji.reconcile.findings.triage import Triage, triaged
from gouji.reconcile.guarding.ledger import guards
from gouji.reconcile.kernel.catalogue import Registered, load
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import READING, Check, Finding, Guard, Link, Status
from gouji.reconcile.relations.displaced_rows import displaced_rows, without_displaced
from gouji.reconcile.relations.equal.balanced_sides import balanced
from gouji.reconcile.relations.equal.between_tables import balances, partitions, same_in_tables, strangers
from gouji.reconcile.relations.equal.count_repeats import repeated_counts
from gouji.reconcile.relations.equal.digit_echoes import echoes
from gouji.reconcile.relations.equal.goal_values import goal_values
from gouji.reconcile.relations.equal.indicator_rates import indicator_rates
from gouji.reconcile.relations.equal.project_scores import scores
from gouji.reconcile.relations.equal.prose_and_cells import prose_against_cells, to_links
from gouji.reconcile.relations.equal.prose_repeats import repeated
from gouji.reconcile.relations.equal.repeated_changes import repeated_changes
from gouji.reconcile.relations.equal.same_projects import projects_in_tables
from gouji.reconcile.relations.equal.usually_equal import usually_alike
from gouji.reconcile.relations.rates.against_last_year import against_last_year
from gouji.reconcile.relations.rates.change import changes
from gouji.reconcile.relations.rates.implied_completion import implied_completions
from gouji.reconcile.relations.rates.restated_change import restated_changes
from gouji.reconcile.relations.rates.share_and_completion import completions, shares
from gouji.reconcile.relations.rates.small_firms_by_kind import small_firms_by_kind
from gouji.reconcile.relations.rates.unchanged import unchanged
from gouji.reconcile.relations.rates.whole_changes import whole_changes
from gouji.reconcile.relations.sums.basic_data import basic_data
from gouji.reconcile.relations.sums.basic_items import basic_items
from gouji.reconcile.relations.sums.change_lists import listed_changes
from gouji.reconcile.relations.sums.cost_limits import cost_limits
from gouji.reconcile.relations.sums.count_sums import count_sums
from gouji.reconcile.relations.sums.goal_funds import goal_funds
from gouji.reconcile.relations.sums.identities import identities
from gouji.reconcile.relations.sums.item_changes import item_changes
from gouji.reconcile.relations.sums.items_of_a_fund import items_of_a_fund
from gouji.reconcile.relations.sums.parts_above_wholes import parts_above_wholes
from gouji.reconcile.relations.sums.procured_articles import procured_articles
from gouji.reconcile.relations.sums.project_totals import project_totals
from gouji.reconcile.relations.sums.prose_items import item_sums
from gouji.reconcile.relations.sums.prose_lists import sums
from gouji.reconcile.relations.sums.reserved_procurement import reserved_procurement
from gouji.reconcile.relations.sums.surplus import surpluses
from gouji.reconcile.relations.sums.table_totals import table_totals
from gouji.reconcile.relations.sums.told_partitions import partitions_told_apart
from gouji.reconcile.relations.sums.totals_behind import totals_behind
from gouji.reconcile.relations.wording.absences import denied_amounts
from gouji.reconcile.relations.wording.blank_fields import blank_fields
from gouji.reconcile.relations.wording.blank_tables import blank_tables
from gouji.reconcile.relations.wording.code_digits import code_digits
from gouji.reconcile.relations.wording.code_names import code_names
from gouji.reconcile.relations.wording.directions_and_units import bounded_rates, directions, explained
from gouji.reconcile.relations.wording.goal_numbers import goal_numbers
from gouji.reconcile.relations.wording.hours import hours_of_a_day
from gouji.reconcile.relations.wording.indicator_values import indicator_values
from gouji.reconcile.relations.wording.item_names import item_names
from gouji.reconcile.relations.wording.line_numbers import line_numbers
from gouji.reconcile.relations.wording.listed_headings import other_headings
from gouji.reconcile.relations.wording.listed_tables import missing_tables
from gouji.reconcile.relations.wording.magnitudes import magnitudes
from gouji.reconcile.relations.wording.missing_units import missing_units
from gouji.reconcile.relations.wording.named_lists import count_lists
from gouji.reconcile.relations.wording.named_objects import blank_objects
from gouji.reconcile.relations.wording.paired_marks import paired_marks
from gouji.reconcile.relations.wording.project_names import project_names
from gouji.reconcile.relations.wording.quoted_names import quoted_names
from gouji.reconcile.relations.wording.recurring_codes import recurring_codes
from gouji.reconcile.relations.wording.subordinates import subordinates
from gouji.reconcile.relations.wording.template_remains import template_remains
from gouji.reconcile.relations.wording.title_names import title_names
from gouji.reconcile.relations.wording.told_numbers import told_numbers
from gouji.reconcile.relations.wording.unmade_choices import unmade_choices
from gouji.reconcile.relations.wording.years import years
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linked, Linker
from gouji.setaside import until_late

if TYPE_CHECKING:
    from gouji.reconcile.statements.links.link_model import LinkModel

T = TypeVar("T")

RELATIONS: tuple[Registered[[Context]], ...] = (
    changes,
    unchanged,
    shares,
    completions,
    implied_completions,
    sums,
    parts_above_wholes,
    totals_behind,
    listed_changes,
    item_changes,
    partitions_told_apart,
    item_sums,
    surpluses,
    restated_changes,
    repeated_changes,
    whole_changes,
    echoes,
    bounded_rates,
    explained,
    repeated,
    usually_alike,
    balanced,
    repeated_counts,
    indicator_rates,
    count_sums,
    count_lists,
    subordinates,
    directions,
    unmade_choices,
    missing_units,
    years,
    hours_of_a_day,
    table_totals,
    identities,
    items_of_a_fund,
    partitions,
    balances,
    basic_items,
    same_in_tables,
    projects_in_tables,
    strangers,
    project_names,
    code_names,
    code_digits,
    recurring_codes,
    template_remains,
    quoted_names,
    blank_fields,
    goal_numbers,
    line_numbers,
    indicator_values,
    paired_marks,
    told_numbers,
    title_names,
    item_names,
    denied_amounts,
    missing_tables,
    other_headings,
    blank_objects,
    magnitudes,
    blank_tables,
    goal_funds,
    project_totals,
    procured_articles,
    reserved_procurement,
    small_firms_by_kind,
    cost_limits,
    goal_values,
    basic_data,
    scores,
)


@dataclass(frozen=True)
class Checked:
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    audit: Audit
    guards: tuple[Guard, ...] = ()


def check_all(
    context: Context, *, joint: bool = True, model: LinkModel | None = None, triage: Triage | None = None
) -> Checked:
    """Try all relations of `RELATIONS` and link prose to cells.

    `joint`: all figures are one system; `model`: the linker that is asked where the rules find no equal cell;
    `triage`: tells how likely each finding is real, instead of how surely its relations were read.
    """
    late: list[Check] = []
    linker = Linker(context)
    linked = list(_in_time(context, "equal", linker.links(), late))
    if model:
        from gouji.reconcile.statements.links.learned_links import with_model  # numpy, which only a model needs

        linked = with_model(linker, linked, model)
    audit, tried = audited(context, linked, late)
    unread = (
        *(Check(READING, Status.UNREADABLE, u.span, u.why, u.page) for u in context.document.unread),
        *of_reading(audit),
        *late,
    )
    found, checks = reconcile(context, tried, joint=joint)
    watched = guards(context, tried, found)
    if triage:
        found = triaged(found, checks, triage)
    return Checked(to_links(context, linked), found, (*unread, *checks), audit, watched)


def try_all(context: Context, linked: list[Linked], late: list[Check] | None = None) -> list[Tried]:
    """Every relation of a document, tried; `linked` is what its `Linker` links.

    A relation for which a rule takes too long ends there, and `late` gets a line for it.
    """
    return audited(context, linked, [] if late is None else late)[1]


def one_by_one(context: Context, linked: list[Linked], late: list[Check]) -> list[Tried]:
    """Every relation by itself, before any tells of another that it does not apply."""
    tried = [t for relation in RELATIONS for t in _in_time(context, _name(relation), relation(context), late)]
    tried += _in_time(context, _name(prose_against_cells), prose_against_cells(context, linked), late)
    tried += _in_time(context, _name(against_last_year), against_last_year(context, linked), late)
    return tried


def audited(context: Context, linked: list[Linked], late: list[Check]) -> tuple[Audit, list[Tried]]:
    """How the document was read, and every relation that was tried, those set aside that rest on what was not."""
    tried = one_by_one(context, linked, late)
    slipped = list(_in_time(context, _name(displaced_rows), displaced_rows(context, tried), late))
    tried = [*without_displaced(context, tried, slipped), *slipped]
    audit = reading_audit(context, tried)
    return audit, list(excused(context, tried, audit))


def _name(relation: Registered[...]) -> str:
    """What the ledger calls the relations that a function tries."""
    return load()[relation.ids[0]].relation


def _in_time(context: Context, relation: str, found: Iterable[T], late: list[Check]) -> Iterator[T]:
    def told(where: Span, why: str) -> None:
        late.append(Check(relation, Status.UNREADABLE, where, why))

    return until_late(context.document, found, told)
