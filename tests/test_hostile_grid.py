"""Hostile files by systematic combination: enough of them, each another, and a sample of them costs nobody a result."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from hostile_grid import Case, cases
from test_hostile import _MOST, checked, linux

_SAMPLE = 40
_EVERY = 3  # cases of which one is made


def sample() -> list[Case]:
    """Cases of every group, evenly."""
    every = cases()
    return every[:: len(every) // _SAMPLE][:_SAMPLE]


def test_there_are_many_and_each_has_its_name() -> None:
    every = cases()
    assert len(every) >= 400 and len({case.name for case in every}) == len(every)
    assert {case.suffix for case in every} == {"txt", "md", "html", "docx", "xlsx", "ods", "xls", "doc", "pdf"}
    assert {case.group for case in sample()} == {case.group for case in every}


def test_each_is_another() -> None:
    """Nearly: of a small part some damage hits nothing, and one page has room for so many digits."""
    made = [sha256(f"{case.suffix} ".encode() + case.make()).digest() for case in cases()[::_EVERY]]
    assert len(set(made)) >= 0.98 * len(made)


@linux
def test_a_sample_is_read_or_refused_with_a_code(tmp_path: Path) -> None:
    chosen = sample()
    for case in chosen:
        case.put(tmp_path)
    status, told, errors, memory = checked(tmp_path, "--memory-limit", "600", "--cpu-limit", "20")
    assert status in (0, 1, 2) and "Traceback" not in told and "E025" not in told
    assert errors.keys() == {case.name for case in chosen}
    assert None in errors.values() and memory < _MOST
