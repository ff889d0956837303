"""What the numbers say, and what they must not."""

import asyncio
import re
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from prometheus_client import generate_latest

from bot.clock import MovableClock
from bot.engine.pace import Pace
from bot.gateway.bug import heard_by, record
from bot.gateway.stop import Stop
from bot.meter import Meter
from bot.metrics.instruments import Instruments
from bot.metrics.timed import Timed
from bot.metrics.watch import Watch, Watched
from bot.storage import NudgeRow, NudgeState, Storage, StorageError
from tests.metrics.cost import tell
from tests.nudges.people import endorsee, enter

NOW = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
UNITS = re.compile(r"_(seconds|bytes|per_second|total|info|fds|people|due|overdue|open|waiting)(_bucket|_sum|_count)?$")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOW, still=True)


@pytest.fixture
def instruments() -> Instruments:
    return Instruments()


@pytest.fixture
def watch(storage: Storage, clock: MovableClock, instruments: Instruments) -> Watch:
    return Watch(Watched(storage, clock, Pace(25, Stop(), clock, storage), lambda: 3), instruments)


def value(instruments: Instruments, name: str, **labels: str) -> float | None:
    return instruments.registry.get_sample_value(name, labels)


@pytest.mark.usefixtures("watch")
def test_every_name_is_ours_and_tells_its_unit_and_no_label_is_free_text(instruments: Instruments) -> None:
    tell(instruments)
    instruments.nudged("sent")
    instruments.copied("sent")
    instruments.failed("whatever failed", ValueError("Annabel"))
    text = generate_latest(instruments.registry).decode()
    assert "Annabel" not in text
    assert "whatever" not in text
    for line in text.splitlines():
        if not line.startswith("#") and "_created" not in line:
            name = re.split(r"[{ ]", line)[0]
            assert name.startswith("endorse_")
            assert UNITS.search(name), name
            assert set(re.findall(r'(\w+)="', line)) <= {"kind", "outcome", "method", "state", "error", "le"}


async def test_people_are_counted_and_who_waits_too_long_is_overdue(
    watch: Watch, instruments: Instruments, storage: Storage, clock: MovableClock
) -> None:
    await enter(storage, NOW, {1: endorsee(), 2: endorsee(), 3: endorsee()})
    async with storage.transaction() as transaction:
        for person_id in (2, 3):
            row = await transaction.lock_person(person_id, NOW)
            await transaction.save_person(replace(row, due_at=NOW))
    await watch.count()
    assert value(instruments, "endorse_people") == 3
    assert (value(instruments, "endorse_people_due"), value(instruments, "endorse_people_overdue")) == (2, 0)
    clock.advance(timedelta(minutes=11))
    await watch.count()
    assert (value(instruments, "endorse_people_due"), value(instruments, "endorse_people_overdue")) == (2, 2)


async def test_what_of_the_ledger_is_open_is_counted(watch: Watch, instruments: Instruments, storage: Storage) -> None:
    await enter(storage, NOW, {1: endorsee()})
    states: tuple[NudgeState, ...] = ("pending", "pending", "sent", "skipped", "unknown")
    async with storage.transaction() as transaction:
        await transaction.add_nudges(
            NudgeRow(1, 1, date(2027, 12, 31), date(2026, 1, 1 + day), state, NOW, NOW + timedelta(days=day - 1))
            for day, state in enumerate(states)
        )
    await watch.count()
    assert value(instruments, "endorse_nudges_open", state="pending") == 2
    assert value(instruments, "endorse_nudges_open", state="sending") == 0
    assert value(instruments, "endorse_copies_open", state="pending") == 0


@pytest.mark.usefixtures("watch")
async def test_the_pace_and_the_turns_are_read_when_they_are_asked_for(instruments: Instruments) -> None:
    assert value(instruments, "endorse_turns_waiting") == 3
    assert value(instruments, "endorse_pace_limit_messages_per_second") == 25
    assert value(instruments, "endorse_pace_rate_messages_per_second") == 25
    assert value(instruments, "endorse_pace_held_seconds") == 0


async def test_transactions_are_timed_by_how_they_end(storage: Storage, instruments: Instruments) -> None:
    timed = Timed(storage, instruments)
    async with timed.transaction() as transaction:
        await transaction.lock_person(1, NOW)
    with suppress(LookupError):
        async with timed.transaction() as transaction:
            await transaction.lock_person(2, NOW)
            raise LookupError
    await timed.ping()
    assert value(instruments, "endorse_transaction_seconds_count", outcome="committed") == 1
    assert value(instruments, "endorse_transaction_seconds_count", outcome="rolled_back") == 1
    async with storage.transaction() as transaction:
        assert await transaction.person(2) is None


def test_errors_are_counted_by_their_class_while_somebody_listens(instruments: Instruments) -> None:
    with heard_by(instruments.failed):
        record("something failed", LookupError("private"))
    record("something failed", LookupError("private"))
    assert value(instruments, "endorse_errors_total", error="LookupError") == 1


def test_nobody_has_to_listen() -> None:
    meter = Meter()
    tell(meter)
    meter.nudged("sent")
    meter.copied("sent")
    meter.transacted("committed", 0.1)


async def test_a_database_that_is_away_costs_a_count_and_no_more(
    watch: Watch, storage: Storage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(type(storage), "transaction", lambda _: (_ for _ in ()).throw(StorageError("away")))
    running = asyncio.create_task(watch.run())
    await asyncio.sleep(0.4)
    assert not running.done()
    running.cancel()
    assert "counting failed" in capsys.readouterr().out
