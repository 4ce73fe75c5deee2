"""Nothing exists that is not registered: relations, roles, and the names that reports call things by."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import gouji.reconcile
from gouji.claims import Label
from gouji.document import Document
from gouji.language import rules
from gouji.narrative.claims import ClaimReader
from gouji.reconcile import checking
from gouji.reconcile.diagnosis import _SLIPS, HYPOTHESES
from gouji.reconcile.kernel import catalogue
from gouji.reconcile.kernel.catalogue import Registered
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.link_model import LinkModel
from gouji.report.finding_table import DOUBTFUL
from gouji.report.wording import words


def modules(package: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(m.name) for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]


def nodes(package: ModuleType) -> Iterator[ast.AST]:
    """The syntax of all modules of a package."""
    for module in modules(package):
        yield from ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))


def strings(tree: ast.AST) -> set[str]:
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value}


def relations() -> list[Callable[..., object]]:
    """Every public function of reconcile/ that takes a Context first and yields what was tried."""
    return [
        function
        for module in modules(gouji.reconcile)
        for name, function in inspect.getmembers(module, callable)
        if module_of(function) == module.__name__ and not name.startswith("_") and is_relation(function)
    ]


def plain(function: Callable[..., object]) -> Callable[..., object]:
    """The function behind a registration."""
    return function.function if isinstance(function, Registered) else function


def module_of(function: Callable[..., object]) -> str:
    return str(getattr(plain(function), "__module__", ""))


def is_relation(registered: Callable[..., object]) -> bool:
    function = plain(registered)
    if not inspect.isfunction(function):
        return False
    unimported = {"Iterator": Iterator, "LinkModel": LinkModel}  # names that only type checkers see
    hints = typing.get_type_hints(function, vars(importlib.import_module(function.__module__)) | unimported)
    first = next(iter(inspect.signature(function).parameters), "")
    return hints.get("return") == Iterator[Tried] and hints.get(first) is Context


def called_in(function: Callable[..., object]) -> set[str]:
    tree = ast.parse(inspect.getsource(function))
    return {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def test_relations_are_found() -> None:
    assert {"changes", "shares", "sums", "prose_against_cells"} <= {plain(r).__name__ for r in relations()}


@pytest.mark.parametrize("relation", [pytest.param(r, id=plain(r).__name__) for r in relations()])
def test_every_relation_is_tried(relation: Callable[..., object]) -> None:
    called = called_in(checking.audited) | called_in(checking.one_by_one)
    assert relation in checking.RELATIONS or plain(relation).__name__ in called


def test_no_relation_is_tried_twice() -> None:
    registered = [plain(r).__name__ for r in checking.RELATIONS]
    assert len(set(registered)) == len(registered)
    assert not set(registered) & called_in(checking.audited)


def test_every_role_has_a_handler_and_every_handler_a_role() -> None:
    roles = {r.yields["role"] for r in rules.load("roles") if "of" in r.yields}
    handlers = set(ClaimReader(Document("", "", ""))._handlers)
    assert roles == handlers


def given(keyword: str) -> set[str]:
    """Every string that reconcile/ gives for a keyword (`relation="change"`)."""
    found = [strings(n.value) for n in nodes(gouji.reconcile) if isinstance(n, ast.keyword) and n.arg == keyword]
    return set().union(*found)


def second(name: str) -> set[str]:
    """Every string that calls of `name` give as second argument (`Role(term, "delta")`)."""
    calls = [n for n in nodes(gouji.reconcile) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    return set().union(*(strings(a) for c in calls if c.func.id == name for a in c.args[1:2]))  # type: ignore[attr-defined]


def relation_names() -> set[str]:
    told = {e.relation for e in catalogue.load().entries.values()}
    return told | given("relation")


def test_relation_names_are_found() -> None:
    assert {"change", "sum", "share_sum", "table_total", "direction"} <= relation_names()


@pytest.mark.parametrize("name", sorted(relation_names()))
def test_every_relation_has_a_name_in_reports(name: str) -> None:
    assert len(words()["relations"][name]) == 2


@pytest.mark.parametrize("group", ["kinds", "severities", "statuses", "labels"])
def test_every_code_has_a_name_in_reports_and_no_name_is_left_over(group: str) -> None:
    codes = {"kinds": FindingKind, "severities": Severity, "statuses": Status, "labels": Label}[group]
    counted_apart = {DOUBTFUL} if group == "severities" else set()
    assert set(words()[group]) == {c.value for c in codes} | counted_apart


@pytest.mark.parametrize("code", sorted({*_SLIPS, *HYPOTHESES} | given("diagnosis")))
def test_every_diagnosis_has_a_name_in_reports(code: str) -> None:
    assert words()["diagnoses"][code]


def test_no_name_of_a_diagnosis_is_left_over() -> None:
    assert set(words()["diagnoses"]) == {*_SLIPS, *HYPOTHESES, "unknown"} | given("diagnosis")


@pytest.mark.parametrize("role", sorted(second("Role") | given("extra")))
def test_every_role_of_evidence_has_a_name_in_reports(role: str) -> None:
    assert words()["roles"][role]
