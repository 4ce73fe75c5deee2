"""Codes for lists that print none: from the document's own coded tables, by the same names in the same order.

Where no table of the document has the codes of a list, the classification of its year lends them: then every line must
be an item right below one of those that it stands under, so that no name can be that of a namesake.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from gouji.document import Fact
from gouji.language import classification, subjects
from gouji.language.codes import CLASS, outermost, path
from gouji.reconcile.statements.layouts.identity_lines import Line

FUNCTIONAL = "functional"  # kind of codes


class Catalogue:
    """The functional items that a document's tables print with a code, in the order of their codes.

    `year` is the document's; the classification of that year knows the items that no table has a code for.
    """

    def __init__(self, facts: Iterable[Fact], year: int | None = None) -> None:
        self._year = year
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
        items = [line for line in lines if line.kind in ("", "class")]
        return self._printed(items) or self._official(items)

    def _official(self, lines: Iterable[Line]) -> dict[str, Line]:
        """The lines by the codes of the classification; nothing where one of them has none or several there."""
        found: dict[str, Line] = {}
        last = ""
        for line in lines:
            codes = [c for c in self._called(line) if c > last and _is_below(c, last)]
            if len(codes) != 1:
                return {}
            (last,) = codes
            found[last] = line
        return found

    def _called(self, line: Line) -> Iterator[str]:
        """The functional codes that a line's name has in the document's year, else in any."""
        name = item_name(line.label)
        codes = classification.codes_of(name, self._year) or classification.codes_of(name)
        return (c for c in codes if classification.kind(c) == FUNCTIONAL)

    def _printed(self, lines: Iterable[Line]) -> dict[str, Line]:
        """The lines by the codes of the document's tables."""
        found: dict[str, Line] = {}
        last = ""
        for line in lines:
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


def _is_below(code: str, last: str) -> bool:
    """Whether a code is a class, or stands right below a code or one of those above it."""
    return len(code) == CLASS or classification.parent(code) in path(last)


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
