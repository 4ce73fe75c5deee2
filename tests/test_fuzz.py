"""Whatever a file holds, reading and checking it raises nothing but GoujiError."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji import api
from gouji.errors import GoujiError
from gouji.language.quantities import parse_number, scan
from hostile import FILES, File, cells, pdf, texts
from hostile_imports import _ODD, DOCUMENTS, IMPORTS, twisted

bounded = settings(
    max_examples=12, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def outcome(file: File) -> str:
    """How reading and checking a file ends: the code of its error, or the number of its facts and entities."""
    suffix, data = file
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            document = api.read(path)
            api.extract(document)
            found = api.check(document).extraction
        except GoujiError as error:
            return error.code
    return f"{len(found.facts)} {len(found.entities)}"


@pytest.mark.parametrize("kind", [*FILES, *DOCUMENTS])
@bounded
@given(data=st.data())
def test_no_file_raises_anything_else(kind: str, data: st.DataObject) -> None:
    assert outcome(data.draw((FILES | DOCUMENTS)[kind]))


@pytest.mark.parametrize("kind", IMPORTS)
def test_no_import_raises_anything_else(kind: str) -> None:
    strategy, read = IMPORTS[kind]
    ends: list[str] = []

    @settings(bounded, max_examples=20)
    @given(strategy)
    def look(drawn: Any) -> None:
        try:
            read(drawn)
        except GoujiError as error:
            ends.append(error.code)
        else:
            ends.append("")

    look()
    assert "" in ends  # some are read, and not all refused


@settings(bounded, max_examples=100)
@given(st.data())
def test_what_is_twisted_does_not_twist_the_next(data: st.DataObject) -> None:
    before = repr(_ODD)
    data.draw(twisted({"a": [1, {"b": 2}], "c": "d"}))
    assert data.draw(twisted([])) == []
    assert repr(_ODD) == before


@settings(bounded, max_examples=300)
@given(texts | cells)
def test_no_text_breaks_the_number_parser(text: str) -> None:
    for quantity in scan(text):
        assert text[quantity.start : quantity.end] == quantity.text
    if found := parse_number(text):
        assert found[0].is_finite()


@settings(bounded, max_examples=30)
@given(texts)
def test_no_text_in_memory_raises(text: str) -> None:
    result = api.check(api.read_text(text))
    assert all(text[e.span.start : e.span.end] == e.text for e in result.extraction.entities)


@pytest.mark.parametrize("kind", FILES)
def test_the_made_files_are_read_and_not_only_refused(kind: str) -> None:
    ends: list[str] = []

    @settings(bounded, max_examples=10)
    @given(FILES[kind])
    def look(file: File) -> None:
        ends.append(outcome(file))

    look()
    assert any(not end.startswith("E") for end in ends)


def test_a_made_pdf_holds_its_text() -> None:
    assert outcome((".pdf", pdf(["本年支出12.30万元，占20%。"]))) == "0 2"
