"""A table whose rest could not be joined to it accuses no sum; one that is whole does."""

from __future__ import annotations

from pathlib import Path

from gouji import api
from gouji.reconcile.model import FindingKind, Severity, Status

HEAD = "<tr><th>科目编码<th>科目名称<th>合计<th>基本支出<th>项目支出"
ROWS = (
    ("", "合计", "950.00", "620.00", "330.00"),
    ("201", "一般公共服务支出", "400.00", "300.00", "100.00"),
    ("208", "社会保障和就业支出", "250.00", "200.00", "50.00"),
    ("213", "农林水支出", "130.00", "70.00", "60.00"),
)
REST = "<table>" + "".join(
    f"<tr><td>{code}<td>{name}<td>170.00<td>50.00<td>120.00<td>旧"
    for code, name in (("221", "住房保障支出"), ("22102", "住房改革支出"))
)


def accused(folder: Path, after: str) -> tuple[int, list[str]]:
    """How many sums of the table are findings, and why others are not judged."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in ROWS)
    path = folder / "page.html"
    caption = "<p>云溪县气象站2030年度部门决算</p><p>支出决算表</p><p>单位：万元</p>"
    page = f"<html><meta charset=utf-8><body>{caption}<table>{HEAD}{rows}</table>{after}"
    path.write_text(page, encoding="utf-8")
    result = api.check(path)
    sums = [f for f in result.findings if f.kind is FindingKind.TABLE_INTERNAL and f.severity is Severity.MATERIAL]
    return len(sums), [c.why for c in result.checks if c.status is Status.NOT_APPLICABLE and "换页" in c.why]


def test_a_whole_table_accuses(tmp_path: Path) -> None:
    found, excused = accused(tmp_path, "<p>以上为全部支出。</p>")
    assert found and not excused


def test_a_table_without_its_rest_does_not(tmp_path: Path) -> None:
    found, excused = accused(tmp_path, f"{REST}</table>")
    assert excused and not found
