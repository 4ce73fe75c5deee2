"""gouji (勾稽): reconcile what a budget document says with what its tables show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Document", "GoujiError", "check", "extract", "read", "read_text"]

if TYPE_CHECKING:
    from gouji.api import check, extract, read, read_text
    from gouji.document import Document
    from gouji.errors import GoujiError

_HOMES = {
    **dict.fromkeys(("check", "extract", "read", "read_text"), "api"),
    "Document": "document",
    "GoujiError": "errors",
}


def __getattr__(name: str) -> Any:  # lazy, so that `gouji --help` imports nothing heavy
    if name not in _HOMES:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"gouji.{_HOMES[name]}"), name)
