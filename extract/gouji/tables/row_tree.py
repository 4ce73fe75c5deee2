"""The path of each row label from the class down: by code, by numbering, by indent, by 其中."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import regex

from gouji.language import codes, numerals
from gouji.tables.cell_values import rule

_WIDE = 2  # a Chinese character is two blanks wide


@dataclass(frozen=True, slots=True)
class _Entry:
    style: str  # bracket or mark with the kind of numeral; empty for none
    ordinal: int
    indent: int
    label: str
    within: bool = False

    @property
    def kind(self) -> tuple[bool, str] | None:
        """Whether a numbering is in brackets, and its kind of numeral, whatever its mark; None without a number."""
        return (self.style[0] == "(", self.style[-1]) if self.style else None


class RowTree:
    """Feed it the labels of one half in order; it answers with each one's path."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._stack: list[_Entry] = []
        self._above: dict[tuple[bool, str], tuple[int, list[_Entry]]] = {}  # by kind: the last number, what it is below

    def path(self, label: str, code: str = "", indent: int = 0) -> tuple[str, ...]:
        """The labels from the class down to this row, this row's own label last."""
        if code:
            self._codes[code] = label
            above = [self._codes[p] for p in codes.above(code) if p in self._codes]
            self._clear()
            return (*above, label)
        if rule("tables.row.total").search(label):
            self._clear()
            return (label,)
        entry = _entry(label, indent)
        self._pop_for(entry)
        if entry.kind:
            self._above[entry.kind] = entry.ordinal, list(self._stack)
        self._stack.append(replace(entry, within=entry.within and not entry.style))
        return tuple(e.label for e in self._stack)

    def _clear(self) -> None:
        self._stack.clear()
        self._above.clear()

    def _pop_for(self, entry: _Entry) -> None:
        """Drop what is not above the new entry."""
        if entry.style:
            self._pop_for_numbered(entry)
        elif entry.within:
            self._pop_while(lambda last: last.within and last.indent >= entry.indent)
        else:
            self._pop_while(lambda last: entry.indent == 0 or last.indent >= entry.indent)

    def _pop_for_numbered(self, entry: _Entry) -> None:
        if entry.within:
            return
        sibling = self._sibling(entry)
        if sibling is not None:
            del self._stack[sibling:]
        elif (before := self._above.get(entry.kind or (False, ""))) and before[0] == entry.ordinal - 1:
            self._stack[:] = before[1]  # lines without a number stood between
        else:
            self._pop_restart(entry)

    def _pop_while(self, below: Callable[[_Entry], bool]) -> None:
        while self._stack and below(self._stack[-1]):
            self._stack.pop()

    def _sibling(self, entry: _Entry) -> int | None:
        """Where the row that the numbering continues stands in the stack.

        The mark after the numeral may change within a list (六. 七、), so the number just before comes first.
        """
        just_before = self._deepest(lambda e: e.kind == entry.kind and e.ordinal == entry.ordinal - 1)
        if just_before is not None:
            return just_before
        return self._deepest(lambda e: e.style == entry.style and e.ordinal < entry.ordinal)

    def _deepest(self, wanted: Callable[[_Entry], bool]) -> int | None:
        """The place of the lowest entry of its kind in the stack."""
        return next((i for i in reversed(range(len(self._stack))) if wanted(self._stack[i])), None)

    def _pop_restart(self, entry: _Entry) -> None:
        """A numbering that begins: below the last row, unless the same numbering is open above."""
        stack = self._stack
        depth = next((i for i, e in enumerate(stack) if e.style == entry.style), None)
        if depth is not None:
            del stack[depth:]
        self._pop_while(lambda last: last.within)


def numbering(words: str) -> tuple[str, int] | None:
    """How a label is numbered and with which number; None where it is not."""
    number = rule("tables.row.number").match(words)
    return (_style(number), _ordinal(number)) if number else None


def _entry(label: str, indent: int) -> _Entry:
    within = rule("tables.row.within").match(label)
    prefix = within.end() if within else 0
    number = rule("tables.row.number").match(label[prefix:])
    if number is None:
        return _Entry("", 0, indent + _WIDE * prefix, label, bool(within))
    return _Entry(_style(number), _ordinal(number), indent, label, bool(within))


def _style(number: regex.Match[str]) -> str:
    """The bracket or the mark of a numbering, and `c` for Chinese numerals or `1` for digits."""
    mark = "(" if number["bracket"] else number["mark"].replace("．", ".")
    return mark + ("c" if _chinese(number) else "1")


def _ordinal(number: regex.Match[str]) -> int:
    chinese = _chinese(number)
    told = numerals.parse(chinese) if chinese else None
    if told:
        return int(told.value)
    return int(number["int1"] or number["int2"] or 0)


def _chinese(number: regex.Match[str]) -> str | None:
    return number["cjk1"] or number["cjk2"]
