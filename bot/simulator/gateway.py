"""The Bot API over HTTP: tokens, faults, the record of calls, files."""

import asyncio
from dataclasses import dataclass

import orjson
from aiohttp import web

from bot.simulator.api import canonical_name, perform
from bot.simulator.calls import Call
from bot.simulator.errors import ApiError, Json
from bot.simulator.faults import Cut, Fault, Hang, Refuse, Slow
from bot.simulator.files import LARGEST_UPLOAD
from bot.simulator.parameters import Parameters, read_parameters
from bot.simulator.world import World

LARGEST_REQUEST = LARGEST_UPLOAD + 2**20
DOWNLOAD = "download"
"""What fetching a file is called where faults are ordered."""
_UNAUTHORIZED = ApiError(401, "Unauthorized")
_NOT_FOUND = ApiError(404, "Not Found")
_TOO_LARGE = ApiError(413, "Request Entity Too Large")
_OK = 200


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The reply, whether the call had its effect, and whether the reply is withheld."""

    reply: Json
    acted: bool = False
    silent: bool = False

    @property
    def code(self) -> int:
        return 0 if self.silent else self.reply.get("error_code", _OK)


class Gateway:
    """Answers `/bot{token}/{method}` and `/file/bot{token}/{path}`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._token = world.settings.token

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", r"/bot{token:\d+:[^/]+}/{method}", self.answer),
            web.get(r"/file/bot{token:\d+:[^/]+}/{path:.+}", self.download),
            web.route("*", "/bot{rest:.*}", self._nothing_here),
        ]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            return _response(_UNAUTHORIZED.as_json())
        name = canonical_name(request.match_info["method"])
        if name is None:
            return _response(_NOT_FOUND.as_json())
        came_at = asyncio.get_running_loop().time()
        try:
            parameters = await read_parameters(request)
        except ApiError as refusal:
            return _response(refusal.as_json())
        except web.HTTPRequestEntityTooLarge:
            return _response(_TOO_LARGE.as_json())
        fault = self._world.faults.strike(name.lower(), _chat_id(parameters))
        outcome = await self._act(name, parameters, fault)
        self._world.calls.record(Call(name, parameters.values, came_at, outcome.code, outcome.acted, outcome.reply))
        if outcome.silent:
            return await self._say_nothing(request, fault)
        return _response(outcome.reply)

    async def download(self, request: web.Request) -> web.Response:
        file = self._world.files.at_path(request.match_info["path"])
        if request.match_info["token"] != self._token or file is None:
            return _response(_NOT_FOUND.as_json())
        match fault := self._world.faults.strike(DOWNLOAD, None):
            case Refuse():
                return _response(fault.error().as_json())
            case Hang() | Cut():
                return await self._say_nothing(request, fault)
            case Slow(seconds):
                await self._pass(seconds)
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _act(self, name: str, parameters: Parameters, fault: Fault | None) -> "_Outcome":
        match fault:
            case Refuse():
                return _Outcome(fault.error().as_json())
            case Hang(acted=False) | Cut(acted=False):
                return _Outcome({}, silent=True)
            case Slow(seconds):
                await self._pass(seconds)
            case None | Hang() | Cut():
                pass
        reply = await perform(self._world, name, parameters)
        return _Outcome(reply, acted=reply["ok"], silent=isinstance(fault, Hang | Cut))

    async def _say_nothing(self, request: web.Request, fault: Fault | None) -> web.Response:
        if isinstance(fault, Hang):
            await self._pass(fault.seconds)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _pass(self, seconds: float) -> None:
        """Waits, but no longer than the simulator lives."""
        try:
            await asyncio.wait_for(self._world.closing.wait(), seconds)
        except TimeoutError:
            return

    async def _nothing_here(self, _request: web.Request) -> web.Response:
        return _response(_NOT_FOUND.as_json())


def _chat_id(parameters: Parameters) -> int | None:
    try:
        return int(parameters.values["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None


def _response(reply: Json) -> web.Response:
    code = reply.get("error_code", _OK)
    return web.Response(body=orjson.dumps(reply), status=code, content_type="application/json")
