"""Copies of certificates: made after the commit that tells of one, deleted before the commit that takes it away."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.certificates.download import downloaded
from bot.certificates.folder import Folder, name_of
from bot.clock import Clock
from bot.gateway.bug import record
from bot.gateway.failure import TooLong, reason_of
from bot.gateway.order import Lanes
from bot.storage import Storage, StorageError
from dialogs.endorsement import Credit, DiskCopy
from dialogs.session import Session

log = structlog.get_logger(__name__)

_AT_ONCE = 2
"""Downloads beside each other: each holds up to 20 MB."""

_PAGE = 100
_HOLDS = '"evidence":'
"""In a stored session with a certificate; the others are not even read."""


class Cabinet:
    """Whatever goes wrong here costs a copy for now, and never a turn: the next look tries again."""

    def __init__(self, bot: Bot, storage: Storage, clock: Clock, folder: Folder) -> None:
        self._bot = bot
        self._storage = storage
        self._clock = clock
        self._folder = folder
        self._lanes = Lanes(at_once=_AT_ONCE)
        self._waiting: set[int] = set()

    def look(self, person_id: int, session: Session) -> None:
        """Begin to make the copies that a session, committed before, has none of yet."""
        is_wanted = any(one.evidence_copy is None for one in _certified(session))
        if is_wanted and person_id not in self._waiting:
            self._waiting.add(person_id)
            self._lanes.start(person_id, partial(self._catch_up, person_id))

    def clear(self, person_id: int, before: Session, after: Session | None) -> None:
        """Delete the copies that `after` (None: nothing is left) has no use for.

        To be called under the person's lock, before the commit. A crash in between brings the update again, and it
        deletes again; the other way round it would leave a file that nobody knows of.
        """
        if after is not None and before.credits is after.credits and before.discarded is after.discarded:
            return
        kept = set() if after is None else names_in(person_id, after)
        for name in names_in(person_id, before) - kept:
            try:
                self._folder.drop(name)
            except OSError as error:
                record("a certificate's copy could not be deleted", error, file=name)

    async def copy_of(self, person_id: int, credit: Credit) -> bytes | None:
        """The copy of a certificate; None where there is none."""
        return await asyncio.to_thread(self._folder.read, name_of(person_id, credit))

    def listed(self, person_id: int, session: Session) -> Iterator[dict[str, object]]:
        """Every copy there is of a person's certificates: the entry's id, the file's name and its bytes."""
        for one in _certified(session):
            name = name_of(person_id, one)
            size = self._folder.size(name)
            if size is not None:
                yield {"entry": one.id, "file": name, "bytes": size}

    async def sweep(self, serves: Callable[[int], bool]) -> None:
        """Make all copies that are missing: a crash, an outage or another folder may have come in between.

        Only of the people whom this bot serves: of others Telegram would hand nothing out to it.
        """
        try:
            last, page = 0, [(0, "")]
            while page:
                async with self._storage.transaction() as transaction:
                    page = await transaction.roll(last, _PAGE)
                for last, session in page:
                    if _HOLDS in session and serves(last):
                        await self._lanes.run(last, partial(self._make_up, last, session))
                await asyncio.sleep(0)
        except StorageError as error:
            record("certificates could not be looked through", error)

    async def stop(self) -> None:
        """Drop what is under way; it is begun again at a later look."""
        await self._lanes.drain(0)

    async def _catch_up(self, person_id: int) -> None:
        self._waiting.discard(person_id)
        try:
            async with self._storage.transaction() as transaction:
                row = await transaction.person(person_id)
        except StorageError as error:
            record("a certificate could not be copied", error)
        else:
            if row is not None:
                await self._make_up(person_id, row.session)

    async def _make_up(self, person_id: int, stored: str) -> None:
        """Make the copies that a stored session has none of."""
        try:
            certified = _certified(Session.model_validate_json(stored))
            for one in {name_of(person_id, one): one for one in certified}.values():
                if self._is_missing(person_id, one):
                    await self._copy(person_id, one)
        except Exception as error:  # noqa: BLE001  one person's fault must not keep others from their copies
            record("a certificate could not be copied", error)

    def _is_missing(self, person_id: int, credit: Credit) -> bool:
        lost = credit.evidence_copy is DiskCopy.KEPT and self._folder.size(name_of(person_id, credit)) is None
        return credit.evidence_copy is None or lost

    async def _copy(self, person_id: int, credit: Credit) -> None:
        try:
            content = await downloaded(self._bot, str(credit.evidence))
        except TelegramError as error:
            log.warning("a certificate could not be fetched", error=type(error).__name__, reason=reason_of(error))
            match error:
                case TooLong():
                    await self._note(person_id, credit, DiskCopy.TOO_LARGE)
                case BadRequest():
                    await self._note(person_id, credit, DiskCopy.REFUSED)
            return
        async with self._part_of(content) as part:
            await self._note(person_id, credit, DiskCopy.KEPT, part)

    @asynccontextmanager
    async def _part_of(self, content: bytes) -> AsyncIterator[Path]:
        """A part with this content, as long as it is needed; a stop in the middle of the writing leaves none either."""
        writing = asyncio.create_task(asyncio.to_thread(self._folder.set_down, content))
        try:
            yield await asyncio.shield(writing)
        finally:
            with suppress(OSError):
                (await writing).unlink(missing_ok=True)

    async def _note(self, person_id: int, credit: Credit, copy: DiskCopy, part: Path | None = None) -> None:
        """Write into the session what became of a copy, and put it in its place, if the certificate is still there."""
        name = name_of(person_id, credit)
        async with self._storage.transaction() as transaction:
            row = await transaction.lock_known_person(person_id, self._clock.now())
            if row is None:
                return
            session = Session.model_validate_json(row.session)
            if name not in names_in(person_id, session):
                return
            noted = _noted(session, person_id, name, copy)
            await transaction.save_person(replace(row, session=noted.model_dump_json(exclude_defaults=True)))
            if part is not None:
                # Under the lock: a deletion comes before this, and is seen above, or after it, and finds the file.
                self._folder.put(part, name)


def _certified(session: Session) -> Iterator[Credit]:
    """Every entry with a certificate, also the one that was deleted last: it may be brought back."""
    discarded = (session.discarded,) if session.discarded is not None else ()
    return (one for one in (*session.credits, *discarded) if one.evidence is not None)


def names_in(person_id: int, session: Session) -> set[str]:
    """The names of the copies that a session has a use for."""
    return {name_of(person_id, one) for one in _certified(session)}


def _noted(session: Session, person_id: int, name: str, copy: DiskCopy) -> Session:
    def with_note(one: Credit) -> Credit:
        is_it = one.evidence is not None and name_of(person_id, one) == name
        return one.model_copy(update={"evidence_copy": copy}) if is_it else one

    return session.model_copy(
        update={
            "credits": tuple(map(with_note, session.credits)),
            "discarded": None if session.discarded is None else with_note(session.discarded),
        }
    )
