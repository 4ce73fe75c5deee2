"""The columns of the frame of each type of record: name, type, unit, meaning, and what is read into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gouji.language import subjects
from gouji.language.subjects import Subject
from gouji.records import frame_values as values
from gouji.records.frame_values import Found, Reader, Record

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


def _field(name: str, dtype: str, meaning: str, unit: str = "", key: str = "") -> Column:
    """A field of the record itself; an empty text is none."""

    def read(record: Record, _: Found) -> Any:
        value = record.get(key or name)
        return (flat(value) or None) if dtype == TEXT else value

    return Column(name, dtype, meaning, read, unit)


def _made(name: str, dtype: str, meaning: str, make: Callable[[Record], Any], unit: str = "") -> Column:
    """What is made of a record alone."""
    return Column(name, dtype, meaning, lambda record, _: make(record), unit)


def _verdict(record: Record, field: str) -> str | None:
    told: str | None = record.get("verdict", {}).get(field)
    return told


def _edge(name: str, i: int) -> Column:
    def read(record: Record) -> float | None:
        box: list[float] = record.get("bbox", [])
        return box[i] if box else None

    return _made(name, FLOAT, f"{name} edge of its box on the page", read, _POINTS)


def flat(value: Any) -> str | None:
    """Text as it is, a path joined by ` / `, evidence as `role: text @start`, a map as `role=id`."""
    match value:
        case [{"role": _}, *_]:
            return "; ".join(f"{e['role']}: {e['text']} @{e['start']}" for e in value)
        case [{"text": _}, *_]:
            return "; ".join(f"{e['text']} @{e['start']}" for e in value)
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
_DIGITS = (
    _field("printed", INTEGER, "digits printed", "digits"),
    _field("read", INTEGER, "those of figures that were read", "digits"),
    _field("known", INTEGER, "those known for something else: page numbers, dates, codes, labels", "digits"),
    _made("unread", INTEGER, "those that are neither", lambda r: r["printed"] - r["read"] - r["known"], "digits"),
    _field("missed", INTEGER, "how many numbers, not digits, are neither"),
    _field("first", TEXT, "the first of them: text @start, joined by ; "),
)
_WHY = (
    _field("why", TEXT, "why it counts as unreadable; missing where it does not"),
    _field("why_en", TEXT, "the same in English"),
)
_TABLE = _field("table", TEXT, "title of the table, in every row of it")

SCHEMA: Mapping[str, tuple[Column, ...]] = {
    "document": (
        _DOC,
        _field("schema", TEXT, "version of the records"),
        _field("kind", TEXT, "budget, final or other"),
        _field("year", INTEGER, "the year reported on"),
        _field("department", TEXT, "whose document it is"),
        _field("region", TEXT, "the place whose government the department is of"),
        _field("level", TEXT, "of that government: province, city or county"),
        _field("unit", TEXT, "the document's usual money unit"),
        _field("pages", INTEGER, "pages, in paged formats"),
        _field("sha256", TEXT, "digest of the file"),
        _field("error", TEXT, "code of what kept the file from being read"),
        _field("warnings", TEXT, "what the reader could not make sense of"),
        _made("unread", INTEGER, "parts of the file that were not read", lambda r: r.get("unread", 0)),
        _made("withheld", INTEGER, "findings left out", lambda r: r.get("withheld", 0)),
        _made("known", INTEGER, "findings left out, since there is a verdict on them", lambda r: r.get("known", 0)),
        _field("checked", INTEGER, "relations that hold or are violated; missing where nothing was checked"),
        _field("guarded", INTEGER, "figures of prose in which a slip would be found"),
        _field("touched", INTEGER, "figures of prose that are looked at, where a slip need not be found"),
        _field("untouched", INTEGER, "figures of prose that nothing looks at"),
        _field("unreadable_pages", INTEGER, "check: pages that fail the reading audit; missing for none"),
        _field("unreadable_tables", INTEGER, "check: tables that fail the reading audit; missing for none"),
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
        _field("decimals", INTEGER, "printed decimals"),
        *(_aspect(name, meaning) for name, meaning in _ASPECTS),
        _made("item_code", TEXT, "classification code of the item", values.code_of_statement),
        _made(
            "indicator",
            TEXT,
            "what it states by one name or code (`patterns/indicators.toml`, `patterns/codes/`)",
            values.indicator_of_statement,
        ),
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
        _field("key", TEXT, "the same in every run and version of the document"),
        _made("verdict", TEXT, "right, wrong or arguable, where it was judged", lambda r: _verdict(r, "verdict")),
        _made("verdict_by", TEXT, "who judged it", lambda r: _verdict(r, "by")),
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
    "page_audit": (_DOC, *_PLACE, *_DIGITS, *_WHY),
    "table_audit": (
        _DOC,
        _field("table_id", INTEGER, "id of its table"),
        *_PLACE,
        _field("table", TEXT, "title of the table"),
        *_DIGITS,
        _field("columns", INTEGER, "columns that hold figures"),
        _field("columns_named", INTEGER, "those of them that have a head"),
        _field("rows", INTEGER, "rows that hold figures"),
        _field("rows_named", INTEGER, "those of them that have a label"),
        _field("held", INTEGER, "sums between its cells that hold"),
        _field("failed", INTEGER, "sums between its cells that miss by more than rounding"),
        _field("serials", INTEGER, "its serial numbers"),
        _field("serials_missing", INTEGER, "serial numbers left out between them"),
        _field("unit", TEXT, "unit of its figures"),
        *_WHY,
    ),
}
