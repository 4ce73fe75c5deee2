"""A hand-made result, small enough to read: what the records and the reports are tested on."""

from __future__ import annotations

from decimal import Decimal

from gouji.claims import Claim, Entity, Label, Relation
from gouji.document import Block, Cell, Document, Fact, Section, Span, Table, Zone
from gouji.figures import PERCENT, Figure, Kind, Unit
from gouji.reconcile.model import Check, Evidence, Finding, FindingKind, Link, Severity, Status
from gouji.records.results import CheckResult, Extraction

WAN = Unit("万元", Kind.MONEY, Decimal(10000))
TEXT = """目录
一、收支情况<说明>
2023年本年支出合计120.50万元，比上年增加20.50万元，增长2.05%，主要原因是新增“清溪河治理”项目20.00万元。
支出决算表
单位：万元
项目\t合计\t基本支出\t项目支出
合计\t120.50\t=70.50\t50.00
201 一般公共服务支出\t-12.50\t70.50\t50.00
[debris]
"""


def span(text: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return Span(start, start + len(text))


def _table() -> Table:
    rows, start = [], span("项目\t合计").start
    whole = Span(span("支出决算表").start, span("[debris]").start)
    for i, line in enumerate(TEXT[start : whole.end].splitlines()):
        cells = []
        for j, text in enumerate(line.split("\t")):
            cells.append(Cell(Span(start, start + len(text)), text, i, j, header=i == 0))
            start += len(text) + 1
        rows.append(tuple(cells))
    return Table(0, whole, "支出决算表", "公开03表", WAN, tuple(rows), 1, 4)


def _figure(value: str, unit: Unit | None = WAN) -> Figure:
    return Figure(Decimal(value), 2, unit)


def document() -> Document:
    heading, line = span("一、收支情况<说明>"), span("2023年本年支出合计120.50万元")
    prose = Span(line.start, TEXT.index("\n", line.start))
    table = _table()
    return Document(
        name="样本 & 例.txt",
        text=TEXT,
        sha256="0" * 64,
        blocks=(
            Block(span("目录"), Zone.CONTENTS),
            Block(heading, Zone.HEADING, 0),
            Block(prose, Zone.NARRATIVE, 0),
            Block(table.span, Zone.TABLE, 0),
            Block(span("[debris]"), Zone.DEBRIS, 0),
        ),
        sections=(Section("一、", "收支情况<说明>", 1, heading, -1),),
        tables=(table,),
        kind="final",
        year=2023,
        department="云麓市清溪河管理处",
        unit="万元",
    )


def _entities() -> tuple[Entity, ...]:
    def entity(id: str, label: Label, at: Span, norm: str | None, **more: object) -> Entity:
        return Entity(id, label, at, TEXT[at.start : at.end], norm, 0, f"{label.lower()}.sample", 0.98, **more)  # type: ignore[arg-type]

    return (
        entity("e1", Label.AMOUNT, span("120.50万元"), "1205000", figure=_figure("120.50")),
        entity("e2", Label.AMOUNT, span("20.50万元", 1), "205000", figure=_figure("20.50")),
        entity("e3", Label.PERCENT, span("2.05%"), "2.05", figure=_figure("2.05", PERCENT)),
        entity("e4", Label.CAUSE, span("新增“清溪河治理”项目20.00万元"), None, of="e2"),
        entity("e5", Label.PROJECT, span("清溪河治理"), "清溪河治理"),
        entity("e6", Label.AMOUNT, span("20.00"), "20.00", figure=_figure("20.00", None), unit_missing=True),
    )


def extraction() -> Extraction:
    doc = document()
    facts = tuple(
        Fact(
            f"f{i}",
            0,
            cell.span,
            cell.text,
            _figure(cell.text.lstrip("=")),
            (row[0].text,),
            (doc.tables[0].rows[0][cell.column].text,),
        )
        for i, (row, cell) in enumerate((r, c) for r in doc.tables[0].rows[1:] for c in r[1:])
    )
    figures = {"value": "e1", "delta": "e2", "rate": "e3"}
    at = span("本年支出")
    claim = Claim("c1", "本年支出", "决算", 2023, Relation.CHANGE, at, 0, figures, "up", "e4", rule="change.more")
    return Extraction(doc, _entities(), (claim,), facts)


def result() -> CheckResult:
    rate, cell = span("2.05%"), span("-12.50")
    findings = (
        Finding(
            id="m1",
            kind=FindingKind.CHANGE,
            severity=Severity.MATERIAL,
            confidence=0.95,
            span=rate,
            text="2.05%",
            stated="2.05%",
            expected="20.50%",
            evidence=(
                Evidence(span("120.50万元"), "120.50万元", "value"),
                Evidence(span("20.50万元", 1), "20.50万元", "delta"),
            ),
            message="本年支出增长率写作2.05%，按增加额推算应为20.50%。",
            computation="20.50 ÷ (120.50 − 20.50) = 20.50%",
            diagnosis="decimal_shift",
            rules=("relation.change",),
        ),
        Finding(
            id="m2",
            kind=FindingKind.TABLE_INTERNAL,
            severity=Severity.MINOR,
            confidence=0.8,
            span=cell,
            text="-12.50",
            stated="-12.50",
            expected="120.50",
            evidence=(Evidence(span("50.00", 1), "50.00", "part"),),
            message="=公式样的句子也要写得进表格。",
        ),
        Finding(
            id="m3",
            kind=FindingKind.SUM,
            severity=Severity.ROUNDING,
            confidence=0.6,
            span=span("120.50", 1),
            text="120.50",
            stated="120.50",
            expected="120.51",
            evidence=(),
            message="四舍五入所致。",
        ),
    )
    checks = (
        Check("change", Status.VIOLATED, rate, ""),
        Check("equal", Status.HOLDS, span("120.50万元"), "与公开03表一致"),
        Check("sum", Status.UNREADABLE, cell, "缺少表头"),
    )
    link = Link("e1", "f0", span("120.50万元"), span("120.50", 1), True, 0.97)
    return CheckResult(extraction(), (link,), findings, checks)
