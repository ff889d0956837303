"""A whole cycle of an endorsee, in the demo's own wiring: only the clock is moved."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo import Demo
from bot.demo.calendar import Calendar
from bot.embedded import embedded
from bot.settings import Settings
from bot.simulator import Person
from bot.storage import migrate

INDIANA = ZoneInfo("America/Indiana/Indianapolis")


@asynccontextmanager
async def demo_with_ada(folder: Path) -> AsyncIterator[tuple[Calendar, Person]]:
    settings = Settings.model_construct(rule_pack="infancy-onward", database_url=f"sqlite:///{folder / 'demo.db'}")
    calendar = Calendar(INDIANA, date(2024, 1, 1))
    calendar.turn_to(date(2026, 11, 21))
    await migrate(settings.database_url)
    async with Demo(calendar) as demo, embedded(settings, calendar.clock, demo) as look_who_is_due:
        calendar.moved = look_who_is_due
        yield calendar, demo.person(7)


async def says(person: Person, *lines: str) -> None:
    """Each line is a typed text or, in words, a button; the bot answers before the next."""
    for line in lines:
        await person.sends(line)
        await person.waits_for()


async def test_an_endorsee_is_reminded_snoozes_attests_and_goes_on_to_the_next_cycle(tmp_path: Path) -> None:
    async with demo_with_ada(tmp_path) as (calendar, ada):
        await says(ada, "/start", "Plan my renewal", "IFS", "Infant", "5 May 2025", "No", "No, I do not")
        assert ada.sees("December 31, 2027")
        await says(ada, "/menu", "Log hours", "Training given", "10")
        assert ada.sees("Saved: 10 hours")

        calendar.turn_to(date(2027, 10, 1))
        nudge = await ada.waits_for("20 hours", timeout=60)
        await ada.taps("3 days", message=nudge)
        await ada.waits_for("October 4")

        calendar.turn_to(date(2027, 10, 4))
        again = await ada.waits_for("20 hours", timeout=60)
        assert again.id != nudge.id

        await ada.taps("I have attested", message=again)
        await ada.waits_for()
        await says(ada, "Yes")
        assert ada.sees("December 31, 2030")

        await says(ada, "/menu", "Plan my renewal", "IFS")
        for button, beginning in (("Audit packet 2027", b"%PDF"), ("Calendar", b"BEGIN:VCALENDAR")):
            await ada.taps(button)
            paper = (await ada.waits_for(timeout=60)).file
            assert paper is not None
            assert paper.content.startswith(beginning)
