"""The results of the line, an extraction or a check, as records (dicts) and frames.

`gouji.records.contract` declares what a record holds, `gouji.records.reading` makes results of records again.
`python -m gouji.records.results` prints the schema, kept in `schema.json`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gouji.claims import Claim, Entity
from gouji.document import Document, Fact
from gouji.figures import Figure, Unit
from gouji.narrative.counts import PassageCount
from gouji.reconcile.audit.model import NOTHING, Audit
from gouji.reconcile.model import READING, Check, Finding, Guard, Guarding, Link, Severity, Status
from gouji.records import contract, schema, writing
from gouji.records.finding_keys import finding_keys
from gouji.records.stated import Stated
from gouji.records.verdicts import Verdict

if TYPE_CHECKING:
    import pandas as pd

Record = dict[str, Any]


@dataclass(frozen=True)
class Extraction:
    """What a document says, as `gouji.extract` gives it.

    Attributes
    ----------
    document : Document
        What was read; `Document.unread` tells what of the file was not.
    entities : tuple of Entity
        Amounts, percentages, reasons and project names of the prose.
    claims : tuple of Claim
        What its clauses assert of one quantity each; they name their figures by the ids of entities.
    facts : tuple of Fact
        The cells of tables that state a quantity.
    counts : tuple of Count
        How many people, vehicles or projects there are.

    Examples
    --------
    >>> import gouji
    >>> found = gouji.extract("gouji-demo/disclosure.txt", models=False)
    >>> claim = found.claims[0]
    >>> claim.subject, claim.period
    ('2024年度收、支总计', 2024)
    """

    document: Document
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Fact, ...]
    counts: tuple[PassageCount, ...] = ()
    statements: tuple[Stated, ...] = ()

    def to_records(self) -> list[Record]:
        """The extraction as plain dictionaries (docs/records.md).

        Returns
        -------
        list of dict
            The document, its text and tables, then entities, claims, facts, counts and statements.
        """
        return [writing.document_record(self.document), *self.records()]

    def to_frame(self, type: str) -> pd.DataFrame:
        """The records of one type as a frame for research (docs/frames.md).

        Parameters
        ----------
        type : str
            document, text, table, entity, claim, fact, count or statement.

        Returns
        -------
        pandas.DataFrame
            Amounts in yuan, percentages, years and names in columns of their own; the same columns and types always.

        Raises
        ------
        ValueError
            For a type that is not here.
        GoujiError
            E047 where pandas is not installed (`pip install 'gouji[frames]'`).

        Examples
        --------
        >>> import gouji
        >>> facts = gouji.extract("gouji-demo/disclosure.txt", models=False).to_frame("fact")
        >>> facts["yuan"].iloc[0]
        Decimal('5025003.92')
        """
        return _frame(self.to_records(), type, {*contract.LAID_OUT, *contract.EXTRACTED})

    def records(self, more: Iterable[Figure] = ()) -> Iterator[Record]:
        """The records behind the document record; the text record also has the units of `more` figures."""
        doc = self.document
        yield writing.text_record(doc, self._units(more))
        yield from (writing.table_record(doc, t) for t in doc.tables)
        yield from (writing.entity_record(doc, e) for e in self.entities)
        yield from (writing.claim_record(doc, c) for c in self.claims)
        yield from (writing.fact_record(doc, f) for f in self.facts)
        yield from (writing.count_record(doc, c) for c in self.counts)
        yield from (writing.statement_record(doc, s) for s in self.statements)

    def _units(self, more: Iterable[Figure]) -> list[Unit]:
        """Every unit of the document, in the order of its symbols."""
        prose, cells = (e.figure for e in self.entities if e.figure), (f.figure for f in self.facts)
        figures = (*prose, *cells, *(c.figure for c in self.counts), *(s.term.figure for s in self.statements), *more)
        found = {*(f.unit for f in figures if f.unit), *(t.unit for t in self.document.tables if t.unit)}
        return sorted(found, key=lambda u: (u.symbol, u.kind))


@dataclass(frozen=True)
class CheckResult:
    """Where a document disagrees with itself, as `gouji.check` gives it, with the extraction it rests on.

    Attributes
    ----------
    extraction : Extraction
        What the document says.
    links : tuple of Link
        Amounts of the prose with the cells that state the same quantity.
    findings : tuple of Finding
        The errors, the gravest first; `page` and `bbox`, or `cell` in spreadsheets, tell where each stands.
    checks : tuple of Check
        The ledger: every relation that was tried, and how it ended.
    withheld : int
        How many findings were left out because they are less likely than was asked for.
    guards : tuple of Guard
        For each figure of prose and each cell whether a slip in it would be found, and if not, why.
    audit : Audit
        How the document was read: of each page and each table which digits were read, and whether it failed.
    verdicts : tuple of Verdict
        What people concluded of findings in earlier runs; `verdict` gives that of one finding.
    known : int
        How many findings were left out because there is a verdict on them.
    all_keys : tuple of pair of str
        Id and key of every finding there was, where some were left out; `keys` is what to use.

    Examples
    --------
    >>> import gouji
    >>> result = gouji.check("gouji-demo/disclosure.txt")
    >>> finding = result.findings[0]
    >>> finding.severity.value
    'material'
    >>> result.document.place(finding).page is None  # a text has no pages
    True
    """

    extraction: Extraction
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    withheld: int = 0
    guards: tuple[Guard, ...] = ()
    audit: Audit = NOTHING
    verdicts: tuple[Verdict, ...] = ()
    known: int = 0
    all_keys: tuple[tuple[str, str], ...] = ()

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each finding by its id: the same in later runs and versions (`records.finding_keys`)."""
        return dict(self.all_keys) or finding_keys(self.document, self.findings)

    def verdict(self, finding: Finding) -> Verdict | None:
        """What was concluded of a finding; None where nobody has said anything."""
        return self._verdicts.get(self.keys[finding.id])

    @cached_property
    def _verdicts(self) -> dict[str, Verdict]:
        return {v.key: v for v in self.verdicts}

    def judged(self, verdicts: Iterable[Verdict]) -> CheckResult:
        """The result with those of the verdicts that are on its findings."""
        keys = set(self.keys.values())
        return replace(self, verdicts=tuple(v for v in verdicts if v.key in keys))

    def unjudged(self) -> CheckResult:
        """The result without the findings that there is a verdict on; how many they are is in `known`."""
        kept = tuple(f for f in self.findings if self.verdict(f) is None)
        return replace(self._only(kept), known=self.known + len(self.findings) - len(kept), verdicts=())

    def _only(self, kept: tuple[Finding, ...]) -> CheckResult:
        """The result with some of its findings, which keep the keys that they have among all."""
        return (
            replace(self, findings=kept, all_keys=tuple(self.keys.items())) if len(kept) < len(self.findings) else self
        )

    def confident(self, least: float) -> CheckResult:
        """The result without findings of less confidence; those that rounding explains, no errors, stay.

        Parameters
        ----------
        least : float
            From 0 to 1.
        """
        kept = tuple(f for f in self.findings if f.confidence >= least or f.severity is Severity.ROUNDING)
        return replace(self._only(kept), withheld=self.withheld + len(self.findings) - len(kept))

    @property
    def document(self) -> Document:
        return self.extraction.document

    @cached_property
    def checked(self) -> int:
        """How many relations were tried to their end: they hold or are violated."""
        return sum(c.status in (Status.HOLDS, Status.VIOLATED) for c in self.checks)

    @cached_property
    def guarded(self) -> dict[str, int]:
        """How many figures of prose there are of each state."""
        counts = Counter(g.state for g in self.guards if g.prose)
        return {state.value: counts[state] for state in Guarding}

    @cached_property
    def unread(self) -> tuple[Check, ...]:
        """The lines of the ledger that tell what of the file was not read."""
        return tuple(c for c in self.checks if c.relation == READING and c.status is Status.UNREADABLE)

    @property
    def incomplete(self) -> bool:
        """Whether the file, a page, a table or a paragraph of it was not read."""
        return bool(self.document.unread or self.unread)

    @property
    def clean(self) -> bool:
        """Whether all was read, something was checked, and nothing but rounding was found."""
        found = any(f.severity is not Severity.ROUNDING for f in self.findings)
        return bool(self.checked) and not (self.incomplete or found or self.withheld or self.known)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts of the extraction by id."""
        return {f.id: f for f in self.extraction.facts}

    def to_records(self) -> list[Record]:
        """The check as plain dictionaries (docs/records.md).

        Returns
        -------
        list of dict
            All of the extraction, then links, findings and the ledger of checks.
        """
        return list(self._records())

    def to_frame(self, type: str) -> pd.DataFrame:
        """The records of one type as a frame for research (docs/frames.md).

        Parameters
        ----------
        type : str
            link, finding, check, or a type of the extraction.

        Returns
        -------
        pandas.DataFrame
            As `Extraction.to_frame`.

        Raises
        ------
        ValueError
            For an unknown type.

        Examples
        --------
        >>> import gouji
        >>> findings = gouji.check("gouji-demo/disclosure.txt").to_frame("finding")
        >>> findings.dtypes["expected_percent"]
        dtype('float64')
        """
        return _frame(self.to_records(), type, set(contract.TYPES))

    def _records(self) -> Iterator[Record]:
        doc = self.document
        left_out = {"withheld": self.withheld, "known": self.known}
        withheld = {name: count for name, count in left_out.items() if count}
        counted = {"checked": self.checked, **self.guarded}
        yield {**writing.document_record(doc), **writing.unreadable(self.audit), **withheld, **counted}
        yield from self.extraction.records(b.figure for f in self.findings if f.basis for b in f.basis.figures)
        yield from (writing.link_record(doc, link, self.facts[link.fact]) for link in self.links)
        yield from (writing.finding_record(doc, f, self.keys[f.id], self.verdict(f)) for f in self.findings)
        yield from (writing.check_record(doc, c) for c in self.checks)
        yield from (writing.guard_record(doc, g) for g in self.guards)
        yield from (writing.page_audit_record(doc, a) for a in self.audit.pages)
        yield from (writing.table_audit_record(doc, a) for a in self.audit.tables)


Result = Extraction | CheckResult


def _frame(records: Iterable[Record], type: str, known: set[str]) -> pd.DataFrame:
    if type not in known:
        raise ValueError(f"no records of type {type!r} here; there are {', '.join(sorted(known))}")
    from gouji.records.frames import frame  # pandas takes longer to import than a document takes to check

    return frame(records, type)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema.schema(), ensure_ascii=False, indent=2) + "\n")
