"""Everything that is stored about a person, for them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bot.storage import NudgeRow, PersonRow


def export_of(
    row: PersonRow,
    nudges: Sequence[NudgeRow],
    copies: Sequence[Mapping[str, object]],
    inquiries: Sequence[Mapping[str, object]] = (),
    listed: Mapping[str, object] | None = None,
) -> bytes:
    """All of a person's rows as JSON: nothing is left out, and what is stored as JSON is shown as such.

    `copies` are those of their certificates on disk, by what is known of each; `inquiries` are their questions to the
    coordinator, with what was said; `listed` is what the association's list has, where they said that it is them.
    """
    stored = {
        **asdict(row),
        "session": json.loads(row.session),
        "seen": json.loads(row.seen),
        "nudges": [asdict(nudge) for nudge in nudges],
        **({"certificates_on_disk": copies} if copies else {}),
        **({"questions": inquiries} if inquiries else {}),
        **({"roster": listed} if listed else {}),
    }
    return json.dumps(stored, default=str, ensure_ascii=False, indent=2).encode()
