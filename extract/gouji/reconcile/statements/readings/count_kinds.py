"""What counts are of, by the words around them: kinds that are all of a whole (在职, 退休 of 人员), and states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gouji.claims import Count
from gouji.language import rules


@dataclass(frozen=True, slots=True)
class Partition:
    """Kinds that are all of a whole, by the groups of `count.kind` and `count.whole`.

    Attributes:
        last: the kind that a list of them ends with, where only its end tells that it is complete; else ''.
    """

    whole: str
    kinds: tuple[str, ...]
    last: str = ""

    def kinds_of(self, parts: Sequence[Count]) -> list[str]:
        """Which kind each part is; '' for none."""
        told = (told_by("kind", part.lead) for part in parts)
        return [next((kind for kind in self.kinds if kind in found), "") for found in told]

    def holds(self, whole: Count, parts: Sequence[Count]) -> bool:
        """Whether a list names only these kinds, each once where there are several."""
        kinds = self.kinds_of(parts)
        if "" in kinds or self.whole not in told_by("whole", whole.lead):
            return False
        once = len(self.kinds) == 1 or len(set(kinds)) == len(kinds)
        return once and (not self.last or self.last in told_by("kind", parts[-1].lead))


def partitions_of(whole: Count, parts: Sequence[Count]) -> tuple[Partition, ...]:
    """The partitions of whose kinds a list is."""
    return tuple(p for p in _partitions() if p.holds(whole, parts))


@cache
def _partitions() -> tuple[Partition, ...]:
    declared = rules.load("counts").data["partition"]
    return tuple(Partition(p["whole"], tuple(p["kinds"]), p.get("last", "")) for p in declared)


def told_by(rule: str, words: str) -> frozenset[str]:
    """The groups of a rule of counts (`kind`, `whole`, `state`) that some words hold."""
    return frozenset(str(match.lastgroup) for match in rules.load("counts")[f"count.{rule}"].finditer(words))
