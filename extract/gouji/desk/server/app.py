"""The application: routes, static files and the guard about them."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from gouji.desk.server import exchanging, reading, screens, writing
from gouji.desk.server.desk import Desk
from gouji.desk.server.guard import App, Guard

_STATIC = Path(__file__).parents[1] / "static"


def application(desk: Desk, hosts: frozenset[str] = frozenset()) -> App:
    """The whole desk as an ASGI application.

    Parameters
    ----------
    hosts
        The values of the Host header that are answered; any where none is given.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)  # their pages would ask other addresses
    app.state.desk = desk
    for one in (screens.router, reading.router, writing.router, exchanging.router):
        app.include_router(one)
    app.mount("/static", StaticFiles(directory=_STATIC))
    app.add_exception_handler(HTTPException, _told)
    return Guard(app, hosts)


def _told(request: Request, error: Exception) -> Response:
    """An error for the script as JSON; a person without a session is led to the door."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.detail}, error.status_code)
    if error.status_code == 401:
        return RedirectResponse("/login", 303)
    return PlainTextResponse(error.detail, error.status_code)
