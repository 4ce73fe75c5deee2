"""spaCy's DocBin: a Doc a document, its tokens single characters, its spans in `doc.spans["gouji"]`.

Every character is a token without a space behind it, so that no offset shifts (`spacy convert` puts spaces between
Chinese tokens). Overlapping spans are kept, as `doc.spans` does and `doc.ents` does not; `doc.ents` holds those that do
not overlap, for training. Spans are told apart by their ids; what is no span stands in `doc.user_data`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gouji.desk.annotations import Annotated, Kind, SpanMark, body_of, kind_of
from gouji.desk.exchange.formats import Bad, Read
from gouji.desk.exchange.gathering import Gathering, finish

KEY = "gouji"


def write(documents: Sequence[Annotated]) -> bytes:
    import spacy
    from spacy.tokens import DocBin

    vocabulary = spacy.blank("zh").vocab
    made = DocBin(store_user_data=True)
    for document in documents:
        made.add(_doc(document, vocabulary))
    return made.to_bytes()


def _doc(document: Annotated, vocabulary: Any) -> Any:
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

    doc = Doc(vocabulary, words=list(document.text), spaces=[False] * len(document.text))
    spans = [Span(doc, s.start, s.end, label=s.label, span_id=s.key) for s in document.of(Kind.SPAN)]
    doc.spans[KEY] = spans
    doc.ents = filter_spans(spans)
    rest = [t for t in document.things if not isinstance(t, SpanMark)]
    told = [{"type": kind_of(t).value, "key": t.key, **body_of(t)} for t in rest]
    doc.user_data[KEY] = json.dumps({"name": document.name, "author": document.author, "things": told})
    return doc


def read(data: bytes) -> Read:
    import spacy
    from spacy.tokens import DocBin

    found = Read()
    try:
        docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab))
    except Exception as exc:  # spaCy, zlib and msgpack each raise their own
        found.bad.append(Bad("file", f"is no DocBin: {type(exc).__name__}: {exc}"))
        return found
    for number, doc in enumerate(docs, 1):
        finish(found, _document(f"doc {number}", doc))
    return found


def _document(where: str, doc: Any) -> Gathering:
    own = _own(doc)
    here = Gathering(str(own.get("name", "")), doc.text, str(own.get("author", "")))
    for number, span in enumerate(_spans(doc), 1):
        key = span.id_ or f"{span.label_}:{span.start_char}:{span.end_char}"
        body = {"label": span.label_, "start": span.start_char, "end": span.end_char}
        here.add(f"{where}, span {number}", Kind.SPAN, key, body)
    things = own.get("things")
    for number, told in enumerate(things if isinstance(things, list) else (), 1):
        place = f"{where}, thing {number}"
        try:
            here.add(place, Kind(told["type"]), told["key"], told)
        except (ValueError, TypeError, KeyError):
            here.refuse(place, "is no thing that this version knows")
    return here


def _spans(doc: Any) -> Any:
    """Our spans, or the entities of a file that somebody else wrote; spaCy's groups have no `get` with a default."""
    return doc.spans[KEY] if KEY in doc.spans else doc.ents  # noqa: SIM401


def _own(doc: Any) -> dict[str, Any]:
    try:
        told = json.loads(doc.user_data.get(KEY, "{}"))
    except (ValueError, TypeError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
