"""`across`: what documents say of each other, where they do not say the same.

One quantity of one office in one year stands in several documents: in that of the year, in that of the year after as
last year's figure, in the budget and as the budget column of the final accounts, in the document of a unit and in that
of its department. Where two of them print values that no rounding explains, both are told with their places. That is a
difference to be looked at and not an error: what a later document restates may have been regrouped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa

from gouji.corpus.exports import plain
from gouji.corpus.panel.organisations import office
from gouji.corpus.panel.values import Stated, agree
from gouji.corpus.store import views
from gouji.corpus.store.place import Place
from gouji.corpus.store.tables import WORD, YUAN

TABLE = "across"
_KEY = ("year", "stage", "indicator", "fund", "part", "side")
_SIDE = ("document_id", "doc", "department", "kind", "document_year", "yuan", "text", "page", "cell", "start", "end")
SCHEMA = pa.schema(
    [
        pa.field("relation", WORD),
        pa.field("office", pa.string()),
        pa.field("region_code", pa.string()),
        pa.field("year", pa.int64()),
        pa.field("stage", WORD),
        pa.field("indicator", pa.string()),
        pa.field("indicator_zh", pa.string()),
        pa.field("fund", WORD),
        pa.field("part", WORD),
        pa.field("side", WORD),
        pa.field("agrees", pa.bool_()),
        pa.field("difference", YUAN),
        pa.field("merged", pa.bool_()),
        *(
            pa.field(f"{which}{name}", type_)
            for which in ("", "other_")
            for name, type_ in (
                ("document_id", pa.string()),
                ("doc", pa.string()),
                ("department", pa.string()),
                ("kind", WORD),
                ("document_year", pa.int64()),
                ("yuan", YUAN),
                ("text", pa.string()),
                ("page", pa.int64()),
                ("cell", pa.string()),
                ("start", pa.int64()),
                ("end", pa.int64()),
            )
        ),
        pa.field("message", pa.string()),
        pa.field("message_en", pa.string()),
    ]
)
# Each pair once, the document of the year itself first.
_PAIRS = f"""
    WITH stated AS (
        SELECT p.*, o.office, o.alone, o.merged, p.document_year = p.year AND p.parent IS NULL AS own
        FROM panel p JOIN offices o USING (department)
        WHERE p.sure AND p.yuan IS NOT NULL
    )
    SELECT a.office AS office, a.merged AS merged, a.region_code AS region_code, a.indicator_zh AS indicator_zh,
        {", ".join(f'a."{name}" AS "{name}"' for name in _KEY)},
        a.precision AS precision, b.precision AS other_precision, b.parent AS other_parent,
        {", ".join(f'a."{n}" AS "a_{n}", b."{n}" AS "b_{n}"' for n in _SIDE)}
    FROM stated a JOIN stated b ON a.office = b.office AND a.alone = b.alone
        AND {" AND ".join(f'a."{name}" IS NOT DISTINCT FROM b."{name}"' for name in _KEY)}
        AND a.document_id <> b.document_id
    WHERE a.own AND (NOT b.own OR (a.kind, a.doc) < (b.kind, b.doc))
    ORDER BY ALL
"""
_RELATIONS: Mapping[str, tuple[str, str]] = {
    "restated": ("次年文件所列上年数", "as last year's figure"),
    "budget_in_final": ("同年决算所列预算数", "as the budget in the final accounts"),
    "unit_in_department": ("主管部门文件所列该单位数", "in the document of its department"),
    "same_year": ("同年另一份文件", "in another document of the year"),
}


def compare(place: Place) -> pa.Table:
    """The pairs of places of the panel that state one quantity in two documents.

    Parameters
    ----------
    place
        Of a dataset whose table `panel` was made.

    Returns
    -------
    pyarrow.Table
        Of the schema `SCHEMA`: those that agree too, so that silence is not taken for agreement.
    """
    with views.opened(place) as connection:
        departments = [r[0] for r in connection.execute("SELECT DISTINCT department FROM panel ORDER BY 1").fetchall()]
        connection.register("offices", _offices(departments))
        cursor = connection.execute(_PAIRS)
        names = [d[0] for d in cursor.description or []]
        rows = [_row(dict(zip(names, row, strict=True))) for batch in _batches(cursor) for row in batch]
    arrays = []
    for told in SCHEMA:
        array = pa.array([row[told.name] for row in rows], pa.string() if told.type == WORD else told.type)
        arrays.append(array.dictionary_encode() if told.type == WORD else array)
    return pa.table(arrays, schema=SCHEMA)


def relation(pair: Mapping[str, Any]) -> str:
    """Which way two documents are about the same."""
    if pair["other_parent"] is not None:
        return "unit_in_department"
    if pair["b_document_year"] != pair["year"]:
        return "restated"
    return "budget_in_final" if pair["a_kind"] != pair["b_kind"] else "same_year"


def _row(pair: dict[str, Any]) -> dict[str, Any]:
    a, b = (Stated(pair[f"{w}_yuan"], p, True, True, 0) for w, p in _precisions(pair))
    named = relation(pair)
    difference = b.value - a.value
    made = {name: pair[name] for name in ("office", "region_code", "indicator_zh", *_KEY)}
    made |= {name: pair[f"a_{name}"] for name in _SIDE} | {f"other_{name}": pair[f"b_{name}"] for name in _SIDE}
    zh, en = _messages(pair, named, difference)
    merged = pair["merged"] is not None and pair["merged"] >= pair["year"]
    told = {"relation": named, "agrees": agree(a, b), "difference": difference, "merged": merged}
    return {**made, **told, "message": zh, "message_en": en}


def _precisions(pair: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    yield "a", pair["precision"]
    yield "b", pair["other_precision"]


def _messages(pair: Mapping[str, Any], named: str, difference: Decimal) -> tuple[str, str]:
    zh, en = _RELATIONS[named]
    what = "".join(filter(None, (pair["fund"], pair["indicator_zh"] or pair["indicator"])))
    first, second, apart = (plain(v) for v in (pair["a_yuan"], pair["b_yuan"], difference))
    return (
        f"{pair['a_department']}{pair['year']}年{what}：本年文件为{first}元，{zh}为{second}元，相差{apart}元。",
        f"{pair['a_department']}, {pair['year']}, {what}: {first} yuan in its document, {second} yuan {en}; "
        f"{apart} yuan apart.",
    )


def _offices(departments: list[str]) -> pa.Table:
    found = [office(name) for name in departments]
    return pa.table(
        {
            "department": pa.array(departments, pa.string()),
            "office": pa.array([o.name for o in found], pa.string()),
            "alone": pa.array([o.alone for o in found], pa.bool_()),
            "merged": pa.array([o.merged for o in found], pa.int64()),
        }
    )


def _batches(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:
    while batch := cursor.fetchmany(10_000):
        yield batch
