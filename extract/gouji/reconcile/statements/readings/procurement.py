"""Government procurement: which amounts small firms won, in the projects reserved for them or in others."""

from __future__ import annotations

from enum import StrEnum

from gouji.claims import Claim
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term


class Won(StrEnum):
    """Where small firms won an amount."""

    RESERVED = "reserved"
    OTHER = "other"


def won(context: Context, term: Term) -> Won | None:
    """In which projects small firms won an amount of prose; None where it is no such amount."""
    found = rules.load("links")["link.procurement_won"].search(context.lead(term))
    return Won(str(found.lastgroup)) if found else None


def of_procurement(claim: Claim) -> bool:
    """Whether a claim is of all procurement."""
    return bool(claim.name.core == rules.load("links").data["projects"]["procurement"])
