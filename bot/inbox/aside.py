"""What reaches the inbox beside the conversation: the forum group, replies to relayed messages, and edits.

The role of whoever is behind an update of the staff is asked for each of them; of others nothing happens.
"""

from dataclasses import replace

from telegram import Bot, CallbackQuery, Message
from telegram.constants import ChatType

from bot.gateway.desk import Errand
from bot.gateway.update import RawUpdate
from bot.inbox import cases
from bot.inbox.answering import Change, said, sent_again
from bot.inbox.canned import canned_buttons
from bot.inbox.content import content_of, is_command, is_note, kind_of, over, words_of
from bot.inbox.courier import carried
from bot.inbox.hand import Hand, Source
from bot.inbox.report import Reporter
from bot.office.office import Office
from bot.office.visit import Effect
from bot.storage import InquiryRow, Transaction
from dialogs.catalogue import SOURCE
from dialogs.roles import Role, may
from dialogs.scene import Refused
from dialogs.screen import Screen
from dialogs.session import Session
from dialogs.tap import parse
from dialogs.words import plain, words, words_for

_CHANGES: dict[str, Change] = {"o_mine": cases.taken, "o_close": cases.closed, "o_reopen": cases.reopened}


class Aside:
    """Takes what is the inbox's, each update in a transaction of its own; done twice, it is done once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._room = office.room

    async def take(self, raw: RawUpdate) -> Errand | None:
        """What to do about it; None: nothing here, or not for them.

        Raises:
            StorageError: if the database failed; nothing is changed then.
        """
        if _is_talk(raw):
            return None
        update = raw.parsed
        query, edited, message = update.callback_query, update.edited_message, update.message
        if query is not None:
            return await self._tapped(query, update.update_id) if self._is_group(query.message) else None
        if edited is not None:
            return await self._edited(edited)
        if message is None:
            return None
        if self._is_group(message):
            return await self._said(message)
        return await self._replied(message) if message.reply_to_message is not None else None

    def _is_group(self, message: object) -> bool:
        chat = getattr(message, "chat", None)
        return chat is not None and chat.id == self._room.settings.inbox_chat

    async def _said(self, message: Message) -> Errand | None:
        """Something in a topic: for the person, or a note. Commands are for bots, not for people."""
        thread_id = message.message_thread_id
        if thread_id is None or is_command(message) or content_of(message) is None:
            return None
        async with self._room.storage.transaction() as transaction:
            hand = await self._staff(transaction, message)
            inquiry = None if hand is None else await transaction.inquiry_in_topic(message.chat_id, thread_id)
            if hand is None or inquiry is None:
                return None
            return await self._told(hand, await hand.inquiry(str(inquiry.id)), message)

    async def _replied(self, message: Message) -> Errand | None:
        """A reply to a relayed message: of the staff to the person, or of the person to the staff."""
        there = message.reply_to_message
        if there is None or message.chat.type != ChatType.PRIVATE or is_command(message) or content_of(message) is None:
            return None
        async with self._room.storage.transaction() as transaction:
            row = await transaction.relay_arrived(message.chat_id, there.message_id)
            if row is None:
                return None
            if row.direction == "out":
                return await self._went_on(transaction, row.inquiry_id, message)
            hand = await self._staff(transaction, message)
            return None if hand is None else await self._told(hand, await hand.inquiry(str(row.inquiry_id)), message)

    async def _went_on(self, transaction: Transaction, number: int, message: Message) -> Errand | None:
        hand = Hand(self._room, transaction, message.chat_id, self._room.clock.now())
        inquiry, content = await hand.inquiry(str(number)), content_of(message)
        if not inquiry.is_open or inquiry.person_id != message.chat_id or content is None:
            return None
        await cases.heard(hand, inquiry, Source(message.chat_id, message.message_id), content)
        return Errand(message.chat_id, carried(self._room, number))

    async def _told(self, hand: Hand, inquiry: InquiryRow, message: Message) -> Errand:
        excess = 0 if is_note(message) else over(message, self._room.book.pack.association.name)
        if excess:
            return await self._saying(hand.transaction, message, "office/inbox_too_long", over=excess)
        what = await cases.told(hand, inquiry, message)
        if what == "sent":
            return Errand(hand.who, carried(self._room, inquiry.id))
        return await self._saying(hand.transaction, message, "office/inbox_told", what=what)

    async def _edited(self, message: Message) -> Errand | None:
        """An edit of something relayed; of a draft that is yet to be sent, the draft follows."""
        content = content_of(message)
        is_private = message.chat.type == ChatType.PRIVATE
        if content is None or not (is_private or self._is_group(message)):
            return None
        async with self._room.storage.transaction() as transaction:
            rows = await transaction.relays_from(message.chat_id, message.message_id)
            if not rows:
                if is_private:
                    await self._drafted(transaction, message)
                return None
            if any(row.direction in {"out", "copy"} for row in rows):
                if await self._staff(transaction, message) is None:
                    return None
                # What was sent cannot be taken back by making it a note.
                excess = over(message, self._room.book.pack.association.name)
                if excess or is_note(message):
                    return await self._saying(transaction, message, "office/inbox_edit", over=excess)
            elif any(row.direction == "note" for row in rows) and await self._staff(transaction, message) is None:
                return None
            await transaction.revise_relays(message.chat_id, message.message_id, content)
        return Errand(message.chat_id, carried(self._room, rows[0].inquiry_id))

    async def _drafted(self, transaction: Transaction, message: Message) -> None:
        row = await transaction.lock_known_person(message.chat_id, self._room.clock.now())
        if row is None:
            return
        session = Session.model_validate_json(row.session)
        if session.place.name == "o_ask_check" and session.place.arguments[:1] == (str(message.message_id),):
            after = session.at("o_ask_check", str(message.message_id), kind_of(message), words_of(message))
            await transaction.save_person(replace(row, session=after.model_dump_json(exclude_defaults=True)))

    async def _tapped(self, query: CallbackQuery, update_id: int) -> Errand | None:
        """A button in the group. What it names is checked as if a stranger had typed it."""
        message = query.message
        if message is None:
            return None
        source = Source(message.chat.id, -update_id)
        async with self._room.storage.transaction() as transaction:
            role = await self._office.role_of(transaction, query.from_user.id)
            if not may(role, Role.COORDINATOR):
                return None
            hand = Hand(self._room, transaction, query.from_user.id, self._room.clock.now())
            try:
                what, effect = await self._done(hand, source, parse(query.data or "").arguments)
            except Refused:
                return None
        toast = plain(words(SOURCE).page("office/inbox_told", what=what).text) if what else ""
        return Errand(hand.who, effect, query.id, toast)

    async def _done(self, hand: Hand, source: Source, arguments: tuple[str, ...]) -> tuple[str, Effect]:
        match arguments:
            case (name, number) if name in _CHANGES:
                inquiry = await self._here(hand, source, number)
                return await _CHANGES[name](hand, inquiry, source), carried(self._room, inquiry.id, moved=True)
            case ("o_canned", number):
                return "", await self._canned(hand, await self._here(hand, source, number))
            case ("o_say", number, canned):
                inquiry = await self._here(hand, source, number)
                return await said(hand, inquiry, canned, source), carried(self._room, inquiry.id)
            case ("o_again", relay):
                return "again", carried(self._room, await sent_again(hand, relay))
        raise Refused(arguments)

    async def _here(self, hand: Hand, source: Source, number: str) -> InquiryRow:
        """The question, if it is one of this group."""
        inquiry = await hand.inquiry(number)
        if inquiry.group_id != source.chat_id:
            raise Refused(number)
        return inquiry

    async def _canned(self, hand: Hand, inquiry: InquiryRow) -> Effect:
        answers = await hand.transaction.canned()
        page = words(SOURCE).page("office/inbox_canned", answers=answers)
        rows = canned_buttons(answers, str(inquiry.id))

        async def effect(bot: Bot) -> Screen | None:
            chat_id = inquiry.group_id or hand.who
            await Reporter(self._room, bot).say(chat_id, page.text, rows, inquiry.thread_id)
            return None

        return effect

    async def _saying(self, transaction: Transaction, message: Message, page: str, **given: object) -> Errand:
        """A word to whoever wrote a message, where they wrote it; a group speaks English, as its members may differ."""
        row = await transaction.person(message.chat_id) if message.chat_id > 0 else None
        text = words_for(None if row is None else row.language).page(page, **given).text

        async def effect(bot: Bot) -> Screen | None:
            await Reporter(self._room, bot).say(message.chat_id, text, thread_id=message.message_thread_id)
            return None

        return Errand(message.chat_id, effect)

    async def _staff(self, transaction: Transaction, message: Message) -> Hand | None:
        """The hand of whoever wrote it, if they are of the staff and may answer."""
        if message.from_user is None:
            return None
        role = await self._office.role_of(transaction, message.from_user.id)
        if not may(role, Role.COORDINATOR):
            return None
        return Hand(self._room, transaction, message.from_user.id, self._room.clock.now())


def _is_talk(update: RawUpdate) -> bool:
    """A person with the bot alone: never the inbox's, and so not read any further here."""
    content = update.content
    if update.kind == "callback_query":
        content = content.get("message", {})
    elif update.kind != "message" or "reply_to_message" in content:
        return False
    return bool(content["chat"]["type"] == ChatType.PRIVATE) if "chat" in content else False
