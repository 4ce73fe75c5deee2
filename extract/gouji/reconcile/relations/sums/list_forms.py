"""Lists of one form: where all that a document words alike come to their totals, the next one is meant to as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gouji.claims import Claim
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.complete_lists import partition_of
from gouji.reconcile.statements.readings.list_forms import Amounts, forms_of
from gouji.reconcile.statements.terms import Term

FORM = "sum.form"  # the relation that lists of one form are meant alike
_OFTEN = 3  # lists of a form that come to their total, before the next one of it must
_RARELY = 10  # of so many of them one may leave something out


@dataclass(frozen=True, slots=True)
class _Listed:
    """One list.

    `alone` tells that it has every amount up to the end of its paragraph. `comes_to` is whether it comes to its total
    where that tells how others of its form are meant, None where it does not: an amount in it may not be read as a
    part, a slip of the hand may explain what it misses by, what it names is all of its total in any list.
    """

    forms: frozenset[str]
    comes_to: bool | None
    alone: bool


class ListForms:
    """What the lists of one document show of each other."""

    def __init__(self, context: Context, lists: Iterable[Claim]) -> None:
        amounts = Amounts(context)
        self._of = {claim.id: listed for claim in lists if (listed := _read(context, claim, amounts))}
        self._come_to = self._counted(comes_to=True)
        self._short = self._counted(comes_to=False)

    def alone(self, claim: Claim) -> bool:
        """Whether a list has every amount up to the end of its paragraph."""
        one = self._of.get(claim.id)
        return one is not None and one.alone

    def of_its_form(self, claim: Claim) -> int:
        """How many other lists of a list's form come to their totals; 0 where that shows nothing of this one."""
        one = self._of.get(claim.id)
        return max((self._others(one, form) for form in one.forms), default=0) if one and one.alone else 0

    def _counted(self, comes_to: bool) -> Counter[str]:
        return Counter(form for one in self._of.values() if one.comes_to is comes_to for form in one.forms)

    def _others(self, one: _Listed, form: str) -> int:
        come_to = self._come_to[form] - (one.comes_to is True)
        short = self._short[form] - (one.comes_to is False)
        return come_to if come_to >= _OFTEN and short * _RARELY <= come_to else 0


def _read(context: Context, claim: Claim, amounts: Amounts) -> _Listed | None:
    whole, parts = context.terms.of(claim, "whole"), context.parts(claim)
    if whole is None or len(parts) < 2:
        return None
    tells = amounts.all_in(whole, parts) and not partition_of(context, claim, parts)
    comes_to = _comes_to(claim, whole, parts) if tells else None
    return _Listed(forms_of(context, whole, parts[0]), comes_to, amounts.all_below(whole, parts))


def _comes_to(claim: Claim, whole: Term, parts: list[Term]) -> bool | None:
    tried = try_sum(FORM, whole, parts, claim.span, rule=claim.rule)
    return None if slipped(tried) else tried.status is Status.HOLDS
