"""Codes for lists that print none: from the document's own coded tables, by the same names in the same order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from gouji import subjects
from gouji.document import Fact
from gouji.language.codes import CLASS, DEPTHS, outermost
from gouji.reconcile.tables.identitycells import Line

_FUNCTIONAL = "2"  # functional classes begin with it, economic ones with 3 and 5


class Catalogue:
    """The functional items that a document's tables print with a code, in the order of their codes."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            if fact.code.startswith(_FUNCTIONAL) and len(fact.code) in DEPTHS and fact.row:
                self._names[fact.code].add(item_name(fact.row[-1]))

    @cached_property
    def _codes(self) -> list[str]:
        return sorted(self._names)

    def code_after(self, code: str, name: str, outermost: bool) -> str:
        """The first code behind another that bears this name, a class if `outermost`; ''."""
        for later in self._codes[bisect_right(self._codes, code) :]:
            if name in self._names[later] and (len(later) == CLASS) == outermost:
                return later
        return ""

    def codes(self, lines: Iterable[Line]) -> dict[str, Line]:
        """The lines by code, where every line that is an item finds its code in order; else nothing."""
        found: dict[str, Line] = {}
        code = ""
        for line in lines:
            if line.kind in ("", "class"):
                name = item_name(line.label)
                outermost = line.kind == "class"
                code_of = self.code_after(code, name, outermost)
                if outermost and (not code_of or code_of[:CLASS] == code[:CLASS]):
                    code_of = self.code_after(code, name, False) or code_of  # 其他支出 is a class and an item in it
                if not code_of or (found and len(code_of) > CLASS and code_of[:CLASS] != code[:CLASS]):
                    return {}
                found[code_of] = line
                code = code_of
        return found


@lru_cache(maxsize=16384)
def item_name(label: str) -> str:
    """An item's name, however the label numbers it and spells its brackets."""
    return subjects.clean(label)


def nearest(codes: Iterable[str], code: str) -> list[str]:
    """The codes below a code that no other of them stands between."""
    return outermost([c for c in codes if c.startswith(code) and len(c) > len(code)])
