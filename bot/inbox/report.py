"""Telling at once what did not arrive, or nobody knows of: to whoever wrote it, or was to get it."""

from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.engine.outcome import Outcome
from bot.gateway.failure import reason_of
from bot.gateway.message import Rows, keyboard
from bot.inbox.casefile import CaseFile, casefile
from bot.office.visit import Room
from bot.storage import RelayRow
from dialogs.catalogue import SOURCE
from dialogs.scene import do
from dialogs.words import plain, words

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reporter:
    """What it says is said once and best effort: the case shows the same for as long as it is so."""

    room: Room
    bot: Bot

    async def tell(self, row: RelayRow, outcome: Outcome) -> None:
        """What became of a message that is not known to have arrived."""
        async with self.room.storage.transaction() as transaction:
            file = await casefile(transaction, row.inquiry_id)
        if file is None:
            return
        if row.direction == "out":
            await self._trouble(file, row, outcome, row.from_chat)
        elif outcome.state == "unknown":
            await self._trouble(file, row, outcome, row.to_chat)
        elif row.direction == "in" and _reached_nobody(file, row):
            await self._unheard(file)

    async def tell_owners(self) -> None:
        """The group for questions cannot be used, which only an owner can mend."""
        log.error("the group for questions cannot be used")
        spoken = words(SOURCE)
        for owner_id in self.room.settings.owner_ids:
            await self.say(owner_id, spoken.page("office/inbox_told", what="no_group").text)

    async def say(self, chat_id: int, text: str, rows: Rows = (), thread_id: int | None = None) -> None:
        """Say something (HTML) in a chat; a failure is logged and no more."""
        try:
            await self.bot.send_message(
                chat_id,
                text,
                parse_mode=ParseMode.HTML,
                message_thread_id=thread_id if chat_id < 0 else None,
                api_kwargs={"reply_markup": keyboard(rows)},
            )
        except TelegramError as error:
            log.info("a notice is not sent", reason=reason_of(error))

    async def _trouble(self, file: CaseFile, row: RelayRow, outcome: Outcome, chat_id: int) -> None:
        spoken = file.words_in(chat_id)
        page = spoken.page(
            "office/inbox_trouble",
            name=file.name_in(chat_id),
            inward=row.direction != "out",
            reachable=outcome.reachable,
            state=outcome.state,
            reason=outcome.reason or "",
            words=plain(row.content.get("html", "")),
        )
        again = () if outcome.reachable else ((do(spoken.labels("office_inbox")["again"], "o_again", str(row.id)),),)
        await self.say(chat_id, page.text, again, file.inquiry.thread_id)

    async def _unheard(self, file: CaseFile) -> None:
        association = self.room.book.pack.association
        page = file.words_in(file.person.id).page(
            "office/inbox_told", what="unheard", association=association.name, email=association.coordinator_email
        )
        await self.say(file.person.id, page.text)


def _reached_nobody(file: CaseFile, row: RelayRow) -> bool:
    key = (row.direction, row.from_chat, row.from_message)
    return all(one.state == "failed" for one in file.rows if (one.direction, one.from_chat, one.from_message) == key)
