"""Choices of a template that nobody made (增加（减少）)."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.direction_words import unmade_choices as _choices

_CODE = "direction.unmade"


@relation(_CODE)
def unmade_choices(context: Context) -> Iterator[Tried]:
    """Each choice of directions where the prose tells a change."""
    for span in _choices(context.document):
        yield attempt(
            _CODE,
            span,
            Severity.MINOR,
            why=say("why.unmade"),
            rule="role.unmade_choice",
            fixed=True,
        )
