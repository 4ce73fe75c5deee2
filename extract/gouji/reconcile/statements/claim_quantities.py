"""What quantity a claim states, aspect by aspect: from its own words, its list, its headings and the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from gouji.claims import Claim, Relation
from gouji.document import Document
from gouji.language import rules, subjects
from gouji.language.organisations import organisation
from gouji.language.subjects import Subject
from gouji.language.view import make_view
from gouji.narrative.projects import canonical
from gouji.reconcile.statements.aspects import Aspect, Aspects, Read, What, is_part, within
from gouji.reconcile.statements.owners import department, is_unit
from gouji.reconcile.statements.parts import part_in

_STOP = "。"


class Surroundings(Protocol):
    """What a claim's aspects are read from besides the claim: `document_index.Context`."""

    @property
    def document(self) -> Document: ...
    @property
    def whole_of(self) -> dict[str, Claim]: ...
    @property
    def divisions(self) -> frozenset[str]: ...
    @property
    def project_names(self) -> frozenset[str]: ...
    @property
    def other_bodies(self) -> frozenset[str]: ...
    @property
    def levels(self) -> tuple[Claim, ...]: ...
    def code_of(self, name: Subject) -> str: ...
    def side(self, claim: Claim) -> str: ...
    def fund(self, claim: Claim) -> str: ...
    def above(self, claim: Claim) -> Claim | None: ...
    def paragraph(self, claim: Claim) -> list[Claim]: ...
    def carried_within(self, claim: Claim) -> bool: ...


def aspects_of(around: Surroundings, claim: Claim) -> Aspects:
    """What a claim states, aspect by aspect."""
    what, part = _what(around, claim)
    return Aspects(
        whose=_whose(around, claim),
        what=what,
        project=_project(around, claim),
        side=_side(around, claim),
        part=part or _part(around, claim),
        fund=_fund(around, claim),
        extent=_extent(around, claim),
        measure=_told_or_usual(around.document, claim, claim.measure),
        year=_told_or_usual(around.document, claim, claim.period),
    )


def _side(around: Surroundings, claim: Claim) -> Aspect:
    """The side that a claim names, else its heading's; an item of spending under a heading of both is of spending."""
    if claim.name.side:
        return Aspect(claim.name.side, Read.SENTENCE)
    side = around.side(claim)
    spending = rules.load("links").data["sides"]["spending"]
    of_both = bool(claim.name.path) and within("side", spending, side)
    return Aspect(spending if of_both else side, Read.HEADING)


def _told_or_usual(document: Document, claim: Claim, value: str | int | None) -> Aspect:
    """A measure or a year, read in the words of the claim, or what holds for the document where they say nothing."""
    said = str(value) in claim.subject or str(value) in document.slice(claim.span)
    return Aspect(value, Read.SENTENCE if said else Read.DOCUMENT)


def _whose(around: Surroundings, claim: Claim) -> Aspect:
    """The unit that the claim or its section names, else another office that it or its list names, else ours."""
    document = around.document
    if own := organisation(claim.name.core):  # what a sum is used for need not be all that a unit has
        return Aspect(own, Read.SENTENCE, sure=bool(claim.name.side or claim.name.extent))
    if unit := unit_of_section(document, claim.section):
        return Aspect(unit, Read.HEADING)
    whole = _whole(around, claim)
    told = ((claim.name.body, Read.SENTENCE), (whole.name.body if whole else "", Read.LIST))
    others = (Aspect(body, read) for body, read in told if body in around.other_bodies)
    return next(others, department(document))


def unit_of_section(document: Document, section: int) -> str:
    """The unit that a section is about, in a document with a section for each of several units; ''."""
    rule = rules.load("structure")["structure.unit_heading"]
    for above in reversed(document.section_path(section)):
        title = make_view(above.title, 0, len(above.title)).text
        match = rule.search(title)
        if match and match["unit"] != document.department:
            return str(match["unit"])
    return ""


def _what(around: Surroundings, claim: Claim) -> tuple[Aspect, Aspect | None]:
    """The quantity, and the part of it where the claim names only a part of the item told before it.

    In 行政运行80万元，其中：公用经费15万元 the second amount is of the item, not of all that the department spends so.
    """
    name = claim.name
    if is_unit(name):
        return Aspect(What(), Read.SENTENCE), None
    if fees := _fees(around.document, claim):
        return Aspect(What(fees), Read.HEADING), None
    if name.core in around.divisions and (item := _item_before(around, claim)):
        listed = _whole(around, claim) is item
        return Aspect(_item(around, item), Read.LIST, sure=listed), Aspect(name.core, Read.SENTENCE, sure=listed)
    code = around.code_of(name) or subjects.codes(claim.subject)
    return _named(around, claim, What(name.core, code)), None


def _fees(document: Document, claim: Claim) -> str:
    """What income without a name of its own is where its heading, or its paragraph before it, is about fees; ''.

    Fees that are expected or planned are collected for the treasury, and the department has other income.
    """
    name, block = claim.name, document.block_at(claim.span.start)
    if name.core or name.extent or name.side != rules.load("links").data["sides"]["income"] or block is None:
        return ""
    rule = rules.load("aspects")["aspect.fees"]
    titles = [above.title for above in document.section_path(claim.section)[-1:]]
    told = (*titles, document.text[block.span.start : claim.span.end])
    about = any(rule.search(make_view(text, 0, len(text)).text) for text in told)
    return str(rule.yields["what"]) if about else ""


def _item(around: Surroundings, claim: Claim) -> What:
    """The item that a level names; income is told by items of spending too, with its own word behind (农林水收入)."""
    name = claim.name
    if code := around.code_of(name) or subjects.codes(claim.subject):
        return What(name.core, code)
    for side in rules.load("links").data["sides"].values():
        bare = name.core.removesuffix(side)
        code = around.code_of(replace(name, path=(bare,))) if bare != name.core else ""
        if code:
            return What(bare, code)
    return What(name.core)


def _named(around: Surroundings, claim: Claim, what: What) -> Aspect:
    """The quantity that a claim names; a name without a letter is none."""
    if what and not any(map(str.isalnum, what.name)):
        return Aspect(What(), Read.SENTENCE, sure=False)
    doubtful = _holds_figure(what.name) or _is_astray(claim, what) or _changed_later(around, claim)
    return Aspect(what, Read.SENTENCE, sure=not doubtful)


def _is_astray(claim: Claim, what: What) -> bool:
    """Whether a name stands below items that have none of that name (统计信息事务（款）统计信息事务（项）)."""
    return len(claim.name.path) > 1 and not what.code


def _holds_figure(name: str) -> bool:
    """Whether a name holds the count or the bound that it follows in its sentence, and is no name alone."""
    patterns = rules.load("aspects")
    return bool(patterns["aspect.bounded"].search(name) or patterns["aspect.counted"].search(name))


def _changed_later(around: Surroundings, claim: Claim) -> bool:
    """Whether a change follows in a later sentence than the level it takes its name from, which is not the first.

    It may be of what the whole paragraph is about.
    """
    if claim.relation is not Relation.CHANGE or claim.own_change:
        return False
    block = around.document.block_at(claim.span.start)
    first = around.paragraph(claim)[:1]
    about_it = bool(block and first) and first[0].span.start >= claim.span.start
    return not about_it and _STOP in around.document.slice(claim.span)


def _item_before(around: Surroundings, claim: Claim) -> Claim | None:
    """The item that a part may be of: the whole of its list, else the last item before it in its paragraph.

    What stands beside it in its list is a part of the same whole, and all the money of a unit is no item.
    """
    for other in _before(around, claim):
        if other.name.total or is_unit(other.name):
            return None
        if other.name.core and not other.name.known and other.name.core not in around.divisions:
            return other
    return None


def _before(around: Surroundings, claim: Claim) -> Iterator[Claim]:
    """The whole of a claim's list, then what its paragraph tells before it, the last first, but for that list."""
    whole = _whole(around, claim)
    if whole:
        yield whole
    for other in reversed(around.paragraph(claim)):
        beside = whole is not None and _whole(around, other) is whole
        if other.span.start < claim.span.start and not beside:
            yield other


def _whole(around: Surroundings, claim: Claim) -> Claim | None:
    """The level that the list divides which a claim stands in."""
    return around.whole_of.get(claim.figures.get("value", ""))


def _part(around: Surroundings, claim: Claim) -> Aspect:
    """The part of the money that the list divides, else that the nearest heading is about.

    '' where it is the claim's own quantity, and for what is left at a day, which is of all the money.
    """
    if claim.name.core in subjects.flagged("stock"):
        return Aspect("", Read.SENTENCE)
    whole = _whole(around, claim)
    if whole and is_part("part", whole.name.core):
        return Aspect(whole.name.core, Read.LIST)
    for above in reversed(around.document.section_path(claim.section)):
        if part := part_in(above.title):
            itself = part == claim.name.core or within("part", claim.name.core, part)
            return Aspect("" if itself else part, Read.HEADING)
    return Aspect("", Read.DOCUMENT)


def _fund(around: Surroundings, claim: Claim) -> Aspect:
    """The fund that a claim names, else its heading's: not surely where others of the section name theirs."""
    fund = around.fund(claim)
    if claim.name.fund or not fund:
        return Aspect(fund, Read.SENTENCE)
    name = claim.name
    others = (c.name for c in around.levels if c.section == claim.section and c.id != claim.id)
    contrast = any(o.fund and (o.core, o.side) == (name.core, name.side) for o in others)
    return Aspect(fund, Read.HEADING, sure=not contrast)


def _extent(around: Surroundings, claim: Claim) -> Aspect:
    """How much of a side a claim is about: as it says, as the list says that it is a part of, else as its heading does.

    An item of the classification has no extent of its own. Under a heading that tells what a side comes to in all
    its parts are listed, each of which may be of this year's alone.
    """
    if claim.name.extent or claim.name.core:
        return Aspect(claim.name.extent, Read.SENTENCE, sure=not claim.name.extent or _of_one_place(claim))
    whole = _whole(around, claim) or around.above(claim)
    if whole and whole.name.extent:
        if _of_this_year(claim) or _beside_carried(around, claim, whole):
            return Aspect(rules.load("aspects").data["extents"][0], Read.LIST)
        inner = _inner_extent(around, claim, whole)
        return Aspect(inner or whole.name.extent, Read.LIST, sure=not inner)
    if around.carried_within(claim) and _side(around, claim).value == rules.load("links").data["sides"]["income"]:
        return Aspect(rules.load("aspects").data["extents"][-1], Read.SENTENCE)
    return _extent_of_heading(around.document, claim)


def _of_this_year(claim: Claim) -> bool:
    """Whether the words of a claim's subject say that it is of this year alone."""
    return any(word in claim.subject for word in rules.load("aspects").data["this_year"])


def _beside_carried(around: Surroundings, claim: Claim, whole: Claim) -> bool:
    """Whether what is carried over is a part of its own of the list that a claim stands in, which is then without."""
    carried = rules.load("aspects").data["carried"]
    parts = (other for other in around.paragraph(claim) if _whole(around, other) is whole)
    return any(other.name.core == carried for other in parts)


def _extent_of_heading(document: Document, claim: Claim) -> Aspect:
    """The extent that the nearest heading with a side and an extent names."""
    named = [subjects.parse(above.title) for above in reversed(document.section_path(claim.section))]
    extent = next((name.extent for name in named if name.side and name.extent), "")
    in_all = rules.load("aspects").data["extents"][-1]
    return Aspect(extent, Read.HEADING, sure=extent != in_all or not claim.name.fund)


def _of_one_place(claim: Claim) -> bool:
    """Whether the words of a claim's subject tell its fund and its extent: not one of them goes on from the whole."""
    said = subjects.parse(claim.subject)
    return not claim.own or (said.fund, said.extent) == (claim.name.fund, claim.name.extent)


def _inner_extent(around: Surroundings, claim: Claim, whole: Claim) -> str:
    """The extent that a part of the same list names before a claim, which may stand under it; ''."""
    between = (c.name for c in around.levels if whole.span.start < c.span.start < claim.span.start)
    named = [n.extent for n in between if n.side == whole.name.side and n.extent and not n.core]
    return named[-1] if named else ""


def _project(around: Surroundings, claim: Claim) -> Aspect:
    """The project that a level is of: one that the tables name, or that of the list it stands in."""
    name = claim.name
    if name.path or subjects.codes(claim.subject):
        return Aspect("", Read.SENTENCE)
    if canonical(name.core) in around.project_names:
        return Aspect(name.core, Read.SENTENCE)
    whole = _whole(around, claim)
    if whole and _of_projects(around, whole):
        return Aspect(whole.name.core, Read.LIST, sure=False)
    return Aspect("", Read.SENTENCE)


def _of_projects(around: Surroundings, whole: Claim) -> bool:
    """Whether the parts of a list are projects, or what a project divides into."""
    term = rules.load("links").data["projects"]["spending"]
    above = around.whole_of.get(whole.figures.get("value", ""))
    own = whole.name.core == term or canonical(whole.name.core) in around.project_names
    return own or (above is not None and above.name.core == term)
