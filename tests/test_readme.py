"""What README and docs show is run; what they name exists."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
from pathlib import Path

import pytest

from command import gouji
from gouji.errors import MESSAGES

ROOT = Path(__file__).parents[1]
STORED = Path(__file__).parent / "stored/disclosure.txt"
PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
README = PAGES[0].read_text(encoding="utf-8")
ERRORS = (ROOT / "docs/errors.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for code in re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S):
            found.append((page.name, code))
    return found


def gouji_lines() -> list[str]:
    lines = [line for _, code in blocks("bash") for line in code.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.startswith("gouji ") and "CORPUS" not in line]


@pytest.mark.parametrize("line", gouji_lines())
def test_shell_examples_run(line: str, with_demo: Path, request: pytest.FixtureRequest) -> None:
    if "list.xlsx" in line:
        request.getfixturevalue("with_checklist")
    run = gouji(*shlex.split(line)[1:], cwd=with_demo)
    assert run.returncode in (0, 1) and not re.search(r"^E\d+:", run.stderr, re.M), run.stderr


def test_examples_of_corpora_run_one_after_the_other(tmp_path: Path) -> None:
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        text = STORED.read_text(encoding="utf-8").replace("2032", year)
        (tmp_path / year / "disclosure.txt").write_text(text, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("path,城市\n2023/disclosure.txt,寅县\n", encoding="utf-8")
    ((page, code),) = blocks("sh")
    assert page == "corpora.md" and code.count("gouji ") >= 10
    for line in code.splitlines():
        run = gouji(*shlex.split(line, comments=True)[1:], cwd=tmp_path)
        assert run.returncode == 0 and not re.search(r"^E\d+:", run.stderr, re.M), (line, run.stderr)
    assert {p.name for p in tmp_path.glob("*.*")} >= {"documents.xlsx", "findings.xlsx", "panel.parquet", "across.csv"}


def test_scripts_that_are_named_exist() -> None:
    named = {name for page in PAGES for name in re.findall(r"python ([\w/]+\.py)", page.read_text(encoding="utf-8"))}
    assert "benchmarks/reading.py" in named and not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_python_examples_run(page: str, code: str, with_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(with_demo)
    path = with_demo / f"{page}.py"
    path.write_text(code, encoding="utf-8")
    runpy.run_path(str(path))


@pytest.mark.parametrize("name", ["test", "demo"])
def test_the_two_commands_are_one_line_each(name: str) -> None:
    """`.ci/run` reads them from here and runs them."""
    found = re.findall(rf"<!-- command: {name} -->\n```bash\n(.*?)```", README, re.S)
    assert len(found) == 1 and found[0].count("\n") == 1


def test_the_finding_shown_is_one_that_the_demo_prints(
    demo_run: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    shown = re.search(r"<!-- finding -->\n```text\n(.*?)```", README, re.S)
    assert shown and shown.group(1).strip() in demo_run[1].stdout


def test_error_table_is_complete() -> None:
    rows = re.findall(r"^\| (E\d+) \| (.*) \| (.*) \|$", ERRORS, re.M)
    assert rows == [(code, re.sub(r"\{.*?\}", "…", en), zh) for code, (en, zh) in MESSAGES.items()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_and_paths_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if ":" not in link]
    paths = re.findall(r"`((?:extract|patterns|models|docs|notebooks|tests)/[^`*> ]*)`", text)
    missing = [p for p in links if not (page.parent / p).exists()] + [p for p in paths if not (ROOT / p).exists()]
    assert not missing
