"""An endorsement record held against the renewal policy on a day: deadline, hours, caps, status, next reminder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from rules.codes import Category
from rules.complaints import BadInput
from rules.pack import RulePack
from rules.renewal_policy import RenewalPolicy
from rules.values import Day, Flag, Frozen, Hours, Number, tidy


class RenewalState(StrEnum):
    """Where a person stands on the way to attesting."""

    IN_PROGRESS = "in_progress"
    COMPLETE_WAIT_FOR_WINDOW = "complete_wait_for_window"
    WINDOW_OPEN_INCOMPLETE = "window_open_incomplete"
    READY_TO_ATTEST = "ready_to_attest"
    LAPSED = "lapsed"


def _null_is(absent: object) -> BeforeValidator:
    """A key that is null counts as one that is not there."""
    return BeforeValidator(lambda value: absent if value is None else value)


Credited = Annotated[Hours, _null_is(0)]


class Credits(Frozen):
    """Hours since the cycle began; absent is none. `training_received_on_rsc` is part of `training_received`."""

    training_received: Credited = 0
    training_received_on_rsc: Credited = 0
    training_provided: Credited = 0
    volunteering: Credited = 0
    rsc_received: Credited = 0

    @model_validator(mode="after")
    def _part_fits_its_whole(self) -> Self:
        part, whole = self.training_received_on_rsc, self.training_received
        if part > whole:
            raise ValueError(f"training_received_on_rsc: {part:g} came; at most training_received ({whole:g})")
        return self


class EndorsementRecord(Frozen):
    """What an endorsee holds. `renewed_last_cycle` matters only if earned before the first cycle of the policy."""

    category: Category
    earned_on: Day
    ers: Annotated[Flag, _null_is(False)] = False
    provides_rsc: Flag | None = None
    renewed_last_cycle: Flag | None = None
    attested_on: Day | None = None
    member: Flag | None = None
    credits: Annotated[Credits, _null_is(Credits())] = Credits()


class RenewalHours(Frozen):
    """Hours of each kind that renewal asks for or counts."""

    training: Number
    training_on_rsc: Number
    rsc: Number


class RenewalStatus(Frozen):
    """The contract's output of `endorse renewal`. Once lapsed, nothing is counted any more."""

    deadline: date
    window_opens: date
    years_endorsed: int | None
    required: RenewalHours | None
    counted: RenewalHours | None
    missing: Mapping[str, Number | Literal[True]]
    status: RenewalState
    next_reminder: date | None
    handoff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """One turn of an endorsee: it ends on `deadline`; `started` is the year it is counted from."""

    started: int
    deadline: date
    window_opens: date
    years: int


def cycle_of(policy: RenewalPolicy, record: EndorsementRecord, on: date) -> Cycle:
    """The cycle an endorsee is in, whether or not its deadline has passed.

    An endorsement earned in a renewal year belongs to the next cycle. One that has been attested goes on for a whole
    cycle from the deadline it was attested for; an attestation that lies after `on` has not happened yet.

    Raises:
        BadInput: if the attestation lies outside the renewal window of any cycle, or before the Endorsement.
    """
    attested = _attested(record, on)
    if attested is not None:
        return _next_cycle(policy, record.earned_on, attested)
    first = policy.first_deadline_year
    if record.earned_on.year < first and record.renewed_last_cycle is not False:
        return _cycle(policy, first, first + policy.every_years)
    started = record.earned_on.year
    return _cycle(policy, started, max(first, _deadline_year_from(policy, started + 1)))


def counted_hours(policy: RenewalPolicy, credits_: Credits, training_required: float) -> RenewalHours:
    """Hours after the caps: teaching up to its share of what is required, volunteering up to its fixed hours (C13)."""
    taught = min(credits_.training_provided, policy.teaching_share_at_most * training_required)
    volunteered = min(credits_.volunteering, policy.volunteering_at_most)
    return RenewalHours(
        training=tidy(credits_.training_received + taught + volunteered),
        training_on_rsc=tidy(credits_.training_received_on_rsc),
        rsc=tidy(credits_.rsc_received),
    )


def reminders(policy: RenewalPolicy, cycle: Cycle) -> Iterator[date]:
    """Every day of the ladder in a cycle, in order: yearly from the year after its start, then the deadline year's."""
    last = cycle.deadline.year
    yearly = (day.of(year) for year in range(cycle.started + 1, last + 1) for day in policy.ladder.each_year)
    yield from sorted({*yearly, *(day.of(last) for day in policy.ladder.deadline_year)})


def renewal(pack: RulePack, record: EndorsementRecord, on: date) -> RenewalStatus:
    """Where an endorsee stands on `on`.

    Raises:
        UncoveredDay: if the pack does not speak for that day.
    """
    pack.check_covers(on)
    policy = pack.renewal_policy(on)
    cycle = cycle_of(policy, record, on)
    if on > cycle.deadline:
        return _lapsed(cycle)
    required = _required(policy, record, cycle.years)
    counted = counted_hours(policy, record.credits, required.training)
    missing = _missing(required, counted, record)
    return RenewalStatus(
        deadline=cycle.deadline,
        window_opens=cycle.window_opens,
        years_endorsed=cycle.years,
        required=required,
        counted=counted,
        missing=missing,
        status=_state(cycle, on, complete=not missing),
        next_reminder=next((day for day in reminders(policy, cycle) if day > on), None),
        handoff=tuple(_open_points(policy, record, cycle, missing, on)),
    )


def _attested(record: EndorsementRecord, on: date) -> date | None:
    attested = record.attested_on
    return attested if attested is not None and attested <= on else None


def _next_cycle(policy: RenewalPolicy, earned: date, attested: date) -> Cycle:
    """The cycle after the one that was attested for."""
    renewed = _deadline_year_from(policy, attested.year)
    opens, deadline = policy.window_opens.of(renewed), policy.deadline.of(renewed)
    if attested < earned:
        raise BadInput(f"attested_on: {attested} came; allowed is a day after earned_on ({earned})")
    if not opens <= attested <= deadline:
        raise BadInput(
            f"attested_on: {attested} came; allowed is a day in a renewal window, such as {opens} to {deadline}"
        )
    return _cycle(policy, renewed, renewed + policy.every_years)


def _deadline_year_from(policy: RenewalPolicy, year: int) -> int:
    """The first deadline year that is not before `year`."""
    return year + (policy.first_deadline_year - year) % policy.every_years


def _cycle(policy: RenewalPolicy, started: int, deadline_year: int) -> Cycle:
    deadline = policy.deadline.of(deadline_year)
    return Cycle(
        started=started,
        deadline=deadline,
        window_opens=policy.window_opens.of(deadline_year),
        years=min(policy.every_years, deadline_year - started),
    )


def _lapsed(cycle: Cycle) -> RenewalStatus:
    return RenewalStatus(
        deadline=cycle.deadline,
        window_opens=cycle.window_opens,
        years_endorsed=None,
        required=None,
        counted=None,
        missing={},
        status=RenewalState.LAPSED,
        next_reminder=None,
        handoff=("lapsed",),
    )


def _required(policy: RenewalPolicy, record: EndorsementRecord, years: int) -> RenewalHours:
    # Someone who holds the add-on is endorsed for providing RSC; only their own "no" says that they do not.
    provides = record.ers if record.provides_rsc is None else record.provides_rsc
    needs_rsc = record.ers or record.category in policy.rsc_required_of
    return RenewalHours(
        training=tidy(policy.training_per_year * years),
        training_on_rsc=tidy(policy.training_on_rsc_per_year * years * provides),
        rsc=tidy(policy.rsc_per_year * years * needs_rsc),
    )


def _missing(
    required: RenewalHours, counted: RenewalHours, record: EndorsementRecord
) -> dict[str, Number | Literal[True]]:
    missing: dict[str, Number | Literal[True]] = {}
    for kind in RenewalHours.model_fields:
        short = tidy(getattr(required, kind) - getattr(counted, kind))
        if short > 0:
            missing[kind] = short
    if record.member is False:
        missing["membership"] = True
    return missing


def _state(cycle: Cycle, on: date, *, complete: bool) -> RenewalState:
    if on < cycle.window_opens:
        return RenewalState.COMPLETE_WAIT_FOR_WINDOW if complete else RenewalState.IN_PROGRESS
    return RenewalState.READY_TO_ATTEST if complete else RenewalState.WINDOW_OPEN_INCOMPLETE


def _open_points(
    policy: RenewalPolicy, record: EndorsementRecord, cycle: Cycle, missing: Mapping[str, object], on: date
) -> Iterator[str]:
    exemption = policy.rsc_exemption
    earned_before = record.earned_on.year < policy.first_deadline_year
    if earned_before and record.renewed_last_cycle is None and _attested(record, on) is None:
        yield "renewed_last_cycle_unknown"
    if record.credits.volunteering > 0:
        yield "volunteer_hours"
    if "rsc" in missing and record.category is exemption.category and cycle.years >= exemption.after_years:
        yield "rsc_exemption"
