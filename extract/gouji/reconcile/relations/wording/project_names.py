"""Project names: one project under two spellings, and lists of projects that differ from their forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.project_names import Mention, may_be_one, mentions, word_of_its_own
from gouji.reconcile.statements.spellings import one_slip

_MISSPELT, _UNMATCHED = "project.misspelt", "project.unmatched"
_FEWEST = 3  # projects that make a list
_SHOWN = 3  # places that a finding shows as evidence


@relation(_MISSPELT, _UNMATCHED)
def project_names(context: Context) -> Iterator[Tried]:
    """Names that differ in one character from the usual name, and projects listed without their form."""
    named = mentions(context)
    yield from _misspelt(context, named)
    yield from _unmatched(context, named)


def _misspelt(context: Context, named: list[Mention]) -> Iterator[Tried]:
    counts = Counter(m.name for m in named)
    for mention in named:
        usual = _usual(mention, named, counts)
        if not usual or word_of_its_own(context, mention.name, usual):
            continue
        others = [m for m in named if m.name == usual][:_SHOWN]
        yield attempt(
            _MISSPELT,
            mention.span,
            Severity.MATERIAL,
            why=say("why.usual", count=counts[usual], usual=usual),
            says={"count": counts[usual], "usual": usual},
            diagnosis="name_slip",
            reworded=usual,
            extra=tuple((m.span, context.document.slice(m.span), "name") for m in others),
        )


def _usual(mention: Mention, named: list[Mention], counts: Counter[str]) -> str:
    """The name that more places have and that a slip parts from this one; '' where there is none.

    A name that stands beside it is another project's.
    """
    beside = {m.name for m in named if m.place == mention.place}
    oftener = (name for name, count in counts.most_common() if count > counts[mention.name])
    others = (name for name in oftener if name not in beside)
    return next((name for name in others if one_slip(mention.name, name)), "")


def _unmatched(context: Context, named: list[Mention]) -> Iterator[Tried]:
    """Projects that prose announces before their forms, one of which has no form while a form has no such name."""
    forms = [m for m in named if m.form]
    listed = _announced(context, forms)
    if len(forms) < _FEWEST or len(listed) != len(forms):
        return
    for mention, form in zip(_without_like(listed, forms), _without_like(forms, listed), strict=False):
        yield attempt(
            _UNMATCHED,
            mention.span,
            Severity.MATERIAL,
            why=say("why.no_form", form=form.name),
            says={"form": form.name},
            diagnosis="another_project",
            reworded=form.name,
            extra=((form.span, context.document.slice(form.span), "form"),),
        )


def _without_like(some: list[Mention], others: list[Mention]) -> list[Mention]:
    """Those of some projects that none of the others can be."""
    return [m for m in some if not any(may_be_one(m.name, other.name) for other in others)]


def _announced(context: Context, forms: list[Mention]) -> list[Mention]:
    """The names of the list, so many in one paragraph, that stands last before the forms."""
    if not forms:
        return []
    groups: dict[int, dict[str, Mention]] = {}
    for entity in context.projects:
        block = context.document.block_at(entity.span.start)
        if block and entity.span.end <= forms[0].span.start:
            name = str(entity.norm)
            groups.setdefault(block.span.start, {}).setdefault(name, Mention(name, entity.span, False))
    lists = [list(group.values()) for group in groups.values() if len(group) >= _FEWEST]
    return lists[-1] if lists else []
