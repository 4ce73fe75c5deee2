"""Fields above tables that nobody filled in."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.blank_fields import blank_fields as _blank

_CODE = "structure.blank_field"


@relation(_CODE)
def blank_fields(context: Context) -> Iterator[Tried]:
    """Each empty field by itself."""
    for span in _blank(context):
        yield attempt(_CODE, span, Severity.MINOR, why=say("why.blank_field"), rule="wording.blank_field")
