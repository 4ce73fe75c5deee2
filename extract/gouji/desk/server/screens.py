"""The pages: the list, a document, the comparison, exchange, what contradicts the rules, and the door."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from gouji.desk.agreement import agreement
from gouji.desk.annotations import Kind, SpanMark, Thing, body_of, kind_of, names
from gouji.desk.contradictions import contradictions
from gouji.desk.exchange import FORMATS
from gouji.desk.server.desk import Annotator, Desk, TheDesk, found_row
from gouji.desk.server.sessions import LONGEST, is_name
from gouji.desk.store import adjudications, documents, layers, responses
from gouji.desk.store.documents import Listed
from gouji.desk.words import LANGUAGES, words

router = APIRouter()

LISTED = 50  # documents on a page of the list
_LANGUAGE = "gouji_desk_language"
_ORDERS = {
    "uncertain": lambda d: (-d.uncertainty, d.name),
    "worth": lambda d: (-d.worth, d.name),
    "name": lambda d: (d.name,),
    "added": lambda d: (d.id,),
}


@cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("gouji.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def rendered(request: Request, template: str, status: int = 200, who: str = "", **given: Any) -> HTMLResponse:
    """A page in the language that is asked for, remembered in a cookie."""
    asked = request.query_params.get("lang") or request.cookies.get(_LANGUAGE)
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    told = words(language)
    text = environment().get_template(template).render(
        words=told, ui=told["ui"], language=language, other=LANGUAGES[1 - LANGUAGES.index(language)], who=who, **given
    )  # fmt: skip
    # A name may hold half a character, which UTF-8 does not have.
    page = HTMLResponse(text.encode("utf-8", "backslashreplace"), status)
    page.set_cookie(_LANGUAGE, language, max_age=31_536_000, samesite="strict")
    return page


@router.get("/enter")
def enter(request: Request, desk: TheDesk, token: str = "") -> Response:
    """Lets in whoever has a link that was not used yet."""
    entered = desk.sessions.enter(token)
    if entered is None:
        return rendered(request, "door.html", 403, by_password=bool(desk.sessions.password), wrong=False)
    return _let_in(desk, entered[0])


@router.get("/login")
def door(request: Request, desk: TheDesk) -> Response:
    return rendered(request, "door.html", by_password=bool(desk.sessions.password), wrong=False)


@router.post("/login")
async def log_in(request: Request, desk: TheDesk) -> Response:
    """Lets in whoever knows the password, by any name."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"))
    name, password = (form.get(field, [""])[0] for field in ("name", "password"))
    session = desk.sessions.log_in(name, password)
    if session is None:
        return rendered(request, "door.html", 403, by_password=bool(desk.sessions.password), wrong=True)
    return _let_in(desk, session)


@router.post("/leave")
def leave(request: Request, desk: TheDesk) -> Response:
    desk.sessions.leave(request.cookies.get(desk.cookie, ""))
    return RedirectResponse("/login", 303)


@router.post("/api/invitations")
async def invite(request: Request, desk: TheDesk, who: Annotator) -> dict[str, str]:
    """A link that lets another annotator in once."""
    name = str((await request.json()).get("name", "")).strip()
    if not is_name(name):
        return {"error": "no name"}
    return {"link": str(request.base_url.replace(path="/enter", query=f"token={desk.sessions.invite(name)}"))}


def _let_in(desk: Desk, session: str) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(desk.cookie, session, max_age=int(LONGEST), httponly=True, samesite="strict")
    return answer


@router.get("/")
def listing(
    request: Request, desk: TheDesk, who: Annotator, q: str = "", show: str = "all", order: str = "uncertain",
    page: Annotated[int, Query(ge=1)] = 1,
) -> Response:  # fmt: skip
    """The documents with progress, filters and search, those that matter most first."""
    with desk.database.read() as connection:
        every = documents.listed(connection)
    kept = sorted((d for d in every if _fits(d, q, show, who)), key=_ORDERS.get(order, _ORDERS["uncertain"]))
    last = max(1, -(-len(kept) // LISTED))
    page = min(page, last)
    return rendered(
        request, "list.html", who=who, documents=kept[(page - 1) * LISTED : page * LISTED], total=len(kept),
        query={"q": q, "show": show, "order": order}, page=page, pages=last,
    )  # fmt: skip


def _fits(one: Listed, wanted: str, show: str, who: str) -> bool:
    words_ = wanted.casefold().split()
    told = f"{one.name} {one.facts.get('department', '')} {one.facts.get('year') or ''}".casefold()
    if not all(word in told for word in words_):
        return False
    return {"open": who not in one.done, "done": who in one.done, "untouched": not one.reviewed}.get(show, True)


@router.get("/documents/{number}")
def document(request: Request, number: int, desk: TheDesk, who: Annotator) -> Response:
    """The frame of a document; `desk.js` fills it."""
    with desk.database.read() as connection:
        row = found_row(connection, number)
    told = request.query_params.get("lang") or request.cookies.get(_LANGUAGE) or LANGUAGES[0]
    return rendered(
        request, "document.html", who=who, document=row, spoken=words(told if told in LANGUAGES else LANGUAGES[0])
    )


@router.get("/documents/{number}/compare")
def compare(
    request: Request, number: int, desk: TheDesk, who: Annotator, first: str = "", second: str = ""
) -> Response:
    """Two annotators of a document: how far they agree, where they do not, and the decisions."""
    with desk.database.read() as connection:
        row = found_row(connection, number)
        people = responses.authors(connection, number)
        first, second = _two(people, first, second)
        if not first or not second:
            return rendered(request, "compare.html", who=who, document=row, people=people, pair=None)
        one, other = (layers.layer(connection, number, name) for name in (first, second))
        told = agreement(one, other)
        decided = {(d.kind, d.key): d for d in adjudications.decided(connection, number)}
        text = documents.text(connection, number)
    spans = {t.key: t for layer in (one, other) for t in layer.annotated.of(Kind.SPAN)}
    shown = [
        {
            "of": d,
            "context": _context(text, d.start, d.end),
            "first": [_said(t, text, spans) for t in d.first],
            "second": [_said(t, text, spans) for t in d.second],
            "decided": next((decided[k] for t in (*d.first, *d.second) if (k := _key(t)) in decided), None),
        }
        for d in told.differences
    ]
    return rendered(
        request, "compare.html", who=who, document=row, people=people, pair=(first, second), told=told, shown=shown
    )


def _two(people: list[str], first: str, second: str) -> tuple[str, str]:
    known = [p for p in (first, second) if p in people]
    rest = [p for p in people if p not in known]
    pair = [*known, *rest][:2]
    return (pair[0], pair[1]) if len(pair) == 2 else ("", "")


_AROUND = 24  # characters shown beside a difference


def _context(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]


def _key(thing: Thing) -> tuple[str, str]:
    return kind_of(thing).value, thing.key


def _said(thing: Thing, text: str, spans: dict[str, SpanMark]) -> dict[str, Any]:
    """A thing in words: what it says, and the texts that it is about."""
    body = body_of(thing)
    stretches = [(body[a], body[b]) for a, b in (("start", "end"), ("cell_start", "cell_end")) if a in body]
    stretches += [(spans[k].start, spans[k].end) for k in names(thing) if k in spans]
    told = {k: v for k, v in body.items() if isinstance(v, str) and v and k not in {"source", "target", "span", "name"}}
    return {"told": told, "values": body.get("values", {}), "texts": [text[a:b] for a, b in stretches]}


@router.get("/exchange")
def exchange(request: Request, desk: TheDesk, who: Annotator) -> Response:
    """Files out and in."""
    with desk.database.read() as connection:
        people = responses.authors(connection)
        every = documents.listed(connection)
    return rendered(request, "exchange.html", who=who, formats=list(FORMATS), people=people, documents=every)


@router.get("/rules")
def rules(request: Request, desk: TheDesk, who: Annotator) -> Response:
    """The corrections that contradict a rule, each as a case."""
    with desk.database.read() as connection:
        found: Iterable[Any] = list(contradictions(connection))
    return rendered(request, "rules.html", who=who, found=found)
