"""Echoes: the same digits twice in prose, at another place of the decimal point or with another unit.

Long numbers do not repeat by chance; where they do and the amounts differ by a power of ten, one of the two lost its
point or its unit. How long is long enough depends on how many amounts there are to agree with: see `_negligible`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from gouji.claims import Claim
from gouji.figures import Kind
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_CODE = "echo.digits"
_DIGITS = 5  # significant digits that must be the same
_PRINTED = 4  # where the whole number is printed alike and only the unit differs
# How probable a chance agreement in the document may be at most. Different quantities are often tied in some way that
# nothing tells (one is set as a tenth of the other), so they must agree in more digits than chance alone asks for.
_SAME_NAME, _OTHER_NAME = 1e-4, 1e-5

Names = dict[str, frozenset[tuple[str, ...]]]  # what each amount states, by id


@relation(_CODE)
def echoes(context: Context) -> Iterator[Tried]:
    """Amounts that repeat another's digits at another magnitude, against the magnitude that most of them have."""
    tenths, names = _tenths(context), _names(context)
    money = [t for t in context.terms.prose if _is_money(t)]
    for terms in _alike(t for t in money if t.id not in tenths):
        usual = _usual(terms)
        for term in terms:
            if _size(term) != _size(usual) and _negligible(term, usual, money, names):
                yield _tried(term, usual)


def _is_money(term: Term) -> bool:
    return term.figure.kind is Kind.MONEY


def _usual(terms: list[Term]) -> Term:
    """The first amount of the magnitude that most of them have."""
    counts = Counter(map(_size, terms))
    return max(terms, key=lambda t: counts[_size(t)])


def _alike(money: Iterable[Term]) -> Iterable[list[Term]]:
    """The amounts of enough digits by these; those of few digits by the whole number as printed."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in money:
        digits = _digits(term)
        telling = len(digits.rstrip("0"))
        if telling >= _DIGITS:
            groups[digits].append(term)
        elif telling >= _PRINTED:
            groups[f"{abs(term.figure.value):f}"].append(term)
    return groups.values()


def _digits(term: Term) -> str:
    """The digits as printed, with the zeros at the end that were dropped: 120.97 is no echo of 1,209.70."""
    return f"{abs(term.figure.value):.{_decimals(term)}f}".replace(".", "").lstrip("0")


def _decimals(term: Term) -> int:
    return max(term.figure.decimals, term.usual or 0)


def _negligible(odd: Term, usual: Term, money: list[Term], names: Names) -> bool:
    """Whether two amounts hardly agree in their digits by chance.

    Amounts printed alike, with one unit and equally many decimals, never do at another magnitude. So the pairs that
    could have agreed are those of an amount printed as the one is and an amount printed as the other is; if both
    bear one name, only those that do. Each agrees in d significant digits with a chance of 1 in 9 · 10^(d-1).
    """
    shared = _names_of(odd, names) & _names_of(usual, names)
    among = [t for t in money if shared & _names_of(t, names)] if shared else money
    different = {(_form(t), _size(t)) for t in among}
    many = Counter(form for form, _ in different)
    pairs = many[_form(odd)] * many[_form(usual)]
    agreeing = len(_digits(odd).rstrip("0"))
    chance = pairs / (9 * 10.0 ** (agreeing - 1))
    return chance <= (_SAME_NAME if shared else _OTHER_NAME)


def _names_of(term: Term, names: Names) -> frozenset[tuple[str, ...]]:
    return names.get(term.id, frozenset())


def _form(term: Term) -> tuple[str, int]:
    """What an amount is printed like: its unit and its decimals."""
    return (term.figure.symbol, _decimals(term))


def _names(context: Context) -> Names:
    """What each amount states: the quantity and whether it is its level or its change."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for claim in context.claims:
        if claim.name.nameless:
            continue
        for role in ("value", "delta"):
            if role in claim.figures:
                found[claim.figures[role]].add((role, *_quantity(claim)))
    return {i: frozenset(names) for i, names in found.items()}


def _quantity(claim: Claim) -> tuple[str, ...]:
    name = claim.name
    return (name.core, name.side, name.extent, *name.path)


def _tenths(context: Context) -> frozenset[str]:
    """The amounts of claims whose rate is 10 %, 1 % or their like: they repeat the digits of what they are part of."""
    found: set[str] = set()
    for claim in context.claims:
        rates = (context.terms.of(claim, role) for role in ("rate", "share"))
        if any(rate and _power_of_ten(rate.figure.value) for rate in rates):
            found.update(claim.figures.values())
    return frozenset(found)


def _power_of_ten(value: Decimal) -> bool:
    return abs(value).normalize().as_tuple().digits == (1,)


def _size(term: Term) -> Decimal:
    """A fall may be told as 减少5万元 and as 增加-5万元."""
    return abs(term.figure.base)


def _tried(term: Term, usual: Term) -> Tried:
    turned = -1 if term.figure.value * usual.figure.value < 0 else 1
    text = "".join(usual.text.split())
    return attempt(
        _CODE,
        term.span,
        Severity.MATERIAL,
        why=say("why.digits", other=text),
        roles=(Role(term, "value", usual.interval * turned), Role(usual, "value", term.interval * turned)),
        says={"other": text},
        rule=_CODE,
    )
