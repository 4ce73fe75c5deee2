"""Finds the models, those that come with gouji or those of a folder, and vouches for their files.

A model is a folder with a card (`card.md`) and a `manifest.json` that names every other file with its size and
SHA-256. Whoever loads a model asks `folder` for it, which checks the files once in a process; training seals what
it wrote with `seal`.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from gouji.errors import GoujiError

MANIFEST = "manifest.json"


def directory() -> Path:
    """The folder of models: inside the installed package, else beside `extract/` in a checkout."""
    installed = Path(__file__).parent / "models"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "models"


def chosen(models: bool | str | os.PathLike[str]) -> Path | None:
    """The folder in which models are looked for: gouji's own for True, None for False, else the folder that is named.

    Raises GoujiError E036 when that folder holds no model.
    """
    if isinstance(models, bool):
        return directory() if models else None
    root = Path(models).absolute()
    if not any(root.glob(f"*/{MANIFEST}")):
        raise GoujiError("E036", path=Path(models))
    return root


def home(name: str, out: Path) -> Path:
    """Where a trained model goes: the folder `name` in the folder of models `out`.

    Raises GoujiError E035 when that is inside the installed package.
    """
    package = Path(__file__).resolve().parent
    if out.resolve().is_relative_to(package):
        raise GoujiError("E035", path=out)
    return out / name


def folder(name: str, root: Path | None = None) -> Path:
    """The verified folder of the model `name` under `root` (else `directory()`).

    Raises GoujiError E018 when the model is not there, E019 when a file is missing or is not the one that was sealed.
    """
    return _verified((root or directory()) / name)


def available(name: str, root: Path | None = None) -> bool:
    """Whether the model is there at all; its files are not read."""
    return ((root or directory()) / name / MANIFEST).is_file()


def seal(path: Path) -> None:
    """Write the manifest of the model folder `path`: every file in it but the manifest itself."""
    files = {
        p.relative_to(path).as_posix(): {"sha256": _digest(p), "bytes": p.stat().st_size}
        for p in sorted(path.rglob("*"))
        if p.is_file() and p.name != MANIFEST
    }
    text = json.dumps(files, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (path / MANIFEST).write_text(text, encoding="utf-8", newline="")
    _verified.cache_clear()


@cache
def _verified(path: Path) -> Path:
    try:
        files = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise GoujiError("E018", path=path) from exc
    for name, told in files.items():
        file = path / name
        if not file.is_file() or _digest(file) != told["sha256"]:
            raise GoujiError("E019", path=file)
    return path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
