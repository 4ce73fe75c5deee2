"""The tables of the desk. Only `documents` has columns that are ever updated: which analysis is the current one.

Texts and records of documents are kept as compressed bytes, and what people wrote as JSON in ASCII: both hold any
character that a document can have, also those that PostgreSQL refuses in text (NUL, half characters).
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


WHOLE, DONE = "document", "done"  # the kind and the key of what is said of a document as a whole
PUT, GONE, OPEN = "put", "gone", "open"  # it is so; it is not there; nothing is said (a response that was undone)


class Plain(TypeDecorator[Any]):
    """Plain data as JSON in ASCII; NULL is None."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def now() -> datetime:
    return datetime.now(UTC)


def _document() -> Column[int]:
    return Column("document", ForeignKey("documents.id"), nullable=False)


def _thing() -> tuple[Column[Any], ...]:
    """Which thing a record is about: a kind of `gouji.desk.annotations.Kind`, or `document` for the whole."""
    return Column("kind", String(16), nullable=False), Column("key", String(80), nullable=False)


def _said() -> tuple[Column[Any], ...]:
    """Who said it, and when."""
    return (
        Column("author", String(80), nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False, default=now),
    )


documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(1000), nullable=False),
    Column("path", Plain, nullable=False),  # a list: the members of a bundle
    Column("sha256", String(64), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("facts", Plain, nullable=False),  # kind, year, department, pages
    Column("analysis", Integer, nullable=False, default=0),
    Column("findings", Integer, nullable=False, default=0),
    Column("suggested", Integer, nullable=False, default=0),
    Column("uncertainty", Float, nullable=False, default=0.0),
    Column("worth", Float, nullable=False, default=0.0),
    Column("added_at", DateTime(timezone=True), nullable=False, default=now),
    UniqueConstraint("name", "text_sha256"),
)

analyses = Table(
    "analyses",
    metadata,
    Column("id", Integer, primary_key=True),
    _document(),
    Column("records", LargeBinary, nullable=False),
    Column("version", String(80), nullable=False),
    *_said(),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", Integer, primary_key=True),
    _document(),
    Column("analysis", ForeignKey("analyses.id"), nullable=False),
    *_thing(),
    Column("body", Plain, nullable=False),
    Column("begins", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rule", String(200), nullable=False),
    Column("version", String(80), nullable=False),
    *_said(),
    UniqueConstraint("analysis", "kind", "key"),
    Index(None, "document", "analysis", "kind", "begins"),
)

responses = Table(
    "responses",
    metadata,
    Column("id", Integer, primary_key=True),
    _document(),
    *_thing(),
    Column("version", Integer, nullable=False),  # from 1, of this thing by this author
    Column("state", String(8), nullable=False),  # put, gone, open
    Column("body", Plain),
    Column("reason", Plain, nullable=False),
    Column("suggestion", Integer),  # the analysis that the author had before the eyes
    Column("request", String(64), nullable=False),
    Column("mode", String(8), nullable=False),  # change, undo, redo, import
    Column("of", String(64), nullable=False, default=""),  # the request that is undone or done again
    *_said(),
    UniqueConstraint("document", "author", "kind", "key", "version"),
    UniqueConstraint("author", "request", "kind", "key"),
)

adjudications = Table(
    "adjudications",
    metadata,
    Column("id", Integer, primary_key=True),
    _document(),
    *_thing(),
    Column("version", Integer, nullable=False),
    Column("state", String(8), nullable=False),  # put, gone
    Column("body", Plain),
    Column("chosen", String(80), nullable=False),  # whose response was taken; '' for one of the adjudicator's own
    Column("reason", Plain, nullable=False),
    Column("request", String(64), nullable=False),
    *_said(),
    UniqueConstraint("document", "kind", "key", "version"),
    UniqueConstraint("author", "request", "kind", "key"),
)
