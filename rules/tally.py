"""Adding up logged hours: which of them lie in the cycle, and why the others do not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.renewal import Credits, Cycle, EndorsementRecord
from rules.renewal_policy import RenewalPolicy
from rules.values import Frozen, Hours, tidy


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
    sums = dict.fromkeys(CreditKind, 0.0)
    on_rsc, outside = 0.0, {}
    begins = first_day(policy, record, cycle)
    for place, entry in enumerate(entries):
        reason = _outside(entry.on, record.earned_on, begins, cycle.deadline)
        if reason is not None:
            outside[place] = reason
            continue
        sums[entry.kind] += entry.hours
        on_rsc += entry.on_rsc_hours
    return Tally(
        Credits(
            training_received=tidy(sums[CreditKind.TRAINING_RECEIVED]),
            training_received_on_rsc=tidy(on_rsc),
            training_provided=tidy(sums[CreditKind.TRAINING_PROVIDED]),
            volunteering=tidy(sums[CreditKind.VOLUNTEERING]),
            rsc_received=tidy(sums[CreditKind.RSC_RECEIVED]),
        ),
        outside,
    )


def _outside(on: date, earned: date, begins: date, deadline: date) -> Outside | None:
    if on < earned:
        return Outside.BEFORE_EARNED
    if on < begins:
        return Outside.BEFORE_CYCLE
    return Outside.AFTER_DEADLINE if on > deadline else None
