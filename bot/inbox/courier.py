"""Carries what the ledger of a question holds: claim, send, settle; in order for each chat that gets something."""

from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.engine.outcome import Outcome, attempted
from bot.gateway.failure import reason_of
from bot.inbox.casefile import CaseFile, casefile
from bot.inbox.letter import Letter, letter_of, post, write_anew
from bot.inbox.person import expecting, reached
from bot.inbox.report import Reporter
from bot.inbox.topic import Topics
from bot.office.visit import Effect, Room
from bot.storage import RelayRow
from dialogs.screen import Screen

log = structlog.get_logger(__name__)

_ROUNDS = 6
"""How often a question is looked at anew because its topic was made or opened; what is left waits for the sweep."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Any number may be at work: each message is claimed by one."""

    room: Room
    bot: Bot

    async def carry(self, number: int) -> None:
        """Send what waits of a question, then show what was changed."""
        waiting: set[int] = set()
        for _ in range(_ROUNDS):
            async with self.room.storage.transaction() as transaction:
                file = await casefile(transaction, number)
            if file is None or await self._went_through(file, waiting):
                return

    async def _went_through(self, file: CaseFile, waiting: set[int]) -> bool:
        """Whether everything had its turn; False: look again, there is another topic now. `waiting` are chats that
        get nothing more for the moment: what comes later must not overtake what has to wait.
        """
        for row in file.rows:
            if row.state == "pending" and row.to_chat not in waiting and not await self._turn(file, row, waiting):
                return False
        for row in file.rows:
            if row.revised and row.state == "sent":
                await self._show(file, row)
        return True

    async def _turn(self, file: CaseFile, row: RelayRow, waiting: set[int]) -> bool:
        topics = Topics(self.room, self.bot)
        if row.to_chat < 0 and file.inquiry.group_id != row.to_chat:
            return await self._given_topic(file, row, waiting)
        claimed = await self._claimed(row)
        if claimed is None:
            waiting.add(row.to_chat)
            return True
        thread_id = file.inquiry.thread_id if row.to_chat < 0 else None
        letter = letter_of(self.room, file, claimed)
        outcome = await attempted(_ids(self.bot, claimed, letter, thread_id), "a relayed message")
        if outcome.refused and topics.is_lost(outcome.reason):
            await self._settle(claimed, Outcome("pending"))
            return await self._given_topic(file, row, waiting)
        if outcome.refused and topics.is_closed(outcome.reason) and await topics.opened(file):
            await self._settle(claimed, Outcome("pending"))
            return False
        await self._settle(claimed, outcome)
        if outcome.state == "pending":
            waiting.add(row.to_chat)
        elif outcome.state != "sent":
            await Reporter(self.room, self.bot).tell(claimed, outcome)
        return True

    async def _given_topic(self, file: CaseFile, row: RelayRow, waiting: set[int]) -> bool:
        """False once there is a topic; True if it is not to be had, and then the message waits or has failed."""
        try:
            await Topics(self.room, self.bot).made(file, row.to_chat)
        except (BadRequest, Forbidden) as error:
            waiting.add(row.to_chat)
            await self._failed(file, row.to_chat, Outcome("failed", reason_of(error)))
        except TelegramError as error:
            log.warning("no topic yet", reason=reason_of(error))
            waiting.add(row.to_chat)
        else:
            return False
        return True

    async def _failed(self, file: CaseFile, group_id: int, outcome: Outcome) -> None:
        """The group cannot be used: everything for it fails, and both sides are told."""
        reporter = Reporter(self.room, self.bot)
        for row in file.rows:
            claimed = await self._claimed(row) if row.to_chat == group_id and row.state == "pending" else None
            if claimed is not None:
                await self._settle(claimed, outcome)
                await reporter.tell(claimed, outcome)
        await reporter.tell_owners()

    async def _claimed(self, row: RelayRow) -> RelayRow | None:
        now = self.room.clock.now()
        async with self.room.storage.transaction() as transaction:
            # The person before the message: whoever answers locks them in this order.
            await expecting(transaction, row.to_chat, now)
            return await transaction.claim_relay(row.id, now)

    async def _settle(self, row: RelayRow, outcome: Outcome) -> None:
        now = self.room.clock.now()
        message_id = outcome.message_ids[0] if outcome.message_ids else None
        async with self.room.storage.transaction() as transaction:
            await reached(transaction, row.to_chat, outcome.reachable, now)
            await transaction.settle_relay(row.id, now, outcome.state, outcome.reason, message_id)

    async def _show(self, file: CaseFile, row: RelayRow) -> None:
        try:
            await write_anew(self.bot, row, letter_of(self.room, file, row))
        except (BadRequest, Forbidden) as error:
            # It says so already, or was deleted there: no second try would change that.
            log.info("a change is not shown", reason=reason_of(error))
        except TelegramError as error:
            log.warning("a change is shown later", reason=reason_of(error))
            return
        async with self.room.storage.transaction() as transaction:
            await transaction.shown_relay(row)


async def _ids(bot: Bot, row: RelayRow, letter: Letter, thread_id: int | None) -> tuple[int, ...]:
    return (await post(bot, row, letter, thread_id),)


def carried(room: Room, number: int, *, moved: bool = False) -> Effect:
    """Carries what waits of a question, after the commit; `moved`: it was opened or closed, its topic follows."""

    async def effect(bot: Bot) -> Screen | None:
        courier, topics = Courier(room, bot), Topics(room, bot)
        # Before, where it was opened: nothing goes into a closed topic; after, where it was closed.
        if moved:
            await topics.follows(number, is_open=True)
        await courier.carry(number)
        if moved:
            await topics.follows(number, is_open=False)
        return None

    return effect
