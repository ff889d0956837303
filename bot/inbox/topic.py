"""The topic of a question in the forum group: made, made anew, opened and closed with it."""

from collections.abc import Awaitable
from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.gateway.failure import reason_of
from bot.inbox.casefile import CaseFile, casefile
from bot.inbox.letter import topic_name
from bot.office.visit import Room

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of one group."""

    room: Room
    bot: Bot

    @staticmethod
    def is_lost(reason: str | None) -> bool:
        """Whether Telegram refused because somebody deleted the topic."""
        return "thread not found" in (reason or "").lower()

    @staticmethod
    def is_closed(reason: str | None) -> bool:
        """Whether Telegram refused because the topic is closed."""
        return "topic_closed" in (reason or "").lower()

    async def made(self, file: CaseFile, group_id: int) -> None:
        """Make a topic, in place of the one it had, and have the card sent there first.

        Raises:
            TelegramError: if Telegram makes none.
        """
        inquiry = file.inquiry
        topic = await self.bot.create_forum_topic(group_id, topic_name(file))
        thread_id = topic.message_thread_id
        async with self.room.storage.transaction() as transaction:
            moved = await transaction.move_inquiry(inquiry.id, inquiry.thread_id, (group_id, thread_id))
            if moved:
                await transaction.renew_card(inquiry.id, group_id, self.room.clock.now())
        if not moved:
            # Another process was faster; its topic is the one.
            await self._quietly(self.bot.delete_forum_topic(group_id, thread_id))

    async def opened(self, file: CaseFile) -> bool:
        """Open a topic that was closed by hand; whether that went well."""
        inquiry = file.inquiry
        if inquiry.group_id is None or inquiry.thread_id is None:
            return False
        return await self._quietly(self.bot.reopen_forum_topic(inquiry.group_id, inquiry.thread_id))

    async def follows(self, number: int, *, is_open: bool) -> None:
        """Open or close the topic if that is how the question stands; a topic that is so already stays so."""
        async with self.room.storage.transaction() as transaction:
            file = await casefile(transaction, number)
        if file is None or file.inquiry.is_open != is_open:
            return
        group_id, thread_id = file.inquiry.group_id, file.inquiry.thread_id
        if thread_id is None or group_id is None or group_id != self.room.settings.inbox_chat:
            return
        if is_open:
            await self._quietly(self.bot.reopen_forum_topic(group_id, thread_id))
            await self._quietly(self.bot.edit_forum_topic(group_id, thread_id, name=topic_name(file)))
        else:
            await self._quietly(self.bot.close_forum_topic(group_id, thread_id))

    @staticmethod
    async def _quietly(call: Awaitable[bool]) -> bool:
        try:
            return await call
        except TelegramError as error:
            log.info("a topic stays as it is", reason=reason_of(error))
            return False
