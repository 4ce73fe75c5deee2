"""The records of one document as rows of every table.

Each process makes the rows of its documents and sends them on as Arrow streams, which whoever writes the parts joins
without looking into them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gouji.corpus.store.tables import OF_RECORDS, WORD, YUAN, own_schema
from gouji.records.frame_columns import SCHEMA
from gouji.records.frame_values import Found, Record

Rows = Mapping[str, pa.Table]  # by the name of the table

_STEP = Decimal(1).scaleb(-YUAN.scale)
_CONTEXT = Context(prec=YUAN.precision, rounding=ROUND_HALF_EVEN)


def of_records(records: Sequence[Record], document_id: str, minhash: bytes) -> dict[str, pa.Table]:
    """The rows of one document, by table.

    Parameters
    ----------
    records
        As `CheckResult.to_records` gives them, of one document.
    document_id
        What every row names its document by.
    minhash
        The signature of its text (`gouji.corpus.similar`).
    """
    found = Found.of(records)
    by_type: dict[str, list[Record]] = {}
    for record in records:
        by_type.setdefault(record["type"], []).append(record)
    made = {name: _of_type(name, by_type.get(type_, []), found, document_id) for name, type_ in OF_RECORDS.items()}
    doc, text = records[0]["doc"], next((r["text"] for r in by_type.get("text", [])), "")
    made["texts"] = row("texts", document_id=document_id, doc=doc, characters=len(text), text=text, minhash=minhash)
    made["records"] = row("records", document_id=document_id, doc=doc, records=packed(records))
    return made


def row(table: str, **values: Any) -> pa.Table:
    """A table of one row; what is not named is missing."""
    schema = own_schema(table)
    return pa.table([_array([values.get(f.name)], f.type) for f in schema], schema=schema)


def packed(records: Sequence[Record]) -> bytes:
    """The records as JSON Lines, compressed: all other tables can be made of them again."""
    lines = "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in records)
    data: bytes = pa.compress(lines.encode("utf-8", "backslashreplace"), codec="zstd", asbytes=True)
    return data


def unpacked(data: bytes) -> list[str]:
    """The lines that `packed` compressed."""
    whole: bytes = pa.CompressedInputStream(pa.BufferReader(data), "zstd").read()
    return whole.decode().split("\n")


def streamed(table: pa.Table) -> bytes:
    """A table as an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def read_stream(data: bytes) -> pa.Table:
    """The table that `streamed` wrote."""
    return pa.ipc.open_stream(data).read_all()


def _of_type(table: str, records: Sequence[Record], found: Found, document_id: str) -> pa.Table:
    schema = own_schema(table)
    columns: list[pa.Array] = [pa.array([document_id] * len(records), pa.string())]
    for column in SCHEMA[OF_RECORDS[table]]:
        columns.append(_array([column.read(r, found) for r in records], schema.field(column.name).type))
    return _titled(pa.table(columns, schema=schema))


def _array(values: list[Any], type_: pa.DataType) -> pa.Array:
    if type_ == YUAN:
        return pa.array([_amount(v) for v in values], YUAN)
    if pa.types.is_floating(type_):
        return pa.array([None if v is None else float(v) for v in values], type_)
    if type_ == WORD:
        return pa.array([_encodable(v) for v in values], pa.string()).dictionary_encode()
    return pa.array([_encodable(v) for v in values], type_)


def _encodable(value: Any) -> Any:
    """The value; of a text with half characters, which UTF-8 does not have, those written out."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _amount(value: Decimal | None) -> Decimal | None:
    """The amount with the decimals of the column; missing where it has more digits than any money has."""
    if value is None:
        return None
    try:
        return value.quantize(_STEP, context=_CONTEXT)
    except InvalidOperation:
        return None


def _titled(table: pa.Table) -> pa.Table:
    """The rows with the title of their table, which a part of it on a later page may not print."""
    if not {"table", "table_no"} <= set(table.column_names):
        return table
    titles: dict[str, str] = {}
    for number, title in zip(table["table_no"].to_pylist(), table["table"].to_pylist(), strict=True):
        if number is not None and title is not None:
            titles.setdefault(number, title)
    numbers = table["table_no"].to_pylist()
    filled = pc.coalesce(table["table"], pa.array([titles.get(n) for n in numbers], pa.string()))
    return table.set_column(table.column_names.index("table"), table.schema.field("table"), filled)
