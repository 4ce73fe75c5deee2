"""Older word processor files, through LibreOffice. The files are made by LibreOffice from docx files."""

from __future__ import annotations

import shutil
import subprocess
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest

from gouji.errors import GoujiError
from gouji.readers.word.legacy_doc import read_doc
from gouji.readers.word.reader import read_docx
from wordfiles import SPACES, field, level, lists, numbered, p, parsed, run, tbl, tc, tr, write

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
MERGED = '<w:vMerge w:val="restart"/>'


def to_doc(path: Path) -> Path:
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", path.parent, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(".doc")


@needs_office
def test_a_doc_reads_like_the_docx_that_it_was(tmp_path: Path) -> None:
    change = 'w:id="7" w:author="审核" w:date="2023-01-01T00:00:00Z"'
    path = write(
        tmp_path / "旧.docx",
        numbered("部门概况"),
        p(
            run("支出合计")
            + field("=1+1", "2")
            + run("万元，")
            + f"<w:ins {change}>{run('增加1万元')}</w:ins>"
            + run("。")
        ),
        tbl(tr(tc("科目", MERGED), tc("支出", '<w:gridSpan w:val="2"/>')), tr(tc("", "<w:vMerge/>"), "基本", "项目")),
        numbered("收支说明"),
        p(run("脚注在此") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        numbering=lists(level(0, "chineseCountingThousand", "%1、")),
        footnotes=f'<w:footnote w:id="2">{p("口径为当年。")}</w:footnote>',
    )
    old = to_doc(path)
    found, expected = read_doc(old), read_docx(path)
    assert found.text == expected.text
    assert found.text.startswith("一、部门概况\n支出合计2万元，增加1万元。\n科目\t支出\n\t基本\t项目\n二、收支说明\n")
    assert found.warnings == expected.warnings != ()
    assert [[(c.text, c.row, c.column, c.rows, c.columns) for c in row] for row in found.tables[0].rows] == [
        [("科目", 0, 0, 2, 1), ("支出", 0, 1, 1, 2)],
        [("基本", 1, 1, 1, 1), ("项目", 1, 2, 1, 1)],
    ]
    assert found.name == str(old) and found.sha256 == sha256(old.read_bytes()).hexdigest()


@needs_office
def test_links_in_a_doc_are_not_followed(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        old = to_doc(with_linked_picture(tmp_path / "链.docx", f"http://127.0.0.1:{server.server_port}/a.png"))
        assert asked, "LibreOffice follows links by itself; without that this test shows nothing"
        asked.clear()
        assert "图前文字。" in read_doc(old).text
        assert not asked
    finally:
        server.shutdown()
        server.server_close()


def with_linked_picture(path: Path, url: str) -> Path:
    document = docx.Document(str(write(path, p("图前文字。"), p("图"))))
    link = document.part.relate_to(url, f"{SPACES['r']}/image", is_external=True)
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic>'
        f'<a:graphicData uri="{SPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:link="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    document.element.body.append(parsed(p(drawing))[0])
    document.save(str(path))
    return path


@needs_office
@pytest.mark.parametrize("content", [b"plain words", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a document at all"])
def test_what_is_no_doc_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.doc"
    path.write_bytes(content)
    with pytest.raises(GoujiError, match=r"E009.*坏\.doc"):
        read_doc(path)


@needs_office
def test_a_cut_doc_is_refused(tmp_path: Path) -> None:
    whole = to_doc(write(tmp_path / "全.docx", *(p(f"第{i}段文字，凑足篇幅。") for i in range(400))))
    path = tmp_path / "断.doc"
    data = whole.read_bytes()
    path.write_bytes(data[:512] + "WordDocument".encode("utf-16-le") + data[512:700])
    with pytest.raises(GoujiError, match=r"E009.*断\.doc"):
        read_doc(path)


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "旧.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GoujiError, match=r"E015.*旧\.doc"):
        read_doc(path)


def test_a_missing_doc(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E001"):
        read_doc(tmp_path / "无.doc")
