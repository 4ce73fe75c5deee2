"""Echoes: the same digits twice in prose, at another place of the decimal point or with another unit.

Five digits do not repeat by chance; where they do and the amounts differ by a power of ten, one of the two lost
its point or its unit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gouji.figures import Kind
from gouji.reconcile.context import Context
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relation import Role, Tried
from gouji.reconcile.terms import Term

_DIGITS = 5  # significant digits that must be the same
_PRINTED = 4  # where the whole number is printed alike and only the unit differs


def echoes(context: Context) -> Iterator[Tried]:
    """Amounts that repeat another's digits at another magnitude, against the magnitude that most of them have."""
    groups: dict[str, list[Term]] = defaultdict(list)
    tenths = _tenths(context)
    for term in (t for t in context.terms.prose if t.id not in tenths):
        digits = _digits(term)
        if term.figure.unit and term.figure.unit.kind is Kind.MONEY and len(digits) >= _PRINTED:
            alike = digits if len(digits) >= _DIGITS else f"{abs(term.figure.value):f}"
            groups[alike].append(term)
    for terms in groups.values():
        counts = Counter(map(_size, terms))
        if len(counts) > 1:
            usual = max(terms, key=lambda t: counts[_size(t)])
            yield from (_tried(t, usual) for t in terms if _size(t) != _size(usual))


def _digits(term: Term) -> str:
    """The digits as printed, with the decimals that a whole number has dropped: 521.51 is no echo of 5,215.10."""
    dropped = "0" * (term.usual or 0) if term.figure.decimals == 0 else ""
    return f"{abs(term.figure.value):f}{dropped}".replace(".", "").lstrip("0")


def _tenths(context: Context) -> frozenset[str]:
    """The amounts of claims whose rate is 10 %, 1 % or their like: they repeat the digits of what they are part of."""
    found: set[str] = set()
    for claim in context.claims:
        rates = (context.terms.of(claim, role) for role in ("rate", "share"))
        if any(r and not r.zero and abs(r.figure.value).normalize().as_tuple().digits == (1,) for r in rates):
            found.update(claim.figures.values())
    return frozenset(found)


def _size(term: Term) -> Decimal:
    """A fall may be told as 减少5万元 and as 增加-5万元."""
    return abs(term.figure.base)


def _tried(term: Term, usual: Term) -> Tried:
    turned = -1 if term.figure.value * usual.figure.value < 0 else 1
    text = "".join(usual.text.split())
    return Tried(
        kind=FindingKind.NARRATIVE_NARRATIVE,
        relation="echo",
        status=Status.VIOLATED,
        span=term.span,
        why=f"数字与{text}相同，数量级不同",
        roles=(Role(term, "value", usual.interval * turned), Role(usual, "value", term.interval * turned)),
        severity=Severity.MATERIAL,
        message=f"{{stated}}与他处的{text}数字相同而数量级不同，疑小数点或单位有误",
        certainty=0.6,
        rule="echo.digits",
    )
