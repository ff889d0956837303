"""Making a backup."""

import asyncio
import tempfile
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.backup.archive import CERTIFICATES, DATABASE, TOMBSTONES, WORKPLACE, Kind, Manifest, Packing, packed
from bot.backup.sqlite_file import revision_of, snapshot, stones_in_file
from bot.backup.stones import Stones
from bot.certificates import copies_in
from bot.storage.address import PostgresAddress, SqliteAddress, parse_address
from rules.complaints import BadInput


def make_backup(database_url: str, certificates: Path | None, target: Path, now: datetime) -> int:
    """Write a backup of the database and of the copies of certificates; its bytes.

    Raises:
        BadInput: if there is nothing to back up, it cannot be written, or a program it takes is missing.
        StorageError: if the database cannot be reached.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=target.parent) as folder:
            database = Path(folder) / DATABASE
            kind, revision, stones = _dumped(database_url, database)
            with packed(target) as packing:
                packing.add(DATABASE, database)
                packing.add_bytes(TOMBSTONES, stones.written())
                _add_certificates(packing, certificates)
                packing.seal(Manifest(kind, revision, version("endorse"), now))
        return target.stat().st_size
    except OSError as error:
        raise BadInput(f"FILE: {str(target)!r} came; it cannot be written ({error.strerror or error})") from None


def make_tombstones(database_url: str, target: Path) -> int:
    """Write only who was forgotten, as hashes; how many there are. Fails as `make_backup` does."""
    stones = _stones(database_url)
    try:
        with tempfile.TemporaryDirectory(prefix=WORKPLACE, dir=target.parent) as folder:
            part = Path(folder) / TOMBSTONES
            part.touch(mode=0o600)
            part.write_bytes(stones.written())
            part.replace(target)
    except OSError as error:
        raise BadInput(f"FILE: {str(target)!r} came; it cannot be written ({error.strerror or error})") from None
    return len(stones.forgotten)


def _dumped(database_url: str, target: Path) -> tuple[Kind, str, Stones]:
    match parse_address(database_url):
        case SqliteAddress() as address:
            snapshot(address.path, target)
            return "sqlite", revision_of(target), stones_in_file(target)
        case PostgresAddress() as address:
            from bot.backup.server_dump import dump, standing  # noqa: PLC0415  a machine pays for the driver it uses

            stands = asyncio.run(standing(address))
            dump(address, stands, target)
            return "postgresql", stands.revision, stands.stones


def _stones(database_url: str) -> Stones:
    match parse_address(database_url):
        case SqliteAddress() as address:
            return stones_in_file(address.path)
        case PostgresAddress() as address:
            from bot.backup.server_dump import standing  # noqa: PLC0415  a machine pays for the driver it uses

            return asyncio.run(standing(address)).stones


def _add_certificates(packing: Packing, folder: Path | None) -> None:
    """Whatever copies there are; one that is deleted meanwhile is not wanted any more."""
    for file in copies_in(folder) if folder is not None else ():
        with suppress(FileNotFoundError):
            packing.add(f"{CERTIFICATES}{file.name}", file)
