"""What is left over (结余): of a year or of one project, as the name of a level tells it."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.claims import Claim
from gouji.language import rules


@dataclass(frozen=True, slots=True)
class Surplus:
    """A surplus; `project` is the project that it is of, '' where it is the year's."""

    project: str = ""


def surplus(claim: Claim) -> Surplus | None:
    """The surplus that a claim names; None where it names none."""
    item = rules.load("noise")["noise.surplus_of"].search(claim.name.core)
    if item:
        return Surplus(item["item"])
    return Surplus() if _of_year(claim.name.core) else None


def _of_year(name: str) -> bool:
    return name == _carried("closing") or rules.load("links")["link.surplus"].search(name) is not None


def carried_over(claim: Claim) -> bool:
    """Whether a claim is of what the year began with."""
    return claim.name.core == _carried("opening")


def _carried(when: str) -> str:
    """What a year carries over, by its name at the `opening` or the `closing`."""
    return str(rules.load("links").data["carried"][when])
