"""Economic classification: one expenditure by departmental codes (301…) and by governmental codes (501…).

The correspondence of the two classifications is data. The item by item part of it is that of administrative units;
whether a document's tables follow it, most of its own rows must show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gouji.declared import declared
from gouji.document import Fact
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.layout_evidence import proven
from gouji.reconcile.relations.same_cells import listed
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.economic_correspondence import Corresponding, corresponding

CODE = "identity.economic"


def reclassified(facts: dict[int, list[Fact]], context: Context) -> Iterator[Tried]:
    """The columns under one head of a governmental table and the departmental one nearest to it, code by code."""
    for known, found in corresponding(facts, context):
        tried = [(_tried(context, known, one), True) for one in found]
        yield from proven(tried, declared("identities")["share"])


def _tried(context: Context, known: Mapping[str, Any], one: Corresponding) -> Tried:
    """One code of a table against the codes of the other table that it corresponds to."""
    term, terms = context.terms[one.whole.id], [context.terms[p.id] for p in one.parts]
    says = {
        "other": table_name(one.other),
        "codes": listed(f.code for f in one.parts),
        "about": say(known["id"]),
    }
    return try_sum(CODE, term, terms, term.span, says=says, certainty=known["certainty"], rule=known["id"])
