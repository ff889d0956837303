"""Who stays away for three years is told once and forgotten a month later; everybody else stays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock import MovableClock
from bot.nudges.why import why
from bot.simulator import Refuse, Simulator
from bot.storage import Reachable, StaffRow
from dialogs.endorsement import Attestation
from dialogs.screens.silence import SILENCE
from dialogs.session import Session
from tests.nudges.conftest import NOON
from tests.nudges.people import PACK, endorsed, endorsee, enter, ledger_of, states_of
from tests.retention.keeping import KEPT, OWNER, Keeper
from tests.storage.test_migrations import run

MONTH = timedelta(days=30)
BEFORE_THE_WORD = KEPT - MONTH
"""So long nothing happens."""


async def heard(keeper: Keeper, *people: int, session: Session | None = None) -> None:
    """Somebody writes, on the day the clock shows."""
    await enter(keeper.storage, keeper.clock.now(), dict.fromkeys(people or (7,), session or endorsee(sundays=True)))


def words(telegram: Simulator) -> int:
    return len(telegram.calls.of("sendMessage"))


async def test_after_three_years_of_silence_with_one_word_a_month_before_everything_is_gone(
    keeper: Keeper, telegram: Simulator, clock: MovableClock
) -> None:
    await heard(keeper)
    clock.move_to(NOON + BEFORE_THE_WORD)
    await keeper.runs()
    assert await ledger_of(keeper.storage, 7) == []
    await keeper.passes(1)
    assert words(telegram) == 1
    anna = telegram.person(7)
    assert "Shall I keep what you told me?" in anna.last.text
    assert "everything of yours on October 1, 2030" in anna.last.text
    await keeper.passes(29)
    assert await keeper.row() is not None
    await keeper.passes(2)
    assert await keeper.row() is None
    assert words(telegram) == 1
    assert keeper.cleared == [7]
    async with keeper.storage.transaction() as transaction:
        assert await transaction.is_forgotten(7)


async def test_who_answers_is_kept_and_is_asked_again_only_after_as_long_a_silence(
    keeper: Keeper, telegram: Simulator, clock: MovableClock
) -> None:
    await heard(keeper)
    clock.move_to(NOON + BEFORE_THE_WORD)
    await keeper.passes(5)
    await heard(keeper)
    await keeper.passes(60)
    assert await keeper.row() is not None
    assert words(telegram) == 1
    clock.advance(BEFORE_THE_WORD)
    await keeper.passes(3)
    assert words(telegram) == 2


async def test_who_comes_back_between_the_decision_and_the_morning_is_not_told(
    keeper: Keeper, telegram: Simulator, clock: MovableClock
) -> None:
    await heard(keeper)
    clock.move_to(NOON + BEFORE_THE_WORD + timedelta(days=1))
    await keeper.runs()
    clock.advance(timedelta(hours=2))
    await heard(keeper)
    await keeper.sender.delivers()
    assert words(telegram) == 0
    assert [(state, reason) for _, state, reason in await states_of(keeper.storage, 7)] == [("skipped", "back")]


@pytest.mark.parametrize(("reachable", "stopped"), [("blocked", False), ("gone", False), ("yes", True)])
async def test_who_cannot_be_told_is_forgotten_at_the_same_time(
    keeper: Keeper, telegram: Simulator, clock: MovableClock, reachable: Reachable, stopped: bool
) -> None:
    await heard(keeper, session=endorsee(stopped=stopped))
    async with keeper.storage.transaction() as transaction:
        row = await transaction.lock_person(7, NOON)
        await transaction.save_person(replace(row, reachable=reachable))
    clock.move_to(NOON + BEFORE_THE_WORD)
    await keeper.passes(30)
    assert await keeper.row() is not None
    await keeper.passes(2)
    assert await keeper.row() is None
    assert words(telegram) == 0


async def test_who_blocks_the_bot_meanwhile_is_forgotten_all_the_same(
    keeper: Keeper, telegram: Simulator, clock: MovableClock
) -> None:
    await heard(keeper)
    telegram.faults.order(
        Refuse(403, "Forbidden: bot was blocked by the user"), times=None, method="sendMessage", chat_id=7
    )
    clock.move_to(NOON + BEFORE_THE_WORD)
    await keeper.passes(33)
    assert await keeper.row() is None


async def test_after_an_outage_of_years_nobody_is_forgotten_without_a_word_and_a_month(
    keeper: Keeper, telegram: Simulator, clock: MovableClock
) -> None:
    await heard(keeper)
    clock.move_to(NOON + KEPT * 2)
    await keeper.passes(1)
    assert words(telegram) == 1
    assert await keeper.row() is not None
    await keeper.passes(28)
    assert await keeper.row() is not None
    await keeper.passes(3)
    assert await keeper.row() is None


async def test_a_word_that_came_too_late_is_said_anew(keeper: Keeper, telegram: Simulator, clock: MovableClock) -> None:
    await heard(keeper)
    clock.move_to(NOON + BEFORE_THE_WORD + timedelta(days=1))
    await keeper.runs()
    clock.advance(timedelta(days=40))  # nothing is sent meanwhile
    await keeper.sender.delivers()
    assert [(state, reason) for _, state, reason in await states_of(keeper.storage, 7)] == [("skipped", "lapsed")]
    await keeper.passes(2)
    assert words(telegram) == 1
    assert await keeper.row() is not None


async def test_who_has_a_deadline_ahead_stays_until_it_has_passed(keeper: Keeper, clock: MovableClock) -> None:
    # Earned in 2027, so renewed by the end of 2030 for the first time: a quarter of a year after the three years.
    await heard(keeper, session=endorsee(endorsed(date(2027, 2, 1)), stopped=True))
    clock.move_to(datetime(2030, 12, 31, 16, tzinfo=UTC))
    await keeper.runs()
    assert await ledger_of(keeper.storage, 7) == []
    clock.move_to(datetime(2031, 1, 2, 16, tzinfo=UTC))
    await keeper.runs()
    assert [row.endorsement for row in await ledger_of(keeper.storage, 7)] == [SILENCE]
    await keeper.passes(31)
    assert await keeper.row() is None


async def test_who_attested_has_the_next_deadline_ahead(keeper: Keeper, clock: MovableClock) -> None:
    attested = Attestation(cycle_end=date(2027, 12, 31), on=date(2027, 10, 1), at=NOON.isoformat())
    await heard(keeper, session=endorsee(endorsed(date(2024, 2, 1), attestations=(attested,)), stopped=True))
    clock.move_to(datetime(2030, 12, 1, 16, tzinfo=UTC))
    await keeper.runs()
    assert await ledger_of(keeper.storage, 7) == []


async def test_owners_staff_and_other_bots_people_are_not_touched(keeper: Keeper, clock: MovableClock) -> None:
    await heard(keeper, 4, 5, OWNER)
    async with keeper.storage.transaction() as transaction:
        await transaction.save_staff(StaffRow(5, "coordinator", OWNER, NOON))
    clock.move_to(NOON + KEPT + MONTH)
    await keeper.passes(40)
    for person_id in (4, 5, OWNER):
        assert await keeper.row(person_id) is not None
        assert await ledger_of(keeper.storage, person_id) == []


async def test_a_reminder_that_the_bot_sends_is_no_sign_of_the_person(keeper: Keeper, clock: MovableClock) -> None:
    await heard(keeper)
    clock.move_to(NOON + timedelta(days=500))
    async with keeper.storage.transaction() as transaction:
        row = await transaction.lock_known_person(7, clock.now())
        assert row is not None
        await transaction.save_person(row)
        assert await transaction.heard_on(7) == NOON.date()


async def test_whoever_a_version_before_wrote_down_counts_from_their_last_change(keeper: Keeper, url: str) -> None:
    await heard(keeper, 7, 8)
    await run(url, "UPDATE person SET heard_on = NULL")  # as a version leaves them that does not know the column
    await keeper.runs()
    async with keeper.storage.transaction() as transaction:
        assert [await transaction.heard_on(one) for one in (7, 8)] == [NOON.date()] * 2


async def test_a_second_run_on_the_same_day_changes_nothing(
    keeper: Keeper, telegram: Simulator, clock: MovableClock
) -> None:
    await heard(keeper)
    clock.move_to(NOON + BEFORE_THE_WORD + timedelta(days=1))
    for _ in range(3):
        await keeper.runs()
        await keeper.sender.delivers()
    assert words(telegram) == 1
    assert len(await ledger_of(keeper.storage, 7)) == 1


async def test_one_line_tells_the_counts_and_nobody(keeper: Keeper, clock: MovableClock) -> None:
    await heard(keeper, 7, 8)
    clock.move_to(NOON + BEFORE_THE_WORD + timedelta(days=1))
    with capture_logs() as lines:
        await keeper.runs()
    told = [line for line in lines if line["event"] == "what was too old is gone"]
    assert told == [
        {
            "event": "what was too old is gone",
            "log_level": "info",
            "people_told": 2,
            "people_forgotten": 0,
            "invitations": 0,
            "links": 0,
            "copies": 0,
        }
    ]


async def test_one_persons_fault_does_not_keep_the_others_data(keeper: Keeper, clock: MovableClock) -> None:
    await heard(keeper, 7, 8)
    async with keeper.storage.transaction() as transaction:
        row = await transaction.lock_person(7, NOON)
        await transaction.save_person(replace(row, session='{"no": "session"}'))
    clock.move_to(NOON + BEFORE_THE_WORD + timedelta(days=1))
    await keeper.runs()
    assert await ledger_of(keeper.storage, 7) == []
    assert len(await ledger_of(keeper.storage, 8)) == 1


async def test_the_operator_sees_why(keeper: Keeper, clock: MovableClock) -> None:
    await heard(keeper)
    clock.move_to(NOON + BEFORE_THE_WORD + timedelta(days=1))
    await keeper.runs()
    told = await why(keeper.storage, PACK, 7, clock.now())
    assert told is not None
    assert "long silence, deletion until 2030-10-01: pending" in told
