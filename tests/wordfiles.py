"""Real docx files from raw XML, for the tests of the word processor readers."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml

SPACES = {
    **{prefix: nsmap[prefix] for prefix in ("w", "a", "m", "wp", "r", "pic")},
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in SPACES.items())
_NOTES = {
    "footnotes": (RELATIONSHIP_TYPE.FOOTNOTES, CONTENT_TYPE.WML_FOOTNOTES),
    "endnotes": (RELATIONSHIP_TYPE.ENDNOTES, CONTENT_TYPE.WML_ENDNOTES),
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph; content that is no XML is its text."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell; content that is no XML is its only paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; cells that are no XML are texts."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid/>{"".join(rows)}</w:tbl>'


def field(code: str, result: str) -> str:
    """A field as runs: its code, then what it shows."""
    marks = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    begin, separate, end = marks
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{run(result)}{end}"


def box(content: str) -> str:
    """A run with a text box as Word writes it: in the drawing, and again for programs that know no drawings."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def level(at: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list; `more` are elements between the number format and the text."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def numbered(content: str, name: int = 1, at: int = 0) -> str:
    return p(content, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr>')


def lists(*forms: str, nums: str = "") -> str:
    """A numbering part: the levels of each form; by default the w:num of the same number refers to each, from 1."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{i}">{f}</w:abstractNum>' for i, f in enumerate(forms, 1))
    plain = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(forms) + 1))
    return abstract + (nums or plain)


def write(path: Path, *body: str, numbering: str = "", styles: str = "", **notes: str) -> Path:
    """Writes a docx file with this body; `notes` are footnotes and endnotes, as the elements of their parts."""
    document = docx.Document()
    root = document.element.body
    for old in list(root):
        root.remove(old)
    root.extend(parsed("".join(body)))
    document.styles.element.extend(parsed(styles))
    if numbering:
        part = document.part.numbering_part.element
        for old in list(part):
            part.remove(old)
        part.extend(parsed(numbering))
    for name, content in notes.items():
        kind, content_type = _NOTES[name]
        xml = f"<w:{name} {_DECLARED}>{content}</w:{name}>".encode()
        part = Part(PackURI(f"/word/{name}.xml"), content_type, xml, document.part.package)
        document.part.relate_to(part, kind)
    document.save(str(path))
    return path


def parsed(content: str) -> list[object]:
    """The elements that the XML holds, which may use all prefixes of `SPACES`."""
    return list(parse_xml(f"<w:body {_DECLARED}>{content}</w:body>"))
