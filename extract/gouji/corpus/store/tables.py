"""The tables of a dataset: their columns, the Arrow type of each, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from types import MappingProxyType

import pyarrow as pa

from gouji import document
from gouji.records.frame_columns import EXACT, FLAG, FLOAT, INTEGER, SCHEMA, TEXT, Column

RECORDS = document.SCHEMA
FORMAT = "1"  # of the dataset: its folders and parts
DOCUMENT_ID = "document_id"

# Tables of records, by the type of the record that a row is.
OF_RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "documents": "document",
        "entities": "entity",
        "claims": "claim",
        "facts": "fact",
        "counts": "count",
        "statements": "statement",
        "links": "link",
        "findings": "finding",
        "checks": "check",
        "guards": "guard",
        "page_audits": "page_audit",
        "table_audits": "table_audit",
    }
)

# Columns that hold few different words.
_CATEGORIES = frozenset(
    ("kind", "level", "label", "source", "unit", "measure", "relation", "direction", "severity", "status", "state")
).union(("side", "part", "fund", "extent", "diagnosis", "rule", "reason", "error", "code"))

# Eight decimals of a yuan are four more than printed amounts have; thirty digits before the point, more than all money.
YUAN = pa.decimal128(38, 8)
WORD = pa.dictionary(pa.int32(), pa.string())
_TYPES = {TEXT: pa.string(), INTEGER: pa.int64(), FLOAT: pa.float64(), FLAG: pa.bool_(), EXACT: YUAN}

_OF_THE_RUN: Mapping[str, tuple[tuple[str, pa.DataType], ...]] = {
    "errors": (
        (DOCUMENT_ID, pa.string()),
        ("doc", pa.string()),
        ("code", WORD),
        ("message", pa.string()),
        ("message_zh", pa.string()),
        ("place", pa.string()),
    ),
    "texts": (
        (DOCUMENT_ID, pa.string()),
        ("doc", pa.string()),
        ("characters", pa.int64()),
        ("text", pa.string()),
        ("minhash", pa.binary()),
    ),
    "records": ((DOCUMENT_ID, pa.string()), ("doc", pa.string()), ("records", pa.binary())),
    "sources": (
        ("doc", pa.string()),
        (DOCUMENT_ID, pa.string()),
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("same_as", pa.string()),
        ("error", WORD),
    ),
}

# In the order in which the tables of a part are written. A part counts when its last table is there.
TABLES = (*OF_RECORDS, "errors", "texts", "records", "sources")
LAST = TABLES[-1]
GIVEN = ("documents", "sources")  # the tables that carry the user's own columns
PREFIX = "given_"

Given = Mapping[str, pa.DataType]


def column_type(column: Column) -> pa.DataType:
    """The Arrow type of a column of a frame."""
    return WORD if column.dtype == TEXT and column.name in _CATEGORIES else _TYPES[column.dtype]


@cache
def own_schema(table: str) -> pa.Schema:
    """The schema of a table without the user's columns."""
    if table in _OF_THE_RUN:
        fields = [pa.field(*told) for told in _OF_THE_RUN[table]]
    else:
        fields = [pa.field(DOCUMENT_ID, pa.string())]
        fields += [pa.field(c.name, column_type(c)) for c in SCHEMA[OF_RECORDS[table]]]
    return pa.schema(fields, metadata={"gouji.dataset": FORMAT, "gouji.records": RECORDS, "gouji.table": table})


@cache
def columns_digest() -> str:
    """Of all tables, columns and types: another version of gouji may have others."""
    told = "\n".join(f"{table}: {own_schema(table)}" for table in TABLES)
    return sha256(told.encode()).hexdigest()[:16]


def schema(table: str, given: Given) -> pa.Schema:
    """The schema of a table; `given` are the user's own columns, under the names that `given_names` makes."""
    found = own_schema(table)
    if table in GIVEN:
        for name, type_ in given.items():
            found = found.append(pa.field(name, type_))
    return found


def given_names(names: list[str]) -> dict[str, str]:
    """What the user's columns are called in the dataset: as they are, with `given_` before a name that is taken."""
    taken = {name for table in GIVEN for name in own_schema(table).names}
    return {name: PREFIX + name if name in taken else name for name in names}


def meaning(table: str, column: str) -> str:
    """What a column of a table of records holds; empty for others."""
    own = SCHEMA.get(OF_RECORDS.get(table, ""), ())
    return next((c.meaning for c in own if c.name == column), "")
