"""Brackets, marks of quotations and of titles that are not in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.paired_marks import unpaired

_CODE = "wording.unpaired"


@relation(_CODE)
def paired_marks(context: Context) -> Iterator[Tried]:
    """Each mark by itself."""
    for mark in unpaired(context):
        why = say("why.unpaired", words=mark.words)
        yield attempt(_CODE, mark.span, Severity.MINOR, why=why, says={"words": mark.words})
