"""Archives with one member that is missing, damaged, a bomb or under a name that leads elsewhere."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from warnings import catch_warnings
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hostile import zipped
from hostile_sound import PACKED, SOUND, members

Fault = tuple[str, str, Callable[[], bytes]]  # the format, what is wrong, what makes the bytes

# The members that reading needs, by format.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "docx": ("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
    "xlsx": (
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
    ),
    "ods": ("mimetype", "META-INF/manifest.xml", "content.xml"),
}
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY b0 "支出">'
    + "".join(f'<!ENTITY b{n + 1} "{f"&b{n};" * 10}">' for n in range(9))
    + "]><a>&b9;</a>"
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
_BY_WIRE = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'


def _before_root(xml: bytes, declared: str) -> bytes:
    """A member with a document type before its root, and a reference in its first text."""
    head, mark, rest = xml.partition(b"?>") if xml.startswith(b"<?xml") else (b"", b"", xml)
    return head + mark + declared.encode() + rest


CHANGED: Mapping[str, Callable[[bytes], bytes]] = {
    "empty": lambda d: b"",
    "cut": lambda d: d[: len(d) // 2],
    "no XML": lambda d: "支出10.00万元".encode(),
    "noughts": lambda d: bytes(len(d)),
    "in another encoding": lambda d: b'<?xml version="1.0" encoding="utf-16"?>' + d,
    "in no encoding": lambda d: b'<?xml version="1.0" encoding="bogus-9"?>' + d,
    "bad bytes": lambda d: d[: len(d) // 2] + b"\xff\xfe\xc0\x80" + d[len(d) // 2 :],
    "of another vocabulary": lambda d: d.replace(b":", b":x", 3).replace(b"application", b"x"),
    "nested deep": lambda d: b"<a>" * 100_000 + b"</a>" * 100_000,
    "laughs": lambda d: _LAUGHS.encode(),
    "an entity outside": lambda d: _OUTSIDE.encode(),
    "a type by wire": lambda d: _BY_WIRE.encode(),
    "a type before its root": lambda d: _before_root(d, '<!DOCTYPE x [<!ENTITY y "z">]>'),
    "100000 attributes": lambda d: ("<a " + " ".join(f'b{n}="1"' for n in range(100_000)) + "/>").encode(),
    "a long name": lambda d: ("<" + "a" * 1_000_000 + "/>").encode(),
    "twice": lambda d: d + d,
    "blanks by the megabyte": lambda d: d + b" " * (40 << 20),
}


def faults() -> Iterator[Fault]:
    """Every format of archives with every fault of its members."""
    for kind in PACKED:
        for member in NEEDED[kind]:
            yield kind, f"without {_short(member)}", partial(_without, kind, member)
            for fault, change in CHANGED.items():
                yield kind, f"{_short(member)} {fault}", partial(_with, kind, member, change)
        for fault, make in _ARCHIVES.items():
            yield kind, fault, partial(_again, kind, make)


def _short(member: str) -> str:
    return member.rsplit("/", 1)[-1].strip("[]").replace(".", "_")


def _without(kind: str, member: str) -> bytes:
    return zipped({name: data for name, data in members(SOUND[kind]()).items() if name != member})


def _with(kind: str, member: str, change: Callable[[bytes], bytes]) -> bytes:
    return zipped({name: change(data) if name == member else data for name, data in members(SOUND[kind]()).items()})


def _again(kind: str, make: Callable[[bytes], bytes]) -> bytes:
    return make(SOUND[kind]())


def _and(*names: str, data: bytes = b"x") -> Callable[[bytes], bytes]:
    """The archive with further members."""
    return lambda archive: zipped({**members(archive), **dict.fromkeys(names, data)})


def _doubled(archive: bytes) -> bytes:
    """Each member twice, the second time empty."""
    out = BytesIO()
    with ZipFile(out, "w") as packed, catch_warnings(action="ignore"):
        for name, data in members(archive).items():
            packed.writestr(name, data)
            packed.writestr(ZipInfo(name), b"")
    return out.getvalue()


def _flagged(flag: int) -> Callable[[bytes], bytes]:
    """The archive with a flag set for every member: 1 says that it is encrypted."""

    def change(archive: bytes) -> bytes:
        data = bytearray(archive)
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = data.find(mark)
            while start >= 0:
                data[start + at] |= flag
                start = data.find(mark, start + 4)
        return bytes(data)

    return change


def _told_in_directory(offset: int, value: bytes) -> Callable[[bytes], bytes]:
    """The archive whose directory says something else of each member."""

    def change(archive: bytes) -> bytes:
        data = bytearray(archive)
        start = data.find(b"PK\x01\x02")
        while start >= 0:
            data[start + offset : start + offset + len(value)] = value
            start = data.find(b"PK\x01\x02", start + 4)
        return bytes(data)

    return change


def _within_itself(archive: bytes) -> bytes:
    for _ in range(20):
        archive = zipped({"a.zip": archive})
    return archive


def _linked(archive: bytes) -> bytes:
    """With a member that says it is a link to a file outside."""
    out = BytesIO(archive)
    with ZipFile(out, "a") as packed:
        info = ZipInfo("link")
        info.external_attr = 0o120777 << 16
        packed.writestr(info, "/etc/hostname")
    return out.getvalue()


def _bomb(archive: bytes) -> bytes:
    return zipped({**members(archive), "bomb.xml": bytes(200 << 20)})


def _stored(archive: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for name, data in members(archive).items():
            packed.writestr(name, data)
    return out.getvalue()


def _commented(archive: bytes) -> bytes:
    """With a comment that looks like the end of another archive."""
    out = BytesIO(archive)
    with ZipFile(out, "a", ZIP_DEFLATED) as packed:
        packed.comment = b"PK\x05\x06" + bytes(18) + b"PK\x01\x02" * 50
    return out.getvalue()


_ARCHIVES: Mapping[str, Callable[[bytes], bytes]] = {
    "a name that climbs": _and("../../../tmp/gouji_slip", "..\\..\\gouji_slip"),
    "a name from the root": _and("/tmp/gouji_slip", "C:\\gouji_slip", "\\\\host\\gouji_slip"),
    "odd names": _and(".", "..", "./", "/", "a" * 5_000, "\u202egnp.exe", "a\nb", "支出\ud7ff"),
    "5000 members": _and(*(f"m{n}" for n in range(5_000))),
    "a bomb beside": _bomb,
    "members twice": _doubled,
    "said to be encrypted": _flagged(1),
    "sizes told too large": _told_in_directory(24, struct.pack("<I", 0xFFFFFFF0)),
    "sizes told too small": _told_in_directory(24, struct.pack("<I", 3)),
    "packed sizes told wrong": _told_in_directory(20, struct.pack("<I", 0x7FFFFFFF)),
    "sums told wrong": _told_in_directory(16, b"\1\2\3\4"),
    "packed in an unknown way": _told_in_directory(10, struct.pack("<H", 97)),
    "places told wrong": _told_in_directory(42, struct.pack("<I", 0x7FFFFF00)),
    "names told longer": _told_in_directory(28, struct.pack("<H", 0xFFFF)),
    "in itself": _within_itself,
    "a link": _linked,
    "not packed": _stored,
    "a comment like an end": _commented,
    "no end": lambda archive: archive[: archive.rfind(b"PK\x05\x06")],
    "no members": lambda archive: zipped({}),
}
