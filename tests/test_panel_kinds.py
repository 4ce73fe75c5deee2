"""What a panel must not say: kinds of rows that were wrong, each by a small made-up document of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from datasets import of_panel, rows, with_panel
from gouji.corpus.panel.build import Document, of_document
from gouji.corpus.panel.extents import with_extents
from gouji.corpus.panel.values import Key, Stated
from gouji.records.indicators import Aspects, Indicator, divided, indicators

DOCUMENTS = {
    "counts": """松溪市审计局2026年度部门预算

一、基本情况
预算单位共3个。截至2025年12月统计，单位基本情况如下：
在职人员编制46人，其中：行政编制33人，事业编制13人。在职实有41人。
车辆编制6辆，实有车辆5辆。
二、收入情况
2026年收入预算60.00万元。
三、“三公”经费情况
2026年安排因公出国（境）团组2个，预计国内公务接待14批次。
""",
    "event": """柳河市土地储备中心2015年度部门预算

一、部门概况
中心成立于2003年。2007年7月经批准为事业单位，2008年划归市局领导。目前，中心有退休人员4名。
二、收入情况
2015年收入预算60.00万元。
""",
    "carried": """云河市教育局2026年度部门预算

一、收入预算情况说明
2026年收入预算60.00万元。
（一）本年财政拨款收入48.00万元。
（二）上年结转结余12.00万元。
二、支出预算情况说明
2026年支出预算60.00万元，其中：基本支出40.00万元，项目支出20.00万元。

收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t48.00\t一、教育支出\t60.00
本年收入合计\t48.00\t本年支出合计\t60.00
""",
    "listed": """云台市监督局2026年度部门预算

一、收入预算情况说明
2026年收入预算62.50万元，比2025年年初预算数增加2.00万元。
（一）本年财政拨款收入40.00万元。
（二）本年其他资金收入10.50万元。
（三）上年结转结余12.00万元。
二、支出预算情况说明
2026年支出预算62.50万元，比2025年年初预算数增加2.00万元。
（一）基本支出。基本支出预算30.00万元。
（二）项目支出。项目支出预算25.50万元。
（三）年终结转结余资金7.00万元。
""",
    "within": """竹溪市宣传部2026年度部门预算

一、部门收支总体情况
（一）收入预算：2026年年初预算数45.50万元，其中：一般公共预算拨款38.50万元，事业收入7.00万元；收入比2025年增加2.50万元。
结转金额已纳入各类资金，上述收入包括2025年结转并编制到2026年预算的资金。
（二）支出预算：2026年年初预算数45.50万元，其中：基本支出40.50万元，项目支出5.00万元。
""",
    "turned": """石桥市审计局2026年度部门预算

一、财政拨款收入情况
2026年财政拨款收入60.50万元，其中：本年收入48.50万元，上年结转收入12.00万元。\
本年收入中，一般公共预算财政拨款48.50万元，政府性基金预算财政拨款0.00万元。
二、收入支出情况
2026年收入预算60.50万元，支出预算60.50万元。
""",
    "twofold": """白水市园林局2026年度部门预算

支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t60.00\t20.00\t40.00
2120101\t行政运行\t30.00\t20.00\t10.00
30227\t委托业务费\t10.00\t0.00\t10.00
30201\t办公费\t20.00\t20.00\t0.00
2120501\t城乡社区环境卫生\t30.00\t0.00\t30.00
30227\t委托业务费\t30.00\t0.00\t30.00
""",
    "groups": """金沙市宣传部2026年度部门预算

财政拨款收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、本年收入\t39.20\t一、文化旅游体育与传媒支出\t41.90
（一）一般公共预算资金\t36.20\t\t
（二）政府性基金预算资金\t3.00\t\t
二、上年结转\t2.70\t\t
（一）一般公共预算拨款\t1.60\t\t
（二）政府性基金预算拨款\t1.10\t\t
收入合计\t41.90\t支出合计\t41.90

一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计
\t合计\t41.00
303\t对个人和家庭的补助\t41.00
30301\t离休费\t37.00
\t离休费\t9.00
\t离休补贴\t28.00
30208\t取暖费\t2.30
30208\t物业管理费\t1.70
""",
    "bought": """红山市文化局2026年度部门预算

一、收入情况
2026年收入预算60.00万元，支出预算60.00万元。
二、政府采购情况
所属各预算单位政府采购预算总额7.10万元：政府采购货物预算4.80万元、政府采购工程预算0万元、政府采购服务预算2.30万元；\
其中一般公共预算拨款政府采购5.00万元：政府采购货物预算4.40万元、政府采购工程预算0万元、政府采购服务预算0.60万元。
三、预算绩效目标设置情况
2026年度，本部门整体支出纳入绩效目标管理，涉及财政性资金58.00万元；\
本部门共2个项目纳入绩效目标管理，涉及财政性资金合计19.00万元。
""",
    "heads": """长山市电影局2026年度部门预算

支出总表
单位：万元
科目编码\t科目名称\t总计\t基本支出\t项目支出
合计\t\t60.00\t30.00\t30.00
207\t文化旅游体育与传媒支出\t60.00\t30.00\t30.00
20707\t国家电影事业发展专项资金安排的支出\t30.00\t0.00\t30.00
2070799\t其他国家电影事业发展专项资金支出\t30.00\t0.00\t30.00
20706\t新闻出版电影\t30.00\t30.00\t0.00
2070601\t行政运行\t30.00\t30.00\t0.00

收入总表
单位：万元
科目编码\t科目名称\t合计\t财政拨款收入\t其他收入\t扣除设备后预算数
合计\t\t60.00\t55.00\t5.00\t50.00
207\t文化旅游体育与传媒支出\t60.00\t55.00\t5.00\t50.00
""",
    "apart": """平湖市电影局2026年度部门预算

一、收支情况
2026年收入预算60.00万元，支出预算60.00万元。

支出预算总表
单位：万元
科目\t合计\t当年预算\t\t\t上年结转结余\t\t
\t\t小计\t基本支出\t项目支出\t小计\t基本支出\t项目支出
合计\t60.00\t51.00\t29.00\t22.00\t9.00\t1.00\t8.00
文化旅游体育与传媒支出\t60.00\t51.00\t29.00\t22.00\t9.00\t1.00\t8.00
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the documents, with its panel."""
    return with_panel(tmp_path_factory.mktemp("kinds"), DOCUMENTS)


def test_a_department_in_other_brackets_is_no_unit_of_itself() -> None:
    of = {"document_id": "1", "doc": "a.pdf", "region": None, "level": None, "kind": "budget", "year": 2026}
    stated = dict.fromkeys(("text", "page", "cell", "file", "number", "what", "project", "part", "fund", "unsure"))
    stated |= {
        "start": 0,
        "end": 1,
        "kind": "cell",
        "yuan": Decimal(600000),
        "unit": "万元",
        "decimals": 2,
        "side": "收入",
    }
    stated |= {"extent": "本年", "measure": "预算", "item_code": None, "year": 2026}
    units = ("青岭市林业局(本级)", "青岭市种苗站")
    statements = [stated | {"id": f"t0r{n}c1", "whose": unit} for n, unit in enumerate(units)]
    made = of_document(Document(of | {"department": "青岭市林业局 （本级）"}, statements))
    assert [(row["department"], row["parent"]) for row in made] == [
        ("青岭市林业局(本级)", None),
        ("青岭市种苗站", "青岭市林业局 （本级）"),
    ]


def test_counts_are_of_the_day_that_the_line_above_tells_and_planned_where_none_is_told(made: Path) -> None:
    assert of_panel(made, "counts", "staff.active", "year", "stage", "number") == [(2025, "final", 41)]
    assert of_panel(made, "counts", "vehicles.stock", "year", "stage", "number") == [(2025, "final", 5)]
    assert of_panel(made, "counts", "abroad.groups", "year", "stage", "number") == [(2026, "budget", 2)]
    assert of_panel(made, "counts", "receptions.domestic", "year", "stage", "number") == [(2026, "budget", 14)]
    assert of_panel(made, "event", "staff.retired", "year", "stage", "number") == [(2015, "budget", 4)]


def test_posts_of_one_kind_are_not_all_posts(made: Path) -> None:
    assert of_panel(made, "counts", "staff.posts", "number") == [(46,)]
    assert of_panel(made, "counts", "staff.posts.administrative", "number") == [(33,)]
    assert of_panel(made, "counts", "staff.posts.institutional", "number") == [(13,)]


def test_a_total_that_holds_what_is_carried_over_is_not_of_the_year(made: Path) -> None:
    assert of_panel(made, "carried", "income", "fund", "yuan") == [
        ("财政拨款", Decimal(480000)),
        (None, Decimal(480000)),
    ]
    assert of_panel(made, "carried", "income.total", "fund", "yuan") == [(None, Decimal(600000))]
    assert of_panel(made, "carried", "expenditure", "yuan") == [(Decimal(600000),)]


def test_a_total_below_which_what_is_carried_over_is_listed_holds_it(made: Path) -> None:
    assert of_panel(made, "listed", "income", "fund", "yuan") == [("财政拨款", Decimal(400000))]
    assert of_panel(made, "listed", "income.total", "fund", "yuan") == [(None, Decimal(625000))]
    assert of_panel(made, "listed", "expenditure", "yuan") == []
    assert of_panel(made, "listed", "expenditure.total", "yuan") == [(Decimal(625000),)]


def test_income_that_a_sentence_says_holds_what_is_carried_over_is_all_there_is(made: Path) -> None:
    assert of_panel(made, "within", "income", "yuan") == []
    assert of_panel(made, "within", "income.total", "fund", "yuan") == [
        ("一般公共预算", Decimal(385000)),
        (None, Decimal(455000)),
    ]
    assert of_panel(made, "within", "expenditure", "yuan") == [(Decimal(455000),)]


def test_what_a_sentence_says_it_is_about_is_not_what_the_one_before_ended_with(made: Path) -> None:
    assert of_panel(made, "turned", "carried_in", "fund", "yuan") == [("财政拨款", Decimal(120000))]


def test_an_item_that_stands_under_several_others_is_none_of_its_rows(made: Path) -> None:
    assert of_panel(made, "twofold", "30227", "part", "yuan") == [("基本支出", Decimal(0))]  # of either function
    assert of_panel(made, "twofold", "30201", "part", "yuan") == [
        ("基本支出", Decimal(200000)),
        ("项目支出", Decimal(0)),
        (None, Decimal(200000)),
    ]


def test_the_fund_of_a_row_is_of_what_its_group_is_of(made: Path) -> None:
    year = [("一般公共预算", Decimal(362000)), ("政府性基金", Decimal(30000)), ("财政拨款", Decimal(392000))]
    assert of_panel(made, "groups", "income", "fund", "yuan") == year
    left = [("一般公共预算", Decimal(16000)), ("政府性基金", Decimal(11000)), ("财政拨款", Decimal(27000))]
    assert of_panel(made, "groups", "carried_in", "fund", "yuan") == left
    assert of_panel(made, "groups", "income.total", "fund", "yuan") == [("财政拨款", Decimal(419000))]


def test_a_row_that_repeats_the_one_above_divides_it_and_a_code_of_another_item_is_no_proof(made: Path) -> None:
    assert of_panel(made, "groups", "30301", "yuan") == [(Decimal(370000),)]
    assert of_panel(made, "groups", "30208", "yuan", "others") == [(Decimal(23000), 0)]


def test_what_one_fund_pays_is_not_all_that_is_bought(made: Path) -> None:
    assert of_panel(made, "bought", "procurement", "fund", "yuan", "sure") == [
        ("一般公共预算", Decimal(50000), True),
        (None, Decimal(71000), True),
    ]


def test_all_spending_under_goals_is_not_that_of_the_projects(made: Path) -> None:
    assert of_panel(made, "bought", "performance_projects", "yuan", "sure") == [(Decimal(190000), True)]
    assert of_panel(made, "bought", "performance_whole", "yuan", "sure") == [(Decimal(580000), True)]


def test_no_part_is_read_out_of_the_name_of_an_item(made: Path) -> None:
    assert of_panel(made, "heads", "2070799", "part", "yuan") == [
        ("基本支出", Decimal(0)),
        ("项目支出", Decimal(300000)),
        (None, Decimal(300000)),
    ]


def test_a_source_tells_which_money_and_an_unknown_head_nothing(made: Path) -> None:
    found = of_panel(made, "heads", "207", "fund", "part", "yuan")
    assert ("其他收入", None, Decimal(50000)) in found
    assert all(part in (None, "基本支出", "项目支出", "年初结转和结余") for _, part, _ in found)


def test_what_was_carried_over_does_not_stand_against_what_is_planned(made: Path) -> None:
    of = "doc LIKE '%apart.txt' AND indicator = '207'"
    assert rows(made, f"SELECT part, yuan, others FROM panel WHERE {of} ORDER BY ALL") == [
        ("基本支出", Decimal(290000), 0),
        ("年初结转和结余", Decimal(90000), 0),
        ("项目支出", Decimal(220000), 0),
        (None, Decimal(600000), 1),  # 当年预算 and 合计
    ]


def test_objects_of_spending_are_spending() -> None:
    (one,) = indicators(Aspects("办公费", part="基本支出", code="30201"))
    assert divided(one) == Indicator("30201", "基本支出", side="支出")


@pytest.mark.parametrize(
    ("part", "fund", "found"),
    [
        ("其他收入", "", Indicator("201", fund="其他收入", side="支出")),
        ("其他收入", "财政拨款", None),  # it cannot be both
        ("人员类", "", Indicator("201", "人员经费", side="支出")),
        ("扣除设备后", "", None),
    ],
)
def test_heads_of_columns_have_one_name_each(part: str, fund: str, found: Indicator | None) -> None:
    assert divided(Indicator("201", part, fund, "支出")) == found


def total(value: str, row: int, told: bool = False) -> Stated:
    return Stated(Decimal(value), Decimal(100), True, False, row, told)


def test_without_what_is_carried_over_a_total_is_what_it_seems() -> None:
    income = Key("甲局", 2026, "budget", Indicator("income"))
    carried = Key("甲局", 2026, "budget", Indicator("carried_in"))
    whole = Key("甲局", 2026, "budget", Indicator("income.total"))
    nothing = {income: [total("600", 0), total("480", 1, told=True)], carried: [total("0", 2)]}
    assert with_extents(nothing) == nothing
    some = {income: [total("60000", 0), total("48000", 1, told=True)], carried: [total("12000", 2)]}
    assert with_extents(some) == {
        income: [total("48000", 1, told=True)],
        whole: [total("60000", 0)],
        carried: [total("12000", 2)],
    }
    said = {income: [total("60000", 0, told=True), total("48000", 1)], carried: [total("12000", 2)]}
    assert with_extents(said) == said  # it says itself that it is of this year
