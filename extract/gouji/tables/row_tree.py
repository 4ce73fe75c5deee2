"""The path of each row label from the class down: by code, by numbering, by indent, by 其中."""

from __future__ import annotations

from dataclasses import dataclass, replace

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


class RowTree:
    """Feed it the labels of one half in order; it answers with each one's path."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._stack: list[_Entry] = []

    def path(self, label: str, code: str = "", indent: int = 0) -> tuple[str, ...]:
        """The labels from the class down to this row, this row's own label last."""
        if code:
            self._codes[code] = label
            above = [self._codes[p] for p in codes.above(code) if p in self._codes]
            self._stack.clear()
            return (*above, label)
        if rule("tables.row.total").search(label):
            self._stack.clear()
            return (label,)
        entry = _entry(label, indent)
        self._pop_for(entry)
        self._stack.append(replace(entry, within=entry.within and not entry.style))
        return tuple(e.label for e in self._stack)

    def _pop_for(self, entry: _Entry) -> None:
        """Drop what is not above the new entry."""
        stack = self._stack
        if entry.style and entry.within:
            return
        if entry.style:
            sibling = self._sibling(entry)
            if sibling is None:
                self._pop_restart(entry)
            else:
                del stack[sibling:]
            return
        if entry.within:
            while stack and stack[-1].within and stack[-1].indent >= entry.indent:
                stack.pop()
            return
        while stack and (stack[-1].indent >= entry.indent or entry.indent == 0):
            stack.pop()

    def _sibling(self, entry: _Entry) -> int | None:
        """Where the row that the numbering continues stands in the stack.

        The mark after the numeral may change within a list (六. 七、), so the number just before comes first.
        """
        deepest = range(len(self._stack) - 1, -1, -1)
        kind = entry.style[0] == "(", entry.style[-1]
        for i in deepest:
            e = self._stack[i]
            if e.style and (e.style[0] == "(", e.style[-1]) == kind and e.ordinal == entry.ordinal - 1:
                return i
        for i in deepest:
            if self._stack[i].style == entry.style and self._stack[i].ordinal < entry.ordinal:
                return i
        return None

    def _pop_restart(self, entry: _Entry) -> None:
        """A numbering that begins: below the last row, unless the same numbering is open above."""
        stack = self._stack
        depth = next((i for i, e in enumerate(stack) if e.style == entry.style), None)
        if depth is not None:
            del stack[depth:]
        while stack and stack[-1].within:
            stack.pop()


def _entry(label: str, indent: int) -> _Entry:
    within = rule("tables.row.within").match(label)
    number = rule("tables.row.number").match(label[within.end() :] if within else label)
    if number is None:
        return _Entry("", 0, indent + (_WIDE * within.end() if within else 0), label, bool(within))
    chinese = number["cjk1"] or number["cjk2"]
    style = ("(" if number["bracket"] else number["mark"].replace("．", ".")) + ("c" if chinese else "1")
    told = numerals.parse(chinese) if chinese else None
    ordinal = int(told.value) if told else int(number["int1"] or number["int2"] or 0)
    return _Entry(style, ordinal, indent, label, bool(within))
