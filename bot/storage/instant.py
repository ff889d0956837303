"""Points in time, as both databases keep them.

Text, not a time type: SQLite has none, and PostgreSQL's comes back as another Python type. At a fixed width
and always in UTC the text is the same to the byte in both, reads back without loss, and sorts as times do.
"""

from datetime import UTC, datetime


def written(at: datetime) -> str:
    """32 characters, microseconds, UTC: `2026-11-21T10:00:00.000000+00:00`.

    Raises:
        ValueError: if `at` carries no time zone; guessing one would shift every reminder.
    """
    if at.tzinfo is None:
        raise ValueError(f"a time zone is missing: {at.isoformat()}")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def day_of(written: str) -> str:
    """The day in UTC of what `written` wrote, as `2026-11-21`."""
    return written[:10]


def read(text: str) -> datetime:
    """The time that `written` wrote, aware, in UTC."""
    return datetime.fromisoformat(text)
