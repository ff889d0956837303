"""What the association's list has about a person, taken over once they said that it is them."""

from dataclasses import dataclass
from datetime import date

from dialogs.endorsement import Endorsement
from dialogs.recording import MOST_ENDORSEMENTS
from dialogs.session import Session
from rules.codes import AgeBand, Category


@dataclass(frozen=True, slots=True)
class Listed:
    """One Endorsement as the association lists it."""

    category: Category
    age_band: AgeBand
    earned_on: date
    ers: bool = False


def with_listed(session: Session, endorsements: tuple[Listed, ...], membership_until: date | None, on: date) -> Session:
    """The session with the Endorsements of categories it has none of, and with the later day of the membership.

    What a person told themselves is never changed, and days of the ladder before today are past.
    """
    held = {one.category for one in session.endorsements}
    number, added = session.next_number, list(session.endorsements)
    for one in endorsements:
        if one.category in held or len(added) >= MOST_ENDORSEMENTS:
            continue
        added.append(
            Endorsement(
                id=number,
                category=one.category,
                age_band=one.age_band,
                earned_on=one.earned_on,
                ers=one.ers,
                handled=on,
            )
        )
        number += 1
    wishes = session.wishes
    if membership_until is not None and (wishes.membership_until is None or wishes.membership_until < membership_until):
        wishes = wishes.model_copy(update={"membership_until": membership_until, "membership_handled": on})
    update = {"endorsements": tuple(added), "wishes": wishes, "numbered": number - 1, "listed": True}
    return session.model_copy(update=update)


def unlisted(session: Session) -> Session:
    """The session after the person took it back; what was taken over is theirs and stays."""
    return session.model_copy(update={"listed": False})
