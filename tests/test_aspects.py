"""How two figures stand to each other: every case of the table by its examples, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gouji.language import rules
from gouji.reconcile.kernel import catalogue
from gouji.reconcile.statements.aspects import (
    NAMES,
    NOTHING_TOLD,
    Aspect,
    Aspects,
    Defaults,
    Read,
    Standing,
    What,
    compare,
    compare_aspect,
    within,
)

TABLE = rules.load("aspects").data
CASES: list[dict[str, Any]] = TABLE["case"]
SITUATIONS = {"equal", "alike", "within", "one_told", "differ"}
MIRRORED = {Standing.PART: Standing.WHOLE, Standing.WHOLE: Standing.PART}
NOTHING_PROVED = Defaults()
# A pair of values for each aspect that neither equal nor hold each other.
APART = {
    "whose": ("青岭市种苗站", "青岭市林业局"),
    "what": (What("行政运行", "2130201"), What("事业机构", "2130204")),
    "project": ("木栈道修缮", "防火道修缮"),
    "side": ("收入", "支出"),
    "part": ("基本支出", "项目支出"),
    "fund": ("一般公共预算", "政府性基金"),
    "extent": ("本年", "总计"),
    "measure": ("决算", "预算"),
    "year": (2022, 2023),
}


def value_of(name: str, told: str) -> Any:
    """A value of an example, in the type that the aspect has."""
    if name == "what":
        return What(told)
    if name == "year":
        return int(told) if told else None
    return told


def told(name: str, value: Any, *, sure: bool = True, read: Read = Read.SENTENCE) -> Aspects:
    """What tells one aspect and no other."""
    return replace(NOTHING_TOLD, **{name: Aspect(value, read, sure)})


def flagged(flag: str) -> str:
    return next(str(t["name"]) for t in rules.load("subjects").data["term"] if t.get(flag))


def made_true(case: dict[str, Any], one: Aspects, other: Aspects) -> tuple[Aspects, Aspects, Defaults]:
    """The two and what is proved, so that the condition of a case holds."""
    both = What("林业防灾减灾")
    match case.get("if", ""):
        case "one_unit":
            return one, other, Defaults(one_unit=True)
        case "nothing_carried":
            return one, other, Defaults(nothing_carried=True)
        case "one_fund":
            return one, other, Defaults(funds=frozenset({str(one.fund.value), str(other.fund.value), ""}))
        case "one_spelling":
            return one, other, Defaults(spellings=frozenset({frozenset(map(str, (one.what.value, other.what.value)))}))
        case "of_its_name":
            both = What("木栈道修缮")
            known = Defaults(spellings=frozenset({frozenset((both.name, str(one.project.value)))}))
            what = Aspect(both, Read.SENTENCE)
            return replace(one, what=what), replace(other, what=what), known
        case "one_project":
            name = "木栈道修缮"
            what, project = Aspect(What(name), Read.SENTENCE), Aspect(name, Read.ROW)
            return replace(one, what=what, project=project), replace(other, what=what), NOTHING_PROVED
        case "object_of_part":
            both = What("工资福利", "301")
            what = Aspect(both, Read.SENTENCE)
            known = Defaults(objects=frozenset({(both.code, str(one.part.value))}))
            return replace(one, what=what), replace(other, what=what), known
        case "any_fund":
            both = What(flagged("fundless"))
        case "economic":
            both = What("办公费", "30201")
        case "named":
            pass
        case "by_default":
            name = case["aspect"]
            default = replace(getattr(other, name), read=Read.DOCUMENT)
            return one, replace(other, **{name: default}), NOTHING_PROVED
        case _:
            return one, other, NOTHING_PROVED
    what = Aspect(both, Read.SENTENCE)
    return replace(one, what=what), replace(other, what=what), NOTHING_PROVED


def examples() -> list[Any]:
    return [
        pytest.param(case, pair, id=f"{case['reason']}-{'-'.join(pair)}") for case in CASES for pair in case["examples"]
    ]


@pytest.mark.parametrize(("case", "pair"), examples())
def test_the_examples_of_a_case_stand_as_it_says(case: dict[str, Any], pair: list[str]) -> None:
    name = case["aspect"]
    one, other, known = made_true(case, *(told(name, value_of(name, value)) for value in pair))
    found = compare_aspect(name, one, other, known)
    assert (found.standing, found.aspect, found.reason) == (case["standing"], name, case["reason"])
    assert compare(one, other, known).standing == case["standing"]


def test_every_case_of_an_aspect_has_examples() -> None:
    assert [c["reason"] for c in CASES if c["aspect"] != "any" and not c["examples"]] == []


def test_every_reason_is_a_phrase_of_the_catalogue_in_both_languages() -> None:
    phrases = rules.load("relations").data["phrase"]
    for case in CASES:
        assert all(phrases[case["reason"]][language] for language in catalogue.LANGUAGES), case["reason"]


def test_no_phrase_of_an_aspect_is_left_over() -> None:
    phrases = {p for p in rules.load("relations").data["phrase"] if p.startswith("aspect.")}
    assert phrases == {c["reason"] for c in CASES}


@pytest.mark.parametrize("name", NAMES)
def test_every_situation_of_an_aspect_has_a_case_that_asks_for_nothing(name: str) -> None:
    always = [c for c in CASES if c["aspect"] in (name, "any") and not c.get("if")]
    assert {s for c in always for s in c["when"]} == SITUATIONS


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("situation", ["apart", "one_told", "equal"])
def test_the_other_way_round_a_part_is_a_whole(name: str, situation: str) -> None:
    left, right = APART[name]
    if situation != "apart":
        right = left if situation == "equal" else value_of(name, "")
    there = compare(told(name, left), told(name, right), NOTHING_PROVED).standing
    back = compare(told(name, right), told(name, left), NOTHING_PROVED).standing
    assert back is MIRRORED.get(there, there)


@pytest.mark.parametrize("table", TABLE["within"], ids=lambda t: f"{t['aspect']}-{t['whole']}")
def test_what_lies_within_is_a_part_or_the_same_and_never_the_whole(table: dict[str, Any]) -> None:
    for part in table["parts"]:
        assert within(table["aspect"], part, table["whole"]) and not within(table["aspect"], table["whole"], part)
        one, other = told(table["aspect"], part), told(table["aspect"], table["whole"])
        there, back = compare(one, other, NOTHING_PROVED), compare(other, one, NOTHING_PROVED)
        assert there.standing in (Standing.PART, Standing.SAME)
        assert back.standing is MIRRORED.get(there.standing, there.standing)


@pytest.mark.parametrize("name", NAMES)
def test_equal_values_are_the_same_and_unsure_ones_never_are(name: str) -> None:
    value, _ = APART[name]
    sure, unsure = told(name, value), told(name, value, sure=False)
    assert compare(sure, sure, NOTHING_PROVED).same
    for pair in ((sure, unsure), (unsure, sure), (unsure, unsure)):
        found = compare(*pair, NOTHING_PROVED)
        assert not found.same and found.possible and found.aspect == name


@pytest.mark.parametrize("name", NAMES)
def test_unsure_values_that_differ_neither_accuse_nor_tell_apart(name: str) -> None:
    left, right = APART[name]
    found = compare(told(name, left, sure=False), told(name, right), NOTHING_PROVED)
    assert found.standing is Standing.UNKNOWN


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"extent"}))
def test_sure_values_that_differ_are_told_apart(name: str) -> None:
    left, right = APART[name]
    found = compare(told(name, left), told(name, right), NOTHING_PROVED)
    assert (found.standing, found.aspect, found.possible) == (Standing.DIFFERENT, name, False)


@pytest.mark.parametrize(
    ("left", "right", "standing"),
    [
        (What("林业和草原", "213"), What("行政运行", "2130201"), Standing.WHOLE),
        (What("行政运行", "2130201"), What("林业和草原", "213"), Standing.PART),
        (What("行政运行", "2130201"), What("行政运行", "2010301"), Standing.DIFFERENT),
        (What("行政运行", "2130201"), What("行政运行"), Standing.SAME),
        (What("行政运行", "2130201"), What("行政管理运行", "2130201"), Standing.SAME),
    ],
)
def test_codes_tell_items_apart_where_both_have_one(left: What, right: What, standing: Standing) -> None:
    assert compare(told("what", left), told("what", right), NOTHING_PROVED).standing is standing


def test_the_aspect_in_which_two_are_farthest_apart_decides() -> None:
    part = Aspect("基本支出", Read.CAPTION)
    one = replace(told("year", 2022), part=part)
    found = compare(one, told("year", 2023), NOTHING_PROVED)
    assert (found.standing, found.aspect) == (Standing.DIFFERENT, "year")
    assert compare(one, told("year", 2022), NOTHING_PROVED).aspect == "part"


def test_one_fund_says_nothing_of_income_nor_of_what_is_left() -> None:
    known = Defaults(funds=frozenset({"财政拨款", ""}))
    spent = replace(told("fund", "财政拨款"), side=Aspect("支出", Read.SENTENCE))
    any_fund = replace(NOTHING_TOLD, side=Aspect("支出", Read.SENTENCE))
    assert compare(spent, any_fund, known).same
    income = Aspect("收入", Read.SENTENCE)
    assert not compare(replace(spent, side=income), replace(any_fund, side=income), known).same
    left_over = Aspect(What(flagged("stock")), Read.SENTENCE)
    assert not compare(replace(spent, what=left_over), replace(any_fund, what=left_over), known).same
