"""The Python interface to one document: `read`, `read_text`, `bundle`, `extract`, `check`.

Of many documents `gouji.corpus.many.check_many` gives the results one by one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from gouji import learned
from gouji.document import Document
from gouji.errors import GoujiError
from gouji.figures import exactly
from gouji.filenames import is_folder
from gouji.narrative import learned_spans
from gouji.narrative.cover import cover
from gouji.narrative.reading import Prose, read_prose
from gouji.narrative.span_confidence import MODEL
from gouji.narrative.voting import vote
from gouji.narrative.zones import paragraphs, structure
from gouji.readers import bundle as bundles
from gouji.readers import read_file
from gouji.readers.plain.reader import document_of
from gouji.reconcile.checking import check_all
from gouji.reconcile.findings import triage as triages
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.every_statement import statements
from gouji.reconcile.statements.statement import Statement
from gouji.records.results import CheckResult, Extraction
from gouji.setaside import finished
from gouji.tables.facts import facts
from gouji.tables.project_cells import project_names
from gouji.tables.resolve import resolve

if TYPE_CHECKING:
    from gouji.reconcile.findings.triage import Triage
    from gouji.reconcile.statements.links.link_model import LinkModel

Source = str | os.PathLike[str]
Models = bool | str | os.PathLike[str]


@exactly
def read(source: Source, name: str = "") -> Document:
    """Read and structure one file.

    Parameters
    ----------
    source : str or os.PathLike
        A PDF, Word, Excel, HTML or text file. Its first bytes tell what it is.
    name : str, optional
        What the document is called in its records; the path as given where it is empty.

    Returns
    -------
    Document
        Text, paragraphs, sections and tables. Offsets count in `Document.text`.

    Raises
    ------
    GoujiError
        When the file cannot be read (E001 … E015), and E032 for a list of files or a folder, which are several
        documents: `check_many` takes them one by one, `bundle` says that files are one document.

    Examples
    --------
    >>> import gouji
    >>> document = gouji.read("gouji-demo/disclosure.txt")
    >>> document.kind, document.year, len(document.tables) > 0
    ('final', 2024, True)
    """
    document = finished(_resolved(_one(source)), structure)[0]
    return replace(document, name=name) if name else document


@exactly
def read_text(text: str, name: str = "") -> Document:
    """Read and structure a text that is in memory.

    Parameters
    ----------
    text : str
        Any text; none makes it raise.
    name : str, optional
        What the document is called in its records.

    Returns
    -------
    Document
        Offsets count in `text` as given.

    Examples
    --------
    >>> import gouji
    >>> gouji.read_text("2024年本年收入12.50万元，比上年增加2.50万元，增长20%。", "note").name
    'note'
    """
    document = document_of(text, name, sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return finished(finished(document, resolve)[0], structure)[0]


@exactly
def bundle(sources: Sequence[Source], name: str = "") -> Document:
    """Read several files as one document: prose in one, the tables that it refers to in others.

    Parameters
    ----------
    sources : sequence of str or os.PathLike
        The files, in the order in which they are to be read.
    name : str, optional
        What the document is called in its records; the paths joined by ` + ` where it is empty.

    Returns
    -------
    Document
        Every place in it names the file it is from.

    Raises
    ------
    GoujiError
        E033 when the covers of two files name different departments or years: they are not one document. E034 when no
        file is given. Otherwise as `read`.

    Examples
    --------
    >>> import gouji
    >>> whole = gouji.bundle(["gouji-demo/disclosure.txt"], name="2024")
    >>> gouji.check(whole).document.name
    '2024'
    """
    if isinstance(sources, str | os.PathLike):
        sources = [sources]
    paths = [_one(source) for source in sources]
    if not paths:
        raise GoujiError("E034")
    members = [finished(_resolved(path), paragraphs)[0] for path in paths]
    _require_one_document(members)
    return finished(bundles.bundle(members, name or " + ".join(m.name for m in members)), structure)[0]


@exactly
def extract(document: Document | Source, models: Models = False) -> Extraction:
    """What a document says: entities and claims of its prose, facts of its tables.

    What a rule does not get through in time is set aside: one more of `Extraction.document.unread`.

    Parameters
    ----------
    document : Document, str or os.PathLike
        What `read`, `read_text` or `bundle` give, or the path of one file.
    models : bool, str or os.PathLike, optional
        False: the patterns speak alone. True: the models that come with gouji vote with them on reasons and project
        names, where they are installed. A folder: the models in it, as `gouji train --out` writes them.

    Returns
    -------
    Extraction

    Raises
    ------
    GoujiError
        As `read`; E036 when the folder holds no models, E019 when a file of a model is not the one that was sealed,
        E047 when the models need libraries that are not installed (`pip install 'gouji[models]'`).

    Examples
    --------
    >>> import gouji
    >>> found = gouji.extract("gouji-demo/disclosure.txt")
    >>> found.entities[0].label.value in ("AMOUNT", "PERCENT", "CAUSE", "PROJECT")
    True
    """
    found, _ = _extracted(document, models)
    return found


@exactly
def check(document: Document | Source, models: Models = False, triage: bool = True) -> CheckResult:
    """Where a document disagrees with itself: findings, links of prose and cells, the ledger of all that was tried.

    Parameters
    ----------
    document : Document, str or os.PathLike
        What `read`, `read_text` or `bundle` give, or the path of one file.
    models : bool, str or os.PathLike, optional
        As in `extract`; models also link amounts to cells that the rules do not know by name. Checks rest on what
        patterns have read: what a model alone finds accuses nobody.
    triage : bool, optional
        Whether the confidence of a finding is how often such findings are real (from the folder of `models`, where that
        has such a model, else from gouji's own), or how surely its relations were read.

    Returns
    -------
    CheckResult
        Findings in order of severity, then of confidence.

    Raises
    ------
    GoujiError
        As `extract`.

    Examples
    --------
    >>> import gouji
    >>> result = gouji.check("gouji-demo/disclosure.txt")
    >>> finding = result.findings[0]
    >>> finding.id, finding.severity.value
    ('f1', 'material')
    >>> result.document.slice(finding.span) == finding.text
    True
    """
    root = learned.chosen(models)
    found, context = _extracted(document, models)
    checked = check_all(context, model=_linker(root), triage=_triage(root) if triage else None)
    return CheckResult(
        found, checked.links, checked.findings, checked.checks, guards=checked.guards, audit=checked.audit
    )


def _extracted(document: Document | Source, models: Models) -> tuple[Extraction, Context]:
    """What a document says, and what relations may look at of it: what a model alone has found is left out of that."""
    root = learned.chosen(models)
    if not isinstance(document, Document):
        document = read(document)

    def read_all(document: Document) -> tuple[Prose, Context, tuple[Statement, ...]]:
        prose = read_prose(document, project_names(document))
        if root and (voters := learned_spans.models(root)):
            prose = vote(document, prose, voters)
        by_rule = tuple(e for e in prose.entities if e.source != MODEL)
        context = Context(document, by_rule, prose.claims, facts(document), prose.counts)
        return prose, context, tuple(statements(context))

    (prose, context, stated), document = finished(document, read_all)
    return Extraction(document, prose.entities, prose.claims, context.facts, prose.counts, stated), context


def _one(source: object) -> Path:
    """The path of one file. Raises GoujiError E032 for what is several, TypeError for what is no path."""
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        if is_folder(path):
            raise GoujiError("E032", given=f"the folder {path}")
        return path
    if isinstance(source, Iterable) and not isinstance(source, bytes):
        raise GoujiError("E032", given=f"a {type(source).__name__} of files")
    raise TypeError(f"a path or a Document is expected, not {type(source).__name__}")


def _resolved(path: Path) -> Document:
    return finished(read_file(path), resolve)[0]


def _require_one_document(members: Sequence[Document]) -> None:
    covers = [(member.name, cover(member)) for member in members]
    for (name, told), (other, told_there) in combinations(covers, 2):
        if told.contradicts(told_there):
            raise GoujiError("E033", path=name, told=told, other=other, told_there=told_there)


def _linker(root: Path | None) -> LinkModel | None:
    """The linker in a folder of models, where it has one."""
    if root is None:
        return None
    from gouji.reconcile.statements.links import link_model  # numpy, which only a model needs

    return link_model.load(root) if learned.available(link_model.NAME, root) else None


def _triage(root: Path | None) -> Triage | None:
    """The triage in a folder of models, else gouji's own, where there is one."""
    for home in (root, learned.directory()):
        if home and learned.available(triages.NAME, home):
            return triages.load(home)
    return None
