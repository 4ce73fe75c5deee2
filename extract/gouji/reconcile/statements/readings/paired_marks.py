"""Brackets and marks of quotations and titles that stand without the other one of their pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Span
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Kind, Stretch

_PAIR = 2
_AROUND = 8  # characters of the text that show where a mark stands


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A mark without its other one: where it stands, and the words around it."""

    span: Span
    words: str


def unpaired(context: Context) -> Iterator[Unpaired]:
    """The one such mark of a paragraph or cell that ends as a sentence does, and one of a pair that is turned round.

    What several cells print in the same words is told once. Where several marks stand alone, or a cell begins inside a
    pair, what was read is a part of what is printed.
    """
    seen: set[str] = set()
    for stretch in context.stretches:
        for at in _told(stretch) if stretch.kind in (Kind.PROSE, Kind.CELL) else ():
            words = stretch.view.text[max(0, at - _AROUND) : at + _AROUND + 1]
            if words not in seen:
                seen.add(words)
                yield Unpaired(stretch.view.span(at, at + 1), words)


def _told(stretch: Stretch) -> list[int]:
    written = rules.load("wording")
    text = stretch.view.text
    if not written["wording.ends_whole"].search(text):
        return []
    pairs: dict[str, str] = written.data["pairs"]
    alone = _alone(text, pairs)
    if len(alone) == 1:
        (at,) = alone
        begun = stretch.kind is Kind.PROSE and written["wording.begins_whole"].search(text[:at])
        return alone if text[at] in pairs or begun else []
    turned = len(alone) == _PAIR and text[alone[0]] == text[alone[1]] and text[alone[0]] in written.data["quotes"]
    return [alone[1] if text[alone[0]] in pairs else alone[0]] if turned else []


def _alone(text: str, pairs: dict[str, str]) -> list[int]:
    """The places of the marks that have no other one, in order; the bracket behind a number (1)) needs none.

    Nor does the mark that stands for a sign of comparison, which is told as such.
    """
    openers = {closer: opener for opener, closer in pairs.items()}
    numbers = {m.end() - 1 for m in rules.load("wording")["wording.number_bracket"].finditer(text)}
    signs = {m.start() for m in rules.load("wording")["wording.mark_for_sign"].finditer(text)}
    open_at: list[int] = []
    alone: list[int] = []
    for at, char in enumerate(text):
        if at in signs:
            continue
        if char in pairs:
            open_at.append(at)
        elif char in openers:
            inner = next((i for i in reversed(range(len(open_at))) if text[open_at[i]] == openers[char]), None)
            if inner is not None:
                alone += open_at[inner + 1 :]
                del open_at[inner:]
            elif at not in numbers:
                alone.append(at)
    return sorted([*alone, *open_at])
