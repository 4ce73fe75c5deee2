"""Names of classification items: one code under two names, in tables, in prose and in the glossary.

A name is disputed only where it differs from the document's own other name by one or two characters written
otherwise; shorter and longer forms, and names that are official somewhere, are none of its business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.document import Span, Zone
from gouji.reconcile.kernel.attempt import attempt, undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Argument, Sentence, Severity, say
from gouji.reconcile.statements.codebook import Official, Printed, alike, find, is_official, is_slip, slips
from gouji.reconcile.statements.coded_names import misnamed_codes, well_named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.item_paths import Misnamed, misnamed

_CODE = "code.name"
_SHOWN = 3  # places that a finding shows as evidence


@relation(_CODE)
def code_names(context: Context) -> Iterator[Tried]:
    """For each code the names that the tables print; then the items of prose and glossary against the tables."""
    for code, names in context.codes.by_code.items():
        yield _in_tables(context, code, names)
    yield from _in_prose(context)


def _in_tables(context: Context, code: str, names: tuple[Printed, ...]) -> Tried:
    """The names that the tables print for a code, against the right one that they print elsewhere."""
    official = context.codes.official(code)
    right = _right(names, official.key)
    disputed = [n.span for n in names if _slip(n.key, right)]
    elsewhere = _places(context, names, right, official.name) if disputed else ()
    if not elsewhere:
        return _undisputed(code, names, official)
    usual = next((n.name for n in names if n.key == right), official.name)
    where, other = say("code.in_tables"), say("code.elsewhere")
    return _violated(context, code, disputed, usual, elsewhere, where, other)


def _undisputed(code: str, names: tuple[Printed, ...], official: Official) -> Tried:
    """Names of which none is a slip: they are those of the classification, or other names that nothing decides."""
    standing = official.keys or (names[0].key,)
    odd = next((n for n in names if not _like_any(n.key, standing)), None)
    if odd is None:
        says = _says(code, say("code.in_tables"), say("code.elsewhere"))
        return attempt(_CODE, names[0].span, None, why=say("code.alike", item=code), says=says)
    other = say("code.official", name=official.name) if official.name else say("code.other", name=names[0].name)
    return undecided(_CODE, odd.span, say("code.written", item=code, name=odd.name, other=other))


def _like_any(key: str, standing: tuple[str, ...]) -> bool:
    return any(alike(key, other) for other in standing)


def _right(names: tuple[Printed, ...], official: str) -> str:
    """The key of the name that a code has: the official one, else the one that most tables print; '' for a tie."""
    if official:
        return official
    (usual, most), *others = Counter(n.key for n in names).most_common(2)
    tie = any(times == most for _, times in others)
    return "" if tie else usual


def _slip(key: str, right: str) -> bool:
    """Whether a name that is nowhere official differs from the right one by one or two characters."""
    return key != right and is_slip(key, right) and not is_official(key)


def _places(context: Context, names: tuple[Printed, ...], right: str, official: str) -> tuple[Span, ...]:
    """Where the document prints the right name: at this code, or (for a name one character off) anywhere."""
    here = tuple(n.span for n in names if n.key == right)
    if here or not all(slips(n.key, right) == 1 for n in names):
        return here
    document = context.document
    found = find(document, official, Span(0, len(document.text)))
    return (found,) if found else ()


def _in_prose(context: Context) -> Iterator[Tried]:
    """Each wrong name once for the prose and once for the glossary; of names with a code the right ones too."""
    for named in well_named(context):
        says = _says(named.printed, say("code.in_prose"), say("code.in_tables"))
        yield attempt(_CODE, named.at, None, why=say("code.alike_in_prose", item=named.printed), says=says)
    groups: dict[tuple[str, str, bool], list[Misnamed]] = {}
    for wrong in sorted((*misnamed(context), *misnamed_codes(context)), key=lambda w: w.span.start):
        groups.setdefault((wrong.code, wrong.key, wrong.zone is Zone.GLOSSARY), []).append(wrong)
    for (code, _, glossary), found in groups.items():
        printed = [n for n in context.codes.by_code[code] if n.key == found[0].right]
        places = tuple(n.span for n in printed)
        where = say("code.in_glossary" if glossary else "code.in_prose")
        wrong_at = [w.span for w in found]
        yield _violated(context, code, wrong_at, printed[0].name, places, where, say("code.in_tables"))


def _violated(
    context: Context,
    code: str,
    wrong: list[Span],
    right: str,
    places: tuple[Span, ...],
    where: Sentence,
    other: Sentence,
) -> Tried:
    """A name printed wrong, at one place or several; `places` print the right one."""
    shown = (*places[:_SHOWN], *wrong[1:])
    return attempt(
        _CODE,
        wrong[0],
        Severity.MINOR,
        why=say("code.right", item=code, other=say("code.other", name=right)),
        says=_says(code, where, other, len(wrong)),
        diagnosis="name_slip",
        reworded=right,
        extra=tuple((s, context.document.slice(s), "name") for s in shown),
    )


def _says(code: str, where: Sentence, other: Sentence, times: int = 1) -> dict[str, Argument]:
    """The arguments of the sentence; a name that is printed several times in the same way says how often."""
    more = say("code.times", count=times) if times > 1 else say("nothing")
    return {"code": code, "where": where, "more": more, "other": other}
