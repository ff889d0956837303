"""A small Bot API on loopback: it keeps updates until they are acknowledged and fails as it is told to."""

import asyncio
import itertools
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import web

TOKEN = "123456:secret-of-the-bot"  # noqa: S105  made up

Fault = Callable[[web.Request], web.StreamResponse]


@dataclass
class Call:
    """One request: its method, its fields (nested ones decoded) and the names and contents of its files."""

    method: str
    fields: dict[str, Any]
    files: dict[str, tuple[str | None, bytes, str]] = field(default_factory=dict)


def refusal(code: int, description: str, **parameters: object) -> Fault:
    """An answer as Telegram refuses."""
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return lambda _request: web.json_response(body, status=code)


def hang_up(request: web.Request) -> web.StreamResponse:
    """Close the connection in the middle of a request."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


class Api:
    """`faults[method]` are the next answers to that method, in place of the right one; `delays[method]` are seconds
    that its answers take, `delay` those of all others."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.updates: list[dict[str, Any]] = []
        self.arrived = asyncio.Event()
        self.called = asyncio.Event()
        self.delay = 0.0
        self.delays: dict[str, float] = {}
        self.root = ""
        self._ids = itertools.count(1000)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def offsets(self) -> list[int | None]:
        return [call.fields.get("offset") for call in self.of("getUpdates")]

    def add(self, *updates: dict[str, Any]) -> None:
        self.updates += updates
        self.arrived.set()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that a call to this server brings about."""
        async with asyncio.timeout(30):
            while not holds():
                self.called.clear()
                await self.called.wait()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=2**24)
        app.router.add_post(f"/bot{TOKEN}/{{method}}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        call = await _read(request)
        self.calls.append(call)
        self.called.set()
        if delay := self.delays.get(call.method, self.delay):
            await asyncio.sleep(delay)
        if faults := self.faults[call.method]:
            return faults.popleft()(request)
        return web.json_response({"ok": True, "result": await self._result(call)})

    async def _result(self, call: Call) -> object:
        match call.method:
            case "getUpdates":
                return await self._pending(call.fields)
            case "getMe":
                return {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "the_bot"}
            case "sendMessage" | "sendPhoto" | "sendDocument":
                chat = {"id": call.fields["chat_id"], "type": "private"}
                return {"message_id": next(self._ids), "date": 1, "chat": chat, "text": "sent"}
            case _:
                return True

    async def _pending(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        self.updates = [u for u in self.updates if u["update_id"] >= fields.get("offset", 0)]
        if not self.updates and fields.get("timeout", 0):
            self.arrived.clear()
            await self.arrived.wait()
        return self.updates[: fields.get("limit", 100)]


async def _read(request: web.Request) -> Call:
    call = Call(request.match_info["method"], {})
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            call.files[name] = (value.filename, value.file.read(), value.content_type)
        else:
            call.fields[name] = _decoded(cast("str", value))
    return call


def _decoded(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value
