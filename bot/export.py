"""Everything that is stored about a person, for them."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.storage import NudgeRow, PersonRow


def export_of(row: PersonRow, nudges: Sequence[NudgeRow]) -> bytes:
    """All of a person's rows as JSON: nothing is left out, and what is stored as JSON is shown as such."""
    stored = {
        **asdict(row),
        "session": json.loads(row.session),
        "seen": json.loads(row.seen),
        "nudges": [asdict(nudge) for nudge in nudges],
    }
    return json.dumps(stored, default=str, ensure_ascii=False, indent=2).encode()
