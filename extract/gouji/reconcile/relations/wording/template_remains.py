"""Remains of a template: placeholders, reasons without words, marks printed twice."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.template_remains import remains


@relation("wording.placeholder", "wording.blank_reason", "wording.marks_twice", "wording.word_twice")
def template_remains(context: Context) -> Iterator[Tried]:
    """Each remains of a template is a finding of its own: nothing else of the document is needed to tell it."""
    for found in remains(context.document):
        code = f"wording.{found.kind}"
        yield attempt(code, found.span, Severity.MINOR, why=say(f"why.{found.kind}"), rule=found.rule)
