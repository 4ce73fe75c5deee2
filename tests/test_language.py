"""The words of disclosures are data: modules that read them hold no Chinese words, and build no patterns from them.

Words stand in `patterns/*.toml`, where who knows the field can read and change them, each rule with its examples.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

import gouji

ROOT = Path(gouji.__file__).parent
HAN = regex.compile(r"\p{Han}")

# What is said to people, not read in documents.
SAID = ("cli.py", "commands/", "report/", "errors.py")

# Modules that may hold so many literals, and why.
ALLOWED = {
    "records/contract.py": (1, "an example in the schema that is printed"),
    "records/parts.py": (2, "examples in the schema that is printed"),
    "records/frame_columns.py": (7, "what columns mean, told in the documentation"),
    "corpus/panel/across.py": (10, "what documents say of each other, said to people"),
    "corpus/panel/regions.py": (3, "what the package of divisions calls levels without an office of their own"),
    "corpus/sources.py": (3, "columns of paths in a reader's own list"),
    "desk/server/running.py": (1, "a line of its terminal, said to people"),
    "setaside.py": (2, "what could not be read, said to people"),
    "places.py": (2, "the name of a page, said to people"),
    "narrative/endless_paragraphs.py": (2, "what could not be read, said to people"),
    "readers/word/reader.py": (5, "what could not be read, said to people"),
    "readers/sheet/number_format_parts.py": (1, "number formats as ECMA-376 defines them"),
    "readers/html/reader.py": (8, "what could not be read, said to people"),
    "readers/sheet/number_format.py": (12, "number formats as ECMA-376 defines them"),
    "readers/word/numbering_formats.py": (21, "numberings of lists as ECMA-376 defines them"),
    "reconcile/audit/digits.py": (1, "the form of a number in running text"),
    "readers/pdf/characters.py": (2, "the bounds of blocks of characters"),
    "readers/plain/unread_rows.py": (1, "what could not be read, said to people"),
    "readers/pdf/unseen.py": (12, "what could not be read, said to people"),
    "readers/pdf/reader.py": (15, "what could not be read, said to people"),
    "readers/sheet/reader.py": (22, "what could not be read, said to people"),
}

# Modules that build patterns while they run, and why.
BUILT = {
    "language/rules.py": "compiles the patterns of the rule files",
    "records/indicators.py": "the names of quantities that its rule file lists",
    "printed.py": "the characters that end lines, used twice",
    "report/own_reports.py": "the frame of a report, with the name of the program",
    "readers/plain/blank_aligned_tables.py": "the form of a number, used twice",
    "narrative/projects.py": "the names that a document itself gives",
    "learn/planting/claim_slips.py": "the words that a slip turns round",
    "learn/spans/vote_file.py": "the marks of a vote in a file",
    "learn/synth/marked_script.py": "the marks of a figure in a made-up text, of the private use area",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def literals(tree: ast.Module) -> Iterator[ast.AST]:
    """The literals with Chinese characters, docstrings left out."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
        if isinstance(text, str) and HAN.search(text):
            yield node


def built(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls of the library of regular expressions whose pattern is no literal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            of = node.func.value
            called = isinstance(of, ast.Name) and of.id in ("re", "regex") and node.func.attr != "escape"
            if called and not isinstance(node.args[0], ast.Constant):
                yield node


COUNTED = {name: list(literals(tree)) for name, tree in modules()}


@pytest.mark.parametrize("name", [n for n in COUNTED if not n.startswith(SAID)])
def test_no_words_in_code(name: str) -> None:
    most, _ = ALLOWED.get(name, (0, ""))
    found = COUNTED[name]
    assert len(found) <= most, [f"{name}:{node.lineno}: {node.value!r}" for node in found]


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_allowed_is_there(name: str) -> None:
    assert COUNTED[name], "needs no leave any more"


def test_patterns_are_rules() -> None:
    found = {name for name, tree in modules() if any(built(tree))}
    assert found == set(BUILT)


def test_the_scan_sees_words_and_patterns() -> None:
    tree = ast.parse(
        '"""文"""\nimport regex\nx = "预算"\ny = f"{x}决算"\nz = regex.compile(x)\nw = regex.compile(r"a")'
    )
    assert [node.value for node in literals(tree)] == ["预算", "决算"]
    assert len(list(built(tree))) == 1
