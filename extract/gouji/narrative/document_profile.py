"""What a document is: budget or final accounts, of which year, department and region, in which unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from gouji.document import Block, Document, Zone
from gouji.language import rules
from gouji.language.view import fold, make_view
from gouji.narrative.regions import region_of

_BODY = (Zone.NARRATIVE, Zone.TABLE)
_BODY_WEIGHT = 1
_TITLE_WEIGHT = 3  # a year in a title or heading counts as much as so many in the body
_FAR_OFTENER = 2  # times
_SPEAKS_ALONE = 3  # headings and paragraphs that begin with one name
_SUBJECT = 8  # characters that may stand before the name that a paragraph begins with: numbers, 附件, 第一部分
_COVER_WEIGHT = 10  # what the cover says
_COVER_BLOCKS = 12  # at the beginning of a document that may be its cover
_COVER_LINE = 60  # characters of a line of a cover
_OPENING = 4000  # characters of a block in which the kind of document is sought


def profile(document: Document) -> dict[str, Any]:
    """`year`, `kind`, `department`, `region`, `level` and `unit` by agreement of cover, tables, headings and prose."""
    votes = _Votes()
    for block in document.blocks:
        votes.count(block, _view(document, block))
    lines = list(_cover_lines(document))
    cover = read_cover(document, lines)
    votes.years[cover.year] += _COVER_WEIGHT if cover.year else 0
    votes.kinds[cover.kind] += _COVER_WEIGHT if cover.kind else 0
    votes.count_kinds("".join(lines))
    department = _department(document, cover.department, votes.departments)
    region = region_of(department, document.text)
    return {
        "year": votes.year(),
        "kind": _first(+votes.kinds) or "other",
        "department": department,
        "region": region.name,
        "level": region.level,
        "unit": _first(votes.units) or "",
    }


def _department(document: Document, cover: str, said: Counter[str]) -> str:
    """Whose document it is: as most tables say, else as the cover says and the text repeats, else as the prose says.

    Where none of them does, the forms on performance tell it, if all of them name one department.

    A cover may name the office that publishes what one of its units writes: prose and headings then speak of the unit
    alone. Where several are named equally often, nothing is known.
    """
    tables = Counter(t.department for t in document.tables if t.department)
    if tables:
        return cover if tables[cover] else str(_first(tables))
    (name, times), (_, next_times) = [*said.most_common(2), ("", 0), ("", 0)][:2]
    of_a_unit = times >= _SPEAKS_ALONE and said[cover] <= 1
    if cover and not of_a_unit:
        return cover
    if times > next_times:
        return name
    in_forms = set(_owners_of_forms(document))
    return in_forms.pop() if len(in_forms) == 1 else ""


def _owners_of_forms(document: Document) -> Iterator[str]:
    """The names that rows of forms give the department: one cell says 部门名称, the other who it is."""
    structure = rules.load("structure")
    for table in document.tables:
        for row in table.rows:
            cells = ["".join(fold(c.text).split()) for c in row if c.text.strip()]
            for label, name in pairwise(cells):
                owner = structure["structure.form_owner"].search(f"{label}:{name}")
                if owner:
                    yield owner["department"]


def _view(document: Document, block: Block) -> str:
    return make_view(document.text, block.span.start, block.span.end, block.holes).text


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover or the title says; '' and 0 for what it does not."""

    department: str = ""
    year: int = 0
    kind: str = ""


def read_cover(document: Document, lines: Sequence[str]) -> Cover:
    """Year, name and kind from the lines of the cover, in any order and on any lines.

    A name counts where the text says it again.
    """
    structure = rules.load("structure")
    again = "".join(fold(document.text).split())
    for first in range(len(lines)):
        match = structure["structure.cover"].search("".join(lines[first:]))
        if match and again.count(_bare(match["department"])) > 1:
            return Cover(match["department"], int(match["year"] or 0), structure.data["kinds"][match["kind"]])
    owners = (structure["structure.cover.owner"].search(line) for line in lines)
    names = (m["department"] for m in owners if m)
    return Cover(next((name for name in names if again.count(_bare(name)) > 1), ""))


def _cover_lines(document: Document) -> Iterator[str]:
    """The views of the lines before the contents, the first heading with a number and the first table."""
    begins = rules.load("tables_layout")["layout.paragraph_start"]
    for block in document.blocks[:_COVER_BLOCKS]:
        text = _view(document, block)
        over = block.zone in (Zone.CONTENTS, Zone.TABLE, Zone.GLOSSARY) or begins.search(text)
        if over or len(text) > _COVER_LINE:
            return
        if block.zone is not Zone.DEBRIS:
            yield text


def _bare(name: str) -> str:
    """The name without what tells which part of a department it is (本级)."""
    return name.split("(")[0]


@dataclass
class _Votes:
    """What the blocks say; `dates` are of a report that calls itself neither budget nor final accounts."""

    years: Counter[int] = field(default_factory=Counter)
    dates: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    departments: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)

    def count(self, block: Block, view: str) -> None:
        """Count what the view of a block says, each thing in the zones that tell it."""
        self._years(view, _BODY_WEIGHT if block.zone in _BODY else _TITLE_WEIGHT)
        if block.zone in (Zone.HEADING, Zone.CONTENTS, Zone.TABLE):
            self.count_kinds(view[:_OPENING])
        if block.zone in (Zone.NARRATIVE, Zone.HEADING):
            self._departments(view)
            self._units(view)

    def year(self) -> int | None:
        """The year of titles and of the cover; that of a sentence alone where no other is said far oftener."""
        told, dated = _first(+self.years), _first(self.dates)
        in_passing = self.years[told] < _TITLE_WEIGHT and self.dates[dated] > _FAR_OFTENER * self.dates[told]
        found: int | None = dated if told is None or in_passing else told
        return found

    def _years(self, view: str, weight: int) -> None:
        structure = rules.load("structure")
        for match in structure["structure.year"].finditer(view):
            self.years[int(match["year"])] += weight
        for match in structure["structure.any_year"].finditer(view):
            self.dates[int(match["year"])] += weight

    def count_kinds(self, view: str) -> None:
        structure = rules.load("structure")
        for match in structure["structure.kind"].finditer(view):
            self.kinds[structure.data["kinds"][match["kind"]]] += 1

    def _departments(self, view: str) -> None:
        structure = rules.load("structure")
        for match in structure["structure.department"].finditer(view[:_OPENING]):
            if match.start() > _SUBJECT:
                return
            name = structure["structure.department_lead"].sub("", match["department"])
            self.departments[name] += 1

    def _units(self, view: str) -> None:
        for match in rules.load("roles")["role.any_amount"].finditer(view):
            self.units[match["unit"]] += 1


def _first(counts: Counter[Any]) -> Any:
    return counts.most_common(1)[0][0] if counts else None
