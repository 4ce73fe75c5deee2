"""Amounts of a made-up document by key, in yuan."""

from __future__ import annotations

from decimal import Decimal

from gouji.figures import ZERO


class Amounts:
    """What a ledger does with its `amounts`: `@prior` is appended to the key of last year's."""

    amounts: dict[str, Decimal]

    def __getitem__(self, key: str) -> Decimal:
        return self.amounts.get(key, ZERO)

    def add(self, key: str, amount: Decimal) -> None:
        self.amounts[key] = self[key] + amount

    def more(self, key: str) -> Decimal:
        """By how much an amount rose over last year."""
        return self[key] - self[f"{key}@prior"]
