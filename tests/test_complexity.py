"""Functions stay simple: at most twelve ways through each, but in files that are listed and still wait for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LISTED = Path(__file__).with_name("complex_files.txt")
HEAD = "# Files that hold a function of complexity above 12. The list may only shrink.\n"
MOST = 12

_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.match_case)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def own(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, _FUNCTIONS):
            yield child
            yield from own(child)


def complexity(function: ast.AST) -> int:
    """Cyclomatic complexity. Unlike ruff's C901 it counts `and`, `or`, conditional expressions and comprehensions."""
    ways = 1
    for node in own(function):
        if isinstance(node, _BRANCHES):
            ways += 1
        elif isinstance(node, ast.BoolOp):
            ways += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            ways += 1 + len(node.ifs)
    return ways


def functions(text: str) -> list[ast.AST]:
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, _FUNCTIONS)]


def complex_files() -> set[str]:
    """The files of the package that hold a function above the limit."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "extract").rglob("*.py")
        if any(complexity(f) > MOST for f in functions(path.read_text(encoding="utf-8")))
    }


def listed() -> set[str]:
    return {line for line in LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}


def test_no_function_is_complex_but_in_listed_files() -> None:
    assert complex_files() - listed() == set()


def test_no_file_is_listed_without_need() -> None:
    assert listed() - complex_files() == set()


def test_every_way_counts() -> None:
    text = "def f(a, b):\n    if a and b or a:\n        return [x for x in a if x]\n    return 1 if b else 2\n"
    assert [complexity(f) for f in functions(text)] == [7]


def test_functions_inside_count_by_themselves() -> None:
    text = "def f(a):\n    def g(b):\n        return b or a\n    return g\n"
    assert sorted(complexity(f) for f in functions(text)) == [1, 2]
