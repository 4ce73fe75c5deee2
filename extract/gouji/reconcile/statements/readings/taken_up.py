"""Parts of a list that the numbered paragraphs behind it take up one by one.

预算80万元，包括人员经费60万元、公用经费20万元。（一）人员经费60万元，主要是…（二）公用经费20万元，主要是…
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.claims import Claim
from gouji.language import subjects
from gouji.language.titles import numbering
from gouji.reconcile.statements.document_index import Context

_ALIKE = 0.75  # the least similarity of the name of a part and that of its paragraph
_FEWEST = 2  # parts that are taken up
_SEVERAL = 3  # of them that their paragraphs bear out, before place alone tells which paragraph a part has


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A part of a list and the level that its own paragraph begins with."""

    part: Claim
    level: Claim


def taken_up(context: Context) -> Iterator[TakenUp]:
    """The parts that are taken up, those of each list in order.

    The paragraphs are those with the next form of number behind the list, in its section. Each names another part than
    the one before it, in the order of the list, and most state the amount of their part; or one follows for every part.
    """
    heads = _heads(context)
    for whole, parts in _parts_by_whole(context).items():
        behind = _behind(heads, context.by_id[whole].section, parts[-1])
        found = _one_by_one(context, parts, behind) or list(_in_order(parts, behind))
        if len(found) >= _FEWEST and 2 * sum(_agree(context, one) for one in found) >= len(found):
            yield from found


def _behind(heads: Sequence[tuple[int, Claim]], section: int, last: Claim) -> list[Claim]:
    """The first levels of the paragraphs of a section behind the last part that are numbered as the first of them."""
    behind = [(depth, level) for depth, level in heads if level.section == section]
    behind = [(depth, level) for depth, level in behind if level.span.start > last.span.end]
    return [level for depth, level in behind if depth == behind[0][0]]


def _one_by_one(context: Context, parts: Sequence[Claim], levels: Sequence[Claim]) -> list[TakenUp]:
    """Each part with the paragraph of its place, whatever this calls it: all but one at most state its amount."""
    found = [TakenUp(part, level) for part, level in zip(parts, levels, strict=False)]
    agreeing = sum(_agree(context, one) for one in found)
    whole = len(found) == len(parts) and agreeing >= max(_SEVERAL, len(parts) - 1)
    return found if whole else []


def _agree(context: Context, one: TakenUp) -> bool:
    part, level = context.value(one.part), context.value(one.level)
    return part is not None and level is not None and part.figure.base == level.figure.base


def _parts_by_whole(context: Context) -> dict[str, list[Claim]]:
    """The levels that a list divides a level into, by the id of that level."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for level in context.levels:
        whole = context.whole_of.get(level.figures["value"])
        if whole and context.document.block_at(level.span.start) == context.document.block_at(whole.span.start):
            found[whole.id].append(level)
    return found


def _heads(context: Context) -> list[tuple[int, Claim]]:
    """The first level of each numbered paragraph, with the depth of its number."""
    found: list[tuple[int, Claim]] = []
    last = -1
    for level in context.levels:
        block = context.document.block_at(level.span.start)
        if block is None or block.span.start == last:
            continue
        last = block.span.start
        if number := numbering(context.view(block.span).text):
            found.append((number.level, level))
    return found


def _in_order(parts: Sequence[Claim], levels: Sequence[Claim]) -> Iterator[TakenUp]:
    """Each part with the next level of its name; a paragraph that names none ends them."""
    rest = list(parts)
    for level in levels:
        at = next((i for i, part in enumerate(rest) if _is_named(part, level)), None)
        if at is None:
            return
        yield TakenUp(rest[at], level)
        rest = rest[at + 1 :]


def _is_named(part: Claim, level: Claim) -> bool:
    """Whether a part and a level have one name, measure and year."""
    if (part.measure, part.period) != (level.measure, level.period) or not part.name.core:
        return False
    return subjects.similarity(part.name.core, level.name.core) >= _ALIKE
