"""What the demo's page sends, and a page that is not its own."""

import aiohttp

from bot.demo import Demo
from bot.demo.guard import TOKEN_HEADER


def page_headers(demo: Demo, **changed: str | None) -> dict[str, str]:
    """Those of the page, with some left out (None) or replaced."""
    own: dict[str, str | None] = {
        "Origin": demo.url,
        TOKEN_HEADER: demo.page_token,
        "Content-Type": "application/json",
    }
    return {name: value for name, value in (own | changed).items() if value is not None}


async def is_told(http: aiohttp.ClientSession, demo: Demo, path: str, body: bytes, told: str, *, kind: str) -> None:
    """What the page sends there is refused in one line that begins so; `kind` is the body's type."""
    headers = page_headers(demo, **{"Content-Type": kind})
    async with http.post(f"{demo.url}/{path}", data=body, headers=headers) as answer:
        assert answer.status == 400
        text = await answer.text()
    assert text.startswith(told)
    assert text.count("\n") == 1


async def statuses_of(http: aiohttp.ClientSession, demo: Demo, times: int, **body: str) -> list[int]:
    """Asks so often for one more person; what came of each."""
    found = []
    for _ in range(times):
        async with http.post(f"{demo.url}/people", json=body, headers=page_headers(demo)) as answer:
            found.append(answer.status)
    return found
