"""Sessions of people who hold an Endorsement."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dialogs.endorsement import Attestation, Credit, Endorsement, Wishes
from dialogs.session import Session
from rules.codes import AgeBand, Category
from rules.loading import load_pack
from rules.tally import CreditKind

PACK = load_pack("infancy-onward")
HOME = ZoneInfo(PACK.association.time_zone)
ALWAYS = Wishes(quiet_from=0, quiet_until=0, sundays=True)


def held(earned: str = "2025-05-05", *, attested: tuple[str, ...] = (), number: int = 1, **more: object) -> Endorsement:
    """A family specialist's Endorsement, by default dealt with up to the day it was earned."""
    days = {key: date.fromisoformat(str(more[key])) for key in {"handled", "snoozed_until"} & more.keys()}
    return Endorsement(
        id=number, category=Category.IFS, age_band=AgeBand.INFANT, earned_on=date.fromisoformat(earned)
    ).model_copy(
        update={
            "handled": date.fromisoformat(earned),
            "attestations": tuple(map(attestation, attested)),
            **more,
            **days,
        }
    )


def attestation(day: str) -> Attestation:
    return Attestation(cycle_end=date(int(day[:4]), 12, 31), on=date.fromisoformat(day), at=f"{day}T15:00:00+00:00")


def logged(number: int, on: str, hours: float = 2, kind: CreditKind = CreditKind.TRAINING_RECEIVED) -> Credit:
    return Credit(id=number, kind=kind, hours=hours, on=date.fromisoformat(on))


def session(*endorsements: Endorsement, wishes: Wishes = ALWAYS, nudged: str | None = None) -> Session:
    return Session(
        endorsements=endorsements, wishes=wishes, nudged_on=None if nudged is None else date.fromisoformat(nudged)
    )


def at(day: str, hour: int = 12, minute: int = 0, zone: ZoneInfo = HOME) -> datetime:
    """A moment by the clocks of the zone, in UTC."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), tzinfo=zone).astimezone(UTC)
