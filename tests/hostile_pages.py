"""PDF files that are whole in their bytes and odd in their build: rings, sizes and streams that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hostilefiles import drawn_forms
from pdffiles import _file, _stream


def _pages(
    page: str = "/MediaBox[0 0 595 842]",
    content: str = "BT /F 12 Tf 50 700 Td (12.30) Tj ET",
    head: str = "",
    more: Mapping[int, str] | None = None,
    kids: str = "[3 0 R]",
    count: str = "1",
) -> Callable[[], bytes]:
    """A file of one page with one thing that is odd."""
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids{kids}/Count {count}>>",
        3: f"<</Type/Page/Parent 2 0 R{page}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        4: _stream(head, content),
        5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    return lambda: _file({**objects, **(more or {})})


def _without_xref() -> bytes:
    data = _pages()()
    return data[: data.rfind(b"xref\n0")] + b"trailer<</Root 1 0 R>>"


_MAPPED = "<</Type/Font/Subtype/Type1/BaseFont/H/ToUnicode 6 0 R>>"
_MAP = (
    "1 begincodespacerange <00> <FFFFFFFFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0030> endbfrange"
    " 1 beginbfchar <30> <D800> endbfchar"
)
PDF: Mapping[str, Callable[[], bytes]] = {
    "pages in a ring": _pages(more={2: "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9>>"}),
    "a page that is its tree": _pages(more={3: "<</Type/Pages/Parent 3 0 R/Kids[3 0 R]/Count 1>>"}),
    "pages that are missing": _pages(kids="[7 0 R 8 0 R 9 0 R]", count="3"),
    "no pages": _pages(kids="[]", count="0"),
    "a million pages told": _pages(count="1000000"),
    "pages below nothing": _pages(count="-4"),
    "one page 3000 times": _pages(kids=f"[{'3 0 R ' * 3000}]", count="3000"),
    "no catalog": _pages(more={1: "null"}),
    "no table of places": _without_xref,
    "places told wrong": lambda: _pages()().replace(b" 00000 n", b" 00001 n").replace(b"0000000", b"0009999"),
    "a beginning told wrong": lambda: _pages()().replace(b"startxref\n", b"startxref\n9999999"),
    "a page of no size": _pages("/MediaBox[0 0 0 0]"),
    "a page below nothing": _pages("/MediaBox[0 0 -595 -842]"),
    "a page without end": _pages(f"/MediaBox[0 0 1e30 {'9' * 60}]"),
    "a page of three sides": _pages("/MediaBox[0 0 595]"),
    "a page of words": _pages("/MediaBox(a b c d)"),
    "no box": _pages(""),
    "turned by 17 degrees": _pages("/MediaBox[0 0 595 842]/Rotate 17"),
    "turned a billion times": _pages("/MediaBox[0 0 595 842]/Rotate 90000000000"),
    "units of a mile": _pages("/MediaBox[0 0 595 842]/UserUnit 1e12"),
    "a font of itself": _pages(more={5: "<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[5 0 R]>>"}),
    "a font that is missing": _pages(more={5: "null"}),
    "a font of no name": _pages(more={5: "<</Type/Font>>"}),
    "a code map of nothing": _pages(more={5: _MAPPED, 6: _stream("", _MAP)}),
    "text without a font": _pages(content="BT (12.30) Tj ET"),
    "text of no size": _pages(content="BT /F 0 Tf 50 700 Td (12.30) Tj ET"),
    "text of a billion points": _pages(content="BT /F 1e12 Tf 50 700 Td (12.30) Tj ET"),
    "text far away": _pages(content="BT /F 12 Tf 1e20 -1e20 Td (12.30) Tj ET"),
    "text bent": _pages(content="BT /F 12 Tf 0 0 0 0 50 700 Tm (12.30) Tj 1e9 1e9 1e9 1e9 0 0 Tm (5%) Tj ET"),
    "states never given back": _pages(content="q " * 50_000 + "BT /F 12 Tf (1) Tj ET"),
    "states given back too often": _pages(content="Q " * 50_000 + "BT /F 12 Tf (1) Tj ET"),
    "20000 lines": _pages(content="\n".join(f"{n % 500} 0 m {n % 500} 800 l S" for n in range(20_000))),
    "20000 letters on one spot": _pages(content="BT /F 12 Tf " + "1 0 0 1 50 700 Tm (8) Tj " * 20_000 + "ET"),
    "signs of no operator": _pages(content="\u00e6 bogus << [ ( 1 2 3 " * 500),
    "brackets that open": _pages(content="[" * 50_000),
    "texts that open": _pages(content="BT /F 12 Tf (" * 3_000),
    "pictures within": _pages(content="BI /W 99999 /H 99999 /BPC 8 /CS /G ID x EI"),
    "an unknown packing": _pages(head="/Filter/Bogus"),
    "packings on packings": _pages(head=f"/Filter[{'/FlateDecode' * 300}]"),
    "a packing of other bytes": _pages(head="/Filter/FlateDecode"),
    "a length told too large": _pages(head="/Length 999999999"),
    "a length below nothing": _pages(head="/Length -1"),
    "a length of itself": _pages(more={4: "<</Length 4 0 R>>\nstream\nBT ET\nendstream"}),
    "a form of itself": lambda: drawn_forms(1, 1, itself=True),
    "forms eight deep": lambda: drawn_forms(8, 4),
    "encrypted in no way": lambda: _pages()().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Bogus/V 9>>"),
    "dictionaries in dictionaries": _pages(more={6: "<</a" * 3_000 + ">>" * 3_000}),
    "a title that runs": _pages(more={6: "<</Title(\\033]0;x\\007" + "\u0080" * 5_000 + ")>>"}),
}
