"""Items that prose names with their code in brackets (湿地保护（2130212）)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Span
from gouji.language import classification, rules
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context


@dataclass(frozen=True, slots=True)
class CodedName:
    """An item of the tables as prose names it.

    Attributes:
        printed: the code that prose prints.
        code: the one code that the tables print under the name.
        cell: where they print it.
        span: where prose prints its code.
    """

    printed: str
    code: str
    cell: Span
    span: Span


def coded_names(context: Context) -> Iterator[CodedName]:
    """The names with a code behind them that the tables give to one code alone, and the classification to no other."""
    rule = rules.load("codes")["code.behind_name"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            name = _name(context, match["name"])
            code = next(iter(context.codes.called(classification.key(name))), "")
            official = match["code"] in classification.codes_of(name)
            if code and (code == match["code"] or not official):
                cell = context.codes.by_code[code][0].span
                yield CodedName(match["code"], code, cell, view.span(*match.span("code")))


def _name(context: Context, words: str) -> str:
    """The longest name that some words end with and that the tables print, where they do so under one code; ''."""
    for start in range(len(words)):
        codes = context.codes.called(classification.key(words[start:]))
        if codes:
            return words[start:] if len(codes) == 1 else ""
    return ""
