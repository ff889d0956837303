"""Every check, side by side, told in one order."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.doctor import machine, packs, standing, telegram
from bot.doctor.file import look_at_file
from bot.doctor.finding import PATIENCE, Finding, broken, look, made, well
from bot.doctor.standing import Standing, Unusable
from bot.settings import Settings
from bot.storage.address import SqliteAddress, parse_address
from rules.loading import PackFault, load_pack


async def examined(chosen: Settings, clock: Clock) -> list[Finding]:
    """What every check found."""
    address = parse_address(chosen.database_url)
    database = address.path if isinstance(address, SqliteAddress) else None
    root, token, now = chosen.telegram_api_base_url, chosen.telegram_bot_token, clock.now()
    stands = asyncio.create_task(_standing(chosen.database_url, now))
    checks: dict[str, Coroutine[Any, Any, Finding]] = {
        "settings": settings(chosen),
        "token": telegram.token(root, token),
        "webhook": telegram.webhook(root, token, chosen.webhook_url, clock),
        "clock": telegram.clock(root, clock),
        "database": _database(stands),
        "migrations": _migrations(stands),
        "engine": _engine(stands, now),
        "disk": asyncio.to_thread(machine.disk, _places(database, chosen.certificate_folder)),
        "files": asyncio.to_thread(machine.files, database, chosen.certificate_folder),
        "rules": asyncio.to_thread(packs.rules, chosen.rule_pack, now.date()),
        "time zones": asyncio.to_thread(machine.time_zones, _zone(chosen.rule_pack), now.date()),
    }
    try:
        return list(await asyncio.gather(*(made(name, check) for name, check in checks.items())))
    finally:
        stands.cancel()


async def settings(chosen: Settings) -> Finding:
    """What was set that somebody may have meant otherwise; what cannot be meant at all is refused before."""
    shown = parse_address(chosen.database_url).shown
    how = "polling" if chosen.webhook_url is None else "webhook"
    found = f"{how}, {shown}"
    if not chosen.owner_ids:
        return look("settings", f"{found}; OWNER_IDS is not set", "set it, or nobody can open /office")
    if chosen.webhook_url is not None and chosen.webhook_secret is None:
        return look("settings", f"{found}; WEBHOOK_SECRET is not set", "set it: `endorse web` does not start without")
    return well("settings", found)


async def _standing(url: str, now: datetime) -> Standing:
    address = parse_address(url)
    if isinstance(address, SqliteAddress):
        return await asyncio.to_thread(look_at_file, address.path, now)
    from bot.doctor.server import look_at_server  # noqa: PLC0415  a machine pays for the driver it uses

    async with asyncio.timeout(PATIENCE):
        return await look_at_server(address, now)


async def _database(stands: asyncio.Task[Standing]) -> Finding:
    try:
        return standing.database(await asyncio.shield(stands))
    except Unusable as error:
        return broken("database", str(error), error.todo)


async def _migrations(stands: asyncio.Task[Standing]) -> Finding:
    try:
        return standing.migrations(await asyncio.shield(stands))
    except Unusable:
        return look("migrations", "not known without the database", "see database")


async def _engine(stands: asyncio.Task[Standing], now: datetime) -> Finding:
    try:
        return standing.engine(await asyncio.shield(stands), now)
    except Unusable:
        return look("engine", "not known without the database", "see database")


def _places(database: Path | None, certificates: Path | None) -> dict[str, Path]:
    places = {"database": database, "certificates": certificates}
    return {name: path for name, path in places.items() if path is not None}


def _zone(pack: str) -> str:
    try:
        return load_pack(pack).association.time_zone
    except PackFault:
        return "UTC"  # what is wrong with the pack has a line of its own
