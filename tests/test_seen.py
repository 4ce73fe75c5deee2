"""How often each rule fired is counted over documents and written beside it, and nothing else changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from gouji import check, read
from gouji.errors import GoujiError
from gouji.language import rules
from gouji.language.rules import Rule, Seen
from gouji.learn.measure import seen

DISCLOSURE = Path(__file__).parent / "cases" / "disclosure.txt"

RULES = """description = "Two rules"  # kept

# What the first is for.
[[rule]]
id = "a.one"
pattern = '一'
yields = { role = "x" }
examples = [
    "一",
]

[[rule]]
id = "a.two"
seen = { documents = 9, places = 9 }
pattern = '二'
examples = ["二"]
"""


def refused(source: seen.Source, error: GoujiError) -> None:
    raise AssertionError(source) from error


def test_every_rule_tells_where_it_was_seen() -> None:
    untold = [rule.id for name in rules.names() for rule in rules.load(name) if rule.seen is None]
    assert not untold, "run benchmarks/seen.py with --write"


def test_no_rule_is_seen_in_more_places_than_documents() -> None:
    for rule in (r for name in rules.names() for r in rules.load(name)):
        assert rule.seen is None or 0 <= rule.seen.places <= rule.seen.documents, rule.id


def test_documents_and_places_are_counted(tmp_path: Path) -> None:
    text = DISCLOSURE.read_text(encoding="utf-8")
    for n, name in enumerate(("青岭_1.txt", "青岭_2.txt", "白石_1.txt")):
        (tmp_path / name).write_text(text + "\n" * n, encoding="utf-8")
    told = seen.count(seen.sources([tmp_path]), refused)
    assert told["roles", "role.amount.level"] == Seen(3, 2)  # not hidden by what a cache knows of the first document
    assert told["subjects", "subject.dated"] == Seen(3, 2)
    assert told["counts", "count.state"] == Seen(0, 0)


def test_the_same_document_counts_once(tmp_path: Path) -> None:
    for name in ("青岭_1.txt", "青岭_2.txt"):
        (tmp_path / name).write_bytes(DISCLOSURE.read_bytes())
    assert len(seen.sources([tmp_path])) == 1


def test_documents_of_a_folder_apart_are_places_of_their_own(tmp_path: Path) -> None:
    for name in ("001_a.txt", "001_b.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert len({s.place for s in seen.sources([], [tmp_path])}) == 2


def test_watching_changes_no_result_and_ends() -> None:
    kept = (Rule.search, Rule.match, Rule.fullmatch, Rule.finditer, Rule.sub)
    plain = check(read(DISCLOSURE))
    with pytest.raises(RuntimeError), seen.watched() as fired:
        assert check(read(DISCLOSURE)) == plain
        raise RuntimeError
    assert fired
    assert (Rule.search, Rule.match, Rule.fullmatch, Rule.finditer, Rule.sub) == kept


def test_only_what_matches_is_noted() -> None:
    rule = rules.load("clauses")["clause.of_which"]
    with seen.watched() as fired:
        assert rule.search("收入") is None
        assert list(rule.finditer("收入")) == []
        assert rule.sub("", "收入") == "收入"
        assert not fired
        assert rule.split("甲其中乙") == ["甲", "乙"]
        assert fired == {("clauses", "clause.of_which")}


def test_the_rest_of_a_file_stays_as_it_is() -> None:
    new = seen.written(RULES, {"a.one": Seen(5, 2), "a.two": Seen(0, 0)})
    assert new.count("seen = ") == 2
    assert [line for line in new.splitlines() if not line.startswith("seen")] == [
        line for line in RULES.splitlines() if not line.startswith("seen")
    ]
    one, two = tomllib.loads(new)["rule"]
    assert (one["seen"], two["seen"]) == ({"documents": 5, "places": 2}, {"documents": 0, "places": 0})
    assert seen.written(new, {"a.one": Seen(5, 2), "a.two": Seen(0, 0)}) == new


def test_a_file_in_which_more_would_change_is_refused(tmp_path: Path) -> None:
    inside = 'description = """\nid = "a.one"\n"""\n[[rule]]\nid = "a.one"\npattern = "b"\nexamples = ["b"]\n'
    (tmp_path / "a.toml").write_text(inside, encoding="utf-8")
    with pytest.raises(GoujiError, match="E011"):
        seen.write(tmp_path, {("a", "a.one"): Seen(1, 1)})
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == inside
