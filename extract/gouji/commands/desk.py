"""`gouji desk`: checks what is not checked yet, keeps it, and serves the page until it is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import filterfalse
from pathlib import Path

from gouji import __version__, api, learned
from gouji.commands import FAILED, OK, guarded, report_error, terminal
from gouji.commands.inputs import Run
from gouji.commands.stored import Stored, is_stored
from gouji.corpus.inputs import Input
from gouji.errors import GoujiError
from gouji.filenames import is_folder, shown
from gouji.records.results import CheckResult

_NEEDED = ("fastapi", "uvicorn", "sqlalchemy", "alembic", "psycopg", "argon2", "PIL", "conllu")
_HOME = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Where:
    """Where a desk answers, and who may enter."""

    host: str = _HOME
    port: int = 8765
    password: Path | None = None
    annotators: tuple[str, ...] = ("annotator",)


def require() -> None:
    """Raises GoujiError E053 where a library of the desk is not installed."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise GoujiError("E053", missing=", ".join(missing))


def desk(paths: list[Path], database: str, where: Where, models: bool | Path, bundle: bool = False) -> int:
    """Serves until it is interrupted. Status 2 where nothing can be served, or the database cannot be opened."""

    def serve() -> int:
        require()
        from gouji.desk.server.running import run
        from gouji.desk.server.sessions import hashed
        from gouji.desk.store.database import Database

        secret = _password(where)
        store = Database(database)
        try:
            failed = fill(store, paths, models, bundle)
            roots = tuple(p.resolve() for p in paths)
            run(store, roots, where.host, where.port, hashed(secret) if secret else "", where.annotators, terminal.say)
        finally:
            store.close()
        return FAILED if failed else OK

    return guarded(serve)


def fill(store: object, paths: Sequence[Path], models: bool | Path = False, bundle: bool = False) -> bool:
    """Checks the documents that the database does not know as this version reads them. Whether something failed.

    Each is kept as soon as it is checked, so that a run that is stopped goes on where it was.
    """
    from gouji.desk.store import documents
    from gouji.desk.store.database import Database

    assert isinstance(store, Database)
    version = _version(models)

    def keep(result: CheckResult, files: Sequence[Path]) -> None:
        if not result.document.error:
            with store.write() as connection:
                documents.add(connection, result, files, version)

    def known(one: Input) -> bool:
        with store.read() as connection:
            return len(one.files) == 1 and documents.known(connection, one.name, _sha256(one.files[0]), version)

    run = Run(filterfalse(is_stored, paths), bundle)
    inputs = [one for one in run.inputs if not known(one)]
    for one, result in zip(inputs, run.each(partial(api.check, models=models), inputs), strict=True):
        keep(result, one.files)
    stored = Stored(filter(is_stored, paths))
    for found in stored.each():
        if isinstance(found, CheckResult):
            keep(found, [Path(found.document.name)])
    return run.failed or stored.failed


def _version(models: bool | Path) -> str:
    """What tells one reading from another: the version of gouji, and the models that took part."""
    root = learned.chosen(models)
    if root is None:
        return f"gouji {__version__}"
    manifests = sorted(root.glob(f"*/{learned.MANIFEST}"))
    return f"gouji {__version__}, models {_digest(b''.join(m.read_bytes() for m in manifests))[:12]}"


def _sha256(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except OSError:
        return ""  # its reading tells what is wrong


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _password(where: Where) -> str:
    """What the password file holds. Raises GoujiError E054 for another address without one, E009 for a bad file."""
    if where.password is None:
        if where.host != _HOME:
            raise GoujiError("E054", host=where.host)
        return ""
    try:
        secret = where.password.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as exc:
        raise GoujiError("E009", path=where.password, reason=str(exc)) from exc
    if not secret:
        raise GoujiError("E002", path=where.password)
    return secret


def annotations_out(database: str, output: str, format: str, layer: str) -> int:
    """Writes a layer of every document to a file, or to standard output (`-`)."""

    def work() -> int:
        require()
        from gouji.desk.store.database import Database
        from gouji.desk.transfer import exported

        store = Database(database, existing=True)
        try:
            with store.read() as connection:
                data = exported(connection, format, layer)
        finally:
            store.close()
        if output == "-":
            terminal.print_bytes(data)
        else:
            _write(Path(output), data)
        return OK

    return guarded(work)


def annotations_in(database: str, path: Path, format: str, author: str, replace: bool) -> int:
    """Takes a file as what an annotator says; tells every record that is bad. Status 2 where one is."""

    def work() -> int:
        require()
        from gouji.desk.store.database import Database
        from gouji.desk.transfer import imported

        try:
            data = path.read_bytes()
        except OSError as exc:
            raise GoujiError("E009", path=path, reason=exc.strerror or str(exc)) from exc
        store = Database(database, existing=True)
        try:
            with store.write() as connection:
                told = imported(connection, format, data, author, replace)
        finally:
            store.close()
        for bad in told.bad:
            report_error(GoujiError("E058", path=path, where=bad.where, reason=bad.why))
        terminal.say(
            f"{told.documents} documents, {told.changed} changes, {told.gone} gone, {len(told.bad)} bad "
            f"{told.documents} 份文件，{told.changed} 处改动，{told.gone} 处删除，{len(told.bad)} 条有误"
        )
        return FAILED if told.bad else OK

    return guarded(work)


def _write(target: Path, data: bytes) -> None:
    from gouji.report.placing import placed

    if is_folder(target):
        raise GoujiError("E013", path=shown(target))
    with placed(target) as part:
        part.write_bytes(data)
