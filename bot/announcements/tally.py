"""How far an announcement is, from the counts of its copies by state and reason."""

from collections import Counter
from collections.abc import Mapping

from bot.storage import AnnouncementRow
from dialogs.announcements.progress import Progress

Counts = Mapping[tuple[str, str], int]
"""Copies by state and reason; the reason is "" where there is none."""


def by_state(counts: Counts) -> Counter[str]:
    """Copies by state; 0 for a state that none is in."""
    states: Counter[str] = Counter()
    for (state, _), many in counts.items():
        states[state] += many
    return states


def reasons_of(counts: Counts, state: str) -> Counter[str]:
    """Why copies are in one state."""
    return Counter({reason: many for (one, reason), many in counts.items() if one == state})


def progress_of(row: AnnouncementRow, counts: Counts, rate: float) -> Progress:
    """How far it is, at `rate` messages a second."""
    states = by_state(counts)
    return Progress(
        row.id,
        row.state,
        pending=states["pending"] + states["sending"],
        sent=states["sent"],
        skipped=states["skipped"],
        failed=states["failed"],
        unknown=states["unknown"],
        rate=rate,
        stopped_by=row.stopped_by,
    )
