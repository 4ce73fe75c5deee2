"""Every statement of a document: of made-up ones by kind, of real ones against what is read on their pages.

tests/statements/ holds a file a document and a line a statement: where it stands, the figure as printed, its kind, and
the aspects as a reader of the page finds them. A list holds the names that are right alike; null says that the
quantity has no such aspect; an aspect that is not listed was not judged. The part of a cell is the part that its
column divides its row into, else the part that its table is of.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import gouji
from corpus import CORPUS
from gouji.reconcile.statements.aspects import What
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.every_statement import statements
from gouji.reconcile.statements.statement import Kind, Statement
from gouji.records.results import Extraction

LISTED = sorted((Path(__file__).parent / "statements").glob("*.jsonl"))
DOCUMENTS = CORPUS / "wave1"
NEAR = 4.0  # points that a figure may stand from where it is listed
ENOUGH = 0.98  # of the aspects that are surely read

Line = dict[str, Any]


@dataclass
class Tally:
    """How many aspects were read surely and right, and what was read wrong."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        read = self.right.total() + self.wrong.total()
        return self.right.total() / read if read else 0.0


def context(result: Extraction) -> Context:
    return Context(result.document, result.entities, result.claims, result.facts, result.counts)


def lines_of(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(statement: Statement) -> Iterator[tuple[str, Any]]:
    """The aspects that a statement tells for sure; the code of an item apart from its name."""
    for name, aspect in statement.aspects.items():
        if not (aspect.told and aspect.sure):
            continue
        if isinstance(aspect.value, What):
            yield name, aspect.value.name
            if aspect.value.code:
                yield "code", aspect.value.code
        else:
            yield name, aspect.value


def found(line: Line, among: list[Statement], inside: Context) -> Statement | None:
    """The statement that stands where a line says."""
    for one in among:
        place = inside.document.places.at(one.span.start, one.span.end)
        if one.term.text != line["figure"] or place.page != line["page"] or not place.bbox:
            continue
        if all(abs(a - b) <= NEAR for a, b in zip(place.bbox, line["at"], strict=False)):
            return one
    return None


def compare(line: Line, statement: Statement, tally: Tally) -> None:
    """Count the aspects of one statement; what the list does not judge counts neither way."""
    for name, value in told(statement):
        if name not in line:
            continue
        right = line[name] if isinstance(line[name], list) else [line[name]]
        good = value in right
        (tally.right if good else tally.wrong)[name] += 1
        if not good:
            tally.lines.append(f"{line['file']} p{line['page']} {line['figure']} {name}: {value}, is {line[name]}")


@cache
def read_beside() -> Tally:
    """All listed statements beside what the code reads of them."""
    tally = Tally()
    for path in LISTED:
        lines = lines_of(path)
        inside = context(gouji.extract(gouji.read(DOCUMENTS / lines[0]["file"]), models=False))
        among = list(statements(inside))
        for line in lines:
            one = found(line, among, inside)
            if one is None or one.kind != line["kind"]:
                tally.lines.append(f"{line['file']} p{line['page']} {line['figure']}: no such {line['kind']}")
                tally.wrong["statement"] += 1
            else:
                compare(line, one, tally)
    return tally


def test_the_list_holds_three_hundred_statements_of_five_documents() -> None:
    listed = [line for path in LISTED for line in lines_of(path)]
    assert len(LISTED) == 5 and len(listed) == 300
    assert len({(line["file"], line["page"], *line["at"]) for line in listed}) == 300
    assert {line["kind"] for line in listed} <= set(Kind)


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS}")
def test_what_is_surely_read_of_real_statements_is_right() -> None:
    tally = read_beside()
    figures = f"{tally.right.total()} right, {tally.wrong.total()} wrong: {dict(tally.right)} {dict(tally.wrong)}"
    sys.stdout.write("\n".join((*tally.lines, figures, "")))
    assert tally.share >= ENOUGH, "\n".join(tally.lines)
