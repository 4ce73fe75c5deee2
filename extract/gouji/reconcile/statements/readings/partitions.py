"""Which quantities together are all of another (基本支出 and 项目支出 of 本年支出)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import chain

from gouji.declared import declared


@dataclass(frozen=True, slots=True)
class Partition:
    """A quantity and its parts, by the names that subjects have.

    Attributes:
        id: what the relation is called.
        whole: the names of the whole.
        parts: the parts that there always are.
        optional: the parts that there may be.
    """

    id: str
    whole: frozenset[str]
    parts: tuple[str, ...]
    optional: tuple[str, ...]

    def divided_into(self, names: AbstractSet[str]) -> bool:
        """Whether names are those of its parts, all that there always are among them."""
        return names >= {*self.parts} and names <= {*self.parts, *self.optional}

    def told_in(self, names: AbstractSet[str], untold: AbstractSet[str] = frozenset()) -> tuple[str, ...]:
        """The names that tell its parts, each by itself or by what it divides into; none where one is not told.

        Of what a part divides into, `untold` names need not be there.
        """
        needed, more = (tuple(_told(p, names, untold) for p in parts) for parts in (self.parts, self.optional))
        return tuple(chain.from_iterable((*needed, *more))) if all(needed) else ()


def _told(part: str, names: AbstractSet[str], untold: AbstractSet[str]) -> tuple[str, ...]:
    if part in names:
        return (part,)
    divided = next((known for known in partitions() if part in known.whole), None)
    inner = set(divided.parts) - (untold - names) if divided else set[str]()
    return tuple(sorted(inner)) if names >= inner else ()


@cache
def partitions() -> tuple[Partition, ...]:
    """The partitions that patterns/subjects.toml declares, in its order."""
    return tuple(
        Partition(known["id"], frozenset(known["whole"]), tuple(known["parts"]), tuple(known["optional"]))
        for known in declared("subjects")["partition"]
    )
