"""Things as the page shows them: what gouji suggests, what this annotator says of it, and how the two stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, or_, select

from gouji.desk.annotations import Kind
from gouji.desk.store.responses import Said
from gouji.desk.store.tables import GONE, OPEN, PUT, suggestions

Item = dict[str, Any]
Key = tuple[str, str]
_OF_SPANS = {Kind.RELATION.value: "source", Kind.LINK.value: "span", Kind.ASPECTS.value: ""}


def items_within(
    connection: Connection, document: int, analysis: int, mine: Iterable[Said], start: int, end: int
) -> list[Item]:
    """Every thing that stands in [start, end), by kind, then in the order of the text."""
    c = suggestions.c
    inside = select(c.kind, c.key, c.body, c.confidence, c.rule, c.begins, c.ends).where(
        c.document == document, c.analysis == analysis, c.begins < end, c.ends > start
    )
    found = {(r.kind, r.key): _suggested(r) for r in connection.execute(inside.order_by(c.begins, c.id))}
    said = {(s.kind, s.key): s for s in mine}
    known = _known(connection, document, analysis, [k for k in said if k not in found])
    for key, one in said.items():
        if key in found:
            _answer(found[key], one)
        elif key not in known and one.state == PUT:
            found[key] = _added(one)
    return _placed(found, start, end)


def findings(connection: Connection, document: int, analysis: int, mine: Iterable[Said]) -> list[Item]:
    """Every finding of a document, in gouji's order, those that the annotator added behind."""
    c = suggestions.c
    every = select(c.kind, c.key, c.body, c.confidence, c.rule, c.begins, c.ends).where(
        c.document == document, c.analysis == analysis, c.kind == Kind.FINDING.value
    )
    found = {(r.kind, r.key): _suggested(r) for r in connection.execute(every.order_by(c.id))}
    for one in mine:
        key = (one.kind, one.key)
        if key in found:
            _answer(found[key], one)
        elif one.kind == Kind.FINDING and one.state == PUT:
            found[key] = _added(one)
    return list(found.values())


def _known(connection: Connection, document: int, analysis: int, keys: list[Key]) -> set[Key]:
    """Those of the keys that are suggestions elsewhere in the document."""
    if not keys:
        return set()
    c = suggestions.c
    here = (c.document == document, c.analysis == analysis)
    found: set[Key] = set()
    for at in range(0, len(keys), 200):  # SQLite takes so many terms
        some = or_(*((c.kind == kind) & (c.key == key) for kind, key in keys[at : at + 200]))
        found |= {(r.kind, r.key) for r in connection.execute(select(c.kind, c.key).where(*here, some))}
    return found


def _suggested(row: Any) -> Item:
    return {
        "kind": row.kind,
        "key": row.key,
        "status": OPEN,
        "version": 0,
        "body": row.body,
        "suggested": row.body,
        "confidence": row.confidence,
        "rule": row.rule,
        "reason": "",
        "begins": row.begins,
        "ends": row.ends,
    }


def _answer(item: Item, said: Said) -> None:
    """Puts the annotator's response over the suggestion."""
    item["version"], item["reason"] = said.version, said.reason
    if said.state == OPEN:
        return
    if said.state == GONE:
        item["status"] = GONE
        return
    changed = said.kind != Kind.FINDING and said.body != item["suggested"]
    item["status"] = "changed" if changed else "accepted"
    item["body"] = said.body
    if said.body and "start" in said.body:
        item["begins"], item["ends"] = said.body["start"], said.body["end"]


def _added(said: Said) -> Item:
    body = said.body or {}
    return {
        "kind": said.kind,
        "key": said.key,
        "status": "added",
        "version": said.version,
        "body": body,
        "suggested": None,
        "confidence": 1.0,
        "rule": "",
        "reason": said.reason,
        "begins": body.get("start", -1),
        "ends": body.get("end", -1),
    }


def _placed(found: dict[Key, Item], start: int, end: int) -> list[Item]:
    """Those that stand in the stretch; what names a span stands where that stands."""
    here = {k: i for k, i in found.items() if i["begins"] < end and i["ends"] > start}
    for (kind, key), item in found.items():
        if kind in _OF_SPANS and item["begins"] < 0:
            named = item["body"].get(_OF_SPANS[kind], "") if _OF_SPANS[kind] else key
            span = found.get((Kind.SPAN.value, named))
            if span and span["begins"] < end and span["ends"] > start:
                here[kind, key] = {**item, "begins": span["begins"], "ends": span["ends"]}
    order = list(Kind)
    return sorted(here.values(), key=lambda i: (order.index(i["kind"]) if i["kind"] in order else 9, i["begins"]))
