"""Names of organisations: whether words are nothing but one."""

from __future__ import annotations

from functools import lru_cache

from gouji.language import classification, rules
from gouji.language.view import fold


@lru_cache(maxsize=65536)
def organisation(words: str) -> str:
    """The organisation that a label or a heading consists of, without blanks, brackets in half width; '' for none.

    What the classification calls one of its items (公立医院, 图书馆) is that item: a unit has a name of its own.
    """
    match = rules.load("organisations")["organisation.name"].search("".join(fold(words).split()))
    name = str(match["name"]) if match else ""
    return "" if classification.codes_of(name) else name


def owner(words: str) -> str:
    """The organisation whose quantity follows words (青岭市林业局部门的); '' where they are not its name alone."""
    return organisation(rules.load("organisations")["organisation.of"].sub("", words))
