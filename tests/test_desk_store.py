"""Suggestions are never overwritten; responses and adjudications are further records; layers are read from all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import gouji
from command import gouji as run_gouji
from gouji.desk.agreement import agreement, differences
from gouji.desk.annotations import Kind, body_of, kind_of
from gouji.desk.contradictions import contradictions, rule_file
from gouji.desk.exchange import FORMATS
from gouji.desk.pages import PAGE, grown, pages, table_view
from gouji.desk.priority import uncertainty
from gouji.desk.store import adjudications, documents, layers, responses
from gouji.desk.store.database import Database
from gouji.desk.store.responses import Change, Conflict
from gouji.desk.store.tables import DONE, GONE, PUT, WHOLE, analyses, metadata, suggestions
from gouji.desk.suggestions import suggestions as suggested
from gouji.desk.transfer import exported, imported
from gouji.errors import GoujiError

TEXT = """甲市乙局2023年度部门决算

一、支出决算情况说明
2023年度支出100.00万元，比上年增加20.00万元，增长52.00%，主要原因是新增湿地巡护。
2023年度公务接待费支出2.00万元，比上年减少0.50万元，下降20.00%，主要原因是压缩接待批次。
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    made = Database(str(tmp_path / "annotations.db"))
    with made.write() as connection:
        documents.add(connection, gouji.check(gouji.read_text(TEXT, "a.txt")), [tmp_path / "a.txt"], "1")
    yield made
    made.close()


def key_of(store: Database, words: str) -> str:
    """The key of the suggested span with these words."""
    with store.read() as connection:
        found = layers.layer(connection, 1, "suggestions").annotated
    return next(s.key for s in found.of(Kind.SPAN) if found.text[s.start : s.end] == words)


def says(store: Database, who: str, request: str, *changes: Change) -> None:
    with store.write() as connection:
        responses.submit(connection, 1, who, request, changes)


def layer(store: Database, whose: str) -> layers.Layer:
    with store.read() as connection:
        return layers.layer(connection, 1, whose)


def span(store: Database, words: str, key: str, label: str = "PROJECT") -> Change:
    start = TEXT.index(words)
    return Change("span", key, PUT, {"label": label, "start": start, "end": start + len(words)})


def test_a_suggestion_stays_whatever_is_said_of_it(store: Database) -> None:
    with store.read() as connection:
        before = connection.execute(suggestions.select()).all()
    key = key_of(store, "新增湿地巡护")
    says(store, "甲", "r1", Change("span", key, GONE))
    says(store, "乙", "r2", span(store, "湿地巡护", key, "CAUSE"))
    with store.read() as connection:
        assert connection.execute(suggestions.select()).all() == before
        assert [(s.author, s.state) for s in responses.history(connection, 1, "span", key)] == [
            ("甲", GONE),
            ("乙", PUT),
        ]
    assert key not in {s.key for s in layer(store, "甲").annotated.of(Kind.SPAN)}
    assert key in {s.key for s in layer(store, "suggestions").annotated.of(Kind.SPAN)}


def test_a_new_analysis_keeps_what_was_said_and_the_old_one(store: Database) -> None:
    key = key_of(store, "新增湿地巡护")
    says(store, "甲", "r1", Change("span", key, GONE))
    with store.write() as connection:
        documents.add(connection, gouji.check(gouji.read_text(TEXT, "a.txt")), [], "2")
        assert len(connection.execute(analyses.select()).all()) == 2
        assert documents.known(connection, "a.txt", gouji.read_text(TEXT).sha256, "2")
        assert not documents.known(connection, "a.txt", gouji.read_text(TEXT).sha256, "1")
    assert key not in {s.key for s in layer(store, "甲").annotated.of(Kind.SPAN)}


def test_a_request_that_comes_again_writes_nothing(store: Database) -> None:
    change = span(store, "湿地", "h:1")
    says(store, "甲", "r1", change)
    says(store, "甲", "r1", change)
    with store.read() as connection:
        assert len(responses.history(connection, 1, "span", "h:1")) == 1


def test_a_batch_is_written_whole_or_not_at_all(store: Database) -> None:
    stale = Change("span", "h:2", GONE, base=7)
    with pytest.raises(Conflict):
        says(store, "甲", "r1", span(store, "湿地", "h:1"), stale)
    assert "h:1" not in {s.key for s in layer(store, "甲").annotated.of(Kind.SPAN)}


def test_undo_goes_back_step_by_step_and_something_new_ends_redo(store: Database) -> None:
    states = []
    for n, words in enumerate(("湿地", "湿地巡", "湿地巡护")):
        says(store, "甲", f"r{n}", span(store, words, "h:1"))

    def now() -> str:
        found = layer(store, "甲").annotated
        return next((found.text[s.start : s.end] for s in found.of(Kind.SPAN) if s.key == "h:1"), "")

    for n, work in enumerate([responses.undo] * 4 + [responses.redo] * 2):
        with store.write() as connection:
            work(connection, 1, "甲", f"u{n}")
        states.append(now())
    assert states == ["湿地巡", "湿地", "", "", "湿地", "湿地巡"]
    says(store, "甲", "r9", span(store, "新增", "h:1"))
    with store.write() as connection:
        assert responses.redo(connection, 1, "甲", "u9") == []
    assert now() == "新增"


def test_what_names_a_span_that_is_gone_is_gone_with_it(store: Database) -> None:
    key = key_of(store, "新增湿地巡护")
    before = layer(store, "甲").annotated.counts()
    says(store, "甲", "r1", Change("span", key, GONE))
    after = layer(store, "甲").annotated.counts()
    assert after["relation"] == before["relation"] - 1 and after["span"] == before["span"] - 1


def test_two_annotators_differ_and_an_adjudication_decides(store: Database) -> None:
    key = key_of(store, "新增湿地巡护")
    finding = next(k for k in _findings(store))
    place = {"start": 0, "end": 2, "kind": "change", "expected": "25.00%", "reason": ""}
    for who, verdict, words in (("甲", "right", "新增湿地巡护"), ("乙", "wrong", "湿地巡护")):
        says(
            store, who, f"r-{who}", span(store, words, key, "CAUSE"),
            Change("finding", finding, PUT, {"verdict": verdict, **place}), Change(WHOLE, DONE, PUT, {"done": True}),
        )  # fmt: skip
    first, second = layer(store, "甲"), layer(store, "乙")
    told = agreement(first, second)
    assert told.spans[1:] == (1, 1) and told.span_f1 is not None and 0.8 < told.span_f1 < 1
    assert told.span_kappa is not None and 0.5 < told.span_kappa < 1
    assert told.findings == (1, 0) and told.finding_kappa == 0.0
    assert [d.kind for d in told.differences] == [Kind.SPAN, Kind.RELATION, Kind.FINDING]
    open_ = layer(store, "final").open
    assert open_ == {("span", key), ("finding", finding)}
    assert key not in {s.key for s in layer(store, "final").annotated.of(Kind.SPAN)}  # nobody has decided
    with store.write() as connection:
        for n, difference in enumerate(d for d in differences(first, second) if d.kind is not Kind.RELATION):
            changes = [Change(kind_of(t).value, t.key, PUT, body_of(t), "理由") for t in difference.second]
            adjudications.decide(connection, 1, "丙", f"a{n}", changes, "乙")
    final = layer(store, "final")
    assert not final.open
    found = {s.key: s for s in final.annotated.of(Kind.SPAN)}
    assert final.annotated.text[found[key].start : found[key].end] == "湿地巡护"
    assert [v.verdict for v in final.annotated.of(Kind.FINDING)] == ["wrong"]


def _findings(store: Database) -> list[str]:
    with store.read() as connection:
        rows = connection.execute(suggestions.select().where(suggestions.c.kind == "finding")).all()
    return [r.key for r in rows]


def test_what_one_has_not_looked_at_is_no_disagreement(store: Database) -> None:
    says(store, "甲", "r1", Change("span", key_of(store, "新增湿地巡护"), GONE))
    says(store, "乙", "r2", span(store, "压缩接待批次", key_of(store, "压缩接待批次"), "CAUSE"))
    told = agreement(layer(store, "甲"), layer(store, "乙"))
    assert told.differences == () and told.span_f1 is None


def test_equal_spans_of_two_annotators_are_one_in_the_end(store: Database) -> None:
    says(store, "甲", "r1", span(store, "湿地", "h:1"))
    says(store, "乙", "r2", span(store, "湿地", "h:2"))
    found = [s for s in layer(store, "final").annotated.of(Kind.SPAN) if s.label == "PROJECT"]
    assert len(found) == 1
    assert agreement(layer(store, "甲"), layer(store, "乙")).spans == (1, 0, 0)


@pytest.mark.parametrize("format", list(FORMATS))
def test_a_layer_goes_out_and_comes_in_as_anothers(format: str, store: Database) -> None:
    says(store, "甲", "r1", span(store, "湿地", "h:1"), Change("span", key_of(store, "新增湿地巡护"), GONE))
    with store.write() as connection:
        data = exported(connection, format, "甲")
        told = imported(connection, format, data, "乙", replace=True)
        assert told.documents == 1 and told.changed == 1 and told.gone >= 1 and not told.bad
        again = imported(connection, format, data, "乙", replace=True)
        assert (again.changed, again.gone) == (0, 0)
    assert layer(store, "乙").annotated.things == layer(store, "甲").annotated.things


def test_annotations_of_another_document_are_told(store: Database) -> None:
    data = '{"type": "document", "name": "b.txt", "text": "别的"}\n'.encode()
    with store.write() as connection:
        told = imported(connection, "jsonl", data, "甲")
        assert told.documents == 0 and "no document in the database" in told.bad[0].why
        with pytest.raises(GoujiError, match="E055"):
            exported(connection, "csv", "final")


def test_a_correction_against_a_rule_names_it_and_makes_a_case(store: Database) -> None:
    says(store, "甲", "r1", span(store, "湿地巡护", key_of(store, "新增湿地巡护"), "CAUSE"))
    with store.read() as connection:
        (told,) = list(contradictions(connection))
    assert told.rule.startswith("cause.") and told.file == "patterns/causes.toml" == rule_file(told.rule)
    assert (told.said, told.corrected) == ("新增湿地巡护", "湿地巡护")
    assert told.cases == "tests/cases/causes.toml" and "主要原因是新增⟦湿地巡护⟧" in told.case


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("no database", encoding="utf-8")
    for where in (
        str(tmp_path / "a.db"),
        str(tmp_path / "none" / "a.db"),
        "postgresql://desk@127.0.0.1:1/none",
        "x://",
    ):
        with pytest.raises(GoujiError, match="E052"):
            Database(where)


@pytest.mark.parametrize("command", [("annotations", "export", "-o", "-"), ("train", "--out", "m")])
def test_commands_that_read_make_no_database(command: tuple[str, ...], tmp_path: Path) -> None:
    where = ("--from", "none.db") if command[0] == "train" else ("--db", "none.db")
    run = run_gouji(*command, *where, cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E001: ")
    assert not (tmp_path / "none.db").exists()


def test_a_bad_record_of_a_file_is_told_on_the_command_line(store: Database, tmp_path: Path) -> None:
    says(store, "甲", "r1", span(store, "湿地", "h:1"))
    out = tmp_path / "out.jsonl"
    assert run_gouji("annotations", "export", "--layer", "甲", "-o", "out.jsonl", cwd=tmp_path).returncode == 0
    text = out.read_text(encoding="utf-8")
    out.write_text(text + '{"type": "span", "key": "x", "label": "AMOUNT", "start": 9, "end": 1}\n', encoding="utf-8")
    run = run_gouji("annotations", "import", "out.jsonl", "--annotator", "乙", cwd=tmp_path)
    assert run.returncode == 2 and run.stdout.startswith("1 documents, 1 changes, 0 gone, 1 bad")
    assert run.stderr.startswith(f"E058: out.jsonl, line {len(text.splitlines()) + 1}: [9, 1) is no span")


def test_a_password_in_a_url_is_not_told() -> None:
    with pytest.raises(GoujiError, match="E052") as told:
        Database("postgresql://desk:secret@127.0.0.1:1/none")
    assert "secret" not in str(told.value)


def test_migrations_make_the_tables_that_the_code_names(store: Database) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


# -- pages


def test_pages_follow_each_other_and_hold_the_whole_text() -> None:
    text = TEXT + "\n".join(f"第{n}段：2023年度支出{n}.00万元。" * 20 for n in range(1, 60))
    document = gouji.read_text(text)
    found = pages(document)
    assert len(found) > 4 and found[0].start == 0 and found[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(found))
    shown = "".join(p["text"] for page in found for p in page.pieces)
    assert "".join(shown.split()) == "".join(text.split())
    for page in found:
        assert sum(len(p["text"]) for p in page.pieces) <= 2 * PAGE
        for piece in page.pieces:
            assert text[piece["start"] : piece["end"]] == piece["text"]


def test_a_table_shows_its_heads_and_the_rows_about_a_cell() -> None:
    rows = "\n".join(f"\t项目{n}\t{n}.00\t{n}.50" for n in range(1, 90))
    document = gouji.read_text(f"收入决算表\n单位：万元\n\t项目\t年初预算数\t决算数\n{rows}\n")
    cell = next(c for row in document.tables[0].rows for c in row if c.text == "60.50")
    view = table_view(document, 0, cell.span.start)
    assert view is not None
    texts = [c["text"] for row in view["rows"] for c in row["cells"]]
    assert {"项目", "决算数", "60.50"} <= set(texts) and "1.50" not in texts and len(view["rows"]) < 30
    assert table_view(document, 1, 0) is None


def test_a_span_grows_to_its_number_in_code_points() -> None:
    text = "𠮷林省支出1,234.56万元，增长5%。"
    document = gouji.read_text(text)
    at = text.index("34.")
    span_ = grown(document, at, at + 1)
    assert span_ is not None and text[span_.start : span_.end] == "1,234.56万元"
    assert grown(document, 0, 1) is None


def test_documents_that_gouji_is_unsure_of_come_first() -> None:
    sure, unsure = (gouji.check(gouji.read_text(t)) for t in ("2023年度支出100.00万元，增长25.00%。\n", TEXT))
    assert uncertainty(suggested(sure)) < uncertainty(suggested(unsure))
