"""Project names: one project under two spellings, and lists of projects that differ from their forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Span
from gouji.language import rules, subjects
from gouji.narrative.projects import canonical
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity
from gouji.reconcile.statements.document_index import Context
from gouji.tables.project_cells import named_projects

_MISSPELT, _UNMATCHED = "project.misspelt", "project.unmatched"
_LONG = 6  # shorter names differ in one character by nature
_ALIKE = 0.75
_FEWEST = 3  # projects that make a list
_NEAR, _DIGITS = 3, 4  # so many digits among the nearest characters make a number long
_SHOWN = 3  # places that a finding shows as evidence
_WORD = 2  # characters of a word


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    span: Span
    form: bool
    place: int = -1  # the block it stands in: two names side by side are two projects


@relation(_MISSPELT, _UNMATCHED)
def project_names(context: Context) -> Iterator[Tried]:
    """Names that differ in one character from the usual name, and projects listed without their form."""
    mentions = [_mention(context, str(e.norm), e.span, False) for e in context.projects]
    named = named_projects(context.document)
    mentions += [_mention(context, canonical("".join(p.cell.text.split())), p.cell.span, p.form) for p in named]
    yield from _misspelt(context, mentions)
    yield from _unmatched(context, mentions)


def _mention(context: Context, name: str, span: Span, form: bool) -> _Mention:
    block = context.document.block_at(span.start)
    return _Mention(name, span, form, block.span.start if block and not form else span.start)


def _misspelt(context: Context, mentions: list[_Mention]) -> Iterator[Tried]:
    counts = Counter(m.name for m in mentions)
    for mention in mentions:
        usual = _usual(mention, mentions, counts)
        if not usual or _word_of_its_own(context, mention, usual):
            continue
        others = [m for m in mentions if m.name == usual][:_SHOWN]
        yield attempt(
            _MISSPELT,
            mention.span,
            Severity.MATERIAL,
            why=f"其余{counts[usual]}处写“{usual}”",
            says={"count": counts[usual], "usual": usual},
            diagnosis="name_slip",
            reworded=usual,
            extra=tuple((m.span, context.document.slice(m.span), "name") for m in others),
        )


def _usual(mention: _Mention, mentions: list[_Mention], counts: Counter[str]) -> str:
    """The name that more mentions have and that a slip parts from this one; '' where there is none.

    A name that stands beside it is another project's.
    """
    beside = {m.name for m in mentions if m.place == mention.place}
    oftener = (name for name, count in counts.most_common() if count > counts[mention.name])
    others = (name for name in oftener if name not in beside)
    return next((name for name in others if one_slip(mention.name, name)), "")


def _word_of_its_own(context: Context, mention: _Mention, usual: str) -> bool:
    """Whether the differing characters make a word that the document uses elsewhere (民航 beside 港航): no slip."""
    name = mention.name
    if len(name) != len(usual):
        return False
    at = next(i for i, (x, y) in enumerate(zip(name, usual, strict=True)) if x != y)
    word = name[at : at + _WORD]
    return len(word) == _WORD and context.document.text.count(word) > 1


def one_slip(a: str, b: str) -> bool:
    """Whether two long names differ by one character written wrong, or by one digit left out or put in.

    Numbers and other ordinals tell projects apart (一期, 二期), so that another of them is no slip. One more character
    makes a longer form of the name, and no slip; a digit inside a longer number is one.
    """
    short, long = sorted((a, b), key=len)
    if a == b or len(short) < _LONG:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    rest = long[at + 1 :]
    if len(long) == len(short):
        ordinals = rules.load("projects").data["ordinals"]
        return short[at + 1 :] == rest and short[at] not in ordinals and long[at] not in ordinals
    return short[at:] == rest and _in_number(long, at)


def _in_number(name: str, at: int) -> bool:
    """Whether a character is a digit of a long number."""
    near = name[max(0, at - _NEAR) : at + _NEAR + 1]
    return name[at].isdecimal() and sum(c.isdecimal() for c in near) >= _DIGITS


def _unmatched(context: Context, mentions: list[_Mention]) -> Iterator[Tried]:
    """Projects that prose announces before their forms, one of which has no form while a form has no such name."""
    forms = [m for m in mentions if m.form]
    listed = _announced(context, forms)
    if len(forms) < _FEWEST or len(listed) != len(forms):
        return
    for mention, form in zip(_without_like(listed, forms), _without_like(forms, listed), strict=False):
        yield attempt(
            _UNMATCHED,
            mention.span,
            Severity.MATERIAL,
            why=f"后附各表中没有此项目，却有“{form.name}”",
            says={"form": form.name},
            diagnosis="another_project",
            reworded=form.name,
            extra=((form.span, context.document.slice(form.span), "form"),),
        )


def _without_like(some: list[_Mention], others: list[_Mention]) -> list[_Mention]:
    """Those of some projects that none of the others can be."""
    return [m for m in some if not any(_same(m.name, other.name) for other in others)]


def _announced(context: Context, forms: list[_Mention]) -> list[_Mention]:
    """The names of the list, so many in one paragraph, that stands last before the forms."""
    if not forms:
        return []
    groups: dict[int, dict[str, _Mention]] = {}
    for entity in context.projects:
        block = context.document.block_at(entity.span.start)
        if block and entity.span.end <= forms[0].span.start:
            name = str(entity.norm)
            groups.setdefault(block.span.start, {}).setdefault(name, _Mention(name, entity.span, False))
    lists = [list(group.values()) for group in groups.values() if len(group) >= _FEWEST]
    return lists[-1] if lists else []


def _same(a: str, b: str) -> bool:
    return subjects.similarity(a, b) >= _ALIKE or one_slip(a, b)
