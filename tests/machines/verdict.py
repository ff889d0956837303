"""What a run came to, held against what people did: the bot's own pure function says what has to be stored."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise

from dialogs.event import Command, Event, Tapped, Typed
from dialogs.session import Session
from dialogs.turn import Companion
from rules.loading import load_pack
from tests.machines.run import Course, Ended

_DAY = date(2026, 11, 22)
_MOMENT = datetime(2026, 11, 22, 12, tzinfo=UTC)
_COMPANION = Companion(load_pack("infancy-onward"))


@dataclass(frozen=True, slots=True)
class Figures:
    """`again`: deliveries that were answered otherwise than by 200. `lost`: people of whom something else is stored
    than they answered. `never`: copies that count as sent, and did not come. `most`: copies in any one second.
    `silence`: the longest time between two copies."""

    people: int
    finished: int
    updates: int
    per_second: int
    refused: int
    again: int
    killed: int
    asked: int
    unclean: int
    lost: int
    out_of_order: int
    began_anew: int
    copies: int
    doubled: int
    never: int
    unknown: int
    left: int
    most: int
    allowed: int
    silence: float
    wait: float

    @property
    def faults(self) -> tuple[str, ...]:
        """What must not be."""
        held = {
            "everybody reached the end": self.finished == self.people,
            "no answer is lost": not self.lost,
            "nobody was served out of order": not self.out_of_order,
            "no copy doubled": not self.doubled,
            "every copy that counts as sent came": not self.never,
            "no copy is left open": not self.left,
            "the pace was kept": self.most <= self.allowed,
            "whoever was asked to go went with exit code 0": not self.unclean,
            "the work of the dead went on within 30 s": self.silence <= 30,
        }
        return tuple(what for what, holds in held.items() if not holds)

    def table(self) -> str:
        """In Markdown."""
        rows = {
            "people interviewed": f"{self.finished:,} of {self.people:,}",
            "updates": f"{self.updates:,}, {self.per_second:,} a second",
            "processes killed by SIGKILL, asked to go by SIGTERM": f"{self.killed}, {self.asked}",
            "deliveries to a process that was not there": f"{self.refused:,}",
            "deliveries that were turned away": f"{self.again:,}",
            "answers lost": self.lost,
            "people served out of order": self.out_of_order,
            "people who waited 8 s in vain and began anew": self.began_anew,
            "copies of the announcement": f"{self.copies:,}",
            "doubled": self.doubled,
            "counted as sent and never received": self.never,
            "unknown": self.unknown,
            "most in a second (allowed)": f"{self.most} ({self.allowed})",
            "longest silence of the announcement": f"{self.silence:.1f} s",
            "longest wait for a reply": f"{self.wait:.1f} s",
        }
        return "\n".join(
            ["| what | figure |", "| --- | --- |", *(f"| {what} | {told} |" for what, told in rows.items())]
        )


def figures(course: Course, ended: Ended) -> Figures:
    """All of them."""
    record, toll = ended.record, ended.toll
    received = Counter(person for _, person in record.letters)
    moments = sorted(moment for moment, _ in record.letters)
    return Figures(
        people=course.people,
        finished=record.finished,
        updates=record.updates,
        per_second=round(record.updates / max(record.seconds, 1)),
        refused=record.again[0],
        again=record.again.total() - record.again[0],
        killed=toll.killed,
        asked=toll.asked,
        unclean=toll.unclean,
        lost=sum(not _stands(ended.sessions.get(person), did) for person, did in record.did.items()),
        out_of_order=record.out_of_order,
        began_anew=record.began_anew,
        copies=len(record.letters),
        doubled=sum(count > 1 for count in received.values()),
        never=sum(not received[person] for person in ended.sent),
        unknown=ended.states["unknown"],
        left=ended.states["pending"] + ended.states["sending"],
        most=most_in_a_second(moments),
        allowed=round(course.rate),
        silence=max((later - sooner for sooner, later in pairwise(moments)), default=0.0),
        wait=record.longest_wait,
    )


def most_in_a_second(moments: Sequence[float]) -> int:
    """In any window of a second; moments in order."""
    return max((place + 1 - bisect_right(moments, moment - 1) for place, moment in enumerate(moments)), default=0)


def _stands(stored: str | None, did: tuple[tuple[str, str], ...]) -> bool:
    """Whether the answers and the place are those that come of what they did."""
    if stored is None:
        return False
    session, meant = Session.model_validate_json(stored), _after(did)
    return (session.answers, session.place) == (meant.answers, meant.place)


@lru_cache(maxsize=20_000)
def _after(did: tuple[tuple[str, str], ...]) -> Session:
    """Where that leads; what has the same beginning shares it."""
    if not did:
        return Session()
    after, _ = _COMPANION.turn(_after(did[:-1]), _event(*did[-1]), _DAY, at=_MOMENT)
    return after or Session()


def _event(kind: str, what: str) -> Event:
    if kind == "tapped":
        return Tapped(what)
    return Command(what[1:], "") if what.startswith("/") else Typed(what)
