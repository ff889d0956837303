"""One update: lock the person's row, seen before?, turn, save, commit; what is to be sent comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

import orjson
from telegram import Bot
from telegram.constants import ChatMemberStatus, ChatType

from bot.attached import attached
from bot.certificates import Cabinet
from bot.clock import Clock
from bot.gateway.bug import record
from bot.gateway.desk import Errand, NotCommitted, Outgoing
from bot.gateway.update import RawUpdate
from bot.inbox.aside import Aside
from bot.incoming import Incoming, incoming
from bot.kept import kept_of
from bot.nudges.due import due_at
from bot.office.office import Arrived, Office, Turn
from bot.office.visit import Effect
from bot.storage import PersonRow, Reachable, Storage, StorageError, Transaction
from dialogs.catalogue import SOURCE, languages
from dialogs.event import Event, Repeated
from dialogs.scene import Scene
from dialogs.screen import Certificate, Export, Screen
from dialogs.session import Session
from dialogs.turn import Companion
from dialogs.zone import zone_of

_AWAY = frozenset({ChatMemberStatus.BANNED, ChatMemberStatus.LEFT})

_REMEMBERED = 64
"""Update ids kept per person: far more than one makes in the seconds until Telegram repeats an update."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a turn led to: the screen, the row as it was stored last, the session in it, the message to write over.

    No screen: nothing is shown. `session` is None once everything is deleted; `kept` is read only for an export.
    `effect` is what follows the commit.
    """

    screen: Screen | None
    row: PersonRow
    session: Session | None
    write_over: int | None
    kept: Mapping[str, object] = field(default_factory=dict)
    effect: Effect | None = None
    wakes: bool = False
    toast: str = ""


class Reception:
    """The desk: takes updates one at a time per person (see `bot.gateway.desk.Desk`)."""

    def __init__(
        self, storage: Storage, companion: Companion, clock: Clock, office: Office, cabinet: Cabinet | None = None
    ) -> None:
        """`cabinet` holds copies of certificates, where any are kept."""
        self._storage = storage
        self._companion = companion
        self._clock = clock
        self._office = office
        self._aside = Aside(office)
        self._cabinet = cabinet

    async def receive(self, update: RawUpdate) -> Outgoing | Errand | None:
        """Commit what an update changes, then tell what to send.

        Raises:
            NotCommitted: if the database failed; nothing is changed then.
        """
        if update.kind == "my_chat_member":
            await self._membership(update)
            return None
        try:
            errand = await self._aside.take(update)
        except StorageError as error:
            raise NotCommitted from error
        if errand is not None:
            return errand
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
        if reply.wakes:
            self._office.room.wake()
        return await self._following(arrived, reply)

    async def sent(self, outgoing: Outgoing, message_id: int | None, *, edited: bool) -> None:
        """Nothing is kept: a newer message tells its id when it is tapped, which spares every reply a second write."""

    async def unreachable(self, person_id: int, reason: str) -> None:
        """Stop writing to somebody who has blocked the bot or deleted their account."""
        await self._mark(person_id, "gone" if "deactivated" in reason else "blocked")

    async def _turn(self, transaction: Transaction, arrived: Incoming) -> _Reply:
        now = self._clock.now()
        row = await transaction.lock_person(arrived.person_id, now)
        seen: list[int] = orjson.loads(row.seen)
        repeated = arrived.update_id in seen
        session = _session_in(row, arrived.language_code)
        heard = replace(arrived, event=Repeated()) if repeated else arrived
        turn = await self._turned(transaction, row, session, heard, now)
        after, screen = turn.session, turn.screen
        if after is None:
            await transaction.forget_person(arrived.person_id, now)
            self._clear(row.id, session, None)
            return _Reply(screen, row, None, None)
        exports = screen is not None and isinstance(screen.attachment, Export)
        copies = () if self._cabinet is None else self._cabinet.listed(row.id, after) if exports else ()
        kept = await kept_of(transaction, row.id, tuple(copies)) if exports else {}
        newest = max(row.message_id or 0, arrived.message_id)
        # An older message has scrolled away, and one that stays is not written over: then a new one is sent.
        in_place = arrived.is_over_words and arrived.message_id == newest and not row.message_stays and not turn.below
        write_over = newest if in_place and screen is not None and screen.attachment is None else None
        saved = replace(
            row,
            session=after.model_dump_json(exclude_defaults=True),
            # Not just the highest id: after a quiet week Telegram goes on from a random one, which may be lower.
            seen=row.seen if repeated else orjson.dumps([*seen, arrived.update_id][-_REMEMBERED:]).decode(),
            # The id of a message that is yet to be sent is above all that are there: enough to tell it from them.
            message_id=newest if screen is None else write_over or newest + 1,
            message_stays=row.message_stays if screen is None else screen.stays,
            language=after.language,
            time_zone=after.time_zone,
            reachable="yes",
            due_at=self._due_at(after, row, now),
            first_name=arrived.first_name,
        )
        await transaction.save_person(saved)
        self._clear(row.id, session, after)
        return _Reply(screen, saved, after, write_over, kept, turn.effect, turn.wakes, turn.toast)

    async def _turned(
        self, transaction: Transaction, row: PersonRow, session: Session, arrived: Incoming, now: datetime
    ) -> Turn:
        """At the office, where the event is meant for it and the person may; else in the conversation."""
        today = self._today(session, now)
        event: Event = arrived.event
        if self._office.concerns(session, event):
            scene = Scene(self._companion.book, session, today, at=now)
            turn = await self._office.turn(transaction, row, Arrived(event, arrived.message), scene, now)
            if isinstance(turn, Turn):
                return turn
            event = turn
        return Turn(*self._companion.turn(session, event, today, at=now))

    async def _following(self, arrived: Incoming, reply: _Reply) -> Outgoing | Errand | None:
        """What follows the commit."""
        if reply.screen is not None:
            return await self._outgoing(arrived, reply, reply.screen)
        if reply.effect is not None or reply.toast:
            effect = None if reply.effect is None else partial(self._effected, arrived, reply, reply.effect)
            return Errand(arrived.person_id, effect, arrived.callback_query_id, reply.toast)
        return None

    async def _outgoing(self, arrived: Incoming, reply: _Reply, screen: Screen) -> Outgoing:
        try:
            file, name = await attached(screen, reply.row, reply.kept, self._clock.now())
        except Exception as error:  # noqa: BLE001  a file that cannot be drawn must not take the words with it
            record("a file could not be drawn", error, screen=screen.name)
            file, name = None, ""
        outgoing = Outgoing(
            person_id=arrived.person_id,
            chat_id=arrived.chat_id,
            screen=screen,
            edit_message_id=reply.write_over,
            callback_query_id=arrived.callback_query_id,
            file=file,
            file_name=name,
            effect=None if reply.effect is None else partial(self._effected, arrived, reply, reply.effect),
            seen=reply.row.seen,
        )
        match screen.attachment:
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

    async def _effected(self, arrived: Incoming, reply: _Reply, effect: Effect, bot: Bot) -> Outgoing | None:
        screen = await effect(bot)
        return None if screen is None else await self._outgoing(arrived, replace(reply, effect=None), screen)

    async def _membership(self, update: RawUpdate) -> None:
        """Somebody blocked the bot, or came back."""
        if update.content["chat"]["type"] != ChatType.PRIVATE:
            return
        status = update.content["new_chat_member"]["status"]
        await self._mark(update.person_id, "blocked" if status in _AWAY else "yes")

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
