"""Which lines of a table are a partition: all the parts that a quantity has."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.document import Fact
from gouji.language import subjects
from gouji.reconcile.statements.readings.partitions import partitions


def is_partition(parts: Iterable[Fact]) -> bool:
    """Whether cells are, by the labels of their rows, the parts of a partition that is declared."""
    names = {subjects.parse(p.row[-1]).core for p in parts if p.row}
    return any(known.divided_into(names) for known in partitions())
