"""Names of projects, in prose and in tables: where each stands, and which two are one name but for a slip."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.document import Span
from gouji.language.subjects import similarity
from gouji.narrative.projects import canonical
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.spellings import one_slip
from gouji.tables.project_cells import named_projects

_ALIKE = 0.75
_WORD = 2  # characters of a word


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a project.

    Attributes:
        name: its canonical name.
        span: where it is printed.
        form: whether it heads a form about this project alone.
        place: where its block begins: two names side by side are two projects.
    """

    name: str
    span: Span
    form: bool
    place: int = -1


def mentions(context: Context) -> list[Mention]:
    """The places that name projects, those of prose first."""
    found = [_mention(context, str(e.norm), e.span, False) for e in context.projects]
    named = named_projects(context.document)
    found += [_mention(context, canonical("".join(p.cell.text.split())), p.cell.span, p.form) for p in named]
    return found


def _mention(context: Context, name: str, span: Span, form: bool) -> Mention:
    block = context.document.block_at(span.start)
    return Mention(name, span, form, block.span.start if block and not form else span.start)


def word_of_its_own(context: Context, name: str, usual: str) -> bool:
    """Whether the differing characters make a word that the document uses elsewhere: no slip.

    The character that differs begins the word (民航 beside 港航) or ends it (水文 beside 水务).
    """
    if len(name) != len(usual):
        return False
    at = next(i for i, (x, y) in enumerate(zip(name, usual, strict=True)) if x != y)
    words = {name[begin : begin + _WORD] for begin in (at - 1, at) if 0 <= begin <= len(name) - _WORD}
    return any(context.document.text.count(word) > 1 for word in words)


def may_be_one(a: str, b: str) -> bool:
    """Whether two names can be of one project."""
    return similarity(a, b) >= _ALIKE or one_slip(a, b)
