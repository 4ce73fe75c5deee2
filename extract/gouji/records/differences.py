"""Two versions of one disclosure: figures, rows and passages that changed, findings that are gone, new, still there.

Cells are matched by what names them (table, row, column), passages by their words, findings by their keys: nothing is
matched by offset or page, which a paragraph put in above would shift.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from gouji.document import Block, Document, Fact, Span
from gouji.reconcile.model import Finding
from gouji.records.results import CheckResult

_ALIKE = 0.5  # of their characters two passages have in common, so that one is the other changed
_TOKEN = re.compile(r"\d[\d,，.．]*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
_CLAUSE = re.compile(r"[\uff0c\uff1b\u3002\uff1a\u3001]")  # , ; . : and the comma of lists, in full width
_BEFORE = 16  # characters of a passage that name a figure in it


class State(StrEnum):
    """What became of something from the old version to the new one."""

    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that was changed. `old_span` and `new_span` tell where it stands in each version."""

    cell: bool
    where: str
    label: str
    old: str
    new: str
    old_span: Span
    new_span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table that one version has and the other has not."""

    state: State
    where: str
    label: str
    values: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was changed, put in or taken out; `parts` are its words with what became of each."""

    state: State
    where: str
    parts: tuple[tuple[State, str], ...]
    span: Span  # in the new version; in the old one where it was taken out


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding: REMOVED where the new version has it no more, ADDED where it is new, KEPT where both have it."""

    state: State
    key: str
    finding: Finding


@dataclass(frozen=True)
class Differences:
    """All that two versions differ in, in the order of the text."""

    old: CheckResult
    new: CheckResult
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Judged, ...]

    def of(self, state: State) -> tuple[Judged, ...]:
        return tuple(one for one in self.findings if one.state is state)


def differences(old: CheckResult, new: CheckResult) -> Differences:
    """What the new version changed of the old one."""
    passages = list(_passages(old.document, new.document))
    cells, lines = _cells(old, new)
    prose = [figure for passage in passages for figure in passage.figures]
    return Differences(
        old=old,
        new=new,
        figures=tuple(sorted([*prose, *cells], key=lambda f: f.new_span.start)),
        lines=tuple(lines),
        passages=tuple(passage.told for passage in passages),
        findings=tuple(_findings(old, new)),
    )


def _findings(old: CheckResult, new: CheckResult) -> Iterator[Judged]:
    before, after = set(old.keys.values()), set(new.keys.values())
    for finding in old.findings:
        if (key := old.keys[finding.id]) not in after:
            yield Judged(State.REMOVED, key, finding)
    for finding in new.findings:
        key = new.keys[finding.id]
        yield Judged(State.KEPT if key in before else State.ADDED, key, finding)


# ---- tables ---------------------------------------------------------------------------------------------------


Name = tuple[str, ...]


def _cells(old: CheckResult, new: CheckResult) -> tuple[list[Figure], list[Line]]:
    before, after = _named(old), _named(new)
    changed = [
        Figure(
            True,
            _table(new, fact),
            _label(fact),
            _bare(before[name].text),
            _bare(fact.text),
            before[name].span,
            fact.span,
        )
        for name, fact in after.items()
        if name in before and before[name].figure.value != fact.figure.value
    ]
    lines = [*_lines(State.REMOVED, old, before, after), *_lines(State.ADDED, new, after, before)]
    return changed, lines


def _named(result: CheckResult) -> dict[Name, Fact]:
    """The facts by what names them; those of one name are told apart by their order."""
    seen: Counter[Name] = Counter()
    found: dict[Name, Fact] = {}
    for fact in result.extraction.facts:
        name = (_words(_table(result, fact)), *map(_words, fact.row), "|", *map(_words, fact.column))
        found[*name, str(seen[name])] = fact
        seen[name] += 1
    return found


def _lines(state: State, result: CheckResult, named: dict[Name, Fact], other: dict[Name, Fact]) -> Iterator[Line]:
    """The rows none of whose figures the other version has."""
    rows: dict[tuple[int, int], list[tuple[Name, Fact]]] = defaultdict(list)
    for name, fact in named.items():
        rows[fact.table, fact.row_index].append((name, fact))
    for listed in rows.values():
        if not any(name in other for name, _ in listed):
            first = listed[0][1]
            values = tuple(_bare(fact.text) for _, fact in listed)
            yield Line(state, _table(result, first), " / ".join(first.row), values, first.span)


def _table(result: CheckResult, fact: Fact) -> str:
    table = result.document.tables[fact.table]
    return " ".join(filter(None, (table.number, table.title)))


def _label(fact: Fact) -> str:
    return " · ".join(filter(None, (fact.row[-1] if fact.row else "", " ".join(fact.column))))


# ---- prose ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Compared:
    told: Passage
    figures: tuple[Figure, ...] = ()


def _passages(old: Document, new: Document) -> Iterator[_Compared]:
    """The paragraphs of prose that are not the same in both, those that are alike as one that was changed."""
    before, after = list(old.prose), list(new.prose)
    were, are = [_bare(old.slice(b.span)) for b in before], [_bare(new.slice(b.span)) for b in after]
    for code, i, j, k, m in SequenceMatcher(None, were, are, autojunk=False).get_opcodes():
        if code != "equal":
            yield from _changed(old, new, before[i:j], after[k:m])


def _changed(old: Document, new: Document, before: Sequence[Block], after: Sequence[Block]) -> Iterator[_Compared]:
    """Paragraphs in the place of others: each new one is that old one changed which it is most like, if any."""
    left = list(before)
    for block in after:
        text = _bare(new.slice(block.span))
        likest = max(left, key=lambda b: _likeness(_bare(old.slice(b.span)), text), default=None)
        if likest is None or _likeness(_bare(old.slice(likest.span)), text) < _ALIKE:
            yield _Compared(Passage(State.ADDED, _heading(new, block), ((State.ADDED, text),), block.span))
            continue
        left.remove(likest)
        yield _compared(old, new, likest, block)
    for block in left:
        text = _bare(old.slice(block.span))
        yield _Compared(Passage(State.REMOVED, _heading(old, block), ((State.REMOVED, text),), block.span))


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 0.0 if matcher.quick_ratio() < _ALIKE else matcher.ratio()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    span: Span

    @property
    def number(self) -> bool:
        return self.text[0].isdigit()


def _compared(old: Document, new: Document, before: Block, after: Block) -> _Compared:
    """A paragraph with its words as they were and are, and the numbers that took the place of others."""
    one, other = list(_tokens(old, before)), list(_tokens(new, after))
    where = _heading(new, after)
    parts: list[tuple[State, str]] = []
    figures: list[Figure] = []
    matcher = SequenceMatcher(None, [t.text for t in one], [t.text for t in other], autojunk=False)
    for code, i, j, k, m in matcher.get_opcodes():
        if code == "equal":
            parts.append((State.KEPT, _text(one[i:j])))
            continue
        parts += [(s, t) for s, t in ((State.REMOVED, _text(one[i:j])), (State.ADDED, _text(other[k:m]))) if t]
        were, are = [t for t in one[i:j] if t.number], [t for t in other[k:m] if t.number]
        for was, now in zip(were, are, strict=False):
            label = _before(new, after, now.span)
            figures.append(Figure(False, where, label, was.text, now.text, was.span, now.span))
    return _Compared(Passage(State.CHANGED, where, tuple(parts), after.span), tuple(figures))


def _before(document: Document, block: Block, span: Span) -> str:
    """The words of its clause before a number."""
    text = _bare(document.text[max(block.span.start, span.start - _BEFORE) : span.start])
    return _CLAUSE.split(text)[-1] or text


def _tokens(document: Document, block: Block) -> Iterator[_Token]:
    for match in _TOKEN.finditer(document.text, block.span.start, block.span.end):
        if not match[0].isspace():
            yield _Token(match[0], Span(*match.span()))


def _text(tokens: Iterable[_Token]) -> str:
    return "".join(t.text for t in tokens)


def _heading(document: Document, block: Block) -> str:
    path = document.section_path(block.section)
    return path[-1].number + path[-1].title if path else ""


def _bare(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
