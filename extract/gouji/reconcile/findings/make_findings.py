"""From what was tried to findings: one error, one finding; what follows from it is its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.document import Document, Span
from gouji.figures import Interval
from gouji.reconcile.diagnosis import Diagnosis, Surroundings, explain, in_other_unit
from gouji.reconcile.findings.basis import basis
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import Role, Tried, printed, severity, show
from gouji.reconcile.model import RANK, Check, Evidence, Finding, FindingKind, Sentence, Severity, Status
from gouji.reconcile.solving.disputed_figures import Disputed, Disputes, disputes, roles_of
from gouji.reconcile.solving.second_look import look_again
from gouji.reconcile.statements.document_index import Context

_UNIT = "unit_slip"
_DOUBTED = "与其他勾稽关系不能同时成立，疑非此意"
_OPEN = "；其余数字另有印证，疑所列各项有误或有遗漏"
_STILL = "；其他有误之数更正后仍不相符，疑{stated}有误"
_JOINTLY = "{stated}与有关各数单独核对均在舍入范围之内，合起来不能同时成立"
_FOLLOWS = "{stated}与所列各数相符，而其中有误之数更正后不再相符"
_JOINT_CERTAINTY = 0.8  # of what only relations together tell


def ledger(tried: list[Tried], found: Disputes) -> tuple[Check, ...]:
    """Every relation that was tried, as a line of the ledger, in the order of the document.

    A relation that misses and is in doubt itself accuses nobody: its line says so. One that was read loosely and
    bears out a finding is violated.
    """
    checks = []
    told = {id(t) for one in found.disputed for t in one.group}
    for n, t in enumerate(tried):
        status, why = t.status, t.why
        if t.doubtful and id(t) in told:
            status, why = Status.VIOLATED, t.computation or why
        if n in found.doubted and status is Status.VIOLATED:
            status, why = Status.NOT_APPLICABLE, f"{why}；{_DOUBTED}"
        checks.append(Check(t.relation, status, t.span, why))
    return tuple(sorted(checks, key=lambda c: c.span))


def reconcile(
    context: Context, tried: list[Tried], *, joint: bool = True
) -> tuple[tuple[Finding, ...], tuple[Check, ...]]:
    """The findings of a document, the gravest first, and the ledger; `joint` as in `disputes`."""
    found = disputes(tried, context.support, joint=joint)
    if joint and (again := look_again(tried, found)):
        tried, found = again, disputes(again, context.support)
    merged: dict[str, Disputed] = {}
    for one in found.disputed:
        key = one.term or f"words {one.group[0].span}"
        merged[key] = _together(merged[key], one) if key in merged else one
    told = {*merged, *(d.term for one in merged.values() for d in one.along)}
    rounded: dict[str, list[Tried]] = {}
    for t in tried:
        if _rounding(t) and told.isdisjoint(r.term.id for r in t.roles):
            rounded.setdefault(t.roles[0].term.id, []).append(t)
    tails = (Disputed(term, tuple(group)) for term, group in rounded.items())
    around = Surroundings(context)
    made = [f for one in (*merged.values(), *tails) if (f := _finding(context, around, one))]
    ordered = sorted(made, key=lambda f: (RANK[f.severity], f.span, f.kind))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(ordered, 1)), ledger(tried, found)


def _together(a: Disputed, b: Disputed) -> Disputed:
    """Words and figures that are disputed at one place."""
    return replace(a, group=(*a.group, *b.group), joint=(*a.joint, *b.joint), allowed=a.allowed or b.allowed)


def _rounding(tried: Tried) -> bool:
    return tried.severity is Severity.ROUNDING and tried.status is Status.HOLDS


def _finding(context: Context, around: Surroundings, one: Disputed) -> Finding | None:
    document = context.document
    group = sorted(one.group or one.joint, key=lambda t: _order(t, one))
    main = next((t for t in group if _telling(t, one)), group[0])
    role = next(iter(roles_of(main, one.term)), None) if not main.reworded else None
    span = role.term.span if role else main.span
    text = role.term.text if role else document.slice(main.span)
    level = _severity(one, group, role)
    if level is None:
        return None
    expected = _expected(context, one, main, role)
    slip = _slip(around, main, role, expected, group) if level is not Severity.ROUNDING else None
    diagnosis = slip.code if slip else ""
    kind = FindingKind.UNIT if diagnosis == _UNIT else main.kind
    if role and diagnosis == _UNIT:
        expected = in_other_unit(role.term, expected)
    return Finding(
        id="",
        kind=kind,
        severity=level,
        confidence=round(max(t.certainty for t in group), 2) if one.group else _JOINT_CERTAINTY,
        span=span,
        text=text,
        stated=_squeeze(text),
        expected=expected,
        evidence=_evidence((*group, *one.joint, *(t for d in one.along for t in d.group)), span),
        message=_message(context, one, main, role, span, expected, slip.says if slip else ""),
        computation=main.computation or ("" if one.group else main.why),
        diagnosis=diagnosis,
        rules=tuple(dict.fromkeys(f"{t.relation}:{t.rule}" if t.rule else t.relation for t in group)),
        basis=basis(context, one) if level is not Severity.ROUNDING else None,
        code=main.code,
    )


def _order(tried: Tried, one: Disputed) -> tuple[bool, bool, bool, Decimal, float]:
    """The relations that a finding is told by: those that miss and tell the figure closely first.

    A rate that is disputed only with others is told by what computes it.
    """
    return not tried.fixed, not _computes(tried, one), not tried.misses, _width(tried, one.term), -tried.certainty


def _computes(tried: Tried, one: Disputed) -> bool:
    """Whether a relation computes a rate that it misses only with others."""
    return not one.group and any(r.term.id == one.term for r in tried.roles[:1] if r.role == "rate")


def _slip(around: Surroundings, main: Tried, role: Role | None, expected: str, group: list[Tried]) -> Diagnosis | None:
    """The slip that the relation itself tells, else the one that explains the disputed figure."""
    if main.diagnosis:
        return Diagnosis(main.diagnosis, "")
    return explain(around, role.term, expected, group) if role else None


def _telling(tried: Tried, one: Disputed) -> bool:
    """Whether a relation says what the disputed figure should be, and everything else allows that."""
    roles = [r for r in roles_of(tried, one.term) if r.expected]
    return any(r.said or one.allowed is None or (r.allowed and r.allowed.meets(one.allowed)) for r in roles)


def _severity(one: Disputed, group: list[Tried], role: Role | None) -> Severity | None:
    """The gravest of the relations that miss; of those that miss only together, by what they leave for the figure."""
    if one.group:
        return min((t.severity or Severity.MATERIAL for d in (one, *one.along) for t in d.group), key=RANK.__getitem__)
    return severity(role.term, one.allowed) if role and one.allowed else None


def _expected(context: Context, one: Disputed, main: Tried, role: Role | None) -> str:
    if role is None:
        return main.reworded
    if role.said or one.allowed is None:
        return role.expected
    left = (role.allowed.common(one.allowed) if role.allowed and one.group else None) or one.allowed
    if printed_one := context.terms.printed_within(left, role.term):
        left = Interval.point(printed_one)
    return replace(role, allowed=left).expected


def _width(tried: Tried, term_id: str) -> Decimal:
    """How closely a relation tells what a figure should be."""
    return min((r.allowed.width for r in roles_of(tried, term_id) if r.allowed), default=Decimal("Infinity"))


def _evidence(group: Iterable[Tried], disputed: Span) -> tuple[Evidence, ...]:
    found: dict[Span, Evidence] = {}
    for tried in group:
        for role in tried.roles:
            if role.term.span != disputed:
                found.setdefault(role.term.span, Evidence(role.term.span, role.term.text, role.role))
        for span, text, name in tried.extra:
            if span != disputed:
                found.setdefault(span, Evidence(span, text, name))
    return tuple(found.values())


def _message(
    context: Context, one: Disputed, main: Tried, role: Role | None, span: Span, expected: str, slip: str
) -> str:
    """The sentence an auditor can paste: where, what is written, what it should be, how that follows."""
    document = context.document
    first = main.roles[0].term if role and main.roles and main.misses else role.term if role else None
    stated = printed(first) if first else _squeeze(document.slice(main.span))
    together = _FOLLOWS if _computes(main, one) else _JOINTLY
    told = main.message if one.group or main.misses else together
    text = _worded(told, stated)
    if role and not one.group and main.misses:
        text += _STILL.replace("{stated}", printed(role.term))
    elif one.open:
        text += _OPEN
    elif one.group and role and role is not main.roles[0]:
        text += f"；从其余数字看，疑{printed(role.term)}有误"
    if expected and not _corrects(main, told, text, expected):
        text += f"，应为{expected}"
    if one.along:
        follow = "、".join(f"{printed(context.terms[d.term])}（应为{_repaired(context, d)}）" for d in one.along)
        text += f"；同一差额还见于{follow}"
    if tied := "、".join(_tied(context, one)):
        text += f"；亦可能是{tied}有误"
    computation = main.computation if main.misses else "；".join(t.why for t in one.joint)
    computed = f"（{computation}）" if computation else ""
    likely = f"，疑{slip}" if slip else ""
    return f"{_where(document, span)}{text}{computed}{likely}。"


def _worded(told: Sentence | str, stated: str) -> str:
    """The sentence of a relation with the disputed figure in its place."""
    return load().render(told, stated=stated) if isinstance(told, Sentence) else told.replace("{stated}", stated)


def _corrects(main: Tried, told: Sentence | str, text: str, expected: str) -> bool:
    """Whether the sentence of a relation says already what should stand there."""
    if isinstance(told, Sentence):
        return load().corrects(told) and (bool(main.reworded) or told["expected"] == expected)
    return ("应为" if main.reworded else f"应为{expected}") in text


def _repaired(context: Context, one: Disputed) -> str:
    term = context.terms[one.term]
    return show(one.allowed.mid, term.figure, term.usual) if one.allowed else ""


def _tied(context: Context, one: Disputed) -> Iterator[str]:
    """The other figures that explain as much, where they are few enough to be told."""
    for term in (context.terms[i] for i in one.ties if i in context.terms):
        yield printed(term)


def _where(document: Document, span: Span) -> str:
    block = document.block_at(span.start)
    label = document.section_label(block.section) if block else ""
    place = document.places.at(span.start, span.end).name
    return f"{place}“{_squeeze(label)}”：" if label else f"{place}：" if place else ""


def _squeeze(text: str) -> str:
    return "".join(text.split())
