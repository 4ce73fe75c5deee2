"""The one place where what was tried is made, and the one rule that says whether it holds.

A relation that was judged holds where it misses nothing, or nothing but what rounding explains. One whose figures do
not suffice is not decidable, and its line of the ledger says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gouji.document import Span
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import Argument, Sentence, Severity, Status, Words

ExtraEvidence = tuple[Span, str, str]  # where, the words, what they are to the finding


def verdict(level: Severity | None) -> Status:
    """Whether a relation holds, by the severity of its miss (None: it misses nothing)."""
    return Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED


def material_unless(holds: bool) -> Severity | None:
    """The severity of what either holds or is plainly wrong, and knows no rounding."""
    return None if holds else Severity.MATERIAL


def attempt(
    code: str,
    span: Span,
    level: Severity | None,
    *,
    roles: Iterable[Role] = (),
    why: Words = "",
    computation: str = "",
    steps: str = "",
    says: Mapping[str, Argument] | None = None,
    certainty: float | None = None,
    linear: tuple[Linear, ...] = (),
    rule: str = "",
    diagnosis: str = "",
    reworded: str = "",
    fixed: bool = False,
    extra: tuple[ExtraEvidence, ...] = (),
) -> Tried:
    """A relation that was judged.

    Parameters
    ----------
    code : its id in the catalogue, which gives kind, name, sentence and certainty.
    span : where its line of the ledger stands.
    level : how bad its miss is; None where it misses nothing.
    roles : its figures, the one to dispute first.
    why : the line of the ledger; the computation where nothing else is given.
    steps : the computation without its result, as the message tells it; '' where it has no room or nothing to add.
    says : the arguments of its sentence, but for those that the telling fills (`stated`, `where`, `comes`).
    certainty : how surely it was read, where the text tells more than the catalogue.
    rule : the id of the pattern by which it was read.
    diagnosis : the slip that the relation itself tells; dropped where it holds.
    reworded, fixed, extra : as in `Tried`.

    Raises
    ------
    KeyError : where the catalogue has no such id.
    """
    entry = load()[code]
    status = verdict(level)
    return Tried(
        kind=entry.kind,
        relation=entry.relation,
        status=status,
        span=span,
        why=why or computation,
        roles=tuple(roles),
        severity=level,
        computation=computation,
        steps=steps,
        message=Sentence(code, tuple((says or {}).items())),
        certainty=entry.certainty if certainty is None else certainty,
        diagnosis=diagnosis if status is Status.VIOLATED else "",
        rule=rule,
        linear=linear,
        reworded=reworded,
        fixed=fixed,
        extra=extra,
        code=code,
        accuses=entry.accuses,
    )


def undecided(code: str, span: Span, why: Words, rule: str = "") -> Tried:
    """A relation that cannot be decided, with the reason: figures are missing, or a base is nothing."""
    entry = load()[code]
    return Tried(entry.kind, entry.relation, Status.NOT_APPLICABLE, span, why, rule=rule, code=code)
