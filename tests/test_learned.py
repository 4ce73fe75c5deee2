"""The files of a model are the ones that were sealed, or the model is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji import learned
from gouji.errors import GoujiError


def model(root: Path) -> Path:
    path = root / "toy"
    (path / "inner").mkdir(parents=True)
    (path / "weights").write_bytes(b"\x00\x01")
    (path / "inner" / "words.txt").write_text("预算\n", encoding="utf-8")
    learned.seal(path)
    return path


def test_a_sealed_model_is_found(tmp_path: Path) -> None:
    path = model(tmp_path)
    assert learned.available("toy", tmp_path)
    assert learned.folder("toy", tmp_path) == path


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert not learned.available("toy", tmp_path)
    with pytest.raises(GoujiError, match="E018"):
        learned.folder("toy", tmp_path)


@pytest.mark.parametrize("file", ["weights", "inner/words.txt"])
def test_a_changed_or_missing_file_is_refused(tmp_path: Path, file: str) -> None:
    path = model(tmp_path) / file
    path.write_bytes(b"other")
    with pytest.raises(GoujiError, match="E019"):
        learned.folder("toy", tmp_path)
    path.unlink()
    with pytest.raises(GoujiError, match="E019"):
        learned.folder("toy", tmp_path)
