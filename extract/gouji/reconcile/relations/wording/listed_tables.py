"""Tables that the contents list and the document lacks."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.listed_tables import listed_tables

_CODE = "structure.listed_table"


@relation(_CODE)
def missing_tables(context: Context) -> Iterator[Tried]:
    """Each table of the contents against the titles that the document prints."""
    for listed in listed_tables(context.document):
        level = None if listed.printed else Severity.MINOR
        why = say("why.title_printed" if listed.printed else "why.title_missing")
        yield attempt(_CODE, listed.span, level, why=why)
