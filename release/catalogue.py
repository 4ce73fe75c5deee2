"""The page of all rules of language, from `patterns/`: `python release/catalogue.py` writes docs/patterns.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gouji.language import rules
from gouji.language.rules import Rule, RuleSet

PAGE = Path(__file__).parents[1] / "docs/patterns.md"
_HEAD = """\
# Rules 规则

Every rule by which gouji reads the language of disclosures, file by file, with what it reads (the matched part in
⟦ ⟧) and what it must leave alone. Written from `patterns/` by `python release/catalogue.py`; the patterns are there,
and [rules.md](rules.md) tells how to change one. Documents and places: in how many a rule fired when last measured.

读取公开文件文字所用的全部规则，逐文件列出：读作何物（⟦ ⟧ 内为读出部分）、何者不读。由 `patterns/` 生成，修改方法见
[rules.md](rules.md)。文件数与地区数：最近一次度量时规则生效的范围。
"""
_SHOWN = 3  # examples of a rule


def page() -> str:
    return "\n".join([_HEAD, *(line for name in rules.names() for line in _file(rules.load(name)))])


def _file(found: RuleSet) -> Iterator[str]:
    if not found.rules:
        return
    yield f"## `{found.name}.toml`\n"
    yield f"{' '.join(found.description.split())}\n"
    for rule in found:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### `{rule.id}`\n"
    if rule.seen:
        yield f"- documents 文件 {rule.seen.documents}, places 地区 {rule.seen.places}"
    if rule.yields:
        told = "; ".join(f"`{key}` {value}" for key, value in rule.yields.items())
        yield f"- yields 得出: {_cell(told)}"
    yield from (f"- reads 读出: {_quoted(text)}" for text in rule.examples[:_SHOWN])
    yield from (f"- leaves 不读: {_quoted(text)}" for text in rule.counterexamples[:_SHOWN])
    yield ""


def _quoted(text: str) -> str:
    """One line of code, whatever backticks and line breaks the example has."""
    return f"`` {' '.join(text.replace('`', '‘').split())} ``"


def _cell(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="")
