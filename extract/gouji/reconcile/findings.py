"""From violated relations to findings: one error, one finding.

Relations that share figures are looked at together: the figure that explains most violated relations and
stands in fewest that hold is the disputed one, and what it violates is the evidence of one finding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from gouji.document import Document, Span
from gouji.reconcile.diagnosis import diagnose
from gouji.reconcile.model import Check, Evidence, Finding, FindingKind, Severity, Status
from gouji.reconcile.relation import Role, Tried

_RANK = {Severity.MATERIAL: 0, Severity.MINOR: 1, Severity.ROUNDING: 2}
_UNIT = "unit_slip"


def ledger(tried: Iterable[Tried]) -> tuple[Check, ...]:
    """Every relation that was tried, as a line of the ledger, in the order of the document."""
    checks = (Check(t.relation, t.status, t.span, t.why) for t in tried)
    return tuple(sorted(checks, key=lambda c: c.span))


def findings(document: Document, tried: list[Tried]) -> tuple[Finding, ...]:
    """The findings of a document, the gravest first."""
    violated = [t for t in tried if t.status is Status.VIOLATED]
    held = Counter(r.term.id for t in tried if t.status is Status.HOLDS for r in t.roles)
    drafts = [(f, group) for f, group in _groups(violated, held)]
    drafts += [(t.roles[0].term.id, [t]) for t in tried if t.severity is Severity.ROUNDING and t.status is Status.HOLDS]
    made = [_finding(document, disputed, group) for disputed, group in drafts]
    ordered = sorted(made, key=lambda f: (_RANK[f.severity], f.span, f.kind))
    return tuple(Finding(**{**_fields(f), "id": f"f{n}"}) for n, f in enumerate(ordered, 1))


def _fields(finding: Finding) -> dict[str, object]:
    return {name: getattr(finding, name) for name in Finding.__slots__}


def _groups(violated: list[Tried], held: Counter[str]) -> Iterable[tuple[str, list[Tried]]]:
    """Cover the violated relations with the fewest disputed figures, greedily; ids without a figure stand alone."""
    left = [t for t in violated if t.roles and not t.fixed]
    for tried in violated:
        if not tried.roles or tried.fixed:
            same = [t for t in left if tried.roles and t.roles[0].term.id == tried.roles[0].term.id]
            left = [t for t in left if t not in same]
            yield (tried.roles[0].term.id if tried.roles else ""), [tried, *same]
    while left:
        counts: Counter[str] = Counter()
        first: dict[str, int] = defaultdict(int)
        for tried in left:
            for n, role in enumerate(tried.roles):
                counts[role.term.id] += 1
                first[role.term.id] += n == 0
        disputed = max(counts, key=lambda i: (counts[i] - 0.6 * held[i], first[i], -_start(left, i)))
        group = [t for t in left if any(r.term.id == disputed for r in t.roles)]
        left = [t for t in left if t not in group]
        yield disputed, group


def _start(tried: list[Tried], term_id: str) -> int:
    return next(r.term.span.start for t in tried for r in t.roles if r.term.id == term_id)


def _finding(document: Document, disputed: str, group: list[Tried]) -> Finding:
    group.sort(key=lambda t: (not t.fixed, _RANK[t.severity or Severity.MATERIAL], -t.certainty))
    main = next((t for t in group if any(r.expected for r in t.roles if r.term.id == disputed)), group[0])
    role = next((r for r in main.roles if r.term.id == disputed), None)
    span = role.term.span if role else main.span
    text = role.term.text if role else document.slice(main.span)
    expected = role.expected if role else ""
    diagnosis = main.diagnosis or (diagnose(role.term, expected) if role else "")
    kind = FindingKind.UNIT if diagnosis == _UNIT else main.kind
    return Finding(
        id="",
        kind=kind,
        severity=min((t.severity or Severity.MATERIAL for t in group), key=_RANK.__getitem__),
        confidence=round(max(t.certainty for t in group), 2),
        span=span,
        text=text,
        stated=_squeeze(text),
        expected=expected,
        evidence=_evidence(document, group, span),
        message=_message(document, main, role, span),
        computation=main.computation,
        diagnosis=diagnosis,
        rules=tuple(dict.fromkeys(f"{t.relation}:{t.rule}" if t.rule else t.relation for t in group)),
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


def _message(document: Document, main: Tried, role: Role | None, span: Span) -> str:
    """The sentence an auditor can paste: where, what is written, what it should be, how that follows."""
    stated = _squeeze(role.term.text if role else document.slice(main.span))
    text = main.message.replace("{stated}", stated)
    if role and main.roles and role is not main.roles[0]:
        text = f"{stated}与相关数字不符，按其余数字推算应为{role.expected or '其他数值'}"
    block = document.block_at(span.start)
    label = document.section_label(block.section) if block else ""
    where = f"“{_squeeze(label)}”：" if label else ""
    computed = f"（{main.computation}）" if main.computation else ""
    return f"{where}{text}{computed}。"


def _squeeze(text: str) -> str:
    return "".join(text.split())
