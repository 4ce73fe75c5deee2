"""What every request must pass, and what every answer carries: pure ASGI, before any route is looked for.

A page of another site that an annotator has open can send requests to this address, and a name that it owns can be
made to point here. So the Host must be the desk's own, and whatever changes something must come from a page of that
host (`Origin`, RFC 6454). Answers forbid scripts, styles, pictures and requests but the desk's own
(Content-Security-Policy).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.exceptions import HTTPException

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MEGABYTE = 1 << 20
LARGEST = 2 * MEGABYTE  # of a request
LARGEST_FILE = 128 * MEGABYTE  # of a file that is imported
IMPORT = "/api/import"
_SAFE = {"GET", "HEAD"}

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a form would tell no Origin
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Guard:
    """Wraps the application.

    Parameters
    ----------
    hosts : frozenset of str
        The values of Host that are answered; none for any, where people come by names that the desk does not know.
    """

    def __init__(self, app: App, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        largest = LARGEST_FILE if scope["path"] == IMPORT else LARGEST
        refused = self._refused(scope["method"], headers, largest)
        if refused:
            await _answer(send, *refused)
            return
        body = _Limited(receive, largest)
        await self._app(scope, body.receive, _with_headers(send))

    def _refused(self, method: str, headers: dict[str, str], largest: int) -> tuple[int, str] | None:
        """The status and the reason, where a request is not answered."""
        host = headers.get("host", "")
        if self._hosts and host not in self._hosts:
            return 421, "not the host of this desk"
        if method not in _SAFE and headers.get("origin") not in {f"http://{host}", f"https://{host}"}:
            return 403, "the request comes from another site"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > largest:
            return 413, f"more than {largest // MEGABYTE} MB"
        return None


class TooLarge(HTTPException):
    """A request without a told length that goes on beyond the limit."""

    def __init__(self) -> None:
        super().__init__(413, "too large")


class _Limited:
    def __init__(self, receive: Receive, largest: int) -> None:
        self._receive, self._left = receive, largest

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLarge
        return message


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}
            more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in own]
            message["headers"] = [*message["headers"], *more]
        await send(message)

    return sent


async def _answer(send: Send, status: int, reason: str) -> None:
    headers = [(n.encode(), v.encode()) for n, v in {**HEADERS, "content-type": "text/plain; charset=utf-8"}.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": reason.encode()})
