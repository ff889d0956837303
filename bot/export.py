"""Everything that is stored about a person, for them."""

import json
from dataclasses import asdict

from bot.storage import PersonRow


def export_of(row: PersonRow) -> bytes:
    """All of a person's row as JSON: nothing is left out, and what is stored as JSON is shown as such."""
    stored = {**asdict(row), "session": json.loads(row.session), "seen": json.loads(row.seen)}
    return json.dumps(stored, default=str, ensure_ascii=False, indent=2).encode()
