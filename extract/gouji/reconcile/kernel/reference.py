"""The page about all relations: `python -m gouji.reconcile.kernel.reference > docs/relations.md`."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator

from gouji.reconcile.kernel.catalogue import LANGUAGES, Catalogue, Entry, Seen, Template, load

_HEAD = """\
# Relations

Every relation between figures that `gouji check` tries, by the name that the ledger calls it. The page is made from
`patterns/relations.toml` by `python -m gouji.reconcile.kernel.reference > docs/relations.md`; do not edit it.

Each relation shows what it is, the kind of finding that its violation is, the arithmetic, the roles of its figures (the
first is disputed where nothing else decides), how surely it is read where the text says nothing more, in how many
documents and places it held and was violated when last measured
(`python benchmarks/relations_seen.py CORPUS --write`), and the sentence of its violation.
"""


def page(catalogue: Catalogue) -> str:
    """The page in Markdown: the relations by their name in the ledger, then the names of slips."""
    return "\n".join([_HEAD, *_relations(catalogue), *_slips(catalogue)])


def _relations(catalogue: Catalogue) -> Iterator[str]:
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in catalogue.entries.values():
        by_name[entry.relation].append(entry)
    for name, entries in by_name.items():
        yield f"## `{name}`: {_both(catalogue.names[name])}\n"
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"### `{entry.id}`\n"
    yield f"{entry.explanation['en']} {entry.explanation['zh']}\n"
    ties = ", ".join(f"`{role}`" for role in entry.ties) or "no figure"
    yield f"- finding `{entry.kind.value}`, arithmetic `{entry.kernel}`, ties {ties}, certainty {entry.certainty:g}"
    yield f"- {_seen(entry.seen)}"
    for language in LANGUAGES:
        yield f"- {language}: {entry.sentence.words[language]}"
    yield ""


def _seen(seen: Seen | None) -> str:
    """In how many documents, and places, it held and was violated; in one document it may do both."""
    if seen is None:
        return "seen: not measured"
    held, violated = (f"{found.documents} ({found.places})" for found in (seen.held, seen.violated))
    return f"documents (places): held in {held}, violated in {violated}"


def _slips(catalogue: Catalogue) -> Iterator[str]:
    yield "## Slips of the hand\n"
    yield "The code stands in `diagnosis` of a finding.\n"
    yield "| code | zh | en |"
    yield "|---|---|---|"
    for code, slip in catalogue.slips.items():
        yield f"| `{code}` | {slip.words['zh']} | {slip.words['en']} |"
    yield ""


def _both(name: Template) -> str:
    return f"{name.words['en']} ({name.words['zh']})"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page(load()))
