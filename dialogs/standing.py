"""Where one Endorsement stands on a day: everything the screens, the papers and the reminders say about it."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from dialogs.endorsement import Attestation, Credit, Endorsement, cycle, record_of, tally_of
from rules.pack import RulePack
from rules.renewal import Cycle, RenewalHours, RenewalState, RenewalStatus, renewal
from rules.renewal_policy import RenewalPolicy
from rules.tally import Outside, Tally, first_day
from rules.values import Number, tidy

KINDS = tuple(RenewalHours.model_fields)
"""What renewal asks hours of: training, training on giving RSC (part of it), RSC received."""

_STEPS_PER_HOUR = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """One Endorsement in one cycle; `begins` is the first day whose hours count, `outside` has reasons by credit id."""

    endorsement: Endorsement
    on: date
    policy: RenewalPolicy
    cycle: Cycle
    begins: date
    tally: Tally
    outside: dict[int, Outside]
    status: RenewalStatus

    @property
    def lapsed(self) -> bool:
        """Whether the deadline has passed without an attestation."""
        return self.status.status is RenewalState.LAPSED

    @property
    def is_open(self) -> bool:
        """Whether the renewal window is open."""
        return self.cycle.window_opens <= self.on <= self.cycle.deadline

    @property
    def earned_in_renewal_year(self) -> bool:
        """Whether the first deadline after earning it was not yet theirs, and this is the one that is."""
        year = self.endorsement.earned_on.year
        since_first = year - self.policy.first_deadline_year
        is_first = self.cycle.deadline.year - year == self.policy.every_years
        return since_first >= 0 and since_first % self.policy.every_years == 0 and is_first

    def hours(self, kind: str) -> tuple[Number, Number, Number]:
        """Required, counted and missing hours of a kind; nothing is counted once lapsed."""
        if self.status.required is None or self.status.counted is None:
            return 0, 0, 0
        required, counted = getattr(self.status.required, kind), getattr(self.status.counted, kind)
        return required, counted, tidy(max(0, required - counted))

    @property
    def lacks_membership(self) -> bool:
        """Whether the membership is known to have run out."""
        return "membership" in self.status.missing

    def asked(self) -> tuple[str, ...]:
        """The kinds of hours that this Endorsement needs at all."""
        return tuple(kind for kind in KINDS if self.hours(kind)[0] > 0)

    def short(self) -> dict[str, Number]:
        """Missing hours by kind, where any are."""
        return {kind: self.hours(kind)[2] for kind in KINDS if self.hours(kind)[2] > 0}

    def over(self) -> dict[str, tuple[Number, Number]]:
        """Hours above a cap, by kind, each with the most that can count."""
        required, _, _ = self.hours("training")
        logged = self.tally.credits
        caps = {
            "training_provided": (logged.training_provided, self.policy.teaching_share_at_most * required),
            "volunteering": (logged.volunteering, self.policy.volunteering_at_most),
        }
        return {kind: (tidy(hours - cap), tidy(cap)) for kind, (hours, cap) in caps.items() if hours > cap}

    def pace(self) -> dict[str, Number]:
        """Hours a month that close the gaps by the deadline, this month included, rounded up to a quarter."""
        months = (self.cycle.deadline.year - self.on.year) * 12 + self.cycle.deadline.month - self.on.month + 1
        return {kind: _up_to_quarter(hours / months) for kind, hours in self.short().items()}


def standing(
    pack: RulePack, endorsement: Endorsement, credits_: tuple[Credit, ...], on: date, *, member: bool | None = None
) -> Standing:
    """How an Endorsement stands in the cycle it is in on the day; `member` is None where that is not known."""
    policy = pack.renewal_policy(on)
    record = record_of(endorsement, credits_, pack, on, member=member)
    found, counted = cycle(record, pack, on), tally_of(record, credits_, pack, on)
    return Standing(
        endorsement=endorsement,
        on=on,
        policy=policy,
        cycle=found,
        begins=first_day(policy, record, found),
        tally=counted,
        outside={credits_[place].id: reason for place, reason in counted.outside.items()},
        status=renewal(pack, record, on),
    )


def attested_standing(
    pack: RulePack, endorsement: Endorsement, credits_: tuple[Credit, ...], attestation: Attestation
) -> Standing:
    """How it stood on the day of an attestation, in the cycle that was attested; later entries are shown as well."""
    before = tuple(one for one in endorsement.attestations if one.cycle_end < attestation.cycle_end)
    return standing(pack, endorsement.model_copy(update={"attestations": before}), credits_, attestation.on)


def _up_to_quarter(hours: float) -> Number:
    return tidy(ceil(round(hours * _STEPS_PER_HOUR, 6)) / _STEPS_PER_HOUR)
