"""A seat at a PostgreSQL server: a session that holds an advisory lock."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

from bot.engine.seat import SeatLost
from bot.storage.address import PostgresAddress
from bot.storage.postgres import FAILURES, KEEPALIVE, failure

SENDING = 0x6E75646765
"""The lock of whoever sends; any number, as long as all take the same."""

_PATIENCE = 10.0


class ServerSeat:
    """One of many. Its name is its lock's number, in hexadecimal."""

    has_neighbours = True

    def __init__(self, session: asyncpg.Connection) -> None:
        self.worker = secrets.token_hex(7)  # 56 bits: positive in the server's 64
        self._session = session
        self._turn = asyncio.Lock()

    @property
    def held(self) -> bool:
        return not self._session.is_closed()

    async def check(self) -> None:
        await self._ask("SELECT 1")

    async def sit(self) -> None:
        """Take the lock of its own name."""
        await self._ask("SELECT pg_advisory_lock($1)", _number(self.worker))

    @asynccontextmanager
    async def inherit(self, worker: str) -> AsyncIterator[bool]:
        if worker == self.worker:
            yield False
            return
        async with self._locked(_number(worker)) as dead:
            yield dead

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[bool]:
        async with self._locked(SENDING) as free:
            yield free

    @asynccontextmanager
    async def _locked(self, number: int) -> AsyncIterator[bool]:
        taken = bool(await self._ask("SELECT pg_try_advisory_lock($1)", number))
        try:
            yield taken
        finally:
            if taken:
                with suppress(SeatLost):  # then the lock is gone as well
                    await self._ask("SELECT pg_advisory_unlock($1)", number)

    async def _ask(self, statement: str, *values: int) -> object:
        try:
            async with self._turn:
                return await self._session.fetchval(statement, *values, timeout=_PATIENCE)
        except FAILURES as error:
            self._session.terminate()  # half lost is lost: the server must let the lock go
            raise SeatLost(str(failure(error))) from None


@asynccontextmanager
async def server_seat(address: PostgresAddress) -> AsyncIterator[ServerSeat]:
    """Sit down at a server.

    Raises:
        SeatLost: if it cannot be reached.
    """
    try:
        session = await asyncpg.connect(address.dsn, server_settings=KEEPALIVE, timeout=_PATIENCE)
    except (*FAILURES, ValueError) as error:
        raise SeatLost(str(failure(error))) from None
    try:
        seat = ServerSeat(session)
        await seat.sit()
        yield seat
    finally:
        with suppress(*FAILURES):
            await session.close(timeout=_PATIENCE)


def _number(worker: str) -> int:
    return int(worker, 16)
