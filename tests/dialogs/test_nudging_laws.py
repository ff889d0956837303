"""What holds of reminders for all people, zones, wishes and moments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.endorsement import Attestation, Endorsement, Wishes
from dialogs.nudging import Decision, Passed, Rung, cycles, decide, due_at, snoozed, waking
from dialogs.session import Session
from rules.renewal import reminders
from tests.dialogs.endorsed import ALWAYS, PACK, held, session

POLICY = PACK.renewal_policy(date(2026, 11, 21))
ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
HOUR = st.integers(0, 23)
WISHES = st.builds(Wishes, quiet_from=HOUR, quiet_until=HOUR, sundays=st.booleans()) | st.just(Wishes())
EARNED = st.dates(date(2024, 1, 1), date(2030, 12, 31))
MOMENTS = st.datetimes(datetime(2024, 1, 2), datetime(2039, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
# From minutes to years: a sweep every minute, and outages of any length.
GAPS = st.lists(st.integers(1, 2_000_000).map(lambda minutes: timedelta(minutes=minutes)), max_size=60)
HALF_DAYS = st.lists(
    st.sampled_from((6, 12, 24, 60, 240, 1440)).map(lambda hours: timedelta(hours=hours)), max_size=250
)
STEPS = GAPS | HALF_DAYS


@dataclass
class Life:
    """A person over the years, and every decision about them."""

    told: Session
    zone: ZoneInfo
    now: datetime
    decisions: list[tuple[datetime, Decision]] = field(default_factory=list)

    def goes_on(self, gap: timedelta) -> Decision:
        self.now += gap
        found = decide(self.told, PACK, self.zone, self.now, reachable="yes")
        self.decisions.append((self.now, found))
        self.told = found.session
        return found

    def goes_on_until(self, end: datetime, steps: Sequence[timedelta]) -> None:
        for gap in steps:
            if self.now + gap < end:
                self.goes_on(gap)
        self.goes_on(end - self.now)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def nudged_on(self) -> list[date]:
        """The local days of its messages."""
        return [when.astimezone(self.zone).date() for when, found in self.decisions if found.tell]

    @property
    def handled(self) -> list[Rung]:
        return [rung for _, found in self.decisions for rung in (*found.tell, *(rung for rung, _ in found.passed))]

    def changes(self, endorsement: Endorsement) -> None:
        others = (one for one in self.told.endorsements if one.id != endorsement.id)
        self.told = self.told.model_copy(update={"endorsements": (*others, endorsement)})


def life(earned: Sequence[date], zone: ZoneInfo, wishes: Wishes = ALWAYS) -> Life:
    """From noon of the newest day earned on."""
    held_ones = [held(str(day), number=number) for number, day in enumerate(earned, 1)]
    begins = datetime.combine(max(earned), datetime.min.time(), tzinfo=zone).astimezone(UTC) + timedelta(hours=12)
    return Life(session(*held_ones, wishes=wishes), zone, begins)


def first_deadline(one: Endorsement) -> date:
    return cycles(one, PACK, one.earned_on)[0].deadline


def after(deadline: date) -> datetime:
    """Monday noon or so in the week after a deadline, in no quiet hour of `ALWAYS`, everywhere past it."""
    return datetime.combine(deadline, datetime.min.time(), tzinfo=UTC) + timedelta(days=5)


def is_quiet(moment: datetime, wishes: Wishes, zone: ZoneInfo) -> bool:
    """Said in another way than by the code: by listing the quiet hours."""
    local, hour, quiet = moment.astimezone(zone), wishes.quiet_from, set()
    while hour != wishes.quiet_until:
        quiet.add(hour)
        hour = (hour + 1) % 24
    return local.hour in quiet or (local.weekday() == 6 and not wishes.sundays)


@given(MOMENTS, WISHES, ZONES)
@example(datetime(2027, 3, 14, 5, 30, tzinfo=UTC), Wishes(quiet_from=3, quiet_until=2), ZoneInfo("America/New_York"))
def test_waking_is_never_quiet_never_earlier_and_soon(moment: datetime, wishes: Wishes, zone: ZoneInfo) -> None:
    wakes = waking(moment, wishes, zone)
    assert not is_quiet(wakes, wishes, zone)
    assert (wakes == moment) == (not is_quiet(moment, wishes, zone))
    assert moment <= wakes <= moment + timedelta(days=4)
    assert waking(wakes, wishes, zone) == wakes


@given(MOMENTS, WISHES, ZONES)
def test_no_moment_that_is_not_quiet_is_slept_over(moment: datetime, wishes: Wishes, zone: ZoneInfo) -> None:
    wakes = waking(moment, wishes, zone)
    quarters = int((wakes - moment) / timedelta(minutes=15))
    awake = [moment + timedelta(minutes=15) * n for n in range(quarters)]
    assert [when for when in awake if not is_quiet(when, wishes, zone)] == []


@settings(deadline=None)
@given(st.lists(EARNED, min_size=1, max_size=3), ZONES, WISHES, STEPS)
def test_nothing_is_decided_in_a_quiet_hour(
    earned: list[date], zone: ZoneInfo, wishes: Wishes, steps: list[timedelta]
) -> None:
    one = life(earned, zone, wishes)
    for gap in steps:
        found = one.goes_on(gap)
        assert not (found.tell or found.passed) or not is_quiet(one.now, wishes, zone)


@settings(deadline=None)
@given(st.lists(EARNED, min_size=1, max_size=3), ZONES, WISHES, STEPS)
def test_between_two_nudges_lie_seven_days_or_in_the_daily_part_one(
    earned: list[date], zone: ZoneInfo, wishes: Wishes, steps: list[timedelta]
) -> None:
    one = life(earned, zone, wishes)
    for gap in steps:
        one.goes_on(gap)
    for (earlier, _), (later, found) in pairwise([pair for pair in one.decisions if pair[1].tell]):
        apart = later.astimezone(zone).date() - earlier.astimezone(zone).date()
        is_daily = any(rung.day >= POLICY.ladder.daily_from.of(rung.cycle_end.year) for rung in found.tell)
        assert apart >= timedelta(days=1 if is_daily else 7)


@settings(deadline=None)
@given(EARNED, ZONES, STEPS)
def test_over_a_cycle_every_rung_is_dealt_with_exactly_once(
    earned: date, zone: ZoneInfo, steps: list[timedelta]
) -> None:
    one = life([earned], zone)
    (now,) = cycles(one.told.endorsements[0], PACK, earned)
    one.goes_on_until(after(now.deadline), steps)
    assert sorted(rung.day for rung in one.handled) == [day for day in reminders(POLICY, now) if day > earned]
    assert due_at(one.told, PACK, zone, one.now) is None


@settings(deadline=None)
@given(st.lists(EARNED, min_size=2, max_size=3), ZONES, WISHES, STEPS, st.randoms(use_true_random=False))
def test_whatever_is_wished_on_the_way_no_rung_is_lost_or_comes_twice(
    earned: list[date], zone: ZoneInfo, wishes: Wishes, steps: list[timedelta], chance: Random
) -> None:
    one = life(earned, zone, wishes)
    for gap in steps:
        one.goes_on(gap)
        _does_something(one, chance)
    last = max(cycles(held_one, PACK, one.today)[-1].deadline for held_one in one.told.endorsements)
    one.goes_on(max(after(last) - one.now, timedelta(0)))
    if is_quiet(one.now, wishes, zone):
        one.goes_on(waking(one.now, wishes, zone) - one.now)
    assert max(Counter(one.handled).values()) == 1
    for held_one in one.told.endorsements:
        mine = {rung.day for rung in one.handled if rung.endorsement == held_one.id}
        ladder = {day for found in cycles(held_one, PACK, one.today) for day in reminders(POLICY, found)}
        assert {day for day in ladder if day > held_one.earned_on} <= mine


@settings(deadline=None)
@given(EARNED, ZONES, STEPS)
def test_of_one_endorsement_a_message_tells_the_newest_rung_alone(
    earned: date, zone: ZoneInfo, steps: list[timedelta]
) -> None:
    one = life([earned], zone)
    for gap in steps:
        found = one.goes_on(gap)
        assert len(found.tell) <= 1
        assert all(rung.day < told.day for told in found.tell for rung, _ in found.passed)


@settings(deadline=None)
@given(EARNED, ZONES, st.integers(0, 91), st.integers(1, 14), STEPS)
def test_after_attesting_nothing_more_is_told_of_the_cycle(
    earned: date, zone: ZoneInfo, into_the_window: int, snooze: int, steps: list[timedelta]
) -> None:
    one = life([earned], zone)
    (now,) = cycles(one.told.endorsements[0], PACK, earned)
    attests = datetime.combine(now.window_opens, datetime.min.time(), tzinfo=zone).astimezone(UTC)
    one.goes_on_until(attests + timedelta(days=into_the_window, hours=12), steps)
    asked = snoozed(one.told.endorsements[0], PACK, one.today, snooze) or one.told.endorsements[0]
    done = Attestation(cycle_end=now.deadline, on=one.today, at=one.now.isoformat())
    one.changes(asked.model_copy(update={"attestations": (done,)}))
    before = len(one.nudged_on)
    one.goes_on_until(datetime(now.deadline.year + 1, 1, 10, tzinfo=UTC), steps)
    assert len(one.nudged_on) == before


@settings(deadline=None)
@given(st.lists(EARNED, min_size=1, max_size=2), ZONES, WISHES, STEPS)
def test_when_something_is_due_is_told_to_the_moment(
    earned: list[date], zone: ZoneInfo, wishes: Wishes, steps: list[timedelta]
) -> None:
    one = life(earned, zone, wishes)
    for gap in steps:
        due, before = due_at(one.told, PACK, zone, one.now), one.told
        found = one.goes_on(gap)
        if due is None or one.now < due:
            assert found == Decision((), (), before)
        elif not is_quiet(one.now, wishes, zone):
            assert found.tell or found.passed
    due = due_at(one.told, PACK, zone, one.now)
    if due is not None:
        assert not is_quiet(due, wishes, zone)
        found = decide(one.told, PACK, zone, due, reachable="yes")
        assert found.tell or found.passed


@settings(deadline=None)
@given(EARNED, ZONES, st.lists(MOMENTS, max_size=40))
def test_a_clock_that_jumps_to_and_fro_doubles_nothing(earned: date, zone: ZoneInfo, moments: list[datetime]) -> None:
    one = life([earned], zone)
    for moment in moments:
        one.goes_on(moment - one.now)
    assert max(Counter(one.handled).values(), default=1) == 1


@settings(deadline=None)
@given(EARNED, ZONES, STEPS, st.sampled_from(("blocked", "gone")))
def test_who_cannot_be_reached_is_never_told(
    earned: date, zone: ZoneInfo, steps: list[timedelta], reachable: str
) -> None:
    one = life([earned], zone)
    for gap in steps:
        one.now += gap
        found = decide(one.told, PACK, zone, one.now, reachable=reachable)
        assert found.tell == ()
        assert {reason for _, reason in found.passed} <= {Passed(reachable), Passed.LAPSED, Passed.SUPERSEDED}
        one.told = found.session


def _does_something(one: Life, chance: Random) -> None:
    """Snooze, mute, hear again, stop, go on or attest: what buttons offer at that moment."""
    endorsement = chance.choice(one.told.endorsements)
    match chance.randrange(6):
        case 0:
            one.changes(snoozed(endorsement, PACK, one.today, chance.choice((3, 7, 14))) or endorsement)
        case 1:
            one.changes(endorsement.model_copy(update={"muted": not endorsement.muted}))
        case 2:
            wishes = one.told.wishes.model_copy(update={"stopped": not one.told.wishes.stopped})
            one.told = one.told.model_copy(update={"wishes": wishes})
        case 3:
            found = cycles(endorsement, PACK, one.today)[-1]
            if found.window_opens <= one.today <= found.deadline:
                done = Attestation(cycle_end=found.deadline, on=one.today, at=one.now.isoformat())
                one.changes(endorsement.model_copy(update={"attestations": (*endorsement.attestations, done)}))
        case _:
            pass
