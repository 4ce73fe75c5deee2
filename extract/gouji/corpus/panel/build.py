"""`panel`: a row a department, year, stage, indicator, fund and part, of what each document states most often."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from gouji.corpus.panel import regions
from gouji.corpus.panel.quantities import grouped
from gouji.corpus.panel.values import Chosen, Key, choose
from gouji.corpus.store import dataset
from gouji.corpus.store.place import Place
from gouji.corpus.store.tables import WORD, YUAN
from gouji.language.view import fold
from gouji.records import indicators

TABLE = "panel"
SCHEMA = pa.schema(
    [
        pa.field("document_id", pa.string()),
        pa.field("doc", pa.string()),
        pa.field("region", pa.string()),
        pa.field("region_code", pa.string()),
        pa.field("level", WORD),
        pa.field("department", pa.string()),
        pa.field("parent", pa.string()),
        pa.field("unit_code", pa.string()),
        pa.field("kind", WORD),
        pa.field("document_year", pa.int64()),
        pa.field("year", pa.int64()),
        pa.field("stage", WORD),
        pa.field("indicator", pa.string()),
        pa.field("indicator_zh", pa.string()),
        pa.field("fund", WORD),
        pa.field("part", WORD),
        pa.field("side", WORD),
        pa.field("yuan", YUAN),
        pa.field("yuan_float", pa.float64()),
        pa.field("number", pa.float64()),
        pa.field("unit", WORD),
        pa.field("text", pa.string()),
        pa.field("precision", YUAN),
        pa.field("sure", pa.bool_()),
        pa.field("places", pa.int64()),
        pa.field("others", pa.int64()),
        pa.field("statement", pa.string()),
        pa.field("start", pa.int64()),
        pa.field("end", pa.int64()),
        pa.field("page", pa.int64()),
        pa.field("cell", pa.string()),
        pa.field("file", pa.string()),
        pa.field("findings", pa.string()),
    ]
)
_STATEMENT = (
    *(
        "document_id",
        "id",
        "start",
        "end",
        "page",
        "cell",
        "file",
        "kind",
        "text",
        "yuan",
        "number",
        "unit",
        "decimals",
    ),
    *("whose", "what", "project", "side", "part", "fund", "extent", "measure", "item_code", "year", "unsure"),
)
_DOCUMENT = ("document_id", "doc", "region", "level", "department", "kind", "year", "error")
_FINDING = ("document_id", "id", "start", "end", "severity", "evidence")
_AT = re.compile(r" @(\d+)(?:;|$)")
_CODED = re.compile(r"^(\d{3,9})[\s-]*(\D.*)$")
Row = dict[str, Any]


@dataclass
class Document:
    """What the tables say of a document."""

    row: Row
    statements: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)


def build(place: Place) -> Iterator[tuple[int, pa.Table]]:
    """The rows of the panel of each part of a dataset, with the number of the part.

    Yields
    ------
    tuple of int and pyarrow.Table
        Of the schema `SCHEMA`. A part is held at a time.
    """
    for part in dataset.parts(place):
        documents = {r["document_id"]: Document(r) for r in dataset.rows(place, "documents", part, _DOCUMENT)}
        for row in dataset.rows(place, "statements", part, _STATEMENT):
            documents[row["document_id"]].statements.append(row)
        for row in dataset.rows(place, "findings", part, _FINDING):
            documents[row["document_id"]].findings.append(row)
        made = [row for document in documents.values() for row in of_document(document)]
        yield part, _table(made)


def of_document(document: Document) -> Iterator[Row]:
    """The rows of one document."""
    touched = _touched(document.findings)
    found = grouped(document.statements, document.row)
    if not any(indicators.discloses(key.indicator.id) for key in found):
        return
    for key, stated in found.items():
        chosen = choose(stated)
        if chosen is not None:
            yield _row(document, key, chosen, touched)


def _touched(findings: Sequence[Row]) -> Mapping[int, list[str]]:
    """By the first character of a figure the findings that dispute it or rest on it; what rounding explains is none."""
    found: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        if finding["severity"] != "rounding":
            starts = {finding["start"], *map(int, _AT.findall(finding["evidence"] or ""))}
            for start in starts:
                found[start].append(finding["id"])
    return found


def _row(document: Document, key: Key, chosen: Chosen, touched: Mapping[int, list[str]]) -> Row:
    told, best = document.row, document.statements[chosen.best.row]
    starts = {document.statements[s.row]["start"] for s in chosen.agreeing}
    findings = sorted({id_ for start in starts for id_ in touched.get(start, ())})
    return {
        **{name: told[name] for name in ("document_id", "doc", "region", "level", "kind")},
        "region_code": regions.code(told["region"] or "", told["year"]) or None,
        **_whose(key.whose, told["department"]),
        "document_year": told["year"],
        **_quantity(key),
        **{name: best[name] for name in ("yuan", "number", "unit", "text", "start", "end", "page", "cell", "file")},
        "yuan_float": None if best["yuan"] is None else float(best["yuan"]),
        "precision": chosen.best.place,
        "sure": chosen.sure,
        "places": chosen.places,
        "others": chosen.others,
        "statement": best["id"],
        "findings": " / ".join(findings) or None,
    }


def _whose(whose: str, of_document: str | None) -> Row:
    """The department, and where it is a unit of that of the document, its parent; a code that is printed before it."""
    coded = _CODED.match(whose)
    code, department = coded.groups() if coded else (None, whose)
    parent = None if _name(of_document or "") in (department, whose) else of_document
    return {"department": department, "parent": parent, "unit_code": code}


def _name(printed: str) -> str:
    """The name of a department in the form in which statements have it: brackets in half width, no blanks."""
    return "".join(fold(printed).split())


def _quantity(key: Key) -> Row:
    of = key.indicator
    name = indicators.name(of.id, key.year)[0]
    words = {"indicator_zh": name, "fund": of.fund, "part": of.part, "side": of.side}
    told = {column: word or None for column, word in words.items()}
    return {"year": key.year, "stage": key.stage, "indicator": of.id, **told}


def _table(rows: Sequence[Row]) -> pa.Table:
    arrays = []
    for told in SCHEMA:
        values = [row[told.name] for row in rows]
        word = told.type == WORD
        array = pa.array(values, pa.string() if word else told.type)
        arrays.append(array.dictionary_encode() if word else array)
    return pa.table(arrays, schema=SCHEMA)
