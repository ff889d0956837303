"""What every noun's methods stand on: one open transaction."""

from bot.storage.queries import Queries


class Bound:
    """Queries bound to the connection of one transaction."""

    __slots__ = ("_connection", "_queries", "forgets")

    def __init__(self, queries: Queries, connection: object) -> None:
        self._queries = queries
        self._connection = connection
        # Set when somebody is deleted, so that the storage can wipe what its files still hold of them.
        self.forgets = False
