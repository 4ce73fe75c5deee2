"""Every rule of every file under patterns/ is tried on its examples, and every file is in use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from gouji import declared
from gouji.errors import GoujiError
from gouji.language import rules
from gouji.language.rules import MARK, Rule

ALL = [pytest.param(rule, id=f"{name}:{rule.id}") for name in rules.names() for rule in rules.load(name)]

DISCLOSURE = Path(__file__).parent / "cases" / "disclosure.txt"

# In a process of its own, since rule files and what is made of them are cached.
LOADING = """
import importlib, pkgutil, sys
import gouji
from gouji.language import rules

loaded, load = set(), rules.load
def noting(name):
    loaded.add(name)
    return load(name)
rules.load = noting
for module in pkgutil.walk_packages(gouji.__path__, "gouji."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from gouji.corpus.panel.organisations import office
from gouji.learn.planting.claim_slips import slips
office("甲市乙局")
gouji.check(gouji.read(sys.argv[1]), models=True).to_frame("statement")
slips()
print(*loaded)
"""


def forget() -> None:
    for cached in (declared.declared, rules.load, rules.ranked):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What a test declares in a folder of its own is not what the next one reads."""
    yield
    forget()


def matched(rule: Rule, text: str) -> set[str]:
    """What an example may mark: the whole match, or one of its named groups."""
    return {part for m in rule.finditer(text) for part in (m.group(), *_captures(m)) if part}


def _captures(match: regex.Match[str]) -> list[str]:
    return [part for parts in match.capturesdict().values() for part in parts]


@pytest.mark.parametrize("rule", ALL)
def test_examples(rule: Rule) -> None:
    assert rule.examples, "a rule shows at least one example"
    for example in rule.examples:
        found = matched(rule, MARK.sub(r"\1", example))
        assert found or rule.search(MARK.sub(r"\1", example)), f"no match in {example!r}"
        assert found or not rule.needs, f"{example!r} has not what the rule needs"
        for expected in MARK.findall(example):
            assert expected in found, example


@pytest.mark.parametrize("rule", ALL)
def test_counterexamples(rule: Rule) -> None:
    for text in rule.counterexamples:
        assert not rule.search(text), text


RANKED = [
    ("structure", "level", None),
    ("roles", "of", "money"),
    ("roles", "of", "percent"),
    ("tables", "role", None),
    ("tables_layout", "caption", None),
    ("clauses", "measure", None),
    ("clauses", "subject", None),
    *(("units", "role", role) for role in ("unit", "hedge", "trail")),
]


@pytest.mark.parametrize(("name", "field", "value"), RANKED)
def test_the_first_rule_that_wins_is_told_by_its_priority(
    name: str, field: str, value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by its place in the file: with the rules the other way round the order is the same."""
    told = rules.ranked(name, field, value)
    assert told
    head, *each = (rules.directory() / f"{name}.toml").read_text(encoding="utf-8").split("[[rule]]")
    turned = [head, *(f"{rule}\n" for rule in reversed(each))]
    (tmp_path / f"{name}.toml").write_text("[[rule]]".join(turned), encoding="utf-8")
    monkeypatch.setattr(declared, "directory", lambda: tmp_path)
    forget()
    try:
        assert [r.id for r in rules.ranked(name, field, value)] == [r.id for r in told]
    finally:
        monkeypatch.undo()
        rules.load.cache_clear()
        rules.ranked.cache_clear()


@pytest.mark.parametrize("second", ["", "priority = 1"], ids=["none", "the same"])
def test_rules_whose_order_is_open_are_refused(second: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = '[[rule]]\nid = "{}"\n{}\npattern = "b"\nyields = {{ kind = "x" }}\nexamples = ["b"]\n'
    text = 'description = "x"\n' + rule.format("a", "priority = 1") + rule.format("b", second)
    (tmp_path / "open.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(declared, "directory", lambda: tmp_path)
    forget()
    with pytest.raises(GoujiError, match="E011"):
        rules.ranked("open", "kind")


def test_every_rule_file_is_loaded_by_the_package() -> None:
    """A rule file that nothing loads would look alive to who edits it."""
    run = subprocess.run(
        [sys.executable, "-c", LOADING, str(DISCLOSURE)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert set(rules.names()) - set(run.stdout.split()) == set()


@pytest.mark.parametrize(
    "text",
    [
        "rule = 1",
        'description = "x"\n[[rule]]\nid = "a"\npattern = "b"',
        'description = "x"\n' + 2 * '[[rule]]\nid = "a"\npattern = "b"\nexamples = ["b"]\n',
    ],
    ids=["no description", "no examples", "an id twice"],
)
def test_an_invalid_rule_file_is_one_clear_error(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(declared, "directory", lambda: tmp_path)
    forget()
    with pytest.raises(GoujiError, match="E011"):
        rules.load("broken")


@pytest.mark.parametrize("broken", ["pattern", "needs"])
def test_an_invalid_pattern_is_told_with_its_rule_when_it_is_tried(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"pattern": "b", "needs": "b", broken: "("}
    fields = "".join(f'{name} = "{text}"\n' for name, text in told.items())
    (tmp_path / "broken.toml").write_text(f'description = "x"\n[[rule]]\nid = "a.b"\n{fields}examples = []\n')
    monkeypatch.setattr(declared, "directory", lambda: tmp_path)
    forget()
    (rule,) = rules.load("broken")
    with pytest.raises(GoujiError, match=r"E011: .*broken\.toml: a\.b"):
        list(rule.finditer("b"))
