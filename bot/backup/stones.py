"""Tombstones outside of their database: who was forgotten, as hashes under the salt that they were made with."""

import asyncio
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backup.archive import TOMBSTONES, unpacked
from bot.backup.scratch import Scratch
from bot.storage import instant
from bot.storage.tombstone import tombstone_hash
from rules.complaints import BadInput

FORMAT = "endorse tombstones 1"

_CANDIDATES = """
SELECT id, created_at FROM person
WHERE created_at <= :latest AND NOT EXISTS (
    SELECT 1 FROM endorse_before.person AS stood
    WHERE stood.id = person.id AND stood.created_at = person.created_at
)
ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Stones:
    """Of one salt: by hash, when that person was forgotten last."""

    salt: str
    forgotten: Mapping[str, datetime]

    def written(self) -> bytes:
        """As a file."""
        told = {one: instant.written(at) for one, at in self.forgotten.items()}
        return json.dumps({"format": FORMAT, "salt": self.salt, "forgotten": told}, indent=1).encode()


def stones_in(content: bytes) -> Stones:
    """What `Stones.written` wrote.

    Raises:
        ValueError: if it is something else.
    """
    told = json.loads(content)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError("not a file of tombstones")
    bytes.fromhex(told["salt"])
    return Stones(told["salt"], {one: instant.read(at) for one, at in told["forgotten"].items()})


def stones_of(path: Path) -> Stones:
    """A file of tombstones, or those in a backup.

    Raises:
        BadInput: if it is neither.
    """
    try:
        content = path.read_bytes()[: 2**28] if path.stat().st_size <= 2**28 else b""
        return stones_in(content)
    except OSError as error:
        raise BadInput(f"--tombstones: {str(path)!r} came; it cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    try:
        with unpacked(path) as archive:
            return stones_in(archive.read(TOMBSTONES))
    except (BadInput, ValueError):
        raise BadInput(
            f"--tombstones: {str(path)!r} came; allowed is a backup, or a file of --tombstones-only"
        ) from None


async def stay_forgotten(scratch: Scratch, sources: Iterable[Stones]) -> int:
    """Forget whoever asked for it after their row in the scratch database was made; how many there were.

    50 ms for each person who may be one of them. Who is in the present database as they were is not.
    """
    own = await scratch.transaction.tombstones()
    salt = await scratch.transaction.salt()
    count = 0
    for stones in sources:
        known = own if stones.salt == salt else {}
        news = {one: at for one, at in stones.forgotten.items() if one not in known or known[one] < at}
        if stones.salt == salt:
            await scratch.transaction.keep_tombstones(news)
        count += await _forgotten(scratch, Stones(stones.salt, news)) if news else 0
    return count


async def _forgotten(scratch: Scratch, stones: Stones) -> int:
    latest = instant.written(max(stones.forgotten.values()))
    candidates = await scratch.rows(_CANDIDATES, latest=latest)
    salt, places = bytes.fromhex(stones.salt), asyncio.Semaphore(os.cpu_count() or 1)

    async def since(person_id: int, created_at: str) -> tuple[int, datetime] | None:
        async with places:
            found = stones.forgotten.get(await asyncio.to_thread(tombstone_hash, person_id, salt))
        return (person_id, found) if found is not None and found >= instant.read(created_at) else None

    found = await asyncio.gather(*(since(*candidate) for candidate in candidates))
    gone = [one for one in found if one is not None]
    for person_id, at in gone:
        await scratch.transaction.forget_person(person_id, at)
    return len(gone)
