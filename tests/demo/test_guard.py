"""Nobody but the demo's own page can act or read."""

import re

import aiohttp
import pytest

from bot.demo import Demo
from bot.demo.files import disposition
from bot.demo.guard import TOKEN_HEADER
from tests.demo.conftest import Visit
from tests.demo.posting import is_told, page_headers, statuses_of


async def test_the_page_itself_may_act(http: aiohttp.ClientSession, demo: Demo) -> None:
    async with http.post(f"{demo.url}/people/1/say", json={"text": "/start"}, headers=page_headers(demo)) as answer:
        assert answer.status == 204


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({TOKEN_HEADER: "guessed"}, 403),
        ({TOKEN_HEADER: "gu\u00e9ssed"}, 403),
        ({TOKEN_HEADER: None}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Host": "elsewhere.example"}, 403),
    ],
)
async def test_a_foreign_page_cannot_act(
    http: aiohttp.ClientSession, demo: Demo, changed: dict[str, str | None], status: int
) -> None:
    for path in ("people/1/say", "people/1/edit", "people/1/file?name=a.csv", "people", "clock", "people/1/tap"):
        async with http.post(
            f"{demo.url}/{path}", data=b'{"text": "hi"}', headers=page_headers(demo, **changed)
        ) as answer:
            assert answer.status == status
    assert not demo.people[0].messages
    assert len(demo.people) == 1


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1", "127.0.0.1:1", "localhost.elsewhere.example"])
async def test_a_foreign_host_is_refused(http: aiohttp.ClientSession, demo: Demo, host: str) -> None:
    for path in ("", "events", "commands", "files/x", "page.js", "bot1234:TEST/getMe"):
        async with http.get(f"{demo.url}/{path}", headers={"Host": host}) as answer:
            assert answer.status == 403
            assert demo.page_token not in await answer.text()


async def test_localhost_is_not_foreign(http: aiohttp.ClientSession, demo: Demo) -> None:
    async with http.get(demo.url.replace("127.0.0.1", "localhost")) as answer:
        assert answer.status == 200


async def test_the_simulators_control_is_not_served(http: aiohttp.ClientSession, demo: Demo) -> None:
    async with http.post(f"{demo.url}/simulator/people/1/send", json={}, headers=page_headers(demo)) as answer:
        assert answer.status == 404


async def test_the_bot_api_takes_no_guessed_token(http: aiohttp.ClientSession, demo: Demo) -> None:
    async with http.post(f"{demo.url}/bot1234:TEST/getMe") as answer:
        assert answer.status == 401


@pytest.mark.parametrize("path", ["", "page.js", "nothing-here", "files/x"])
async def test_every_answer_forbids_what_the_page_does_not_need(
    http: aiohttp.ClientSession, demo: Demo, path: str
) -> None:
    async with http.get(f"{demo.url}/{path}") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_loads_nothing_from_elsewhere(http: aiohttp.ClientSession, demo: Demo) -> None:
    for path in ("", "page.css", "page.js"):
        async with http.get(f"{demo.url}/{path}") as answer:
            assert not re.search(r"(src|href)=[\"']?(https?:)?//|url\(|@import", await answer.text())


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("people/1/say", b'{"text": "   "}', "text: String should have at least 1 character"),
        ("people/1/say", b"nonsense", "body: Invalid JSON"),
        ("people/1/tap", b'{"message": 1}', "data: Field required"),
        ("people/1/tap", b'{"message": 0, "data": "go"}', "message: Input should be greater than or equal to 1"),
        ("people/1/tap", b'{"message": 2147483648, "data": "go"}', "message: Input should be less than or equal to"),
        ("people/1/tap", b'{"message": 99999999999999999999999999999, "data": "go"}', "message: "),
        ("clock", b'{"to": "2023-12-31"}', "day: 2023-12-31 came; allowed is 2024-01-01 to 2099-12-31"),
    ],
)
async def test_a_mistake_is_one_line(
    http: aiohttp.ClientSession, demo: Demo, path: str, body: bytes, told: str
) -> None:
    await is_told(http, demo, path, body, told, kind="application/json")


async def test_a_fifth_person_finds_no_room(http: aiohttp.ClientSession, demo: Demo) -> None:
    assert await statuses_of(http, demo, 4) == [204, 204, 204, 400]


async def test_nobody_can_act_for_a_person_who_is_not_here(http: aiohttp.ClientSession, demo: Demo) -> None:
    async with http.post(f"{demo.url}/people/9/say", json={"text": "hi"}, headers=page_headers(demo)) as answer:
        assert answer.status == 404


async def test_a_file_with_markup_in_it_is_only_ever_downloaded(http: aiohttp.ClientSession, demo: Demo) -> None:
    update = await demo.people[0].sends_document(b"<script>alert(1)</script>", "../<b>.html", mime="text/html")
    file = update.payload["document"]
    async with http.get(f"{demo.url}/files/{file['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="_b_.html"')
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_the_name_of_a_file_is_shown_as_text(visit: Visit, demo: Demo) -> None:
    await demo.people[0].sends_document(b"x", '"><img src=x onerror=alert(1)>.pdf', caption="<i>caption</i>")
    visitor = await visit()
    assert await visitor.chat.locator(".message img, .message i").count() == 0
    assert "<img src=x" in await visitor.chat.locator(".file").inner_text()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plan.pdf", "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf"),
        ("../../etc/passwd", "attachment; filename=\"passwd\"; filename*=UTF-8''passwd"),
        ('a"b\r\nX: y.pdf', "attachment; filename=\"a_bX_ y.pdf\"; filename*=UTF-8''a%22bX%3A%20y.pdf"),
        ("plán.pdf", "attachment; filename=\"pl_n.pdf\"; filename*=UTF-8''pl%C3%A1n.pdf"),
        ("...", "attachment; filename=\"file\"; filename*=UTF-8''file"),
    ],
)
def test_a_file_name_is_made_safe(name: str, header: str) -> None:
    assert disposition(name) == header
