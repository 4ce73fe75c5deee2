"""Corrections that contradict a rule: the rule with its file, and the sentence as a case for `tests/cases`.

The case is the sentence with what annotators say of it marked as the cases of that file mark it. Sentences of real
documents do not belong into a repository: a case is put into own words before it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, select

from gouji.desk.annotations import Kind, SpanMark, Verdict
from gouji.desk.store import documents, layers
from gouji.desk.store.layers import Layer
from gouji.desk.store.tables import suggestions
from gouji.document import Span
from gouji.language import rules
from gouji.records.results import CheckResult
from gouji.report.place_names import Places

_CASES = {"CAUSE": "causes", "PROJECT": "projects", "AMOUNT": "quantities", "PERCENT": "quantities"}
_RELATIONS = "patterns/relations.toml"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One correction against one rule.

    Attributes:
        number, document: the document's number and name.
        said: what the rule says, as printed; `corrected` what annotators say; '' for nothing.
        rule, file: the rule's id and the file that holds it.
        cases: the file of cases that it belongs into.
        case: the case, as TOML.
    """

    number: int
    document: str
    kind: str
    said: str
    corrected: str
    rule: str
    file: str
    cases: str
    case: str


def contradictions(connection: Connection) -> Iterator[Contradiction]:
    """What annotators have corrected of what a rule said, document by document."""
    for one in documents.listed(connection):
        if one.reviewed:
            row = documents.row(connection, one.id)
            assert row is not None
            final = layers.layer(connection, one.id, layers.FINAL)
            result = documents.result(connection, row.analysis)
            yield from _of_spans(connection, one.id, row.analysis, result, final)
            yield from _of_findings(connection, one.id, row.analysis, result, final)


def _of_spans(
    connection: Connection, number: int, analysis: int, result: CheckResult, final: Layer
) -> Iterator[Contradiction]:
    spans: tuple[SpanMark, ...] = final.annotated.of(Kind.SPAN)
    by_key = {s.key: s for s in spans}
    for told in _suggested(connection, number, analysis, Kind.SPAN):
        file = rule_file(told.rule)
        if not file or (Kind.SPAN.value, told.key) not in final.reviewed:
            continue
        now, before = by_key.get(told.key), told.body
        if now and (now.label, now.start, now.end) == (before["label"], before["start"], before["end"]):
            continue
        sentence = Places(result.document).sentence(Span(told.begins, told.ends))
        label = before["label"]
        marked = _marked(result.document.text, sentence, [s for s in spans if s.label == label])
        yield Contradiction(
            number,
            result.document.name,
            label,
            result.document.text[told.begins : told.ends],
            result.document.text[now.start : now.end] if now else "",
            told.rule,
            file,
            f"tests/cases/{_CASES[label]}.toml",
            _case(f"{told.rule} said otherwise of this", marked, label),
        )


def _of_findings(
    connection: Connection, number: int, analysis: int, result: CheckResult, final: Layer
) -> Iterator[Contradiction]:
    judged: dict[str, Verdict] = {v.key: v for v in final.annotated.of(Kind.FINDING)}
    for told in _suggested(connection, number, analysis, Kind.FINDING):
        verdict = judged.get(told.key)
        if verdict is None or verdict.verdict != "wrong":
            continue
        sentence = Places(result.document).sentence(Span(told.begins, told.ends))
        text = result.document.text[sentence.start : sentence.end]
        about = f"no finding of {told.rule}" + (f": {verdict.reason}" if verdict.reason else "")
        yield Contradiction(
            number,
            result.document.name,
            told.body["kind"],
            told.body["message"],
            verdict.reason,
            told.rule,
            rule_file(told.rule) or _RELATIONS,
            "tests/cases/findings.toml",
            _case(about, text, ""),
        )


def _suggested(connection: Connection, number: int, analysis: int, kind: Kind) -> Iterable[Row[Any]]:
    c = suggestions.c
    found = select(c.key, c.body, c.rule, c.begins, c.ends).where(
        c.document == number, c.analysis == analysis, c.kind == kind.value
    )
    return connection.execute(found.order_by(c.begins))


def _marked(text: str, sentence: Span, spans: Iterable[SpanMark]) -> str:
    """The sentence with its spans in ⟦ and ⟧; one that another holds is left out."""
    out: list[str] = []
    at = sentence.start
    for s in sorted(spans, key=lambda s: (s.start, -s.end)):
        if at <= s.start and s.end <= sentence.end:
            out += [text[at : s.start], "⟦", text[s.start : s.end], "⟧"]
            at = s.end
    return "".join([*out, text[at : sentence.end]])


def _case(about: str, text: str, label: str) -> str:
    lines = ["[[case]]", f"about = {_quoted(about)}", f"text = {_quoted(text)}"]
    return "\n".join([*lines, *(["of = []  # the figures that the reasons explain"] if label == "CAUSE" else [])])


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)


def rule_file(rule: str) -> str:
    """The file under patterns/ that holds a rule of this id; '' where none does."""
    return _files().get(rule, "")


@cache
def _files() -> dict[str, str]:
    return {rule.id: f"patterns/{name}.toml" for name in rules.names() for rule in rules.load(name)}
