"""What of a web page is its text: the title, and the part without navigation. No site is known by name."""

from __future__ import annotations

from dataclasses import dataclass

import regex
from lxml.html import HtmlElement

from gouji.printed import any_digit
from gouji.readers.html.table_elements import is_data
from gouji.readers.html.text_blocks import BLOCKS, clean, size, squeezed, word_set

_PARTS = BLOCKS - word_set("p h1 h2 h3 h4 h5 h6 li pre dd dt caption")  # what can be a page's main part
_SILENT = word_set("audio button canvas head iframe input map noscript script select style svg template textarea video")
_ASIDE = word_set("nav header footer aside form")
_ROLES = word_set("navigation banner contentinfo complementary search menu")
_NAMES = word_set("nav navbar menu footer sidebar breadcrumb breadcrumbs crumb crumbs pagination share")
_NAMED = word_set("div ul ol p section")  # elements whose class or id tells that they stand aside
_HIDDEN = regex.compile(
    r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*(?:header|footer)"
)
_OFFICE = regex.compile(r"(?i)microsoft (?:word|excel)|\b(?:word|excel)\.|wps|libreoffice|openoffice")
_SITE = regex.compile(r"[_|]|(?<=\s)[-–—]+\s|[-–—]{2,}|-(?=\D)")  # between a page's title and its site's name

_SENTENCE = 40  # characters with a full stop among them
_FEWEST = 5  # characters; a title is longer
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
    if "urn:schemas-microsoft-com:office" in " ".join(root.values()):
        return True
    names = [m.get("content", "") for m in root.iter("meta") if _names_program(m)]
    return bool(_OFFICE.search(" ".join(names)))


def _names_program(meta: HtmlElement) -> bool:
    return meta.get("name", "").lower() in ("generator", "progid")


def page_title(root: HtmlElement) -> str:
    """The page's title: the longest printed line that its <title> repeats, else its h1 or the <title> itself.

    A page with neither has the heading that nothing else stands beside on its level.
    """
    whole = next((clean(t.text_content())[:_TITLE] for t in root.iter("title")), "")
    heads = _headings(root, "h1")
    if not heads and not whole:
        heads = _headings(root, "h2")
    flat = squeezed(whole)
    printed = (*heads, *_printed_lines(root))
    repeated = [line for line in printed if _FEWEST < len(line) <= _TITLE and squeezed(line) in flat]
    if repeated:
        return max(repeated, key=len)
    if len(heads) == 1:
        return heads[0]
    return _SITE.split(whole, 1)[0].strip()


def _headings(root: HtmlElement, tag: str) -> list[str]:
    """The texts of the headings of one level, without blank ones."""
    texts = (clean(heading.text_content()) for heading in root.iter(tag))
    return [text[:_TITLE] for text in texts if text]


def _printed_lines(root: HtmlElement) -> list[str]:
    """What stands at the beginning of each element of the page's body."""
    body = root.find("body")
    if body is None:
        return []
    return [clean(e.text) for e in body.iter() if isinstance(e.tag, str) and e.text]


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
    if element.tag in _NAMED and _has_aside_name(element):
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _has_aside_name(element: HtmlElement) -> bool:
    names = {*element.get("class", "").lower().split(), element.get("id", "").lower()}
    return not names.isdisjoint(_NAMES)


def weigh(root: HtmlElement) -> dict[HtmlElement, Mass]:
    """The mass of every element. Text weighs by its block: fully with punctuation or as a cell with digits."""
    masses: dict[HtmlElement, Mass] = {}
    texts: dict[HtmlElement, list[str]] = {}
    linked: set[HtmlElement] = set()
    homes: dict[HtmlElement, HtmlElement] = {}  # of each element the block that its text belongs to

    def count(text: str | None, at: HtmlElement) -> None:
        if not text:
            return
        characters = len(squeezed(text))
        masses[at].chars += characters
        if at in linked:
            masses[at].links += characters
        else:
            texts.setdefault(homes[at], []).append(text)

    for element in root.iter():
        above = element.getparent() if element is not root else None
        masses[element] = Mass()
        if above in linked or _is_link(element):
            linked.add(element)
        homes[element] = element if above is None or element.tag in BLOCKS else homes[above]
        count(element.text, element)
        if above is not None:
            count(element.tail, above)
    for element, mass in reversed(masses.items()):
        _weigh_own(element, mass, squeezed("".join(texts.get(element, ()))))
        if element is not root:
            masses[element.getparent()].add(mass)
    return masses


def _is_link(element: HtmlElement) -> bool:
    """Whether an element leads to another page."""
    return element.tag == "a" and not element.get("href", "#").startswith("#")


def _weigh_own(element: HtmlElement, mass: Mass, text: str) -> None:
    mass.weight += len(text) * (1.0 if _reads_like_text(element, text) else 0.25)
    mass.keep += len(text) >= _SENTENCE and "。" in text
    if element.tag == "table" and is_data(element):
        mass.data = True
        mass.keep += any_digit(element.text_content())


def _reads_like_text(element: HtmlElement, text: str) -> bool:
    """Whether an element's own text has punctuation, or is a cell with digits."""
    if any(c in text for c in "，。；：、"):
        return True
    return element.tag in ("td", "th") and any_digit(text)


def main_part(root: HtmlElement, masses: dict[HtmlElement, Mass]) -> HtmlElement:
    """The innermost part with every sentence and every table of figures, and most of the page's weight."""
    node = root
    while True:
        best = _heaviest_part(node, masses)
        if best is None or not _holds_most(masses[best], masses[node]):
            return node
        node = best


def _heaviest_part(node: HtmlElement, masses: dict[HtmlElement, Mass]) -> HtmlElement | None:
    """The child that most must stay of, the heaviest of equals; None where no child can be a page's main part."""
    inner = [c for c in node if c.tag in _PARTS and not masses[c].data]
    return max(inner, key=lambda c: (masses[c].keep, masses[c].weight), default=None)


def _holds_most(inner: Mass, outer: Mass) -> bool:
    return inner.keep >= outer.keep and inner.weight >= _MOST * outer.weight
