"""The region that a department is of, and its level, from the department's name."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.language import rules
from gouji.language.view import fold

_SHORT = (2, 3)  # characters of a city's name without its ending


@dataclass(frozen=True, slots=True)
class Region:
    """A region as its name is printed, and its level: province, city or county; both '' where nothing tells."""

    name: str = ""
    level: str = ""


def region_of(department: str, text: str) -> Region:
    """The region that a department's name begins with.

    A name may leave the ending of the region off (青岭 for 青岭市): it counts where the text says it in full. What the
    name does not begin with is not looked for, since a text speaks of many places.
    """
    said = rules.load("structure")["structure.region"].search(fold(department))
    if said:
        return _leveled(said["region"])
    data = rules.load("structure").data["regions"]
    ending = data["city"]
    for length in _SHORT:
        city = department[:length] + ending
        if len(department) > length and department[:length] not in data["no_cities"] and city in text:
            return _leveled(city)
    return Region()


def _leveled(name: str) -> Region:
    """The region with the level of its last part; a city that is no part of a province counts as one."""
    data = rules.load("structure").data["regions"]
    if name in data["municipalities"]:
        return Region(name, "province")
    return Region(name, next(level for ending, level in data["levels"].items() if name.endswith(ending)))
