"""What counts are of, by the words around them: kinds that are all of a whole (在职, 退休 of 人员), and states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gouji.claims import Count
from gouji.language import rules
from gouji.reconcile.statements.readings.count_lists import CountList

_TWO = 2


@dataclass(frozen=True, slots=True)
class Partition:
    """Kinds that are all of a whole, by the groups of `count.kind` and `count.whole`.

    Attributes:
        last: the kind that a list of them ends with, where only its end tells that it is complete; else ''.
        closed: whether a list that names every kind is complete, since a form knows no other.
    """

    whole: str
    kinds: tuple[str, ...]
    last: str = ""
    closed: bool = False

    def kinds_of(self, listed: CountList) -> list[str]:
        """Which kind each part is; '' for none."""
        told = (told_by("kind", name.words) for name in listed.names)
        return [next((kind for kind in self.kinds if kind in found), "") for found in told]

    def holds(self, listed: CountList) -> bool:
        """Whether a list names only these kinds, each once where there are several."""
        kinds = self.kinds_of(listed)
        if "" in kinds or self.whole not in told_by("whole", listed.told):
            return False
        once = len(self.kinds) == 1 or len(set(kinds)) == len(kinds)
        return once and (not self.last or self.last in told_by("kind", listed.names[-1].words))

    def completes(self, listed: CountList) -> bool:
        """Whether a list of these kinds is all of its whole, by its end or by having every kind."""
        return bool(self.last) or (self.closed and len(listed.parts) == len(self.kinds))


def partitions_of(listed: CountList) -> tuple[Partition, ...]:
    """The partitions of whose kinds a list is."""
    return tuple(p for p in _partitions() if p.holds(listed))


@cache
def _partitions() -> tuple[Partition, ...]:
    declared = rules.load("counts").data["partition"]
    return tuple(Partition(p["whole"], tuple(p["kinds"]), p.get("last", ""), p.get("closed", False)) for p in declared)


def told_by(rule: str, words: str) -> frozenset[str]:
    """The groups of a rule of counts (`kind`, `whole`, `state`) that some words hold."""
    return frozenset(str(match.lastgroup) for match in rules.load("counts")[f"count.{rule}"].finditer(words))


def of_one_noun(listed: CountList) -> bool:
    """Whether the parts are kinds of what the total counts: one noun names it and all of them, and each otherwise.

    Of people no noun tells that: one man is in the party, has a degree and holds an office.
    """
    nouns = [name.noun for name in listed.names if not _rest(name.words)]
    words = [name.words for name in listed.names]
    if not nouns or len(set(words)) < len(words) or _of_people(listed.whole):
        return False
    return bool(set(listed.told).intersection(*nouns))


def _of_people(count: Count) -> bool:
    return count.symbol in rules.load("counts").data["units"]


def complete(listed: CountList) -> bool:
    """Whether the list itself tells that it is all of its total.

    It has as many parts as the total says that it adds up, every kind of a form, a rest (其他) at its end, or what is
    above a bound and what is below it.
    """
    if len(listed.parts) < _TWO or _goes_on(listed):
        return False
    if listed.classes or any(p.completes(listed) for p in partitions_of(listed)):
        return True
    return of_one_noun(listed) and (_rest(listed.names[-1].words) or _about_a_bound(listed))


def _goes_on(listed: CountList) -> bool:
    """Whether a word behind the list says that there is more (等)."""
    return rules.load("counts")["count.and_so_on"].search(listed.parts[-1].after) is not None


def _rest(words: str) -> bool:
    return rules.load("counts")["count.rest"].search(words) is not None


def _about_a_bound(listed: CountList) -> bool:
    """Whether two parts are what is above an amount and what is below it."""
    found = [rules.load("counts")["count.bound"].search(part.before) for part in listed.parts]
    sides = {(m["at"], bool(m["above"])) for m in found if m}
    return len(found) == len(sides) == _TWO and len({at for at, _ in sides}) == 1
