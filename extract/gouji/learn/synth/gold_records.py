"""What is true of a made-up disclosure, as the records of a gold folder (see `learn/gold.py`).

Records of a text carry offsets; those of another form page, quote and figure, white space removed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gouji.learn.synth.disclosure import Disclosure, Mismatch, Place
from gouji.learn.synth.marked_script import Said

Record = dict[str, Any]
Locate = Callable[[int, int], Record]  # where a stretch of the text is said to stand

_CONSISTENT = {"change": "rate", "share": "share", "completion": "share", "part_of": "sum"}


def records(made: Disclosure, locate: Locate) -> dict[str, list[Record]]:
    """The records of each file of a gold folder by its name without suffix."""
    entities = list(_entities(made, locate))
    ids = {(e["_at"], e["label"]): e["id"] for e in entities}
    named = {mark: ids[at, made.script.marks[mark].label] for mark, at in made.figures.items() if _prose(made, mark)}
    causes = {n: ids[at, "CAUSE"] for n, at in made.phrases.items() if (at, "CAUSE") in ids}
    for entity in entities:
        entity.pop("_at")
        if (of := entity.pop("_of", None)) is not None:
            entity["of"] = named.get(of)
    return {
        "entities": entities,
        "mismatches": [_mismatch(n, m, made, locate) for n, m in enumerate(made.truth, 1)],
        "consistent": list(_consistent(made, locate)),
        "alignments": list(_alignments(made, locate)),
        "claims": list(_claims(made, named, causes, locate)),
        "facts": list(_facts(made, locate)),
    }


def _prose(made: Disclosure, mark: int) -> bool:
    return made.script.marks[mark].label in ("AMOUNT", "PERCENT")


def _entities(made: Disclosure, locate: Locate) -> Iterator[Record]:
    marks = {at: made.script.marks[m] for m, at in made.figures.items() if _prose(made, m)}
    phrases = {(made.script.phrases[n].label, at): made.script.phrases[n] for n, at in made.phrases.items()}
    for n, (label, start, end) in enumerate(made.entities, 1):
        text = made.text[start:end]
        record = {"id": f"e{n:03d}", "label": label, **locate(start, end), "text": text, "_at": (start, end)}
        if label in ("AMOUNT", "PERCENT"):
            yield {**record, "norm": marks[start, end].norm(text)}
        else:
            cause = {"_of": phrases[label, (start, end)].of} if label == "CAUSE" else {}
            yield {**record, "norm": text, **cause}


def _mismatch(number: int, wrong: Mismatch, made: Disclosure, locate: Locate) -> Record:
    return {
        "id": f"m{number:03d}",
        "kind": wrong.kind,
        "severity": wrong.severity,
        **locate(wrong.start, wrong.end),
        "text": made.text[wrong.start : wrong.end],
        "stated": wrong.stated,
        "expected": wrong.expected,
        "slip": wrong.name,
        "evidence": [{**locate(*at), "text": made.text[slice(*at)]} for at in wrong.evidence],
        "why": f"planted: {wrong.name}",
        "sure": True,
    }


def _sound(made: Disclosure) -> Iterator[Said]:
    """The claims all of whose figures are printed without a slip."""
    wrong = {m.mark for m in made.truth}
    for said in made.script.said:
        figures = {*said.figures.values(), *said.parts}
        if figures <= made.figures.keys() and not figures & wrong:
            yield said


def _consistent(made: Disclosure, locate: Locate) -> Iterator[Record]:
    """Claims with what they are computed from; offsets where the form has them."""
    for said in _sound(made):
        operation = _CONSISTENT.get(said.relation)
        at = {role: made.figures[m] for role, m in said.figures.items()}
        if operation is None or (operation == "rate" and not {"value", "delta", "rate"} <= at.keys()):
            continue
        own = at["value"] if operation == "sum" else at["rate"]
        printed = {role: made.text[slice(*place)] for role, place in at.items()}
        record = {**locate(*own), "text": made.text[slice(*own)], "claim": said.subject, "kind": said.relation}
        record["check"] = ", ".join(f"{role} {text}" for role, text in printed.items())
        if "start" in record:
            record["calc"] = _calc(operation, said, at, [made.figures[p] for p in said.parts])
        yield record


def _calc(operation: str, said: Said, at: dict[str, Place], parts: list[Place]) -> Record:
    if operation == "sum":
        return {"op": "sum", "total": list(at["value"]), "parts": [list(p) for p in parts]}
    if operation == "share":
        return {"op": "share", "part": list(at["value"]), "whole": list(at["base"]), "stated": list(at["rate"])}
    given = {"cur": list(at["value"]), "delta": list(at["delta"]), "stated": list(at["rate"])}
    return {"op": "rate", **given, "dir": said.direction}


def _alignments(made: Disclosure, locate: Locate) -> Iterator[Record]:
    printed = ((g, c, c.mark) for g in made.script.grids for row in g.rows for c in row if c.mark is not None)
    cells = {made.figures[mark]: (g, c) for g, c, mark in printed if mark in made.figures}
    wrong = {(m.start, m.end) for m in made.truth}
    for start, end, cell_start, cell_end in made.links:
        grid, cell = cells[cell_start, cell_end]
        place = locate(cell_start, cell_end)
        yield {
            **locate(start, end),
            "text": made.text[start:end],
            "table": grid.title,
            "table_no": grid.number,
            "row": cell.row[-1] if cell.row else "",
            "col": "/".join(cell.col),
            **{f"cell_{k}": v for k, v in place.items()},
            "cell_text": made.text[cell_start:cell_end],
            "agrees": not {(start, end), (cell_start, cell_end)} & wrong,
        }


def _claims(made: Disclosure, named: dict[int, str], causes: dict[int, str], locate: Locate) -> Iterator[Record]:
    number = 0
    for said in made.script.said:
        marks = [*said.figures.values(), *said.parts]
        if not all(m in made.figures for m in marks):
            continue
        number += 1
        spans = [made.figures[m] for m in marks]
        figures = {role: named[m] for role, m in said.figures.items()}
        figures |= {f"part.{n}": named[m] for n, m in enumerate(said.parts, 1)}
        yield {
            "id": f"c{number:03d}",
            "subject": said.subject,
            "measure": said.measure,
            "period": said.period,
            "relation": said.relation,
            "figures": figures,
            "direction": said.direction or None,
            "cause": causes.get(said.cause) if said.cause is not None else None,
            **locate(min(a for a, _ in spans), max(b for _, b in spans)),
        }


def _facts(made: Disclosure, locate: Locate) -> Iterator[Record]:
    number = 0
    for grid in made.script.grids:
        for cell in (c for row in grid.rows for c in row):
            if cell.mark is None or cell.mark not in made.figures:
                continue
            number += 1
            start, end = made.figures[cell.mark]
            value = made.text[start:end]
            yield {
                "id": f"f{number:03d}",
                "table": grid.title,
                "table_no": grid.number,
                "row": list(cell.row),
                "col": list(cell.col),
                "code": cell.code,
                "value": value,
                "norm": made.script.marks[cell.mark].norm(value),
                "unit": made.script.style.cell_unit,
                **locate(start, end),
            }
