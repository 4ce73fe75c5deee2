"""gouji (勾稽): reconcile what a budget document says with what its tables show.

One document: `check`, `extract`, `read`, `read_text`, and `bundle` for several files that are one document. Many:
`check_many`. What they give: `CheckResult`, `Extraction`, `Document`, `Outcome`; what they raise: `GoujiError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"
__all__ = [
    "CheckResult",
    "Document",
    "Extraction",
    "GoujiError",
    "Outcome",
    "bundle",
    "check",
    "check_many",
    "extract",
    "read",
    "read_text",
]

if TYPE_CHECKING:
    from gouji.api import bundle, check, extract, read, read_text
    from gouji.corpus.many import Outcome, check_many
    from gouji.document import Document
    from gouji.errors import GoujiError
    from gouji.records.results import CheckResult, Extraction

_HOMES = {
    **dict.fromkeys(("bundle", "check", "extract", "read", "read_text"), "api"),
    **dict.fromkeys(("Outcome", "check_many"), "corpus.many"),
    **dict.fromkeys(("CheckResult", "Extraction"), "records.results"),
    "Document": "document",
    "GoujiError": "errors",
}


def __getattr__(name: str) -> Any:  # lazy, so that `gouji --help` imports nothing heavy
    if name not in _HOMES:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"gouji.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])
