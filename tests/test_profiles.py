"""What real documents are, against what their covers, titles and forms say: `profiles.jsonl`, read off the pages.

An empty text there means that nothing in the document tells; a field that is left out is not asked.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import casefiles
from corpus import CORPUS
from gouji import api
from gouji.narrative.regions import Region, region_of

PROFILES = [json.loads(line) for line in (Path(__file__).parent / "profiles.jsonl").read_text("utf-8").splitlines()]
PATHS = {p.name: p for folder in ("real", "wave1") for p in (CORPUS / folder).glob("*.*")}
KNOWN = [p for p in PROFILES if p["document"] in PATHS]


def profile(path: Path) -> dict[str, Any]:
    """The profile of a document, in the fields of the file."""
    found = api.read(path)
    return {
        "document": path.name,
        **{key: getattr(found, key) for key in ("department", "region", "level", "year", "kind")},
    }


@pytest.mark.skipif(not KNOWN, reason=f"no documents in {CORPUS}")
def test_every_document_is_what_its_pages_say() -> None:
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read = list(pool.map(profile, (PATHS[p["document"]] for p in KNOWN)))
    assert [{key: found[key] for key in said} for said, found in zip(KNOWN, read, strict=True)] == KNOWN


@pytest.mark.parametrize(
    ("department", "text", "region"),
    [
        ("青岭市林业局", "", Region("青岭市", "city")),
        ("中共青岭市石榴区委宣传部", "", Region("青岭市石榴区", "county")),
        ("山南省林业厅", "", Region("山南省", "province")),
        ("上海市种苗站", "", Region("上海市", "province")),
        ("青岭城市建设办公室", "青岭市第二次会议", Region("青岭市", "city")),  # 城市 is no name
        ("青岭职业学院", "青岭市第二次会议", Region("青岭市", "city")),
        ("青岭职业学院", "", Region()),
        ("青岭市社区服务中心", "", Region("青岭市", "city")),
    ],
)
def test_the_region_that_a_name_begins_with(department: str, text: str, region: Region) -> None:
    assert region_of(department, text) == region


FORM = """预算01表收支总表
金额单位：万元
项目\t预算数
办公费\t3.00
会议费\t2.00

预算13表部门整体支出绩效目标表
部门名称\t{name}
年度目标\t植树
"""


@pytest.mark.parametrize(
    ("forms", "department"),
    [(["白鹭湖管理局"], "白鹭湖管理局"), (["白鹭湖管理局", "石榴山林业局"], ""), (["预算数"], "")],
)
def test_forms_tell_the_department_where_nothing_else_does(forms: list[str], department: str) -> None:
    text = "\n".join(FORM.format(name=name) for name in forms)
    assert casefiles.read(f"\n{text}").department == department


def test_a_year_said_in_passing_is_not_the_documents() -> None:
    text = "2030年种树。2030年修路。2030年建站。2030年的目标。2029年部门决算评审。"
    assert casefiles.read(f"\n一、工作目标\n{text}\n").year == 2030
