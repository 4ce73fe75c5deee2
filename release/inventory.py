"""What gouji is installed with, from the metadata of what is installed: locked versions, a bill of materials, licences.

    python release/inventory.py            # writes constraints.txt, release/sbom.cdx.json and docs/licences.md
    python release/inventory.py FOLDER     # the same, below another folder

The bill of materials is CycloneDX 1.6. It names no time and no machine: the same versions make the same bytes.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
GOUJI = "gouji"
ALL = "test"  # the extra that pulls the others
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_SHORT = 60  # characters of a licence's name; longer ones are its text

_CONSTRAINTS = """\
# The versions that the tests ran with; written by `python release/inventory.py`.
"""
_LICENCES = """\
# Licences

What gouji is installed with, in the versions of `constraints.txt`, with the licence that each package declares. Written
by `python release/inventory.py` from the metadata of the installed packages. The same as a bill of materials
(CycloneDX): `release/sbom.cdx.json`. gouji itself is Apache-2.0. What only another system or Python needs is left out.
"""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed distribution; `core` are those that come with gouji itself."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]
    core: bool


def packages() -> list[Package]:
    """What the extra `test` brings, sorted by name, without gouji. Raises PackageNotFoundError where one is missing."""
    core = _closure(frozenset())
    return [_package(name, needs, name in core) for name, needs in sorted(_closure(frozenset({ALL})).items())]


def _closure(extras: frozenset[str]) -> dict[str, set[str]]:
    """By name, what each distribution needs that gouji with these extras is installed with."""
    found: dict[str, set[str]] = {}
    waiting = [(GOUJI, extras)]
    asked: set[tuple[str, str]] = set()
    while waiting:
        name, wanted = waiting.pop()
        needs = found.setdefault(name, set())
        for requirement in filter(lambda r: _applies(r, wanted), _requirements(name)):
            other = canonicalize_name(requirement.name)
            needs.add(other)
            new = {("", other), *((extra, other) for extra in requirement.extras)} - asked
            if new:
                asked |= new
                waiting.append((other, frozenset(requirement.extras)))
    return {name: needs - {GOUJI} for name, needs in found.items() if name != GOUJI}


def _requirements(name: str) -> Iterator[Requirement]:
    """Those of gouji as the project declares them, which may not be what is installed yet."""
    if name != GOUJI:
        yield from map(Requirement, distribution(name).requires or ())
        return
    yield from map(Requirement, PROJECT["dependencies"])
    for extra, needed in PROJECT["optional-dependencies"].items():
        for requirement in map(Requirement, needed):
            requirement.marker = Marker(f"extra == '{extra}'")
            yield requirement


def _applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras or ("",))


def _package(name: str, needs: set[str], core: bool) -> Package:
    found = distribution(name)
    return Package(name, found.version, _licence(found), tuple(sorted(needs)), core)


def _licence(found: Distribution) -> str:
    """What the metadata says: an expression, the classifiers, or the old free field."""
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [c.rsplit(" :: ", 1)[-1] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    named = sorted(set(classes) - {"OSI Approved"})
    free = (told.get("License") or "").strip()
    if named:
        return ", ".join(named)
    return free if free and "\n" not in free and len(free) <= _SHORT else "see the package"


def constraints(found: Iterable[Package]) -> str:
    return _CONSTRAINTS + "".join(f"{p.name}=={p.version}\n" for p in found)


def bill(found: list[Package], version: str) -> str:
    """The packages as CycloneDX, with who needs whom."""
    own = f"pkg:pypi/{GOUJI}@{version}"
    references = {p.name: f"pkg:pypi/{p.name}@{p.version}" for p in found}
    components = [
        {
            "type": "library",
            "bom-ref": references[p.name],
            "name": p.name,
            "version": p.version,
            "scope": "required" if p.core else "optional",
            "licenses": [{"license": {"name": p.licence}}],
            "purl": references[p.name],
        }
        for p in found
    ]
    depends = [{"ref": own, "dependsOn": sorted(references[p.name] for p in found if p.core)}]
    depends += [{"ref": references[p.name], "dependsOn": [references[n] for n in p.needs]} for p in found]
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, own + constraints(found))}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": GOUJI,
                "version": version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "purl": own,
            }
        },
        "components": components,
        "dependencies": depends,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def licences(found: list[Package]) -> str:
    """The page of licences."""
    own, more = ([p for p in found if p.core is core] for core in (True, False))
    return "\n".join([_LICENCES, *_table("With gouji itself", own), *_table("With its extras", more)])


def _table(title: str, found: Iterable[Package]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| package | version | licence |\n|---|---|---|"
    yield from (f"| {p.name} | {p.version} | {p.licence.replace('|', '/')} |" for p in found)
    yield ""


def files() -> dict[str, str]:
    """What this writes, by the path below the root of the project."""
    found = packages()
    return {
        "constraints.txt": constraints(found),
        "release/sbom.cdx.json": bill(found, PROJECT["version"]),
        "docs/licences.md": licences(found),
    }


def main(folder: Path = ROOT) -> None:
    try:
        made = files()
    except PackageNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed: pip install -e '.[{ALL}]'")
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
