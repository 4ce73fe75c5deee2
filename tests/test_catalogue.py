"""The catalogue of relations: every entry is tried by one function, told in both languages, and made in one place."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import casefiles
import gouji.reconcile
from gouji.errors import GoujiError
from gouji.reconcile.checking import one_by_one, try_all
from gouji.reconcile.kernel import catalogue
from gouji.reconcile.kernel.catalogue import LANGUAGES, Registered, load, relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Sentence, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linker

MAKERS = {"sum.py", "equal.py", "attempt.py"}
# Entries that a relation takes over from another where its own words are wrong.
TAKEN_OVER = {"direction.word"}
# Rooms whose relations are not made by the kernels yet, with how many they make themselves: only ever fewer.
BY_HAND: dict[str, int] = {}
CASES = [
    "change",
    "share_and_completion",
    "prose_lists",
    "prose_repeats",
    "directions_and_units",
    "years",
    "against_last_year",
    "implied_completion",
    "surplus",
    "restated_change",
    "digit_echoes",
    "table_totals",
    "between_tables",
    "identities",
    "counts",
    "indicator_rates",
    "project_scores",
    "goal_funds",
    "project_names",
    "project_totals",
    "reserved_procurement",
    "code_names",
    "linker",
]


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(gouji.reconcile.__path__, "gouji.reconcile."):
        yield importlib.import_module(found.name)


def registered() -> dict[str, Registered[Any]]:
    """Every registered function, by its full name."""
    found: dict[str, Registered[Any]] = {}
    for module in modules():
        for value in vars(module).values():
            if isinstance(value, Registered):
                found[f"{value.function.__module__}.{value.function.__name__}"] = value
    return found


ENTRIES = [pytest.param(e, id=e.id) for e in load().entries.values()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_complete(entry: catalogue.Entry) -> None:
    assert "stated" in entry.sentence.places or entry.kernel == "order"  # the words themselves are then disputed
    assert 0 < entry.certainty <= 1
    assert all(entry.explanation[language] and entry.sentence.words[language] for language in LANGUAGES)


def test_the_languages_name_the_same_places() -> None:
    raw = {"zh": "写{stated}，应为{expected}", "en": "{stated} written"}
    with pytest.raises(ValueError, match="other places"):
        catalogue._template(raw)


def test_an_entry_is_tried_by_one_function_alone() -> None:
    tried = Counter(i for function in registered().values() for i in function.ids if i not in TAKEN_OVER)
    assert {i for i, n in tried.items() if n > 1} == set()


def test_registering_what_the_catalogue_does_not_know_fails() -> None:
    with pytest.raises(GoujiError, match="E011"):
        relation("no.such.relation")


def test_a_sentence_is_put_into_words_with_its_phrases() -> None:
    said = say("change.rate", of=say("finding.of", name="会议费"), rate=say("rate.down"), expected="20%")
    assert load().render(said, stated="21%") == "“会议费”下降率写21%，按所列金额应为20%"
    assert "a fall of 21%" in load().render(said, "en", stated="21%")


def test_a_document_may_print_braces() -> None:
    said = say("bounded.rate", subject="{stated}率")
    assert load().render(said, stated="120%") == "{stated}率写120%，超过100%"


def test_an_argument_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        load().render(say("sum.list"), stated="1元")


def everything_tried(case: casefiles.Case) -> list[Tried]:
    text, _ = casefiles.unmarked(case["head"] + case["text"])
    told = casefiles.check(text).extraction
    context = Context(told.document, told.entities, told.claims, told.facts, told.counts)
    return try_all(context, list(Linker(context).links()))


@pytest.mark.parametrize("name", CASES)
def test_whatever_is_tried_can_be_told_in_every_language(name: str) -> None:
    tried = [t for case in casefiles.load(name) for t in everything_tried(case) if isinstance(t.message, Sentence)]
    assert tried
    for one in tried:
        entry = load()[one.code]
        assert (one.kind, one.relation) == (entry.kind, entry.relation)
        told = dict.fromkeys(("stated", "expected", "where", "comes", "of"), "1元")  # what the finding knows
        told = {name: words for name, words in told.items() if name not in one.message}
        assert all(load().render(one.message, language, **told) for language in LANGUAGES)


@pytest.mark.parametrize("function", [pytest.param(f, id=n) for n, f in registered().items()])
def test_a_function_tries_what_it_is_registered_for(function: Registered[Any]) -> None:
    for name in CASES:
        for case in casefiles.load(name):
            for one in _tried_by(function, case):
                assert one.code in function.ids or one.code in TAKEN_OVER


def _tried_by(function: Callable[..., Iterator[Tried]], case: casefiles.Case) -> list[Tried]:
    text, _ = casefiles.unmarked(case["head"] + case["text"])
    told = casefiles.check(text).extraction
    context = Context(told.document, told.entities, told.claims, told.facts, told.counts)
    takes = inspect.signature(function.function).parameters  # type: ignore[attr-defined]
    links = list(Linker(context).links())
    more: dict[str, Any] = {"linked": links, "tried": one_by_one(context, links, []) if "tried" in takes else []}
    return list(function(context, **{name: more[name] for name in takes if name in more}))


def made_by_hand() -> Counter[str]:
    """How often each room makes what was tried without the kernels."""
    root = Path(str(gouji.reconcile.__file__)).parent
    found: Counter[str] = Counter()
    for path in root.rglob("*.py"):
        calls = (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call))
        if path.name not in MAKERS:
            found[path.parent.name] += sum(isinstance(c.func, ast.Name) and c.func.id == "Tried" for c in calls)
    return +found


def test_what_was_tried_is_made_in_one_place() -> None:
    assert made_by_hand() == BY_HAND


def test_kinds_are_those_of_the_contract() -> None:
    assert {e.kind for e in load().entries.values()} <= set(FindingKind)
