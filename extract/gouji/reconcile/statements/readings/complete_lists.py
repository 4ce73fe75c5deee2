"""Lists that are all of their total by what they name: a partition, all classes, or items up to what is left over."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.claims import Claim
from gouji.declared import declared
from gouji.language import classification, rules
from gouji.language.codes import CLASS
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.partitions import Partition, partitions
from gouji.reconcile.statements.terms import Term

_FEWEST = 3  # parts; two may be examples


def partition_of(context: Context, claim: Claim, parts: Sequence[Term]) -> list[Term] | None:
    """The parts that are a known partition of the whole (基本支出 + 项目支出), when all of it is listed."""
    whole = {claim.name.core, claim.name.side}
    divided = [known for known in partitions() if whole.intersection(known.whole)]
    cores = {context.called.get(p.id, ""): p for p in parts}
    told = next(filter(None, (_told(context, known, cores) for known in divided)), None)
    return [cores[name] for name in told] if told else None


def _told(context: Context, known: Partition, cores: dict[str, Term]) -> tuple[str, ...]:
    """The names of a list that tell a partition; what no place of the document tells it lacks where nothing is left."""
    if told := known.told_in(cores.keys()):
        return told
    everywhere = {name for one in partitions() for name in one.parts}
    told = known.told_in(cores.keys(), everywhere - context.names_told)
    left = {name for name, part in cores.items() if not part.zero}.difference(told)
    return () if left else told


def names_all(context: Context, claim: Claim, parts: Sequence[Term]) -> bool:
    """Whether a list divides all money of a side by class, or ends with what is left over (…，其他收入3万元).

    Of a grand total that is all only together with what is carried over.
    """
    names = [context.called.get(part.id, "") for part in parts]
    grand = claim.name.extent == declared("aspects")["extents"][-1]
    if len(names) < _FEWEST or (grand and {*names}.isdisjoint(declared("links")["carried"].values())):
        return False
    return _ends_with_the_rest(names) or (claim.name.total and all(map(_is_class, names)))


def _ends_with_the_rest(names: Sequence[str]) -> bool:
    """Whether the last name is of what is left over, and no name before it is."""
    rest = str(rules.load("codes").data["rest"])
    *before, last = (name.startswith(rest) for name in names)
    return last and not any(before)


def _is_class(name: str) -> bool:
    return any(len(code) == CLASS for code in classification.codes_of(name))
