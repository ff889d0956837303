"""Delivery of updates to the bot's webhook: in order within a chat, again and again until a 2xx."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import orjson

from bot.simulator.errors import Json
from bot.simulator.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header, not a secret
_LONGEST_DELAYS = 60  # of the retry base
_LONGEST_RETRY_AFTER = 3600.0
_ANSWER_WITHIN = 60.0

Perform = Callable[[str, Json], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Webhook:
    """What setWebhook was told."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Courier:
    """Carries updates to one webhook; each chat has its lane, a failing update holds back its own lane only.

    The first retry follows at once, later ones after 2, 4, 8 … times `retry_base` seconds. `perform` runs the
    method that a reply may carry.
    """

    def __init__(self, webhook: Webhook, updates: Updates, retry_base: float, perform: Perform) -> None:
        self.webhook = webhook
        self.last_error: str | None = None
        self._updates = updates
        self._retry_base = retry_base
        self._perform = perform
        self._lanes: dict[int, deque[Update]] = {}
        self._carrying: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(webhook.max_connections)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=_ANSWER_WITHIN)
        )

    def take(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.create_task(self._empty(update.lane))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def close(self) -> None:
        for task in self._carrying:
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)
        await self._session.close()

    async def _empty(self, chat_id: int) -> None:
        lane = self._lanes[chat_id]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        del self._lanes[chat_id]

    async def _deliver(self, update: Update) -> None:
        body = orjson.dumps(update.as_json())
        failures = 0
        while True:
            async with self._slots:
                retry_after = await self._try(body)
            if retry_after is None:
                self._updates.confirm(update.id)
                return
            failures += 1
            backoff = 0.0 if failures == 1 else min(2 ** (failures - 1), _LONGEST_DELAYS) * self._retry_base
            await asyncio.sleep(max(backoff, retry_after))

    async def _try(self, body: bytes) -> float | None:
        """None when it was taken, else the seconds the bot asked to wait (0 when it did not)."""
        headers = {"Content-Type": "application/json"}
        if self.webhook.secret:
            headers[SECRET_HEADER] = self.webhook.secret
        try:
            async with self._session.post(
                self.webhook.url, data=body, headers=headers, allow_redirects=False
            ) as answer:
                if answer.ok and answer.status < 300:  # noqa: PLR2004  # a redirect is a failure to Telegram
                    await self._run_reply(await answer.read())
                    return None
                self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                return _seconds(answer.headers.get("Retry-After"))
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
            return 0.0

    async def _run_reply(self, body: bytes) -> None:
        if not body.startswith(b"{"):
            return
        try:
            reply = orjson.loads(body)
        except orjson.JSONDecodeError:
            return
        if isinstance(method := reply.pop("method", None), str):
            await self._perform(method, reply)


def _seconds(retry_after: str | None) -> float:
    if retry_after is None or not retry_after.isdigit():
        return 0.0
    return min(float(retry_after), _LONGEST_RETRY_AFTER)
