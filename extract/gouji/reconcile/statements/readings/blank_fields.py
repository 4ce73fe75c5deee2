"""Fields above tables that nobody filled in (单位名称：)."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Span
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Kind


def blank_fields(context: Context) -> Iterator[Span]:
    """The labels behind which a line ends or goes on with the unit of money, where no line names the department.

    A name may stand on the line before or behind its label.
    """
    rule = rules.load("wording")["wording.blank_field"]
    lines = [s for s in context.stretches if s.kind is Kind.HEAD]
    department = "".join(context.document.department.split())
    for i, line in enumerate(lines):
        near = "".join(other.view.text for other in lines[max(0, i - 1) : i + 2])
        match = rule.search(line.view.text)
        if match and not (department and department in near):
            yield line.view.span(*match.span())
