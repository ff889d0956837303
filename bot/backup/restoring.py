"""Putting a backup back: checked first, prepared beside the present database, which it then replaces all at once."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.backup.archive import (
    CERTIFICATES,
    DATABASE,
    TOMBSTONES,
    WORKPLACE,
    Kind,
    Manifest,
    Unpacking,
    unpacked,
)
from bot.backup.carrying import carry
from bot.backup.doubting import Doubts, doubt
from bot.backup.place import Place
from bot.backup.scratch import Scratch
from bot.backup.sqlite_place import sqlite_place
from bot.backup.stones import Stones, stay_forgotten, stones_in
from bot.certificates import Folder, names_in
from bot.storage import AuditRow
from bot.storage.address import Address, SqliteAddress, parse_address
from bot.storage.audit import NOBODY
from bot.storage.migrations import head
from dialogs.session import Session
from rules.complaints import BadInput
from rules.pack import RulePack

_CERTIFIED = """SELECT id, session FROM person WHERE session LIKE '%"evidence":%'"""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be restored where. `force`: over a database that people are in. `stones` are further tombstones."""

    database_url: str
    certificates: Path | None
    pack: RulePack
    force: bool = False
    stones: tuple[Stones, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it. `has_present`: there was a database, whose tombstones are known; `kept`: and what was done since
    the backup comes from there. `put_back` and `left_out` are copies of certificates.
    """

    manifest: Manifest
    people: int
    forgotten: int
    has_present: bool
    kept: bool
    doubts: Doubts
    put_back: int
    left_out: int


async def restore(path: Path, order: Order, now: datetime) -> Restored:
    """Put a backup back.

    Raises:
        BadInput: if it is no whole backup of ours, does not fit, or the bot runs.
        StorageError: if the database fails; it is as it was before, then.
    """
    address = parse_address(order.database_url)
    folder = None if order.certificates is None else Folder(order.certificates)
    with unpacked(path) as archive, _workplace(address) as room:
        _check_fits(path, archive.manifest, address)
        archive.extract(DATABASE, room / DATABASE)
        own = stones_in(archive.read(TOMBSTONES))
        copies = _extracted(archive, room) if folder is not None else {}
        async with _place(address, room / DATABASE, archive.manifest, own, order) as place:
            scratch = place.scratch
            known = (own, *order.stones, *(() if place.stones is None else (place.stones,)))
            forgotten = await stay_forgotten(scratch, known)
            if scratch.has_before:
                await carry(scratch, order.pack, now)
            doubts = await doubt(scratch, order.pack, now)
            wanted = {
                name
                for person_id, session in await scratch.rows(_CERTIFIED)
                for name in names_in(person_id, Session.model_validate_json(session))
            }
            [(people,)] = await scratch.rows("SELECT count(*) FROM person")
            await _note(scratch, archive.manifest, now, f"{people} people; {forgotten} stay forgotten")
        put_back = 0 if folder is None else _put_back(folder, copies, wanted)
        left_out = len(archive.certificates) - put_back
        has_present, kept = place.stones is not None, scratch.has_before
        return Restored(archive.manifest, people, forgotten, has_present, kept, doubts, put_back, left_out)


def _check_fits(path: Path, manifest: Manifest, address: Address) -> None:
    kind: Kind = "sqlite" if isinstance(address, SqliteAddress) else "postgresql"
    if manifest.kind != kind:
        raise BadInput(f"FILE: {str(path)!r} is a backup of {manifest.kind}; DATABASE_URL names {kind}")
    if manifest.revision > head():
        raise BadInput(
            f"FILE: {str(path)!r} is at migration {manifest.revision}, newer than this program ({head()});"
            f" it was made by endorse {manifest.version}"
        )


@contextmanager
def _workplace(address: Address) -> Iterator[Path]:
    """A private folder; beside a file, so that the new one can take its place at once."""
    beside = None
    if isinstance(address, SqliteAddress):
        beside = address.path.parent
        beside.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=beside) as room:
        yield Path(room)


def _place(
    address: Address, database: Path, manifest: Manifest, own: Stones, order: Order
) -> AbstractAsyncContextManager[Place]:
    if isinstance(address, SqliteAddress):
        return sqlite_place(address, database, force=order.force)
    from bot.backup.server_place import server_place  # noqa: PLC0415  a machine pays for the driver it uses

    return server_place(address, database, manifest.revision, own.salt, force=order.force)


async def _note(scratch: Scratch, manifest: Manifest, now: datetime, counts: str) -> None:
    detail = f"as of {manifest.made_at:%Y-%m-%d %H:%M} UTC; {counts}"
    await scratch.transaction.note(AuditRow(now, NOBODY, "database.restored", "backup", detail))


def _extracted(archive: Unpacking, room: Path) -> dict[str, Path]:
    """The copies of certificates, checked before anything is replaced."""
    copies = {name: room / f"copy-{number}" for number, name in enumerate(archive.certificates)}
    for name, file in copies.items():
        archive.extract(f"{CERTIFICATES}{name}", file)
    return copies


def _put_back(folder: Folder, copies: dict[str, Path], wanted: set[str]) -> int:
    """Put the copies back that somebody has a use for, and delete those in the folder that nobody has; how many."""
    for name in folder.names() - wanted:
        folder.drop(name)
    found = sorted(copies.keys() & wanted)
    for name in found:
        folder.put(folder.set_down(copies[name].read_bytes()), name)
    return len(found)
