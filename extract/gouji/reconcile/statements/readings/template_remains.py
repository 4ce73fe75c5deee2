"""What a template or a careless hand leaves: placeholders, choices, instructions, words and marks that nobody meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from gouji.document import Document, Span
from gouji.language import rules
from gouji.language.rules import Rule
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Kind

_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Remains:
    """Words or marks that do not belong into a finished text.

    Attributes:
        kind: what the rule yields (placeholder …).
        span: where they stand.
        rule: the rule that found them.
        meant: the word that a misspelt one stands for; '' where that is not told.
        severity: how bad it is, as the rule tells; minor where it does not.
    """

    kind: str
    span: Span
    rule: str
    meant: str = ""
    severity: str = "minor"


def remains(context: Context) -> Iterator[Remains]:
    """Each of them, in the order of the stretches; in paragraphs none that a line break parts."""
    for stretch in context.stretches:
        for rule, (start, end), meant in _found(stretch.view.text, stretch.kind is Kind.PROSE):
            span = stretch.view.span(start, end)
            if stretch.kind is Kind.CELL or _whole(context.document, span):
                severity = str(rule.yields.get("severity", "minor"))
                yield Remains(str(rule.yields["remains"]), span, rule.id, meant, severity)


@lru_cache(maxsize=4096)
def _found(text: str, prose: bool) -> tuple[tuple[Rule, tuple[int, int], str], ...]:
    """What the rules find in a text, each with its bounds and what is meant. Cells repeat each other: it is kept."""
    return tuple((rule, match.span(), _meant(match)) for rule in _rules(prose) for match in rule.finditer(text))


@cache
def _rules(prose: bool) -> tuple[Rule, ...]:
    """The rules that are asked of prose, or of all else that is printed."""
    every = rules.ranked("wording", "remains")
    return tuple(r for r in every if prose or r.yields.get("reads") == "all")


def _meant(match: regex.Match[str]) -> str:
    wrong = match.groupdict().get("wrong") or ""
    return str(rules.load("wording").data["meant"].get(wrong, ""))


def _whole(document: Document, span: Span) -> bool:
    """Whether no line break parts them, and they are no marks at the beginning of a line.

    Such marks are the words of a narrow column, which did not end where the line before ends.
    """
    begins = span.start == 0 or document.text[span.start - 1] == _BREAK
    words = document.slice(span)
    return _BREAK not in words and not (begins and not any(map(str.isalnum, words)))
