"""Diagnosis: which slip of the hand turns the expected figure into the printed one.

In: a `Suspect`, the disputed figure with what it should be and the figures about it (`surroundings` gathers them).
Out: a `Diagnosis` (code and sentence), or None where no hypothesis reproduces the printed digits.

Start with `HYPOTHESES` and `tell` below. Hypotheses are tried from the most specific to the most general, and the
first that reproduces the digits is the diagnosis (docs/decisions.md tells what makes one more specific).

Where a change belongs: a new slip is a function of a `Suspect` in `digits`, `copies`, `ratios` or `sums`, an entry of
`HYPOTHESES` and cases in `tests/cases/diagnoses.toml`. A hypothesis never looks at the document. `slips` holds the
few that need no surroundings: relations and `solving/` ask these whether a miss is a slip at all.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gouji.reconcile.diagnosis import copies, digits, ratios, sums
from gouji.reconcile.diagnosis.model import Diagnosis, Hypothesis, Suspect
from gouji.reconcile.diagnosis.slips import _SLIPS, TELLING, diagnose, in_other_unit, slip_between, slipped, slips_into
from gouji.reconcile.diagnosis.surroundings import Surroundings
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.statements.terms import Term

__all__ = [
    "HYPOTHESES",
    "OF_ANOTHER_FORMULA",
    "TELLING",
    "_SLIPS",
    "Diagnosis",
    "Surroundings",
    "diagnose",
    "explain",
    "in_other_unit",
    "slip_between",
    "slipped",
    "slips_into",
    "tell",
]

HYPOTHESES: dict[str, Hypothesis] = {
    # all digits right, in the wrong place
    "unit_slip": digits.unit_slip,
    "separator": digits.separator,
    "decimal_shift": digits.decimal_shift,
    "sign_dropped": digits.sign_dropped,
    "digits_swapped": digits.digits_swapped,
    "swapped_with_neighbour": copies.swapped_with_neighbour,
    "column_slipped": copies.column_slipped,
    # a formula of its own that gives the printed digits
    "levels_added": sums.levels_added,
    "rows_added": sums.rows_added,
    "part_differs": sums.part_differs,
    "part_left_out": sums.part_left_out,
    "part_counted_twice": sums.part_counted_twice,
    "inner_part_added": sums.inner_part_added,
    "part_not_listed": sums.part_not_listed,
    "rows_left_out": sums.first_or_last_left_out,
    "completion_as_share": ratios.completion_as_share,
    "share_as_completion": ratios.share_as_completion,
    "ratio_as_growth": ratios.ratio_as_growth,
    "rate_over_current": ratios.rate_over_current,
    "rate_over_budget": ratios.rate_over_budget,
    # rounding; that all shares of a list come to 100 % is less likely by chance than how one of them is rounded
    "forced_to_hundred": digits.forced_to_hundred,
    "truncated": digits.truncated,
    "cut_to_whole": digits.cut_to_whole,
    "rounded_twice": digits.rounded_twice,
    # another figure, the nearest place first
    "last_year_copied": copies.last_year_copied,
    "budget_for_final": copies.budget_for_final,
    "final_for_budget": copies.final_for_budget,
    "preceding_copied": copies.preceding_copied,
    "complement": ratios.complement,
    "row_shifted": copies.row_shifted,
    "column_shifted": copies.column_shifted,
    "total_for_part": copies.total_for_part,
    "another_item": copies.another_item,
    # another ratio, of many that are tried
    "rate_of_another_item": ratios.rate_of_another_item,
    "another_whole": ratios.share_of_another_whole,
    # the hand, whatever it did
    "digit_dropped": digits.digit_dropped,
    "digit_wrong": digits.digit_wrong,
}


# Other formulas of a rate that give all its digits: no other figure need be wrong then.
OF_ANOTHER_FORMULA = frozenset(
    {"completion_as_share", "share_as_completion", "ratio_as_growth", "rate_over_current", "rate_over_budget"}
)
# Slips that leave the total right: all that may explain one which is borne out.
_OF_ITS_PARTS = frozenset({"part_differs", "part_not_listed"})


def explain(
    around: Surroundings, disputed: Term, expected: str, group: Sequence[Tried], *, confirmed: bool = False
) -> Diagnosis | None:
    """The slip that explains a disputed figure, by the relations of its finding and what stands about it.

    Parameters
    ----------
    expected : what it should be as printed in the finding, or what its parts come to where it is `confirmed`.
    confirmed : the figure is borne out, so that its parts are wrong or one of them is missing.

    Returns
    -------
    Diagnosis or None
        None where no hypothesis fits, and for counts and corrections in words.
    """
    suspect = around.suspect(disputed, expected, group)
    return tell(suspect, _OF_ITS_PARTS if confirmed else HYPOTHESES.keys()) if suspect else None


def tell(suspect: Suspect, among: Collection[str] = HYPOTHESES.keys()) -> Diagnosis | None:
    """The most specific hypothesis, of those named, that reproduces a suspect's printed digits."""
    for code, hypothesis in HYPOTHESES.items():
        says = hypothesis(suspect) if code in among else None
        if says:
            return Diagnosis(code, says)
    return None
