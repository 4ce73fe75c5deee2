"""From what was tried to findings: one error, one finding; what follows from it is its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji.document import Span
from gouji.reconcile.diagnosis import OF_ANOTHER_FORMULA, Diagnosis, Surroundings, explain, in_other_unit
from gouji.reconcile.findings.basis import basis
from gouji.reconcile.findings.grounds import Grounds, grounds
from gouji.reconcile.findings.telling import render, squeezed, told
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import RANK, Check, Evidence, Finding, FindingKind, Severity, Status, say
from gouji.reconcile.solving.disputed_figures import Disputed, Disputes, disputes
from gouji.reconcile.solving.second_look import look_again
from gouji.reconcile.statements.document_index import Context

_UNIT = "unit_slip"
_JOINT_CERTAINTY = 0.8  # of what only relations together tell


def ledger(tried: list[Tried], found: Disputes) -> tuple[Check, ...]:
    """Every relation that was tried, as a line of the ledger, in the order of the document.

    A relation that misses and is in doubt itself accuses nobody: its line says so. One that was read loosely and
    bears out a finding is violated.
    """
    checks = []
    accusing = {id(t) for one in found.disputed for t in one.group}
    for n, t in enumerate(tried):
        status, why = t.status, t.why
        if t.doubtful and id(t) in accusing:
            status, why = Status.VIOLATED, t.computation or why
        if n in found.doubted and status is Status.VIOLATED:
            status, why = Status.NOT_APPLICABLE, say("reason.doubted", why=why)
        if n in found.cut:
            why = say("reason.alone", why=why)
        checks.append(Check(t.relation, status, t.span, load().words(why)))
    return tuple(sorted(checks, key=lambda c: c.span))


def reconcile(
    context: Context, tried: list[Tried], *, joint: bool = True
) -> tuple[tuple[Finding, ...], tuple[Check, ...]]:
    """The findings of a document, the gravest first, and the ledger; `joint` as in `disputes`."""
    found = disputes(tried, context.support, joint=joint)
    if joint and (again := look_again(tried, found)):
        tried, found = again, disputes(again, context.support)
    merged = _merged(found.disputed)
    around = Surroundings(context)
    made = (_finding(context, around, one) for one in (*merged, *_rounded(tried, merged)))
    ordered = sorted((f for f in made if f), key=lambda f: (RANK[f.severity], f.span, f.kind))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(ordered, 1)), ledger(tried, found)


def _merged(disputed: Iterable[Disputed]) -> list[Disputed]:
    """What is disputed, a figure or a place of words once each."""
    merged: dict[str | Span, Disputed] = {}
    for one in disputed:
        key = one.term or one.group[0].span
        merged[key] = _together(merged[key], one) if key in merged else one
    return list(merged.values())


def _together(a: Disputed, b: Disputed) -> Disputed:
    """Words and figures that are disputed at one place."""
    return replace(a, group=(*a.group, *b.group), joint=(*a.joint, *b.joint), allowed=a.allowed or b.allowed)


def _rounded(tried: Iterable[Tried], merged: list[Disputed]) -> Iterator[Disputed]:
    """The figures that only rounding keeps from what they should be, where no figure of the relation is disputed."""
    wrong = {d.term for one in merged for d in (one, *one.along)}
    found: dict[str, list[Tried]] = {}
    for t in tried:
        if _rounding(t) and wrong.isdisjoint(r.term.id for r in t.roles):
            found.setdefault(t.roles[0].term.id, []).append(t)
    return (Disputed(term, tuple(group)) for term, group in found.items())


def _rounding(tried: Tried) -> bool:
    return tried.severity is Severity.ROUNDING and tried.status is Status.HOLDS


def _finding(context: Context, around: Surroundings, one: Disputed) -> Finding | None:
    found = grounds(one)
    level = found.severity
    if level is None:
        return None
    expected = found.expected(context)
    slip = None if level is Severity.ROUNDING else _slip(around, found, expected)
    diagnosis, says = (slip.code, slip.says) if slip else ("", None)
    if diagnosis in OF_ANOTHER_FORMULA:
        one = replace(one, ties=())
        found = replace(found, disputed=one)
    if found.role and not found.role.said and diagnosis == _UNIT:
        expected = in_other_unit(found.role.term, expected)
    text = found.role.term.text if found.role else context.document.slice(found.span)
    what = told(context, found, expected, diagnosis, says)
    return Finding(
        id="",
        kind=FindingKind.UNIT if diagnosis == _UNIT else found.main.kind,
        severity=level,
        confidence=_certainty(found),
        span=found.span,
        text=text,
        stated=squeezed(text),
        expected=expected,
        evidence=_evidence(found),
        message=render(what),
        computation=_computation(found),
        diagnosis=diagnosis,
        rules=_rules(found),
        basis=None if level is Severity.ROUNDING else basis(context, one),
        code=found.main.code,
        relation=found.group[0].relation,
        told=what,
    )


def _slip(around: Surroundings, found: Grounds, expected: str) -> Diagnosis | None:
    """The slip that the relation itself tells, else the one that explains the disputed figure."""
    if found.main.diagnosis:
        return Diagnosis(found.main.diagnosis, None)
    if found.role is None:
        return None
    confirmed = found.disputed.confirmed
    should = found.role.expected if confirmed else expected
    return explain(around, found.role.term, should, found.group, confirmed=confirmed)


def _certainty(found: Grounds) -> float:
    """How surely the surest of its relations was read."""
    return round(max(t.certainty for t in found.group), 2) if found.alone else _JOINT_CERTAINTY


def _computation(found: Grounds) -> str:
    """The arithmetic in one line; of relations that miss only together, the line of the ledger."""
    return found.main.computation or ("" if found.alone else load().words(found.main.why))


def _rules(found: Grounds) -> tuple[str, ...]:
    """The relations that it rests on, each with the rule that it was read by."""
    return tuple(dict.fromkeys(f"{t.relation}:{t.rule}" if t.rule else t.relation for t in found.group))


def _evidence(found: Grounds) -> tuple[Evidence, ...]:
    """The other figures and wordings of its relations, each once."""
    pieces = (piece for tried in found.told_by for piece in _pieces(tried))
    evidence: dict[Span, Evidence] = {}
    for one in pieces:
        if one.span != found.span:
            evidence.setdefault(one.span, one)
    return tuple(evidence.values())


def _pieces(tried: Tried) -> Iterator[Evidence]:
    yield from (Evidence(role.term.span, role.term.text, role.role) for role in tried.roles)
    yield from (Evidence(span, text, name) for span, text, name in tried.extra)
