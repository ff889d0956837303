"""Whose turn it is, at a PostgreSQL server: advisory locks that one session of each process holds, one per person.

They die with the process, however it dies. What many people want and give back at the same time goes in one statement.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from bot.storage.address import PostgresAddress
from bot.storage.errors import StorageError
from bot.storage.postgres import FAILURES, KEEPALIVE, failure

PATIENCE = 10.0
"""Seconds that a turn is waited for while another process has it; also the longest that the server may take."""

_LOOKS = (0.005, 0.01, 0.02, 0.05)
"""Seconds between two attempts; the last goes on. A turn lasts as long as its reply, about a tenth of a second."""

# With two numbers they are locks of another kind than the seats' and the migrations', which have one.
_ASK = """
SELECT 0::bigint AS place, pg_advisory_unlock(high, low) AS yes
FROM unnest($1::int[], $2::int[]) AS freed (high, low)
UNION ALL
SELECT place, pg_try_advisory_lock(high, low)
FROM unnest($3::int[], $4::int[]) WITH ORDINALITY AS wanted (high, low, place)
"""


class StillBusy(StorageError):
    """Another process has had this person's turn all the time."""


class ServerTurns:
    """One per process. A process that asks twice for the same person gets it twice: it keeps that order itself."""

    def __init__(self, address: PostgresAddress) -> None:
        self._dsn = address.dsn
        self._session: asyncpg.Connection | None = None
        self._wanted: list[tuple[int, asyncio.Future[bool]]] = []
        self._freed: list[int] = []
        self._asking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def turn(self, person_id: int) -> AsyncIterator[None]:
        """During the block no other process has this person's turn.

        Raises:
            StillBusy: if another has it for longer than `PATIENCE`.
            StorageError: if the server cannot be asked.
        """
        await self._take(person_id)
        try:
            yield
        finally:
            self._freed.append(person_id)
            self._ask_soon()

    async def close(self) -> None:
        """End the session; whatever it holds is free then."""
        if self._asking is not None:
            await asyncio.wait((self._asking,))
        if self._session is not None:
            with suppress(*FAILURES):
                await self._session.close(timeout=PATIENCE)

    async def _take(self, person_id: int) -> None:
        loop = asyncio.get_running_loop()
        until, looks = loop.time() + PATIENCE, iter(_LOOKS)
        pause = next(looks)
        while not await self._is_mine(person_id):
            if loop.time() > until:
                raise StillBusy("another process is busy with this person")
            await asyncio.sleep(pause)
            pause = next(looks, pause)

    async def _is_mine(self, person_id: int) -> bool:
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._wanted.append((person_id, answer))
        self._ask_soon()
        try:
            return await answer
        except asyncio.CancelledError:
            if answer.done() and not answer.cancelled() and answer.exception() is None and answer.result():
                self._freed.append(person_id)
                self._ask_soon()
            raise

    def _ask_soon(self) -> None:
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_on())

    async def _ask_on(self) -> None:
        """One statement after another, as long as there is anything to ask; all that has come up meanwhile in each."""
        while self._wanted or self._freed:
            wanted, freed = self._wanted, self._freed
            self._wanted, self._freed = [], []
            try:
                got = await self._ask([person for person, _ in wanted], freed)
            except FAILURES as error:
                self._lose_session()
                for _, answer in wanted:
                    if not answer.done():
                        answer.set_exception(StorageError(str(failure(error))))
            else:
                for (person, answer), yes in zip(wanted, got, strict=True):
                    if not answer.done():
                        answer.set_result(yes)
                    elif yes:  # whoever asked has gone away
                        self._freed.append(person)

    async def _ask(self, wanted: list[int], freed: list[int]) -> list[bool]:
        if self._session is None or self._session.is_closed():
            self._session = await asyncpg.connect(self._dsn, server_settings=KEEPALIVE, timeout=PATIENCE)
            freed = []  # with the session before, all that it held went
        rows = await self._session.fetch(_ASK, *_halves(freed), *_halves(wanted), timeout=PATIENCE)
        return [row["yes"] for row in sorted(rows, key=_place) if row["place"]]

    def _lose_session(self) -> None:
        """Half lost is lost: the server must give free what it held."""
        session, self._session = self._session, None
        if session is not None:
            session.terminate()


def _halves(people: list[int]) -> tuple[list[int], list[int]]:
    """Ids in two halves of 32 bits, signed as the server wants them."""
    return [one >> 32 for one in people], [(one & 0xFFFFFFFF ^ 0x80000000) - 0x80000000 for one in people]


def _place(row: asyncpg.Record) -> int:
    place: int = row["place"]
    return place
