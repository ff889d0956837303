"""What becomes of an announcement on its way to many people."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from bot.announcements.moves import move
from bot.announcements.repairs import begin_correction, begin_deletion, resend_unknown, retry_failed
from bot.clock import MovableClock
from bot.simulator import Cut, Refuse, Simulator
from bot.simulator.parameters import Upload
from bot.storage import Storage, open_storage
from bot.storage.repair import RepairEnd
from dialogs.announcements.content import Content, LinkButton, Piece, ReplyButton
from dialogs.announcements.lifecycle import Step
from dialogs.announcements.timing import Timing
from dialogs.endorsement import Wishes
from dialogs.session import Session
from tests.announcements.senders import (
    announce,
    announcement,
    arrive,
    engine,
    ledger,
    states,
    until_state,
)
from tests.end_to_end.waiting import bot_messages, until, until_called
from tests.nudges.people import enter

NOON = datetime(2027, 10, 1, 16, 0, tzinfo=UTC)
"""Noon in Indianapolis, a Friday."""


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """It refuses much here, and shall."""
    async with Simulator() as simulator:
        yield simulator


def sent(telegram: Simulator) -> list[int | None]:
    return [call.chat_id for call in telegram.calls.of("sendMessage")]


async def test_everybody_gets_one_copy_with_their_name(
    url: str, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    async with open_storage(url) as storage:
        people = await arrive(telegram, storage, NOON, range(1, 31))
        number = await announce(storage, NOON, people)
        async with engine(storage, url, api, clock):
            await until_state(storage, number, "finished")
        assert set((await states(storage, number)).values()) == {("sent", None)}
        assert (await ledger(storage, number))[7].message_ids == (people[7].last.id,)
        async with storage.transaction() as transaction:
            row = await transaction.person(7)
            log = [entry.what for entry in await transaction.audit_log(10)]
    assert sorted(sent(telegram)) == list(people)  # type: ignore[type-var]
    assert people[7].last.text == "Hello Person7"
    assert row is not None
    assert (row.message_id, row.message_stays) == (people[7].last.id, True)
    assert log == ["announcement.finish", "announcement.start"]


async def test_whatever_goes_wrong_each_gets_one_copy_or_a_reason(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 101))
    await enter(storage, NOON, dict.fromkeys((1, 2), Session(wishes=Wishes(topics_off=("training",)))))
    await enter(storage, NOON, {3: Session(wishes=Wishes(weekly_cap=0))})
    await people[4].blocks()
    await people[5].deletes_account()
    number = await announce(storage, NOON, people)
    async with storage.transaction() as transaction:
        await transaction.forget_person(6, NOON)
    telegram.faults.order(Refuse(502), method="sendMessage", chat_id=10)
    telegram.faults.order(Cut(acted=False), method="sendMessage", chat_id=11)
    telegram.faults.order(Cut(acted=True), method="sendMessage", chat_id=12)
    telegram.faults.order(Refuse(429, retry_after=1), method="sendMessage", chat_id=20)
    telegram.faults.order(Refuse(400, "Bad Request: chat not found"), method="sendMessage", chat_id=30)
    async with engine(storage, file_url, api, clock):
        await until_state(storage, number, "finished")
    told = await states(storage, number)
    assert told.pop(None) == ("skipped", "forgotten")
    others = {person: told.pop(person) for person in (1, 2, 3, 4, 5, 10, 11, 12, 30)}
    assert others == {
        1: ("skipped", "opted_out"),
        2: ("skipped", "opted_out"),
        3: ("skipped", "quiet"),
        4: ("failed", "bot was blocked by the user"),
        5: ("failed", "user is deactivated"),
        10: ("unknown", "The server failed (502)"),
        11: ("unknown", others[11][1]),
        12: ("unknown", others[12][1]),
        30: ("failed", "Chat not found"),
    }
    assert set(told.values()) == {("sent", None)}
    received = {person: bot_messages(people[person]) for person in (*told, 10, 11, 12) if person is not None}
    assert {person for person, count in received.items() if count != 1} == {10, 11}
    async with storage.transaction() as transaction:
        rows = [await transaction.person(person) for person in (4, 5)]
    assert [row.reachable for row in rows if row] == ["blocked", "gone"]


async def test_a_pause_holds_within_a_second_and_nobody_gets_it_twice_afterwards(
    url: str, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    async with open_storage(url) as storage:
        people = await arrive(telegram, storage, NOON, range(1, 61))
        number = await announce(storage, NOON, people)
        async with engine(storage, url, api, clock, rate=25):
            await until_called(telegram, "sendMessage", 10, within=60)
            await step(storage, number, Step.PAUSE, clock)
            await asyncio.sleep(0.3)
            paused = len(sent(telegram))
            await asyncio.sleep(1.5)
            assert len(sent(telegram)) == paused < 60
            assert (await announcement(storage, number)).state == "paused"
            await step(storage, number, Step.RESUME, clock)
            await until_state(storage, number, "finished")
    assert sorted(sent(telegram)) == list(people)  # type: ignore[type-var]


async def test_who_is_still_waiting_when_it_is_cancelled_gets_nothing(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 61))
    number = await announce(storage, NOON, people)
    async with engine(storage, file_url, api, clock, rate=25):
        await until_called(telegram, "sendMessage", 10, within=60)
        await step(storage, number, Step.CANCEL, clock)
        await asyncio.sleep(1.5)
    told = list((await states(storage, number)).values())
    assert set(told) == {("sent", None), ("skipped", "cancelled")}
    assert told.count(("sent", None)) == len(sent(telegram))


async def test_what_has_expired_is_not_sent_any_more(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 4))
    number = await announce(storage, NOON, people, expires_at=NOON)
    async with engine(storage, file_url, api, clock):
        await until_state(storage, number, "finished")
    assert set((await states(storage, number)).values()) == {("skipped", "expired")}
    assert sent(telegram) == []


async def test_who_sleeps_waits_for_their_morning(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, (7, 8))
    await enter(storage, NOON, {7: Session(time_zone="Asia/Kolkata")})
    number = await announce(storage, NOON, people, timing=Timing(kind="morning"))
    async with engine(storage, file_url, api, clock):
        await until_called(telegram, "sendMessage", 1, within=60)
        await asyncio.sleep(1.5)
        waiting = (await ledger(storage, number))[7]
        assert (waiting.state, waiting.not_before) == ("pending", datetime(2027, 10, 2, 2, 30, tzinfo=UTC))
        clock.move_to(waiting.not_before)
        await until_state(storage, number, "finished")
    assert sent(telegram) == [8, 7]


async def test_it_stops_by_itself_when_telegram_refuses_it_three_times_in_a_row(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    telegram.faults.order(Refuse(400, "Bad Request: can't parse entities"), times=None, method="sendMessage")
    people = await arrive(telegram, storage, NOON, range(1, 101))
    number = await announce(storage, NOON, people)
    async with engine(storage, file_url, api, clock, rate=25):
        await until_state(storage, number, "paused")
        await asyncio.sleep(0.5)
    row = await announcement(storage, number)
    async with storage.transaction() as transaction:
        (newest, _) = await transaction.audit_log(10)
    assert (row.stopped_by, newest.what, newest.who, newest.detail) == ("refused", "announcement.pause", 0, "refused")
    assert len(sent(telegram)) < 12


async def test_it_stops_by_itself_when_more_than_a_fifth_of_the_first_fifty_fail_and_goes_on_if_told_to(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 61))
    for number in range(2, 40, 2):
        await people[number].blocks()
    number = await announce(storage, NOON, people)
    async with engine(storage, file_url, api, clock, rate=50):
        await until_state(storage, number, "paused")
        assert (await announcement(storage, number)).stopped_by == "failing"
        await step(storage, number, Step.RESUME, clock)
        await until_state(storage, number, "finished")


async def test_one_message_shows_the_progress_and_a_failing_one_stops_nothing(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 81))
    olive = (await arrive(telegram, storage, NOON, (99,)))[99]
    number = await announce(storage, NOON, people, progress_chat=99)
    telegram.faults.order(Refuse(500), method="editMessageText")
    async with engine(storage, file_url, api, clock, rate=25):
        await until_called(telegram, "editMessageText", 1, within=60)
        assert olive.last.text.startswith(f"Announcement {number} is going out")
        await until_state(storage, number, "finished")
        await olive.waits_for("is done", ever=True)
    assert bot_messages(olive) == 1
    assert "80 of 80" in olive.last.text
    assert (await announcement(storage, number)).progress_message == olive.last.id
    assert 2 <= len(telegram.calls.of("editMessageText")) <= 4


async def test_an_album_has_its_buttons_below_it_a_second_later(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    await arrive(telegram, storage, NOON, (7,))
    files = [telegram.world.files.keep("document", Upload(name, b"%PDF", "application/pdf")) for name in ("a", "b")]
    content = Content(
        text="Look",
        pieces=tuple(Piece(kind="document", file_id=file.file_id) for file in files),
        buttons=(LinkButton(label="Page", url="https://example.org"), ReplyButton(label="I come")),
    )
    number = await announce(storage, NOON, (7,), content)
    async with engine(storage, file_url, api, clock):
        await until_state(storage, number, "finished")
    assert len((await ledger(storage, number))[7].message_ids) == 3
    (album,), (below,) = telegram.calls.of("sendMediaGroup"), telegram.calls.of("sendMessage")
    assert below.at - album.at >= 0.95


async def test_what_failed_is_sent_again_when_somebody_asks_and_what_is_unknown_only_by_name(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 6))
    number = await announce(storage, NOON, people)
    telegram.faults.order(Refuse(400, "Bad Request: chat not found"), method="sendMessage", chat_id=2)
    telegram.faults.order(Cut(acted=True), method="sendMessage", chat_id=3)
    async with engine(storage, file_url, api, clock):
        await until_state(storage, number, "finished")
        async with storage.transaction() as transaction:
            assert await retry_failed(transaction, number) == 1
            await move(transaction, number, Step.REOPEN, clock.now())
        await until_state(storage, number, "finished")
        assert (bot_messages(people[2]), bot_messages(people[3])) == (1, 1)
        assert (await states(storage, number))[3][0] == "unknown"
        async with storage.transaction() as transaction:
            assert await resend_unknown(transaction, number) == 1
            await move(transaction, number, Step.REOPEN, clock.now())
        await until_state(storage, number, "finished")
    assert bot_messages(people[3]) == 2
    assert set((await states(storage, number)).values()) == {("sent", None)}


async def test_whoever_received_it_reads_the_correction(
    url: str, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    async with open_storage(url) as storage:
        people = await arrive(telegram, storage, NOON, range(1, 6))
        number = await announce(storage, NOON, people)
        async with engine(storage, url, api, clock):
            await until_state(storage, number, "finished")
            await people[2].blocks()
            async with storage.transaction() as transaction:
                row = await transaction.lock_announcement(number)
                assert row is not None
                corrected = Content(text="Good morning {first_name}").model_dump_json()
                await transaction.save_announcement(replace(row, content=corrected))
                assert await begin_correction(transaction, number) == 5
            await until(lambda: repaired(storage, number, {("correct", "done"): 4, ("correct", "failed"): 1}), 20)
    assert people[5].last.text == "Good morning Person5"


async def test_whatever_is_younger_than_two_days_is_deleted_at_everybody(
    file_url: str, storage: Storage, telegram: Simulator, api: Bot, clock: MovableClock
) -> None:
    people = await arrive(telegram, storage, NOON, range(1, 4))
    number = await announce(storage, NOON, people)
    async with engine(storage, file_url, api, clock):
        await until_state(storage, number, "finished")
        async with storage.transaction() as transaction:
            assert await begin_deletion(transaction, number) == 3
        await until(lambda: repaired(storage, number, {("delete", "done"): 3}), 20)
        assert [bot_messages(person) for person in people.values()] == [0, 0, 0]
        later = await announce(storage, clock.now(), people)
        await until_state(storage, later, "finished")
        clock.advance(timedelta(hours=49))
        async with storage.transaction() as transaction:
            assert await begin_deletion(transaction, later) == 3
        await until(lambda: repaired(storage, later, {("delete", "failed"): 3}), 20)


async def step(storage: Storage, number: int, one: Step, clock: MovableClock) -> None:
    async with storage.transaction() as transaction:
        await move(transaction, number, one, clock.now(), who=99)


async def repaired(storage: Storage, number: int, expected: dict[tuple[str, str], int]) -> bool:
    async with storage.transaction() as transaction:
        return await transaction.repair_counts(number) == expected


async def test_what_is_asked_for_while_a_copy_is_being_repaired_is_done_after_it(storage: Storage) -> None:
    await enter(storage, NOON, {7: Session()})
    number = await announce(storage, NOON, [7])
    async with storage.transaction() as transaction:
        [copy] = await transaction.recipients(number)
        await transaction.settle_recipient(replace(copy, state="sent", settled_at=NOON))
        await transaction.begin_repair(number, "correct")
        await transaction.claim_repairs([copy.id], "worker")
        await transaction.begin_repair(number, "delete")
        await transaction.settle_repairs([RepairEnd(copy.id, "done")])
        assert await transaction.repair_counts(number) == {("delete", "pending"): 1}
