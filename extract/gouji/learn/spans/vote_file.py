"""Votes as JSON Lines that a person can correct: the marks stand in the text itself.

    {"id": "…:812", "document": "a.pdf", "label": "CAUSE", "marked": "比上年减少2万元,【主要原因是⟦车辆减少⟧。",
     "votes": {"cause.trigger.reason": [[16, 20, "车辆减少"]]}}

⟦ and ⟧ stand around what is marked, 【 before its cue. To correct a line, move, add or take away marks in `marked` and
leave the rest; `votes` tells which rule said what and is not read for labels.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import regex

from gouji.claims import Label
from gouji.errors import GoujiError
from gouji.learn.spans.votes import Mark, Piece, Vote, Weights, labels

CUE, OPEN, CLOSE = "【", "⟦", "⟧"

_ORDINARY = str.maketrans(CUE + OPEN + CLOSE, "〖[]")
_SIGN = regex.compile(f"[{CUE}{OPEN}{CLOSE}]")


def write(made: Iterable[Piece], path: Path, weights: Weights | None = None) -> None:
    """Writes the pieces with what the votes say of them. Raises GoujiError E008."""
    text = "".join(json.dumps(_record(p, weights), ensure_ascii=False) + "\n" for p in made)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as exc:
        raise GoujiError("E008", path=path, reason=exc) from exc


def read(path: Path) -> Iterator[Piece]:
    """The pieces with the marks that stand in their texts. Raises GoujiError E023 that names the line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield _piece(json.loads(line))
        except (ValueError, KeyError, TypeError) as exc:
            raise GoujiError("E023", path=path, line=number, reason=exc) from exc


def marked(text: str, marks: Iterable[Mark]) -> str:
    """The text with its marks. Signs that the text itself has would be taken for marks and become ordinary brackets."""
    text = text.translate(_ORDINARY)
    signs = [(m.cue, 0, CUE) for m in marks if m.cue < m.start]
    signs += [(m.start, 1, OPEN) for m in marks] + [(m.end, -1, CLOSE) for m in marks]
    out, at = [], 0
    for place, _, sign in sorted(signs):
        out += [text[at:place], sign]
        at = place
    return "".join([*out, text[at:]])


def unmarked(text: str, label: Label) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and these. Raises ValueError where a sign has no partner."""
    plain, marks, at = "", [], 0
    cue = start = -1
    for sign in _SIGN.finditer(text):
        plain += text[at : sign.start()]
        at = sign.end()
        if sign.group() == CUE and cue < 0 and start < 0:
            cue = len(plain)
        elif sign.group() == OPEN and start < 0:
            start = len(plain)
        elif sign.group() == CLOSE and 0 <= start < len(plain):
            marks.append(Mark(start, len(plain), label, start if cue < 0 else cue))
            cue = start = -1
        else:
            raise ValueError(f"{sign.group()} out of place at character {sign.start()} of `marked`")
    if cue >= 0 or start >= 0:
        raise ValueError("a mark is not closed")
    return plain + text[at:], tuple(marks)


def _record(piece: Piece, weights: Weights | None) -> dict[str, Any]:
    votes: dict[str, list[Any]] = {}
    for vote in piece.votes:
        m = vote.mark
        votes.setdefault(vote.source, []).append([m.start, m.end, piece.text[m.start : m.end]])
    found = marked(piece.text, labels(piece, weights))
    return {"id": piece.id, "document": piece.document, "label": piece.label.value, "marked": found, "votes": votes}


def _piece(record: dict[str, Any]) -> Piece:
    label = Label(record["label"])
    text, marks = unmarked(record["marked"], label)
    votes = []
    for source, spans in record.get("votes", {}).items():
        for start, end, words in spans:
            if text[start:end] != words.translate(_ORDINARY):
                raise ValueError(f"the words of a vote have changed: {words}")
            votes.append(Vote(source, Mark(start, end, label, start)))
    return Piece(record["id"], record["document"], label, text, tuple(votes), marks)
