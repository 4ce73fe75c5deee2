"""The Python interface: `read`, `read_text`, `extract`, `check`."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from gouji import learned
from gouji.document import Document, Fact
from gouji.figures import exactly
from gouji.narrative import learned_spans
from gouji.narrative.reading import Prose, read_prose
from gouji.narrative.span_confidence import MODEL
from gouji.narrative.voting import vote
from gouji.narrative.zones import paragraphs, structure
from gouji.readers import read_file
from gouji.readers.bundle import bundle
from gouji.readers.plain.reader import document_of
from gouji.reconcile.checking import check_all
from gouji.reconcile.findings.triage import NAME as TRIAGE
from gouji.reconcile.findings.triage import load as load_triage
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links import link_model
from gouji.records.results import CheckResult, Extraction
from gouji.setaside import finished
from gouji.tables.facts import facts
from gouji.tables.project_cells import project_names
from gouji.tables.resolve import resolve

Source = str | Path | Sequence[str | Path]


@exactly
def read(source: Source, name: str = "") -> Document:
    """Read and structure one document: a file, or several files that are one document (prose and its tables).

    `name` is what the document is called, the path where it is empty. Raises GoujiError when a file cannot be read.
    """
    if isinstance(source, str | Path):
        document = _resolved(Path(source))
    else:
        members = [finished(_resolved(Path(path)), paragraphs)[0] for path in source]
        document = bundle(members, name or " + ".join(m.name for m in members))
    return finished(document, structure)[0]


@exactly
def read_text(text: str, name: str = "") -> Document:
    """Read and structure a text that is in memory; offsets count in it. Never raises on any text."""
    document = document_of(text, name, sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return finished(finished(document, resolve)[0], structure)[0]


@exactly
def extract(document: Document | Source, models: bool = True) -> Extraction:
    """Entities, claims and table facts of a document (or of the document that `read` gives).

    What a rule does not get through in time is set aside: one more of `Extraction.document.unread`.

    With `models`, what is learned votes with the patterns on reasons and project names; without, or where no model
    is installed, the patterns speak alone.
    """
    if not isinstance(document, Document):
        document = read(document)

    def read_all(document: Document) -> tuple[Prose, tuple[Fact, ...]]:
        prose = read_prose(document, project_names(document))
        if models and (voters := learned_spans.models()):
            prose = vote(document, prose, voters)
        return prose, facts(document)

    (prose, stated), document = finished(document, read_all)
    return Extraction(document, prose.entities, prose.claims, stated, prose.counts)


@exactly
def check(document: Document | Source, models: bool = False, triage: bool = True) -> CheckResult:
    """Links, findings and the ledger of checks of a document (or of the document that `read` gives).

    With `models`, what is learned votes on reasons and names as in `extract`, and links amounts to cells that the rules
    do not know by name. Checks rest on what patterns have read: what a model alone finds accuses nobody. With `triage`,
    the confidence of a finding is how often such findings are real; without, how surely its relations were read.
    """
    found = extract(document, models)
    read_by_rule = tuple(e for e in found.entities if e.source != MODEL)
    checked = check_all(
        Context(found.document, read_by_rule, found.claims, found.facts, found.counts),
        model=link_model.load() if models and learned.available(link_model.NAME) else None,
        triage=load_triage() if triage and learned.available(TRIAGE) else None,
    )
    return CheckResult(found, checked.links, checked.findings, checked.checks)


def _resolved(path: Path) -> Document:
    return finished(read_file(path), resolve)[0]
