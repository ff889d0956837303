"""Endorsees by the million, written by the database itself from a few sessions."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from bot.nudges.due import due_at
from bot.storage import instant, migrate
from dialogs.session import Session
from tests.benchmarks.databases import direct
from tests.nudges.people import PACK, due_and_awake, endorsed, endorsee

NOW = datetime(2027, 10, 5, 16, tzinfo=UTC)
"""Noon in Indianapolis."""

_LONG_AGO = instant.written(datetime(2025, 3, 1, tzinfo=UTC))

# The same words to both databases. `prototype` is a table of this connection only.
_NUMBERS = "WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < :size)"
_PEOPLE = f"""
    INSERT INTO person (id, session, created_at, updated_at, due_at)
    {_NUMBERS}
    SELECT i, prototype.session, :long_ago, :long_ago, prototype.due_at
    FROM number JOIN prototype ON prototype.id = i % (SELECT count(*) FROM prototype)
"""  # noqa: S608  our own text
_LEDGER = f"""
    INSERT INTO nudge (person_id, endorsement, cycle_end, rung, state, decided_at, settled_at, not_before)
    {_NUMBERS}
    SELECT i, 1, '2026-12-31', '2026-10-01', 'sent', :long_ago, :long_ago, :long_ago FROM number
"""  # noqa: S608  our own text
_MAKE_DUE = f"""
    UPDATE person SET session = :session, due_at = :due_at
    WHERE id IN ({_NUMBERS} SELECT CAST(i * :step AS BIGINT) FROM number)
"""  # noqa: S608  our own text


async def enter(url: str, size: int) -> None:
    """So many people with an Endorsement each, none of them due, in a database that has been migrated or is empty.

    Each was sent one reminder last year. It is entered once; a database that has them is left as it is.
    """
    await migrate(url)
    with direct(url) as connection:
        if connection.scalar(sa.text("SELECT 1 FROM person LIMIT 1")):
            return
        connection.execute(sa.text("CREATE TEMPORARY TABLE prototype (id integer, session text, due_at text)"))
        rows = [
            {"id": number, "session": session, "due_at": moment} for number, (session, moment) in enumerate(_later())
        ]
        connection.execute(sa.text("INSERT INTO prototype VALUES (:id, :session, :due_at)"), rows)
        for statement in (_PEOPLE, _LEDGER):
            connection.execute(sa.text(statement), {"size": size, "long_ago": _LONG_AGO})
    if not url.startswith("sqlite"):
        # As its own housekeeper does within some minutes.
        with direct(url, each_by_itself=True) as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
            connection.execute(sa.text("CHECKPOINT"))


def make_due(url: str, size: int, due: int) -> None:
    """Have `due` of the people, evenly strewn, wait for their reminder, and forget what was decided about them."""
    session = due_and_awake(NOW.date())
    values = {
        "session": session.model_dump_json(exclude_defaults=True),
        "due_at": instant.written(NOW),
        "size": due,
        "step": size // due,
    }
    with direct(url) as connection:
        connection.execute(sa.text("DELETE FROM nudge WHERE state = 'pending' OR state = 'skipped'"))
        connection.execute(sa.text(_MAKE_DUE), values)


def _later() -> Iterator[tuple[str, str]]:
    """Sessions of people who have been told everything so far, with the moment of their next reminder."""
    for days in range(1, 701):
        handled = NOW.date()
        session: Session = endorsee(endorsed(date(2024, 11, 1) + timedelta(days=days), handled=handled))
        moment = due_at(session, PACK, NOW)
        if moment is not None and moment > NOW:
            yield session.model_dump_json(exclude_defaults=True), instant.written(moment)
