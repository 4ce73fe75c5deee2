"""A rule that runs too long costs its paragraph, its table or its relation; the rest of the document is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from gouji import api, declared
from gouji.errors import GoujiError
from gouji.language import rules
from gouji.language.rules import RuleTimeout
from gouji.reconcile.model import FindingKind, Status
from gouji.setaside import finished

ENDLESS = "锁" * 80 + "具"  # on which the patterns below need more time than there is
PATTERN = "(?:锁|锁锁)+[钥匙]"
RULE = """
[[rule]]
id = "{id}"
pattern = '{pattern}'
yields = {yields}
examples = ["锁锁钥"]
"""
TEXT = (
    f"一、支出情况说明\n2031年本年支出20.00万元，其中文书整理12.50万元，占62.50%。\n门上有{ENDLESS}，支出5.00万元。\n"
    "项目\t合计\n文书整理\t12.50\n库房维护\t7.50\n合计\t20.00\n"
)


@pytest.fixture
def patterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of rule files of this test's own, and nothing kept of them afterwards."""
    folder = tmp_path / "patterns"
    copytree(rules.directory(), folder)
    monkeypatch.setattr(declared, "directory", lambda: folder)
    monkeypatch.setattr(rules, "TIMEOUT", 0.2)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    declared.declared.cache_clear()
    rules.load.cache_clear()


def add(folder: Path, file: str, rule_id: str, yields: str) -> None:
    path = folder / f"{file}.toml"
    told = RULE.format(id=rule_id, pattern=PATTERN, yields=yields)
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")


def instead(folder: Path, file: str, rule_id: str) -> None:
    """Gives a rule the endless pattern."""
    path = folder / f"{file}.toml"
    raw = path.read_text(encoding="utf-8")
    first = raw.index("pattern = ", raw.index(f'id = "{rule_id}"'))
    path.write_text(raw[:first] + f"pattern = '{PATTERN}'" + raw[raw.index("\n", first) :], encoding="utf-8")


def test_a_pattern_that_runs_too_long_is_no_match_and_no_error_of_the_system(patterns: Path) -> None:
    add(patterns, "amounts", "amount.endless", "{}")
    rule = rules.load("amounts")["amount.endless"]
    for call in (rule.search, rule.match, lambda text: list(rule.finditer(text))):
        with pytest.raises(RuleTimeout, match=r"E030.*amount\.endless") as late:
            call(ENDLESS)
        assert isinstance(late.value, GoujiError) and not isinstance(late.value, OSError)
        assert late.value.text == ENDLESS


def test_a_paragraph_is_set_aside_and_the_rest_is_read(patterns: Path) -> None:
    add(patterns, "amounts", "amount.endless", "{ shared = false }")
    result = api.check(api.read_text(TEXT))
    assert [e.text for e in result.extraction.entities][:2] == ["20.00万元", "12.50万元"]
    assert "5.00万元" not in [e.text for e in result.extraction.entities]
    assert len(result.extraction.facts) == 3
    (line,) = [c for c in result.checks if c.status is Status.UNREADABLE]
    assert TEXT[line.span.start : line.span.end].startswith("门上有") and "amount.endless" in line.why


def test_a_line_is_set_aside_while_the_document_is_structured(patterns: Path) -> None:
    add(patterns, "structure", "structure.endless", '{ zone = "debris" }')
    document = api.read_text(TEXT)
    assert [u.why for u in document.unread] == ["规则structure.endless超时，未能读取"]
    assert "12.50万元" in [e.text for e in api.extract(document).entities]


def test_a_table_is_set_aside_and_the_others_are_read(patterns: Path) -> None:
    instead(patterns, "counts", "count.in_cell")
    text = (
        TEXT + f"\n附表\n项目\t金额\t说明\n门锁\t1.00\t{ENDLESS}\n合计\t1.00\t无\n"
    )  # the same words stand in a paragraph
    result = api.check(api.read_text(text))
    assert [f.row for f in result.extraction.facts] == [("文书整理",), ("库房维护",), ("合计",)]
    (line,) = [c for c in result.checks if c.status is Status.UNREADABLE]
    assert text[line.span.start : line.span.end].startswith("项目\t金额")
    assert "5.00万元" in [e.text for e in result.extraction.entities]


def test_a_relation_ends_and_the_others_are_tried(patterns: Path) -> None:
    instead(patterns, "links", "link.goal_funds")
    text = TEXT.replace(f"{ENDLESS}，支出5.00万元", f"{ENDLESS}共5.00万元").replace("占62.50%", "占26.50%")
    result = api.check(api.read_text(text))
    (line,) = [c for c in result.checks if c.status is Status.UNREADABLE]
    assert line.relation == "project_funds" and "link.goal_funds" in line.why
    assert text[line.span.start : line.span.end].startswith("门上有")
    assert [f.stated for f in result.findings if f.kind is not FindingKind.WORDING] == ["26.50%"]
    assert "5.00万元" in [e.text for e in result.extraction.entities]


def test_a_text_of_no_single_part_ends_the_document_with_an_error_of_its_own() -> None:
    def step(_: object) -> None:
        raise RuleTimeout("a.rule", "这些字文中没有")

    with pytest.raises(GoujiError, match="E030"):
        finished(api.read_text("本年支出1.00万元。"), step)
