"""What is remembered, on SQLite or PostgreSQL.

A new noun (endorsement, nudge, ledger …) is three files and one line: `queries/<noun>.sql`; `<noun>.py` with its
row and its methods on `Bound`; `migrations/versions/<number>_<noun>.py`; a base more for `Transaction`.
"""

from bot.storage.errors import StorageError
from bot.storage.migrations import migrate
from bot.storage.person import PersonRow, Reachable
from bot.storage.storage import Storage, open_storage
from bot.storage.transaction import Transaction

__all__ = ["PersonRow", "Reachable", "Storage", "StorageError", "Transaction", "migrate", "open_storage"]
