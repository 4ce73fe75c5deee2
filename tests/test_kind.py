"""Which format a file has, by what it holds and not by what it is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.readers import READERS
from gouji.readers.kind import kind

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\n%PDF-1.7 ...", "pdf"),
        ("某局\t12.30\n".encode(), "text"),
        (b"<!DOCTYPE html><p>1</p>", "html"),
        (b"\xef\xbb\xbf<HTML><body>1", "html"),
        (OLE + b"...." + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + b"...." + "Workbook".encode("utf-16-le"), "sheet"),
    ],
)
def test_the_first_bytes_decide(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(data)
    assert kind(path) == expected


@pytest.mark.parametrize(("member", "expected"), [("word/document.xml", "docx"), ("xl/workbook.xml", "sheet")])
def test_archives_by_their_members(tmp_path: Path, member: str, expected: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "<x/>")
    assert kind(path) == expected


def test_an_encrypted_office_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(GoujiError) as error:
        kind(path)
    assert error.value.code == "E010"


def test_every_reader_can_be_imported() -> None:
    from importlib import import_module

    for name in READERS.values():
        module, function = name.split(":")
        assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_text_with_the_frame_of_a_page_and_no_parts_is_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<html><body>\n一、支出情况\n本年支出12.30万元。\n</body></html>\n", encoding="utf-8")
    assert kind(path) == "text"
    path.write_text("<html><body>\n<p>一、支出情况</p>\n</body></html>\n", encoding="utf-8")
    assert kind(path) == "html"
