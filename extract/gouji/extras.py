"""Packages that are not installed with gouji itself: the extras bring them, and whoever needs one says which."""

from __future__ import annotations

from importlib.util import find_spec

from gouji.errors import GoujiError


def require(what: str, extra: str, *packages: str) -> None:
    """Raises GoujiError E047 where one of the packages is not installed, with the extra that brings it.

    Parameters
    ----------
    what
        What needs them, as it is told.
    extra
        The extra of gouji (`pyproject.toml`).
    *packages
        By the names that they are imported under.
    """
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise GoujiError("E047", what=what, needs=f"{', '.join(missing)}: pip install 'gouji[{extra}]'")
