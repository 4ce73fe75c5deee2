"""Items of the classification that prose and glossary spell out (类, 款, 项), each against the names of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import PROSE, Block, Span, Zone
from gouji.figures import same_quantity_agrees
from gouji.language import classification, rules
from gouji.language.view import make_view
from gouji.reconcile.statements.codebook import alike, is_slip, slips
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_READ = (*PROSE, Zone.GLOSSARY)


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
class _Path:
    levels: tuple[Mention, ...]
    block: Block
    end: int  # where what is said of the item ends


def misnamed(context: Context) -> Iterator[Misnamed]:
    """The names in prose and glossary that differ from the tables' by a slip, in the order of the document.

    Where two characters are written otherwise, the amount must be that of the code too. One place with that amount
    tells for the same name everywhere: the glossary states no amounts.
    """
    blocks = (b for b in context.document.blocks if b.zone in _READ)
    paths = [p for block in blocks for p in _paths(context, block)]
    found = [(path, wrong) for path in paths for wrong in _compare(context, path)]
    tied = {(w.code, w.key) for path, w in found if _tied(context, path, w.code)}
    for _, wrong in found:
        if slips(wrong.key, wrong.right) == 1 or (wrong.code, wrong.key) in tied:
            yield wrong


def _paths(context: Context, block: Block) -> Iterator[_Path]:
    """The paths that a block spells out: levels that follow each other, each one deeper."""
    view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
    codes = rules.load("codes")
    digits, ending = codes.data["digits"], codes["code.ending"]
    runs: list[list[Mention]] = []
    last = -1
    for m in rules.load("subjects")["subject.item_path"].finditer(view.text):
        depth = digits.get(m["level"])
        if depth is None:
            continue
        more = ending.match(view.text, m.end("name"))
        end = more.end() if more else m.end("name")
        mention = Mention(view.text[m.start("name") : end], depth, view.span(m.start("name"), end))
        if runs and m.start() == last and depth == runs[-1][-1].digits + 2:
            runs[-1].append(mention)
        else:
            runs.append([mention])
        last = m.end()
    ends = [after[0].span.start for after in runs[1:]] + [block.span.end]
    for run, end in zip(runs, ends, strict=False):
        yield _Path(tuple(run), block, end)


def _compare(context: Context, path: _Path) -> Iterator[Misnamed]:
    """Follow a path down the tables' codes, as far as these tell one from another; each name that is a slip there."""
    code = rules.load("codes").data["spending"]
    for level in path.levels:
        codes = [c for c in context.codes.by_code if len(c) == level.digits and c.startswith(code)]
        named = _only([c for c in codes if level.key in context.codes.names(c)])
        near = [] if named or classification.codes_of(level.name) else _near(context, codes, level.key)
        if len(near) == 1:
            named, right = near[0]
            yield Misnamed(named, level.key, right, level.span, path.block.zone)
        code = named or _only(_alike(context, codes, level.key))
        if not code:
            return


def _alike(context: Context, codes: list[str], key: str) -> list[str]:
    """The codes of which a name is a shorter or longer form of a key, or a slip of it."""
    return [c for c in codes if any(alike(key, n) for n in context.codes.names(c))]


def _near(context: Context, codes: list[str], key: str) -> list[tuple[str, str]]:
    """The codes whose name in the tables, official or printed twice, differs from a key by one or two characters."""
    found: set[tuple[str, str]] = set()
    for code in codes:
        printed = [n.key for n in context.codes.by_code[code]]
        official = {classification.key(n) for n in classification.names_of(code)}
        found |= {(code, n) for n in printed if is_slip(key, n) and (n in official or printed.count(n) > 1)}
    return sorted(found)


def _only(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else ""


def _tied(context: Context, path: _Path, code: str) -> bool:
    """Whether the first amount said of an item, nothing excluded, is one that a cell of the code states."""
    value = next((t for t in _values(context, path)), None)
    cells = (f for f in context.facts if f.code == code)
    return value is not None and any(same_quantity_agrees(value.figure, f.figure, value.usual) for f in cells)


def _values(context: Context, path: _Path) -> Iterator[Term]:
    for claim in context.levels:
        value = context.value(claim)
        if value and not value.zero and path.levels[-1].span.end <= value.span.start < path.end:
            yield value
