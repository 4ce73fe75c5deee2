"""The Python interface: `read`, `extract`, `check`."""

from __future__ import annotations

from pathlib import Path

from gouji.document import Document
from gouji.narrative.reading import read_prose
from gouji.narrative.zones import structure
from gouji.readers import read_file
from gouji.reconcile.checking import check_all
from gouji.reconcile.context import Context
from gouji.records import CheckResult, Extraction
from gouji.tables.facts import facts
from gouji.tables.projects import project_names
from gouji.tables.resolve import resolve


def read(path: str | Path) -> Document:
    """Read and structure one document. Raises GoujiError when it cannot be read."""
    return structure(resolve(read_file(Path(path))))


def extract(document: Document | str | Path) -> Extraction:
    """Entities, claims and table facts of a document (or of the document at a path)."""
    if not isinstance(document, Document):
        document = read(document)
    prose = read_prose(document, project_names(document))
    return Extraction(document, prose.entities, prose.claims, facts(document), prose.counts)


def check(document: Document | str | Path) -> CheckResult:
    """Links, findings and the ledger of checks of a document (or of the document at a path)."""
    found = extract(document)
    checked = check_all(Context(found.document, found.entities, found.claims, found.facts, found.counts))
    return CheckResult(found, checked.links, checked.findings, checked.checks)
