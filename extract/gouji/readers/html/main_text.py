"""What of a web page is its text: the title, and the part without navigation. No site is known by name."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from lxml.html import HtmlElement

from gouji.readers.html.table_elements import is_data
from gouji.readers.html.text_blocks import BLOCKS, clean, size, squeezed, word_set

_TEXTS = word_set("p h1 h2 h3 h4 h5 h6 li pre dd dt caption")  # blocks that are no page's main part
_SILENT = word_set("audio button canvas head iframe input map noscript script select style svg template textarea video")
_ASIDE = word_set("nav header footer aside form")
_ROLES = word_set("navigation banner contentinfo complementary search menu")
_NAMES = word_set("nav navbar menu footer sidebar breadcrumb breadcrumbs crumb crumbs pagination share")
_HIDDEN = regex.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)"
)
_OFFICE = regex.compile(r"(?i)microsoft (?:word|excel)|\b(?:word|excel)\.|wps|libreoffice|openoffice")
_SITE = regex.compile(r"\s*[_|]\s*|\s+[-–—]+\s+|[-–—]{2,}|-(?=\D)")  # between a page's title and its site's name

_SENTENCE = 40  # characters with a full stop among them
_TITLE = 300  # characters; no title is longer
_LINKED = 2 / 3  # of the characters; above, a block is a list of links
_MOST = 0.85  # of a part's weight; what holds it is the part


@dataclass(slots=True)
class Mass:
    """What an element holds: characters, those in links, how much of it reads like text, parts that must stay."""

    chars: int = 0
    links: int = 0
    weight: float = 0.0
    keep: int = 0
    data: bool = False  # a table that is one

    def add(self, other: Mass) -> None:
        self.chars += other.chars
        self.links += other.links
        self.weight += other.weight
        self.keep += other.keep

    @property
    def linked(self) -> bool:
        return not self.keep and self.links > _LINKED * self.chars


def is_office(root: HtmlElement) -> bool:
    """Whether an office program saved the page: then all of it is the document."""
    names = " ".join(
        m.get("content", "") for m in root.iter("meta") if m.get("name", "").lower() in ("generator", "progid")
    )
    return "urn:schemas-microsoft-com:office" in " ".join(root.values()) or bool(_OFFICE.search(names))


def page_title(root: HtmlElement) -> str:
    """The page's title: the longest printed line that its <title> repeats, else its h1 or the <title> itself.

    A page with neither has the heading that nothing else stands beside on its level.
    """
    whole = next((clean(t.text_content())[:_TITLE] for t in root.iter("title")), "")
    heads = [t[:_TITLE] for h in root.iter("h1") if (t := clean(h.text_content()))]
    if not heads and not whole:
        heads = [t[:_TITLE] for h in root.iter("h2") if (t := clean(h.text_content()))]
    body = root.find("body")
    lines = (clean(e.text or "") for e in ([] if body is None else body.iter()) if isinstance(e.tag, str) and e.text)
    flat = squeezed(whole)
    repeated = [t for t in (*heads, *lines) if 5 < len(t) <= _TITLE and squeezed(t) in flat]
    if repeated:
        return max(repeated, key=len)
    return heads[0] if len(heads) == 1 else _SITE.split(whole)[0].strip()


def prune(root: HtmlElement) -> None:
    """Takes out what is not shown, and what stands around the text unless it holds most of it."""
    for element in [e for e in root.iter() if not isinstance(e.tag, str) or e.tag in _SILENT]:
        element.drop_tree()
    half = size(root) / 2
    for element in [e for e in root.iter() if _is_aside(e)]:
        if size(element) < half:
            element.drop_tree()


def _is_aside(element: HtmlElement) -> bool:
    if element.tag in ("html", "body"):
        return False
    if element.tag in _ASIDE or element.get("role") in _ROLES or "hidden" in element.attrib:
        return True
    names = {*element.get("class", "").lower().split(), element.get("id", "").lower()}
    return (element.tag in ("div", "ul", "ol", "p", "section") and bool(names & _NAMES)) or bool(
        _HIDDEN.search(element.get("style", ""))
    )


def weigh(root: HtmlElement) -> dict[HtmlElement, Mass]:
    """The mass of every element. Text weighs by its block: fully with punctuation or as a cell with digits."""
    masses: dict[HtmlElement, Mass] = {}
    texts: dict[HtmlElement, list[str]] = {}
    linked: set[HtmlElement] = set()
    homes: dict[HtmlElement, HtmlElement] = {}  # of each element the block that its text belongs to
    for element in root.iter():
        above = element.getparent() if element is not root else None
        masses[element] = Mass()
        if above in linked or (element.tag == "a" and not element.get("href", "#").startswith("#")):
            linked.add(element)
        homes[element] = element if above is None or element.tag in BLOCKS else homes[above]
        for text, at in ((element.text, element), (element.tail, above)):
            if not text or at is None:
                continue
            count = len(squeezed(text))
            masses[at].chars += count
            if at in linked:
                masses[at].links += count
            else:
                texts.setdefault(homes[at], []).append(text)
    for element, mass in reversed(masses.items()):
        _weigh_own(element, mass, squeezed("".join(texts.get(element, ()))))
        if element is not root:
            masses[element.getparent()].add(mass)
    return masses


def _weigh_own(element: HtmlElement, mass: Mass, text: str) -> None:
    reads = any(c in text for c in "，。；：、") or (element.tag in ("td", "th") and any(c.isdecimal() for c in text))
    mass.weight += len(text) * (1.0 if reads else 0.25)
    mass.keep += len(text) >= _SENTENCE and "。" in text
    if element.tag == "table" and is_data(element):
        mass.data = True
        mass.keep += any(c.isdecimal() for c in element.text_content())


def main_part(root: HtmlElement, masses: dict[HtmlElement, Mass]) -> HtmlElement:
    """The innermost part with every sentence and every table of figures, and most of the page's weight."""
    node = root
    while True:
        inner = [c for c in node if c.tag in BLOCKS and c.tag not in _TEXTS and not masses[c].data]
        best = max(inner, key=lambda c: (masses[c].keep, masses[c].weight), default=None)
        if best is None or masses[best].keep < masses[node].keep or masses[best].weight < _MOST * masses[node].weight:
            return node
        node = best
