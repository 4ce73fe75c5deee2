"""Quotations of tables in prose: the year of a head, the title of a table that is named by its number."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.quoted_names import Quoted, titles_otherwise, years_otherwise

_YEAR, _TITLE = "year.quoted", "structure.quoted_title"


@relation(_YEAR, _TITLE)
def quoted_names(context: Context) -> Iterator[Tried]:
    """Each quotation that the table, as it is printed, contradicts."""
    for quoted in years_otherwise(context):
        yield _tried(context, _YEAR, quoted, "year_slip")
    for quoted in titles_otherwise(context):
        yield _tried(context, _TITLE, quoted, "name_slip")


def _tried(context: Context, code: str, quoted: Quoted, diagnosis: str) -> Tried:
    words = context.document.slice(quoted.there)
    return attempt(
        code,
        quoted.span,
        Severity.MINOR,
        why=say(f"why.{code}", words=words),
        says={"words": words},
        diagnosis=diagnosis,
        reworded=quoted.right,
        extra=((quoted.there, words, "title"),),
    )
