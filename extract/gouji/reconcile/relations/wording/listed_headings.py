"""Headings that the contents give in other words."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.listed_headings import listed_headings

_CODE = "structure.listed_heading"


@relation(_CODE)
def other_headings(context: Context) -> Iterator[Tried]:
    """Each list of the contents that the document follows, and the one heading that it has in other words."""
    for listed in listed_headings(context.document):
        heading = listed.heading
        if heading is None:
            yield attempt(_CODE, listed.span, None, why=say("why.headings_alike"))
            continue
        yield attempt(
            _CODE,
            listed.span,
            Severity.MINOR,
            why=say("why.heading_otherwise", words=heading.title),
            says={"words": heading.title},
            extra=((heading.span, heading.title, "name"),),
        )
