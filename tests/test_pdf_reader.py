"""PDF files to documents: real files, turned and damaged ones."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from corpus import CORPUS
from gouji import api
from gouji.document import Zone
from gouji.errors import GoujiError
from gouji.readers import limits
from gouji.readers.pdf import reader
from gouji.readers.pdf.reader import read_pdf

REAL = CORPUS / "real" / "长春_7fd6f062.pdf"
needs_real = pytest.mark.skipif(not REAL.is_file(), reason=f"no {REAL.name} in {CORPUS}")


@needs_real
def test_every_offset_has_its_page_and_box() -> None:
    document = api.read(REAL)
    facts = api.extract(document).facts
    assert len(facts) > 500
    for fact in facts:
        place = document.places.at(fact.span.start, fact.span.end)
        assert document.slice(fact.span) == fact.text
        assert place.page and place.bbox and place.bbox[0] < place.bbox[2] and place.bbox[1] < place.bbox[3]


@needs_real
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_says_the_same(tmp_path: Path, turn: int) -> None:
    file = pdfium.PdfDocument(REAL)
    for page in file:
        page.set_rotation(turn)
    file.save(tmp_path / "turned.pdf")
    assert read_pdf(tmp_path / "turned.pdf").text == read_pdf(REAL).text


@needs_real
def test_page_numbers_are_debris() -> None:
    document = read_pdf(REAL.with_name("杭州_7b5fe2e1.pdf"))
    debris = [document.slice(b.span) for b in document.blocks if b.zone is Zone.DEBRIS]
    assert debris == [str(number) for number in range(1, 25)]


def test_a_page_without_text_is_told(tmp_path: Path) -> None:
    Image.new("RGB", (200, 300), "gray").save(tmp_path / "scan.pdf")
    result = api.check(tmp_path / "scan.pdf")
    assert "没有文字层" in result.document.notices[0]
    (line,) = [c for c in result.checks if c.relation == "reading"]
    assert line.status == "unreadable"
    assert any(r["type"] == "check" and r["page"] == 1 for r in result.to_records())


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing else", b"%PDF-1.4\n%%EOF\n" * 9])
def test_a_damaged_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    with pytest.raises(GoujiError) as error:
        read_pdf(tmp_path / "a.pdf")
    assert error.value.code == "E009"


@needs_real
@pytest.mark.parametrize("limit", [limits.Limits(pages=3), limits.Limits(seconds=0)])
def test_a_limit_is_an_error_with_its_code(monkeypatch: pytest.MonkeyPatch, limit: limits.Limits) -> None:
    monkeypatch.setattr(limits, "LIMITS", limit)
    monkeypatch.setattr(reader, "LIMITS", limit)
    with pytest.raises(GoujiError) as error:
        read_pdf(REAL)
    assert error.value.code == "E014"
