"""Which lines of a table are a partition: all the parts that a quantity has by `patterns/subjects.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gouji.declared import declared
from gouji.document import Fact
from gouji.language import subjects


def is_partition(parts: Iterable[Fact]) -> bool:
    """Whether cells are, by the labels of their rows, the parts of a partition that is declared."""
    names = {subjects.parse(p.row[-1]).core for p in parts if p.row}
    return any(_is_partition(names, known) for known in declared("subjects")["partition"])


def _is_partition(names: set[str], known: dict[str, Any]) -> bool:
    required = set(known["parts"])
    return required <= names <= required.union(known["optional"])
