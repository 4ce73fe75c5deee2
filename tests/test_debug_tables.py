"""`--debug-tables`: pictures of the pages with tables, each box where the page prints the cell."""

from __future__ import annotations

import math
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

import corpus
from command import gouji
from gouji import api
from gouji.errors import GoujiError
from gouji.report import table_pictures
from gouji.report.table_pictures import CAPTION_COLOUR, HEADER_COLOURS, NUMBER_COLOUR, SCALE, Drawn, drawn

PDF = corpus.CORPUS / "real" / "上海_e4ab25c2.pdf"
PAGES = range(5, 9)  # prose, then tables
HELD = 0.95  # of the corners that no later box goes over

needs_pdf = pytest.mark.skipif(not PDF.exists(), reason=f"no document {PDF}")


def part(target: Path, turn: int = 0) -> Path:
    """Some pages of the real document, as if each had been scanned lying on its side."""
    with pdfium.PdfDocument(PDF) as whole, pdfium.PdfDocument.new() as made:
        made.import_pages(whole, list(PAGES))
        for page in made:
            page.set_rotation((page.get_rotation() + turn) % 360)
        made.save(target)
    return target


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The PDF and the folder with its pictures."""
    folder = tmp_path_factory.mktemp("debug")
    path = part(folder / "预算.pdf")
    run = gouji("extract", path, "--debug-tables", folder / "new" / "pictures")
    assert run.returncode == 0 and not run.stderr, run.stderr
    return path, folder / "new" / "pictures"


def picture(folder: Path, stem: str, page: int) -> Image.Image:
    with Image.open(folder / f"{stem}-p{page:03}.png") as image:
        return image.convert("RGB")


def share_of_corners(image: Image.Image, boxes: list[Drawn]) -> float:
    """How many of the boxes' lower right corners, as far as the page shows them, have their colour."""
    corners = [(b.colour, round(b.box[2] * SCALE), round(b.box[3] * SCALE)) for b in boxes]
    hits = [image.getpixel((x, y)) == colour for colour, x, y in corners if x < image.width and y < image.height]
    return sum(hits) / len(hits)


@needs_pdf
def test_one_picture_for_each_page_with_tables(made: tuple[Path, Path]) -> None:
    path, folder = made
    document = api.read(path)
    cells = [c for t in document.tables for row in t.rows for c in row if c.text]
    pages = {document.places.at(c.span.start, c.span.end).page for c in cells}
    assert 1 < len(pages) < len(PAGES)
    assert {p.name for p in folder.iterdir()} == {f"预算-p{page:03}.png" for page in pages}


@needs_pdf
def test_pictures_show_the_page_with_boxes_in_their_colours(made: tuple[Path, Path]) -> None:
    path, folder = made
    boxes = drawn(api.read(path))
    assert {HEADER_COLOURS[0], NUMBER_COLOUR, CAPTION_COLOUR} <= {b.colour for b in boxes}
    with pdfium.PdfDocument(path) as file:
        for number in {b.page for b in boxes}:
            image = picture(folder, "预算", number)
            assert image.size == tuple(math.ceil(SCALE * side) for side in file[number - 1].get_size())
            assert share_of_corners(image, [b for b in boxes if b.page == number]) >= HELD


@needs_pdf
def test_labels_are_the_ids_of_facts(made: tuple[Path, Path]) -> None:
    found = api.extract(made[0])
    assert found.facts and {f.id for f in found.facts} <= {b.label for b in drawn(found.document)}


@needs_pdf
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_drawn_upright(turn: int, made: tuple[Path, Path], tmp_path: Path) -> None:
    path = part(tmp_path / "turned.pdf", turn)
    upright, turned = drawn(api.read(made[0])), drawn(api.read(path))
    assert [b.label for b in turned] == [b.label for b in upright]
    for number, image in table_pictures.pictures(path, turned):
        assert image.size == picture(made[1], "预算", number).size
        assert share_of_corners(image, [b for b in turned if b.page == number]) >= HELD


@needs_pdf
def test_bundle_draws_its_pdf_and_names_what_is_none(made: tuple[Path, Path], tmp_path: Path) -> None:
    prose = tmp_path / "prose.txt"
    prose.write_text("一、收入决算情况说明\n本年收入合计9.00万元。\n", encoding="utf-8", newline="")
    run = gouji("check", "--bundle", prose, made[0], "--debug-tables", tmp_path / "out")
    assert run.returncode in (0, 1)
    assert run.stderr.splitlines() == [f"{prose}: no PDF, so no pictures of its tables"]
    assert {p.name for p in (tmp_path / "out").iterdir()} == {p.name for p in made[1].iterdir()}


@needs_pdf
def test_files_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        part(tmp_path / year / "预算.pdf")
    assert gouji("extract", "--text", tmp_path, "--debug-tables", tmp_path / "out").returncode == 0
    names = {p.name for p in (tmp_path / "out").iterdir()}
    second = {n for n in names if n.startswith("预算-2-p")}
    assert second and {n.replace("-2-p", "-p") for n in second} == names - second


def test_a_text_leaves_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(corpus.made(2, "tab"), encoding="utf-8", newline="")
    run = gouji("extract", "a.txt", "--debug-tables", "out", cwd=tmp_path)
    assert run.returncode == 0 and run.stderr == "a.txt: no PDF, so no pictures of its tables\n"
    assert not list((tmp_path / "out").iterdir())


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(corpus.made(2, "tab"), encoding="utf-8", newline="")
    run = gouji("check", "a.txt", "--debug-tables", "a.txt", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E008: ") and not run.stdout


def test_without_pillow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_pictures, "find_spec", lambda name: None)
    with pytest.raises(GoujiError, match=r"E016.*pip install 'gouji\[debug\]'"):
        table_pictures.require()
