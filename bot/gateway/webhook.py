"""The webhook: 200 means committed, so that Telegram repeats whatever is not.

As long as that takes no time, 200 waits for the reply as well: if this process dies in between, Telegram brings the
update to another one, which shows the screen again; and it brings the person's next update only after the reply.
"""

import asyncio
import hmac
import re
from typing import Any

import structlog
from aiohttp import web
from telegram import Bot

from bot.gateway.desk import NotCommitted
from bot.gateway.health import Health
from bot.gateway.intake import Intake
from bot.gateway.payload import read_json
from bot.gateway.update import ALLOWED_UPDATES

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_MOST_BYTES = 2**20

_CONNECTIONS = 100
"""Updates that Telegram brings at once, all processes together: the most it allows, as each takes a reply's time."""

log = structlog.get_logger(__name__)


class Webhook:
    """Serves `path` for Telegram and `/healthz` for whoever watches over the process."""

    def __init__(self, intake: Intake, *, path: str, secret: str, health: Health, grace: float = 1.0) -> None:
        """Made to be started. `grace` is how many seconds 200 waits for a reply that is under way.

        Raises:
            ValueError: if `secret` is not one that Telegram accepts.
        """
        if not _SECRET.fullmatch(secret):
            raise ValueError("the webhook secret must be 1 to 256 characters out of A-Z, a-z, 0-9, _ and -")
        self._intake = intake
        self._path = path
        self._secret = secret.encode()
        self._health = health
        self._grace = grace
        self._taking = False

    def app(self) -> web.Application:
        """The application to serve; it holds no state of its own."""
        app = web.Application(client_max_size=_MOST_BYTES)
        app.router.add_post(self._path, self._receive)
        app.router.add_get("/healthz", self._health.tell)
        return app

    def start(self) -> None:
        """Take updates from now on; until then they are turned away with 503, for want of a bot that could reply."""
        self._taking = True

    async def stop(self, within: float = 10.0) -> None:
        """Turn new updates away with 503; let turns and sends finish for `within` seconds."""
        self._taking = False
        await self._intake.drain(within)

    async def _receive(self, request: web.Request) -> web.Response:
        # The secret first: a stranger learns nothing else, and no body of theirs is read.
        if not self._is_telegram(request):
            return web.Response(status=403)
        if not self._taking:
            return web.Response(status=503)
        raw = _update_in(await request.read())
        if raw is None:
            return web.Response(status=400)
        update = self._intake.read(raw)
        if update is not None:
            try:
                turn = self._intake.begin(update)
                await turn.committed
                await asyncio.wait((turn.over,), timeout=self._grace)
            except NotCommitted:
                log.warning("not committed, Telegram will send it again", update_id=update.update_id)
                return web.Response(status=500)
        return web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(shown, self._secret)


def _update_in(body: bytes) -> dict[str, Any] | None:
    """The raw update, or None if the body is not one."""
    try:
        raw = read_json(body)
    except ValueError:
        return None
    is_update = isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
    return raw if is_update else None


async def register(bot: Bot, *, url: str, secret: str, max_connections: int = _CONNECTIONS) -> None:
    """Tell Telegram where to send updates; what waits there is kept."""
    await bot.set_webhook(
        url,
        secret_token=secret,
        allowed_updates=ALLOWED_UPDATES,
        max_connections=max_connections,
        drop_pending_updates=False,
    )
