"""Project names: one project under two spellings, and lists of projects that differ from their forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Span
from gouji.language import subjects
from gouji.narrative.projects import canonical
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.tables.project_cells import named_projects

_LONG = 6  # shorter names differ in one character by nature
_ALIKE = 0.75
_ORDINALS = frozenset("一二三四五六七八九十甲乙丙丁东西南北上下前后1234567890ⅠⅡⅢⅣABCDabcd")


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    span: Span
    form: bool
    place: int = -1  # the block it stands in: two names side by side are two projects


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
        beside = {m.name for m in mentions if m.place == mention.place}
        usual = next(
            (
                n
                for n, c in counts.most_common()
                if c > counts[mention.name] and n not in beside and one_slip(mention.name, n)
            ),
            None,
        )
        if usual is None or _word_of_its_own(context, mention, usual):
            continue
        others = [m for m in mentions if m.name == usual][:3]
        yield Tried(
            kind=FindingKind.PROJECT_NAME,
            relation="project_name",
            status=Status.VIOLATED,
            span=mention.span,
            why=f"其余{counts[usual]}处写“{usual}”",
            severity=Severity.MATERIAL,
            message=f"项目名称写“{{stated}}”，其余{counts[usual]}处写“{usual}”，疑有一字之误",
            diagnosis="name_slip",
            reworded=usual,
            certainty=0.8,
            extra=tuple((m.span, context.document.slice(m.span), "name") for m in others),
        )


def _word_of_its_own(context: Context, mention: _Mention, usual: str) -> bool:
    """Whether the differing characters make a word that the document uses elsewhere (民航 beside 港航): no slip."""
    name = mention.name
    if len(name) != len(usual):
        return False
    at = next(i for i, (x, y) in enumerate(zip(name, usual, strict=True)) if x != y)
    word = name[at : at + 2]
    return len(word) == 2 and context.document.text.count(word) > 1


def one_slip(a: str, b: str) -> bool:
    """Whether two long names differ by one character written wrong, left out or put in.

    Numbers and other ordinals tell projects apart (一期, 二期), so a difference in one is none; only a digit
    too many or too few inside a longer number is a slip.
    """
    if min(len(a), len(b)) < _LONG or a == b or abs(len(a) - len(b)) > 1:
        return False
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        return a[head + 1 :] == b[head + 1 :] and not {a[head], b[head]} & _ORDINALS
    long, short = (a, b) if len(a) > len(b) else (b, a)
    if long[:head] + long[head + 1 :] != short:
        return False
    if long[head].isdecimal():
        digits = [c.isdecimal() for c in long[max(0, head - 3) : head + 4]]
        return sum(digits) >= 4
    return False  # one more word is a longer or shorter form of the name


def _unmatched(context: Context, mentions: list[_Mention]) -> Iterator[Tried]:
    """Projects that prose announces before their forms, one of which has no form while a form has no such name."""
    forms = [m for m in mentions if m.form]
    listed = _announced(context, forms)
    if len(forms) < 3 or len(listed) != len(forms):
        return
    alone = [m for m in listed if not any(_same(m.name, f.name) for f in forms)]
    strange = [f for f in forms if not any(_same(m.name, f.name) for m in listed)]
    for mention, form in zip(alone, strange, strict=False):
        yield Tried(
            kind=FindingKind.PROJECT_NAME,
            relation="project_name",
            status=Status.VIOLATED,
            span=mention.span,
            why=f"后附各表中没有此项目，却有“{form.name}”",
            severity=Severity.MATERIAL,
            message=f"文字所列项目“{{stated}}”没有对应的绩效表，而绩效表“{form.name}”未在文字中列出",
            diagnosis="another_project",
            reworded=form.name,
            certainty=0.7,
            extra=((form.span, context.document.slice(form.span), "form"),),
        )


def _announced(context: Context, forms: list[_Mention]) -> list[_Mention]:
    """The names of the list (at least three in one paragraph) that stands last before the forms."""
    if not forms:
        return []
    groups: dict[int, dict[str, _Mention]] = {}
    for entity in context.projects:
        block = context.document.block_at(entity.span.start)
        if block and entity.span.end <= forms[0].span.start:
            name = str(entity.norm)
            groups.setdefault(block.span.start, {}).setdefault(name, _Mention(name, entity.span, False))
    lists = [list(g.values()) for g in groups.values() if len(g) >= 3]
    return lists[-1] if lists else []


def _same(a: str, b: str) -> bool:
    return subjects.similarity(a, b) >= _ALIKE or one_slip(a, b)
