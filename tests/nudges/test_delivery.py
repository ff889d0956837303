"""What becomes of a nudge: refused, lost on the way, overtaken by what the person did."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.simulator import Cut, Hang, Person, Refuse, Simulator
from bot.storage import Storage
from dialogs.endorsement import Attestation
from dialogs.nudging import Rung
from dialogs.screen import Screen
from dialogs.session import Session
from rules.sources import UncoveredDay
from tests.end_to_end.waiting import bot_messages
from tests.nudges.conftest import NOON
from tests.nudges.people import endorsed, endorsee, enter, ledger_of, session_of, states_of
from tests.nudges.working import Worker

JULY = date(2027, 7, 1)
HOLDS = endorsed(date(2025, 5, 5), handled=JULY)
RUNG = "2027-10-01"


@pytest.fixture
async def anna(telegram: Simulator, storage: Storage) -> Person:
    """Her window opens today."""
    person = telegram.person(7, first_name="Annabel")
    await person.sends("hello")
    await enter(storage, NOON, {7: endorsee(HOLDS)})
    return person


def sent(telegram: Simulator) -> int:
    return len(telegram.calls.of("sendMessage"))


async def test_a_nudge_arrives_and_is_the_newest_message_which_stays(
    anna: Person, storage: Storage, worker: Worker
) -> None:
    await worker.works()
    assert anna.last.from_bot
    async with storage.transaction() as transaction:
        row = await transaction.person(7)
    assert row is not None
    assert (row.message_id, row.message_stays) == (anna.last.id, True)
    assert [one.message_id for one in await ledger_of(storage, 7)] == [anna.last.id]


async def test_everything_due_to_one_person_is_one_message(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker
) -> None:
    both = endorsee(HOLDS, HOLDS.model_copy(update={"id": 2}), membership_until=date(2027, 10, 31))
    await enter(storage, NOON, {7: both})
    await worker.works()
    assert sent(telegram) == 1
    rows = await ledger_of(storage, 7)
    assert [(row.endorsement, row.state, row.message_id) for row in rows] == [
        (0, "sent", anna.last.id),
        (1, "sent", anna.last.id),
        (2, "sent", anna.last.id),
    ]


async def test_a_flood_limit_is_waited_out_and_the_nudge_is_sent_then(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker, clock: MovableClock
) -> None:
    telegram.faults.order(Refuse(429, retry_after=120), method="sendMessage")
    await worker.works()
    (row,) = await ledger_of(storage, 7)
    assert row.state == "pending"
    assert row.not_before - NOON >= timedelta(seconds=120)
    await worker.works()
    assert sent(telegram) == 1
    clock.advance(timedelta(seconds=130))
    await Worker(storage, worker.delivery.bot, clock).works()
    assert await states_of(storage, 7) == [(RUNG, "sent", None)]
    assert anna.last.from_bot


async def test_a_long_flood_limit_is_for_everybody(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker
) -> None:
    telegram.faults.order(Refuse(429, retry_after=300), method="sendMessage")
    await worker.works()
    await telegram.person(8).sends("hello")
    await enter(storage, NOON, {8: endorsee(HOLDS)})
    await worker.works()
    assert (sent(telegram), bot_messages(anna)) == (1, 0)
    assert await states_of(storage, 8) == [(RUNG, "pending", None)]


async def test_who_has_blocked_the_bot_is_marked_and_not_written_to_again(
    anna: Person, storage: Storage, worker: Worker, clock: MovableClock
) -> None:
    await anna.blocks()
    await worker.works()
    assert await states_of(storage, 7) == [(RUNG, "failed", "bot was blocked by the user")]
    clock.move_to(date(2027, 11, 1))
    await worker.works()
    assert (await states_of(storage, 7))[-1] == ("2027-11-01", "skipped", "blocked")


async def test_who_is_gone_is_marked_so(anna: Person, storage: Storage, worker: Worker, clock: MovableClock) -> None:
    await anna.deletes_account()
    await worker.works()
    clock.move_to(date(2027, 11, 1))
    await worker.works()
    assert [state for _, state, _ in await states_of(storage, 7)] == ["failed", "skipped"]
    assert (await states_of(storage, 7))[-1][2] == "gone"


@pytest.mark.parametrize("acted", [False, True])
@pytest.mark.parametrize("fault", [Cut, Hang])
async def test_an_answer_that_never_comes_leaves_it_unknown_and_it_is_not_sent_again(
    telegram: Simulator, anna: Person, worker: Worker, fault: type[Cut | Hang], *, acted: bool
) -> None:
    order = Cut(acted=acted) if fault is Cut else Hang(acted=acted, seconds=0.1)
    telegram.faults.order(order, method="sendMessage")
    await worker.works()
    worker.clock.advance(timedelta(days=2))
    await worker.works()
    assert sent(telegram) == 1
    assert [state for _, state, _ in await states_of(worker.storage, 7)] == ["unknown"]
    assert bot_messages(anna) == acted


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_server_that_failed_may_have_sent_it(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker, code: int
) -> None:
    telegram.faults.order(Refuse(code), method="sendMessage")
    await worker.works()
    await worker.works()
    assert (sent(telegram), bot_messages(anna)) == (1, 0)
    assert [state for _, state, _ in await states_of(storage, 7)] == ["unknown"]


async def test_without_a_connection_it_is_tried_again(
    anna: Person, storage: Storage, bot: Bot, clock: MovableClock
) -> None:
    await bot.shutdown()
    await Worker(storage, bot, clock).works()
    assert [state for _, state, _ in await states_of(storage, 7)] == ["pending"]
    await bot.initialize()
    clock.advance(timedelta(minutes=1))
    await Worker(storage, bot, clock).works()
    assert [state for _, state, _ in await states_of(storage, 7)] == ["sent"]
    assert anna.last.from_bot


async def test_a_chat_that_telegram_does_not_know_is_a_failure(storage: Storage, worker: Worker) -> None:
    await enter(storage, NOON, {9: endorsee(HOLDS)})
    await worker.works()
    assert await states_of(storage, 9) == [(RUNG, "failed", "Chat not found")]


ATTESTED = Attestation(cycle_end=date(2027, 12, 31), on=date(2027, 10, 1), at="2027-10-01T16:00:00+00:00")


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (endorsee(HOLDS, stopped=True), "stopped"),
        (endorsee(HOLDS.model_copy(update={"muted": True})), "muted"),
        (endorsee(HOLDS.model_copy(update={"snoozed_until": date(2027, 10, 4)})), "snoozed"),
        (endorsee(HOLDS.model_copy(update={"attestations": (ATTESTED,)})), "attested"),
        (endorsee(HOLDS.model_copy(update={"earned_on": date(2027, 5, 5)})), "changed"),
        (endorsee(), "deleted"),
    ],
)
async def test_what_the_person_does_between_decision_and_sending_counts(
    anna: Person, storage: Storage, worker: Worker, after: Session, reason: str
) -> None:
    await worker.decides()
    await enter(storage, NOON, {7: after})
    await worker.delivers()
    assert await states_of(storage, 7) == [(RUNG, "skipped", reason)]
    assert bot_messages(anna) == 0


async def test_a_decision_that_was_held_up_into_the_night_waits_for_the_morning(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker, clock: MovableClock
) -> None:
    await worker.decides()
    clock.move_to(datetime(2027, 10, 3, 2, tzinfo=UTC))  # Saturday evening, ten o'clock
    await worker.delivers()
    (row,) = await ledger_of(storage, 7)
    assert (row.state, row.not_before) == ("pending", datetime(2027, 10, 4, 12, tzinfo=UTC))  # Monday morning, eight
    clock.move_to(row.not_before)
    await worker.delivers()
    assert sent(telegram) == 1
    assert anna.last.from_bot


async def test_a_nudge_that_a_newer_one_has_overtaken_is_not_sent(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker, clock: MovableClock
) -> None:
    await worker.decides()
    clock.move_to(date(2027, 11, 1))
    await worker.works()
    assert await states_of(storage, 7) == [(RUNG, "skipped", "superseded"), ("2027-11-01", "sent", None)]
    assert sent(telegram) == 1
    assert anna.last.from_bot


async def test_somebody_forgotten_between_decision_and_sending_is_not_brought_back(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker
) -> None:
    await worker.decides()
    async with storage.transaction() as transaction:
        await transaction.forget_person(7, NOON)
    await worker.works()
    async with storage.transaction() as transaction:
        assert await transaction.person(7) is None
    assert (sent(telegram), bot_messages(anna)) == (0, 0)


class Speechless:
    """Has no words for anybody."""

    def nudge(self, session: Session, rungs: tuple[Rung, ...], on: date) -> Screen:  # noqa: ARG002
        raise UncoveredDay(f"nothing is in force on {on}")


async def test_a_nudge_without_words_stays_in_the_ledger_and_is_tried_again(
    telegram: Simulator, anna: Person, storage: Storage, bot: Bot, clock: MovableClock
) -> None:
    await Worker(storage, bot, clock, Speechless()).works()
    assert [state for _, state, _ in await states_of(storage, 7)] == ["pending"]
    clock.advance(timedelta(hours=2))
    await Worker(storage, bot, clock).works()
    assert [state for _, state, _ in await states_of(storage, 7)] == ["sent"]
    assert sent(telegram) == 1
    assert anna.last.from_bot


async def test_a_session_that_cannot_be_read_keeps_nobody_else_from_a_nudge(
    anna: Person, storage: Storage, worker: Worker, clock: MovableClock
) -> None:
    async with storage.transaction() as transaction:
        row = await transaction.lock_person(3, NOON)
        await transaction.save_person(replace(row, session='{"endorsements": 1}', due_at=NOON - timedelta(days=1)))
    await worker.works()
    assert anna.last.from_bot
    async with storage.transaction() as transaction:
        broken = await transaction.person(3)
    assert broken is not None
    assert broken.due_at is not None
    assert broken.due_at > clock.now()


async def test_a_rung_that_is_in_the_ledger_is_never_sent_twice(
    telegram: Simulator, anna: Person, storage: Storage, worker: Worker
) -> None:
    """A restored backup of the person, or a clock put back: the ledger still knows."""
    await worker.works()
    await enter(storage, NOON, {7: endorsee(HOLDS)})
    await worker.works()
    assert sent(telegram) == 1
    assert (await session_of(storage, 7)).endorsements[0].handled == date(2027, 10, 1)
    assert anna.last.from_bot
