"""What is declared as data under patterns/ (installed with the package, or in a checkout), file by file.

Rules of language are read by `gouji.language.rules`; declarations of relations and aspects are read here.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from gouji.errors import GoujiError


def directory() -> Path:
    """The folder of rule files: inside the installed package, else beside `extract/` in a checkout."""
    installed = Path(__file__).parent / "patterns"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "patterns"


def names() -> tuple[str, ...]:
    """The names of the files, without suffix."""
    return tuple(sorted(p.stem for p in directory().glob("*.toml")))


@cache
def declared(name: str) -> dict[str, Any]:
    """All that `patterns/<name>.toml` declares, not to be changed. Raises GoujiError E011 when it is not valid TOML."""
    path = directory() / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as exc:
        raise GoujiError("E011", path=path, reason=repr(exc)) from exc
