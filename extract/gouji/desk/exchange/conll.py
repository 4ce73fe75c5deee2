r"""CoNLL-U with a character a line, read and checked by the `conllu` library.

A sentence is a line of the document; a token is a character that is no white space. What stands between tokens is in
`SpacesBefore` and `SpacesAfter`, written as UDPipe does (`\s`, `\t`, `\n`, `\r`, `\uXXXX` for others), so that the text
comes back as it was. The last column has `NER`, the tags of spans that do not overlap (BIO), and `Spans`, those of all:
`B-3;I-4` begins the third and goes on in the fourth. What spans there are, and all that rests on them, are comments:

    # gouji.span = 3	{"key": …, "label": "AMOUNT"}
    # gouji.relation = {"key": …, "source": …, "target": …}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import regex

from gouji.desk.annotations import Annotated, Kind, SpanMark, body_of, kind_of
from gouji.desk.exchange.formats import Bad, Read
from gouji.desk.exchange.gathering import LONGEST_TEXT, Gathering, finish
from gouji.printed import whole

_SENTENCE = regex.compile(r"[^\n]*\n|[^\n]+$")
_ESCAPES = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
_PLAIN = {written: plain for plain, written in _ESCAPES.items()}
_ESCAPED = regex.compile(r"\\(?:u[0-9a-f]{4}|U(?:000[0-9a-f]|0010)[0-9a-f]{4}|.)")


def write(documents: Sequence[Annotated]) -> bytes:
    parts = ("\n".join(sentence) + "\n\n" for document in documents for sentence in _sentences(document))
    return "".join(parts).encode("utf-8", "surrogatepass")


def _sentences(document: Annotated) -> Iterator[list[str]]:
    """The lines of each sentence; the first tells the document and all that is no token."""
    text = document.text
    spans: list[SpanMark] = sorted(document.of(Kind.SPAN), key=lambda s: (s.start, -s.end, s.key))
    head = list(_head(document, spans))
    tags = _Tags(spans)
    for number, m in enumerate(_SENTENCE.finditer(text), 1):
        lines = [*head, f"# sent_id = {number}"]
        head = []
        tokens = [at for at in range(m.start(), m.end()) if not text[at].isspace()]
        if not tokens:
            yield [*lines, f"# gouji.blank = {_escaped(m.group())}", _token(1, "_", ["Blank=Yes"])]
            continue
        for n, at in enumerate(tokens):
            lines.append(_token(n + 1, text[at], [*_misc(text, m, tokens, n), *tags.at(at)]))
        yield lines
    if head:
        yield [*head, "# gouji.blank = ", _token(1, "_", ["Blank=Yes"])]


def _head(document: Annotated, spans: list[SpanMark]) -> Iterator[str]:
    yield f"# newdoc id = {json.dumps(document.name)}"
    yield f"# gouji.author = {json.dumps(document.author)}"
    for n, s in enumerate(spans, 1):
        told = {"key": s.key, "label": s.label, "start": s.start, "end": s.end}
        yield f"# gouji.span = {n}\t{json.dumps(told)}"
    for t in document.things:
        if not isinstance(t, SpanMark):
            yield f"# gouji.{kind_of(t).value} = {json.dumps({'key': t.key, **body_of(t)})}"


def _misc(text: str, m: regex.Match[str], tokens: list[int], n: int) -> Iterator[str]:
    at = tokens[n]
    if n == 0 and at > m.start():
        yield f"SpacesBefore={_escaped(text[m.start() : at])}"
    stop = tokens[n + 1] if n + 1 < len(tokens) else m.end()
    if stop == at + 1:
        yield "SpaceAfter=No"
    else:
        yield f"SpacesAfter={_escaped(text[at + 1 : stop])}"


class _Tags:
    """The tags of one token after the other; a span begins at its first token."""

    def __init__(self, spans: list[SpanMark]) -> None:
        self._spans, self._flat = spans, _flat(spans)
        self._next = 0
        self._running: list[int] = []
        self._before = -1

    def at(self, at: int) -> list[str]:
        spans = self._spans
        while self._next < len(spans) and spans[self._next].start <= at:
            self._running.append(self._next)
            self._next += 1
        self._running = [k for k in self._running if spans[k].end > at]
        told = [f"{self._letter(k)}-{k + 1}" for k in self._running]
        single = next((k for k in self._running if k in self._flat), None)
        ner = "O" if single is None else f"{self._letter(single)}-{spans[single].label}"
        self._before = at
        return [*([f"Spans={';'.join(told)}"] if told else []), f"NER={ner}"]

    def _letter(self, number: int) -> str:
        return "B" if self._spans[number].start > self._before else "I"


def _flat(spans: list[SpanMark]) -> set[int]:
    """Spans that do not overlap, the longer before the shorter."""
    kept: set[int] = set()
    for k in sorted(range(len(spans)), key=lambda k: spans[k].start - spans[k].end):
        if all(spans[k].end <= spans[o].start or spans[o].end <= spans[k].start for o in kept):
            kept.add(k)
    return kept


def _token(number: int, form: str, misc: list[str]) -> str:
    return "\t".join([str(number), form, *["_"] * 7, "|".join(misc) or "_"])


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(c, c if c.isprintable() and not c.isspace() else _code(c)) for c in text)


def _code(c: str) -> str:
    return f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda m: _PLAIN.get(m[0]) or (chr(int(m[0][2:], 16)) if len(m[0]) > 2 else m[0]), text)


def read(data: bytes) -> Read:
    import conllu
    from conllu.exceptions import ParseException

    found = Read()
    here: _Document | None = None
    line = 1
    for block in data.decode("utf-8", "surrogateescape").split("\n\n"):
        where = f"line {line}"
        line += block.count("\n") + 2
        if not block.strip():
            continue
        try:
            (sentence,) = conllu.parse(block + "\n\n")
        except (ParseException, ValueError) as exc:
            found.bad.append(Bad(where, f"is no CoNLL-U: {exc}"))
            continue
        if "newdoc id" in sentence.metadata or here is None:
            finish(found, here.gathered() if here else None)
            here = _Document(sentence.metadata)
        here.add(where, sentence, block)
    finish(found, here.gathered() if here else None)
    return found


_TOLD = regex.compile(r"^# gouji\.(?P<kind>\w+) = (?P<told>.*)$", regex.M)


class _Document:
    """The sentences of one document, and what their comments and tags say."""

    def __init__(self, metadata: Any) -> None:
        self._name = _plain_string(metadata.get("newdoc id"))
        self._author = _plain_string(metadata.get("gouji.author"))
        self._text: list[str] = []
        self._length = 0
        self._told: list[tuple[str, str, str]] = []  # where, kind, what
        self._bounds: dict[int, tuple[int, int]] = {}  # by number of the span: its first and last character
        self._bare: list[tuple[str, int, int, str]] = []  # spans of files that have BIO tags alone
        self._bad: list[Bad] = []

    def add(self, where: str, sentence: Any, block: str) -> None:
        told = [(m["kind"], m["told"]) for m in _TOLD.finditer(block)]
        blank = next((t for kind, t in told if kind == "blank"), None)
        self._told += [(where, kind, t) for kind, t in told if kind not in {"blank", "author"}]
        if blank is not None:
            self._put(_unescaped(blank))
            return
        for token in sentence:
            misc = token.get("misc")
            self._token(where, token["form"], misc if isinstance(misc, dict) else {})

    def _token(self, where: str, form: str, misc: dict[str, Any]) -> None:
        self._put(_unescaped(misc.get("SpacesBefore") or ""))
        at = self._length
        self._put(form)
        for tag in filter(None, (misc.get("Spans") or "").split(";")):
            letter, _, number = tag.partition("-")
            span = whole(number) if letter in ("B", "I") else None
            if span is None:
                self._bad.append(Bad(where, f"{tag[:40]!r} is no tag of a span"))
                continue
            first, _ = self._bounds.get(span, (at, at))
            self._bounds[span] = (first, self._length)
        if "Spans" not in misc and "NER" in misc:
            self._tagged(where, str(misc["NER"]), at)
        after = misc.get("SpacesAfter")
        self._put(_unescaped(after) if after else "" if misc.get("SpaceAfter") == "No" else " ")

    def _tagged(self, where: str, tag: str, at: int) -> None:
        letter, _, label = tag.partition("-")
        last = self._bare[-1] if self._bare else None
        if letter == "B" or (letter == "I" and not (last and last[3] == label and last[2] == at)):
            self._bare.append((where, at, self._length, label))
        elif letter == "I" and last:
            self._bare[-1] = (last[0], last[1], self._length, label)

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def gathered(self) -> Gathering:
        text = "".join(self._text)
        here = Gathering(self._name, text[:LONGEST_TEXT], self._author)
        here.bad += self._bad
        known: set[int] = set()
        for where, kind, told in self._told:
            number, body = self._body(kind, told)
            if body is None:
                here.refuse(where, f"the comment on a {kind} is no JSON")
                continue
            if number:
                known.add(number)
                _move(body, self._bounds.get(number), text)
            try:
                here.add(where, Kind(kind), str(body.get("key", "")), body)
            except ValueError:
                here.refuse(where, f"no thing is called {kind!r}")
        for number in self._bounds.keys() - known:
            here.refuse(f"span {number}", "its tags stand there, and no comment tells of it")
        if not self._bounds and not known:
            for where, start, end, label in self._bare:
                here.add(where, Kind.SPAN, f"{label}:{start}:{end}", {"label": label, "start": start, "end": end})
        return here

    def _body(self, kind: str, told: str) -> tuple[int, dict[str, Any] | None]:
        number = 0
        if kind == Kind.SPAN:
            digits, _, told = told.partition("\t")
            number = whole(digits) or 0
        try:
            body = json.loads(told)
        except (ValueError, RecursionError):
            return number, None
        return number, body if isinstance(body, dict) else None


def _move(body: dict[str, Any], bounds: tuple[int, int] | None, text: str) -> None:
    """The tags tell the bounds, but for white space at the ends of a span, which no token shows."""
    if bounds is None:
        return
    start: Any = body.get("start")
    end: Any = body.get("end")
    told = isinstance(start, int) and isinstance(end, int)
    if told and 0 <= start <= bounds[0] and bounds[1] <= end <= len(text):
        rest = text[start : bounds[0]] + text[bounds[1] : end]
        if not rest.strip():
            return
    body["start"], body["end"] = bounds


def _plain_string(told: str | None) -> str:
    try:
        found = json.loads(told or '""')
    except (ValueError, RecursionError):
        return str(told)
    return str(found)
