"""The annotated PDF as pdfium and pikepdf read it: a highlight covers its own figure, whatever way a page is turned."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops

import gouji
import pdffiles
from gouji import report
from gouji.errors import GoujiError
from gouji.reconcile.model import Severity

HEAD = pdffiles.text("云溪县气象站2023年度部门决算", y=760)
LINES = ("一、支出情况", "2023年度支出合计100.00万元，比上年增加20.00万元，", "增长35.00%。")
PROSE = "\n".join([HEAD, *(pdffiles.text(line, y=700 - 24 * i) for i, line in enumerate(LINES))])
BROKEN = "\n".join(  # an amount that a line ends in the middle of
    [
        pdffiles.text("二、收入情况", y=700),
        pdffiles.text("2023年度收入合计90.00万元，比上年增加10.00万元，增长48.8", y=676),
        pdffiles.text("8%，主要是其他收入增加。", y=652),
    ]
)


def write(folder: Path, *pages: str, **more: object) -> Path:
    return pdffiles.write(folder / "决算.pdf", *pages, **more)  # type: ignore[arg-type]


def notes(path: Path, page: int = 1) -> list[pikepdf.Object]:
    with pikepdf.open(path) as file:
        listed = file.pages[page - 1].obj.get("/Annots")
        return [
            (str(a.Subtype), str(a.Contents), [float(x) for x in a.get("/QuadPoints", [])], str(a.T))
            for a in (listed if listed is not None else [])
        ]


def under(path: Path, quads: list[float], page: int = 1) -> str:
    """The text that pdfium finds under each rectangle of a highlight."""
    file = pdfium.PdfDocument(path)
    try:
        text = file[page - 1].get_textpage()
        found = ""
        for i in range(0, len(quads), 8):
            xs, ys = quads[i : i + 8 : 2], quads[i + 1 : i + 8 : 2]
            found += text.get_text_bounded(min(xs), min(ys), max(xs), max(ys))
        return "".join(found.split())
    finally:
        file.close()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_highlight_covers_the_figures_own_characters(rotate: int, tmp_path: Path) -> None:
    page = pdffiles.held(PROSE, rotate) if rotate else PROSE
    source = write(tmp_path, page, rotate=rotate, size=(800, 600) if rotate in (90, 270) else (600, 800))
    result = gouji.check(source)
    (finding,) = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    assert finding.text == "35.00%"
    report.write(result, tmp_path / "o.pdf")
    kinds = notes(tmp_path / "o.pdf")
    disputed = [n for n in kinds if n[1].startswith(finding.id + " ")]
    assert [under(tmp_path / "o.pdf", n[2]) for n in disputed] == ["35.00%"]
    evidence = {under(tmp_path / "o.pdf", n[2]) for n in kinds if n not in disputed}
    assert evidence == {"100.00万元", "20.00万元"}
    assert {n[0] for n in kinds} == {"/Highlight"} and {n[3] for n in kinds} == {"勾稽核对"}
    assert "应为：25.00%" in disputed[0][1] and "将“35.00%”更正为“25.00%”" in disputed[0][1]


def test_a_figure_over_two_lines_has_a_rectangle_on_each(tmp_path: Path) -> None:
    result = gouji.check(write(tmp_path, PROSE, BROKEN))
    finding = next(f for f in result.findings if "48.8" in f.text)
    report.write(result, tmp_path / "o.pdf")
    (note,) = [n for n in notes(tmp_path / "o.pdf", 2) if n[1].startswith(finding.id + " ")]
    assert len(note[2]) == 16 and under(tmp_path / "o.pdf", note[2], 2) == "48.88%"


def test_what_stood_in_the_file_stays(tmp_path: Path) -> None:
    source = write(tmp_path, PROSE, BROKEN)
    with pikepdf.open(source, allow_overwriting_input=True) as file:
        mine = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents="请再核", T="甲"
        )
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(mine)])
        with file.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("目录", 1))
        file.save(source)
    report.write(gouji.check(source), tmp_path / "o.pdf")
    assert notes(tmp_path / "o.pdf")[0][1] == "请再核"
    with pikepdf.open(source) as before, pikepdf.open(tmp_path / "o.pdf") as after:
        for one, other in zip(before.pages, after.pages, strict=True):
            assert one.Contents.read_bytes() == other.Contents.read_bytes()
        with after.open_outline() as outline:
            assert [item.title for item in outline.root] == ["目录", "勾稽核对：2 处"]


def test_an_entry_of_the_outline_leads_to_each_finding(tmp_path: Path) -> None:
    report.write(gouji.check(write(tmp_path, PROSE, BROKEN)), tmp_path / "o.pdf")
    file = pdfium.PdfDocument(tmp_path / "o.pdf")
    entries = [(b.level, b.get_title(), b.get_dest().get_index()) for b in file.get_toc()]
    file.close()
    assert [(level, page) for level, _, page in entries] == [(0, 0), (1, 0), (1, 1)]
    assert entries[1][1].endswith("35.00% → 25.00%") and "48.88%" in entries[2][1]


@pytest.mark.parametrize("program", ["pdfium", "poppler"])
def test_viewers_draw_the_highlight_and_leave_the_letters(program: str, tmp_path: Path) -> None:
    if program == "poppler" and shutil.which("pdftoppm") is None:
        pytest.skip("poppler is not installed")
    source = write(tmp_path, PROSE)
    report.write(gouji.check(source), tmp_path / "o.pdf")
    before, after = (_picture(path, program, tmp_path) for path in (source, tmp_path / "o.pdf"))
    box = ImageChops.difference(before, after).getbbox()
    assert box is not None
    height = before.height
    changed = [
        box[0] / before.width * 600,
        800 - box[3] / height * 800,
        box[2] / before.width * 600,
        800 - box[1] / height * 800,
    ]
    assert 640 < changed[1] < 660 and changed[3] < 690  # the two lines of the figures, and nothing else
    red = [p for p in after.get_flattened_data() if p[0] > 240 and 120 < p[1] < 160 and 110 < p[2] < 150]
    assert len(red) > 100


def _picture(path: Path, program: str, folder: Path) -> Image.Image:
    if program == "pdfium":
        file = pdfium.PdfDocument(path)
        picture: Image.Image = file[0].render(scale=1).to_pil().convert("RGB")
        file.close()
        return picture
    stem = folder / f"{path.stem}-p"
    subprocess.run(["pdftoppm", "-r", "72", "-png", "-f", "1", "-l", "1", path, stem], check=True)
    return Image.open(next(folder.glob(f"{path.stem}-p*.png"))).convert("RGB")


def test_other_inputs_and_several_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("一、2023年度支出100.00万元，比上年增加20.00万元，增长30.00%。", encoding="utf-8")
    source = write(tmp_path, PROSE)
    one, other = gouji.check(text), gouji.check(source)
    for results in ([one], [other, other], []):
        with pytest.raises(GoujiError, match="E040"):
            report.write(results, tmp_path / "o.pdf")
    assert not (tmp_path / "o.pdf").exists()
    with pytest.raises(GoujiError, match="E040"):
        report.require(tmp_path / "o.pdf", [text, source])
    write(tmp_path, PROSE, BROKEN)  # another file in its place
    with pytest.raises(GoujiError, match="E040"):
        report.write(other, tmp_path / "o.pdf")


def test_the_same_findings_give_the_same_file(tmp_path: Path) -> None:
    result = gouji.check(write(tmp_path, PROSE))
    for name in ("a.pdf", "b.pdf"):
        report.write(result, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
