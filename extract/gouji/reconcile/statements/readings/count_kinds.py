"""Kinds that together are all of a whole, as the words before counts tell them (在职, 退休 and 离休 of 人员)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from gouji.claims import Count
from gouji.language import rules


class KindPartition:
    """Kinds that are all of a whole.

    Attributes:
        closed: whether a list of these kinds tells by its end that it is complete.
    """

    def __init__(self, declared: dict[str, Any]) -> None:
        data = rules.load("counts")
        self._whole = data[declared["whole"]]
        self._kinds = tuple(data[kind] for kind in declared["kinds"])
        self._last = data[declared["last"]] if "last" in declared else None
        self.closed = self._last is not None

    def kinds_of(self, parts: Sequence[Count]) -> list[int]:
        """Which kind each part is; -1 for none."""
        return [self._kind(part) for part in parts]

    def _kind(self, part: Count) -> int:
        return next((n for n, kind in enumerate(self._kinds) if kind.search(part.lead)), -1)

    def holds(self, whole: Count, parts: Sequence[Count]) -> bool:
        """Whether a list names only these kinds, each once where there are several."""
        kinds = self.kinds_of(parts)
        if -1 in kinds or not self._whole.search(whole.lead):
            return False
        once = len(self._kinds) == 1 or len(set(kinds)) == len(kinds)
        return once and self._ends(parts[-1])

    def _ends(self, part: Count) -> bool:
        """Whether a list may end with a part."""
        return self._last is None or self._last.search(part.lead) is not None


def partitions_of(whole: Count, parts: Sequence[Count]) -> tuple[KindPartition, ...]:
    """The partitions of whose kinds a list is."""
    return tuple(p for p in _partitions() if p.holds(whole, parts))


@cache
def _partitions() -> tuple[KindPartition, ...]:
    """The partitions of the rule file, by the rules that they name."""
    return tuple(map(KindPartition, rules.load("counts").data["partition"]))
