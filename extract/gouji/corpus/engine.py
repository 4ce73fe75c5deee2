"""What a result depends on besides the document: rules, models and the code that reads and checks.

A document that did not change is read again when one of these did.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from gouji import declared, learned
from gouji.document import SCHEMA
from gouji.reconcile.findings import triage

# What stands around the line and changes no record.
_AROUND = ("cli.py", "commands", "components.py", "corpus", "learn", "report", "patterns", "models", "__main__.py")
_DIGITS = 32  # hexadecimal digits of an id: 128 bits


@cache
def digest(models: Path | None) -> str:
    """The digest of all that makes the records of a document, with the models of a folder or without.

    Parameters
    ----------
    models
        What `learned.chosen` gives.
    """
    found = sha256(SCHEMA.encode())
    for root, path in _files(models):
        found.update(path.relative_to(root).as_posix().encode())
        found.update(sha256(path.read_bytes()).digest())
    return found.hexdigest()


def document_id(content: str, engine: str) -> str:
    """The id of a document: of what it holds (its SHA-256) and of what read it (`digest`)."""
    return sha256(f"{content} {engine}".encode()).hexdigest()[:_DIGITS]


def unread_id(source: str, engine: str) -> str:
    """The id of what could not even be opened: of its name."""
    return sha256(f"name {source} {engine}".encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]


def _files(models: Path | None) -> Iterator[tuple[Path, Path]]:
    package, patterns = Path(__file__).parents[1], declared.directory()
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).parts[0] not in _AROUND:
            yield package, path
    yield from ((patterns, p) for p in sorted(patterns.rglob("*")) if p.suffix in (".toml", ".csv"))
    shipped = learned.directory()
    for root, names in ((models, "*"), (shipped if shipped != models else None, triage.NAME)):
        if root is None:  # without models of one's own, the shipped triage alone speaks
            continue
        yield from ((root, p) for p in sorted(root.glob(f"{names}/{learned.MANIFEST}")))
