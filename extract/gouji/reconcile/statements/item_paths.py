"""Items of the classification that prose and glossary spell out (类, 款, 项), each against the names of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import PROSE, Block, Span, Zone
from gouji.figures import same_quantity_agrees
from gouji.language import classification, rules
from gouji.language.view import View, make_view
from gouji.reconcile.statements.codebook import alike, is_slip, lacks_one, slips
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_READ = (*PROSE, Zone.GLOSSARY)
_LONG = 12  # characters of a name that no shorter form leaves one out of


@dataclass(frozen=True, slots=True)
class Mention:
    """One level of a path: its name, and how many digits its code has."""

    name: str
    digits: int
    span: Span

    @property
    def key(self) -> str:
        return classification.key(self.name)


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name in prose that the tables write otherwise: `right` is the key of their name for `code`."""

    code: str
    key: str
    right: str
    span: Span
    zone: Zone


@dataclass(frozen=True, slots=True)
class Path:
    """The levels that prose names one below the other, and the block; what is said of the item ends at `end`."""

    levels: tuple[Mention, ...]
    block: Block
    end: int


def misnamed(context: Context) -> Iterator[Misnamed]:
    """The names in prose and glossary that differ from the tables' by a slip, in the order of the document.

    Where two characters are written otherwise, the amount must be that of the code too. One place with that amount
    tells for the same name everywhere: the glossary states no amounts.
    """
    found: list[Misnamed] = []
    sure: set[tuple[str, str]] = set()
    for path in item_paths(context):
        for wrong in _compare(context, path):
            found.append(wrong)
            if tied(context, path, wrong.code):
                sure.add((wrong.code, wrong.key))
    for wrong in found:
        one_slip = slips(wrong.key, wrong.right) == 1 or lacks_one(wrong.key, wrong.right, _LONG)
        if one_slip or (wrong.code, wrong.key) in sure:
            yield wrong


def item_paths(context: Context) -> Iterator[Path]:
    """The paths of prose and glossary, in order."""
    for block in context.document.blocks:
        if block.zone in _READ:
            yield from _paths(context, block)


def _paths(context: Context, block: Block) -> Iterator[Path]:
    runs = _runs(make_view(context.document.text, block.span.start, block.span.end, block.holes))
    ends = [after[0].span.start for after in runs[1:]] + [block.span.end]
    for run, end in zip(runs, ends, strict=False):
        yield Path(tuple(run), block, end)


def _runs(view: View) -> list[list[Mention]]:
    """The levels that a text names, in runs that go down one level at a time without a break."""
    digits = rules.load("codes").data["digits"]
    runs: list[list[Mention]] = []
    last = -1
    for match in rules.load("subjects")["subject.item_path"].finditer(view.text):
        depth = digits.get(match["level"])
        if depth is None:
            continue
        mention = _mention(view, match, depth)
        goes_on = match.start() == last and depth == runs[-1][-1].digits + 2
        if goes_on:
            runs[-1].append(mention)
        else:
            runs.append([mention])
        last = match.end()
    return runs


def _mention(view: View, match: regex.Match[str], digits: int) -> Mention:
    """One level with the word at the end of its name, which the pattern leaves out."""
    start, end = match.span("name")
    more = rules.load("codes")["code.ending"].match(view.text, end)
    if more:
        end = more.end()
    return Mention(view.text[start:end], digits, view.span(start, end))


def _compare(context: Context, path: Path) -> Iterator[Misnamed]:
    """Follow a path down the tables' codes; each name on it that is a slip of a name there."""
    above = rules.load("codes").data["spending"]
    for level in path.levels:
        codes = _below(context, above, level.digits)
        code, right = _found(context, codes, level)
        if not code:
            return
        if right:
            yield Misnamed(code, level.key, right, level.span, path.block.zone)
        above = code


def _below(context: Context, above: str, digits: int) -> list[str]:
    """The codes of so many digits that the tables print under a code."""
    return [c for c in context.codes.by_code if len(c) == digits and c.startswith(above)]


def _found(context: Context, codes: list[str], level: Mention) -> tuple[str, str]:
    """The one code that a name means, and the name that it slipped from where it is a slip; '' for neither."""
    exact = _only([c for c in codes if level.key in context.codes.names(c)])
    if exact:
        return exact, ""
    near = [] if classification.codes_of(level.name) else _near(context, codes, level.key)
    if len(near) == 1:
        return near[0]
    return _only([c for c in codes if _alike(context, c, level.key)]), ""


def _alike(context: Context, code: str, key: str) -> bool:
    """Whether a key may be one of the names of a code."""
    return any(alike(key, name) for name in context.codes.names(code))


def _near(context: Context, codes: list[str], key: str) -> list[tuple[str, str]]:
    """The codes whose name in the tables, official or printed twice, differs from a key by one or two characters."""
    found: set[tuple[str, str]] = set()
    for code in codes:
        slipped_from = [name for name in _sure_names(context, code) if _slipped(key, name)]
        found.update((code, name) for name in slipped_from)
    return sorted(found)


def _slipped(key: str, name: str) -> bool:
    return is_slip(key, name) or lacks_one(key, name, _LONG)


def _sure_names(context: Context, code: str) -> list[str]:
    """The keys that the tables print for a code and that are official or printed twice."""
    printed = [n.key for n in context.codes.by_code[code]]
    official = {classification.key(n) for n in classification.names_of(code)}
    return [name for name in printed if name in official or printed.count(name) > 1]


def _only(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else ""


def tied(context: Context, path: Path, code: str) -> bool:
    """Whether the first amount said of an item, nothing excluded, is one that a cell of the code states."""
    return tied_within(context, path.levels[-1].span.end, path.end, code)


def tied_within(context: Context, start: int, end: int, code: str) -> bool:
    """Whether the first amount between two offsets, nothing excluded, is one that a cell of the code states."""
    value = next(_values(context, start, end), None)
    if value is None:
        return False
    cells = [f for f in context.facts if f.code == code]
    return any(same_quantity_agrees(value.figure, f.figure, value.usual) for f in cells)


def _values(context: Context, start: int, end: int) -> Iterator[Term]:
    for value in context.values(context.levels):
        said_of_it = start <= value.span.start < end
        if said_of_it and not value.zero:
            yield value
