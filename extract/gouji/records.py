"""The output contract: an extraction or a check as records (dicts) and frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gouji.document import Document, Fact
from gouji.narrative.model import Claim, Entity
from gouji.reconcile.model import Check, Finding, Link

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]


@dataclass(frozen=True)
class Extraction:
    """What the document says."""

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class CheckResult:
    """Where the document disagrees with itself, with the extraction it rests on."""

    extraction: Extraction
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
