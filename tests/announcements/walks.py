"""The usual ways of a coordinator and of people, as far as tests begin with them; and what the database has then."""

from bot.simulator import Message, Person
from bot.storage import AnnouncementRow, AuditRow, RecipientRow, open_storage
from dialogs.announcements.content import Content
from tests.end_to_end.running import RunningBot
from tests.end_to_end.waiting import until


async def members(*people: Person) -> None:
    """They start the bot."""
    for one in people:
        await one.sends("/start")
        await one.waits_for("Hello")


async def begins(writer: Person) -> None:
    """Up to the screen that takes the first thing sent."""
    await writer.sends("/announce")
    await writer.waits_for("Announcements")
    await writer.taps("New")
    await writer.waits_for("A new announcement")


async def begins_another(writer: Person) -> None:
    """The same from a draft, by the list."""
    await lists(writer)
    await writer.taps("New")
    await writer.waits_for("A new announcement")


async def lists(writer: Person) -> None:
    """From a draft to all announcements."""
    await writer.taps("All announcements")
    await writer.waits_for("The newest first")


async def drafts(writer: Person, html: str = "Hello") -> Message:
    """The first draft."""
    await begins(writer)
    await writer.sends_formatted(html)
    return await writer.waits_for("Draft 1")


async def buttons(writer: Person, lines: str) -> None:
    """From a draft to its buttons, and some more of them."""
    await writer.taps("Buttons")
    await writer.waits_for("None yet")
    await writer.sends(lines)
    await writer.waits_for("taps are counted")


async def schedules(writer: Person) -> None:
    """From a draft to tomorrow."""
    await writer.taps("When")
    await writer.waits_for("When shall it go out?")
    await writer.sends("tomorrow 14:30")
    await writer.waits_for("2:30")


async def checks(writer: Person, *, number: int = 1) -> None:
    """To the last look."""
    await writer.forges(f"do.o_check.{number}")
    await writer.waits_for("Check before it goes out")


async def confirms(writer: Person, people: str = "2 people") -> None:
    """The last look, and the button."""
    await checks(writer)
    await writer.taps(f"Send it to {people}")
    await writer.waits_for("Confirmed")


async def sends(bot: RunningBot, writer: Person, html: str, people: str = "2 people") -> None:
    """From nothing until it is out."""
    await drafts(writer, html)
    await confirms(writer, people)
    await in_state(bot, "finished")


async def opens_report(writer: Person) -> None:
    """To the report."""
    await writer.forges("go.o_report.1")
    await writer.waits_for("received it")


async def announcement(bot: RunningBot, number: int = 1) -> AnnouncementRow:
    """As the database has it."""
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        row = await transaction.announcement(number)
    assert row is not None
    return row


async def content(bot: RunningBot, number: int = 1) -> Content:
    """What it says, as the database has it."""
    return Content.model_validate_json((await announcement(bot, number)).content)


async def ledger(bot: RunningBot, number: int = 1) -> list[RecipientRow]:
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        return await transaction.recipients(number)


async def log(bot: RunningBot) -> list[AuditRow]:
    """What was done, the oldest first."""
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        return (await transaction.audit_log(200))[::-1]


async def in_state(bot: RunningBot, state: str, number: int = 1) -> None:
    """Until it is in that state."""

    async def reached() -> bool:
        return (await announcement(bot, number)).state == state

    await until(reached, within=60)
