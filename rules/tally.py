"""Adding up logged hours: which of them lie in the cycle, and why the others do not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import fsum
from typing import Self

from pydantic import model_validator

from rules.renewal import Credits, Cycle, EndorsementRecord
from rules.renewal_policy import RenewalPolicy
from rules.values import Frozen, Hours, tidy

MOST_HOURS = 20_000
"""The bound of `Hours`: a ledger that adds up to more counts as that many, far beyond all that is ever required."""


class CreditKind(StrEnum):
    """What an hour was spent on."""

    TRAINING_RECEIVED = "training_received"
    TRAINING_PROVIDED = "training_provided"
    VOLUNTEERING = "volunteering"
    RSC_RECEIVED = "rsc_received"


class Outside(StrEnum):
    """Why an entry does not count in a cycle."""

    BEFORE_EARNED = "before_earned"
    BEFORE_CYCLE = "before_cycle"
    AFTER_DEADLINE = "after_deadline"


class Entry(Frozen):
    """Hours of one kind on one day. `on_rsc_hours`: of training received, those about providing RSC."""

    kind: CreditKind
    hours: Hours
    on_rsc_hours: Hours = 0
    on: date

    @model_validator(mode="after")
    def _part_fits_its_whole(self) -> Self:
        whole = self.hours if self.kind is CreditKind.TRAINING_RECEIVED else 0
        if self.on_rsc_hours > whole:
            raise ValueError("on_rsc_hours: at most hours, since it is part of them, and none but of training received")
        return self


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of what lies in the cycle, and for each entry that does not, why (by its place in the ledger)."""

    credits: Credits
    outside: dict[int, Outside]


def first_day(policy: RenewalPolicy, record: EndorsementRecord, cycle: Cycle) -> date:
    """The first day whose hours count: the day it was earned, or the day after the deadline before (inferred, C28).

    Hours of the earning year count even where that year is a renewal year; surplus is never carried over.
    """
    earned_in = record.earned_on.year == cycle.started and record.attested_on is None
    after_last = policy.deadline.of(cycle.started) + timedelta(days=1)
    return record.earned_on if earned_in else max(record.earned_on, after_last)


def tally(policy: RenewalPolicy, record: EndorsementRecord, cycle: Cycle, entries: Iterable[Entry]) -> Tally:
    """Add up a ledger for one cycle; the order of the entries does not matter."""
    begins = first_day(policy, record, cycle)
    inside: list[Entry] = []
    outside: dict[int, Outside] = {}
    for place, entry in enumerate(entries):
        reason = _outside(entry.on, record.earned_on, begins, cycle.deadline)
        if reason is None:
            inside.append(entry)
        else:
            outside[place] = reason
    sums = {str(kind): _sum(entry.hours for entry in inside if entry.kind is kind) for kind in CreditKind}
    return Tally(Credits(**sums, training_received_on_rsc=_sum(entry.on_rsc_hours for entry in inside)), outside)


def _sum(hours: Iterable[float]) -> float:
    # Summed exactly, so that the order cannot matter, not even in the last bit.
    return min(tidy(fsum(hours)), MOST_HOURS)


def _outside(on: date, earned: date, begins: date, deadline: date) -> Outside | None:
    if on < earned:
        return Outside.BEFORE_EARNED
    if on < begins:
        return Outside.BEFORE_CYCLE
    return Outside.AFTER_DEADLINE if on > deadline else None
