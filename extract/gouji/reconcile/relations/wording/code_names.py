"""Names of classification items: one code under two names, in tables, in prose and in the glossary.

A name is disputed only where it differs from the document's own other name by one or two characters written
otherwise; shorter and longer forms, and names that are official somewhere, are none of its business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.document import Span, Zone
from gouji.language import classification
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.codebook import Printed, alike, find, is_slip, slips
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.item_paths import Misnamed, misnamed

_RELATION = "code_name"
_SHOWN = 3  # places that a finding shows as evidence


def code_names(context: Context) -> Iterator[Tried]:
    """For each code the names that the tables print; then the items of prose and glossary against the tables."""
    for code, names in context.codes.by_code.items():
        yield from _in_tables(context, code, names)
    yield from _in_prose(context)


def _in_tables(context: Context, code: str, names: tuple[Printed, ...]) -> Iterator[Tried]:
    official = classification.name_of(code, context.document.year) or classification.name_of(code)
    right = _right(names, classification.key(official))
    disputed = [n for n in names if n.key != right and _slip(n.key, right)]
    elsewhere = _places(context, names, right, official) if disputed else ()
    if disputed and elsewhere:
        usual = next((n.name for n in names if n.key == right), official)
        yield _violated(context, code, [n.span for n in disputed], usual, elsewhere, "表中", "别处")
        return
    standing = [classification.key(n) for n in classification.names_of(code)] or [names[0].key]
    odd = next((n for n in names if not any(alike(n.key, s) for s in standing)), None)
    if odd is None:
        yield Tried(FindingKind.PROJECT_NAME, _RELATION, Status.HOLDS, names[0].span, f"科目{code}各处名称一致")
    else:
        why = f"科目{code}写“{odd.name}”，{'科目表中为' if official else '别处写'}“{official or names[0].name}”"
        yield Tried(FindingKind.PROJECT_NAME, _RELATION, Status.NOT_APPLICABLE, odd.span, why)


def _right(names: tuple[Printed, ...], official: str) -> str:
    """The key of the name that a code has: the official one, else the one that most tables print."""
    counts = Counter(n.key for n in names).most_common(2)
    if official or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return official
    return counts[0][0]


def _slip(key: str, right: str) -> bool:
    """Whether a name that is nowhere official differs from the right one by one or two characters."""
    return is_slip(key, right) and not classification.codes_of(key)


def _places(context: Context, names: tuple[Printed, ...], right: str, official: str) -> tuple[Span, ...]:
    """Where the document prints the right name: at this code, or (for a name one character off) anywhere."""
    here = tuple(n.span for n in names if n.key == right)
    if here or not all(slips(n.key, right) == 1 for n in names):
        return here
    document = context.document
    found = find(document, official, Span(0, len(document.text)))
    return (found,) if found else ()


def _in_prose(context: Context) -> Iterator[Tried]:
    """Each wrong name once for the prose and once for the glossary."""
    groups: dict[tuple[str, str, bool], list[Misnamed]] = {}
    for wrong in misnamed(context):
        groups.setdefault((wrong.code, wrong.key, wrong.zone is Zone.GLOSSARY), []).append(wrong)
    for (code, _, glossary), found in groups.items():
        printed = [n for n in context.codes.by_code[code] if n.key == found[0].right]
        cells = tuple(n.span for n in printed)
        where = "名词解释中" if glossary else "文字中"
        yield _violated(context, code, [w.span for w in found], printed[0].name, cells, where, "表中")


def _violated(
    context: Context, code: str, wrong: list[Span], right: str, places: tuple[Span, ...], where: str, other: str
) -> Tried:
    shown = (*places[:_SHOWN], *wrong[1:])
    more = f"（同样写法共{len(wrong)}处）" if len(wrong) > 1 else ""
    return Tried(
        kind=FindingKind.PROJECT_NAME,
        relation=_RELATION,
        status=Status.VIOLATED,
        span=wrong[0],
        why=f"科目{code}别处写“{right}”",
        severity=Severity.MINOR,
        message=f"科目{code}的名称，{where}写“{{stated}}”{more}，与{other}同一科目的名称不一致",
        diagnosis="name_slip",
        reworded=right,
        certainty=0.8,
        extra=tuple((s, context.document.slice(s), "name") for s in shown),
    )
