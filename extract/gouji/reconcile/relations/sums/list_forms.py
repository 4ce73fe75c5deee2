"""Lists of one form: where all that a document words alike come to their totals, the next one is meant to as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gouji.claims import Claim
from gouji.reconcile.kernel.sum import total_of
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.list_forms import Amounts, forms_of

_OFTEN = 3  # lists of a form that come to their total, before the next one of it must
_RARELY = 10  # of so many of them one may leave something out


@dataclass(frozen=True, slots=True)
class _Listed:
    """One list.

    `full` tells that every amount in it is a part, `alone` that none stands behind it in its paragraph either.
    """

    forms: frozenset[str]
    comes_to: bool
    full: bool
    alone: bool


class ListForms:
    """What the lists of one document show of each other."""

    def __init__(self, context: Context, lists: Iterable[Claim]) -> None:
        amounts = Amounts(context)
        self._of = {claim.id: listed for claim in lists if (listed := _read(context, claim, amounts))}
        told = [one for one in self._of.values() if one.full]
        self._come_to = Counter(form for one in told if one.comes_to for form in one.forms)
        self._short = Counter(form for one in told if not one.comes_to for form in one.forms)

    def others(self, claim: Claim) -> int:
        """How many other lists of a list's form come to their totals; 0 where that shows nothing of this one."""
        one = self._of.get(claim.id)
        return max((self._of_form(one, form) for form in one.forms), default=0) if one and one.alone else 0

    def _of_form(self, one: _Listed, form: str) -> int:
        come_to = self._come_to[form] - one.comes_to
        short = self._short[form] - (not one.comes_to)
        return come_to if come_to >= _OFTEN and short * _RARELY <= come_to else 0


def _read(context: Context, claim: Claim, amounts: Amounts) -> _Listed | None:
    whole, parts = context.terms.of(claim, "whole"), context.parts(claim)
    if whole is None or len(parts) < 2:
        return None
    comes_to = whole.interval.meets(total_of(parts))
    full, alone = amounts.all_in(whole, parts), amounts.all_below(whole, parts)
    return _Listed(forms_of(context, whole, parts[0]), comes_to, full, alone)
