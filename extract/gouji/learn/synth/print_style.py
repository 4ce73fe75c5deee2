"""How a document prints its figures: decimals, commas, units, what stands for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from gouji.figures import rounded
from gouji.learn.synth.word_lists import words


@dataclass(frozen=True, slots=True)
class Style:
    """The print of one document.

    Attributes:
        rate_decimals: of percentages.
        dropped: whether zeros at the end of amounts in prose are left out.
        commas: whether prose groups thousands; `cell_commas` the same of cells.
        yuan: whether prose tells amounts in 元; `cells_in_yuan` the same of cells.
        blank: whether cells of nothing are empty.
        gap: what stands between number and unit.
        settled: whether one wording is kept throughout.
        signed: whether a fall is printed as an increase below nothing.
    """

    rate_decimals: int
    dropped: bool
    commas: bool
    cell_commas: bool
    yuan: bool
    cells_in_yuan: bool
    blank: bool
    gap: str
    settled: bool
    signed: bool = False

    @classmethod
    def drawn(cls, rng: Random, units: list[str], signed: float = 0.0) -> Style:
        """A style; `units` are those that tables may be in, `signed` the chance that changes are printed with signs."""
        return cls(
            rate_decimals=rng.choice((2, 2, 2, 1, 0)),
            dropped=rng.random() < 0.25,
            commas=rng.random() < 0.25,
            cell_commas=rng.random() < 0.7,
            yuan=rng.random() < 0.06,
            cells_in_yuan=rng.choice(units) == _unit(True),
            blank=rng.random() < 0.6,
            gap=" " if rng.random() < 0.1 else "",
            settled=rng.random() < 0.6,
            signed=signed > 0 and rng.random() < signed,
        )

    @property
    def unit(self) -> str:
        return _unit(self.yuan)

    @property
    def cell_unit(self) -> str:
        return _unit(self.cells_in_yuan)

    def amount(self, yuan: Decimal) -> str:
        """An amount of the prose with its unit."""
        number = _number(yuan if self.yuan else yuan / 10_000, self.commas)
        if self.dropped:
            number = number.rstrip("0").rstrip(".")
        return f"{number}{self.gap}{self.unit}"

    def cell(self, yuan: Decimal) -> str:
        """An amount of a cell; '' for nothing where that stays empty."""
        if self.blank and not yuan:
            return ""
        return _number(yuan if self.cells_in_yuan else yuan / 10_000, self.cell_commas)

    def percent(self, part: Decimal, whole: Decimal) -> str:
        number = rounded(100 * part / whole, self.rate_decimals) if whole else Decimal(0)
        return f"{number:f}%"


def _number(value: Decimal, commas: bool) -> str:
    return f"{rounded(value, 2):,.2f}" if commas else f"{rounded(value, 2):.2f}"


def _unit(yuan: bool) -> str:
    """Yuan, or the unit that is usual."""
    smallest, usual, *_ = words("print")["units"]
    return str(smallest if yuan else usual)
