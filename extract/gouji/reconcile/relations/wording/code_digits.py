"""Codes of classification items that prose or glossary prints otherwise than the tables do, by a digit."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.coded_names import OtherCode, other_codes
from gouji.reconcile.statements.document_index import Context

_CODE = "code.digits"


@relation(_CODE)
def code_digits(context: Context) -> Iterator[Tried]:
    """Each code that prose prints behind a name, against the one code that the tables print for the name.

    A code that is off by more than a digit may be that of another classification, and is not compared.
    """
    groups: dict[tuple[str, str], list[OtherCode]] = {}
    for other in other_codes(context):
        slip = _slip(other.named.printed, other.code)
        if other.named.printed == other.code:
            yield _tried(context, [other], "")
        elif slip:
            groups.setdefault((other.named.printed, other.code), []).append(other)
    for (printed, code), found in groups.items():
        yield _tried(context, found, _slip(printed, code))


def _tried(context: Context, found: list[OtherCode], slip: str) -> Tried:
    """One code at the places that print it."""
    first, *others = found
    more = say("code.times", count=len(found)) if others else say("nothing")
    places = (first.cell, *(other.named.span for other in others))
    return attempt(
        _CODE,
        first.named.span,
        Severity.MINOR if slip else None,
        why=say("code.in_tables_is", item=first.code),
        says={"code": first.code, "more": more},
        diagnosis=slip,
        reworded=first.code,
        extra=tuple((span, context.document.slice(span), "name") for span in places),
    )


def _slip(printed: str, code: str) -> str:
    """The slip that makes one code the other: a digit left out or put in, or one written wrong; '' for none."""
    short, long = sorted((printed, code), key=len)
    if len(long) == len(short) + 1:
        return "digit_dropped" if any(long[:at] + long[at + 1 :] == short for at in range(len(long))) else ""
    wrong = sum(x != y for x, y in zip(short, long, strict=False))
    return "digit_wrong" if len(short) == len(long) and wrong == 1 else ""
