"""Every rule votes; votes make labels; a file of votes can be corrected by hand and read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import casefiles
from command import gouji
from gouji.claims import Label
from gouji.errors import GoujiError
from gouji.learn.spans import vote_file, votes
from gouji.learn.spans.votes import Mark, Piece, Vote

TEXT = """一、支出决算情况说明
2021年支出120万元，比上年减少2万元，下降1.6%，主要原因是车辆老旧报废减少。
2021年安排堤防巡查业务费项目，金额30万元。本单位有3个科室。
"""
CAUSE = "车辆老旧报废减少"


def voted(text: str = TEXT) -> list[Piece]:
    return votes.voted(casefiles.read(text), "a.txt")


def piece(
    *votes: tuple[str, int, int, int], text: str = "甲乙丙丁戊己庚辛壬癸", marks: tuple[Mark, ...] | None = None
) -> Piece:
    made = tuple(Vote(source, Mark(start, end, Label.CAUSE, cue)) for source, start, end, cue in votes)
    return Piece("x:0", "a.txt", Label.CAUSE, text, made, marks)


def test_rules_vote_with_their_cues() -> None:
    reasons = [(p, v) for p in voted() if p.label is Label.CAUSE for v in p.votes]
    ((where, vote),) = reasons
    assert vote.source == "cause.trigger.reason"
    assert where.text[vote.mark.start : vote.mark.end] == CAUSE
    assert where.text[vote.mark.cue : vote.mark.start] == "主要原因是"
    names = {
        (v.source, p.text[v.mark.start : v.mark.end]) for p in voted() if p.label is Label.PROJECT for v in p.votes
    }
    assert ("project.anchor.project", "堤防巡查业务费") in names


def test_the_id_tells_where_the_piece_begins() -> None:
    for p in voted():
        offset = int(p.id.partition(":")[2])
        assert TEXT[offset] == p.text[0]


def test_more_rules_outweigh_one_and_weights_outweigh_more() -> None:
    one = piece(("a", 2, 6, 1), ("b", 3, 8, 3), ("c", 3, 8, 2))
    assert [(m.start, m.end, m.cue) for m in votes.labels(one)] == [(3, 8, 2)]
    assert [(m.start, m.end) for m in votes.labels(one, {"a": 3.0})] == [(2, 6)]


def test_alike_the_earlier_cue_and_then_the_longer_span_is_taken() -> None:
    assert [(m.start, m.end) for m in votes.labels(piece(("a", 2, 6, 2), ("b", 3, 9, 3)))] == [(2, 6)]
    assert [(m.start, m.end) for m in votes.labels(piece(("a", 2, 6, 2), ("b", 2, 9, 2)))] == [(2, 9)]


def test_what_was_said_by_hand_holds() -> None:
    assert votes.labels(piece(("a", 2, 6, 2), marks=())) == ()


def test_the_table_tells_coverage_overlap_and_conflict() -> None:
    made = [
        piece(("a", 2, 6, 2), ("b", 2, 6, 2)),
        piece(("a", 2, 6, 2), ("b", 3, 6, 3)),
        piece(("a", 1, 3, 1)),
        piece(),
    ]
    rows = {r.source: r for r in votes.table(made)}
    assert (rows["a"].votes, rows["a"].coverage) == (3, 0.75)
    assert (rows["a"].overlap, rows["a"].conflict) == (2 / 3, 1 / 3)
    assert (rows["b"].votes, rows["b"].overlap, rows["b"].conflict) == (2, 1.0, 0.5)


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    made = voted()
    vote_file.write(made, path)
    again = list(vote_file.read(path))
    assert [(p.id, p.document, p.label, p.text) for p in again] == [(p.id, p.document, p.label, p.text) for p in made]
    assert [p.marks for p in again] == [votes.labels(p) for p in made]
    assert sum(len(p.votes) for p in again) == sum(len(p.votes) for p in made) > 0


def test_a_correction_by_hand_is_read(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    vote_file.write(voted(), path)
    text = path.read_text(encoding="utf-8")
    assert f"【主要原因是⟦{CAUSE}⟧" in text
    path.write_text(text.replace(f"⟦{CAUSE}⟧", "⟦车辆老旧⟧报废减少"), encoding="utf-8")
    (mark,) = [m for p in vote_file.read(path) if p.label is Label.CAUSE for m in votes.labels(p)]
    assert mark.end - mark.start == len("车辆老旧")


def test_signs_that_the_text_has_itself_are_no_marks() -> None:
    text = vote_file.marked("【附件】⟦甲⟧乙丙", [Mark(7, 9, Label.CAUSE, 7)])
    plain, marks = vote_file.unmarked(text, Label.CAUSE)
    assert [plain[m.start : m.end] for m in marks] == ["乙丙"] and len(plain) == 9


@pytest.mark.parametrize("text", ["甲⟦乙", "甲⟧乙", "⟦甲⟦乙⟧⟧", "【甲", "⟦⟧"])
def test_a_mark_out_of_place_names_its_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    good = {"id": "a:0", "document": "a", "label": "CAUSE", "marked": "甲⟦乙⟧"}
    lines = [json.dumps({**good, "marked": t}, ensure_ascii=False) for t in ("甲⟦乙⟧", text)]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(GoujiError, match=r"E023.*line 2"):
        list(vote_file.read(path))


def test_the_command_prints_the_table_and_writes_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    run = gouji("train", "votes", tmp_path / "a.txt", "-o", tmp_path / "votes.jsonl")
    assert run.returncode == 0, run.stderr
    assert any(line.startswith("cause.trigger.reason") for line in run.stdout.splitlines())
    assert len(list(vote_file.read(tmp_path / "votes.jsonl"))) == len(voted())
