"""The catalogue of relations, `patterns/relations.toml`: what each relation is and how its violation is told.

An entry is found by its id, the code of a finding. A sentence stays code and arguments until `render` puts it into a
language, so that nothing decides on rendered words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any, Generic, ParamSpec

from gouji.declared import declared, directory
from gouji.errors import GoujiError
from gouji.reconcile.kernel.relation import Accuses, Tried
from gouji.reconcile.model import READING, Argument, FindingKind, Sentence, say

FILE = "relations"
LANGUAGES = ("zh", "en")
KERNELS = frozenset({"equal", "sum", "rate", "order", "wording"})

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence in every language, with named places."""

    words: Mapping[str, str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """In how many documents, of how many places, something was met."""

    documents: int
    places: int


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a relation held and where it was violated, before anything is solved."""

    held: Witnesses
    violated: Witnesses


@dataclass(frozen=True, slots=True)
class Entry:
    """One relation of the catalogue.

    Attributes:
        id: the code of its findings.
        relation: the name that the ledger and the reports call it by.
        kind: the kind of finding that its violation is.
        kernel: the arithmetic it is: equal, sum, rate, order, or wording where no figure is computed.
        ties: the roles of the figures that it ties; the first is the disputed one when nothing else decides.
        certainty: how surely such a relation is read, 0 to 1, where the text says nothing more.
        accuses: which misses of it are findings, where the text says nothing more.
        sentence: what a violation is told by.
        explanation: what the relation is, by language.
        seen: in how many documents and places it held and was violated when last measured; None: not measured yet.
    """

    id: str
    relation: str
    kind: FindingKind
    kernel: str
    ties: tuple[str, ...]
    certainty: float
    sentence: Template
    explanation: Mapping[str, str]
    seen: Seen | None
    accuses: Accuses = Accuses.ANY


@dataclass(frozen=True)
class Catalogue:
    """All relations by id, the phrases that their sentences share, and what things are called.

    Attributes:
        entries: the relations by id.
        phrases: parts of sentences by id.
        names: what a relation of the ledger is called; `reading` is the line that tells what was not read.
        slips: what a slip of the hand is called, by the code of its diagnosis.
        quotes: the pair of marks that sentences quote with, and the pair within it.
    """

    entries: Mapping[str, Entry]
    phrases: Mapping[str, Template]
    names: Mapping[str, Template]
    slips: Mapping[str, Template]
    quotes: tuple[str, str]

    def __getitem__(self, code: str) -> Entry:
        """The entry of an id. Raises KeyError where there is none."""
        return self.entries[code]

    def template(self, code: str) -> Template:
        """The sentence of a relation or a phrase. Raises KeyError where there is neither."""
        entry = self.entries.get(code)
        return entry.sentence if entry else self.phrases[code]

    def render(self, sentence: Sentence, language: str = "zh", **more: str) -> str:
        """A sentence in words.

        Parameters
        ----------
        sentence : its code and arguments; phrases among the arguments are rendered too.
        language : `zh` or `en`.
        more : the places that only the finding knows (`stated`).

        Raises
        ------
        KeyError : for an unknown code or language, and for a place that nothing fills.
        """
        filled = {name: self.words(argument, language) for name, argument in sentence.arguments}
        text = self.template(sentence.code).words[language]
        return text.format_map({name: self._set_in(text, name, words) for name, words in (filled | more).items()})

    def _set_in(self, text: str, name: str, words: str) -> str:
        """Words for a place: where a sentence quotes it, marks of their own at either end would stand there twice."""
        outer, inner = self.quotes
        opens, closes = outer[0], outer[-1]
        bare = words.strip(outer)
        if f"{opens}{{{name}}}" not in text or not bare or (words[0] != opens and words[-1] != closes):
            return words
        paired = opens in words and closes in words
        return words.translate(str.maketrans(outer, inner)) if paired else bare

    def words(self, argument: Argument, language: str = "zh") -> str:
        """What fills a place of a sentence, in words; as `render`."""
        if isinstance(argument, Sentence):
            return self.render(argument, language)
        if isinstance(argument, tuple):
            return self.phrases["list.and"].words[language].join(self.words(a, language) for a in argument)
        return str(argument)


@cache
def load() -> Catalogue:
    """The catalogue of the installed rules. Raises GoujiError E011 with the reason when an entry is not valid."""
    data = declared(FILE)
    try:
        entries = [_entry(raw) for raw in data["relation"]]
        catalogue = _catalogue(data, entries)
    except (KeyError, TypeError, ValueError) as exc:
        raise _invalid(repr(exc)) from exc
    by_id = catalogue.entries
    if len(by_id) != len(entries) or not by_id.keys().isdisjoint(catalogue.phrases):
        raise _invalid("an id stands twice")
    if catalogue.names.keys() != {READING, *(e.relation for e in entries)}:
        raise _invalid("a relation without a name, or a name of none")
    return catalogue


def in_words(phrase: str, **arguments: Argument) -> str:
    """A phrase of the catalogue in the language of the documents, for corrections and lines of arithmetic."""
    return load().render(say(phrase, **arguments))


def _invalid(reason: str) -> GoujiError:
    return GoujiError("E011", path=directory() / f"{FILE}.toml", reason=reason)


def _catalogue(data: Mapping[str, Any], entries: list[Entry]) -> Catalogue:
    phrases = _templates(data["phrase"])
    for file in data["phrases_of"]:
        phrases.update(_rule_phrases(file))
    outer, inner = data["quotes"]
    names, slips = _templates(data["name"]), _templates(data["slip"])
    return Catalogue({e.id: e for e in entries}, phrases, names, slips, (outer, inner))


def _templates(raw: Mapping[str, Any]) -> dict[str, Template]:
    return {name: _template(words) for name, words in raw.items()}


def _entry(raw: Mapping[str, Any]) -> Entry:
    code, name = raw["id"], raw["relation"]
    if raw["kernel"] not in KERNELS:
        raise ValueError(f"{code}: no kernel {raw['kernel']}")
    return Entry(
        id=code,
        relation=name,
        kind=FindingKind(raw["kind"]),
        kernel=raw["kernel"],
        ties=tuple(raw["ties"]),
        certainty=float(raw["certainty"]),
        sentence=_template(raw),
        explanation={language: raw["explanation"][language] for language in LANGUAGES},
        seen=_seen(raw["seen"]) if raw["seen"] else None,
        accuses=Accuses(raw.get("accuses", "any")),
    )


def _rule_phrases(file: str) -> Iterator[tuple[str, Template]]:
    """What the relations that a rule file declares compute (`about`, `about_en`), by their ids."""
    for of_kind in declared(file).values():
        for known in of_kind if isinstance(of_kind, list) else [of_kind]:
            if _tells_about(known):
                yield known["id"], _template({"zh": known["about"], "en": known["about_en"]})


def _tells_about(known: object) -> bool:
    return isinstance(known, dict) and "about" in known


def _template(raw: Mapping[str, Any]) -> Template:
    words = {language: raw[language] for language in LANGUAGES}
    places = {language: frozenset(_places(text)) for language, text in words.items()}
    if len(set(places.values())) != 1:
        raise ValueError(f"the languages name other places: {words}")
    return Template(words, places[LANGUAGES[0]])


def _places(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _seen(raw: Mapping[str, Any]) -> Seen:
    return Seen(Witnesses(**raw["held"]), Witnesses(**raw["violated"]))


@dataclass(frozen=True)
class Registered(Generic[P]):
    """A function that tries relations, with the ids of the entries that it tries."""

    function: Callable[P, Iterator[Tried]]
    ids: tuple[str, ...]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[Tried]:
        return self.function(*args, **kwargs)


def relation(*ids: str) -> Callable[[Callable[P, Iterator[Tried]]], Registered[P]]:
    """Register a function as the one that tries these relations of the catalogue.

    Raises GoujiError E011 where the catalogue knows no such relation.
    """
    unknown = [i for i in ids if i not in load().entries]
    if unknown:
        raise _invalid(f"no relation {unknown}")
    return lambda function: Registered(function, ids)
