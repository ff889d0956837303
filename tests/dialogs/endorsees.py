"""People who are endorsed, and every screen about that."""

from collections.abc import Iterator, Mapping
from datetime import date

from dialogs.endorsement import Attestation, Credit, Endorsement, Wishes
from dialogs.session import Session
from rules.codes import AgeBand, Category
from rules.tally import CreditKind

SPECIALIST = Endorsement(
    id=1, category=Category.IFS, age_band=AgeBand.INFANT, earned_on=date(2025, 5, 5), provides_rsc=False
)
MENTOR = Endorsement(
    id=1,
    category=Category.IMHM_C,
    age_band=AgeBand.EARLY_CHILDHOOD,
    earned_on=date(2019, 2, 28),
    ers=True,
    snoozed_until=date(2026, 11, 30),
    muted=True,
)
ATTESTED = Attestation(cycle_end=date(2027, 12, 31), on=date(2027, 11, 2), at="2027-11-02T15:00:00+00:00")


def credit(number: int, kind: CreditKind, hours: float, on: date, **more: object) -> Credit:
    return Credit.model_validate({"id": number, "kind": kind, "hours": hours, "on": on, **more})


LEDGER = (
    credit(11, CreditKind.TRAINING_RECEIVED, 4, date(2025, 1, 9)),
    credit(12, CreditKind.TRAINING_RECEIVED, 7.5, date(2026, 3, 2), on_rsc_hours=2.5, title="<Serve> & return"),
    credit(13, CreditKind.TRAINING_PROVIDED, 40, date(2026, 4, 1), provider="The ☼ Institute"),
    credit(14, CreditKind.VOLUNTEERING, 12, date(2026, 5, 1)),
    credit(15, CreditKind.RSC_RECEIVED, 1, date(2026, 11, 21), evidence="F" * 80, evidence_name="proof.pdf"),
)
PEOPLE: Mapping[str, tuple[Session, date]] = {
    "nobody yet": (Session(), date(2026, 11, 21)),
    "specialist": (
        Session(endorsements=(SPECIALIST,), credits=LEDGER, numbered=20, removed=MENTOR, discarded=LEDGER[0]),
        date(2026, 11, 21),
    ),
    "mentor": (
        Session(
            endorsements=(MENTOR, SPECIALIST.model_copy(update={"id": 2})),
            credits=LEDGER,
            numbered=20,
            wishes=Wishes(
                sundays=True, stopped=True, membership_until=date(2026, 12, 1), topics_off=("training",), weekly_cap=2
            ),
        ),
        date(2026, 11, 21),
    ),
    "in the window": (
        Session(
            endorsements=(SPECIALIST.model_copy(update={"category": Category.IFA}),),
            credits=(credit(3, CreditKind.TRAINING_RECEIVED, 30, date(2027, 3, 2)),),
            wishes=Wishes(membership_until=date(2027, 3, 1), weekly_cap=0),
        ),
        date(2027, 12, 20),
    ),
    "short in the window": (Session(endorsements=(SPECIALIST,), credits=LEDGER), date(2027, 10, 1)),
    "complete": (
        Session(
            endorsements=(SPECIALIST.model_copy(update={"category": Category.IFA}),),
            credits=(credit(3, CreditKind.TRAINING_RECEIVED, 30, date(2026, 3, 2)),),
        ),
        date(2026, 11, 21),
    ),
    "renewed": (
        Session(endorsements=(SPECIALIST.model_copy(update={"attestations": (ATTESTED,)}),), credits=LEDGER),
        date(2027, 12, 1),
    ),
    "in the year of earning": (
        Session(endorsements=(SPECIALIST.model_copy(update={"earned_on": date(2027, 2, 1)}),)),
        date(2027, 12, 1),
    ),
    "lapsed": (Session(endorsements=(SPECIALIST,), credits=LEDGER), date(2028, 1, 1)),
}

OWN = ("endorsement", "remove", "progress", "progress_picture", "renewal_email", "attest", "packet", "packet_table")
ENTRY = ("day", "hours", "kind", "rsc", "title", "provider", "file")


def every_renewal_place(session: Session) -> Iterator[tuple[str, ...]]:
    """Every screen about what this person has."""
    yield from (("endorsements",), ("calendar",), ("log",), ("ledger",), ("wishes",), ("quiet",), ("membership",))
    yield from (("topics",), ("weekly",), ("fewer", "training"))
    yield from (("membership", "2026"), ("membership", "2026", "2"), ("membership", "to2025"))
    yield from (("log_hours", kind) for kind in CreditKind)
    for endorsement in session.endorsements:
        number = str(endorsement.id)
        yield from ((place, number) for place in OWN)
        yield "progress_picture", number, "dark"
        for made in endorsement.attestations:
            yield from ((place, number, str(made.cycle_end.year)) for place in ("attested", "packet", "packet_table"))
    for entry in session.credits:
        yield "credit", str(entry.id)
        yield from ((f"credit_{field}", str(entry.id)) for field in ENTRY)
        yield "credit_day", str(entry.id), "2026"
        yield "credit_day", str(entry.id), "2026", "11"
        if entry.evidence is not None:
            yield "certificate", str(entry.id)
    if session.removed is not None:
        yield "removed", str(session.removed.id)
    if session.discarded is not None:
        yield "discarded", str(session.discarded.id)


RENEWAL = frozenset(place[0] for session, _ in PEOPLE.values() for place in every_renewal_place(session))
