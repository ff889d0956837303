"""A coordinator chooses to whom an announcement goes, and people choose to hear fewer: over HTTP, as on a phone."""

from dataclasses import replace

import pytest

from bot.simulator import Message, Person
from bot.storage import RecipientRow, Transaction, open_storage
from dialogs.announcements.audience import Audience, Condition
from dialogs.endorsement import Wishes
from dialogs.session import Session
from tests.announcements.audiences import NOW, Listener, drafted, put
from tests.announcements.walks import announcement, drafts
from tests.dialogs.endorsed import held
from tests.dialogs.test_outcome import HOME_VISITOR
from tests.end_to_end.running import RunningBot

SPECIALIST = Session(endorsements=(held(),))
LISTENERS = (
    Listener(SPECIALIST, tags=("North",)),
    Listener(SPECIALIST.model_copy(update={"wishes": Wishes(topics_off=("announcements",))})),
    Listener(SPECIALIST, reachable="blocked"),
    Listener(Session(endorsements=(held("2027-02-02"),))),
    Listener(Session(answers=HOME_VISITOR, language="es")),
)
REFUSED = "That button does not lead anywhere any more"


async def stored(bot: RunningBot, number: int = 1) -> Audience:
    """To whom a draft goes, as the database has it."""
    return Audience.model_validate_json((await announcement(bot, number)).audience)


async def peopled(bot: RunningBot) -> None:
    """People with whom the bot has talked; their ids count from 1001."""
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        for number, one in enumerate(LISTENERS, 1001):
            await put(transaction, number, one)


async def chooses(writer: Person, *ways: tuple[str, str]) -> Message:
    """Taps labels, each until the screen says something; what it says last."""
    shown = await drafts(writer)
    for label, says in (("To whom", "To whom it goes"), *ways):
        await writer.taps(label)
        shown = await writer.waits_for(says)
    return shown


async def received(transaction: Transaction, number: int, person: Person) -> None:
    """The announcement reached somebody."""
    await transaction.add_recipients([RecipientRow(number, person.id, "pending", NOW)])
    copy = await transaction.recipient_of(number, person.id)
    assert copy is not None
    await transaction.settle_recipient(replace(copy, state="sent", settled_at=NOW))


async def test_specialists_who_renew_in_2027_are_two_taps_away(bot: RunningBot, writer: Person) -> None:
    await peopled(bot)
    await chooses(writer, ("IFS", "Endorsed as IFS"), ("2027", "Endorsed as IFS, renewing in 2027"))
    assert {"✓ IFS", "✓ 2027"} <= {*writer.buttons}
    await writer.taps("Count")
    counted = await writer.waits_for("1 person.")
    assert "Left out: 1 blocked, 1 opted out" in counted.text
    assert await stored(bot) == Audience(
        include=(Condition(kind="endorsed", value="IFS"), Condition(kind="renewal_year", value="2027"))
    )


async def test_a_second_tap_takes_a_condition_back(bot: RunningBot, writer: Person) -> None:
    await chooses(writer, ("IFS", "Endorsed as IFS"), ("IFA", "Endorsed as IFS or IFA"), ("✓ IFS", "Endorsed as IFA"))
    assert await stored(bot) == Audience(include=(Condition(kind="endorsed", value="IFA"),))


async def test_everyone_is_one_tap_away(bot: RunningBot, writer: Person) -> None:
    await peopled(bot)
    await chooses(writer, ("Applicants", "Applicants"), ("Everyone", "Everyone"), ("Count", "people."))
    # Four of those stored, and the writer.
    assert writer.sees("4 people.")
    assert await stored(bot) == Audience()


async def test_somebody_is_left_out(bot: RunningBot, writer: Person) -> None:
    await peopled(bot)
    await chooses(
        writer,
        ("Endorsees", "Endorsed"),
        ("Leave somebody out", "Whom to leave out"),
        ("2030", "Endorsed; not: renewing in 2030"),
        ("Count", "1 person."),
        ("Leave nobody out", "Whom to leave out"),
        ("Count", "2 people."),
        ("Whom it goes to", "To whom it goes"),
    )
    assert await stored(bot) == Audience(include=(Condition(kind="endorsed"),))


@pytest.mark.parametrize(
    ("kind", "label", "says"),
    [
        ("Applicants by category", "IFS", "Applicants whose category is IFS"),
        ("Applicants by what they lack", "RSC received", "Applicants who lack: RSC received"),
        ("Missing hours", "more than 10", "Missing hours: more than 10"),
        ("How far the renewal is", "under way", "Renewal: under way"),
        ("Language", "Español", "Language: Español"),
    ],
)
async def test_there_is_more_to_choose_by(bot: RunningBot, writer: Person, kind: str, label: str, says: str) -> None:
    await chooses(writer, ("Something else", "Something else"), (kind, kind), (label, says))
    await writer.taps(f"✓ {label}")
    await writer.waits_for("Everyone")
    await writer.taps("Back")
    await writer.waits_for("Something else")
    await writer.taps("Back")
    await writer.waits_for("To whom it goes")
    assert await stored(bot) == Audience()


async def test_tags_of_the_roster_are_tapped_or_typed(bot: RunningBot, writer: Person) -> None:
    await peopled(bot)
    await chooses(
        writer, ("Something else", "Something else"), ("Tag in the roster", "type one"), ("north", "Tagged north")
    )
    await writer.sends("NORTH")
    await writer.waits_for("Everyone")
    await writer.sends("south")
    await writer.waits_for("No entry of the roster has the tag “south”.")
    await writer.sends("north")
    await writer.waits_for("Tagged north")
    assert await stored(bot) == Audience(include=(Condition(kind="tag", value="north"),))


async def test_nothing_but_tags_is_typed(bot: RunningBot, writer: Person) -> None:
    await chooses(writer, ("Something else", "Something else"), ("Language", "chose here"))
    await writer.sends("es")
    await writer.waits_for("Please tap one of the buttons.")
    await writer.taps("Back")
    await writer.waits_for("Something else")
    await writer.taps("Tag in the roster")
    await writer.waits_for("no tags yet")
    assert await stored(bot) == Audience()


@pytest.mark.parametrize(
    "forged",
    [
        "do.o_turn.1.in.endorsed.IFX",
        "do.o_turn.1.in.everyone.any",
        "do.o_turn.1.up.endorsed.IFS",
        "do.o_turn.2.in.endorsed.IFS",
        "do.o_turn.1.in.tag.north",
        "do.o_clear.1",
        "do.o_count.x",
    ],
)
async def test_forged_conditions_are_told_politely(bot: RunningBot, writer: Person, forged: str) -> None:
    await chooses(writer, ("IFS", "Endorsed as IFS"))
    await writer.forges(forged)
    await writer.waits_for(REFUSED)
    assert await stored(bot) == Audience(include=(Condition(kind="endorsed", value="IFS"),))


async def test_nobody_else_chooses_or_counts(bot: RunningBot, writer: Person, anna: Person) -> None:
    await chooses(writer, ("IFS", "Endorsed as IFS"))
    await anna.sends("/start")
    await anna.waits_for("Hello")
    for forged in ("do.o_turn.1.in.endorsed.IFA", "do.o_clear.1.in", "do.o_count.1", "go.o_audience.1"):
        await anna.forges(forged)
        await anna.waits_for("does not lead anywhere")
        assert not anna.sees("IFS")
        await anna.sends("/menu")
        await anna.waits_for("What would you like to do?")
    assert await stored(bot) == Audience(include=(Condition(kind="endorsed", value="IFS"),))


async def test_what_was_confirmed_is_shown_and_cannot_be_changed(bot: RunningBot, writer: Person) -> None:
    await chooses(writer, ("IFS", "Endorsed as IFS"))
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        locked = await transaction.lock_announcement(1)
        assert locked is not None
        await transaction.save_announcement(replace(locked, state="scheduled", starts_at=locked.made_at))
    await writer.taps("IFA")
    await writer.waits_for(REFUSED)
    assert "✓ IFS" not in writer.buttons
    assert writer.sees("cannot be changed any more")


async def test_fewer_of_these_is_counted_and_one_tap_stops_the_topic(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/start")
    await anna.waits_for("Hello")
    async with open_storage(bot.database) as storage:
        announcement = await drafted(storage, topic="rsc_groups")
        async with storage.transaction() as transaction:
            await received(transaction, announcement.id, anna)
    before = anna.last.id
    await anna.forges(f"do.o_fewer.{announcement.id}")
    shown = await anna.waits_for("This one was about: RSC groups.")
    assert shown.id > before
    await anna.taps("Stop RSC group news")
    await anna.waits_for("RSC groups: stopped")
    assert (await bot.conversation(anna)).wishes.topics_off == ("rsc_groups",)
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        assert await transaction.taps(announcement.id) == {"fewer": 1}


@pytest.mark.parametrize("number", [1, 7])
async def test_who_never_had_it_learns_nothing_of_it(bot: RunningBot, anna: Person, number: int) -> None:
    async with open_storage(bot.database) as storage:
        await drafted(storage, topic="rsc_groups")
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await anna.forges(f"do.o_fewer.{number}")
    await anna.waits_for("What you want to hear")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        assert await transaction.taps(1) == {}


async def test_the_button_of_a_test_leads_its_writer_on_uncounted(bot: RunningBot, writer: Person) -> None:
    async with open_storage(bot.database) as storage:
        await drafted(storage)
    await writer.sends("/start")
    await writer.waits_for("Hello")
    await writer.forges("do.o_fewer.1")
    await writer.waits_for("This one was about: Training.")
    async with open_storage(bot.database) as storage, storage.transaction() as transaction:
        assert await transaction.taps(1) == {}
