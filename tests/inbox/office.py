"""A running bot with what tests of the inbox ask of it from outside."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from telegram import Bot

from bot.clock import MovableClock
from bot.gateway.connection import telegram_bot
from bot.inbox.sweep import sweep
from bot.office.visit import Room
from bot.simulator import Person, Simulator
from bot.storage import InquiryRow, RelayRow, StaffRow, open_storage
from dialogs.roles import Role
from dialogs.turn import Companion
from rules.loading import load_pack
from tests.end_to_end.running import RunningBot

PICTURE = Path(__file__).parents[2] / ".github" / "readiness.png"


class Office:
    """Reads the database by a connection of its own; sweeps when told to."""

    def __init__(self, telegram: Simulator, running: RunningBot, clock: MovableClock) -> None:
        self.running = running
        self.clock = clock
        self._telegram = telegram

    async def hires(self, person: Person) -> None:
        """Somebody who has started the bot becomes a coordinator."""
        await person.sends("/start")
        await person.waits_for("")
        async with open_storage(self.running.database) as storage, storage.transaction() as transaction:
            await transaction.save_staff(StaffRow(person.id, "coordinator", 99, self.clock.now()))

    async def dismisses(self, person: Person) -> None:
        async with open_storage(self.running.database) as storage, storage.transaction() as transaction:
            await transaction.remove_staff(person.id)

    async def inquiries(self, person: Person) -> list[InquiryRow]:
        async with open_storage(self.running.database) as storage, storage.transaction() as transaction:
            return await transaction.inquiries_of(person.id)

    async def inquiry(self, person: Person) -> InquiryRow:
        """Their newest."""
        return (await self.inquiries(person))[-1]

    async def relays(self, person: Person) -> list[RelayRow]:
        """Those of their newest question."""
        async with open_storage(self.running.database) as storage, storage.transaction() as transaction:
            inquiries = await transaction.inquiries_of(person.id)
            return await transaction.relays_of(inquiries[-1].id) if inquiries else []

    async def claims(self, row: RelayRow) -> None:
        """As a process does that dies right after."""
        async with open_storage(self.running.database) as storage, storage.transaction() as transaction:
            await transaction.claim_relay(row.id, self.clock.now())

    async def sweeps(self) -> None:
        """As the bot does once a minute, from a process beside it."""
        async with open_storage(self.running.database) as storage, self._bot() as bot:
            companion = Companion(load_pack("infancy-onward"))
            room = Room(
                storage, companion.book, self.running.settings, self.clock, lambda: "endorse_bot", _nothing, _no_menu
            )
            await sweep(room, bot)

    def _bot(self) -> Bot:
        return telegram_bot(self._telegram.world.settings.token, api_root=self._telegram.url)


def _nothing() -> None:
    """There is no engine here to be woken."""


async def _no_menu(bot: Bot, person_id: int, role: Role | None) -> None:
    """Nobody's menu is set from here."""


@asynccontextmanager
async def opened(telegram: Simulator, url: str, clock: MovableClock, group_id: int | None) -> AsyncIterator[Office]:
    """A bot that runs while the block does."""
    running = RunningBot(telegram, url, clock)
    running.settings = running.settings.model_copy(update={"inbox_chat": group_id})
    running.start()
    try:
        yield Office(telegram, running, clock)
    finally:
        await running.stop()


async def asked(person: Person, question: str, button: str = "Send") -> None:
    """The person asks from the beginning, and it is sent."""
    await person.sends("/coordinator")
    await person.waits_for("Talk to the coordinator")
    await person.sends(question)
    await person.waits_for("Your question")
    await person.taps(button)
    await person.waits_for("Sent.")
