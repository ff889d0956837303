"""What every noun's methods stand on: one open transaction."""

from datetime import datetime

from bot.storage.queries import Queries


class Bound:
    """Queries bound to the connection of one transaction."""

    __slots__ = ("_connection", "_due", "_queries", "forgets")

    def __init__(self, queries: Queries, connection: object) -> None:
        self._queries = queries
        self._connection = connection
        # Of each person who was read and locked, what stands in their row: see `bot.storage.person`.
        self._due: dict[int, datetime | None] = {}
        # Set when somebody is deleted, so that the storage can wipe what its files still hold of them.
        self.forgets = False
