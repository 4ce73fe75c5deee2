"""Archives (docx) put together: the same content gives the same bytes, and what was not changed stays as it was."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

_UNORDERED = ("Relationships", "Types")
_MADE = (1980, 1, 1, 0, 0, 0)  # the earliest date that an archive can tell


def put_together(original: bytes, changed: bytes) -> bytes:
    """The original archive with the members that are others in the changed one.

    Members are compared as XML where they are that: a library that writes an unchanged part anew may set it otherwise.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(original)) as old, zipfile.ZipFile(BytesIO(changed)) as new:
        names = set(new.namelist())
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for info in old.infolist():
                data = old.read(info)
                made.writestr(_dated(info), _newer(data, new.read(info.filename)) if info.filename in names else data)
            for name in new.namelist():
                if name not in old.NameToInfo:
                    made.writestr(_dated(zipfile.ZipInfo(name)), new.read(name))
    return out.getvalue()


def undated(data: bytes) -> bytes:
    """The archive with one date for all its members."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(_dated(zipfile.ZipInfo(name)), old.read(name))
    return out.getvalue()


def _dated(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename, _MADE)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made


def _newer(old: bytes, new: bytes) -> bytes:
    """The new member, or the old one where both say the same."""
    if old == new:
        return old
    try:
        return old if _canonical(old) == _canonical(new) else new
    except (etree.XMLSyntaxError, ValueError):
        return new


def _canonical(data: bytes) -> bytes:
    """The XML in its canonical form; lists of relations and of types of content, whose order says nothing, in order."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(data, parser)
    if etree.QName(root).localname in _UNORDERED:
        return b"".join(sorted(etree.tostring(child, method="c14n") for child in root))
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical
