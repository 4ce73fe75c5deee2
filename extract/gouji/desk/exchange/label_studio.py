"""Label Studio's JSON: a list of tasks, their annotations as regions and relations of regions.

Cells and findings are regions too, with labels of their own (CELL, FINDING); a link is the relation `states` from an
amount to a cell, a verdict the choice of a finding's region, aspects are the text of a span's region. Label Studio
counts UTF-16 units in some versions and code points in others: `value.text` tells which (label-studio issue 1347).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.desk.annotations import (
    EXPLAINS,
    LABELS,
    VERDICTS,
    Annotated,
    AspectSet,
    BadBody,
    CellLink,
    Kind,
    Relation,
    SpanMark,
    Verdict,
)
from gouji.desk.exchange.formats import Bad, Read
from gouji.desk.exchange.gathering import Gathering, finish, text_of

CELL, FINDING, STATES = "CELL", "FINDING", "states"
_TEXT, _LABEL, _VERDICT, _NOTE, _ASPECTS = "text", "label", "verdict", "note", "aspects"
Region = dict[str, Any]


def config() -> str:
    """The labelling interface that the tasks are for, as Label Studio wants it (XML)."""
    labels = "".join(f'<Label value="{name}"/>' for name in (*LABELS, CELL, FINDING))
    verdicts = "".join(f'<Choice value="{name}"/>' for name in VERDICTS)
    return (
        f'<View><Labels name="{_LABEL}" toName="{_TEXT}">{labels}</Labels>'
        f'<Relations><Relation value="{EXPLAINS}"/><Relation value="{STATES}"/></Relations>'
        f'<Text name="{_TEXT}" value="$text"/>'
        f'<Choices name="{_VERDICT}" toName="{_TEXT}" perRegion="true" whenTagName="{_LABEL}" '
        f'whenLabelValue="{FINDING}">{verdicts}</Choices>'
        f'<TextArea name="{_NOTE}" toName="{_TEXT}" perRegion="true"/>'
        f'<TextArea name="{_ASPECTS}" toName="{_TEXT}" perRegion="true"/></View>'
    )


def write(documents: Sequence[Annotated]) -> bytes:
    tasks = [_task(number, document) for number, document in enumerate(documents, 1)]
    return json.dumps(tasks, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _task(number: int, document: Annotated) -> dict[str, Any]:
    return {
        "id": number,
        "data": {"text": document.text, "name": document.name, "author": document.author, "sha256": document.digest},
        "annotations": [{"result": list(_result(document)), "completed_by": 1, "was_cancelled": False}],
    }


def _result(document: Annotated) -> Iterator[Region]:
    text = document.text
    spans = {s.key: s for s in document.of(Kind.SPAN)}
    for thing in document.things:
        match thing:
            case SpanMark():
                yield _region(thing.key, text, thing.start, thing.end, thing.label)
            case Relation():
                yield _relation(thing.source, thing.target, thing.name, thing.key)
            case CellLink():
                cell = f"{thing.key}#cell"
                yield _region(cell, text, thing.cell_start, thing.cell_end, CELL)
                yield _relation(thing.span, cell, STATES, thing.key)
            case AspectSet():
                span = spans[thing.key]
                told = [f"{name}={value}" for name, value in thing.values]
                yield _more(thing.key, text, span.start, span.end, _ASPECTS, "textarea", {"text": told})
            case Verdict():
                at = (thing.key, text, thing.start, thing.end)
                note = json.dumps({"kind": thing.kind, "expected": thing.expected, "reason": thing.reason})
                yield _region(*at, FINDING)
                yield _more(*at, _VERDICT, "choices", {"choices": [thing.verdict]})
                yield _more(*at, _NOTE, "textarea", {"text": [note]})


def _region(key: str, text: str, start: int, end: int, label: str) -> Region:
    return _more(key, text, start, end, _LABEL, "labels", {"labels": [label]})


def _more(key: str, text: str, start: int, end: int, name: str, type_: str, value: Mapping[str, Any]) -> Region:
    place = {"start": start, "end": end}
    printed = {"text": text[start:end]} if type_ == "labels" else {"printed": text[start:end]}
    own = {**place, **printed, **value} if type_ != "textarea" else {**place, **value}
    return {"id": key, "from_name": name, "to_name": _TEXT, "type": type_, "value": own}


def _relation(source: str, target: str, label: str, key: str) -> Region:
    ends = {"from_id": source, "to_id": target}
    return {"type": "relation", **ends, "direction": "right", "labels": [label], "meta": {"key": key}}


def read(data: bytes) -> Read:
    found = Read()
    try:
        tasks = json.loads(data)
    except (ValueError, RecursionError) as exc:
        found.bad.append(Bad("line 1", f"is no JSON: {exc}"))
        return found
    if not isinstance(tasks, list):
        found.bad.append(Bad("line 1", "is no list of tasks"))
        return found
    for number, task in enumerate(tasks, 1):
        try:
            finish(found, _document(f"task {number}", task))
        except BadBody as exc:
            found.bad.append(Bad(f"task {number}", str(exc)))
    return found


def _document(where: str, task: Any) -> Gathering:
    """Raises BadBody for a task without a text or an annotation."""
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        raise BadBody("is no task with data")
    given = task["data"]
    here = Gathering(str(given.get("name", "")), text_of(given), str(given.get("author", "")))
    listed = here.list_of(where, task, "annotations")
    annotations = [a for a in listed if isinstance(a, dict) and not a.get("was_cancelled")]
    if not annotations:
        raise BadBody("has no annotation that was not cancelled")
    for other in annotations[1:]:
        here.refuse(where, f"a second annotation (by {other.get('completed_by')}) is not taken: export one a task")
    result = annotations[0].get("result")
    if not isinstance(result, list) or not all(isinstance(r, dict) for r in result):
        raise BadBody("its annotation has no list of results")
    _Regions(where, here, result).take()
    return here


class _Regions:
    """The regions of one annotation: those of a finding or a span that have one id belong together."""

    def __init__(self, where: str, here: Gathering, result: list[Region]) -> None:
        self._where, self._here, self._result = where, here, result
        self._cells: dict[str, tuple[Any, Any]] = {}

    def take(self) -> None:
        numbered = [(f"{self._where}, result {n}", r) for n, r in enumerate(self._result, 1)]
        for where, region in numbered:
            if region.get("type") == "labels":
                self._labelled(where, region)
        for where, region in numbered:
            match region.get("type"):
                case "relation":
                    self._related(where, region)
                case "textarea" if region.get("from_name") == _ASPECTS:
                    self._aspects(where, region)
                case "labels" | "choices" | "textarea":
                    pass
                case other:
                    self._here.refuse(where, f"a result of type {other!r} has no place here")

    def _labelled(self, where: str, region: Region) -> None:
        value, key = _value(region), str(region.get("id", ""))
        labels = value.get("labels")
        label = labels[0] if isinstance(labels, list) and labels else None
        printed = value.get("text") if isinstance(value.get("text"), str) else None
        if label == FINDING:
            self._here.add(where, Kind.FINDING, key, {**value, **self._judged(key)}, printed)
        elif label == CELL:
            self._cells[key] = self._place(where, value, printed)
        else:
            self._here.add(where, Kind.SPAN, key, {**value, "label": str(label)}, printed)

    def _place(self, where: str, value: Region, printed: str | None) -> tuple[Any, Any]:
        try:
            moved = self._here.moved(value, printed)
        except BadBody as exc:
            self._here.refuse(where, str(exc))
            return None, None
        return moved.get("start"), moved.get("end")

    def _judged(self, key: str) -> Region:
        """The verdict on a finding and the note at it."""
        told: Region = {"verdict": ""}
        for region in (r for r in self._result if r.get("id") == key):
            value = _value(region)
            if region.get("type") == "choices" and isinstance(value.get("choices"), list) and value["choices"]:
                told["verdict"] = str(value["choices"][0])
            elif region.get("type") == "textarea" and region.get("from_name") == _NOTE:
                told.update(_note(value.get("text")))
        return told

    def _related(self, where: str, region: Region) -> None:
        source, target = str(region.get("from_id", "")), str(region.get("to_id", ""))
        labels = self._here.list_of(where, region, "labels") or [EXPLAINS]
        meta = region.get("meta")
        known = isinstance(meta, dict) and isinstance(meta.get("key"), str)
        key = meta["key"] if known and isinstance(meta, dict) else f"{source}>{target}"
        if labels[0] != STATES:
            body = {"source": source, "target": target, "name": str(labels[0])}
            self._here.add(where, Kind.RELATION, key, body)
        elif target in self._cells:
            start, end = self._cells[target]
            self._here.add(where, Kind.LINK, key, {"span": source, "cell_start": start, "cell_end": end})
        else:
            self._here.refuse(where, f"the cell {target} is not there")

    def _aspects(self, where: str, region: Region) -> None:
        told = _value(region).get("text")
        lines = told if isinstance(told, list) else [told]
        values = dict(str(line).split("=", 1) for line in lines if "=" in str(line))
        self._here.add(where, Kind.ASPECTS, str(region.get("id", "")), {"values": values})


def _value(region: Region) -> Region:
    value = region.get("value")
    return value if isinstance(value, dict) else {}


def _note(text: Any) -> Region:
    """What a note at a finding tells: our own fields, or somebody's plain words as the reason."""
    first = text[0] if isinstance(text, list) and text else text if isinstance(text, str) else ""
    try:
        told = json.loads(first)
    except (ValueError, TypeError, RecursionError):
        return {"reason": str(first)}
    return {k: str(v) for k, v in told.items()} if isinstance(told, dict) else {"reason": str(first)}
