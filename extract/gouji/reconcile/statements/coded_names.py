"""Items that prose and glossary name with their code, behind it in brackets or before it (2130212湿地保护)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import PROSE, Block, Span, Zone
from gouji.language import classification, rules
from gouji.language.view import View, make_view
from gouji.reconcile.statements.codebook import Printed, is_slip, lacks_one
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.item_paths import Misnamed, tied_within

_READ = (*PROSE, Zone.GLOSSARY)
_LONG = 8  # characters of a name that no shorter form leaves one out of


@dataclass(frozen=True, slots=True)
class CodedName:
    """An item as prose prints it.

    Attributes:
        printed: the code behind the name, or before it.
        span: where that code stands.
        words: the characters right before the bracket, up to the next mark: the name, or words that end with it;
            those behind a code that stands first.
        at: where these stand.
        entry: whether they open an entry of the glossary, so that they are the name and nothing else.
        block: the paragraph; what is said of the item ends at `end`.
    """

    printed: str
    span: Span
    words: str
    at: Span
    entry: bool
    block: Block
    end: int

    @property
    def key(self) -> str:
        return classification.key(self.words)


@dataclass(frozen=True, slots=True)
class OtherCode:
    """An item whose name the tables print under one code alone: that code, and where they print it."""

    named: CodedName
    code: str
    cell: Span


def coded_names(context: Context) -> Iterator[CodedName]:
    """Every name with a code behind it or before it, in the order of the document."""
    for block in context.document.blocks:
        if block.zone in _READ:
            yield from _of_block(context, block)


def _of_block(context: Context, block: Block) -> Iterator[CodedName]:
    view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
    patterns = rules.load("codes")
    number = patterns["code.numbered"]
    every = (m for rule in ("code.behind_name", "code.before_name") for m in patterns[rule].finditer(view.text))
    found = sorted(every, key=lambda match: match.start())
    ends = [view.span(*after.span()).start for after in found[1:]] + [block.span.end]
    for match, end in zip(found, ends, strict=False):
        first = number.fullmatch(view.text[: match.start()]) is not None
        yield _named(view, match, block, first and block.zone is Zone.GLOSSARY, end)


def _named(view: View, match: regex.Match[str], block: Block, entry: bool, end: int) -> CodedName:
    code, words = view.span(*match.span("code")), view.span(*match.span("name"))
    return CodedName(match["code"], code, match["name"], words, entry, block, end)


def other_codes(context: Context) -> Iterator[OtherCode]:
    """The names that the tables give to one code alone, with that code.

    A printed code that the classification gives the same name may be meant, unless the tables do not have it and the
    amount said of the item is that of the one they have.
    """
    for named in coded_names(context):
        name, code = _in_tables(context, named.words)
        if code and (code == named.printed or not _may_be_meant(context, named, name, code)):
            yield OtherCode(named, code, context.codes.by_code[code][0].span)


def _in_tables(context: Context, words: str) -> tuple[str, str]:
    """The longest name of the tables that some words end with, and its code where it has one alone; '' for none."""
    for start in range(len(words)):
        codes = context.codes.called(classification.key(words[start:]))
        if codes:
            return words[start:], next(iter(codes)) if len(codes) == 1 else ""
    return "", ""


def _may_be_meant(context: Context, named: CodedName, name: str, code: str) -> bool:
    """Whether the printed code is one of the name, and none that only a slip makes of the tables'."""
    if named.printed not in classification.codes_of(name):
        return False
    in_tables = named.printed in context.codes.by_code
    return in_tables or not tied_within(context, named.span.end, named.end, code)


def misnamed_codes(context: Context) -> Iterator[Misnamed]:
    """The names before a code of the tables that are another item's, or the tables' own name but for a slip.

    Words that are no item's name may lead to one or shorten it by some characters, and tell nothing. What opens an
    entry of the glossary is a name to its first character: there a longer name is another one.
    """
    for named in coded_names(context):
        printed = context.codes.by_code.get(named.printed, ())
        right = next((p for p in printed if _is_other(context, named, p)), None)
        if right and named.key not in context.codes.names(named.printed):
            yield Misnamed(named.printed, named.key, right.key, named.at, named.block.zone)


def _is_other(context: Context, named: CodedName, printed: Printed) -> bool:
    """Whether the words before a code are the name of another item than the one that a table prints for it."""
    if _of_others(context, named):
        return context.codes.official(named.printed).key == printed.key and named.key not in printed.key
    longer = named.entry and named.key.endswith(printed.key)
    return longer or is_slip(named.key, printed.key) or lacks_one(named.key, printed.key, _LONG)


def _of_others(context: Context, named: CodedName) -> bool:
    """Whether the words before a code name items of its classification, in the tables or by law."""
    codes = context.codes.called(named.key) or classification.codes_of(named.words)
    return any(classification.kind(code) == classification.kind(named.printed) for code in codes)


def well_named(context: Context) -> Iterator[CodedName]:
    """The names that are those which the tables print for the code."""
    for named in coded_names(context):
        if any(named.key.endswith(p.key) for p in context.codes.by_code.get(named.printed, ())):
            yield named
