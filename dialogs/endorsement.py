"""What an endorsee has told: Endorsements, logged hours, and how they wish to be reminded. Stored in the session."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rules.codes import AgeBand, Category
from rules.pack import RulePack
from rules.renewal import Cycle, EndorsementRecord, RenewalStatus, cycle_of, renewal
from rules.tally import Entry, Tally, tally
from rules.values import Day, Frozen


class Attestation(Frozen):
    """A person said that a cycle's requirements are met. `at` is the moment, ISO 8601 in UTC."""

    cycle_end: date
    on: date
    at: str


class Endorsement(Frozen):
    """One Endorsement of one person; `id` counts from 1 and is never used again.

    `handled` is the newest day of the reminder ladder that was dealt with; `snoozed_until` a day the person asked for.
    """

    id: Annotated[int, Field(ge=1)]
    category: Category
    age_band: AgeBand
    earned_on: Day
    ers: bool = False
    provides_rsc: bool | None = None
    renewed_last_cycle: bool | None = None
    attestations: tuple[Attestation, ...] = ()
    muted: bool = False
    snoozed_until: date | None = None
    handled: date | None = None

    def attested_until(self, on: date) -> tuple[date, ...]:
        """The days it was attested up to `on`, in order; none from before a date earned that was corrected since."""
        return tuple(sorted(one.on for one in self.attestations if self.earned_on <= one.on <= on))

    def attested_before(self, on: date) -> date | None:
        """The day of the newest attestation up to `on`."""
        return max(self.attested_until(on), default=None)


class DiskCopy(StrEnum):
    """What became of the copy of a certificate, where the bot is told to keep copies on disk."""

    KEPT = "kept"
    TOO_LARGE = "too_large"
    REFUSED = "refused"


class Credit(Entry):
    """An entry with what a person wrote beside it. `evidence` is Telegram's file id of a certificate.

    `evidence_is_photo` is None for those kept before it was asked. `evidence_copy` is None until a copy was made or is
    known to be impossible.
    """

    id: Annotated[int, Field(ge=1)]
    title: Annotated[str, Field(max_length=120)] = ""
    provider: Annotated[str, Field(max_length=120)] = ""
    evidence: Annotated[str, Field(max_length=256)] | None = None
    evidence_name: Annotated[str, Field(max_length=120)] = ""
    evidence_is_photo: bool | None = None
    evidence_copy: DiskCopy | None = None

    @property
    def is_photo(self) -> bool:
        """Whether Telegram keeps the certificate as a photo; those have no name."""
        return not self.evidence_name if self.evidence_is_photo is None else self.evidence_is_photo


class Wishes(Frozen):
    """How reminders may come. Hours are local; quiet from `quiet_from` to `quiet_until`, and on Sundays.

    `membership_handled` is the newest day of the reminders about `membership_until` that was dealt with. `topics_off`
    and `weekly_cap` are about announcements; no more than so many in seven days, None: as they come, 0: none at all.
    """

    quiet_from: Annotated[int, Field(ge=0, le=23)] = 20
    quiet_until: Annotated[int, Field(ge=0, le=23)] = 8
    sundays: bool = False
    stopped: bool = False
    membership_until: date | None = None
    membership_handled: date | None = None
    topics_off: tuple[str, ...] = ()
    weekly_cap: Annotated[int, Field(ge=0, le=7)] | None = None

    def is_member(self, on: date) -> bool | None:
        """Whether membership runs on the day; None where nobody told until when it does."""
        return None if self.membership_until is None else on <= self.membership_until


def record_of(
    endorsement: Endorsement, credits_: tuple[Credit, ...], pack: RulePack, on: date, *, member: bool | None = None
) -> EndorsementRecord:
    """The record that the rules take, with the hours that lie in the cycle of the day."""
    bare = EndorsementRecord(
        category=endorsement.category,
        earned_on=endorsement.earned_on,
        ers=endorsement.ers,
        provides_rsc=endorsement.provides_rsc,
        renewed_last_cycle=endorsement.renewed_last_cycle,
        attested_on=endorsement.attested_before(on),
        member=member,
    )
    return bare.model_copy(update={"credits": tally_of(bare, credits_, pack, on).credits})


def tally_of(record: EndorsementRecord, credits_: tuple[Credit, ...], pack: RulePack, on: date) -> Tally:
    """The hours of the cycle of the day, and which entries lie outside it."""
    return tally(pack.renewal_policy(on), record, cycle(record, pack, on), credits_)


def cycle(record: EndorsementRecord, pack: RulePack, on: date) -> Cycle:
    """The cycle an Endorsement is in on the day."""
    return cycle_of(pack.renewal_policy(on), record, on)


def status_of(endorsement: Endorsement, credits_: tuple[Credit, ...], pack: RulePack, on: date) -> RenewalStatus:
    """Where one Endorsement stands on the day, by its hours alone."""
    return renewal(pack, record_of(endorsement, credits_, pack, on), on)
