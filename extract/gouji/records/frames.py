"""Records as pandas frames for research: numbers as numbers, names in comparable form, the same columns always.

`columns(type)` is the schema of a frame; `python -m gouji.records.frames` prints all of them as the tables of
docs/frames.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gouji.language import subjects
from gouji.language.subjects import Subject
from gouji.records import frame_values as values
from gouji.records.frame_values import Found, Reader, Record

if TYPE_CHECKING:
    import pandas as pd

Read = Callable[[Record, Found], Any]

TEXT, INTEGER, FLOAT, FLAG, EXACT = "string", "Int64", "float64", "boolean", "object"
_YUAN, _PER_CENT, _POINTS = "yuan", "per cent", "points"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a frame.

    Attributes
    ----------
    name, unit, meaning
        `unit` is empty for what is no number.
    dtype
        What pandas calls its type; `object` holds `Decimal` and None.
    read
        The value of a record, None where it has none.
    """

    name: str
    dtype: str
    meaning: str
    read: Read
    unit: str = ""


def frame(records: Iterable[Record], type: str) -> pd.DataFrame:
    """The records of one type as a frame.

    Parameters
    ----------
    records : iterable of dict
        Of one document or of many, as `to_records` gives them or as they are read from JSON Lines. Claims take their
        amounts from the entities among them, links theirs from entities and facts.
    type : str
        A type of record.

    Returns
    -------
    pandas.DataFrame
        A row a record, with the columns of `columns(type)` in their types, also where there is no record. A type
        without columns of its own has its fields as text.

    Examples
    --------
    >>> from gouji.records.frames import frame
    >>> frame([], "fact").dtypes["yuan_float"]
    dtype('float64')
    """
    import pandas as pd  # only who asks for a frame waits for it

    records = list(records)
    found = Found.of(records)
    rows = [r for r in records if r["type"] == type]
    if type not in SCHEMA:
        return pd.DataFrame([{name: _flat(value) for name, value in r.items()} for r in rows], dtype=TEXT)
    told = {c.name: pd.Series([c.read(r, found) for r in rows], dtype=c.dtype) for c in columns(type)}
    return _filled(pd.DataFrame(told))


def columns(type: str) -> tuple[Column, ...]:
    """The columns of the frame of a type, in their order. Raises KeyError for a type without."""
    return SCHEMA[type]


def typed(table: pd.DataFrame, type: str) -> pd.DataFrame:
    """A frame that was read back from a file (Parquet, Excel), with the types that it had.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns of `columns(type)`.
    type : str
        The type of its records.

    Returns
    -------
    pandas.DataFrame
        Excel keeps floats of 15 digits: an exact amount of more than that is not what it was.
    """
    import pandas as pd

    def exact(name: str) -> list[Decimal | None]:
        return [None if pd.isna(v) else Decimal(str(v)) for v in table[name]]

    own = columns(type)
    told = {c.name: exact(c.name) if c.dtype == EXACT else list(table[c.name]) for c in own}
    return pd.DataFrame({c.name: pd.Series(told[c.name], dtype=c.dtype, index=table.index) for c in own})


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """The frame with the title of a table in every row of it: its number tells which rows those are."""
    if not {"table", "table_no"} <= set(table):
        return table
    titles = table.groupby(["doc", "table_no"])["table"].transform("first")
    return table.assign(table=table["table"].fillna(titles))


def _field(name: str, dtype: str, meaning: str, unit: str = "", key: str = "") -> Column:
    """A field of the record itself; an empty text is none."""

    def read(record: Record, _: Found) -> Any:
        value = record.get(key or name)
        return (_flat(value) or None) if dtype == TEXT else value

    return Column(name, dtype, meaning, read, unit)


def _made(name: str, dtype: str, meaning: str, make: Callable[[Record], Any], unit: str = "") -> Column:
    """What is made of a record alone."""
    return Column(name, dtype, meaning, lambda record, _: make(record), unit)


def _edge(name: str, i: int) -> Column:
    def read(record: Record) -> float | None:
        box: list[float] = record.get("bbox", [])
        return box[i] if box else None

    return _made(name, FLOAT, f"{name} edge of its box on the page", read, _POINTS)


def _flat(value: Any) -> str | None:
    """Text as it is, a path joined by ` / `, evidence as `role: text @start`, a map as `role=id`."""
    match value:
        case [{"role": _}, *_]:
            return "; ".join(f"{e['role']}: {e['text']} @{e['start']}" for e in value)
        case list():
            return " / ".join(str(v) for v in value)
        case dict():
            return "; ".join(f"{k}={v}" for k, v in value.items())
        case None:
            return None
    return str(value)


def _amount(of: Reader, what: str, prefix: str = "") -> tuple[Column, Column]:
    """An amount twice: exact, and as a float for arithmetic in bulk."""

    def exact(record: Record, found: Found) -> Decimal | None:
        return of(record, found).yuan

    return (
        Column(f"{prefix}yuan", EXACT, f"{what}, exact", exact, _YUAN),
        Column(f"{prefix}yuan_float", FLOAT, f"{what}, rounded to a float", exact, _YUAN),
    )


def _percent(of: Reader, what: str, prefix: str = "") -> Column:
    return Column(f"{prefix}percent", FLOAT, what, lambda r, found: of(r, found).percent, _PER_CENT)


def _number(of: Reader, what: str, prefix: str = "") -> Column:
    return Column(f"{prefix}number", FLOAT, what, lambda r, found: of(r, found).number, "as printed")


def _numbers(of: Reader, what: str, prefix: str = "") -> tuple[Column, ...]:
    bare = f"{what} where it is neither: a count in its own unit, or a number without one"
    return *_amount(of, what, prefix), _percent(of, what, prefix), _number(of, bare, prefix)


def _named(name_of: Callable[[Record], Subject]) -> tuple[Column, ...]:
    return (
        _made(
            "indicator",
            TEXT,
            "canonical name of the quantity (`patterns/subjects.toml`), without fund",
            lambda r: values.indicator(name_of(r)),
        ),
        _made("fund", TEXT, "canonical name of the fund", lambda r: name_of(r).fund or None),
    )


def _aspect(name: str, meaning: str) -> Column:
    """An aspect of a statement; missing where it is not told."""
    return _made(name, TEXT, meaning, lambda r: values.aspect(r, name))


_ASPECTS = (
    ("whose", "the department, or its unit, whose money it is"),
    ("what", "the quantity: a term or an item by its name; missing for a whole side"),
    ("project", "the project whose money it is"),
    ("side", "收入, 支出 or 收支"),
    ("part", "the part of the money that it is of (基本支出, 项目支出 …); missing for all of it"),
    ("fund", "the fund that pays"),
    ("extent", "本年 alone, or 总计 with what is carried over"),
    ("measure", "预算, 年初预算, 决算 …"),
)
_PLACE = (
    _field("start", INTEGER, "first character in the document's text", "characters"),
    _field("end", INTEGER, "behind its last character", "characters"),
    _field("page", INTEGER, "page from 1, in paged formats"),
    *(_edge(name, i) for i, name in enumerate(("left", "top", "right", "bottom"))),
    _field("cell", TEXT, "sheet and cell, as 支出表!C7, in spreadsheets"),
    _field("file", TEXT, "member of a bundle"),
)
_DOC = _field("doc", TEXT, "path as given")
_ID = _field("id", TEXT, "id within the document")
_CONFIDENCE = _field("confidence", FLOAT, "probability that it is right", "0 to 1")
_TABLE = _field("table", TEXT, "title of the table, in every row of it")

SCHEMA: Mapping[str, tuple[Column, ...]] = {
    "document": (
        _DOC,
        _field("schema", TEXT, "version of the records"),
        _field("kind", TEXT, "budget, final or other"),
        _field("year", INTEGER, "the year reported on"),
        _field("department", TEXT, "whose document it is"),
        _field("unit", TEXT, "the document's usual money unit"),
        _field("pages", INTEGER, "pages, in paged formats"),
        _field("sha256", TEXT, "digest of the file"),
        _field("error", TEXT, "code of what kept the file from being read"),
        _field("warnings", TEXT, "what the reader could not make sense of"),
        _made("unread", INTEGER, "parts of the file that were not read", lambda r: r.get("unread", 0)),
        _made("withheld", INTEGER, "findings left out", lambda r: r.get("withheld", 0)),
        _field("checked", INTEGER, "relations that hold or are violated; missing where nothing was checked"),
        _field("guarded", INTEGER, "figures of prose in which a slip would be found"),
        _field("touched", INTEGER, "figures of prose that are looked at, where a slip need not be found"),
        _field("untouched", INTEGER, "figures of prose that nothing looks at"),
    ),
    "entity": (
        _DOC,
        _ID,
        *_PLACE,
        _field("label", TEXT, "AMOUNT, PERCENT, CAUSE or PROJECT"),
        _field("text", TEXT, "as printed"),
        *_numbers(values.of_entity, "what it states"),
        _field("unit", TEXT, "unit as printed"),
        _field("decimals", INTEGER, "printed decimals"),
        _made("unit_missing", FLAG, "an amount without a unit", lambda r: bool(r.get("unit_missing"))),
        _made("name", TEXT, "canonical name of a project", lambda r: r["norm"] if r["label"] == "PROJECT" else None),
        _field("section", TEXT, "headings from the top down"),
        _field("source", TEXT, "pattern, model or both"),
        _CONFIDENCE,
        _field("rule", TEXT, "id of the pattern rule"),
        _field("of", TEXT, "CAUSE: id of what it explains"),
    ),
    "claim": (
        _DOC,
        _ID,
        *_PLACE,
        _field("subject", TEXT, "the words that name the quantity"),
        _made(
            "subject_clean", TEXT, "the same without enumerators, years and codes", lambda r: values.clean(r["subject"])
        ),
        *_named(values.name_of_claim),
        _made("item_code", TEXT, "classification code in the subject", lambda r: subjects.codes(r["subject"]) or None),
        _field("measure", TEXT, "决算, 预算 …"),
        _field("year", INTEGER, "the year it is of", key="period"),
        _field("relation", TEXT, "level, change, share, completion, part_of or equal"),
        _field("direction", TEXT, "up, down or flat"),
        *_amount(values.role("value"), "the amount itself", "value_"),
        *_amount(values.role("delta"), "the change, without sign", "delta_"),
        *_amount(values.role("base"), "what is compared with", "base_"),
        *_amount(values.role("budget"), "the budget that is compared with", "budget_"),
        *_amount(values.role("whole"), "the whole of a share", "whole_"),
        _percent(values.role("rate", "share"), "rate of change, share or completion", "rate_"),
        _field("base", TEXT, "words of what is compared with"),
        _field("whole", TEXT, "words of the whole"),
        _field("cause", TEXT, "entity id of the reason"),
        _field("figures", TEXT, "role=entity id, joined by ; "),
        _field("rule", TEXT, "id of the rule"),
    ),
    "fact": (
        _DOC,
        _ID,
        *_PLACE,
        _TABLE,
        _field("table_no", TEXT, "printed number of the table"),
        _field("row", TEXT, "row labels from the class down, joined by ` / `"),
        _made(
            "row_clean",
            TEXT,
            "the last of them without enumerators, years and codes",
            lambda r: values.clean(*r["row"]),
        ),
        _field("col", TEXT, "column headers from the top down, joined by ` / `"),
        _made("col_clean", TEXT, "the last of them in the same way", lambda r: values.clean(*r["col"])),
        *_named(values.name_of_fact),
        _made("item_code", TEXT, "classification code of the row", values.item_code),
        _made("year", INTEGER, "the year that column, row or title names last", values.year_of_fact),
        _field("value", TEXT, "as printed"),
        *_numbers(values.of_fact, "what the cell states"),
        _field("unit", TEXT, "the unit that applies"),
    ),
    "statement": (
        _DOC,
        _ID,
        *_PLACE,
        _field("kind", TEXT, "level, change, rate, share, completion, cell, percent or count"),
        _field("text", TEXT, "as printed"),
        *_numbers(values.of_fact, "what the figure states"),
        _field("unit", TEXT, "the unit that applies"),
        *(_aspect(name, meaning) for name, meaning in _ASPECTS),
        _made("item_code", TEXT, "classification code of the item", values.code_of_statement),
        _made("year", INTEGER, "the year that it is of", lambda r: values.aspect(r, "year")),
        _made("unsure", TEXT, "aspects that the words leave in doubt, joined by ` / `", values.unsure),
    ),
    "count": (
        _DOC,
        _ID,
        *_PLACE,
        _field("text", TEXT, "as printed"),
        _field("number", FLOAT, "how many", "as printed"),
        _field("unit", TEXT, "what is counted in (人, 辆, 个)"),
        _field("subject", TEXT, "the words before it that say what is counted"),
    ),
    "link": (
        _DOC,
        *_PLACE,
        _field("entity", TEXT, "entity id"),
        _field("fact", TEXT, "fact id"),
        *_amount(values.of_id(lambda r: r["entity"]), "what the prose states"),
        *_amount(values.of_id(lambda r: r["fact"]), "what the cell states", "cell_"),
        _field("cell_start", INTEGER, "first character of the cell", "characters"),
        _field("cell_end", INTEGER, "behind its last character", "characters"),
        _TABLE,
        _field("row", TEXT, "row labels, joined by ` / `"),
        _field("col", TEXT, "column headers, joined by ` / `"),
        _field("cell_text", TEXT, "as printed in the cell"),
        _field("agrees", FLAG, "whether both agree"),
        _field("source", TEXT, "pattern or model"),
        _CONFIDENCE,
    ),
    "finding": (
        _DOC,
        _ID,
        *_PLACE,
        _field("kind", TEXT, "what disagrees (docs/relations.md)"),
        _field("severity", TEXT, "material, minor or rounding"),
        _CONFIDENCE,
        _field("text", TEXT, "the disputed figure as printed"),
        _field("stated", TEXT, "what the document says"),
        _field("expected", TEXT, "what it should be"),
        *_numbers(values.stated, "what the document says", "stated_"),
        *_numbers(values.printed("expected"), "what it should be", "expected_"),
        _field("diagnosis", TEXT, "code of the likely slip"),
        _field("message", TEXT, "one Chinese sentence"),
        _field("computation", TEXT, "the arithmetic in one line"),
        _field("evidence", TEXT, "role: text @start, joined by ; "),
        _field("tied", TEXT, "figures that explain the error as well, in the same way"),
        _field("rules", TEXT, "ids of what it rests on, joined by ` / `"),
    ),
    "check": (
        _DOC,
        *_PLACE,
        _field("relation", TEXT, "the relation that was tried"),
        _field("status", TEXT, "holds, violated, not_applicable or unreadable"),
        _field("why", TEXT, "the reason, where there is one"),
    ),
    "guard": (
        _DOC,
        *_PLACE,
        _field("of", TEXT, "id of the entity, fact or count"),
        _field("text", TEXT, "as printed"),
        _made("prose", FLAG, "whether it stands in prose", lambda r: bool(r.get("prose"))),
        _field("state", TEXT, "guarded, touched or untouched"),
        _field("guards", TEXT, "relations that would notice a slip, joined by ` / `"),
        _field("touches", TEXT, "relations that would not, joined by ` / `"),
        _made("free_low", FLOAT, "the least value that would go unnoticed", values.free("lo"), "base units"),
        _made("free_high", FLOAT, "the greatest", values.free("hi"), "base units"),
        _made("reason", TEXT, "code of the reason", lambda r: r["reason"]["code"] if "reason" in r else None),
        _field("why", TEXT, "why it is not guarded"),
    ),
}


def tables() -> str:
    """The schema of every frame as tables in Markdown."""
    parts = []
    for type, own in SCHEMA.items():
        rows = [f"| `{c.name}` | {c.dtype if c.dtype != EXACT else 'Decimal'} | {c.unit} | {c.meaning} |" for c in own]
        parts.append("\n".join([f"### {type}\n", "| column | type | unit | meaning |", "|---|---|---|---|", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(tables())
