"""Whether the process is well, as whoever watches over it asks by HTTP."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.gateway.bug import record

Check = Callable[[], Awaitable[bool]]


class Health:
    """Says what a check says, e.g. one that asks the database whether updates can be committed."""

    def __init__(self, check: Check) -> None:
        self._check = check

    async def tell(self, _request: web.Request) -> web.Response:
        """200 or 503, and a word."""
        try:
            healthy = await self._check()
        except Exception as error:  # noqa: BLE001  whatever is broken, the answer is "not well"
            record("the health check failed", error)
            healthy = False
        status = "ok" if healthy else "unavailable"
        return web.json_response({"status": status}, status=200 if healthy else 503)
