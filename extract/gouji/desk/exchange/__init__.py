"""Annotations as files of other tools, both ways and without loss: one module a format.

In: documents with what is said of them (`gouji.desk.annotations`), or the bytes of a file. Out: bytes, or documents and
the records that are bad, each with its place in the file. Nothing is passed over in silence.

Start with `formats` (what a format has to offer), then `jsonl`, the plainest. `gathering` builds documents of records
and holds each against the text.

Where a change belongs: a new format is a module with `write` and `read`, and a line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Mapping

from gouji.desk.exchange import brat, conll, docbin, doccano, jsonl, label_studio
from gouji.desk.exchange.formats import Format

FORMATS: Mapping[str, Format] = {
    "jsonl": Format(".jsonl", jsonl.write, jsonl.read),
    "label-studio": Format(".json", label_studio.write, label_studio.read),
    "doccano": Format(".jsonl", doccano.write, doccano.read),
    "docbin": Format(".spacy", docbin.write, docbin.read),
    "brat": Format(".zip", brat.write, brat.read),
    "conll": Format(".conllu", conll.write, conll.read),
}
