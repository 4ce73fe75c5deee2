"""Runs the desk for tests: the real server in a process of its own, and clients that speak HTTP to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx


class Running:
    """A server; `links` are the links of its annotators, each of which lets in once."""

    def __init__(self, process: subprocess.Popen[str], links: dict[str, str]) -> None:
        self.process, self.links = process, links

    @property
    def base(self) -> str:
        return "{0.scheme}://{0.netloc}".format(urlsplit(next(iter(self.links.values()))))

    def client(self, who: str) -> httpx.Client:
        """A client that has entered by its link; it tells its Origin, as a browser does."""
        made = httpx.Client(base_url=self.base, headers={"origin": self.base}, timeout=30)
        assert made.get(self.links[who]).status_code == 303
        return made

    def kill(self) -> None:
        """As a power cut would: no handler runs."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(database: str | Path, *paths: Path, annotators: tuple[str, ...] = ("甲", "乙"), more: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    """`gouji desk`, until the block ends."""
    named = [part for name in annotators for part in ("--annotator", name)]
    command = [sys.executable, "-m", "gouji", "desk", *map(str, paths), "--db", str(database), "--port", "0"]
    process = subprocess.Popen(
        [*command, *named, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        yield Running(process, dict(_links(process, len(annotators))))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(20)
        process.communicate()


def _links(process: subprocess.Popen[str], number: int) -> Iterator[tuple[str, str]]:
    assert process.stdout
    for _ in range(number):
        line = process.stdout.readline()
        if not line:
            assert process.stderr
            raise AssertionError(process.stderr.read())
        name, _, link = line.strip().partition("\t")
        yield name, link


def changes(client: httpx.Client, document: int, request: str, *told: dict[str, Any]) -> httpx.Response:
    return client.post(f"/api/documents/{document}/changes", json={"request": request, "changes": list(told)})


def span(key: str, label: str, start: int, end: int, base: int | None = None) -> dict[str, Any]:
    body = {"label": label, "start": start, "end": end}
    return {"kind": "span", "key": key, "state": "put", "body": body, "base": base}
