"""Data flows one way: who may import whom is written in pyproject.toml and held here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gouji

ROOT = Path(__file__).parents[1]
MAX_LINES = 400


def test_imports_follow_the_layers() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_every_module_has_its_layer() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    parts = {p.stem for p in Path(gouji.__file__).parent.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    loose = {name for name in parts if not name.startswith("__") and f"gouji.{name}" not in text}
    assert not loose, f"add to the layers in pyproject.toml: {loose}"


def test_modules_stay_small() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in (ROOT / "extract").rglob("*.py")
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }
    assert not long
