"""A change of the rules: exactly those it touches are told, once; reminders follow a new ladder."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.nudges.news import News
from bot.nudges.retiming import retime
from bot.simulator import Person, Simulator
from bot.storage import Reachable, Storage, open_storage
from dialogs.book import Book
from dialogs.endorsement import Wishes
from dialogs.library import library
from dialogs.session import Session
from rules.difference import differences
from rules.pack import RulePack
from rules.renewal_policy import DayOfYear
from tests.altered import altered, with_rsc_hours
from tests.end_to_end.waiting import bot_messages, until
from tests.nudges.conftest import NOON
from tests.nudges.engines import engine
from tests.nudges.people import PACK, endorsed, endorsee, enter, ledger_of, session_of, states_of
from tests.nudges.working import Worker

TODAY = date(2027, 10, 1)
HOLDS = endorsed(date(2025, 5, 5), handled=TODAY)
APPLICANT = Session(
    answers={
        "age_band": "infant",
        "scope": "prevention",
        "prevention_years": 3,
        "families_served": 20,
        "training_hours": 40,
        "rsc_hours": 24,
        "rsc_provider_qualified": "yes",
    }
)


def with_policy(**changed: object) -> RulePack:
    return altered(PACK, renewal=(PACK.renewal_policy(TODAY).model_copy(update=changed),))


@dataclass(frozen=True)
class Office:
    """Where the rules change; what is to be told is sent from here."""

    storage: Storage
    bot: Bot
    clock: MovableClock

    async def tells(self, new: RulePack, old: RulePack = PACK) -> int:
        books = Book(old, library()), Book(new, library())
        return await News(self.storage, *books, tuple(differences(old, new)), self.clock, TODAY).tell_all()

    async def delivers(self, pack: RulePack) -> None:
        await Worker(self.storage, self.bot, self.clock, pack=pack).works()


@pytest.fixture
def office(storage: Storage, bot: Bot, clock: MovableClock) -> Office:
    return Office(storage, bot, clock)


@pytest.fixture
async def people(telegram: Simulator, storage: Storage) -> dict[int, Person]:
    """An endorsee, an applicant who has just enough RSC, one with plenty, and one who told nothing."""
    plenty = APPLICANT.model_copy(update={"answers": {**APPLICANT.answers, "rsc_hours": 60}})
    found = {number: telegram.person(number) for number in (5, 6, 7, 8)}
    for person in found.values():
        await person.sends("hello")
    await enter(storage, NOON, {5: endorsee(HOLDS), 6: APPLICANT, 7: plenty, 8: Session()})
    return found


async def test_a_raised_minimum_is_told_to_those_it_touches_and_to_nobody_else(
    people: dict[int, Person], storage: Storage, office: Office
) -> None:
    new = with_rsc_hours(PACK, 30)
    assert await office.tells(new) == 1
    assert [change.rules for change in (await session_of(storage, 6)).changes] == [("IFS.rsc_hours",)]
    await office.delivers(new)
    assert {number: bot_messages(person) for number, person in people.items()} == {5: 0, 6: 1, 7: 0, 8: 0}
    text = people[6].last.text
    assert "RSC received (to go)\nBefore: nothing. Now: 6 hours" in text
    assert "IFS: RSC received, at least 30 hours\nSource: " in text
    assert people[6].buttons == ("My result", "Menu")


async def test_more_hours_a_year_are_told_to_who_is_endorsed(people: dict[int, Person], office: Office) -> None:
    new = with_policy(training_per_year=16.0)
    assert await office.tells(new) == 1
    await office.delivers(new)
    assert {number: bot_messages(person) for number, person in people.items()} == {5: 1, 6: 0, 7: 0, 8: 0}
    text = people[5].last.text
    assert "IFS: Training (asked for)\nBefore: 30 hours. Now: 32 hours" in text
    assert "IFS: Training (to go)\nBefore: 30 hours. Now: 32 hours" in text
    assert "Renewal: Hours of training for each year\nSource: " in text


async def test_twice_told_is_once_on_a_later_day_too(
    people: dict[int, Person], storage: Storage, clock: MovableClock, office: Office
) -> None:
    new = with_rsc_hours(PACK, 30)
    await office.tells(new)
    assert await office.tells(with_rsc_hours(PACK, 30)) == 0
    clock.advance(timedelta(days=3))
    assert await office.tells(new) == 0
    await office.delivers(new)
    await office.delivers(new)
    assert bot_messages(people[6]) == 1
    assert len(await ledger_of(storage, 6)) == 1


async def test_another_change_on_the_same_day_is_told_as_well(
    people: dict[int, Person], storage: Storage, office: Office
) -> None:
    thirty, forty = with_rsc_hours(PACK, 30), with_rsc_hours(PACK, 40)
    assert await office.tells(thirty) == 1
    assert await office.tells(forty, old=thirty) == 1
    await office.delivers(forty)
    assert bot_messages(people[6]) == 1
    assert "Now: 6 hours" in people[6].last.text
    assert "Before: 6 hours. Now: 16 hours" in people[6].last.text
    assert [state for _, state, _ in await states_of(storage, 6)] == ["sent", "sent"]


@pytest.mark.parametrize(("stopped", "reachable"), [(True, "yes"), (False, "blocked"), (False, "gone")])
async def test_who_stopped_or_cannot_be_reached_is_passed_over(
    people: dict[int, Person],
    storage: Storage,
    office: Office,
    *,
    stopped: bool,
    reachable: Reachable,
) -> None:
    await enter(storage, NOON, {6: APPLICANT.model_copy(update={"wishes": Wishes(stopped=stopped)})})
    async with storage.transaction() as transaction:
        row = await transaction.lock_person(6, NOON)
        await transaction.save_person(replace(row, reachable=reachable))
    new = with_rsc_hours(PACK, 30)
    await office.tells(new)
    await office.delivers(new)
    assert [(state, reason) for _, state, reason in await states_of(storage, 6)] == [
        ("skipped", "stopped" if stopped else reachable)
    ]
    assert bot_messages(people[6]) == 0


async def test_at_night_it_waits_for_the_morning(
    people: dict[int, Person], storage: Storage, clock: MovableClock, office: Office
) -> None:
    clock.advance(timedelta(hours=11))
    new = with_rsc_hours(PACK, 30)
    await office.tells(new)
    await office.delivers(new)
    (row,) = await ledger_of(storage, 6)
    assert (row.state, row.not_before.hour) == ("pending", 12)
    assert bot_messages(people[6]) == 0


async def test_a_reminder_that_is_due_as_well_shares_the_message(
    people: dict[int, Person], storage: Storage, office: Office
) -> None:
    await enter(storage, NOON, {5: endorsee(endorsed(date(2025, 5, 5), handled=date(2027, 7, 1)))})
    new = with_policy(training_per_year=16.0)
    await office.tells(new)
    await office.delivers(new)
    assert bot_messages(people[5]) == 1
    text = people[5].last.text
    assert text.startswith("IFS: 32 hours of training")
    assert "Before: 30 hours. Now: 32 hours" in text


async def test_a_session_that_cannot_be_read_keeps_nobody_else_from_being_told(
    people: dict[int, Person], storage: Storage, clock: MovableClock, office: Office
) -> None:
    assert people
    async with storage.transaction() as transaction:
        row = await transaction.lock_person(3, NOON)
        await transaction.save_person(replace(row, session='{"endorsements": 1}'))
    assert await office.tells(with_rsc_hours(PACK, 30)) == 1
    assert await retime(storage, PACK, clock) == 0


async def test_the_next_look_follows_a_new_ladder(storage: Storage, clock: MovableClock) -> None:
    await enter(storage, NOON, {5: endorsee(HOLDS), 6: APPLICANT, 7: endorsee(HOLDS, stopped=True)})
    ladder = PACK.renewal_policy(TODAY).ladder
    november = tuple(one for one in ladder.deadline_year if one.month != 11)
    later = with_policy(ladder=ladder.model_copy(update={"deadline_year": (*november, DayOfYear(month=11, day=15))}))
    before = [await due_day(storage, 5), await due_day(storage, 6)]
    assert await retime(storage, later, clock) == 2
    assert before == [date(2027, 11, 1), None]
    assert [await due_day(storage, 5), await due_day(storage, 6)] == [date(2027, 11, 15), None]
    assert await retime(storage, later, clock) == 0


async def test_an_engine_that_starts_with_another_ladder_follows_it(url: str, bot: Bot, clock: MovableClock) -> None:
    async with open_storage(url) as storage:
        await enter(storage, NOON, {5: endorsee(HOLDS)})
        async with storage.transaction() as transaction:
            row = await transaction.lock_person(5, NOON)
            await transaction.save_person(replace(row, due_at=NOON + timedelta(days=900)))

        async def moved() -> bool:
            return await due_day(storage, 5) == date(2027, 11, 1)

        async with engine(storage, url, bot, clock):
            await until(moved, within=60)


async def due_day(storage: Storage, person_id: int) -> date | None:
    async with storage.transaction() as transaction:
        row = await transaction.person(person_id)
    return row.due_at.date() if row is not None and row.due_at is not None else None


async def test_who_was_put_off_after_a_fault_is_not_brought_forward(storage: Storage, clock: MovableClock) -> None:
    await enter(storage, NOON, {5: endorsee(endorsed(date(2025, 5, 5), handled=date(2027, 7, 1)))})
    async with storage.transaction() as transaction:
        row = await transaction.lock_person(5, NOON)
        await transaction.save_person(replace(row, due_at=NOON + timedelta(minutes=55)))
    assert await retime(storage, PACK, clock) == 0
