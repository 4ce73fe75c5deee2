"""Items that prose spells out under a name which the tables do not have: former names, another 类 or 款 above, no name.

Each is told only where the path leads to one code of the document's tables all the same: by the rest of its names, or
by the amount that prose states of the item.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import PROSE, Span
from gouji.language import classification
from gouji.language.subjects import abbreviates
from gouji.reconcile.statements.codebook import Printed, is_official, is_slip
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.item_paths import Mention, Path, item_paths, tied


@dataclass(frozen=True, slots=True)
class WrongItem:
    """A level of a path whose name is not the tables' for its code.

    Attributes:
        how: `former`, `above` (the item stands below another), `unknown` or `turned` (its words are changed over).
        printed: what a table prints for the code.
        item: the name of the last level of the path.
    """

    how: str
    level: Mention
    printed: Printed
    item: str

    @property
    def span(self) -> Span:
        return self.level.span


def wrong_items(context: Context) -> Iterator[WrongItem]:
    """The wrong names of prose, in its order."""
    for path in item_paths(context):
        if path.block.zone in PROSE:
            yield from _wrong(context, path)


def _wrong(context: Context, path: Path) -> Iterator[WrongItem]:
    *above, item = path.levels
    called = _called(context, item)
    fitting = [c for c in called if not _strangers(context, c, above)]
    if fitting:
        if len(fitting) == 1:
            yield from _former(context, path, fitting[0])
    elif called and above:
        yield from _below_others(context, path, called)
    elif not called and above:
        yield from _unknown(context, path)


def _called(context: Context, item: Mention) -> list[str]:
    """The codes of the tables, of an item's depth, that have or ever had its name."""
    codes = context.codes.by_code
    return [c for c in codes if len(c) == item.digits and item.key in context.codes.names(c)]


def _strangers(context: Context, code: str, above: Sequence[Mention]) -> list[Mention]:
    """The levels above an item that cannot be those above a code."""
    return [m for m in above if not _may_be(context, code[: m.digits], m)]


def _may_be(context: Context, code: str, level: Mention) -> bool:
    return any(_one_name(level.key, name) for name in context.codes.names(code))


def _one_name(key: str, other: str) -> bool:
    """Whether a key may be another: equal, cut short, or with a slip where it is no item's name by itself."""
    return key == other or abbreviates(key, other) or (is_slip(key, other) and not is_official(key))


def _former(context: Context, path: Path, code: str) -> Iterator[WrongItem]:
    """The levels with a name that the code had once, where every table prints another."""
    for level in path.levels:
        own = code[: level.digits]
        printed = context.codes.by_code.get(own, ())
        once = level.key in {classification.key(n) for n in classification.names_of(own)}
        now = level.key in (context.codes.official(own).key, *(p.key for p in printed))
        if printed and once and not now:
            yield WrongItem("former", level, printed[0], path.levels[-1].name)


def _below_others(context: Context, path: Path, called: list[str]) -> Iterator[WrongItem]:
    """The levels above an item that are not those of its code, which its amount tells."""
    *above, item = path.levels
    codes = [c for c in called if tied(context, path, c)]
    if len(codes) != 1:
        return
    for level in _strangers(context, codes[0], above):
        printed = context.codes.by_code.get(codes[0][: level.digits], ())
        if printed:
            yield WrongItem("above", level, printed[0], item.name)


def _unknown(context: Context, path: Path) -> Iterator[WrongItem]:
    """An item whose name none of the codes below the path has, while its amount is that of one of them."""
    *above, item = path.levels
    last = above[-1]
    parents = [c for c in context.codes.by_code if len(c) == last.digits and not _strangers(context, c, above)]
    if len(parents) != 1:
        return
    below = context.codes.children(parents[0])
    codes = [c for c in below if tied(context, path, c)]
    if len(codes) == 1 and not any(_may_be(context, c, item) for c in below):
        yield WrongItem("unknown", item, context.codes.by_code[codes[0]][0], item.name)
