"""Codes of classification items that prose prints otherwise than the tables do, by a digit."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.coded_names import CodedName, coded_names

_CODE = "code.digits"


@relation(_CODE)
def code_digits(context: Context) -> Iterator[Tried]:
    """Each code that prose prints behind a name, against the one code that the tables print for the name.

    A code that is off by more than a digit may be that of another classification, and is not compared.
    """
    for named in coded_names(context):
        slip = _slip(named.printed, named.code)
        if named.printed == named.code or slip:
            yield _tried(context, named, slip)


def _tried(context: Context, named: CodedName, slip: str) -> Tried:
    return attempt(
        _CODE,
        named.span,
        Severity.MINOR if slip else None,
        why=say("code.in_tables_is", item=named.code),
        says={"code": named.code},
        diagnosis=slip,
        reworded=named.code,
        extra=((named.cell, context.document.slice(named.cell), "name"),),
    )


def _slip(printed: str, code: str) -> str:
    """The slip that makes one code the other: a digit left out or put in, or one written wrong; '' for none."""
    short, long = sorted((printed, code), key=len)
    if len(long) == len(short) + 1:
        return "digit_dropped" if any(long[:at] + long[at + 1 :] == short for at in range(len(long))) else ""
    wrong = sum(x != y for x, y in zip(short, long, strict=False))
    return "digit_wrong" if len(short) == len(long) and wrong == 1 else ""
