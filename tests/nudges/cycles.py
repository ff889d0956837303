"""Whole cycles, lived by many people under a moved clock: `python -m tests.nudges.cycles --people 2000`.

The decisions, the storage and the delivery are the real ones; Telegram is a list. People answer nudges at random, and
now and then the worker is away for weeks. `Lives.check` holds what was sent against the calendar.
"""

import argparse
import asyncio
import random
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

from telegram import Bot
from telegram.request import BaseRequest, RequestData
from typing_extensions import override

from bot.clock import MovableClock
from bot.storage import Storage, migrate, open_storage
from dialogs.endorsement import Attestation
from dialogs.nudging import Rung, cycles, snoozed
from dialogs.screen import Screen
from dialogs.session import Session
from dialogs.zone import zone_of
from rules.renewal import reminders
from tests.nudges.people import PACK, ZONE, endorsed, endorsee, enter, ledger_of, session_of
from tests.nudges.working import Worker

ZONES = (
    None,
    ZONE,
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "Pacific/Honolulu",
    "Europe/Dublin",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
)
BEGIN = datetime(2025, 1, 2, 17, tzinfo=UTC)
END = datetime(2031, 2, 1, tzinfo=UTC)
Wish = tuple[int, int, date]
"""A person asked for a nudge about an Endorsement on a day."""

_FAR = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that went out; `on` is the local day."""

    person: int
    at: datetime
    on: date
    rungs: tuple[Rung, ...]
    session: Session


class Plain:
    """Says the rungs themselves, so that whoever gets them can tell."""

    def nudge(self, session: Session, rungs: tuple[Rung, ...], on: date) -> Screen:  # noqa: ARG002
        return Screen("nudge", ";".join(f"{rung.endorsement},{rung.cycle_end},{rung.day}" for rung in rungs))


class Post(BaseRequest):
    """Carries messages no further than to a list."""

    read_timeout = None

    def __init__(self, clock: MovableClock) -> None:
        self.messages: list[tuple[int, datetime, str]] = []
        self._clock = clock

    @override
    async def initialize(self) -> None: ...

    @override
    async def shutdown(self) -> None: ...

    @override
    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: object, **_more: object
    ) -> tuple[int, bytes]:
        assert url.endswith("/sendMessage")
        assert request_data is not None
        message = request_data.parameters
        self.messages.append((cast("int", message["chat_id"]), self._clock.now(), str(message["text"])))
        return 200, b'{"ok": true, "result": {"message_id": %d}}' % len(self.messages)


class Lives:
    """Some people from `BEGIN` to `END`."""

    def __init__(self, storage: Storage, people: int, seed: int) -> None:
        self.clock = MovableClock(BEGIN, still=True)
        self.sent: list[Sent] = []
        self.outages = 0
        self._asked: set[Wish] = set()
        self._storage = storage
        self._post = Post(self.clock)
        self._worker = Worker(
            storage, Bot("1:a", request=self._post, get_updates_request=self._post), self.clock, Plain()
        )
        self._dice = random.Random(seed)  # noqa: S311  a test's
        self._people = {number: self._somebody(number) for number in range(1, people + 1)}

    async def live(self) -> None:
        """From one moment at which something is due to the next, until the end."""
        newcomers = sorted(self._people, key=lambda number: self._begins(self._people[number]))
        while True:
            moment = min([await self._next(), *(self._begins(self._people[one]) for one in newcomers[:1])])
            if moment > END:
                return
            if self._dice.random() < 0.004:
                self.outages += 1
                moment += timedelta(days=self._dice.randrange(1, 60))
            self.clock.move_to(max(moment, self.clock.now()))
            while newcomers and self._begins(self._people[newcomers[0]]) <= self.clock.now():
                number = newcomers.pop(0)
                await enter(self._storage, self._begins(self._people[number]), {number: self._people[number]})
            await self._work()

    async def check(self) -> Counter[str]:
        """Raise AssertionError at the first fault; else how many rungs ended in which state."""
        states: Counter[str] = Counter()
        told: Counter[tuple[int, Rung]] = Counter((one.person, rung) for one in self.sent for rung in one.rungs)
        assert max(told.values()) == 1, "a rung was sent twice"
        by_person = defaultdict(list)
        for one in self.sent:
            by_person[one.person].append(one)
        for number in self._people:
            _check_times(by_person[number], self._asked)
            states += await self._check_ledger(number, by_person[number])
        return states

    def _somebody(self, number: int) -> Session:
        earned = date(2021, 1, 1) + timedelta(days=self._dice.randrange(365 * 9))
        holds = [endorsed(earned)]
        if number % 10 == 0:
            holds.append(endorsed(earned + timedelta(days=400), 2))
        told: dict[str, object] = {}
        if number % 4 == 0:
            told = {
                "sundays": True,
                "quiet_from": self._dice.randrange(17, 24),
                "quiet_until": self._dice.randrange(11),
            }
        if number % 5 == 0:
            told["membership_until"] = date(2025, 3, 1) + timedelta(days=self._dice.randrange(2000))
            told["membership_handled"] = max(BEGIN.date(), *(one.earned_on for one in holds))
        return endorsee(*holds, time_zone=self._dice.choice(ZONES), **told)

    def _begins(self, session: Session) -> datetime:
        """They tell what they hold on the day the last one is earned, at five in the afternoon in London."""
        day = max(one.earned_on for one in session.endorsements)
        return max(BEGIN, datetime(day.year, day.month, day.day, 17, tzinfo=UTC))

    async def _next(self) -> datetime:
        async with self._storage.transaction() as transaction:
            marks = [*await transaction.people_due(_FAR, 1), *await transaction.pending_people(_FAR, 1)]
        return min((mark.moment for mark in marks), default=_FAR)

    async def _work(self) -> None:
        before = len(self._post.messages)
        await self._worker.works()
        for person, at, text in self._post.messages[before:]:
            session = await session_of(self._storage, person)
            on = at.astimezone(zone_of(session, PACK)).date()
            self.sent.append(Sent(person, at, on, _rungs(text), session))
            after = self._answered(session, on)
            if after is not session:
                await enter(self._storage, self.clock.now(), {person: after})
                self._asked |= {(person, one.id, one.snoozed_until) for one in after.endorsements if one.snoozed_until}

    def _answered(self, session: Session, on: date) -> Session:
        """What somebody does about a nudge; most do nothing."""
        one, wishes = session.endorsements[0], session.wishes
        found = cycles(one, PACK, on)[-1]
        does = self._dice.choices(("attest", "snooze", "mute", "stop", "move", "sleep", ""), (15, 15, 2, 1, 3, 4, 60))[
            0
        ]
        told: dict[str, object] = {}
        match does:
            case "attest" if found.window_opens <= on <= found.deadline:
                attested = Attestation(cycle_end=found.deadline, on=on, at=self.clock.now().isoformat())
                told = {"endorsements": one.model_copy(update={"attestations": (*one.attestations, attested)})}
            case "snooze":
                told = {"endorsements": snoozed(one, PACK, on, self._dice.choice((3, 7, 14))) or one}
            case "mute":
                told = {"endorsements": one.model_copy(update={"muted": not one.muted})}
            case "stop":
                told = {"wishes": wishes.model_copy(update={"stopped": True})}
            case "move":
                told = {"time_zone": self._dice.choice(ZONES)}
            case "sleep":
                told = {"wishes": wishes.model_copy(update=self._quiet())}
        if "endorsements" in told:
            told["endorsements"] = (told["endorsements"], *session.endorsements[1:])
        return session.model_copy(update=told) if told else session

    def _quiet(self) -> dict[str, object]:
        return {"quiet_from": self._dice.randrange(17, 24), "quiet_until": self._dice.randrange(11)}

    async def _check_ledger(self, number: int, sent: list[Sent]) -> Counter[str]:
        ledger = await ledger_of(self._storage, number)
        session = await session_of(self._storage, number)
        assert {row.state for row in ledger} <= {"sent", "skipped"}, "something was left open"
        assert all(row.reason for row in ledger if row.state == "skipped"), "skipped without a reason"
        told = {rung for one in sent for rung in one.rungs}
        keys = {Rung(row.endorsement, row.cycle_end, row.rung) for row in ledger}
        assert told == {Rung(row.endorsement, row.cycle_end, row.rung) for row in ledger if row.state == "sent"}
        missing = _expected(session, self._people[number]) - keys
        assert not missing, f"lost: person {number}, {sorted(missing, key=lambda rung: rung.day)}"
        _check_done(session, sent)
        return Counter(row.state if row.state == "sent" else f"skipped: {row.reason}" for row in ledger)


def _check_times(sent: list[Sent], asked: set[Wish]) -> None:
    """None at night or on a Sunday in their own zone, none too soon after the one before."""
    for one in sent:
        wishes, local = one.session.wishes, one.at.astimezone(zone_of(one.session, PACK))
        quiet = range(wishes.quiet_until, wishes.quiet_from)
        assert local.hour in quiet, f"at night: {one.person} at {local}"
        assert wishes.sundays or local.isoweekday() != 7, f"on a Sunday: {one.person} at {local}"
    for before, one in pairwise(sent):
        days = (one.on - before.on).days
        asked_for = asked & {(one.person, rung.endorsement, rung.day) for rung in one.rungs}
        is_daily = any((rung.day.month, rung.day.day) >= (12, 17) for rung in one.rungs)
        assert days >= (1 if is_daily or asked_for else 7), f"too soon: {one.person}, {before.on} and {one.on}"


def _check_done(session: Session, sent: list[Sent]) -> None:
    for endorsement in session.endorsements:
        for attestation in endorsement.attestations:
            after = [
                one.on
                for one in sent
                for rung in one.rungs
                if rung.endorsement == endorsement.id and rung.cycle_end == attestation.cycle_end
                if one.at > datetime.fromisoformat(attestation.at)
            ]
            assert not after, f"after it was done: {after}"


def _expected(session: Session, told: Session) -> set[Rung]:
    """Every day of the ladder in every cycle they lived in, from the day they told us up to the end."""
    last, expected = END.date() - timedelta(days=20), set()
    first = {one.id: one.earned_on for one in told.endorsements}
    for endorsement in session.endorsements:
        for found in cycles(endorsement, PACK, END.date()):
            days = reminders(PACK.renewal_policy(END.date()), found)
            expected |= {
                Rung(endorsement.id, found.deadline, day) for day in days if first[endorsement.id] < day <= last
            }
    until = told.wishes.membership_until
    begun = max(BEGIN.date(), *(one.earned_on for one in told.endorsements))
    if until is not None:
        days = (until - timedelta(days=before) for before in (30, 7))
        expected |= {Rung(0, until, day) for day in days if begun < day <= last}
    return expected


def _rungs(text: str) -> tuple[Rung, ...]:
    parts = (part.split(",") for part in text.split(";"))
    return tuple(Rung(int(number), date.fromisoformat(end), date.fromisoformat(day)) for number, end, day in parts)


async def lived(people: int, seed: int, folder: Path) -> tuple[Lives, Counter[str]]:
    """Their lives, checked, and how their rungs ended."""
    url = f"sqlite:///{folder}/endorse.db"
    await migrate(url)
    async with open_storage(url) as storage:
        lives = Lives(storage, people, seed)
        await lives.live()
        return lives, await lives.check()


def main() -> None:
    """Live and tell the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.nudges.cycles", description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lives, states = asyncio.run(lived(arguments.people, arguments.seed, Path(folder)))
    print(f"{arguments.people} people, {BEGIN:%Y-%m-%d} to {END:%Y-%m-%d}, {lives.outages} outages")  # noqa: T201
    print(f"{len(lives.sent)} messages; rungs: {sum(states.values())}")  # noqa: T201
    for state, count in states.most_common():
        print(f"  {state}: {count}")  # noqa: T201


if __name__ == "__main__":
    main()
