"""Opens the database of the desk and brings its tables up to date: SQLite in a file, or PostgreSQL by its URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gouji.errors import GoujiError

_WRITES = "desk_writes"
_LOCK = 7_305_001  # of PostgreSQL: one desk at a time changes the tables
_PATIENCE = 30  # seconds that a writer waits for another
_POSTGRES = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


class Database:
    """The open database.

    Parameters
    ----------
    where
        A file of SQLite, which is made where there is none, or a URL: `postgresql://user@host/name`.

    existing
        Whether a file that is not there is an error rather than made.

    Raises
    ------
    GoujiError
        E052 where it cannot be opened or is none, E001 where it has to exist and does not.
    """

    def __init__(self, where: str, existing: bool = False) -> None:
        if existing and "://" not in where and not Path(where).is_file():
            raise GoujiError("E001", path=where)
        self.name = _url(where).render_as_string(hide_password=True)
        try:
            self.engine = _engine(_url(where))
            self._upgrade()
        except (SQLAlchemyError, OSError) as exc:
            raise GoujiError("E052", path=self.name, reason=_first_line(exc)) from exc

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is kept, on the disk, when the block ends without an exception, and else is not."""
        with self.engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    def _upgrade(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
        with self.write() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError as exc:
        raise GoujiError("E052", path=where.split("@")[-1], reason="no URL of a database") from exc
    return url.set(drivername=_POSTGRES.get(url.drivername, url.drivername))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """WAL lets readers read while one writes; with FULL a commit is on the disk before it is told."""
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that begins as a reader cannot always become a writer."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _first_line(error: BaseException) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
