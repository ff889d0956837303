"""What is remembered, on SQLite or PostgreSQL.

A new noun is three files and one line: `queries/<noun>.sql`; `<noun>.py` with its
row and its methods on `Bound`; `migrations/versions/<number>_<noun>.py`; a base more for `Transaction`.
"""

from bot.storage.errors import StorageError
from bot.storage.migrations import migrate
from bot.storage.nudge import NudgeRow, NudgeState
from bot.storage.paging import FIRST, Mark
from bot.storage.person import PersonRow, Reachable
from bot.storage.roll import Timed
from bot.storage.storage import Storage, open_storage
from bot.storage.transaction import Transaction

__all__ = [
    "FIRST",
    "Mark",
    "NudgeRow",
    "NudgeState",
    "PersonRow",
    "Reachable",
    "Storage",
    "StorageError",
    "Timed",
    "Transaction",
    "migrate",
    "open_storage",
]
