"""What prose and lists of tables call tables: the year of a head or a title, the title of one named by its number."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.listed_years import ListedYear, years_listed
from gouji.reconcile.statements.readings.quoted_names import Quoted, titles_otherwise, years_otherwise

_YEAR, _TITLE, _LISTED = "year.quoted", "structure.quoted_title", "year.listed"


@relation(_YEAR, _TITLE, _LISTED)
def quoted_names(context: Context) -> Iterator[Tried]:
    """Each quotation that the table, as it is printed, contradicts, and each title that the list of tables does."""
    for quoted in years_otherwise(context):
        yield _tried(context, _YEAR, quoted, "year_slip")
    for quoted in titles_otherwise(context):
        yield _tried(context, _TITLE, quoted, "name_slip")
    for listed in years_listed(context):
        yield _tried(context, _LISTED, listed, "year_slip")


def _tried(context: Context, code: str, quoted: Quoted | ListedYear, diagnosis: str) -> Tried:
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
