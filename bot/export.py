"""Everything that is stored about a person, for them."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from bot.storage import PersonRow


def export_of(row: PersonRow, kept: Mapping[str, object]) -> bytes:
    """A person's row and what is `kept` beside it, by its name; what is stored as JSON is shown as such."""
    stored = {**asdict(row), "session": json.loads(row.session), "seen": json.loads(row.seen), **kept}
    return json.dumps(stored, default=str, ensure_ascii=False, indent=2).encode()
