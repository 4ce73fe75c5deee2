"""What a paragraph or a run has from its style."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn

from gouji.readers.word.wordprocessingml import PROPERTIES, RUN_PROPERTIES, STYLE, Element, switch, value

_BASE, _RUN_STYLE, _VANISH = qn("w:basedOn"), qn("w:rStyle"), qn("w:vanish")
_TABS, _LEADER = qn("w:tabs"), qn("w:leader")
_DOTTED = ("dot", "middleDot")


class Styles:
    """The styles part of a document; without one nothing has a style."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default = ""
        self._hides: dict[str, bool | None] = {}
        for style in () if root is None else root.iterfind(qn("w:style")):
            self._styles[style.get(qn("w:styleId"), "")] = style
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on"):
                self._default = style.get(qn("w:styleId"), "")

    def layers(self, paragraph: Element) -> Iterator[Element | None]:
        """The properties of a paragraph, its own first, then those of its style and of what that is based on."""
        own = paragraph.find(PROPERTIES)
        yield own
        for style in self._chain(value(own, STYLE) or self._default):
            yield style.find(PROPERTIES)

    def of(self, name: str) -> Element | None:
        """The properties that the style `name` gives to paragraphs."""
        style = self._styles.get(name)
        return None if style is None else style.find(PROPERTIES)

    def hides(self, paragraph: Element, properties: Element | None) -> bool:
        """Whether text with these run properties is hidden in this paragraph."""
        own = switch(properties, _VANISH)
        if own is None:
            own = self._style_hides(value(properties, _RUN_STYLE))
        if own is None:
            own = self._style_hides(value(paragraph.find(PROPERTIES), STYLE) or self._default)
        return bool(own)

    def is_dotted(self, paragraph: Element) -> bool:
        """Whether a tab is printed as a line of dots, as in a table of contents."""
        for properties in self.layers(paragraph):
            tabs = None if properties is None else properties.find(_TABS)
            if tabs is not None:
                return any(tab.get(_LEADER) in _DOTTED for tab in tabs)
        return False

    def _style_hides(self, name: str) -> bool | None:
        if name not in self._hides:
            found = (switch(style.find(RUN_PROPERTIES), _VANISH) for style in self._chain(name))
            self._hides[name] = next((f for f in found if f is not None), None)
        return self._hides[name]

    def _chain(self, name: str) -> Iterator[Element]:
        seen = set()
        while name in self._styles and name not in seen:  # a style may be based on itself by mistake
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], _BASE)
