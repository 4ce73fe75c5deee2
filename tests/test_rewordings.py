"""What a document says does not depend on its characters, units, order and line ends."""

from __future__ import annotations

from collections import Counter

import pytest

from gouji import api
from gouji.learn.relayout.restated import CARRIERS, KINDS, Printed, Restated
from gouji.learn.relayout.rewordings import REWORDINGS

# A rate that does not follow from its amounts, a total that its parts do not make, an amount that its table has not.
SMALL = """青川市水务局2031年度部门决算

一、收入决算情况说明
2031年度本年收入合计1,262.50万元，比上年增加62.50万元，增长5.21%，主要原因是新增堤防巡查任务。

二、支出决算情况说明
2031年度本年支出合计1,240.00万元，其中：基本支出840.00万元，占67.74%；项目支出400.00万元，占31.26%。

三、机关运行经费说明
机关运行经费支出56.80万元，比上年减少3.20万元，下降5.33%，主要原因是压减会议。

四、政府采购支出说明
政府采购支出总额88.00万元，其中：政府采购货物支出30.00万元、政府采购服务支出59.00万元。

支出决算表
公开03表
部门：青川市水务局\t\t\t\t单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
213\t农林水支出\t1,120.00\t720.00\t400.00
21303\t水利\t1,120.00\t720.00\t400.00
2130301\t行政运行\t720.00\t720.00\t0.00
2130305\t水利工程建设\t400.00\t0.00\t400.00
221\t住房保障支出\t120.00\t120.00\t0.00
合计\t\t1,240.00\t845.00\t400.00
"""
IN_YUAN = SMALL.replace("万元", "元")
# An amount in yuan says more digits than one in 万元, so that another relation may tell a finding first.
FINER = ("prose: 万元 to 元", "tables: 万元 to 元")


@pytest.fixture(scope="module", params=CARRIERS)
def printed(request: pytest.FixtureRequest) -> list[Printed]:
    return [Printed(api.check(api.read_text(text, "2031.txt")), str(request.param)) for text in (SMALL, IN_YUAN)]


def told(found: Restated) -> list[str]:
    """What is lost and what is new, without the kind of a finding where amounts are finer than before."""
    first = int(found.change in FINER)
    lost, new = (Counter(key[first:] for key in side["findings"].elements()) for side in (found.lost, found.new))
    findings = [f"lost {key}" for key in lost - new] + [f"new {key}" for key in new - lost]
    sides = (("lost", found.lost), ("new", found.new))
    return findings + [f"{what} {key}" for what, said in sides for kind in KINDS[:2] for key in said[kind].elements()]


@pytest.mark.parametrize("name", REWORDINGS)
def test_what_is_said_is_read(printed: list[Printed], name: str) -> None:
    found = [one for p in printed if (one := p.restated(REWORDINGS[name]))]
    for one in found:
        assert all(one.before[kind] > 2 for kind in KINDS)
        assert not told(one)
