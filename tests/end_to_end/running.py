"""The bot in this process: started, stopped and started again on the same database."""

import asyncio
import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import SecretStr

from bot.clock import Clock
from bot.service import poll, serve
from bot.settings import Settings
from bot.simulator import Person, Simulator
from bot.storage import PersonRow, open_storage
from dialogs.session import Session

Transport = Literal["polling", "webhook"]
OWNERS = (99,)
SECRET = "hook-secret"  # noqa: S105  opens nothing


class RunningBot:
    """`endorse run` without its command line. Every method of a test reads its database from outside."""

    def __init__(
        self,
        telegram: Simulator,
        database: str,
        clock: Clock,
        transport: Transport = "polling",
        certificates: Path | None = None,
    ) -> None:
        self.database = database
        self.transport = transport
        self.port = unused_port()
        self._clock = clock
        self._stopped = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None
        self.settings = Settings(
            telegram_bot_token=SecretStr(telegram.world.settings.token),
            telegram_api_base_url=telegram.url,
            database_url=database,
            webhook_url=f"http://127.0.0.1:{self.port}/telegram" if transport == "webhook" else None,
            webhook_secret=SecretStr(SECRET),
            port=self.port,
            owner_ids=OWNERS,
            certificate_folder=certificates,
        )

    def start(self) -> None:
        self._stopped = asyncio.Event()
        run = poll if self.transport == "polling" else serve
        self._serving = asyncio.create_task(run(self.settings, self._clock, self._stopped))

    async def stop(self) -> None:
        """As SIGTERM does it; what goes wrong in the bot comes out here."""
        if self._serving is not None:
            self._stopped.set()
            await self._serving
            self._serving = None

    async def restart(self) -> None:
        await self.stop()
        self.start()

    async def row(self, person: Person) -> PersonRow | None:
        """What is stored about somebody."""
        return await stored(self.database, person)

    async def session(self, person: Person) -> Mapping[str, Any]:
        """Their stored session; empty where there is none."""
        return await session_of(self.database, person)

    async def conversation(self, person: Person) -> Session:
        """The same, read as the bot reads it; it must always be able to."""
        row = await self.row(person)
        return Session() if row is None else Session.model_validate_json(row.session)


async def stored(database: str, person: Person) -> PersonRow | None:
    """What a database holds about somebody."""
    async with open_storage(database) as storage, storage.transaction() as transaction:
        return await transaction.person(person.id)


async def session_of(database: str, person: Person) -> Mapping[str, Any]:
    """Their stored session; empty where there is none."""
    row = await stored(database, person)
    session: Mapping[str, Any] = {} if row is None else json.loads(row.session)
    return session


def unused_port() -> int:
    """A port of this machine where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port
