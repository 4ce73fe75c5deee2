"""What is counted of each relation, how it is written, and the page made of the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.language import rules
from gouji.learn.measure import relations_seen
from gouji.learn.measure.seen import Source, sources
from gouji.reconcile.kernel import reference
from gouji.reconcile.kernel.catalogue import FILE, Seen, Witnesses, load

ROOT = Path(__file__).parents[1]
RIGHT = "一、收支情况\n2023年本年支出120.00万元，比上年增加20.00万元，增长20.00%。\n"
WRONG = "一、收支情况\n2023年本年支出120.00万元，比上年增加20.00万元，增长35.00%。\n"
CATALOGUE = '[[relation]]\nid = "a"\nzh = "写{stated}"\nseen = {}\n\n[[relation]]\nid = "b"\nseen = {}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"甲_1.txt": RIGHT, "甲_2.txt": RIGHT + "\n", "乙_1.txt": WRONG, "乙_2.txt": WRONG}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def nothing_fails(source: Source, error: GoujiError) -> None:
    raise AssertionError(f"{source.path}: {error}")


def test_documents_and_places_are_counted_for_what_holds_and_what_is_violated(folder: Path) -> None:
    seen = relations_seen.count(sources([folder]), nothing_fails)
    assert seen["change.rate"] == Seen(held=Witnesses(2, 1), violated=Witnesses(1, 1))
    assert seen["sum.list"] == Seen(held=Witnesses(0, 0), violated=Witnesses(0, 0))


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    failed: list[str] = []
    seen = relations_seen.count([Source(tmp_path / "丙_1.pdf", "丙")], lambda one, _: failed.append(one.path.name))
    assert failed == ["丙_1.pdf"] and seen["change.rate"].held.documents == 0


def test_only_what_was_counted_is_written(tmp_path: Path) -> None:
    path = tmp_path / "relations.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    relations_seen.write(path, {"b": Seen(Witnesses(3, 2), Witnesses(1, 1))})
    told = "seen = { held = { documents = 3, places = 2 }, violated = { documents = 1, places = 1 } }"
    assert path.read_text(encoding="utf-8") == CATALOGUE.removesuffix("seen = {}\n") + told + "\n"


def test_the_catalogue_is_written_as_it_is_read() -> None:
    text = (rules.directory() / f"{FILE}.toml").read_text(encoding="utf-8")
    measured = {i: entry.seen for i, entry in load().entries.items() if entry.seen}
    assert relations_seen.written(text, measured) == text


def test_every_relation_that_is_tried_by_its_id_was_measured() -> None:
    assert {i for i in relations_seen.registered() if load()[i].seen is None} == set()


def test_the_page_of_relations_is_fresh() -> None:
    assert (ROOT / "docs" / "relations.md").read_text(encoding="utf-8") == reference.page(load())
