"""Being forgotten: the person is deleted, and a pseudonym stays so that no import or backup revives them.

The pseudonym is a hash of their Telegram id, and its salt stands in the same database: it is not anonymous. Who holds
the whole database can tell of an id they know whether it was forgotten, and when; reading the ids off is only slow.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import datetime

from bot.storage import instant
from bot.storage.bound import Bound


class Tombstones(Bound):
    """What a transaction can do about people who asked to be forgotten."""

    __slots__ = ()

    async def forget_person(self, person_id: int, now: datetime) -> None:
        """Delete the person and all that hangs on them, and leave a tombstone. Twice is as good as once."""
        # Before the slow hash: an answer that arrives meanwhile waits for the lock.
        await self._queries.delete_person(self._connection, person_id=person_id)
        stone = await self._hash(person_id)
        await self._queries.add_tombstone(self._connection, hash=stone, now=instant.written(now))
        self.forgets = True

    async def is_forgotten(self, person_id: int) -> bool:
        """Whether this person ever asked to be forgotten; takes about 50 ms by design, off the event loop."""
        stone = await self._hash(person_id)
        return await self._queries.has_tombstone(self._connection, hash=stone) is not None

    async def salt(self) -> str:
        """What every hash here is made with, in hexadecimal; drawn once for the life of the database."""
        salt: str = await self._queries.salt(self._connection)
        return salt

    async def tombstones(self) -> dict[str, datetime]:
        """Everybody who was forgotten: by hash, when that was last."""
        rows = self._queries.tombstones(self._connection)
        return {stone: instant.read(at) async for stone, at in rows}

    async def keep_tombstones(self, stones: Mapping[str, datetime]) -> None:
        """Add some that were made with the salt of this database; the later time stands."""
        for stone, at in stones.items():
            await self._queries.add_tombstone(self._connection, hash=stone, now=instant.written(at))

    async def _hash(self, person_id: int) -> str:
        return await asyncio.to_thread(tombstone_hash, person_id, bytes.fromhex(await self.salt()))


def tombstone_hash(person_id: int, salt: bytes) -> str:
    """Slow by design, 16 MB and about 50 ms per id: Telegram's ten thousand million take one core some 16 years.

    Checking a single id takes no longer than the bot itself does. The parameters belong to the data: changing them
    orphans every stored hash.
    """
    return hashlib.scrypt(str(person_id).encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()
