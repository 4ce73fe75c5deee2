"""doccano's JSON Lines with relations: a line a document, entities by offsets, relations by their ids.

Cells and findings are entities with labels of their own (CELL, FINDING); a link is the relation `states`. What
doccano has no field for (keys, verdicts, aspects) stands beside in `gouji`, which doccano keeps as metadata, found
by the entity's id. A line without it is read for its spans, relations and links.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gouji.desk.annotations import (
    EXPLAINS,
    Annotated,
    AspectSet,
    BadBody,
    CellLink,
    Kind,
    Relation,
    SpanMark,
    Verdict,
    body_of,
)
from gouji.desk.exchange.formats import Bad, Read
from gouji.desk.exchange.gathering import Gathering, finish, json_lines, text_of

CELL, FINDING, STATES = "CELL", "FINDING", "states"


def write(documents: Sequence[Annotated]) -> bytes:
    lines = (json.dumps(_line(n, d), ensure_ascii=False) for n, d in enumerate(documents, 1))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def _line(number: int, document: Annotated) -> dict[str, Any]:
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    more: dict[str, Any] = {}
    ids: dict[str, int] = {}

    def entity(start: int, end: int, label: str, told: dict[str, Any]) -> int:
        id_ = len(entities)
        entities.append({"id": id_, "start_offset": start, "end_offset": end, "label": label})
        more[str(id_)] = told
        return id_

    aspects = {a.key: dict(a.values) for a in document.of(Kind.ASPECTS)}
    for thing in document.things:
        match thing:
            case SpanMark():
                told = {"key": thing.key, **({"aspects": aspects[thing.key]} if thing.key in aspects else {})}
                ids[thing.key] = entity(thing.start, thing.end, thing.label, told)
            case Relation():
                ends = {"from_id": ids[thing.source], "to_id": ids[thing.target]}
                relations.append({"id": len(relations), **ends, "type": thing.name, "key": thing.key})
            case CellLink():
                cell = entity(thing.cell_start, thing.cell_end, CELL, {})
                ends = {"from_id": ids[thing.span], "to_id": cell}
                relations.append({"id": len(relations), **ends, "type": STATES, "key": thing.key})
            case Verdict():
                body = {k: v for k, v in body_of(thing).items() if k not in {"start", "end"}}
                entity(thing.start, thing.end, FINDING, {"key": thing.key, **body})
            case AspectSet():
                pass  # told with its span
    keys = [r.pop("key") for r in relations]
    own = {"name": document.name, "author": document.author, "entities": more, "relations": keys}
    told = {"entities": entities, "relations": relations, "Comments": [], "gouji": own}
    return {"id": number, "text": document.text, **told}


def read(data: bytes) -> Read:
    found = Read()
    for where, record in json_lines(data, found):
        try:
            finish(found, _document(where, record))
        except BadBody as exc:
            found.bad.append(Bad(where, str(exc)))
    return found


def _document(where: str, record: dict[str, Any]) -> Gathering:
    """Raises BadBody for a line without a text or entities."""
    own = record.get("gouji")
    own = own if isinstance(own, dict) else {}
    here = Gathering(str(own.get("name", "")), text_of(record), str(own.get("author", "")))
    entities = record.get("entities")
    if entities is None and isinstance(record.get("label"), list):
        entities = _of_spans(record["label"])
    if not isinstance(entities, list):
        raise BadBody("entities is missing or no list")
    told = own.get("entities") if isinstance(own.get("entities"), dict) else {}
    known = {}
    for entity in entities:
        if isinstance(entity, dict):
            known[_id(entity, "id")] = _entity(where, here, entity, _object(told, str(entity.get("id"))))
        else:
            here.refuse(where, f"the entity {entity!r} is no object")
    relations = own.get("relations")
    keys = relations if isinstance(relations, list) else []
    for number, relation in enumerate(here.list_of(where, record, "relations")):
        key = str(keys[number]) if number < len(keys) else ""
        _relation(where, here, relation, known, key)
    return here


def _of_spans(label: list[Any]) -> list[Any]:
    """The entities of doccano's older form: [[start, end, label], …]."""
    return [
        {"id": n, "start_offset": one[0], "end_offset": one[1], "label": one[2]}
        if isinstance(one, list) and len(one) == 3
        else one
        for n, one in enumerate(label)
    ]


Known = tuple[str, str, Any, Any]  # label, key, start, end
_Id = tuple[type, str]


def _id(thing: dict[str, Any], name: str) -> _Id:
    """An id as relations name it: 3 and "3" are two, and a list, which a file may hold in its place, is one too."""
    return type(thing.get(name)), str(thing.get(name))


def _entity(where: str, here: Gathering, entity: dict[str, Any], told: dict[str, Any]) -> Known:
    place = f"{where}, entity {entity.get('id')}"
    label, start, end = str(entity.get("label", "")), entity.get("start_offset"), entity.get("end_offset")
    key = str(told.get("key") or f"{label}:{start}:{end}")
    if label == FINDING:
        here.add(place, Kind.FINDING, key, {"verdict": "", **told, "start": start, "end": end})
    elif label != CELL:
        here.add(place, Kind.SPAN, key, {"label": label, "start": start, "end": end})
        if "aspects" in told:
            here.add(place, Kind.ASPECTS, key, {"values": told["aspects"]})
    return label, key, start, end


def _relation(where: str, here: Gathering, relation: Any, known: dict[_Id, Known], key: str) -> None:
    if not isinstance(relation, dict):
        here.refuse(where, f"the relation {relation!r} is no object")
        return
    place = f"{where}, relation {relation.get('id')}"
    source, target = known.get(_id(relation, "from_id")), known.get(_id(relation, "to_id"))
    if source is None or target is None:
        here.refuse(place, "it names an entity that is not there")
    elif relation.get("type") == STATES and target[0] == CELL:
        body = {"span": source[1], "cell_start": target[2], "cell_end": target[3]}
        here.add(place, Kind.LINK, key or f"{source[1]}@{target[2]}", body)
    else:
        body = {"source": source[1], "target": target[1], "name": str(relation.get("type", EXPLAINS))}
        here.add(place, Kind.RELATION, key or f"{source[1]}>{target[1]}", body)


def _object(told: Any, key: str) -> dict[str, Any]:
    found = told.get(key) if isinstance(told, dict) else None
    return found if isinstance(found, dict) else {}
