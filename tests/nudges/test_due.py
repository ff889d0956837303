"""When somebody is due: clocks that change, days of rest, the membership, and what moves a reminder."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.nudges.due import decide, due_at
from bot.storage import Storage
from dialogs.endorsement import Wishes
from dialogs.nudging import snoozed
from dialogs.session import Session
from tests.nudges.people import PACK, ZONE, endorsed, endorsee, enter, session_of, states_of
from tests.nudges.working import Worker

HOLDS = endorsed(date(2025, 5, 5), handled=date(2027, 7, 1))


def local(year: int, month: int, day: int, hour: int = 8, zone: str = ZONE) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZoneInfo(zone))


def member(until: date, **told: object) -> Session:
    return Session(wishes=Wishes.model_validate({"membership_until": until, **told}))


@pytest.mark.parametrize(
    ("session", "now", "due"),
    [
        (endorsee(), local(2027, 9, 1), None),
        (endorsee(HOLDS), local(2027, 9, 1), local(2027, 10, 1)),
        (endorsee(HOLDS, quiet_until=6), local(2027, 9, 1), local(2027, 10, 1, 6)),
        (endorsee(HOLDS, time_zone="Pacific/Honolulu"), local(2027, 9, 1), local(2027, 10, 1, 8, "Pacific/Honolulu")),
        (endorsee(HOLDS.model_copy(update={"handled": date(2027, 10, 1)})), local(2027, 10, 2), local(2027, 11, 1)),
        # 15 January 2028 is a Saturday, 15 January 2029 a Monday; the first of July 2029 a Sunday in no deadline year.
        (endorsee(endorsed(date(2027, 5, 5))), local(2027, 6, 1), local(2028, 1, 15)),
        # Earned on the leap day: the year counts, not the day.
        (endorsee(endorsed(date(2028, 2, 29))), local(2028, 3, 1), local(2029, 1, 15)),
        # 17 October 2027 is a Sunday: the reminder of a membership waits for Monday, or not where Sundays are free.
        (member(date(2027, 11, 16)), local(2027, 9, 1), local(2027, 10, 18)),
        (member(date(2027, 11, 16), sundays=True), local(2027, 9, 1), local(2027, 10, 17)),
        # The leap day itself is a day like others.
        (member(date(2028, 3, 30)), local(2028, 2, 1), local(2028, 2, 29)),
        # The clock jumps on 14 March 2027 at two: a morning that begins in the hour that is not there.
        (member(date(2027, 4, 13), quiet_until=2, sundays=True), local(2027, 3, 1), local(2027, 3, 14, 3)),
        # On 7 November 2027 the hour from one to two comes twice: the first of them.
        (member(date(2027, 12, 7), quiet_until=1, sundays=True), local(2027, 10, 1), local(2027, 11, 7, 1)),
    ],
)
def test_a_person_is_due_in_the_morning_of_the_next_day_of_the_ladder(
    session: Session, now: datetime, due: datetime | None
) -> None:
    found = due_at(session, PACK, now)
    assert (None if found is None else found.timestamp()) == (None if due is None else due.timestamp())


def test_a_membership_and_an_endorsement_share_a_day() -> None:
    session = endorsee(HOLDS, membership_until=date(2027, 10, 31))
    decision = decide(session, PACK, local(2027, 10, 1, 9), "yes")
    assert [(rung.endorsement, rung.day) for rung in decision.tell] == [(1, date(2027, 10, 1)), (0, date(2027, 10, 1))]
    assert decision.session.nudged_on == date(2027, 10, 1)


def test_a_membership_reminder_comes_a_week_after_the_nudge_before_it() -> None:
    session = member(date(2027, 11, 10)).model_copy(update={"nudged_on": date(2027, 11, 1)})
    decision = decide(session, PACK, local(2027, 11, 3, 9), "yes")
    assert decision.tell == ()
    decision = decide(session, PACK, local(2027, 11, 8, 9), "yes")
    assert [str(reason) for _, reason in decision.passed] == ["superseded"]
    assert [rung.day for rung in decision.tell] == [date(2027, 11, 3)]
    assert due_at(decision.session, PACK, local(2027, 11, 8, 9)) is None


@pytest.mark.parametrize(
    ("told", "reachable", "day", "reason"),
    [
        ({"stopped": True}, "yes", 12, "stopped"),
        ({}, "blocked", 12, "blocked"),
        ({}, "gone", 12, "gone"),
        ({}, "yes", 22, "lapsed"),
    ],
)
def test_a_membership_reminder_is_passed_over_with_a_reason(
    told: dict[str, object], reachable: str, day: int, reason: str
) -> None:
    session = member(date(2027, 10, 19), membership_handled=date(2027, 9, 20), **told)
    decision = decide(session, PACK, local(2027, 10, day, 9), reachable)
    assert [(rung.day, str(why)) for rung, why in decision.passed] == [(date(2027, 10, 12), reason)]


async def test_after_an_outage_over_several_rungs_only_the_newest_is_told(storage: Storage, worker: Worker) -> None:
    await enter(storage, local(2027, 9, 1), {7: endorsee(HOLDS)})
    worker.clock.move_to(local(2027, 12, 2, 9))
    await worker.decides()
    assert await states_of(storage, 7) == [
        ("2027-10-01", "skipped", "superseded"),
        ("2027-11-01", "skipped", "superseded"),
        ("2027-12-01", "pending", None),
    ]


async def test_a_snooze_brings_it_again_on_the_day_asked_for(storage: Storage, worker: Worker) -> None:
    clock: MovableClock = worker.clock
    await enter(storage, local(2027, 9, 1), {7: endorsee(HOLDS)})
    clock.move_to(date(2027, 10, 1))
    await worker.decides()
    session = await session_of(storage, 7)
    later = snoozed(session.endorsements[0], PACK, date(2027, 10, 1), 3)
    assert later is not None
    await enter(storage, clock.now(), {7: session.model_copy(update={"endorsements": (later,)})})
    # Three days later is Monday the fourth.
    clock.move_to(local(2027, 10, 4, 7))
    await worker.decides()
    assert len(await states_of(storage, 7)) == 1
    clock.advance(timedelta(hours=1))
    await worker.decides()
    assert (await states_of(storage, 7))[-1] == ("2027-10-04", "pending", None)


@pytest.mark.parametrize(
    ("update", "reason"),
    [({"muted": True}, "muted"), ({"snoozed_until": date(2027, 10, 8)}, None)],
)
async def test_what_is_not_to_be_told_stands_in_the_ledger_with_the_reason(
    storage: Storage, worker: Worker, update: dict[str, object], reason: str | None
) -> None:
    await enter(storage, local(2027, 9, 1), {7: endorsee(HOLDS.model_copy(update=update))})
    worker.clock.move_to(date(2027, 10, 1))
    await worker.decides()
    assert [why for _, _, why in await states_of(storage, 7)] == ([] if reason is None else [reason])
