"""Endorsees in a database, and what the ledger holds of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.nudges.due import due_at
from bot.storage import NudgeRow, Storage
from dialogs.endorsement import Endorsement, Wishes
from dialogs.session import Session
from rules.codes import AgeBand, Category
from rules.loading import load_pack

PACK = load_pack("infancy-onward")
ZONE = "America/Indiana/Indianapolis"


def endorsed(earned_on: date, number: int = 1, **told: object) -> Endorsement:
    """An Endorsement with nothing before the day it was earned."""
    bare = Endorsement(
        id=number, category=Category.IFS, age_band=AgeBand.INFANT, earned_on=earned_on, handled=earned_on
    )
    return bare.model_copy(update=told)


def endorsee(*endorsements: Endorsement, time_zone: str | None = None, **wishes: object) -> Session:
    """Who holds them."""
    return Session(endorsements=endorsements, time_zone=time_zone, wishes=Wishes.model_validate(wishes))


def due_and_awake(today: date) -> Session:
    """Who has a day of the ladder behind them that was not dealt with, and may be written to at any hour."""
    # Earned so that it is the yearly one of this year or of the last.
    one = endorsed(date(today.year - 2, 2, 1), handled=today - timedelta(days=370))
    return endorsee(one, quiet_from=0, quiet_until=0, sundays=True)


async def enter(storage: Storage, now: datetime, people: Mapping[int, Session]) -> None:
    """Store them as a conversation at `now` would."""
    async with storage.transaction() as transaction:
        for person_id, session in people.items():
            row = await transaction.lock_person(person_id, now)
            await transaction.save_person(
                replace(
                    row,
                    session=session.model_dump_json(exclude_defaults=True),
                    language=session.language,
                    time_zone=session.time_zone,
                    due_at=due_at(session, PACK, now),
                )
            )


async def session_of(storage: Storage, person_id: int) -> Session:
    """Their session as it is stored."""
    async with storage.transaction() as transaction:
        row = await transaction.person(person_id)
    assert row is not None
    return Session.model_validate_json(row.session)


async def ledger_of(storage: Storage, person_id: int) -> list[NudgeRow]:
    """Their rows in the ledger."""
    async with storage.transaction() as transaction:
        return await transaction.nudges_of(person_id)


async def states_of(storage: Storage, person_id: int) -> list[tuple[str, str, str | None]]:
    """Day, state and reason of each."""
    return [(str(row.rung), row.state, row.reason) for row in await ledger_of(storage, person_id)]
