"""Codes for lists that print none: from the document's own coded tables, by the same names in the same order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from gouji.document import Fact
from gouji.language import classification, subjects
from gouji.language.codes import CLASS, outermost
from gouji.reconcile.statements.layouts.identity_lines import Line

FUNCTIONAL = "functional"  # kind of codes


class Catalogue:
    """The functional items that a document's tables print with a code, in the order of their codes."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        for fact in facts:
            if classification.kind(fact.code) == FUNCTIONAL and fact.row:
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
        last = ""
        for line in lines:
            if line.kind not in ("", "class"):
                continue
            code = self._code_of(line, last)
            out_of_order = bool(found) and _leaves_class(code, last)
            if not code or out_of_order:
                return {}
            found[code] = line
            last = code
        return found

    def _code_of(self, line: Line, last: str) -> str:
        """The code of a line behind the one that bears the last code; '' for none.

        A name may be that of a class and of an item in another class (其他支出).
        """
        name = item_name(line.label)
        if line.kind != "class":
            return self.code_after(last, name, False)
        code = self.code_after(last, name, True)
        if code and code[:CLASS] != last[:CLASS]:
            return code
        return self.code_after(last, name, False) or code


def _leaves_class(code: str, last: str) -> bool:
    """Whether a code below a class is in another class than the last."""
    return len(code) > CLASS and code[:CLASS] != last[:CLASS]


@lru_cache(maxsize=16384)
def item_name(label: str) -> str:
    """An item's name, however the label numbers it and spells its brackets."""
    return subjects.clean(label)


def nearest(codes: Iterable[str], code: str) -> list[str]:
    """The codes below a code that no other of them stands between."""
    return outermost([c for c in codes if c.startswith(code) and len(c) > len(code)])
