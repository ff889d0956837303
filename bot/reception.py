"""One update: lock the person's row, seen before?, turn, save, commit; what is to be sent comes back."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.certificates import Cabinet
from bot.clock import Clock
from bot.export import export_of
from bot.gateway.bug import record
from bot.gateway.desk import NotCommitted, Outgoing
from bot.incoming import Incoming, incoming
from bot.nudges.due import due_at, zone_of
from bot.papers import drawn
from bot.storage import NudgeRow, PersonRow, Reachable, Storage, StorageError, Transaction
from dialogs.catalogue import SOURCE, languages
from dialogs.event import Repeated
from dialogs.screen import Certificate, Export, Screen
from dialogs.session import Session
from dialogs.turn import Companion

_REMEMBERED = 64
"""Update ids kept per person: far more than one makes in the seconds until Telegram repeats an update."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a turn led to: the screen, the row as it was stored last, the session in it, the message to write over.

    `session` is None once everything is deleted; `nudges` and `copies` are read only for an export.
    """

    screen: Screen
    row: PersonRow
    session: Session | None
    write_over: int | None
    nudges: tuple[NudgeRow, ...] = ()
    copies: tuple[Mapping[str, object], ...] = ()


class Reception:
    """The desk: takes updates one at a time per person (see `bot.gateway.desk.Desk`)."""

    def __init__(self, storage: Storage, companion: Companion, clock: Clock, cabinet: Cabinet | None = None) -> None:
        """`cabinet` holds copies of certificates, where any are kept."""
        self._storage = storage
        self._companion = companion
        self._clock = clock
        self._cabinet = cabinet

    async def receive(self, update: Update) -> Outgoing | None:
        """Commit what an update changes, then tell what to send.

        Raises:
            NotCommitted: if the database failed; nothing is changed then.
        """
        if update.my_chat_member is not None:
            await self._membership(update.my_chat_member)
            return None
        arrived = incoming(update)
        if arrived is None:
            return None
        try:
            async with self._storage.transaction() as transaction:
                reply = await self._turn(transaction, arrived)
        except StorageError as error:
            raise NotCommitted from error
        if self._cabinet is not None and reply.session is not None:
            self._cabinet.look(arrived.person_id, reply.session)
        return await self._outgoing(arrived, reply)

    async def sent(self, outgoing: Outgoing, message_id: int | None, *, edited: bool) -> None:
        """Nothing is kept: a newer message tells its id when it is tapped, which spares every reply a second write."""

    async def unreachable(self, person_id: int, reason: str) -> None:
        """Stop writing to somebody who has blocked the bot or deleted their account."""
        await self._mark(person_id, "gone" if "deactivated" in reason else "blocked")

    async def _turn(self, transaction: Transaction, arrived: Incoming) -> _Reply:
        now = self._clock.now()
        row = await transaction.lock_person(arrived.person_id, now)
        seen: list[int] = json.loads(row.seen)
        repeated = arrived.update_id in seen
        session = _session_in(row, arrived.language_code)
        event = Repeated() if repeated else arrived.event
        after, screen = self._companion.turn(session, event, self._today(session, now), at=now)
        if after is None:
            await transaction.forget_person(arrived.person_id, now)
            self._clear(row.id, session, None)
            return _Reply(screen, row, None, None)
        exports = isinstance(screen.attachment, Export)
        stored = await transaction.nudges_of(row.id) if exports else []
        copies = self._cabinet.listed(row.id, after) if exports and self._cabinet is not None else ()
        newest = max(row.message_id or 0, arrived.message_id)
        # An older message has scrolled away, and one that stays is not written over: then a new one is sent.
        in_place = arrived.is_tap and arrived.message_id == newest and not row.message_stays
        write_over = newest if in_place and screen.attachment is None else None
        saved = replace(
            row,
            session=after.model_dump_json(exclude_defaults=True),
            # Not just the highest id: after a quiet week Telegram goes on from a random one, which may be lower.
            seen=row.seen if repeated else json.dumps([*seen, arrived.update_id][-_REMEMBERED:]),
            # The id of a message that is yet to be sent is above all that are there: enough to tell it from them.
            message_id=write_over or newest + 1,
            message_stays=screen.stays,
            language=after.language,
            time_zone=after.time_zone,
            reachable="yes",
            due_at=self._due_at(after, row, now),
        )
        await transaction.save_person(saved)
        self._clear(row.id, session, after)
        return _Reply(screen, saved, after, write_over, tuple(stored), tuple(copies))

    async def _outgoing(self, arrived: Incoming, reply: _Reply) -> Outgoing:
        try:
            file, name = await _file(reply, self._clock.now())
        except Exception as error:  # noqa: BLE001  a file that cannot be drawn must not take the words with it
            record("a file could not be drawn", error, screen=reply.screen.name)
            file, name = None, ""
        outgoing = Outgoing(
            person_id=arrived.person_id,
            chat_id=arrived.chat_id,
            screen=reply.screen,
            edit_message_id=reply.write_over,
            callback_query_id=arrived.callback_query_id,
            file=file,
            file_name=name,
        )
        match reply.screen.attachment:
            case Certificate() as shown:
                return replace(outgoing, instead=partial(self._from_disk, outgoing, shown))
        return outgoing

    async def _from_disk(self, outgoing: Outgoing, shown: Certificate) -> Outgoing:
        """A certificate that Telegram does not hand out any more: our copy of it, else a word about it."""
        words = replace(outgoing, screen=replace(outgoing.screen, text=shown.lost, attachment=None), file=None)
        copy = None if self._cabinet is None else await self._cabinet.copy_of(outgoing.person_id, shown.credit)
        return words if copy is None else replace(outgoing, file=copy, instead=partial(_same, words))

    def _clear(self, person_id: int, before: Session, after: Session | None) -> None:
        if self._cabinet is not None:
            self._cabinet.clear(person_id, before, after)

    async def _membership(self, change: ChatMemberUpdated) -> None:
        """Somebody blocked the bot, or came back."""
        if change.chat.type != ChatType.PRIVATE:
            return
        blocked = change.new_chat_member.status in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
        await self._mark(change.from_user.id, "blocked" if blocked else "yes")

    async def _mark(self, person_id: int, reachable: Reachable) -> None:
        try:
            async with self._storage.transaction() as transaction:
                # Only who is known already: a block must not bring back somebody who was forgotten.
                if await transaction.person(person_id) is not None:
                    row = await transaction.lock_person(person_id, self._clock.now())
                    await transaction.save_person(replace(row, reachable=reachable))
        except StorageError as error:
            raise NotCommitted from error

    def _due_at(self, session: Session, row: PersonRow, now: datetime) -> datetime | None:
        try:
            return due_at(session, self._companion.book.pack, now)
        except Exception as error:  # noqa: BLE001  a reminder that cannot be worked out must not end the conversation
            record("a reminder could not be worked out", error)
            return row.due_at

    def _today(self, session: Session, now: datetime) -> date:
        return now.astimezone(zone_of(session, self._companion.book.pack)).date()


def _session_in(row: PersonRow, language_code: str | None) -> Session:
    """The stored session; a new one speaks the language that Telegram names, if we do."""
    if row.language is None:
        spoken = (language_code or SOURCE).split("-")[0]
        return Session(language=spoken if spoken in languages() else SOURCE)
    return Session.model_validate_json(row.session)


async def _same(outgoing: Outgoing) -> Outgoing:
    return outgoing


async def _file(reply: _Reply, now: datetime) -> tuple[bytes | str | None, str]:
    """The file of a screen and its name; drawn in a thread, since that takes as long as a hundred updates."""
    match reply.screen.attachment:
        case None:
            return None, ""
        case Export(file_name=name):
            return export_of(reply.row, reply.nudges, reply.copies), name
        case Certificate(credit=credit):
            return credit.evidence, credit.evidence_name
        case paper:
            return await asyncio.to_thread(drawn, paper, reply.row, now)
