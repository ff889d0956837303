"""Delivers screens. Whatever goes wrong ends here: in a retry, in a word to the desk or in the log."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.gateway.backoff import Backoff
from bot.gateway.bug import record
from bot.gateway.call import call
from bot.gateway.desk import Desk, Errand, Outgoing
from bot.gateway.failure import NotSent, PerhapsSent, reason_of, wait_of
from bot.gateway.message import send_anew, write_over
from bot.gateway.neighbours import Neighbours, NoNeighbours
from bot.gateway.order import Lanes
from bot.meter import Meter

log = structlog.get_logger(__name__)

Again = Callable[[], Awaitable[None]]
"""Goes on with attempts, the first of them after a pause."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often one screen is attempted, and the longest wait in seconds that Telegram may ask for."""

    attempts: int = 4
    longest_wait: float = 120.0
    backoff: Backoff = field(default_factory=lambda: Backoff(first=0.5, most=5.0))


class Sender:
    """Sends the screens of one person in order, and those of different people beside each other."""

    def __init__(  # noqa: PLR0913  each of the last four may be left out
        self,
        bot: Bot,
        desk: Desk,
        *,
        patience: Patience | None = None,
        taken: Callable[[int], None] = lambda _: None,
        meter: Meter | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        """`taken` hears of every attempt, with the chat: whatever the bot sends by itself gives way to it."""
        self._bot = bot
        self._desk = desk
        self._patience = patience or Patience()
        self._taken = taken
        self._meter = meter or Meter()
        self._neighbours = neighbours or NoNeighbours()
        # Without a bound: somebody who waits out a flood limit must not take a place from others.
        self._lanes = Lanes()
        self._answers = Lanes()

    async def deliver(self, outgoing: Outgoing) -> None:
        """Return after the first attempt, or at once behind an earlier screen that waits to be tried again.

        What has to wait goes on in the background, in the person's order.
        """
        if outgoing.person_id in self._lanes:
            self._lanes.start(outgoing.person_id, partial(self._send, outgoing))
            return
        later = await self._lanes.run(outgoing.person_id, partial(self._attempted, outgoing))
        if later is not None:
            self._lanes.start(outgoing.person_id, later)

    async def run(self, errand: Errand) -> None:
        """Do an errand in its person's order; what goes wrong is recorded."""
        await self._lanes.run(errand.person_id, partial(self._run, errand))

    async def acknowledge(self, callback_query_id: str, toast: str = "") -> None:
        """Answer a tap, so that its button stops spinning; an answer that fails costs nothing more than that."""
        try:
            await call(
                self._bot, "answerCallbackQuery", {"callback_query_id": callback_query_id, "text": toast or None}
            )
        except TelegramError as error:
            log.info("a tap stays unanswered", error=type(error).__name__, reason=reason_of(error))
        except Exception as error:  # noqa: BLE001  it runs beside the screen and must not take it down
            record("answering a tap failed", error)

    async def drain(self, within: float | None = None) -> None:
        """Wait for what is under way; after `within` seconds, drop the rest."""
        await asyncio.gather(self._lanes.drain(within), self._answers.drain(within))

    async def _run(self, errand: Errand) -> None:
        if errand.callback_query_id is not None:
            await self.acknowledge(errand.callback_query_id, errand.toast)
        if errand.effect is None:
            return
        try:
            await errand.effect(self._bot)
        except Exception as error:  # noqa: BLE001  one errand must not hold up the person's next
            record("an errand failed", error)

    async def _send(self, outgoing: Outgoing) -> None:
        """Attempt until it is sent, refused for good, or out of attempts."""
        again = await self._attempted(outgoing)
        if again is not None:
            await again()

    async def _attempted(self, outgoing: Outgoing) -> Again | None:
        """The first attempt, with an answer to the tap beside it; what is left to do if it has to be made again."""
        if outgoing.callback_query_id is not None:
            answer = partial(self.acknowledge, outgoing.callback_query_id, outgoing.screen.toast)
            self._answers.start(outgoing.person_id, answer)
        outgoing = await self._after_effect(outgoing)
        pauses = islice(self._patience.backoff.pauses(), self._patience.attempts - 1)
        pause = await self._pause_from(self._attempt, outgoing, pauses)
        return None if pause is None else partial(self._go_on, outgoing, pause, pauses)

    async def _go_on(self, outgoing: Outgoing, pause: float | None, pauses: Iterator[float]) -> None:
        while pause is not None:
            self._meter.reply("later")
            await asyncio.sleep(pause)
            pause = await self._pause_from(self._repeat, outgoing, pauses)

    async def _pause_from(
        self, attempt: Callable[[Outgoing], Awaitable[None]], outgoing: Outgoing, pauses: Iterator[float]
    ) -> float | None:
        """Make an attempt; seconds until the next one, None if it is sent or given up."""
        try:
            try:
                await attempt(outgoing)
            except TelegramError as error:
                pause = self._pause_after(error, pauses)
                if pause is None:
                    await self._give_up(outgoing, error)
                return pause
        except Exception as bug:  # noqa: BLE001  one screen must not hold up the person's next
            record("a screen failed", bug, screen=outgoing.screen.name)
        return None

    async def _after_effect(self, outgoing: Outgoing) -> Outgoing:
        """What is to be sent once the effect is done; the same, if it fails."""
        if outgoing.effect is None:
            return outgoing
        try:
            return await outgoing.effect(self._bot) or outgoing
        except Exception as error:  # noqa: BLE001  a screen must come, whatever became of the effect
            record("an effect failed", error, screen=outgoing.screen.name)
            return outgoing

    async def _repeat(self, outgoing: Outgoing) -> None:
        """Attempt it again, unless the person has been served something newer meanwhile, elsewhere."""
        async with self._neighbours.repeating(outgoing) as due:
            if due:
                await self._attempt(outgoing)
            else:
                self._meter.reply("superseded")

    def _pause_after(self, error: TelegramError, pauses: Iterator[float]) -> float | None:
        """Seconds until the same may be tried again; None where it must not be, would be in vain or was too often."""
        match error:
            case RetryAfter() if wait_of(error) <= self._patience.longest_wait:
                at_least = wait_of(error)
            case NotSent() | PerhapsSent():  # PerhapsSent gets here from an edit only, which may be repeated
                at_least = 0.0
            case _:
                return None
        pause = next(pauses, None)
        return None if pause is None else at_least + pause

    async def _attempt(self, outgoing: Outgoing) -> None:
        self._taken(outgoing.chat_id)
        if outgoing.file is None and await self._wrote_over(outgoing):
            return
        try:
            message_id: int | None = await send_anew(self._bot, outgoing)
        except NotSent:
            raise
        except BadRequest as error:
            if outgoing.instead is None:
                raise
            log.info("cannot send as it is", screen=outgoing.screen.name, reason=reason_of(error))
            await self._attempt(await outgoing.instead())
            return
        except NetworkError as error:
            # Not repeated: it may have arrived, and the person's next tap shows the screen again.
            log.warning("perhaps sent", screen=outgoing.screen.name, reason=reason_of(error))
            message_id = None
        self._meter.reply("perhaps" if message_id is None else "sent")
        await self._desk.sent(outgoing, message_id, edited=False)

    async def _wrote_over(self, outgoing: Outgoing) -> bool:
        """Whether the screen stands in its old message now; False asks for a new one."""
        message_id = outgoing.edit_message_id
        if message_id is None:
            return False
        try:
            await write_over(self._bot, outgoing, message_id)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                log.info("cannot write over", screen=outgoing.screen.name, reason=reason_of(error))
                return False
        self._meter.reply("edited")
        await self._desk.sent(outgoing, message_id, edited=True)
        return True

    async def _give_up(self, outgoing: Outgoing, error: TelegramError) -> None:
        reason = reason_of(error)
        if isinstance(error, Forbidden):
            self._meter.reply("unreachable")
            await self._desk.unreachable(outgoing.person_id, reason)
            return
        self._meter.reply("refused")
        log.error("not sent", screen=outgoing.screen.name, error=type(error).__name__, reason=reason)
