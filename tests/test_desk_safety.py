"""Documents, names and requests are hostile: what they say shows as text, and what they ask is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from browsers import Page, chromium
from command import gouji
from deskserver import Running, changes, serving, span
from gouji.desk.server.sessions import IDLE, LONGEST, Sessions, hashed

# Each would do something where it were taken for markup, script, style or a template.
PAYLOADS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=document.title='owned'>",
    "<svg/onload=document.title='owned'>",
    "<iframe src=//evil.example></iframe>",
    "<a href=javascript:document.title='owned'>x</a>",
    "<style>@import'//evil.example/a.css'</style>",
    "<link rel=stylesheet href=//evil.example/b.css>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<form action=//evil.example><button>x</form>",
    "</article></main><script src=//evil.example/c.js></script>",
    "\"><script>document.title='owned'</script>",
    "' onmouseover='document.title=1",
    "{{7*7}}{% include '/etc/passwd' %}",
    "${7*7}<%= 7*7 %>",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "<object data=//evil.example></object>",
    "<input autofocus onfocus=document.title='owned'>",
    "\u202e<b>gnp.fdp\u202c\x1b[31m",
    "<template><script>document.title='owned'</script></template>-->]]>",
)


def hostile() -> str:
    """A document with each payload in a heading, in prose beside a figure, in a table's head, label and cell."""
    lines = ["甲市<i>乙</i>局2023年度部门决算", "", "第一部分 部门决算表", "收入决算表", "单位：万元"]
    lines += ["\t项目" + PAYLOADS[0] + "\t年初预算数\t决算数"]
    lines += [f"\t{payload}\t{n}.00\t{n}.50" for n, payload in enumerate(PAYLOADS, 1)]
    lines += ["", "第二部分 决算情况说明"]
    for n, payload in enumerate(PAYLOADS, 1):
        lines += [f"{n}.{payload}"]
        lines += [f"2023年度{payload}支出100.00万元，比上年增加20.00万元，增长52.00%，主要原因是新增“{payload}”项目。"]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    folder = tmp_path / "<img src=x onerror=document.title=1>"
    folder.mkdir()
    path = folder / "a'\"><script>{{7*7}}.txt"
    path.write_text(hostile(), encoding="utf-8")
    with serving(tmp_path / "annotations.db", path, annotators=("甲<script>", "乙")) as running:
        yield running


def test_twenty_payloads_show_as_text_and_no_request_leaves_the_page(browser: Any, server: Running) -> None:
    page = Page(browser)
    page.open(server.links["甲<script>"])
    seen = ""
    while True:
        seen += page.page.inner_text("#prose")
        number, last = _pages(page)
        if number == last:
            break
        page.press(">")
    for payload in PAYLOADS:
        assert "".join(payload.split()) in "".join(seen.split()), payload
    page.press("<", "j", "k", "f", "j", "n", "i")
    page.page.keyboard.type(PAYLOADS[1])
    page.press("Enter")
    page.press("t", "p", "f", "j", "a")
    page.page.keyboard.press("Escape")
    base = server.base
    for path in ("/", "/documents/1/compare", "/exchange", "/rules", "/?q=<script>x</script>&show='>&order=x"):
        page.page.goto(f"{base}{path}")
        assert page.page.title() != "owned"
    strange = page.page.evaluate("[...document.querySelectorAll('script')].filter(s => !s.src).length")
    assert strange == 0
    assert {urlsplit(url).netloc for url in page.requests} == {urlsplit(base).netloc}
    assert not page.wrong


def _pages(page: Page) -> tuple[int, int]:
    told = page.page.inner_text("#page-of")
    numbers = [int(n) for n in "".join(c if c.isdigit() else " " for c in told).split()]
    return numbers[0], numbers[1]


def test_no_element_of_a_document_is_made(browser: Any, server: Running) -> None:
    page = Page(browser)
    page.open(server.links["乙"])
    page.press("f")
    made = page.page.evaluate(
        "[...document.querySelectorAll('#prose *, #card *, #findings *, #grid *')].map(e => e.localName)"
    )
    assert not {"script", "img", "iframe", "style", "link", "meta", "base", "object", "svg", "template", "a"} & set(
        made
    )
    handlers = page.page.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
    )
    assert handlers == []
    assert page.page.title() != "owned" and not page.wrong


# -- requests


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Running]:
    (tmp_path / "a.txt").write_text("2023年度支出100.00万元，增长25.00%。\n", encoding="utf-8")
    with serving(tmp_path / "annotations.db", tmp_path / "a.txt") as running:
        yield running


def test_what_does_not_come_from_the_page_is_refused(plain: Running) -> None:
    client = plain.client("甲")
    told = span("h:1", "AMOUNT", 0, 3)
    assert changes(client, 1, "request-1", told).status_code == 200
    for origin in ("http://evil.example", "null", f"{plain.base}.evil.example", ""):
        client.headers["origin"] = origin
        assert changes(client, 1, "request-2", told).status_code == 403
    del client.headers["origin"]
    assert changes(client, 1, "request-3", told).status_code == 403
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421  # a name made to point here
    assert client.get("/").status_code == 200


def test_nothing_is_told_to_somebody_without_a_session(plain: Running) -> None:
    stranger = httpx.Client(base_url=plain.base, headers={"origin": plain.base})
    reads = ("", "/pages/0", "/findings", "/tables/0", "/boxes/1", "/pictures/1.png", "/grow?start=0&end=1")
    for path in (*(f"/api/documents/1{p}" for p in reads), "/api/export"):
        assert stranger.get(path).status_code == 401, path
    for path in ("/api/documents/1/changes", "/api/documents/1/undo", "/api/import", "/api/invitations"):
        assert stranger.post(path, json={"request": "request-1", "changes": []}).status_code in (401, 422), path
    for path in ("/", "/documents/1", "/documents/1/compare", "/exchange", "/rules"):
        assert stranger.get(path).headers["location"] == "/login"
    assert stranger.get("/enter?token=guess").status_code == 403
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert stranger.get(path).status_code == 404


def test_every_answer_forbids_what_is_not_the_desks_own(plain: Running) -> None:
    client = plain.client("甲")
    for path in ("/", "/documents/1", "/static/desk.js", "/api/documents/1", "/nowhere"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    text = client.get("/documents/1").text
    assert "<style" not in text and " style=" not in text and " onclick" not in text and "http" not in text


@pytest.mark.parametrize("path", ["/static/../server/app.py", "/static/%2e%2e/server/app.py", "/static//etc/passwd"])
def test_no_file_beside_the_static_ones_is_served(path: str, plain: Running) -> None:
    assert plain.client("甲").get(path).status_code == 404


def test_requests_that_are_too_large_are_refused(plain: Running) -> None:
    client = plain.client("甲")
    assert client.post("/api/documents/1/changes", content=b"x" * (3 << 20)).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(3 << 6):
            yield b"x" * (1 << 14)

    assert client.post("/api/documents/1/changes", content=endless()).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        {"label": "AMOUNT", "start": 0, "end": 10_000},
        {"label": "AMOUNT", "start": 5, "end": 5},
        {"label": "<script>", "start": 0, "end": 1},
        {"label": "AMOUNT", "start": True, "end": 2},
        {"label": "AMOUNT"},
        {},
    ],
)
def test_what_cannot_be_true_of_the_document_is_refused(body: dict[str, Any], plain: Running) -> None:
    told = {"kind": "span", "key": "h:1", "state": "put", "body": body}
    assert changes(plain.client("甲"), 1, "request-1", told).status_code == 422


def test_a_document_outside_the_given_folders_is_not_opened(tmp_path: Path) -> None:
    """A database that names another file: its records are shown, the file is not read."""
    import pdffiles

    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    path = pdffiles.write(outside / "b.pdf", pdffiles.lines(["一、2023年度支出100.00万元，增长52.00%。"]))
    (inside / "a.txt").write_text("2023年度支出100.00万元。\n", encoding="utf-8")
    database = tmp_path / "annotations.db"
    with serving(database, path) as running:
        client = running.client("甲")
        assert client.get("/api/documents/1").json()["pictures"] == 1
        assert client.get("/api/documents/1/pictures/1.png").headers["content-type"] == "image/png"
    with serving(database, inside) as running:
        client = running.client("甲")
        assert client.get("/api/documents/1").json()["pictures"] == 0
        assert client.get("/api/documents/1/pictures/1.png").status_code == 404


# -- who may enter


def test_another_address_needs_a_password(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年度支出100.00万元。\n", encoding="utf-8")
    run = gouji("desk", "a.txt", "--host", "0.0.0.0", "--port", "0", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E054: ")


def test_a_password_lets_in_and_too_many_wrong_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2023年度支出100.00万元。\n", encoding="utf-8")
    (tmp_path / "password").write_text("芦苇 23\n", encoding="utf-8")
    more = ("--host", "0.0.0.0", "--password-file", str(tmp_path / "password"))
    with serving(tmp_path / "annotations.db", tmp_path / "a.txt", more=more) as running:
        client = httpx.Client(base_url=running.base, headers={"origin": running.base})
        form = {"name": "丁", "password": "芦苇 23"}
        assert client.post("/login", data={**form, "password": "wrong"}).status_code == 403
        assert client.post("/login", data={**form, "name": "final"}).status_code == 403
        assert client.post("/login", data=form).status_code == 303
        assert "丁" in client.get("/").text
        for _ in range(5):
            client.post("/login", data={**form, "password": "wrong"})
        assert client.post("/login", data=form).status_code == 403


def test_sessions_end() -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    entered = sessions.enter(sessions.invite("甲"))
    assert entered and sessions.annotator(entered[0]) == "甲"
    now[0] += IDLE + 1
    assert sessions.annotator(entered[0]) is None
    again = sessions.enter(sessions.invite("甲"))
    assert again
    while now[0] + IDLE / 2 < IDLE + LONGEST:  # never idle for long
        now[0] += IDLE / 2
        assert sessions.annotator(again[0]) == "甲"
    now[0] = IDLE + 1 + LONGEST + 1  # it began at IDLE + 1
    assert sessions.annotator(again[0]) is None


def test_a_password_is_kept_as_its_hash() -> None:
    once = hashed("芦苇 23")
    assert once.startswith("$argon2id$") and "芦苇" not in once
    assert hashed(once) == once
    assert Sessions(once).log_in("甲", "芦苇 23") and not Sessions(once).log_in("甲", "芦苇 24")
    assert not Sessions("").log_in("甲", "")
