"""What quantity a cell states, in the same terms as prose: from its row, its column and its table's title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from gouji.declared import declared
from gouji.document import Document, Fact, Table
from gouji.language import classification, codes, rules, subjects
from gouji.language.subjects import Subject
from gouji.narrative.figure_leads import budget_measures
from gouji.reconcile.statements.aspects import NOTHING_TOLD, Aspect, Aspects, Read, What, of_last_year, within
from gouji.reconcile.statements.owners import code_of_item, is_unit, owners_of_rows, tells_owner
from gouji.reconcile.statements.parts import of_carried, of_objects, part_of_cell, states_change
from gouji.reconcile.statements.unprinted_codes import codes_by_rows, printed_code
from gouji.tables import table_roles

_HIGHEST, _DEEPEST = 1, 3  # levels of a code
_PROJECTS = ("projects", "project_goals", "performance")  # roles of tables whose rows or forms are of projects


@dataclass(frozen=True, slots=True)
class Named:
    """A fact with its name.

    `fund` and `side` are those of the table where the cell's own labels name none; `breakdown`
    names the part of its row's amount that a cell states (人员经费 of 行政运行); `level` is the depth of its row
    (类 1, 款 2, 项 3).
    """

    fact: Fact
    table: Table
    name: Subject
    fund: str
    side: str
    measure: str
    year: int | None
    breakdown: str
    form: bool
    level: int
    aspects: Aspects = NOTHING_TOLD

    @property
    def signature(self) -> tuple[object, ...]:
        """All that a claim can be compared with: equal for cells that only their place tells apart."""
        parts = (
            self.fund,
            self.side,
            self.measure,
            self.year,
            self.breakdown,
            self.form,
            self.level,
            self.fact.code,
            self.table.number,
        )
        return (self.name, *parts, self.aspects.whose, self.aspects.part, self.aspects.project)

    @property
    def planned(self) -> bool:
        """Whether it is money of a plan, not of an outcome."""
        return self.measure in budget_measures()

    @property
    def grand_total(self) -> bool:
        """Whether a cell is what all of one half of a table comes to."""
        in_half = self.table.header_rows > 0 and len(self.fact.column) > 1
        return in_half and _says_grand_total(self.fact)

    @property
    def figure_percent(self) -> bool:
        return bool(self.fact.figure.unit and self.fact.figure.unit.symbol == "%")


def name_facts(document: Document, facts: tuple[Fact, ...]) -> tuple[Named, ...]:
    """The named facts of a document's tables, in order; cells that state a percentage are left out."""
    tables = {t.id: t for t in document.tables}
    amounts = [f for f in facts if f.figure.unit and f.figure.unit.symbol != "%"]
    filled = Counter(map(_row_of, amounts))
    owners = owners_of_rows(document, amounts)
    unprinted = codes_by_rows(amounts, document.year)
    named = []
    for fact in amounts:
        owner = owners[fact.table, fact.row_index]
        one = _name(document, tables[fact.table], fact, owner)
        # A row with one amount is not split: the column's heading is then the group that the item belongs to.
        alone = filled[_row_of(fact)] == 1
        one = replace(one, breakdown="") if alone else one
        code = unprinted.get(_row_of(fact), "")
        named.append(replace(one, aspects=_aspects(one, owner, code)))
    return tuple(_of_the_year(named))


def _of_the_year(named: list[Named]) -> Iterator[Named]:
    """The cells, where those above the total of this year alone are of this year too.

    What funds give stands there without what is carried over; a sentence that leaves the extent open may count it in.
    """
    of_year = declared("aspects")["extents"][0]
    ends = {
        (n.fact.table, n.fact.column_index): n.fact.row_index
        for n in named
        if n.name.total and n.name.extent == of_year
    }
    for one in named:
        fund_alone = bool(one.fund) and not one.name.core and not one.aspects.extent.told
        if fund_alone and one.fact.row_index < ends.get((one.fact.table, one.fact.column_index), 0):
            one = replace(one, aspects=replace(one.aspects, extent=Aspect(of_year, Read.ROW)))
        yield one


def _aspects(named: Named, owner: Aspect, code: str) -> Aspects:
    """What a cell states, aspect by aspect."""
    name = named.name
    return Aspects(
        whose=owner,
        what=_what(named, code),
        project=_project(named),
        side=Aspect(named.side, Read.CAPTION, sure=bool(name.core) or not of_objects(named.table.title)),
        part=part_of_cell(named.fact, named.table, name.core, named.breakdown),
        fund=Aspect(named.fund, Read.ROW if name.fund else Read.CAPTION),
        extent=Aspect(name.extent, Read.ROW),
        measure=Aspect(named.measure, Read.COLUMN),
        year=Aspect(named.year, Read.COLUMN, sure=not _year_in_name(named)),
    )


def _year_in_name(named: Named) -> bool:
    """Whether only the name of a project tells the year, which need not be that of its money (2024年信息化项目)."""
    row = subjects.parse("".join(named.fact.row[-1:]))
    told = subjects.year("".join(named.fact.row[-1:]))
    return bool(row.core) and not row.known and told == named.year and not subjects.year("".join(named.fact.column))


def _what(named: Named, unprinted: str) -> Aspect:
    """The quantity of a cell: the code of a row is its item's, unless it is that of a unit.

    Where it has none and its name is not that of one item alone, its label and the rows around tell it.

    A row that tells by how much others differ (增减变化金额) names no quantity: its column does. What stands under a
    head of what was carried over (上年结转 over 基本支出) is of that money alone.
    """
    if states_change(named.fact.row):
        return Aspect(What(named.breakdown), Read.COLUMN, sure=False)
    code = code_of_item(named.fact) or (printed_code(named.fact.row[-1]) if named.fact.row else "")
    if not code and named.name.core and len(classification.codes_of(named.name.core)) != 1:
        code = unprinted
    read = Read.ROW if named.fact.row else Read.COLUMN
    return Aspect(What(named.name.core, code), read, sure=not of_carried(named.fact.column))


def _project(named: Named) -> Aspect:
    """The project that a cell's form or row is about; '' for money that no project bounds."""
    about_one = named.form or table_roles.role(named.table) in _PROJECTS
    names_it = bool(named.name.core) and not named.name.known and not named.fact.code
    return Aspect(named.name.core if about_one and names_it else "", Read.ROW)


def _row_of(fact: Fact) -> tuple[int, int, tuple[str, ...]]:
    """What the cells of one row have in common."""
    return fact.table, fact.row_index, fact.row


def _name(document: Document, table: Table, fact: Fact, owner: Aspect) -> Named:
    title = _title(table.title)
    row = Subject() if tells_owner(fact, table, owner) else _row_name(document, fact)
    column, measured = _column_name(fact, total=row.empty)
    name = _quantity(row, column, title)
    name = _narrowed(name, row, column)
    joined = subjects.parse("".join(fact.column))
    if _in_all(fact) and not column.core:
        name = Subject(side=joined.side, extent=rules.load("aspects").data["extents"][-1])
    return Named(
        fact=fact,
        table=table,
        name=name,
        fund=name.fund or column.fund or title.fund,
        side=name.side or column.side or joined.side or _half(fact) or title.side,
        measure=_measure(document, fact, measured),
        year=_year(document, table, fact),
        breakdown=_breakdown(row, column, title),
        form=_form(table, name),
        level=_level(fact),
    )


def _narrowed(name: Subject, row: Subject, column: Subject) -> Subject:
    """The name with the fund of its row where its column names only a wider one (一般公共预算 under 财政拨款)."""
    narrower = within("fund", row.fund, name.fund) and name.fund == column.fund
    return replace(name, fund=row.fund) if narrower else name


def _half(fact: Fact) -> str:
    """The side of the half of a table that a cell stands in, as its outermost header tells; ''."""
    return next(filter(None, (subjects.parse(label).side for label in fact.column)), "")


def _in_all(fact: Fact) -> bool:
    """Whether a cell is what one half of a table comes to with all that is carried over (总计 under 收入)."""
    halves = len(fact.column) > 1 and bool(subjects.side_in(fact.column[0]))
    return halves and _says_grand_total(fact)


def _says_grand_total(fact: Fact) -> bool:
    words = "".join("".join(fact.row[-1:]).split())
    return bool(rules.load("tables_totals")["totals.grand"].search(words))


def _quantity(row: Subject, column: Subject, title: Subject) -> Subject:
    """The name of a cell's quantity: its row's, else its column's; its table's title where neither names one."""
    name = column if _column_names(row, column) else row
    if name.core or name.side:
        return name
    if name.fund and not title.known:
        return name
    return replace(title, fund=name.fund or title.fund)


def _column_names(row: Subject, column: Subject) -> bool:
    """Whether the column names the quantity because the row does not."""
    if row.core:
        return False
    return row.empty or bool(column.core or column.fund)


def _breakdown(row: Subject, column: Subject, title: Subject) -> str:
    """The part of its row's amount that a column states; '' where the table is about that quantity as a whole."""
    divides = row.core and column.core != title.core and not is_unit(column)
    return column.core if divides else ""


def _form(table: Table, name: Subject) -> bool:
    """Whether a cell stands in a form, which has no header, and has a quantity."""
    return table.header_rows == 0 and not table.chart and bool(name.core)


def _year(document: Document, table: Table, fact: Fact) -> int | None:
    """The year of a cell: its column's, then its row's; a chart's title comes before the name of its series."""
    column = subjects.year("".join(fact.column))
    row = subjects.year("".join(fact.row))
    title = subjects.year(table.title)
    below = title or row if table.chart else row or title
    if not column and document.year and any(map(of_last_year, fact.column)):
        return document.year - 1
    return column or below or document.year


def _row_name(document: Document, fact: Fact) -> Subject:
    labels = _naming(fact.row)
    if not labels:
        return Subject()
    leaf = labels[-1]
    squeezed = "".join(leaf.split())
    if squeezed in {document.department, *_labels("whole_rows")}:
        return Subject()
    name = subjects.parse(leaf)
    if len(labels) == 1:
        return name
    a_term = bool(name.core and subjects.side_in(leaf))  # 上级补助收入 is a source of income, no part of a form's money
    if name.empty or (_within(leaf) and not a_term):
        return replace(_above(document, labels[-2]), fund=name.fund or _rest(leaf))
    return _of_group(name, labels[-2])


def _of_group(name: Subject, group: str) -> Subject:
    """The fund that a row names, of what the label above it is about: this year's money, or what was carried over."""
    above = subjects.parse(group)
    tells = above.core == rules.load("aspects").data["carried"] or bool(above.side and above.extent)
    return replace(above, fund=name.fund) if name.nameless and tells else name


def _above(document: Document, label: str) -> Subject:
    """The quantity that the label above a row's own names; none where it names the unit of its rows."""
    name = subjects.parse(label)
    of_unit = "".join(label.split()) == document.department or is_unit(name)
    return Subject() if of_unit else name


def _naming(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The labels of a row up to the last that tells more than a day or how something is bought (分散采购)."""
    while len(labels) > 1 and _names_nothing("".join(labels[-1].split())):
        labels = labels[:-1]
    return labels


def _names_nothing(label: str) -> bool:
    patterns = rules.load("aspects")
    return bool(patterns["aspect.day"].search(label) or patterns["aspect.way_of_buying"].search(label))


def _rest(leaf: str) -> str:
    """The fund of a form's row for what no named fund pays (其他资金), which is not the project's money; ''."""
    match = rules.load("tables")["tables.form.rest"].search(subjects.clean(leaf))
    return match.group() if match else ""


@lru_cache(maxsize=65536)
def _within(leaf: str) -> bool:
    """Whether a form's row names only the money of its project (其中：财政拨款)."""
    return bool(rules.load("tables")["tables.form.money"].search(leaf))


def _column_name(fact: Fact, total: bool) -> tuple[Subject, str]:
    """The quantity that the innermost telling header names, and its measure words.

    A header that names only a fund (公务接待费 over 一般公共预算) leaves the quantity to those above it.
    """
    skip = _labels("plain_columns") | _heads_of_funds() | (frozenset() if total else _labels("whole_columns"))
    fund = ""
    for label in reversed(fact.column):
        squeezed = subjects.clean(label)
        if squeezed in skip:
            continue
        name = subjects.parse(label)
        if name.empty:
            continue
        if not name.nameless:
            name = _completed(name, squeezed, subjects.clean("".join(fact.column[-2:-1])))
            return replace(name, fund=fund or name.fund), squeezed
        fund = fund or name.fund
    return Subject(fund=fund), "".join(fact.column)


@cache
def _heads_of_funds() -> frozenset[str]:
    """Headers that stand above funds and divide nothing."""
    return frozenset(rules.load("aspects").data["heads_of_funds"])


@lru_cache(maxsize=4096)
def _completed(name: Subject, label: str, group: str) -> Subject:
    """The term that a header is short for under its group (运行费 under 公务用车购置及运行费); else its own name."""
    of_its_kind = len(label) < len(group) and label[-1:] == group[-1:]
    if name.known or not of_its_kind:
        return name
    told = (subjects.parse(group[:end] + label) for end in range(1, len(group)))
    return next((t for t in told if t.known and t.core != subjects.parse(group).core), name)


def _measure(document: Document, fact: Fact, label: str) -> str:
    """The measure that a cell's headers name, else the one that the document reports."""
    said = measure_in("".join((*fact.column, label)))
    if said:
        return said
    usual: dict[str, str] = rules.load("links").data["measure_of"]
    return usual.get(document.kind, usual["other"])


@lru_cache(maxsize=65536)
def measure_in(header: str) -> str:
    """The measure that the words of a header name; ''."""
    found = rules.load("links")["link.cell_measure"].search(subjects.without_funds(header))
    return str(rules.load("links").data["projects"][found.lastgroup]) if found else ""


def _level(fact: Fact) -> int:
    """The depth of a cell's row by its code; a row without a code counts as a 类, one of an odd code as a 项."""
    if not fact.code:
        return _HIGHEST
    return codes.level(fact.code) or _DEEPEST


@cache
def _title(title: str) -> Subject:
    """The quantity that a table's title names; only its fund and side when the rest says nothing known."""
    bare = _without_tail("".join(title.split()))
    name = subjects.parse(bare)
    if name.core and not name.known:
        return Subject(fund=name.fund or subjects.fund_in(bare), side=subjects.side_in(bare))
    return name


def _without_tail(title: str) -> str:
    tail = rules.load("links")["link.title_tail"].search(title)
    return title[: tail.start()] if tail else title


@cache
def _labels(group: str) -> frozenset[str]:
    return frozenset(rules.load("links").data[group])
