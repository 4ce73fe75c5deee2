"""`python core_gouji.py ARGUMENTS`: gouji as a plain `pip install gouji` has it, on a machine without a network.

Only packages that `dependencies` of pyproject.toml bring can be imported, whatever else is installed here; whoever asks
for a socket is refused.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from types import ModuleType

PYPROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def normal(name: str) -> str:
    """A distribution's name as they are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def core(needed: Sequence[str] = PYPROJECT["project"]["dependencies"]) -> set[str]:
    """The distributions that are installed with gouji itself, and what these need."""
    found = {"gouji"}
    waiting = list(needed)
    while waiting:
        requirement = waiting.pop()
        name = normal(re.split(r"[\s\[<>=!~;(]", requirement, maxsplit=1)[0])
        if "extra ==" in requirement or name in found:
            continue
        try:
            waiting += requires(name) or ()
        except PackageNotFoundError:  # of another system or Python
            continue
        found.add(name)
    return found


def refused() -> set[str]:
    """The modules of all other distributions."""
    kept = core()
    return {module for module, homes in packages_distributions().items() if kept.isdisjoint(map(normal, homes))}


class CoreFinder(PathFinder):
    """Finds the modules of the core alone."""

    hidden = refused()

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return None if fullname in cls.hidden else super().find_spec(fullname, path, target)


def deny(event: str, _: object) -> None:
    if event in NETWORK:
        raise PermissionError(f"no network: {event}")


def only_core() -> None:
    """For the rest of this process, which is none of the tests' own."""
    sys.meta_path[:] = [CoreFinder if finder is PathFinder else finder for finder in sys.meta_path]
    sys.addaudithook(deny)


def main() -> None:
    only_core()
    from gouji.cli import main as gouji

    gouji()


if __name__ == "__main__":
    main()
