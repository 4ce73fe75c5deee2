"""Shared by the tests: the demo's output, made once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from command import gouji
from gouji.corpus import pool


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The folder in which `gouji demo` ran, and the run; not to be written to."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, gouji("demo", cwd=folder)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in processes that have what a test changed: forked ones, though other tests left threads.

    Those threads wait, and hold nothing.
    """
    monkeypatch.setattr(pool, "safe", lambda: True)


@pytest.fixture
def with_demo(demo_run: tuple[Path, object], tmp_path: Path) -> Path:
    """A fresh folder that holds a copy of gouji-demo/."""
    shutil.copytree(demo_run[0] / "gouji-demo", tmp_path / "gouji-demo")
    return tmp_path


@pytest.fixture
def with_checklist(with_demo: Path) -> Path:
    """The same, with the checklist that the README has a reviewer fill in."""
    assert gouji("check", "gouji-demo/disclosure.txt", "-o", "list.xlsx", cwd=with_demo).returncode in (0, 1)
    return with_demo
