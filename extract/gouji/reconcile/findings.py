"""From violated relations to findings: one error, one finding; what follows from it is its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from gouji.document import Document, Span
from gouji.reconcile.context import Context
from gouji.reconcile.diagnosis import Diagnosis, explain, in_other_unit
from gouji.reconcile.localise import localise
from gouji.reconcile.model import Check, Evidence, Finding, FindingKind, Severity, Status
from gouji.reconcile.relation import Role, Tried, printed

_RANK = {Severity.MATERIAL: 0, Severity.MINOR: 1, Severity.ROUNDING: 2}
_UNIT = "unit_slip"


def ledger(tried: Iterable[Tried]) -> tuple[Check, ...]:
    """Every relation that was tried, as a line of the ledger, in the order of the document."""
    checks = (Check(t.relation, t.status, t.span, t.why) for t in tried)
    return tuple(sorted(checks, key=lambda c: c.span))


def findings(context: Context, tried: list[Tried]) -> tuple[Finding, ...]:
    """The findings of a document, the gravest first."""
    violated = [t for t in tried if t.status is Status.VIOLATED]
    held = Counter(r.term.id for t in tried if t.status is Status.HOLDS for r in t.roles if r.allowed)
    held.update(context.support)  # how often a term's value is stated elsewhere
    merged: dict[str, list[Tried]] = {}
    for disputed, group in localise(violated, held):
        merged.setdefault(disputed or f"words {group[0].span}", []).extend(group)
    rounded: dict[str, list[Tried]] = {}
    for t in tried:
        if _rounding(t) and not any(r.term.id in merged for r in t.roles):
            rounded.setdefault(t.roles[0].term.id, []).append(t)
    made = [_finding(context, disputed, group) for disputed, group in (*merged.items(), *rounded.items())]
    ordered = sorted(made, key=lambda f: (_RANK[f.severity], f.span, f.kind))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(ordered, 1))


def _rounding(tried: Tried) -> bool:
    return tried.severity is Severity.ROUNDING and tried.status is Status.HOLDS


def _finding(context: Context, disputed: str, group: list[Tried]) -> Finding:
    document = context.document
    group.sort(key=lambda t: (not t.fixed, _width(t, disputed), -t.certainty))
    main = next((t for t in group if any(r.expected for r in t.roles if r.term.id == disputed)), group[0])
    role = next((r for r in main.roles if r.term.id == disputed), None) if not main.reworded else None
    span = role.term.span if role else main.span
    text = role.term.text if role else document.slice(main.span)
    expected = role.expected if role else main.reworded
    level = min((t.severity or Severity.MATERIAL for t in group), key=_RANK.__getitem__)
    slip = _slip(context, main, role, group) if level is not Severity.ROUNDING else None
    diagnosis = slip.code if slip else ""
    kind = FindingKind.UNIT if diagnosis == _UNIT else main.kind
    if role and diagnosis == _UNIT:
        expected = in_other_unit(role.term, expected)
    return Finding(
        id="",
        kind=kind,
        severity=level,
        confidence=round(max(t.certainty for t in group), 2),
        span=span,
        text=text,
        stated=_squeeze(text),
        expected=expected,
        evidence=_evidence(document, group, span),
        message=_message(document, main, role, span, expected, slip.says if slip else ""),
        computation=main.computation,
        diagnosis=diagnosis,
        rules=tuple(dict.fromkeys(f"{t.relation}:{t.rule}" if t.rule else t.relation for t in group)),
    )


def _slip(context: Context, main: Tried, role: Role | None, group: list[Tried]) -> Diagnosis | None:
    """The slip that the relation itself tells, else the one that explains the disputed figure."""
    if main.diagnosis:
        return Diagnosis(main.diagnosis, "")
    return explain(context, role.term, role.expected, group) if role else None


def _width(tried: Tried, term_id: str) -> Decimal:
    """How closely a relation tells what a figure should be."""
    return min(
        (r.allowed.width for r in tried.roles if r.term.id == term_id and r.allowed), default=Decimal("Infinity")
    )


def _evidence(document: Document, group: list[Tried], disputed: Span) -> tuple[Evidence, ...]:
    found: dict[Span, Evidence] = {}
    for tried in group:
        for role in tried.roles:
            if role.term.span != disputed:
                found.setdefault(role.term.span, Evidence(role.term.span, role.term.text, role.role))
        for span, text, name in tried.extra:
            if span != disputed:
                found.setdefault(span, Evidence(span, text, name))
    return tuple(found.values())


def _message(document: Document, main: Tried, role: Role | None, span: Span, expected: str, slip: str) -> str:
    """The sentence an auditor can paste: where, what is written, what it should be, how that follows."""
    first = main.roles[0].term if role and main.roles else None
    stated = printed(first) if first else _squeeze(document.slice(main.span))
    text = main.message.replace("{stated}", stated)
    if role and role is not main.roles[0]:
        text += f"；从其余数字看，疑{printed(role.term)}有误"
    if expected and "应为" not in text:
        text += f"，应为{expected}"
    block = document.block_at(span.start)
    label = document.section_label(block.section) if block else ""
    place = document.places.at(span.start, span.end).name
    where = f"{place}“{_squeeze(label)}”：" if label else f"{place}：" if place else ""
    computed = f"（{main.computation}）" if main.computation else ""
    likely = f"，疑{slip}" if slip else ""
    return f"{where}{text}{computed}{likely}。"


def _squeeze(text: str) -> str:
    return "".join(text.split())
