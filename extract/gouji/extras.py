"""Packages that a command needs and that are not installed with gouji itself."""

from __future__ import annotations

from importlib.util import find_spec

from gouji.errors import GoujiError


def require(command: str, extra: str, *packages: str) -> None:
    """Raises GoujiError E047 where one of the packages is not installed, with the extra that brings it."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise GoujiError("E047", what=command, needs=f"{', '.join(missing)}: pip install 'gouji[{extra}]'")
